"""Files and folders in, reports and problems out, one at a time."""

import logging
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from gzip import GzipFile
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from variorum.contracts import Given, Record, Source
from variorum.errors import WrongUse
from variorum.language import pack
from variorum.model.report import FAULT, Problem, Report
from variorum.sources.archive import WebArchive
from variorum.sources.bundle import Bundle
from variorum.sources.feed import Feed
from variorum.sources.fields import field_names
from variorum.sources.mail import Mail, MailBox
from variorum.sources.make import HEAD, READING, STAGE, given_date, opened, regular, shown, unreadable
from variorum.sources.newsitem import NewsItem
from variorum.sources.odd import Escaped, Unfinished
from variorum.sources.office import OldDocument, RichText
from variorum.sources.page import Page
from variorum.sources.pdf import Pdf
from variorum.sources.plain import PlainText
from variorum.sources.records import Json, JsonLines
from variorum.sources.references import References, files_of
from variorum.sources.snapshot import INDEX, Snapshot, is_snapshot, made_of
from variorum.sources.sniff import called
from variorum.sources.table import Table
from variorum.sources.wayback import Captured

__all__ = ["FAULT", "FoundFile", "beside", "check", "find", "is_about", "read", "regular", "unpacks_above"]

# The first that takes a file reads it; plain text takes everything and stands last.
SOURCES: tuple[Source, ...] = (
    *(Unfinished(), Escaped(), RichText(), OldDocument(), Pdf(), MailBox(), Mail(), JsonLines(), Json(), Table(), Feed(), NewsItem()),
    *(Captured(), Page(), PlainText()),
)
SHOWN_PROBLEMS = 20  # of a kind and file; a table of a million empty rows is one thing to tell, not a million
PATIENCE = 250_000  # records in a row that give no report: a bomb or no file of reports; some five seconds
# Files about a folder rather than in it; named on their own they are read.
_ABOUT = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing", "makefile"})

_ARCHIVE_BOX = "ArchiveBox.conf"
_LOG = logging.getLogger(__name__)


class FoundFile(NamedTuple):
    """A file to read, and what to call it: the path as the user gave it, as text."""

    path: Path
    origin: str


def find(paths: Iterable[str | os.PathLike[str] | FoundFile]) -> Iterator[FoundFile]:
    """The files to read: those named, and those in the folders named, in sorted order, without hidden ones and without READMEs.

    Raises WrongUse at once for a path that is not there. A file found twice comes once; one found before is taken as it is. Holds one
    folder's names at a time.
    """
    wanted = list(paths)
    given = [Path(path) for path in wanted if not isinstance(path, FoundFile)]
    for path in given:
        if not os.path.lexists(path):  # a link that leads nowhere is a file that cannot be read
            raise WrongUse(f"There is no file or folder {str(path)!r}.")
    return chain((path for path in wanted if isinstance(path, FoundFile)), _walk(given))


def check(given: Given) -> None:
    """Raises WrongUse for what the user says of the files and cannot be: a date that is none, a field that does not exist."""
    if given.published:
        given_date(given.published)
    field_names(given)


def read(path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
    """What one file holds: a report or a problem at least, and never more than twenty problems of a kind and one with their number.

    Nothing that a file can contain raises; only wrong use does (a `given` date that is none, a field that does not exist).
    """
    check(given)
    silent = True
    for item in _summed(_guarded(path, origin, given), origin):
        # that letters may look wrong, a page breaks off or more is attached is no reason why there is no report
        silent = silent and isinstance(item, Problem) and item.kind in ("encoding", "cut", "attached")
        yield item
    if silent:
        yield Problem(origin, STAGE, "nothing", "Nothing in the file could be read as a report.")


def unpacks_above(path: Path, size: int) -> bool:
    """Does a packed file hold more than so many bytes? No more than that is unpacked to know it."""
    try:
        with opened(path) as file:
            if not isinstance(file, GzipFile):
                return False
            while size >= 0 and (data := file.read(min(size + 1, 1 << 20))):
                size -= len(data)
    except READING:
        return False
    return size < 0


def _guarded(path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
    """The records of a file, each under its guard; what stops the reading itself becomes the file's last Problem."""
    fruitless = 0
    try:
        for item in _records(path, origin, given):
            fruitless += 1
            if fruitless > PATIENCE:
                message = f"Of {PATIENCE:,} records in a row none could be read as a report; the rest of the file was passed over."
                yield Problem(origin, STAGE, "fruitless", message)
                return
            if isinstance(item, Problem):
                yield item
            elif item is not None:
                for made in _tried(item, origin):
                    yield made
                    if isinstance(made, Report):
                        fruitless = 0
                        yield from _foreign(made)
    except READING as error:
        yield unreadable(origin, error)
    except Exception as error:
        yield _fault(origin, "", error)


def _records(path: Path, origin: str, given: Given, depth: int = 1) -> Iterator[Record | Problem | None]:
    """The records of a file, and of the files in it if it is an archive. `depth`: 1 for a file of the user's, one more for each archive."""
    with opened(path) as file:
        head = file.read(HEAD)
    if not head:
        return iter([Problem(origin, STAGE, "empty", "The file is empty.")])
    unpacked = called(path.with_suffix("") if path.suffix.lower() == ".gz" else path, head)
    deeper = partial(_records, depth=depth + 1)
    holding: tuple[Source, ...] = (Bundle(deeper, _in_folder, depth), WebArchive(deeper), Snapshot(deeper), References(deeper, depth))
    source = next(source for source in (*holding, *SOURCES) if source.takes(unpacked, head))
    return source.read(path, origin, given)


def _tried(record: Record, origin: str) -> Iterator[Report | Problem]:
    """What a record gives, each problem with the record's place; a fault in its making costs this record alone."""
    made: list[Report | Problem] = []
    try:
        made.extend(record.make())
    except READING as error:
        made.append(unreadable(origin, error))
    except Exception as error:
        made.append(_fault(origin, record.where, error))
    for item in made:
        yield _placed(item, record.where) if isinstance(item, Problem) else item


def _placed(problem: Problem, where: str) -> Problem:
    """The problem with its place in the file, unless it says that itself."""
    return problem if problem.message.startswith(where) else replace(problem, message=f"{where}: {problem.message}")


def _foreign(report: Report) -> Iterator[Problem]:
    """Says of a report in a language that is not read what is done with it."""
    if report.language is not None and not pack.reads(report.language):
        called = f"“{report.title}” is" if report.title else "A report is"
        message = f"{called} in {pack.name(report.language)}, which is not read: it is grouped and compared, what it says is not told."
        yield Problem(report.origin, STAGE, "language", message)


def _fault(origin: str, where: str, error: Exception) -> Problem:
    """For the reader a sentence, for the log the place in the program."""
    _LOG.error("%s %s: unexpected %s", origin, where, type(error).__name__, exc_info=error)
    what = "The record was" if where else "The rest of the file was"
    return Problem(origin, STAGE, FAULT, f"{what} passed over: a fault of the program, not foreseen ({type(error).__name__}).")


def _summed(items: Iterable[Report | Problem], origin: str) -> Iterator[Report | Problem]:
    """The items, with one row for all problems of a kind after the twentieth."""
    counts: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Problem):
            counts[item.kind] += 1
            if counts[item.kind] > SHOWN_PROBLEMS:
                continue
        yield item
    for kind, count in counts.items():
        if count > SHOWN_PROBLEMS:
            yield Problem(origin, STAGE, kind, f"And {count - SHOWN_PROBLEMS:,} more such.")


def beside(path: Path) -> list[Path]:
    """The files beside this one that are read with it: those that a list of references leads to, and those of a snapshot of a page."""
    return made_of(path) if path.name == INDEX and is_snapshot(path) else files_of(path)


def _walk(paths: Iterable[Path]) -> Iterator[FoundFile]:
    named: set[str] = set()
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif (whole := os.path.realpath(path)) not in named:
            named.add(whole)
            yield _found(str(path))


def _in_folder(path: Path) -> Iterator[FoundFile]:
    """The files of a folder; without those that are read with another one, which stands above them or beside them."""
    unlisted: list[OSError] = []
    others: set[str] = set()
    for folder, folders, names in os.walk(path, onerror=unlisted.append):
        wanted = _wanted(folder, folders, names)
        for name in wanted:
            others.update(map(str, files_of(Path(folder, name))))
        for name in wanted:
            if not others or os.path.realpath(os.path.join(folder, name)) not in others:
                yield _found(os.path.join(folder, name))
    for error in unlisted:
        yield _found(os.fsdecode(error.filename))


def _wanted(folder: str, folders: list[str], names: list[str]) -> list[str]:
    """The names of a folder's files that are to be read, in order; `folders` becomes those that are walked."""
    folders[:] = sorted(name for name in folders if not name.startswith("."))
    if INDEX in names and is_snapshot(Path(folder, INDEX)):
        folders.clear()
        return [INDEX]
    if _ARCHIVE_BOX in names and "archive" in folders:  # what it keeps besides is about the pages
        folders[:] = ["archive"]
        return []
    # A link to a folder is not followed, as it may lead round in a circle; what is not read is told of.
    linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
    return [name for name in sorted(names + linked) if not name.startswith(".") and not is_about(name)]


def is_about(name: str) -> bool:
    """Is a file of this name about its folder rather than in it?"""
    return name.split(".", maxsplit=1)[0].lower() in _ABOUT


def _found(path: str) -> FoundFile:
    return FoundFile(Path(path), shown(str(Path(path))))
