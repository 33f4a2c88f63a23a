"""The quotation tagger: which words of a paragraph are the source, the cue and the content of an attribution.

A MiniLM-size encoder fine-tuned on PolNeAR (Newell and others 2018) gives scores for every word, a conditional random field makes
spans of them, and `linking` brings the spans of one attribution together. `training/quotations/` makes the weights again and says
what they reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from variorum.language.models import tags, wordpiece
from variorum.language.models.linking import linked
from variorum.language.models.runtime import MARKERS, Model, batches, mask_of, padded
from variorum.language.models.wordpiece import WEIGHTS, Pieces
from variorum.model.paragraph import TagSpan

WINDOW: Final = 318
"""Word pieces the network reads at once; the longest it was trained on."""
OVERLAP: Final = 96
ROWS_A_DECODE: Final = 256
LEAST: Final = 0.4
"""A span less likely than this is left out. F1 on PolNeAR's dev part hardly moves between 0.35 and 0.5."""
SPARE: Final = 0.1
"""A content this likely still completes an attribution whose cue was found."""
SPARE_TRIED: Final = 12

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


class _Field(NamedTuple):
    """The random field's weights with the forbidden moves put in: from tag to tag, at the start and at the end."""

    steps: FloatArray
    first: FloatArray
    last: FloatArray


class _Window(NamedTuple):
    """A stretch of one paragraph's pieces, and the part of it whose scores are kept."""

    paragraph: int
    start: int
    end: int
    keep_from: int
    keep_to: int


@cache
def _field() -> _Field:
    stored = json.loads((WEIGHTS / "tagger.json").read_text(encoding="utf-8"))
    if tuple(stored["tags"]) != tags.TAGS:
        raise ValueError("tagger.json was made for another tag set; run training/quotations again")
    forbidden = (tags.forbidden_steps(), tags.forbidden_first(), tags.forbidden_last())
    learned = (np.array(stored[name], dtype=np.float32) for name in ("steps", "first", "last"))
    return _Field(*(weight + never for weight, never in zip(learned, forbidden, strict=True)))


@dataclass(slots=True)
class Tagger:
    """Tags paragraphs; the model is loaded with the first one. `threads` as in `Encoder`."""

    threads: int | None = None
    _model: Model = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._model = Model("tagger.onnx", self.threads)

    def tag(self, texts: Sequence[str]) -> list[tuple[TagSpan, ...]]:
        """The spans of each paragraph, in text order; offsets are code points of the paragraph.

        Give folded texts (`text/normal.py`): the weights know straight quotation marks only. Any text will do, however long or
        broken, and what a paragraph gives does not depend on the others of the call. Spans of one attribution share `group`,
        numbered from 0 in each paragraph. Spans never overlap, but a source that speaks through several cues comes once for each.
        `score` is the probability that exactly this span, first to last word, plays this role.
        """
        cut = wordpiece.cut(texts)
        scores = self._scores(cut)
        words = [_word_bounds(pieces) for pieces in cut]
        emissions = [score[bounds[0]] for score, bounds in zip(scores, words, strict=True)]
        spans: list[tuple[TagSpan, ...]] = [() for _ in texts]
        busy = [number for number, one in enumerate(emissions) if len(one)]
        for group in _by_length(busy, [len(one) for one in emissions]):
            for number, found in zip(group, _found([emissions[number] for number in group]), strict=True):
                _, starts, ends = words[number]
                chosen, spare = ([_placed(one, starts, ends) for one in part] for part in found)
                spans[number] = _completed(texts[number], chosen, spare)
        return spans

    def _scores(self, cut: Sequence[Pieces]) -> list[FloatArray]:
        """Emissions [pieces, tags] of every paragraph, long ones read in overlapping windows."""
        scores = [np.zeros((len(pieces.ids), len(tags.TAGS)), dtype=np.float32) for pieces in cut]
        windows = [window for number, pieces in enumerate(cut) for window in _windows(number, len(pieces.ids))]
        for group in batches([window.end - window.start for window in windows]):
            chosen = [windows[number] for number in group]
            ids = [cut[one.paragraph].ids[one.start : one.end] for one in chosen]
            inputs: dict[str, npt.NDArray[Any]] = {
                "ids": padded(ids, MARKERS),
                "mask": mask_of(ids),
                "case": padded([cut[one.paragraph].case[one.start : one.end] for one in chosen]),
                "marks": padded([cut[one.paragraph].marks[one.start : one.end] for one in chosen]),
            }
            for one, rows in zip(chosen, self._model.run(inputs), strict=True):
                kept = rows[one.keep_from - one.start + 1 : one.keep_to - one.start + 1]
                scores[one.paragraph][one.keep_from : one.keep_to] = kept
        return scores


def _windows(paragraph: int, pieces: int) -> Iterator[_Window]:
    """Windows over a paragraph; where two overlap, each gives the half that lies deeper within it."""
    if pieces == 0:
        return
    start = 0
    while True:
        end = min(start + WINDOW, pieces)
        keep_from = start + OVERLAP // 2 if start else 0
        keep_to = end - OVERLAP // 2 if end < pieces else end
        yield _Window(paragraph, start, end, keep_from, keep_to)
        if end == pieces:
            return
        start += WINDOW - OVERLAP


def _word_bounds(pieces: Pieces) -> tuple[IntArray, IntArray, IntArray]:
    """For every word its first piece, and where it starts and ends in the text."""
    if not len(pieces.words):
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    firsts = np.flatnonzero(np.concatenate(([True], pieces.words[1:] != pieces.words[:-1])))
    lasts = np.concatenate((firsts[1:], [len(pieces.words)])) - 1
    return firsts, pieces.starts[firsts], pieces.ends[lasts]


def _by_length(numbers: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Paragraphs of like length together, so that one very long one does not make all rows long."""
    ordered = sorted(numbers, key=lambda number: (lengths[number], number))
    group: list[int] = []
    for number in ordered:
        if group and (len(group) == ROWS_A_DECODE or lengths[number] > 1.5 * lengths[group[0]] + 16):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _found(emissions: Sequence[FloatArray]) -> list[tuple[list[tags.Found], list[tags.Found]]]:
    """Spans of each row of word scores, chosen and spare."""
    lengths = np.array([len(one) for one in emissions], dtype=np.int64)
    joined = np.zeros((len(emissions), int(lengths.max()), len(tags.TAGS)), dtype=np.float32)
    for row, one in enumerate(emissions):
        joined[row, : len(one)] = one
    return tags.likely_spans(joined, lengths, *_field(), least=LEAST, spare=SPARE)


def _placed(span: tags.Found, starts: IntArray, ends: IntArray) -> TagSpan:
    return TagSpan(span.role, int(starts[span.first]), int(ends[span.last]), None, round(span.probability, 4))


def _completed(text: str, chosen: list[TagSpan], spare: list[TagSpan]) -> tuple[TagSpan, ...]:
    """The chosen spans linked; a cue left without content gets the likeliest spare content that links to it.

    Who says something says something: the ends of the content may be doubtful where its being there is not.
    """
    spans = linked(text, chosen)
    for candidate in spare[:SPARE_TRIED]:
        empty = {span.group for span in spans if span.role == "cue"} - {span.group for span in spans if span.role == "content"}
        if not empty:
            break
        if candidate.role != "content" or any(candidate.start < span.end and span.start < candidate.end for span in chosen):
            continue
        tried = linked(text, [*chosen, candidate])
        place = next(place for place, span in enumerate(tried) if span[:3] == candidate[:3])
        others = [span for number, span in enumerate(tried) if span.group == tried[place].group and number != place]
        if any(span.role == "cue" for span in others) and not any(span.role == "content" for span in others):
            chosen, spans = [*chosen, candidate], tried
    return spans
