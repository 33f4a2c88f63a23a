"""The words of an issue: made fit to be compared and to be read, and what tells that they are none."""

import re
from functools import lru_cache
from typing import Final

from variorum.language.english.words.lexicon import word_set

LONGEST_NAME: Final = 40  # words; shorter, names lost what they were about (of 82 lines shown three were struck for an end at 30)
_QUOTES: Final = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
_LEADING: Final = re.compile(
    r"^(?:(?:it|he|she|they|we|I|that)\s+(?:(?:has|have|had)\s+(?=\w+s\s))?)?"
    r"(?:(?:would|will|shall|may|might)\s+(?:have to\s+)?)?(?:also\s+|to\s+)*(?:(?:the|a|an)\s+)?",
    re.IGNORECASE,
)
_LEFT_OPEN: Final = re.compile(r"\s?\([^)]*$")  # "the Northern Alliance (NAL": what closes it was cut off
# What is asked, thanked for, told somebody to do, or goes on from elsewhere is no claim.
_NO_CLAIM: Final = re.compile(
    r"(?:whether|if (?:that|it|so)|what|which|who|whom|how|why|when|where|not|no|to|let|please|act|\w+ing)\b"
    r"|.*\b(?:thank|thanks|thankful|grateful)\b",
    re.IGNORECASE,
)
_BEFORE_CLAIM: Final = re.compile(r"^(?:(?:that|and|but|so|because)\s+)+", re.IGNORECASE)
_NEGATION: Final = re.compile(
    r"^(?:(?:.{0,40}\s)?(?:he|she|it|they|we|I)\s+)?(?:(?:will|would|can|could|shall|do|does|did|wo|ca)\s*)?"
    r"(?:not|n't|never|no longer|won't|can't|cannot)\s+",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(r"^(?:its|their|his|her)\s+", re.IGNORECASE)
_QUOTE_END: Final = re.compile(r'[,.!?]"\s+')
# An issue that only points back ("it", "this", "those of them") reads as nothing.
_BACKWARD: Final = re.compile(r"(?:him|her|it|them|this|that|these|those|which|what|whom|such|us|me|you|so)\b", re.IGNORECASE)
_NOBODY: Final = re.compile(r"(?:(?:his|her|their|its|our) )?(\w+)")
_OWN_ACT: Final = re.compile(r"((?:[A-Z][\w.'-]*\s+){1,4})(?:will|would|shall)\s+(?:have to\s+)?(?!not\b|never\b)")


@lru_cache(maxsize=1 << 12)
def tidy(text: str) -> str:
    """The words of an issue without quotation marks, leading helpers ("it would", "we will not") and loose ends."""
    first = _QUOTE_END.split(text.translate(_QUOTES))[0]  # what follows a quotation's end is no part of it
    bare = re.sub('["“”„‟«»]', "", first)
    bare = _LEADING.sub("", " ".join(bare.split()))
    return _LEFT_OPEN.sub("", bare).strip(" ,;:–-")


@lru_cache(maxsize=1 << 12)
def claim(text: str) -> str:
    """The words of what somebody says, without quotation marks, "that" and loose ends; none where they claim nothing."""
    bare = " ".join(re.sub("[\"“”„‟«»]|``|''", "", text.translate(_QUOTES)).split())
    words = _LEFT_OPEN.sub("", _BEFORE_CLAIM.sub("", bare.strip(" ,;:–-"))).rstrip(" .!,;:–-")
    return "" if _NO_CLAIM.match(words) else words


def affirmed(issue: str) -> str:
    """An issue without its "not": to reject "will not sign" is to reject signing."""
    return _NEGATION.sub("", issue)


@lru_cache(maxsize=1 << 12)
def points_back(issue: str) -> bool:
    """Does an issue only point back: "it", "those of them"?"""
    return _BACKWARD.match(issue) is not None


@lru_cache(maxsize=1 << 12)
def is_nobody(party: str) -> bool:
    """Is a party, in small letters, a group or person without whose or which: "hundreds", "their families"?"""
    found = _NOBODY.fullmatch(party)
    return found is not None and found[1] in word_set("issues.nobody")


def has_owner(words: str) -> bool:
    """Do words begin with whose they are, in a pronoun: "its allies"?"""
    return _OWNER.match(words) is not None


def owned_by(words: str, owner: str) -> str:
    """ "its allies", of Norland: "allies of Norland"."""
    return f"{_OWNER.sub('', words)} of {owner}"


def own_act(issue: str) -> tuple[str, str] | None:
    """Of "Norland will close the port": who, and what is left of the issue without them; None where it begins otherwise."""
    found = _OWN_ACT.match(issue)
    return (found[1], issue[found.end() :]) if found else None


def headline(text: str) -> str:
    """The words of an issue, cut where they are too many for a name."""
    words = text.split()
    if len(words) > LONGEST_NAME:
        cut = max((place for place, word in enumerate(words[:LONGEST_NAME]) if word[-1] in ",;"), default=0)
        words = words[: cut + 1] if cut >= 5 else words[:LONGEST_NAME]
        while words and words[-1].lower().strip(",") in word_set("issues.weak_ends"):
            words.pop()
    return _LEFT_OPEN.sub("", " ".join(words)).strip(" ,;:")


def turned(text: str) -> bool:
    """Does a wording speak of ending, banning or not doing the thing? Two such words turn it back."""
    words = re.findall(r"n't|\w+", text.lower())
    return sum(word in word_set("issues.turning") for word in words) % 2 == 1
