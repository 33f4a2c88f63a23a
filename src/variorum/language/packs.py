"""The table of languages that are read: a row here each, and a folder each that answers what is asked below. Begin here to add one.

Others ask the faces that stand beside this file; a face asks the folder's module of a fixed name, opened when it is first needed:

| face | module of the folder | what it has to have |
|---|---|---|
| `reader.py` | `models` | `parse`, `tag`, `PACKAGES` |
| `pack.py` | `reading` | `Reading`, as `pack.Reading` says: a paragraph, read once, and single words |
| `stories.py` | `stories` | `PACK`, as `stories.Pack` says: names, days, parties, sayings, stands as stories compare them |
| `pages.py` | `page.blocks` | `mark`: a report with its lines marked |
| `headings.py` | `moments` | `moment`: a date that fills a line, as ISO 8601 |
| `headings.py` | `page.heads` | `read`: the lines over and under a text that tell its outlet, day, persons; `is_outlet`: is a name one? |
| `headings.py` | `headdate` | `day_in_head`: the day in a line near a text's top |
| `headings.py` | `beside` | `is_beside`: is a line none of the text? |
| `outlets.py` | `page.table` | `outlet_at`, `outlet_called`, `is_portal`, `makes`, `written_by_user`: whose page and work; user's table |
| `outlets.py` | `page.printers` | `in_byline`: the outlets that a byline names |
| `outlets.py` | `page.agencies` | `known`, `find`, `canonical`, `short_for`, `edition_of`, `helped`: an agency by name, or a helper |
| `citing.py` | `citing` | `citations`: where running text names a medium as the giver of facts |
| `citing.py`, `outlets.py` | `media` | `is_same`, `name_of`: are two names one medium's, and what is it called? |

`parse` gives the labels that the folder's own `reading` understands, as nobody else sees them (English: ClearNLP's); the Sentences that
`reading` gives are in Universal Dependencies. `tag` may find nothing: `reading` then finds quotations by rule alone. `english/` is the
example to copy; `tests/language/test_packs.py` reads a made-up language and holds every folder to this table. `job/versions.py` follows
the names: a changed `stories` reads no paragraph again. The parser's package goes into pyproject.toml and the locks, terms into NOTICE.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final

PACKS: Final[Mapping[str, str]] = {"en": "variorum.language.english"}
"""The rows: ISO 639-1 code -> the package with all that is of this language. The first is asked where a text's language is not known."""
FIRST: Final = next(iter(PACKS))


@cache
def part(name: str, language: str | None = None) -> Any:
    """A module of the language's folder, by its name there; None where the language is not read."""
    folder = PACKS.get(language or FIRST)
    return None if folder is None else import_module(f"{folder}.{name}")


def parts(name: str) -> list[Any]:
    """That module of every language's folder, in the order of the rows."""
    return [part(name, language) for language in PACKS]
