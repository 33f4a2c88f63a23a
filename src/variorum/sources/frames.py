"""Tables that a program wrote as one JSON object: by columns, by rows under their index, or as columns and data apart."""

import json
import re
from typing import Any, Final

from variorum.sources.fields import File, has_text, key

_LOOKS_SO: Final = re.compile(r'\{\s*"[^"\\]{1,200}"\s*:\s*[\[{]')


def rows(text: str, file: File) -> list[Any]:
    """The records of such a table; none for other documents."""
    if not _LOOKS_SO.match(text):
        return []
    try:
        table = json.loads(text, parse_int=str)
    except (ValueError, RecursionError):
        return []
    columns, data = table.get("columns"), table.get("data")
    if isinstance(columns, list) and isinstance(data, list):
        found = [dict(zip(map(str, columns), row, strict=False)) for row in data if isinstance(row, list)]
    elif not table or not all(isinstance(value, dict) for value in table.values()):
        return []
    elif _is_by_columns(table, file):
        found = [{name: column.get(index) for name, column in table.items()} for index in next(iter(table.values()))]
    else:
        found = list(table.values())
    return found if any(has_text(row, file.names) for row in found[:5]) else []


def _is_by_columns(table: dict[str, dict[str, Any]], file: File) -> bool:
    """Have all its fields the same keys, and is one of them a text's?"""
    indices = [set(column) for column in table.values()]
    texts = set(map(key, file.names["text"]))
    return any(key(name) in texts for name in table) and all(index == indices[0] for index in indices)
