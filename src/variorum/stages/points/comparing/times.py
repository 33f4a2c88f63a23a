"""A time in each of two tellings of one act: two that clash, or one told less exactly."""

import re
from collections.abc import Iterator, Sequence

from variorum.model.point import Verdict, Weight
from variorum.stages.points import surroundings
from variorum.stages.points.comparing import counts
from variorum.stages.points.comparing.questions import Asked
from variorum.stages.points.difference import Difference
from variorum.stages.points.told import Told
from variorum.text import calendar
from variorum.text.dates import Written


def apart(a: Told, b: Told, asked: Sequence[Asked[Written]]) -> Iterator[Difference]:
    """A time in each of the same act: two that clash, or one told less exactly."""
    if not surroundings.two_reports(a, b):
        return
    for one, other, chance in sorted(asked, key=lambda pair: -pair.chance):
        stands = calendar.relation(one, other)
        if stands == "same" and one.precision == "minute" and _rough(a, one) != _rough(b, other):
            stands = "fits"
        if stands in (None, "same") or any(calendar.relation(one, more) == "same" for more in b.times):
            continue
        if stands == "fits" and chance >= counts.LIKELY:
            yield _time(one, other, "compatible", "slight", "can both hold: one tells it more exactly", chance)
        elif (
            stands == "clash"
            and chance >= counts.SURE
            and one.precision == other.precision
            and not _fitting(one, b)
            and not _fitting(other, a)
            and not surroundings.elsewhere(a, b)
        ):
            yield _time(one, other, "conflict", "material", "are different times", 0.9 * chance)


def _rough(told: Told, time: Written) -> str:
    """The word that leaves a time open: "around 6 p.m.", "just after 6 p.m."."""
    found = re.search(r"\b(about|around|after|before|until|by|nearly|almost)\s+(?:at\s+)?(?:least\s+)?$", told.text[: time.start], re.I)
    return found[1].lower() if found else ""


def _fitting(time: Written, told: Told) -> bool:
    return any(calendar.relation(time, other) in ("same", "fits") for other in told.times)


def _time(one: Written, other: Written, verdict: Verdict, weight: Weight, because: str, confidence: float) -> Difference:
    why = f'"{one.text}" and "{other.text}" {because}'
    return Difference(
        "date", verdict, weight, (one.start, one.end), (other.start, other.end), one.text, other.text, "when", why, round(confidence, 3)
    )
