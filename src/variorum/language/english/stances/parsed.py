"""A sentence as stands are read off it: its words with what hangs under them, and its clauses by the word that heads them."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from variorum.language.english.walked import Span, Walked
from variorum.model.sentence import Clause, Sentence

_LOOSE: Final = frozenset({"punct", "cc", "mark"})
_OF_NOUN: Final = frozenset({"acl", "acl:relcl", "appos", "conj", "cc", "advcl", "case", "ccomp", "parataxis", "dep"})
_JOINED: Final = frozenset({"conj", "cc", "advcl", "parataxis"})
_CONTENT: Final = frozenset({"ccomp", "xcomp"})
_SHORT: Final = 3  # words of a joined clause; shorter ones say nothing by themselves


class Parsed(Walked):
    """A sentence with its clauses by the word that heads them."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        super().__init__(text, sentence)
        self._clause_at = {clause.verb: clause for clause in self.clauses} | {self.top(clause): clause for clause in self.clauses}

    def form(self, at: int) -> str:
        """A word as written, in small letters."""
        return self.text[self.words[at].start : self.words[at].end].lower()

    def under(self, at: int, without: Collection[str] = ()) -> list[int]:
        """A word and all under it, in text order; `without` words of these labels right below it, and all under those."""
        found = [at, *(number for number in self._below[at] if self.words[number].label not in without)]
        for number in found[1:]:
            found.extend(inner for inner in self._tree(number) if inner != number)
        return sorted(found)

    def _tree(self, at: int) -> Iterator[int]:
        yield at
        for number in self._below[at]:
            yield from self._tree(number)

    def clause_at(self, at: int) -> Clause | None:
        return self._clause_at.get(at)

    def clause_over(self, at: int) -> Clause | None:
        """The clause that a word stands in."""
        for _ in self.words:
            if at in self._clause_at:
                return self._clause_at[at]
            at = self.words[at].head
        return None

    def helpers(self, clause: Clause) -> frozenset[str]:
        """The helping verbs of a clause as written; one that is joined shares them: "should be short and add value"."""
        top = self.top(clause)
        own = frozenset(self.form(at) for at in self.below(top, "aux", "aux:pass", "cop"))
        first = self._clause_at.get(self.words[top].head) if self.words[top].label == "conj" else None
        bare = self.form(clause.verb) == self.words[clause.verb].lemma  # not so "should stay but nodded"
        shares = not own and bare and first is not None and not self.below(top, "nsubj", "nsubj:pass")
        return self.helpers(first) if shares and first is not None and first is not clause else own

    def passive(self, clause: Clause) -> bool:
        return bool(self.below(clause.verb, "aux:pass", "nsubj:pass", "obl:agent"))

    def mended(self, clause: Clause) -> Clause:
        """ "The union, backed by the bishops, called for ...": the doer, where the parser took a sentence for a noun with participles."""
        root = next((at for at, word in enumerate(self.words) if word.label == "root"), 0)
        above = self._clause_at.get(root)
        loose = above is not None and above.kind == "verbless" and clause.kind == "participle" and not clause.who and clause.tense == "past"
        return clause._replace(who=(root,), whom=()) if loose else clause

    def contents(self, clause: Clause) -> list[Clause]:
        """The clauses that are the complements of a clause, each with what is joined to it."""
        firsts = self.below(self.top(clause), *_CONTENT)
        heads = [head for first in firsts for head in (first, *self.below(first, "conj"))]
        return [found for head in heads if (found := self.clause_at(head)) is not None and found is not clause]

    def of_gerund(self, at: int, mark: str) -> list[Clause]:
        """ "Insisted on leaving": the clause that a preposition brings."""
        return [
            found
            for head in self.below(at, "advcl", "acl")
            if any(self.form(word) == mark for word in self.below(head, "mark", "case")) and (found := self.clause_at(head)) is not None
        ]

    def nouns(self, at: int, preposition: str) -> list[int]:
        """The nouns that a preposition hangs under a word, with what is joined to them."""
        heads = [
            head
            for head in self.below(at, "obl", "nmod", "advmod", "obl:unmarked")
            if any(self.form(word) == preposition for word in self.below(head, "case", "mark"))
        ]
        return [noun for head in heads for noun in (head, *self.below(head, "conj"))]

    def kind_of_name(self, at: int) -> str:
        """The kind of the name that a word is in, or nothing."""
        word = self.words[at]
        return next((name.kind for name in self.sentence.names if name.start <= word.start and word.end <= name.end), "")

    def span(self, words: Iterable[int]) -> Span | None:
        """The stretch of some words, without marks, joining words and quotation marks at its ends."""
        kept = list(words)
        while kept and (self.words[kept[0]].label in _LOOSE or self._is_helper(kept)):
            kept = kept[1:]
        while kept and (self.words[kept[-1]].label in ("punct", "cc") or self.form(kept[-1]) == '"'):
            kept = kept[:-1]
        return (self.words[kept[0]].start, self.words[kept[-1]].end) if kept else None

    def _is_helper(self, kept: list[int]) -> bool:
        return self.form(kept[0]) in ('"', "to", "also") and len(kept) > 1

    def name(self, at: int) -> Span:
        """A noun with its words and prepositions; no clause, nothing joined, no article before it."""
        own = set(self.under(at, without=_OF_NOUN))
        own -= {inner for word in own - {at} for inner in self.below(word, "acl:relcl", "acl", "appos", "conj", "cc")}
        first = last = at
        while first - 1 in own:
            first -= 1
        while last + 1 in own:
            last += 1
        while first < at and self.form(first) in ("the", "a", "an"):
            first += 1
        while last > at and self.words[last].label in ("punct", "cc", "case"):
            last -= 1
        return self.words[first].start, self.words[last].end

    def noun(self, at: int) -> Span:
        """A noun with all that tells which: clauses too, but nothing that is joined to it, and no aside."""
        asides = {word for head in self.below(at, "acl:relcl", "acl") if self._after_comma(head) for word in self.under(head)}
        return self.span(word for word in self.under(at, without=_JOINED | {"case", "appos"}) if word not in asides) or self.name(at)

    def _after_comma(self, head: int) -> bool:
        first = self.under(head)[0]
        return first > 0 and self.form(first - 1) == ","

    def clause_spans(self, clause: Clause) -> list[Span]:
        """The stretch of a clause without its condition; what is joined to it, or to its infinitive, is a stretch of its own."""
        top = self.top(clause)
        joined = [one for one in self._joined(top) if len(self.under(self.top(one))) >= _SHORT]
        left_out = {word for one in joined for word in self.under(self.top(one))}
        kept = [word for word in self.under(top) if word not in left_out and not self._is_condition(word, clause)]
        whole = self.span(kept)
        return ([whole] if whole else []) + [span for one in joined for span in self.clause_spans(one)]

    def _joined(self, top: int) -> list[Clause]:
        heads = [head for at in (top, *self.below(top, "xcomp")) for head in self.below(at, "conj")]
        return [found for head in heads if (found := self.clause_at(head)) is not None]

    def _is_condition(self, word: int, clause: Clause) -> bool:
        inside = [clause, *self.contents(clause)]
        return any(one.condition and one.condition[0] <= self.words[word].start < one.condition[1] for one in inside)
