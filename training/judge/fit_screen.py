"""The recipe for the screen of questions/screen.py: from labelled stories to `screen.json`, and its figures.

    python training/judge/fit_screen.py --library LIBRARY --to src/variorum/language/weights/screen.json

LIBRARY is one into which the program has read the stories to tune on. Runs in the environment of the package, on one core, in about two
minutes. Figures are out of fold: of stories that the model had not seen. Deterministic for a given library.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
from corpus import Labelled, labelled
from curve import auc, kept, points_of
from gold import documents

from logistic import Floats, applied, calibration_error, chances, fitted
from stories import FOLDS, SHARED, Sentence, Story, Told, folds, letters
from variorum.model.report import Report
from variorum.model.story import places
from variorum.pipeline import bare_dossier
from variorum.questions import candidates as door
from variorum.questions import screen
from variorum.questions.tellings import Tellings, tellings
from variorum.store.library import Library

Stories = list[tuple[Story, list[Labelled]]]
BARS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


class Examples(NamedTuple):
    """The pairs of all stories: what the models weigh, how they are labelled, and where they come from."""

    names: tuple[str, ...]
    rows: Floats
    differs: np.ndarray
    same: np.ndarray
    admitted: np.ndarray  # is it among the program's own candidates?
    story: np.ndarray
    fold: np.ndarray


def told(library: Library) -> Iterator[tuple[Story, Tellings]]:
    """Each story to tune on, as the library has read it; the first place of a telling is its sentence."""
    by_text = {letters(one.text): one for one in library.reports()}
    texts = {name: row["text"] for name, row in documents().items()}
    for name, fold in sorted(folds().items()):
        label = json.loads((SHARED / "data/story_differences/labels" / f"{name}.json").read_text("utf-8"))
        named = {by_text[letters(texts[one])].id: one for one in label["documents"]}
        found = tellings(_dossier(library, library.reports(named)))
        yield _story(name, fold, label, named, found, library), found


def _dossier(library: Library, reports: Sequence[Report]):
    return bare_dossier(reports, *library.analyses({place.key for report in reports for place in places(report)}))


def _story(name: str, fold: int, label: dict, named: dict[str, str], found: Tellings, library: Library) -> Story:
    reports = {one.id: number for number, one in enumerate(library.reports(named))}
    standing = sorted((reports[place.report], place.start, place.end, one.number) for one in found.all for place in one.places)
    sentences = [Sentence(report, start, end, found.all[number].text) for report, start, end, number in standing]
    vectors = found.vectors[[number for *_, number in standing]]
    reads = [Told(named[one.id], one.title or "", one.published, one.outlet, one.text) for one in library.reports(named)]
    story = Story(name, reads, sentences, vectors, label["differences"], label["facts"], fold)
    for number, one in enumerate(sentences):
        story.at.setdefault(one.report, []).append(number)
    return story


def examples(library: Library) -> tuple[Examples, Stories]:
    rows: list[list[float]] = []
    marks: list[tuple[bool, bool, bool, int, int]] = []
    stories = []
    names: tuple[str, ...] = ()
    for number, (story, found) in enumerate(told(library)):
        number_of = {one.text: one.number for one in found.all}
        reports = [one.reports for one in found.all]
        pairs = [one for one in labelled(story) if one.in_pool]
        own = {(one.a, one.b) for one in door.candidates(found.vectors, reports)}
        asked = []
        for one in pairs:
            a, b = sorted(number_of[story.sentences[side].text] for side in (one.a, one.b))
            asked.append(door.Candidate(a, b, one.cosine))
            marks.append((one.relation == "differs", one.relation == "same", (a, b) in own, number, story.fold))
        for row in screen.features(found, asked):
            names = tuple(row)
            rows.append(list(row.values()))
        stories.append((story, pairs))
        print(number, story.name, len(found.all), len(pairs), file=sys.stderr, flush=True)
    columns = (np.array(column) for column in zip(*marks, strict=True))
    return Examples(names, np.array(rows, np.float64), *columns), stories


def out_of_fold(rows: Floats, gold: np.ndarray, fold: np.ndarray, of: np.ndarray) -> Floats:
    """The log odds of every pair by a model that saw the pairs `of` of the other folds."""
    totals = np.zeros(len(rows))
    for number in range(FOLDS):
        seen = of & (fold != number)
        totals[fold == number] = applied(fitted(rows[seen], gold[seen].astype(np.float64)), rows[fold == number])
    return totals


def figures(found: Examples, stories: Stories, one: Floats, unlike: Floats) -> dict[str, object]:
    shared = found.differs | found.same
    both = np.log(chances(one)) + np.log(chances(unlike))
    return {
        "pairs": len(found.rows),
        "differs": int(found.differs.sum()),
        "same": int(found.same.sum()),
        "area": {
            "one question against none": round(auc(one, shared), 4),
            "unlike against same": round(auc(unlike[shared], found.differs[shared]), 4),
            "labelled against all others": round(auc(both, found.differs), 4),
        },
        "calibration_error": {
            "one": round(calibration_error(shared, chances(one)), 4),
            "unlike": round(calibration_error(found.differs[shared], chances(unlike)[shared]), 4),
        },
        "pool": _gate(found, stories, {"one": one, "both": both}, np.ones(len(one), bool), points=False),
        "candidates": _gate(found, stories, {"one": one, "both": both}, found.admitted, points=True),
        "bars": _bars(found, stories, chances(one)),
    }


def _within(found: Examples, stories: Stories, chosen: np.ndarray) -> Stories:
    """The stories with the chosen of their pairs."""
    kept_ = []
    for number, (story, pairs) in enumerate(stories):
        marks = chosen[found.story == number]
        kept_.append((story, [pair for pair, mark in zip(pairs, marks, strict=True) if mark]))
    return kept_


def _gate(found: Examples, stories: Stories, scores: dict[str, Floats], chosen: np.ndarray, points: bool) -> dict[str, object]:
    """The labelled differences that a tenth of the pairs keeps, and that as many points of pairs of like sentences keep."""
    here = _within(found, stories, chosen)
    every = sum(len(story.differences) for story, _ in stories)
    told_: dict[str, Any] = {
        "pairs a story": round(float(np.mean([len(pairs) for _, pairs in here]))),
        "reached": round(sum(len({n for one in pairs for n in one.differences}) for _, pairs in here) / every, 4),
    }
    for name, score in scores.items():
        ranked = [score[(found.story == number) & chosen] for number in range(len(stories))]
        tenth = sum(map(len, kept(here, ranked, 0.1, share=True)))
        told_[name] = {"a tenth as pairs": round(tenth / every, 4)}
        if points:
            told_[name]["as points"] = round(sum(map(_met, here, ranked)) / every, 4)
    return told_


def _met(here: tuple[Story, list[Labelled]], score: Floats) -> int:
    """The labelled differences that a tenth as many points as a story has pairs meet."""
    story, pairs = here
    most = max(1, round(0.1 * len(pairs)))
    return len(set().union(*points_of(story, pairs, score, most)[:most])) if pairs else 0


def _points(here: tuple[Story, list[Labelled]], score: Floats) -> int:
    story, pairs = here
    return len(points_of(story, pairs, score, len(pairs) + 1)) if pairs else 0


def _bars(found: Examples, stories: Stories, chance: Floats) -> dict[str, dict[str, float]]:
    """What stays of the program's candidates above each bar, as shares: pairs and points of all candidates, labelled differences that
    are reached, and of the pairs those that are labelled and those that are told alike."""
    every = sum(len(story.differences) for story, _ in stories)
    table = {}
    for bar in BARS:
        chosen = found.admitted & (chance >= bar)
        here = _within(found, stories, chosen)
        scores = [chance[(found.story == number) & chosen] for number in range(len(stories))]
        table[str(bar)] = {
            "pairs": round(float(chosen.sum() / found.admitted.sum()), 4),
            "points": round(sum(map(_points, here, scores)) / int(found.admitted.sum()), 4),
            "reached": round(sum(len({n for one in pairs for n in one.differences}) for _, pairs in here) / every, 4),
            "differs": round(float(found.differs[chosen].mean()), 4),
            "same": round(float(found.same[chosen].mean()), 4),
        }
    return table


def fit(found: Examples, stories: Stories) -> dict[str, Any]:
    """Weights of *one*, constant last, and figures, of *unlike* too: whether what answers one question differs told the program nothing."""
    shared = found.differs | found.same
    everything = np.ones(len(shared), bool)
    one = out_of_fold(found.rows, shared, found.fold, everything)
    unlike = out_of_fold(found.rows, found.differs, found.fold, shared)
    learned = fitted(found.rows, shared.astype(np.float64))
    return {
        "weights": dict(zip([*found.names, "constant"], (round(float(weight), 4) for weight in learned), strict=True)),
        "figures": figures(found, stories, one, unlike),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    made = fit(*examples(Library(options.library)))
    options.to.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(made["figures"]))


if __name__ == "__main__":
    main()
