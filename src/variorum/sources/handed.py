"""What comes without a file: standard input, and records that a program hands over. Each is laid into a file for as long as it is read."""

import dataclasses
import hashlib
import json
import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path, PurePath
from typing import IO, Any

from variorum.errors import WrongUse
from variorum.sources.files import FoundFile
from variorum.sources.records import HANDED

DEEPEST = 50  # values in values; a record that holds itself ends there
_PIECE = 1 << 20  # bytes


@contextmanager
def stream(source: IO[bytes], name: str | None = None) -> Iterator[FoundFile]:
    """What comes from a stream, as a file of this name; without one, its format is known by its bytes alone.

    Its origin ends with a mark of what it holds, as another time something else may come in by the same door.
    """
    called = PurePath(name).name if name else "standard input"
    yield from _laid(iter(lambda: source.read(_PIECE), b""), called, called)


@contextmanager
def records(found: Iterable[object], name: str = "records") -> Iterator[FoundFile]:
    """Records with named fields, one a line of JSON."""
    lines = (json.dumps(plain(record), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n" for record in found)
    yield from _laid(lines, f"{name}{HANDED}", name)


def _laid(parts: Iterable[bytes], name: str, origin: str) -> Iterator[FoundFile]:
    with tempfile.TemporaryDirectory(prefix="variorum-") as folder:
        path = Path(folder) / name
        digest = hashlib.sha256()
        with path.open("wb") as file:
            for part in parts:
                digest.update(part)
                file.write(part)
        yield FoundFile(path, f"{origin} ({digest.hexdigest()[:8]})")


def told_apart(reports: Any) -> tuple[list[str | Path], Iterator[object] | None]:
    """What a program hands over: paths of files and folders, or the records of a frame or table, a record, or several of them.

    Frames and tables are those of pandas, polars, pyarrow and whatever else speaks Arrow. Raises WrongUse for what is none of these.
    """
    if (rows := _rows(reports)) is not None:
        return [], rows
    if _fields(reports) is not None:
        return [], iter([reports])
    if isinstance(reports, (str, Path)):
        return [reports], None
    if not isinstance(reports, Iterable) or isinstance(reports, (bytes, bytearray)):
        raise WrongUse(f"this is neither files nor records, but of the kind {type(reports).__name__}: give paths, records, or a frame")
    walk = iter(reports)
    first = next(walk, None)
    if first is not None and _fields(first) is not None:
        return [], chain([first], walk)
    paths = [] if first is None else [first, *walk]
    for path in paths:
        if not isinstance(path, (str, Path)):
            raise WrongUse(f"one of these is neither a path nor a record with named fields, but of the kind {type(path).__name__}")
    return paths, None


def plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON can hold it; what is not there (None, NaN, NaT) as null."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth > DEEPEST:
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if (fields := _fields(value)) is not None:
        return {str(name): plain(inside, depth + 1) for name, inside in fields.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inside, depth + 1) for inside in value]
    if isinstance(value, (date, time)):
        return _moment(value)
    if hasattr(value, "tolist"):  # numpy's numbers and rows of them
        return plain(value.tolist(), depth + 1)
    return str(value)


def _moment(value: date | time) -> str | None:
    """ISO 8601; of a midnight in no zone the day alone, as frames hold days so."""
    written = value.isoformat()
    if written == "NaT":  # how pandas writes a moment that is not there
        return None
    return written.removesuffix("T00:00:00") if isinstance(value, datetime) and value.tzinfo is None else written


def _rows(reports: Any) -> Iterator[object] | None:
    """The rows of a frame or table; None for anything else."""
    import pyarrow as arrow

    if hasattr(reports, "__arrow_c_stream__"):
        try:
            return (row for batch in arrow.RecordBatchReader.from_stream(reports) for row in batch.to_pylist())
        except (arrow.ArrowException, TypeError, ValueError):  # a column with values of several kinds
            if not hasattr(reports, "to_dict"):
                raise
    if hasattr(reports, "columns") and hasattr(reports, "to_dict"):
        rows: list[object] = reports.to_dict(orient="records")
        return iter(rows)
    return None


def _fields(value: Any) -> Any:
    """The named fields of a dict, a dataclass or a named tuple; None for what has none."""
    if isinstance(value, Mapping):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return value._asdict() if hasattr(value, "_asdict") else None
