"""What a worker process does: take a batch, work, answer, until its parent is gone. Also the words of that talk."""

import gc
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from variorum import quiet

try:
    import resource
except ImportError:  # Windows knows no such limits
    resource = None  # type: ignore[assignment]

_LENGTH = struct.Struct("<Q")


def pack(message: object) -> bytes:
    """A message as it goes over a pipe: its length in eight bytes, then a pickle."""
    pickled = pickle.dumps(message, protocol=5)
    return _LENGTH.pack(len(pickled)) + pickled


def receive(pipe: BinaryIO | Any) -> Any:
    """The next message. Raises EOFError where the other side is gone."""
    return pickle.loads(body(pipe))


def body(pipe: BinaryIO | Any) -> bytes:
    """The next message as it was pickled."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError("the other side is gone")
    (length,) = _LENGTH.unpack(head)
    found: bytes = pipe.read(length)
    if len(found) < length:
        raise EOFError("the other side went in the middle of a message")
    return found


def each(work: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any]) -> list[tuple[str, Any]]:
    """("made", result) or ("raised", (sentence, traceback)) for each item: where a batch raises, its items are tried one by one."""
    try:
        made = work(items)
        if len(made) != len(items):
            raise ValueError(f"{len(made)} results for {len(items)} items")
    except Exception as error:
        if len(items) == 1:
            return [("raised", (f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error))))]
        return [pair for item in items for pair in each(work, [item])]
    return [("made", result) for result in made]


def settle_in(memory: int | None) -> None:
    """What a process that is to work does first; `memory`: bytes that it may take for itself. Work that asks for more raises MemoryError,
    and so costs its own item and not the machine."""
    quiet.stay_offline()
    gc.set_threshold(200_000, 20, 100)  # as in apps/cli.py
    if memory is not None and resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def main() -> None:
    settle_in(int(sys.argv[1]) if len(sys.argv) > 1 else None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The pipe is ours alone: what the work prints goes to the standard error.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, waiting), daemon=True).start()
    try:
        answers.write(pack("ready"))
        answers.flush()
        while True:
            work, items = pickle.loads(waiting.get())
            done = each(work, items)
            try:
                message = pack(done)
            except Exception as error:
                message = pack([("raised", (f"the result cannot be sent ({error})", ""))] * len(items))
            answers.write(message)
            answers.flush()
    except OSError:
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _listen(questions: BinaryIO, waiting: "queue.SimpleQueue[bytes]") -> None:
    """Pass on what is asked. A worker whose parent is gone, however it went, ends at once, in the midst of its work."""
    try:
        while True:
            waiting.put(body(questions))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
