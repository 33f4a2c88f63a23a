"""How well a passage bears out a statement: what of the statement's words it has, weighted by rarity, and how near it is in meaning."""

from typing import Final

# Share of the statement's rare words in the passage, of the passage's in the statement, and the cosine of their vectors. Found on the
# development part of SuperPAL (benchmarks/quality/alignment.py), where neither words nor vectors alone rank as well.
OF_STATEMENT: Final = 1.0
OF_PASSAGE: Final = 0.25
COSINE: Final = 0.25


def bearing(of_statement: float, of_passage: float, cosine: float) -> float:
    """A score, 0 (nothing in common) to 1.5 (the same words)."""
    return OF_STATEMENT * of_statement + OF_PASSAGE * of_passage + COSINE * max(0.0, cosine)
