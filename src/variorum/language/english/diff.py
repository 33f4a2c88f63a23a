"""Two sentences word by word: what stays, what changes, with exact offsets on both sides.

Words are compared by a key that forgets spelling habits (British and American forms, contractions, abbreviations of a few states, case,
inflection), so that what is left over is a difference of words and not of house style.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.numbers import CARDINALS
from variorum.language.english.words.tables import written
from variorum.language.english.words.verbs import verb_of
from variorum.model.saying import SaidWord, Stretch
from variorum.text.normal import fold

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|[%$€£]")
_TABLE = "spellings.tsv"
_CONTRACTIONS, _TAILS, _SPELLINGS = written(_TABLE, "contraction"), written(_TABLE, "tail"), written(_TABLE, "spelling")
_PHRASES = {tuple(phrase.split()): word for phrase, word in written(_TABLE, "phrase").items()}
FUNCTION = word_set("small words")
_ENDINGS = ("ations", "ation", "itions", "ition", "ments", "ment", "ings", "ing", "edly", "able", "ible", "ions", "ion", "ied", "ies",
            "ed", "es", "ly", "al", "s")  # fmt: skip


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A rough dictionary form of a small-letter word: good for telling whether two texts use the same word, not for showing."""
    word = verb_of().get(word, word)
    if word in FUNCTION or len(word) <= 3 or not word.isalpha():
        return word
    word = re.sub(r"^(defen|offen|licen|practi|preten)s(?=[ei])", r"\1c", word)
    word = re.sub(r"(?<=[a-z]{3})is(e|ed|es|ing|ation|ations)$", r"iz\1", word)
    word = re.sub(r"(?<=[a-z]{2})our(s|ed|ing|al|able|ful)?$", r"or\1", word)
    word = re.sub(r"(?<=[a-z])lled$", "led", re.sub(r"(?<=[a-z])lling$", "ling", word))
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (2 if ending in ("ies", "ied") else 3 if len(ending) < 4 else 4):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if word.endswith("at") and len(word) > 5:
        word = word[:-2]
    while len(word) > 3 and word[-1] in "ey":
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def _keys(raw: str) -> tuple[str, ...]:
    small = raw.lower().rstrip(".")
    if raw in {"US", "USA", "U.S."}:
        return ("usa",)
    if small in _CONTRACTIONS:
        return tuple(_CONTRACTIONS[small].split())
    if "'" in small:
        for tail, meaning in _TAILS.items():
            if small.endswith(tail):
                return (stem(small[: -len(tail)]), meaning)
        small = small.split("'")[0]
    if small in _SPELLINGS:
        small = _SPELLINGS[small]
        return (stem(small),) if small else ()
    if small in CARDINALS:
        return (str(CARDINALS[small]),)
    if small[:1].isdigit():
        return (re.sub(r",(?=\d{3}\b)", "", small).rstrip(",:"),)
    return (stem(small),)


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[SaidWord, ...]:
    """The words of a text with their keys. A contraction gives two words at one place; titles such as "Mr" give none."""
    found: list[SaidWord] = []
    for match in _WORD.finditer(fold(text)):
        raw = match.group()
        start, end = match.span()
        if raw.endswith(".") and len(raw) > 4 and not raw[:-1].isupper():
            end -= 1
        for key in _keys(raw):
            if found and (found[-1].key, key) in _PHRASES:
                last = found.pop()
                found.append(SaidWord(text[last.start : end], last.start, end, _PHRASES[last.key, key], True))
            elif found and (found[-1].text.lower(), raw.lower()) in _PHRASES:
                last = found.pop()
                joined = _PHRASES[last.text.lower(), raw.lower()]
                found.append(SaidWord(text[last.start : end], last.start, end, joined, True))
            else:
                found.append(SaidWord(text[start:end], start, end, key, raw[:1].isupper()))
    return tuple(found)


def content(of: tuple[SaidWord, ...]) -> frozenset[str]:
    """The keys that carry meaning: no function words, no single letters."""
    return frozenset(word.key for word in of if word.key not in FUNCTION and (len(word.key) > 1 or word.key.isdigit()))


def changes(a: tuple[SaidWord, ...], b: tuple[SaidWord, ...]) -> list[Stretch]:
    """The stretches in which two word sequences differ, in order.

    Stretches with one equal word between them are joined, and so are those with only function words (at most two) or one name between
    them: "should X choose" / "X has to choose" is one change and not two.
    """
    found: list[Stretch] = []
    for step in LCSseq.opcodes([word.key for word in a], [word.key for word in b]):
        if step.tag == "equal":
            continue
        new = Stretch(step.src_start, step.src_end, step.dest_start, step.dest_end)
        if found:
            last = found[-1]
            between = a[last.j : new.i]
            small = len(between) <= 2 and all(word.key in FUNCTION for word in between)
            if len(between) <= 1 or small or (len(between) <= 3 and all(word.capital for word in between)):
                found[-1] = Stretch(last.i, new.j, last.k, new.m)
                continue
        found.append(new)
    return found
