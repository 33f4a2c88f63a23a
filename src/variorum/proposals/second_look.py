"""What becomes of a kept line by what was said of it when it was put back.

It stands in full where both looks agree: one thing, each answer as its passages have it, and a difference that is more than a shade. A
passage that does not give its answer goes, a line that says the same of one thing goes, and how two answers stand is told as
the second look has it where nothing was worked out: it saw the passages and not the first verdict.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, cast

from variorum.model.point import Between, Point, Reading, Verdict
from variorum.model.story import Dossier
from variorum.proposals.answered_back import Said, of_line
from variorum.proposals.answers import SLIGHT
from variorum.proposals.asking_back import LETTERS, Line
from variorum.questions import agreement
from variorum.questions.gathering import GRAVITY, WEIGHTS
from variorum.questions.readings import resting_on

UNLOOKED: Final = 0.5  # the chance of a line that was not looked at again, at the most: see keeping.BY_WEIGHT
FULL: Final = 0.9
SHADE: Final = 0.5


def unlooked(point: Point) -> Point:
    """A point that was not put back, or of which nothing came: not sure enough for a page."""
    return replace(point, confidence=min(point.confidence, UNLOOKED))


def looked(dossier: Dossier, point: Point, line: Line, row: Mapping[str, Any]) -> Point | str:
    """A point as it stands after the second look; or why it does not."""
    said = of_line(row, line)
    readings = [_fitting(dossier, reading, at, line, said) for at, reading in enumerate(point.readings)]
    if not said.one:
        return "looked at again, of two things"
    if any(not reading.passages for reading in readings):
        return "looked at again, a passage does not say so"
    if len(readings) < 2:
        return _alike(point, readings[0])
    if set(LETTERS[: len(readings)]) - said.fits:
        return "looked at again, a passage does not say so"
    return _differing(point, readings, said)


def _fitting(dossier: Dossier, reading: Reading, at: int, line: Line, said: Said) -> Reading:
    """An answer at those of its passages that give it; others in the same words go with one that does not."""
    gone = {_folded(one.passage.text) for one in line.shown if one.reading == at and one.name in said.unfit}
    return resting_on(dossier, reading.value, [one for one in reading.passages if _folded(one.text) not in gone]) if gone else reading


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _alike(point: Point, reading: Reading) -> Point | str:
    """What is told alike by the reports that are left, whose first has the line in its own words."""
    if len(reading.reports) < 2 or reading.passages[0] != point.readings[0].passages[0]:
        return "looked at again, not told alike by two reports"
    if reading is point.readings[0]:
        return point
    told = agreement.line(point, reading)
    return replace(told, why=f"Proposed by {point.proposed_by}, verified by passages. {told.why}")


def _differing(point: Point, readings: list[Reading], said: Said) -> Point | str:
    """The answers as they stand to each other."""
    pairs = []
    for between in point.pairs:
        how = said.stand.get(LETTERS[between.a] + LETTERS[between.b], "not comparable")
        if how == "same":
            return "looked at again, the answers say the same"
        if how == "not comparable":
            return "looked at again, of two things"
        pairs.append(between if "worked out" in between.why else _standing(point, between, cast(Verdict, how)))
    gravest = max(pairs, key=lambda one: GRAVITY[one.verdict])
    return replace(
        point,
        readings=tuple(readings),
        pairs=tuple(pairs),
        verdict=gravest.verdict,
        why=gravest.why,
        weight=WEIGHTS[gravest.verdict] if said.worth > SLIGHT else "slight",
        confidence=FULL if said.worth > SLIGHT else SHADE,
    )


def _standing(point: Point, between: Between, how: Verdict) -> Between:
    """How two answers stand by the second look, and whether that was proposed too."""
    by = "as proposed, and so by a second look" if how == between.verdict else "as a second look has it"
    return Between(between.a, between.b, how, f"Proposed by {point.proposed_by}, verified by passages; how the answers stand is {by}.")
