"""What becomes of a kept line by what was said of it when it was put back.

A difference stands in full where both looks agree: one thing, each answer as its passages have it, one verdict, more than a shade. One in
which the second look finds two things, or an answer that its passages do not give, is dropped. Where it has another verdict, or takes
the answers for the same, the line stays with a lower chance and says so: careful readers had found many of these too. Of what is told alike
a passage that does not tell all of a line goes, and a line that is not told by two reports then goes with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, Final

from variorum.model.point import Between, Point, Reading
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.proposals.answered_back import Said, of_line
from variorum.proposals.answers import SLIGHT
from variorum.proposals.asking_back import LETTERS, Line
from variorum.questions import agreement
from variorum.questions.gathering import GRAVITY, WEIGHTS
from variorum.questions.readings import resting_on

UNLOOKED: Final = 0.5  # the chance of a line that was not looked at again, at the most: see keeping.BY_WEIGHT
# The chance that a careful reader calls a line right, by what the second look says of it. Of 60 lines of stories to tune on on which both
# looks agree strangers called 54 right, 2 right and slight, 4 arguable; of those with another verdict by the second look 11 of 14, had
# they been told as it has them: they stand as proposed. The others were set by few lines; of a half that nobody read strangers then called
# right 13 shades of 28 (10 slight) and 2 of 11 that the second look takes for the same (8 slight), 43 of 46 in full.
FULL: Final = 0.9
OTHERWISE: Final = 0.6
SHADE: Final = 0.5
SAME: Final = 0.3
TWO_THINGS: Final = "looked at again, of two things"


def unlooked(point: Point) -> Point:
    """A point that was not put back, or of which nothing came: not sure enough for a page."""
    return replace(point, confidence=min(point.confidence, UNLOOKED))


def looked(dossier: Dossier, point: Point, line: Line, row: Mapping[str, Any]) -> Point | str:
    """A point as it stands after the second look; or why it does not."""
    said = of_line(row, line)
    return _alike(dossier, point, line, said) if len(point.readings) < 2 else _differing(dossier, point, line, said)


def _alike(dossier: Dossier, point: Point, line: Line, said: Said) -> Point | str:
    """What is told alike by the reports that are left, whose first has the line in its own words."""
    reading = _fitting(dossier, point.readings[0], 0, line, said)
    if not said.one or len(reading.reports) < 2 or reading.passages[0] != point.readings[0].passages[0]:
        return "looked at again, not told alike by two reports"
    if reading is point.readings[0]:
        return point
    told = agreement.line(point, reading)
    return replace(told, why=f"Proposed by {point.proposed_by}, verified by passages. {told.why}")


def _fitting(dossier: Dossier, reading: Reading, at: int, line: Line, said: Said) -> Reading:
    """An answer at those of its passages that give it; others in the same words go with one that does not."""
    gone = {_folded(one.passage.text) for one in line.shown if one.reading == at and one.name in said.unfit}
    return resting_on(dossier, reading.value, [one for one in reading.passages if _folded(one.text) not in gone]) if gone else reading


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _differing(dossier: Dossier, point: Point, line: Line, said: Said) -> Point | str:
    """The answers as they stand to each other, and how sure that is; or why they do not."""
    if not said.one:
        return TWO_THINGS
    readings = [_fitting(dossier, reading, at, line, said) for at, reading in enumerate(point.readings)]
    given = [at for at, reading in enumerate(readings) if LETTERS[at] in said.fits and reading.passages]
    if len(given) < 2:
        return "looked at again, an answer is not in its passages"
    staying = _of_one_thing(given, said)
    if len(staying) < 2:
        return TWO_THINGS
    sides = _unlike(staying, said)
    alike = len(sides) < 2
    told = _told(dossier, point, readings, [[at] for at in staying] if alike else sides)
    if alike:
        return replace(_doubted(told, SAME, "takes the answers for the same"), weight="slight")
    if said.worth <= SLIGHT:
        return replace(told, weight="slight", confidence=SHADE)
    otherwise = [how for one, how in _looks(point, sides, said) if how != one.verdict and not _worked_out(one)]
    if otherwise:
        return _doubted(told, OTHERWISE, f"has the answers as {' and '.join(dict.fromkeys(otherwise))}")
    return replace(told, confidence=FULL)


def _of_one_thing(given: Sequence[int], said: Said) -> list[int]:
    """The answers that are left when each that cannot be compared is taken out, the one that stands so to most others first."""
    left = list(given)
    while left:
        apart = {at: sum(_how(at, other, said) == "not comparable" for other in left if other != at) for at in left}
        worst = max(left, key=lambda at: (apart[at], at))
        if not apart[worst]:
            break
        left.remove(worst)
    return left


def _unlike(answers: Sequence[int], said: Said) -> list[list[int]]:
    """The answers in sides: those that are taken for the same are on one."""
    sides: list[list[int]] = []
    for at in answers:
        own = next((side for side in sides if any(_how(other, at, said) == "same" for other in side)), None)
        if own is None:
            sides.append([at])
        else:
            own.append(at)
    return sides


def _how(one: int, other: int, said: Said) -> str:
    return said.stand.get("".join(sorted(LETTERS[one] + LETTERS[other])), "not comparable")


def _told(dossier: Dossier, point: Point, readings: Sequence[Reading], sides: Sequence[Sequence[int]]) -> Point:
    """A point with these answers alone, each side of them as one: its first answer, at the passages of all."""
    joined = tuple(
        readings[side[0]] if len(side) == 1 else resting_on(dossier, readings[side[0]].value, _passages(readings, side)) for side in sides
    )
    pairs = tuple(replace(_pair(point, sides[a], sides[b]), a=a, b=b) for a, b in combinations(range(len(sides)), 2))
    gravest = max(pairs, key=lambda one: GRAVITY[one.verdict])
    within = any(set(one.reports) & set(other.reports) for one, other in combinations(joined, 2))
    point = replace(point, readings=joined, pairs=pairs, within_report=within)
    return replace(point, verdict=gravest.verdict, weight=WEIGHTS[gravest.verdict], why=gravest.why)


def _passages(readings: Sequence[Reading], side: Sequence[int]) -> list[Passage]:
    return list(dict.fromkeys(passage for at in side for passage in readings[at].passages))


def _looks(point: Point, sides: Sequence[Sequence[int]], said: Said) -> Iterator[tuple[Between, str]]:
    """How each two sides stand, as proposed or worked out, and by the second look."""
    for one, other in combinations(sides, 2):
        yield _pair(point, one, other), _how(one[0], other[0], said)


def _pair(point: Point, one: Sequence[int], other: Sequence[int]) -> Between:
    """How the first answers of two sides stand."""
    places = sorted((one[0], other[0]))
    return next(pair for pair in point.pairs if [pair.a, pair.b] == places)


def _worked_out(between: Between) -> bool:
    return "worked out" in between.why


def _doubted(point: Point, chance: float, why: str) -> Point:
    return replace(point, confidence=chance, why=f"Proposed by {point.proposed_by}, verified by passages; a second look {why}.")
