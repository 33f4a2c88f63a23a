"""What each page of one story shows: a request becomes a template's name and plain data. No HTML is made here."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeVar

from starlette.requests import Request

from variorum.apps.citing import IN_REPORT, Cites
from variorum.apps.room import Room
from variorum.model.leaf import Leaf
from variorum.model.story import Borrowing, Dossier
from variorum.text.typed import typed
from variorum.views.apparatus import DIFFERING, VERDICTS, WEIGHTS, PointLine, mark
from variorum.views.card import UNJUDGED, Answer, in_short
from variorum.views.course import KINDS, course
from variorum.views.descent import descent, lineage, origin_lines, origin_names
from variorum.views.facing import facing
from variorum.views.leaves import MOST_LISTED, leaf
from variorum.views.positions import Cell, Matrix, matrix
from variorum.views.proposed import ids, readers
from variorum.views.sources import citation, passages_of
from variorum.views.stemma import draw
from variorum.views.timeline import intensity
from variorum.views.witnesses import name_of, witnesses

T = TypeVar("T")

MOST_DIFFERENCES = 20  # on the first page of a story
MOST_NAMES = 200  # speakers to choose from
HALF = 0.5  # of the fields of a table: with fewer that say something a list says it better
MOST_DAYS = 120  # drawn on a timeline: the last of them


def story(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """One story: the brief."""
    opened = room.opened(request.path_params["story"])
    table = opened.brief.positions
    stands = [
        (party, name, cell) for party in table.parties for issue, name in table.issues for cell in table.cells.get((party, issue), ())
    ]
    first = {report.id: number for number, report in enumerate(opened.dossier.reports)}
    rows = [_row(line, first) for line in opened.brief.differences[:MOST_DIFFERENCES]]
    speaking = {one.speaker_name for one in opened.sure.utterances}
    return "story.html", common(opened.dossier) | {"brief": opened.brief, "stands": stands, "table": rows, "speaking": speaking}


def reports(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """The reports of a story, by page."""
    dossier = room.dossier(request.path_params["story"])
    return "reports.html", common(dossier) | {"leaf": leaf_of(room, request, witnesses(dossier), lambda row: row.report)}


def stemma(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """Who took from whom: the tree, and each borrowing with its aligned passages, by page."""
    dossier = room.dossier(request.path_params["story"])
    page = leaf_of(room, request, dossier.borrowings, lambda row: row.id)
    origins = leaf_of(room, request, origin_lines(dossier), lambda row: row.name, "origins")
    return "stemma.html", common(dossier) | {
        "drawing": draw(dossier),
        "origins": origins.rows,
        "lineage": lineage(dossier),
        "origin_pages": replace(origins, rows=()),
        "leaf": page,
        "borrowings": [_borrowing(dossier, borrowing) for borrowing in page.rows],
        "descent": descent(dossier),
    }


def _borrowing(dossier: Dossier, borrowing: Borrowing, most: int = MOST_LISTED) -> dict[str, Any]:
    names = origin_names(dossier) | {
        key: f"[{dossier.numbers[key]}] {name_of(dossier.by_id[key])}" for key in (borrowing.taker, borrowing.giver) if key in dossier.by_id
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
    return "facing.html", common(dossier) | {
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
    if asked["proposed"] == "only":  # all that was proposed, of which some is told alike
        asked["verdict"] = asked["verdict"] or "all"
    proposals = ids(opened.dossier)
    kept = [line for line in opened.points if _wanted(line, asked, proposals)]
    key = SORTED.get(asked["sort"])
    ordered = sorted(kept, key=key, reverse=bool(asked["turned"])) if key else kept[::-1] if asked["turned"] else kept
    page = leaf_of(room, request, ordered, lambda line: line.id)
    first = {report.id: number for number, report in enumerate(opened.dossier.reports)}
    verdicts = Counter(line.verdict for line in opened.points)
    weights = Counter(line.weight for line in opened.points if line.weight)
    kinds = Counter(name for line in opened.points for name in line.kinds)
    return "apparatus.html", common(opened.dossier) | {
        "points": page.rows,
        "table": [_row(line, first) for line in page.rows],
        "leaf": page,
        "asked": asked,
        "at": at,
        "verdicts": [(name, verdicts[name]) for name in VERDICTS if verdicts[name]],
        "weights": [(name, weights[name]) for name in WEIGHTS if name and weights[name]],
        "kinds": sorted(kinds.items()),
        "readers": readers(opened.dossier),
        "lost": UNJUDGED if opened.dossier.lost else None,
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
        "one_copy": line.verdict == "conflict" and len({origin for reading in line.readings for origin in reading.origins}) == 1,
    }


def sources(room: Room, request: Request) -> tuple[str, dict[str, Any]]:
    """All passages that one finding of a story rests on, by page, and the finding as a citation to copy: a point, an utterance, a position,
    an event or a borrowing.
    """
    dossier = room.dossier(request.path_params["story"])
    finding = room.library.now(request.path_params["finding"])
    title, rows = passages_of(dossier, finding)
    address = f"{str(request.base_url).rstrip('/')}/stories/{dossier.story.id}/sources/{finding}"
    return "sources.html", common(dossier) | {
        "title": title,
        "citation": citation(dossier, title, rows, address),
        "listed": _listed_at(dossier, finding),
        "put_right": _put_right(dossier, finding),
        "leaf": leaf_of(room, request, rows, lambda row: f"{row.passage.report}-{row.passage.start}"),
    }


def _put_right(dossier: Dossier, finding: str) -> str | None:
    """The command with which a person puts a finding right, where there is one: the pages themselves change nothing."""
    if any(row.id == finding and row.verdict in DIFFERING for row in dossier.points):
        return f"variorum correct strike {dossier.story.id} {finding} --library LIBRARY"
    quotations = next((row.quotations for row in dossier.utterances if row.id == finding), ())
    return f'variorum correct speaker {dossier.story.id} {quotations[0]} "WHO SAID IT" --library LIBRARY' if quotations else None


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
    page = leaf_of(room, request, lines, lambda row: row[1].id)
    speakers = [
        replace(opened.speakers[place], utterances=tuple(line for _, line in rows))
        for place, rows in groupby(page.rows, key=lambda row: row[0])
    ]
    return "said.html", common(opened.dossier) | {
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
    page = leaf_of(room, request, rows, lambda row: row[2].id)
    stands: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for party, issue, cell in page.rows:
        stands[party, issue] = (*stands.get((party, issue), ()), cell)
    on_page = ({party for party, _ in stands}, {issue for _, issue in stands})
    part = Matrix(
        tuple(party for party in whole.parties if party in on_page[0]),
        tuple(issue for issue in whole.issues if issue[0] in on_page[1]),
        stands,
    )
    return "positions.html", common(opened.dossier) | {
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
    page = leaf_of(room, request, [row for row in every if show in ("", row.kind)], lambda row: row.id)
    days = intensity(opened.sure)
    return "timeline.html", common(opened.dossier) | {
        "unsure": opened.brief.unsure.happened,
        "course": page.rows,
        "kinds": [(kind, counted_by[kind]) for kind in KINDS if counted_by[kind]],
        "show": show,
        "leaf": page,
        "intensity": days[-MOST_DAYS:],
        "days": len(days),
    }


def leaf_of(room: Room, request: Request, rows: Sequence[T], key: Callable[[T], str], name: str = "page") -> Leaf[T]:
    """The page of a list that the request asks for: by number, or by the id of a row, as it is or as it was."""
    asked = request.query_params.get("at") if name == "page" else None
    wanted = room.library.now(asked) if asked else None
    at = (lambda row: key(row) == wanted) if wanted else None
    return leaf(rows, typed(request.query_params.get(name)) or 1, at, whole=request.url.path.endswith(".json"))


def common(dossier: Dossier) -> dict[str, Any]:
    return {
        "story": dossier.story,
        "cites": Cites(dossier, place=IN_REPORT, sources="/stories/{story}/sources/{finding}"),
        "witnesses": witnesses(dossier),
        "counts": dossier.story.counts,
    }
