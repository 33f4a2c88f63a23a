"""Weights out of a torch checkpoint without torch: names and arrays of a saved state dict, and nothing else that a pickle could hold."""

from __future__ import annotations

import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np

KINDS = {"FloatStorage": np.dtype("<f4"), "HalfStorage": np.dtype("<f2"), "DoubleStorage": np.dtype("<f8")}


class _Reader(pickle.Unpickler):
    """Knows the few names that a state dict consists of, and refuses all others."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(archive.open(f"{folder}/data.pkl"))
        self.archive, self.folder = archive, folder

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _array
        if module == "torch" and name in KINDS:
            return KINDS[name]
        raise pickle.UnpicklingError(f"a state dict of weights has no {module}.{name}")

    def persistent_load(self, told: tuple[Any, ...]) -> np.ndarray:
        _, kind, key, _, _ = told
        return np.frombuffer(self.archive.read(f"{self.folder}/data/{key}"), dtype=kind)


def _array(stored: np.ndarray, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> np.ndarray:
    steps = tuple(step * stored.itemsize for step in strides)
    return np.lib.stride_tricks.as_strided(stored[offset:], shape, steps).astype(np.float32)


def weights_of(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a state dict, in float32, by name. Raises UnpicklingError where the file holds anything else."""
    with zipfile.ZipFile(path) as archive:
        folder = next(name.removesuffix("/data.pkl") for name in archive.namelist() if name.endswith("/data.pkl"))
        return dict(_Reader(archive, folder).load())
