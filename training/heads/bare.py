"""Stories of the same heads with nothing over them, or of a short sentence or two: what opens a text need not be a head."""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

SHORT = 16  # words of a sentence
_SENTENCES = re.compile(r"(?<=[.!?])[\"')”]*\s+(?=[\"“A-Z])")
_STOPPED = re.compile(r"[.!?][\"')”]*$")
NOTHING = dict.fromkeys(("title", "outlet", "agency", "byline", "published", "deck", "house"), "")


def bare(rows: Sequence[dict[str, Any]], seed: int = 11) -> Iterator[dict[str, Any]]:
    """Of every fourth head its story alone; of each, one to three short sentences, every second time under its title."""
    chosen = random.Random(seed)
    for number, row in enumerate(rows):
        told = paragraphs(row)
        if not told:
            continue
        if number % 4 == 0:
            yield _row(row, "\n\n".join(told), "bare")
        sentences = [sentence for paragraph in told for sentence in _SENTENCES.split(paragraph) if _STOPPED.search(sentence)]
        short = [sentence for sentence in sentences if 5 <= sentence.count(" ") + 1 < SHORT]
        picked = chosen.sample(short, min(len(short), 1 + number % 3))
        if picked and number % 2:
            yield _row(row, "\n".join(picked), "short")
        elif picked and row.get("title"):
            made = _row(row, f"{row['title']}\n" + "\n".join(picked), "titled")
            yield {**made, "title": row["title"], "begins": picked[0]}


def paragraphs(row: dict[str, Any]) -> list[str]:
    """The paragraphs of a story, as far as they surely are its own: from where it begins to the first that is no sentence."""
    start = row["text"].find(row["begins"][:30])
    found: list[str] = []
    for line in re.split(r"\n\s*\n", row["text"][start:]) if start >= 0 else []:
        foot = re.search("©|http", line) or (row.get("title") and row["title"] in line)
        if foot or line.count(" ") < 5 or not _STOPPED.search(line.strip()):
            break
        found.append(line.strip())
    return found


def _row(row: dict[str, Any], text: str, kind: str) -> dict[str, Any]:
    return {**NOTHING, "id": f"{row['id']}-{kind}", "kind": kind, "text": f"{text}\n", "begins": text}
