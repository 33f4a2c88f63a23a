"""The engine of many machines does what the local one does; on one machine here. `make ray` runs these, where Ray is installed."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ray", reason="Ray is not installed: pip install 'variorum[ray]', or `make ray`")

from bulk.piles import SMALL, assert_same_rows, pile
from variorum.bulk import run as bulk
from variorum.bulk.reading import read
from variorum.contracts import Given, Lost
from variorum.engines.local import LocalEngine
from variorum.engines.ray import OtherRules, RayEngine
from variorum.errors import WrongUse
from variorum.job import reading, versions
from variorum.store.writer import Writer

pytestmark = [pytest.mark.process, pytest.mark.model]

HERE = LocalEngine(1, small=10**6)
sys.path.insert(0, str(Path(__file__).parent))
os.environ["PYTHONPATH"] = os.pathsep.join(part for part in sys.path if part)  # which the workers that Ray starts inherit


@pytest.fixture(scope="module")
def workers() -> Iterator[RayEngine]:
    with RayEngine(None, versions.looks, 2, patience=20) as engine:
        yield engine


def made(engine: RayEngine, work: Any, items: Sequence[Any], batch: int) -> tuple[dict[int, Any], dict[int, str]]:
    found = list(engine.map(work, items, batch))
    results = {result[0]: result[1] for result in found if not isinstance(result, Lost)}
    lost = {result.index: result.reason for result in found if isinstance(result, Lost)}
    assert len(results) + len(lost) == len(found) == len(items)
    return results, lost


@pytest.mark.parametrize(("count", "batch"), [(0, 3), (1, 1), (7, 3), (40, 7)])
def test_every_item_comes_back_under_its_index(workers: RayEngine, count: int, batch: int) -> None:
    import deeds

    assert made(workers, deeds.double, range(count), batch) == ({number: 2 * number for number in range(count)}, {})


def test_the_work_is_done_elsewhere_by_no_more_than_asked_and_they_are_used_again(workers: RayEngine) -> None:
    import deeds

    first, _ = made(workers, deeds.pid, range(8), 1)
    second, _ = made(workers, deeds.pid, range(8), 1)
    assert os.getpid() not in first.values()
    assert len(set(first.values()) | set(second.values())) <= 2


@pytest.mark.parametrize("death", ["exit", "segfault", "killed", "raise"])
def test_an_item_that_kills_its_worker_is_lost_and_the_job_goes_on(workers: RayEngine, death: str) -> None:
    import deeds

    items: list[object] = list(range(12))
    items[5] = death
    results, lost = made(workers, deeds.fragile, items, 4)
    assert list(lost) == [5]
    assert results == {number: number for number in range(12) if number != 5}
    assert lost[5] == ("ValueError: not this one" if death == "raise" else "the worker was ended")


def test_a_worker_killed_by_chance_costs_nothing(workers: RayEngine, tmp_path: Path) -> None:
    import deeds

    results, lost = made(workers, deeds.once, ["a", str(tmp_path / "one"), "b", str(tmp_path / "two")], 2)
    assert sorted(results) == list(range(4))
    assert not lost


def test_a_worker_that_hangs_is_ended(workers: RayEngine) -> None:
    import deeds

    results, lost = made(workers, deeds.fragile, [1, "hang", 3], 1)
    assert results == {0: 1, 2: 3}
    assert lost == {1: "took longer than 20 s"}


def test_items_are_taken_as_needed(workers: RayEngine) -> None:
    import deeds

    source = deeds.Source()
    results = workers.map(deeds.double, source, 10)
    for _ in range(20):
        next(results)
    assert source.taken < 200
    results.close()  # type: ignore[attr-defined]


def test_a_worker_may_take_so_much_and_no_more(workers: RayEngine) -> None:
    import deeds

    results, lost = made(workers, deeds.taking, [1 << 20, 1 << 36, 1 << 21], 1)
    assert sorted(results) == [0, 2]
    assert "MemoryError" in lost[1]


def test_a_bulk_run_and_a_read_have_the_rows_of_the_local_engine(workers: RayEngine, tmp_path: Path) -> None:
    texts = pile(tmp_path / "texts", 8)
    with Writer(tmp_path / "local.db") as writer:
        reading.run(writer, [texts], Given(), HERE)
    bulk.run(str(tmp_path / "out"), [str(texts)], Given(), workers, sizes=SMALL)
    assert_same_rows(tmp_path / "out", tmp_path / "local.db", tmp_path / "aside")
    with Writer(tmp_path / "ray.db") as writer:
        outcome = read(writer, [texts], Given(), workers, HERE, str(tmp_path / "work"))
    assert_same_rows(tmp_path / "out", tmp_path / "ray.db", tmp_path / "aside")
    assert (outcome.files, outcome.reports, len(outcome.problems)) == (8, 9, 2)
    assert list((tmp_path / "work").iterdir()) == []


def test_a_cluster_that_is_not_there_is_wrong_use(workers: RayEngine) -> None:
    with pytest.raises(WrongUse, match="Ray cannot be reached"):
        RayEngine("nowhere:1", versions.looks)


def test_a_machine_of_another_version_is_not_worked_with(workers: RayEngine) -> None:
    """The last test: it starts Ray anew."""
    import deeds

    workers.close()
    with RayEngine(None, time.monotonic_ns, 1) as engine, pytest.raises(OtherRules, match="another version of Variorum"):
        list(engine.map(deeds.double, [1], 1))
