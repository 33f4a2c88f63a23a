"""A set of files that belong together, written into a folder whole: what is killed leaves the old set or the new one.

The files are written into a hidden folder inside the one they are for, and reach the disk. Renaming that folder is the moment: before it
the old set stands and what was written counts for nothing, after it the new set stands. What is left then is to move the files to
their names, some thousandths of a second. A program killed in these leaves some files old and some new, and the hidden folder, which
says so; the next export into the folder first moves the rest, and tells it. POSIX has no rename for several files at once.
Other files in the folder are never touched.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from variorum.errors import WrongUse

try:
    import fcntl
except ImportError:  # no POSIX: two exports at once into one folder are not noticed
    fcntl = None  # type: ignore[assignment]

WRITING = ".variorum-export"
WRITTEN = ".variorum-export-whole"


@contextmanager
def whole_set(folder: Path) -> Iterator[Path]:
    """A folder to write the files to; they stand in `folder` when the block ends, and none of them does where it raises.

    Raises WrongUse where another export is writing to the folder, OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _recover(folder)
        part = folder / WRITING
        part.mkdir()
        try:
            yield part
            for path in part.iterdir():
                _to_disk(path)
            _to_disk(part)
            part.rename(folder / WRITTEN)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        _to_disk(folder)
        _move(folder)


def recovered(folder: Path) -> str | None:
    """Finish or take back what an export that was killed left in the folder; a sentence for the user where there was something."""
    if not (folder / WRITTEN).is_dir() and not (folder / WRITING).is_dir():
        return None
    with _alone(folder):
        return _recover(folder)


def _recover(folder: Path) -> str | None:
    told = None
    if (folder / WRITING).is_dir():
        shutil.rmtree(folder / WRITING)
        told = f"An export into {folder} was stopped before it was whole: what it had written is removed."
    if (folder / WRITTEN).is_dir():
        _move(folder)
        told = f"An export into {folder} was stopped while its files were put in place: the rest of them is in place now."
    return told


def _move(folder: Path) -> None:
    for path in sorted((folder / WRITTEN).iterdir()):
        path.replace(folder / path.name)
    (folder / WRITTEN).rmdir()
    _to_disk(folder)


def _to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk; not every system can do so for folders."""
    with contextlib.suppress(PermissionError, IsADirectoryError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One export at a time into a folder: held on the folder itself, so that nothing is left when the program is killed."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WrongUse(f"another export is writing to {folder}: wait for it and try again") from error
        except OSError:
            pass  # a file system that knows no locks
        yield
    finally:
        os.close(handle)
