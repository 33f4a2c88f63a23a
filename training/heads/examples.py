"""Heads with what is right of them, as words with the marks that each may bear.

A label tells titles, outlets, persons, days by their words; here they are found again in the lines over and under the story. Where a label
leaves open what a word is, several marks are allowed.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from variorum.language.english.moments import dates_in
from variorum.language.english.page import agencies
from variorum.language.english.page.head_lines import LONGEST, STAFF, Line, lines_of, parts_of
from variorum.language.english.page.head_parts import Span
from variorum.language.english.page.head_seen import Seen, seen
from variorum.sources.decode import clean
from variorum.text.normal import fold, key_of

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks" / "quality"))
import heads as scorer

MARKS = "TDPOAWXS"  # title, standfirst, person, outlet, agency, day, beside, story


class Example(NamedTuple):
    writer: str
    name: str
    words: list[Seen]
    allowed: list[str]


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The heads of a file, as rows of one form."""
    if file.suffix == ".toml":
        found = [vars_of(head) for head in scorer.heads(file)]
        return [{**row, "id": row["name"]} for row in found]
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def vars_of(head: scorer.Head) -> dict[str, Any]:
    return {
        name: getattr(head, name) for name in ("name", "kind", "text", "title", "outlet", "agency", "byline", "published", "begins", "deck")
    }


def examples(file: Path) -> Iterator[Example]:
    for row in rows_of(file):
        made = example(row, file.stem)
        if made:
            yield made
        else:
            print("no story found in", row["id"], file=sys.stderr)


def example(row: dict[str, Any], writer: str, pile: frozenset[str] = frozenset()) -> Example | None:
    """The words of a head and the marks that each may bear; None where its story is not found."""
    text = fold(clean(row["text"]))
    lines = lines_of(text)
    begins = next(iter(_places(" ".join(row["begins"].split()[:6]), text)), None)
    story = next((number for number, line in enumerate(lines) if begins and line.start <= begins[0] < line.end), None)
    if begins is None or story is None:
        return None
    words = seen(lines, pile)
    told = _told(row, text, lines)
    allowed = [_marks(word, lines[word.line], word.line - story, begins[0], row, told) for word in words]
    return Example(writer, row["id"], words, allowed)


class _Told(NamedTuple):
    """Where in the text stands what the label tells."""

    titles: list[Span]
    decks: list[Span]
    outlets: list[Span]
    perhaps: list[Span]
    persons: list[Span]
    days: list[Span]
    agencies: list[Span]


def _told(row: dict[str, Any], text: str, lines: Sequence[Line]) -> _Told:
    names = [name.strip() for name in re.split(r",| and | & |;", row.get("byline", "")) if len(name.strip()) > 2]
    days, parts, named = [], [], []
    for line in lines:
        at = line.start
        days += [(at + day.start, at + day.end) for day in dates_in(line.text) if _is_day(day.read, day.date, row["published"])]
        parts += [(at + part.start, at + part.end, part.text) for part in parts_of(line.text[:LONGEST])]
        named += [(at + one.start, at + one.end) for one in agencies.find(line.text[:LONGEST])]
    persons = [span for name in names for span in _places(name, text)]
    return _Told(_places(row.get("title", ""), text), _places(row.get("deck", ""), text), *_outlets(row, text, parts), persons, days, named)


def _marks(word: Seen, line: Line, behind: int, begins: int, row: dict[str, Any], told: _Told) -> str:
    """The marks that a word may bear. `behind`: how many lines behind that with which the story begins."""
    start, end = line.start + word.start, line.start + word.end

    def within(places: Sequence[Span]) -> bool:
        return any(place[0] <= start and end <= place[1] for place in places)

    if behind == 0:
        if start >= begins:
            return "S"
        return "O" if within(told.outlets) else "A" if within(told.agencies) else "SW" if within(told.days) else "S"
    if behind < 0 and within(told.titles):
        return "T"
    if behind < 0 and within(told.decks):
        return "D"
    if within(told.outlets):
        return "O"
    free = _free(line, begins, row)
    if within(told.perhaps):
        return free + "O"
    open_one = free if behind > 0 and "S" in free else ""
    if within(told.persons):
        return open_one + "P"
    if within(told.days):
        return open_one + ("W" if row["published"] else "WX")
    return "A" if within(told.agencies) and row["agency"] and "S" not in free else free


def _is_day(read: str | None, written: str, published: str) -> bool:
    """Is it the day that the label has, or one that numbers leave open and that may be it?"""
    if read:
        return bool(published) and read[:10] == published[:10]
    return not published or sorted(map(int, re.findall(r"\d+", written))) == sorted(map(int, published[:10].split("-")))


def _free(line: Line, begins: int, row: dict[str, Any]) -> str:
    """What a word may be that no label names."""
    size = line.text.count(" ") + 1
    if line.end <= begins:
        return "X" if row.get("deck") or size < 6 else "XD"
    if re.search(r"[.!?…][\"')\]]*$", line.text) and size >= 6 and not line.foot:
        return "S"
    return "XS"


def _outlets(row: dict[str, Any], text: str, parts: Sequence[tuple[int, int, str]]) -> tuple[list[Span], list[Span]]:
    """Where the outlet surely stands as one, and where it may."""
    names = {name for name in (row["outlet"], row.get("house", "")) if name}
    bare = {key_of(name).removeprefix("the ") for name in names}
    every = [span for name in names for span in _places(name, text, re.IGNORECASE)]
    whole = [
        span
        for span in every
        for start, end, _ in parts
        if start <= span[0] and span[1] <= end and _is_part(text[start:end], text[slice(*span)])
    ]
    strict = whole or [span for span in every if text[slice(*span)] == row["outlet"]]
    loose = [span for span in every if span not in strict]
    for start, end, part in parts:
        key = key_of(STAFF.sub("", part)).removeprefix("the ")
        if len(key) > 3 and any(name.endswith(f" {key}") or name.startswith(f"{key} ") for name in bare):
            loose.append((start, end))
    return strict, loose


def _is_part(part: str, name: str) -> bool:
    rest = part.replace(name, "", 1).strip(" .'\"").lower()
    return rest in ("", "the", "staff", "reporter", "correspondent", "staff reporter", "newsroom", "staff writer", "team")


def _places(words: str, text: str, flags: int = 0) -> list[Span]:
    """Where these words stand, however their lines are broken."""
    pattern = r"\s+".join(map(re.escape, fold(words).split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags) if pattern]
