"""Files that are not as they should be: downloads that have not ended, pages that break off or whose mark-up was saved as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources.decode import decode
from variorum.sources.make import READING, STAGE, named, regular, whole
from variorum.sources.markup import meant
from variorum.sources.page import Page, of_page
from variorum.sources.sniff import UNFINISHED

_WRITTEN = re.compile(rb"&(?:amp;){0,3}lt;(?:!doctype html|html|body|p|div|article)\b", re.IGNORECASE)
_BEGUN = re.compile(rb"\s*(?:\xef\xbb\xbf)?&(?:amp;){0,3}lt;(?:!doctype html|html|\?xml)\b", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml")
_OPENED, _CLOSED = re.compile(rb"<(?:html|body)\b", re.IGNORECASE), re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
END = 4_096  # bytes of a page's end in which it is closed


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A download that has not ended: part of a text would pass for all of it."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in UNFINISHED

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Problem]:
        yield Problem(origin, STAGE, "unfinished", f"It is a download that has not ended ({path.suffix}); give the whole file.")


@dataclass(frozen=True, slots=True)
class Escaped:
    """A page that was saved as the text of its mark-up."""

    def takes(self, path: Path, head: bytes) -> bool:
        if _BEGUN.match(head):
            return True
        return path.suffix.lower() in _PAGES and bool(_WRITTEN.search(head)) and meant(text := decode(head).text) != text

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        decoded = decode(data, declared=True)
        yield Record("", lambda: of_page(replace(decoded, text=meant(decoded.text)), named(path), origin, given))


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A page that was begun and not closed, and ends in the middle of words: what it has is read, and that it is not all is said."""

    def takes(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() not in _PAGES or not _OPENED.search(head):
            return False
        try:
            with regular(path) as file:
                file.seek(-min(END, file.seek(0, 2)), 2)
                end = file.read().rstrip()
        except READING:  # packed under another name: its end is not at hand
            return False
        return not end.endswith(b">") and not _CLOSED.search(end)

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        yield Problem(origin, STAGE, "cut", "The page breaks off before its end; what it has was read.")
        yield from Page().read(path, origin, given)
