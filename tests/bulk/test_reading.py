"""A read whose work an engine does in a folder: it goes on where it was stopped, and takes away its own work and nothing else."""

import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem

from bulk.test_run import HERE, Stopped, Stopping
from invented import assert_same_library, reports, tables, write
from variorum.apps.correcting import left_out, signed, told_of
from variorum.bulk import inputs
from variorum.bulk import reading as elsewhere
from variorum.bulk import run as bulk
from variorum.bulk.folder import Folder
from variorum.bulk.loading import load
from variorum.contracts import Given, Lost
from variorum.errors import WrongUse
from variorum.job import reading
from variorum.job.filing import Outcome
from variorum.sources import handed
from variorum.store.check import check
from variorum.store.library import Library
from variorum.store.writer import Writer

pytestmark = [pytest.mark.model, pytest.mark.process]


def read(library: Path, *paths: Path, work: Path, engine: Any = HERE) -> Outcome:
    with Writer(library) as writer:
        return elsewhere.read(writer, paths, Given(), engine, HERE, str(work))


def left(folder: Path) -> set[str]:
    """All files under a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    write(tmp_path / "texts", reports(3))
    return tmp_path / "texts"


@pytest.fixture
def plainly(texts: Path, tmp_path: Path) -> Path:
    """The library of a plain read."""
    path = tmp_path / "plainly.db"
    with Writer(path) as writer:
        reading.run(writer, [texts], Given(), HERE)
    return path


def test_what_lies_in_the_folder_for_the_work_stays(texts: Path, plainly: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    (work / "reports").mkdir(parents=True)
    (work / "reports" / "mine.txt").write_text("mine")
    (work / "other.txt").write_text("mine too")
    bulk.run(str(work / "tables"), [str(texts)], Given(), HERE)
    before = left(work)
    read(tmp_path / "library.db", texts, work=work)
    assert left(work) == before
    assert {path.name for path in work.iterdir()} == {"reports", "other.txt", "tables"}
    assert_same_library(tmp_path / "library.db", plainly)


def test_a_finished_bulk_run_stays_where_the_work_is_to_be_done(texts: Path, tmp_path: Path) -> None:
    bulk.run(str(tmp_path / "tables"), [str(texts)], Given(), HERE)
    before = left(tmp_path / "tables")
    read(tmp_path / "library.db", texts, work=tmp_path / "tables")
    assert left(tmp_path / "tables") == before


def test_what_a_person_put_into_the_hidden_folder_stays(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        read(tmp_path / "library.db", texts, work=tmp_path, engine=Stopping(1))
    (own,) = tmp_path.glob(".variorum-*")
    bulk.run(str(own / "tables"), [str(texts)], Given(), HERE)
    (run,) = (path for path in own.iterdir() if path.name != "tables")
    (own / "note.txt").write_text("mine")
    (run / "note.txt").write_text("mine")
    read(tmp_path / "library.db", texts, work=tmp_path)
    assert {path.name for path in own.iterdir()} == {"tables", "note.txt", run.name}
    assert left(run) == {"note.txt"}


def test_what_was_handed_over_is_read_here(tmp_path: Path) -> None:
    """No other machine sees it."""
    with handed.stream(io.BytesIO(b"The bridge of Orrin fell on Monday.\n\nNobody was hurt, the council said.\n")) as file:
        with Writer(tmp_path / "library.db") as writer:
            outcome = elsewhere.read(writer, [file], Given(), Stopping(0), HERE, str(tmp_path))
        assert (outcome.files, outcome.fresh, outcome.reports, len(outcome.stories)) == (1, 1, 1, 1)


# What the library has read itself


def ids(library: Path) -> dict[str, str]:
    """Report id -> its outlet, of all reports."""
    return {report.id: str(report.outlet) for report in Library(library).nouns("reports")}


def known(path: Path, texts: Path) -> list[str]:
    """A library of the texts, of which the user said the outlet; one report is left out, of another the headline was told. Their ids."""
    with Writer(path) as writer:
        reading.run(writer, [texts], Given("Meridian"), HERE)
        first, second, *_ = writer.reader.nouns("reports")
        signature = signed("Ada Quill")
        for decision in (*left_out([first], signature), *told_of(second, {"title": "Told by hand"}, signature)):
            writer.decide(decision)
        reading.run(writer, [texts], Given("Meridian"), HERE)
    return [first.id, second.id]


def test_other_words_of_the_user_keep_ids_and_decisions(texts: Path, tmp_path: Path) -> None:
    removed, corrected = known(tmp_path / "library.db", texts)
    shutil.copy(tmp_path / "library.db", tmp_path / "plainly.db")
    before = ids(tmp_path / "library.db")
    with Writer(tmp_path / "library.db") as writer:
        elsewhere.read(writer, [texts], Given("Gazette"), HERE, HERE, str(tmp_path))
    with Writer(tmp_path / "plainly.db") as writer:
        reading.run(writer, [texts], Given("Gazette"), HERE)
    assert ids(tmp_path / "library.db") == dict.fromkeys(before, "Gazette")
    assert removed not in before
    assert Library(tmp_path / "library.db").report(corrected).title == "Told by hand"
    assert_same_library(tmp_path / "library.db", tmp_path / "plainly.db")


def test_a_load_leaves_the_files_that_the_library_has_read_as_they_are(texts: Path, tmp_path: Path) -> None:
    known(tmp_path / "library.db", texts)
    before = tables(tmp_path / "library.db")
    for given, kept in ((Given(), 0), (Given("Meridian"), 0), (Given("Gazette"), 3)):
        folder = tmp_path / f"tables-{given.outlet}"
        bulk.run(str(folder), [str(texts)], given, HERE)
        with Writer(tmp_path / "library.db") as writer:
            assert load(writer, str(folder), [], HERE) == (0, (), (), kept)
            assert load(writer, str(folder), [story_of(folder)], HERE) == (0, (), (), kept)
        assert tables(tmp_path / "library.db") == before


def story_of(folder: Path) -> str:
    return str(Folder(str(folder)).table("stories/0000000-00000-2.parquet", ["id"]).column("id")[0])


def test_new_files_come_into_the_stories_of_those_that_the_library_has_read(texts: Path, tmp_path: Path) -> None:
    """A story of whose reports the library has some under other ids, and others not yet."""
    known(tmp_path / "library.db", texts)
    before = ids(tmp_path / "library.db")
    again = next(texts.glob("*-1.txt"))
    (texts / "new.txt").write_text(again.read_text("utf-8") + "\nThe council will meet on Friday.\n", "utf-8")
    bulk.run(str(tmp_path / "tables"), [str(texts)], Given(), HERE)
    with Writer(tmp_path / "library.db") as writer:
        loaded = load(writer, str(tmp_path / "tables"), [], HERE)
    assert (loaded.reports, loaded.stories, loaded.kept) == (1, (), 0)
    assert before.items() < ids(tmp_path / "library.db").items()
    assert check(Library(tmp_path / "library.db")).faults == ()


# Stopped


class Dying:
    """Dies when it is told of this for the first time."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __call__(self, what: str, done: int, of: int) -> None:
        if what == self.what:
            raise Stopped


@pytest.mark.parametrize("what", ["Bringing reports", "Bringing stories"])
def test_a_read_that_was_stopped_while_it_brought_its_stories_goes_on(texts: Path, plainly: Path, tmp_path: Path, what: str) -> None:
    library = tmp_path / "library.db"
    with Writer(library) as writer, pytest.raises(Stopped):
        elsewhere.read(writer, [texts], Given(), HERE, HERE, str(tmp_path), Dying(what))
    (texts / "new.txt").write_text("A bridge fell.\n\nNobody was hurt when the bridge of Orrin fell on Monday, the council said.\n")
    with Writer(library) as writer:  # what was judged is not judged again
        outcome = elsewhere.read(writer, [texts], Given(), HERE, Stopping(0), str(tmp_path))
    assert outcome.fresh == 1
    assert not list(tmp_path.glob(".variorum-*"))
    with Writer(plainly) as writer:
        reading.run(writer, [texts], Given(), HERE)
    assert_same_library(library, plainly)


def test_a_read_of_the_folder_of_the_library_goes_on_where_it_was_stopped(texts: Path, plainly: Path) -> None:
    """The folder of its work lies in the folder that is read."""
    library = texts / "library.db"
    with pytest.raises(Stopped):
        read(library, texts, work=texts, engine=Stopping(3))
    (run,) = next(texts.glob(".variorum-*")).iterdir()
    marks = {path: path.stat().st_mtime_ns for path in run.rglob("marks/*/*.json")}
    assert marks
    with pytest.raises(Stopped):
        read(library, texts, work=texts, engine=Stopping(1))
    assert marks.items() <= {path: path.stat().st_mtime_ns for path in run.rglob("marks/*/*.json")}.items()
    assert read(library, texts, work=texts)[:2] == (3, 3)
    assert_same_library(library, plainly)


def test_what_a_machine_refuses_in_the_middle_costs_no_work(texts: Path, tmp_path: Path) -> None:
    class Refusing:
        def map(self, work: Callable[..., Any], items: Iterable[Any], batch: int) -> Iterator[tuple[int, Any] | Lost]:
            if work is not inputs.read_bundles:
                raise WrongUse("the machine 10.0.0.2 has another version")
            return HERE.map(work, items, batch)

    done = []
    for _ in range(2):
        with pytest.raises(WrongUse, match="another version"):
            read(tmp_path / "library.db", texts, work=tmp_path, engine=Refusing())
        done.append({path: path.stat().st_mtime_ns for path in tmp_path.glob(".variorum-*/*/_work/marks/files/*.json")})
    assert len(done[0]) == 1
    assert done[0] == done[1]


def killed(files: LocalFileSystem, path: str, recursive: bool) -> None:
    raise Stopped


def test_work_on_other_files_and_work_half_taken_away_is_begun_anew(
    texts: Path, plainly: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library.db"
    with pytest.raises(Stopped):
        read(library, texts / "report-00000-0.txt", work=tmp_path, engine=Stopping(4))
    with pytest.raises(Stopped):
        read(library, texts, work=tmp_path, engine=Stopping(4))
    own = next(tmp_path.glob(".variorum-*"))
    assert len(list(own.iterdir())) == 2
    monkeypatch.setattr(LocalFileSystem, "rm", killed)
    for run in own.iterdir():
        with pytest.raises(Stopped):
            elsewhere._take_away(Folder(str(run)))
    monkeypatch.undo()
    for path in own.glob("*/_work/reports/*"):
        path.unlink()
    read(library, texts, work=tmp_path)
    assert not own.exists()
    assert_same_library(library, plainly)
