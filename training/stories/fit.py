"""Learn when two reports tell of one event, and when a group of reports tells of two. The card is README.md.

    VARIORUM_SHARED=../shared python training/stories/fit.py --to src/variorum/language/weights/stories.json

Prints figures as it goes: for each corpus B-cubed by weights that were learned from the other two, and by all; the last line is one JSON
object of them, which the file keeps beside the weights.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parent))
from corpus import CORPORA, Corpus, corpus, groups, in_a_made_world

from stories import b_cubed
from variorum.across import likeness, parting, stories
from variorum.across.likeness import Sheet
from variorum.across.parting import Group

LINK = ("words", "names", "figures", "title_most", "title_least", "names_told", "days")
PARTING = ("words", "names", "head", "days")
VECTOR, INSIDE = ("vector",), ("vector_inside",)
SIDE_LEARNED = 2  # reports a side has at least; one less than where the model is used, because few events here have more
WORLDS = 2  # worlds of days made of each corpus
ROUNDS = 5  # groups drawn of each event, and of each two events
STRENGTH = 3.0  # of the penalty on standardised weights
UNLIKE = 3.0  # what the pairs of a report with other events weigh together; those of its own event weigh 1
PLAINLY_APART = (0.05, 0.25)  # cosines of words and of vectors up to which two reports of two events teach nothing
EXAMPLES = 200.0  # what the groups of a corpus that come apart, and those that stay whole, weigh together
SCARCE = 5.0  # the most that one group weighs
BARS = (-2000, -1000, -500, 0)  # of the second look, beside ours
BALANCE = 300.0  # what all groups that come apart weigh together at last, and all that stay whole

Floats = npt.NDArray[np.float64]
Weights = dict[str, dict[str, float]]


class Examples:
    """Rows of views by name, whether each is so, and what each weighs."""

    def __init__(self) -> None:
        self.rows: list[Mapping[str, float]] = []
        self.so: list[bool] = []
        self.weigh: list[float] = []

    def fitted(self, names: Sequence[str]) -> dict[str, float]:
        rows = np.array([[row[name] for name in names] for row in self.rows])
        return _named(names, fitted(rows, np.array(self.so, float), np.array(self.weigh)))

    def having(self, names: Sequence[str]) -> "Examples":
        kept = Examples()
        for row, so, weigh in zip(self.rows, self.so, self.weigh, strict=True):
            if all(name in row for name in names):
                kept.add(row, so, weigh)
        return kept

    def add(self, row: Mapping[str, float], so: bool, weigh: float) -> None:
        self.rows.append(row)
        self.so.append(so)
        self.weigh.append(weigh)

    def __iadd__(self, other: "Examples") -> "Examples":
        self.rows += other.rows
        self.so += other.so
        self.weigh += other.weigh
        return self


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip([*names, "constant"], weights, strict=True)}


def fitted(rows: Floats, so: Floats, weigh: Floats) -> Floats:
    """Weights of a logistic regression with a ridge on weighted rows, constant last, by Newton's method."""
    mean = np.average(rows, axis=0, weights=weigh)
    spread = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=weigh)) + 1e-9
    inputs = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    penalty = np.diag([STRENGTH] * rows.shape[1] + [1e-9])
    found = np.zeros(inputs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ found))
        curve = (inputs.T * (weigh * chance * (1 - chance))) @ inputs + penalty
        step = np.linalg.solve(curve, inputs.T @ (weigh * (chance - so)) + penalty @ found)
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    return np.append(found[:-1] / spread, found[-1] - (found[:-1] * mean / spread).sum())


def pairs_of(given: Corpus) -> Examples:
    """Pairs of a corpus; those of a report with its own event weigh 1 together, those with others UNLIKE, each corpus alike in all."""
    sheet = Sheet(given.features)
    events = np.array(given.events)
    count = len(events)
    lefts, rights, rows = [], [], []
    for one in range(count - 1):
        others = np.arange(one + 1, count)
        seen = sheet.views(one, others)
        teaches = (seen["words"] > PLAINLY_APART[0]) | (seen["vector"] > PLAINLY_APART[1]) | (events[others] == events[one])
        kept = np.flatnonzero(teaches)
        lefts += [one] * len(kept)
        rights += others[kept].tolist()
        rows += [{name: float(values[place]) for name, values in seen.items()} for place in kept]
    left, right = np.array(lefts), np.array(rights)
    same = events[left] == events[right]
    found = Examples()
    counted = [np.bincount(np.concatenate([left[same == so], right[same == so]]), minlength=count) for so in (False, True)]
    for row, one, other, so in zip(rows, left, right, same, strict=True):
        share = (1 / counted[int(so)][one] + 1 / counted[int(so)][other]) * (1.0 if so else UNLIKE)
        found.add(row, bool(so), share * 500 / count)
    return found


def groups_of(given: Corpus, chance: random.Random) -> Examples:
    """Groups of a corpus and their two sides: is it better to part them?"""
    odds = Sheet(given.features).all_odds()
    found = Examples()
    for places in groups(given, odds, ROUNDS, 2 * SIDE_LEARNED, chance):
        group = Group(Sheet([given.features[place] for place in places]))
        one, other = group.sides()
        told = group.told(one, other)
        if min(len(one), len(other)) < SIDE_LEARNED or told is None:
            continue
        events = [given.events[place] for place in places]
        label = np.zeros(len(places), int)
        label[other] = 1
        found.add(told, b_cubed(events, label.tolist())[2] > b_cubed(events, [0] * len(places))[2], 1.0)
    apart = sum(found.so)
    share = {True: min(EXAMPLES / max(apart, 1), SCARCE), False: min(EXAMPLES / max(len(found.so) - apart, 1), SCARCE)}
    found.weigh = [share[so] for so in found.so]
    return found


def use(weights: Weights) -> None:
    likeness.learned = parting.learned = lambda: weights  # type: ignore[assignment]


def learn(links: Mapping[str, Examples], worlds: Mapping[str, list[Corpus]], names: Sequence[str]) -> Weights:
    """The four sets of weights, from these corpora."""
    pairs = Examples()
    for name in names:
        pairs += links[name]
    found = {"link": pairs.fitted(LINK + VECTOR), "link_without_vector": pairs.fitted(LINK)}
    use(found)
    examples = Examples()
    for name in names:
        for number, world in enumerate(worlds[name]):
            examples += groups_of(world, random.Random(f"{name} {number}"))
    for so in (True, False):
        total = sum(weigh for weigh, is_so in zip(examples.weigh, examples.so, strict=True) if is_so == so)
        examples.weigh = [
            weigh * BALANCE / total if is_so == so else weigh for weigh, is_so in zip(examples.weigh, examples.so, strict=True)
        ]
    found["parting"] = examples.having(PARTING + INSIDE).fitted(PARTING + INSIDE)
    found["parting_without_vector"] = examples.fitted(PARTING)
    return found


def scored(given: Corpus) -> tuple[float, float, float]:
    story = {report: number for number, group in enumerate(stories.group(given.features)) for report in group}
    return b_cubed(given.events, [story[one.report] for one in given.features])


def curve(given: Corpus) -> dict[int, list[float]]:
    """B-cubed where the bar of the second look is another."""
    found = {}
    for bar in BARS:
        with patch.object(parting, "TWO", bar):
            found[bar] = [round(figure, 3) for figure in scored(given)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    shared = Path(os.environ.get("VARIORUM_SHARED", "../shared"))
    corpora = {name: corpus(shared, name) for name in CORPORA}
    chance = random.Random(1)
    worlds = {name: [in_a_made_world(one, chance) for _ in range(WORLDS)] for name, one in corpora.items()}
    links: dict[str, Examples] = {}
    for name in CORPORA:
        links[name] = Examples()
        for world in worlds[name]:
            links[name] += pairs_of(world)
        links[name].weigh = [weigh / WORLDS for weigh in links[name].weigh]
    figures: dict[str, dict[str, list[float]]] = {"left_out": {}, "all": {}}
    for name in CORPORA:
        use(learn(links, worlds, [other for other in CORPORA if other != name]))
        figures["left_out"][name] = [round(figure, 4) for figure in scored(corpora[name])]
        print("left out", name, figures["left_out"][name], curve(corpora[name]), flush=True)
    weights = learn(links, worlds, CORPORA)
    use(weights)
    for name in CORPORA:
        figures["all"][name] = [round(figure, 4) for figure in scored(corpora[name])]
        print("all", name, figures["all"][name], curve(corpora[name]), flush=True)
    given.to.write_text(json.dumps({"weights": weights, "b_cubed": figures}, indent=1) + "\n", "utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
