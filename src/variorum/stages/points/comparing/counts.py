"""Figures told of one thing in sentences that do not run alike: which are set against each other, and how they stand."""

from collections.abc import Iterator, Mapping, Sequence

from variorum.stages.points.comparing import figures, things
from variorum.stages.points.comparing.measures import measure, noun, one_owner
from variorum.stages.points.comparing.questions import Asked, another, size_apart
from variorum.stages.points.difference import Difference
from variorum.stages.points.surroundings import around, two_reports
from variorum.stages.points.told import Count, Told

# Chance of one question from which figures that can both hold are set side by side, and from which unlike ones are a conflict.
LIKELY, SURE = 0.5, 0.75
MOST_APART = 3.0  # figures of one thing seldom lie further apart; others count another part of it


def figures_apart(a: Told, b: Told, asked: Sequence[Asked[Count]], later: bool | None) -> Iterator[Difference]:
    """How figures for one thing in two tellings stand to each other. Equal ones give an `agreed` of no weight, to be one reading."""
    if not two_reports(a, b):
        return
    pairs = sorted((one for one in asked if one.chance >= LIKELY and not _unlike_measures(a, b, one)), key=lambda pair: -pair.chance)
    meeting = [pair for pair in pairs if figures.meet(pair.one, pair.other)]
    met = {count for one, other, _ in meeting for count in (one, other)}
    unlike = [pair for pair in pairs if _may_clash(a, b, pair) and pair.one not in met and pair.other not in met]
    if _of_two_things(unlike, meeting):
        unlike = []
    for pair in (*meeting, *unlike):
        judged = _judged(a, b, pair, later)
        if judged is not None:
            yield judged


def _may_clash(a: Told, b: Told, pair: Asked[Count]) -> bool:
    """Is it sure enough that two unlike figures are of one thing: near in size, wanted or so on both sides, told of one occasion?"""
    one, other, chance = pair
    if chance < SURE or size_apart(one, other) > MOST_APART or _asked_for(a, one) != _asked_for(b, other):
        return False  # what somebody wants it to be says nothing of what it is
    return _one_occasion(a, b)


def _of_two_things(unlike: Sequence[Asked[Count]], meeting: Sequence[Asked[Count]]) -> bool:
    """Two sentences with several unlike figures and none in common give the figures of two things: two games, two years, two firms."""
    ours, theirs = {pair.one for pair in unlike}, {pair.other for pair in unlike}
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


def _one_occasion(a: Told, b: Told) -> bool:
    """Does nothing in the two tellings say that they are of two events: other days, "another", "the previous"?"""
    if a.times and b.times and all(things.clash(one, other) for one in a.times for other in b.times):
        return False
    return another(a) == another(b)


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
    innermost = min(around(told, count.figure.core), key=lambda one: len(one.passage), default=None)
    return innermost is not None and innermost.modality in ("demanded", "offered")


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
