"""JSON Schemas (draft 2020-12) of the contract's tables, of the brief, and of any dataclass: made from the types, so that they cannot say
anything else than the program does. What fields mean in plain words stands in `dictionary.toml`.
"""

import tomllib
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from variorum.views.brief import Brief
from variorum.views.export import SHAPES
from variorum.views.positions import Cell

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PLAIN: Final[Mapping[Any, str]] = {str: "string", int: "integer", float: "number", bool: "boolean"}
# Fields of the brief that are there only where a second reader proposed something.
NOT_ALWAYS: Final = ("proposed", "less_sure", "readers")

Schema = dict[str, Any]


@cache
def meanings() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Module -> noun -> field -> what it means; `_` is what the noun is."""
    return tomllib.loads(files("variorum.views").joinpath("dictionary.toml").read_text("utf-8"))


def meaning(kind: type[Any], field: str = "_") -> str | None:
    """What a noun, or a field of it, means in plain words; None where the dictionary does not have it."""
    return meanings().get(kind.__module__.rpartition(".")[2], {}).get(kind.__name__, {}).get(field)


def of_kind(kind: type[Any], name: str) -> Schema:
    """The schema of a dataclass as it is written in JSON, called by this name."""
    defined: dict[str, tuple[type[Any], Schema]] = {}
    body = _object(kind, defined)
    schema = {"$schema": DIALECT, "title": name, **body}
    if defined:
        schema["$defs"] = {key: shape for key, (_, shape) in sorted(defined.items())}
    return schema


def of_table(table: str) -> Schema:
    """The schema of one row of a table of an export: a line of its JSON Lines file."""
    return of_kind(SHAPES[table], table)


def of_brief() -> Schema:
    """The schema of what `variorum brief --json` answers."""
    schema = of_kind(Brief, "brief")
    cell = of_kind(Cell, "Cell")
    schema["$defs"] |= cell.pop("$defs") | {"Cell": {name: value for name, value in cell.items() if name not in ("$schema", "title")}}
    cells = {"party": {"type": "string"}, "issue_id": {"type": "string"}, "stands": {"type": "array", "items": {"$ref": "#/$defs/Cell"}}}
    schema["$defs"]["Matrix"]["properties"]["cells"] = {
        "type": "array",
        "items": {"type": "object", "properties": cells, "required": list(cells)},
    }
    schema["required"] = [name for name in schema["required"] if name not in NOT_ALWAYS]
    return schema


def _object(kind: type[Any], defined: dict[str, tuple[type[Any], Schema]]) -> Schema:
    hints = get_type_hints(kind)
    properties: dict[str, Schema] = {}
    for field in fields(kind):
        shape = _shape(hints[field.name], defined)
        said = meaning(kind, field.name)
        properties[field.name] = {"description": said, **shape} if said else shape
    told = meaning(kind) or " ".join((kind.__doc__ or "").split())
    return {"description": told, "type": "object", "properties": properties, "required": list(properties)}


def _shape(hint: Any, defined: dict[str, tuple[type[Any], Schema]]) -> Schema:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = [_shape(option, defined) for option in get_args(hint) if option is not type(None)]
        return {"anyOf": [*options, {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        return _list(get_args(hint), defined)
    if isinstance(hint, type) and is_dataclass(hint):
        return _reference(hint, defined)
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    return {"type": "object"} if origin is dict else {}


def _list(parts: tuple[Any, ...], defined: dict[str, tuple[type[Any], Schema]]) -> Schema:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return {"type": "array", "items": _shape(parts[0], defined)}
    return {"type": "array", "prefixItems": [_shape(part, defined) for part in parts], "minItems": len(parts), "maxItems": len(parts)}


def _reference(kind: type[Any], defined: dict[str, tuple[type[Any], Schema]]) -> Schema:
    name = kind.__name__
    if name in defined and defined[name][0] is not kind:  # two nouns of one name: the later is called by its module too
        name = f"{kind.__module__.rpartition('.')[2]}.{name}"
    if name not in defined:
        defined[name] = (kind, {})
        defined[name][1].update(_object(kind, defined))
    return {"$ref": f"#/$defs/{name}"}
