"""From the best checkpoint to the files the package carries: tagger.onnx (int8) and tagger.json (the random field's weights)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "encoder"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from graph import Graph, channel_ranges

from variorum.language.models.tags import TAGS
from variorum.language.models.wordpiece import WEIGHTS, Pieces, cut

FEATURES = ("case", "marks")


def averaged(paths: Sequence[Path]) -> dict[str, np.ndarray]:
    """The mean of the weights of several checkpoints (one is the usual case)."""
    states = [torch.load(path, weights_only=True) for path in paths]
    return {name: torch.stack([state[name].float() for state in states]).mean(0).numpy() for name in states[0]}


def tagger(weights: dict[str, np.ndarray], ranges: dict[str, np.ndarray] | None) -> tuple[onnx.ModelProto, Graph]:
    """Ids, mask and the two features in, a score for every piece and tag out."""
    graph = Graph(weights, ranges)
    scores = graph.exact_product("head", graph.encoder("ids", "mask", FEATURES))
    kinds = {"ids": TensorProto.INT64, "mask": TensorProto.INT32} | dict.fromkeys(FEATURES, TensorProto.INT64)
    return graph.model(kinds, scores, "emissions", ["batch", "pieces", len(TAGS)]), graph


def inputs_of(pieces: Pieces) -> dict[str, np.ndarray]:
    return {
        "ids": np.array([[101, *pieces.ids, 102]]),
        "mask": np.ones((1, len(pieces.ids) + 2), dtype=np.int32),
        "case": np.array([[0, *pieces.case, 0]]),
        "marks": np.array([[0, *pieces.marks, 0]]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="average.pt files of one or several runs")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--exact", action="store_true", help="float weights, to see what rounding costs; not for the package")
    options = parser.parse_args()
    state = averaged(options.checkpoints)
    weights = {name.removeprefix("encoder."): value for name, value in state.items()}
    model, plan = tagger(weights, None)
    if not options.exact:
        lines = (Path(__file__).resolve().parents[1] / "encoder" / "calibration.txt").read_text(encoding="utf-8").splitlines()
        ranges = channel_ranges(model, plan.products, [inputs_of(pieces) for pieces in cut(lines)])
        model, _ = tagger(weights, ranges)
    onnx.save(model, options.out / "tagger.onnx")
    field = {"tags": TAGS} | {name: np.round(state[name].astype(np.float64), 5).tolist() for name in ("steps", "first", "last")}
    (options.out / "tagger.json").write_text(json.dumps(field) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
