"""The spaCy pipeline behind one face: texts in, tokens, sentences and named mentions out. The only file that imports spaCy."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from variorum.model.paragraph import Mention, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A paragraph longer than this is parsed in pieces: the parser's memory grows with length, and news paragraphs have under 2,000 characters.
LONGEST = 20_000


class Parse(NamedTuple):
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]


@cache
def pipeline(model: str) -> "Language":
    import spacy

    return spacy.load(model)


def parse(model: str, texts: Sequence[str]) -> Iterator[Parse]:
    """One Parse a text by a model of spaCy's, in order. Offsets are code points of the text given; an empty text gives an empty parse."""
    pieces = [
        (number, start, text[start : start + LONGEST])
        for number, text in enumerate(texts)
        for start in range(0, max(len(text), 1), LONGEST)
    ]
    gathered: list[Parse] = []
    at = 0
    for (number, start, _), doc in zip(pieces, pipeline(model).pipe((piece for _, _, piece in pieces), batch_size=64), strict=True):
        if number != at:
            yield _joined(gathered)
            gathered, at = [], number
        gathered.append(_plain(doc, start, sum(len(p.tokens) for p in gathered), sum(len(p.sentences) for p in gathered)))
    if pieces:
        yield _joined(gathered)


def _joined(parts: list[Parse]) -> Parse:
    if len(parts) == 1:
        return parts[0]
    return Parse(*(tuple(item for part in parts for item in part[field]) for field in range(3)))  # type: ignore[arg-type]


def _plain(doc: "Doc", offset: int, first_token: int, first_sentence: int) -> Parse:
    """spaCy's Doc as plain tuples, white-space tokens left out and heads renumbered."""
    kept = [token for token in doc if not token.is_space]
    number = {token.i: first_token + place for place, token in enumerate(kept)}
    sentence_of: dict[int, int] = {}
    sentences: list[tuple[int, int]] = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if not words:
            continue
        for token in words:
            sentence_of[token.i] = first_sentence + len(sentences)
        sentences.append((offset + words[0].idx, offset + words[-1].idx + len(words[-1])))
    tokens = tuple(
        Token(
            number[token.i],
            token.text,
            token.lemma_,
            token.pos_,
            token.tag_,
            token.dep_,
            number.get(token.head.i, number[token.i]),
            offset + token.idx,
            offset + token.idx + len(token),
            token.ent_type_,
            sentence_of[token.i],
        )
        for token in kept
    )
    mentions = tuple(Mention(offset + span.start_char, offset + span.end_char, span.label_) for span in doc.ents if span.text.strip())
    return Parse(tokens, tuple(sentences), mentions)
