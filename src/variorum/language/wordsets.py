"""Small word sets that rules ask for, kept as data in lexicons/word_sets.tsv so that the rules stay readable."""

from functools import cache
from pathlib import Path
from typing import Final

LEXICONS: Final = Path(__file__).parent / "lexicons"


@cache
def _sets() -> dict[str, frozenset[str]]:
    lines = (LEXICONS / "word_sets.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: frozenset(row[1:]) for row in rows}


def word_set(name: str) -> frozenset[str]:
    """The words of a set by its name ("module.set"); an unknown name is a mistake and raises KeyError."""
    return _sets()[name]
