"""A build hook: a wheel of the program without the weights, which asks for the wheel that has them. On where a release is built (build.sh).

Off by default: a wheel built from the tree in the plain way carries all that it needs.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Apart(BuildHookInterface[Any]):
    """Leaves the weights out and pins the wheel that has just these."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before files are gathered."""
        here = Path(self.root) / "weights"
        self.build_config.target_config["exclude"] = ["/src/variorum/language/weights"]
        build_data["dependencies"].append(f"variorum-weights-en=={runpy.run_path(str(here / 'version.py'))['version']()}")
