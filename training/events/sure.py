"""The recipe for how sure an event is: from labelled sentences, whole labelled stories and judged lines to weights, and their figures.

    python training/events/sure.py --library LIBRARY --library MORE --pages PAGES --pages MORE --to src/variorum/language/weights
        --outlets LIBRARY ARTICLES --outlets LIBRARY ARTICLES ...

The LIBRARYs are those into which the program has read the labelled reports, the PAGES those of pages of many countries (training/chances/
single_pages.py), `--outlets` stories of several outlets and the folder that they were read from (training/chances/outlets.py).
`events.json` is of a mention, by its clause and its sentence's vector; `events` in `chances.json` is of a line, by its sides and its
story. Both are learned with whole stories left out: a line is weighed with what a model says of its mentions that has not seen its story.
Labels are our own: those under benchmarks/labels, and the half to tune on of VARIORUM_SHARED/data/story_readings. Deterministic for given
libraries; some minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1]), *(str(HERE.parents[1] / name) for name in ("judge", "chances")), str(ROOT / "src")]
from fit import _lbfgs
from outlets import stories as of_outlets
from single_pages import judged as judged_pages
from single_pages import named, singles

from logistic import applied, area, calibrated, calibration_error, chances, fitted, logit
from stories import SHARED, _texts
from variorum.language import reader
from variorum.language.english.events import mentions, sureness
from variorum.language.english.events.walking import Told
from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.sentences import sentences
from variorum.model.statement import Actor, Event
from variorum.model.story import Dossier
from variorum.people.reading import Reading
from variorum.store.library import Library
from variorum.story import events as found_events
from variorum.story.chances import events as line_chances
from variorum.text.normal import fold

LABELS = ROOT / "benchmarks/labels"
FOLDS = 8
SEED = 5
RIDGE = 0.2  # variance of a mention's weights; figures move little between .1 and .3
STRENGTH = 30.0  # of the ridge on a line's weights; figures move little between 10 and 100
LEAST = 3  # mentions that a feature is seen in
OVER = 0.4  # of the shorter of two stretches, from where they tell of one place
NONE = ("sentences", "fresh", "second", "third")  # files of sentences without an event
OUTLETS = ("events-2", "last-3", "events-3")  # files of lines in stories of several outlets
NONEVENTS = 12  # parts into which the sentences without an event are dealt
JUDGED = {"right": 1.0, "arguable": 0.5, "wrong": 0.0}
Row = dict[str, Any]
Stretch = tuple[str, int, int]


class Mention(NamedTuple):
    """A mention with its features, the vector of its sentence, and whether an event of its type is told there."""

    features: dict[str, float]
    vector: np.ndarray
    right: float
    story: str


class Line(NamedTuple):
    """A line with its features and how right it is: 1, .5 (a side is missing), 0."""

    features: dict[str, float]
    right: float
    fold: int
    page: bool  # of a page of any country


class Gold:
    """What readers said, by document: whole stories, sentences, lines."""

    def __init__(self) -> None:
        folder = SHARED / "data/story_readings"
        figure = set((folder / "figure.txt").read_text("utf-8").split())
        tune = [path for path in sorted((folder / "labels").glob("*.json")) if path.stem not in figure]
        self.stories = {path.stem: json.loads(path.read_text("utf-8")) for path in tune}
        self.story_of = {one: name for name, told in self.stories.items() for one in told["documents"]}
        self.sentences = _by_place(LABELS / "happenings/sentences.jsonl")
        judged = [*_rows(LABELS / "judged/lines.jsonl"), *_rows(LABELS / "happenings/lines.jsonl")]
        self.lines: dict[tuple[str, int], list[Row]] = {}
        for row in judged:
            if row.get("table", "events") == "events" and row["document"] not in self.story_of:
                self.lines.setdefault((row["document"], row["start"]), []).append(row)
        self.fresh = {(row["document"], row["start"]) for row in _rows(LABELS / "happenings/lines.jsonl")}
        self.pages = judged_pages("events")
        for page, rows in self.pages.items():
            for row in rows:
                self.lines.setdefault((page, row["start"]), []).append(row)
                self.fresh.add((page, row["start"]))
        for row in (row for name in OUTLETS for row in _rows(LABELS / f"judged/{name}.jsonl")):
            if row["table"] == "events" and "actor" in row:
                self.lines.setdefault((row["document"], row["start"]), []).append(row)
                self.fresh.add((row["document"], row["start"]))

    def knows(self, document: str) -> bool:
        return document in self.story_of or any(place[0] == document for place in (*self.sentences, *self.lines))


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _by_place(path: Path) -> dict[tuple[str, int], Row]:
    return {(row["document"], row["start"]): row for row in _rows(path)}


def _words(name: str) -> set[str]:
    return {word.lower() for word in name.replace("-", " ").split() if len(word) > 3 or word.isupper()}


def _is(side: Sequence[Actor], names: Sequence[str]) -> bool:
    own = _words(" ".join(f"{one.name or ''} {one.text}" for one in side))
    return any(own & _words(name) for name in names)


def _met(row: Event, actors: Sequence[str], recipients: Sequence[str]) -> float:
    """How right the sides of a line are."""
    if actors and not _is(row.actor, actors):
        return 0.0
    if bool(recipients) is not bool(row.recipient):
        return 0.5
    return float(not recipients or _is(row.recipient, recipients))


def _overlap(one: Stretch, other: Stretch) -> float:
    both = min(one[2], other[2]) - max(one[1], other[1])
    return both / min(one[2] - one[1], other[2] - other[1]) if one[0] == other[0] and both > 0 else 0.0


def _of_story(gold: Gold, name: str, texts: Mapping[str, str]) -> Iterator[tuple[Row, list[Stretch]]]:
    """The events of a whole labelled story with their places; a quote is looked for as it stands."""
    for row in gold.stories[name]["events"]:
        found = [(one["document"], texts.get(one["document"], "").find(one["quote"]), len(one["quote"])) for one in row["passages"]]
        yield row, [(document, start, start + length) for document, start, length in found if start >= 0]


class Stories:
    """The labelled stories of the libraries, each with the document of every report."""

    def __init__(self, libraries: Sequence[Path], pages: Sequence[Path], outlets: Sequence[tuple[Path, Path]], gold: Gold) -> None:
        named = {" ".join(row["text"].split()): one for one, row in sorted(_texts(SHARED / "data").items())}
        self.gold = gold
        self.dossiers: list[tuple[str, Dossier]] = []
        self.document: dict[str, str] = {}
        for path in libraries:
            library = Library(path)
            for story in library.rows("stories"):
                dossier = library.dossier(story["id"], analyses=True)
                documents = {one.id: named.get(" ".join(one.text.split()), "") for one in dossier.reports}
                if any(gold.knows(one) for one in documents.values()):
                    self.document |= documents
                    name = next((gold.story_of[one] for one in sorted(documents.values()) if one in gold.story_of), min(documents.values()))
                    self.dossiers.append((name, dossier))
        stages = ("descent", "names", "speakers", "who tells", "sayings")
        for page, dossier in (one for path in pages for one in singles(Library(path), stages)):
            if page in gold.pages:
                self.document[dossier.reports[0].id] = page
                self.dossiers.append((page.rpartition("_20")[0] or page, dossier))
        for path, folder in outlets:
            for name, dossier, documents in of_outlets(Library(path), folder):
                self.document |= documents
                self.dossiers.append((name, dossier))
        self.dossiers.sort(key=lambda pair: (pair[0], pair[1].story.id))
        self.texts = {self.document[one.id]: one.text for _, dossier in self.dossiers for one in dossier.reports}
        names = sorted({name for name, _ in self.dossiers} | {f"non{part}" for part in range(NONEVENTS)})
        np.random.default_rng(SEED).shuffle(names)
        self.fold = {name: place % FOLDS for place, name in enumerate(names)}


def _read(key: str, text: str, read: Sequence[Any], vectors: np.ndarray) -> Iterator[tuple[Any, dict[str, float], np.ndarray]]:
    """Each candidate of a paragraph with its features and the vector of its sentence."""
    told = [Told(text, sentence) for sentence in read]
    for candidate, row, number in mentions.candidates(told, vectors):
        yield candidate, row, vectors[number]


def of_mentions(stories: Stories) -> list[Mention]:
    """Every mention at a labelled place."""
    made = []
    for name, dossier in stories.dossiers:
        told = list(_of_story(stories.gold, name, stories.texts)) if name in stories.gold.stories else []
        for place, analysis in dossier.readings():
            document = stories.document[place.report]
            text = fold(dossier.by_id[place.report].text[place.start : place.block.end])
            for candidate, row, vector in _read(place.key, text, analysis.sentences, dossier.vectors[place.key]):
                sentence = candidate.told.sentence
                right = _is_told(stories.gold, told, document, place.start + sentence.start, place.start + sentence.end, candidate.event)
                if right is not None:
                    made.append(Mention(row, vector.astype(np.float64), right, name))
    return made + _nonevents()


def _is_told(gold: Gold, told: Sequence[tuple[Row, list[Stretch]]], document: str, start: int, end: int, event: str) -> float | None:
    """Is an event of this type told in a sentence? None where no reader looked."""
    if document in gold.story_of:
        here = (document, start, end)
        return float(any(event in row["type"] and any(_overlap(here, one) >= OVER for one in places) for row, places in told))
    labelled = gold.sentences.get((document, start))
    if labelled is not None:
        return float(any(event in one["types"] for one in labelled["events"]))
    judged = [row for row in gold.lines.get((document, start), ()) if row["event"] == event]
    if not judged:
        return None
    return float(judged[0].get("mended", judged[0]["judged"]) != "wrong" or judged[0]["fault"] in ("actor", "recipient", "date"))


def _nonevents() -> list[Mention]:
    made = []
    lines = [line for name in NONE for line in (LABELS / f"nonevents/{name}.txt").read_text("utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    for number, paragraph in enumerate(reader.read(lines)):
        for _, row, vector in _read("", paragraph.text, sentences(Clauses(paragraph)), paragraph.vectors):
            made.append(Mention(row, vector.astype(np.float64), 0.0, f"non{number % NONEVENTS}"))
    return made


def learned(made: Sequence[Mention]) -> sureness.Weights:
    """The weights of a mention: logistic regression with a ridge on all but the constant."""
    counts = Counter(name for one in made for name in one.features)
    column = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}
    rows = np.zeros((len(made), len(column) + made[0].vector.size + 1))
    for at, one in enumerate(made):
        for name, value in one.features.items():
            if name in column:
                rows[at, column[name]] = value
        rows[at, len(column) : -1] = one.vector
        rows[at, -1] = 1.0
    right = np.array([one.right for one in made])
    ridge = np.full(rows.shape[1], 1 / RIDGE)
    ridge[-1] = 1e-6

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        totals = rows @ point
        value = np.logaddexp(0, -totals * (2 * right - 1)).sum() + 0.5 * (ridge * point * point).sum()
        return float(value), rows.T @ (1 / (1 + np.exp(-totals)) - right) + ridge * point

    found = np.round(_lbfgs(loss, np.zeros(rows.shape[1]), 200), 4)
    named = {name: float(found[at]) for name, at in column.items()} | {"constant": float(found[-1])}
    return sureness.Weights(named, tuple(float(value) for value in found[len(column) : -1]))


def of_lines(stories: Stories, models: Mapping[int, sureness.Weights]) -> list[Line]:
    """Every line at a labelled place, found with mentions weighed by a model that has not seen its story."""
    made = []
    for name, dossier in stories.dossiers:
        part = stories.fold[name]
        read = {}
        for place in dossier.placed:
            text = fold(dossier.by_id[place.report].text[place.start : place.block.end])
            analysis = dossier.analyses[place.key]
            found = mentions.mentions(place.key, text, analysis.sentences, dossier.vectors[place.key], models[part])
            read[place.key] = replace(analysis, events=found)
        gathered = found_events.gather(dossier.having(analyses=read))
        reading = Reading(gathered)
        told = list(_of_story(stories.gold, name, stories.texts)) if name in stories.gold.stories else []
        for row in gathered.events:
            right = _rightness(stories, told, row)
            if right is not None:
                page = stories.document[row.passages[0].report] in stories.gold.pages
                made.append(Line(line_chances.features(row, reading), right, part, page))
    return made


def _rightness(stories: Stories, told: Sequence[tuple[Row, list[Stretch]]], row: Event) -> float | None:
    """How right a line is by those who looked at one of its passages; None where nobody did."""
    places = [(stories.document[one.report], one.start, one.end) for one in row.passages]
    if told:
        here = [gold for gold, spans in told if row.event in gold["type"] and any(_overlap(a, b) >= OVER for a in places for b in spans)]
        return max((_met(row, gold["actor"], gold["recipient"]) for gold in here), default=0.0)
    labelled = [stories.gold.sentences[place[:2]] for place in places if place[:2] in stories.gold.sentences]
    if labelled:
        text = stories.texts[labelled[0]["document"]]
        events = [one for label in labelled for one in label["events"] if row.event in one["types"]]
        return max((_met(row, _called(one["actor"], text), _called(one["recipient"], text)) for one in events), default=0.0)
    fresh = [one for place in places if place[:2] in stories.gold.fresh for one in stories.gold.lines.get(place[:2], ())]
    actors, recipients = ([one.name or one.text for one in side] for side in (row.actor, row.recipient))
    same = [one for one in fresh if one["event"] == row.event and one["actor"] in (actors, named(*actors))]
    if not same:
        return None
    changed = same[0]["recipient"] not in (recipients, named(*recipients)) or row.date != same[0]["date"]
    return None if changed and same[0]["fault"] in ("recipient", "date") else JUDGED[same[0]["judged"]]


def _called(side: Row | None, text: str) -> list[str]:
    if side is None:
        return []
    return [name for name in (side["name"], text[side["at"][0] : side["at"][1]] if side["at"] else None) if name]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--library", type=Path, action="append", required=True)
    arguments.add_argument("--pages", type=Path, action="append", required=True)
    arguments.add_argument("--outlets", type=Path, nargs=2, action="append", default=[], metavar=("LIBRARY", "ARTICLES"))
    arguments.add_argument("--to", type=Path)
    given = arguments.parse_args()
    stories = Stories(given.library, given.pages, given.outlets, Gold())
    made = of_mentions(stories)
    parts = np.array([stories.fold[one.story] for one in made])
    models = {part: learned([one for one, its in zip(made, parts, strict=True) if its != part]) for part in range(FOLDS)}
    chance = np.array([sureness.chance(one.features, one.vector, models[part]) for one, part in zip(made, parts, strict=True)])
    right = np.array([one.right for one in made])
    error = calibration_error(right, chance)
    print(f"{len(made)} mentions, {int(right.sum())} right, area {area(right, chance):.3f}, calibration error {error:.3f}")
    lines = of_lines(stories, models)
    names = sorted(lines[0].features)
    rows = np.array([[one.features[name] for name in names] for one in lines])
    told = np.array([one.right for one in lines])
    its = np.array([one.fold for one in lines])
    said = np.zeros(len(lines))
    for part in range(FOLDS):
        weights = fitted(rows[its != part], told[its != part], STRENGTH)
        said[its == part] = chances(applied(weights, rows[its == part]))
    page = np.array([one.page for one in lines])
    slope, shift = calibrated(said[page], told[page])
    said = chances(logit(said) * slope + shift)
    for where, those in (("stories", ~page), ("pages", page)):
        found = Counter(told[those].tolist())
        print(f"{those.sum()} lines of {where}, right {found}, area {area((told[those] > 0).astype(float), said[those]):.3f}")
        for bar in (0.25, 0.4, 0.5, 0.6, 0.7, 0.8):
            kept = told[those & (said >= bar)]
            if kept.size:
                print(f"  from {bar}: {len(kept)} lines, right {(kept == 1).mean():.3f}, let pass {(kept > 0).mean():.3f}")
    if given.to:
        model = learned(made)
        (given.to / sureness.FILE).write_text(json.dumps({"weights": model.named, "vector": model.vector}) + "\n", "utf-8")
        path = given.to / "chances.json"
        others = json.loads(path.read_text("utf-8"))
        weights = fitted(rows, told, STRENGTH) * slope
        weights[-1] += shift
        others["weights"]["events"] = {name: round(float(value), 6) for name, value in zip([*names, "constant"], weights, strict=True)}
        path.write_text(json.dumps(others, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
