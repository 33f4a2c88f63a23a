"""Paragraphs read by all models at once: parse, attribution tags, sentence vectors. Batches in, Paragraphs out."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np

from variorum.language.models import parser
from variorum.language.models.encoder import Encoder
from variorum.language.models.tagger import Tagger
from variorum.model.paragraph import Paragraph, TagSpan
from variorum.text.normal import fold, words_key

Vectors = np.ndarray[Any, np.dtype[np.float16]]
AT_ONCE = 48  # paragraphs: enough for full batches, few enough that networks and parser work at the same time


@cache
def tagger() -> Tagger:
    return Tagger()


@cache
def encoder() -> Encoder:
    return Encoder()


def read(texts: Sequence[str]) -> Iterator[Paragraph]:
    """One Paragraph a text, in order. Give many texts at once: the models work on batches.

    The networks run outside the interpreter's lock, in a thread beside the parser: on the core that it leaves idle, if there is one.
    """
    with ThreadPoolExecutor(1) as beside:
        waiting = []
        for first in range(0, len(texts), AT_ONCE):
            folded = [fold(text) for text in texts[first : first + AT_ONCE]]
            parses = list(parser.parse(folded))
            tags = beside.submit(tagger().tag, folded, [parse.tokens for parse in parses])
            sentences = [text[start:end] for text, parse in zip(folded, parses, strict=True) for start, end in parse.sentences]
            waiting.append((folded, parses, tags, beside.submit(encoder().encode, sentences)))
        for folded, parses, tags, vectors in waiting:
            yield from _paragraphs(folded, parses, tags.result(), vectors.result().astype(np.float16))


def _paragraphs(
    folded: Sequence[str], parses: Sequence[parser.Parse], tags: Sequence[tuple[TagSpan, ...]], vectors: Vectors
) -> Iterator[Paragraph]:
    row = 0
    for text, parse, spans in zip(folded, parses, tags, strict=True):
        after = row + len(parse.sentences)
        yield Paragraph(words_key(text), text, parse.tokens, parse.sentences, parse.mentions, spans, vectors[row:after])
        row = after
