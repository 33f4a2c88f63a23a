"""Characters that hide, steer or turn text round: which they are, and how a reader is told of one."""

import unicodedata

# Format characters that belong to the writing of a language, or stand inside emoji: they are shown as they are.
_HARMLESS = frozenset("\n\t\u200c\u200d\u00ad\u2060\ufeff")


def is_odd(character: str) -> bool:
    """Does the character hide, change direction, or steer a terminal?"""
    return character not in _HARMLESS and unicodedata.category(character) in ("Cf", "Cc", "Co", "Cs")


def has_odd(text: str) -> bool:
    """Is any of its characters odd? Most texts have none, and have to be told so fast."""
    return not text.isprintable() and any(map(is_odd, set(text)))


def code(character: str) -> str:
    """ "U+202E"."""
    return f"U+{ord(character):04X}"


def named(text: str) -> str:
    """The text with every odd character replaced by its code in brackets, where no markup can be used."""
    if not has_odd(text):
        return text
    return "".join(f"[{code(character)}]" if is_odd(character) else character for character in text)
