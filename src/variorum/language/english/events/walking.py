"""A sentence as events are read from it: its words to walk in, its noun phrases, and which clause tells what of which."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from variorum.language.english.walked import Span, Walked
from variorum.model.sentence import Clause

_OF_CLAUSES: Final = frozenset({"acl:relcl", "acl", "appos", "advcl", "parataxis", "ccomp", "nsubj", "nsubj:pass", "aux", "cop", "mark"})
_AT_HEAD: Final = _OF_CLAUSES | {"conj", "cc", "cc:preconj", "punct", "case", "advmod", "obl", "obl:unmarked", "aux:pass"}
_ARTICLES: Final = frozenset({"the", "a", "an"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_COMPLEMENTS: Final = frozenset({"ccomp", "xcomp"})


class Told(Walked):
    """A sentence with its noun phrases, and which of its clauses tells what of which."""

    def under(self, at: int, without: frozenset[str] = frozenset()) -> list[int]:
        """The word and all under it in text order; what hangs by a label in `without` stays out."""
        found = [at]
        for one in found:
            found.extend(other for other in self._below[one] if self.words[other].label not in without)
        return sorted(found)

    def written(self, at: int) -> str:
        """A word as it stands in the text."""
        return self.text[self.words[at].start : self.words[at].end]

    def preposition(self, at: int) -> str:
        """The preposition that a noun carries, "" for none; of two, the first: "out of" is "out"."""
        return next((self.words[one].lemma for one in self.below(at, "case") if one < at), "")

    @cached_property
    def _kinds(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for name in self.sentence.names:
            for at, word in enumerate(self.words):
                if name.start <= word.start < name.end:
                    found.setdefault(at, name.kind)
        return found

    def name_kind(self, at: int) -> str:
        """The kind of the name that a word belongs to (PERSON, GPE ...), "" where it belongs to none."""
        return self._kinds.get(at, "")

    def noun_span(self, head: int) -> Span:
        """[start, end) of a noun with what belongs to it; without its preposition, its clauses and what is joined to it."""
        inside = [head]
        for at in inside:
            stop = _AT_HEAD if at == head else _OF_CLAUSES
            inside.extend(child for child in self._below[at] if self._goes_with(child, at, head, stop))
        members = set(inside)
        first = last = head
        while first - 1 in members or (first - 2 in members and self.written(first - 1) in {"-", "/", "&"}):
            first -= 1
        while last + 1 in members or (last + 2 in members and self.written(last + 1) in {"-", "/", "&"}):
            last += 1
        if first < head and self.words[first].lemma in _ARTICLES:
            first += 1
        while last > head and (self.words[last].label in {"punct", "cc"} or self.written(last) in {"'s", "'", "’s"}):
            last -= 1
        return self.words[first].start, self.words[last].end

    def _goes_with(self, child: int, at: int, head: int, stop: frozenset[str]) -> bool:
        """Does a word belong to a noun's phrase: not its clauses, nor when something happened to it ("troops on Sunday took the port")?"""
        word = self.words[child]
        when = at == head and child > head and word.label in {"nmod", "nmod:unmarked"} and self.name_kind(child) in {"DATE", "TIME"}
        return (word.label not in stop and not when) or self._names_it(child, head)

    def _names_it(self, child: int, head: int) -> bool:
        """A name put right behind its title: "minority leader Ida Holm"."""
        word = self.words[child]
        if word.label != "appos" or word.kind != "PROPN" or child < head:
            return False
        return all(self.words[at].kind == "PROPN" for at in range(head + 1, child))

    def joined(self, head: int) -> list[int]:
        """A noun and those joined to it by "and" or a comma."""
        found = [head]
        for at in found:
            found.extend(child for child in self.below(at, "conj") if self.words[child].kind in _NOMINAL and child not in found)
        return found

    def joined_span(self, heads: Sequence[int]) -> Span:
        """[start, end) round several nouns."""
        spans = [self.noun_span(one) for one in heads]
        return min(span[0] for span in spans), max(span[1] for span in spans)

    @cached_property
    def number_of(self) -> dict[int, int]:
        """The word that heads a clause -> the clause's number."""
        return {clause.verb: number for number, clause in enumerate(self.clauses)}

    def contents(self, clause: Clause) -> list[Clause]:
        """The that-clauses and infinitives of a clause."""
        number = self.number_of.get(clause.verb)
        below = [inner for inner in self.clauses if number is not None and inner.above == number and inner.kind != "nominal"]
        return [inner for inner in below if inner.kind == "content" or self._label(inner) in _COMPLEMENTS]

    def _label(self, clause: Clause) -> str:
        """How a clause hangs; what "be" links hangs in its stead."""
        word = self.words[clause.verb]
        return self.words[word.head].label if word.label == "cop" else word.label

    def above(self, clause: Clause) -> Clause | None:
        return None if clause.above is None else self.clauses[clause.above]

    def own(self, clause: Clause) -> set[int]:
        """The words of a clause without the clauses joined to it and without its condition."""
        head = self.top(clause)
        left_out: set[int] = set()
        for child in self.below(head):
            inner = self.number_of.get(child)
            condition = self.clauses[inner].modality == "conditional" and self.words[child].label == "advcl" if inner is not None else False
            if self.words[child].label in {"conj", "parataxis"} or condition:
                left_out.update(self.under(child))
        return {at for at in self.under(head) if at not in left_out}
