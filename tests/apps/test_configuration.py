"""The configuration file: defaults of commands, which what is typed and what variables say goes before."""

from pathlib import Path

import pytest

import stocked
from commands import Done, run
from variorum.errors import WrongUse


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("VARIORUM_LIBRARY", raising=False)
    monkeypatch.setenv("VARIORUM_CONFIG", str(tmp_path / "config.toml"))
    for name in ("one", "two", "three"):
        stocked.library(tmp_path / f"{name}.db", stocked.story(f"told-in-{name}")).close()
    return tmp_path


def told(folder: Path, configured: str, *command: str) -> Done:
    (folder / "config.toml").write_text(configured)
    return run(*command, cwd=folder)


def test_a_default_of_all_commands_is_used(folder: Path) -> None:
    assert "told-in-one" in told(folder, '[defaults]\nlibrary = "one.db"', "stories").stdout


def test_the_table_of_a_command_goes_before_that_of_all(folder: Path) -> None:
    configured = '[defaults]\nlibrary = "one.db"\n[stories]\nlibrary = "two.db"\njson = true'
    assert '"id": "told-in-two"' in told(folder, configured, "stories").stdout


def test_a_variable_goes_before_the_file_and_what_is_typed_before_both(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configured = '[defaults]\nlibrary = "one.db"'
    monkeypatch.setenv("VARIORUM_LIBRARY", "two.db")
    assert "told-in-two" in told(folder, configured, "stories").stdout
    assert "told-in-three" in told(folder, configured, "stories", "--library", "three.db").stdout


def test_options_are_called_as_they_are_typed(folder: Path) -> None:
    done = told(folder, '[export]\nformat = "csv"\nno-paths = true\nto = "tables"', "export", "--library", "one.db")
    assert done.returncode == 0
    assert (folder / "tables" / "reports.csv").exists()


@pytest.mark.parametrize(
    ("configured", "words"),
    [
        ("[storys]\njson = true", "there is no command 'storys'"),
        ("[stories]\ncolour = true", "[stories] knows no 'colour': there are library, json"),
        ('[defaults]\ncolour = "red"', "no command has the option 'colour'"),
        ("[correct.speakers]\nby = 'Ada'", "[correct] knows no 'speakers'"),
        ("stories = 3", "stories is to be a table"),
        ("[stories.library]\nname = 'one.db'", "library in [stories] is to be a value"),
        ("[stories", "is no TOML"),
        ("[reader]\nspeed = 3", ""),  # not looked at by a command that asks no reader
    ],
)
def test_what_the_file_may_not_say_is_one_sentence(folder: Path, configured: str, words: str) -> None:
    done = told(folder, configured, "stories", "--library", "one.db")
    assert done.returncode == (WrongUse.exit_code if words else 0)
    assert words in done.stderr


def test_a_file_that_is_named_and_not_there_is_told(folder: Path) -> None:
    assert "there is no such file" in run("stories", "--library", "one.db", cwd=folder).stderr


def test_the_commands_of_a_group_have_tables_too(folder: Path) -> None:
    done = told(folder, '[correct.list]\nlibrary = "none.db"', "correct", "list")
    assert "none.db" in done.stderr
