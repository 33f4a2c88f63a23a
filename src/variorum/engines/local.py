"""This machine: small jobs run here and now, bigger ones in worker processes that may die without taking the job with them.

A worker is a fresh Python that is spoken to over its standard input and output (engines/worker.py), so that nothing of the caller's
`__main__` is run again, on any system. When a worker dies, the items of its batch are tried one by one in new workers; the one that
kills again is `Lost`, and the job goes on.
"""

import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from variorum.contracts import Lost
from variorum.engines import worker
from variorum.engines.batches import Batch, batches, each_by_itself, results
from variorum.errors import VariorumError

Item = TypeVar("Item")
Made = TypeVar("Made")

# A job of so many batches or fewer is done before workers have loaded their models.
SMALL = 8
# A batch that takes longer is taken for hanging: its worker is ended and the items tried one by one.
PATIENCE = 900.0  # seconds


class Reply(NamedTuple):
    """What came back of a batch: a list of ("made", value) or ("raised", (sentence, traceback)), or None and why the worker ended."""

    hand: "Hand"
    batch: Batch
    made: list[tuple[str, Any]] | None
    reason: str


class WorkerFailed(VariorumError):
    """No worker process can be started on this machine."""


class Hand:
    """One worker process and the thread that speaks with it."""

    def __init__(self, patience: float, memory: int | None) -> None:
        self.patience = patience
        self._memory = memory
        self.process: subprocess.Popen[bytes] | None = None
        self._over = False
        self._starting = threading.Lock()

    def start(self, work: Callable[..., Any], batch: Batch, replies: "queue.Queue[Reply]") -> None:
        """Hand out a batch; the reply comes to the queue."""
        message = worker.pack((work, list(batch.items)))
        threading.Thread(target=self._do, args=(message, batch, replies), daemon=True).start()

    def _do(self, message: bytes, batch: Batch, replies: "queue.Queue[Reply]") -> None:
        overdue = threading.Event()

        def stop() -> None:
            overdue.set()
            self.end()

        late = threading.Timer(self.patience, stop)
        try:
            process = self._process()
            assert process.stdin is not None
            assert process.stdout is not None
            late.start()
            process.stdin.write(message)
            process.stdin.flush()
            made = worker.receive(process.stdout)
        except (OSError, EOFError, ValueError, AttributeError) as error:
            reason = f"took longer than {self.patience:.0f} s" if overdue.is_set() else self._why(error)
            self.end()
            replies.put(Reply(self, batch, None, reason))
        else:
            replies.put(Reply(self, batch, made, ""))
        finally:
            late.cancel()

    def _process(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            # One thread of arithmetic a worker: the workers together already use every core.
            alone = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
            path = os.pathsep.join(part for part in sys.path if part)
            with self._starting:
                if self._over:
                    raise EOFError("the job is over")
                self.process = subprocess.Popen(
                    [sys.executable, "-m", worker.__name__, *([str(self._memory)] if self._memory else [])],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=os.environ | alone | {"PYTHONPATH": path},
                    # Away from the terminal's process group: Ctrl-C reaches the parent, which ends its workers itself.
                    start_new_session=True,
                )
            assert self.process.stdout is not None
            worker.receive(self.process.stdout)  # its greeting
        return self.process

    def _why(self, error: BaseException) -> str:
        if self.process is None:
            return f"no worker could be started ({error})"
        try:
            code = self.process.wait(5)
        except subprocess.TimeoutExpired:
            return f"the worker does not answer ({error})"
        return f"the worker was ended by signal {-code}" if code < 0 else f"the worker ended with code {code}"

    def end(self) -> None:
        """End the process, now and for good; the pipes are closed once its thread has let go of them."""
        with self._starting:
            self._over = True
            process = self.process
        if process is not None:
            process.kill()
            process.wait()


class LocalEngine:
    """`contracts.Engine` on this machine. Use as a context manager, or call `close()`; an interrupt ends the workers at once.

    `workers`: how many processes (default: one a core); `small`: so many batches or fewer are done in this process; `patience`: seconds
    that a batch may take; `memory`: bytes that a worker may take for itself (default: as many as there are).
    """

    def __init__(self, workers: int | None = None, small: int = SMALL, patience: float = PATIENCE, memory: int | None = None) -> None:
        self.workers = max(1, min(workers or cores(), cores()))
        self.small = small
        self._patience = patience
        self._memory = memory
        self._idle: list[Hand] = []
        self._busy: set[Hand] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        for hand in [*self._idle, *self._busy]:
            hand.end()
        self._idle.clear()
        self._busy.clear()

    def map(self, work: Callable[[Sequence[Item]], list[Made]], items: Iterable[Item], batch: int) -> Iterator[tuple[int, Made] | Lost]:
        """Hand out items in batches; yields (index of the item, result) as they come, or Lost. `work` must be importable by name."""
        parts = batches(items, batch)
        first = list(islice(parts, self.small + 1))
        # Workers that have loaded their models already are the faster ones, even for a small job.
        if len(first) <= self.small and not self._idle:
            for part in first:
                yield from results(part, worker.each(work, part.items))
            return
        yield from self._spread(work, _chain(first, parts))

    def _spread(self, work: Callable[..., Any], parts: Iterator[Batch]) -> Iterator[tuple[int, Any] | Lost]:
        replies: queue.Queue[Reply] = queue.Queue()
        again: deque[Batch] = deque()
        proven = False
        try:
            while True:
                while len(self._busy) < self.workers:
                    part = again.popleft() if again else next(parts, None)
                    if part is None:
                        break
                    hand = self._idle.pop() if self._idle else Hand(self._patience, self._memory)
                    self._busy.add(hand)
                    hand.start(work, part, replies)
                if not self._busy:
                    return
                reply = replies.get()
                self._busy.discard(reply.hand)
                if reply.made is not None:
                    proven = True
                    self._idle.append(reply.hand)
                    yield from results(reply.batch, reply.made)
                elif not proven and reply.hand.process is None:
                    raise WorkerFailed(f"no worker process can be started: {reply.reason}")
                elif len(reply.batch.items) > 1:
                    again.extend(each_by_itself(reply.batch))
                else:
                    yield Lost(reply.batch.first, reply.reason)
        finally:
            # Left early (an interrupt, an error in the caller): what still works on old batches must not answer later.
            for hand in self._busy:
                hand.end()
            self._busy.clear()


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chain(first: list[Batch], rest: Iterator[Batch]) -> Iterator[Batch]:
    yield from first
    yield from rest
