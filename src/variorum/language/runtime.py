"""What every ONNX model here needs: a session opened late, and texts of like length brought together in batches."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from variorum.language.wordpiece import WEIGHTS

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

FIRST_MARKER: Final = 101
LAST_MARKER: Final = 102
PIECES_A_BATCH: Final = 1024
"""Padded word pieces in one run: enough to keep two cores busy, few enough that states stay in the cache."""


def available_threads() -> int:
    """The cores this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@dataclass(slots=True)
class Model:
    """One committed ONNX model by its file name; opened with the first run and kept."""

    name: str
    threads: int | None = None
    _session: Any = field(init=False, default=None, repr=False)

    def run(self, inputs: dict[str, npt.NDArray[Any]]) -> FloatArray:
        """The model's one result for these inputs."""
        if self._session is None:
            self._session = self._open()
        result: FloatArray = self._session.run(None, inputs)[0]
        return result

    def _open(self) -> Any:
        # By name: the package's own type hints do not export what its manual tells one to use.
        onnxruntime = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads or available_threads()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Waiting threads would otherwise burn the cores that the parser needs between two runs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(WEIGHTS / self.name), options, providers=["CPUExecutionProvider"])

    def __getstate__(self) -> tuple[str, int | None]:
        return self.name, self.threads

    def __setstate__(self, state: tuple[str, int | None]) -> None:
        self.name, self.threads = state
        self._session = None


def batches(lengths: Sequence[int], pieces: int = PIECES_A_BATCH) -> Iterator[list[int]]:
    """Numbers of sequences in batches of like length, none (but for a single long one) over `pieces` padded pieces.

    Together the batches hold every number once; the order depends on the lengths alone.
    """
    group: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda one: (lengths[one], one)):
        if group and (lengths[number] + 2) * (len(group) + 1) > pieces:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def padded(rows: Sequence[IntArray]) -> tuple[IntArray, npt.NDArray[np.int32]]:
    """Rows of word-piece numbers between the two markers, zeros behind; and the mask that tells what counts."""
    longest = max(len(row) for row in rows) + 2
    ids = np.zeros((len(rows), longest), dtype=np.int64)
    mask = np.zeros((len(rows), longest), dtype=np.int32)
    for number, row in enumerate(rows):
        end = len(row) + 1
        ids[number, 0], ids[number, 1:end], ids[number, end] = FIRST_MARKER, row, LAST_MARKER
        mask[number, : end + 1] = 1
    return ids, mask
