"""News paragraphs without labels, from the other development data: no text of PolNeAR's dev part is among them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus import Labelled

from variorum.text.normal import fold

FEWEST_WORDS = 12
_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


def paragraphs(folder: Path) -> list[Labelled]:
    """Every distinct paragraph of at least FEWEST_WORDS words."""
    texts = dict.fromkeys(fold(text.strip()) for text in _texts(folder))
    distinct = {re.sub(r"\W+", "", text).lower(): text for text in reversed(texts)}
    return [Labelled(text, None) for text in reversed(distinct.values()) if len(text.split()) >= FEWEST_WORDS]


def _texts(folder: Path) -> Iterator[str]:
    chance = random.Random(1)
    for name in ("basil_quotes/documents.jsonl", "copies/helsinki.jsonl", "copies/spotify.jsonl"):
        for row in _rows(folder / name):
            yield from row["text"].split("\n")
    for row in _rows(folder / "nanco/answers.jsonl"):
        yield row["paragraph"]
    for row in _rows(folder / "ecbplus_clusters/documents.jsonl"):
        yield from _gathered(row["text"].split("\n"), chance)
    for row in _rows(folder / "meantime/articles.jsonl"):
        if row["language"] == "en":
            yield from _gathered(row["text"].split("\n")[2:], chance)


def _rows(path: Path) -> Iterable[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _gathered(sentences: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Runs of one to three tokenised sentences as running text."""
    at = 0
    while at < len(sentences):
        after = at + chance.choice((1, 1, 2, 3))
        yield _running(" ".join(sentences[at:after]))
        at = after


def _running(text: str) -> str:
    """Tokens parted by blanks as running text; double marks open and close by turns."""
    for mark, plain in _MARKS.items():
        text = text.replace(mark, plain)
    text = re.sub(r"\s+([,.;:?!%)\]])", r"\1", text)
    text = re.sub(r"([(\[$])\s+", r"\1", text)
    text = re.sub(r"\s+('(?:s|re|ve|ll|d|m)\b|n't\b|')", r"\1", text)
    first, *others = re.split(r'\s*"\s*', text)
    return (first + "".join((' "' if place % 2 == 0 else '" ') + part for place, part in enumerate(others))).strip()
