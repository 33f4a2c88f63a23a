"""Which names of a story are one person's, told with two spellings: "Duncan Rait" and "Duncan Raite".

Two people may be called nearly alike. That no report has both names, and that what is said of them is near, tells that they are one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from variorum.language import stories
from variorum.questions.tellings import Joined, Span, Telling, Tellings

MOST: Final = 6  # sentences of a spelling that are held against those of another, the foremost of their reports
# Cosine of the nearest two sentences from which both are of one person: so found in 82 labelled stories, nine of nine are.
NEAR: Final = 0.45
TOLD_BY: Final = 2  # reports that have the one spelling: two people of one report each may be called nearly alike
ROOM: Final = 60  # spellings of one first name or surname that are held against each other

Spelling = tuple[str, str]  # first name and surname, as written


class Placed(NamedTuple):
    """A name in its sentence."""

    telling: Telling
    span: Span


def spelt(found: Tellings) -> Joined:
    """The pairs of tellings, by number, that spell one person's name in two ways, with the stretches of the names."""
    placed = _placed(found)
    pairs: dict[tuple[int, int], set[tuple[Span, Span]]] = defaultdict(set)
    for one, other in _of_one(placed):
        told = _reports(placed[one]), _reports(placed[other])
        if told[0] & told[1] or max(map(len, told)) < TOLD_BY:
            continue
        ours, theirs = (sorted(placed[spelling], key=_foremost)[:MOST] for spelling in (one, other))
        both = [(a, b) if a.telling.number < b.telling.number else (b, a) for a in ours for b in theirs]
        if max(found.cosine(a.telling, b.telling) for a, b in both) >= NEAR:
            for a, b in both:
                pairs[a.telling.number, b.telling.number].add((a.span, b.span))
    return {key: frozenset(spans) for key, spans in pairs.items()}


def name_at(telling: Telling, span: Span) -> Spelling | None:
    """The first name and the surname of a person who is named in full at a stretch."""
    persons = stories.of(telling.language).persons
    words = [word for word in persons.parts(telling.words(span)) if not persons.is_title(word)]
    return (words[0], words[-1]) if len(words) > 1 and words[0][:1].isupper() and not telling.words(span).isupper() else None


def _placed(found: Tellings) -> dict[Spelling, list[Placed]]:
    placed: dict[Spelling, list[Placed]] = defaultdict(list)
    for telling in found.all:
        for name in telling.sentence.names:
            span = (name.start, name.end)
            spelling = name_at(telling, span) if name.kind == "PERSON" else None
            if spelling is not None:
                placed[spelling].append(Placed(telling, span))
    return placed


def _of_one(placed: Mapping[Spelling, Sequence[Placed]]) -> Iterator[tuple[Spelling, Spelling]]:
    """The spellings that may be one person's, by a first name or a surname that both have."""
    beside: dict[tuple[int, str], list[Spelling]] = defaultdict(list)
    for spelling in sorted(placed):
        for place, word in enumerate(spelling):
            beside[place, word.casefold()].append(spelling)
    for spellings in beside.values():
        most_told = sorted(spellings, key=lambda spelling: (-len(_reports(placed[spelling])), spelling))[:ROOM]
        for one, other in combinations(sorted(most_told), 2):
            if stories.of(placed[one][0].telling.language).persons.spelt_otherwise(one, other):
                yield one, other


def _reports(placed: Sequence[Placed]) -> frozenset[str]:
    return frozenset(report for one in placed for report in one.telling.reports)


def _foremost(placed: Placed) -> tuple[int, int, Span]:
    return placed.telling.order, placed.telling.number, placed.span
