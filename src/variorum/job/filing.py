"""Which files a library has read as they are now, and what a read says that it did."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from variorum.contracts import Given
from variorum.job import marking, versions
from variorum.model.report import FAILURES, Problem
from variorum.sources import files
from variorum.store.writer import SOURCES, Writer

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


class Outcome(NamedTuple):
    """What a read did: files looked at and read anew, new reports, stories judged anew (ids), and what could not be used."""

    files: int
    fresh: int
    reports: int
    stories: tuple[str, ...]
    problems: tuple[Problem, ...]


def no_progress(what: str, done: int, of: int) -> None:
    """Says nothing."""


def outcome_of(
    library: Writer, found: Sequence[files.FoundFile], fresh: int, new: int, stories: tuple[str, ...], before: Collection[Problem]
) -> Outcome:
    """What a read did; `before` are the problems that there were."""
    origins = {file.origin for file in found}
    # What was tried again and failed again is told again.
    problems = tuple(
        problem
        for problem in library.reader.problems()
        if problem not in before or (problem.kind in FAILURES and (problem.stage != SOURCES or problem.origin in origins))
    )
    return Outcome(len(found), fresh, new, stories, problems)


class Unknown(NamedTuple):
    """A file that a library has not read as it is now: how it is marked when it was, its size in bytes, what the user says of it, now or
    at an earlier read; and whether the same bytes were read before, by other rules or with other words of the user's."""

    file: files.FoundFile
    mark: str
    size: int
    told: Given
    again: bool


def found_for(library: Writer, paths: Iterable[str | Path | files.FoundFile]) -> list[files.FoundFile]:
    """The files under these paths, without the library's own. Raises WrongUse for a missing path."""
    own = {library.path.resolve().with_name(library.path.name + ending) for ending in ("", "-wal", "-shm", "-lock")}
    return [file for file in files.find(paths) if file.path.resolve() not in own]


def unknown(library: Writer, found: Sequence[files.FoundFile], given: Given, progress: Progress) -> Iterator[Unknown]:
    """The files that the library has not read as they are now."""
    known = library.reader.files(file.origin for file in found)
    version = versions.looks().files
    for number, file in enumerate(found, 1):
        content, size = marking.digest(file.path)
        before = known.get(file.origin)
        told = marking.with_earlier(given, before[0] if before else "", content)
        mark = marking.marked(content, told)
        if before != (mark, version):
            yield Unknown(file, mark, size, told, before is not None and marking.content_of(before[0]) == content)
        progress("Looking at files", number, len(found))
