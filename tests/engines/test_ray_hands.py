"""Whom the engine of many machines starts and gives up, with a stand-in for Ray: workers of it start, work and die as a test says."""

import os
import sys
import types
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from variorum.apps.bulk import engine_of
from variorum.contracts import Lost
from variorum.engines.local import WorkerFailed


class Broken(Exception):
    """An error of Ray's; of a worker it has a cause."""

    def __init__(self, cause: Exception | None = None) -> None:
        self.cause = cause

    def as_instanceof_cause(self) -> Exception | None:
        return self.cause


class StandIn(types.ModuleType):
    """What the engine asks of Ray. `starts` says of each worker in turn what comes of its start: None (it starts), or an error."""

    def __init__(self, cores: int, starts: Sequence[Exception | None]) -> None:
        super().__init__("ray")
        self.cores, self.starts = cores, deque(starts)
        self.started = 0
        self.refused: Exception | None = None  # what comes in the place of a result
        self.answers: dict[int, Any] = {}
        self.exceptions = types.ModuleType("ray.exceptions")
        for name in ("RayError", "RayActorError", "RayTaskError"):
            setattr(self.exceptions, name, type(name, (Broken,), {}))

    def init(self, **told: Any) -> None: ...

    def kill(self, hand: Any) -> None: ...

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": self.cores}

    def remote(self, **told: Any) -> Callable[[type], Any]:
        return lambda kind: types.SimpleNamespace(remote=self._worker)

    def _worker(self, memory: int) -> Any:
        self.started += 1
        started = self.starts.popleft() if self.starts else None
        prove = types.SimpleNamespace(remote=lambda *proof: self._answer(started))
        do = types.SimpleNamespace(remote=lambda work, items: self._answer(self.refused or [("made", made) for made in work(items)]))
        return types.SimpleNamespace(prove=prove, do=do)

    def _answer(self, what: Any) -> int:
        self.answers[len(self.answers)] = what
        return len(self.answers) - 1

    def wait(self, waiting: Sequence[int], timeout: float) -> tuple[list[int], list[int]]:
        """The last that was asked answers first."""
        return [waiting[-1]], list(waiting[:-1])

    def get(self, answer: int) -> Any:
        if isinstance(self.answers[answer], Exception):
            raise self.answers[answer]
        return self.answers[answer]


@pytest.fixture
def engine_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Any, StandIn]]]:
    def made(cores: int, starts: Sequence[str | None]) -> tuple[Any, StandIn]:
        ray = StandIn(cores, ())
        ray.starts.extend(None if why is None else ray.exceptions.RayTaskError(ValueError(why)) for why in starts)
        monkeypatch.setitem(sys.modules, "ray", ray)
        monkeypatch.setitem(sys.modules, "ray.exceptions", ray.exceptions)
        monkeypatch.delitem(sys.modules, "variorum.engines.ray", raising=False)
        from variorum.engines.ray import RayEngine

        return RayEngine(None, lambda: "proof"), ray

    yield made
    monkeypatch.delitem(sys.modules, "variorum.engines.ray", raising=False)


@pytest.mark.parametrize(("name", "mode"), [("ray", "token"), ("ray:10.0.0.1:6379", None)])
def test_who_comes_to_what_is_started_here_is_asked_for_a_token(
    engine_on: Callable[..., tuple[Any, StandIn]], monkeypatch: pytest.MonkeyPatch, name: str, mode: str | None
) -> None:
    engine_on(1, [])
    monkeypatch.setattr(os, "environ", {key: value for key, value in os.environ.items() if key != "RAY_AUTH_MODE"})
    engine_of(name, None)
    assert os.environ.get("RAY_AUTH_MODE") == mode
    os.environ["RAY_AUTH_MODE"] = "disabled"
    engine_of(name, None)
    assert os.environ["RAY_AUTH_MODE"] == "disabled"


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def test_no_more_workers_are_started_than_batches_wait(engine_on: Callable[..., tuple[Any, StandIn]]) -> None:
    engine, ray = engine_on(16, [])
    assert list(engine.map(doubled, [4], 1)) == [(0, 8)]
    assert ray.started == 1
    assert sorted(engine.map(doubled, range(30), 10)) == [(number, 2 * number) for number in range(30)]
    assert ray.started <= 3
    assert list(engine.map(doubled, [], 1)) == []


def test_where_one_works_a_job_is_done_though_no_other_can_start(engine_on: Callable[..., tuple[Any, StandIn]]) -> None:
    engine, ray = engine_on(6, [None, *["no place"] * 10_000])
    assert sorted(engine.map(doubled, range(40), 1)) == [(number, 2 * number) for number in range(40)]
    assert ray.started < 6 + 2 * 40


def test_where_none_can_start_the_user_is_told_why(engine_on: Callable[..., tuple[Any, StandIn]]) -> None:
    engine, ray = engine_on(6, ["weights not found"] * 100)
    with pytest.raises(WorkerFailed, match=r"no worker can be started: it could not start \(weights not found\)"):
        list(engine.map(doubled, range(40), 1))
    assert ray.started < 12


def test_a_result_that_cannot_be_sent_is_told_as_such(engine_on: Callable[..., tuple[Any, StandIn]]) -> None:
    engine, ray = engine_on(1, [])
    ray.refused = ray.exceptions.RayTaskError(ValueError("no pickle"))
    assert list(engine.map(doubled, [1], 1)) == [Lost(0, "the result cannot be sent (no pickle)")]
