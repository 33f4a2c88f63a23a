"""The five seed reports of the development data, where they lie, read once for all tests that look at them."""

import os
from functools import cache
from pathlib import Path

import pytest

from variorum.model.report import Report
from variorum.model.story import Dossier
from variorum.pipeline import dossier_of

SHARED = Path(os.environ.get("VARIORUM_SHARED", Path(__file__).resolve().parents[2] / "shared"))
FOLDER = SHARED / "seeds"
needed = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no seeds at {FOLDER}: set VARIORUM_SHARED")


@cache
def story() -> Dossier:
    """What is made of them, of outlets that nobody names."""
    return dossier_of(
        [
            Report(path.name, path.name, None, None, None, None, None, (), "2022-01-26", "given", "en", path.read_text("utf-8"))
            for path in sorted(FOLDER.glob("*.txt"))
        ]
    )
