"""Files that come and change while somebody watches: which of them are whole, and not read yet."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from variorum.sources import files
from variorum.sources.files import FoundFile

REST = 5.0  # seconds for which a file must not have changed: what writes it has ended or hangs

Look = tuple[tuple[int, int], ...]  # size and moment of the last change of a file, and of those that it speaks of


class _Seen(NamedTuple):
    look: Look
    since: float  # by the clock of `Watched`


class Ready(NamedTuple):
    """Files to be read, and whether others are there that are still being written."""

    files: list[FoundFile]
    moving: bool


class Watched:
    """Files and folders, looked at again and again. `clock` counts seconds."""

    def __init__(self, paths: Iterable[Path], clock: Callable[[], float] = time.monotonic) -> None:
        self._paths = list(paths)
        self._clock = clock
        self._seen: dict[str, _Seen] = {}
        self._read: dict[str, Look] = {}

    def ready(self) -> Ready:
        """The files that are new or changed since they were read, and have not changed for a while."""
        now, moving = self._clock(), False
        ready: dict[str, FoundFile] = {}  # by origin: a folder may lie in another that is watched too
        for file in files.find(path for path in self._paths if os.path.lexists(path)):
            look = _look(file.path)
            if self._read.get(file.origin) == look:
                continue
            if (seen := self._seen.get(file.origin)) is None or seen.look != look:
                seen = self._seen[file.origin] = _Seen(look, now - (0.0 if seen else _age(look)))
            if now - seen.since >= REST:
                ready[file.origin] = file
            else:
                moving = True
        return Ready(list(ready.values()), moving)

    def read(self, done: Iterable[FoundFile]) -> None:
        """These have been read, as they were when they were looked at last."""
        for file in done:
            if seen := self._seen.pop(file.origin, None):
                self._read[file.origin] = seen.look


def _age(look: Look) -> float:
    """Seconds since the last change of a file that is seen for the first time, by the clock of its disk; never less than none."""
    return max(0.0, time.time() - max((changed for _, changed in look), default=0) / 1e9)


def _look(path: Path) -> Look:
    looks = []
    for each in (path, *files.beside(path)):
        try:
            stat = os.stat(each)
        except OSError:  # gone again, or not to be looked at: reading it tells
            looks.append((-1, 0))
        else:
            looks.append((stat.st_size, stat.st_mtime_ns))
    return tuple(looks)
