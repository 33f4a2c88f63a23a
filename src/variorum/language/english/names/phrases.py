"""Which of the names in a phrase the phrase is about: "Palace spokesman Ada Moll" is Moll, "Moll's deputy" is nobody named."""

import re
from typing import Final

from variorum.language.english.words.lexicon import word_set

# A name behind one of these words is not what the phrase is about: "a spokesman for Anna Moll", "the Foreign Minister of Iceland".
_ASIDE: Final = re.compile(
    r"\b(?:of|for|to|from|in|at|on|by|with|under|near|against|behind|close|and|or|who|which|that|where|than|about)\b", re.IGNORECASE
)
# A small word right behind the head of a phrase; any other small word there makes the name describe it: "the Moll administration".
_MAY_FOLLOW: Final = word_set("phrases.may_follow")
_TITLE_INSIDE: Final = re.compile(
    r"\b(?:President|Minister|Mayor|Governor|Senator|Chancellor|King|Queen|Prince|Princess|Mr|Mrs|Ms|Dr|Sir|Dame)\b"
)
_TITLE_OF: Final = re.compile(
    r"(?:minister|secretary|ambassador|envoy|head|director|chief|president|governor|leader|professor)\s*$", re.IGNORECASE
)
_JOINED: Final = re.compile(
    r"(?:,\s+[A-Z]\w+(?:\s+[A-Z]\w+)*)*,?\s+(?:and|or)\s+(?:\w+\s+){0,4}?(?:[A-Z]\w+|its|his|her|their|other)"
)  # fmt: skip


def owns(after: str) -> bool:
    """Is a name, by what stands right behind it, the owner of what follows: "Moll's"?"""
    return re.match(r"['’]s?\b|\s['’]s\b", after) is not None


def owned(owner: str, what: str) -> str:
    """Somebody without a name, told by whose they are: "Moll’s agent"."""
    return f"{owner}’s {what}"


def heads(before: str, after: str) -> bool:
    """Can a name be the head of its phrase: no possessive behind it, and before it only a title or a closed apposition?"""
    if re.match(r"['’]s?\b|\s['’]s\b|['’](?=\s)|-\w", after):
        return False
    if "," in before and _ASIDE.search(before.rpartition(",")[2]):
        return False
    if "," not in before and (aside := _ASIDE.search(before)) and not _is_title(before[: aside.start()], before):
        return False
    behind = re.match(r"\s+(\w+)", after)
    return behind is None or not behind[1][0].islower() or behind[1] in _MAY_FOLLOW


def shared(before: str, after: str) -> bool:
    """Is the phrase about more than the name in it: "Moll and Bein", "Norland and its allies"?"""
    return _JOINED.match(after) is not None or re.search(r"[A-Z]\w+,?\s+and\s+(?:\w+\s+)*$", before) is not None


def _is_title(before: str, whole: str) -> bool:
    """Does "of", "for" or "to" belong to a title before the name: "Secretary of State X", "US Ambassador to Russia X"?"""
    rest = whole[len(before) :]
    if re.search(r"[a-rt-z]s\s*$", before) or _TITLE_INSIDE.search(rest):
        return False  # "Critics of Mayor X", "Members of the Council of X"
    if re.search(r"(?:chief|secretary|director|head)\s*$", before, re.IGNORECASE) and re.fullmatch(r"of\s+[a-z]+\s+", rest):
        return True  # "the palace's chief of staff X"
    return bool(
        re.search(r"[A-Z]\w+\s*$", before) and re.fullmatch(r"(?:of|for|to)\s+(?:the\s+)?(?:[A-Z][\w.&-]*\s+){1,3}(?:[a-z]+\s+)?", rest)
    ) or bool(_TITLE_OF.search(before) and re.fullmatch(r"(?:of|for|to)\s+(?:the\s+)?(?:[A-Z][\w.&-]*\s+){1,3}", rest))
