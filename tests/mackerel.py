"""The story of the example, read once for all tests that look at it."""

from functools import cache
from pathlib import Path

from variorum.contracts import Given
from variorum.model.report import Report
from variorum.model.story import Dossier
from variorum.pipeline import dossier_of
from variorum.sources import files

FOLDER = Path(__file__).parents[1] / "examples" / "mackerel"


@cache
def reports() -> tuple[Report, ...]:
    """The seven reports of the story; the eighth file tells of something else."""
    read = [found for path, origin in files.find([FOLDER]) for found in files.read(path, origin, Given())]
    return tuple(found for found in read if isinstance(found, Report) and "mackerel" in found.text)


@cache
def story() -> Dossier:
    """What is made of them."""
    return dossier_of(reports())
