"""Do two reports give the same answer? Balanced accuracy on pairs of answers to one question.

    python benchmarks/quality/same_fact.py --data DIR [--split test] [--fit]

DIR holds answers.jsonl and pairs.jsonl in the format of NAnCo. `--fit` prints weights learnt on the dev split and the accuracy with one
question left out at a time; everything was chosen so, and the test split was only scored. The last line is JSON.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import answers as sameness
import numpy as np

from variorum.language.models.encoder import Encoder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def balanced(same: np.ndarray, said: np.ndarray) -> float:
    """Mean of the recall of same and of different."""
    return float((said[same].mean() + (~said[~same]).mean()) / 2)


def judged(answers: list[dict], pairs: list[dict]) -> np.ndarray:
    """The probability of each pair, question by question as the program judges the tellings of one story."""
    by_question = defaultdict(list)
    for answer in answers:
        by_question[answer["question_id"]].append(answer)
    encoder = Encoder()
    chances = {}
    for members in by_question.values():
        texts = [member["answer"] for member in members]
        table = sameness.among(encoder.encode(texts).astype(np.float64), texts)
        place = {member["id"]: row for row, member in enumerate(members)}
        chances.update({(a, b): table[place[a], place[b]] for a in place for b in place})
    return np.array([chances[pair["a"], pair["b"]] for pair in pairs])


def fitted(rows: np.ndarray, same: np.ndarray, question: np.ndarray, strength: float = 0.3, steps: int = 100) -> np.ndarray:
    """Weights of a logistic regression (constant last), by Newton's method. Every class of every question weighs the same."""
    scale = np.append(rows.std(axis=0), 1.0)
    inputs = np.hstack([rows / scale[:-1], np.ones((len(rows), 1))])
    weight = np.zeros(len(rows))
    for one in np.unique(question):
        for side in (same, ~same):
            members = (question == one) & side
            weight[members] = 1 / members.sum()
    weight *= len(rows) / weight.sum()
    ridge = np.diag([1 / strength] * rows.shape[1] + [1e-9])
    found = np.zeros(inputs.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (weight * (chance - same)) + ridge @ found
        curve = (inputs * (weight * chance * (1 - chance))[:, None]).T @ inputs + ridge
        found -= np.linalg.solve(curve, slope)
    return found / scale


def fit(answers: list[dict], pairs: list[dict]) -> None:
    """Print the weights from all dev pairs, and the balanced accuracy with each question left out in turn."""
    rows = np.zeros((len(pairs), 3))
    question = np.array([pair["question_id"] for pair in pairs])
    for one in np.unique(question):
        members = [answer for answer in answers if answer["question_id"] == one]
        place = {answer["id"]: row for row, answer in enumerate(members)}
        vectors = Encoder().encode([answer["answer"] for answer in members]).astype(np.float64)
        cosines = sameness.standardised(vectors @ vectors.T)
        figures = [sameness.typed(answer["answer"]) for answer in members]
        for row in np.flatnonzero(question == one):
            i, j = place[pairs[row]["a"]], place[pairs[row]["b"]]
            rows[row] = sameness.features(float(cosines[i, j]), figures[i], figures[j])
    same = np.array([bool(pair["same"]) for pair in pairs])
    results = []
    for left_out in np.unique(question):
        out = question == left_out
        weights = fitted(rows[~out], same[~out], question[~out])
        results.append(balanced(same[out], np.hstack([rows, np.ones((len(rows), 1))])[out] @ weights > 0))
    print(
        "one question left out at a time, pairs judged alone:",
        [round(one, 4) for one in results],
        "mean",
        round(float(np.mean(results)), 4),
    )
    print("weights, constant last:", [round(float(weight), 3) for weight in fitted(rows, same, question)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default=None, help="the split to score; by default test, or all pairs where there is no test")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    answers, pairs = lines(options.data / "answers.jsonl"), lines(options.data / "pairs.jsonl")
    if options.fit:
        fit(answers, [pair for pair in pairs if pair["split"] == "dev"])
        return
    wanted = options.split or ("test" if any(pair.get("split") == "test" for pair in pairs) else None)
    scored = [pair for pair in pairs if wanted is None or pair.get("split") == wanted]
    same = np.array([bool(pair["same"]) for pair in scored])
    result = balanced(same, judged(answers, scored) > 0.5)
    print(json.dumps({"balanced_accuracy": round(result, 4), "pairs": len(scored), "split": wanted or "all"}))


if __name__ == "__main__":
    main()
