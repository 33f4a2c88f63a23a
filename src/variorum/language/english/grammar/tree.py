"""A paragraph's dependency parse with its children and subtrees worked out once, in time linear in its words."""

from variorum.model.paragraph import Paragraph, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


class Tree:
    """Children, and the first and last token of every subtree, of one parsed paragraph."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.tokens = paragraph.tokens
        self.children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i and 0 <= token.head < len(self.tokens):
                self.children[token.head].append(token)
        self.first = list(range(len(self.tokens)))
        self.last = list(range(len(self.tokens)))
        for index in self._from_leaves():
            head = self.tokens[index].head
            if head != index:
                self.first[head] = min(self.first[head], self.first[index])
                self.last[head] = max(self.last[head], self.last[index])

    def _from_leaves(self) -> list[int]:
        """All tokens, every one after those that hang under it. A token in a ring of heads (a broken parse) comes last."""
        waiting = [len(children) for children in self.children]
        ready = [index for index, count in enumerate(waiting) if count == 0]
        for index in ready:
            head = self.tokens[index].head
            if head != index:
                waiting[head] -= 1
                if waiting[head] == 0:
                    ready.append(head)
        return ready

    def child(self, index: int, *deps: str) -> Token | None:
        """The first child with one of these relations."""
        return next((token for token in self.children[index] if token.dep in deps), None)

    def span(self, index: int) -> tuple[int, int]:
        """Characters [start, end) from the first to the last token of the subtree."""
        return self.tokens[self.first[index]].start, self.tokens[self.last[index]].end

    def at(self, start: int, end: int) -> list[Token]:
        """Tokens that lie in [start, end)."""
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
