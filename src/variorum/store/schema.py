"""The library's tables, made from the nouns of `model/`: the contract's tables under the contract's names, and a few of our own.

Scalars are columns; lists and nested nouns are JSON text in a column of the same name. Only reports, inputs and decisions are kept for
good: every judgement can be made again, so a library of an older version keeps those, drops the rest, and the next read fills it anew.
"""

import json
import sqlite3
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from variorum.errors import DiskFull, LibraryError
from variorum.model.entity import Entity
from variorum.model.point import Point, Position, Utterance
from variorum.model.report import Problem, Report
from variorum.model.rows import from_row, to_row
from variorum.model.statement import Event, Quotation, Statement
from variorum.model.story import Borrowing, Origin, Story

T = TypeVar("T")

# "VARI": tells our files from other SQLite files. The version goes up when the meaning of a kept table changes.
APPLICATION = 0x56415249
VERSION = 1

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
    "problems": Problem,
}
# What is judged of one story; the field of the Dossier and of the table have one name.
OF_STORY = ("origins", "borrowings", "entities", "quotations", "utterances", "statements", "points", "events", "positions")

OWN_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS inputs (
    report TEXT PRIMARY KEY, origin TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL, analysed TEXT, raw TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS inputs_origin ON inputs (origin);
CREATE TABLE IF NOT EXISTS files (origin TEXT PRIMARY KEY, digest TEXT NOT NULL, version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS paragraphs (
    key TEXT PRIMARY KEY, version TEXT NOT NULL, analysis TEXT NOT NULL, sentences INTEGER NOT NULL, vectors BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS decisions (place INTEGER PRIMARY KEY, decision TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS members (report TEXT PRIMARY KEY, story TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS members_story ON members (story);
CREATE INDEX IF NOT EXISTS stories_newest ON stories (last_published IS NULL, last_published DESC, id);
CREATE INDEX IF NOT EXISTS stories_order ON stories (
    json_extract(counts, '$.reports') < 2, last_published IS NULL, last_published DESC, json_extract(counts, '$.reports') DESC, id);
CREATE INDEX IF NOT EXISTS reports_outlet ON reports (outlet);
CREATE INDEX IF NOT EXISTS entities_name ON entities (name, kind);
CREATE INDEX IF NOT EXISTS points_verdict ON points (verdict, story);
CREATE TABLE IF NOT EXISTS words (report TEXT PRIMARY KEY, digest TEXT NOT NULL, shape TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS words_shape ON words (shape);
CREATE TABLE IF NOT EXISTS shapes (shape TEXT PRIMARY KEY, linked INTEGER NOT NULL DEFAULT 0, data BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS shapes_linked ON shapes (linked);
CREATE TABLE IF NOT EXISTS rare (number INTEGER, shape TEXT, PRIMARY KEY (number, shape)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS rare_shape ON rare (shape);
CREATE TABLE IF NOT EXISTS links (shape TEXT, other TEXT, PRIMARY KEY (shape, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS groups (report TEXT PRIMARY KEY, first TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS judged (story TEXT PRIMARY KEY, version TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS stories_latest ON stories (last_published IS NULL, last_published DESC, id);
CREATE INDEX IF NOT EXISTS reports_outlet ON reports (outlet);
CREATE INDEX IF NOT EXISTS points_conflict ON points (story) WHERE verdict = 'conflict';
CREATE INDEX IF NOT EXISTS entities_name ON entities (kind, name, story);
CREATE INDEX IF NOT EXISTS entities_named ON entities (name, story);
CREATE INDEX IF NOT EXISTS quotations_speaker ON quotations (story, speaker);
CREATE INDEX IF NOT EXISTS statements_who ON statements (story, who);
CREATE VIRTUAL TABLE IF NOT EXISTS reports_words USING fts5 (
    title, text, content='reports', content_rowid='place', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER IF NOT EXISTS reports_in AFTER INSERT ON reports BEGIN
    INSERT INTO reports_words (rowid, title, text) VALUES (new.place, new.title, new.text); END;
CREATE TRIGGER IF NOT EXISTS reports_out AFTER DELETE ON reports BEGIN
    INSERT INTO reports_words (reports_words, rowid, title, text) VALUES ('delete', old.place, old.title, old.text); END;
CREATE TRIGGER IF NOT EXISTS reports_anew AFTER UPDATE OF title, text ON reports BEGIN
    INSERT INTO reports_words (reports_words, rowid, title, text) VALUES ('delete', old.place, old.title, old.text);
    INSERT INTO reports_words (rowid, title, text) VALUES (new.place, new.title, new.text); END;
"""
KEPT = ("reports", "problems")


class Column(NamedTuple):
    """One column: its name, its SQLite type, and the way of a plain value into it and back."""

    name: str
    sql: str
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return None if value is None else json.loads(value)


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
        return Column(name, "INTEGER", _same, _truth)
    if bare is int:
        return Column(name, "INTEGER", _same, _same)
    if bare is float:
        return Column(name, "REAL", _same, _same)
    return Column(name, "TEXT", _json, _plain)


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of one of the contract's tables, in the order of the noun's fields."""
    kind = TABLES[table]
    hints = get_type_hints(kind)
    return tuple(_column(field.name, hints[field.name]) for field in fields(kind))


def pack(table: str, thing: object) -> tuple[Any, ...]:
    """A noun as the values of its columns."""
    row = to_row(thing)
    return tuple(column.pack(row[column.name]) for column in columns(table))


def unpack(table: str, names: Iterable[str], values: Iterable[Any]) -> Any:
    """The noun back from the values of a row; columns that are not the noun's are left out, missing ones are null or empty."""
    back = _unpackers(table)
    row = {name: back[name](value) for name, value in zip(names, values, strict=True) if name in back}
    return from_row(TABLES[table], _without_default(table) | row)


@cache
def _without_default(table: str) -> dict[str, None]:
    """The fields that have no default, as not known: an older library may lack them."""
    return {field.name: None for field in fields(TABLES[table]) if field.default is MISSING and field.default_factory is MISSING}


@cache
def _unpackers(table: str) -> dict[str, Callable[[Any], Any]]:
    return {column.name: column.unpack for column in columns(table)}


def create_table(table: str) -> str:
    """The SQL that makes one of the contract's tables."""
    names = [column.name for column in columns(table)]
    body = ", ".join(f'"{column.name}" {column.sql}' for column in columns(table))
    if table == "problems":
        unique = ", UNIQUE (origin, stage, kind, message)"
    elif table in ("reports", "stories"):
        unique = ", UNIQUE (id)"
    else:
        unique = ", UNIQUE (story, id)"
    more = f'; CREATE INDEX IF NOT EXISTS {table}_id ON {table} ("id")' if table in OF_STORY else ""
    more += f'; CREATE INDEX IF NOT EXISTS {table}_report ON {table} ("report")' if "report" in names else ""
    return f"CREATE TABLE IF NOT EXISTS {table} (place INTEGER PRIMARY KEY, {body}{unique}){more};"


def insert(table: str, otherwise: str = "") -> str:
    """The SQL that adds a row; `otherwise` is what to do on a conflict."""
    names = ", ".join(f'"{column.name}"' for column in columns(table))
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns(table)))}) {otherwise}"


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new library, or bring an older one up to date. Raises LibraryError where that cannot be."""
    recognise(connection)
    with transaction(connection):
        for table in TABLES:
            _make(connection, table)
        for statement in _statements(OWN_TABLES):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def recognise(connection: sqlite3.Connection) -> None:
    """Raise LibraryError unless the file is empty, or a library of this version or an older one."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise sentence_of(error) from error
    if application != APPLICATION and tables:
        raise LibraryError("this SQLite file is not a Variorum library")
    if version > VERSION:
        raise LibraryError(
            f"this library was written by a newer Variorum (library version {version}, this program knows {VERSION}): update the program"
        )


def _make(connection: sqlite3.Connection, table: str) -> None:
    """Create a table, or change an older program's: kept tables get the new columns, judged ones are emptied to be filled anew."""
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} - {"place"}
    wanted = {column.name: column.sql for column in columns(table)}
    if there and there != set(wanted):
        if table in KEPT:
            for name in wanted.keys() - there:
                connection.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {wanted[name]}')
        else:
            connection.execute(f"DROP TABLE {table}")
            if table == "stories":
                connection.execute("DELETE FROM members")
            # Stories that are not marked as judged are judged at the next read.
            connection.execute("DELETE FROM judged")
            connection.execute("DELETE FROM meta WHERE key = 'settled'")
    for statement in _statements(create_table(table)):
        connection.execute(statement)


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


def sentence_of(error: sqlite3.Error) -> LibraryError:
    """SQLite's error as one of ours, in words for the user."""
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
    return LibraryError(f"the library cannot be used ({error or type(error).__name__})")
