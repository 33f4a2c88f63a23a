"""Small invented reports for tests that need many, and a way to compare whole libraries."""

import json
import random
import re
import sqlite3
from pathlib import Path
from typing import Any

from variorum.model.rows import content_id
from variorum.store.library import Library
from variorum.story import ids

TOWNS = ("Velmora", "Tarnby", "Oskerra", "Quillhaven", "Brennick", "Saltmere", "Ildren", "Morrowgate", "Pellworth", "Ashkettle")
PEOPLE = ("Ada Quill", "Tomas Verrin", "Ines Holloway", "Piet Maarlo", "Greta Sund", "Omar Feld", "Lotte Brandvik", "Ravi Penhale")
THINGS = ("harbour wall", "tram depot", "water tower", "grain store", "ferry landing", "observatory", "glass works", "old mint")
EVENTS = (
    ("collapsed", "Engineers blamed a crack that had been reported in {month}."),
    ("caught fire", "Firefighters needed {hours} hours to put out the flames."),
    ("was sold", "The buyer paid {millions} million crowns, the council said."),
    ("reopened", "Some {people} people came to the opening, organisers said."),
)
MONTHS = ("January", "April", "August", "November")


def reports(count: int, seed: int = 1, copies: int = 3) -> dict[str, str]:
    """File name -> text: events told by up to `copies` outlets, half of them word for word, half with other words around a shared quote."""
    chance = random.Random(seed)
    files: dict[str, str] = {}
    number = 0
    while len(files) < count:
        town, thing, person = chance.choice(TOWNS), chance.choice(THINGS), chance.choice(PEOPLE)
        what, more = chance.choice(EVENTS)
        day = chance.randint(1, 28)
        more = more.format(
            month=chance.choice(MONTHS), hours=chance.randint(2, 9), millions=chance.randint(2, 90), people=chance.randint(200, 9000)
        )
        lead = f"The {thing} of {town} {what} on the morning of {day} May. {more}"
        quote = f"“Nobody in {town} expected this of the {thing},” said {person}, who speaks for the council."
        for copy in range(chance.randint(1, copies)):
            first = lead if copy < 2 else f"In {town}, the {thing} {what}, the council said. {more}"
            files[f"report-{number:05}-{copy}.txt"] = f"{town}: {thing} {what}\n\n{first}\n\n{quote}\n"
        number += 1
    return dict(list(files.items())[:count])


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def tables(path: Path) -> dict[str, list[str]]:
    """Every row of every table of a library, without the order in which it was written."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'reports_words%' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    found: dict[str, list[str]] = {}
    for name in names:
        cursor = connection.execute(f"SELECT * FROM {name}")
        columns = [part[0] for part in cursor.description]
        rows = [{key: _plain(value) for key, value in zip(columns, row, strict=True) if key != "place"} for row in cursor]
        found[name] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    connection.close()
    return found


def named_afresh(path: Path) -> dict[str, list[str]]:
    """The same with every id as a first look would give it: which id is current depends on what came first, and on nothing else (law 8)."""
    library = Library(path)
    names: dict[str, str] = {}
    for story in library.stories():
        told = library.dossier(story.id)
        names[story.id] = content_id("story", sorted(story.reports))
        for table in ids.WORDS:
            afresh = getattr(ids.give(told), table)
            names |= {old.id: new.id for old, new in zip(getattr(told, table), afresh, strict=True)}
    library.close()
    found: dict[str, list[str]] = {}
    for name, rows in tables(path).items():
        bare = ({key: value for key, value in json.loads(row).items() if key not in ("formerly", "seal")} for row in rows)
        plain = (json.dumps(row, sort_keys=True) for row in bare)
        found[name] = sorted(re.sub(r"\b[a-z][0-9a-f]{16}\b", lambda word: names.get(word[0], word[0]), row) for row in plain)
    return found


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def assert_same_library(one: Path, other: Path) -> None:
    """Law 3: all is the same but for which ids are current."""
    mine, theirs = named_afresh(one), named_afresh(other)
    assert mine.keys() == theirs.keys()
    for name in mine:
        assert mine[name] == theirs[name], f"the tables {name} differ"
