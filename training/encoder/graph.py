"""A BERT encoder as an ONNX graph of whole numbers, written node by node: no tracing, no exporter, the same bytes every time.

**The same bits on every processor.** A float sum depends on the order in which a processor adds, an exponential on the series it uses; a
state that is then rounded to 8 bits may fall on the other side, and after some layers all states differ. So every node here is one of
two kinds: an operation on single numbers that IEEE 754 rounds in one way only (+ - * /, square root, rounding, the larger of two), or a
sum of whole numbers small enough to be exact in any order. `tests/language/test_exact.py` works the graph out again in plain numpy.

- *Products of weights*: states have 8 bits, each word piece with a scale of its own, so that what a text gives never depends on its
  neighbours in a batch; weights have 7 bits (-64 to 64) and one scale a column. Processors without VNNI add two products of 8 bits in 16:
  255 * (64 + 64) fits, 255 * (127 + 127) does not. Weights are rounded one input channel at a time, each one's error made good by those
  that follow (GPTQ, Frantar and others 2022). A few channels of the states are far larger than the rest; before the two products that
  read them straight from a norm, each channel is divided by a factor that its weights take over (SmoothQuant, Xiao and others 2023).
- *Attention*: queries and keys are rounded to whole numbers up to 511 a head, chances to 8191 in all, values up to 1900; the sums of
  their float products stay below 2^24, where floats are whole numbers.
- *Norms*: states are rounded to 1/1024, and sums and squares added in double precision.
- *exp* is (1 + y + y²/2)^16 with y = x / 16; *GELU* is max(x, 0) - |x| max(a - b|x|, 0)^4: no further than .004 from it.

How near the result is to the float model stands in README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from variorum import quiet

WIDTH = 384
HEADS = 12
EACH = WIDTH // HEADS
LAYERS = 6
STRENGTH = 0.75
"""How much of a channel's size moves from the states to the weights, 0 to 1."""
WEIGHT_MOST = 64
"""The largest weight: with states of 8 bits two products fit into 16 bits."""
QUERY_MOST = 511
CHANCE_MOST = 8191
VALUE_MOST = 1900
FINE_MOST = 2**15 - 1
NORM_GRAIN = 1024.0
POOL_GRAIN = 2048.0
"""Last states are summed over a text in these steps; below 16 in size and 254 pieces the sum is exact."""
MASKED = -1e4
TINY = 1e-8
BELL = (0.86091247, 0.23290031)
"""a and b of GELU, by a random search for the least largest error over 0 to 8."""
DIP = 0.25
"""GELU is never below minus this."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a product of the float model reads on sample inputs: each channel's largest absolute value, and the channels' second moments."""

    largest: np.ndarray
    moments: np.ndarray


class Graph:
    """Collects nodes and weights; every method adds nodes and gives back the name of its result.

    Without `seen` the graph is the float model, and `products` tells the input of every product, to calibrate on.
    """

    def __init__(self, weights: dict[str, np.ndarray], seen: dict[str, Seen] | None = None) -> None:
        self.weights = weights
        self.seen = seen
        self.products: dict[str, str] = {}
        self.kept: dict[str, str] = {}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def add(self, kind: str, inputs: list[str], domain: str = "", results: int = 1, **attributes: object) -> str:
        base = f"{kind.lower()}_{len(self.nodes)}"
        names = [base, *(f"{base}_{number}" for number in range(1, results))]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, name=f"node_{len(self.nodes)}", **attributes))
        return names[0]

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def whole(self, name: str, *values: int) -> str:
        """A list of whole numbers as a constant."""
        return self.constant(name, np.array(values, dtype=np.int64))

    def number(self, value: float, kind: type = np.float32) -> str:
        """One number as a constant."""
        return self.constant(f"{np.dtype(kind).name}_{value!r}", np.array(value, dtype=kind))

    def times(self, states: str, by: str | float) -> str:
        return self.add("Mul", [states, self.number(by) if isinstance(by, float) else by])

    def plus(self, states: str, by: str | float) -> str:
        return self.add("Add", [states, self.number(by) if isinstance(by, float) else by])

    def largest(self, states: str, *axes: int) -> str:
        """The largest absolute value along the axes, which stay; never zero."""
        found = self.add("ReduceMax", [self.add("Abs", [states])], axes=list(axes), keepdims=1)
        return self.add("Max", [found, self.number(TINY)])

    def embedding(self, name: str, ids: str) -> str:
        """Rows of an 8-bit table, each with its own scale."""
        table = self.weights[f"{name}.weight"].astype(np.float32)
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        rows = self.constant(f"{name}.rows", np.round(table / scale).astype(np.int8))
        scales = self.constant(f"{name}.scales", scale.astype(np.float32))
        picked = self.add("Cast", [self.add("Gather", [rows, ids], axis=0)], to=TensorProto.FLOAT)
        return self.add("Mul", [picked, self.add("Gather", [scales, ids], axis=0)])

    def bias(self, name: str) -> str:
        return self.constant(f"{name}.bias", self.weights[f"{name}.bias"].astype(np.float32))

    def product(self, name: str, states: str) -> str:
        """states · weightᵀ + bias; in whole numbers once `seen` is known."""
        self.products[name] = states
        weight = self.weights[f"{name}.weight"].astype(np.float32).T
        if self.seen is None:
            return self.add("Add", [self.add("MatMul", [states, self.constant(f"{name}.weight", weight)]), self.bias(name)])
        seen = self.seen[name]
        moments = seen.moments
        if name.endswith(("joint", "inner")):
            factors = seen.largest**STRENGTH / np.maximum(np.abs(weight).max(1), 1e-4) ** (1 - STRENGTH)
            factors = np.maximum(factors / np.median(factors), 1e-3).astype(np.float32)
            weight, moments = weight * factors[:, None], moments / np.outer(factors, factors)
            states = self.times(states, self.constant(f"{name}.even", (1 / factors).astype(np.float32)))
        rounded, scales = rounded_weight(weight, moments)
        if name.endswith(("outer", "mix_outer")):  # it reads what GELU gives
            largest = self.add("Max", [self.add("ReduceMax", [states], axes=[-1], keepdims=1), self.number(DIP)])
        else:
            largest = self.largest(states, -1)
        step = self.times(largest, 1 / 127)
        # One scale a row: an axis of rows is what the operator can scale along.
        flat = self.add("Reshape", [step, self.whole("last", -1)])
        rows = self.add("Reshape", [states, self.whole(f"rows of {len(weight)}", -1, len(weight))])
        rows = self.add("QuantizeLinear", [rows, flat, self.middles(flat)], axis=0)
        states = self.add("Reshape", [rows, self.shape(len(weight))])
        one, middle = self.number(1.0), self.constant("middle", np.array(128, dtype=np.uint8))
        multiplied = self.add(
            "MatMulIntegerToFloat",
            [states, self.constant(f"{name}.rounded", rounded), one, self.constant(f"{name}.scales", scales), middle],
            domain="com.microsoft",
        )
        return self.add("Add", [self.times(multiplied, step), self.bias(name)])

    def fine_product(self, name: str, states: str) -> str:
        """states · weightᵀ + bias to some five digits: 10 bits behind the point, weights of 16 bits, added up in double precision.

        For the little that is done once a text, and for heads of a few numbers: it costs several times what `product` costs.
        """
        weight = self.weights[f"{name}.weight"].astype(np.float32).T
        if self.seen is None:
            return self.add("Add", [self.add("MatMul", [states, self.constant(f"{name}.weight", weight)]), self.bias(name)])
        step = 2.0 ** np.ceil(np.log2(np.maximum(np.abs(weight).max(), TINY) / FINE_MOST))
        rounded = self.constant(f"{name}.rounded", np.round(weight / step).astype(np.int16))
        wide = self.add("Cast", [rounded], to=TensorProto.DOUBLE)
        whole = self.add("Cast", [self.add("Round", [self.times(states, NORM_GRAIN)])], to=TensorProto.DOUBLE)
        multiplied = self.times(self.add("MatMul", [whole, wide]), self.number(float(step / NORM_GRAIN), np.float64))
        return self.add("Add", [self.add("Cast", [multiplied], to=TensorProto.FLOAT), self.bias(name)])

    def middles(self, flat: str) -> str:
        """The zero of the 8-bit states, once for every piece."""
        middle = self.constant("middle", np.array(128, dtype=np.uint8))
        return self.once("middles", lambda: self.add("Expand", [middle, self.add("Shape", [flat])]))

    def shape(self, width: int) -> str:
        """[batch, pieces, width]."""
        pieces = self.once("shape", lambda: self.add("Shape", ["mask"]))
        return self.once(f"shape {width}", lambda: self.add("Concat", [pieces, self.whole(f"width {width}", width)], axis=0))

    def once(self, key: str, make: Callable[[], str]) -> str:
        """What several nodes read and one makes."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def picked(self, states: str, numbers: str) -> str:
        """Of states [batch, pieces, width] those with the numbers [batch, pieces]."""
        column = self.add("Unsqueeze", [numbers, self.whole("last", -1)])
        return self.add("GatherND", [states, column], batch_dims=1)

    def norm(self, name: str, states: str) -> str:
        scale = self.constant(f"{name}.weight", self.weights[f"{name}.weight"].astype(np.float32))
        shift = self.bias(name)
        if self.seen is None:
            return self.add("LayerNormalization", [states, scale, shift], axis=-1, epsilon=1e-12)
        rounded = self.add("Round", [self.times(states, NORM_GRAIN)])
        wide = self.add("Cast", [rounded], to=TensorProto.DOUBLE)
        share = self.number(1 / WIDTH, np.float64)
        mean = self.times(self.add("ReduceSum", [wide, self.whole("last", -1)], keepdims=1), share)
        square = self.times(self.add("ReduceSumSquare", [wide], axes=[-1], keepdims=1), share)
        spread = self.add("Max", [self.add("Sub", [square, self.times(mean, mean)]), self.number(TINY, np.float64)])
        sharp = self.add("Div", [self.number(1.0, np.float64), self.add("Sqrt", [spread])])
        mean, sharp = (self.add("Cast", [one], to=TensorProto.FLOAT) for one in (mean, sharp))
        return self.plus(self.times(self.times(self.add("Sub", [rounded, mean]), sharp), scale), shift)

    def gelu(self, states: str) -> str:
        if self.seen is None:
            return self.add("Gelu", [states], domain="com.microsoft")
        level, slope = (float(np.float32(one)) for one in BELL)
        size = self.add("Abs", [states])
        bell = self.add("Relu", [self.plus(self.times(size, -slope), level)])
        for _ in range(2):
            bell = self.times(bell, bell)
        return self.add("Sub", [self.add("Relu", [states]), self.times(bell, size)])

    def attention(self, joint: str, mask: str) -> str:
        """Mixed values [batch, pieces, 384] from queries, keys and values side by side."""
        query = self.add("Split", [joint, self.whole("thirds", WIDTH, WIDTH, WIDTH)], results=3, axis=-1)
        parts = (query, f"{query}_1", f"{query}_2")
        if self.seen is None:
            return self.add("MultiHeadAttention", [*parts, "", mask], domain="com.microsoft", num_heads=HEADS)
        apart = self.whole("heads", 0, 0, HEADS, EACH)
        queries, keys, values = (self.add("Reshape", [part, apart]) for part in parts)
        queries, keys, values = (
            self.add("Transpose", [part], perm=order)
            for part, order in zip((queries, keys, values), ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True)
        )
        queries, query_size = self.to_whole(queries, QUERY_MOST)
        keys, key_size = self.to_whole(keys, QUERY_MOST)
        values, value_size = self.to_whole(values, VALUE_MOST)
        # y = x / 16 of every score x, the largest of a row at 0.
        scale = self.times(self.times(query_size, key_size), float(np.float32(1 / (16 * np.sqrt(EACH) * QUERY_MOST**2))))
        scores = self.add("Add", [self.times(self.add("MatMul", [queries, keys]), scale), self.masked(mask)])
        scores = self.add("Sub", [scores, self.add("ReduceMax", [scores], axes=[-1], keepdims=1)])
        scores = self.add("Max", [scores, self.number(-1.0)])
        # (a (1 + y + y²/2))^16 with a^16 = 2^15: whole numbers up to 2^15 once rounded.
        half, root = (float(np.float32(2 ** (15 / 16) * part)) for part in (0.5, 1))
        raised = self.plus(self.times(self.plus(self.times(scores, half), root), scores), root)
        for _ in range(4):
            raised = self.times(raised, raised)
        raised = self.add("Round", [raised])
        total = self.add("ReduceSum", [raised, self.whole("last", -1)], keepdims=1)
        chances = self.add("Round", [self.times(raised, self.add("Div", [self.number(float(CHANCE_MOST)), total]))])
        mixed = self.times(self.add("MatMul", [chances, values]), self.times(value_size, float(np.float32(1 / (CHANCE_MOST * VALUE_MOST)))))
        return self.add("Reshape", [self.add("Transpose", [mixed], perm=[0, 2, 1, 3]), self.whole("together", 0, 0, WIDTH)])

    def to_whole(self, states: str, most: int) -> tuple[str, str]:
        """Whole numbers up to `most`, and the largest value of each text and head, which stands for `most`."""
        size = self.largest(states, -2, -1)
        return self.add("Round", [self.times(states, self.add("Div", [self.number(float(most)), size]))]), size

    def masked(self, mask: str) -> str:
        """0 for what counts, a large negative number for the rest: [batch, 1, 1, pieces]."""

        def make() -> str:
            counts = self.add("Cast", [mask], to=TensorProto.FLOAT)
            return self.add("Unsqueeze", [self.times(self.add("Sub", [self.number(1.0), counts]), MASKED), self.whole("middle axes", 1, 2)])

        return self.once("masked", make)

    def layer(self, number: int, states: str, mask: str) -> str:
        name = f"layers.{number}."
        mixed = self.attention(self.product(f"{name}joint", states), mask)
        states = self.norm(f"{name}attention_norm", self.add("Add", [self.product(f"{name}output", mixed), states]))
        inner = self.gelu(self.product(f"{name}inner", states))
        return self.norm(f"{name}output_norm", self.add("Add", [self.product(f"{name}outer", inner), states]))

    def encoder(self, ids: str, mask: str, features: Iterable[str] = (), later: Iterable[str] = ()) -> str:
        """Last states [batch, pieces, 384]; `mask` is int32 [batch, pieces].

        Features are names of further tables and inputs; those of `later` are added behind the first norm.
        """
        length = self.add("Gather", [self.add("Shape", [ids]), self.constant("one", np.array(1, dtype=np.int64))], axis=0)
        numbers = self.add("Range", [self.constant("zero", np.array(0, dtype=np.int64)), length, "one"])
        states = self.add("Add", [self.embedding("word", ids), self.embedding("position", numbers)])
        for feature in features:
            states = self.add("Add", [states, self.embedding(feature, feature)])
        states = self.norm("norm", states)
        for feature in later:
            states = self.add("Add", [states, self.embedding(feature, feature)])
        for number in range(LAYERS):
            states = self.layer(number, states, mask)
        return states

    def summed(self, states: str, mask: str) -> str:
        """The sum [batch, 384] of the states of the pieces that count, each rounded to 1/2048."""
        counts = self.add("Unsqueeze", [self.add("Cast", [mask], to=TensorProto.FLOAT), self.whole("last", -1)])
        rounded = self.add("Round", [self.times(self.add("Clip", [states, self.number(-16.0), self.number(16.0)]), POOL_GRAIN)])
        return self.add("ReduceSum", [self.times(rounded, counts), self.whole("row", 1)], keepdims=0)

    def mean(self, states: str, mask: str) -> str:
        """The mean [batch, 384] of the states of the pieces that count, each rounded to 1/2048; zeros where none counts."""
        numbers = self.add("Cast", [mask], to=TensorProto.FLOAT)
        count = self.add("Max", [self.add("ReduceSum", [numbers, self.whole("row", 1)], keepdims=1), self.number(1.0)])
        return self.add("Div", [self.times(self.summed(states, mask), 1 / POOL_GRAIN), count])

    def model(self, inputs: dict[str, int], outputs: dict[str, tuple[str, list[str | int]]], name: str) -> onnx.ModelProto:
        """The finished model; `inputs` gives the element type of each [batch, pieces] input, `outputs` the results to expose by the names
        that they shall have, each with its shape."""
        for number, (shown, (made, _)) in enumerate(outputs.items()):
            self.nodes.append(helper.make_node("Identity", [made], [shown], name=f"result{number or ''}"))
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(one, kind, ["batch", "pieces"]) for one, kind in inputs.items()],
            [helper.make_tensor_value_info(shown, TensorProto.FLOAT, shape) for shown, (_, shape) in outputs.items()],
            list(self.constants.values()),
        )
        imports = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=9, producer_name="variorum")


def rounded_weight(weight: np.ndarray, moments: np.ndarray, damp: float = 0.01) -> tuple[np.ndarray, np.ndarray]:
    """A weight [inputs, outputs] as int8 within ±WEIGHT_MOST and one float32 scale an output (GPTQ).

    `moments` [inputs, inputs] are the second moments of what the product reads. Input channels are rounded one after the other, the
    strongest first; the error of each is spread over those not rounded yet, as far as they go together in the sample.
    """
    scales = np.maximum(np.abs(weight).max(0), 1e-8).astype(np.float32) / np.float32(WEIGHT_MOST)
    order = np.argsort(-np.diag(moments), kind="stable")
    left = weight[order].astype(np.float64)
    second = moments[np.ix_(order, order)].astype(np.float64)
    second[np.diag_indices_from(second)] += damp * np.diag(second).mean() + 1e-12
    spread = np.linalg.cholesky(np.linalg.inv(second)).T  # upper
    rounded = np.zeros(weight.shape, np.int8)
    for row in range(len(left)):
        whole = np.clip(np.round(left[row] / scales), -WEIGHT_MOST, WEIGHT_MOST)
        rounded[order[row]] = whole
        error = (left[row] - whole * scales) / spread[row, row]
        left[row + 1 :] -= np.outer(spread[row, row + 1 :], error)
    return rounded, scales


def open_session(model: onnx.ModelProto) -> Any:
    return quiet.onnxruntime().InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def calibrated(exact: onnx.ModelProto, products: dict[str, str], samples: list[dict[str, np.ndarray]]) -> dict[str, Seen]:
    """What every product of the float model reads on sample inputs."""
    opened = onnx.ModelProto()
    opened.CopyFrom(exact)
    names = sorted(set(products.values()))
    opened.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    session = open_session(opened)
    largest: dict[str, np.ndarray] = {}
    moments: dict[str, np.ndarray] = {}
    waiting: dict[str, list[np.ndarray]] = {name: [] for name in names}
    pieces = 0
    for number, sample in enumerate(samples, 1):
        for name, states in zip(names, session.run(names, sample), strict=True):
            waiting[name].append(states.reshape(-1, states.shape[-1]))
        pieces += sample["ids"].size
        if number % 100 == 0 or number == len(samples):
            for name in names:
                rows = np.concatenate(waiting[name])
                waiting[name] = []
                seen = np.abs(rows).max(axis=0)
                largest[name] = np.maximum(largest[name], seen) if name in largest else seen
                moments[name] = moments.get(name, 0) + (rows.T @ rows).astype(np.float64)
    return {product: Seen(largest[states], moments[states] / pieces) for product, states in products.items()}
