"""Pairs of real sentences to be labelled: two values each marked in one, or two whole sentences, from different reports of one event.

    VARIORUM_SHARED=../shared python training/questions/draw.py --to DIR

Documents that the figure half of benchmarks/labels/points names are left out. `pairs.jsonl` holds places only, `sheets/*.txt` what a
labeller reads. Deterministic for a given parser and encoder.
"""

import argparse
import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "points"), str(HERE.parents[2] / "benchmarks" / "quality")]
from corpus import JOININGS, joined, lines, read

import points
from variorum.language.english import calendar, signs
from variorum.points.aligning import alike
from variorum.points.comparing import figures, questions

LEAST, WHOLE, ALIKE = 0.33, 0.5, 0.97  # cosines: least for values, for whole sentences, and of sentences too much alike to ask about
SHORTEST = 6  # words
NEAREST = 8  # pairs of one kind a document, at most
SHARES = {"figure": 2000, "time": 1000, "sentence": 2000}


class Line(NamedTuple):
    """A line of a document: its place there, and its running text with the place of every character."""

    document: str
    start: int
    raw: str
    text: str
    side: alike.Side
    vector: np.ndarray

    def mark(self, start: int, end: int) -> list[int]:
        """A stretch of the running text as a stretch of the line as it stands in the document."""
        running, place = joined(self.raw)
        shift = running.find(self.text)  # a line may begin with blanks
        first = next(at for at, there in enumerate(place) if there >= start + shift)
        last = next((at for at, there in enumerate(place) if there >= end + shift), len(self.raw))
        return [self.start + first, self.start + last]


def documents(data: Path, without: set[tuple[str, str]]) -> dict[tuple[str, str], list[dict]]:
    """(set, event) -> its documents."""
    found = defaultdict(list)
    for row in lines(data / "ecbplus_clusters" / "documents.jsonl"):
        found["ecb", row["event"]].append(row)
    for row in lines(data / "basil_quotes" / "documents.jsonl"):
        found["basil", row["event"]].append(row)
    for name in ("helsinki", "spotify"):
        found[name, name] = lines(data / "copies" / f"{name}.jsonl")
    return {key: [row for row in rows if (key[0], row["id"]) not in without] for key, rows in found.items()}


def sentences(rows: list[dict], tokenised: bool) -> list[Line]:
    """Every line (ECB+) or sentence of an event, equal ones once, as the comparison sees it."""
    found: dict[str, tuple[str, int, str]] = {}
    for row in rows:
        start = 0
        for line in row["text"].split("\n"):
            text = joined(line)[0] if tokenised else line
            if 25 < len(text) < 2000:
                found.setdefault(text, (row["id"], start, line))
            start += len(line) + 1
    told = read(list(found))
    return [
        Line(found[text][0], found[text][1] + (side.told.places[0].start if not tokenised else 0),
             found[text][2] if tokenised else side.told.text, side.told.text, side, vector)
        for text, sides in told.items() for side, vector in sides if not tokenised or len(sides) == 1
    ]  # fmt: skip


def end(line: Line, mark: tuple[int, int] | None = None) -> dict:
    given = {"document": line.document, "start": line.start, "end": line.start + len(line.raw)}
    return given | ({"mark": line.mark(*mark)} if mark else {})


def drawn(of: str, event: str, found: list[Line]) -> Iterator[dict]:
    """Every pair of sentences of two reports that a labeller may be asked about, with what the choice among them looks at."""
    vectors = np.array([line.vector for line in found], dtype=np.float32)
    near = vectors @ vectors.T
    for i, a in enumerate(found):
        for j, b in enumerate(found[:i]):
            cosine, x, y = float(near[i, j]), a.side.told, b.side.told
            if a.document == b.document or cosine < LEAST or x.content == y.content or cosine > ALIKE:
                continue
            common = {"set": of, "event": event, "cosine": round(cosine, 3)}
            for one, other in product(x.counts, y.counts):
                f, g = one.figure, other.figure
                if figures.same_system(f, g) and f.number != g.number and questions.size_apart(one, other) <= questions.WIDEST:
                    ends = {"a": end(a, (f.start, f.end)), "b": end(b, (g.start, g.end))}
                    yield common | ends | {"kind": "figure", "counted": bool(one.counted & other.counted)}
            for time, later in product(x.times, y.times):
                if calendar.relation(time, later) in ("fits", "clash"):
                    yield common | {"kind": "time", "a": end(a, (time.start, time.end)), "b": end(b, (later.start, later.end))}
            if cosine >= WHOLE and min(len(x.words), len(y.words)) >= SHORTEST:
                unlike = signs.negations(x.words) != signs.negations(y.words), {m[0] for m in x.modals} != {m[0] for m in y.modals}
                yield common | {"kind": "sentence", "unlike": sum(unlike), "a": end(a), "b": end(b)}


def digest(row: dict) -> str:
    return hashlib.sha256(json.dumps([row["kind"], row["a"], row["b"]]).encode()).hexdigest()


def preference(row: dict) -> float:
    """What is drawn first: likely one thing, of a like noun, with unlike signs; a hash decides between likes."""
    bonus = 0.15 * row.get("counted", 0) + 0.15 * row.get("unlike", 0)
    return row["cosine"] + bonus + int(digest(row)[:8], 16) / 16**8 * 0.5


def chosen(rows: list[dict]) -> list[dict]:
    kept: list[dict] = []
    used: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in sorted(rows, key=preference, reverse=True):
        ends = [(row["kind"], row["set"], row[side]["document"]) for side in "ab"]
        if all(used[one] < NEAREST for one in ends):
            for one in ends:
                used[one] += 1
            kept.append(row)
    result = []
    for kind, share in SHARES.items():
        of_kind = [row for row in kept if row["kind"] == kind]
        result += sorted(of_kind, key=digest)[:share]
    return sorted(result, key=digest)


def shown(text: str, place: dict) -> str:
    first, last = place["start"], place["end"]
    marked = text[first:last]
    if "mark" in place:
        low, high = (at - first for at in place["mark"])
        marked = marked[:low] + "«" + marked[low:high] + "»" + marked[high:]
    for pattern, instead in JOININGS:
        marked = pattern.sub(instead, marked)
    return " ".join(marked.split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("VARIORUM_SHARED", HERE.parents[3] / "shared")) / "data")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--sheet", type=int, default=250)
    options = parser.parse_args()
    without = {
        (row["set"], row[side]["document"]) for row in lines(points.LABELS / "pairs.jsonl") if row["half"] == "figure" for side in "ab"
    }
    rows: list[dict] = []
    texts: dict[tuple[str, str], str] = {}
    for (of, event), found in documents(options.data, without).items():
        texts |= {(of, row["id"]): row["text"] for row in found}
        rows.extend(drawn(of, event, sentences(found, of == "ecb")))
        print(of, event, len(found), len(rows), file=sys.stderr, flush=True)
    kept = chosen(rows)
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "sheets").mkdir(exist_ok=True)
    with (options.to / "pairs.jsonl").open("w", encoding="utf-8") as to:
        for number, row in enumerate(kept):
            to.write(json.dumps({"id": f"{number:04d}", **{name: row[name] for name in ("kind", "set", "a", "b")}}) + "\n")
    for first in range(0, len(kept), options.sheet):
        with (options.to / "sheets" / f"{first // options.sheet:02d}.txt").open("w", encoding="utf-8") as to:
            for number, row in enumerate(kept[first : first + options.sheet], first):
                to.write(f"#{number:04d}\nA: {shown(texts[row['set'], row['a']['document']], row['a'])}\n"
                         f"B: {shown(texts[row['set'], row['b']['document']], row['b'])}\n")  # fmt: skip


if __name__ == "__main__":
    main()
