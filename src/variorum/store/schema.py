"""The library's tables, made from the nouns of `model/`: the contract's tables under the contract's names, and a few of our own.

Scalars are columns; lists and nested nouns are JSON text in a column of the same name. Every row ends with its seal (`seal.py`).
Where a library of an older version has other columns, its rows are carried over; the next read judges its stories anew, and what they told
keeps its ids.
"""

import hashlib
import json
import sqlite3
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import MISSING, fields
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from variorum.errors import DiskFull, LibraryError
from variorum.model import rows
from variorum.model.decision import Decision, Value, decided
from variorum.model.entity import Entity
from variorum.model.point import Point, Position, Utterance
from variorum.model.report import Problem, Report
from variorum.model.rows import compact, from_row
from variorum.model.statement import Event, Quotation, Statement
from variorum.model.story import Borrowing, Origin, Story
from variorum.store import seal
from variorum.store.tables import FORGETFUL, INDICES, NAMES, OF_STORY, OWN, SEARCH, VIEWS, WAITING

T = TypeVar("T")

# "VARI": tells our files from other SQLite files. The version goes up when the meaning of a kept table changes.
APPLICATION = 0x56415249
VERSION = 8

# The contract's tables, in the order in which they are exported.
TABLES: Mapping[str, type[Any]] = {
    "reports": Report,
    "stories": Story,
    "origins": Origin,
    "borrowings": Borrowing,
    "entities": Entity,
    "quotations": Quotation,
    "utterances": Utterance,
    "statements": Statement,
    "points": Point,
    "events": Event,
    "positions": Position,
    "decisions": Decision,
    "problems": Problem,
}
# Our own tables come first: what happens to stories is noted in them.
ALL = (*OWN, *TABLES)
_DECODER = json.JSONDecoder()
# What no two rows of a table have in common; of the other tables, story and id.
UNIQUE: Mapping[str, tuple[str, ...]] = {
    "reports": ("id",),
    "stories": ("id",),
    "decisions": ("id",),
    "problems": ("origin", "stage", "kind", "message"),
}


class Column(NamedTuple):
    """One column: its name, its SQLite type, and the way of a plain value into it and back."""

    name: str
    sql: str
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _json(value: Any) -> str | None:
    return None if value is None else compact(value)


def _plain(value: Any) -> Any:
    """A value out of its JSON text. Most lists are empty; and what we wrote has no white space round it for `json.loads` to look for."""
    if value is None or value == "[]":
        return None if value is None else []
    found, end = _DECODER.raw_decode(value)
    if end != len(value):
        raise ValueError(f"{value[end : end + 20]!r} stands behind a value")
    return found


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _real(value: Any) -> float | None:
    """As SQLite gives it back: it knows no negative zero."""
    return None if value is None else float(value) + 0.0


def _truth(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _bare(hint: Any) -> Any:
    """The type without its `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        return options[0] if len(options) == 1 else object
    return hint


def _column(name: str, hint: Any) -> Column:
    bare = _bare(hint)
    if bare is str or get_origin(bare) is Literal:
        return Column(name, "TEXT", _same, _same)
    if bare is bool:
        return Column(name, "INTEGER", _whole, _truth)
    if bare is int:
        return Column(name, "INTEGER", _whole, _same)
    if bare is float:
        return Column(name, "REAL", _real, _same)
    return Column(name, "TEXT", _json, _plain)


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of one of the contract's tables, in the order of the noun's fields."""
    kind = TABLES[table]
    hints = get_type_hints(kind)
    return tuple(_column(field.name, hints[field.name]) for field in fields(kind))


def _of_version_4(text: str) -> Decision:
    """A decision on stories as libraries up to version 4 kept it: {what, reports, to}, without who and when."""
    row = json.loads(text)
    return decided(row["what"], None, Value(reports=tuple(row["reports"]), to=row.get("to")), None, None)


def pack(table: str, thing: object) -> tuple[Any, ...]:
    """A noun as the values of its columns."""
    return tuple([packed(getattr(thing, name)) for name, packed in _packers(table)])


@cache
def _packers(table: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The fields of a noun, each with the way of its value into the column: of nested nouns straight to their JSON."""
    hints = get_type_hints(TABLES[table])
    return tuple((column.name, _into_json(hints[column.name]) if column.pack is _json else column.pack) for column in columns(table))


def _into_json(hint: Any) -> Callable[[Any], str | None]:
    return lambda value: None if value is None else rows.as_json(hint, value)


def unpack(table: str, names: Iterable[str], values: Iterable[Any]) -> Any:
    """The noun back from the values of a row; columns that are not the noun's are left out, missing ones are null or empty."""
    if table == "decisions" and (older := dict(zip(names, values, strict=True)).get("decision")):
        return _of_version_4(older)
    back = _unpackers(table)
    row = {name: back[name](value) for name, value in zip(names, values, strict=True) if name in back}
    return from_row(TABLES[table], _without_default(table) | row)


def plain(table: str, names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
    """The noun of a row as a plain dict with the contract's fields: what `to_row(unpack(...))` gives, without making the noun."""
    back = _unpackers(table)
    row = {name: back[name](value) for name, value in zip(names, values, strict=True) if name in back}
    found: dict[str, Any] = rows.plain(TABLES[table], row if len(row) == len(back) else _without_default(table) | row)
    return found


@cache
def shape() -> str:
    """A hash of the fields of all nouns, however deep. A library whose rows were all written by a program of this shape lacks none."""
    return hashlib.sha256(repr([(table, rows.shape(cast(Any, kind))) for table, kind in TABLES.items()]).encode()).hexdigest()[:16]


def line(table: str, names: Sequence[str], values: Sequence[Any]) -> str:
    """The row as one line of JSON, made of what lies in it: the same as `compact(plain(...))`, if the library is of this shape."""
    written = _writers(table)
    return "{" + ",".join([written[name](value) for name, value in zip(names, values, strict=True) if name in written]) + "}"


@cache
def _writers(table: str) -> dict[str, Callable[[Any], str]]:
    return {column.name: _written(column) for column in columns(table)}


def _written(column: Column) -> Callable[[Any], str]:
    """How a value of a column is written as JSON behind the column's name."""
    name = f"{json.dumps(column.name)}:"
    as_json = _as_it_lies if column.pack is _json else encode_basestring if column.sql == "TEXT" else None
    if as_json is None:
        return lambda value: name + compact(column.unpack(value))
    return lambda value: f"{name}null" if value is None else name + as_json(value)


def _as_it_lies(value: str) -> str:
    return value


@cache
def _without_default(table: str) -> dict[str, None]:
    """The fields that have no default, as not known: an older library may lack them."""
    return {field.name: None for field in fields(TABLES[table]) if field.default is MISSING and field.default_factory is MISSING}


@cache
def _unpackers(table: str) -> dict[str, Callable[[Any], Any]]:
    return {column.name: column.unpack for column in columns(table)}


def names(table: str) -> tuple[str, ...]:
    """The columns of a table that its seal is made of, in order."""
    return tuple(OWN[table].columns) if table in OWN else tuple(column.name for column in columns(table))


def column_types(table: str) -> dict[str, str]:
    """The columns of a table and its seal with their SQLite types."""
    if table in OWN:
        return {name: kind.split()[0] for name, kind in OWN[table].columns.items()} | {"seal": "INTEGER"}
    return {column.name: column.sql.split()[0] for column in columns(table)} | {"seal": "INTEGER"}


def create_table(table: str) -> str:
    """The SQL that makes a table."""
    if table in OWN:
        body, after = OWN[table].columns, OWN[table].after
    else:
        body = {column.name: column.sql for column in columns(table)}
        after = f"place INTEGER PRIMARY KEY, UNIQUE ({', '.join(UNIQUE.get(table, ('story', 'id')))})"
    named = () if table in FORGETFUL else (name for name in body if name in NAMES)
    links = (f'FOREIGN KEY ("{name}") REFERENCES {NAMES[name]} (id)' for name in named)
    parts = [*(f'"{name}" {kind}' for name, kind in body.items()), "seal INTEGER NOT NULL", *([after] if after else []), *links]
    # A table whose rows are all key is its own index.
    return f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(parts)}){' WITHOUT ROWID' if after.startswith('PRIMARY KEY') else ''};"


def insert(table: str, otherwise: str = "", how: str = "INSERT") -> str:
    """The SQL that adds a row with its seal; `otherwise` is what to do on a conflict. The connection must know the function `seal`."""
    named = ", ".join(f'"{name}"' for name in names(table))
    values = ", ".join(f"?{number}" for number in range(1, len(names(table)) + 1))
    return f"{how} INTO {table} ({named}, seal) VALUES ({values}, seal({values})) {otherwise}"


def sealed_anew(table: str, **changed: str) -> str:
    """The right side of SET for an UPDATE: the changed columns (name=SQL), and the seal of the row as it will be."""
    values = ", ".join(f"({changed[name]})" if name in changed else f'{table}."{name}"' for name in names(table))
    return ", ".join([*(f'"{name}" = {sql}' for name, sql in changed.items()), f"seal = seal({values})"])


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new library, or bring an older one up to date. Raises LibraryError where that cannot be."""
    recognise(connection)
    seal.into(connection)
    with transaction(connection):
        _drop_others(connection)
        noted = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'inputs_in'").fetchone()
        for table in ALL:
            _make(connection, table)
        searched = _searched(connection)
        for statement in _making():
            connection.execute(statement)
        if not noted:  # by an older program, which takes our triggers away: each has to be looked at once
            known = "SELECT report FROM inputs UNION SELECT report FROM words"
            connection.execute(f"INSERT OR IGNORE INTO waiting SELECT report, seal(report) FROM ({known})")
        if not searched:
            connection.execute("INSERT INTO reports_words (reports_words) VALUES ('rebuild')")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _making() -> list[str]:
    """The SQL that makes everything, in order."""
    indices = [f"CREATE INDEX IF NOT EXISTS {name} ON {on}" for name, on in INDICES.items()]
    views = [f"CREATE VIEW IF NOT EXISTS {name} AS {select.strip()}" for name, select in VIEWS.items()]
    return [*map(create_table, ALL), *indices, *_statements(WAITING), *_statements(SEARCH), *views]


@cache
def made() -> Mapping[str, str]:
    """Name -> SQL of every table, index, trigger and view, as SQLite keeps it in a library of this version."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in _making():
            connection.execute(statement)
        return dict(parts(connection))


def parts(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(name, SQL) of what a library is made of, without what SQLite makes for itself."""
    sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    return connection.execute(sql + "AND name NOT LIKE 'reports\\_words\\_%' ESCAPE '\\'").fetchall()


def recognise(connection: sqlite3.Connection) -> None:
    """Raise LibraryError unless the file is empty, or a library of this version or an older one."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except ERRORS as error:
        raise sentence_of(error) from error
    if application != APPLICATION and tables:
        raise LibraryError("this SQLite file is not a Variorum library")
    if version > VERSION:
        raise LibraryError(
            f"this library was written by a newer Variorum (library version {version}, this program knows {VERSION}): update the program"
        )


def _drop_others(connection: sqlite3.Connection) -> None:
    """Indices, triggers and views of an older program give way; a name that is taken would keep ours from being made."""
    sql = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL"
    for kind, name, how in connection.execute(sql).fetchall():
        if made().get(name) != how:
            connection.execute(f'DROP {kind} "{name}"')


def _searched(connection: sqlite3.Connection) -> bool:
    """Is there a full-text index that is made as ours? Another's gives way, and has to be filled again."""
    (sql,) = connection.execute("SELECT max(sql) FROM sqlite_master WHERE name = 'reports_words'").fetchone()
    if sql is not None and sql != made()["reports_words"]:
        connection.execute("DROP TABLE reports_words")
    return bool(sql == made()["reports_words"])


def _make(connection: sqlite3.Connection, table: str) -> None:
    """Create a table, or change an older program's: its rows are carried over. Where columns changed, stories are judged anew at the next
    read."""
    there = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
    (sql,) = connection.execute("SELECT max(sql) FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    if there and sql != made()[table]:
        _carry_over(connection, table, set(there))
        columns_differ = {name: kind for name, kind in there.items() if name != "place"} != column_types(table)
        if columns_differ and (table in OF_STORY or table == "stories"):
            connection.execute("DELETE FROM judged")
            connection.execute("DELETE FROM meta WHERE key = 'settled'")
    connection.execute(create_table(table))


def _carry_over(connection: sqlite3.Connection, table: str, there: set[str]) -> None:
    """Make a table anew with the rows that it has; columns that it lacked are null, lists of ids empty."""
    connection.execute(f"CREATE TEMP TABLE older AS SELECT * FROM {table}")
    connection.execute(f"DROP TABLE {table}")
    connection.execute(create_table(table))
    if table == "decisions" and "decision" in there:
        older = connection.execute("SELECT decision FROM temp.older ORDER BY place").fetchall()
        connection.executemany(insert(table, how="INSERT OR IGNORE"), (pack(table, _of_version_4(text)) for (text,) in older))
        connection.execute("DROP TABLE temp.older")
        return
    place = ["place"] if "place" in there else []
    empty = dict.fromkeys(("formerly", "earlier", "later"), "'[]'")
    values = [f'"{name}"' if name in there else empty.get(name, "NULL") for name in names(table)]
    into = ", ".join([*place, *(f'"{name}"' for name in names(table)), "seal"])
    connection.execute(f"INSERT INTO {table} ({into}) SELECT {', '.join([*place, *values])}, seal({', '.join(values)}) FROM temp.older")
    connection.execute("DROP TABLE temp.older")


def _statements(script: str) -> Iterable[str]:
    """The statements of a script one by one (`executescript` would commit the transaction around it)."""
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" ;\n"):
                yield statement
            statement = ""


class transaction:
    """All or nothing: commits at the end of the block, rolls back on any error, and turns SQLite's errors into sentences."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise sentence_of(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            self.connection.execute("COMMIT" if error is None else "ROLLBACK")
        except sqlite3.Error as failed:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            # A full disk may have rolled back by itself; then the error in the block is the one to tell.
            if error is None:
                raise sentence_of(failed) from failed
        if isinstance(error, sqlite3.Error):
            raise sentence_of(error) from error


FULL = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_FSYNC"}


# What SQLite raises; where it quotes a damaged name, Python cannot even read its message.
ERRORS = (sqlite3.Error, UnicodeDecodeError)


def sentence_of(error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
    """SQLite's error as one of ours, in words for the user."""
    if isinstance(error, UnicodeDecodeError):
        return LibraryError(f"the library is damaged (its names are no text: {error.reason})")
    name = cast(str, getattr(error, "sqlite_errorname", None) or "")
    if name in FULL:
        return DiskFull(
            f"the disk is full or cannot be written ({error}): what was committed before is safe; free some space and read again"
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryError("the library is locked by another program that writes to it: wait for it and try again")
    if name.startswith(("SQLITE_NOTADB",)):
        return LibraryError("this file is not a Variorum library (not a SQLite database)")
    if name.startswith("SQLITE_CORRUPT"):
        return LibraryError(f"the library is damaged ({error})")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return LibraryError(f"the library cannot be opened or written ({error})")
    return LibraryError(f"the library cannot be used ({str(error) or type(error).__name__})")
