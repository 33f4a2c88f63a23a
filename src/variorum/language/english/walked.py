"""A kept sentence to walk in: what hangs under a word, and the word that a clause hangs together under. Events and stands are read so."""

from variorum.model.sentence import Clause, Sentence

Span = tuple[int, int]


class Walked:
    """One sentence of a paragraph. Words and clauses go by their number in it, stretches by code points of the paragraph."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        self.text = text
        self.sentence = sentence
        self.words = sentence.words
        self.clauses = sentence.clauses
        self._below: list[list[int]] = [[] for _ in self.words]
        for number, word in enumerate(self.words):
            if word.head != number:
                self._below[word.head].append(number)

    def cut(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def below(self, at: int, *labels: str) -> list[int]:
        """What hangs directly under a word, in text order; only by the labels given, if any."""
        return [number for number in self._below[at] if not labels or self.words[number].label in labels]

    def top(self, clause: Clause) -> int:
        """The word under which all words of a clause hang: its verb, or what a copula says of its subject."""
        word = self.words[clause.verb]
        return word.head if word.label == "cop" else clause.verb
