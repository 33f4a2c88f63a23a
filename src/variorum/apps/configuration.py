"""The user's configuration file: TOML, where `VARIORUM_CONFIG` says, else `variorum/config.toml` in the user's folder for such files.

A table that is called as a command (`[export]`, `[correct.speaker]`) has defaults of its options, `[defaults]` those of every command that
has the option; what is typed, and what a variable says, goes before. `[reader]` is the second reader (`asking.py`).
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from variorum.errors import WrongUse

VARIABLE: Final = "VARIORUM_CONFIG"
EVERYWHERE: Final = "defaults"  # the table for all commands
READER: Final = "reader"  # the table that is none of a command

# Command -> option, as it is typed without its dashes -> the parameter that it sets; of groups, their commands.
Known = Mapping[str, "Known | str"]


def place() -> Path:
    """Where the file is looked for."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "variorum" / "config.toml"


def tables() -> dict[str, Any]:
    """All tables of the file; none where there is no file. Raises WrongUse for a file that cannot be read, or that is none."""
    path = place()
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        if os.environ.get(VARIABLE):
            raise WrongUse(f"{VARIABLE} names {path}, and there is no such file") from None
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"the configuration file {path} cannot be read ({error})") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"the configuration file {path} is no TOML: {error}") from error


def table(name: str, known: dict[str, type]) -> dict[str, Any]:
    """A table of the file, empty where there is none. Raises WrongUse for what the table does not know."""
    found = _table(tables().get(name, {}), name)
    for key, value in found.items():
        if key not in known:
            raise WrongUse(f"{place()}: [{name}] knows no {key!r}: there are {', '.join(known)}")
        if type(value) is not known[key]:
            raise WrongUse(f"{place()}: {key} in [{name}] is to be {_kinds[known[key]]}")
    return found


def defaults(known: Known) -> dict[str, Any]:
    """What the file says of commands, as defaults of their parameters: {command: {parameter: value}}. Raises WrongUse where it names a
    command or an option that is not there. Whether a value will do, its option says."""
    told = {name: value for name, value in tables().items() if name != READER}
    everywhere = _table(told.pop(EVERYWHERE, {}), EVERYWHERE)
    if unknown := sorted(everywhere.keys() - set(_options(known))):
        raise WrongUse(f"{place()}: [{EVERYWHERE}]: no command has the option {unknown[0]!r}")
    return _of(known, told, everywhere, "")


def _options(known: Known) -> Iterator[str]:
    for name, one in known.items():
        if isinstance(one, str):
            yield name
        else:
            yield from _options(one)


def _of(known: Known, told: Mapping[str, Any], everywhere: Mapping[str, Any], path: str) -> dict[str, Any]:
    for name in told:
        if name not in known:
            what = f"[{path}] knows no {name!r}" if path else f"there is no command {name!r}"
            raise WrongUse(f"{place()}: {what}: there are {', '.join(known)}")
    found: dict[str, Any] = {}
    for name, one in known.items():
        if not isinstance(one, str):
            inner = f"{path}.{name}".removeprefix(".")
            found[name] = _of(one, _table(told.get(name, {}), inner), everywhere, inner)
        elif name in told or name in everywhere:
            value = told.get(name, everywhere.get(name))
            if isinstance(value, dict):
                raise WrongUse(f"{place()}: {name} in [{path}] is to be a value, no table")
            found[one] = os.path.expanduser(value) if isinstance(value, str) and value.startswith("~") else value
    return found


def _table(found: Any, name: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise WrongUse(f"{place()}: {name} is to be a table, [{name}]")
    return found


_kinds: Final = {str: "a text in quotes", int: "a whole number"}
