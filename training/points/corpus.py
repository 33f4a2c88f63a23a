"""ECB+ and the labelled pairs as pairs of sentences: the same thing told, or not."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from variorum import pipeline
from variorum.language.english.diff import words
from variorum.model.report import Block, Report
from variorum.points import gathering, units
from variorum.points.aligning import alike
from variorum.story import names, quotations
from variorum.story import statements as story_statements

# How far a pair counts as alike in which one tells an act that the other only mentions: of 14 such pairs read, 8 had one statement.
MENTIONED = 0.6
LEAST = 0.35  # cosine of the pairs taken; the program looks at those above .42 and at some that share rare words
# The corpus is distributed as tokens with blanks between them; the program reads running text.
JOININGS = (
    (re.compile(r"`` "), '"'),
    (re.compile(r" ''"), '"'),
    (re.compile(r"(?<=\d) \. (?=\d)"), "."),
    (re.compile(r"(?<=\d) , (?=\d{3}\b)"), ","),
    (re.compile(r"(?<=\d) : (?=\d\d\b)"), ":"),
    (re.compile(r"(?<=\w) ’ (?=s\b)"), "’"),
    (re.compile(r" (?=[.,;:!?)%](?:\s|$))"), ""),
    (re.compile(r" (?=(?:'s|n't|'re|'ve|'ll|'d|'m)\s)"), ""),
    (re.compile(r"(?<=[($£]) "), ""),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
)


@dataclass(eq=False)
class Sentence:
    """A fully annotated sentence. `told`: chains of the acts told by its predicates; `acts`: of all acts in it, `said`: of sayings."""

    document: str
    topic: str
    event: str
    text: str
    marks: list[tuple[str, str, int, int]]  # chain, tag, start, end
    acts: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    sides: list[tuple[alike.Side, np.ndarray]] = field(default_factory=list)


class Example(NamedTuple):
    """A pair: what the combiner weighs, how far it counts as one fact (0..1), and the topic or set it is from."""

    features: dict[str, float]
    same: float
    topic: str


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def joined(tokens: str) -> tuple[str, list[int]]:
    """Running text, and for each offset in the tokenised text its place in it."""
    text, place = tokens, list(range(len(tokens) + 1))
    for pattern, instead in JOININGS:
        parts, moved, last, length = [], [0] * (len(text) + 1), 0, 0
        for found in pattern.finditer(text):
            for at in range(last, found.start()):
                moved[at] = length + at - last
            length += found.start() - last
            moved[found.start() : found.end()] = [length] * (found.end() - found.start())
            parts += [text[last : found.start()], instead]
            length, last = length + len(instead), found.end()
        for at in range(last, len(text) + 1):
            moved[at] = length + at - last
        text = "".join([*parts, text[last:]])
        place = [moved[at] for at in place]
    return text, place


def sentences(folder: Path, without: set[str]) -> list[Sentence]:
    """The annotated sentences of ECB+, in its order, but for the documents left out."""
    documents = {row["id"]: row for row in lines(folder / "documents.jsonl") if row["id"] not in without}
    marks = defaultdict(list)
    for row in lines(folder / "mentions.jsonl"):
        if row["checked"] and row["kind"] == "event" and row["chain"] and row["doc"] in documents:
            marks[row["doc"]].append(row)
    found = []
    for name, document in documents.items():
        start = 0
        for line in document["text"].split("\n"):
            end = start + len(line)
            inside = [row for row in marks[name] if start <= row["spans"][0][0] < end]
            if inside:
                text, place = joined(line)
                spans = [(row["chain"], row["tag"], *(place[at - start] for at in row["spans"][0])) for row in inside]
                found.append(Sentence(name, document["topic"], document["event"], text, spans))
            start = end + 1
    return found


def report_of(name: str, text: str) -> Report:
    return Report(name, name, name, None, None, None, None, (), None, None, "en", text, (Block(0, len(text), "body"),))


def read(texts: Sequence[str]) -> dict[str, list[tuple[alike.Side, np.ndarray]]]:
    """Each text as the reports of one story have it: its tellings with their vectors."""
    found = dict(zip(texts, pipeline.analyse_texts(texts), strict=True))
    reports = [report_of(f"{number:05d}", text) for number, text in enumerate(texts)]
    keys = {report.text: pipeline.paragraphs(report)[0][2] for report in reports}
    dossier = pipeline.bare_dossier(
        reports, {keys[text]: one for text, (one, _) in found.items()}, {keys[text]: rows for text, (_, rows) in found.items()}
    )
    told = gathering.tellings(story_statements.place(quotations.follow(quotations.attribute(names.join(dossier)))))
    every = units.units(told)
    sides = [alike.Side(one, mine) for one, mine in zip(told.all, every, strict=True)]
    at: dict[str, list[tuple[alike.Side, np.ndarray]]] = {text: [] for text in texts}
    for number, one in enumerate(told.all):
        for place in one.places:
            at[texts[int(place.report)]].append((sides[number], told.vectors[number]))
    return at


def understand(event: list[Sentence]) -> None:
    """Sides and chains of the sentences of one event."""
    sides = read(list(dict.fromkeys(one.text for one in event)))
    for one in event:
        one.sides = sides[one.text]
        for chain, tag, start, end in one.marks:
            (one.said if "REPORTING" in tag or "PERCEPTION" in tag else one.acts).add(chain)
            keys = {word.key for word in words(one.text[start:end])}
            units_of = [unit for side, _ in one.sides for unit in side.units if unit.keys & keys]
            if chain in one.acts and any(unit.act & keys for unit in units_of):
                one.told.add(chain)


def nearest(a: list[tuple[alike.Side, np.ndarray]], b: list[tuple[alike.Side, np.ndarray]]) -> tuple[float, alike.Side, alike.Side] | None:
    found = [(float(mine @ theirs), left, right) for left, mine in a for right, theirs in b]
    return max(found, key=lambda one: one[0], default=None)


def examples(folder: Path, without: set[str]) -> Iterator[Example]:
    """Pairs of sentences of different documents of one event: alike where a predicate of both tells one act, unlike where no act and no
    saying of one is any of the other's, and half alike between.
    """
    events = defaultdict(list)
    for one in sentences(folder, without):
        events[one.event].append(one)
    for event in events.values():
        understand(event)
        for place, a in enumerate(event):
            for b in event[:place]:
                if a.document == b.document or a.text == b.text:
                    continue
                mentioned = MENTIONED if a.acts & b.acts or a.said & b.said else 0.0
                same = 1.0 if a.told & b.told else mentioned
                pair = nearest(a.sides, b.sides)
                if pair is not None and pair[0] >= LEAST:
                    yield Example(alike.features(pair[1], pair[2], pair[0])[0], same, a.topic)


def labelled(rows: list[dict], texts: dict[tuple[str, str], str]) -> Iterator[Example]:
    """The pairs of whole sentences labelled `same` and `none` among rows of benchmarks/labels/points or pairs."""
    for row in rows:
        if row["verdict"] in ("same", "none") and row.get("kind", "sentence") == "sentence":
            raw = [texts[row["set"], row[side]["document"]][row[side]["start"] : row[side]["end"]] for side in "ab"]
            a, b = (joined(text)[0] for text in raw) if row["set"] == "ecb" else raw
            sides = read([a, b])
            pair = nearest(sides[a], sides[b])
            if pair is not None:
                yield Example(alike.features(pair[1], pair[2], pair[0])[0], float(row["verdict"] == "same"), row["set"])
