"""What every ONNX model here needs: a session opened late, and texts of like length brought together in batches."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from variorum import quiet
from variorum.language.models.wordpiece import WEIGHTS

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

MARKERS: Final = (101, 102)
"""Word-piece numbers of the beginning and the end of a text."""
STEP: Final = 8
PIECES_A_BATCH: Final = 256
"""Padded word pieces in one run: states stay in a core's own cache, which counts for more than full runs."""


def available_threads() -> int:
    """The cores this process may run on, or as many as OMP_NUM_THREADS says (the engine gives each of its workers one)."""
    if (told := os.environ.get("OMP_NUM_THREADS", "")).isdecimal():
        return max(1, int(told))
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
        (result,) = self.results(inputs).values()
        return result

    def results(self, inputs: dict[str, npt.NDArray[Any]]) -> dict[str, FloatArray]:
        """All that the model gives for these inputs, by name."""
        if self._session is None:
            self._session = self._open()
        names = [one.name for one in self._session.get_outputs()]
        return dict(zip(names, self._session.run(names, inputs), strict=True))

    def _open(self) -> Any:
        onnxruntime = quiet.onnxruntime()
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
    """Numbers of sequences that share a padded length, at most `pieces` padded pieces a batch (one long sequence may have more).

    Together the batches hold every number once. How far a sequence is padded follows from its own length alone: its result
    must not depend on what else is read at the time.
    """
    groups: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        groups.setdefault(padded_length(length), []).append(number)
    for length in sorted(groups):
        most = max(1, pieces // length)
        for start in range(0, len(groups[length]), most):
            yield groups[length][start : start + most]


def padded_length(pieces: int) -> int:
    """Room for the pieces and the two markers, in whole steps of `STEP`."""
    return -(-(pieces + 2) // STEP) * STEP


def padded(rows: Sequence[IntArray], markers: tuple[int, int] = (0, 0)) -> IntArray:
    """Rows of equal padded length as one array: the markers round each row, zeros behind."""
    filled = np.zeros((len(rows), padded_length(max(len(row) for row in rows))), dtype=np.int64)
    for number, row in enumerate(rows):
        end = len(row) + 1
        filled[number, 0], filled[number, 1:end], filled[number, end] = markers[0], row, markers[1]
    return filled


def mask_of(rows: Sequence[IntArray]) -> npt.NDArray[np.int32]:
    """1 for every piece and marker of the padded rows, 0 behind them."""
    ends = np.array([len(row) + 2 for row in rows])
    return (np.arange(padded_length(int(ends.max()) - 2)) < ends[:, None]).astype(np.int32)
