"""From a checkpoint of learn.py to the files the package carries: judge.onnx (whole numbers) and judge.json (how much is read, hashes).

    python training/judge/export.py CHECKPOINT.pt --library LIBRARY

LIBRARY is one into which the program has read the stories to tune on: pairs of their sentences show what the network reads, and others
of them how near the whole numbers stay. Runs in the environment of the package, without torch, on one core, in some minutes.
Of the checkpoint's heads only `told` is asked. The letters of the word pieces are not trained: they are those of encoder.onnx, and
judge.onnx refers to their place in that file instead of carrying them again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from onnx.external_data_helper import set_external_data

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "encoder"), str(HERE.parents[2] / "src")]
from checkpoint import weights_of
from fit_screen import told
from graph import WIDTH, Graph, Seen, calibrated, open_session
from reading import Pair, cut_of

from variorum.language.models.judge import CARD, NETWORK, inputs_of
from variorum.language.models.pairs import LONGEST, TABLES, days_apart, features
from variorum.language.models.runtime import padded_length
from variorum.language.models.wordpiece import WEIGHTS
from variorum.questions.candidates import candidates
from variorum.store.library import Library

ENCODER = "encoder.onnx"
LETTERS = "word.rows"
SEED = 14
EACH = 12  # pairs of a story that the network is calibrated on, and further ones that it is held against

Inputs = dict[str, np.ndarray]


def net_of(state: dict[str, np.ndarray], encoder: onnx.ModelProto) -> dict[str, np.ndarray]:
    """All weights by the names the graph gives them: the judge's own, and letters, places and the first norm of the encoder."""
    kept = {one.name: numpy_helper.to_array(one) for one in encoder.graph.initializer}
    weights = {name.removeprefix("tables.").removeprefix("heads."): value for name, value in state.items()}
    weights |= {f"{name}.weight": kept[f"{name}.rows"] * kept[f"{name}.scales"] for name in ("word", "position")}
    weights["position.weight"] = weights["position.weight"][: padded_length(2 * LONGEST + 2)]  # no pair is longer
    weights |= {name: kept[name] for name in ("norm.weight", "norm.bias")}
    # Of no piece but the first the days are told: row 0 is that of all others.
    weights["days.weight"] = np.concatenate([np.zeros((1, WIDTH), dtype=np.float32), state["days.weight"]])
    return weights


def judge(weights: dict[str, np.ndarray], seen: dict[str, Seen] | None) -> tuple[onnx.ModelProto, Graph]:
    """Pieces, mask, features in; out: the log odds that the first text tells all of the second."""
    graph = Graph(weights, seen)
    states = graph.encoder("ids", "mask", later=(*TABLES, "days"))
    one, other = (graph.mean(states, graph.add("Equal", ["side", graph.number(number, np.int64)])) for number in (1, 2))
    first = graph.add("Reshape", [graph.add("Gather", [states, "zero"], axis=1), graph.whole(f"rows of {WIDTH}", -1, WIDTH)])
    apart = graph.add("Abs", [graph.add("Sub", [one, other])])
    joined = graph.add("Concat", [first, graph.plus(one, other), apart, graph.times(one, other)], axis=-1)
    told = graph.fine_product("told", graph.gelu(graph.fine_product("mix", joined)))
    kinds = {"mask": TensorProto.INT32} | dict.fromkeys(("ids", *TABLES, "days"), TensorProto.INT64)
    return graph.model(kinds, {"told": (told, ["batch", 1])}, "judge"), graph


def without_letters(model: onnx.ModelProto, encoder: Path) -> onnx.ModelProto:
    """The model with its letters read from the encoder's file, where the same bytes stand."""
    lean = onnx.ModelProto()
    lean.CopyFrom(model)
    (letters,) = (one for one in lean.graph.initializer if one.name == LETTERS)
    place = encoder.read_bytes().find(letters.raw_data)
    if place < 0:
        raise SystemExit(f"{encoder} does not hold the letters of this network")
    length = len(letters.raw_data)
    set_external_data(letters, encoder.name, place, length)
    letters.ClearField("raw_data")
    return lean


def sampled(library: Path) -> list[Pair]:
    """Candidates of every story to tune on, in a random order, of each story as many: twice as many as the network is calibrated on."""
    chance, opened = random.Random(SEED), Library(library)
    published = {one.id: one.published for one in opened.reports()}
    found = []
    for _, tellings in told(opened):
        pairs = candidates(tellings.vectors, [one.reports for one in tellings.all])
        for one in chance.sample(pairs, min(2 * EACH, len(pairs))):
            a, b = (tellings.all[number] for number in chance.sample((one.a, one.b), 2))
            days = days_apart(*(published[telling.places[0].report] for telling in (a, b)))
            found.append(Pair(a.text, b.text, days))
    chance.shuffle(found)
    return found


def inputs(pair: Pair) -> Inputs:
    """What the network is given for a pair alone, without pieces behind it."""
    read = features(cut_of(pair.a), cut_of(pair.b), pair.days)
    return {name: rows[:, : len(read.ids)] for name, rows in inputs_of([read]).items()}


def report(exact: onnx.ModelProto, rounded: onnx.ModelProto, samples: list[Inputs]) -> None:
    """Print how near the whole numbers stay to the float network on pairs that they were not calibrated on."""
    floats, ours = (
        np.concatenate([session.run(["told"], sample)[0].ravel() for sample in samples]) for session in map(open_session, (exact, rounded))
    )
    away, same = np.abs(floats - ours), (floats > 0) == (ours > 0)
    print(f"log odds (spread {floats.std():.3f}) differ by {away.mean():.4f}, at most {away.max():.3f}; {same.mean():.4f} say the same")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("checkpoint", type=Path, help="a state dict of network.Judge")
    options.add_argument("--library", type=Path, required=True)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    chosen = options.parse_args()
    encoder = WEIGHTS / ENCODER
    weights = net_of(weights_of(chosen.checkpoint), onnx.load(encoder))
    samples = [inputs(one) for one in sampled(chosen.library)]
    half = len(samples) // 2
    print(half, "pairs to calibrate on", flush=True)
    exact, plan = judge(weights, None)
    rounded, _ = judge(weights, calibrated(exact, plan.products, samples[:half]))
    written = without_letters(rounded, encoder).SerializeToString()
    (chosen.out / NETWORK).write_bytes(written)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in ((NETWORK, written), (ENCODER, encoder.read_bytes()))}
    card = {"longest": LONGEST, "sha256": hashes}
    (chosen.out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    report(exact, rounded, samples[half:])


if __name__ == "__main__":
    main()
