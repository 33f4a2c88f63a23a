"""A quote is brought to the passage whose words it repeats, or it is dropped.

Words are letters and digits in a row; they have to be the same, all of them, in the same order and without a gap. What is free is their
case, the white space, and the marks between them. The passage that is kept is always cut from the report.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from variorum.proposals.answers import Quote
from variorum.questions.tellings import Span, Telling
from variorum.text.kept import kept
from variorum.text.normal import fold

SHORTEST: Final = 2  # words of a quote: one stands in too many places
STEM: Final = 6  # letters by which a name is known in all its forms: "Republican", "Republicans"
ELSEWHERE: Final = 5  # words from which a quote with the number of another sentence of its report may be looked for there

Fault = Literal["no such sentence", "not the report's words", "too short"]


class Found(NamedTuple):
    """Where a quote stands: [start, end) of a sentence."""

    telling: Telling
    span: Span


class Quoting:
    """The sentences of a story, in which quotes are looked for."""

    def __init__(self, told: Sequence[Telling]) -> None:
        self._told = told
        self._of_report: dict[str, list[Telling]] = defaultdict(list)
        self._known: dict[str, frozenset[str]] = {}
        for telling in told:
            for report in telling.reports:
                self._of_report[report].append(telling)

    def tells(self, telling: Telling, word: str) -> bool:
        """Does a report that has this sentence have a word (in small letters) in one of its forms, anywhere in its sentences?"""
        return any(word[:STEM] in self._stems(report) for report in telling.reports)

    def _stems(self, report: str) -> frozenset[str]:
        if report not in self._known:
            self._known[report] = frozenset(word[:STEM] for telling in self._of_report[report] for word, _ in words_of(telling))
        return self._known[report]

    def numbered(self, number: int) -> Telling | None:
        """The sentence of a number as the reader was shown it, from 1."""
        return self._told[number - 1] if 1 <= number <= len(self._told) else None

    def find(self, quote: Quote) -> Found | Fault:
        """Where the words of a quote stand in the sentence of its number, else in one other sentence of all reports that have that one."""
        telling = self.numbered(quote.sentence)
        if telling is None:
            return "no such sentence"
        wanted = [word for word, _ in words(fold(quote.words))]
        if len(wanted) < SHORTEST:
            return "too short"
        if (span := _place(telling, wanted, quote.words)) is not None:
            return Found(telling, span)
        if len(wanted) < ELSEWHERE:
            return "not the report's words"
        near = [other for other in self._of_report[telling.places[0].report] if telling.reports <= other.reports]
        found = [Found(other, span) for other in near if (span := _place(other, wanted, quote.words)) is not None]
        return found[0] if len(found) == 1 else "not the report's words"


def words(text: str) -> list[tuple[str, Span]]:
    """The words of a text in small letters, each with where it stands."""
    found: list[tuple[str, Span]] = []
    start = None
    for at, letter in enumerate(text + " "):
        if letter.isalnum():
            start = at if start is None else start
        elif start is not None:
            found.append((text[start:at].casefold(), (start, at)))
            start = None
    return found


@kept
def words_of(telling: Telling) -> tuple[tuple[str, Span], ...]:
    """The words of a sentence."""
    return tuple(words(telling.text))


def _place(telling: Telling, wanted: Sequence[str], quote: str) -> Span | None:
    """[start, end) of a run of words, with the marks around it that the quote has too."""
    own = words_of(telling)
    for at in range(len(own) - len(wanted) + 1):
        if all(own[at + step][0] == word for step, word in enumerate(wanted)):
            return _with_marks(telling.text, own[at][1][0], own[at + len(wanted) - 1][1][1], fold(quote).strip())
    return None


def _with_marks(text: str, start: int, end: int, quote: str) -> Span:
    """A stretch, wider by the marks at either end of the quote that stand there too: the "$" of "$5 billion"."""
    before = quote[: next((at for at, letter in enumerate(quote) if letter.isalnum()), 0)]
    after = quote[len(quote) - next((at for at, letter in enumerate(reversed(quote)) if letter.isalnum()), 0) :]
    if before and text[max(0, start - len(before)) : start] == before:
        start -= len(before)
    if after and text[end : end + len(after)] == after:
        end += len(after)
    return start, end
