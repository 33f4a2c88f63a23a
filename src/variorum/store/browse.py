"""What a reader of a library looks through: stories by page, search and filter, and what is said of an entity across stories.

Only SELECTs, each on an index; nothing here loads a whole story.
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from variorum.model.leaf import Leaf
from variorum.store.library import Library

MOST_HITS = 2  # reports of a story in which the words of a search are shown
MOST_OUTLETS = 12  # named of a story
MOST_TO_CHOOSE, MOST_AGENCIES = 200, 100  # outlets and agencies that a reader may choose from
MOST_FACETS = 8
COUNTED = 300  # stories that are counted by outlet, agency and person: of more the counts would take too long
BEGINS, ENDS = "\x02", "\x03"  # around a word that was found; no text has these characters


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reader's search and filters; all that are given must hold. `since` and `until` are days, both included.

    `person`: a name or its beginning, or its last word; `entity`: a name as it stands.
    """

    words: str = ""
    conflicts: bool = False
    single: bool = False
    entity: str = ""
    outlet: str = ""
    agency: str = ""
    person: str = ""
    since: str = ""
    until: str = ""

    @property
    def anything(self) -> bool:
        """Is anything asked at all?"""
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The stories that fit, in their order: `ids` are all of them where something is asked, None where every story fits."""

    wanted: Wanted
    ids: tuple[str, ...] | None
    total: int


NEWEST = "ORDER BY s.last_published IS NULL, s.last_published DESC, s.id"


def fitting(library: Library, wanted: Wanted) -> Shelf:
    """The stories that fit, latest first, the undated last: the conditions are looked up once for all that is shown of them."""
    if not wanted.anything:
        return Shelf(wanted, None, library.once("stories", lambda: library.count("stories")))
    where, values = _conditions(library, wanted)
    ids = tuple(key for (key,) in library.select(f"SELECT s.id FROM stories AS s {where} {NEWEST}", values))
    return Shelf(wanted, ids, len(ids))


def stories(library: Library, found: Shelf, page: int = 1, size: int = 30) -> Leaf[dict[str, Any]]:
    """The stories that fit, `size` a page: the contract's story fields, outlets, differences by weight, and where the words stand."""
    page, pages, before = _turned(found.total, page, size)
    columns = "SELECT s.id, s.title, s.first_published, s.last_published, s.counts FROM stories AS s"
    if found.ids is None:
        told = library.select(f"{columns} {NEWEST} LIMIT ? OFFSET ?", (size, before))
    else:
        ids = _listed(found.ids[before : before + size])
        told = library.select(f"{columns} WHERE s.id IN (SELECT value FROM json_each(?)) {NEWEST}", (ids,))
    rows = [
        {"id": key, "title": title, "first_published": first, "last_published": last, "counts": json.loads(counts)}
        for key, title, first, last, counts in told
    ]
    on_page = _listed([row["id"] for row in rows])
    outlets_of, differences_of = _outlets(library, on_page), _differences(library, on_page)
    hits_of = _hits(library, on_page, found.wanted.words)
    for row in rows:
        row["outlets"] = outlets_of[row["id"]]
        row["differences"] = differences_of[row["id"]]
        row["hits"] = hits_of[row["id"]]
    return Leaf(tuple(rows), page, pages, found.total)


def _listed(ids: Sequence[str]) -> str:
    """Ids as one value, for json_each."""
    return json.dumps(list(ids))


def _turned(total: int, page: int, size: int) -> tuple[int, int, int]:
    """The page of this number (the last, if there are not so many), how many pages there are, and how many rows stand before it."""
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    return page, pages, (page - 1) * size


def _shown(library: Library) -> str:
    """The condition under which a point is shown as a difference: it was found by rule, and nobody struck it."""
    return library.once(
        "shown",
        lambda: " AND ".join(f"{name} IS NULL" for name in ("struck", "proposed_by") if library.has("points", name)) or "true",
    )


def _placed(library: Library) -> str:
    """Reports by their place are looked up in an index that has no texts in it, which SQLite does not do by itself. An older library
    lacks it until the next read.
    """
    there = "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = 'reports_place'"
    return library.once("placed", lambda: "INDEXED BY reports_place" if library.select(there) else "")


def _conditions(library: Library, wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    clauses: list[str] = []
    values: list[Any] = []
    if query := _query(wanted.words):
        clauses.append(
            f"s.id IN (SELECT m.story FROM reports_words JOIN reports AS r {_placed(library)} ON r.place = reports_words.rowid "
            "JOIN members AS m ON m.report = r.id WHERE reports_words MATCH ?)"
        )
        values.append(query)
    if wanted.entity:
        clauses.append("s.id IN (SELECT story FROM entities WHERE name = ?)")
        values.append(wanted.entity)
    if wanted.outlet:
        clauses.append("s.id IN (SELECT m.story FROM reports AS r JOIN members AS m ON m.report = r.id WHERE r.outlet = ?)")
        values.append(wanted.outlet)
    if wanted.agency:
        clauses.append("s.id IN (SELECT story FROM origins WHERE basis = 'credit' AND name = ?)")
        values.append(wanted.agency)
    if wanted.person:
        clauses.append(
            "s.id IN (SELECT story FROM entities WHERE kind = 'person' AND (name LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\'))"
        )
        begun = _literal(wanted.person)
        values += [f"{begun}%", f"% {begun}"]
    if wanted.conflicts:
        told = f"FROM points WHERE verdict = 'conflict' AND {_shown(library)}"
        # What is asked besides leaves few stories, each of which is looked up; alone the list of all contradictions costs less.
        clauses.append(f"EXISTS (SELECT 1 {told} AND story = s.id)" if clauses else f"s.id IN (SELECT story {told})")
    if wanted.single:
        clauses.append("json_extract(s.counts, '$.origins') = 1")
    if _is_day(wanted.since):
        clauses.append("s.last_published >= ?")
        values.append(wanted.since)
    if _is_day(wanted.until):
        clauses.append("substr(s.first_published, 1, 10) <= ?")
        values.append(wanted.until)
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), tuple(values)


def _query(words: str) -> str:
    """A full-text query in which every word must occur; whatever the reader types is words, never syntax."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", words)[:12])


def _literal(words: str) -> str:
    """What a reader types, with nothing in it that LIKE would take for a sign."""
    return re.sub(r"([\\%_])", r"\\\1", words)


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is not None


def _hits(library: Library, listed: str, words: str) -> dict[str, list[dict[str, Any]]]:
    """Where the words of a search stand in the first reports of each story that have them: story -> [{report, outlet, pieces, start, end}].

    `pieces` are (text, was it found?); start and end are those of the first word found, None where only the title has it.
    """
    hits: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if not (query := _query(words)):
        return hits
    members = "FROM json_each(?) AS fit CROSS JOIN members AS m ON m.story = fit.value CROSS JOIN reports AS r ON r.id = m.report"
    home = dict(library.select(f"SELECT r.place, m.story {members}", (listed,)))
    places: dict[str, list[int]] = defaultdict(list)
    for (place,) in library.select("SELECT rowid FROM reports_words WHERE reports_words MATCH ?", (query,)):
        if place in home and len(places[home[place]]) < MOST_HITS:
            places[home[place]].append(place)
    # The plus keeps SQLite from asking the index anew for each report: once through what it has found costs less.
    rows = library.select(
        "SELECT r.place, r.id, r.outlet, r.text, snippet(reports_words, 1, ?, ?, '…', 28) FROM reports_words "
        "JOIN reports AS r ON r.place = reports_words.rowid WHERE reports_words MATCH ? "
        "AND +reports_words.rowid IN (SELECT value FROM json_each(?))",
        (BEGINS, ENDS, query, json.dumps(list(chain.from_iterable(places.values())))),
    )
    for place, report, outlet, text, found in rows:
        hits[home[place]].append(_hit(report, outlet, text, found))
    return hits


def _hit(report: str, outlet: str | None, text: str, found: str) -> dict[str, Any]:
    plain = found.replace(BEGINS, "").replace(ENDS, "").strip("…")
    first = found.strip("…").partition(BEGINS)
    start = text.find(plain) + len(first[0]) if first[1] and plain in text else None
    end = start + len(first[2].partition(ENDS)[0]) if start is not None else None
    pieces = [(piece, bool(number % 2)) for number, piece in enumerate(re.split(f"[{BEGINS}{ENDS}]", found)) if piece]
    return {"report": report, "outlet": outlet, "pieces": pieces, "start": start, "end": end}


def facets(library: Library, found: Shelf) -> dict[str, list[tuple[str, int]]]:
    """Of the stories that fit: the outlets, agencies and persons that are in most of them, with in how many. Empty where too many fit."""
    if found.ids is None or not 1 < found.total <= COUNTED:
        return {}
    fit = "FROM (SELECT value AS id FROM json_each(?)) AS fit JOIN"
    asked = {
        "outlet": f"SELECT r.outlet, count(DISTINCT m.story) {fit} members AS m ON m.story = fit.id "
        "JOIN reports AS r ON r.id = m.report WHERE r.outlet IS NOT NULL",
        "agency": f"SELECT o.name, count(DISTINCT o.story) {fit} origins AS o ON o.story = fit.id WHERE o.basis = 'credit'",
        "person": f"SELECT e.name, count(DISTINCT e.story) {fit} entities AS e ON e.story = fit.id WHERE e.kind = 'person'",
    }
    most = f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_FACETS}"
    listed = _listed(found.ids)
    return {name: [(value, count) for value, count in library.select(f"{sql} {most}", (listed,))] for name, sql in asked.items()}


def agencies(library: Library) -> list[str]:
    """Agencies by number of stories in which a text is credited to them."""
    asked = "SELECT name FROM origins WHERE basis = 'credit' GROUP BY name ORDER BY count(*) DESC, name LIMIT ?"
    return library.once("agencies", lambda: [name for (name,) in library.select(asked, (MOST_AGENCIES,))])


def _outlets(library: Library, listed: str) -> dict[str, list[str]]:
    """The outlets of each of these stories, the first of them."""
    rows = library.select(
        "SELECT DISTINCT m.story, r.outlet FROM json_each(?) AS fit CROSS JOIN members AS m ON m.story = fit.value "
        "CROSS JOIN reports AS r ON r.id = m.report WHERE r.outlet IS NOT NULL ORDER BY r.outlet",
        (listed,),
    )
    named: dict[str, list[str]] = defaultdict(list)
    for story, outlet in rows:
        if len(named[story]) < MOST_OUTLETS:
            named[story].append(outlet)
    return named


def _differences(library: Library, listed: str) -> dict[str, dict[str, int]]:
    """How many differences of each gravity there are in each of these stories."""
    rows = library.select(
        "SELECT p.story, coalesce(p.weight, 'slight'), count(*) FROM json_each(?) AS fit CROSS JOIN points AS p ON p.story = fit.value "
        f"WHERE p.verdict NOT IN ('agreed', 'single') AND {_shown(library)} GROUP BY 1, 2",
        (listed,),
    )
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for story, weight, count in rows:
        counted[story][weight] = count
    return counted


def outlets(library: Library) -> list[str]:
    """Outlets by number of reports."""
    asked = "SELECT outlet FROM reports WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT ?"
    return library.once("outlets", lambda: [outlet for (outlet,) in library.select(asked, (MOST_TO_CHOOSE,))])


def entities(library: Library, page: int = 1, size: int = 100, words: str = "", kind: str = "") -> Leaf[dict[str, Any]]:
    """Entities across stories, joined by kind and name: most stories first. `words`: a part of the name; `kind`: of that kind only.

    Groups that nobody names ("few skippers here") are shown where they are asked for.
    """
    clauses = ["name LIKE ? ESCAPE '\\'"] * bool(words) + ["kind = ?" if kind else "kind != 'group'"]
    values = [f"%{_literal(words)}%"] * bool(words) + [kind] * bool(kind)
    where = f"WHERE {' AND '.join(clauses)} "
    grouped = "SELECT kind, name, max(role) AS role, max(country) AS country, max(wikidata) AS wikidata, count(DISTINCT story) AS stories "
    grouped += f"FROM entities {where}GROUP BY kind, name"
    ((total,),) = library.select(f"SELECT count(*) FROM (SELECT 1 FROM entities {where}GROUP BY kind, name)", tuple(values))
    page, pages, before = _turned(total, page, size)
    rows = library.select(f"{grouped} ORDER BY stories DESC, name LIMIT ? OFFSET ?", (*values, size, before))
    names = ("kind", "name", "role", "country", "wikidata", "stories")
    return Leaf(tuple(dict(zip(names, row, strict=True)) for row in rows), page, pages, total)


def kinds(library: Library) -> list[tuple[str, int]]:
    """The kinds of entities, with how many names of each there are."""
    return library.once("kinds", lambda: library.select("SELECT kind, count(DISTINCT name) FROM entities GROUP BY kind ORDER BY 2 DESC, 1"))


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
