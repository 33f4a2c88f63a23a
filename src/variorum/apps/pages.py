"""What each page shows: a request becomes a template's name and plain data. No HTML is made here."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from variorum.apps.formats import StoryFormat
from variorum.apps.room import Room
from variorum.apps.story_pages import beside, common, happened, points, positions, reports, said, sources, stemma, story
from variorum.errors import WrongUse
from variorum.model.leaf import Leaf
from variorum.model.rows import to_row
from variorum.store import browse
from variorum.text.typed import typed
from variorum.views.brief import Brief, as_row
from variorum.views.measured import told
from variorum.views.page import JUDGED
from variorum.views.page_report import reading_page, windows
from variorum.views.witnesses import name_of
from variorum.views.words import GLOSSARY, MEANINGS

MOST_OTHERS = 40  # reports to which a report's page leads


def stories(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Stories, latest first, with search and filters: what was found in which words, and what the stories that fit have in common."""
    asked = {name: request.query_params.get(name, "").strip() for name in _FILTERS}
    wanted = browse.Wanted(
        asked["q"], asked["show"] == "conflicts", asked["show"] == "single", asked["entity"], asked["outlet"], asked["agency"],
        asked["person"], asked["since"], asked["until"],
    )  # fmt: skip
    found = browse.fitting(room.library, wanted)
    shelf = browse.stories(room.library, found, _page(request))
    return "stories.html", {
        "shelf": shelf,
        "wanted": wanted,
        "asked": {name: value for name, value in asked.items() if value},
        "outlets": browse.outlets(room.library),
        "agencies": browse.agencies(room.library),
        "facets": browse.facets(room.library, found),
    }


def meanings(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """What the words of the pages mean, and how far each section is to be trusted."""
    trust = {title: told(section) for section, title in JUDGED.items()}
    return "words.html", {"kinds": dict(MEANINGS), "glossary": dict(GLOSSARY), "trust": trust}


def report(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """One report as read, with its layers, by page; `at=start-end` marks a passage, `from=start` opens the page with that place."""
    found = room.library.report(request.path_params["report"])
    key = room.library.story_of(found.id)
    dossier = room.dossier(key) if key else None
    at = _span(request.query_params.get("at"))
    cuts = windows(found)
    place = at[0] if at else typed(request.query_params.get("from"))
    page = min(_page(request), len(cuts))
    if place is not None:
        page = next((number for number, (start, end) in enumerate(cuts, 1) if start <= place < end), page)
    paragraphs = reading_page(found, dossier, at, cuts[page - 1])
    # Where a file came from is the reader's own affair: the page shows its name, never the path.
    number = dossier.numbers.get(found.id) if dossier else None
    others = (
        [(one.id, other, name_of(one)) for other, one in enumerate(dossier.reports, 1) if one.id != found.id][:MOST_OTHERS]
        if dossier
        else []
    )
    shown = {"name": name_of(found), "report": found, "address": found.url, "number": number, "others": others}
    page_of: Leaf[Any] = Leaf((), page, len(cuts), len(cuts))
    told = common(dossier) if dossier else {"story": None}
    return "report.html", told | shown | {"paragraphs": paragraphs, "leaf": page_of}


def entities(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Persons, bodies, places and offices across stories; `q` is a part of the name, `kind` one of the kinds."""
    words, kind = (request.query_params.get(name, "").strip() for name in ("q", "kind"))
    found = browse.entities(room.library, _page(request), words=words, kind=kind)
    return "entities.html", {"leaf": found, "words_asked": words, "kind": kind, "kinds": browse.kinds(room.library)}


def entity(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """What is said by and of one entity, story by story."""
    kind, name = request.path_params["kind"], request.path_params["name"]
    page = browse.entity(room.library, kind, name, _page(request))
    if not page.rows:
        raise WrongUse("there is no such entity in this library")
    return "entity.html", {"kind": kind, "name": name, "leaf": page}


ROUTES: tuple[tuple[str, Callable[[Room, Request], tuple[str, dict[str, Any]]]], ...] = (
    ("/stories", stories),
    ("/stories/{story}/reports", reports),
    ("/stories/{story}/stemma", stemma),
    ("/stories/{story}/facing", beside),
    ("/stories/{story}/apparatus", points),
    ("/stories/{story}/said", said),
    ("/stories/{story}/positions", positions),
    ("/stories/{story}/timeline", happened),
    ("/stories/{story}/sources/{finding}", sources),
    ("/stories/{story}", story),
    ("/reports/{report}", report),
    ("/entities/{kind}/{name:path}", entity),
    ("/entities", entities),
    ("/words", meanings),
)
_FILTERS = ("q", "show", "entity", "outlet", "agency", "person", "since", "until")
_LEAF = {"page": "integer", "at": "string"}  # a page by its number, or the one with the row of this id
PARAMETERS = {
    "/stories": dict.fromkeys(_FILTERS, "string") | {"page": "integer"},
    "/stories/{story}/reports": _LEAF,
    "/stories/{story}/stemma": _LEAF | {"origins": "integer"},
    "/stories/{story}/facing": {"left": "string", "right": "string"},
    "/stories/{story}/apparatus": _LEAF | dict.fromkeys(("verdict", "kind", "weight", "proposed", "sort", "turned"), "string"),
    "/stories/{story}/said": _LEAF | {"who": "string"},
    "/stories/{story}/positions": _LEAF | {"as": "string"},
    "/stories/{story}/timeline": _LEAF | {"show": "string"},
    "/stories/{story}/sources/{finding}": _LEAF,
    "/reports/{report}": {"at": "string", "from": "integer", "page": "integer"},
    "/entities": {"q": "string", "kind": "string", "page": "integer"},
    "/entities/{kind}/{name:path}": {"page": "integer"},
}


def as_data(found: dict[str, Any]) -> dict[str, Any]:
    """A page's data without what only the template needs; keys that are tuples are joined, and a file's path never leaves.

    Where rows come by page, `page`, `pages` and `total` (rows on all pages) stand beside them.
    """
    rows: dict[str, Any] = {}
    for name, value in found.items():
        if name in ("cites", "stands", "around", "numbers", "table", "others", "speaking"):
            continue
        row = as_row(value) if isinstance(value, Brief) else to_row(value)
        if name == "leaf":
            own = not any(other in found for other in _ROWS)
            rows |= {key: part for key, part in row.items() if key != "rows" or own}
            continue
        if name == "report":
            row.pop("origin", None)
        if name == "brief":
            row["positions"]["cells"] = _cells(row["positions"]["cells"])
        if name == "matrix":
            row["cells"] = _cells(row["cells"])
        rows[name] = row
    return rows


_ROWS = ("points", "speakers", "matrix", "course", "paragraphs", "borrowings")  # where the rows of a page have a name of their own


def _cells(cells: dict[Any, Any]) -> list[dict[str, Any]]:
    return [{"party": party, "issue_id": issue, "stands": stands} for (party, issue), stands in sorted(cells.items())]


def export(room: Room, name: str, form: StoryFormat) -> str:
    """The text of a story in one of the formats."""
    return form.make(room.dossier(name))


def _page(request: Request) -> int:
    return typed(request.query_params.get("page")) or 1


def _span(text: str | None) -> tuple[int, int] | None:
    start, end = (typed(part) for part in (text or "").partition("-")[::2])
    return None if start is None or end is None else (start, end)
