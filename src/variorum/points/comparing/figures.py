"""Figures compared as intervals: what can both hold is never called a conflict."""

import re
from dataclasses import replace
from typing import NamedTuple

from variorum.language.english.diff import listed, stem
from variorum.language.english.units import MEASURED_IN
from variorum.language.english.values import Figure
from variorum.model.point import Verdict, Weight
from variorum.points.difference import Difference
from variorum.points.told import Count

# Counts that only grow while a story runs: a higher figure in a later report is a later state.
GROWING = frozenset(
    stem(word)
    for word in listed(
        "killed dead deaths died injured wounded hurt casualties victims missing arrested detained infected cases fatalities "
        "toll displaced homeless evacuated rescued hospitalised confirmed bodies injuries arrests"
    )
)
# Words that say that a figure took an earlier one's place, before it.
_RISEN = re.compile(
    r"\b(?:rose|risen|rises|rising|climb(?:ed|s|ing)?|increased|grew|grown|jumped|soared|lowered|revised|updated|raised|went up|gone up"
    r"|dropped|cut)\b[^.;]{0,25}\b(?:to|at)\s+(?:\w+\s+){0,2}$|\bup\s+from\s+$|\bnow\s+(?:(?:at|is|stands\s+at)\s+)?$",
    re.I,
)
INFINITE = float("inf")
MEETING = "can both hold: the words leave a range open, and the ranges meet"


class Judged(NamedTuple):
    verdict: Verdict
    weight: Weight | None
    because: str
    confidence: float


# Two figures that say the same: no difference, but the passages belong to one reading.
EQUAL = Judged("agreed", None, "the figures are the same", 0.9)


def risen(text: str, figure: Figure) -> bool:
    """Do the words before a figure say that it took the place of another?"""
    return bool(_RISEN.search(text[max(0, figure.start - 60) : figure.start]))


def low_high(figure: Figure) -> tuple[float, float]:
    return (-INFINITE if figure.low is None else figure.low, INFINITE if figure.high is None else figure.high)


def size(figure: Figure) -> float:
    """How large a figure is: its number; of a range the lower end, or the upper where it begins at nothing; 0 where it tells no end."""
    return (figure.low or figure.high or 0.0) if figure.number is None else figure.number


CLOSE = 1.05  # an estimate and a figure no further apart than this are taken for one
# Share by which a value written in another unit may miss its own, as writers round what they convert.
CONVERTED = 0.06


def alike_written(a: Figure, b: Figure) -> tuple[Figure, Figure]:
    """Both figures in one unit where a system of units holds both ("half", "47%"; "20 km", "12 miles"); else as they are."""
    if same_unit(a, b) or not same_system(a, b):
        return a, b
    return _measured(a), _measured(b)


def same_system(a: Figure, b: Figure) -> bool:
    """Can the two units be turned into each other?"""
    if same_unit(a, b):
        return True
    one, other = MEASURED_IN.get(a.unit or ""), MEASURED_IN.get(b.unit or "")
    return one is not None and other is not None and one[0] == other[0]


def _measured(figure: Figure) -> Figure:
    base, factor = MEASURED_IN[figure.unit or ""]
    slack = 0.0 if base in (figure.unit, "percent") else CONVERTED
    return figure._replace(
        unit=base,
        number=None if figure.number is None else figure.number * factor,
        low=None if figure.low is None else figure.low * factor * (1 - slack),
        high=None if figure.high is None else figure.high * factor * (1 + slack),
    )


def _grain(number: float) -> float:
    """Half of the last digit that is not zero: how far a rounded number may lie from the one it stands for."""
    if number == 0 or number != int(number):
        return 10.0 ** -len(f"{number:g}".partition(".")[2]) / 2
    grain = 1.0
    while number % (grain * 10) == 0:
        grain *= 10
    return grain / 2


def rounding(a: float, b: float) -> bool:
    """Is one number the other, rounded? Only numbers above 20 that end in zero, or decimals, are taken for rounded; 6.1 is 6."""
    for rough, fine in ((a, b), (b, a)):
        if rough == int(rough) and fine != int(fine) and fine > 1 and abs(rough - fine) <= 0.5:
            return True
        grain = _grain(rough)
        if (
            (grain > 0.5 or rough != int(rough))
            and rough > 20 * (rough == int(rough))
            and _grain(fine) < grain
            and abs(rough - fine) < grain
        ):
            return True
    return False


def same_unit(a: Figure, b: Figure) -> bool:
    return (a.unit or "") == (b.unit or "")


def same(a: Figure, b: Figure) -> bool:
    """Do two figures say the same? "A dozen" is twelve."""
    if same_unit(a, b) and {a.text.lower(), b.text.lower()} & {"a dozen"} and {a.number, b.number} == {None, 12.0}:
        return True
    return a.number == b.number and a.bound == b.bound and same_unit(a, b) and (a.low, a.high) == (b.low, b.high)


def meet(one: Count, other: Count) -> bool:
    """Can both figures hold: do their ranges meet, or is one the other rounded?"""
    a, b = alike_written(one.figure, other.figure)
    (low_a, high_a), (low_b, high_b) = low_high(a), low_high(b)
    return (low_a <= high_b and low_b <= high_a) or (a.number is not None and b.number is not None and rounding(a.number, b.number))


def judge(one: Count, other: Count, sources_differ: bool, later: bool | None, risen: bool) -> Judged | None:
    """How two figures for the same thing stand to each other; None where they say the same.

    `sources_differ`: each is given by a named inner source, and not the same one. `later`: does the second come from a later report
    (None: not known). `risen`: the words of either say that the figure changed. Units must be equal (`same_unit`).
    """
    a, b = alike_written(one.figure, other.figure)
    if same(a, b):
        return None
    low_a, high_a = low_high(a)
    low_b, high_b = low_high(b)
    names = f'"{a.text}" and "{b.text}"'
    if low_a <= high_b and low_b <= high_a:
        if a.number is not None and a.number == b.number:
            return Judged("compatible", "slight", f"{names} give one number with another bound", 0.85)
        return Judged("compatible", "slight", f"{names} {MEETING}", 0.85)
    if a.number is not None and b.number is not None and rounding(a.number, b.number):
        return Judged("compatible", "slight", f"{names} can both hold: one is the other rounded", 0.85)
    if sources_differ:
        return Judged("compatible", "material", f"{names} are figures of different sources, each named in its report", 0.75)
    if a.number is not None and b.number is not None and min(a.number, b.number) > 0:
        ratio = max(a.number, b.number) / min(a.number, b.number)
        if "about" in (a.bound, b.bound) and ratio <= CLOSE:
            return Judged("compatible", "slight", f"{names} are close, and at least one is given as an estimate", 0.7)
    growing = bool((one.counted | other.counted) & GROWING) or risen
    up = (low_b if b.number is None else b.number) > (low_a if a.number is None else a.number)
    if risen or (growing and later is not None and up == later):
        return Judged("revised", "material", f"{names} stand for an earlier and a later state of a count that changes", 0.75)
    return Judged("conflict", "material", f"{names} cannot both hold", 0.8 if "exact" in (a.bound, b.bound) else 0.7)


def told_anew(difference: Difference) -> Difference:
    """Two estimates in editions of one text from different days: the later one took the earlier one's place, though both could hold."""
    if difference.kind != "number" or difference.verdict != "compatible" or MEETING not in difference.why:
        return difference
    because = f'"{difference.words_a}" and "{difference.words_b}": a later edition of the text gives another figure'
    return replace(difference, verdict="revised", weight="slight", why=because, cause="later state")
