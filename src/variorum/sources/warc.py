"""warcio's reader of web archives with bounds: one record cannot end the archive, no head is endless, nothing is printed."""

import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import IO, Any

from warcio import archiveiterator, bufferedreaders
from warcio.exceptions import ArchiveLoadFailed

_warcio: Any = archiveiterator  # warcio has no types
_buffered: Any = bufferedreaders

# What a server may call a page when it names no type, and the documents that are read as their files are.
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_DOCUMENTS = {
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}
_ARC = b"filedesc://"
LONGEST_HEAD = 1_000_000  # bytes of the headers of one record; real ones have some thousand


class Damaged(Exception):
    """What follows in the archive cannot be read."""


class Reader:
    """The records of an archive, already unpacked."""

    def __init__(self, file: IO[bytes]) -> None:
        older = file.read(len(_ARC)) == _ARC
        file.seek(0)
        self._lines: Any = _Lines(file)
        # A record whose own head is odd is met under guard, in `page`.
        self._records: Any = _Records(file, no_record_parse=True, arc2warc=older)
        self._records.reader = self._lines

    def __iter__(self) -> Iterator[Any]:
        """Raises Damaged where a record cannot be told from the next."""
        while True:
            self._lines.left = LONGEST_HEAD
            try:
                record = next(self._records, None)
            except (ArchiveLoadFailed, ValueError) as error:
                raise Damaged(str(error)) from error
            self._lines.check()
            if record is None:
                return
            yield record

    def page(self, record: Any, largest: int) -> tuple[str, str, bytes] | None:
        """(address or "", content type, at most `largest` bytes of content) of a record that is a page or a document, else None.

        Raises Damaged for one that cannot be unpacked.
        """
        if record.rec_type in ("resource", "conversion"):
            return self._plain(record, largest)
        if record.rec_type != "response":
            return None
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        # An answer without an address is a page all the same; by its scheme the loader knows whether it has headers.
        headers = record.http_headers or self._records.loader.load_http_headers(
            "response", address or "http:", record.raw_stream, record.length
        )
        self._lines.check()
        self._lines.left = sys.maxsize  # the content may have lines of its own
        record.http_headers = headers
        if headers is None or not str(headers.get_statuscode()).startswith("2"):
            return None
        kind = headers.get_header("Content-Type") or ""
        if kind and not _readable(kind):
            return None
        packing = (headers.get_header("Content-Encoding") or "identity").lower()
        if packing != "identity" and packing not in _buffered.BufferedReader.get_supported_decompressors():
            raise Damaged(f"its answer is packed as “{packing[:20]}”, which is not read")
        with redirect_stderr(StringIO()):  # where what it says of a damaged packing would go
            data = record.content_stream().read(largest)
        return (address, kind or "text/html", data) if kind or _PAGE.search(data[:1024]) else None

    def _plain(self, record: Any, largest: int) -> tuple[str, str, bytes] | None:
        """A record that holds a page, or the text made of one, without the headers of a server."""
        kind = record.rec_headers.get_header("Content-Type") or ""
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        # Programs put their logs in as texts, and once more the text of a page; neither has an address of the web.
        text = kind.startswith("text/plain") and (record.rec_type == "conversion" or address.startswith(("http://", "https://")))
        if not _readable(kind) and not text:
            return None
        self._lines.left = sys.maxsize
        return address.removeprefix("urn:text:"), kind, record.raw_stream.read(largest)  # as crawlers call the text of a page


def ending(kind: str) -> str | None:
    """The ending of file names of a kind of document; None for pages and for anything else."""
    return _DOCUMENTS.get(kind.split(";", 1)[0].strip().lower())


def _readable(kind: str) -> bool:
    return "html" in kind or ending(kind) is not None


class _Records(_warcio.ArchiveIterator):  # type: ignore[misc]
    """Says nothing of what stands between two records, and certainly not with its text."""

    INC_RECORD = ""


class _Lines(_buffered.BufferedReader):  # type: ignore[misc]
    """Bytes of whose lines no more are given than a record's heads may have."""

    left = LONGEST_HEAD

    def readline(self, length: int | None = None) -> bytes:
        if self.left <= 0:
            return b""  # as at the end: an exception would leave those who count the bytes astray
        line: bytes = super().readline(min(length or self.left, self.left))
        self.left -= len(line)
        return line

    def check(self) -> None:
        if self.left <= 0:
            raise Damaged(f"a head of more than {LONGEST_HEAD:,} bytes")
