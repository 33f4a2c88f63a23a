"""The recipe for the event classifier: from labelled sentences to `plover.npz`, and its cross-validated figures.

    python training/events/train.py --data ../shared/data/plover --to src/variorum/language/weights/plover.npz --validate

Runs in the environment of the package, on one core, in about a minute. Deterministic for a given parser and encoder.
"""

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
from features import gsr, plv, rows_of
from fit import softmax_regression

CLAUSE_SCALE, VECTOR_SCALE, STRENGTH = (
    0.5,
    1.5,
    10.0,
)  # by cross-validation on the development sentences; the figures move little round them
FOLDS = 5
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("YIELD", "COOPERATE", "AID"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
LABELS = tuple(sorted(QUAD))
Matrix = npt.NDArray[np.float32]


def merged(root: str) -> str:
    """The root event as the development sentences have it: concessions and retreats are one."""
    return "YIELD" if root in {"CONCEDE", "RETREAT"} else root


def hashed(key: str) -> str:
    """A sentence's short hash, from its words in small letters."""
    return hashlib.sha256(" ".join(key.lower().split()).encode()).hexdigest()[:10]


class Space:
    """The columns that training rows span, and any rows in them."""

    def __init__(self, rows: list[dict], least: int = 2) -> None:
        self.words = _columns(rows, "words", least)
        self.clauses = _columns(rows, "clauses", least)
        counts = Counter(name for row in rows for name in row["groups"]["words"])
        self.idf = np.array([np.log((1 + len(rows)) / (1 + counts[name])) + 1 for name in self.words], dtype=np.float32)

    def matrix(self, rows: list[dict], vectors: Matrix) -> Matrix:
        words = np.zeros((len(rows), len(self.words)), dtype=np.float32)
        clauses = np.zeros((len(rows), len(self.clauses)), dtype=np.float32)
        for at, row in enumerate(rows):
            for name, count in row["groups"]["words"].items():
                if name in self.words:
                    words[at, self.words[name]] = (1 + np.log(count)) * self.idf[self.words[name]]
            for name, value in row["groups"]["clauses"].items():
                if name in self.clauses:
                    clauses[at, self.clauses[name]] = value * CLAUSE_SCALE
        lengths = np.sqrt((words * words).sum(axis=1, keepdims=True))
        return np.concatenate([words / np.where(lengths > 0, lengths, 1), clauses, vectors * VECTOR_SCALE], axis=1)


def _columns(rows: list[dict], group: str, least: int) -> dict[str, int]:
    counts = Counter(name for row in rows for name in row["groups"][group])
    return {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= least and "\n" not in name))}


class Model:
    """A fitted classifier: probabilities of the root events for any rows."""

    def __init__(self, rows: list[dict], vectors: Matrix) -> None:
        self.space = Space(rows)
        self.keys = [row["key"] for row in rows]
        classes = np.array([LABELS.index(merged(row["root"])) for row in rows])
        self.weights, self.bias = softmax_regression(self.space.matrix(rows, vectors), classes, len(LABELS), STRENGTH)

    def probabilities(self, rows: list[dict], vectors: Matrix) -> npt.NDArray[np.float64]:
        scores = self.space.matrix(rows, vectors) @ self.weights.T + self.bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)

    def save(self, path: Path) -> None:
        np.savez_compressed(path, **self.arrays())

    def arrays(self) -> dict[str, np.ndarray]:
        """What the package reads. `seen` are short hashes of the training sentences, so that a benchmark can leave them out."""
        return {
            "labels": np.array("\n".join(LABELS)),
            "words": np.array("\n".join(self.space.words)),
            "clauses": np.array("\n".join(self.space.clauses)),
            "idf": self.space.idf.astype(np.float16),
            "weights": self.weights.astype(np.float16),
            "bias": self.bias.astype(np.float32),
            "scales": np.array([CLAUSE_SCALE, VECTOR_SCALE], dtype=np.float32),
            "seen": np.array("\n".join(sorted({hashed(key) for key in self.keys}))),
        }


def folds(labels: list[str], seed: int) -> npt.NDArray[np.int64]:
    """The fold of each row: every label spread evenly over the folds."""
    chance = np.random.default_rng(seed)
    found = np.zeros(len(labels), dtype=np.int64)
    for label in sorted(set(labels)):
        members = np.array([at for at, other in enumerate(labels) if other == label])
        found[chance.permutation(members)] = (np.arange(len(members)) + chance.integers(FOLDS)) % FOLDS
    return found


def cross_validated(rows: list[dict], vectors: Matrix, seed: int, asked: str) -> dict[int, npt.NDArray[np.float64]]:
    """Row -> probabilities from a model that saw neither the row nor its sentence, for the rows of one set. The other set only trains."""
    mine = [at for at, row in enumerate(rows) if row["set"] == asked]
    of = folds([merged(rows[at]["root"]) for at in mine], seed)
    found: dict[int, npt.NDArray[np.float64]] = {}
    for fold in range(FOLDS):
        test = [at for at, its in zip(mine, of, strict=True) if its == fold]
        held = {rows[at]["key"] for at in test}
        train = [at for at, row in enumerate(rows) if row["key"] not in held]
        model = Model([rows[at] for at in train], vectors[train])
        found.update(zip(test, model.probabilities([rows[at] for at in test], vectors[test]), strict=True))
    return found


def f1(gold: list, said: list) -> float:
    """Macro F1 over the classes of the gold labels."""
    scores = []
    for label in sorted(set(gold)):
        right = sum(one == other == label for one, other in zip(gold, said, strict=True))
        scores.append(2 * right / max(1, sum(one == label for one in gold) + sum(one == label for one in said)))
    return float(np.mean(scores))


def figures(rows: list[dict], found: npt.NDArray[np.float64]) -> dict[str, float]:
    """Macro F1 for root (15), quad (4) and binary; quad and binary from the summed probabilities of their events."""
    quads = np.stack([found[:, [QUAD[label] == quad for label in LABELS]].sum(axis=1) for quad in (1, 2, 3, 4)], axis=1)
    penta = [row["penta"] for row in rows]
    return {
        "binary_f1": f1([one > 2 for one in penta], list(quads[:, 2:].sum(axis=1) > quads[:, :2].sum(axis=1))),
        "quad_f1": f1(penta, list(quads.argmax(axis=1) + 1)),
        "root_f1": f1([merged(row["root"]) for row in rows], [LABELS[at] for at in found.argmax(axis=1)]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--validate", action="store_true")
    given = parser.parse_args()
    rows, vectors = rows_of(plv(given.data / "PLV_train.tsv") + gsr(given.data / "gsr.jsonl"))
    if given.validate:
        for seed in range(2):
            found = cross_validated(rows, vectors, seed, "plv")
            print(json.dumps(figures([rows[at] for at in sorted(found)], np.stack([found[at] for at in sorted(found)]))))
    Model(rows, vectors).save(given.to)


if __name__ == "__main__":
    main()
