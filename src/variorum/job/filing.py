"""Which files a library has read as they are now, and what a read says that it did."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from variorum.contracts import Given
from variorum.job import versions
from variorum.model.report import FAILURES, Problem
from variorum.model.rows import to_row
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


def fresh_files(library: Writer, found: Sequence[files.FoundFile], given: Given, progress: Progress) -> list[files.FoundFile]:
    """The files that the library has not read as they are now."""
    return [file for file, _, _ in unknown(library, found, given, progress)]


def unknown(
    library: Writer, found: Sequence[files.FoundFile], given: Given, progress: Progress
) -> Iterator[tuple[files.FoundFile, str, int]]:
    """The files that the library has not read as they are now, each with its hash and its size."""
    known = library.reader.files(file.origin for file in found)
    version = versions.looks().files
    for number, file in enumerate(found, 1):
        digest, size = digest_of_file(file.path, given)
        if known.get(file.origin) != (digest, version):
            yield file, digest, size
        progress("Looking at files", number, len(found))


def digest_of_file(path: Path, given: Given) -> tuple[str, int]:
    """Hash of a file's bytes and of what the user says of it (of an unreadable file, of the error), and its size in bytes.

    The files that are read with it count as its own.
    """
    digest = hashlib.sha256(json.dumps(to_row(given), sort_keys=True).encode())
    size = 0
    for each in (path, *files.beside(path)):
        try:
            with files.regular(each) as file:
                while data := file.read(1 << 20):
                    digest.update(data)
                    size += len(data)
        except OSError as error:
            digest.update(str(error.errno).encode())
    return digest.hexdigest()[:24], size
