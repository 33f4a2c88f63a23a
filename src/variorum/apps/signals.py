"""Signals that ask a command to end: it ends as from an error, so that workers are ended and what is open is closed."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Ctrl-C; `kill`, `timeout` and a machine that goes down; a terminal that is closed. Windows knows no SIGHUP.
ASKING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Stopped(BaseException):
    """The command was asked to end. No Exception, so that no guard takes it for a failing stage."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
        self.name = signal.Signals(number).name


@contextmanager
def heeded() -> Iterator[None]:
    """Inside, each of these signals raises Stopped, once: a second one ends the program at once, and its workers with it.

    What was ignored before (`nohup`, a job in the background) stays ignored. Python handles signals in its main thread only.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ASKING}

    def stop(number: int, frame: FrameType | None) -> None:
        for asking in heard:
            signal.signal(asking, signal.SIG_DFL)
        raise Stopped(number)

    heard = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    try:
        for number in heard:
            signal.signal(number, stop)
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])
