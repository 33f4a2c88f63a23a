"""The number words of English, once for all who read figures, times, counts of people or words that change."""

from typing import Final

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
