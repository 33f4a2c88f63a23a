"""What the words of a sentence mean beyond it, as the questions of a story ask: which deed a word tells, when a written time is."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from variorum.language.english import diff
from variorum.language.english.words.lexicon import reporting, verbal_nouns
from variorum.language.english.words.pronouns import pronouns
from variorum.language.english.words.tables import rows, written
from variorum.model.saying import SaidWord
from variorum.model.sentence import Pole


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


_CONDITIONS: Final = written("spellings.tsv", "condition")


@cache
def concepts(word: str) -> frozenset[str]:
    """What a small-letter word means to the questions of a story, by names that are the same in every language: "negation", "whole"."""
    return _concepts().get(word, frozenset())


@cache
def _concepts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for concept, words, _ in rows("concepts.tsv", titled=True):
        for word in words.split(";"):
            found[word].add(concept)
    return {word: frozenset(names) for word, names in found.items()}


def condition(words: str) -> tuple[str, int] | None:
    """How the last words of condition among some set it ("if", "unless", "even if"), and where they begin; None: there are none."""
    told = diff.words(words)
    found = _conditions(told)
    return (found[-1][0], told[found[-1][1]].start) if found else None


def _conditions(words: Sequence[SaidWord]) -> list[tuple[str, int]]:
    """(sense, place) of every word of condition, the longest where several begin at one; an inverted "should X do" counts as "if"."""
    written = [word.text.lower() for word in words]
    found, taken = [], 0
    for place in range(len(written)):
        lengths = (size for size in (3, 2, 1) if place >= taken and " ".join(written[place : place + size]) in _CONDITIONS)
        size = next(lengths, 0)
        if size:
            found.append((_CONDITIONS[" ".join(written[place : place + size])], place))
            taken = place + size
        elif written[place] == "should" and _inverted(words, place):
            found.append(("if", place))
    return found


def _inverted(words: Sequence[SaidWord], place: int) -> bool:
    """Does "should" stand before its subject? Then the next word is a name or pronoun and what stands before is no subject."""
    following = words[place + 1] if place + 1 < len(words) else None
    if following is None or not (following.capital or following.key in pronouns("subject") | {"the", "a", "an", "any"}):
        return False
    before = words[place - 1] if place else None
    return before is None or not (before.capital or before.key in pronouns("subject") | {"this", "that"})


def poles(written: Sequence[str], forms: Sequence[str]) -> list[Pole]:
    """Where a sentence stands at one end of a question, the longest expression where several begin at one word.

    `written` are its words in small letters, `forms` their dictionary forms.
    """
    found, taken = [], 0
    for at in range(len(written)):
        fitting = [one for one in _ends().get(written[at], ()) if tuple(written[at : at + len(one.words)]) == one.words]
        fitting += [one for one in _ends().get(f"={forms[at]}", ()) if tuple(forms[at : at + len(one.words)]) == one.words]
        if at < taken or not fitting:
            continue
        longest = max(len(one.words) for one in fitting)
        taken = at + longest
        found += [
            Pole(one.axis, one.end, at, taken, one.passing) for one in fitting if len(one.words) == longest and one.end is not None
        ]
    return found


class _End(NamedTuple):
    words: tuple[str, ...]
    axis: str
    end: bool | None  # None: at neither
    passing: bool


@cache
def _ends() -> dict[str, list[_End]]:
    """First word of an expression, or "=" and the dictionary form of it -> the ends that it may lie at."""
    found: dict[str, list[_End]] = defaultdict(list)
    for one, other, neither, passing, _ in rows("opposites.tsv", titled=True):
        for end, expressions in ((True, one), (False, other), (None, neither)):
            for expression in filter(None, expressions.split(";")):
                words = tuple(word.text.lower() for word in diff.words(expression))
                found[words[0]].append(_End(words, one.split(";")[0], end, bool(passing)))
    for one, other, passing, _ in rows("antonyms.tsv", titled=True):
        for end, expressions in ((True, one), (False, other)):
            for expression in expressions.split(";"):
                words = tuple(expression.split())
                found[f"={words[0]}"].append(_End(words, f"{one} / {other}", end, bool(passing)))
    return found
