"""Folders and steps of a bulk run: pieces that are there whole or not at all, parts that are done once, hostile work that costs itself."""

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from variorum.bulk import steps
from variorum.bulk.folder import WORK, Folder
from variorum.bulk.steps import Bundle, Done, Part, Piece, Step
from variorum.contracts import Lost
from variorum.engines.local import LocalEngine
from variorum.errors import WrongUse
from variorum.model.report import Problem


class Engine:
    """Does the work here and now, but for bundles in which something is lost; counts what it hands out."""

    def __init__(self, lost: Callable[[Any], bool] = lambda thing: False) -> None:
        self.lost = lost
        self.handed: list[Bundle] = []

    def map(self, work: Callable[..., Any], items: Iterable[Any], batch: int) -> Iterator[tuple[int, Any] | Lost]:
        for index, bundle in enumerate(items):
            self.handed.append(bundle)
            if any(self.lost(thing) for thing in bundle.things):
                yield Lost(index, "it was killed")
            else:
                yield index, work([bundle])[0]


def told(bundles: Sequence[Bundle]) -> list[Done]:
    return [Done((Piece(bundle.name, len(bundle.things)),), (), bundle.things) for bundle in bundles]


def missed(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    (thing,) = bundle.things
    return Done((), (Problem(str(thing), "step", "lost", lost.reason),), ())


STEP = Step("step", "Doing", told, missed)


def parts(folder: Folder, count: int = 3, bundles: int = 2, things: int = 10) -> list[Part]:
    def made(name: str) -> list[Bundle]:
        return [
            Bundle(folder.address, name, first * things, tuple(f"{name}{first * things + thing}" for thing in range(things)))
            for first in range(bundles)
        ]

    return [Part(f"p{number}", made(f"p{number}")) for number in range(count)]


def run(folder: Folder, engine: Any, given: Iterable[Part] | None = None) -> list[tuple[str, Done]]:
    return steps.run(folder, STEP, parts(folder) if given is None else given, 60, engine, lambda what, done, of: None)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(str(tmp_path))


def test_what_is_done_is_not_done_again(folder: Folder) -> None:
    first = run(folder, Engine())
    again = Engine()
    assert run(folder, again) == first
    assert again.handed == []
    assert [len(done.told) for _, done in first] == [20, 20, 20]


def test_a_part_that_was_not_finished_is_done_anew_and_the_others_are_not(folder: Folder) -> None:
    class Dying(Engine):
        def map(self, work: Callable[..., Any], items: Iterable[Any], batch: int) -> Iterator[tuple[int, Any] | Lost]:
            for number, result in enumerate(super().map(work, items, batch)):
                if number == 3:
                    raise KeyboardInterrupt
                yield result

    with pytest.raises(KeyboardInterrupt):
        run(folder, Dying())
    again = Engine()
    whole = run(folder, again)
    assert {bundle.part for bundle in again.handed} == {"p1", "p2"}
    assert [list(done.told) for _, done in whole] == [[f"p{part}{thing}" for thing in range(20)] for part in range(3)]


def test_no_bundle_is_kept_that_is_done_and_nothing_told_that_is_not_asked_for(folder: Folder) -> None:
    """What grows with the pile is in the folder, and not in the driver's memory."""
    held: list[int] = []

    class Watching(Engine):
        def map(self, work: Callable[..., Any], items: Iterable[Any], batch: int) -> Iterator[tuple[int, Any] | Lost]:
            for index, bundle in enumerate(items):
                gone.append(weakref.ref(bundle.things[0]))
                made = work([bundle])[0]
                del bundle
                yield index, made
                held.append(sum(thing() is not None for thing in gone))

    class Thing(str):
        __slots__ = ("__weakref__",)

    gone: list[weakref.ref[Thing]] = []
    made = (Part(f"p{number}", [Bundle(folder.address, f"p{number}", 0, (Thing(f"thing {number}"),))]) for number in range(20))
    silent = STEP._replace(remembers=False)
    first = steps.run(folder, silent, made, 20, Watching(), lambda what, done, of: None)
    assert max(held) <= 2
    assert [done.told for _, done in first] == [()] * 20
    assert [done.pieces for _, done in first] == [(Piece(f"p{number}-00000-1", 1),) for number in range(20)]
    marked = steps.mark_of(folder, "step", "p3")
    assert marked is not None
    assert marked.told == ("thing 3",)
    again = steps.run(folder, silent, [Part("p3", [])], 1, Engine(), lambda what, done, of: None)
    assert again[0][1] == first[3][1]


def test_what_is_hostile_costs_itself_alone(folder: Folder) -> None:
    engine = Engine(lambda thing: thing in ("p13", "p117"))
    found = dict(run(folder, engine))
    assert sorted(found["p1"].told) == sorted(f"p1{thing}" for thing in range(20) if thing not in (3, 17))
    assert [problem.origin for problem in found["p1"].problems] == ["p13", "p117"]
    assert len(found["p0"].told) == len(found["p2"].told) == 20
    assert [bundle.things for bundle in engine.handed].count(("p13",)) == steps.TRIES


def test_a_worker_that_was_ended_from_outside_costs_nothing(folder: Folder) -> None:
    deaths = iter([True, True])
    found = run(folder, Engine(lambda thing: thing == "p05" and next(deaths, False)))
    assert sorted(found[0][1].told) == sorted(f"p0{thing}" for thing in range(20))
    assert found[0][1].problems == ()


def test_the_pieces_of_bundles_have_names_of_their_own(folder: Folder) -> None:
    engine = Engine(lambda thing: thing == "p02")
    found = run(folder, engine)
    names = [piece.name for _, done in found for piece in done.pieces]
    assert len(names) == len(set(names))


def test_an_engine_of_processes_does_the_same(folder: Folder) -> None:
    with LocalEngine(1) as engine:
        assert [name for name, _ in run(folder, engine)] == ["p0", "p1", "p2"]


def test_a_part_without_work_is_done(folder: Folder) -> None:
    assert run(folder, Engine(), [Part("empty", [])]) == [("empty", Done())]


@pytest.mark.parametrize("address", ["{path}", "memory://{path}"])
def test_a_piece_is_read_in_rows_and_ranges(tmp_path: Path, address: str) -> None:
    folder = Folder(address.format(path=tmp_path / "out"))
    folder.put_table("a/piece.parquet", pa.table({"key": np.arange(100) // 3, "text": [f"row {number}" for number in range(100)]}), 7)
    assert folder.names("a") == ["piece.parquet"]
    taken = folder.take("a/piece.parquet", [93, 4, 5, 40], ["text"])
    assert taken.column("text").to_pylist() == ["row 93", "row 4", "row 5", "row 40"]
    between = folder.between("a/piece.parquet", "key", 3, 9)
    assert between.column("text").to_pylist() == [f"row {number}" for number in range(9, 27)]
    assert len(folder.between("a/piece.parquet", "key", 200, 300)) == 0
    assert folder.table("a/piece.parquet", ["key"]).num_rows == 100
    folder.remove("a/piece.parquet")
    assert folder.names("a") == []


def test_a_range_of_an_empty_piece_is_empty(folder: Folder) -> None:
    folder.put_table("none.parquet", pa.table({"key": np.zeros(0, np.int64)}), 7)
    assert len(folder.between("none.parquet", "key", 0, 9)) == 0


def test_a_piece_that_could_not_be_written_whole_is_not_there(folder: Folder) -> None:
    def torn(path: Path) -> None:
        path.write_text("half")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        folder.put("a/torn.json", torn)
    assert folder.names("a") == []
    assert folder.json("a/torn.json") is None


def test_an_address_that_nothing_speaks_to_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="nowhere://place cannot be reached"):
        Folder("nowhere://place")


def test_marks_stand_in_the_folder(folder: Folder) -> None:
    run(folder, Engine())
    assert folder.names(f"{WORK}/marks/step") == ["p0.json", "p1.json", "p2.json"]
