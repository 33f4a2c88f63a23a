"""Which language a text is in, by its commonest words: enough to know that two reports are not in the same one."""

from functools import cache
from typing import Final

from variorum.language.english.words.tables import rows
from variorum.text.shingle import words

LOOKED_AT: Final = 300  # words from the start
SURE: Final = 0.12  # share of a language's commonest words from which a text is in it; running text has .3 and more
AHEAD: Final = 1.3  # times as many as of the next language


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(listed.split()) for code, listed in rows("tongues.tsv")}


def tongue(text: str) -> str | None:
    """ISO 639-1 code of the language, or None where the text is too short or in none that is listed."""
    found = [word.lower() for _, word in words(text[: LOOKED_AT * 12])][:LOOKED_AT]
    if len(found) < 8:
        return None
    counts = sorted(((sum(word in common for word in found), code) for code, common in _common().items()), reverse=True)
    (most, code), (next_most, _) = counts[0], counts[1]
    return code if most >= SURE * len(found) and most >= AHEAD * next_most else None
