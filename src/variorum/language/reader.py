"""Paragraphs read by all models at once: parse, attribution tags, sentence vectors. Batches in, Paragraphs out.

Parser and tagger are those of a text's language; one encoder serves all, so that texts of two languages can be held against each other.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from variorum.language import packs
from variorum.language.models.encoder import Encoder
from variorum.language.models.parser import Parse
from variorum.model.paragraph import Paragraph, TagSpan
from variorum.text.normal import fold, words_key

AT_ONCE = 48  # paragraphs: enough for full batches, few enough that networks and parser work at the same time


@cache
def encoder() -> Encoder:
    return Encoder()


def read(texts: Sequence[str], languages: Sequence[str | None] = ()) -> Iterator[Paragraph]:
    """One Paragraph a text, in order. Give many texts at once: the models work on batches.

    `languages` are their ISO 639-1 codes, as far as known. Of a text in a language that is not read there are sentences and their
    vectors, and no attribution.

    The networks run outside the interpreter's lock, in a thread beside the parser: on the core that it leaves idle, if there is one.
    """
    with ThreadPoolExecutor(1) as beside:
        waiting = []
        for first in range(0, len(texts), AT_ONCE):
            folded = [fold(text) for text in texts[first : first + AT_ONCE]]
            spoken = [*languages[first : first + AT_ONCE], *[None] * len(folded)][: len(folded)]
            parses = _parsed(folded, spoken)
            tags = beside.submit(_tags, folded, parses, spoken)
            sentences = [text[start:end] for text, parse in zip(folded, parses, strict=True) for start, end in parse.sentences]
            waiting.append(_Batch(folded, spoken, parses, tags, beside.submit(encoder().encode, sentences)))
        for batch in waiting:
            yield from _paragraphs(batch)


class _Batch(NamedTuple):
    """Texts that are read together, and what the networks will have made of them."""

    texts: list[str]
    languages: list[str | None]
    parses: list[Parse]
    tags: Future[list[tuple[TagSpan, ...]]]
    vectors: Future[np.ndarray[Any, np.dtype[np.float32]]]


def _by_language(languages: Sequence[str | None]) -> dict[str | None, list[int]]:
    """Language -> the numbers of its texts; None for those that are not read."""
    found: dict[str | None, list[int]] = {}
    for number, language in enumerate(languages):
        known = language or packs.FIRST
        found.setdefault(known if known in packs.PACKS else None, []).append(number)
    return found


def _parsed(texts: Sequence[str], languages: Sequence[str | None]) -> list[Parse]:
    """A parse a text, by the parser of its language; the first pack's finds the sentences where none reads it."""
    found: dict[int, Parse] = {}
    for language, numbers in _by_language(languages).items():
        found.update(zip(numbers, packs.part("models", language).parse([texts[number] for number in numbers]), strict=True))
    return [found[number] for number in range(len(texts))]


def _tags(texts: Sequence[str], parses: Sequence[Parse], languages: Sequence[str | None]) -> list[tuple[TagSpan, ...]]:
    spans: list[tuple[TagSpan, ...]] = [() for _ in texts]
    for language, numbers in _by_language(languages).items():
        if language is not None:
            tag = packs.part("models", language).tag
            tagged = tag([texts[number] for number in numbers], [parses[number].tokens for number in numbers])
            for number, one in zip(numbers, tagged, strict=True):
                spans[number] = one
    return spans


def _paragraphs(batch: _Batch) -> Iterator[Paragraph]:
    row = 0
    vectors = batch.vectors.result().astype(np.float16)
    for text, language, parse, spans in zip(batch.texts, batch.languages, batch.parses, batch.tags.result(), strict=True):
        after = row + len(parse.sentences)
        key = words_key(text, language)
        yield Paragraph(key, text, parse.tokens, parse.sentences, parse.mentions, spans, vectors[row:after], language)
        row = after
