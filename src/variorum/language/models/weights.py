"""Where the models' weights lie: in the program's own tree, else in the wheel of the weights (`weights/` says how both are built)."""

import gzip
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from variorum.errors import VariorumError

TREE = Path(__file__).parents[1] / "weights"
WHEEL = "variorum_weights_en"


class WeightsMissing(VariorumError):
    """The program was installed without its weights."""


def folder() -> Path:
    """The folder of the weights. Raises WeightsMissing where there are none."""
    if TREE.is_dir():
        return TREE
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise WeightsMissing("the models' weights are not installed: install the package variorum-weights-en beside variorum")
    return Path(spec.origin).parent


@cache
def learned(name: str) -> Any:
    """What a logistic model or several have learned, from a file of the folder: the weight of each feature, by name."""
    written = (folder() / name).read_bytes()
    return json.loads(gzip.decompress(written) if name.endswith(".gz") else written)["weights"]
