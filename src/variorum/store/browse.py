"""What a reader of a library looks through: stories by page, search and filter, and what is said of an entity across stories.

Only SELECTs, each on an index; nothing here loads a whole story.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from variorum.model.leaf import Leaf
from variorum.store.library import Library


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reader's search and filters; all that are given must hold."""

    words: str = ""
    conflicts: bool = False
    single: bool = False
    entity: str = ""
    outlet: str = ""


def shelf(library: Library, wanted: Wanted, page: int = 1, size: int = 30) -> Leaf[dict[str, Any]]:
    """The stories that fit, latest first (undated last), `size` a page: the contract's story fields, outlets, differences by weight."""
    where, values = _conditions(library, wanted)
    ((total,),) = library.select(f"SELECT count(*) FROM stories AS s {where}", values)
    page, pages, before = _turned(total, page, size)
    found = library.select(
        "SELECT s.id, s.title, s.first_published, s.last_published, s.counts FROM stories AS s "
        f"{where} ORDER BY s.last_published IS NULL, s.last_published DESC, s.id LIMIT ? OFFSET ?",
        (*values, size, before),
    )
    rows = [
        {"id": key, "title": title, "first_published": first, "last_published": last, "counts": json.loads(counts)}
        for key, title, first, last, counts in found
    ]
    for row in rows:
        row["outlets"] = _outlets(library, row["id"])
        row["differences"] = _differences(library, row["id"])
    return Leaf(tuple(rows), page, pages, total)


def _turned(total: int, page: int, size: int) -> tuple[int, int, int]:
    """The page of this number (the last, if there are not so many), how many pages there are, and how many rows stand before it."""
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    return page, pages, (page - 1) * size


def _shown(library: Library) -> str:
    """The condition under which a point is shown as a difference: it was found by rule, and nobody struck it."""
    return " AND ".join(f"{name} IS NULL" for name in ("struck", "proposed_by") if library.has("points", name)) or "true"


def _conditions(library: Library, wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    clauses: list[str] = []
    values: list[Any] = []
    if query := _query(wanted.words):
        clauses.append(
            "s.id IN (SELECT m.story FROM reports_words JOIN reports AS r ON r.place = reports_words.rowid "
            "JOIN members AS m ON m.report = r.id WHERE reports_words MATCH ?)"
        )
        values.append(query)
    if wanted.conflicts:
        clauses.append(f"s.id IN (SELECT story FROM points WHERE verdict = 'conflict' AND {_shown(library)})")
    if wanted.single:
        clauses.append("json_extract(s.counts, '$.origins') = 1")
    if wanted.entity:
        clauses.append("s.id IN (SELECT story FROM entities WHERE name = ?)")
        values.append(wanted.entity)
    if wanted.outlet:
        clauses.append("s.id IN (SELECT m.story FROM reports AS r JOIN members AS m ON m.report = r.id WHERE r.outlet = ?)")
        values.append(wanted.outlet)
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), tuple(values)


def _query(words: str) -> str:
    """A full-text query in which every word must occur; whatever the reader types is words, never syntax."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", words)[:12])


def _outlets(library: Library, story: str) -> list[str]:
    rows = library.select(
        "SELECT DISTINCT r.outlet FROM members AS m JOIN reports AS r ON r.id = m.report WHERE m.story = ? AND r.outlet IS NOT NULL "
        "ORDER BY r.outlet LIMIT 12",
        (story,),
    )
    return [outlet for (outlet,) in rows]


def _differences(library: Library, story: str) -> dict[str, int]:
    rows = library.select(
        "SELECT coalesce(weight, 'slight'), count(*) FROM points WHERE story = ? AND verdict NOT IN ('agreed', 'single') "
        f"AND {_shown(library)} GROUP BY 1",
        (story,),
    )
    return dict(rows)


def outlets(library: Library, most: int = 200) -> list[str]:
    """Outlets by number of reports."""
    rows = library.select(
        "SELECT outlet FROM reports WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT ?", (most,)
    )
    return [outlet for (outlet,) in rows]


def entities(library: Library, page: int = 1, size: int = 100) -> Leaf[dict[str, Any]]:
    """Entities across stories, joined by kind and name (or Wikidata id where known): most stories first."""
    grouped = "SELECT kind, name, max(role) AS role, max(country) AS country, max(wikidata) AS wikidata, count(DISTINCT story) AS stories "
    grouped += "FROM entities GROUP BY kind, name"
    ((total,),) = library.select(f"SELECT count(*) FROM ({grouped})")
    page, pages, before = _turned(total, page, size)
    rows = library.select(f"{grouped} ORDER BY stories DESC, name LIMIT ? OFFSET ?", (size, before))
    names = ("kind", "name", "role", "country", "wikidata", "stories")
    return Leaf(tuple(dict(zip(names, row, strict=True)) for row in rows), page, pages, total)


def entity(library: Library, kind: str, name: str, page: int = 1, size: int = 20, lines: int = 12) -> Leaf[dict[str, Any]]:
    """One entity in the stories it is in, `size` a page, with up to `lines` of what it says there and of what is told of it.

    Rows are [{id, story, title, role, country, wikidata, corrected, said, told}].
    """
    ((total,),) = library.select("SELECT count(*) FROM entities WHERE kind = ? AND name = ?", (kind, name))
    page, pages, before = _turned(total, page, size)
    corrected = "e.corrected" if library.has("entities", "corrected") else "NULL"
    rows = library.select(
        f"SELECT e.id, e.story, s.title, e.role, e.country, e.wikidata, {corrected} FROM entities AS e JOIN stories AS s ON s.id = e.story "
        "WHERE e.kind = ? AND e.name = ? ORDER BY s.last_published DESC, s.id LIMIT ? OFFSET ?",
        (kind, name, size, before),
    )
    found = [dict(zip(("id", "story", "title", "role", "country", "wikidata", "corrected"), row, strict=True)) for row in rows]
    for row in found:
        said = library.select(
            "SELECT report, content FROM quotations WHERE story = ? "
            "AND (speaker = ? OR EXISTS (SELECT 1 FROM json_each(speakers) WHERE value = ?)) LIMIT ?",
            (row["story"], row["id"], row["id"], lines),
        )
        row["said"] = [{"report": report, "content": json.loads(content)} for report, content in said]
        of = library.select("SELECT report, passage FROM statements WHERE story = ? AND who = ? LIMIT ?", (row["story"], name, lines))
        row["told"] = [{"report": report, "passage": json.loads(passage)} for report, passage in of]
    return Leaf(tuple(found), page, pages, total)
