"""A set of files is written whole: what is killed leaves the old set or the new one."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from variorum.errors import WrongUse
from variorum.store import fileset


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


OLD = {f"{name}.txt": f"old {name}".encode() for name in "abcdef"}
NEW = {f"{name}.txt": f"new {name}".encode() for name in "abcdefg"}


def killed_at(step: int, folder: Path) -> bool:
    """Write the new set in a child that is killed at its nth touch of the file system; was it killed?"""
    child = os.fork()
    if child == 0:
        count = 0

        def counted(touch: Callable[..., object]) -> Callable[..., object]:
            def touched(*arguments: object, **named: object) -> object:
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return touch(*arguments, **named)

            return touched

        for name in ("mkdir", "rename", "replace", "rmdir", "write_bytes"):
            setattr(Path, name, counted(getattr(Path, name)))
        fileset._to_disk = counted(fileset._to_disk)  # type: ignore[assignment]
        with fileset.whole_set(folder) as part:
            for name, content in NEW.items():
                (part / name).write_bytes(content)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.reliability
def test_a_set_that_is_killed_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    """Killed before each single step: the old set, or after the moment of change the new one, at latest when an export comes by again."""
    seen = set()
    for step in range(1, 100):
        folder = tmp_path / str(step)
        folder.mkdir()
        (folder / "mine.txt").write_bytes(b"of the user")
        for name, content in OLD.items():
            (folder / name).write_bytes(content)
        killed = killed_at(step, folder)
        after = contents(folder)
        assert after.pop("mine.txt") == b"of the user"
        moving = (folder / fileset.WRITTEN).exists()
        assert moving or after in (OLD, NEW)
        told = fileset.recovered(folder)
        now = contents(folder)
        del now["mine.txt"]
        assert now == (NEW if moving else after)
        assert not [path for path in folder.iterdir() if path.name.startswith(".")]
        seen.add((killed, moving, now == NEW, told is not None))
        if not killed:
            break
    else:
        pytest.fail("it never came to its end")
    assert {(True, False, False, True), (True, True, True, True), (False, False, True, False)} <= seen


def test_an_error_leaves_the_old_set_and_no_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def fail() -> None:
        with fileset.whole_set(tmp_path) as part:
            (part / "a.txt").write_bytes(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(tmp_path) == {"a.txt": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_two_exports_at_once_into_one_folder_are_refused(tmp_path: Path) -> None:
    with fileset.whole_set(tmp_path) as part:
        (part / "a.txt").write_bytes(b"first")
        with pytest.raises(WrongUse, match="another export"), fileset.whole_set(tmp_path):
            pass
    assert contents(tmp_path) == {"a.txt": b"first"}


def test_a_set_may_go_where_no_folder_is_yet(tmp_path: Path) -> None:
    with fileset.whole_set(tmp_path / "new" / "er") as part:
        (part / "a.txt").write_bytes(b"first")
    assert contents(tmp_path / "new" / "er") == {"a.txt": b"first"}


def test_where_nothing_was_stopped_nothing_is_told(tmp_path: Path) -> None:
    assert fileset.recovered(tmp_path) is None
    assert fileset.recovered(tmp_path / "nowhere") is None


def test_what_was_stopped_is_taken_back_or_finished_and_told(tmp_path: Path) -> None:
    (tmp_path / fileset.WRITING).mkdir()
    (tmp_path / fileset.WRITING / "a.txt").write_bytes(b"half")
    told = fileset.recovered(tmp_path)
    assert told is not None
    assert "removed" in told
    (tmp_path / fileset.WRITTEN).mkdir()
    (tmp_path / fileset.WRITTEN / "a.txt").write_bytes(b"whole")
    told = fileset.recovered(tmp_path)
    assert told is not None
    assert "in place now" in told
    assert contents(tmp_path) == {"a.txt": b"whole"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_next_set_first_finishes_the_one_before(tmp_path: Path) -> None:
    (tmp_path / fileset.WRITTEN).mkdir()
    (tmp_path / fileset.WRITTEN / "a.txt").write_bytes(b"first")
    with fileset.whole_set(tmp_path) as part:
        (part / "b.txt").write_bytes(b"second")
    assert contents(tmp_path) == {"a.txt": b"first", "b.txt": b"second"}


def test_where_a_system_has_no_locks_a_set_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fileset, "fcntl", None)
    with fileset.whole_set(tmp_path) as part:
        (part / "a.txt").write_bytes(b"first")
    assert contents(tmp_path) == {"a.txt": b"first"}
