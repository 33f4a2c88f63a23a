"""What a sentence says is still to come, and whether another tells it as done: of two states of one text, which is the earlier."""

import re
from functools import lru_cache
from typing import Final

from variorum.language.english.words.verbs import past_of

_COMING: Final = re.compile(
    r"\b(?:(?:scheduled|expected|due|set|slated|poised|about|planning|preparing|going|to be)\s+to"
    r"|will|would|shall|plans? to|planned to|intends? to|hopes? to|hoped to|'ll)\s+"
    r"(?:(?:\w+ly|also|then|now|soon|again|not|first|both)\s+)*(?:be\s+)?([a-z]{3,})\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z]+")


def came(before: str, after: str) -> bool:
    """Does the second sentence tell as past what the first says is to come, and no longer say so itself?"""
    planned = coming(before) - coming(after)
    return any(past_of(base) & _told(after) for base in planned)


@lru_cache(maxsize=1 << 14)
def coming(sentence: str) -> frozenset[str]:
    """Base forms of what a sentence says is still to come."""
    return frozenset(match.group(1).lower() for match in _COMING.finditer(sentence))


@lru_cache(maxsize=1 << 14)
def _told(sentence: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(sentence))
