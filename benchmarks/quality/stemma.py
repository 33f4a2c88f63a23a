"""Stemma: a tree of copies against one that is known, by average sign similarity (Roos and Heikkilä 2009).

    python benchmarks/quality/stemma.py --data DIR

DIR has a tradition as github.com/tla/stemmatology publishes them: NAME.xml (GraphML: the readings, and which witness goes through which)
and NAME.dot (the true stemma). Ours is *Notre besoin de consolation* (13 copies, base/t/data/besoin.*): for evaluation only, nothing was
tuned on it. Each witness is given to the program as plain words; how the readings were aligned is not used. Prints one JSON object as its
last line: sign_similarity of the program's tree, of the distances it rests on (`distances`), and of their spanning tree, from 0 to 1.

The measure asks of every three copies which of two the first stands nearer to, or whether to both alike; it goes by edges between them.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, permutations
from pathlib import Path
from xml.etree import ElementTree

from variorum.text.copies import apart, tree
from variorum.text.shingle import words

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
Distance = Callable[[str, str], float]
Edges = Iterable[tuple[object, object]]


def witnesses(path: Path) -> dict[str, str]:
    """Each witness's text: the words along its way through the readings."""
    root = ElementTree.parse(path).getroot()
    keys = {key.get("id"): key.get("attr.name") for key in root.iter(f"{SPACE}key")}
    graph = next(root.iter(f"{SPACE}graph"))

    def data(element: ElementTree.Element) -> dict[str | None, str]:
        return {keys[one.get("key")]: one.text or "" for one in element.iter(f"{SPACE}data")}

    texts, begins = {}, ""
    for node in graph.iter(f"{SPACE}node"):
        told = data(node)
        texts[node.get("id", "")] = told.get("text", "")
        begins = node.get("id", "") if told.get("is_start") == "1" else begins
    ways: dict[str, dict[str, str]] = {}
    for edge in graph.iter(f"{SPACE}edge"):
        told = data(edge)
        if "extra" not in told:
            ways.setdefault(told["witness"], {})[edge.get("source", "")] = edge.get("target", "")
    return {witness: " ".join(list(_along(way, begins, texts))[:-1]) for witness, way in sorted(ways.items())}


def _along(way: Mapping[str, str], begins: str, texts: Mapping[str, str]) -> Iterator[str]:
    here = begins
    while here in way:
        here = way[here]
        yield texts[here]


def steps(edges: Edges) -> Distance:
    """The number of edges between two nodes of a graph."""
    beside: dict[object, set[object]] = {}
    for one, other in edges:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)

    def between(one: object, other: object) -> float:
        seen, level, count = {one}, {one}, 0
        while other not in seen:
            level = {there for here in level for there in beside[here]} - seen
            seen |= level
            count += 1
        return float(count)

    return between


def sign_similarity(names: Iterable[str], found: Distance, true: Distance) -> float:
    """Over all ordered threes A, B, C: 1 where both say alike which of B and C stands nearer to A, 0 where they say the opposite."""

    def sign(distance: Distance, a: str, b: str, c: str) -> int:
        nearer = distance(a, b) - distance(a, c)
        return (nearer > 1e-9) - (nearer < -1e-9)

    threes = list(permutations(names, 3))
    return sum(1 - abs(sign(found, *three) - sign(true, *three)) / 2 for three in threes) / len(threes)


def spanning(names: Iterable[str], distance: Distance) -> list[tuple[str, str]]:
    """The tree of least length (Kruskal 1956)."""
    group = {name: name for name in names}
    kept = []
    for one, other in sorted(combinations(group, 2), key=lambda pair: (distance(*pair), pair)):
        if group[one] != group[other]:
            kept.append((one, other))
            old, new = group[other], group[one]
            group = {name: new if key == old else key for name, key in group.items()}
    return kept


def score(folder: Path) -> dict[str, float]:
    (path,) = folder.glob("*.xml")
    told = witnesses(path)
    names = list(told)
    true = steps(re.findall(r"(\w+) -> (\w+);", path.with_suffix(".dot").read_text("utf-8")))
    copies = [[word.casefold() for _, word in words(told[name])] for name in names]
    away = {(names[i], names[j]): apart(copies[i], copies[j]) for i, j in combinations(range(len(names)), 2)}

    def distance(one: str, other: str) -> float:
        return away.get((one, other), away.get((other, one), 0.0))

    def named(node: int) -> object:
        return names[node] if node < len(names) else node

    ours = steps((named(one), named(other)) for one, other in tree(copies))
    return {
        "sign_similarity": round(sign_similarity(names, ours, true), 4),
        "distances": round(sign_similarity(names, distance, true), 4),
        "spanning_tree": round(sign_similarity(names, steps(spanning(names, distance)), true), 4),
        "copies": len(names),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="The tree of copies against a known stemma.")
    parser.add_argument("--data", type=Path, required=True)
    print(json.dumps(score(parser.parse_args().data)))


if __name__ == "__main__":
    main()
