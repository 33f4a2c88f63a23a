"""Parallel tellings whose figures or times differ."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from variorum.language.english.dates import DAYS, MONTHS, Written
from variorum.language.english.diff import FUNCTION, Stretch, Word, words
from variorum.model.point import Kind
from variorum.points.comparing import figures
from variorum.points.difference import Difference
from variorum.points.told import PLACES, Count, Told

# Words that make a figure a total: of the whole sentence, and only of a figure beside them.
_TOTAL = re.compile(
    r"\b(?:so far|in total|a total of|altogether|combined|overall|to date|career|(?:^|\. )in all|this (?:season|year))\b", re.I
)
_EXTENT = re.compile(
    r"\b(?:worldwide|nationwide|throughout|(?:string|series|wave|spate|weeks?|months?|days|years) of"
    r"|across the (?:country|nation|province|region|state))\b",
    re.I,
)
_BESIDE = 60  # characters

_AND = re.compile(
    r"\s+(?:[a-z-]+\s+)?[a-z]+s\s+and\s+(?P<more>(?:(?:most|some|many|all)\s+of\s+(?:its|the|their)\s+)?"
    r"(?:crew|staff|officers|soldiers|children|women))\b"
)


def aligned(stretches: Sequence[Stretch], length_a: int) -> dict[int, int]:
    """Word index in a -> word index in b, for the words outside the changed stretches."""
    found: dict[int, int] = {}
    at_a, at_b = 0, 0
    for stretch in [*stretches, Stretch(length_a, length_a, -1, -1)]:
        while at_a < stretch.i:
            found[at_a] = at_b
            at_a, at_b = at_a + 1, at_b + 1
        at_a, at_b = stretch.j, stretch.m
    return found


def _facing(a: Told, b: Told, stretches: Sequence[Stretch], links: dict[int, int], start: int, end: int) -> tuple[int, int] | None:
    """The words of b that stand where a's [start, end) stands, as word indexes: the aligned words and the changed stretch beside them."""
    first, last = a.word_at(start), a.word_at(max(start, end - 1)) + 1
    low, high = len(b.words), 0
    for place in range(first, min(last, len(a.words))):
        if place in links:
            low, high = min(low, links[place]), max(high, links[place] + 1)
    for stretch in stretches:
        if stretch.i <= last and first <= stretch.j and stretch.i < stretch.j and (stretch.i < last and first < stretch.j):
            low, high = min(low, stretch.k), max(high, stretch.m)
    return (low, high) if low < high else None


def _figure_pairs(a: Told, b: Told, stretches: Sequence[Stretch], links: dict[int, int]) -> Iterator[tuple[Count, Count]]:
    taken: set[int] = set()
    for one in a.counts:
        facing = _facing(a, b, stretches, links, one.figure.core, one.figure.end)
        if facing is None or _single(one):
            continue
        low, high = b.span(*facing)
        for place, other in enumerate(b.counts):
            if (
                not _single(other)
                and place not in taken
                and other.figure.core < high
                and low < other.figure.end
                and figures.same_unit(one.figure, other.figure)
            ):
                taken.add(place)
                yield one, other
                break


def _single(count: Count) -> bool:
    """ "One part" of two, "one more": the word "one" seldom counts."""
    return count.figure.text.lower() == "one"


def numbers(a: Told, b: Told, stretches: Sequence[Stretch], later: bool | None) -> Iterator[Difference]:
    """Figures that stand in one place of both tellings and differ."""
    links = aligned(stretches, len(a.words))
    for one, other in _figure_pairs(a, b, stretches, links):
        if one.counted and other.counted and not one.counted & other.counted and one.figure.number != other.figure.number:
            continue  # another thing is counted
        if amount(one) != amount(other) and (given(one, b) or given(other, a)):
            continue  # the figure is told there too, of something else
        risen = figures.risen(a.text, one.figure) or figures.risen(b.text, other.figure)
        judged = figures.judge(one, other, sources_differ(a, b), later, risen)
        if judged is None:
            continue
        judged = of_totals(a, one, b, other, judged)
        counted = " ".join(sorted(one.counted & other.counted or one.counted))
        kind: Kind = "number"
        yield Difference(
            kind,
            judged.verdict,
            judged.weight,
            (one.figure.start, one.figure.end),
            (other.figure.start, other.figure.end),
            one.figure.text,
            other.figure.text,
            counted,
            judged.because,
            judged.confidence,
            None,
            (amount(one), amount(other)),
        )


def given(count: Count, told: Told) -> bool:
    """Does a telling have this very figure as well, or two that make it up?"""
    if any(amount(count) == amount(other) or _bare(count, other) for other in told.counts):
        return True
    numbers = [
        other.figure.number for other in told.counts if other.figure.number is not None and figures.same_unit(other.figure, count.figure)
    ]
    return any(one + other == count.figure.number for place, one in enumerate(numbers) for other in numbers[place + 1 :])


def _bare(count: Count, other: Count) -> bool:
    """One number, with its unit on one side only: "226 yards", "he added 226"."""
    one, two = count.figure, other.figure
    return one.number is not None and one.number == two.number and one.bound == two.bound and not (one.unit and two.unit)


def of_totals(a: Told, one: Count, b: Told, other: Count, judged: figures.Judged) -> figures.Judged:
    """A part and a total are two extents and no conflict: "in five operations so far", "in all", "420 passengers and crew"."""
    if judged.verdict != "conflict":
        return judged
    if _with_others(a, one) != _with_others(b, other):
        return figures.Judged("scope", "scope", judged.because.replace("cannot both hold", "count unlike extents"), 0.6)
    if _total(a, one) == _total(b, other) and not (_wider(a, one, b) or _wider(b, other, a)):
        return judged
    return figures.Judged("scope", "scope", judged.because.replace("cannot both hold", "are a part and a total"), 0.65)


def _total(told: Told, count: Count) -> bool:
    return bool(_TOTAL.search(told.text) or _EXTENT.search(told.text[_from(count) : count.figure.end + _BESIDE]))


def _from(count: Count) -> int:
    return max(0, count.figure.start - _BESIDE)


def _wider(wide: Told, count: Count, narrow: Told) -> bool:
    """Does one side name, beside its figure, all places of the other and, joined by "and", one more: "in the north and the south"?"""
    places = [name for name in wide.names if name.label in PLACES and _from(count) <= name.start < count.figure.end + _BESIDE]
    others = {name.text.lower() for name in narrow.names if name.label in PLACES}
    if not others or not others < {name.text.lower() for name in places}:
        return False
    return any(wide.text[one.end : other.start].strip(" ,") in ("and", "or") for one, other in pairwise(places))


def _with_others(told: Told, count: Count) -> str:
    """The second noun in what a figure counts ("420 passengers and crew"), else nothing."""
    found = _AND.match(told.text[count.figure.end :])
    return found["more"].lower() if found and count.figure.unit is None else ""


def amount(count: Count) -> str:
    """What a figure amounts to: equal intervals are one reading, however they are put."""
    figure = count.figure
    return f"{figure.low}..{figure.high} {figure.unit or ''}"


def sources_differ(a: Told, b: Told) -> bool:
    """Does each telling name its own inner source, and not the same one?"""
    ours = {statement.attribution.text.lower() for statement in a.statements if statement.attribution}
    theirs = {statement.attribution.text.lower() for statement in b.statements if statement.attribution}
    keys_ours = {word.key for told in ours for word in _words(told)}
    keys_theirs = {word.key for told in theirs for word in _words(told)}
    return bool(ours and theirs) and not keys_ours & keys_theirs


def _words(text: str) -> tuple[Word, ...]:
    return tuple(word for word in words(text) if word.key not in FUNCTION)


def times(a: Told, b: Told, stretches: Sequence[Stretch]) -> Iterator[Difference]:
    """Times that stand in one place of both tellings and cannot both be the day."""
    links = aligned(stretches, len(a.words))
    for one in a.times:
        facing = _facing(a, b, stretches, links, one.start, one.end)
        if facing is None:
            continue
        low, high = b.span(*facing)
        for other in b.times:
            if _owner(a, one) != _owner(b, other):
                continue  # "Sunday's game" dates the game
            if other.start < high and low < other.end and clash(one, other) and not _told_too(one, b) and not _told_too(other, a):
                because = f'"{one.text}" and "{other.text}" are different times'
                yield Difference(
                    "date",
                    "conflict",
                    "material",
                    (one.start, one.end),
                    (other.start, other.end),
                    one.text,
                    other.text,
                    "when",
                    because,
                    0.8,
                )
                break


def _owner(told: Told, time: Written) -> bool:
    """Does a time stand as the owner of the noun after it?"""
    return told.text[time.end : time.end + 3].lstrip().startswith(("'s", "’s"))


def _told_too(time: Written, told: Told) -> bool:
    """Does a telling have a time of this kind that fits as well?"""
    return any(other.precision == time.precision and not clash(time, other) for other in told.times)


def other_times(ours: Sequence[Written], theirs: Sequence[Written]) -> bool:
    """Are there times on both sides, and does every one clash with all of the other side?"""
    return bool(ours and theirs) and all(clash(one, other) for one in ours for other in theirs)


def clash(one: Written, other: Written) -> bool:
    """Can two written times not be one? Only like is held against like: weekday and weekday, date and date as far as both go."""
    ours, theirs = one.text.lower(), other.text.lower()
    days = [{day for day in DAYS if day in text} for text in (ours, theirs)]
    if days[0] and days[1] and not days[0] & days[1]:
        return True
    if one.iso and other.iso:
        shared = min(len(one.iso), len(other.iso))
        return one.iso[:shared] != other.iso[:shared]
    months = [{month for month in MONTHS if month[:3] in text} for text in (ours, theirs)]
    figures_of = [{int(number) for number in re.findall(r"\d+", text)} for text in (ours, theirs)]
    for low, high in ((1, 31), (1000, 2100)):  # days of the month, years
        left, right = ({number for number in of if low <= number <= high} for of in figures_of)
        if left and right and months[0] and months[1] and not left & right:
            return True
    if months[0] and months[1]:
        return not months[0] & months[1]
    near = {"today", "yesterday", "tomorrow", "tonight"}
    return ours in near and theirs in near and ours != theirs and {ours, theirs} != {"today", "tonight"}
