"""Figures told without a number, and scores: "several boats", "nobody was hurt", "twice", "won 28-3". Only sentences hold them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from variorum.language.english.dates import Written
from variorum.language.english.forms import Bound
from variorum.language.english.grammar import fates
from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.values import Figure
from variorum.model.paragraph import Token

_SEVERAL: Final = {"several": (2.0, 20.0), "few": (2.0, 10.0)}  # wide: how many are several is for the writer to say
_TIMES: Final = {"twice": 2.0, "thrice": 3.0}
_NOBODY: Final = frozenset({"nobody", "none"})
# Falling pairs alone are scores: "10-12" is a range. A third number tells draws.
_SCORE: Final = re.compile(r"(?<![\w.–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?:\s?[-–]\s?\d{1,2})?(?![\w–-]|\s?[-–]\s?\w)")


def all_figures(clauses: Clauses) -> list[Figure]:
    """The figures of a paragraph with the implied ones, in text order; a score is one figure."""
    scores = list(_scores(clauses))
    told = [figure for figure in clauses.figures if not _meets(scores, figure.start, figure.end)]
    return sorted([*told, *scores, *_implied(clauses)], key=lambda figure: figure.start)


def _scores(clauses: Clauses) -> Iterator[Figure]:
    text = clauses.paragraph.text
    for found in _SCORE.finditer(text):
        high, low = float(found[1]), float(found[2])
        if low < high and not _meets(clauses.times, found.start(), found.end()):
            yield Figure(found.start(), found.end(), found.start(), found.group(), None, "score", "between", low, high)


def _meets(stretches: Sequence[Figure] | Sequence[Written], start: int, end: int) -> bool:
    """Does one of these stretches, in text order and apart from each other, share a letter with [start, end)?"""
    before = bisect_left(stretches, end, key=lambda stretch: stretch.start) - 1
    return before >= 0 and stretches[before].end > start


def _implied(clauses: Clauses) -> Iterator[Figure]:
    for token in clauses.tokens:
        word = token.text.lower()
        if word in _SEVERAL and clauses.tokens[token.head].tag == "NNS" and token.dep == "amod":
            yield _figure(token, None, None, "about", _SEVERAL[word])
        elif word in _TIMES and token.dep == "advmod":
            yield _figure(token, _TIMES[word], "time", "exact", (_TIMES[word], _TIMES[word]))
        elif _is_none(clauses, token):
            yield _figure(token, 0.0, None, "exact", (0.0, 0.0))


def _is_none(clauses: Clauses, token: Token) -> bool:
    """ "no one was hurt", "no injuries": nobody met a fate. Only of fates: "no boats" is seldom a count."""
    word = token.text.lower()
    if word in _NOBODY or (word == "one" and token.i > 0 and clauses.tokens[token.i - 1].text.lower() == "no"):
        return fates.fate(clauses, token.i) != ""
    head = clauses.tokens[token.head]
    return word == "no" and token.dep == "det" and head.pos == "NOUN" and fates.fate(clauses, token.head) != ""


def _figure(token: Token, number: float | None, unit: str | None, bound: Bound, ends: tuple[float, float]) -> Figure:
    return Figure(token.start, token.end, token.start, token.text, number, unit, bound, *ends)
