"""What the models made of the texts of our tests, laid down once, so that tests of what is made of it need no model: `make fixtures`.

A test marked `stored` reads paragraphs through `language/reader.py` as ever, and is given those of `stored/paragraphs.json.gz`: words as
parsed, names, tags, sentence vectors. What it asks the judge is answered from `stored/judged.json.gz`. All else, from the clause reader on,
is the code itself. With FIXTURES set, such tests run with the models, and what they asked for is laid down anew; after a run of all of
them, texts and questions that none asks for any more are gone. `tests/language/test_stored.py` holds some of them against the models.
"""

import base64
import gzip
import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from variorum.language import reader
from variorum.language.models.encoder import WIDTH
from variorum.language.models.judge import Asked, Judge
from variorum.model.paragraph import Mention, Paragraph, TagSpan, Token
from variorum.text.normal import fold, words_key

KEPT = Path(__file__).parent / "stored" / "paragraphs.json.gz"
JUDGED = Path(__file__).parent / "stored" / "judged.json.gz"
RECORDING = bool(os.environ.get("FIXTURES"))
recorded: dict[str, Paragraph] = {}
judged: dict[Asked, float] = {}
read_by_models = reader.read
told_by_model = Judge.tells


def read(texts: Sequence[str], languages: Sequence[str | None] = ()) -> Iterator[Paragraph]:
    """One Paragraph a text, in order, as the models gave it when fixtures were made."""
    if RECORDING:
        for paragraph in read_by_models(texts, languages):
            recorded[paragraph.key] = paragraph
            yield paragraph
        return
    for text, language in zip(texts, [*languages, *[None] * len(texts)], strict=False):
        key = words_key(fold(text), language)
        if key not in kept():
            raise LookupError(f"no paragraph is laid down for {text[:60]!r}: run `make fixtures`")
        yield kept()[key]


def tells(judge: Judge, asked: Sequence[Asked]) -> list[float]:
    """The chances that the judge gave when fixtures were made."""
    if RECORDING:
        found = told_by_model(judge, asked)
        judged.update(zip(asked, found, strict=True))
        return found
    if unknown := [one for one in asked if one not in answers()]:
        raise LookupError(f"the judge was not asked {unknown[0]!r}: run `make fixtures`")
    return [answers()[one] for one in asked]


@cache
def answers() -> dict[Asked, float]:
    """What the judge said, by what it was asked."""
    return {Asked(*asked): chance for *asked, chance in json.loads(gzip.decompress(JUDGED.read_bytes()))}


@cache
def kept() -> dict[str, Paragraph]:
    """The paragraphs that are laid down, by their keys."""
    rows = json.loads(gzip.decompress(KEPT.read_bytes()))
    return {row["key"]: _from_row(row) for row in rows}


def lay_down(whole: bool) -> None:
    """Writes what was recorded; the same bytes for the same paragraphs. `whole`: every test ran, and what was there before goes."""
    paragraphs = recorded if whole or not KEPT.exists() else kept() | recorded
    said = judged if whole or not JUDGED.exists() else answers() | judged
    _lay_down(KEPT, [_to_row(paragraphs[key]) for key in sorted(paragraphs)])
    _lay_down(JUDGED, [[*one, said[one]] for one in sorted(said)])


def _lay_down(place: Path, rows: list[Any]) -> None:
    told = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    place.write_bytes(gzip.compress(told, mtime=0))


def _to_row(paragraph: Paragraph) -> dict[str, Any]:
    vectors = base64.b64encode(np.ascontiguousarray(paragraph.vectors, "<f2").tobytes()).decode()
    told = {name: getattr(paragraph, name) for name in ("key", "text", "tokens", "sentences", "mentions", "tags", "language")}
    return {**told, "vectors": vectors}


def _from_row(row: dict[str, Any]) -> Paragraph:
    sentences = tuple((start, end) for start, end in row["sentences"])
    numbers = np.frombuffer(base64.b64decode(row["vectors"]), "<f2")
    vectors = numbers.reshape(len(sentences), len(numbers) // len(sentences) if sentences else WIDTH)
    tokens, mentions, tags = (tuple(kind(*each) for each in row[name]) for name, kind in NOUNS.items())
    return Paragraph(row["key"], row["text"], tokens, sentences, mentions, tags, vectors, row["language"])


NOUNS: dict[str, Any] = {"tokens": Token, "mentions": Mention, "tags": TagSpan}
