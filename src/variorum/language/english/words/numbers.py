"""The number words of English, once for all who read figures, times, counts of people or words that change."""

from functools import cache
from typing import Final

from variorum.language.english.words.tables import rows

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS: Final = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
"""The numbers of one word, in their order: "zero" to "twenty", then the tens to "ninety"."""


def alternatives(low: int, high: int) -> str:
    """The number words from `low` to `high` with "|" between them, the longest first, so that no word hides one that begins alike."""
    return "|".join(sorted((word for word, number in CARDINALS.items() if low <= number <= high), key=len, reverse=True))


@cache
def spans(sort: str) -> dict[str, tuple[float, float]]:
    """The words of a sort of lexicons/spans.tsv, in their order, and the numbers between which lies what they mean."""
    listed = (row for row in rows("spans.tsv", titled=True) if row[0] == sort)
    return {word: (float(low), float(high)) for _, words, low, high, _ in listed for word in words.split("|")}


@cache
def worth(sort: str) -> dict[str, float]:
    """The one number that each word of such a sort stands for."""
    return {word: low for word, (low, _) in spans(sort).items()}
