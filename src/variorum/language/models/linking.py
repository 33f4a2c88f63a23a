"""Which source, cue and content spans belong to one attribution.

Every cue stands for one attribution. A source goes to a cue, and a content to a cue, over the shortest way: words between them count, the
end of a sentence and a span of another attribution's cue or source in between count more. The weights were set on PolNeAR train
and checked on its dev part (`training/quotations/README.md`); where a parse is at hand a later stage may know better.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from variorum.model.paragraph import TagSpan

_SENTENCE_END: Final = re.compile(r"[.!?][\"')\]]*\s")
_WORD: Final = re.compile(r"\w+")

# Costs in words: what stands between two spans that may belong together.
_END_OF_SENTENCE: Final = 8.0
_ANOTHER_CUE: Final = 12.0
_ANOTHER_SOURCE: Final = 6.0
_CONTENT_BETWEEN: Final = 3.0
_FARTHEST_SOURCE: Final = 40.0


def linked(text: str, spans: Sequence[TagSpan]) -> tuple[TagSpan, ...]:
    """The spans in text order, each with the number of its attribution; numbers run from 0 in order of first appearance.

    A source that speaks through several cues of its sentence ("she said ... and added ...") comes once for each of them.
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    cues = [place for place, span in enumerate(ordered) if span.role == "cue"]
    owner = {cue: cue for cue in cues}
    source_of: dict[int, int] = {}
    sources = [place for place, span in enumerate(ordered) if span.role == "source"]
    ways = sorted((_way(text, ordered, source, cue), source, cue) for source in sources for cue in _nearest(cues, source))
    for cost, source, cue in ways:
        if source not in owner and cue not in source_of and cost <= _FARTHEST_SOURCE:
            owner[source], source_of[cue] = cue, source
    for place, span in enumerate(ordered):
        if span.role == "content" and cues:
            owner[place] = min(
                _nearest(cues, place), key=lambda cue: (_content_way(text, ordered, place, cue, source_of.get(cue)), abs(cue - place))
            )
    shared = _shared(text, ordered, cues, source_of)
    numbers: dict[int, int] = {}
    placed: list[TagSpan] = []
    for place, span in enumerate(ordered):
        for group in (owner.get(place, place), *shared.get(place, ())):
            placed.append(span._replace(group=numbers.setdefault(group, len(numbers))))
    return tuple(placed)


def _shared(text: str, spans: Sequence[TagSpan], cues: Sequence[int], source_of: dict[int, int]) -> dict[int, list[int]]:
    """For every source the further cues it speaks through: those without a source, behind a cue of its own in the same sentence."""
    shared: dict[int, list[int]] = {}
    holder: dict[int, int] = dict(source_of)
    for before, cue in itertools.pairwise(cues):
        if cue in holder or before not in holder:
            continue
        if _SENTENCE_END.search(text[spans[before].end : spans[cue].start] + " "):
            continue
        holder[cue] = holder[before]
        shared.setdefault(holder[before], []).append(cue)
    return shared


def _nearest(cues: Sequence[int], place: int) -> list[int]:
    """The three cues before and the three after: no span goes past more, and a long paragraph stays cheap."""
    before = [cue for cue in cues if cue < place][-3:]
    after = [cue for cue in cues if cue > place][:3]
    return before + after


def _content_way(text: str, spans: Sequence[TagSpan], content: int, cue: int, source: int | None) -> float:
    """From a content to the nearer one of a cue and its source: "..., she said", "... said on Monday the minister"."""
    way = _way(text, spans, content, cue)
    if source is None:
        return way
    through_source = _way(text, spans, content, source)
    return min(way, through_source)


def _way(text: str, spans: Sequence[TagSpan], one: int, other: int) -> float:
    low, high = min(one, other), max(one, other)
    pair = {one, other}
    cost = 0.0
    at = spans[low].end
    for place in range(low + 1, high + 1):
        gap = text[at : spans[place].start]
        cost += len(_WORD.findall(gap)) + _END_OF_SENTENCE * len(_SENTENCE_END.findall(gap + " "))
        at = max(at, spans[place].end)
        if place in pair:
            break
        role = spans[place].role
        cost += _ANOTHER_CUE if role == "cue" else _ANOTHER_SOURCE if role == "source" else _CONTENT_BETWEEN
    return cost
