"""Documents of word processors: DOCX, OpenDocument and RTF become the lines of their paragraphs."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources import rtf
from variorum.sources.exports import of_lines
from variorum.sources.make import LARGEST_TEXT, STAGE, named, opened, too_large, whole

_WORD = "word/document.xml"
_OPEN = "content.xml"
_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".encode("latin-1")
_PARAGRAPHS = frozenset({"p", "h"})
_WHITE = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": "\t", "s": " "}
_OPEN_TEXT = "opendocument"
_OUTSIDE_NOTES = './/text()[not(ancestor::*[local-name()="note" or local-name()="annotation"])]'
_APART = frozenset({"del", "instrText", "delText", "annotation", "note", "tracked-changes", "pict", "drawing", "sectPr"})


@dataclass(frozen=True, slots=True)
class RichText:
    """An RTF document: one report, or those of a press database."""

    def takes(self, path: Path, head: bytes) -> bool:
        return head.lstrip()[:5] == b"{\\rtf"

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        if not data.rstrip(b"\0 \t\r\n").endswith(b"}"):
            yield Problem(origin, STAGE, "cut", "The document breaks off before its end; what it has was read.")
        yield from of_lines(rtf.text_of(data), named(path), origin, given)


@dataclass(frozen=True, slots=True)
class OldDocument:
    """A document in the old binary form, or one that is encrypted: neither is read, and which it is is said."""

    def takes(self, path: Path, head: bytes) -> bool:
        return head.startswith(_OLD)

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Problem]:
        with opened(path) as file:
            locked = _LOCKED in file.read(LARGEST_TEXT)
        if locked:
            yield Problem(origin, STAGE, "encrypted", "The document is encrypted; save it without its password.")
        else:
            yield Problem(origin, STAGE, "binary", "The file is an old office document, not text; save it as DOCX, RTF or text.")


def is_document(names: set[str]) -> bool:
    """Is a zip archive with these members a text document?"""
    return _WORD in names or ("mimetype" in names and _OPEN in names)


def of_document(archive: zipfile.ZipFile, name: str, origin: str, given: Given) -> Iterator[Record | Problem]:
    """The reports of a DOCX or OpenDocument file."""
    member = _WORD if _WORD in archive.namelist() else _OPEN
    info = archive.getinfo(member)
    if info.flag_bits & 1:
        yield Problem(origin, STAGE, "encrypted", "The document is encrypted; save it without its password.")
        return
    if info.file_size > LARGEST_TEXT:
        yield too_large(origin, info.file_size)
        return
    with archive.open(member) as file:
        text = _text(file)
    if text is None:
        yield Problem(origin, STAGE, "damaged", "The document is damaged; its text cannot be read.")
        return
    yield from of_lines(text, name, origin, given)


def _text(file: IO[bytes]) -> str | None:
    """The paragraphs of a document, one a line."""
    from lxml import etree

    lines: list[str] = []
    parts: list[str] = []
    apart = 0
    settings: Any = {"events": ("start", "end"), "huge_tree": True, "resolve_entities": False, "no_network": True, "recover": True}
    try:
        for event, element in etree.iterparse(file, **settings):
            tag = element.tag.rpartition("}")[2]
            if tag in _APART:
                apart += 1 if event == "start" else -1
            elif apart or event == "start":
                continue
            elif tag in _WHITE and _OPEN_TEXT in element.tag:
                element.text = _WHITE[tag]
            elif tag in _WHITE:
                parts.append(_WHITE[tag])
            elif tag == "t":
                parts.append(element.text or "")
            elif tag in _PARAGRAPHS:
                lines += ("".join(parts) or "".join(element.xpath(_OUTSIDE_NOTES))).split("\n")
                parts.clear()
                element.clear()
    except etree.XMLSyntaxError:
        if not lines:
            return None
    return "\n".join(" ".join(line.split()) for line in lines)
