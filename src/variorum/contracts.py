"""The verbs: what a part of the program must do to take its place. Protocols only; nothing here is inherited."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from variorum.model.report import Problem, Report

Item = TypeVar("Item")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the files being read; it goes before what the files say of themselves."""

    outlet: str | None = None
    published: str | None = None  # ISO 8601
    url: str | None = None
    fields: tuple[tuple[str, str], ...] = ()  # for JSONL and CSV: our field -> theirs


class Record(NamedTuple):
    """One record of a file: where it stands ("Line 3"; "" for the whole file), and the work of making reports and problems of it.

    The work may raise: `sources/files.py` does it under guard, so that what one record holds never costs the others.
    """

    where: str
    make: Callable[[], Iterable[Report | Problem]]


class Source(Protocol):
    """A format: a file becomes Records. What cannot be used becomes a Problem, what holds no news (a blank line) None."""

    def takes(self, path: Path, head: bytes) -> bool:
        """Is this file of my format? `head` is its first 65,536 bytes."""
        ...

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        """The file's records in order. Raises what reading a file can raise; the guard makes a Problem of it."""
        ...


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose work could not be done: it raised, or it killed its worker. The job goes on.

    `reason` is a sentence without its full stop; `trace`, where it raised, is for the log.
    """

    index: int
    reason: str
    trace: str = ""


class Engine(Protocol):
    """How work is spread. Any engine gives the same results (law 6)."""

    def map(self, work: Callable[[Sequence[Item]], list[Made]], items: Iterable[Item], batch: int) -> Iterator[tuple[int, Made] | Lost]:
        """Hand out items in batches; yields (index of the item, result) as they come, or Lost."""
        ...
