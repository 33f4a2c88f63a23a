"""Who copied whom, laid out for drawing on an axis of time: every report a dot at its time, lost originals before it, edges by kind.

Two pictures of the same: time from left to right, a family below each other, for wide screens and paper; and time downwards, one report a
row, for phones. Each report hangs on the giver it took most from; what it took elsewhere is a second, thinner edge. Time: n log n in dots
and edges. A giver with more than `MOST_LEAVES` plain verbatim copies shows them as one dot, with their number.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from variorum.model.story import Dossier
from variorum.views.descent import Edge, Node, descent
from variorum.views.witnesses import counted, day, hour_of, instant
from variorum.views.words import COPIED, plain

MARGIN: Final = 14
HEAD: Final = 34  # height of the axis
ROW: Final = 42
AXIS: Final = 560  # width of the stretch of time
LABEL: Final = 272  # room for the words right of a dot
TICKS_APART: Final = 104
BREAKS_APART: Final = 84
LANE: Final = 17  # of the picture for phones
MOST_LANES: Final = 6
TALL_WIDTH: Final = 320
DAY_ROW: Final = 26
MOST_LEAVES: Final = 12
MOST_BOXES: Final = 150  # a larger picture cannot be looked through, and weighs more than a page may
MOST_LINES: Final = 400


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn node: its dot at `x`, `y` in pixels, its words from `words_x` on. `more` counts the other copies that it stands for."""

    id: str
    x: int
    y: int
    words_x: int
    label: str
    under: str
    number: int | None
    lost: bool
    more: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn edge as SVG paths: `trunk` from the giver's dot along, which many takers share, and `path` from there to the taker's dot."""

    borrowing: str
    trunk: str
    path: str
    label: str
    kind: str
    direction: str
    main: bool
    why: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis. `shortened`: a stretch of time without reports that is drawn shorter; it says how long it was if it has room."""

    x: int
    y: int
    label: str
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the two pictures, `width` × `height` pixels."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int
    axis: tuple[int, int] | None = None  # from where to where the axis runs, if it runs across


@dataclass(frozen=True, slots=True)
class Drawing:
    """Both pictures, and the same in words for those who cannot see it.

    `left_out` counts the dots that a picture of very many reports does not show. `lost`, `undated`, `shortened`, `side`, `open`: is there
    such a thing in it, so that the legend has to say what it is?
    """

    wide: Picture
    tall: Picture
    words: str
    left_out: int
    kinds: tuple[str, ...]
    lost: bool
    undated: bool
    shortened: bool
    side: bool
    open: bool


@dataclass(frozen=True, slots=True)
class _Tree:
    """What is drawn: nodes with their main givers, `rows` in the order of families, edges, and for how many others a node stands."""

    nodes: dict[str, Node]
    rows: tuple[str, ...]
    main: dict[str, Edge]
    edges: tuple[Edge, ...]
    more: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Axis:
    """Places on the axis by moment, and the stretches that are drawn shortened: [left, right) and how long they were."""

    places: dict[datetime, int]
    shortened: tuple[tuple[int, int, timedelta], ...]


def draw(dossier: Dossier) -> Drawing:
    """The family tree of a story. Deterministic: nodes keep the order of reports."""
    shape = descent(dossier)
    nodes = {node.id: node for node in shape.nodes}
    edges = _telling(shape.edges, nodes)
    nodes = {key: node for key, node in nodes.items() if node.number is not None or node.origin or any(edge.giver == key for edge in edges)}
    main = _main(edges)
    children: dict[str, list[str]] = {}
    for taker, edge in main.items():
        children.setdefault(edge.giver, []).append(taker)
    order = {node.id: place for place, node in enumerate(shape.nodes)}
    standing = _collapse(children, main, order)
    roots = [node.id for node in sorted(nodes.values(), key=lambda node: (node.id not in children, order[node.id])) if node.id not in main]
    kept, left_out = _kept(roots, children, order)
    rows = tuple(key for root in roots for key in _family(root, children, order) if key in kept)
    drawn = [edge for edge in edges if edge.giver in kept and edge.taker in kept]
    drawn = sorted(drawn, key=lambda edge: main.get(edge.taker) is not edge)[:MOST_LINES]
    tree = _Tree(nodes, rows, main, tuple(drawn), standing)
    wide, shortened = _wide(tree)
    return Drawing(
        wide,
        _tall(tree, order),
        _words(drawn, nodes),
        left_out,
        tuple(kind for kind in COPIED if any(edge.kind == kind and edge.text for edge in drawn)),
        any(nodes[key].lost for key in rows),
        any(not nodes[key].lost and instant(nodes[key].published) is None for key in rows),
        shortened,
        any(main.get(edge.taker) is not edge for edge in drawn),
        any(edge.direction == "unknown" for edge in drawn),
    )


def _family(root: str, children: dict[str, list[str]], order: dict[str, int]) -> Iterator[str]:
    """A node, and behind each node all that hang on it. Iterative: chains may be long."""
    stack = [root]
    while stack:
        key = stack.pop()
        yield key
        stack.extend(sorted(children.get(key, ()), key=lambda child: order[child], reverse=True))


# Time from left to right


def _wide(tree: _Tree) -> tuple[Picture, bool]:
    """Each node a row, families together; and is a stretch of the axis shortened?"""
    moments = {key: moment for key in tree.rows if (moment := instant(tree.nodes[key].published)) is not None}
    givers = {edge.giver for edge in tree.main.values()}
    timeless = [key for key in tree.rows if key not in moments]
    before = any(tree.nodes[key].lost or key in givers for key in timeless)
    first = MARGIN + (LABEL - 40 if before else 0)
    axis = _axis(sorted(set(moments.values())), first)
    last = max(axis.places.values(), default=first)
    after = last + LABEL if moments else first
    places: dict[str, tuple[int, int]] = {}
    for row, key in enumerate(tree.rows):
        x = axis.places[moments[key]] if key in moments else MARGIN if before and (tree.nodes[key].lost or key in givers) else after
        places[key] = (x, HEAD + MARGIN + row * ROW)
    ticks = list(_ticks(axis, tree, moments))
    if any(x == after and key not in moments for key, (x, _) in places.items()):
        ticks.append(Tick(after, HEAD - 14, "undated"))
    boxes = tuple(_box(tree, key, places[key], places[key][0] + 12, _short) for key in tree.rows)
    lines = tuple(_line(tree, edge, places) for edge in tree.edges)
    width = max((x for x, _ in places.values()), default=0) + LABEL
    height = HEAD + MARGIN + len(tree.rows) * ROW
    return Picture(boxes, lines, tuple(ticks), width, height, (first, last) if moments else None), bool(axis.shortened)


def _axis(moments: Sequence[datetime], first: int) -> _Axis:
    """True to scale, but for stretches without reports that are much longer than the others."""
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    if not gaps:
        return _Axis(dict.fromkeys(moments, first), ())
    usual = timedelta(seconds=3 * median(gap.total_seconds() for gap in gaps))
    longest = max(usual, sum((gap for gap in gaps if gap <= usual), timedelta()) / 3)
    whole = sum((min(gap, longest) for gap in gaps), timedelta())
    places, shortened, passed = {moments[0]: first}, [], timedelta()
    for gap, moment in zip(gaps, moments[1:], strict=True):
        start = first + round(AXIS * (passed / whole))
        passed += min(gap, longest)
        places[moment] = first + round(AXIS * (passed / whole))
        if gap > longest:
            shortened.append((start, places[moment], gap))
    return _Axis(places, tuple(shortened))


def _ticks(axis: _Axis, tree: _Tree, moments: dict[str, datetime]) -> Iterator[Tick]:
    """The times of reports, as many as have room; and how long the shortened stretches were."""
    stamps = {moment: tree.nodes[key].published or "" for key, moment in moments.items()}
    ordered = sorted(axis.places, key=lambda moment: axis.places[moment])
    free = -TICKS_APART
    for moment in ordered:
        x = axis.places[moment]
        last = axis.places[ordered[-1]]
        if x - free >= TICKS_APART and (last - x >= TICKS_APART or moment == ordered[-1]):
            yield Tick(x, HEAD - 14, _short(stamps[moment]))
            free = x
    free = -BREAKS_APART
    for left, right, gap in axis.shortened:
        middle = (left + right) // 2
        room = middle - free >= BREAKS_APART
        yield Tick(middle, HEAD, _long(gap) if room else "", True)
        free = middle if room else free


def _short(stamp: str) -> str:
    """ "12 Mar, 09:40 UTC", "12 Mar"."""
    moment = datetime.fromisoformat(stamp)
    hour = hour_of(stamp)
    return f"{moment.day} {moment:%b}" + (f", {hour}" if hour else "")


def _long(gap: timedelta) -> str:
    """ "3 days", "22 hours"."""
    return counted(gap.days, "day") if gap.days else counted(max(1, round(gap.seconds / 3600)), "hour")


def _bent(giver: tuple[int, int], taker: tuple[int, int]) -> tuple[str, str]:
    """Down, or up, from the giver to the row of the taker; and across to it."""
    (x, y), (to_x, to_y) = giver, taker
    if x == to_x or y == to_y:
        return "", f"M{x},{y} L{to_x},{to_y}"
    turn = min(9, abs(to_x - x), abs(to_y - y))
    across, along = (turn if to_x > x else -turn), (turn if to_y > y else -turn)
    return f"M{x},{y} V{to_y - along}", f"M{x},{to_y - along} Q{x},{to_y} {x + across},{to_y} H{to_x}"


# Time downwards


def _tall(tree: _Tree, order: dict[str, int]) -> Picture:
    """Each node a row in the order of time, under its day. A giver keeps its lane down to the last that took from it."""
    rows = sorted(tree.rows, key=lambda key: (not tree.nodes[key].lost, order[key]))
    place = {key: number for number, key in enumerate(rows)}
    last: dict[str, int] = {}
    for edge in tree.edges:
        if tree.main.get(edge.taker) is edge:
            last[edge.giver] = max(last.get(edge.giver, 0), place[edge.taker])
    lanes: list[int] = []  # to which row each lane is taken
    points: dict[str, tuple[int, int]] = {}
    ticks: list[Tick] = []
    y, heading = MARGIN, ""
    for number, key in enumerate(rows):
        node = tree.nodes[key]
        under = "not among your files" if node.lost else day((node.published or "")[:10] or None)
        if under != heading:
            heading, y = under, y + DAY_ROW
            ticks.append(Tick(0, y - DAY_ROW + 8, heading))
        giver = tree.main[key].giver if key in tree.main else None
        least = points[giver][0] + 1 if giver in points else 0
        lane = next((free for free, until in enumerate(lanes) if free >= least and until < number), max(least, len(lanes)))
        lane = min(lane, MOST_LANES)
        lanes += [-1] * (lane + 1 - len(lanes))
        lanes[lane] = max(lanes[lane], last.get(key, number))
        points[key] = (lane, y)
        y += ROW
    words_x = 8 + LANE * len(lanes)
    spots = {key: (8 + LANE * lane, top) for key, (lane, top) in points.items()}
    boxes = tuple(_box(tree, key, spots[key], words_x, hour_of) for key in rows)
    boxes = tuple(replace(box, under="") if box.lost else box for box in boxes)  # its heading says it
    lines = tuple(_line(tree, edge, spots) for edge in tree.edges)
    return Picture(boxes, lines, tuple(replace(tick, x=words_x) for tick in ticks), TALL_WIDTH, y)


def _telling(edges: Sequence[Edge], nodes: dict[str, Node]) -> list[Edge]:
    """The edges worth drawing: all of text, and of media that are only cited those of which a report was read or that several cite."""
    citing = Counter(edge.giver for edge in edges)
    return [
        edge
        for edge in edges
        if edge.giver in nodes and edge.taker in nodes and (nodes[edge.giver].number or nodes[edge.giver].origin or citing[edge.giver] > 1)
    ]


def _main(edges: list[Edge]) -> dict[str, Edge]:
    """Each taker's largest giver, known direction first; edges that would close a ring are left out (law 4 makes that rare)."""
    main: dict[str, Edge] = {}
    for edge in sorted(edges, key=lambda edge: (edge.basis == "cited", edge.direction == "unknown", -edge.share, edge.borrowing)):
        ancestor: str | None = edge.giver
        while ancestor is not None and ancestor != edge.taker:
            ancestor = main[ancestor].giver if ancestor in main else None
        if edge.taker not in main and ancestor is None:
            main[edge.taker] = edge
    return main


def _collapse(children: dict[str, list[str]], main: dict[str, Edge], order: dict[str, int]) -> dict[str, int]:
    """Many plain copies under one giver become one box: the first stands for the others. Returns how many each stands for."""
    standing: dict[str, int] = {}
    for giver, takers in children.items():
        plain = sorted((key for key in takers if key not in children and main[key].kind == "verbatim"), key=lambda key: order[key])
        if len(plain) > MOST_LEAVES:
            standing[plain[0]] = len(plain) - 1
            hidden = set(plain[1:])
            children[giver] = [key for key in takers if key not in hidden]
    return standing


def _kept(roots: list[str], children: dict[str, list[str]], order: dict[str, int]) -> tuple[set[str], int]:
    """The boxes that are drawn, those nearest to the roots first, and how many are not."""
    level, found = roots, []
    while level:
        found += level
        level = [child for key in level for child in sorted(children.get(key, ()), key=lambda child: order[child])]
    return set(found[:MOST_BOXES]), max(0, len(found) - MOST_BOXES)


def _box(tree: _Tree, key: str, place: tuple[int, int], words_x: int, time: Callable[[str], str]) -> Box:
    """A node with its words: when it was told, as far as the axis does not say it, and what it has from its main giver."""
    node, edge, more = tree.nodes[key], tree.main.get(key), tree.more.get(key, 0)
    told = ["not among your files" if node.lost else time(node.published) if instant(node.published) and node.published else "undated"]
    if edge is not None and edge.text:
        number = tree.nodes[edge.giver].number
        told.append(f"{plain(edge.kind, COPIED)}, {edge.share:.0%} {f'from [{number}]' if number else 'of it'}")
    if more:
        told.append("and 1 more copy" if more == 1 else f"and {more} more copies")
    return Box(node.id, *place, words_x, node.label, " · ".join(filter(None, told)), node.number, node.lost, more)


def _line(tree: _Tree, edge: Edge, places: Mapping[str, tuple[int, int]]) -> Line:
    trunk, path = _bent(places[edge.giver], places[edge.taker])
    label = f"{plain(edge.kind, COPIED)} {edge.share:.0%}" if edge.text else "names it as its source"
    return Line(edge.borrowing, trunk, path, label, edge.kind, edge.direction, tree.main.get(edge.taker) is edge, edge.why)


def _words(edges: Sequence[Edge], nodes: dict[str, Node]) -> str:
    if not edges:
        return "No report took text from another."
    return " ".join(
        f"{nodes[edge.taker].label} took {edge.share:.0%} of its sentences from {nodes[edge.giver].label} "
        f"({plain(edge.kind, COPIED)}, direction {edge.direction})."
        if edge.text
        else f"{nodes[edge.taker].label} names {nodes[edge.giver].label} as a source."
        for edge in edges
    )
