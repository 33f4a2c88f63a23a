"""WARC: the pages of a web archive, one report each."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources.decode import decode
from variorum.sources.make import LARGEST_TEXT, STAGE, named, too_large, unreadable
from variorum.sources.page import of_page


@dataclass(frozen=True, slots=True)
class WebArchive:
    """A WARC file, packed or not, read record by record; what is no page (pictures, scripts, redirects) is passed over."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() == ".warc" or head.startswith(b"WARC/1.")

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        records: Any = ArchiveIterator  # warcio has no types
        try:
            with path.open("rb") as file:
                for record in records(file):
                    yield from self._record(record, path, origin, given)
        except (OSError, EOFError, zlib.error) as error:
            yield unreadable(origin, error)
        except (ArchiveLoadFailed, ValueError) as error:
            yield Problem(origin, STAGE, "damaged", f"The archive is damaged; what follows cannot be read ({error}).")

    def _record(self, record: Any, path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        headers = record.http_headers
        if record.rec_type != "response" or headers is None or not str(headers.get_statuscode()).startswith("2"):
            return
        kind = headers.get_header("Content-Type") or ""
        if "html" not in kind:
            return
        address = record.rec_headers.get_header("WARC-Target-URI") or named(path)
        data = record.content_stream().read(LARGEST_TEXT + 1)
        if len(data) > LARGEST_TEXT:
            yield too_large(f"{origin}#{address}", len(data))
            return
        # the server's word on the encoding stands before the page's own
        declared = f"<!-- {kind} -->".encode("ascii", "replace") if "charset" in kind else b""
        yield from of_page(decode(declared + data, declared=True), address, f"{origin}#{address}", given)
