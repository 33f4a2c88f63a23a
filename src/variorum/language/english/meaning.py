"""What the words of a sentence mean beyond it, as the questions of a story ask: which deed a word tells, when a written time is."""

from collections import defaultdict
from functools import cache

from variorum.language.english.words.lexicon import reporting, verbal_nouns
from variorum.language.english.words.tables import rows


@cache
def deeds(act: str, noun: bool) -> frozenset[str]:
    """The deeds that a verb ("check in") or a noun ("explosion") may tell, by name; words that share one may tell of one deed.

    Empty for words that tell no deed of their own ("be", "happen"), for verbs of saying and thinking, and for nouns that name no deed.
    """
    groups = _groups()
    if noun:
        known = verbal_nouns().get(act)
        return groups.get(f"noun:{act}", frozenset()) | (frozenset() if known is None else deeds(known.verb, False))
    if act in reporting() and act not in groups:
        return frozenset()
    found = groups.get(act, frozenset())
    return found - {_LIGHT} if _LIGHT in found else found | {act}


_LIGHT = "light"


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for deed, words, _ in rows("deeds.tsv"):
        for word in words.split(";"):
            found[word].add(deed)
    return {word: frozenset(groups) for word, groups in found.items()}
