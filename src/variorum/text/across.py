"""Two texts in two languages side by side: names, numbers, foreign words and the order of sentences stay.

Each sentence becomes a row of its words' four-letter pieces (without accents), of its numbers (without separators and final noughts, so
that "40.000 millones" meets "40 billion"), and of its short words in capitals. Sentences that are mutually nearest and run in the same
order make a chain; its weight over the geometric mean of the two lengths tells a translation from another article on the same company.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum, log1p, sqrt
from typing import Any, Final

import numpy as np

from variorum.text.align import Alignment, Match, longest_chain
from variorum.text.grain import GRAIN, rounded
from variorum.text.shingle import counted_form, number_of, words

_PIECE: Final = 4
_LEAST_WORDS: Final = 4  # of a sentence that is compared
_FLOOR: Final = 0.2  # least likeness of two sentences on the chain
_NUMBER: Final = 3.0  # weight of a number or a name in capitals, as a rare word's
_RARE: Final = 6.0  # rarity of a word that may be a name: one text in four hundred
_NOT_LETTERS: Final = re.compile(r"\D")


@dataclass(frozen=True, eq=False)
class Rows:
    """The sentences of a text that can be compared: their places, and their pieces as sorted numbers with weights (unit rows)."""

    places: tuple[int, ...]
    pieces: tuple[dict[int, float], ...]


def rows_of(sentences: Sequence[str], rarity: Callable[[str], float]) -> Rows:
    """A text made ready for comparison with one in another language."""
    places, pieces = [], []
    for place, sentence in enumerate(sentences):
        found = words(sentence)
        if len(found) >= _LEAST_WORDS:
            places.append(place)
            pieces.append(_unit(_pieces([word for _, word in found], rarity)))
    return Rows(tuple(places), tuple(pieces))


def names_and_numbers(sentences: Sequence[str], rarity: Callable[[str], float]) -> frozenset[int]:
    """What of a text stays the same in most languages, as numbers: rare words with a capital, and figures of three digits or more."""
    found: set[int] = set()
    for sentence in sentences:
        for _, word in words(sentence):
            if word[0].isdigit():
                digits = _NOT_LETTERS.sub("", word)
                if len(digits) >= 3:
                    found.add(number_of("#" + digits.rstrip("0")))
            elif word[0].isupper() and len(word) >= 3 and rarity(counted_form(word)) >= _RARE:
                found.add(number_of("^" + _plain(word)))
    return frozenset(found)


def _plain(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(char))


def _pieces(found: Sequence[str], rarity: Callable[[str], float]) -> Counter[str]:
    pieces: Counter[str] = Counter()
    for word in found:
        plain = _plain(word)
        if plain[0].isdigit():
            digits = _NOT_LETTERS.sub("", plain).rstrip("0") or "0"
            pieces["#" + digits] += _NUMBER if len(digits) > 1 else 1.0  # type: ignore[assignment]
        elif len(plain) < _PIECE:
            if word.isupper() and len(word) >= 2:
                pieces["^" + plain] += _NUMBER  # type: ignore[assignment]
        else:
            parts = {plain[i : i + _PIECE] for i in range(len(plain) - _PIECE + 1)}
            worth = rarity(counted_form(plain)) / sqrt(len(parts)) / 3
            for part in parts:
                pieces[part] += worth  # type: ignore[assignment]
    return pieces


def _unit(pieces: Counter[str]) -> dict[int, float]:
    weights = {number_of(piece): log1p(weight) for piece, weight in pieces.items()}
    length = sqrt(fsum(weight * weight for weight in weights.values())) or 1.0
    return {number: weight / length for number, weight in weights.items()}


def align_across(one: Rows, other: Rows) -> tuple[Alignment, float]:
    """The parallel sentences of two texts in different languages, and the weight of their chain, 0..1."""
    empty = Alignment((), len(one.places), len(other.places))
    if not one.places or not other.places:
        return empty, 0.0
    likeness = _likeness(one, other)
    best_right, best_left = likeness.argmax(1), likeness.argmax(0)
    pairs = [
        (i, int(best_right[i]), float(likeness[i, best_right[i]]))
        for i in range(len(one.places))
        if likeness[i, best_right[i]] >= _FLOOR and best_left[best_right[i]] == i
    ]
    chain = longest_chain(pairs)
    weight = sum(value for i, j, value in pairs if (i, j) in chain) / sqrt(len(one.places) * len(other.places))
    matches = tuple(Match(one.places[i], other.places[j], round(value, 4), True, 0.0, True) for i, j, value in pairs if (i, j) in chain)
    return Alignment(matches, len(one.places), len(other.places)), round(weight, 4)


def _likeness(one: Rows, other: Rows) -> np.ndarray[Any, np.dtype[np.float32]]:
    shared = sorted({number for row in one.pieces for number in row} & {number for row in other.pieces for number in row})
    place = {number: index for index, number in enumerate(shared)}
    return _dense(one, place) @ _dense(other, place).T


def _dense(rows: Rows, place: dict[int, int]) -> np.ndarray[Any, np.dtype[np.float32]]:
    matrix = np.zeros((len(rows.pieces), len(place)))
    for index, row in enumerate(rows.pieces):
        for number, weight in row.items():
            at = place.get(number)
            if at is not None:
                matrix[index, at] = weight
    return rounded(matrix, GRAIN).astype(np.float32)
