"""How a person decides: the commands under `variorum correct`, the door for Python, and what the reading room then shows."""

import json
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import variorum
from commands import Done, run
from invented import tables
from variorum.apps.web import create
from variorum.engines.local import LocalEngine
from variorum.errors import WrongUse
from variorum.store.library import Library

pytestmark = [pytest.mark.model, pytest.mark.process]

EXAMPLE = Path(__file__).parents[2] / "examples" / "mackerel"
WORDS = "an open and neighbourly day"  # of one report, as Aksel Dam's
SIGNED = "by Ada Quill on "


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    assert run("read", EXAMPLE, cwd=folder).returncode == 0
    return folder / "library.db"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    shutil.copy(whole, tmp_path / "library.db")
    return tmp_path


def correct(*arguments: str, folder: Path) -> Done:
    return run("correct", *arguments, cwd=folder)


def brief(folder: Path) -> str:
    return " ".join(run("brief", "1", "--full", cwd=folder).stdout.split())


def test_a_speaker_is_corrected_listed_and_undone(folder: Path) -> None:
    before = brief(folder)
    done = correct("speaker", "1", WORDS, "Katrín Eldjárn", "--by", "Ada Quill", "--note", "She told us so.", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    what, story = done.stdout.splitlines()
    assert what.startswith("speaker ")
    assert "was said by Katrín Eldjárn. She told us so." in what
    assert story.split()[0] == "1"
    assert f"Who speaks was corrected {SIGNED}" in brief(folder)
    (row,) = (line.split("\t") for line in correct("list", folder=folder).stdout.splitlines())
    assert (row[0], row[2], row[4], row[6]) == ("1", "speaker", "Ada Quill", "")
    again = correct("speaker", "1", WORDS, "Katrín Eldjárn", "--by", "Somebody", folder=folder)
    assert again.stdout.splitlines() == [what]  # nothing is judged again
    undone = correct("undo", row[1][:8], folder=folder)
    assert (undone.returncode, undone.stdout.splitlines()[0].split()[:2]) == (0, ["undone", row[1]])
    assert brief(folder) == before
    (row,) = (line.split("\t") for line in correct("list", folder=folder).stdout.splitlines())
    assert row[6].startswith("20")
    state = tables(folder / "library.db")
    assert correct("undo", "1", folder=folder).returncode == 0
    assert tables(folder / "library.db") == state


def test_one_report_alone_is_corrected_and_nobody_may_have_spoken(folder: Path) -> None:
    assert correct("speaker", "1", "trade away the living", "--nobody", "--report", "[2]", folder=folder).returncode == 0
    (decision,) = Library(folder / "library.db").decisions()
    story = Library(folder / "library.db").story("1")
    assert decision.anchor is not None
    assert (decision.anchor.report, decision.value.name) == (story.reports[1], None)


def test_names_are_made_one_and_told_apart(folder: Path) -> None:
    assert correct("apart", "1", "Solvang@1", "Solvang@4", folder=folder).returncode == 0
    assert correct("same", "1", "Freyja", "Icelandic patrol ship", folder=folder).returncode == 0
    entities = Library(folder / "library.db").dossier(Library(folder / "library.db").story("1").id).entities
    assert len([one for one in entities if "Solvang" in one.name]) == 2
    (freyja,) = (one for one in entities if one.name == "Freyja")
    assert "Icelandic patrol ship" in {mention.text for mention in freyja.mentions}
    assert run("check", cwd=folder).returncode == 0


def test_a_struck_difference_leaves_the_brief_and_is_told_in_the_export(folder: Path) -> None:
    assert "Was anyone hurt?" in brief(folder)
    assert correct("strike", "1", "No one was hurt", "--by", "Ada Quill", folder=folder).returncode == 0
    assert "Was anyone hurt?" not in brief(folder)
    assert run("export", "--to", "tables", cwd=folder).returncode == 0
    points = [json.loads(line) for line in (folder / "tables" / "points.jsonl").read_text("utf-8").splitlines()]
    (struck,) = (point for point in points if point["struck"])
    assert struck["struck"].startswith(SIGNED)
    assert struck["why"].startswith(f"Called wrong {SIGNED}")
    (decision,) = (json.loads(line) for line in (folder / "tables" / "decisions.jsonl").read_text("utf-8").splitlines())
    assert (decision["kind"], decision["by"], decision["undone"]) == ("strike", "Ada Quill", None)
    (folder / "more.txt").write_text("The whole town of Velmora slept late.\n")
    assert run("read", "more.txt", cwd=folder).returncode == 0
    assert "Was anyone hurt?" not in brief(folder)


def test_joining_is_undone_like_everything(folder: Path) -> None:
    assert run("story", "join", "1", "2", "--by", "Ada Quill", cwd=folder).returncode == 0
    assert len(Library(folder / "library.db").stories()) == 1
    assert correct("undo", "1", folder=folder).returncode == 0
    assert sorted(len(story.reports) for story in Library(folder / "library.db").stories()) == [1, 7]


def test_the_name_of_the_login_is_taken_where_none_is_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "quill")
    correct("strike", "1", "No one was hurt", folder=folder)
    monkeypatch.setenv("VARIORUM_BY", "The desk")
    correct("speaker", "1", WORDS, "Katrín Eldjárn", folder=folder)

    def nameless() -> str:
        raise KeyError("no such user")

    monkeypatch.delenv("VARIORUM_BY")
    monkeypatch.setattr("getpass.getuser", nameless)
    correct("same", "1", "Freyja", "Icelandic patrol ship", folder=folder)
    assert [one.by for one in Library(folder / "library.db").decisions()] == ["quill", "The desk", None]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("speaker", "1", WORDS), "or --nobody"),
        (("speaker", "1", WORDS, "Aksel Dam", "--nobody"), "not both"),
        (("speaker", "1", "no such words", "Aksel Dam"), "no quotation"),
        (("speaker", "9", WORDS, "Aksel Dam"), "no story number 9"),
        (("speaker", "1", WORDS, "Aksel Dam", "--report", "99"), "no report"),
        (("same", "1", "Aksel Dam", "Nobody Atall"), "no report names"),
        (("apart", "1", "Aksel Dam", "Birna@99"), "no report"),
        (("strike", "1", "no such words"), "no difference"),
        (("strike", "1", "Halvard Bank"), "give the id of one"),
        (("undo", "1"), "no decision '1'"),
        (("undo", "d"), "no decision 'd'"),
        (("undo", "9" * 5000), "no decision '999"),
    ],
)
def test_wrong_use_is_one_sentence_and_changes_nothing(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    before = tables(folder / "library.db")
    done = correct(*arguments, folder=folder)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert len(done.stderr) < 1_000
    assert tables(folder / "library.db") == before


def test_the_door_for_python(folder: Path) -> None:
    library = variorum.open(folder / "library.db")
    story = library.story(1)
    engine = LocalEngine(1, small=10**6)
    assert library.decide(*story.said_by(WORDS, "Katrín Eldjárn", by="Ada Quill"), story.strike("No one was hurt"), engine=engine) == (
        story.id,
    )
    library.decide(story.same("Freyja", "Icelandic patrol ship"), story.apart("Solvang@1", "Solvang@4"), engine=engine)
    kinds = [decision.kind for decision in library.decisions()]
    assert kinds == ["speaker", "strike", "same", "apart"]
    assert [row["kind"] for row in library.rows("decisions")] == kinds
    assert [row["kind"] for row in library.library.rows("decisions", story.id)] == kinds
    assert list(library.library.rows("decisions", library.story(2).id)) == []
    assert library.undo("2", engine) == (story.id,)
    assert [decision.undone is None for decision in library.decisions()] == [True, False, True, True]
    assert "Was anyone hurt?" in library.story(1).text(full=True)
    with pytest.raises(WrongUse, match="no decision"):
        library.undo("9")


def test_the_reading_room_shows_what_was_corrected(folder: Path) -> None:
    library = variorum.open(folder / "library.db")
    story = library.story(1)
    by = "Ada <b>Quill</b>"
    decisions = [story.strike("No one was hurt", by=by), story.apart("Solvang@1", "Solvang@4", by=by)]
    library.decide(*story.said_by(WORDS, "Katrín Eldjárn", by=by), *decisions, engine=LocalEngine(1, small=10**6))
    room = TestClient(create(folder / "library.db"), base_url="http://127.0.0.1:8000")
    quoted = next(row for row in library.story(1).dossier.quotations if row.corrected)
    apart = next(one for one in library.story(1).dossier.entities if one.corrected)
    for page in (f"/stories/{story.id}/said", f"/reports/{quoted.report}", f"/entities/person/{apart.name}"):
        assert "orrected by Ada" in room.get(page).text, page
    apparatus = "".join(room.get(f"/stories/{story.id}/apparatus?page={number}").text for number in (1, 2))  # struck ones stand last
    assert "struck by Ada &lt;b&gt;Quill&lt;/b&gt; on" in apparatus
    assert "<b>Quill" not in apparatus
    assert "Was anyone hurt?" in apparatus
    front = room.get(f"/stories/{story.id}").text
    assert "Was anyone hurt?" not in front
    assert "corrected by Ada &lt;b&gt;Quill" in front
    twin = room.get(f"/stories/{story.id}/apparatus.json").json()
    assert [line["struck"] is not None for line in twin["points"]].count(True) == 1
    for form in ("tei", "annotations"):
        shown = room.get(f"/export/{story.id}.{form}").text
        assert [point.id for point in library.story(1).dossier.points if point.struck and point.id in shown] == []
        assert all(point.id in shown for point in library.story(1).dossier.points if not point.struck)


def test_a_story_whose_only_conflict_was_struck_is_not_among_those_with_conflicts(tmp_path: Path) -> None:
    texts = {"a.txt": "40", "b.txt": "Some 90"}
    for name, number in texts.items():
        (tmp_path / name).write_text(f"{number} boats use the harbour of Velmora, the council said on Monday.\n")
    library = variorum.open(tmp_path / "library.db")
    engine = LocalEngine(1, small=10**6)
    library.read([tmp_path / name for name in texts], engine=engine)
    room = TestClient(create(tmp_path / "library.db"), base_url="http://127.0.0.1:8000")
    assert [row["differences"] != {} for row in room.get("/stories.json?show=conflicts").json()["shelf"]["rows"]] == [True]
    library.decide(library.story(1).strike("40 boats"), engine=engine)
    assert room.get("/stories.json?show=conflicts").json()["shelf"]["rows"] == []
    assert [row["differences"] for row in room.get("/stories.json").json()["shelf"]["rows"]] == [{}]
