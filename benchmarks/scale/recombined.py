"""A pile of reports of any size, recombined from stories of the development data: for what grows, not for what is right.

    python benchmarks/scale/recombined.py --to DIR --reports 3000 [--a-file 100] [--words 90] [--seed N]

An event is a story to tune on under other names: each word that is written large within a sentence becomes an invented name, the same
one in all reports of the event, and figures above twelve are moved. So every event shares words with the others of its story, as real ones
do, and no rare name. A report is a run of paragraphs out of one document of the story, now and then with one of another, so that some
are near copies. One to sixteen reports tell of an event, one most often. Stories kept for figures, and fresh ones, are never opened.
Writes JSON Lines, so many reports a file. What it writes is other people's words: it stays out of the project.
"""

import argparse
import json
import os
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("VARIORUM_SHARED", Path(__file__).resolve().parents[3] / "shared"))
KEPT = ("story_differences/figure.txt", "story_differences/fresh.txt", "story_readings/figure.txt")
DOCUMENTS = ("story_differences", "basil_quotes")
BEGINNINGS = ["b", "br", "c", "d", "dr", "f", "g", "h", "j", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"]
MIDDLES = ["a", "e", "i", "o", "u", "ai", "au", "ei", "ou"]
ENDS = ["l", "n", "r", "s", "nd", "rk", "m", "th", "x"]
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
FIGURE = re.compile(r"\b(?:1[3-9]|[2-9]\d|[1-9]\d\d)\b")


def stories(data: Path) -> dict[str, list[dict[str, Any]]]:
    """The documents of each story to tune on, whose texts are paragraphs."""
    kept = {name for file in KEPT if (data / file).exists() for name in (data / file).read_text("utf-8").split()}
    labels = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in sorted((data / "story_differences" / "labels").glob("*.json"))
        if path.stem not in kept
    }
    wanted = {document: name for name, label in labels.items() for document in label["documents"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for folder in DOCUMENTS:
        for line in (data / folder / "documents.jsonl").open(encoding="utf-8"):
            document = json.loads(line)
            if document["id"] in wanted:
                found.setdefault(wanted[document["id"]], []).append(document)
    return {name: documents for name, documents in sorted(found.items()) if len(documents) > 1}


def paragraphs(text: str) -> list[str]:
    """A text in paragraphs of some fifty words: those it has, or sentences taken together."""
    parts = [part.strip() for part in re.split(r"\n+", text) if len(part.split()) > 5]
    if len(parts) > 3:
        return parts
    found, held = [], ""
    for sentence in re.split(r"(?<=[.!?”\"]) (?=[A-Z“\"])", " ".join(parts)):
        held = f"{held} {sentence}".strip()
        if len(held.split()) > 40:
            found, held = [*found, held], ""
    return [*found, held] if held else found


def renamed(text: str, names: dict[str, str], chance: random.Random) -> str:
    """A text of an event: names and figures are others, the same in all its reports."""
    for name in NAME.findall(text):
        if name not in names:
            names[name] = "".join(
                (chance.choice(BEGINNINGS), chance.choice(MIDDLES), chance.choice(BEGINNINGS), chance.choice(MIDDLES), chance.choice(ENDS))
            ).title()
    told = re.sub(r"\b[A-Z][a-z]{3,}\b", lambda word: names.get(word[0], word[0]), text)
    return FIGURE.sub(lambda figure: names.setdefault(figure[0], str(int(figure[0]) + chance.randint(1, 9))), told)


def reports(data: Path, count: int, words: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many reports of so many words or a paragraph more, event after event."""
    chance = random.Random(seed)
    told = list(stories(data).values())
    made = event = 0
    while made < count:
        documents = chance.choice(told)
        names: dict[str, str] = {}
        day = date(2024, 1, 1) + timedelta(days=event // 40)
        event += 1
        size = min(count - made, 16, int(1 / (1 - chance.random())))
        for number in range(size):
            document = chance.choice(documents)
            own = paragraphs(document["text"])
            start = chance.randrange(max(1, len(own) - 2)) if chance.random() < 0.3 else 0
            taken: list[str] = []
            while start < len(own) and sum(len(part.split()) for part in taken) < words:
                taken.append(own[start])
                start += 1
            if chance.random() < 0.3:
                taken.append(chance.choice(paragraphs(chance.choice(documents)["text"])))
            title = renamed(document.get("title") or taken[0].split(".")[0][:90], names, chance)
            text = "\n\n".join(renamed(part, names, chance) for part in taken)
            published = (day + timedelta(days=chance.randint(0, 1))).isoformat()
            yield {
                "title": title,
                "text": text,
                "outlet": f"Outlet {chance.randrange(300)}",
                "published": published,
                "url": f"https://news.example/{event}/{number}",
            }
            made += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--reports", type=int, required=True)
    parser.add_argument("--a-file", type=int, default=100)
    parser.add_argument("--words", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    rows = reports(SHARED / "data", asked.reports, asked.words, asked.seed)
    number = words = 0
    while lines := list(islice(rows, asked.a_file)):
        (asked.to / f"{number:06}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in lines), "utf-8")
        number, words = number + 1, words + sum(len(row["text"].split()) for row in lines)
    print(json.dumps({"reports": asked.reports, "files": number, "words": words, "seed": asked.seed}))


if __name__ == "__main__":
    main()
