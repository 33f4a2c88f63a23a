"""The parse of a sentence in Universal Dependencies, from the ClearNLP labels of the English pipeline.

The two differ in more than names: in Universal Dependencies a noun carries its preposition ("case"), what a copula links is the head, and
all that are joined hang on the first. The rules are those of the UD guidelines for English (universaldependencies.org/u/dep).
"""

from bisect import insort
from typing import Final

from variorum.language.english.grammar.tree import Tree

_NAMES: Final = {
    "ROOT": "root", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "dobj": "obj", "auxpass": "aux:pass", "relcl": "acl:relcl",
    "poss": "nmod:poss", "predet": "det:predet", "preconj": "cc:preconj", "prt": "compound:prt", "neg": "advmod", "quantmod": "advmod",
    "npadvmod": "obl:unmarked", "intj": "discourse", "meta": "dep", "complm": "mark", "acomp": "xcomp", "attr": "xcomp", "oprd": "xcomp",
    "dative": "iobj", "pobj": "obl", "pcomp": "advcl", "prep": "advmod", "agent": "advmod",
}  # fmt: skip
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def relations(tree: Tree, first: int, after: int) -> list[tuple[int, str]]:
    """(head, label) of each word of the sentence whose tokens are [first, after); heads are token indices."""
    sentence = _Sentence(tree, first, after)
    for index in sorted(range(first, after), key=lambda at: (-tree.depth(at), at)):
        sentence.lift_noun(index)
    for index in range(first, after):
        sentence.lift_predicate(index)
    for index in range(first, after):
        sentence.hang_on_first(index)
    return [(sentence.heads[index], _NAMES.get(sentence.labels[index], sentence.labels[index])) for index in range(first, after)]


class _Sentence:
    """Heads and labels of the words while they are turned."""

    def __init__(self, tree: Tree, first: int, after: int) -> None:
        self.tokens = tree.tokens
        self.numbers = range(first, after)
        self.heads = {index: index for index in self.numbers}
        self.labels = {index: tree.tokens[index].dep for index in self.numbers}
        self.below: dict[int, list[int]] = {index: [] for index in self.numbers}
        for index in self.numbers:
            if tree.tokens[index].head in self.below:
                self.hang(index, tree.tokens[index].head)

    def hang(self, index: int, head: int) -> None:
        """Hang a word under another; under itself: make it the root."""
        if self.heads[index] != index:
            self.below[self.heads[index]].remove(index)
        self.heads[index] = head
        if head != index:
            insort(self.below[head], index)

    def lift_noun(self, index: int) -> None:
        """A preposition hangs under its noun, and the noun where the preposition hung; so a clause after a preposition."""
        label = self.labels[index]
        if label not in ("prep", "agent") and not (label == "dative" and self.tokens[index].pos == "ADP"):
            return
        object_ = next((at for at in list(self.below[index]) if self.labels[at] in ("pobj", "pcomp", "obl", "nmod")), None)
        if object_ is None or self.heads[index] == index:
            return
        above = self.heads[index]
        noun = self.tokens[above].pos in _NOMINAL
        if self.labels[object_] == "pcomp":
            self.labels[object_] = "acl" if noun else "advcl"
            self.labels[index] = "mark"
        else:
            self.labels[object_] = "obl:agent" if label == "agent" else "nmod" if noun else "obl"
            self.labels[index] = "case"
        for at in list(self.below[index]):
            if at != object_:
                self.hang(at, object_)
        self.hang(object_, above)
        self.hang(index, object_)

    def lift_predicate(self, index: int) -> None:
        """What "be" says of its subject is the head, and "be" its copula. "There is": what there is, is its subject."""
        if self.tokens[index].lemma.lower() != "be" or self.labels[index] in ("aux", "auxpass", "cop"):
            return
        below = list(self.below[index])
        told = next((at for at in below if self.labels[at] in ("attr", "acomp")), None)
        if told is None:
            return
        if any(self.labels[at] == "expl" for at in below):
            self.labels[told] = "nsubj"
            return
        self.hang(told, told if self.heads[index] == index else self.heads[index])
        self.labels[told] = self.labels[index]
        for at in below:
            if at != told:
                self.hang(at, told)
        self.hang(index, told)
        self.labels[index] = "cop"

    def hang_on_first(self, index: int) -> None:
        """ "A, B and C": B and C hang on A, and "and" on C."""
        if self.labels[index] == "cc":
            later = [at for at in self.below[self.heads[index]] if self.labels[at] == "conj" and at > index]
            if later:
                self.hang(index, later[0])
        steps = 0
        while self.labels[index] == "conj" and self.labels[self.heads[index]] == "conj" and steps < len(self.numbers):
            self.hang(index, self.heads[self.heads[index]])
            steps += 1
