"""A time in each of two tellings of one act: two that clash, or one told less exactly."""

from collections.abc import Iterator, Sequence

from variorum.language.english import calendar
from variorum.language.english.dates import Written
from variorum.model.point import Verdict, Weight
from variorum.points import surroundings
from variorum.points.comparing import dating
from variorum.points.comparing.dating import Dated, dated
from variorum.points.comparing.questions import Asked, another
from variorum.points.difference import Difference
from variorum.points.told import Told
from variorum.points.units import LIGHT

# Chance of one question from which times that can both hold are set side by side; chance that two sentences tell one thing from which
# times that clash are, and how far those are believed.
LIKELY, SURE, CLASHING = 0.65, 0.5, 0.8
ONE_ACT = 0.6  # share of the words of the longer of two acts, such as "become the first mayor", that the other must have


def apart(a: Told, b: Told, asked: Sequence[Asked[Written]]) -> Iterator[Difference]:
    """A time in each of the same act: two that clash, or one told less exactly."""
    if not surroundings.two_reports(a, b):
        return
    for one, other, chance in sorted(asked, key=lambda pair: -pair.chance):
        if dating.of_a_page(a, one) or dating.of_a_page(b, other) or any(calendar.relation(one, more) == "same" for more in b.times):
            continue
        stands = calendar.relation(one, other)
        if stands == "fits" and chance >= LIKELY and more_exact(one, other) and _may_be_one(a, one, b, other):
            yield _time(one, other, "compatible", "slight", "can both hold: one tells it more exactly", chance)
        elif stands == "clash" and chance >= SURE and _must_be_one(a, one, b, other) and not (_fitting(one, b) or _fitting(other, a)):
            yield _time(one, other, "conflict", "material", "are different times", CLASHING * chance)


def _names_of_one(a: Told, b: Told) -> bool:
    """Has one telling all the names of the other? Where each names what the other does not, two acts of a kind may be told."""
    ours, theirs = surroundings.setting(a), surroundings.setting(b)
    return ours <= theirs or theirs <= ours


def of_other_acts(a: Told, b: Told, difference: Difference) -> bool:
    """Does one of two times that stand in one place of sentences that run alike say when something was said, or a page was made?"""
    one, other = (next(time for time in told.times if time.start == at[0]) for told, at in ((a, difference.a), (b, difference.b)))
    if dating.of_a_page(a, one) or dating.of_a_page(b, other):
        return True
    return dated(a, one).saying != dated(b, other).saying


def more_exact(one: Written, other: Written) -> bool:
    """Does one of two times that fit tell more than a reader of the other would take for granted: an hour, a day of the month, a month?"""
    a, b = (calendar.finest(calendar.fields(time.text)) for time in (one, other))
    return a != b and ("hour" in (a, b) or bool(a and b))


def _may_be_one(a: Told, one: Written, b: Told, other: Written) -> bool:
    """Does nothing say that two times that fit date different acts, or different days by the times beside them?"""
    left, right = dated(a, one), dated(b, other)
    if left.saying != right.saying or _other_day(a, one, other) or _other_day(b, other, one):
        return False
    same_act = bool((left.act & right.act) - LIGHT)
    told_there = bool(((left.act & right.clause) | (right.act & left.clause)) - LIGHT)
    if _other_who(left, right) and _other_object(left, right):
        return False
    if {calendar.finest(calendar.fields(time.text)) for time in (one, other)} == {"day", "weekday"}:
        return left.owned and right.owned and (same_act or (told_there and (left.noun or right.noun)))
    if left.side != right.side:
        return same_act
    return same_act or told_there or not (_other_who(left, right) or _other_object(left, right))


def _over_night(one: Written, other: Written) -> bool:
    """Are two times the night of one day and the morning of the next: either may be told of an act about midnight?"""
    for night, morning in ((one, other), (other, one)):
        before, after = calendar.fields(night.text), calendar.fields(morning.text)
        if before.weekday is not None and after.weekday is not None and (before.weekday + 1) % 7 == after.weekday:
            return "night" in night.text.lower() and "morning" in morning.text.lower()
    return False


def _other_day(told: Told, hour: Written, day: Written) -> bool:
    """Does a telling give an hour together with a day that is not this one?"""
    if calendar.finest(calendar.fields(hour.text)) not in ("hour", ""):
        return False
    beside = [calendar.relation(time, day) for time in told.times if time != hour]
    return "clash" in beside and not {"same", "fits"} & set(beside)


def _other_who(one: Dated, other: Dated) -> bool:
    return bool(one.who and other.who and not one.who & other.who)


def _other_object(one: Dated, other: Dated) -> bool:
    return bool(one.object and other.object and not one.object & other.object)


def _must_be_one(a: Told, one: Written, b: Told, other: Written) -> bool:
    """Do two times that clash surely date one act: told by one word, of the same parties, and nothing else that parts them?"""
    left, right = dated(a, one), dated(b, other)
    return (
        bool((left.act & right.act) - LIGHT)
        and len(left.act & right.act) >= ONE_ACT * max(len(left.act), len(right.act))
        and left.owned
        and right.owned
        and not left.saying
        and not right.saying
        and not (_other_who(left, right) or _other_object(left, right))
        and bool(left.who & right.who or left.object & right.object or left.noun)
        and (left.noun, left.side, left.modality) == (right.noun, right.side, right.modality)
        and calendar.finest(calendar.fields(one.text)) == calendar.finest(calendar.fields(other.text))
        and not _over_night(one, other)
        and _names_of_one(a, b)
        and another(a) == another(b)
        and not surroundings.elsewhere(a, b)
    )


def _fitting(time: Written, told: Told) -> bool:
    return any(calendar.relation(time, other) in ("same", "fits") for other in told.times)


def _time(one: Written, other: Written, verdict: Verdict, weight: Weight, because: str, confidence: float) -> Difference:
    why = f'"{one.text}" and "{other.text}" {because}'
    return Difference(
        "date", verdict, weight, (one.start, one.end), (other.start, other.end), one.text, other.text, "when", why, round(confidence, 3)
    )
