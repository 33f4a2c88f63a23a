"""Any noun as one flat row and back, content ids, the passages in it, and the placing of a paragraph's findings in a report.

Law 2: a row goes to SQLite, Arrow and JSON and comes back the same.
"""

import hashlib
import json
import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from variorum.model.report import Passage, Report

T = TypeVar("T")

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def content_id(kind: str, *parts: object) -> str:
    """A short stable id: the kind's first letter and 16 hex digits of the hash of what is named. Same content, same id, on any machine."""
    text = json.dumps([kind, *parts], ensure_ascii=False, sort_keys=True, default=str)
    return f"{kind[0]}{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def to_row(thing: object) -> Any:
    """Dataclasses and named tuples become dicts and lists of plain JSON values, recursively."""
    kind: Any = type(thing)
    if kind is str or kind is int or thing is None:
        return thing
    if (names := _names(kind)) is not None:
        return {name: to_row(getattr(thing, name)) for name in names}
    if isinstance(thing, (list, tuple)):
        return [to_row(item) for item in thing]
    if isinstance(thing, dict):
        return {key: to_row(value) for key, value in thing.items()}
    return thing


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """The fields of a noun; None for what is none."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def compact(value: Any) -> str:
    """A plain value as JSON, as it lies in the library and in the lines of an export."""
    return _ENCODER.encode(value)


def as_json(kind: type[Any], thing: Any) -> str:
    """What `compact(to_row(thing))` gives of a value of a kind, without the plain values between: a story has very many rows."""
    return _json_writer(cast(Any, kind))(thing)


@cache
def _json_writer(kind: Any) -> Callable[[Any], str]:
    """A function that writes a value of `kind` as JSON."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        inside = _json_writer(options[0]) if len(options) == 1 else _any_as_json
        return lambda value: "null" if value is None else inside(value)
    if origin is tuple:
        arguments = get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            item = _json_writer(arguments[0])
            return lambda value: "[" + ",".join([item(part) for part in value]) + "]" if value else "[]"
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        written = [(field.name, f'"{field.name}":', _json_writer(hints[field.name])) for field in fields(kind)]
        return lambda thing: "{" + ",".join([name + write(getattr(thing, field)) for field, name, write in written]) + "}"
    return _any_as_json


def _any_as_json(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int:
        return int.__repr__(value)
    return compact(to_row(value))


def from_row(kind: type[T], row: Any) -> T:
    """The noun a row was made from. Unknown fields are ignored and missing ones take their default, so that older rows can be read."""
    return cast(T, _reader(cast(Any, kind))(row))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """A function that turns a plain JSON value into `kind`."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        inside = _reader(options[0]) if len(options) == 1 else _as_it_is
        return _as_it_is if inside is _as_it_is else lambda row: None if row is None else inside(row)
    if origin is Literal:
        return _as_it_is
    if origin is tuple:
        arguments = get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            item = _reader(arguments[0])
            return lambda row: tuple(row or ()) if item is _as_it_is else tuple([item(part) for part in row or ()])
        parts = [_reader(argument) for argument in arguments]
        return lambda row: tuple(part(value) for part, value in zip(parts, row, strict=True))
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named_reader(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    return _as_it_is


def _as_it_is(row: Any) -> Any:
    return row


def _named_reader(kind: Any) -> Callable[[Any], Any]:
    """Fields of a named tuple that hold more than plain values are read by their own kind; the many that hold none, at one go."""
    hints = get_type_hints(kind)
    readers = [_reader(hints[field]) for field in kind._fields]
    if all(read is _as_it_is for read in readers):
        return kind._make if not kind._field_defaults else lambda row: kind(*row)
    return lambda row: kind(*[read(value) for read, value in zip(readers, row, strict=False)])


def _dataclass_reader(kind: type[Any]) -> Callable[[Any], Any]:
    """A row that has all fields in their order, as nearly all have, is read by place."""
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    names, in_order = [*readers], [*readers.values()]
    plain = all(read is _as_it_is for read in in_order)

    def noun(row: Any) -> Any:
        if [*row] != names:
            return kind(**{name: read(row[name]) for name, read in readers.items() if name in row})
        return kind(*row.values()) if plain else kind(*[read(value) for read, value in zip(in_order, row.values(), strict=True)])

    return noun


def plain(kind: type[Any], row: Any) -> Any:
    """What `to_row(from_row(kind, row))` gives, at a tenth of the cost where a row has all fields of its kind and no more: then it is so
    already, and no noun is made of it."""
    return row if _whole(cast(Any, kind))(row) else to_row(from_row(kind, row))


@cache
def _whole(kind: Any) -> Callable[[Any], bool]:
    """A function that says whether a plain JSON value is one of `kind` as `to_row` makes it: with its fields, all of them, in order."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        inside = _whole(options[0]) if len(options) == 1 else _always
        return _always if inside is _always else lambda row: row is None or inside(row)
    if origin is tuple:
        arguments = get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            item = _whole(arguments[0])
            return _is_list if item is _always else lambda row: type(row) is list and all(map(item, row))
        parts = [_whole(argument) for argument in arguments]
        return lambda row: type(row) is list and len(row) == len(parts) and all(part(value) for part, value in zip(parts, row, strict=True))
    if isinstance(kind, type) and (is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))):
        return _whole_noun(kind)
    return _always


def _whole_noun(kind: Any) -> Callable[[Any], bool]:
    hints = get_type_hints(kind)
    if not is_dataclass(kind):
        parts = [_whole(hints[name]) for name in kind._fields]
        return lambda row: type(row) is list and len(row) == len(parts) and all(part(value) for part, value in zip(parts, row, strict=True))
    names = [field.name for field in fields(kind)]
    inner = [(name, whole) for name in names if (whole := _whole(hints[name])) is not _always]
    return lambda row: type(row) is dict and [*row] == names and all(whole(row[name]) for name, whole in inner)


def _always(row: Any) -> bool:
    return True


def _is_list(row: Any) -> bool:
    return type(row) is list


@cache
def shape(kind: Any) -> str:
    """The names of the fields of a noun and of all nouns in it, in order: rows of equal shape are whole rows of one another's kind."""
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)] if is_dataclass(kind) else kind._fields
        return f"({','.join(name + shape(hints[name]) for name in names)})"
    return "".join(shape(part) for part in get_args(kind) if part is not Ellipsis and get_origin(kind) is not Literal)


def passages_in(thing: Any) -> Iterator[Passage]:
    """Every passage inside a noun, however deep."""
    return iter(_passages_in_any(thing))


@cache
def _holder(kind: Any) -> Callable[[Any], list[Passage]]:
    """A function that lists the passages in a noun of a kind: it looks into the fields that can hold any."""
    names = holding(kind)
    return lambda thing: [passage for name in names for passage in _passages_in_any(getattr(thing, name))]


@cache
def _may_hold(kind: Any) -> bool:
    """May a value of a kind be a passage, or hold one?"""
    if kind is Passage or kind is Any:
        return True
    if is_dataclass(kind):
        return any(_may_hold(hint) for hint in get_type_hints(kind).values())
    return any(_may_hold(part) for part in get_args(kind) if part is not Ellipsis and get_origin(kind) is not Literal)


def _passages_in_any(value: Any) -> list[Passage]:
    if isinstance(value, Passage):
        return [value]
    if isinstance(value, (tuple, list)):
        return [passage for item in value for passage in _passages_in_any(item)]
    if isinstance(value, dict):
        return [passage for item in value.values() for passage in _passages_in_any(item)]
    return _holder(type(value))(value) if is_dataclass(value) and not isinstance(value, type) else []


def holding(kind: Any) -> tuple[str, ...]:
    """The fields of a noun that can hold a passage, however deep."""
    return _holding(kind)


@cache
def _holding(kind: Any) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    return tuple(field.name for field in fields(kind) if _may_hold(hints[field.name]))


def move(thing: T, report: Report, offset: int) -> T:
    """The same finding with every passage inside moved from its paragraph to its place in a report, cut anew from the report's own text."""
    return cast(T, _moved(thing, report, offset))


def _moved(thing: Any, report: Report, offset: int) -> Any:
    if isinstance(thing, Passage):
        return report.passage(thing.start + offset, thing.end + offset)
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {}
        for name in holding(type(thing)):
            value = getattr(thing, name)
            moved = _moved(value, report, offset)
            if moved is not value:
                changed[name] = moved
        return replace(thing, **changed) if changed else thing
    if isinstance(thing, tuple) and not _is_named(thing) and any(isinstance(item, tuple) or is_dataclass(item) for item in thing):
        return tuple(_moved(item, report, offset) for item in thing)
    return thing


def _is_named(thing: tuple[Any, ...]) -> bool:
    return isinstance(thing, tuple) and hasattr(thing, "_fields")
