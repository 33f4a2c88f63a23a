"""What a worker keeps of a story when it is done with it: nothing."""

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from variorum import pipeline
from variorum.contracts import Given
from variorum.model.report import Report
from variorum.sources import files

MACKEREL = Path(__file__).parents[1] / "examples" / "mackerel"


def alive() -> Counter[str]:
    """How many things of each class of ours, findings and what the stages hold them side by side in, are in memory."""
    gc.collect()
    names = (f"{type(thing).__module__}.{type(thing).__qualname__}" for thing in gc.get_objects())
    return Counter(name for name in names if name.startswith(("variorum.model.", "variorum.")))


def mackerel() -> Iterator[Report]:
    for path, origin in files.find([MACKEREL]):
        yield from (item for item in files.read(path, origin, Given()) if isinstance(item, Report) and "mackerel" in item.text)


def test_a_finished_story_is_forgotten() -> None:
    assert len(pipeline.dossier_of(list(mackerel())).points) > 10  # tables are read at the first use, and stay
    before = alive()
    assert len(pipeline.dossier_of(list(mackerel())).points) > 10
    assert alive() - before == Counter()
