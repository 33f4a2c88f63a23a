"""Feeds: what we read of each entry beside what feedparser reads of it, on feedparser's own test files.

    pip download --no-binary :all: --no-deps feedparser, unpack it, then
    python benchmarks/quality/feeds.py --data feedparser-6.0.14/tests [--show]

An entry's title and text are compared by their words, its address as it stands, its moment to the minute, its authors by their names. Files
of answers of servers (`http`, `compression`) are no feeds, and are left out. `--show` names what differs.

The last line is one JSON object: entries (files whose number of entries is the same), title, text, link, date, author (shares of the values
that either of the two has), each as [same, of].
"""

import argparse
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from variorum.sources import dates
from variorum.sources.decode import clean, decode
from variorum.sources.feed import found
from variorum.sources.make import Found
from variorum.sources.markup import words_of

NO_FEEDS = ("http", "compression")


def words(text: str | None) -> str:
    return re.sub(r"\W+", " ", words_of(clean(text or ""))).strip()


def minute(moment: Any) -> str | None:
    """ISO 8601 or a struct_time in UTC, to the minute in UTC."""
    if not moment:
        return None
    whole = datetime.fromisoformat(moment) if isinstance(moment, str) else datetime(*moment[:6], tzinfo=UTC)
    return (whole if whole.tzinfo else whole.replace(tzinfo=UTC)).astimezone(UTC).isoformat()[:16]


def ours(entry: Found) -> dict[str, str | None]:
    title, text = entry.title or "", entry.text
    body = text.removeprefix(title).lstrip("\n") if title else text
    written = dates.read(entry.published) if entry.published else None
    return {"title": words(title), "text": words(body), "link": entry.url, "date": minute(written), "author": words(entry.byline)}


def theirs(entry: Any) -> dict[str, str | None]:
    body = entry.content[0].value if entry.get("content") else entry.get("summary")
    moment = entry.get("published_parsed") or entry.get("created_parsed") or entry.get("updated_parsed")
    names = ", ".join(author["name"] for author in entry.get("authors", []) if author.get("name")) or entry.get("author")
    return {
        "title": words(entry.get("title")),
        "text": words(body),
        "link": entry.get("link") or None,
        "date": minute(moment),
        "author": words(names),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    same: Counter[str] = Counter()
    of: Counter[str] = Counter()

    def compare(what: str, name: str, mine: object, other: object) -> None:
        if not mine and not other:
            return
        of[what] += 1
        same[what] += mine == other
        if given.show and mine != other:
            print(f"{what:8} {name}\n         {str(mine)[:120]}\n         {str(other)[:120]}")

    for path in sorted(given.data.rglob("*.xml")):
        name = path.relative_to(given.data)
        if name.parts[0] in NO_FEEDS:
            continue
        data = path.read_bytes()
        mine, others = found(decode(data, declared=True).text), feedparser.parse(data).entries
        compare("entries", str(name), len(mine), len(others))
        for entry, other in zip(mine, others, strict=False):
            left, right = ours(entry), theirs(other)
            for what in left:
                compare(what, str(name), left[what], right[what])
    print(json.dumps({what: [same[what], of[what]] for what in of}))


if __name__ == "__main__":
    main()
