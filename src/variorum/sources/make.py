"""The one place where a Report is made from what a format found: cleaned text, the user's word first, an id from the content."""

import gzip
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.language.words.stopwords import language_of
from variorum.model.report import Problem, Report
from variorum.model.rows import content_id
from variorum.sources import published
from variorum.sources.decode import clean
from variorum.text.moments import iso

STAGE = "sources"
Basis = Literal["metadata", "text", "given"] | None
# A whole newspaper of a year is below this; a "report" above it is a dump or a mistake (issue 2 names 50 MB).
LARGEST_TEXT = 50_000_000
_WORD = re.compile(r"[^\W\d_]+")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Found:
    """What a format says of one report; None where it does not say."""

    text: str
    name: str  # what the report is known by if it has no URL: the record's own id, or the file's name without its folder
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None  # as written
    language: str | None = None


def report(found: Found, origin: str, given: Given) -> Report | Problem:
    """The report, or why it is none."""
    if len(found.text) > LARGEST_TEXT:
        return too_large(origin, len(found.text))
    text = clean(found.text)
    if not text.strip():
        return Problem(origin, STAGE, "no text", "There is no text in it.")
    if not _has_sentence(text):
        return Problem(origin, STAGE, "no sentence", "There is no sentence in it, only figures, marks or single words.")
    outlet = given.outlet or _line(found.outlet)
    url = given.url or _line(found.url)
    date, basis = _published(found, text, given)
    return Report(
        id=content_id("report", text, outlet, url or found.name, date),
        origin=origin,
        outlet=outlet,
        url=url,
        title=_line(found.title),
        byline=_line(found.byline),
        dateline=None,
        credits=(),
        published=date,
        published_basis=basis,
        language=_language(found.language) or language_of(text),
        text=text,
    )


def too_large(origin: str, size: int) -> Problem:
    limit, size = LARGEST_TEXT // 1_000_000, size // 1_000_000
    return Problem(origin, STAGE, "size", f"The text is {size} MB long; the limit is {limit} MB a report. Is it one report?")


def named(path: Path) -> str:
    """The file's name without its folder and without the end of a packed file: the same report has the same name, packed or not."""
    return path.name.removesuffix(".gz")


def opened(path: Path) -> IO[bytes]:
    """The file's bytes from the start, unpacked if it is a gzip file. The caller closes it. Raises OSError."""
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
    return cast(IO[bytes], gzip.open(path)) if packed else path.open("rb")


def whole(path: Path, origin: str) -> bytes | Problem:
    """All bytes of a file that is to be one report, or why not: too large, damaged, not readable."""
    try:
        with opened(path) as file:
            data = file.read(LARGEST_TEXT + 1)
    except (OSError, EOFError, zlib.error) as error:
        return unreadable(origin, error)
    if len(data) > LARGEST_TEXT:
        return too_large(origin, max(path.stat().st_size, len(data)))
    return data


def unreadable(origin: str, error: Exception) -> Problem:
    if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        return Problem(origin, STAGE, "damaged", "The packed file is damaged or incomplete.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(origin, STAGE, "unreadable", f"The file cannot be read: {reason}.")


def given_date(written: str) -> str:
    """The date the user gives, as ISO 8601. Raises WrongUse if it is none."""
    if (date := iso(written)) is None:
        raise WrongUse(f"{written!r} is no date; write it as 2022-01-26 or 2022-01-26T10:05:00+00:00.")
    return date


def _published(found: Found, text: str, given: Given) -> tuple[str | None, Basis]:
    if given.published:
        return given_date(given.published), "given"
    if found.published and (date := iso(found.published)):
        return date, "metadata"
    if date := published.of_text(text):
        return date, "text"
    return None, None


def _has_sentence(text: str, words: int = 4, letters: int = 24) -> bool:
    """Four words, or as many letters as a short sentence has in a script without blanks between words."""
    length = 0
    for found, match in enumerate(_WORD.finditer(text), 1):
        length += match.end() - match.start()
        if found >= words or length >= letters:
            return True
    return False


def _line(value: str | None, longest: int = 1000) -> str | None:
    """Metadata on one line, or None if empty."""
    if not value:
        return None
    return " ".join(clean(value).split())[:longest] or None


def _language(code: str | None) -> str | None:
    """The code alone ("en" of "en-GB"); anything that is no code as None."""
    match = re.match(r"\s*([A-Za-z]{2})(?:[-_].*)?\s*$", code or "")
    return match[1].lower() if match else None
