"""JSON Lines and JSON: a record is a report, wherever in the document the list of records lies."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources import frames
from variorum.sources.decode import decode
from variorum.sources.fields import File, closing, has_text, made, names_article, of_file, of_json, own_text
from variorum.sources.make import LARGEST_TEXT, STAGE, decoded, lines, opened, too_large, whole

HANDED = ".records"  # the ending of the file in which records lie that a program handed over (sources/handed.py)
DEEPEST_LIST = 3  # objects that an answer may lie in: {"response": {"data": {"results": [...]}}}
TRIED = 5  # of a list so many records are looked at to know whether they are reports
# What parts JSON: brackets, commas, whole strings, and a quotation mark that is never closed.
_MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{},]', re.DOTALL)
_FIELD = re.compile(r'\s*"(?P<name>[^"\\]*+(?:\\.[^"\\]*+)*+)"\s*:\s*(?:(?P<list>\[)(?=\s*\{)|(?P<object>\{))?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class JsonLines:
    """One JSON object a line, read line by line: a file of any size."""

    def takes(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() in (".jsonl", ".ndjson", ".jsonlines", HANDED):
            return True
        first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return path.suffix.lower() in (".json", "") and first.startswith(b"{") and b"}\n{" in head.replace(b"\r", b"")

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        handed = path.suffix == HANDED
        place = replace(of_file(path, origin, given), handed=handed)
        told = False
        guess: str | None = None
        counted = "Record" if handed else "Line"
        with opened(path) as file:
            for number, raw in lines(file, LARGEST_TEXT):
                where = f"{counted} {number}"
                if isinstance(raw, int):
                    yield too_large(f"{origin}:{number}", raw)
                    continue
                decoded = decode(raw, otherwise=guess)
                if decoded.guessed:
                    guess = decoded.encoding
                if decoded.note and not told:  # once a file is enough
                    told = True
                    yield Problem(origin, STAGE, "encoding", f"{where}: {decoded.note}")
                yield Record(where, partial(of_json, decoded.text, where, place)) if decoded.text.strip() else None
        yield from closing(place)


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
        text = (yield from decoded(data, origin)).removeprefix("\ufeff").strip()
        place = of_file(path, origin, given)
        if framed := frames.rows(text, place):
            for number, row in enumerate(framed, 1):
                yield Record(f"Record {number}", partial(made, row, f"Record {number}", place))
        elif starts := _lists_in(text, place):
            yield from _of_lists(text, starts, replace(place, outlet=_feed_title(text)))
        else:
            yield Record("", lambda: of_json(text, "The file", place))
        yield from closing(place)


def _of_lists(text: str, starts: list[int], place: File) -> Iterator[Record | Problem | None]:
    number = 0
    for start in starts:
        end = start
        for begin, end in _values(text, start + 1):
            # the brackets say where a record ends, so that one which cannot be read costs no other
            number += 1
            where = f"Record {number}"
            if end >= len(text) and not text[begin:end].rstrip().endswith("}"):
                break  # the file ends within it: one problem, that of the list
            yield Record(where, partial(of_json, text[begin:end], where, place)) if text[begin:end].strip() else None
        if text[end : end + 1] != "]":
            yield Problem(place.origin, STAGE, "json", "The list of records is never closed; the file is cut off or damaged.")
        elif start == 0 and text[end + 1 :]:
            yield Problem(place.origin, STAGE, "json", "The file goes on behind its list of records; that was not read.")


def _feed_title(text: str) -> str | None:
    """The title of a JSON Feed (https://jsonfeed.org), which names the outlet; None for other documents."""
    title, feed = None, False
    if not text.startswith("{") or "jsonfeed.org" not in text:
        return None
    for begin, end in _values(text, 1):
        if (field := _FIELD.match(text, begin, end)) and not field["list"] and not field["object"]:
            value = text[field.end() : end].strip()
            feed = feed or (field["name"] == "version" and "jsonfeed.org" in value)
            title = value if field["name"] == "title" else title
    try:
        return str(json.loads(title)) if feed and title else None
    except ValueError:
        return None


def _lists_in(text: str, place: File) -> list[int]:
    """Where the lists of records begin: the document itself, or, if it has no text of its own, the lists in it whose records have one."""
    if text.startswith("["):
        return [0]
    if not text.startswith("{"):
        return []
    found: list[int] = []
    own = _search(text, 1, place, found, 0)
    if own:
        return []
    return [start for start in found if _reports(text, start, place)] or [start for start in found if _articles(text, start)]


def _search(text: str, begin: int, place: File, found: list[int], depth: int) -> bool:
    """Collects where lists of objects begin; True once an object turns out to be a report itself."""
    for start, end in _values(text, begin):
        field = _FIELD.match(text, start, end)
        if field is None:
            continue
        rest = text[field.start("list") if field["list"] else field.start("object") if field["object"] else field.end() : end].strip()
        if depth == 0 and own_text(field["name"], rest[:200], place.names["text"]):
            return True
        if field["list"]:
            found.append(field.start("list"))
        elif field["object"] and depth < DEEPEST_LIST:
            _search(text, field.end("object"), place, found, depth + 1)
    return False


def _reports(text: str, start: int, place: File) -> bool:
    """Do the first objects of a list have the text of a report? One that is damaged counts, so that it is told of."""
    for number, (begin, end) in enumerate(_values(text, start + 1)):
        if number == TRIED:
            break
        try:
            if has_text(json.loads(text[begin:end], parse_int=str), place.names):
                return True
        except (ValueError, RecursionError):
            return True
    return False


def _articles(text: str, start: int) -> bool:
    """Does a list name articles by title and address, without their texts? Each is told of, and not the answer around them."""
    begin, end = next(_values(text, start + 1))
    try:
        return names_article(json.loads(text[begin:end], parse_int=str))
    except (ValueError, RecursionError):
        return False


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
