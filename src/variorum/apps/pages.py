"""What each page shows: a request becomes a template's name and plain data. No HTML is made here."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from threading import Lock
from typing import Any, TypeVar

from starlette.requests import Request

from variorum.apps.citing import IN_REPORT, Cites
from variorum.apps.formats import StoryFormat
from variorum.errors import WrongUse
from variorum.model.leaf import Leaf
from variorum.model.rows import to_row
from variorum.model.story import Borrowing, Dossier
from variorum.store import browse
from variorum.store.library import Library
from variorum.text.typed import typed
from variorum.views.apparatus import DIFFERING, VERDICTS, WEIGHTS, PointLine, apparatus, mark
from variorum.views.brief import Brief, as_row, brief
from variorum.views.card import Answer, in_short
from variorum.views.course import KINDS, course
from variorum.views.descent import descent, lineage, origin_lines
from variorum.views.facing import facing, pairs
from variorum.views.leaves import MOST_LISTED, leaf
from variorum.views.page_report import reading_page, windows
from variorum.views.positions import Cell, Matrix, matrix
from variorum.views.proposed import ids, left_out, readers
from variorum.views.sources import citation, passages_of
from variorum.views.stemma import draw
from variorum.views.sure import shown
from variorum.views.timeline import intensity
from variorum.views.utterances import Speaker, by_speaker
from variorum.views.witnesses import name_of, witnesses

T = TypeVar("T")

# Reports of the stories held in memory: a story of five takes about half a megabyte with its findings. One story is held whatever its size.
KEPT = 100
MOST_OTHERS = 40  # reports to which a report's page leads
MOST_NAMES = 200  # speakers to choose from
HALF = 0.5  # of the fields of a table: with fewer that say something a list says it better
MOST_DAYS = 120  # drawn on a timeline: the last of them


class Opened:
    """A story with the views of it that several pages show, each made when first asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @cached_property
    def sure(self) -> Dossier:
        """The story with what is sure enough for a page."""
        return shown(self.dossier)

    @cached_property
    def points(self) -> tuple[PointLine, ...]:
        return apparatus(self.dossier)

    @cached_property
    def brief(self) -> Brief:
        return brief(self.dossier, self.points)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str, int], ...]:
        return pairs(self.dossier, self.points)

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        return by_speaker(self.sure)


class Room:
    """A library and the stories opened last."""

    def __init__(self, library: Library, proposed: bool = True) -> None:
        self.library = library
        self.proposed = proposed  # is what a second reader proposed shown at all?
        self._opened: dict[tuple[str, str], Opened] = {}
        self._lock = Lock()

    def opened(self, name: str) -> Opened:
        """The story of an id (or the beginning of one). Raises WrongUse where there is none.

        What a story was judged from (its reports' words and the rules, as one hash) changes when anything in it does.
        """
        story = self.library.story(name)
        key = (story.id, self.library.judged([story.id]).get(story.id, ""))
        with self._lock:
            found = self._opened.pop(key, None)
            if found is not None:
                self._opened[key] = found  # the one asked for last goes last
        if found is None:
            dossier = self.library.dossier(story.id)
            found = Opened(dossier if self.proposed else left_out(dossier))
            with self._lock:
                self._opened[key] = found
                while len(self._opened) > 1 and sum(len(one.dossier.reports) for one in self._opened.values()) > KEPT:
                    self._opened.pop(next(iter(self._opened)))
        return found

    def dossier(self, name: str) -> Dossier:
        """All that is known of the story of an id. Raises WrongUse where there is none."""
        return self.opened(name).dossier


def stories(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Stories, latest first, with search and filters: what was found in which words, and what the stories that fit have in common."""
    asked = {name: request.query_params.get(name, "").strip() for name in _FILTERS}
    wanted = browse.Wanted(
        asked["q"], asked["show"] == "conflicts", asked["show"] == "single", asked["entity"], asked["outlet"], asked["agency"],
        asked["person"], asked["since"], asked["until"],
    )  # fmt: skip
    shelf = browse.shelf(room.library, wanted, _page(request))
    return "stories.html", {
        "shelf": shelf,
        "wanted": wanted,
        "asked": {name: value for name, value in asked.items() if value},
        "outlets": browse.outlets(room.library),
        "agencies": browse.agencies(room.library),
        "facets": browse.facets(room.library, wanted, shelf.total),
    }


def story(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """One story: the brief."""
    opened = room.opened(request.path_params["story"])
    table = opened.brief.positions
    stands = [
        (party, name, cell) for party in table.parties for issue, name in table.issues for cell in table.cells.get((party, issue), ())
    ]
    return "story.html", _common(opened.dossier) | {"brief": opened.brief, "stands": stands}


def reports(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """The reports of a story, by page."""
    dossier = room.dossier(request.path_params["story"])
    return "reports.html", _common(dossier) | {"leaf": _leaf(room, request, witnesses(dossier), lambda row: row.report)}


def stemma(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Who took from whom: the tree, and each borrowing with its aligned passages, by page."""
    dossier = room.dossier(request.path_params["story"])
    page = _leaf(room, request, dossier.borrowings, lambda row: row.id)
    origins = _leaf(room, request, origin_lines(dossier), lambda row: row.name, "origins")
    return "stemma.html", _common(dossier) | {
        "drawing": draw(dossier),
        "origins": origins.rows,
        "lineage": lineage(dossier),
        "origin_pages": replace(origins, rows=()),
        "leaf": page,
        "borrowings": [_borrowing(dossier, borrowing) for borrowing in page.rows],
        "descent": descent(dossier),
    }


def _borrowing(dossier: Dossier, borrowing: Borrowing, most: int = MOST_LISTED) -> dict[str, Any]:
    names = {origin.id: origin.name for origin in dossier.origins} | {
        key: name_of(dossier.by_id[key]) for key in (borrowing.taker, borrowing.giver) if key in dossier.by_id
    }
    names.setdefault(borrowing.giver, borrowing.giver_name or "another medium")
    pairs = [{"pair": pair, "marked": mark([pair.taker.text, pair.giver.text])} for pair in borrowing.pairs[:most]]
    more = len(borrowing.pairs) - len(pairs)
    both = borrowing.pairs and borrowing.giver in dossier.by_id
    beside = f"/stories/{dossier.story.id}/facing?left={borrowing.giver}&right={borrowing.taker}" if both else None
    sides = {"taker": names.get(borrowing.taker), "giver": names.get(borrowing.giver)}
    return sides | {"row": borrowing, "pairs": pairs, "more": more, "beside": beside}


def beside(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Two reports of a story side by side: `left` and `right` are their ids or numbers; without them the two that differ most."""
    opened = room.opened(request.path_params["story"])
    dossier, pairs_of = opened.dossier, opened.pairs
    asked = [_report_of(dossier, request.query_params.get(side)) for side in ("left", "right")]
    left, right = (given or first for given, first in zip(asked, pairs_of[0][:2], strict=True))
    if left == right:
        other = dossier.numbers[left] % len(dossier.reports)
        left, right = (left, dossier.reports[other].id) if asked[0] else (dossier.reports[other].id, right)
    at = dossier.numbers[right] - 1
    near = [dossier.reports[place].id for place in (at - 1, at + 1) if 0 <= place < len(dossier.reports)]
    return "facing.html", _common(dossier) | {
        "facing": facing(dossier, left, right, opened.points),
        "pairs": pairs_of,
        "around": [key for key in near if key != left],
        "numbers": dossier.numbers,
    }


def _report_of(dossier: Dossier, asked: str | None) -> str | None:
    """The report of this id or number."""
    number = typed(asked)
    if number is not None and 1 <= number <= len(dossier.reports):
        return dossier.reports[number - 1].id
    return asked if asked in dossier.by_id else None


def points(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Differences as a table, and what is told alike or by one text alone: filtered by verdict, kind, gravity and who found them, sorted,
    by page.

    Without a verdict only differences are listed; `at` finds any line.
    """
    opened = room.opened(request.path_params["story"])
    asked = {name: request.query_params.get(name, "") for name in ("verdict", "kind", "weight", "proposed", "sort", "turned")}
    at = room.library.now(request.query_params.get("at", ""))
    if at and any(line.id == at and line.verdict not in DIFFERING for line in opened.points):
        asked["verdict"] = asked["verdict"] or "all"
    proposals = ids(opened.dossier)
    kept = [line for line in opened.points if _wanted(line, asked, proposals)]
    key = SORTED.get(asked["sort"])
    ordered = sorted(kept, key=key, reverse=bool(asked["turned"])) if key else kept[::-1] if asked["turned"] else kept
    page = _leaf(room, request, ordered, lambda line: line.id)
    first = {report.id: number for number, report in enumerate(opened.dossier.reports)}
    verdicts = Counter(line.verdict for line in opened.points)
    weights = Counter(line.weight for line in opened.points if line.weight)
    kinds = Counter(name for line in opened.points for name in line.kinds)
    return "apparatus.html", _common(opened.dossier) | {
        "points": page.rows,
        "table": [_row(line, first) for line in page.rows],
        "leaf": page,
        "asked": asked,
        "at": at,
        "verdicts": [(name, verdicts[name]) for name in VERDICTS if verdicts[name]],
        "weights": [(name, weights[name]) for name in WEIGHTS if name and weights[name]],
        "kinds": sorted(kinds.items()),
        "readers": readers(opened.dossier),
    }


def _wanted(line: PointLine, asked: dict[str, str], proposals: frozenset[str]) -> bool:
    """Does a line pass the filters of the table of differences?"""
    verdict = asked["verdict"]
    return (
        (verdict in ("all", line.verdict) if verdict else line.verdict in DIFFERING)
        and (not asked["kind"] or asked["kind"] in line.kinds)
        and asked["weight"] in ("", line.weight)
        and (asked["proposed"] not in ("no", "only") or (line.id in proposals) == (asked["proposed"] == "only"))
    )


def _reports_in(line: PointLine) -> int:
    return len({number for reading in line.readings for number in reading.citation.numbers})


SORTED: dict[str, Callable[[PointLine], Any]] = {
    "question": lambda line: line.question.casefold(),
    "kind": lambda line: VERDICTS.index(line.verdict),
    "about": lambda line: line.kinds,
    "reports": lambda line: -_reports_in(line),
}


def _row(line: PointLine, order: dict[str, int]) -> dict[str, Any]:
    """A line of the table: its first answers, how many more there are, how many reports answer, and two reports that answer differently."""
    differs = line.verdict in DIFFERING
    told = in_short(line)
    answers = told.answers if differs else tuple(Answer(one.told, one.citation) for one in line.readings[:1])
    firsts = [min((one.report for one in reading.citation.passages), key=order.__getitem__, default=None) for reading in line.readings]
    pair = sorted(dict.fromkeys(key for key in firsts if key), key=order.__getitem__)[:2] if differs else []
    return {
        "point": line,
        "answers": answers,
        "more": told.more if differs else 0,
        "reports": _reports_in(line),
        "pair": pair if len(pair) > 1 else None,
    }


def sources(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """All passages that one finding of a story rests on, by page, and the finding as a citation to copy: a point, an utterance, a position,
    an event or a borrowing.
    """
    dossier = room.dossier(request.path_params["story"])
    finding = room.library.now(request.path_params["finding"])
    title, rows = passages_of(dossier, finding)
    address = f"{str(request.base_url).rstrip('/')}/stories/{dossier.story.id}/sources/{finding}"
    return "sources.html", _common(dossier) | {
        "title": title,
        "citation": citation(dossier, title, rows, address),
        "listed": _listed_at(dossier, finding),
        "leaf": _leaf(room, request, rows, lambda row: f"{row.passage.report}-{row.passage.start}"),
    }


def _listed_at(dossier: Dossier, finding: str) -> str | None:
    """The address of the page that lists a finding among others of its kind, opened there."""
    tables = {
        "apparatus": {row.id for row in dossier.points},
        "said": {row.id for row in dossier.utterances},
        "positions": {row.id for row in dossier.positions},
        "timeline": {row.id for row in dossier.events},
    }
    view = next((name for name, found in tables.items() if finding in found), "stemma")
    return f"/stories/{dossier.story.id}/{view}?at={finding}#{finding}"


def said(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Who said what: by speaker, the wordings of a saying side by side, by page; `who` shows one speaker, "-" the open ones."""
    opened = room.opened(request.path_params["story"])
    who = request.query_params.get("who", "")
    chosen = [(place, one) for place, one in enumerate(opened.speakers) if who in ("", one.name or "-")]
    lines = [(place, line) for place, speaker in chosen for line in speaker.utterances]
    page = _leaf(room, request, lines, lambda row: row[1].id)
    speakers = [
        replace(opened.speakers[place], utterances=tuple(line for _, line in rows))
        for place, rows in groupby(page.rows, key=lambda row: row[0])
    ]
    return "said.html", _common(opened.dossier) | {
        "speakers": speakers,
        "leaf": replace(page, rows=()),
        "unsure": opened.brief.unsure.said,
        "names": [(one.name, len(one.utterances)) for one in opened.speakers[:MOST_NAMES]],
        "who": who,
    }


def positions(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Who stands where, by page: a list by party where the table of parties by issues would be mostly empty, or where `as` asks for it."""
    opened = room.opened(request.path_params["story"])
    whole = matrix(opened.sure)
    full = len(whole.cells) / max(1, len(whole.parties) * len(whole.issues))
    form = request.query_params.get("as") if request.query_params.get("as") in ("list", "table") else "table" if full > HALF else "list"
    names = dict(whole.issues)
    rows = [
        (party, issue, cell) for party in whole.parties for issue in names for cell in whole.cells.get((party, issue), ())
    ]
    if form == "table":
        places = {issue: place for place, issue in enumerate(names)}
        rows.sort(key=lambda row: places[row[1]])
    page = _leaf(room, request, rows, lambda row: row[2].id)
    stands: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for party, issue, cell in page.rows:
        stands[party, issue] = (*stands.get((party, issue), ()), cell)
    on_page = ({party for party, _ in stands}, {issue for _, issue in stands})
    part = Matrix(
        tuple(party for party in whole.parties if party in on_page[0]),
        tuple(issue for issue in whole.issues if issue[0] in on_page[1]),
        stands,
    )
    return "positions.html", _common(opened.dossier) | {
        "matrix": part,
        "form": form,
        "leaf": replace(page, rows=()),
        "unsure": opened.brief.unsure.positions,
    }


def happened(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """The timeline, by page: events, reports, new states of a report and corrections in one order; `show` chooses one of these.

    With the intensity of each day on PLOVER's scale.
    """
    opened = room.opened(request.path_params["story"])
    show = request.query_params.get("show", "")
    every = course(opened.dossier, opened.brief.happened)
    counted_by = Counter(row.kind for row in every)
    page = _leaf(room, request, [row for row in every if show in ("", row.kind)], lambda row: row.id)
    days = intensity(opened.sure)
    return "timeline.html", _common(opened.dossier) | {
        "unsure": opened.brief.unsure.happened,
        "course": page.rows,
        "kinds": [(kind, counted_by[kind]) for kind in KINDS if counted_by[kind]],
        "show": show,
        "leaf": page,
        "intensity": days[-MOST_DAYS:],
        "days": len(days),
    }


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
    others = [(one.id, other) for other, one in enumerate(dossier.reports, 1) if one.id != found.id][:MOST_OTHERS] if dossier else []
    shown = {"name": name_of(found), "report": found, "address": found.url, "number": number, "others": others}
    leaf_of: Leaf[Any] = Leaf((), page, len(cuts), len(cuts))
    common = _common(dossier) if dossier else {"story": None}
    return "report.html", common | shown | {"paragraphs": paragraphs, "leaf": leaf_of}


def entities(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Persons, bodies, places and offices across stories; `q` is a part of the name, `kind` one of the kinds."""
    words, kind = (request.query_params.get(name, "").strip() for name in ("q", "kind"))
    found = browse.entities(room.library, words, kind, _page(request))
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


def _leaf(room: Room, request: Request, rows: Sequence[T], key: Callable[[T], str], name: str = "page") -> Leaf[T]:
    """The page of a list that the request asks for: by number, or by the id of a row, as it is or as it was."""
    asked = request.query_params.get("at") if name == "page" else None
    wanted = room.library.now(asked) if asked else None
    at = (lambda row: key(row) == wanted) if wanted else None
    return leaf(rows, typed(request.query_params.get(name)) or 1, at, whole=request.url.path.endswith(".json"))


def _common(dossier: Dossier) -> dict[str, Any]:
    return {
        "story": dossier.story,
        "cites": Cites(dossier, place=IN_REPORT, sources="/stories/{story}/sources/{finding}"),
        "witnesses": witnesses(dossier),
        "counts": dossier.story.counts,
    }


def as_data(found: dict[str, Any]) -> dict[str, Any]:
    """A page's data without what only the template needs; keys that are tuples are joined, and a file's path never leaves.

    Where rows come by page, `page`, `pages` and `total` (rows on all pages) stand beside them.
    """
    rows: dict[str, Any] = {}
    for name, value in found.items():
        if name in ("cites", "stands", "around", "numbers", "table", "others"):
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
