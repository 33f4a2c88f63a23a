"""JSON Lines, JSON and CSV: a record is a report. Which field is which is known by its usual names, or told by the user."""

import csv
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.model.report import Problem, Report
from variorum.sources.decode import binary, decode
from variorum.sources.make import LARGEST_TEXT, STAGE, Found, named, opened, report, too_large, unreadable, whole
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

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        file = _file(path, origin, given)
        told = False
        for number, raw in _lines(path, origin):
            if isinstance(raw, Problem):
                yield raw
                continue
            decoded = decode(raw)
            if decoded.note and not told:  # once a file is enough
                told = True
                yield Problem(origin, STAGE, "encoding", f"Line {number}: {decoded.note}")
            if not decoded.text.strip():
                continue
            try:
                record = json.loads(decoded.text)
            except (ValueError, RecursionError) as error:
                reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
                yield Problem(origin, STAGE, "json", f"Line {number} is no JSON object ({reason}).")
                continue
            yield _of_record(record, f"Line {number}", file)


@dataclass(frozen=True, slots=True)
class Json:
    """One JSON document: an object, a list of objects, or an object with such a list ("articles", "items", ...)."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() == ".json"

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        decoded = decode(data)
        if decoded.note:
            yield Problem(origin, STAGE, "encoding", decoded.note)
        try:
            thing = json.loads(decoded.text)
        except (ValueError, RecursionError) as error:
            where = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"
            yield Problem(origin, STAGE, "json", f"The file is no JSON ({where}).")
            return
        file = _file(path, origin, given)
        if isinstance(thing, dict):
            lists = [value for value in thing.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
            thing = [thing] if _value(thing, file.names["text"]) or not lists else max(lists, key=len)
        for number, record in enumerate(thing if isinstance(thing, list) else [thing], 1):
            yield _of_record(record, f"Record {number}", file)


@dataclass(frozen=True, slots=True)
class Table:
    """CSV with a first row of names; commas, semicolons or tabs."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".csv", ".tsv")

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        try:
            with opened(path) as file:
                yield from self._rows(file, path, origin, given)
        except (OSError, EOFError, zlib.error) as error:
            yield unreadable(origin, error)

    def _rows(self, file: IO[bytes], path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        sample = file.read(1_000_000)
        if what := binary(sample):
            yield Problem(origin, STAGE, "binary", f"The file is {what}, not a table.")
            return
        encoding = "utf-8-sig"
        decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
        if decoded.encoding != "utf-8":
            encoding = decoded.encoding
        if decoded.note:
            yield Problem(origin, STAGE, "encoding", decoded.note)
        file.seek(0)
        csv.field_size_limit(LARGEST_TEXT)
        text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
        first = decoded.text.removeprefix("\ufeff").split("\n", 1)[0]
        rows = csv.DictReader((line.replace("\x00", "") for line in text), delimiter=max(",;\t", key=first.count))
        place = _file(path, origin, given)
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield Problem(origin, STAGE, "csv", f"Line {rows.line_num} and what follows cannot be read as a table ({error}).")
                return
            if row is None:
                return
            yield _of_record(row, f"Line {rows.line_num}", place)


def _lines(path: Path, origin: str) -> Iterator[tuple[int, bytes | Problem]]:
    """The lines of a file with their numbers from 1; a line over the limit becomes a Problem and is passed over piece by piece."""
    number = 0
    try:
        with opened(path) as file:
            while raw := file.readline(LARGEST_TEXT + 1):
                number += 1
                if len(raw) <= LARGEST_TEXT:
                    yield number, raw
                    continue
                size = len(raw)
                while not raw.endswith(b"\n") and (raw := file.readline(LARGEST_TEXT + 1)):
                    size += len(raw)
                yield number, too_large(f"{origin}:{number}", size)
    except (OSError, EOFError, zlib.error) as error:
        yield number, unreadable(origin, error)


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


def _of_record(record: object, where: str, file: _File) -> Report | Problem:
    if not isinstance(record, dict):
        return Problem(file.origin, STAGE, "record", f"{where} is no record with named fields.")
    values = {ours: _value(record, theirs) for ours, theirs in file.names.items()}
    text = values["text"]
    if not text:
        return Problem(file.origin, STAGE, "no text", f"{where} has no text; it was looked for in {', '.join(file.names['text'])}.")
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
    made = report(found, file.origin, file.given)
    return Problem(file.origin, STAGE, made.kind, f"{where}: {made.message}") if isinstance(made, Problem) else made


def _value(record: Mapping[Any, Any], names: tuple[str, ...]) -> str | None:
    """The first of the named fields that says something, as text."""
    for name in names:
        if written := _as_text(record.get(name)):
            return written
    return None


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):  # {"id": ..., "name": ...}, as many news services write a source or an author
        return _as_text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(part for item in value if (part := _as_text(item))) or None
    return None
