"""The contract's tables as files: JSON Lines, CSV, or Parquet with real lists and structs. Streams; holds a few thousand rows at a time."""

import csv
import errno
import json
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from variorum.errors import DiskFull, VariorumError, WrongUse
from variorum.model.rows import compact, from_row
from variorum.model.story import Dossier
from variorum.store.fileset import whole_set
from variorum.store.schema import TABLES
from variorum.views.differences import Answered
from variorum.views.standards.cells import neutral

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Rows = Callable[[str], Iterable[Row]]  # table name -> its rows
Given = TypeVar("Given")  # a row, or its line
Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much
PART = 2_000  # rows written at a time
SHAPES: Mapping[str, type[Any]] = {**TABLES, "differences": Answered}  # all that is written as a table
TOLD = 500  # rows after which it is told how far an export is


def jsonl(table: str, rows: Iterable[Row | str], path: Path) -> int:
    """One JSON object a line, fields in the contract's order; rows that are lines already are written as they are. Returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for count, row in enumerate(rows, 1):  # noqa: B007 - counted
            file.write((row if isinstance(row, str) else compact(row)) + "\n")
    return count


def table_csv(table: str, rows: Iterable[Row], path: Path) -> int:
    """A header and one line a row; lists and nested nouns as JSON text, null as an empty cell, truth as true and false."""
    return _csv(table, rows, path, _cell)


def safe_table_csv(table: str, rows: Iterable[Row], path: Path) -> int:
    """The same for a spreadsheet, which takes a cell that begins with one of `= + - @` for a formula: see `neutral`."""
    return _csv(table, rows, path, lambda value: neutral(value) if isinstance(value, str) else _cell(value))


def _csv(table: str, rows: Iterable[Row], path: Path, cell: Callable[[Any], Any]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # lines end in CR LF (RFC 4180), so that a lone CR in a text is quoted too
        writer.writerow(field.name for field in fields(SHAPES[table]))
        for count, row in enumerate(rows, 1):  # noqa: B007 - counted
            writer.writerow(cell(value) for value in row.values())
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict, bool)):
        return json.dumps(value, ensure_ascii=False)
    return value


def counted(rows: Callable[[str], Iterable[Given]], count: Callable[[str], int], tell: Progress) -> Callable[[str], Iterator[Given]]:
    """The same rows, while it is told how many of a table are written, and of how many (`count`)."""

    def telling(table: str) -> Iterator[Given]:
        of = count(table)
        for done, row in enumerate(rows(table), 1):
            yield row
            if done % TOLD == 0 or done == of:
                tell(f"Writing {table}", done, of)

    return telling


def without_folders(rows: Rows) -> Rows:
    """The rows without the folders in which the user keeps the files: an origin is the file's name, or the address, and no more."""

    def bare(table: str) -> Iterator[Row]:
        for row in rows(table):
            named = {name: without_folder(row[name]) for name in ("origin", "url") if row.get(name)}
            folder = str(row.get("origin") or "").removesuffix(named.get("origin", ""))
            if table == "problems" and folder:
                named["message"] = row["message"].replace(folder, "")
            yield row | named

    return bare


def without_folder(origin: str) -> str:
    """The name of a file with what follows it (the record's number or address); an address of the web stays as it is."""
    if re.match(r"(?!file:)[a-z][a-z0-9+.-]*://", origin, re.IGNORECASE):
        return origin
    path, address = re.fullmatch(r"(.*?)(#[a-z][a-z0-9+.-]*://.*)?", origin, re.IGNORECASE | re.DOTALL).groups(default="")  # type: ignore[union-attr]
    return re.split(r"[/\\]", path)[-1] + address


def parquet(table: str, rows: Iterable[Row], path: Path) -> int:
    """Lists and structs as such; free-form objects (PLOVER's text_info and cite_info) as JSON text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    shape = arrow_schema(table)
    rest = iter(rows)
    count = 0
    with pq.ParquetWriter(path, shape, compression="zstd") as writer:
        while part := list(islice(rest, PART)):
            plain = [without_free_form(table, row) for row in part]
            writer.write_table(pa.Table.from_pylist(plain, schema=shape))
            count += len(part)
    return count


def without_free_form(table: str, row: Row) -> Row:
    """The row with its free-form objects as JSON text."""
    return row | {name: json.dumps(row[name], ensure_ascii=False) for name in _free_fields(table)}


def nouns(table: str, rows: Iterable[Row]) -> list[Any]:
    """The nouns that were written as these rows of Parquet."""
    free = _free_fields(table)
    return [from_row(TABLES[table], row | {name: json.loads(row[name]) for name in free}) for row in rows]


def arrow_schema(table: str) -> "pa.Schema":
    """The Arrow schema of a table, from the noun's types."""
    import pyarrow as pa

    kind = SHAPES[table]
    hints = get_type_hints(kind)
    return pa.schema([pa.field(field.name, _arrow(hints[field.name])) for field in fields(kind)])


def _arrow(hint: Any) -> "pa.DataType":
    import pyarrow as pa

    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = [option for option in get_args(hint) if option is not type(None)]
    if get_origin(hint) is tuple:
        return pa.list_(_arrow(get_args(hint)[0]))
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([pa.field(field.name, _arrow(hints[field.name])) for field in fields(hint)])
    plain: dict[Any, pa.DataType] = {bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
    return plain.get(hint, pa.string())


@cache
def _free_fields(table: str) -> tuple[str, ...]:
    kind = SHAPES[table]
    hints = get_type_hints(kind)
    return tuple(field.name for field in fields(kind) if get_origin(hints[field.name]) is dict)


def export_tables(
    rows: Callable[[str], Iterable[Given]], folder: Path, write: Callable[[str, Iterable[Given], Path], int], ending: str
) -> dict[str, int]:
    """Write `differences` and every table of the contract as FOLDER/TABLE.ENDING, by one of the functions above; empty ones too. Returns
    rows a table.

    The files are the old set or the new one (store/fileset.py). Raises WrongUse where the folder cannot be made, DiskFull where the
    disk fills.
    """
    with written_into(folder) as part:
        return {table: write(table, rows(table), part / f"{table}.{ending}") for table in SHAPES}


def export_stories(dossiers: Iterable[Dossier], folder: Path, make: Callable[[Dossier], str], ending: str) -> list[Path]:
    """Write one file a story, made by `make` and named by the story's id and `ending`; returns the paths. All are written, or none."""
    names = []
    with written_into(folder) as part:
        for dossier in dossiers:
            names.append(f"{dossier.story.id}.{ending}")
            text = make(dossier).encode("utf-8", "replace")
            (part / names[-1]).write_bytes(text)
    return [folder / name for name in names]


def export_story(dossier: Dossier, path: Path, make: Callable[[Dossier], str]) -> Path:
    """Write one story as this file: the old file stands until the new one is whole."""
    text, part = make(dossier).encode("utf-8", "replace"), path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(text)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise sentence_of(error, path) from error
    return path


@contextmanager
def written_into(folder: Path) -> Iterator[Path]:
    """A folder to write to, whose files take their places together; the errors of writing become sentences."""
    try:
        with whole_set(folder) as part:
            yield part
    except OSError as error:
        raise sentence_of(error, folder) from error


def sentence_of(error: OSError, place: Path) -> VariorumError:
    """An error of writing as one of ours."""
    if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return DiskFull(f"the disk is full: {place} could not be written whole")
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        for path in (place, *place.parents):
            if path.is_file():
                return WrongUse(f"{place} cannot be written: {path} is a file, and a folder is needed there")
    return WrongUse(f"{place} cannot be written ({error.strerror or error})")


def field_names(table: str) -> list[str]:
    """The contract's field names of a table, in order."""
    return [field.name for field in fields(cast(Any, TABLES[table]))]
