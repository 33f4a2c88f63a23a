"""The recipe for `verdicts.json`: how two unlike figures of one thing stand (questions/kinds/verdicts.py), and its figures.

    python training/judge/fit_verdicts.py --prepare DIR      # the invented reports; then variorum read DIR --library COUNTS
    python training/judge/fit_verdicts.py --library LIBRARY --counts COUNTS --to src/variorum/language/weights/verdicts.json

LIBRARY is one into which the program has read the stories to tune on. Learned from the figures of them that readers judged one by one
(`labels/pairs.jsonl`, `labels/figures.jsonl`) and from `labels/counts.jsonl`, pairs of short reports invented for this, in each of which
one count is told unlike: `truth` is what the writer meant, `editor` what a reader said who knew the two reports alone. Out of fold: of
stories that the model had not seen. Rows of the half `figure` teach nothing and are only scored. Runs in the environment of the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
import gold
from fit_screen import told as stories_of

from logistic import applied, area, calibration_error, chances, fitted
from stories import letters
from variorum.model.sentence import Figure
from variorum.model.story import Dossier
from variorum.questions.asking import Asked, asked, unasked
from variorum.questions.kinds import amounts, of_what
from variorum.questions.kinds.verdicts import RIGHT, Facing, features
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling
from variorum.store.library import Library

COUNTS = gold.LABELS / "counts.jsonl"
FIGURES = gold.LABELS / "figures.jsonl"
VERDICTS = {"later state": "revised", "contradiction": "conflict", "two estimates": "spread", "both can hold": "compatible"}
RELATIONS = ("conflict", "revised", "spread", "compatible")
FOLDS = 10
MOST = 8.0  # pairs of one story count for no more than so many, else two stories of many reports were all that is learned

Place = tuple[str, int]  # a report of the library, the start of a sentence
Stretch = tuple[int, int]


class Example(NamedTuple):
    """Two figures as the model sees them, and how a reader said that they stand."""

    story: str
    row: dict[str, float]
    meet: bool
    relation: str
    of: str  # "read", "invented", or "figure": not learned from


def counts() -> list[dict[str, Any]]:
    return [json.loads(line) for line in COUNTS.read_text("utf-8").splitlines()]


def prepare(folder: Path) -> None:
    """A file of reports for each invented pair."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in counts():
        rows = [json.dumps({name: value for name, value in report.items() if value}, ensure_ascii=False) for report in one["reports"]]
        (folder / f"{one['id']}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def example(story: str, of: str, pair: Pair, one: Figure, other: Figure, relation: str) -> Iterator[Example]:
    found = Facing(one, other, amounts.standing(one, other), 0.0)
    vague = found.standing == "meet" and (amounts.vague(one) or amounts.vague(other))
    if relation in RELATIONS and found.standing != "same" and not vague:
        yield Example(story, features(pair, found), found.standing == "meet", relation, of)


def paired(dossier: Dossier, laid: Asked, a: Telling, b: Telling) -> Pair:
    known = {(pair.a.number, pair.b.number): pair for pair in laid.pairs}
    return known.get((a.number, b.number)) or unasked(dossier, laid, a, b)


def judged() -> dict[str, list[tuple[gold.Place, gold.Place, tuple[Stretch, Stretch], str]]]:
    """By story, what readers said of two answers or two figures of two sentences."""
    found: dict[str, list[tuple[gold.Place, gold.Place, tuple[Stretch, Stretch], str]]] = {}
    for one in gold.pairs():
        if one.answers is not None:
            found.setdefault(one.story, []).append((one.a, one.b, one.answers, one.relation))
    for row in map(json.loads, FIGURES.read_text("utf-8").splitlines()):
        (one, other), at = row["figures"], (tuple(row["a"]), tuple(row["b"]))
        found.setdefault(row["story"], []).append((*at, (tuple(one), tuple(other)), row["relation"]))
    return found


def read(library: Library) -> Iterator[Example]:
    """The judged figures of the stories to tune on."""
    documents = {letters(row["text"]): name for name, row in gold.documents().items()}
    story_of = {report: story.id for story in library.stories() for report in story.reports}
    of = judged()
    for story, found in stories_of(library):
        for known in sorted({story_of[place.report] for telling in found.all for place in telling.places}):
            dossier = library.dossier(known, analyses=True)
            laid = asked(dossier)
            named = {report.id: documents[letters(report.text)] for report in dossier.reports}
            at = {(named[place.report], place.start): telling for telling in laid.all for place in telling.places}
            for a, b, spans, relation in of.get(story.name, ()):
                one, other = at.get(a[:2]), at.get(b[:2])
                if one is not None and other is not None and one is not other:
                    both = [(x, y) for x in within(one, spans[0]) for y in within(other, spans[1]) if of_what.one_measure(x, y)]
                    alike = [of_both for of_both in both if of_what.one_thing(*of_both)] or both
                    if len(alike) == 1:
                        yield from example(story.name, "read", paired(dossier, laid, one, other), *alike[0], relation)


def within(telling: Telling, span: Stretch) -> list[Figure]:
    return [one for one in telling.sentence.figures if one.start < span[1] and span[0] < one.end]


def invented(library: Library) -> Iterator[Example]:
    """The figures of the invented pairs."""
    reports = list(library.reports())
    story_of = {report: story.id for story in library.stories() for report in story.reports}
    for row in counts():
        texts = [letters(one["text"]) for one in row["reports"]]
        ids = [next((one.id for one in reports if letters(one.text).endswith(text)), "") for text in texts]
        if story_of.get(ids[0]) is None or story_of.get(ids[0]) != story_of.get(ids[1]):
            continue
        dossier = library.dossier(story_of[ids[0]], analyses=True)
        laid = asked(dossier)
        sides = [
            next(stood(laid, report, dossier.by_id[report].text, row[which], figure), None)
            for report, which, figure in zip(ids, ("first", "second"), row["figures"], strict=True)
        ]
        if sides[0] is not None and sides[1] is not None and sides[0][0] is not sides[1][0]:
            (a, one), (b, other) = sides[0], sides[1]
            relation = VERDICTS.get(row.get("editor") or row["truth"], "")
            half = "figure" if row.get("half") == "figure" else "invented"
            yield from example(row["id"], half, paired(dossier, laid, a, b), one, other, relation)


def stood(laid: Asked, report: str, text: str, sentence: str, figure: str) -> Iterator[tuple[Telling, Figure]]:
    """The sentence and the figure that are meant by these words of a report."""
    at = text.find(figure, max(0, text.find(sentence)))
    for telling in laid.all:
        for place in telling.places:
            for one in telling.sentence.figures if place.report == report else ():
                if place.start + one.start < at + len(figure) and at < place.start + one.end:
                    yield telling, one


def verdict(one: Example, later: float, spread: float) -> str:
    among = {"revised": later, "spread": (1 - later) * spread, "conflict": (1 - later) * (1 - spread)}
    likeliest = max(among, key=among.__getitem__)
    return "compatible" if one.meet and likeliest != "revised" else likeliest


def fit(every: list[Example]) -> dict[str, Any]:
    names = [*every[0].row]
    rows = np.array([list(one.row.values()) for one in every])
    teach = np.array([one.of != "figure" for one in every])
    many = Counter(one.story for one in every)
    counted = np.array([min(1.0, MOST / many[one.story]) for one in every])
    fold = np.array([int(blake2b(one.story.encode(), digest_size=2).hexdigest(), 16) % FOLDS for one in every])
    revised = np.array([one.relation == "revised" for one in every], np.float64)
    spread = np.array([one.relation == "spread" for one in every], np.float64)
    later_, apart_ = np.zeros(len(every)), np.zeros(len(every))
    for number in range(FOLDS + 1):  # the last of those that teach nothing
        unseen = (fold == number) & teach if number < FOLDS else ~teach
        seen = teach & ~unseen
        later_[unseen] = applied(fitted(rows[seen], revised[seen], counts=counted[seen]), rows[unseen])
        other = seen & (revised == 0)
        apart_[unseen] = applied(fitted(rows[other], spread[other], counts=counted[other]), rows[unseen])
    told = [verdict(one, later, apart) for one, later, apart in zip(every, chances(later_), chances(apart_), strict=True)]
    other = teach & (revised == 0)
    learned = {
        "revised": fitted(rows[teach], revised[teach], counts=counted[teach]),
        "spread": fitted(rows[other], spread[other], counts=counted[other]),
    }
    return {
        "weights": {
            name: dict(zip([*names, "constant"], (round(float(one), 4) for one in row), strict=True)) for name, row in learned.items()
        },
        "figures": {
            "area of revised": round(area(revised[teach], later_[teach]), 4),
            "calibration_error of revised": round(calibration_error(revised[teach], chances(later_)[teach]), 4),
            "right if of one thing": RIGHT,
            **{of: table(every, told, of) for of in ("read", "invented", "figure")},
        },
    }


def table(every: list[Example], told: list[str], of: str) -> dict[str, Any]:
    """Right of all, and what was said of each relation."""
    here = [(one.relation, said) for one, said in zip(every, told, strict=True) if one.of == of]
    said = Counter(here)
    return {
        "pairs": len(here),
        "right": sum(count for (relation, found), count in said.items() if relation == found),
        **{relation: {found: said[relation, found] for found in RELATIONS if said[relation, found]} for relation in RELATIONS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prepare", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--counts", type=Path)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    if options.prepare is not None:
        prepare(options.prepare)
        return
    made = fit([*read(Library(options.library)), *invented(Library(options.counts))])
    options.to.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(made["figures"], indent=1))


if __name__ == "__main__":
    main()
