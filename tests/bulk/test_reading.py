"""A read whose work an engine does in a folder: it goes on where it was stopped, and takes away its own work and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from bulk.test_run import HERE, Stopped, Stopping
from invented import assert_same_library, reports, write
from variorum.bulk import reading as elsewhere
from variorum.bulk import run as bulk
from variorum.contracts import Given
from variorum.job import reading
from variorum.job.filing import Outcome
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
