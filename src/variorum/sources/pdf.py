"""PDF: the text layer, its broken lines joined, what stands on every page left out. Scans and encrypted files are named."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources.exports import kind_of, of_lines
from variorum.sources.make import STAGE, named, whole

_NUMBERS = re.compile(r"\d+")
_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_PAGE = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?", re.IGNORECASE)
_BROKEN = re.compile(r"[^\W\d_]-$")
_BULLET = re.compile(r"(?:[•·*►▪–—-]|\d{1,3}[.)])\s")
FULL, HALF = 0.9, 0.75  # of the width of the text: what ends a sentence there may go on; what ends none goes on
MOST_PAGES = 2_000  # a year's volume of a weekly; more is no report
LITTLE = 20  # letters a page: a scan with a stamp on it has fewer
EDGE = 3  # lines at the top and at the foot of a page, among which its furniture stands
LEAST_REPEATED = 0.5  # of the pages, and two at least, have a line of furniture


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF with a text layer: one report, or those of a press database."""

    def takes(self, path: Path, head: bytes) -> bool:
        return b"%PDF-" in head[:1024]

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        pages = _pages(data, origin)
        if isinstance(pages, Problem):
            yield pages
            return
        text = "\n".join(line for page in pages for line in page)
        if sum(map(str.isalnum, text)) < LITTLE * max(1, len(pages)):
            message = "The PDF has no text in it, only pictures of pages: a scan. Read it with a text recogniser first."
            yield Problem(origin, STAGE, "scan", message)
            return
        yield from of_lines(text if kind_of(text) else "\n".join(_joined(_without_furniture(pages))), named(path), origin, given)


def _pages(data: bytes, origin: str) -> list[list[str]] | Problem:
    """The lines of each page; why there are none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return Problem(origin, STAGE, "encrypted", "The PDF is encrypted; save it without its password.")
        if (count := len(reader.pages)) > MOST_PAGES:
            return Problem(origin, STAGE, "size", f"The PDF has {count:,} pages; the limit is {MOST_PAGES:,}. Is it one report?")
        return [_lines(page) for page in reader.pages]
    except NotImplementedError:
        if b"/Encrypt" not in data:
            return Problem(origin, STAGE, "damaged", "The PDF is made in a way that is not read.")
        return Problem(origin, STAGE, "encrypted", "The PDF is locked by a program that manages rights; save it without its lock.")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return Problem(origin, STAGE, "damaged", "The PDF is damaged or incomplete; its text cannot be read.")


def _lines(page: Any) -> list[str]:
    """The page's lines from top to bottom, column after column where it is set in columns."""
    pieces: list[tuple[float, float, float, str]] = []

    def seen(text: str, _: Any, matrix: Any, __: Any, size: float) -> None:
        if text.strip():
            pieces.append((float(matrix[4]), float(matrix[5]), float(size or 10), text.strip("\n")))

    plain = str(page.extract_text(visitor_text=seen) or "")
    columns = _columns(pieces, float(page.mediabox.width))
    if columns is None:
        return [line.rstrip() for line in plain.split("\n")]
    return [line for column in columns for line in _set_out(column)]


def _columns(pieces: list[tuple[float, float, float, str]], width: float) -> list[list[tuple[float, float, float, str]]] | None:
    """The pieces of text by columns: where many begin at one place right of the middle, and no line of the left runs across it."""
    lefts = Counter(round(x / 4) for x, _, _, _ in pieces)
    common = [place * 4 for place, count in lefts.items() if count >= max(5, 0.15 * len(pieces))]
    right = [place for place in common if place > 0.3 * width]
    if len(pieces) < 12 or not right or not any(place < 0.3 * width for place in common):
        return None
    bounds = [0.0]
    for place in sorted(right):
        if place - bounds[-1] > 0.15 * width:
            bounds.append(place - 4.0)
    crossing = sum(1 for x, _, size, text in pieces for bound in bounds[1:] if x < bound < x + 0.42 * size * len(text))
    if len(bounds) < 2 or crossing > 0.1 * len(pieces):
        return None
    columns: list[list[tuple[float, float, float, str]]] = [[] for _ in bounds]
    for piece in pieces:
        columns[max(number for number, bound in enumerate(bounds) if piece[0] >= bound)].append(piece)
    return columns


def _set_out(column: list[tuple[float, float, float, str]]) -> list[str]:
    """The lines of a column; an empty one where the distance to the next is wider than between lines."""
    lines: list[tuple[float, float, str]] = []
    for _, y, size, text in sorted(column, key=lambda piece: (-round(piece[1]), piece[0])):
        if lines and abs(lines[-1][0] - y) < 0.5 * size:
            lines[-1] = (lines[-1][0], size, f"{lines[-1][2].rstrip()} {text.lstrip()}")
        else:
            lines.append((y, size, text))
    made: list[str] = []
    for number, (y, size, text) in enumerate(lines):
        if number and lines[number - 1][0] - y > 1.8 * size:
            made.append("")
        made.append(text.strip())
    return made


def _without_furniture(pages: list[list[str]]) -> list[str]:
    """All lines without those that stand at the edges of most pages, whatever their numbers, and without page numbers."""
    often = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    most = max(2, LEAST_REPEATED * len(pages))
    kept: list[str] = []
    for page in pages:
        edges = {id(line) for line in _edges(page) if often[_key(line)] >= most or (len(pages) > 1 and _PAGE.fullmatch(line.strip()))}
        body = [line for line in page if id(line) not in edges or not line.strip()]
        while body and not body[0].strip():
            body.pop(0)
        while body and not body[-1].strip():
            body.pop()
        if kept and body and _STOP.search(kept[-1]):  # a sentence goes on over the page; a paragraph does not
            kept.append("")
        kept += body
    return kept


def _joined(lines: list[str]) -> list[str]:
    """Paragraphs on one line each: a line goes on in the next unless it is short or a gap stands between them."""
    lengths = sorted(len(line) for line in lines if line.strip())
    full = lengths[int(0.8 * len(lengths))] if lengths else 0
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(lines).lower()))
    made: list[str] = []
    above = ""
    for written in lines:
        line = written.strip()
        if not made or not line or not above or not _goes_on(above, line, full):
            made.append(line)
        elif _BROKEN.search(made[-1]) and line[0].islower():
            begun, ended = re.findall(r"[^\W\d_]+", made[-1])[-1].lower(), re.match(r"[^\W\d_]*", line)[0].lower()  # type: ignore[index]
            made[-1] = (made[-1] if words[f"{begun}-{ended}"] else made[-1][:-1]) + line
        else:
            made[-1] = f"{made[-1]} {line}"
        above = line
    return made


def _goes_on(above: str, line: str, full: int) -> bool:
    if _BULLET.match(line):
        return False
    if _STOP.search(above):
        return (len(above) >= FULL * full and not line[0].islower()) or line[0].islower()
    return line[0].islower() or len(above) >= HALF * full


def _edges(page: list[str]) -> list[str]:
    filled = [line for line in page if line.strip()]
    return [*filled[:EDGE], *filled[-EDGE:]] if len(filled) > 2 * EDGE else filled[:1] + filled[-1:]


def _key(line: str) -> str:
    return _NUMBERS.sub("#", " ".join(line.split()).lower())
