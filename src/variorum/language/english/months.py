"""The names of the months, once for all who read times and dates: English names and short forms, and how other languages' names begin."""

import re
from functools import cache
from typing import NamedTuple

from variorum.language.english.words.tables import rows


class Month(NamedTuple):
    """A month: its English name in small letters, English short forms, and beginnings by which its name in any language is known."""

    name: str
    short: tuple[str, ...]
    beginnings: tuple[str, ...]


@cache
def months() -> tuple[Month, ...]:
    """January to December."""
    found = []
    for name, short, others in rows("months.tsv"):
        found.append(Month(name, tuple(short.split()), (name[:3], *others.split())))
    return tuple(found)


def written_in(words: str) -> int | None:
    """1 to 12 for the month that small-letter English words write, in full or shortened ("14 sept 2024"); None where they write none."""
    found = _IN_WORDS.search(words)
    return next(number for number, month in enumerate(months(), 1) if month.name.startswith(found[1])) if found else None


@cache
def numbers() -> dict[str, int]:
    """1 to 12 by English name and short form."""
    return {name: number for number, month in enumerate(months(), 1) for name in (month.name, *month.short)}


def named(word: str) -> int | None:
    """1 to 12 for a word that begins like a month's name in some language; None for another word.

    The longest beginning decides: French juin and juillet, Finnish marraskuu and March.
    """
    word = word.lower()
    fits = [(len(start), number) for number, month in enumerate(months(), 1) for start in month.beginnings if word.startswith(start)]
    return max(fits)[1] if fits else None


_IN_WORDS = re.compile(rf"\b({'|'.join(month.name[:3] for month in months())})[a-z]*")
