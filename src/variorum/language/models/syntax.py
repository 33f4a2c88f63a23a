"""What the parse says of every word the tagger reads: its function, its head, the clause it stands in, what begins and ends with it.

Labels are those of the English pipeline (CLEAR style, universal parts of speech); a label not listed here counts as not told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from variorum.model.paragraph import Token

IntArray = npt.NDArray[np.int64]

FUNCTIONS: Final = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp", "compound",
    "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj",
    "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl",
    "xcomp",
)  # fmt: skip
KINDS: Final = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
PHRASES: Final = (
    "ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "parataxis", "csubj", "csubjpass", "pcomp", "appos", "prep", "npadvmod",
    "dep", "nsubj", "nsubjpass", "dobj",
)  # fmt: skip
"""Functions whose whole phrase may be, or end, a content or a source."""
CLAUSES: Final = frozenset(("ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp", "xcomp"))
REACH: Final = (1, 2, 4, 8, 16)
"""How far off a head is, in steps of words."""

NOT_TOLD: Final = 0
NO_PHRASE: Final = 1
CLASSES: Final = {
    "function": len(FUNCTIONS) + 1,
    "kind": len(KINDS) + 1,
    "reach": 2 * len(REACH) + 4,
    "opens": len(PHRASES) + 2,
    "closes": len(PHRASES) + 2,
}
"""The features of a word, and how many classes each has."""

_FUNCTION: Final = {name: number for number, name in enumerate(FUNCTIONS, 1)}
_KIND: Final = {name: number for number, name in enumerate(KINDS, 1)}
_PHRASE: Final = {name: number for number, name in enumerate(PHRASES, 2)}


@dataclass(frozen=True, slots=True)
class Syntax:
    """`classes` is [features, words] in the order of CLASSES. `head` and `clause` number, for every word, the word of its head and of
    the verb of its clause; the word's own number where it has none or the parse does not tell."""

    classes: IntArray
    head: IntArray
    clause: IntArray


def untold(words: int) -> Syntax:
    """A paragraph of that many words without a parse."""
    own = np.arange(words)
    return Syntax(np.full((len(CLASSES), words), NOT_TOLD, dtype=np.int64), own, own)


def of_words(starts: IntArray, tokens: Sequence[Token]) -> Syntax:
    """The syntax of words that start at these code points, in text order, from the tokens of the paragraph's parse."""
    if not tokens or not len(starts):
        return untold(len(starts))
    heads = [token.head for token in tokens]
    opens, closes = _phrases_at(tokens, heads)
    classes = np.array(
        [
            [_FUNCTION.get(token.dep, NOT_TOLD) for token in tokens],
            [_KIND.get(token.pos, NOT_TOLD) for token in tokens],
            [_reach(head - place) for place, head in enumerate(heads)],
            opens,
            closes,
        ]
    )
    begins, ends = np.array([token.start for token in tokens]), np.array([token.end for token in tokens])
    token_of = np.maximum(np.searchsorted(begins, starts, side="right") - 1, 0)
    told = (starts >= begins[token_of]) & (starts < ends[token_of])
    word_of = np.minimum(np.searchsorted(starts, begins), len(starts) - 1)
    own = np.arange(len(starts))
    head, clause = (np.where(told, word_of[np.array(above)[token_of]], own) for above in (heads, _clauses(tokens, heads)))
    return Syntax(np.where(told, classes[:, token_of], NOT_TOLD), head, clause)


def _phrases_at(tokens: Sequence[Token], heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """For every token the class of the widest phrase that begins with it, and of the widest that ends with it."""
    low, high = list(range(len(heads))), list(range(len(heads)))
    for place in range(len(heads)):
        above = heads[place]
        while place < low[above] or place > high[above]:  # who already reaches as far has told those above it
            low[above], high[above] = min(low[above], place), max(high[above], place)
            above = heads[above]
    opens, closes = [NO_PHRASE] * len(heads), [NO_PHRASE] * len(heads)
    opened, closed = [0] * len(heads), [0] * len(heads)
    for token, begin, end in zip(tokens, low, high, strict=True):
        number, width = _PHRASE.get(token.dep), end - begin
        if number is None:
            continue
        if width >= opened[begin]:
            opens[begin], opened[begin] = number, width
        if width >= closed[end]:
            closes[end], closed[end] = number, width
    return opens, closes


def _clauses(tokens: Sequence[Token], heads: Sequence[int]) -> list[int]:
    """For every token the nearest token at or above it that heads a clause."""
    found: list[int] = []
    for place in range(len(heads)):
        at = place
        while heads[at] != at and not _heads_clause(tokens[at]):
            at = heads[at]
        found.append(at)
    return found


def _heads_clause(token: Token) -> bool:
    return token.dep in CLAUSES or (token.dep == "conj" and token.pos in ("VERB", "AUX"))


def _reach(distance: int) -> int:
    """1 at a root, 2 to 7 for a head before the token, 8 to 13 for one behind it, by distance."""
    step = sum(abs(distance) > limit for limit in REACH)
    return 1 if distance == 0 else 2 + step if distance < 0 else 3 + len(REACH) + step
