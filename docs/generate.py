"""Writes what in the documentation is made from the program itself: schemas, data dictionary, list of commands. `tests/test_docs.py` holds
the files to it. Run it after a change of the nouns of model/, of a command's answer, or of a command's help: `make docs-data`.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer
from typer.core import TyperGroup

from variorum.apps import answers, cli
from variorum.questions.kinds import KINDS
from variorum.store.schema import TABLES
from variorum.store.tables import OWN, VIEWS
from variorum.views import schemas, words
from variorum.views.export import SHAPES

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "src" / "variorum" / "schemas"
HEAD = "<!-- Made by docs/generate.py: do not edit. -->\n\n"


def wanted() -> dict[Path, str]:
    """Every made file and its text."""
    made = {SCHEMAS / f"{command}.schema.json": _written(schemas.of_kind(kind, command)) for command, kind in answers.COMMANDS.items()}
    made[SCHEMAS / "brief.schema.json"] = _written(schemas.of_brief())
    made |= {SCHEMAS / "tables" / f"{table}.schema.json": _written(schemas.of_table(table)) for table in SHAPES}
    made[ROOT / "docs" / "data-dictionary.md"] = "".join(dictionary())
    made[ROOT / "docs" / "differences.md"] = "".join(differences())
    made[ROOT / "docs" / "commands.md"] = "".join(commands())
    made[ROOT / "docs" / "recipes" / "datasette.yaml"] = "".join(datasette())
    return made


def _written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


# The data dictionary

OPENING = """# Data dictionary

Every table of an export (`variorum export --to DIR`), field by field. JSON Lines has one object a line; CSV has the same columns,
with lists and objects as JSON text; Parquet has real lists and structs; the library itself, an SQLite file, has the tables under the
same names, with JSON text. A field that is not known is `null`, a list that has nothing is empty.

- **Offsets** (`start`, `end`) count Unicode code points from 0, the end not included. In Python and R that is what strings count; in
  JavaScript and Java spread the string into code points first (`[...text].slice(start, end).join("")`).
- **Times** are ISO 8601 text: a day where only the day is known, else a moment with its offset. From Python, `library.reports()` and the
  other tables give datetimes in UTC, a day as its beginning; `library.rows("reports")` has the text.
- **Chances** (`confidence`) are numbers from 0 to 1.
- **Ids** stay: an id that gave way to another stands in that one's `formerly`, and `library.now(id)` gives the one that answers.

The same as JSON Schema, one file a table, comes with the package (`variorum/schemas/tables/`).

"""


def dictionary() -> Iterator[str]:
    """The data dictionary as Markdown."""
    yield HEAD + OPENING
    nested: list[type[Any]] = []
    for table, kind in SHAPES.items():
        yield from _section(f"`{table}`", kind)
        nested += [inner for inner in _inside(kind) if inner not in nested]
    yield "# Objects within fields\n\n"
    for kind in sorted(nested, key=_title):
        yield from _section(_title(kind), kind)
    yield VIEWS_OPENING
    for view, sql in VIEWS.items():
        columns = re.findall(r'\bAS ("?\w+"?)', sql.partition("\nFROM ")[0] + " ")
        shown = ", ".join(f"`{column.strip(chr(34))}`" for column in columns)
        yield f"| `{view}` | {shown} |\n"
    yield f"\nThe other tables of the file ({', '.join(f'`{table}`' for table in OWN)}) are the read's own memory.\n"


VIEWS_OPENING = """# Views of the library file

For SQL, Datasette and sqlite-utils: lists laid out, one line each.

| view | columns |
|---|---|
"""


def _title(kind: type[Any]) -> str:
    module = kind.__module__.rpartition(".")[2]
    return f"{kind.__name__} (of a decision)" if (module, kind.__name__) == ("decision", "Value") else kind.__name__


def _section(title: str, kind: type[Any]) -> Iterator[str]:
    yield f"## {title}\n\n{schemas.meaning(kind)}\n\n| field | type | meaning |\n|---|---|---|\n"
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield f"| `{field.name}` | {_type(hints[field.name])} | {schemas.meaning(kind, field.name)} |\n"
    yield "\n"


def _inside(hint: Any) -> list[type[Any]]:
    """The nouns within a noun, at any depth."""
    found: list[type[Any]] = []
    hints = get_type_hints(hint).values() if is_dataclass(hint) else get_args(hint)
    for one in hints:
        if isinstance(one, type) and is_dataclass(one) and one not in found:
            found += [one, *_inside(one)]
        else:
            found += _inside(one) if get_args(one) else []
    return list(dict.fromkeys(found))


def _type(hint: Any) -> str:
    """A type in words of the docs."""
    parts = [part for part in get_args(hint) if part is not type(None)]
    if type(None) in get_args(hint):
        return f"{' or '.join(map(_type, parts))}, or null"
    if getattr(hint, "__origin__", None) is tuple:
        return f"list of {_type(parts[0])}"
    if getattr(hint, "__origin__", None) is dict:
        return "object"
    if parts:
        return "one of " + ", ".join(f"`{part}`" for part in parts)
    if is_dataclass(hint):
        return f"[{hint.__name__}](#{re.sub(r'[^a-z -]', '', _title(hint).lower()).replace(' ', '-')})"  # type: ignore[arg-type, union-attr]
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}[hint]


# Kinds of difference

DIFFERENCES = """# Kinds of difference

What is compared, with an example of each that a test holds the program to. Two reports of one event say the one and the other, the
second a day later; between them stands the verdict.

| kind | what it compares | | | |
|---|---|---|---|---|
"""


def differences() -> Iterator[str]:
    """Every kind of difference with its example."""
    yield HEAD + DIFFERENCES
    for kind in KINDS:
        one, other, verdict = kind.example
        says = kind.says[0].upper() + kind.says[1:].removesuffix(".")
        yield f"| `{kind.name}` | {_cell(says)} | {_cell(one)} | **{words.plain(verdict, words.VERDICTS)}** | {_cell(other)} |\n"


# The commands


def commands() -> Iterator[str]:
    """Every command with its options, as its help tells them."""
    yield HEAD + "# Commands\n\nEvery command says this itself with `--help`, and answers in JSON with `--json`.\n\n"
    group = typer.main.get_command(cli.app)
    assert isinstance(group, TyperGroup)
    for path, command in _each(group, ()):
        context = typer.Context(command, info_name=" ".join(("variorum", *path)))
        usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
        yield f"## {' '.join(path)}\n\n```text\n{usage}\n```\n\n{_help(command.help or '')}\n\n"
        rows = [record for parameter in command.get_params(context) if (record := parameter.get_help_record(context))]
        yield "| argument or option | |\n|---|---|\n" if rows else ""
        for name, said in rows:
            yield f"| `{_cell(name)}` | {_cell(said)} |\n"
        schema = "-".join(path)
        if schema in answers.COMMANDS or schema == "brief":
            yield f"\nIts answer with `--json`: `variorum/schemas/{schema}.schema.json`.\n"
        yield "\n"


def _each(group: TyperGroup, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, TyperGroup):
            yield from _each(command, (*path, name))
        else:
            yield (*path, name), command


def _help(text: str) -> str:
    """Help as Markdown: the examples are code."""
    lines = [line if line.startswith("    ") else re.sub(r"(?<!`)(--?[a-z][\w-]*)", r"`\1`", line) for line in text.splitlines()]
    return "\n".join(lines).strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# What Datasette shows


def datasette() -> Iterator[str]:
    """Metadata for Datasette: what tables mean, and which are the read's own."""
    yield "# Made by docs/generate.py. Use: datasette library.db --metadata datasette.yaml\n"
    yield "title: A Variorum library\ndatabases:\n  library:\n    tables:\n"
    for table, kind in TABLES.items():
        yield f"      {table}:\n        description: {json.dumps(schemas.meaning(kind), ensure_ascii=False)}\n        columns:\n"
        for field in fields(kind):
            yield f"          {field.name}: {json.dumps(schemas.meaning(kind, field.name), ensure_ascii=False)}\n"
    for table in OWN:
        yield f"      {table}:\n        hidden: true\n"


def main() -> None:
    """Write what has to be written; a file that is made no more goes."""
    shutil.rmtree(SCHEMAS, ignore_errors=True)
    for path, text in wanted().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
