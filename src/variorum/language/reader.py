"""Paragraphs read by all models at once: parse, attribution tags, sentence vectors. Batches in, Paragraphs out."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np

from variorum.language import parser
from variorum.language.encoder import Encoder
from variorum.language.runtime import available_threads
from variorum.language.tagger import Tagger
from variorum.model.paragraph import Paragraph
from variorum.text.normal import fold, words_key


@cache
def tagger() -> Tagger:
    return Tagger()


@cache
def encoder() -> Encoder:
    return Encoder()


def read(texts: Sequence[str]) -> Iterator[Paragraph]:
    """One Paragraph a text, in order. Give many texts at once: the models work on batches."""
    folded = [fold(text) for text in texts]
    with ThreadPoolExecutor(1) as beside:
        # The tagger's network runs outside the interpreter's lock: on the core that the parser leaves idle, if there is one.
        tagging = beside.submit(tagger().tag, folded) if available_threads() > 1 else None
        parses = list(parser.parse(folded))
        tags = tagging.result() if tagging else tagger().tag(folded)
    sentences = [text[start:end] for text, parse in zip(folded, parses, strict=True) for start, end in parse.sentences]
    vectors = encoder().encode(sentences).astype(np.float16)
    row = 0
    for text, parse, spans in zip(folded, parses, tags, strict=True):
        after = row + len(parse.sentences)
        yield Paragraph(words_key(text), text, parse.tokens, parse.sentences, parse.mentions, spans, vectors[row:after])
        row = after
