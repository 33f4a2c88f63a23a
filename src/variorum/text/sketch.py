"""Many texts to sampled shingles in whole arrays: the cheap first sieve for millions of reports.

A shingle is a run of four words. Of all shingles a fixed fraction is kept, chosen by the shingle's own hash, so that two texts keep the
same ones: shared counts over kept counts estimate resemblance and containment (Broder 1997, sampling modulo m). Words are hashed as UTF-8
bytes by a polynomial over running sums, so that no word is ever a Python object.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np

from variorum.text.shingle import mixed

Numbers = np.ndarray[Any, np.dtype[np.uint64]]
Owners = np.ndarray[Any, np.dtype[np.uint32]]

SIZE: Final = 4  # words a shingle: of the words of an edited copy 60 in 100 may be kept, and 13 in 100 runs of four still are
KEPT: Final = 4  # one shingle in so many is kept
BATCH: Final = 1_000_000  # bytes of text worked on at a time: stays in memory caches' reach and bounds the peak
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it can be divided by modulo 2**64
_INVERSE: Final = np.uint64(pow(int(_BASE), -1, 1 << 64))

# Bytes to letters: ASCII letters lowered, digits and all bytes of non-ASCII letters kept, the rest 0.
_LETTER: Final = np.zeros(256, np.uint8)
_LETTER[ord("0") : ord("9") + 1] = np.arange(ord("0"), ord("9") + 1)
_LETTER[ord("a") : ord("z") + 1] = np.arange(ord("a"), ord("z") + 1)
_LETTER[ord("A") : ord("Z") + 1] = np.arange(ord("a"), ord("z") + 1)
_LETTER[128:] = np.arange(128, 256)


def sketch(texts: Sequence[str]) -> tuple[Numbers, Owners]:
    """The kept shingles of all texts and the place of the text each stands in; a text has each shingle once."""
    numbers, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint32)]
    start, size = 0, 0
    for place, text in enumerate(texts):
        size += len(text)
        if size >= BATCH or place == len(texts) - 1:
            found, where = _sketch_batch(texts[start : place + 1])
            numbers.append(found)
            owners.append((where + start).astype(np.uint32))
            start, size = place + 1, 0
    return np.concatenate(numbers), np.concatenate(owners)


def _sketch_batch(texts: Sequence[str]) -> tuple[Numbers, np.ndarray[Any, np.dtype[np.int64]]]:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    data = np.frombuffer(b"\n".join(encoded) + b"\n", np.uint8)
    letters = _LETTER[data]
    # Typographic quotes and dashes (E2 80 xx) and the no-break space (C2 A0) part words like their plain forms.
    general = np.flatnonzero((data[:-2] == 0xE2) & (data[1:-1] == 0x80)) if len(data) > 2 else np.zeros(0, np.int64)
    letters[general] = letters[general + 1] = letters[general + 2] = 0
    blank = np.flatnonzero((data[:-1] == 0xC2) & (data[1:] == 0xA0))
    letters[blank] = letters[blank + 1] = 0
    inside = letters != 0
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    words = _word_hashes(letters, starts, ends)
    ends_of_texts = np.cumsum([len(text) + 1 for text in encoded])
    owner = np.searchsorted(ends_of_texts, starts, side="right")
    return _sampled(words, owner)


def _word_hashes(letters: np.ndarray[Any, np.dtype[np.uint8]], starts: np.ndarray[Any, Any], ends: np.ndarray[Any, Any]) -> Numbers:
    """Each word's polynomial hash from running sums: (sum to its end - sum to its start) / base ** start, modulo 2**64."""
    size = 1 << (len(letters) - 1).bit_length()
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.multiply(letters, _powers(int(_BASE), size)[: len(letters)], out=sums[1:])
    np.cumsum(sums, out=sums)
    return mixed((sums[ends] - sums[starts]) * _powers(int(_INVERSE), size)[starts])


@lru_cache(maxsize=4)
def _powers(base: int, size: int) -> Numbers:
    """1, base, base**2, ... modulo 2**64."""
    powers = np.full(size, base, np.uint64)
    powers[0] = 1
    return np.asarray(np.multiply.accumulate(powers), np.uint64)


def _sampled(words: Numbers, owner: np.ndarray[Any, np.dtype[np.int64]]) -> tuple[Numbers, np.ndarray[Any, np.dtype[np.int64]]]:
    count = len(words) - SIZE + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    run = np.zeros(count, np.uint64)
    for place in range(SIZE):
        run = run * _BASE + words[place : place + count]
    run = mixed(run)
    kept = np.flatnonzero((run % np.uint64(KEPT) == 0) & (owner[:count] == owner[SIZE - 1 :]))
    run, owner = run[kept], owner[kept]
    # Once a text: by one number for both, whose order is of no meaning.
    _, first = np.unique(mixed(run + owner.astype(np.uint64) * _INVERSE), return_index=True)
    first.sort()
    return run[first], owner[first]
