"""Words as they stand between marks: how many they are, and what is left of a saying without the marks around it. True of any language."""

import re
from functools import lru_cache

_DOUBLE = '"“”„«»'
_OPENED = re.compile(r"(?<!\w)['‘](?=\w{3})")  # a single mark that begins a quotation within one; "'ll" is none
_BEGINS = re.compile(r"[“„«]|``|(?<!\S)\"(?=\S)")
_ENDS = re.compile(r"[”»]|''|(?<=\S)\"(?!\w)")
_SIGNED = re.compile(r"[—–-][^\n]{2,60}\(@\w+\)")  # how a page prints a message that somebody posted
_CLOSED = re.compile(r"(?<=[\w.,!?\s])['’](?!\w)")


@lru_cache(maxsize=1 << 14)
def words_in(text: str) -> int:
    """How many words a stretch has."""
    return len(re.findall(r"\w[\w'-]*", text))


def unmarked(text: str) -> str:
    """A saying without the marks around all of it, and without a mark at an end whose other half is missing; marks inside stay."""
    text = text.strip(" ,\n\t")
    inner = text[1:-1]
    if text[:1] in _DOUBLE and text[-1:] in _DOUBLE and not any(mark in inner for mark in _DOUBLE):
        return inner.strip(" ,\n\t")
    if sum(text.count(mark) for mark in _DOUBLE) % 2:
        if text[:1] in _DOUBLE and text[:1] != "”":
            text = text[1:]
        elif text[-1:] in _DOUBLE and text[-1:] != "“":
            text = text[:-1]
    return re.sub(r"^[\s'‘’]+(?=[^'’]*$)|[\s,]+$", "", text).strip()


def closes_marks(text: str) -> bool:
    """Is every quotation that begins in a text ended there?"""
    return text.count('"') % 2 == 0 and len(_OPENED.findall(text)) <= len(_CLOSED.findall(text))


def within_marks(text: str, start: int) -> bool:
    """Does a place of a text stand within a quotation that began before it in its paragraph, and has not ended there?"""
    first = text.rfind("\n", 0, start) + 1
    begun = max((mark.start() for mark in _BEGINS.finditer(text, first, start)), default=-1)
    return begun > max((mark.start() for mark in _ENDS.finditer(text, first, start)), default=-1)


def signed(text: str, start: int) -> bool:
    """Does a place of a text stand in a paragraph that is signed, as a posted message is: "It never ends! — Ada Moll (@moll)"?"""
    end = text.find("\n", start)
    return _SIGNED.search(text, start, end if end >= 0 else len(text)) is not None
