"""Many machines, by Ray (the extra `variorum[ray]`): the only file that imports it.

A worker is an actor: it loads its models once and does one batch at a time, so that no more is handed out than is being worked at. What the
batches hold, and what comes back of them, is the same as with the local engine; so is what happens when a worker dies, or does not come
back: the items of its batch are tried one by one, and the one that kills again is `Lost`.

Every machine must have this version of the program and of its models installed, and see the same files under the same names. Before a
worker's first batch it is asked for the hashes of its code, data and weights; where they are others than here the job stops and says so.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeVar

import ray
from ray.exceptions import RayActorError, RayError, RayTaskError

from variorum.contracts import Lost
from variorum.engines import worker
from variorum.engines.batches import Batch, batches, each_by_itself, results
from variorum.engines.local import WorkerFailed
from variorum.errors import WrongUse

Item = TypeVar("Item")
Made = TypeVar("Made")

PATIENCE: Final = 900.0  # seconds, as in the local engine
# A worker holds some 700 MB with all models loaded, and what it makes address space for; the rest is for what it reads.
MEMORY: Final = 4 << 30  # bytes
STARTING: Final = 300.0  # seconds that a worker may take to start: its machine may be busy, or have to be rented
STARTS: Final = 5  # workers in a row that may fail to start
STORE: Final = 100_000_000  # bytes of Ray's own store on this machine: what goes through it are names


class OtherRules(WrongUse):
    """A machine has another version of the program, its data or its models."""


class Hand:
    """A worker."""

    def __init__(self, memory: int) -> None:
        worker.settle_in(memory)

    def prove(self, proof: Callable[[], object], expected: object) -> None:
        """Raises OtherRules where what results rest on is something else than where the job was started."""
        if proof() != expected:
            raise OtherRules(f"the machine {ray.util.get_node_ip_address()} has another version of Variorum or of its models")

    def do(self, work: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any]) -> list[tuple[str, Any]]:
        """What `worker.each` makes of a batch."""
        return worker.each(work, items)


class _Handed(NamedTuple):
    hand: Any
    batch: Batch | None  # None: it starts, and proves what it rests on
    since: float


class RayEngine:
    """`contracts.Engine` on a cluster, or on this machine. Use as a context manager, or call `close()`.

    `address`: of a running cluster, as Ray writes it; None: Ray is started on this machine, for itself alone. `proof`, importable by
    name, tells what results rest on: a worker of which it tells something else is not worked with.
    `workers`: how many (default: one a core of the cluster). Raises WrongUse where there is no cluster.
    """

    def __init__(
        self,
        address: str | None,
        proof: Callable[[], object],
        workers: int | None = None,
        patience: float = PATIENCE,
        memory: int = MEMORY,
    ) -> None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing leaves the machines
        quietly = {"log_to_driver": False, "logging_level": "ERROR", "configure_logging": False}
        try:
            if address is None:
                ray.init(num_cpus=workers, include_dashboard=False, object_store_memory=STORE, **quietly)
            else:
                ray.init(address=address, **quietly)
        except (ConnectionError, RayError, RuntimeError, ValueError) as error:
            raise WrongUse(f"Ray cannot be reached at {address or 'this machine'} ({error})") from error
        there = int(ray.cluster_resources().get("CPU", 1))
        self.workers = max(1, min(workers or there, there))
        self._patience = patience
        self._proof = (proof, proof())
        self._memory = memory
        self._kind = ray.remote(num_cpus=1, max_restarts=0)(Hand)
        self._idle: list[Any] = []
        self._busy: dict[Any, _Handed] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, and Ray where it was started here."""
        ray.shutdown()
        self._idle.clear()
        self._busy.clear()

    def map(self, work: Callable[[Sequence[Item]], list[Made]], items: Iterable[Item], batch: int) -> Iterator[tuple[int, Made] | Lost]:
        """Hand out items in batches; yields (index of the item, result) as they come, or Lost. `work` must be importable by name."""
        parts = batches(items, batch)
        waiting: deque[Batch] = deque()
        failed = 0
        try:
            while True:
                over = self._spread(work, parts, waiting, failed)
                if over and not self._working():
                    return
                for handed, made, reason in self._answers():
                    if handed.batch is None:
                        failed = failed + 1 if reason else 0
                        if failed >= STARTS and not self._idle and not self._busy:
                            raise WorkerFailed(f"no worker can be started: {reason}")
                    elif made is not None:
                        failed = min(failed, STARTS - 1)  # a place may be free again: one more is tried
                        yield from results(handed.batch, made)
                    elif len(handed.batch.items) > 1:
                        waiting.extend(each_by_itself(handed.batch))
                    else:
                        yield Lost(handed.batch.first, reason)
        finally:
            # Left early: what still works on old batches must not answer later. Workers that are starting are of use to the next job.
            for answer, handed in list(self._busy.items()):
                if handed.batch is not None:
                    ray.kill(handed.hand)
                    del self._busy[answer]

    def _spread(self, work: Callable[..., Any], parts: Iterator[Batch], waiting: deque[Batch], failed: int) -> bool:
        """Hand out batches to the workers that are idle, and start others for those that wait, one each. Says whether none is left.

        Where some work or start yet, others that cannot start, as their places are taken by other jobs, are not tried for ever.
        """
        while len(self._busy) < self.workers:
            if self._idle:
                part = waiting.popleft() if waiting else next(parts, None)
                if part is None:
                    return True
                hand = self._idle.pop()
                self._hand(hand, part, hand.do.remote(work, part.items))
                continue
            starting = len(self._busy) - self._working()
            if failed and self._busy and failed + starting >= STARTS:
                return False
            if len(waiting) <= starting:
                part = next(parts, None)
                if part is None:
                    return not waiting
                waiting.append(part)
            hand = self._kind.remote(self._memory)
            self._hand(hand, None, hand.prove.remote(*self._proof))
        return False

    def _working(self) -> int:
        """How many workers are at a batch."""
        return sum(handed.batch is not None for handed in self._busy.values())

    def _hand(self, hand: Any, batch: Batch | None, answer: Any) -> None:
        self._busy[answer] = _Handed(hand, batch, time.monotonic())

    def _until(self, handed: _Handed) -> float:
        return handed.since + (STARTING if handed.batch is None else self._patience)

    def _answers(self) -> list[tuple[_Handed, list[tuple[str, Any]] | None, str]]:
        """Wait for an answer, or until the first of the batches is overdue: what came of each of these, or None and why."""
        first = min(self._until(handed) for handed in self._busy.values())
        ready, _ = ray.wait(list(self._busy), timeout=max(0.0, first - time.monotonic()))
        found = [(handed, *self._answer(answer, handed)) for answer in ready if (handed := self._busy.pop(answer))]
        for answer, handed in list(self._busy.items()):
            if time.monotonic() >= self._until(handed):
                ray.kill(handed.hand)
                del self._busy[answer]
                found.append((handed, None, f"took longer than {self._until(handed) - handed.since:.0f} s"))
        return found

    def _answer(self, answer: Any, handed: _Handed) -> tuple[list[tuple[str, Any]] | None, str]:
        try:
            made = ray.get(answer)
        except RayTaskError as error:
            ray.kill(handed.hand)
            cause = error.as_instanceof_cause()
            if isinstance(cause, OtherRules):
                raise OtherRules(str(error.cause)) from error
            return None, f"it could not start ({error.cause})" if handed.batch is None else f"the result cannot be sent ({error.cause})"
        except RayActorError:
            return None, "the worker was ended"
        except RayError as error:
            ray.kill(handed.hand)
            return None, f"the worker could not be asked ({type(error).__name__})"
        self._idle.append(handed.hand)
        return made, ""
