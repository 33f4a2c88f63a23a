"""ArchiveBox (https://archivebox.io): a folder for each page, with what many programs made of it. The best of them is the page."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import decode
from variorum.sources.make import HEAD, READING, STAGE, Found, opened, retold, shown, whole

INDEX = "index.json"
_HEAD = re.compile(rb'"(?:timestamp|archive_path|bookmarked_at)"\s*:')
# What lies in the folder, the fullest first: pages as browsers showed them, as they were sent, and what was taken out of them.
_MADE = (
    "singlefile.html", "dom.html", "output.html", "warc/*.warc.gz", "warc/*.warc", "readability/content.html", "mercury/content.html",
    "readability/content.txt", "mercury/content.txt", "htmltotext.txt", "output.pdf",
)  # fmt: skip
Reader = Callable[[Path, str, Given], Iterator[Record | Problem | None]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index of one folder. `reader` reads a file of any format."""

    reader: Reader

    def takes(self, path: Path, head: bytes) -> bool:
        return path.name == INDEX and is_index(head) and bool(made_of(path))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
        else:
            yield Record("", lambda: self._report(path, _index(data), origin, given))

    def _report(self, path: Path, index: dict[str, Any], origin: str, given: Given) -> Iterator[Report | Problem]:
        """The report of the first file that gives one; where none does, why not."""
        address = index.get("url") if isinstance(index.get("url"), str) else None
        problems: list[Problem] = []
        for file in made_of(path):
            items = list(self._items(file, f"{origin.removesuffix(INDEX)}{shown(file.name)}", given))
            reports = [item for item in items if isinstance(item, Report)]
            if reports:
                report = reports[0]
                title = index.get("title") if isinstance(index.get("title"), str) and not report.title else None
                yield retold(report, Found("", report.url or address or path.parent.name, url=report.url or address, title=title), given)
                return
            problems += [item for item in items if isinstance(item, Problem)]
        yield from problems or [Problem(origin, STAGE, "no text", "Nothing that was saved of the page could be read as a report.")]

    def _items(self, file: Path, here: str, given: Given) -> Iterator[Report | Problem]:
        for item in self.reader(file, here, given):
            if isinstance(item, Problem):
                yield item
            elif item is not None:
                yield from item.make()


def is_snapshot(path: Path) -> bool:
    """Is this the index of a folder that ArchiveBox made of one page?"""
    try:
        with opened(path) as file:
            return is_index(file.read(HEAD)) and bool(made_of(path))
    except READING:
        return False


def is_index(head: bytes) -> bool:
    return head.lstrip().startswith(b"{") and b'"url"' in head and bool(_HEAD.search(head))


def made_of(path: Path) -> list[Path]:
    """The files beside an index in which the page is, the best first."""
    return [file for pattern in _MADE for file in sorted(path.parent.glob(pattern)) if file.is_file()]


def _index(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(decode(data).text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
