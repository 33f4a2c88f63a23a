"""Meaning: are a clause's polarity and modality read as people read them?

    python benchmarks/quality/meaning.py --data DIR

DIR holds pairs.jsonl {premise, hypothesis, label, origin, phenomenon, score?} of pairs of sentences that agree, conflict or neither.

Two jobs, both on the statements that a user would get:
- commitment (origin commitmentbank): the clause of the hypothesis is looked up in the premise, where it hangs under other words.
  Read as done and affirmed: entailment; negated or denied: contradiction; planned, possible, conditional, demanded, offered: neutral.
  Where it is somebody's thought or saying and not taken for granted: neutral. The label is from the mean of the raters' -3..3.
- negation (all other origins): pairs in which both sentences hold one clause with the same predicate and nearly the same words; said to
  conflict where their polarity differs. Pairs without such a clause are not judged (`judged` is the share that is).

Prints one JSON object as its last line: commitment {accuracy, macro_f1, majority, judged, pairs}, negation {accuracy, precision, recall,
majority, judged, pairs} where precision and recall are those of conflict, and all of it by origin.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from variorum.language.english import models
from variorum.language.english.reading import Reading
from variorum.language.english.words.lexicon import reporting
from variorum.model.paragraph import Paragraph
from variorum.model.statement import Statement
from variorum.text.normal import fold, words_key

Row = dict[str, Any]
LABELS = ("entailment", "neutral", "contradiction")
SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "not",
        "no",
        "never",
        "n't",
        "to",
        "of",
        "in",
        "on",
        "at",
        "and",
        "or",
        "that",
        "it",
        "its",
        "s",
    ]
)


def stated(texts: Sequence[str]) -> list[tuple[Statement, ...]]:
    """The statements of each text, by the path that a report's paragraphs take."""
    folded = [fold(text) for text in texts]
    found = []
    for text, parse in zip(folded, models.parse(folded), strict=True):
        vectors = np.zeros((len(parse.sentences), 1), np.float16)
        paragraph = Paragraph(words_key(text), text, parse.tokens, parse.sentences, parse.mentions, (), vectors)
        found.append(Reading(paragraph).statements(()))
    return found


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Za-z]+", text)} - SMALL


def alike(one: Statement, other: Statement) -> float:
    """Share of words two clauses have in common (Jaccard), nothing where their predicates are other words."""
    if one.what != other.what:
        return 0.0
    left, right = words(one.passage.text), words(other.passage.text)
    return len(left & right) / max(len(left | right), 1)


def matched(premise: Iterable[Statement], hypothesis: Iterable[Statement], least: float) -> tuple[Statement, Statement] | None:
    best = max(
        ((alike(a, b), i, j, a, b) for i, a in enumerate(premise) for j, b in enumerate(hypothesis)), default=None, key=lambda m: m[:3]
    )
    return (best[3], best[4]) if best and best[0] >= least else None


def commitment(row: Row, premise: Sequence[Statement], hypothesis: Sequence[Statement]) -> str | None:
    pair = matched(reversed(premise), hypothesis[:1], 0.3)
    if pair is None:
        return None
    told, asked = pair
    if told.modality not in ("actual", "denied", asked.modality):
        return "neutral"
    open_words = told.attribution is not None and reporting().get(row["verb"]) != "know" and told.polarity == asked.polarity
    if open_words and told.attribution is not None and told.attribution.text.lower() not in ("i", "we"):
        return "neutral"
    return "entailment" if told.polarity == asked.polarity and told.modality != "denied" else "contradiction"


def negation(premise: Sequence[Statement], hypothesis: Sequence[Statement]) -> str | None:
    pair = matched(premise, hypothesis, 0.6)
    if pair is None:
        return None
    return "contradiction" if pair[0].polarity != pair[1].polarity else "entailment"


def figures(judged: list[tuple[str, str]], pairs: int, labels: Sequence[str]) -> Row:
    """Accuracy, macro F1 and the accuracy of always saying the most frequent label, over (predicted, true) pairs."""
    if not judged:
        return {"pairs": pairs, "judged": 0.0}
    scores = []
    for label in labels:
        right = sum(1 for said, true in judged if said == true == label)
        said_so, so = sum(1 for said, _ in judged if said == label), sum(1 for _, true in judged if true == label)
        scores.append((right / max(said_so, 1), right / max(so, 1), 2 * right / max(said_so + so, 1)))
    return {
        "accuracy": round(sum(said == true for said, true in judged) / len(judged), 4),
        "macro_f1": round(sum(score[2] for score in scores) / len(scores), 4),
        "conflict_precision": round(scores[-1][0], 4),
        "conflict_recall": round(scores[-1][1], 4),
        "majority": round(Counter(true for _, true in judged).most_common(1)[0][1] / len(judged), 4),
        "judged": round(len(judged) / pairs, 4),
        "pairs": pairs,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--misses", type=int, default=0, help="show this many pairs judged wrongly")
    given = arguments.parse_args()
    rows: list[Row] = [json.loads(line) for line in (given.data / "pairs.jsonl").read_text("utf-8").splitlines()]
    # Claims against evidence, and the diagnostic's other slices, are about facts and words, not about force.
    rows = [row for row in rows if row["origin"] != "fever_symmetric"]
    rows = [row for row in rows if row["origin"] != "glue_diagnostic" or any("egation" in name for name in row["phenomenon"])]
    premises, hypotheses = stated([row["premise"] for row in rows]), stated([row["hypothesis"] for row in rows])
    judged: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row, premise, hypothesis in zip(rows, premises, hypotheses, strict=True):
        committed = row["origin"] == "commitmentbank"
        said = commitment(row, premise, hypothesis) if committed else negation(premise, hypothesis)
        if said is None:
            continue
        true = row["label"] if committed else "contradiction" if row["label"] == "contradiction" else "entailment"
        if row["label"] == "not_entailment":  # conflict or neither: the source does not say
            continue
        judged[row["origin"]].append((said, true))
        if said != true and given.misses > 0:
            given.misses -= 1
            print(said, "for", row["label"], "|", row["premise"][-200:], "|", row["hypothesis"])
    totals = Counter(row["origin"] for row in rows)
    by_origin = {
        origin: figures(pairs, totals[origin], LABELS if origin == "commitmentbank" else LABELS[::2]) for origin, pairs in judged.items()
    }
    others = [pair for origin, pairs in judged.items() if origin != "commitmentbank" for pair in pairs]
    negated = figures(others, sum(totals.values()) - totals["commitmentbank"], LABELS[::2])
    print(json.dumps({"commitment": by_origin.pop("commitmentbank", {}), "negation": negated, "by_origin": by_origin}))


if __name__ == "__main__":
    main()
