"""The quotation tagger: which words of a paragraph are the source, the cue and the content of an attribution.

A MiniLM-size encoder fine-tuned on PolNeAR (Newell and others 2018) gives scores for every word, a conditional random field makes
spans of them, `ends` weighs how well the two ends of a span go together, and `linking` brings the spans of one attribution together. The
network reads the parse too where there is one. `training/quotations/` makes the weights again and says what they reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from variorum.language.models import ends, syntax, tags, wordpiece
from variorum.language.models.linking import linked
from variorum.language.models.runtime import MARKERS, Model, batches, mask_of, padded
from variorum.language.models.syntax import Syntax
from variorum.language.models.wordpiece import WEIGHTS, Pieces
from variorum.model.paragraph import TagSpan, Token

WINDOW: Final = 318
"""Word pieces the network reads at once; the longest it was trained on."""
OVERLAP: Final = 96
ROWS_A_DECODE: Final = 256
LEAST: Final = 0.4
"""A span less likely than this is left out. F1 on PolNeAR's dev part hardly moves between 0.35 and 0.5."""
SPARE: Final = 0.15
"""A content this likely still completes an attribution whose cue was found."""
SPARE_TRIED: Final = 12
FLOOR: Final = 0.02
"""A span less likely than this under the random field is not looked at further."""
NUMBERS: Final = len(tags.TAGS) + 2 * len(tags.ROLES) * ends.RANK
"""What the network gives for a word: its scores as each tag, its vectors as an end of a span."""

HEADS: Final = ("head", "clause")
INPUTS: Final = ("ids", "case", "marks", *syntax.CLASSES, *HEADS)

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


class _Field(NamedTuple):
    """The random field's weights with the forbidden moves put in: from tag to tag, at the start and at the end."""

    steps: FloatArray
    first: FloatArray
    last: FloatArray


class _Words(NamedTuple):
    """The words of one paragraph: the first piece of each, its place in the text, what the parse says of it."""

    firsts: IntArray
    starts: IntArray
    ends: IntArray
    syntax: Syntax


class _Window(NamedTuple):
    """A stretch of one paragraph's pieces, and the part of it whose scores are kept."""

    paragraph: int
    start: int
    end: int
    keep_from: int
    keep_to: int


@cache
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((WEIGHTS / "tagger.json").read_text(encoding="utf-8"))
    if tuple(stored["tags"]) != tags.TAGS:
        raise ValueError("tagger.json was made for another tag set; run training/quotations again")
    return stored


@cache
def _field() -> _Field:
    forbidden = (tags.forbidden_steps(), tags.forbidden_first(), tags.forbidden_last())
    learned = (np.array(_stored()[name], dtype=np.float32) for name in ("steps", "first", "last"))
    return _Field(*(weight + never for weight, never in zip(learned, forbidden, strict=True)))


@cache
def _lengths() -> FloatArray:
    return np.array(_stored()["lengths"], dtype=np.float32)


@dataclass(slots=True)
class Tagger:
    """Tags paragraphs; the model is loaded with the first one. `threads` as in `Encoder`."""

    threads: int | None = None
    _model: Model = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._model = Model("tagger.onnx", self.threads)

    def tag(self, texts: Sequence[str], parses: Sequence[Sequence[Token]] | None = None) -> list[tuple[TagSpan, ...]]:
        """The spans of each paragraph, in text order; offsets are code points of the paragraph.

        Give folded texts (`text/normal.py`): the weights know straight quotation marks only; and the tokens of each one's parse:
        without them more ends are missed. Any text will do, however long or broken, and what a paragraph gives does not depend on
        the others of the call. Spans of one attribution share `group`, numbered from 0 in each paragraph. Spans never overlap, but
        a source that speaks through several cues comes once for each. `score` is the probability that exactly this span, first to
        last word, plays this role.
        """
        cut = wordpiece.cut(texts)
        told = parses if parses is not None else [()] * len(texts)
        words = [_words(pieces, tokens) for pieces, tokens in zip(cut, told, strict=True)]
        numbers = [given[one.firsts] for given, one in zip(self._numbers(cut, words), words, strict=True)]
        spans: list[tuple[TagSpan, ...]] = [() for _ in texts]
        busy = [number for number, one in enumerate(numbers) if len(one)]
        for group in _by_length(busy, [len(one) for one in numbers]):
            for number, found in zip(group, _found([numbers[number] for number in group]), strict=True):
                chosen, spare = ([_placed(one, words[number]) for one in part] for part in found)
                spans[number] = _completed(texts[number], chosen, spare)
        return spans

    def _numbers(self, cut: Sequence[Pieces], words: Sequence[_Words]) -> list[FloatArray]:
        """What the network gives for every piece, [pieces, NUMBERS] of every paragraph; long ones are read in overlapping windows."""
        given = [np.zeros((len(pieces.ids), NUMBERS), dtype=np.float32) for pieces in cut]
        inputs = [_inputs(pieces, one) for pieces, one in zip(cut, words, strict=True)]
        windows = [window for number, pieces in enumerate(cut) for window in _windows(number, len(pieces.ids))]
        for group in batches([window.end - window.start for window in windows]):
            chosen = [windows[number] for number in group]
            rows = {name: [_row(name, inputs[one.paragraph][name], one) for one in chosen] for name in INPUTS}
            ready: dict[str, npt.NDArray[Any]] = {name: padded(row, MARKERS if name == "ids" else (0, 0)) for name, row in rows.items()}
            ready["mask"] = mask_of(rows["ids"])
            for one, result in zip(chosen, self._model.run(ready), strict=True):
                kept = result[one.keep_from - one.start + 1 : one.keep_to - one.start + 1]
                given[one.paragraph][one.keep_from : one.keep_to] = kept
        return given


def inputs_of(pieces: Pieces, tokens: Sequence[Token]) -> dict[str, IntArray]:
    """Everything the network reads of a paragraph, one entry a piece, without markers."""
    return _inputs(pieces, _words(pieces, tokens))


def _inputs(pieces: Pieces, words: _Words) -> dict[str, IntArray]:
    """Everything the network reads, one entry a piece; heads are numbers of pieces."""
    word_of = np.searchsorted(words.firsts, np.arange(len(pieces.ids)), side="right") - 1
    classes = dict(zip(syntax.CLASSES, words.syntax.classes[:, word_of], strict=True))
    heads = zip(HEADS, (words.syntax.head, words.syntax.clause), strict=True)
    return {"ids": pieces.ids, "case": pieces.case, "marks": pieces.marks, **classes} | {
        name: words.firsts[above[word_of]] for name, above in heads
    }


def _row(name: str, values: IntArray, window: _Window) -> IntArray:
    """The part of an input that a window reads; a word whose head lies outside the window stands for its own head."""
    part = values[window.start : window.end]
    if name not in HEADS:
        return part
    within = (part >= window.start) & (part < window.end)
    return np.where(within, part - window.start, np.arange(len(part))) + 1


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


def _words(pieces: Pieces, tokens: Sequence[Token]) -> _Words:
    if not len(pieces.words):
        nothing = np.zeros(0, dtype=np.int64)
        return _Words(nothing, nothing, nothing, syntax.untold(0))
    firsts = np.flatnonzero(np.concatenate(([True], pieces.words[1:] != pieces.words[:-1])))
    lasts = np.concatenate((firsts[1:], [len(pieces.words)])) - 1
    starts = pieces.starts[firsts]
    return _Words(firsts, starts, pieces.ends[lasts], syntax.of_words(starts, tokens))


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


def _found(numbers: Sequence[FloatArray]) -> list[tuple[list[tags.Found], list[tags.Found]]]:
    """Spans of each row of what the network gave for its words, chosen and spare."""
    lengths = np.array([len(one) for one in numbers], dtype=np.int64)
    emissions = np.zeros((len(numbers), int(lengths.max()), len(tags.TAGS)), dtype=np.float32)
    for row, one in enumerate(numbers):
        emissions[row, : len(one)] = one[:, : len(tags.TAGS)]
    possible = tags.possible_spans(emissions, lengths, *_field(), floor=FLOOR)
    judged = [
        ends.judged(spans, ends.of_numbers(one[:, len(tags.TAGS) :]), _lengths()) for spans, one in zip(possible, numbers, strict=True)
    ]
    return [tags.chosen_and_spare(spans, LEAST, SPARE) for spans in judged]


def _placed(span: tags.Found, words: _Words) -> TagSpan:
    return TagSpan(span.role, int(words.starts[span.first]), int(words.ends[span.last]), None, span.probability)


def _completed(text: str, chosen: list[TagSpan], spare: list[TagSpan]) -> tuple[TagSpan, ...]:
    """The chosen spans linked; a cue left without content gets the likeliest spare content that links to it.

    Who says something says something: the ends of the content may be doubtful where its being there is not.
    """
    chosen = _joined(text, chosen, spare)
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


def _joined(text: str, chosen: list[TagSpan], spare: list[TagSpan]) -> list[TagSpan]:
    """The chosen spans with the spare contents that are the sentence right before or behind a chosen one: whether the two are one span
    or two may be doubtful, and so leave each of them unlikely; that the words are said is not."""
    starts = {span.start for span in chosen if span.role == "content"}
    stops = {span.end for span in chosen if span.role == "content"}
    beside: list[TagSpan] = []
    for candidate in spare:
        if candidate.role != "content" or any(candidate.start < one.end and one.start < candidate.end for one in beside):
            continue
        before = len(text[: candidate.start].rstrip())
        after = len(text) - len(text[candidate.end :].lstrip())
        if (before in stops and _ends_sentence(text, before)) or (after in starts and _ends_sentence(text, candidate.end)):
            beside.append(candidate)
    return [*chosen, *beside]


def _ends_sentence(text: str, end: int) -> bool:
    return text[:end].rstrip("\"')]").endswith((".", "!", "?"))
