"""What is kept packed in the library: what is known of a paragraph, its row as JSON, since words and clauses repeat themselves; what the
judge said of a story's lines, and what was worked out of its parts."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from variorum.model.paragraph import Analysis
from variorum.model.rows import as_json, compact, from_row

LEVEL = 1  # of zlib: a quarter of the size for a hundredth of the time that reading the paragraph took


def packed(analysis: Analysis) -> bytes:
    return zlib.compress(as_json(Analysis, analysis).encode("utf-8", "surrogatepass"), LEVEL)


def unpacked(data: bytes | str) -> Analysis:
    """The analysis back; libraries up to version 3 kept it as text. Raises zlib.error or ValueError where the data are damaged."""
    text = data if isinstance(data, str) else zlib.decompress(data).decode("utf-8", "surrogatepass")
    return from_row(Analysis, json.loads(text))


_SAID = np.dtype([("key", "<u8"), ("chance", "<u2")])
_PARTS = 10_000  # the judge's chances have four places


def packed_chances(said: Mapping[int, float]) -> bytes:
    """What the judge said, by the key of what it was asked: ten bytes an answer, in the order of the keys."""
    return np.array([(key, round(said[key] * _PARTS)) for key in sorted(said)], _SAID).tobytes()


def unpacked_chances(data: bytes) -> dict[int, float]:
    """The same back. Raises ValueError where the data are damaged."""
    rows = np.frombuffer(data, _SAID)
    return dict(zip(rows["key"].tolist(), (chance / _PARTS for chance in rows["chance"].tolist()), strict=True))


_KEY = np.dtype("<u8")
_LEVEL_WORKED = 6  # a quarter less than at level 1, for a hundredth of a second a story


def packed_worked(made: Mapping[int, Any]) -> bytes:
    """What was worked out, by the hash of what it is made from: how many, the hashes in order, and the values of each as packed JSON."""
    keys = sorted(made)
    values = compact([made[key] for key in keys]).encode("utf-8", "surrogatepass")
    return np.array([len(keys), *keys], _KEY).tobytes() + zlib.compress(values, _LEVEL_WORKED)


def unpacked_worked(data: bytes) -> dict[int, Any]:
    """The same back. Raises zlib.error or ValueError where the data are damaged."""
    count = int(np.frombuffer(data, _KEY, 1)[0])
    keys = np.frombuffer(data, _KEY, count, _KEY.itemsize).tolist()
    values = json.loads(zlib.decompress(data[(count + 1) * _KEY.itemsize :]).decode("utf-8", "surrogatepass"))
    return dict(zip(keys, values, strict=True))
