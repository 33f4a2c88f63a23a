"""Figures told without a number: "several boats", "nobody was hurt", "twice". Statements do not hold them; sentences do."""

from collections.abc import Iterator
from typing import Final

from variorum.language.english.forms import Bound
from variorum.language.english.grammar import amounts
from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.values import Figure
from variorum.model.paragraph import Token

_SEVERAL: Final = {"several": (2.0, 20.0), "few": (2.0, 10.0)}  # wide: how many are several is for the writer to say
_TIMES: Final = {"twice": 2.0, "thrice": 3.0}
_NOBODY: Final = frozenset({"nobody", "none"})


def figures(clauses: Clauses) -> Iterator[Figure]:
    """The implied figures of a paragraph, in text order."""
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
        return amounts.fate_of(clauses, token.i) != ""
    head = clauses.tokens[token.head]
    return word == "no" and token.dep == "det" and head.pos == "NOUN" and amounts.fate_of(clauses, token.head) != ""


def _figure(token: Token, number: float | None, unit: str | None, bound: Bound, ends: tuple[float, float]) -> Figure:
    return Figure(token.start, token.end, token.start, token.text, number, unit, bound, *ends)
