"""A shared folder or object store, as a bulk run uses it: pieces of Parquet that are there whole or not at all, and marks of what is done.

Any file system that fsspec knows will do; the package that speaks to it (s3fs, gcsfs) is the user's own. A piece that is written twice is
written the same, so that it does not matter when a worker that was given up comes back and writes it once more.
"""

import json
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeVar

import fsspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from variorum.errors import WrongUse

T = TypeVar("T")
Numbers = np.ndarray[Any, np.dtype[np.int64]]

OPEN: Final = 64  # pieces of which a worker keeps the table of contents
WORK: Final = "_work"  # what only the run itself and `load` read, within the folder


class Folder:
    """A folder by its address: a path, or a URL such as s3://bucket/place. Raises WrongUse where nothing speaks to such an address."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self.files, root = fsspec.core.url_to_fs(address)  # type: ignore[no-untyped-call]
        except (ImportError, ValueError) as error:
            raise WrongUse(f"{address} cannot be reached ({error})") from error
        self.root = root.rstrip("/")
        self.local = isinstance(self.files, LocalFileSystem)
        self._real = os.path.realpath(self.root) if self.local else self.root

    def place(self, name: str) -> str:
        return f"{self.root}/{name}"

    def put(self, name: str, write: Callable[[Path], T]) -> T:
        """A file that `write` fills: it stands under its name when it is whole. Returns what `write` returned."""
        place = self.place(name)
        if self.local:
            target = Path(place)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.{platform.node()}.{os.getpid()}.part")
            try:
                told = write(part)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
            return told
        with tempfile.TemporaryDirectory() as beside:
            part = Path(beside, "part")
            told = write(part)
            self.files.put_file(str(part), place)  # an object is there when it is whole
        return told

    def put_json(self, name: str, value: object) -> None:
        self.put(name, lambda path: path.write_text(json.dumps(value), "utf-8"))

    def put_table(self, name: str, table: pa.Table, rows_a_group: int) -> None:
        self.put(name, lambda path: pq.write_table(table, path, compression="zstd", row_group_size=rows_a_group))

    def json(self, name: str) -> Any:
        """The value that lies there, None where there is none."""
        try:
            return json.loads(self.files.cat_file(self.place(name)))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, under: str = "") -> list[str]:
        """What lies in a folder within this one, or in itself, by name, without what is hidden."""
        try:
            found = self.files.ls(self.place(under).rstrip("/"), detail=False)
        except FileNotFoundError:
            return []
        return sorted(name for path in found if not (name := path.rstrip("/").rsplit("/", 1)[-1]).startswith("."))

    def there(self, name: str) -> bool:
        """Does a file of this name lie there?"""
        return bool(self.files.exists(self.place(name)))

    def holds(self, path: Path) -> bool:
        """Is this path of the machine the folder itself, or something in it?"""
        return self.local and Path(os.path.realpath(path)).is_relative_to(self._real)

    def holds_of(self, other: "Folder", place: str) -> bool:
        """The same of a place in the store of another folder."""
        if other.local:
            return self.holds(Path(place))
        return type(self.files) is type(other.files) and PurePosixPath(place).is_relative_to(self.root)

    def remove(self, name: str) -> None:
        self.files.rm_file(self.place(name))

    @contextmanager
    def opened(self, name: str) -> Iterator[pq.ParquetFile]:
        with self.files.open(self.place(name), "rb") as file:
            yield pq.ParquetFile(file, metadata=_contents(self.address, name))

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A piece, or some columns of it."""
        with self.opened(name) as piece:
            return piece.read(None if columns is None else list(columns))

    def take(self, name: str, rows: Sequence[int], columns: Sequence[str]) -> pa.Table:
        """Some rows of a piece in the order asked for; only the groups of rows that hold them are read."""
        with self.opened(name) as piece:
            ends = _ends(self.address, name)
            wanted = np.asarray(rows, np.int64)
            groups = np.unique(np.searchsorted(ends, wanted, side="right"))
            read = piece.read_row_groups(groups.tolist(), columns=list(columns))
            starts = np.concatenate([[0], ends])[groups]
            before = np.concatenate([[0], np.cumsum(ends[groups] - starts)])
            at = np.searchsorted(groups, np.searchsorted(ends, wanted, side="right"))
            return read.take(pa.array(before[at] + wanted - starts[at]))

    def between(self, name: str, column: str, least: int, before: int) -> pa.Table:
        """The rows of a piece that is sorted by a column, where that is in a range; only the groups of rows that may hold them are read."""
        with self.opened(name) as piece:
            place = piece.schema_arrow.names.index(column)
            groups = []
            for number in range(piece.metadata.num_row_groups):
                told = piece.metadata.row_group(number).column(place).statistics
                if told is not None and told.min < before and told.max >= least:  # of no rows nothing is told
                    groups.append(number)
            read = piece.read_row_groups(groups)
            keys = read.column(column).to_numpy()
            return read.slice(int(np.searchsorted(keys, least)), int(np.searchsorted(keys, before) - np.searchsorted(keys, least)))


@cache
def folder_at(address: str) -> Folder:
    """The folder of an address, opened once a process."""
    return Folder(address)


@lru_cache(OPEN)
def _contents(address: str, name: str) -> pq.FileMetaData:
    folder = folder_at(address)
    with folder.files.open(folder.place(name), "rb") as file:
        return pq.read_metadata(file)


@lru_cache(OPEN)
def _ends(address: str, name: str) -> Numbers:
    told = _contents(address, name)
    return np.cumsum([told.row_group(number).num_rows for number in range(told.num_row_groups)], dtype=np.int64)
