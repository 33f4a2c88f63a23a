"""Two sentences that run alike, laid word on word and clause on clause: where a word was changed, it was changed in one and the same clause.

Kinds that ask whether one and the same thing is told otherwise ask it of these; sentences that do not run alike tell of too much else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from os.path import commonprefix
from typing import Final

from rapidfuzz.distance import LCSseq

from variorum.language import pack
from variorum.model.sentence import Clause, Pole
from variorum.questions.pairs import Answer, Pair
from variorum.questions.tellings import Telling

NEAR: Final = 0.8  # cosine from which two sentences are one with a word or two changed
WORDS: Final = 0.7  # or the share of their words that stand in both in one order
SMALL: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ", "SPACE", "SYM", "X"})
NO_CLAUSE: Final = frozenset({"nominal", "verbless"})
HELPING: Final = frozenset({"aux", "compound", "neg", "prt", "cop"})
ROOT: Final = 5  # letters of a shorter form from which a longer one that begins so is of its family
LIKELY: Final = 1.0  # points from which two clauses are one


@dataclass(frozen=True, eq=False)
class Half:
    """One of two sentences, by what is compared of it."""

    telling: Telling

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The form of each word by which it is compared."""
        language = self.telling.language
        return tuple(pack.stem(word.lemma, language) for word in self.telling.sentence.words)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(one for one in self.telling.sentence.clauses if one.kind not in NO_CLAUSE)

    @cached_property
    def poles(self) -> list[Pole]:
        """Where the sentence stands at an end of a question; words behind a negation stand at the other end."""
        words, language = self.telling.sentence.words, self.telling.language
        written = [self.telling.words(word[:2]).lower() for word in words]
        return [
            one._replace(end=one.end != self.denied(one.first))
            for one in pack.poles(written, [word.lemma for word in words], language)
        ]

    @cached_property
    def negations(self) -> tuple[int, ...]:
        """The words that deny."""
        words, language = self.telling.sentence.words, self.telling.language
        return tuple(at for at, word in enumerate(words) if "negation" in pack.concepts(word.lemma, language))

    def denied(self, at: int) -> bool:
        """Does an odd number of negations of its clause stand before a word?"""
        clause = self.telling.clause_at(self.telling.sentence.words[at][:2])
        own = self.telling.under(clause) if clause is not None else ()
        return sum(one < at and one in own for one in self.negations) % 2 == 1

    def concepts(self, at: int) -> frozenset[str]:
        return pack.concepts(self.telling.lemma(at), self.telling.language)

    def participants(self, clause: Clause) -> tuple[int, ...]:
        """The words that head who and what takes part in a clause."""
        return (*clause.who, *clause.whom, *clause.to_whom, *clause.attributes, *(noun for _, noun in clause.obliques), *clause.where)

    def verb_group(self, clause: Clause) -> Answer:
        """The verb with its auxiliaries, negations and particles, and the words between them; of a copula what it says too."""
        words, telling = self.telling.sentence.words, self.telling
        top = telling.top(clause)
        helping = (at for at in telling.below(top) if words[at].label.split(":")[0] in HELPING or at in self.negations)
        inside = [clause.verb, top, *helping]
        return self.answer(min(inside), max(inside))

    def answer(self, first: int, last: int) -> Answer:
        """The words from one to another, both included."""
        words = self.telling.sentence.words
        span = words[first].start, words[last].end
        return Answer(span, self.telling.words(span))


@dataclass(frozen=True, eq=False)
class Matched:
    """Two sentences that run alike. `words` tells for words of the first where the second has them."""

    a: Half
    b: Half
    words: Mapping[int, int]
    clauses: tuple[tuple[Clause, Clause], ...]

    @cached_property
    def back(self) -> Mapping[int, int]:
        return {there: here for here, there in self.words.items()}

    @cached_property
    def turned(self) -> "Matched":
        """The same from the other side."""
        return Matched(self.b, self.a, self.back, tuple((there, here) for here, there in self.clauses))

    def only(self) -> tuple[int, ...]:
        """The words of the first that the second has not."""
        return tuple(at for at in range(len(self.a.forms)) if at not in self.words)

    def facing(self, at: int) -> int | None:
        """The word of the second in whose place a word of the first stands: between the same words, where each side has one there that
        the other has not."""
        before = next((one for one in range(at - 1, -1, -1) if one in self.words), None)
        first = self.words[before] + 1 if before is not None else 0
        after = next((one for one in range(at + 1, len(self.a.forms)) if one in self.words), None)
        last = self.words[after] if after is not None else len(self.b.forms)
        kind = self.a.telling.sentence.words[at].kind
        start, end = before + 1 if before is not None else 0, after if after is not None else len(self.a.forms)
        mine = [one for one in range(start, end) if self.a.telling.sentence.words[one].kind == kind]
        free = [one for one in range(first, last) if one not in self.back and self.b.telling.sentence.words[one].kind == kind]
        return free[mine.index(at)] if len(mine) == len(free) else None


def one_word(a: Half, b: Half, ours: Iterable[int], theirs: Iterable[int]) -> bool:
    """Is a verb or adjective among some words of one sentence of one family with one of the other: "negotiable", "negotiated"?"""
    mine, yours = (
        [half.forms[at] for at in of if half.telling.sentence.words[at].kind in ("VERB", "ADJ")] for half, of in ((a, ours), (b, theirs))
    )
    return any(one == other or len(commonprefix([one, other])) >= max(ROOT, min(len(one), len(other))) for one in mine for other in yours)


def run_alike(pair: Pair) -> bool:
    """Are two sentences one with a word or two changed, or was one taken from the other?"""
    return pair.copied or pair.cosine >= NEAR or _in_order(_forms(pair.a), _forms(pair.b)) >= WORDS


def _in_order(ours: Sequence[str], theirs: Sequence[str]) -> float:
    return LCSseq.normalized_similarity(ours, theirs)


def _forms(telling: Telling) -> list[str]:
    return [word.lemma for word in telling.sentence.words]


@lru_cache(maxsize=64)
def matched(pair: Pair) -> Matched | None:
    """Two sentences laid upon each other; None where they do not run alike."""
    if not run_alike(pair):
        return None
    a, b = Half(pair.a), Half(pair.b)
    words = _laid(a, b)
    return Matched(a, b, words, tuple(_clauses(a, b, words)))


def _laid(a: Half, b: Half) -> dict[int, int]:
    """Equal words in one order; then those that moved, where each side has one left of them."""
    found = {
        first: other
        for tag, i, j, k, m in LCSseq.opcodes(a.forms, b.forms)
        if tag == "equal"
        for first, other in zip(range(i, j), range(k, m), strict=True)
    }
    taken = set(found.values())
    for at, form in enumerate(a.forms):
        if at not in found and a.telling.sentence.words[at].kind != "PUNCT":
            free = [other for other, same in enumerate(b.forms) if same == form and other not in taken]
            mine = [one for one, same in enumerate(a.forms) if same == form and one not in found]
            if len(free) == len(mine) == 1:
                found[at] = free[0]
                taken.add(free[0])
    return found


def _clauses(a: Half, b: Half, words: Mapping[int, int]) -> list[tuple[Clause, Clause]]:
    """The clauses that are one, each once, the surest first."""
    scored = sorted(
        (-points, here, there)
        for here, one in enumerate(a.clauses)
        for there, other in enumerate(b.clauses)
        if (points := _points(a, b, words, one, other)) >= LIKELY
    )
    found: dict[int, int] = {}
    for _, here, there in scored:
        if here not in found and there not in found.values():
            found[here] = there
    return [(a.clauses[here], b.clauses[there]) for here, there in sorted(found.items())]


def _points(a: Half, b: Half, words: Mapping[int, int], one: Clause, other: Clause) -> float:
    """How much speaks for two clauses being one: the same verb in its place, the same verb, the same that take part."""
    top, facing = a.telling.top(one), b.telling.top(other)
    mine = {a.forms[at] for at in a.participants(one) if a.telling.sentence.words[at].kind not in SMALL}
    theirs = {b.forms[at] for at in b.participants(other) if b.telling.sentence.words[at].kind not in SMALL}
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    same = one.predicate == other.predicate or one.act == other.act or one_word(a, b, (top, *one.attributes), (facing, *other.attributes))
    laid = words.get(one.verb) == other.verb or words.get(top) == facing
    if not same and not laid:
        changed = one.verb not in words and other.verb not in words.values()
        return 1.0 if changed and shared >= 0.5 else 0.0
    return same + laid + shared
