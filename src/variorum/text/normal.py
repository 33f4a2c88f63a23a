"""Length-preserving normal forms, so that every offset found in the normal form is exact in the text as read.

Each function maps one code point to one code point: `len(fold(text)) == len(text)`. That is the whole way back.
"""

import hashlib
import re

_SINGLE = dict.fromkeys(map(ord, "‘’‚‛′ʼ`´"), "'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_DASH = dict.fromkeys(map(ord, "‐‑‒−"), "-") | dict.fromkeys(map(ord, "—―"), "–")
_SPACE = dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000\t\v\f"), " ") | dict.fromkeys(range(0x2000, 0x200B), " ")
# Invisible characters become spaces rather than vanish: the length must stay.
_UNSEEN = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)], " ")
_FOLD = _SINGLE | _DOUBLE | _DASH | _SPACE | _UNSEEN
_FOLDED = re.compile(f"[{''.join(re.escape(chr(code)) for code in _FOLD)}]")
_SMALL = bytes(range(256)).lower()
_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


def fold(text: str) -> str:
    """Straight quotes, plain spaces, two dashes; same length, same offsets."""
    return text.translate(_FOLD) if text.isascii() else _FOLDED.sub(_folded, text)  # the quickest way for each


def _folded(found: re.Match[str]) -> str:
    return str(_FOLD[ord(found[0])])


def key_of(text: str) -> str:
    """What tells lines and names apart, however they are set: their letters and digits, in small ones."""
    if text.isascii():
        return text.encode().translate(_SMALL, _MARKS).decode()
    kept = text.encode("utf-8", "surrogatepass").translate(_SMALL, _MARKS).decode("utf-8", "surrogatepass")
    return (kept if kept.isalnum() else "".join(filter(str.isalnum, kept))).lower()


def is_repeat(key: str, other: str) -> bool:
    """Is a key (`key_of`) the other's, once or several times over: a title printed twice in a line?"""
    return other != "" and key != "" and key == other * (len(key) // len(other))


def words_key(text: str, language: str | None = None) -> str:
    """The hash under which language work on a paragraph is kept: equal for texts that differ only in quote and space characters.

    Words of a report in another language than English (ISO 639-1; None: taken for English) have keys of their own.
    """
    told = "" if language in (None, "en") else f"\0{language}"
    return hashlib.sha256((fold(text) + told).encode("utf-8", "surrogatepass")).hexdigest()[:24]
