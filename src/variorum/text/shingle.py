"""Words, stems and shingles as numbers, so that many texts are compared in whole arrays and not word by word.

A hash is the same on every machine and in every run: it is kept in libraries.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np

Hashes = np.ndarray[Any, np.dtype[np.uint64]]

WORD: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
# Scripts that do not set blanks between words: their runs are read as overlapping pairs of characters.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_PRIME: Final = np.uint64(0x100000001B3)
_MIX_1: Final = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2: Final = np.uint64(0xC4CEB9FE1A85EC53)


def words(text: str) -> list[tuple[int, str]]:
    """The words of a text as (offset, word as written)."""
    found: list[tuple[int, str]] = []
    spaced = not _UNSPACED.search(text)
    for match in WORD.finditer(text):
        word = match.group()
        if not spaced and len(word) > 2 and _UNSPACED.search(word):
            found.extend((match.start() + i, word[i : i + 2]) for i in range(len(word) - 1))
        else:
            found.append((match.start(), word))
    return found


@lru_cache(maxsize=1 << 16)
def counted_form(word: str) -> str:
    """A word without case, possessive and the endings -s, -es, -ed, -ing: the form in which words are counted, in every language alike.

    The tables of rarity were counted in it, and grouping and descent hold texts against each other by it: it costs a tenth of a stem and
    need not be a word. Whether two English sentences use the same word, `language/english/diff.stem` tells.
    """
    word = word.lower()
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if len(word) > 4 and not word.endswith("ss"):
        for ending in ("ing", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
    return word


def forms(text: str) -> set[str]:
    """The words of a text in the form in which they are counted."""
    return {counted_form(word) for _, word in words(text)}


@lru_cache(maxsize=1 << 18)
def number_of(word: str) -> int:
    """A 63-bit number for a word: SQLite's integers are signed."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") >> 1


def hashes(tokens: Iterable[str]) -> Hashes:
    """One number a word, in order."""
    return np.fromiter((number_of(token) for token in tokens), np.uint64)


def mixed(values: Hashes) -> Hashes:
    """The same numbers with their bits well stirred (the finish of MurmurHash3), so that any bit range can serve as a sample."""
    values = (values ^ (values >> np.uint64(33))) * _MIX_1
    values = (values ^ (values >> np.uint64(33))) * _MIX_2
    return values ^ (values >> np.uint64(33))


def shingles(numbers: Hashes, size: int) -> Hashes:
    """A number for every run of `size` words; shape [max(len - size + 1, 0)], of many rows of words at once one row each. Order counts."""
    length = max(0, numbers.shape[-1] - size + 1)
    run = np.zeros((*numbers.shape[:-1], length), np.uint64)
    for place in range(size if length else 0):
        run = mixed(run * _PRIME + numbers[..., place : place + length])
    return run
