"""When something was done or will be: two times that two sentences give to one deed."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Final, Literal, NamedTuple

from variorum.language import pack
from variorum.model.moment import Moment
from variorum.model.sentence import Clause, Side, Time
from variorum.questions import deeds
from variorum.questions.deeds import Deed
from variorum.questions.matched import Matched, matched
from variorum.questions.pairs import Answer, Compared, Pair, Relation
from variorum.questions.tellings import NOUNS, Span, Telling
from variorum.text.kept import kept

Stands = Literal["same", "fits", "clash"]
NEAR_ENOUGH: Final = 0.34  # hours by which two clock times of one deed may differ
DAY: Final = 24  # hours
# How finely a moment is told; two that are further apart than a step ("Tuesday", "2008") are of two deeds, or one is told in passing.
CLOCK, ON_A_DAY, IN_A_WEEK, IN_A_MONTH, IN_A_YEAR = 0, 1, 2, 3, 5
STEP: Final = 2
ANY_DAY: Final = "2001-01-01"
WEEK: Final = 10  # days; what "last week" may mean
# A time under a noun with one of these labels is a part of its name: "the May raid", "Friday's vote", "a 2013 car".
MODIFIES: Final = frozenset({"nummod", "nmod:poss", "compound", "amod"})
BESIDE: Final = frozenset({"nmod", "obl:unmarked", "advmod"})
KINDEST: Final[tuple[Relation, ...]] = ("same", "compatible", "revised", "conflict")
# Of 40 told alike on stories apart 39 were read as right. Of judged pairs (training/judge/labels) seven of seven conflicts were right, and
# eleven of fifteen "compatible" ones tell the same.
CHANCE: Final[dict[Relation, float]] = {"same": 0.95, "compatible": 0.2, "conflict": 0.85, "revised": 0.5}

BEGINNING: Final = 2  # letters by which a unit is known, however it is cut short: "min.", "minutes"
SLIP: Final = CHANCE["conflict"]  # that a number which a copy has exchanged in a time tells another time


class Dated(NamedTuple):
    """A deed and when it was or will be."""

    deed: Deed
    clause: Clause
    when: Moment
    span: Span
    side: Side
    alone: bool  # it does not tell which of several deeds is meant ("Friday's loss"), and its clause has no other time than this one


def compare(pair: Pair) -> Iterator[Compared]:
    """The times of each deed that both sentences tell; of several that a deed has, two that agree, else two that fit, count."""
    told: dict[tuple[int, int], list[tuple[Relation, Dated, Dated]]] = {}
    for one, other in product(_dated(pair.a), _dated(pair.b)):
        if _one_deed(pair, one, other) and (relation := _relation(pair, one, other)) is not None:
            told.setdefault((one.deed.at, other.deed.at), []).append((relation, one, other))
    if not told and (faced := _faced(pair)) is not None:
        yield faced
        return
    unlike: set[Span] = set()
    for answers in told.values():
        relation, one, other = min(answers, key=lambda answer: KINDEST.index(answer[0]))
        if relation == "conflict" and matched(pair) is None:
            continue  # of 13 such in real news and in stories to tune on ten were of two deeds: launches, tests, resolutions that recur
        a, b = pair.a.words(one.span), pair.b.words(other.span)
        question = f'When was this: "{deeds.words(pair.a, one.deed)}"?'
        if relation != "same":
            unlike.add(one.span)
        yield Compared("date", Answer(one.span, a), Answer(other.span, b), relation, CHANCE[relation], question, _why(a, b, relation))
    exchanged = _exchanged(pair)
    if exchanged is not None and exchanged.a.span not in unlike:
        yield exchanged


def _faced(pair: Pair) -> Compared | None:
    """The one time of a clause that both sentences tell in nearly the same words, where it is not the same."""
    laid = matched(pair)
    if laid is None or laid.other_names or _mostly_times(pair.a) or _mostly_times(pair.b):
        return None
    for one, other in laid.clauses:
        if len(one.times) != 1 or len(other.times) != 1 or one.polarity != other.polarity or not laid.by_the_same(one, other):
            continue
        here, there = pair.a.sentence.times[one.times[0]], pair.b.sentence.times[other.times[0]]
        ours, theirs = _moment(pair, pair.a, one, here), _moment(pair, pair.b, other, there)
        if (one.condition is None) != (other.condition is None) or (one.modality, one.tense) != (other.modality, other.tense):
            continue
        if ours is None or theirs is None or here.side != there.side or not _apart(pair, ours, theirs):
            continue
        a, b = pair.a.words(here[:2]), pair.b.words(there[:2])
        if a.casefold() == b.casefold():
            continue  # "this year", in copies of two years
        shown = Answer(here[:2], a), Answer(there[:2], b)
        return Compared("date", *shown, "conflict", CHANCE["conflict"], "When was this?", _why(a, b, "conflict"))
    return None


def _exchanged(pair: Pair) -> Compared | None:
    """The one time of which a copy has exchanged the number or the unit behind it, and nothing else that tells anything: "within 15 days",
    "within 50 days"."""
    laid = matched(pair) if pair.copied else None
    if laid is None or laid.other_names or _mostly_times(pair.a) or _mostly_times(pair.b):
        return None
    for here, there in product(pair.a.sentence.times, pair.b.sentence.times):
        ours, theirs = (
            [at for at in _inside(telling, time) if telling.sentence.words[at].kind != "PUNCT"]
            for telling, time in ((pair.a, here), (pair.b, there))
        )
        changed = [at for at in ours if at not in laid.words]
        if len(changed) != 1 or len(ours) != len(theirs) or here.side != there.side or not (_on_one_day(pair) or (here.iso and there.iso)):
            continue
        facing = theirs[ours.index(changed[0])]
        shown = Answer(here[:2], pair.a.words(here[:2])), Answer(there[:2], pair.b.words(there[:2]))
        in_place = facing not in laid.back and [laid.words.get(at, laid.facing(at)) for at in ours] == theirs
        if in_place and _other_number(laid, changed[0], facing, theirs) and laid.alone(*shown):
            relation: Relation = "revised" if pair.edition and pair.later is not None else "conflict"
            return Compared("date", *shown, relation, SLIP, "When was this?", _why(shown[0].value, shown[1].value, "conflict"))
    return None


def _inside(telling: Telling, time: Time) -> list[int]:
    """The words of a written time."""
    return [at for at, word in enumerate(telling.sentence.words) if time.start <= word.start < time.end]


def _other_number(laid: Matched, here: int, there: int, theirs: Sequence[int]) -> bool:
    """Is a word of a time another number, or another unit behind the same number? "Five" is 5, "05" and "9am" are no other."""
    (one, mine), (other, yours) = (
        (half.telling.sentence.words[at].kind, half.answer(at, at).value.lower()) for half, at in ((laid.a, here), (laid.b, there))
    )
    if one == other == "NUM":
        digits = ["".join(filter(str.isdigit, word)).lstrip("0") for word in (mine, yours)]
        return digits[0] != digits[1] if all(digits) else not any(digits)
    counted = any(laid.b.telling.sentence.words[at].kind == "NUM" for at in theirs)
    return one == other == "NOUN" and counted and mine[:BEGINNING] != yours[:BEGINNING]


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


def _why(a: str, b: str, relation: Relation) -> str:
    if relation == "revised":
        return f'"{a}" and "{b}" are unlike times of what was planned'
    return f'"{a}" and "{b}" ' + {"same": "may be one time", "compatible": "can both hold: one tells it more exactly"}.get(
        relation, "are unlike times of one deed"
    )


@kept
def _dated(telling: Telling) -> tuple[Dated, ...]:
    """The deeds of a sentence that have a time; a line that is mostly times tells when a page was made."""
    if _mostly_times(telling):
        return ()
    found = []
    for clause in telling.sentence.clauses:
        whens = list(_whens(telling, clause))
        for time, when in whens:
            deed, named = _deed_of(telling, clause, time)
            if deed.names:
                agreed = all(other is when or stands(other, when) in ("same", "fits") for _, other in whens)
                alone = agreed and not named and time.side != "name"
                found.append(Dated(deed, clause, when, (time.start, time.end), time.side, alone))
    return tuple(found)


def _mostly_times(telling: Telling) -> bool:
    return 2 * sum(time.end - time.start for time in telling.sentence.times) > len(telling.text)


def _deed_of(telling: Telling, clause: Clause, time: Time) -> tuple[Deed, bool]:
    """What a time dates, and whether it is a part of a name: the noun that it modifies ("the May raid"), or stands beside where that names
    a deed ("a raid on Monday"); else what its clause tells."""
    words = telling.sentence.words
    inside = _inside(telling, time)
    top = next((number for number in inside if words[number].head not in inside), None)
    if top is None:
        return deeds.of_clause(telling, clause), False
    called = any(words[number].label == "compound" for number in telling.below(top) if number not in inside)  # "Black Monday"
    if words[words[top].head].kind in NOUNS:
        noun = deeds.of_noun(telling, words[top].head)
        if words[top].label in MODIFIES or (words[top].label in BESIDE and noun.names):
            return noun, called or words[top].label in MODIFIES
    return deeds.of_clause(telling, clause), called


def _whens(telling: Telling, clause: Clause) -> Iterator[tuple[Time, Moment]]:
    """The times of a clause; an hour beside a day is an hour of that day."""
    ahead = "future" in (clause.tense, clause.standing) or clause.modality == "planned"
    times = [telling.sentence.times[number] for number in clause.times]
    read = [(time, pack.moment(telling.words(time[:2]), telling.published, ahead, telling.language)) for time in times]
    found = [(time, when) for time, when in read if when is not None]
    days = [when for _, when in found if _fineness(when) == ON_A_DAY]
    hours = [when for _, when in found if when.hours and _fineness(when._replace(hours=None)) > ON_A_DAY]
    if len(days) != 1 or not hours:
        yield from found
        return
    for time, when in found:
        if when in hours:
            yield time, days[0]._replace(hours=when.hours, zone=when.zone)
        elif when is not days[0]:
            yield time, when


def _named(telling: Telling, clause: Clause) -> frozenset[str]:
    """The words of the names in a clause itself, of times none."""
    words, times = telling.sentence.words, telling.sentence.times
    proper = (words[number] for number in telling.under(clause) if words[number].kind == "PROPN")
    return frozenset(word.lemma for word in proper if not any(time.start <= word.start < time.end for time in times))


def _one_deed(pair: Pair, one: Dated, other: Dated) -> bool:
    """Do two times date one deed, both by when it was, or both by its beginning or end?"""
    return one.side == other.side and one.clause.polarity == other.clause.polarity and deeds.likely(pair, one.deed, other.deed)


def _relation(pair: Pair, one: Dated, other: Dated) -> Relation | None:
    """The verdict on two times of one deed; None where something tells that they may be of two, or that it is not sure."""
    standing = stands(one.when, other.when)
    fine = sorted((_fineness(one.when), _fineness(other.when)))
    exact = fine[0] == CLOCK or (fine[0] == ON_A_DAY and fine[1] == IN_A_WEEK)
    if standing == "same" or (standing == "fits" and not exact):
        return "same"
    if standing is None or not deeds.one(pair, one.deed, other.deed):
        return None
    if standing == "fits":
        return "compatible"
    if fine[1] - fine[0] > STEP or not (_firm(one) and _firm(other)):
        return None
    names = [_named(telling, dated.clause) for telling, dated in ((pair.a, one), (pair.b, other))]
    if all(names) and not names[0] & names[1]:
        return None  # by one hurricane and by another
    if _set_apart(one, other, _dated(pair.b)) or _set_apart(other, one, _dated(pair.a)):
        return None
    if not (_planned(one) or _planned(other)):
        return "conflict"
    if _done_before(pair.a, one, other) or _done_before(pair.b, other, one):
        return None
    return "revised" if pair.later is not None else "conflict"


def _done_before(telling: Telling, plan: Dated, done: Dated) -> bool:
    """Was what one sentence tells as done over, as far as is known, when the other told the plan? Then it is another deed."""
    if not _planned(plan) or _planned(done):
        return False
    if not telling.published or done.when.days is None:
        return True
    return done.when.days[1] < date.fromisoformat(telling.published[:10]).toordinal()


def _set_apart(mine: Dated, yours: Dated, told: tuple[Dated, ...]) -> bool:
    """Does the other sentence tell of a second deed of the name, at this time: one signed on Monday, one on Tuesday?"""
    return any(
        other.deed.at != yours.deed.at and other.deed.names & mine.deed.names and stands(other.when, mine.when) in ("same", "fits")
        for other in told
    )


def _firm(of: Dated) -> bool:
    """Is a deed told as so, or as planned, at this time and no other?"""
    as_a_rule = of.clause.tense == "present" and of.when.told == "weekday"  # "issues notes on Tuesdays"
    return of.alone and not as_a_rule and of.clause.standing != "hypothetical" and of.clause.modality in ("actual", "planned")


def _planned(of: Dated) -> bool:
    return of.clause.modality == "planned" or of.clause.standing == "future"


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
