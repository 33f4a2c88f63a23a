"""Every command answers in JSON with `--json`, as its published schema says; the tables of an export are as theirs say."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator
from typer.core import TyperGroup

import scripted
from commands import run
from live.site import answer, page, site
from variorum.apps import cli, fetching, serving
from variorum.apps.answers import COMMANDS
from variorum.errors import LibraryError, WrongUse
from variorum.views.export import SHAPES

pytestmark = [pytest.mark.model, pytest.mark.process]

TOLD = "Mill of Oskerra burns down\n\nThe mill of Oskerra burned down on Monday, said the mayor, Ada Quill. "
FIRST = TOLD + "“We will build it again,” Quill said. Nobody was hurt, the fire service said.\n"
SECOND = TOLD + "“We will build it anew,” Quill said. Two men were hurt, the fire service said.\n"
THIRD = "Bridge of Tarnby closed\n\nThe bridge of Tarnby was closed on Friday for repairs, the council said.\n"
ONE_AFTER_THE_OTHER = (  # what is asked, and of which command it is
    ("read", ("read", "reports", "none.txt")),
    ("stories", ("stories",)),
    ("brief", ("brief",)),
    ("problems", ("problems",)),
    ("check", ("check",)),
    ("export", ("export", "--to", "tables")),
    ("export", ("export", "--to", "stories", "--format", "markdown")),
    ("bulk", ("bulk", "reports", "--to", "pile")),
    ("load", ("load", "pile", "--library", "loaded.db")),
    ("ask", ("ask", "--all", "--dry-run")),
    ("ask", ("ask", "--report")),
    ("correct-speaker", ("correct", "speaker", "1", "build it anew", "--nobody")),
    ("correct-apart", ("correct", "apart", "1", "Quill@1", "Quill@2")),
    ("correct-same", ("correct", "same", "1", "Quill@1", "Quill@2")),
    ("correct-report", ("correct", "report", "1", "1", "--outlet", "The Gull")),
    ("correct-strike", ("correct", "strike", "1", "Was anyone hurt")),
    ("correct-list", ("correct", "list")),
    ("correct-export", ("correct", "export", "decisions.jsonl")),
    ("correct-import", ("correct", "import", "decisions.jsonl")),
    ("correct-undo", ("correct", "undo", "1")),
    ("correct-remove", ("correct", "remove", "1", "2")),
    ("story-join", ("story", "join", "1", "2")),
    ("story-split", ("story", "split", "1", "2")),
    ("story-move", ("story", "move", "1", "1", "--to", "2")),
)


def schema(name: str) -> dict[str, Any]:
    return dict(json.loads(files("variorum").joinpath(f"schemas/{name}.schema.json").read_text("utf-8")))


def strict(told: Any) -> Any:
    """The schema, with objects that may have no other fields: so a field that it forgets is seen."""
    if isinstance(told, dict):
        closed = {"additionalProperties": False} if "properties" in told and isinstance(told["properties"], dict) else {}
        return {name: strict(value) for name, value in told.items()} | closed
    return [strict(one) for one in told] if isinstance(told, list) else told


def hold(name: str, told: object) -> None:
    shape = schema(name)
    Draft202012Validator.check_schema(shape)
    errors = [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(strict(shape)).iter_errors(told)]
    assert errors == [], name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("answers")
    (place / "reports").mkdir()
    for name, text in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
        (place / "reports" / f"{name}.txt").write_text(text)
    (place / "none.txt").write_text("")
    return place


@pytest.fixture(scope="module")
def answered(folder: Path) -> dict[tuple[str, ...], Any]:
    """What the commands answer, one after the other, over one library."""
    found = {}
    for _, command in ONE_AFTER_THE_OTHER:
        done = run(*command, "--json", cwd=folder)
        assert done.returncode == 0, (command, done.stderr)
        found[command] = json.loads(done.stdout)
    return found


def _each(group: TyperGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _each(command, (*path, name))
        else:
            assert isinstance(command, typer.core.TyperCommand)
            yield "-".join((*path, name)), command


def test_every_command_has_the_option_and_a_schema_and_stands_in_a_test() -> None:
    group = typer.main.get_command(cli.app)
    assert isinstance(group, TyperGroup)
    commands = dict(_each(group))
    assert {name for name, command in commands.items() if not any("--json" in one.opts for one in command.params)} == set()
    assert commands.keys() == COMMANDS.keys() | {"brief"}
    assert commands.keys() - {name for name, _ in ONE_AFTER_THE_OTHER} == {"fetch", "watch", "serve"}


@pytest.mark.parametrize(("name", "command"), ONE_AFTER_THE_OTHER)
def test_an_answer_is_as_its_schema_says(answered: dict[tuple[str, ...], Any], name: str, command: tuple[str, ...]) -> None:
    hold(name, answered[command])


def test_answers_say_what_was_done(answered: dict[tuple[str, ...], Any]) -> None:
    said = {name: answered[command] for name, command in reversed(ONE_AFTER_THE_OTHER)}
    assert (said["read"]["files"], said["read"]["reports"]) == (4, 3)
    assert [problem["origin"] for problem in said["read"]["problems"]] == ["none.txt"]
    assert [story["reports"] for story in said["stories"]["stories"]] == [2, 1]
    assert said["check"]["sound"]
    assert {file["path"]: file["rows"] for file in said["export"]["files"]}[str(Path("tables", "reports.jsonl"))] == 3
    assert (said["bulk"]["files"], said["bulk"]["reports"], said["bulk"]["stories"]) == (3, 3, 2)
    assert said["load"]["reports"] == 3
    assert [story["reports"] for story in (*said["load"]["brought"], *said["load"]["judged"])] == [2, 1]
    card = said["brief"]["card"]
    assert len(card["differences"]) + len(card["changed"]) + card["possible"] > 0
    assert said["ask"]["planned"]["stories"] == 1
    assert [one["kind"] for one in said["correct-list"]["decisions"]] == ["speaker", "apart", "same", "report", "strike"]
    assert said["correct-undo"]["decisions"][0]["undone"]
    assert [story["reports"] for story in said["story-join"]["stories"]] == [2]


def test_the_brief_as_json_is_the_same_by_either_option(folder: Path, answered: dict[tuple[str, ...], Any]) -> None:
    assert run("brief", "--json", cwd=folder).stdout == run("brief", "--format", "json", cwd=folder).stdout


def test_the_rows_of_every_table_are_as_its_schema_says(folder: Path, answered: dict[tuple[str, ...], Any]) -> None:
    seen = 0
    for table in SHAPES:
        rows = [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text("utf-8").splitlines()]
        for row in rows:
            hold(f"tables/{table}", row)
        seen += bool(rows)
    assert seen >= 8


def test_a_damaged_library_is_told_as_json_with_the_exit_code_of_damage(folder: Path, answered: object, tmp_path: Path) -> None:
    shutil.copy(folder / "library.db", tmp_path / "library.db")
    data = bytearray((tmp_path / "library.db").read_bytes())
    at = data.rindex(b"Bridge of Tarnby closed")
    data[at : at + 6] = b"Bricks"
    (tmp_path / "library.db").write_bytes(data)
    done = run("check", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    hold("check", told)
    assert (done.returncode, told["sound"]) == (LibraryError.exit_code, False)


def test_where_the_room_answers_is_told_before_it_begins(folder: Path, answered: object, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def run(self) -> None:
            pass

    monkeypatch.setattr(serving, "server", lambda *_: Silent())
    told = json.loads(run("serve", "--port", "8080", "--json", cwd=folder).stdout)
    hold("serve", told)
    assert told["address"] == "http://127.0.0.1:8080/"


def test_what_is_fetched_is_told(tmp_path: Path) -> None:
    with site() as here:
        here.pages["/1"] = answer(page(1))
        done = run("fetch", here.at("/1"), here.at("/2"), "--to", "pages", "--pause", "0", "--allow-local", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    hold("fetch", told)
    assert (told["saved"], told["read"]["reports"], len(told["problems"])) == (1, 1, 1)


def test_each_look_of_a_watch_is_a_line(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(folder / "reports" / "third.txt", tmp_path / "third.txt")
    os.utime(tmp_path / "third.txt", (0, 0))
    looks = iter(range(2))

    def sleep(_: float) -> None:
        if next(looks, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr(fetching, "time", _clock(sleep))
    lines = run("watch", "third.txt", "--json", cwd=tmp_path).stdout.splitlines()
    (told,) = map(json.loads, lines)
    hold("watch", told)
    assert (told["fetched"], told["read"]["reports"]) == (None, 1)


def _clock(sleep: Callable[[float], None]) -> object:
    class Clock:
        monotonic = staticmethod(time.monotonic)

    Clock.sleep = staticmethod(sleep)  # type: ignore[attr-defined]
    return Clock


def test_what_a_second_reader_was_asked_is_told(folder: Path, answered: object, tmp_path: Path) -> None:
    shutil.copytree(folder / "reports", tmp_path / "reports")
    with scripted.server(scripted.saying(json.dumps({"differences": [], "facts": [], "said": []}))) as there:
        options = ("--reader", there.address, "--reader-model", "m", "--json")
        read = json.loads(run("read", "reports", *options, cwd=tmp_path).stdout)
        asked = json.loads(run("ask", *options, cwd=tmp_path).stdout)
    hold("read", read)
    hold("ask", asked)
    assert (read["asked"]["asked"], asked["asked"]["asked"], asked["asked"]["known"]) == (1, 0, 1)
    forgotten = json.loads(run("ask", "--forget", "--json", cwd=tmp_path).stdout)
    hold("ask", forgotten)
    assert len(forgotten["forgotten"]) == 1


def test_an_error_is_no_answer(tmp_path: Path) -> None:
    done = run("stories", "--json", "--library", "none.db", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (WrongUse.exit_code, "")


