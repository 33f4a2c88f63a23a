"""Files that are not as they should be: downloads that have not ended, pages whose mark-up was saved as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources.decode import decode
from variorum.sources.make import STAGE, named, whole
from variorum.sources.markup import meant
from variorum.sources.page import of_page
from variorum.sources.sniff import UNFINISHED

_WRITTEN = re.compile(rb"&(?:amp;){0,3}lt;(?:!doctype html|html|body|p|div|article)\b", re.IGNORECASE)
_BEGUN = re.compile(rb"\s*(?:\xef\xbb\xbf)?&(?:amp;){0,3}lt;(?:!doctype html|html|\?xml)\b", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml")


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
