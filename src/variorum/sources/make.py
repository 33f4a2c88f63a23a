"""The one place where a Report is made from what a format found: cleaned text, the user's word first, an id from the content."""

import gzip
import os
import re
import stat
import zlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, AnyStr, Literal, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.language import headings, pack
from variorum.language.citing import is_same
from variorum.language.headings import iso
from variorum.language.outlets import names_agency, outlet_at, outlet_called
from variorum.model.report import Block, Entry, Form, Item, Kind, Problem, Report
from variorum.model.rows import content_id
from variorum.sources import dates, published
from variorum.sources.decode import clean, decode

STAGE = "sources"
Basis = Literal["metadata", "text", "given", "crawl"] | None
HEAD = 65_536  # bytes by which a file's format is known; some feeds begin with a long comment
# A whole newspaper of a year is below this; a "report" above it is a dump or a mistake (issue 2 names 50 MB).
# Letters behind a name: of degrees, and of those who bear a name after another.
_BEHIND_NAMES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "jd", "esq", "obe", "mbe", "cbe"])
LARGEST_TEXT = 50_000_000
# The longest novels have a million words; news reports have a thousand. Longer texts would hold a worker for half an hour.
LONGEST_REPORT = 2_000_000  # code points
# A value of JSON or a cell takes up to 90 bytes once it is read, however short it was: with more than this, a record is not read.
MOST_VALUES = 5_000_000
_ARMOUR = re.compile(r"^-----BEGIN PGP MESSAGE-----$.*?(?:^-----END PGP MESSAGE-----$|\Z)", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmp|cmpid|icid|ito|ref|ref_?src|smid|smtyp|at_\w+|xtor|ocid|ncid|sr_share|outputType|amp",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_AMP = re.compile(r"(?:/amp|\.amp)(?:\.html)?/?$|^/amp(?=/)")
# What an agency's system says of an item that nobody may print.
WITHDRAWN = {"canceled": "was withdrawn by its agency", "withheld": "is withheld by its agency"}
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
    modified: str | None = None  # as written
    section: str | None = None
    kind: Kind | None = None
    form: Form | None = None
    blocks: tuple[Block, ...] = ()  # of the text as given, such as captions
    entries: tuple[Entry, ...] = ()
    left_out: tuple[str, ...] = ()  # paragraphs of its article that are not in the text
    item: Item | None = None
    fetched: str | None = None  # when it was fetched, as written: the day of a report that tells none


def report(found: Found, origin: str, given: Given) -> Report | Problem:
    """The report, or why it is none."""
    if len(found.text) > LONGEST_REPORT:
        message = f"The text has {len(found.text):,} characters; a report may have {LONGEST_REPORT:,}. Is it one report?"
        return Problem(origin, STAGE, "size", message)
    text = clean(found.text)
    if not text.strip():
        return Problem(origin, STAGE, "no text", "There is no text in it.")
    if (around := _ARMOUR.sub("", text)) != text and not _has_sentence(around, words=8):
        return Problem(origin, STAGE, "encrypted", "The text is encrypted; save it decrypted.")
    if not _has_sentence(text):
        return Problem(origin, STAGE, "no sentence", "There is no sentence in it, only figures, marks or single words.")
    head = (None if _tells_of_itself(found) else headings.head(text)) or headings.Head()
    url = _line(given.url or found.url) or head.url
    outlet = _line(given.outlet) or _outlet(_line(found.outlet), url) or _headed(head, found, given)
    if head.published_by and not (outlet and is_same(head.published_by, outlet)):
        head = replace(head, published=None)  # the day on which another printed it, or something else
    date, basis = _published(found, text, given, head)
    changed, changed_basis = _modified(found, text, date)
    return Report(
        id=content_id("report", text, outlet, same_page(url) if url else found.name, None if basis == "crawl" else date),
        origin=origin,
        outlet=outlet,
        url=url,
        title=_line(found.title),
        byline=_line(found.byline),
        dateline=None,
        credits=(),
        published=date,
        published_basis=basis,
        language=pack.language(text, _language(found.language)),
        text=text,
        blocks=found.blocks if text == found.text else (),
        modified=changed,
        modified_basis=changed_basis,
        kind=found.kind or "news",
        form=found.form or "article",
        section=_line(found.section),
        entries=found.entries if text == found.text else (),
        item=found.item,
    )


def _tells_of_itself(found: Found) -> bool:
    """Does a format tell what a report is, so that the lines over its text need not be asked? A mail tells a title alone."""
    return bool(found.title and (found.outlet or found.url or found.byline or found.language))


def same_page(address: str) -> str:
    """An address as it names a page: the same for its copies for phones and for its links that tell where a reader came from."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that opens no address of the net
        return address
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return address
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(name)])
    path = _AMP.sub("", parts.path).rstrip("/")
    return urlunsplit(("https", _MOBILE.sub("", parts.netloc.lower()), path, query, ""))


def host_of(address: str) -> str | None:
    """The host that an address names; None where it names none."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def retold(read: Report, told: Found, given: Given) -> Report:
    """A report whose page lies beside a list of references: the page's text, with what the list says of it before what the page says.

    A list often has the day alone; of that day the page may have the moment.
    """
    date, basis = read.published, read.published_basis
    said = dates.read(told.published) if told.published and not given.published else None
    if said and not (date and date.startswith(said)):
        date, basis = said, "metadata"
    url = _line(given.url or told.url) or read.url
    outlet = _line(given.outlet) or _outlet(_line(told.outlet), url) or read.outlet
    return replace(
        read,
        id=content_id("report", read.text, outlet, same_page(url) if url else told.name, None if basis == "crawl" else date),
        outlet=outlet,
        url=url,
        title=_line(told.title) or read.title,
        byline=_line(told.byline) or read.byline,
        published=date,
        published_basis=basis,
        language=read.language or _language(told.language),
    )


def _headed(head: headings.Head, found: Found, given: Given) -> str | None:
    """The outlet that the text's own head names. On a page whose address is known it may be another that the page shows."""
    address = given.url or found.url
    if head.outlet is None or (address and not is_same(head.outlet, host_of(address))):
        return None
    return _outlet(head.outlet, None)


def _outlet(named: str | None, url: str | None) -> str | None:
    """The outlet in words: a domain is one of an outlet that the table knows, or stands for itself."""
    if named is None:
        return outlet_at(url)
    return (outlet_at(named) or _MOBILE.sub("", named.lower())) if _DOMAIN.fullmatch(named) else named


def given_first(names: Iterable[str], listed: bool = False) -> str:
    """Names as lists of references have them ("Moss, Tilda", "van Dahl, Sven"), as they are read. Behind a whole name stands an office.

    `listed`: by their format all are written so, families of two words too ("Garcia Marquez, Gabriel").
    """
    parted = [[part.strip() for part in name.split(",")] for name in names if name.strip()]
    turned = [len(parts) == 2 and all(parts) and _is_family(parts[0], parts[1], listed) for parts in parted]
    return ", ".join(f"{parts[1]} {parts[0]}" if turn else ", ".join(parts) for parts, turn in zip(parted, turned, strict=True))


def _is_family(first: str, second: str, listed: bool) -> bool:
    """Is it a family's name that stands before a comma and a given one? "Reuters, Ada Lund" and "Lund, PhD" begin with none."""
    if second.replace(".", "").lower() in _BEHIND_NAMES or outlet_called(first) or names_agency(first):
        return False
    return listed or " " not in first or first[0].islower()


def shown(name: str) -> str:
    r"""A file's name or path as text: bytes in it that are not UTF-8 are written out (`bad\xff.txt`)."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def named(path: Path) -> str:
    """The file's name without its folder and without the end of a packed file: the same report has the same name, packed or not."""
    return shown(path.name).removesuffix(".gz")


class NotRegular(OSError):
    """What stands there is no regular file: reading it may never end."""


def regular(path: Path) -> IO[bytes]:
    """A regular file's bytes as they are. The caller closes it. Raises OSError, and NotRegular for folders, pipes, devices and sockets."""
    _refuse_irregular(path, os.stat(path).st_mode)
    # Between the look and the opening a pipe may have taken the file's place: opening it does not wait for a writer.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _refuse_irregular(path, os.fstat(number).st_mode)
    except NotRegular:
        os.close(number)
        raise
    return os.fdopen(number, "rb")


def _refuse_irregular(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        linked = path.is_symlink()
        raise NotRegular("a link to a folder, and such links are not followed" if linked else "a folder that cannot be listed")
    kinds = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"))
    raise NotRegular(next((what for is_it, what in kinds if is_it(mode)), "no file"))


def opened(path: Path) -> IO[bytes]:
    """A regular file's bytes from the start, unpacked if it is a gzip file. The caller closes it. Raises OSError."""
    file = regular(path)
    packed = file.read(2) == _GZIP
    file.seek(0)
    return cast(IO[bytes], _Unpacked(file)) if packed else file


class _Unpacked(gzip.GzipFile):
    """A gzip file that closes the file below it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(fileobj=file, mode="rb")
        self._below = file

    def close(self) -> None:
        super().close()
        self._below.close()


def whole(path: Path, origin: str) -> bytes | Problem:
    """All bytes of a file that is to be one report; a Problem where it is too large. Raises what reading can raise."""
    with opened(path) as file:
        data = file.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        return too_large(origin, max(path.stat().st_size, len(data)))
    return data


def decoded(data: bytes, origin: str, declared: bool = False) -> Generator[Problem, None, str]:
    """The text of a file's bytes (`yield from` gives it); a Problem where its encoding had to be guessed or bytes were broken."""
    found = decode(data, declared=declared)
    if found.note:
        yield Problem(origin, STAGE, "encoding", found.note)
    return found.text


def lines(file: IO[AnyStr], largest: int) -> Iterator[tuple[int, AnyStr | int]]:
    """The lines of a file, numbered from 1; of a line of more than `largest` bytes or characters only its size, as it is never held."""
    number = 0
    while line := file.readline(largest + 1):
        number += 1
        if len(line) <= largest:
            yield number, line
            continue
        size = len(line)
        while not _ends(line) and (line := file.readline(largest + 1)):
            size += len(line)
        yield number, size


def _ends(line: str | bytes) -> bool:
    return line.endswith(("\n", "\r")) if isinstance(line, str) else line.endswith(b"\n")


def crowded(origin: str, count: int) -> Problem:
    """Why a record of so many values is not read."""
    return Problem(origin, STAGE, "size", f"It holds some {count:,} values; the limit is {MOST_VALUES:,} a record. Is it one report?")


def too_large(origin: str, size: int) -> Problem:
    limit, size = LARGEST_TEXT // 1_000_000, size // 1_000_000
    return Problem(origin, STAGE, "size", f"The text is {size} MB long; the limit is {limit} MB a report. Is it one report?")


# What opening, reading and unpacking a file can raise.
READING = (OSError, EOFError, zlib.error)


def unreadable(origin: str, error: Exception) -> Problem:
    if isinstance(error, NotRegular):
        return Problem(origin, STAGE, "no file", f"It is {error}; only regular files are read.")
    if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        return Problem(origin, STAGE, "damaged", "The packed file is damaged or incomplete.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(origin, STAGE, "unreadable", f"The file cannot be read: {reason}.")


def given_date(written: str) -> str:
    """The date the user gives, as ISO 8601. Raises WrongUse if it is none."""
    if (date := iso(written)) is None:
        raise WrongUse(f"{written!r} is no date; write it as 2022-01-26 or 2022-01-26T10:05:00+00:00.")
    return date


def _published(found: Found, text: str, given: Given, head: headings.Head) -> tuple[str | None, Basis]:
    if given.published:
        return given_date(given.published), "given"
    if found.published and (date := dates.read(found.published)):
        return date, "metadata"
    said = published.of_text(text)
    if said and head.published and said.startswith(head.published):  # the same day, with its hour
        return said, "text"
    if date := head.published or said or head.written:
        return date, "text"
    if found.fetched and (date := dates.read(found.fetched)):
        return date, "crawl"
    return None, None


def _modified(found: Found, text: str, date: str | None) -> tuple[str | None, Literal["metadata", "text"] | None]:
    """The moment of the last change; what would be before the publication is none."""
    told: tuple[tuple[str | None, Literal["metadata", "text"]], ...] = (
        (dates.read(found.modified) if found.modified else None, "metadata"),
        (published.changed(text), "text"),
    )
    return next(((moment, basis) for moment, basis in told if moment and not (date and dates.before(moment, date))), (None, None))


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
    """The code alone ("en" of "en-GB"), for both written forms of Norwegian "no"; anything that is no code as None."""
    match = re.match(r"\s*([A-Za-z]{2})(?:[-_].*)?\s*$", code or "")
    plain = match[1].lower() if match else None
    return "no" if plain in ("nb", "nn") else plain
