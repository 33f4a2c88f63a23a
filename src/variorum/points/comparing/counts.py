"""Figures told of one thing in sentences that do not run alike: which are set against each other, and how they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence

from variorum.language.english.words.pronouns import pronouns
from variorum.model.statement import Statement
from variorum.points.comparing import figures, namings, things
from variorum.points.comparing.measures import measure, noun, one_owner
from variorum.points.comparing.questions import Asked, another, size_apart
from variorum.points.difference import Difference
from variorum.points.surroundings import abroad, around, setting, two_reports
from variorum.points.told import NAMED, Count, Told

# Chance of one question from which figures that can both hold are set side by side, and from which unlike ones are a conflict.
LIKELY, SURE = 0.5, 0.65
_POSSIBLE = 0.15  # chance from which unlike figures show that two things are told
_ONE_TREMOR = 1.0  # by how much measured magnitudes of one earthquake differ
NEAR_UNDATED = 0.72  # cosine, where one side names a month or a year alone and the other none
# Cosine, where no name is in common: for figures that cannot both hold, of which more else is asked, and for tolls and such as fit.
NEAR_UNNAMED, NEAR_UNNAMED_BUT_FIT = 0.46, 0.6
NEAR_OPEN = 0.75  # cosine, where a pronoun leaves open whose figure it is
_PRONOUNS = pronouns("subject", person=3)
_OF_WHICH = re.compile(r"\b(?:at|in|of|from|on|near|for|to|with|by)\b", re.I)
QUOTES = " \"'”’"
MOST_APART = 3.0  # figures of one thing seldom lie further apart; others count another part of it


def figures_apart(a: Told, b: Told, asked: Sequence[Asked[Count]], near: float, later: bool | None) -> Iterator[Difference]:
    """How figures for one thing in two tellings stand to each other. Equal ones give an `agreed` of no weight, to be one reading."""
    if not two_reports(a, b):
        return
    pairs = sorted((one for one in asked if not _unlike_measures(a, b, one)), key=lambda pair: -pair.chance)
    known = near >= NEAR_UNNAMED_BUT_FIT or bool(setting(a) & setting(b))
    meeting = [pair for pair in pairs if known and pair.chance >= LIKELY and figures.meet(pair.one, pair.other)]
    met = {count for one, other, _ in meeting for count in (one, other)}
    unlike = [pair for pair in pairs if pair.one not in met and pair.other not in met]
    one_thing = _one_setting(a, b, near) and not _of_two_things(unlike, meeting)
    unlike = [pair for pair in unlike if one_thing and _may_clash(a, b, pair, near)]
    for pair in (*meeting, *unlike):
        judged = _judged(a, b, pair, later)
        if judged is not None:
            yield judged


def _may_clash(a: Told, b: Told, pair: Asked[Count], near: float) -> bool:
    """Is it sure enough that two unlike figures are of one thing: near in size, of one owner, and wanted or so on both sides?"""
    one, other, chance = pair
    left = measure(a, one)
    if left is not None and left.kind == "magnitude" and abs(figures.size(one.figure) - figures.size(other.figure)) > _ONE_TREMOR:
        return False
    if left is not None and not _one_occasion(a, b, near):
        return False
    if chance < SURE or size_apart(one, other) > MOST_APART or _asked_for(a, one) != _asked_for(b, other):
        return False  # what somebody wants it to be says nothing of what it is
    return (
        _one_subject(a, one, b, other, near)
        and _owned_alike(a, one, b)
        and _owned_alike(b, other, a)
        and not (_has_rival(a, one) or _has_rival(b, other))
    )


def _has_rival(told: Told, count: Count) -> bool:
    """Does the telling give a second figure of the kind and size: then which of them is meant is open."""
    return any(
        other is not count
        and figures.same_system(count.figure, other.figure)
        and (bool(count.figure.unit) or noun(told, other) == noun(told, count) != "")
        and size_apart(count, other) <= MOST_APART
        and not figures.same(count.figure, other.figure)
        for other in told.counts
    )


def _one_subject(a: Told, one: Count, b: Told, other: Count, near: float) -> bool:
    """Can the clauses of two figures be of one doer: not of two that are named, and of a "he" only in sentences that are nearly one?"""
    subjects = [(innermost.who or "") if (innermost := _innermost(told, count)) else "" for told, count in ((a, one), (b, other))]
    if any(subject.lower() in _PRONOUNS for subject in subjects):
        return near >= NEAR_OPEN
    ours, theirs = (_doers(told, who) for told, who in zip((a, b), subjects, strict=True))
    return not ours or not theirs or any(namings.alike(mine, yours) for mine in ours for yours in theirs)


def _doers(told: Told, subject: str) -> list[str]:
    """The names that are a subject's own, not those of where or whose it is: "Kestrel", not "the slide at Kelvara"."""
    return [
        name.text
        for name in told.names
        if name.label in NAMED and name.text in subject and not _OF_WHICH.search(subject[: subject.index(name.text)])
    ]


def _owned_alike(told: Told, count: Count, other: Told) -> bool:
    """A figure in brackets is of the name before them: "Kestrel (24 seats)". Does the other telling have that name too?"""
    bracket = told.text.rfind("(", 0, count.figure.start)
    if bracket < 0 or ")" in told.text[bracket : count.figure.start]:
        return True
    owner = next((name for name in told.names if name.end == len(told.text[:bracket].rstrip())), None)
    return owner is None or any(namings.alike(owner.text, name.text) for name in other.names)


def _of_two_things(unlike: Sequence[Asked[Count]], meeting: Sequence[Asked[Count]]) -> bool:
    """Two sentences with several unlike figures and none in common give the figures of two things: two games, two years, two firms."""
    ours, theirs = ({getattr(pair, side) for pair in unlike if pair.chance >= _POSSIBLE} for side in ("one", "other"))
    return min(len(ours), len(theirs)) > 1 and not any(pair.one.figure.number == pair.other.figure.number for pair in meeting)


def _judged(a: Told, b: Told, pair: Asked[Count], later: bool | None) -> Difference | None:
    one, other, chance = pair
    if things.amount(one) != things.amount(other) and (things.given(one, b) or things.given(other, a)):
        return None  # the figure is told there too, of something else
    ours, theirs = _source(a, one), _source(b, other)
    risen = figures.risen(a.text, one.figure) or figures.risen(b.text, other.figure)
    judged = figures.judge(one, other, bool(ours and theirs) and ours != theirs, later, risen) or figures.EQUAL
    judged = things.of_totals(a, one, b, other, judged)
    weight = "material" if judged.verdict == "compatible" and _wide_apart(one, other) else judged.weight
    return Difference(
        "number",
        judged.verdict,
        weight,
        (one.figure.start, one.figure.end),
        (other.figure.start, other.figure.end),
        one.figure.text,
        other.figure.text,
        " ".join(sorted(one.counted & other.counted or one.counted)),
        judged.because + _by_whom(ours, theirs),
        round(chance * judged.confidence, 3),
        None,
        (things.amount(one), things.amount(other)),
    )


def _unlike_measures(a: Told, b: Told, asked: Asked[Count]) -> bool:
    """Do the words round two figures say that they measure unlike things, or one thing of unlike owners?"""
    left, right = measure(a, asked.one), measure(b, asked.other)
    return left is not None and right is not None and (left.kind != right.kind or not one_owner(left, right))


def _one_setting(a: Told, b: Told, near: float) -> bool:
    """Does nothing in the two tellings say that they are of two things: other days, other states, nothing named in both, a question?"""
    if things.other_times(a.times, b.times):
        return False
    if near < NEAR_UNNAMED and not setting(a) & setting(b):
        return False
    return not abroad(a, b) and not any(told.text.rstrip(QUOTES).endswith("?") for told in (a, b))


def _one_occasion(a: Told, b: Told, near: float) -> bool:
    """May tolls and other measures be of one event, or does one telling speak of "another", or look back on one "in September"?"""
    if near < NEAR_UNNAMED_BUT_FIT and not setting(a) & setting(b):
        return False
    if _looks_back(a) != _looks_back(b) and (near < NEAR_UNDATED or (a.times and b.times)):
        return False
    return another(a) == another(b)


def _looks_back(told: Told) -> bool:
    """Does it name months or years without a day? It may tell of another event."""
    return any(time.precision in ("month", "year") for time in told.times)


def told_of_two(a: Told, b: Told, difference: Difference, tellings: Mapping[str, Sequence[Told]]) -> bool:
    """Does a report that tells one of the two figures tell the other as well, in another sentence? Then they are of two things.

    `tellings`: report -> what it tells.
    """
    left = next((count for count in a.counts if (count.figure.start, count.figure.end) == difference.a), None)
    right = next((count for count in b.counts if (count.figure.start, count.figure.end) == difference.b), None)
    if left is None or right is None:
        return False
    for told, mine, theirs in ((a, left, right), (b, right, left)):
        of = measure(told, mine)
        for place in told.places:
            for other in tellings.get(place.report, ()):
                for count in other.counts if other is not told else ():
                    if things.amount(count) == things.amount(theirs) and (
                        noun(other, count) == noun(told, mine) or (of and measure(other, count) == of)
                    ):
                        return True
    return False


def _asked_for(told: Told, count: Count) -> bool:
    """Does the figure stand in what somebody demands or offers?"""
    innermost = _innermost(told, count)
    return innermost is not None and innermost.modality in ("demanded", "offered")


def _innermost(told: Told, count: Count) -> Statement | None:
    """The smallest statement round a figure."""
    return min(around(told, count.figure.core), key=lambda one: len(one.passage), default=None)


def _source(told: Told, count: Count) -> str | None:
    """The inner source that a telling names for a figure."""
    return next((one.attribution.text for one in around(told, count.figure.core) if one.attribution), None)


def _wide_apart(one: Count, other: Count) -> bool:
    """Two estimates that a reader would not take for one number."""
    a, b = one.figure.number, other.figure.number
    return a is not None and b is not None and min(a, b) > 0 and max(a, b) / min(a, b) > 1.15


def _by_whom(ours: str | None, theirs: str | None) -> str:
    """Whose figures they are, where the reports say it."""
    if ours and theirs:
        return f'; the reports name their sources: "{ours}" and "{theirs}"'
    return f'; one names its source: "{ours or theirs}"' if ours or theirs else ""
