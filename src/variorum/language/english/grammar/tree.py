"""A paragraph's dependency parse to walk in: what hangs where, where a phrase begins and ends. Knows nothing of what words mean.

Children and the first and last word of every subtree are worked out once, in time linear in the words.
"""

from typing import Final

from variorum.model.paragraph import Paragraph, Token

_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_DEEPEST: Final = 200  # steps up to the root; a broken parse may go round


class Tree:
    """The parse of one paragraph. Words are told by their index in it."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self._below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i and 0 <= token.head < len(self.tokens):
                self._below[token.head].append(token)
        self.first = list(range(len(self.tokens)))
        self.last = list(range(len(self.tokens)))
        for index in self._from_leaves():
            head = self.tokens[index].head
            if head != index:
                self.first[head] = min(self.first[head], self.first[index])
                self.last[head] = max(self.last[head], self.last[index])

    def _from_leaves(self) -> list[int]:
        """All tokens, every one after those that hang under it. A token in a ring of heads (a broken parse) comes last."""
        waiting = [len(below) for below in self._below]
        ready = [index for index, count in enumerate(waiting) if count == 0]
        for index in ready:
            head = self.tokens[index].head
            if head != index:
                waiting[head] -= 1
                if waiting[head] == 0:
                    ready.append(head)
        return ready

    def below(self, index: int, *labels: str) -> list[Token]:
        """What hangs directly under a word, in text order; only by the labels given, if any."""
        return [token for token in self._below[index] if token.dep in labels] if labels else self._below[index]

    def child(self, index: int, *labels: str) -> Token | None:
        """The first word that hangs directly under another by one of these labels."""
        return next((token for token in self._below[index] if token.dep in labels), None)

    def under(self, index: int, without: frozenset[str] = frozenset()) -> list[int]:
        """The word and all under it in text order; what hangs by a label in `without` stays out."""
        found = [index]
        for at in found:
            found.extend(token.i for token in self._below[at] if token.dep not in without)
        return sorted(found)

    def words_under(self, index: int) -> list[Token]:
        """The word and all under it as tokens, in text order."""
        return [self.tokens[at] for at in self.under(index)]

    def depth(self, index: int) -> int:
        """Steps to the root."""
        steps, at = 0, index
        while self.tokens[at].head != at and steps < _DEEPEST:
            at = self.tokens[at].head
            steps += 1
        return steps

    def span(self, index: int) -> tuple[int, int]:
        """Characters [start, end) from the first to the last word under a word."""
        return self.tokens[self.first[index]].start, self.tokens[self.last[index]].end

    def at(self, start: int, end: int) -> list[Token]:
        """The words that lie in [start, end)."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < start:
                low = middle + 1
            else:
                high = middle
        found = []
        for token in self.tokens[low:]:
            if token.start >= end:
                break
            if token.end <= end:
                found.append(token)
        return found

    def conjoined(self, heads: list[int]) -> list[int]:
        """Nouns and what is joined to them by "and" or a comma."""
        found = list(heads)
        for at in found:
            found.extend(child.i for child in self.below(at, "conj") if child.pos in _NOMINAL and child.i not in found)
        return found
