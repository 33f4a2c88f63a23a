"""The languages that are read: a folder each, and a row here each.

A folder answers the faces that stand beside this file, each through a module of a fixed name, which is opened when it is first asked for:

| face | asks the folder's module | for |
|---|---|---|
| `reader.py` | `models` | the parser and the tagger |
| `pack.py` | `reading` | a paragraph as it is read once, and single words |
| `stories.py` | `stories` | names, days, parties, sayings and stands, as the stages of a story compare them |
| `pages.py` | `page.blocks` | the lines of a page |
| `headings.py` | `moments`, `headdate`, `beside` | what stands above and beside a text |
| `outlets.py` | `page.table`, `page.agencies` | outlets and agencies |

`job/versions.py` follows these names: a changed `stories` reads no paragraph again.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final

PACKS: Final[Mapping[str, str]] = {"en": "variorum.language.english"}
"""ISO 639-1 code -> the package with all that is of this language. The first is asked where a text's language is not known."""
FIRST: Final = next(iter(PACKS))


@cache
def part(name: str, language: str | None = None) -> Any:
    """A module of the language's folder, by its name there; None where the language is not read."""
    folder = PACKS.get(language or FIRST)
    return None if folder is None else import_module(f"{folder}.{name}")


def parts(name: str) -> list[Any]:
    """That module of every language's folder, in the order of the rows."""
    return [part(name, language) for language in PACKS]
