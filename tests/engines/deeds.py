"""Work for the engine's tests; imported by name in worker processes."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path


def double(batch: Sequence[int]) -> list[int]:
    return [2 * number for number in batch]


def fragile(batch: Sequence[object]) -> list[object]:
    """Dies in every way a worker can, as the items say."""
    for item in batch:
        if item == "exit":
            os._exit(3)
        elif item == "segfault":
            ctypes.string_at(0)
        elif item == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        elif item == "hang":
            time.sleep(600)
        elif item == "raise":
            raise ValueError("not this one")
        elif item == "chatter":
            print("words on the standard output")
            sys.stdout.flush()
    return list(batch)


def once(batch: Sequence[str]) -> list[str]:
    """A path kills its worker the first time it is seen; the second time all is well."""
    for path in batch:
        if path.startswith("/") and not Path(path).exists():
            Path(path).touch()
            os._exit(1)
    return list(batch)


def pid(batch: Sequence[int]) -> list[int]:
    time.sleep(0.05)
    return [os.getpid() for _ in batch]


def unsendable(batch: Sequence[int]) -> list[object]:
    return [lambda: 1 for _ in batch]


def short(batch: Sequence[int]) -> list[int]:
    return list(batch)[:-1]


def slow(batch: Sequence[str]) -> list[int]:
    """Notes that it works, then works for long."""
    for path in batch:
        Path(path).write_text(str(os.getpid()))
        time.sleep(600)
    return [0 for _ in batch]


def taking(batch: Sequence[int]) -> list[int]:
    """Takes so many bytes."""
    return [len(bytearray(size)) for size in batch]


class Source:
    """The numbers below ten thousand; `taken` is the last that was asked for."""

    taken = 0

    def __iter__(self) -> Iterator[int]:
        for number in range(10_000):
            self.taken = number
            yield number
