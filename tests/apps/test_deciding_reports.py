"""What a person may say of whole reports: what they are, and that one is left out; and decisions that travel as a file."""

import json
import shutil
from pathlib import Path

import pytest

import variorum
from commands import Done, run
from invented import tables
from variorum.errors import WrongUse
from variorum.model.report import Report
from variorum.store.library import Library

pytestmark = [pytest.mark.model, pytest.mark.process]

TOLD = "Mill of Oskerra burns down\n\nThe mill of Oskerra burned down on Monday, the mayor said. "
FIRST = TOLD + "Nobody was hurt, the fire service said.\n"
SECOND = TOLD + "Two men were hurt, the fire service said.\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mill")
    (folder / "reports").mkdir()
    (folder / "reports" / "first.txt").write_text(FIRST)
    (folder / "reports" / "second.txt").write_text(SECOND)
    assert run("read", "reports", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    return tmp_path


def correct(*arguments: str, folder: Path) -> Done:
    return run("correct", *arguments, cwd=folder)


def reports(folder: Path) -> dict[str, Report]:
    return {Path(one.origin).name: one for one in Library(folder / "library.db").reports()}


def findings(folder: Path) -> dict[str, list[str]]:
    """All rows but those of decisions, which stay when they are undone."""
    return {table: rows for table, rows in tables(folder / "library.db").items() if table not in ("decisions", "meta")}


def test_what_a_report_is_can_be_told_and_untold(folder: Path) -> None:
    done = correct("report", "1", "1", "--outlet", "The Gull", "--published", "2 March 2024", "--by", "Ada Quill", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The outlet of the report “Mill of Oskerra burns down” is “The Gull”." in done.stdout
    assert "      [1] The Gull, 2 March 2024: Mill of Oskerra burns down" in done.stdout, "as the brief lists it now"
    assert "Outlet of [1]: The Gull, by Ada Quill on " in " ".join(run("brief", cwd=folder).stdout.split())
    told = reports(folder)["first.txt"]
    assert (told.outlet, told.published, told.published_basis) == ("The Gull", "2024-03-02", "given")
    assert Library(folder / "library.db").story("1").first_published == "2024-03-02"
    # A later read takes nothing back, whatever is said of the file then; that stands where the person's word is undone.
    assert run("read", "reports", "--outlet", "Somebody", cwd=folder).returncode == 0
    assert {name: one.outlet for name, one in reports(folder).items()} == {"first.txt": "The Gull", "second.txt": "Somebody"}
    assert run("problems", cwd=folder).stdout == ""
    assert correct("undo", "1", "2", folder=folder).returncode == 0
    assert {one.outlet for one in reports(folder).values()} == {"Somebody"}
    assert run("check", cwd=folder).returncode == 0


def test_undoing_leaves_all_as_it_was(folder: Path) -> None:
    before = findings(folder)
    assert correct("report", "1", "2", "--unknown", "title", folder=folder).returncode == 0
    assert reports(folder)["second.txt"].title is None
    assert correct("undo", "1", folder=folder).returncode == 0
    assert findings(folder) == before


def test_a_report_that_is_left_out_stays_out_until_that_is_undone(folder: Path) -> None:
    done = correct("remove", "1", "2", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(reports(folder)) == {"first.txt"}
    assert Library(folder / "library.db").search("men") == []
    assert run("read", "reports", "--outlet", "The Gull", cwd=folder).returncode == 0
    assert set(reports(folder)) == {"first.txt"}
    assert run("check", cwd=folder).returncode == 0
    assert correct("undo", "1", folder=folder).returncode == 0
    assert {name: one.outlet for name, one in reports(folder).items()} == {"first.txt": "The Gull", "second.txt": "The Gull"}
    assert run("check", cwd=folder).returncode == 0


def test_left_out_and_brought_back_is_as_it_was(folder: Path) -> None:
    library = variorum.open(folder / "library.db")
    before, rows = library.story().text(full=True), findings(folder)
    library.decide(*library.story().without("2"))
    assert [one.undone for one in library.decisions()] == [None]
    assert run("problems", cwd=folder).stdout == ""
    library.undo("1")
    assert library.story().text(full=True) == before
    after = findings(folder)
    assert {table for table in after if after[table] != rows[table]} <= {"points"}  # of which another id may be the current one


def test_decisions_travel_as_a_file(folder: Path, whole: Path) -> None:
    correct("report", "1", "1", "--outlet", "The Gull", "--by", "Ada Quill", folder=folder)
    correct("remove", "1", "1", "--by", "Ada Quill", folder=folder)
    correct("undo", "2", folder=folder)
    assert correct("export", "decisions.jsonl", folder=folder).returncode == 0
    other = folder / "other.db"
    shutil.copy(whole / "library.db", other)
    assert correct("import", "decisions.jsonl", "--library", str(other), folder=folder).returncode == 0
    (kept,) = Library(other).decisions()
    assert (kept.kind, kept.by, kept.value.name) == ("report", "Ada Quill", "The Gull")
    assert kept == Library(folder / "library.db").decisions()[0]
    again = correct("import", "decisions.jsonl", "--library", str(other), "--json", folder=folder)
    assert json.loads(again.stdout)["stories"] == []


def test_two_words_about_one_fact_are_brought_once_and_a_note_may_hold_any_end_of_line(folder: Path, whole: Path) -> None:
    correct("report", "1", "1", "--outlet", "The Gull", "--by", "Ada\u2028Quill", folder=folder)
    correct("report", "1", "1", "--outlet", "The Tern", folder=folder)
    assert correct("export", "decisions.jsonl", folder=folder).returncode == 0
    other = folder / "other.db"
    shutil.copy(whole / "library.db", other)
    for _ in range(2):
        assert correct("import", "decisions.jsonl", "--library", str(other), folder=folder).returncode == 0
        assert [(one.value.name, one.undone) for one in Library(other).decisions()] == [("The Gull", None), ("The Tern", None)]


@pytest.mark.parametrize("line", ["no JSON", "[]", '{"kind": "speaker"}', '{"id": "d", "kind": "rewrite", "anchor": null, "value": {}}'])
def test_what_is_no_decision_is_refused(folder: Path, line: str) -> None:
    (folder / "decisions.jsonl").write_text(line)
    done = correct("import", "decisions.jsonl", folder=folder)
    assert done.returncode == WrongUse.exit_code
    assert "line 1 is no decision" in done.stderr


def test_a_correction_without_a_fact_and_a_date_that_is_none_are_refused(folder: Path) -> None:
    assert "say what the report is" in correct("report", "1", "1", folder=folder).stderr
    assert "is no date" in correct("report", "1", "1", "--published", "soon", folder=folder).stderr
    assert "'colour' is nothing" in correct("report", "1", "1", "--unknown", "colour", folder=folder).stderr


def test_what_is_said_of_a_known_file_renews_its_report(folder: Path) -> None:
    assert run("read", "reports/first.txt", "--outlet", "The Gull", cwd=folder).returncode == 0
    assert run("read", "reports/first.txt", "--published", "2024-03-02", cwd=folder).returncode == 0
    assert "0 new reports, 0 stories" in run("read", "reports", cwd=folder).stdout  # and reading without a word takes nothing back
    assert sorted((one.outlet, one.published) for one in reports(folder).values() if one.outlet) == [("The Gull", "2024-03-02")]
    assert len(reports(folder)) == 2


def test_the_library_in_the_folder_that_is_read_is_no_input(folder: Path) -> None:
    done = run("read", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
