"""What a file is by its first bytes, where its name says something else or nothing."""

import csv
import io
import re
from functools import cache
from pathlib import Path

from variorum.sources.decode import decode
from variorum.sources.fields import FIELDS, key
from variorum.sources.records import HANDED

_PAGE = re.compile(rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_JSON = re.compile(rb"(?:\[\s*)?\{\s*\"[^\"\n]{1,80}\"\s*:")
_TAG = re.compile(rb"<(?:[a-z!/]|\?xml)", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:\?xml|!doctype|[a-z])", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml")
_RECORDS = (".json", ".jsonl", ".ndjson", ".jsonlines")
_TABLES = (".csv", ".tsv")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
# How browsers call a file that they are still writing, or have given up.
UNFINISHED = (".part", ".crdownload", ".opdownload", ".download", ".partial")
MOST_NAMES = 60  # characters of the name of a column
LONGEST_LINE = 4_096  # bytes of the names of all columns


def called(path: Path, head: bytes) -> Path:
    """The path with the ending that its first bytes ask for; as it is where the two agree or nothing is plain to see."""
    ending = path.suffix.lower()
    if ending in (HANDED, *UNFINISHED):
        return path
    start = (decode(head).text.encode() if head.startswith(_WIDE) else head.removeprefix(b"\xef\xbb\xbf")).lstrip()
    if _PAGE.match(start):
        return path if ending in (*_PAGES, ".mht", ".mhtml") else path.with_suffix(".html")
    if _JSON.match(start):
        return path if ending in _RECORDS else path.with_suffix(".json")
    if ending in (*_RECORDS, *_TABLES) and _MARKUP.match(start):
        return path.with_suffix("")
    if ending in _PAGES and start and not _TAG.search(start) and b"&lt;" not in start:
        return path.with_suffix(".txt")
    if ending not in (*_TABLES, *_PAGES) and start[:1] not in (b"{", b"[") and _headed(start):
        return path.with_suffix(".csv")
    return path


def _headed(start: bytes) -> bool:
    """Does it begin with names of columns, one of them that of a text, and another that is known too? All that are known are ASCII."""
    first = start[:LONGEST_LINE].split(b"\n", 1)[0].decode("utf-8", "replace")
    names, texts = _known()
    for mark in (",", ";", "\t", "|"):
        if mark in first:
            try:
                cells = [key(cell) for cell in next(csv.reader(io.StringIO(first), delimiter=mark))]
            except csv.Error:
                continue
            if max(map(len, cells)) <= MOST_NAMES and texts.intersection(cells) and len(names.intersection(cells)) > 1:
                return True
    return False


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(key(name) for names in FIELDS.values() for name in names), frozenset(map(key, FIELDS["text"]))
