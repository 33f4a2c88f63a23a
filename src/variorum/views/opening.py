"""What happened, in one line: the sentence of a report's beginning that tells best what the headlines of all reports tell.

No sentence is made: it is one of a report's own, and it is told whose. How a text begins is not always what happened (a feature begins
with a greeting, a page with a caption), but the headlines of several outlets hardly ever agree on anything else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from variorum.language.rarity import rarity
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.text.normal import fold
from variorum.views.descent import OriginLine

FIRST: Final = 3  # sentences of a report that are looked at
LATER: Final = 0.15  # of its worth that a sentence loses for each that stands before it
MOST_HAVE: Final = 0.25  # more worth for the text that all reports have, in part for what a part of them has
FIRSTS: Final = 0.5  # what a word is worth that texts begin with, beside one of the headlines
LONG: Final = 240  # characters: what is longer is worth a tenth less
LONGEST: Final = 320  # and what is longer than this is no line
LENGTHS: Final = range(20, LONGEST + 1)
TOLD: Final = frozenset({"lead", "body"})
COMMON: Final = 1.5  # rarity below which a word tells nothing of a story
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence with the text that has it; `begins`: does the text begin with it?"""

    passage: Passage
    origin: OriginLine
    begins: bool


def opening(dossier: Dossier, origins: Sequence[OriginLine]) -> Opening | None:
    """The sentence to begin with. A text speaks through the report that stands nearest to it, of several such the earliest: what a copy
    changed is not what happened.
    """
    taken, sentences = _taken(dossier), _sentences(dossier)
    told = _told(dossier, sentences)
    ranked: list[tuple[tuple[float, ...], Opening]] = []
    for origin in origins:
        share = 1 + MOST_HAVE * len(origin.numbers) / len(dossier.reports)
        reports = [dossier.reports[number - 1] for number in origin.numbers if sentences[dossier.reports[number - 1].id]]
        if not reports:
            continue
        nearest = max(reports, key=lambda one: (taken.get(one.id, 1.0), one.id not in taken))
        for place, passage in enumerate(sentences[nearest.id]):
            if stands(passage.text):
                worth = round(share * (1 - LATER * place) * _worth(passage.text, told), 6)
                ranked.append(((worth, share, -place), Opening(passage, origin, place == 0)))
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


def stands(sentence: str) -> bool:
    """Can it be a line of its own: a whole sentence that asks nothing, and no one's words alone?"""
    words = fold(" ".join(sentence.split()))
    return len(words) in LENGTHS and words.endswith(".") and (words[0].isupper() or words[0].isdigit())


def _told(dossier: Dossier, sentences: Mapping[str, Sequence[Passage]]) -> dict[str, float]:
    """Word -> how much it tells, by the share of the headlines that have it, and half of that of the texts that begin with it."""
    titles = [set(_words(report.title)) for report in dossier.reports if report.title]
    firsts = [set(_words(sentences[report.id][0].text)) for report in dossier.reports if sentences[report.id]]
    worth: dict[str, float] = defaultdict(float)
    for weight, texts in ((1.0, titles), (FIRSTS, firsts)):
        for word, count in Counter(word for text in texts for word in text).items():
            if rarity(word) > COMMON:
                worth[word] += weight * rarity(word) * count / len(texts)
    return worth


def _worth(sentence: str, told: Mapping[str, float]) -> float:
    return sum(told.get(word, 0.0) for word in sorted(set(_words(sentence)))) * (1.0 if len(sentence) <= LONG else 0.9)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).casefold())


def _sentences(dossier: Dossier) -> dict[str, list[Passage]]:
    """Report -> its first sentences; of a text that was not read for what it says, its first paragraph."""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for statement in dossier.statements:
        if statement.sentence:
            spans[statement.report].add((statement.sentence.start, statement.sentence.end))
    found: dict[str, list[Passage]] = {}
    for report in dossier.reports:
        told = [(block.start, block.end) for block in report.blocks if block.role in TOLD]
        leads = [(block.start, block.end) for block in report.blocks if block.role == "lead"]
        inside = list(islice((one for one in sorted(spans[report.id]) if any(start <= one[0] < end for start, end in told)), FIRST))
        found[report.id] = [report.passage(start, end) for start, end in inside or leads]
    return found


def _taken(dossier: Dossier) -> dict[str, float]:
    """Report -> the share of its sentences that stand in what it was taken from; those that were taken from nothing are not there."""
    found: dict[str, float] = {}
    for one in dossier.borrowings:
        if one.basis == "shared_text" and one.kind != "partial":
            found[one.taker] = max(one.score, found.get(one.taker, 0.0))
    return found
