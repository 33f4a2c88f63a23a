"""WARC, and ARC before it: the pages of a web archive, one report each, and the documents among them."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import clean, decode
from variorum.sources.make import LARGEST_TEXT, STAGE, Found, named, opened, report, too_large
from variorum.sources.page import of_page
from variorum.sources.wayback import cleaned, original
from variorum.sources.wrapped import unwrapped

_BEGINNINGS = (b"WARC/", b"filedesc://")
Reader = Callable[[Path, str, Given], Iterator[Record | Problem | None]]


@dataclass(frozen=True, slots=True)
class WebArchive:
    """A WARC file, packed or not, read record by record; what is no page (pictures, scripts, redirects) is passed over.

    `reader` reads a file of any format: the documents that lie in the archive.
    """

    reader: Reader

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".warc", ".arc") or head.startswith(_BEGINNINGS)

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        from variorum.sources import warc

        name = named(path)
        pages = 0
        read = set[str]()  # addresses
        others: Counter[str] = Counter()

        def page(reader: warc.Reader, record: Any) -> Iterator[Report | Problem]:
            nonlocal pages
            try:
                found = reader.page(record, LARGEST_TEXT + 1)
            except warc.Damaged as error:
                yield Problem(origin, STAGE, "damaged", f"It cannot be read ({error}).")
                return
            if found is None or (record.rec_type == "conversion" and found[0] in read):
                others[_kind(record)] += 1
                return
            pages += 1
            address, kind, data = found
            read.add(address)
            if why := _broken_off(record):
                yield Problem(f"{origin}#{address or name}", STAGE, "cut", f"What the archive has of it ends early ({why}); that was read.")
            if ending := warc.ending(kind):
                yield from self._of_document(address or name, ending, data, origin, given)
            else:
                yield from _of_page(address, kind, data, name, origin, given, record.rec_headers.get_header("WARC-Date"))

        with opened(path) as file:
            if not file.read(len(_BEGINNINGS[1])).startswith(_BEGINNINGS):
                yield Problem(origin, STAGE, "damaged", "It is called a web archive, but does not begin as one.")
                return
            file.seek(0)
            reader = warc.Reader(file)
            try:
                for number, record in enumerate(reader, 1):
                    yield Record(f"Record {number}", partial(page, reader, record))
            except warc.Damaged as error:
                yield Problem(origin, STAGE, "damaged", f"The archive is damaged; what follows cannot be read ({str(error)[:200]}).")
        if not pages:
            held = ", ".join(f"{count:,} {kind}" for kind, count in others.most_common(8)) or "none that can be read"
            yield Problem(origin, STAGE, "nothing", f"0 of the archive's {others.total():,} records are pages ({held}).")


    def _of_document(self, address: str, ending: str, data: bytes, origin: str, given: Given) -> Iterator[Report | Problem]:
        """What a document that lies in the archive holds, as if it lay beside it."""
        place = f"{origin}#{address}"
        if len(data) > LARGEST_TEXT:
            yield too_large(place, len(data))
            return
        with tempfile.TemporaryDirectory(prefix="variorum-") as folder:
            path = Path(folder) / f"document{ending}"
            path.write_bytes(data)
            for item in self.reader(path, place, replace(given, url=given.url or address)):
                if isinstance(item, Problem):
                    yield item
                elif item is not None:
                    yield from item.make()


def _of_page(
    address: str, kind: str, data: bytes, name: str, origin: str, given: Given, fetched: str | None
) -> Iterator[Report | Problem]:
    address = original(address)
    place = f"{origin}#{address or name}"
    if len(data) > LARGEST_TEXT:
        yield too_large(place, len(data))
        return
    if kind.startswith("text/plain"):  # the text that another program made of a page
        decoded = decode(data)
        yield report(Found(unwrapped(clean(decoded.text)), address or name, url=address or None, fetched=fetched), place, given)
        return
    # the server's word on the encoding stands before the page's own
    declared = f"<!-- {kind} -->".encode("ascii", "replace") if "charset" in kind else b""
    yield from of_page(cleaned(decode(declared + data, declared=True)), address or name, place, given, address or None, fetched)


def _broken_off(record: Any) -> str | None:
    """Why a record is not whole, in the archive's own words; None where it is."""
    if record.rec_headers.get_header("WARC-Segment-Number"):
        return "it goes on in other records"
    told = record.rec_headers.get_header("WARC-Truncated")
    return f"{told[:20]} limit" if told in ("length", "time") else told[:40] if told else None


def _kind(record: Any) -> str:
    """What a record that is no page is, in words: its type, or the content type of an answer."""
    if record.rec_type != "response" or record.http_headers is None:
        return str(record.rec_type)[:40]
    return str(record.http_headers.get_header("Content-Type") or "untyped").split(";", 1)[0][:40]
