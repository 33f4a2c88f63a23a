"""Files and folders in, reports and problems out, one at a time."""

import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from variorum.contracts import Given, Source
from variorum.errors import WrongUse
from variorum.model.report import Problem, Report
from variorum.sources.archive import WebArchive
from variorum.sources.feed import Feed
from variorum.sources.make import STAGE, given_date, opened, unreadable
from variorum.sources.page import Page
from variorum.sources.plain import PlainText
from variorum.sources.records import Json, JsonLines, Table, field_names

# The first that takes a file reads it; plain text takes everything and stands last.
SOURCES: tuple[Source, ...] = (WebArchive(), JsonLines(), Json(), Table(), Feed(), Page(), PlainText())
HEAD = 4096
# Files about a folder rather than in it; named on their own they are read.
_ABOUT = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing", "makefile"})


class FoundFile(NamedTuple):
    """A file to read, and what to call it: the path as the user gave it."""

    path: Path
    origin: str


def find(paths: Iterable[str | os.PathLike[str]]) -> Iterator[FoundFile]:
    """The files to read: those named, and those in the folders named, in sorted order, without hidden ones and without READMEs.

    Raises WrongUse at once for a path that is not there. A file found twice comes once. Holds one folder's names at a time.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if not path.exists():
            raise WrongUse(f"There is no file or folder {str(path)!r}.")
    return _walk(given)


def check(given: Given) -> None:
    """Raises WrongUse for what the user says of the files and cannot be: a date that is none, a field that does not exist."""
    if given.published:
        given_date(given.published)
    field_names(given)


def read(path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
    """What one file holds. Nothing that a file can contain raises; only wrong use does (a `given` date that is none)."""
    try:
        with opened(path) as file:
            head = file.read(HEAD)
    except (OSError, EOFError, zlib.error) as error:
        yield unreadable(origin, error)
        return
    if not head:
        yield Problem(origin, STAGE, "empty", "The file is empty.")
        return
    unpacked = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    source = next(source for source in SOURCES if source.takes(unpacked, head))
    yield from source.read(path, origin, given)


def _walk(paths: Iterable[Path]) -> Iterator[FoundFile]:
    named = set()
    for path in paths:
        if not path.is_dir():
            if (whole := os.path.realpath(path)) not in named:
                named.add(whole)
                yield FoundFile(path, str(path))
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and name.split(".")[0].lower() not in _ABOUT:
                    found = Path(folder, name)
                    yield FoundFile(found, str(found))
