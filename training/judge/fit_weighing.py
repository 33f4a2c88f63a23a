"""The recipe for `weighing.json`: what the judge's answers weigh beside counts.

    python training/judge/fit_weighing.py --library LIBRARY --to src/variorum/language/weights/weighing.json

LIBRARY is one into which the program has read the stories to tune on. What is weighed are the judged lines that the program offers: those
read as they are printed, and of those read clause by clause the ones of the fold that the net shipped has not seen. Runs in the environment
of the package; figures are of stories that the weights had not seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
import gold
from curve import auc

from logistic import Floats, applied, calibration_error, chances, fitted
from stories import family, letters
from variorum.model.story import Dossier, places
from variorum.pipeline import OF_STORY, bare_dossier, stop, through
from variorum.questions import agreement, asking, judging
from variorum.questions.by_itself import Known
from variorum.questions.exchanged import word_on_word
from variorum.questions.told import Line, Side, told
from variorum.store.library import Library
from variorum.text.kept import Worked

BARS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
UNSEEN = 0  # the fold of which the net shipped saw no line


class Laid(NamedTuple):
    """A story as the program lays it side by side: the document of each report by its id, and the sides of its sentences."""

    dossier: Dossier
    documents: dict[str, str]
    asked: asking.Asked
    sides: list[Side]


def stories(library: Library) -> Iterator[Laid]:
    """Each story up to where its questions are asked."""
    documents = {letters(row["text"]): name for name, row in gold.documents().items()}
    before = [stage.name for stage in OF_STORY].index("questions")
    for story in library.stories():
        reports = library.reports(story.reports)
        bare = bare_dossier(reports, *library.analyses({place.key for report in reports for place in places(report)}))
        dossier = through(OF_STORY[:before], bare, stop)
        asked = asking.asked(dossier)
        named = {one.id: documents.get(letters(one.text), "") for one in reports}
        yield Laid(dossier, named, asked, agreement.sides_of(dossier, asked, Known(dossier, asked.found), Worked()))


class Example(NamedTuple):
    """A judged line as the program weighs it."""

    family: str
    features: dict[str, float]
    judgement: str
    printed: bool  # was it judged as it is printed?


def judged() -> Iterator[tuple[gold.Printed, bool]]:
    """The judged lines that may teach, and whether each was judged as it is printed."""
    yield from ((one, True) for one in gold.printed())
    for one in gold.lines():
        if gold.fold_of(one.story) == UNSEEN:
            pieces = ((one.line[1] - one.sentence[1], one.line[2] - one.sentence[1]),)
            yield gold.Printed(one.story, pieces, one.sentence, one.other, one.judgement, one.why, one.reader), False


def examples(library: Library) -> list[Example]:
    """The judged lines that the program offers; how many it does not is told on stderr."""
    by_document: dict[str, list[tuple[gold.Printed, bool]]] = defaultdict(list)
    for one, printed in judged():
        by_document[one.sentence[0]].append((one, printed))
    found, missed = [], 0
    for story in stories(library):
        at = {(story.documents[place.report], place.start): side for side in story.sides for place in side.telling.places}
        pairs = {(pair.a.number, pair.b.number): pair for pair in story.asked.pairs}
        here = [one for document in story.documents.values() for one in by_document[document]]
        questions, of = [], []
        for one, printed in here:
            line, other = at.get(one.sentence[:2]), at.get(one.other[:2])
            numbers = sorted((line.telling.number, other.telling.number)) if line and other else ()
            pair = pairs.get(tuple(numbers))
            words = offered(line, other, one.pieces) if line and other and pair and not other.spoken else None
            if words is None:
                missed += 1
                continue
            questions.append(judging.Question(pair, line.telling, other.telling, words))
            of.append((one, printed))
        heard = judging.net(questions, {})
        for question, (one, printed) in zip(questions, of, strict=True):
            features = judging.tell_features(question, judging.odds(heard[question.key]))
            found.append(Example(family(one.story), features, one.judgement, printed))
    print("not offered", missed, file=sys.stderr)
    return found


def offered(line: Side, other: Side, pieces: tuple[tuple[int, int], ...]) -> Line | None:
    """A line with what is counted of it, if the program may print it of this sentence beside the other."""
    known = {one.pieces: one for one in agreement.offered_to(line, other)}
    if pieces in known or pieces not in line.lines:
        return known.get(pieces)
    words = told(line, other, pieces)
    return words and word_on_word(line, other, words)


def left_out(rows: Floats, right: np.ndarray, families: np.ndarray) -> Floats:
    """The log odds of each family of stories by weights that were learnt from all others."""
    totals = np.zeros(len(rows))
    for one in np.unique(families):
        here = families == one
        totals[here] = applied(fitted(rows[~here], right[~here].astype(float)), rows[here])
    return totals


def table(name: str, found: list[Example], totals: Floats) -> None:
    """Print how well these log odds tell what is right, and what stands above each bar."""
    right = np.array([one.judgement == "right" for one in found])
    nearly = right | np.array([one.judgement == "arguable" for one in found])
    chance = chances(totals)
    error = calibration_error(right.astype(float), chance)
    print(f"{name}: {len(right)}, {right.sum()} right, AUC {auc(totals, right):.3f}, calibration error {error:.3f}")
    for bar in BARS:
        over = chance >= bar
        if over.any():
            print(
                f"  from {bar}: {over.sum()} right {right[over].mean():.3f}, or nearly {nearly[over].mean():.3f}, "
                f"of all right {right[over].sum() / right.sum():.3f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    found = examples(Library(options.library))
    names = tuple(found[0].features)
    rows = np.array([[one.features[name] for name in names] for one in found])
    right = np.array([one.judgement == "right" for one in found])
    totals = left_out(rows, right, np.array([one.family for one in found]))
    table("told", found, totals)
    for name, printed in (("told, as printed", True), ("told, clause by clause", False)):
        here = [number for number, one in enumerate(found) if one.printed == printed]
        table(name, [found[number] for number in here], totals[here])
    weights = [round(value, 5) for value in fitted(rows, right.astype(float)).tolist()]
    if options.to:
        options.to.write_text(json.dumps({"weights": {"told": dict(zip((*names, "constant"), weights, strict=True))}}, indent=1) + "\n")


if __name__ == "__main__":
    main()
