"""The recipe for the chances of stands (story/positions/weighing.py): from judged stands to `stands.json`, and its figures.

    VARIORUM_SHARED=../shared python training/chances/fit_stands.py --library LIBRARY --pages PAGES
        --to src/variorum/language/weights/stands.json

LIBRARY is one into which the program has read the stories to tune on, PAGES, if given, one of pages of many countries (single_pages.py);
the weights of the package were made without. Runs in the environment of the package, in a minute or two.
Figures are out of fold: of stands in stories that the model had not seen. Deterministic for a given library.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
from single_pages import judged as judged_pages
from single_pages import named, singles

from logistic import applied, calibrated, chances, fitted, logit
from variorum.people.parties import Parties
from variorum.store.library import Library
from variorum.story.positions.holding import Held, held
from variorum.story.positions.weighing import counted

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("VARIORUM_SHARED", "shared"))
LABELS = ROOT / "benchmarks/labels/judged/stands.jsonl"
STRENGTH = {"right": 80.0, "listed": 40.0}  # of the ridge; figures move little between 20 and 100
OF_STORIES = 0.5  # what a judged line of a story counts beside one of a page
FOLDS = 8
BARS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
STAGES = ("descent", "names", "speakers", "who tells", "sayings", "utterances", "chances")  # what stands rest on
LONGEST_NAME = 4  # words of a party that the labels keep
MET = 0.4  # of the shorter of two passages, from which they are one place
TELLING = 4  # letters of a word that tells whose name it is
Floats = npt.NDArray[np.float64]
Row = dict[str, Any]


class Example(NamedTuple):
    features: dict[str, float]
    so: bool
    story: str
    page: bool = False  # of a page of any country


def examples(library: Library) -> dict[str, list[Example]]:
    """Stands that readers judged right or not, and stands that readers of whole stories listed or not."""
    reports = {_letters(report.text): report.id for report in library.reports()}
    documents = {one: reports[key] for one, text in _documents().items() if (key := _letters(text)) in reports}
    judged: dict[str, list[Row]] = {}
    for row in map(json.loads, LABELS.read_text("utf-8").splitlines()):
        judged.setdefault(documents[row["document"]], []).append(row)
    listed = _listed(documents)
    made: dict[str, list[Example]] = {"right": [], "listed": []}
    for story in library.rows("stories"):
        dossier = library.dossier(story["id"], analyses=True)
        found = list(counted(dossier, list(held(dossier, Parties(dossier)))))
        for row in (one for report in story["reports"] for one in judged.get(report, ())):
            best = _judged(row, found, documents[row["document"]])
            if best is not None:
                so = best[0].stance in row["stances"] and row["party_is"] == "right" and row["issue_is"] == "reads"
                made["right"].append(Example(best[1], so, story["id"]))
                made["listed"].append(Example(best[1], so and row["worth"] >= 1, story["id"]))
        for one, features in found:
            if one.passage.report in listed:
                made["listed"].append(Example(features, _is_listed(one, listed[one.passage.report]), story["id"]))
    return made


def of_pages(pages: Library) -> list[Example]:
    """Stands of single pages that readers judged as lines, as far as they are still told so; the pages of a site count as one story."""
    judged, made = judged_pages("positions"), []
    for page, dossier in singles(pages, STAGES):
        found = list(counted(dossier, list(held(dossier, Parties(dossier)))))
        for row in judged.get(page, ()):
            here = [
                pair for pair in found
                if pair[0].passage.start == row["start"] and pair[0].stance == row["stance"] and named(pair[0].party.name) == row["party"]
                and (row["fault"] != "issue" or named(pair[0].issue) == row["issue"])
            ]  # fmt: skip
            if here:
                made.append(Example(here[0][1], row["judged"] == "right", page.rpartition("_20")[0] or page, True))
    return made


def _judged(row: Row, found: Sequence[tuple[Held, dict[str, float]]], report: str) -> tuple[Held, dict[str, float]] | None:
    """The stand that was judged, as the program tells it today."""
    here = [
        pair
        for pair in found
        if (pair[0].passage.report, pair[0].passage.start) == (report, row["start"])
        and row["party"] in (short(pair[0].party.name), short(_called(pair[0])))
        and pair[0].at.start < row["issue"][1]
        and row["issue"][0] < pair[0].at.end
    ]
    return min(here, key=lambda pair: (pair[0].stance != row["stance"], abs(pair[0].at.start - row["issue"][0])), default=None)


def _called(one: Held) -> str:
    """The party as it was shown before it was called as its story calls it: "Democratic Party" of "Democrats"."""
    return one.party.key.title()


def short(name: str) -> str:
    return " ".join(name.split()[-LONGEST_NAME:])


def _listed(documents: Mapping[str, str]) -> dict[str, list[tuple[int, int, str]]]:
    """Report -> [start, end) and party of the stands that readers of whole stories listed there, for the reports that they read."""
    folder = SHARED / "data/story_readings"
    kept_apart = set((folder / "figure.txt").read_text("utf-8").split())
    texts = _documents()
    found: dict[str, list[tuple[int, int, str]]] = {}
    for path in sorted((folder / "labels").glob("*.json")):
        if path.stem in kept_apart:
            continue
        story = json.loads(path.read_text("utf-8"))
        found |= {documents[one]: [] for one in story["documents"] if one in documents}
        for stand in story["stands"]:
            for passage in stand["passages"]:
                hit = re.search(r"\s+".join(map(re.escape, passage["quote"].split())), texts[passage["document"]])
                if hit is not None and passage["document"] in documents:
                    found[documents[passage["document"]]].append((*hit.span(), stand["party"]))
    return found


def _is_listed(one: Held, listed: Sequence[tuple[int, int, str]]) -> bool:
    start, end = one.passage.start, one.passage.end
    return any(
        min(end, last) - max(start, first) >= MET * min(end - start, last - first) and bool(_telling(one.party.name) & _telling(party))
        for first, last, party in listed
    )


def _telling(name: str) -> set[str]:
    """The words of a name that tell whose it is."""
    return {word.lower() for word in re.findall(r"\w+", name) if len(word) >= TELLING or (word.isupper() and len(word) > 1)}


def _documents() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("story_differences", "basil_quotes", "ecbplus_clusters"):
        for line in (SHARED / "data" / name / "documents.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row["id"], row["text"])
    return found


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def told(name: str, made: Sequence[Example]) -> tuple[dict[str, float], Row]:
    """The weights of one model, and its figures out of fold. That a line is of a story tells how it was judged, and is no weight."""
    names = sorted(made[0].features)
    page = np.array([one.page for one in made])
    rows = np.array([[*(one.features[feature] for feature in names), float(not one.page)] for one in made])
    so = np.array([float(one.so) for one in made])
    counts = np.where(page, 1.0, OF_STORIES) if page.any() else np.ones(len(made))
    stories = sorted({one.story for one in made})
    fold = np.array([stories.index(one.story) % FOLDS for one in made])
    chance = np.zeros(len(made))
    for held_out in range(FOLDS):
        those = fold != held_out
        chance[~those] = chances(applied(fitted(rows[those], so[those], STRENGTH[name], counts[those]), rows[~those]))
    slope, shift = calibrated(chance[page], so[page]) if page.any() else (1.0, 0.0)
    chance = chances(logit(chance) * slope + shift)
    figures: Row = {}
    for where, its in (("stories", ~page), ("pages", page)):
        figures[where] = {"stands": int(its.sum()), "so": int(so[its].sum())}
        for bar in BARS:
            over = its & (chance >= bar)
            figures[where][f"from {bar:.2f}"] = [int(over.sum()), int(so[over].sum())]
    weights = fitted(rows, so, STRENGTH[name], counts) * slope
    weights[-1] += shift + (0.0 if page.any() else weights[-2])
    kept = [*weights[:-2], weights[-1]]
    return {key: round(float(value), 6) for key, value in zip([*names, "constant"], kept, strict=True)}, figures


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--library", type=Path, required=True)
    arguments.add_argument("--pages", type=Path, action="append", default=[])
    arguments.add_argument("--to", type=Path)
    given = arguments.parse_args()
    made = examples(Library(given.library))
    made["right"] += [one for path in given.pages for one in of_pages(Library(path))]
    found = {name: told(name, some) for name, some in made.items()}
    model = {"weights": {name: one[0] for name, one in found.items()}, "figures": {name: one[1] for name, one in found.items()}}
    if given.to:
        given.to.write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    print(json.dumps(model["figures"]))


if __name__ == "__main__":
    main()
