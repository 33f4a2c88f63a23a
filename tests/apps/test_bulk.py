"""The commands for very many reports: what they say, and what they refuse."""

import sys
from pathlib import Path

import pytest

from commands import run
from variorum.apps.bulk import engine_of, line_of, paced
from variorum.errors import WrongUse


def test_a_line_tells_the_rate_and_the_time_left() -> None:
    assert line_of("Reading files", 1_200, 9_000, 900, 20.0) == "Reading files: 1,200 of 9,000, 45.0 a second, 3 min left"
    assert line_of("Reading files", 1_000, 1_001, 1, 0.5) == "Reading files: 1,000 of 1,001, 2.0 a second, 0 s left"
    assert line_of("Judging stories", 10, 100_010, 1, 1.0) == "Judging stories: 10 of 100,010, 1.0 a second, 27.8 h left"
    assert line_of("Bringing reports", 5, 0, 5, 10.0) == "Bringing reports: 5, 0.5 a second"


def test_what_was_done_before_is_no_part_of_the_rate() -> None:
    assert line_of("Reading files", 500, 1_000, 0, 0.0) == "Reading files: 500 of 1,000"


def test_in_a_pipe_a_line_comes_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with paced() as progress:
        for number in range(1, 1_000):
            progress("Reading files", number, 1_000)
    assert capsys.readouterr().err.count("Reading files") == 1


def test_an_engine_that_is_none_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="there is no engine 'spark': local, ray, or ray:ADDRESS"):
        engine_of("spark", None)


def test_without_ray_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "variorum.engines.ray", raising=False)
    with pytest.raises(WrongUse, match=r"pip install 'variorum\[ray\]'"):
        engine_of("ray", None)


def test_inputs_that_are_not_there_are_wrong_use(tmp_path: Path) -> None:
    done = run("bulk", str(tmp_path / "nothing"), "--to", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "There is no file or folder" in done.stderr


def test_a_folder_of_nothing_is_not_loaded(tmp_path: Path) -> None:
    done = run("load", str(tmp_path), "--library", str(tmp_path / "library.db"))
    assert done.returncode == 2
    assert "no whole bulk run" in done.stderr
