"""A file that somebody is still writing is left alone until it rests; one that changed is read again."""

import os
import time
from pathlib import Path

import pytest

from variorum.job.watching import REST, Watched


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def names(watched: Watched) -> tuple[list[str], bool]:
    """The files that are ready, as if they were read at once."""
    ready = watched.ready()
    watched.read(ready.files)
    return [file.path.name for file in ready.files], ready.moving


def old(path: Path, text: str, seconds: float = 60) -> None:
    path.write_text(text)
    os.utime(path, (time.time() - seconds,) * 2)


def test_what_rested_before_is_read_at_once_and_once(tmp_path: Path, clock: Clock) -> None:
    old(tmp_path / "a.txt", "one")
    watched = Watched([tmp_path], clock)
    assert names(watched) == (["a.txt"], False)
    assert names(watched) == ([], False)


def test_a_folder_within_another_is_looked_at_once(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "in").mkdir()
    old(tmp_path / "in" / "a.txt", "one")
    assert names(Watched([tmp_path, tmp_path / "in"], clock)) == (["a.txt"], False)


def test_a_file_that_grows_is_read_once_it_rests(tmp_path: Path, clock: Clock) -> None:
    watched = Watched([tmp_path], clock)
    assert names(watched) == ([], False)
    for number in range(4):
        (tmp_path / "a.txt").write_text("x" * number)
        assert names(watched) == ([], True)
        clock.now += REST - 1
    assert names(watched) == ([], True)
    clock.now += 1
    assert names(watched) == (["a.txt"], False)


def test_a_file_from_a_machine_whose_clock_is_ahead_is_read_by_ours(tmp_path: Path, clock: Clock) -> None:
    old(tmp_path / "a.txt", "one", seconds=-9_000)
    watched = Watched([tmp_path], clock)
    assert names(watched) == ([], True)
    clock.now += REST
    assert names(watched) == (["a.txt"], False)


def test_a_file_that_changed_is_read_again_and_one_that_could_not_be_read_stays(tmp_path: Path, clock: Clock) -> None:
    old(tmp_path / "a.txt", "one")
    watched = Watched([tmp_path], clock)
    assert [file.path.name for file in watched.ready().files] == ["a.txt"]
    assert names(watched) == (["a.txt"], False)  # nobody said that it was read
    (tmp_path / "a.txt").write_text("one and two")
    assert names(watched) == ([], True)
    clock.now += REST
    assert names(watched) == (["a.txt"], False)


def test_what_goes_away_and_what_is_half_loaded_is_no_matter(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    old(folder / "a.txt", "one")
    watched = Watched([folder, tmp_path / "b.txt"], clock)
    assert names(watched) == (["a.txt"], False)
    (folder / "a.txt").unlink()
    folder.rmdir()
    assert names(watched) == ([], False)


def test_a_list_is_read_again_when_a_page_beside_it_comes(tmp_path: Path, clock: Clock) -> None:
    old(tmp_path / "list.ris", "TY  - NEWS\nTI  - Ferry\nL2  - ferry.html\nER  - \n")
    watched = Watched([tmp_path], clock)
    assert names(watched) == (["list.ris"], False)
    (tmp_path / "ferry.html").write_text("<p>The ferry")
    assert names(watched) == ([], True)
    clock.now += REST
    assert names(watched) == (["list.ris"], False)
