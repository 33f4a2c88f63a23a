"""A bulk run: the rows of a read, however it is stopped, and whatever is lost; and its stories brought into a library."""

import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
import pytest

from bulk.piles import SMALL, assert_same_rows, pile, rows
from invented import assert_same_library, tables
from variorum.bulk import inputs
from variorum.bulk import run as bulk
from variorum.bulk.folder import WORK, Folder
from variorum.bulk.inputs import plan_of
from variorum.bulk.loading import load
from variorum.contracts import Given, Lost
from variorum.engines.local import LocalEngine
from variorum.errors import WrongUse
from variorum.job import reading
from variorum.model.report import LOST
from variorum.store.check import check
from variorum.store.library import Library
from variorum.store.schema import TABLES
from variorum.store.writer import Writer

pytestmark = [pytest.mark.model, pytest.mark.process]

HERE = LocalEngine(1, small=10**6)


def do(folder: Path, *paths: Path, engine: Any = HERE) -> bulk.Outcome:
    return bulk.run(str(folder), [str(path) for path in paths], Given(), engine, sizes=SMALL)


def brought(library: Path, folder: Path, *stories: str) -> Any:
    with Writer(library) as writer:
        return load(writer, str(folder), stories, HERE)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pile(tmp_path_factory.mktemp("texts"), 8)


@pytest.fixture(scope="module")
def library(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of all texts, read in the plain way."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    with Writer(path) as writer:
        reading.run(writer, [texts], Given(), HERE)
    return path


@pytest.fixture(scope="module")
def folder(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all texts, of one bulk run."""
    path = tmp_path_factory.mktemp("bulk") / "out"
    do(path, texts)
    return path


class Stopped(BaseException):
    """The driver is killed."""


class Stopping:
    """The engine of a driver that dies after so many results, whatever they are."""

    def __init__(self, after: int) -> None:
        self.left = after

    def map(self, work: Callable[..., Any], items: Iterable[Any], batch: int) -> Iterator[tuple[int, Any] | Lost]:
        for result in HERE.map(work, items, batch):
            self.left -= 1
            if self.left < 0:
                raise Stopped
            yield result


class Losing:
    """Loses the bundles that have a hostile thing in them: the room of a step's work -> is a thing hostile?"""

    def __init__(self, hostile: Mapping[str, Callable[[Any], bool]]) -> None:
        self.hostile = hostile

    def map(self, work: Callable[..., Any], items: Iterable[Any], batch: int) -> Iterator[tuple[int, Any] | Lost]:
        is_hostile = self.hostile[work.__module__.rpartition(".")[2]]
        for index, bundle in enumerate(items):
            if any(map(is_hostile, bundle.things)):
                yield Lost(index, "the worker was ended by signal 9")
            else:
                yield index, work([bundle])[0]


def test_a_bulk_run_has_the_rows_of_a_read(folder: Path, library: Path, tmp_path: Path) -> None:
    assert_same_rows(folder, library, tmp_path / "aside")
    reader = Library(library)
    assert len(reader.stories()) > 3
    assert max(len(story.reports) for story in reader.stories()) > 2
    assert {problem.kind for problem in reader.problems()} == {"empty", "language"}
    assert len(list((folder / "points").glob("*.parquet"))) > 2


def test_a_run_that_is_done_is_not_done_again(folder: Path, texts: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    again = do(folder, texts, engine=Stopping(0))
    assert (again.reports, again.files) == (9, 8)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")} == before


def test_a_run_that_is_stopped_anywhere_ends_in_the_same_rows(texts: Path, library: Path, tmp_path: Path) -> None:
    chance, stops = random.Random(3), 0
    while True:
        try:
            do(tmp_path / "out", texts, engine=Stopping(chance.randint(1, 6)))
            break
        except Stopped:
            stops += 1
    assert stops >= 5
    assert_same_rows(tmp_path / "out", library, tmp_path / "aside")


def test_a_folder_is_of_one_set_of_inputs(folder: Path, texts: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="other inputs"):
        do(folder, pile(tmp_path / "others", 6))


def test_a_folder_of_other_things_is_not_taken(texts: Path, tmp_path: Path) -> None:
    """What lies there would mix with the tables."""
    (tmp_path / "mine" / "points").mkdir(parents=True)
    (tmp_path / "mine" / "points" / "notes.txt").write_text("mine")
    with pytest.raises(WrongUse, match="is not empty, and no run of Variorum made what lies there"):
        do(tmp_path / "mine", texts)
    assert [path.name for path in (tmp_path / "mine").rglob("*")] == ["points", "notes.txt"]
    with pytest.raises(WrongUse, match="is not empty"):
        do(tmp_path / "mine" / "points" / "notes.txt", texts)
    store = fsspec.filesystem("memory")
    store.pipe("/mine/_work/files.parquet", b"mine")
    with pytest.raises(WrongUse, match="is not empty"):
        bulk.run("memory://mine", [str(texts)], Given(), HERE)


def test_inputs_in_the_folder_for_the_tables_are_refused(folder: Path, texts: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(texts, whole / "reports")
    before = sorted(whole.rglob("*"))
    for named in (whole / "reports", whole, whole / "reports" / "french.txt"):
        with pytest.raises(WrongUse, match=r"is not empty|lies within"):
            do(whole, named)
    assert sorted(whole.rglob("*")) == before
    with pytest.raises(WrongUse, match=f"{folder}/reports lies within {folder}"):
        do(folder, folder / "reports")
    with pytest.raises(WrongUse, match="memory://pile/day lies within memory://pile"):
        bulk.run("memory://pile", ["memory://pile/day"], Given(), HERE)


@pytest.mark.parametrize("address", ["{path}", "memory://{path}"])
def test_what_the_run_made_is_no_input_of_it(texts: Path, tmp_path: Path, address: str) -> None:
    place = address.format(path=tmp_path / "in")
    shutil.copytree(texts, tmp_path / "in")
    fsspec.filesystem("memory").put(f"{texts}/", f"{tmp_path}/in", recursive=True)
    plans = []
    for _ in range(2):
        with pytest.raises(Stopped):
            bulk.run(f"{place}/tables", [place], Given(), Stopping(1), sizes=SMALL)
        plans.append(plan_of(Folder(f"{place}/tables")))
    assert plans[0] is not None
    assert plans[0] == plans[1]
    assert plans[0].files == 8


def test_what_a_person_put_beside_the_tables_stays(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(Stopped):
        do(out, texts / "records.jsonl", engine=Stopping(1))
    mine = [out / "mine.txt", out / "points" / "mine.parquet", out / "reports" / "notes.txt"]
    given_up = out / "points" / "0000000-00000-99.parquet"  # as a worker leaves it whose bundle was taken apart
    for path in (*mine, given_up):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    do(out, texts / "records.jsonl")
    assert all(path.exists() for path in mine)
    assert not given_up.exists()


def test_a_run_that_was_killed_before_it_had_begun_begins(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    (out / WORK).mkdir(parents=True)
    (out / WORK / ".plan.json.host.1.part").write_text("{")
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "there", lambda folder, name: True)  # the plan stands, and the list of files does not
        inputs.planned(Folder(str(out)), [str(texts)], Given(), SMALL)
    assert not (out / inputs.FILES).exists()
    assert inputs.planned(Folder(str(out)), [str(texts)], Given(), SMALL).files == 8
    assert (out / inputs.FILES).exists()


def test_a_folder_of_pieces_in_another_form_is_of_another_program(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(inputs, "FORM", 1)
        do(tmp_path / "out", texts / "records.jsonl")
    for act in (lambda: do(tmp_path / "out", texts / "records.jsonl"), lambda: brought(tmp_path / "library.db", tmp_path / "out")):
        with pytest.raises(WrongUse, match="another version of the program"):
            act()


def test_a_folder_is_of_one_program(folder: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from variorum.job import versions

    changed = versions.looks()._replace(stories="another")
    monkeypatch.setattr(versions, "looks", lambda: changed)
    with pytest.raises(WrongUse, match="another version of the program"):
        do(folder, texts)


def test_a_run_of_files_that_give_no_report_ends_and_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert do(tmp_path / "none", tmp_path / "in") == (0, 0, 0, ())
    assert brought(tmp_path / "library.db", tmp_path / "none") == (0, (), (), 0)
    (tmp_path / "in" / "empty.txt").write_text("")
    outcome = do(tmp_path / "out", tmp_path / "in")
    assert outcome[:3] == (1, 0, 0)
    assert [problem.kind for problem in outcome.problems] == ["empty"]
    assert brought(tmp_path / "library.db", tmp_path / "out") == (0, (), (), 0)
    assert [problem.kind for problem in Library(tmp_path / "library.db").problems()] == ["empty"]
    with Writer(tmp_path / "library.db") as writer:
        assert reading.run(writer, [tmp_path / "in"], Given(), HERE).fresh == 0
    with Writer(tmp_path / "plainly.db") as writer:
        reading.run(writer, [tmp_path / "in"], Given(), HERE)
    assert tables(tmp_path / "library.db") == tables(tmp_path / "plainly.db")
    assert_same_rows(tmp_path / "out", tmp_path / "plainly.db", tmp_path / "aside")


def test_an_object_store_does_as_well(folder: Path, texts: Path, tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    store.put(f"{texts}/", "/inputs", recursive=True)
    outcome = bulk.run("memory://bulk/out", ["memory://inputs"], Given(), HERE, sizes=SMALL)
    assert {problem.origin for problem in outcome.problems} == {"memory:///inputs/empty.txt", "memory:///inputs/french.txt"}
    store.get("/bulk/out/", str(tmp_path / "out"), recursive=True)
    for table in TABLES:
        if table not in ("reports", "problems"):  # which name their files
            assert rows(table, tmp_path / "out" / table) == rows(table, folder / table), f"the tables {table} differ"


def test_all_stories_loaded_make_the_library_of_a_read(folder: Path, library: Path, texts: Path, tmp_path: Path) -> None:
    loaded = brought(tmp_path / "loaded.db", folder)
    assert loaded.judged == ()
    assert len(loaded.stories) == len(Library(library).stories())
    assert tables(tmp_path / "loaded.db") == tables(library)
    assert check(Library(tmp_path / "loaded.db")).faults == ()
    with Writer(tmp_path / "loaded.db") as writer:
        assert reading.run(writer, [texts], Given(), HERE)[1:] == (0, 0, (), ())


def test_one_story_is_loaded_and_the_rest_read(folder: Path, library: Path, texts: Path, tmp_path: Path) -> None:
    first = Library(library).stories()[0]
    loaded = brought(tmp_path / "one.db", folder, first.id[:9])
    assert loaded == (len(first.reports), (first.id,), (), 0)
    assert [story.reports for story in Library(tmp_path / "one.db").stories()] == [first.reports]
    with Writer(tmp_path / "one.db") as writer:
        reading.run(writer, [texts], Given(), HERE)
    assert_same_library(tmp_path / "one.db", library)


def test_what_the_library_has_is_judged_with_what_is_loaded(folder: Path, library: Path, texts: Path, tmp_path: Path) -> None:
    with Writer(tmp_path / "some.db") as writer:
        reading.run(writer, sorted(texts.glob("*-0.txt")), Given(), HERE)
    brought(tmp_path / "some.db", folder)
    assert_same_library(tmp_path / "some.db", library)


def test_a_folder_that_is_not_whole_is_not_loaded(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        do(tmp_path / "out", texts, engine=Stopping(2))
    with pytest.raises(WrongUse, match="no whole bulk run"):
        brought(tmp_path / "library.db", tmp_path / "out")


def test_a_story_that_is_not_there_is_wrong_use(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no story 's0nothing'"):
        brought(tmp_path / "library.db", folder, "s0nothing")
    with pytest.raises(WrongUse, match="several stories begin with 's'"):
        brought(tmp_path / "library.db", folder, "s")


def test_what_is_lost_is_told_and_tried_again_in_the_library(texts: Path, library: Path, tmp_path: Path) -> None:
    """A file, a paragraph, the features of a report and a story, each of which kills its worker whenever it is met."""
    hostile = {
        "inputs": lambda thing: thing[1].endswith("report-00000-0.txt"),
        "paragraphs": lambda thing: len(str(thing[1])) == 24 and thing == (paragraph or paragraph.append(thing) or paragraph)[0],
        "grouping": lambda thing: thing == 1,
        "judging": lambda thing: thing[1] == 0 and "0000000-" in thing[0],
    }
    paragraph: list[Any] = []
    outcome = do(tmp_path / "out", texts, engine=Losing(hostile))
    lost = {problem.stage: problem.message for problem in outcome.problems if problem.kind == LOST}
    assert "The file could not be read" in lost["sources"]
    assert "could not be analysed" in lost["language"]
    assert "A report stands alone" in lost["stories"]
    assert "Part of the story could not be judged" in lost["story"]
    assert all("signal 9" in message for message in lost.values())
    assert outcome.reports == Library(library).count("reports") - 1
    brought(tmp_path / "library.db", tmp_path / "out")
    with Writer(tmp_path / "library.db") as writer:
        reading.run(writer, [texts], Given(), HERE)
    assert_same_library(tmp_path / "library.db", library)
