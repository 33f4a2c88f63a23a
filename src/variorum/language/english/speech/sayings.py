"""Two sayings compared: are they the same words or message, and which words stand for which?

Sameness is the share of content that both have, rare words weighing more (language/rarity.py), with a bonus for words in the same order;
where sentence vectors are at hand they count as well. The weights and the bar are set on the tuning half of benchmarks/labels/utterances.
"""

import re
from difflib import SequenceMatcher
from math import fsum

import numpy as np
from rapidfuzz.distance import OSA, LCSseq

from variorum.language.english import diff
from variorum.language.english.words.lexicon import word_set
from variorum.language.rarity import rarity
from variorum.model.saying import Change, SaidWord, Saying, Stretch

_SMALL_THAT_TELL = word_set("sayings.small_that_tell")
MEANT = 0.2  # of lexical sameness; below, nearness of meaning counts for nothing
_SPELT = 1  # letters by which two spellings of a word may differ


def saying(text: str, direct: bool, vector: np.ndarray[tuple[int], np.dtype[np.float32]] | None = None) -> Saying:
    """A saying from its words; outer quotation marks do not matter."""
    words = diff.words(text)
    content = diff.content(words)
    return Saying(text, words, content, fsum(map(rarity, content)), direct, vector)


def sameness(one: Saying, other: Saying) -> float:
    """0..1: how sure the two are the same words or message. Symmetric; 1 for equal words."""
    if not one.content or not other.content:
        return 1.0 if one.words and [w.key for w in one.words] == [w.key for w in other.words] else 0.0
    if _other_conditions(one, other):
        return 0.0
    shared = fsum(rarity(key) for key in one.content & other.content)
    low, high = sorted((one.weight, other.weight))
    both = 2 * shared / (low + high)
    held = shared / low
    keys = [w.key for w in one.words], [w.key for w in other.words]
    run = LCSseq.similarity(*keys) / max(1, min(len(one.words), len(other.words)))
    # A part of a saying counts as the saying where it is too long for chance: four words on end and more, and most of the shorter side.
    together = SequenceMatcher(None, *keys, autojunk=False).find_longest_match().size
    share = together / max(1, min(len(one.words), len(other.words)))
    part = 0.9 * held * share if together >= 4 and share >= 0.5 else 0.0
    lexical = max(0.75 * both + 0.25 * min(both, run), part)
    if part < lexical and _only_names_shared(one, other):
        lexical *= 0.6
    return float(max(lexical, _near(one, other, lexical)))


def run_alike(one: Saying, other: Saying) -> bool:
    """Do half of the words of the longer stand in both in one order?"""
    keys = [w.key for w in one.words], [w.key for w in other.words]
    return 2 * LCSseq.similarity(*keys) >= max(map(len, keys))


def may_reach(one: Saying, other: Saying, bar: float) -> bool:
    """May the sameness of two reach a bar of at least MEANT, by the words that they share? No part of it is more than the share of the
    words of the shorter side, and below MEANT nothing else counts."""
    if not one.content or not other.content:
        return True
    return fsum(map(rarity, one.content & other.content)) >= min(bar, MEANT) * min(one.weight, other.weight)


def _only_names_shared(one: Saying, other: Saying) -> bool:
    """Is what both tell little more than who is named: less than a third of the other words of the shorter side?"""
    names = _names(one.words) | _names(other.words)
    mine, theirs = one.content - names, other.content - names
    low = min(fsum(map(rarity, mine)), fsum(map(rarity, theirs)))
    return low > 0 and fsum(map(rarity, mine & theirs)) < 0.3 * low


_IF = re.compile(r"\b(?:if|unless|provided|should(?=\s+[A-Z]))\s+([^,;.:]+)", re.IGNORECASE)


def _other_conditions(one: Saying, other: Saying) -> bool:
    """Do both hang on a condition, and on others: "if the dam breaks" and "if the council refuses"? Two warnings then, not one."""
    found = [[diff.content(diff.words(match[1])) for match in _IF.finditer(of.text)] for of in (one, other)]
    if not found[0] or not found[1]:
        return False
    mine, theirs = (frozenset().union(*some) for some in found)
    return min(len(mine), len(theirs)) >= 2 and not mine & theirs


def _near(one: Saying, other: Saying, lexical: float) -> float:
    """Paraphrase: sentence vectors close, and some rare words shared."""
    if one.vector is None or other.vector is None or not one.vector.any() or not other.vector.any():
        return 0.0
    close = float(one.vector @ other.vector)
    return 0.55 * max(0.0, close) + 0.45 * lexical if lexical >= MEANT else 0.0


def change(one: Saying, other: Saying) -> Change:
    """Compares the stretches that both tell; words that one leaves out at its ends are no difference of wording."""
    if [w.key for w in one.words] == [w.key for w in other.words]:
        return Change("none", ())
    stretches = diff.changes(one.words, other.words)
    (first, _), (last, _) = _common(one, other)
    inner = [s for s in stretches if (first <= s.i and s.j <= last and not _outer(s, one, other)) or _beside(s, first, last)]
    pairs = [(_cut(one, stretch.i, stretch.j), _cut(other, stretch.k, stretch.m)) for stretch in inner]
    telling = tuple(pair for pair in pairs if _tells(*pair))
    return Change("none" if pairs and not telling else "wording", telling)


def _tells(one: str, other: str) -> bool:
    """Do two wordings differ in more than small words, spelling and inflection: "their" for "the", "Sergei" for "Sergey"?"""
    ours, theirs = diff.words(one), diff.words(other)
    keys, others = ({word.key for word in words} for words in (ours, theirs))
    left = sorted({word.text.lower() for word in ours if _is_telling(word) and word.key not in others})
    right = sorted({word.text.lower() for word in theirs if _is_telling(word) and word.key not in keys})
    if len(left) == len(right) and all(_is_spelling(a, b) for a, b in zip(left, right, strict=True)):
        return False
    return bool(left or right)


def _is_spelling(one: str, other: str) -> bool:
    """Are two words spellings of one? "12" and "13" are not."""
    return OSA.distance(one, other) <= _SPELT and one[0] == other[0] and not any(sign.isdigit() for sign in one + other)


def _is_telling(word: SaidWord) -> bool:
    return word.key in _SMALL_THAT_TELL or (word.key not in diff.FUNCTION and (len(word.key) > 1 or word.key.isdigit()))


def _common(one: Saying, other: Saying) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where the two tell the same, in words of each: from the first to the last word of content that stands in both in
    order.
    """
    held = [
        (step.src_start + at, step.dest_start + at)
        for step in LCSseq.opcodes([w.key for w in one.words], [w.key for w in other.words])
        if step.tag == "equal"
        for at in range(step.src_end - step.src_start)
    ]
    telling = [pair for pair in held if one.words[pair[0]].key in one.content]
    if not telling:
        return (0, 0), (len(one.words), len(other.words))
    if len(held) > 1 and held[:2] == [(0, 0), (1, 1)]:  # both begin alike
        telling.insert(0, (0, 0))
    # One word more at the end: "has to choose that" against "choose it".
    return telling[0], (telling[-1][0] + 2, telling[-1][1] + 2)


def _beside(stretch: Stretch, first: int, last: int) -> bool:
    """Does a short stretch of one side stand for a short stretch of the other, right beside what both tell?"""
    short = 0 < stretch.j - stretch.i <= 4 and 0 < stretch.m - stretch.k <= 4
    return short and first - 3 <= stretch.i and stretch.j <= last + 2


def _outer(stretch: Stretch, one: Saying, other: Saying) -> bool:
    """Is a stretch only words that one side has before or after all that both have?"""
    if stretch.i == stretch.j:
        return stretch.i in (0, len(one.words))
    if stretch.k == stretch.m:
        return stretch.k in (0, len(other.words))
    return False


def _cut(of: Saying, start: int, end: int) -> str:
    return of.text[of.words[start].start : of.words[end - 1].end] if start < end else ""


def _names(words: tuple[SaidWord, ...]) -> set[str]:
    return {word.key.replace(".", "") for word in words if word.capital and word.key not in diff.FUNCTION and len(word.key) > 1}
