"""JSON Lines, JSON and CSV: a record is a report. Which field is which is known by its usual names, or told by the user."""

import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from variorum.contracts import Given, Record
from variorum.errors import WrongUse
from variorum.model.report import Problem, Report
from variorum.sources.decode import binary, decode
from variorum.sources.make import LARGEST_TEXT, MOST_VALUES, STAGE, Found, crowded, lines, named, opened, report, too_large, whole
from variorum.sources.page import words_of

# Our field -> the names it goes by, the likeliest first.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "uri", "guid", "_id"),
    "url": ("url", "link", "permalink"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "article", "maintext", "full_text", "description"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "domain"),
    "published": ("published", "date", "published_at", "publishedAt", "date_publish", "datePublished", "pubDate", "datetime", "time"),
    "byline": ("byline", "author", "authors", "creator"),
    "language": ("language", "lang"),
}

DEEPEST_FIELD = 4  # a list of authors with names; what lies deeper is no name
MOST_MENDED = 20  # rows of a table that run on to its end, as each is a walk to the end
# What parts JSON: brackets, commas, whole strings, and a quotation mark that is never closed.
_MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{},]', re.DOTALL)
_FIELD = re.compile(r'\s*"(?P<name>[^"\\]*+(?:\\.[^"\\]*+)*+)"\s*:\s*(?:(?P<list>\[)(?=\s*\{))?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _File:
    """What all records of one file share."""

    name: str
    origin: str
    given: Given
    names: Mapping[str, tuple[str, ...]]  # our field -> where it is looked for


@dataclass(frozen=True, slots=True)
class JsonLines:
    """One JSON object a line, read line by line: a file of any size."""

    def takes(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() in (".jsonl", ".ndjson", ".jsonlines"):
            return True
        first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return path.suffix.lower() in (".json", "") and first.startswith(b"{") and b"}\n{" in head.replace(b"\r", b"")

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        place = _file(path, origin, given)
        told = False
        guess: str | None = None
        with opened(path) as file:
            for number, raw in lines(file, LARGEST_TEXT):
                where = f"Line {number}"
                if isinstance(raw, int):
                    yield too_large(f"{origin}:{number}", raw)
                    continue
                decoded = decode(raw, otherwise=guess)
                if decoded.guessed:
                    guess = decoded.encoding
                if decoded.note and not told:  # once a file is enough
                    told = True
                    yield Problem(origin, STAGE, "encoding", f"{where}: {decoded.note}")
                yield Record(where, partial(_of_json, decoded.text, where, place)) if decoded.text.strip() else None


@dataclass(frozen=True, slots=True)
class Json:
    """One JSON document: an object, a list of objects, or an object with such a list ("articles", "items", ...)."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() == ".json"

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        decoded = decode(data)
        if decoded.note:
            yield Problem(origin, STAGE, "encoding", decoded.note)
        place = _file(path, origin, given)
        text = decoded.text.removeprefix("\ufeff").strip()
        start = _list_in(text, place)
        if start is None:
            yield Record("", lambda: _of_json(text, "The file", place))
            return
        end = start
        for number, (begin, end) in enumerate(_values(text, start + 1), 1):
            # the brackets say where a record ends, so that one which cannot be read costs no other
            where = f"Record {number}"
            yield Record(where, partial(_of_json, text[begin:end], where, place)) if text[begin:end].strip() else None
        if text[end : end + 1] != "]":
            yield Problem(origin, STAGE, "json", "The list of records is never closed; the file is cut off or damaged.")
        elif start == 0 and text[end + 1 :]:
            yield Problem(origin, STAGE, "json", "The file goes on behind its list of records; that was not read.")


def _list_in(text: str, place: _File) -> int | None:
    """Where the list of records begins: the document itself, or, if it has no text of its own, the longest list of objects in it."""
    if text.startswith("["):
        return 0
    if not text.startswith("{"):
        return None
    longest: tuple[int, int | None] = (0, None)
    for begin, end in _values(text, 1):
        field = _FIELD.match(text, begin, end)
        if field is None:
            continue
        if field["list"]:
            count = sum(1 for _ in _values(text, field.end("list")))
            longest = max(longest, (count, field.start("list")), key=lambda pair: pair[0])
        elif field["name"] in place.names["text"] and text[field.end() : end].strip(' "\n\r\t'):
            return None
    return longest[1]


def _values(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """The places of the values that commas part from `begin` on, up to the bracket that closes them (or the text's end)."""
    depth = 0
    for mark in _MARK.finditer(text, begin):
        kind = mark[0]
        if kind in "[{":
            depth += 1
        elif kind == "," and depth == 0:
            yield begin, mark.start()
            begin = mark.end()
        elif kind in "]}":
            if depth == 0:
                yield begin, mark.start()
                return
            depth -= 1
        elif kind == '"':
            break
    yield begin, len(text)


@dataclass(frozen=True, slots=True)
class Table:
    """CSV with a first row of names; commas, semicolons or tabs."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".csv", ".tsv")

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        with opened(path) as file:
            sample = file.read(1_000_000)
            if what := binary(sample):
                yield Problem(origin, STAGE, "binary", f"The file is {what}, not a table.")
                return
            decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
            if decoded.note:
                yield Problem(origin, STAGE, "encoding", decoded.note)
            file.seek(0)
            encoding = "utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding
            text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
            first = decoded.text.removeprefix("\ufeff").split("\n", 1)[0]
            yield from _of_table(_Rows(text, max(",;\t", key=first.count)), _file(path, origin, given))


def _of_table(rows: "_Rows", place: _File) -> Iterator[Record | Problem | None]:
    names: list[str] = []
    found = 0
    for number, row, problem in rows:
        where = f"Line {number}"
        if problem:
            yield Problem(place.origin, STAGE, "csv", f"{where}: {problem}")
        if not row:
            yield None
        elif not names:
            names = rows.names = row
        else:
            found += 1
            yield Record(where, partial(_made, dict(zip(names, row, strict=False)), where, place))
    if not found:
        has = f"names ({', '.join(names)[:200]}) but no row below them" if names else "no row"
        yield Problem(place.origin, STAGE, "nothing", f"The table has {has}.")


class _Rows:
    """The rows of a table: (number of the first line, cells, what is wrong with it). A row that cannot be read is an empty one.

    A quotation mark that is never closed makes one row of all that follows. Where that looks like rows of its own, it is read again.
    """

    def __init__(self, file: IO[str], delimiter: str) -> None:
        self.names: list[str] = []  # told by the reader, once they are known
        self._delimiter = delimiter
        self._new = lines(file, LARGEST_TEXT)
        self._again: deque[tuple[int, str]] = deque()
        self._taken: list[tuple[int, str]] = []  # the lines of the row that is being read
        self._size = self._cells = self._number = 0
        self._mended = 0

    def __iter__(self) -> Iterator[tuple[int, list[str], str | None]]:
        csv.field_size_limit(max(csv.field_size_limit(), 2 * LARGEST_TEXT))  # the lines are measured here
        reader = csv.reader(self._lines(), delimiter=self._delimiter)
        while True:
            self._taken, self._size, self._cells = [], 0, 0
            wrong = None
            row: list[str] = []
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLarge) as error:
                wrong = f"It cannot be read as a row of a table ({error})."
                reader = csv.reader(self._lines(), delimiter=self._delimiter)
            first = self._taken[0][0] if self._taken else self._number
            if self._runs_on(wrong) and self._mended < MOST_MENDED:
                self._mended += 1
                self._again.extendleft(reversed(self._taken[1:]))
                row = next(csv.reader([self._taken[0][1]], delimiter=self._delimiter))
                wrong = "A quotation mark in it is never closed; the row was taken to end with its line."
                reader = csv.reader(self._lines(), delimiter=self._delimiter)
            yield first, row, wrong

    def _lines(self) -> Iterator[str]:
        while item := self._again.popleft() if self._again else next(self._new, None):
            self._number, line = item
            if isinstance(line, int):
                raise _TooLarge(f"a line of {line // 1_000_000} MB")
            self._taken.append((self._number, line))
            self._size += len(line)
            self._cells += line.count(self._delimiter)
            if self._size > LARGEST_TEXT or self._cells > MOST_VALUES:
                raise _TooLarge(f"{self._size:,} characters and more than {self._cells:,} cells")
            yield line.replace("\x00", "")

    def _runs_on(self, wrong: str | None) -> bool:
        """Does the row hold lines that are rows of their own? It has no end, and most of what it took has as many cells as the table."""
        if len(self._taken) < 2 or len(self.names) < 2:
            return False
        texts = [line for _, line in self._taken]
        if wrong is None and len(list(csv.reader([*texts, "end"], delimiter=self._delimiter))) > 1:
            return False
        after = [row for row in csv.reader(texts[1:], delimiter=self._delimiter) if row]
        return sum(len(row) == len(self.names) for row in after) > 0.5 * len(after)


class _TooLarge(Exception):
    """A row of which no more is read."""


def field_names(given: Given) -> dict[str, tuple[str, ...]]:
    """Where each of our fields is looked for. Raises WrongUse for a field of ours that does not exist."""
    names = dict(FIELDS)
    for ours, theirs in given.fields:
        if ours not in names:
            raise WrongUse(f"There is no field {ours!r}; the fields are {', '.join(FIELDS)}.")
        names[ours] = (theirs,)
    return names


def _file(path: Path, origin: str, given: Given) -> _File:
    return _File(named(path), origin, given, field_names(given))


def _of_json(text: str, where: str, file: _File) -> Iterator[Report | Problem]:
    if (count := sum(map(text.count, "[{,"))) > MOST_VALUES:
        yield crowded(file.origin, count)
        return
    try:
        record = json.loads(text, parse_int=str)  # numbers are names here, whatever their length
    except (ValueError, RecursionError) as error:
        reason = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        yield Problem(file.origin, STAGE, "json", f"{where} is no JSON ({reason}).")
        return
    yield from _made(record, where, file)


def _made(record: object, where: str, file: _File) -> Iterator[Report | Problem]:
    if not isinstance(record, dict):
        yield Problem(file.origin, STAGE, "record", f"{where} is no record with named fields.")
        return
    values = {ours: _value(record, theirs) for ours, theirs in file.names.items()}
    text = values["text"]
    if not text:
        yield Problem(file.origin, STAGE, "no text", f"{where} has no text; it was looked for in {', '.join(file.names['text'])}.")
        return
    found = Found(
        text=words_of(text) if "</" in text else text,
        name=values["id"] or file.name,
        outlet=values["outlet"],
        url=values["url"],
        title=values["title"],
        byline=values["byline"],
        published=values["published"],
        language=values["language"],
    )
    yield report(found, file.origin, file.given)


def _value(record: Mapping[Any, Any], names: tuple[str, ...]) -> str | None:
    """The first of the named fields that says something, as text."""
    for name in names:
        if written := _as_text(record.get(name)):
            return written
    return None


def _as_text(value: object, depth: int = 0) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool) or value is None or depth > DEEPEST_FIELD:
        return None
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):  # {"id": ..., "name": ...}, as many news services write a source or an author
        return _as_text(value.get("name"), depth + 1)
    if isinstance(value, list):
        return ", ".join(part for item in value if (part := _as_text(item, depth + 1))) or None
    return None
