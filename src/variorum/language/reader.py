"""Paragraphs read by all models at once: parse, attribution tags, sentence vectors. Batches in, Paragraphs out."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np

from variorum.language import pack
from variorum.language.models import parser
from variorum.language.models.encoder import encoder
from variorum.language.models.tagger import Tagger
from variorum.model.paragraph import Paragraph, TagSpan
from variorum.text.normal import fold, words_key

Vectors = np.ndarray[Any, np.dtype[np.float16]]
AT_ONCE = 48  # paragraphs: enough for full batches, few enough that networks and parser work at the same time


@cache
def tagger() -> Tagger:
    return Tagger()


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
            parses = list(parser.parse(folded))
            spoken = [*languages[first : first + AT_ONCE], *[None] * len(folded)][: len(folded)]
            tags = beside.submit(_tags, folded, parses, spoken)
            sentences = [text[start:end] for text, parse in zip(folded, parses, strict=True) for start, end in parse.sentences]
            waiting.append((folded, spoken, parses, tags, beside.submit(encoder().encode, sentences)))
        for folded, spoken, parses, tags, vectors in waiting:
            yield from _paragraphs(folded, spoken, parses, tags.result(), vectors.result().astype(np.float16))


def _tags(folded: Sequence[str], parses: Sequence[parser.Parse], spoken: Sequence[str | None]) -> list[tuple[TagSpan, ...]]:
    read = [number for number, language in enumerate(spoken) if pack.reads(language)]
    found = tagger().tag([folded[number] for number in read], [parses[number].tokens for number in read])
    spans: list[tuple[TagSpan, ...]] = [() for _ in folded]
    for number, one in zip(read, found, strict=True):
        spans[number] = one
    return spans


def _paragraphs(
    folded: Sequence[str],
    spoken: Sequence[str | None],
    parses: Sequence[parser.Parse],
    tags: Sequence[tuple[TagSpan, ...]],
    vectors: Vectors,
) -> Iterator[Paragraph]:
    row = 0
    for text, language, parse, spans in zip(folded, spoken, parses, tags, strict=True):
        after = row + len(parse.sentences)
        key = words_key(text, language)
        yield Paragraph(key, text, parse.tokens, parse.sentences, parse.mentions, spans, vectors[row:after], language)
        row = after
