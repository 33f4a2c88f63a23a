"""The pages and documents that lie beside a list of references: where an entry points to one, or names the address one was saved from."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from variorum.sources.make import HEAD, READING, opened

MOST_LOOKED_AT = 5_000  # saved pages below the folder of a list
_SAVED = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
# Where a page, or the program that saved it, says from where it came.
_FROM = re.compile(
    rb"""<link\b[^>]*\brel=["']?canonical["']?[^>]*\bhref=["']?(?P<canonical>[^"'\s>]+)"""
    rb"""|<link\b[^>]*\bhref=["']?(?P<turned>[^"'\s>]+)["']?[^>]*\brel=["']?canonical"""
    rb"""|<meta\b[^>]*\bproperty=["']?og:url["']?[^>]*\bcontent=["']?(?P<graph>[^"'\s>]+)"""
    rb"""|saved from url=\(\d+\)(?P<browser>\S+)|\n\s*url:\s*(?P<single>https?://\S+)"""
    rb"""|^(?:Snapshot-Content-Location|Content-Location):\s*(?P<mime>https?://\S+)""",
    re.IGNORECASE | re.MULTILINE,
)
_PARTS = re.compile(r"(?:[^;\\]|\\.)+")
_PIECES = re.compile(r"(?:[^:\\]|\\.)+")


class Beside:
    """The files below the folder of a list of references. Nothing that lies elsewhere is ever opened."""

    def __init__(self, path: Path) -> None:
        self._home = Path(os.path.realpath(path.parent))
        self._list = Path(os.path.realpath(path))

    def pointed_to(self, written: Iterable[str]) -> list[Path]:
        """The files that an entry's own words lead to, pages first, as they hold more of a report than its printed form."""
        found = dict.fromkeys(place for value in written for name in _names(value) if (place := self._within(name)))
        return sorted(found, key=lambda place: place.suffix.lower() not in _SAVED)

    def saved_from(self, address: str) -> Path | None:
        """The page that was saved from an address; None where none was, or several were."""
        places = self._by_address.get(plain(address), [])
        return places[0] if len(places) == 1 else None

    def _within(self, name: str) -> Path | None:
        try:
            place = Path(os.path.realpath(self._home / name))
            return place if place.is_relative_to(self._home) and place != self._list and place.is_file() else None
        except (OSError, ValueError):
            return None

    @cached_property
    def _by_address(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for place in self._saved():
            try:
                with opened(place) as file:
                    head = file.read(HEAD)
            except READING:
                continue
            said = {plain(next(filter(None, match.groups())).decode("utf-8", "replace")) for match in _FROM.finditer(head)}
            for address in said:
                found.setdefault(address, []).append(place)
        return found

    def _saved(self) -> Iterator[Path]:
        looked = 0
        for folder, folders, names in os.walk(self._home):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if name.lower().endswith(_SAVED):
                    looked += 1
                    if looked > MOST_LOOKED_AT:
                        return
                    yield Path(folder, name)


def plain(address: str) -> str:
    """An address as addresses of one page are compared: without scheme, `www.`, what counts readers, and the place within the page."""
    address = address.strip().lower()
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that opens no address of the net
        return address
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(("utm_", "fbclid", "gclid"))])
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}{f'?{query}' if query else ''}"


def _names(value: str) -> Iterator[str]:
    """What of a field may be the name of a file: all of it, or the pieces between colons of its parts between semicolons.

    Zotero writes “Snapshot:files/12/page.html:text/html”, other programs the name alone, or several of them.
    """
    value = value.strip()
    if value.startswith("file://"):
        value = unquote(value.removeprefix("file://"))
    yield value
    yield unquote(value)
    for part in _PARTS.findall(value):
        for piece in (part, *_PIECES.findall(part)):
            yield re.sub(r"\\(.)", r"\1", piece).strip()
