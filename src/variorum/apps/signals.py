"""Signals that ask a command to end: it ends as from an error, so that workers are ended and what is open is closed."""

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

# Ctrl-C; `kill`, `timeout` and a machine that goes down; a terminal that is closed. Windows knows no SIGHUP.
ASKING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

Handler = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None


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

    def stop(number: int, frame: FrameType | None) -> None:
        for asking in heard:
            signal.signal(asking, signal.SIG_DFL)
        raise Stopped(number)

    heard = [number for number in ASKING if signal.getsignal(number) is not signal.SIG_IGN]
    with _handled(dict.fromkeys(heard, stop)):
        yield


@contextmanager
def as_usual() -> Iterator[None]:
    """Inside, signals do what they do by default: for a server, which ends itself in its own way."""
    usual: dict[int, Handler] = {number: signal.SIG_DFL for number in ASKING if signal.getsignal(number) is not signal.SIG_IGN}
    if signal.SIGINT in usual:
        usual[signal.SIGINT] = signal.default_int_handler
    with _handled(usual):
        yield


@contextmanager
def _handled(handlers: Mapping[int, Handler]) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in handlers}
    try:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
