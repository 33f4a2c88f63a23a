"""What each page shows: a request becomes a template's name and plain data. No HTML is made here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from variorum.apps.citing import IN_REPORT, Cites
from variorum.apps.templating import story_file
from variorum.errors import WrongUse
from variorum.model.rows import to_row
from variorum.model.story import Dossier
from variorum.store import browse
from variorum.store.library import Library
from variorum.text.typed import typed
from variorum.views.apparatus import VERDICTS, apparatus, mark
from variorum.views.brief import brief
from variorum.views.descent import descent, origin_lines
from variorum.views.export import STORY_FORMATS
from variorum.views.page_report import reading_page
from variorum.views.positions import matrix
from variorum.views.stemma import draw
from variorum.views.timeline import intensity, timeline
from variorum.views.utterances import by_speaker
from variorum.views.witnesses import name_of, witnesses

KEPT = 16  # stories held in memory; one of five reports takes about half a megabyte


@dataclass(frozen=True)
class Room:
    """A library and the stories opened last. A story's id names its members, `judged` the rules: both change when the story does."""

    library: Library
    opened: dict[str, Any] = field(default_factory=dict)

    def dossier(self, name: str) -> Dossier:
        """The story of an id (or the beginning of one). Raises WrongUse where there is none."""
        story = self.library.story(name)
        key = f"{story.id} {hash(story)} {self.library.meta('settled')}"
        if key not in self.opened:
            while len(self.opened) >= KEPT:
                self.opened.pop(next(iter(self.opened)))
            self.opened[key] = self.library.dossier(story.id)
        found: Dossier = self.opened[key]
        return found


def stories(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Stories, latest first, with search and filters."""
    asked = request.query_params
    wanted = browse.Wanted(
        asked.get("q", "").strip(),
        asked.get("show") == "conflicts",
        asked.get("show") == "single",
        asked.get("entity", ""),
        asked.get("outlet", ""),
    )
    shelf = browse.shelf(room.library, wanted, _page(request))
    return "stories.html", {"shelf": shelf, "wanted": wanted, "show": asked.get("show", ""), "outlets": browse.outlets(room.library)}


def story(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """One story: the brief."""
    dossier = room.dossier(request.path_params["story"])
    return "story.html", _common(dossier) | {"brief": brief(dossier)}


def stemma(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Who took from whom: the tree, and each borrowing with its aligned passages."""
    dossier = room.dossier(request.path_params["story"])
    borrowings = [_borrowing(dossier, key) for key in range(len(dossier.borrowings))]
    return "stemma.html", _common(dossier) | {
        "drawing": draw(dossier),
        "origins": origin_lines(dossier),
        "borrowings": borrowings,
        "descent": descent(dossier),
    }


def _borrowing(dossier: Dossier, place: int) -> dict[str, Any]:
    borrowing = dossier.borrowings[place]
    names = {report.id: name_of(report) for report in dossier.reports} | {origin.id: origin.name for origin in dossier.origins}
    pairs = [{"pair": pair, "marked": mark([pair.taker.text, pair.giver.text])} for pair in borrowing.pairs]
    return {"row": borrowing, "taker": names.get(borrowing.taker), "giver": names.get(borrowing.giver), "pairs": pairs}


def points(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """The apparatus: every point with its readings side by side; filter by verdict and kind."""
    dossier = room.dossier(request.path_params["story"])
    verdict, kind = request.query_params.get("verdict", ""), request.query_params.get("kind", "")
    lines = apparatus(dossier)
    kinds = sorted({name for line in lines for name in line.kinds})
    kept = [line for line in lines if verdict in ("", line.verdict) and (not kind or kind in line.kinds)]
    verdicts = [name for name in VERDICTS if any(line.verdict == name for line in lines)]
    return "apparatus.html", _common(dossier) | {"points": kept, "verdict": verdict, "kind": kind, "kinds": kinds, "verdicts": verdicts}


def said(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Who says what: by speaker, the variants of an utterance side by side."""
    dossier = room.dossier(request.path_params["story"])
    return "said.html", _common(dossier) | {"speakers": by_speaker(dossier)}


def positions(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Who stands where: parties by issues."""
    dossier = room.dossier(request.path_params["story"])
    return "positions.html", _common(dossier) | {"matrix": matrix(dossier)}


def happened(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """The timeline, with the intensity of each day on PLOVER's scale."""
    dossier = room.dossier(request.path_params["story"])
    return "timeline.html", _common(dossier) | {"happened": timeline(dossier), "intensity": intensity(dossier)}


def report(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """One report as read, with its layers; `at=start-end` marks a passage."""
    found = room.library.report(request.path_params["report"])
    key = room.library.story_of(found.id)
    dossier = room.dossier(key) if key else None
    paragraphs = reading_page(found, dossier, _span(request.query_params.get("at")))
    number = next((w.number for w in witnesses(dossier) if w.report == found.id), None) if dossier else None
    # Where a file came from is the reader's own affair: the page shows its name, never the path.
    shown = {"name": name_of(found), "report": found, "address": found.url, "number": number}
    return "report.html", (_common(dossier) if dossier else {"story": None}) | shown | {"paragraphs": paragraphs}


def entities(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Persons, bodies, places and offices across stories."""
    page = _page(request)
    rows, total = browse.entities(room.library, page)
    return "entities.html", {"rows": rows, "total": total, "page": page, "pages": max(1, -(-total // 100))}


def entity(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """What is said by and of one entity, story by story."""
    kind, name = request.path_params["kind"], request.path_params["name"]
    rows = browse.entity(room.library, kind, name)
    if not rows:
        raise WrongUse("there is no such entity in this library")
    return "entity.html", {"kind": kind, "name": name, "rows": rows}


ROUTES: tuple[tuple[str, Callable[[Room, Request], tuple[str, dict[str, Any]]]], ...] = (
    ("/stories", stories),
    ("/stories/{story}/stemma", stemma),
    ("/stories/{story}/apparatus", points),
    ("/stories/{story}/said", said),
    ("/stories/{story}/positions", positions),
    ("/stories/{story}/timeline", happened),
    ("/stories/{story}", story),
    ("/reports/{report}", report),
    ("/entities/{kind}/{name:path}", entity),
    ("/entities", entities),
)
PARAMETERS = {
    "/stories": {"q": "string", "show": "string", "entity": "string", "outlet": "string", "page": "integer"},
    "/stories/{story}/apparatus": {"verdict": "string", "kind": "string"},
    "/reports/{report}": {"at": "string"},
    "/entities": {"page": "integer"},
}


def _common(dossier: Dossier) -> dict[str, Any]:
    names = {report.id: name_of(report) for report in dossier.reports}
    return {
        "story": dossier.story,
        "cites": Cites(dossier, place=IN_REPORT),
        "witnesses": witnesses(dossier),
        "names": names,
        "counts": dossier.story.counts,
    }


def as_data(found: dict[str, Any]) -> dict[str, Any]:
    """A page's data without what only the template needs; keys that are tuples are joined, and a file's path never leaves."""
    rows: dict[str, Any] = {}
    for name, value in found.items():
        if name in ("cites", "names"):
            continue
        row = to_row(value)
        if name == "report":
            row.pop("origin", None)
        if name == "brief":
            row["positions"]["cells"] = _cells(row["positions"]["cells"])
        if name == "matrix":
            row["cells"] = _cells(row["cells"])
        rows[name] = row
    return rows


def _cells(cells: dict[Any, Any]) -> list[dict[str, Any]]:
    return [{"party": party, "issue_id": issue, "stands": stands} for (party, issue), stands in sorted(cells.items())]


EXPORTS = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "graphml": "application/graphml+xml",
    "tei": "application/tei+xml",
    "prov": "application/json",
    "annotations": "application/ld+json",
    "csv": "text/csv; charset=utf-8",
}
_NAMES = {"md": "markdown", "csv": "dna"}  # where the address says it otherwise than the command line


def export(room: Room, name: str, kind: str) -> tuple[str, str]:
    """A story in one of the standard formats: (text, media type). Raises WrongUse for an unknown format."""
    if kind not in EXPORTS:
        raise WrongUse(f"no format {kind!r}: there are {', '.join(EXPORTS)}")
    dossier = room.dossier(name)
    make = story_file if kind == "html" else STORY_FORMATS[_NAMES.get(kind, kind)][0]
    return make(dossier), EXPORTS[kind]


def _page(request: Request) -> int:
    return typed(request.query_params.get("page")) or 1


def _span(text: str | None) -> tuple[int, int] | None:
    start, end = (typed(part) for part in (text or "").partition("-")[::2])
    return None if start is None or end is None else (start, end)
