"""A BERT encoder as an int8 ONNX graph, written node by node: no tracing, no exporter, the same bytes every time.

Products run on `MatMulNBits` with 8-bit weights: every row of the activations and every block of a weight column has its own
scale, which loses far less than one scale a tensor and is as fast on processors with 8-bit dot products. Embeddings are 8-bit
with one scale a row. The rest (norms, attention, sums) stays in float.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS = 12
LAYERS = 6
BLOCK = 128


class Graph:
    """Collects nodes and weights; every method adds nodes and gives back the name of its result."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.count = 0

    def add(self, kind: str, inputs: list[str], domain: str = "", results: int = 1, **attributes: object) -> str:
        self.count += 1
        names = [f"{kind.lower()}_{self.count}" + (f"_{number}" if number else "") for number in range(results)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, name=f"node_{self.count}", **attributes))
        return names[0]

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def embedding(self, name: str, ids: str) -> str:
        """Rows of an 8-bit table, each with its own scale."""
        table = self.weights[f"{name}.weight"].astype(np.float32)
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        rows = self.constant(f"{name}.rows", np.round(table / scale).astype(np.int8))
        scales = self.constant(f"{name}.scales", scale.astype(np.float32))
        picked = self.add("Cast", [self.add("Gather", [rows, ids], axis=0)], to=TensorProto.FLOAT)
        return self.add("Mul", [picked, self.add("Gather", [scales, ids], axis=0)])

    def product(self, name: str, states: str) -> str:
        """states · weightᵀ + bias with 8-bit weights in blocks of `BLOCK` inputs."""
        weight = self.weights[f"{name}.weight"].astype(np.float32)
        outputs, inputs = weight.shape
        blocks = weight.reshape(outputs, inputs // BLOCK, BLOCK)
        scale = np.maximum(np.abs(blocks).max(2, keepdims=True), 1e-8) / 127
        packed = (np.round(blocks / scale) + 128).astype(np.uint8)
        return self.add(
            "MatMulNBits",
            [
                states,
                self.constant(f"{name}.packed", packed),
                self.constant(f"{name}.scales", scale.reshape(outputs, -1).astype(np.float32)),
                "",
                "",
                self.constant(f"{name}.bias", self.weights[f"{name}.bias"].astype(np.float32)),
            ],
            domain="com.microsoft",
            K=inputs,
            N=outputs,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def norm(self, name: str, states: str, skip: str | None = None) -> str:
        scale = self.constant(f"{name}.weight", self.weights[f"{name}.weight"].astype(np.float32))
        shift = self.constant(f"{name}.bias", self.weights[f"{name}.bias"].astype(np.float32))
        if skip is None:
            return self.add("LayerNormalization", [states, scale, shift], axis=-1, epsilon=1e-12)
        return self.add("SkipLayerNormalization", [states, skip, scale, shift], domain="com.microsoft", epsilon=1e-12)

    def layer(self, number: int, states: str, mask: str) -> str:
        name = f"layers.{number}."
        thirds = self.constant("thirds", np.array([384, 384, 384], dtype=np.int64))
        joint = self.product(f"{name}joint", states)
        query = self.add("Split", [joint, thirds], results=3, axis=-1)
        mixed = self.add(
            "MultiHeadAttention",
            [query, f"{query}_1", f"{query}_2", "", mask],
            domain="com.microsoft",
            num_heads=HEADS,
        )
        states = self.norm(f"{name}attention_norm", self.product(f"{name}output", mixed), states)
        inner = self.add("Gelu", [self.product(f"{name}inner", states)], domain="com.microsoft")
        return self.norm(f"{name}output_norm", self.product(f"{name}outer", inner), states)

    def encoder(self, ids: str, mask: str, features: tuple[str, ...] = ()) -> str:
        """Last states [batch, pieces, 384]. `mask` is [batch, pieces] int32; features are names of further tables and inputs."""
        length = self.add("Gather", [self.add("Shape", [ids]), self.constant("one", np.array(1, dtype=np.int64))], axis=0)
        numbers = self.add("Range", [self.constant("zero", np.array(0, dtype=np.int64)), length, "one"])
        states = self.add("Add", [self.embedding("word", ids), self.embedding("position", numbers)])
        for feature in features:
            states = self.add("Add", [states, self.embedding(feature, feature)])
        states = self.norm("norm", states)
        for number in range(LAYERS):
            states = self.layer(number, states, mask)
        return states

    def model(self, inputs: dict[str, int], output: str, name: str, shape: list[str | int]) -> onnx.ModelProto:
        """The finished model; `inputs` gives the element type of each [batch, pieces] input, `output` is the result to expose."""
        self.nodes.append(helper.make_node("Identity", [output], [name], name="result"))
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(one, kind, ["batch", "pieces"]) for one, kind in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)],
            list(self.constants.values()),
        )
        imports = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=9, producer_name="variorum")
