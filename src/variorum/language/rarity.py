"""How much a word tells about what a text is about: a fixed table, the same for every library, so that no other report changes it."""

import math
from functools import cache, lru_cache
from typing import Final

from variorum.language.tables import rows

# Zipf values (log10 of occurrences per thousand million words) for what no table can list.
_UNLISTED: Final = 2.5
_SHORT_NUMBER: Final = 5.0  # one or two digits
_YEAR: Final = 4.6
_LONG_NUMBER: Final = 3.3
# A report has about this many words; a word's chance to stand in one is 1 - exp(-words * frequency).
_WORDS: Final = 300


@cache
def _tables() -> dict[str, dict[str, float]]:
    """Language -> counted form -> how common it is."""
    tables: dict[str, dict[str, float]] = {}
    for language, step, forms in rows("variorum.language", "word_rarity.tsv"):
        tables.setdefault(language, {}).update(dict.fromkeys(forms.split(), int(step) / 10))
    return tables


@lru_cache(maxsize=1 << 17)
def zipf(form: str, language: str = "en") -> float:
    """How common a word is on the Zipf scale, by its counted form (text/shingle.py): about 2.5 (rare, a name) to 7.7 ("the").

    A language not listed is taken for English.
    """
    if form.isdigit():
        return _SHORT_NUMBER if len(form) <= 2 else _YEAR if len(form) == 4 and form[:2] in ("19", "20") else _LONG_NUMBER
    return (_tables().get(language) or _tables()["en"]).get(form, _UNLISTED)


@lru_cache(maxsize=1 << 17)
def rarity(form: str, language: str = "en") -> float:
    """The inverse document frequency of a counted form, natural logarithm: 0 for a word in every report, about 9.3 for a rare name."""
    return -math.log(-math.expm1(-_WORDS * 10 ** (zipf(form, language) - 9)))
