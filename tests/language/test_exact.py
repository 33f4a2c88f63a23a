"""The networks give the same bits on every processor: each is worked out again here in plain numpy, every sum checked to be one of whole
numbers that no order of adding can change, and must give exactly what the runtime gives on the processor at hand.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from variorum.language import pack
from variorum.language.english import models
from variorum.language.models import judge, pairs, wordpiece
from variorum.language.models.encoder import Encoder
from variorum.language.models.judge import Asked, Judge
from variorum.language.models.runtime import MARKERS, Model, mask_of, padded
from variorum.language.models.tagger import HEADS, Tagger, inputs_of
from variorum.language.models.wordpiece import WEIGHTS

NETWORKS = ("encoder.onnx", "tagger.onnx", "judge.onnx")
WHOLE = {np.dtype(np.float32): 2**24, np.dtype(np.float64): 2**53}
"""Up to here all whole numbers are floats of the kind."""

TEXTS = [
    "The harbour master of Skarvik said on Tuesday that no ship had left the inner port since the storm.",
    '"We cannot reopen the lock before the divers have looked at the gate," Ilse Marwick told reporters, adding that 14 of them were ill.',
    "Who pays?",
    "",
    "x" * 300,
]


@cache
def _graph(name: str) -> onnx.GraphProto:
    return onnx.load(WEIGHTS / name, load_external_data=False).graph


def _weights(name: str) -> dict[str, np.ndarray]:
    return {one.name: _values(one) for one in _graph(name).initializer}


def _values(stored: onnx.TensorProto) -> np.ndarray:
    """A weight, or the part of another file that it refers to; onnx itself refuses a file that has a second name on the disk."""
    if stored.data_location != onnx.TensorProto.EXTERNAL:
        return numpy_helper.to_array(stored)
    place = {one.key: one.value for one in stored.external_data}
    kind = onnx.helper.tensor_dtype_to_np_dtype(stored.data_type)
    count = int(np.prod(stored.dims))
    return np.fromfile(WEIGHTS / place["location"], kind, count, offset=int(place["offset"])).reshape(stored.dims)


def _exact(terms: np.ndarray, most: np.ndarray) -> None:
    """Fails unless these terms are whole numbers and no sum of some of them reaches where floats of their kind have gaps."""
    assert np.array_equal(terms, np.rint(terms)), "a sum of fractions depends on the order in which it is added"
    assert most.max(initial=0) <= WHOLE[terms.dtype], "a sum too large to be exact in any order"


def _product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    wide = left.astype(np.float64), right.astype(np.float64)
    _exact(left, np.abs(wide[0]) @ np.abs(wide[1]))
    _exact(right, np.zeros(1))
    return (wide[0] @ wide[1]).astype(left.dtype)


def _sum(states: np.ndarray, axes: Any, keepdims: int) -> np.ndarray:
    _exact(states, np.abs(states.astype(np.float64)).sum(axis=tuple(axes)))
    return states.astype(np.float64).sum(axis=tuple(axes), keepdims=bool(keepdims)).astype(states.dtype)


def _rows_as_bytes(states: np.ndarray, steps: np.ndarray, middles: np.ndarray) -> np.ndarray:
    whole = np.rint(states / steps[:, None]) + middles[:, None]
    return np.clip(whole, 0, 255).astype(np.uint8)


def _of_bytes(states: np.ndarray, weight: np.ndarray, one: np.ndarray, scales: np.ndarray, middle: np.ndarray) -> np.ndarray:
    sums = (states.astype(np.float64) - middle.item()) @ weight.astype(np.float64)
    assert np.abs(sums).max() <= WHOLE[np.dtype(np.float32)]
    return sums.astype(np.float32) * (one * scales)


def _picked(states: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    return np.take_along_axis(states, np.broadcast_to(numbers, (*numbers.shape[:2], states.shape[-1])), axis=1)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "Abs": np.abs,
    "Add": lambda x, y: x + y,
    "Cast": lambda x, to: x.astype(onnx.helper.tensor_dtype_to_np_dtype(to)),
    "Clip": np.clip,
    "Concat": lambda *parts, axis: np.concatenate(parts, axis=axis),
    "Div": lambda x, y: x / y,
    "Equal": lambda x, y: x == y,
    "Expand": np.broadcast_to,
    "Gather": lambda x, rows, axis: np.take(x, rows, axis=axis),
    "GatherND": lambda x, rows, batch_dims: _picked(x, rows),
    "Identity": lambda x: x,
    "MatMul": _product,
    "MatMulIntegerToFloat": _of_bytes,
    "Max": np.maximum,
    "Mul": lambda x, y: x * y,
    "QuantizeLinear": lambda x, steps, middles, axis: _rows_as_bytes(x, steps, middles),
    "Range": lambda first, end, step: np.arange(first.item(), end.item(), step.item()),
    "ReduceMax": lambda x, axes, keepdims: x.max(axis=tuple(axes), keepdims=bool(keepdims)),
    "ReduceSum": _sum,
    "ReduceSumSquare": lambda x, axes, keepdims: _sum(x * x, axes, keepdims),
    "Relu": lambda x: np.maximum(x, 0),
    "Reshape": lambda x, shape: x.reshape([x.shape[place] if size == 0 else size for place, size in enumerate(shape)]),
    "Round": np.rint,
    "Shape": lambda x: np.array(x.shape),
    "Split": lambda x, sizes, axis: np.split(x, np.cumsum(sizes)[:-1], axis=axis),
    "Sqrt": np.sqrt,
    "Sub": lambda x, y: x - y,
    "Transpose": lambda x, perm: x.transpose(perm),
    "Unsqueeze": lambda x, axes: np.expand_dims(x, tuple(axes)),
}


def worked_out(name: str, inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the network gives, node by node, by the names of its results."""
    values: dict[str, Any] = _weights(name) | inputs
    for node in _graph(name).node:
        attributes = {one.name: onnx.helper.get_attribute_value(one) for one in node.attribute}
        with np.errstate(over="ignore"):
            made = OPERATIONS[node.op_type](*(values[one] for one in node.input), **attributes)
        values.update(zip(node.output, made if len(node.output) > 1 else [made], strict=True))
    return {one.name: values[one.name] for one in _graph(name).output}


def _inputs(name: str, text: str) -> dict[str, np.ndarray]:
    if name == judge.NETWORK:
        return _inputs_of_pair(text, TEXTS[0])
    pieces = wordpiece.cut([text])[0]
    if name == "encoder.onnx":
        rows = {"ids": pieces.ids[:200]}
    else:
        (parse,) = models.parse([text])
        rows = {key: value[:200] + 1 if key in HEADS else value[:200] for key, value in inputs_of(pieces, parse.tokens).items()}
    return {key: padded([row], MARKERS if key == "ids" else (0, 0)) for key, row in rows.items()} | {"mask": mask_of([rows["ids"]])}


def _inputs_of_pair(*texts: str) -> dict[str, np.ndarray]:
    sides = [pairs.side_of(text, pieces, pack.stem) for text, pieces in zip(texts, wordpiece.cut(texts), strict=True)]
    return judge.inputs_of([pairs.features(*sides, days=4, longest=judge.card()["longest"])])


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_gives_what_plain_arithmetic_gives(name, text):
    inputs = _inputs(name, text)
    found, expected = Model(name, 1).results(inputs), worked_out(name, inputs)
    assert found.keys() == expected.keys()
    assert {key: value.tobytes() for key, value in found.items()} == {key: value.tobytes() for key, value in expected.items()}


@pytest.mark.parametrize("name", NETWORKS)
def test_no_input_saturates_a_product_on_a_processor_that_adds_two_in_16_bits(name):
    weights = _weights(name)
    products = [node for node in _graph(name).node if node.op_type == "MatMulIntegerToFloat"]
    assert len(products) >= 24
    for node in products:
        weight = np.abs(weights[node.input[1]].astype(np.int64))
        pairs = weight[0::2] + weight[1::2]  # two neighbours go together; of no other two the sum could be larger than:
        assert 255 * pairs.max() <= 2**15 - 1
        assert 255 * 2 * weight.max() <= 2**15 - 1
        assert 127 * weight.sum(axis=0).max() <= 2**24  # and the whole sum is a float


@pytest.mark.model
def test_threads_and_company_change_nothing():
    texts = [f"{text[:200]} {'Nobody was hurt. ' * number}" for number, text in enumerate(TEXTS * 3)]
    vectors = [Encoder(threads).encode(texts) for threads in (1, 2)]
    alone = np.concatenate([Encoder(1).encode([text]) for text in texts])
    assert vectors[0].tobytes() == vectors[1].tobytes() == alone.tobytes()
    parses = [parse.tokens for parse in models.parse(texts)]
    spans = Tagger(1).tag(texts, parses)
    assert spans == Tagger(2).tag(texts, parses)
    assert spans == [Tagger(1).tag([text], [parse])[0] for text, parse in zip(texts, parses, strict=True)]
    asked = [Asked(text, texts[number // 2]) for number, text in enumerate(texts)]
    judged = Judge(pack.stem, 1).tells(asked)
    assert judged == Judge(pack.stem, 2).tells(asked)
    assert judged == [Judge(pack.stem, 1).tells([one])[0] for one in asked]


def test_the_judge_reads_its_letters_in_the_encoder_that_it_was_made_with():
    """judge.onnx refers to a place in encoder.onnx: with another one it would read other letters, and nobody would be told."""
    for name, digest in judge.card()["sha256"].items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest, f"{name}: run training/judge/export.py again"
