"""From the best checkpoint to the files the package carries: tagger.onnx (whole numbers) and tagger.json (the random field's weights).

A tagger.onnx of the former 8-bit form may stand in a checkpoint's place: its weights are rounded once more, and tagger.json stays.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "encoder"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from build import sentences
from graph import Graph, Seen, calibrated

from variorum.language.english import models
from variorum.language.models import syntax
from variorum.language.models.runtime import MARKERS
from variorum.language.models.tagger import HEADS, INPUTS, NUMBERS, inputs_of
from variorum.language.models.tags import TAGS
from variorum.language.models.wordpiece import WEIGHTS, cut

FEATURES = ("case", "marks", *syntax.CLASSES)


def averaged(paths: Sequence[Path]) -> dict[str, np.ndarray]:
    """The mean of the weights of several checkpoints (one is the usual case)."""
    import torch

    states = [torch.load(path, weights_only=True) for path in paths]
    return {name: torch.stack([state[name].float() for state in states]).mean(0).numpy() for name in states[0]}


def tagger(weights: dict[str, np.ndarray], seen: dict[str, Seen] | None) -> tuple[onnx.ModelProto, Graph]:
    """Pieces, mask, features and heads in; for every piece the scores as each tag and the vectors as either end of a span out."""
    graph = Graph(weights, seen)
    states = graph.encoder("ids", "mask", FEATURES)
    joined = graph.add("Concat", [states, *(graph.picked(states, name) for name in HEADS)], axis=-1)
    inner = graph.gelu(graph.product("head.mix_inner", joined))
    states = graph.add("Add", [states, graph.product("head.mix_outer", inner)])
    kinds = {"mask": TensorProto.INT32} | dict.fromkeys(INPUTS, TensorProto.INT64)
    return graph.model(kinds, {"numbers": (graph.product("head.all", states), ["batch", "pieces", NUMBERS])}, "numbers"), graph


def named(state: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights by the names the graph gives them; the three products of the head are one."""
    weights = {name.removeprefix("features.tables."): value for name, value in state.items()}
    parts = ("tags", "begin", "end")
    return weights | {f"head.all.{kind}": np.concatenate([state[f"head.{part}.{kind}"] for part in parts]) for kind in ("weight", "bias")}


def former(path: Path) -> dict[str, np.ndarray]:
    """The weights of a finished tagger.onnx of the 8-bit form, as near as its rounding left them."""
    kept = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    weights = {name: value for name, value in kept.items() if name.endswith(("norm.weight", "norm.bias", ".bias"))}
    for name, value in kept.items():
        base, _, kind = name.rpartition(".")
        if kind == "rows":
            weights[f"{base}.weight"] = value * kept[f"{base}.scales"]
        elif kind == "rounded":
            weights[f"{base}.weight"] = (value * kept[f"{base}.scales"] * kept.get(f"{base}.even", np.ones(len(value)))[:, None]).T
    return weights | {"head.all.weight": kept["head.all.weight"].T}


def samples() -> list[dict[str, np.ndarray]]:
    """Sentences to calibrate on, each as the network reads it."""
    lines = sentences()[::4]
    ready = []
    for pieces, parse in zip(cut(lines), models.parse(lines), strict=True):
        read = {name: values + 1 if name in HEADS else values for name, values in inputs_of(pieces, parse.tokens).items()}
        rows = {name: np.array([[MARKERS[0], *values, MARKERS[1]] if name == "ids" else [0, *values, 0]]) for name, values in read.items()}
        ready.append(rows | {"mask": np.ones((1, len(pieces.ids) + 2), dtype=np.int32)})
    return ready


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("checkpoints", type=Path, nargs="+", help="epoch-N.pt files of one or several runs")
    options.add_argument("--out", type=Path, default=WEIGHTS)
    options.add_argument("--exact", action="store_true", help="float weights, to see what rounding costs; not for the package")
    chosen = options.parse_args()
    again = chosen.checkpoints[0].suffix == ".onnx"
    state = {} if again else averaged(chosen.checkpoints)
    weights = former(chosen.checkpoints[0]) if again else named(state)
    model, plan = tagger(weights, None)
    if not chosen.exact:
        model, _ = tagger(weights, calibrated(model, plan.products, samples()))
    onnx.save(model, chosen.out / "tagger.onnx")
    if not again:
        learned = {name: np.round(state[f"head.{name}"].astype(np.float64), 5).tolist() for name in ("steps", "first", "last", "lengths")}
        (chosen.out / "tagger.json").write_text(json.dumps({"tags": TAGS} | learned) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
