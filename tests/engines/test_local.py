"""The local engine: same results in this process and in workers, and workers that really die."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from variorum.contracts import Lost
from variorum.engines.local import LocalEngine

pytestmark = pytest.mark.process

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


@pytest.fixture
def workers() -> Iterator[LocalEngine]:
    """Two workers, and no job small enough for this process."""
    with LocalEngine(2, small=0) as engine:
        yield engine


def made(
    engine: LocalEngine, work: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any], batch: int
) -> tuple[dict[int, Any], dict[int, str]]:
    found = list(engine.map(work, items, batch))
    results = {result[0]: result[1] for result in found if not isinstance(result, Lost)}
    lost = {result.index: result.reason for result in found if isinstance(result, Lost)}
    assert len(results) + len(lost) == len(found) == len(items)
    return results, lost


def test_small_jobs_are_done_in_this_process() -> None:
    import deeds

    with LocalEngine(2, small=4) as engine:
        results, _ = made(engine, deeds.pid, range(8), 2)
    assert set(results.values()) == {os.getpid()}


def test_bigger_jobs_go_to_worker_processes_no_more_than_asked(workers: LocalEngine) -> None:
    import deeds

    results, _ = made(workers, deeds.pid, range(12), 1)
    assert os.getpid() not in results.values()
    assert len(set(results.values())) <= 2


def test_workers_are_used_again(workers: LocalEngine) -> None:
    import deeds

    first, _ = made(workers, deeds.pid, range(6), 1)
    second, _ = made(workers, deeds.pid, range(6), 1)
    assert set(second.values()) <= set(first.values())


@pytest.mark.parametrize(("count", "batch"), [(0, 3), (1, 1), (7, 3), (40, 7)])
def test_every_item_comes_back_under_its_index(workers: LocalEngine, count: int, batch: int) -> None:
    import deeds

    here, _ = made(LocalEngine(1, small=1000), deeds.double, range(count), batch)
    there, lost = made(workers, deeds.double, range(count), batch)
    assert here == there == {number: 2 * number for number in range(count)}
    assert not lost


@pytest.mark.parametrize("death", ["exit", "segfault", "killed"])
def test_an_item_that_kills_its_worker_is_lost_and_the_job_goes_on(workers: LocalEngine, death: str) -> None:
    import deeds

    items: list[object] = list(range(30))
    items[11] = death
    results, lost = made(workers, deeds.fragile, items, 4)
    assert list(lost) == [11]
    assert results == {number: number for number in range(30) if number != 11}
    assert ("signal 9" if death == "killed" else "code 3" if death == "exit" else "signal 11") in lost[11]


def test_many_killers_among_many_items(workers: LocalEngine) -> None:
    import deeds

    chance = random.Random(7)
    items: list[object] = [chance.choice(["exit", "killed"]) if chance.random() < 0.2 else number for number in range(40)]
    results, lost = made(workers, deeds.fragile, items, 5)
    assert set(lost) == {index for index, item in enumerate(items) if isinstance(item, str)}
    assert all(items[index] == value for index, value in results.items())


def test_a_worker_killed_by_chance_costs_nothing(workers: LocalEngine, tmp_path: Path) -> None:
    """A worker ended from outside (out of memory, say) loses no item: each is tried again by itself."""
    import deeds

    items = ["a", str(tmp_path / "one"), "b", "c", "d", str(tmp_path / "two")]
    results, lost = made(workers, deeds.once, items, 3)
    assert sorted(results) == list(range(6))
    assert not lost


def test_an_item_that_raises_is_lost_in_either_process(workers: LocalEngine) -> None:
    import deeds

    items: list[object] = [1, "raise", 3, 4]
    for engine in (LocalEngine(1, small=100), workers):
        results, lost = made(engine, deeds.fragile, items, 4)
        assert results == {0: 1, 2: 3, 3: 4}
        assert lost == {1: "ValueError: not this one"}


def test_what_raised_comes_with_its_traceback(workers: LocalEngine) -> None:
    import deeds

    for engine in (LocalEngine(1, small=100), workers):
        (lost,) = (result for result in engine.map(deeds.fragile, [1, "raise"], 4) if isinstance(result, Lost))
        assert 'in fragile\n    raise ValueError("not this one")' in lost.trace


@pytest.mark.reliability
def test_a_worker_that_hangs_is_ended() -> None:
    import deeds

    with LocalEngine(2, small=0, patience=2.0) as engine:
        results, lost = made(engine, deeds.fragile, [1, "hang", 3], 3)
    assert results == {0: 1, 2: 3}
    assert "longer than 2 s" in lost[1]


def test_printing_does_not_spoil_the_talk(workers: LocalEngine) -> None:
    import deeds

    results, lost = made(workers, deeds.fragile, ["chatter", 2], 1)
    assert results == {0: "chatter", 1: 2}
    assert not lost


def test_a_result_that_cannot_be_sent_is_lost_with_the_reason(workers: LocalEngine) -> None:
    import deeds

    _, lost = made(workers, deeds.unsendable, [1], 1)
    assert "cannot be sent" in lost[0]


def test_work_that_gives_too_few_results_is_told(workers: LocalEngine) -> None:
    import deeds

    _, lost = made(workers, deeds.short, [1, 2], 2)
    assert "0 results for 1 items" in lost[0]


def test_items_are_taken_as_needed(workers: LocalEngine) -> None:
    """A job of millions is never held in memory: only what is in work is taken from the source."""
    import deeds

    source = deeds.Source()
    results = workers.map(deeds.double, source, 10)
    for _ in range(20):
        next(results)
    assert source.taken < 200


def test_a_job_left_early_leaves_no_answers_behind(workers: LocalEngine) -> None:
    import deeds

    job = workers.map(deeds.pid, range(100), 1)
    next(job)
    job.close()  # type: ignore[attr-defined]
    results, lost = made(workers, deeds.double, range(10), 1)
    assert results == {number: 2 * number for number in range(10)}
    assert not lost


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count what a process takes")
def test_a_worker_may_take_so_much_and_no_more() -> None:
    import deeds

    with LocalEngine(1, small=0, memory=1 << 30) as engine:
        results, lost = made(engine, deeds.taking, [1 << 20, 1 << 32, 1 << 21], 1)
    assert sorted(results) == [0, 2]
    assert "MemoryError" in lost[1]


def test_an_interrupt_ends_the_workers(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import signal, sys
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
        sys.path.insert(0, {str(HERE)!r})
        import deeds
        from variorum.engines.local import LocalEngine
        with LocalEngine(2, small=0) as engine:
            list(engine.map(deeds.slow, [{str(tmp_path / "one")!r}, {str(tmp_path / "two")!r}], 1))
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not any((tmp_path / name).exists() and (tmp_path / name).read_text() for name in ("one", "two")):
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=90)
    assert "KeyboardInterrupt" in errors
    for name in ("one", "two"):
        if (tmp_path / name).exists() and (text := (tmp_path / name).read_text()):
            assert not _alive(int(text))


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(HERE)!r})
        import deeds
        from variorum.engines.local import LocalEngine
        engine = LocalEngine(2, small=0)
        print([pid for _, pid in engine.map(deeds.pid, range(8), 1)], flush=True)
        sys.stdin.read()
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    pids = {int(word) for word in process.stdout.readline().strip("[]\n").split(",")}
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in pids)


def test_workers_end_in_the_midst_of_their_work_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(HERE)!r})
        import deeds
        from variorum.engines.local import LocalEngine
        list(LocalEngine(2, small=0).map(deeds.slow, [{str(tmp_path / "one")!r}, {str(tmp_path / "two")!r}], 1))
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in ("one", "two")):
        time.sleep(0.05)
    pids = [int((tmp_path / name).read_text()) for name in ("one", "two")]
    assert all(map(_alive, pids))
    process.kill()
    begun = time.monotonic()
    process.communicate(timeout=60)  # to the end of the pipe: nobody holds it any more
    assert time.monotonic() - begun < 10
    while any(map(_alive, pids)) and time.monotonic() - begun < 10:
        time.sleep(0.05)
    assert not any(map(_alive, pids))


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
