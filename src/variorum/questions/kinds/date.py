"""When something was done or will be: of two sentences that run alike, each gives another time to one deed."""

from collections.abc import Iterator
from typing import Final, Literal

from variorum.language import pack
from variorum.model.moment import Moment
from variorum.model.sentence import Clause, Time
from variorum.questions.matched import matched, told_otherwise
from variorum.questions.pairs import Answer, Compared, Pair
from variorum.questions.tellings import Span, Telling

Stands = Literal["same", "fits", "clash"]
NEAR_ENOUGH: Final = 0.34  # hours by which two clock times of one deed may differ
DAY: Final = 24  # hours
# How finely a moment is told; two that are further apart than a step ("Tuesday", "2008") are of two deeds, or one is told in passing.
CLOCK, ON_A_DAY, IN_A_WEEK, IN_A_MONTH, IN_A_YEAR = 0, 1, 2, 3, 5
STEP: Final = 2
ANY_DAY: Final = "2001-01-01"
WEEK: Final = 10  # days; what "last week" may mean


def compare(pair: Pair) -> Iterator[Compared]:
    """The one time of a clause that both sentences tell in nearly the same words, where it is not the same; others are alike."""
    laid = matched(pair)
    if laid is None or laid.other_names or _mostly_times(pair.a) or _mostly_times(pair.b):
        return
    for one, other in laid.clauses:
        if one.polarity != other.polarity or not laid.by_the_same(one, other):
            continue
        if (one.condition is None) != (other.condition is None) or (one.modality, one.tense) != (other.modality, other.tense):
            continue
        mine, yours = ([telling.sentence.times[at] for at in of.times] for telling, of in ((pair.a, one), (pair.b, other)))
        written = {pair.a.words(time[:2]).casefold() for time in mine} & {pair.b.words(time[:2]).casefold() for time in yours}
        mine = [time for time in mine if pair.a.words(time[:2]).casefold() not in written]
        yours = [time for time in yours if pair.b.words(time[:2]).casefold() not in written]
        if len(mine) != 1 or len(yours) != 1 or mine[0].side != yours[0].side:
            continue  # "this year", in copies of two years
        ours, theirs = _moment(pair, pair.a, one, mine[0]), _moment(pair, pair.b, other, yours[0])
        if ours is None or theirs is None or not _apart(pair, ours, theirs):
            continue
        a, b = pair.a.words(mine[0][:2]), pair.b.words(yours[0][:2])
        why = f'"{a}" and "{b}" are unlike times of one deed'
        yield told_otherwise(
            "date", Answer(mine[0][:2], a), Answer(yours[0][:2], b), "conflict", f"When was this: “{laid.a.told(one)}”?", why
        )
        return


def _on_one_day(pair: Pair) -> bool:
    """Are both told on one day, as far as is known? On another, what is "for five days" was so for four."""
    return (pair.a.published or "")[:10] == (pair.b.published or "")[:10]


def _apart(pair: Pair, ours: Moment, theirs: Moment) -> bool:
    """Are two moments of reports of one day, or of days that nobody knows, apart? What a weekday and a week are depends on that day."""
    if ours.told != theirs.told and not (pair.a.published and pair.b.published):
        return False
    if abs(_fineness(ours) - _fineness(theirs)) >= STEP:
        return False
    return stands(ours, theirs) == "clash" or (ours.told == theirs.told == "report" and _on_one_day(pair) and ours.days != theirs.days)


def _moment(pair: Pair, telling: Telling, clause: Clause, time: Time) -> Moment | None:
    """When a time is; of two reports whose day nobody knows, as if they were of one day."""
    published = telling.published or (ANY_DAY if not (pair.a.published or pair.b.published) else None)
    return pack.moment(telling.words(time[:2]), published, "future" in (clause.tense, clause.standing), telling.language)


def _mostly_times(telling: Telling) -> bool:
    return 2 * sum(time.end - time.start for time in telling.sentence.times) > len(telling.text)


def _fineness(of: Moment) -> int:
    if of.hours and of.hours[0] == of.hours[1]:
        return CLOCK
    if of.weekday is not None or of.day is not None:
        return ON_A_DAY
    if of.days is not None and of.days[1] - of.days[0] < WEEK:
        return IN_A_WEEK
    return IN_A_MONTH if of.month is not None else IN_A_YEAR


def stands(one: Moment, other: Moment) -> Stands | None:
    """How two moments stand: alike, one within the other, or apart; None where nothing tells."""
    if one.hours and other.hours and one.zone != other.zone:
        return None
    if one.days and other.days:
        return _placed(one, one.days, other, other.days)
    return _by_fields(one, other)


def _placed(one: Moment, days: Span, other: Moment, more: Span) -> Stands | None:
    (a, b), (c, d) = _hours(one, days), _hours(other, more)
    if (a, b) == (c, d):
        return "same"
    whole = days == more and (one.hours is None or other.hours is None)  # a night runs on into the next day, and is one of its day
    if whole or (a <= c and d <= b) or (c <= a and b <= d):
        return "fits"
    apart = max(a - d, c - b)
    if apart < 0 or (apart <= NEAR_ENOUGH and a == b and c == d) or _may_be_one(one, days, other, more):
        return None
    return "clash"


def _may_be_one(one: Moment, days: Span, other: Moment, more: Span) -> bool:
    """Two reports may count from unlike days: one weekday of two weeks, "today" and the day beside it."""
    if days != more and one.weekday is not None and one.weekday == other.weekday and "weekday" in (one.told, other.told):
        return True
    return "report" in (one.told, other.told) and abs(days[0] - more[0]) <= 1


def _hours(of: Moment, days: Span) -> tuple[float, float]:
    """The hours between which a moment lies, counted from the first day of the calendar."""
    low, high = of.hours or (0.0, float(DAY))
    return days[0] * DAY + low, days[1] * DAY + high


def _by_fields(one: Moment, other: Moment) -> Stands | None:
    """By the fields of the calendar that both fill, where a moment has no place on it."""
    shared = [(x, y) for x, y in zip(one[:4], other[:4], strict=True) if x is not None and y is not None]
    if any(x != y for x, y in shared):
        return "clash"
    alike = one[:5] == other[:5]
    if one.hours and other.hours:
        apart = max(one.hours[0] - other.hours[1], other.hours[0] - one.hours[1])
        return "clash" if apart > NEAR_ENOUGH else "same" if alike else "fits"
    return None if not shared else "same" if alike else "fits"
