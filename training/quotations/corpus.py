"""PolNeAR articles as training instances: one paragraph, its word pieces, its parse, one tag for every word.

PolNeAR's attributions never overlap, so a flat labelling holds them all; CofeNet's instances are, with few exceptions, the
paragraphs of the same articles. So a paragraph is the unit here and at run time.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from variorum.language.english import models
from variorum.language.models import syntax, wordpiece
from variorum.language.models.syntax import Syntax
from variorum.language.models.tags import OUTSIDE, tag_of
from variorum.text.normal import fold

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph and its labelled spans (role, start, end), in code points of the paragraph; None where nobody has labelled it."""

    text: str
    spans: tuple[tuple[str, int, int], ...] | None


@dataclass(slots=True)
class Expected:
    """What a teacher expects: how likely each tag of each word is, how often tag follows tag, and how likely spans are.

    `tags` is [words, tags], `moves` [tags, tags], `spans` the rows (number of the role, first word, last word) of likely spans, and
    `likely` what each has.
    """

    tags: np.ndarray
    moves: np.ndarray
    spans: np.ndarray
    likely: np.ndarray


@dataclass(slots=True)
class Instance:
    """Arrays a network reads: pieces, first piece of every word, the parse of every word; and what it should give.

    `tags` is None where nobody has labelled the paragraph.
    """

    ids: np.ndarray
    case: np.ndarray
    marks: np.ndarray
    firsts: np.ndarray
    syntax: Syntax
    tags: np.ndarray | None
    expected: Expected | None = None


def articles(path: Path, most: int | None = None) -> Iterator[list[Labelled]]:
    """The paragraphs of every article of a PolNeAR file, with the pieces of spans that lie in each."""
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, most):
            yield list(_paragraphs_of(json.loads(line)))


def _paragraphs_of(article: dict) -> Iterator[Labelled]:
    text = fold(article["text"])  # as the program reads it: straight quotes, plain spaces, same offsets
    spans = [(role, start, end) for attribution in article["attributions"] for role in ROLES for start, end in attribution.get(role) or ()]
    for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text):
        begin, stop = match.span()
        inside = [(role, max(start, begin) - begin, min(end, stop) - begin) for role, start, end in spans if start < stop and end > begin]
        yield Labelled(match.group(), tuple(sorted(inside, key=lambda span: span[1])))


def instances(labelled: Sequence[Labelled], longest: int = 320) -> list[Instance]:
    """Instances of at most `longest` pieces; longer paragraphs are cut between words into equal parts."""
    made: list[Instance] = []
    parses = models.parse([one.text for one in labelled])
    for one, pieces, parse in zip(labelled, wordpiece.cut([one.text for one in labelled]), parses, strict=True):
        if not len(pieces.ids):
            continue
        firsts = np.flatnonzero(np.concatenate(([True], pieces.words[1:] != pieces.words[:-1])))
        lasts = np.concatenate((firsts[1:], [len(pieces.ids)])) - 1
        owners = None if one.spans is None else _owners(one.spans, pieces.starts[firsts], pieces.ends[lasts])
        told = syntax.of_words(pieces.starts[firsts], parse.tokens)
        parts = -(-len(pieces.ids) // longest)
        for words in np.array_split(np.arange(len(firsts)), parts):
            if not len(words):
                continue
            low, high = firsts[words[0]], lasts[words[-1]] + 1
            made.append(
                Instance(
                    pieces.ids[low:high],
                    pieces.case[low:high],
                    pieces.marks[low:high],
                    firsts[words] - low,
                    Syntax(told.classes[:, words], _within(told.head, words), _within(told.clause, words)),
                    None if owners is None else _tags(one.spans, owners[words]),
                )
            )
    return made


def _within(heads: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Heads of a run of words, counted from its first; a word whose head lies outside stands for its own head."""
    picked = heads[words]
    return np.where((picked >= words[0]) & (picked <= words[-1]), picked, words) - words[0]


def _owners(spans: Sequence[tuple[str, int, int]], starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """For every word the number of the span that holds it, or -1; where two overlap the later one takes the word."""
    owners = np.full(len(starts), -1, dtype=np.int64)
    for number, (_, start, end) in enumerate(spans):
        owners[(starts < end) & (ends > start)] = number
    return owners


def _tags(spans: Sequence[tuple[str, int, int]], owners: np.ndarray) -> np.ndarray:
    """Tags of a run of words from their owners: every unbroken run of one span is a span here, so the tags are always legal."""
    tags = np.full(len(owners), OUTSIDE, dtype=np.int64)
    edges = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1], [True])))
    for first, after in itertools.pairwise(edges.tolist()):
        if owners[first] < 0:
            continue
        role = spans[owners[first]][0]
        tags[first:after] = tag_of(role, "I")
        tags[first] = tag_of(role, "B")
        tags[after - 1] = tag_of(role, "E" if after - first > 1 else "S")
    return tags
