"""Two sayings compared: are they the same words or message, and what do their differences do to the meaning?

Sameness is the share of content that both have, rare words weighing more (language/rarity.py), with a bonus for words in the same order;
where sentence vectors are at hand they count as well. The weights and the bar are set on the tuning half of benchmarks/labels/utterances.
"""

import re
from difflib import SequenceMatcher
from math import fsum

import numpy as np
from rapidfuzz.distance import OSA, LCSseq

from variorum.language.english import diff
from variorum.language.english.names.gazetteer import country_of
from variorum.language.rarity import rarity
from variorum.model.point import Kind
from variorum.model.saying import Change, Saying

_NEGATIONS = frozenset(["non", "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly"])
_CONDITIONS = re.compile(r"\b(?:if|unless|until|till|provided|providing|as long as|so long as|only when|in case)\b", re.IGNORECASE)
_OPENS_CONDITION = re.compile(r"(?:,\s*)?(?:(?:[Ii]f|[Uu]nless|[Pp]rovided|[Aa]s long as|[Uu]ntil)\b|[Ss]hould\s+[A-Z])")
_INVERTED = re.compile(r"(?:^|[,;.]\s*)(?:should|had|were)\s+(?:the\s+)?[A-Z]\w+\s+\w+", re.IGNORECASE)
_MUST = re.compile(r"\b(?:must|ha(?:s|ve|d) (?:got )?to|need(?:s|ed)? to|ought to|should|shall|required? to|obliged to)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:may|might|could|perhaps|possibly|maybe|likely|probably)\b", re.IGNORECASE)
_LONGEST_COMPARED = 12
_SPELT = 1  # letters by which two spellings of a word may differ
# Pairs that turn a saying round when one stands where the other stood. Own list.
_OPPOSITES = {
    frozenset(diff.stem(word) for word in pair.split())
    for pair in (
        "accept reject", "allow ban", "allow forbid", "increase decrease", "raise lower", "rise fall", "more less", "more fewer",
        "win lose", "open close", "support oppose", "agree refuse", "begin end", "start stop", "start end", "before after", "all none",
        "always never", "above below", "up down", "confirm deny", "admit deny", "attack defend", "buy sell", "enter leave", "gain lose",
        "strong weak", "safe dangerous", "true false", "first last", "maximum minimum", "guilty innocent", "legal illegal",
        "possible impossible", "likely unlikely", "better worse", "best worst", "success failure", "friend enemy", "war peace",
        "send withdraw", "deploy withdraw", "arrive leave", "live die",
    )
}  # fmt: skip


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
    return 0.55 * max(0.0, close) + 0.45 * lexical if lexical >= 0.2 else 0.0


def change(one: Saying, other: Saying) -> Change:
    """Compares the stretches that both tell; words that one leaves out at its ends are no difference of wording."""
    if [w.key for w in one.words] == [w.key for w in other.words]:
        return Change("none", (), ())
    stretches = diff.changes(one.words, other.words)
    (first, _), (last, _) = _common(one, other)
    inner = [s for s in stretches if (first <= s.i and s.j <= last and not _outer(s, one, other)) or _beside(s, first, last)]
    outer = [s for s in stretches if s not in inner]
    found = [(_kinds_of(one, other, stretch), (_cut(one, stretch.i, stretch.j), _cut(other, stretch.k, stretch.m))) for stretch in inner]
    found += [({"condition"}, pair) for pair in _conditions_lost(one, other, outer)]
    found.sort(key=lambda item: not item[0])
    kinds: set[Kind] = {kind for some, _ in found for kind in some}
    pairs = tuple(pair for some, pair in found if some or (not kinds and _tells(*pair)))
    if found and not pairs:
        return Change("none", (), ())
    return Change("meaning" if kinds else "wording", tuple(sorted(kinds)), pairs)


def _tells(one: str, other: str) -> bool:
    """Do two wordings differ in more than small words, spelling and inflection: "their" for "the", "Sergei" for "Sergey"?"""
    ours, theirs = diff.content(diff.words(one)), diff.content(diff.words(other))
    left, right = sorted(ours - theirs), sorted(theirs - ours)
    if len(left) == len(right) and all(OSA.distance(a, b) <= _SPELT and a[0] == b[0] for a, b in zip(left, right, strict=True)):
        return False
    return bool(left or right)


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


def _beside(stretch: diff.Stretch, first: int, last: int) -> bool:
    """Does a short stretch of one side stand for a short stretch of the other, right beside what both tell?"""
    short = 0 < stretch.j - stretch.i <= 4 and 0 < stretch.m - stretch.k <= 4
    return short and first - 3 <= stretch.i and stretch.j <= last + 2


def _outer(stretch: diff.Stretch, one: Saying, other: Saying) -> bool:
    """Is a stretch only words that one side has before or after all that both have?"""
    if stretch.i == stretch.j:
        return stretch.i in (0, len(one.words))
    if stretch.k == stretch.m:
        return stretch.k in (0, len(other.words))
    return False


def _cut(of: Saying, start: int, end: int) -> str:
    return of.text[of.words[start].start : of.words[end - 1].end] if start < end else ""


def _kinds_of(one: Saying, other: Saying, stretch: diff.Stretch) -> set[Kind]:
    """The kinds of difference in one stretch that change what is said."""
    a, b = one.words[stretch.i : stretch.j], other.words[stretch.k : stretch.m]
    if max(len(a), len(b)) > _LONGEST_COMPARED:
        return set()  # told so differently that words do not stand against words
    text_a, text_b = _cut(one, stretch.i, stretch.j), _cut(other, stretch.k, stretch.m)
    kinds: set[Kind] = set()
    numbers = [{w.key for w in side if w.key[:1].isdigit()} for side in (a, b)]
    if numbers[0] and numbers[1] and numbers[0] != numbers[1]:
        kinds.add("number")
    if _negative(a, text_a) != _negative(b, text_b):
        kinds.add("polarity")
    keys_a, keys_b = {w.key for w in a}, {w.key for w in b}
    if max(len(a), len(b)) <= 3 and any(
        len(pair & keys_a) == 1 and len(pair & keys_b) == 1 and (pair & keys_a) != (pair & keys_b) for pair in _OPPOSITES
    ):
        kinds.add("polarity")
    if _conditional(text_a, one, stretch.i) != _conditional(text_b, other, stretch.k):
        kinds |= {"condition"}
        if bool(_MUST.search(text_a)) or bool(_MUST.search(text_b)):
            kinds.add("modality")
    elif _lasting(text_a) != _lasting(text_b) and _lasting(text_a) and _lasting(text_b):
        kinds.add("condition")
    elif _forced(text_a, one, stretch.i) != _forced(text_b, other, stretch.k):
        kinds.add("modality")
    names = (_names(a), _names(b))
    if names[0] and names[1] and not (names[0] & names[1]) and _other_things(*names):
        kinds.add("name")
    return kinds


def _negative(words: tuple[diff.Word, ...], text: str) -> bool:
    count = sum(1 for word in words if word.key in _NEGATIONS)
    return count % 2 == 1


def _conditional(text: str, of: Saying, place: int) -> bool:
    if _CONDITIONS.search(text):
        return True
    before = of.text[: of.words[place].start] if place < len(of.words) else of.text
    return bool(_INVERTED.search((before[-2:] if before else "") + text)) and not text.strip().endswith("?")


def _lasting(text: str) -> str:
    """ "while" for a condition that must hold ("if", "as long as"), "until" for one that must end ("until", "unless"), "" for none."""
    if re.search(r"\b(?:until|till|unless)\b", text, re.IGNORECASE):
        return "until"
    return "while" if _CONDITIONS.search(text) else ""


def _forced(text: str, of: Saying, place: int) -> str:
    """ "must", "may" or "" for the strength that a stretch gives its verb. "Will have to" is no more than "will"."""
    if _MUST.search(text) and not (place and of.words[place - 1].key in ("will", "would")) and not re.search(r"\bwill have to\b", text):
        return "must"
    return "may" if _MAY.search(text) else ""


def _names(words: tuple[diff.Word, ...]) -> set[str]:
    return {word.key.replace(".", "") for word in words if word.capital and word.key not in diff.FUNCTION and len(word.key) > 1}


def _other_things(one: set[str], other: set[str]) -> bool:
    """Do two sets of names mean different things? Two spellings or a country and its people do not."""
    countries = [{code for name in side if (code := country_of(name.capitalize()))} for side in (one, other)]
    return not (countries[0] & countries[1]) and not any(a[:4] == b[:4] for a in one for b in other)


def _conditions_lost(one: Saying, other: Saying, outer: list[diff.Stretch]) -> list[tuple[str, str]]:
    """A condition that only one side has, at its end or beginning, changes what is said; other words left out there do not."""
    found = []
    for stretch in outer:
        pair = (_cut(one, stretch.i, stretch.j), _cut(other, stretch.k, stretch.m))
        opens = [bool(_OPENS_CONDITION.match(text)) and len(text.split()) <= 14 for text in pair]
        if opens[0] != opens[1]:
            found.append(pair)
    return found
