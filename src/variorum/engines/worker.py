"""What a worker process does: take a batch, work, answer, until its parent is gone. Also the words of that talk."""

import gc
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from variorum import quiet

_LENGTH = struct.Struct("<Q")


def pack(message: object) -> bytes:
    """A message as it goes over a pipe: its length in eight bytes, then a pickle."""
    body = pickle.dumps(message, protocol=5)
    return _LENGTH.pack(len(body)) + body


def receive(pipe: BinaryIO | Any) -> Any:
    """The next message. Raises EOFError where the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError("the other side is gone")
    (length,) = _LENGTH.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError("the other side went in the middle of a message")
    return pickle.loads(body)


def each(work: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any]) -> list[tuple[str, Any]]:
    """("made", result) or ("raised", sentence) for each item: where a batch raises, its items are tried one by one."""
    try:
        made = work(items)
        if len(made) != len(items):
            raise ValueError(f"{len(made)} results for {len(items)} items")
    except Exception as error:
        if len(items) == 1:
            return [("raised", f"{type(error).__name__}: {error}")]
        return [pair for item in items for pair in each(work, [item])]
    return [("made", result) for result in made]


def main() -> None:
    quiet.stay_offline()
    gc.set_threshold(200_000, 20, 100)  # as in apps/cli.py
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The pipe is ours alone: what the work prints goes to the standard error.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        answers.write(pack("ready"))
        answers.flush()
        while True:
            work, items = receive(questions)
            done = each(work, items)
            try:
                message = pack(done)
            except Exception as error:
                message = pack([("raised", f"the result cannot be sent ({error})")] * len(items))
            answers.write(message)
            answers.flush()
    except (EOFError, OSError):
        sys.exit(0)


if __name__ == "__main__":
    main()
