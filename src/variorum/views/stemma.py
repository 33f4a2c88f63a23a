"""The stemma laid out for drawing: a tree from left to right, each report a box, lost originals dashed, edges by kind.

Each report hangs under the giver it took most from; what it took elsewhere is drawn as a second, thinner edge. Time: linear in
boxes and edges. A giver with more than `MOST_LEAVES` plain verbatim copies shows them as one box, with their number.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.model.story import Dossier
from variorum.views.descent import Edge, Node, descent
from variorum.views.witnesses import day

WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 196, 50, 124, 16, 12
MOST_LEAVES = 12
MOST_BOXES = 150  # a larger picture cannot be looked through, and weighs more than a page may
MOST_LINES = 400
Places = dict[str, tuple[int, int]]  # top left corners


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn node; `x`, `y` are its top left corner in pixels. `more` counts the copies that a collapsed box stands for."""

    id: str
    x: int
    y: int
    label: str
    under: str
    number: int | None
    lost: bool
    more: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn edge from the right side of the giver's box to the left side of the taker's, as an SVG path."""

    borrowing: str
    path: str
    label: str
    kind: str
    direction: str
    main: bool
    x: int
    y: int
    why: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture, `width` × `height` pixels, and the same in words for those who cannot see it.

    `left_out` counts the boxes that a picture of very many reports does not show.
    """

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    words: str
    left_out: int = 0


def draw(dossier: Dossier) -> Drawing:
    """The stemma of a story. Deterministic: nodes keep the order of reports."""
    shape = descent(dossier)
    nodes = {node.id: node for node in shape.nodes}
    edges = _telling(shape.edges, nodes)
    nodes = {key: node for key, node in nodes.items() if node.number is not None or node.origin or any(edge.giver == key for edge in edges)}
    main = _main(edges)
    children: dict[str, list[str]] = {}
    for taker, edge in main.items():
        children.setdefault(edge.giver, []).append(taker)
    order = {node.id: place for place, node in enumerate(shape.nodes)}
    collapsed = _collapse(children, main, order)
    roots = [node.id for node in sorted(nodes.values(), key=lambda node: (node.id not in children, order[node.id])) if node.id not in main]
    kept, left_out = _kept(roots, children, order)
    children = {giver: [key for key in takers if key in kept] for giver, takers in children.items()}
    places: Places = {}
    row = 0
    for root in roots:
        if root in kept:
            row = _settle(root, row, children, order, places)
    boxes = tuple(_box(nodes[key], places[key], collapsed.get(key, 0)) for key in sorted(places, key=lambda key: order[key]))
    drawn = [edge for edge in edges if edge.giver in places and edge.taker in places]
    drawn = sorted(drawn, key=lambda edge: main.get(edge.taker) is not edge)[:MOST_LINES] if len(drawn) > MOST_LINES else drawn
    lines = tuple(_line(edge, places, main.get(edge.taker) is edge) for edge in drawn)
    width = max((box.x for box in boxes), default=0) + WIDTH + MARGIN
    height = max((box.y for box in boxes), default=0) + HEIGHT + MARGIN
    return Drawing(boxes, lines, width, height, _words(drawn, nodes), left_out)


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


def _settle(root: str, row: int, children: dict[str, list[str]], order: dict[str, int], places: Places) -> int:
    """Gives `root` and all under it their places from `row` on; returns the next free row. Iterative: chains may be long."""
    stack = [(root, 0, False)]
    while stack:
        key, level, done = stack.pop()
        below = sorted(children.get(key, ()), key=lambda child: order[child])
        x = MARGIN + level * (WIDTH + ACROSS)
        if done:
            places[key] = (x, (places[below[0]][1] + places[below[-1]][1]) // 2)
        elif below:
            stack.append((key, level, True))
            stack.extend((child, level + 1, False) for child in reversed(below))
        else:
            places[key] = (x, MARGIN + row * (HEIGHT + DOWN))
            row += 1
    return row


def _box(node: Node, place: tuple[int, int], more: int) -> Box:
    under = "not in hand" if node.lost else day(node.published)
    if more:
        under = f"and {more} more copies"
    return Box(node.id, *place, node.label, under, node.number, node.lost, more)


def _line(edge: Edge, places: Places, main: bool) -> Line:
    x1, y1 = places[edge.giver][0] + WIDTH, places[edge.giver][1] + HEIGHT // 2
    x2, y2 = places[edge.taker][0], places[edge.taker][1] + HEIGHT // 2
    bend = max(30, abs(x2 - x1) // 2)
    path = f"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    middle = ((x1 + x2) // 2, (y1 + y2) // 2)
    label = f"{edge.kind} {edge.share:.0%}" if edge.text else edge.basis
    return Line(edge.borrowing, path, label, edge.kind, edge.direction, main, *middle, edge.why)


def _words(edges: list[Edge], nodes: dict[str, Node]) -> str:
    if not edges:
        return "No report took text from another."
    return " ".join(
        f"{nodes[edge.taker].label} took {edge.share:.0%} of its sentences from {nodes[edge.giver].label} "
        f"({edge.kind}, direction {edge.direction})."
        if edge.text
        else f"{nodes[edge.taker].label} names {nodes[edge.giver].label} as a source."
        for edge in edges
    )
