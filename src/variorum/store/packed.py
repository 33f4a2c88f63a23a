"""What is kept packed in the library: what is known of a paragraph, its row as JSON, since words and clauses repeat themselves; the vectors
of its sentences; what the judge said of a story's lines, and what was worked out of its parts."""

import json
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from variorum.model.paragraph import Analysis
from variorum.model.rows import as_json, compact, from_row
from variorum.model.story import Vectors
from variorum.text.grain import GRAIN

LEVEL: Final = 6  # of zlib: a fifth less than at level 1, for a five-hundredth of the time that reading the paragraph took
# What a packed analysis may refer back to: analyses of our own example, as they stand one behind the other. Libraries are read with it for
# ever: another one is another file, and zlib says by which of them something was packed. `training/packing` makes it.
DICTIONARY: Final = Path(__file__).parent / "analyses-1.dictionary"


@cache
def dictionary() -> bytes:
    return DICTIONARY.read_bytes()


def packed(analysis: Analysis) -> bytes:
    writing = zlib.compressobj(LEVEL, zdict=dictionary())
    return writing.compress(as_json(Analysis, analysis).encode("utf-8", "surrogatepass")) + writing.flush()


def unpacked(data: bytes | str) -> Analysis:
    """The analysis back; libraries up to version 3 kept it as text, up to version 7 without a dictionary. Raises zlib.error or ValueError
    where the data are damaged."""
    return from_row(Analysis, json.loads(data if isinstance(data, str) else _plain(data).decode("utf-8", "surrogatepass")))


def _plain(data: bytes) -> bytes:
    reading = zlib.decompressobj(zdict=dictionary())
    found = reading.decompress(data)
    if not reading.eof:
        raise ValueError("what is packed ends too early")
    return found


WIDTH: Final = 384  # of a sentence vector
_WHOLE: Final = np.dtype("<i2")
_MOST: Final = 2**14 - 1  # of grains with a sign as their last bit; a unit row has up to 2048


def packed_vectors(vectors: Vectors) -> bytes:
    """Sentence vectors [sentences, WIDTH]: their numbers in whole grains, the sign as the last bit, low bytes before high ones, which are
    nearly all alike. As they are where they are not of whole grains."""
    raw = vectors.tobytes()
    grains = vectors.astype(np.float32) / np.float32(GRAIN)
    if not np.array_equal(grains, np.clip(np.rint(grains), -_MOST, _MOST)):
        return raw
    whole = grains.astype(_WHOLE)
    signed = np.ascontiguousarray((whole << 1) ^ (whole >> 15))
    small = zlib.compress(signed.view(np.uint8).reshape(-1, 2).T.tobytes(), LEVEL)
    return small if len(small) < len(raw) else raw


def unpacked_vectors(data: bytes, count: int) -> Vectors:
    """So many vectors back; libraries up to version 7 kept them as they are. Raises zlib.error or ValueError where the data are damaged."""
    if len(data) == count * WIDTH * np.dtype(np.float16).itemsize:
        return np.frombuffer(data, np.float16).reshape(count, WIDTH)
    signed = np.frombuffer(zlib.decompress(data), np.uint8).reshape(2, count * WIDTH).T.copy().view("<u2").reshape(count, WIDTH)
    whole = (signed >> 1).astype(_WHOLE) ^ -(signed & 1).astype(_WHOLE)
    found: Vectors = (whole * np.float32(GRAIN)).astype(np.float16)
    return found


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
