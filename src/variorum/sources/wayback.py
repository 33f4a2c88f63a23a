"""Pages of the Wayback Machine: as it shows them, with its bar above the page and its own addresses in it, and as programs save them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources.decode import Decoded, decode
from variorum.sources.make import named, whole
from variorum.sources.page import of_page

# The programs that it puts into every page; a page that only leads to it has none of them.
_MARK = re.compile(rb"archive\.org/_static/|/_static/js/(?:bundle-playback|wombat)|BEGIN WAYBACK TOOLBAR|archive\.org/includes/")
_CAPTURE = r"(?:(?:https?:)?//web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:)"
_REWRITTEN = re.compile(rf"(?<=[\"'=]){_CAPTURE}", re.IGNORECASE)  # in mark-up and in what it tells machines, never in words
_ADDRESS = re.compile(rf"^{_CAPTURE}", re.IGNORECASE)
_BAR = re.compile(r"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL)
_OWN = re.compile(r"(<head[^>]*>).*?<!-- End Wayback Rewrite JS Include -->", re.DOTALL | re.IGNORECASE)
_FOOT = re.compile(r"<!--\s*(?:FILE ARCHIVED ON|playback timings).*?-->", re.DOTALL)
# Where a page lies that was saved from there: under its capture's address, whose two slashes file systems make one, or, as downloaders
# of whole sites write it, under the name of its host.
_PLACE = re.compile(r"(?:^|/)web/\d{14}(?:[a-z]{2}_)?/(?P<scheme>https?):/+(?P<rest>.+)$")
_SITE = re.compile(r"(?:^|/)websites/(?P<rest>(?:[a-z0-9-]+\.)+[a-z]{2,}/.*)$", re.IGNORECASE)
_CAPTURED = re.compile(r"/(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)\d{6}(?:[a-z]{2}_)?/")
_MOMENT = re.compile(r"(?<=/)\d{14}/")
_INDEX = re.compile(r"(?<=/)index\.html?$")


@dataclass(frozen=True, slots=True)
class Captured:
    """A saved page that the Wayback Machine had kept."""

    def takes(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() not in (".html", ".htm", ""):
            return False
        return (bool(_MARK.search(head)) and b"<" in head) or (path.suffix != "" and address_of(path) is not None)

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
        else:
            page = cleaned(decode(data, declared=True))
            yield Record("", lambda: of_page(page, named(path), origin, given, address_of(path), captured(path)))


def cleaned(page: Decoded) -> Decoded:
    """The page as its site sent it: without the bar, and with its own addresses. Any other page stays as it is."""
    if not _MARK.search(page.text[:65_536].encode("utf-8", "replace")):
        return page
    text = _FOOT.sub("", _OWN.sub(r"\1", _BAR.sub("", page.text)))
    return replace(page, text=_REWRITTEN.sub("", text))


def original(address: str) -> str:
    """The address of a capture as that of what was captured."""
    return _ADDRESS.sub("", address)


def captured(path: Path) -> str | None:
    """The day on which a page was captured, by the folders in which it lies."""
    found = _CAPTURED.search(path.absolute().as_posix())
    return f"{found['year']}-{found['month']}-{found['day']}" if found else None


def address_of(path: Path) -> str | None:
    """The address that a page had, by the folders in which it lies; None where they do not say."""
    place = path.absolute().as_posix()
    if captured := _PLACE.search(place):
        return _INDEX.sub("", f"{captured['scheme']}://{captured['rest']}")
    if site := _SITE.search(place):
        return _INDEX.sub("", f"https://{_MOMENT.sub('', site['rest'], count=1)}")
    return None
