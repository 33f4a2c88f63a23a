"""The user's configuration file: TOML, where `VARIORUM_CONFIG` says, else `variorum/config.toml` in the user's folder for such files."""

import os
import tomllib
from pathlib import Path
from typing import Any, Final

from variorum.errors import WrongUse

VARIABLE: Final = "VARIORUM_CONFIG"


def place() -> Path:
    """Where the file is looked for."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "variorum" / "config.toml"


def table(name: str, known: dict[str, type]) -> dict[str, Any]:
    """A table of the file, empty where there is none. Raises WrongUse for a file that is none, and for what the table does not know."""
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
        found = tomllib.loads(text).get(name, {})
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"the configuration file {path} is no TOML: {error}") from error
    if not isinstance(found, dict):
        raise WrongUse(f"{path}: {name} is to be a table, [{name}]")
    for key, value in found.items():
        if key not in known:
            raise WrongUse(f"{path}: [{name}] knows no {key!r}: there are {', '.join(known)}")
        if type(value) is not known[key]:
            raise WrongUse(f"{path}: {key} in [{name}] is to be {_kinds[known[key]]}")
    return found


_kinds: Final = {str: "a text in quotes", int: "a whole number"}
