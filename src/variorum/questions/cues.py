"""What is counted of one sentence, so that two can be held against each other cheaply. Knows no language: words are asked of the pack."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from variorum.language import pack
from variorum.model.sentence import Clause, Figure, Word
from variorum.questions.tellings import Telling
from variorum.text.kept import kept

# Parts of speech whose words tell little of what a sentence is about.
LIGHT: Final = frozenset({"PUNCT", "DET", "ADP", "PART", "SCONJ", "CCONJ", "AUX", "PRON", "SPACE"})
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
QUOTATION_MARK: Final = '"'  # as a folded text has it
QUESTION_MARK: Final = "?"

Words = frozenset[str]
Value = tuple[float | None, float | None]


class Cues(NamedTuple):
    """A sentence by its words, names, figures, times and by how its clauses are meant. Words stand in the form that compares."""

    rarity: dict[str, float]  # of each word that tells something: how much
    norm: float  # length of the sentence as a vector of its words by rarity
    root: str
    acts: Words  # what is told; who says it is left out
    subjects: Words
    figures: frozenset[tuple[str, Value]]  # unit or what is counted, and the bounds
    values: frozenset[Value]
    times: Words
    names: Words
    persons: Words
    places: Words
    quoted: Words
    negated: bool
    possible: bool
    ahead: bool
    said: bool
    question: bool
    length: int
    order: int
    told: int  # places where it stands
    published: str | None


@kept
def cues(telling: Telling) -> Cues:
    """What is counted of a sentence; nothing in it depends on the other sentences of its story."""
    sentence, words = telling.sentence, telling.sentence.words
    rarity = {key: pack.rarity(word.lemma, telling.language) for key, word in _content(telling, words)}
    figures = frozenset((_unit(telling, figure), (figure.low, figure.high)) for figure in sentence.figures)
    proper = [word for word in words if word.kind == "PROPN"]
    clauses = sentence.clauses
    return Cues(
        rarity=rarity,
        norm=math.sqrt(math.fsum(value * value for value in rarity.values())),
        root=next((word.lemma for number, word in enumerate(words) if word.head == number), ""),
        acts=frozenset(clause.act for number, clause in enumerate(clauses) if not _says(clauses, number)),
        subjects=frozenset(word.lemma for word in words if word.label in SUBJECTS and word.kind != "PRON"),
        figures=figures,
        values=frozenset(value for _, value in figures),
        times=frozenset(
            word.lemma for time in sentence.times for word in words if time.start <= word.start < time.end and word.kind not in LIGHT
        ),
        names=frozenset(word.lemma for word in proper),
        persons=_named(telling, proper, frozenset({"PERSON"})),
        places=_named(telling, proper, PLACES),
        quoted=frozenset(key for key, _ in _content(telling, _inside_quotation_marks(telling))),
        negated=any(clause.polarity == "negated" or clause.modality == "denied" for clause in clauses),
        possible=any(clause.modality in ("possible", "conditional") for clause in clauses),
        ahead=any(clause.modality == "planned" or clause.tense == "future" for clause in clauses),
        said=any(clause.reported for clause in clauses),
        question=QUESTION_MARK in telling.text,
        length=len(words),
        order=telling.order,
        told=len(telling.places),
        published=telling.published,
    )


def _content(telling: Telling, words: tuple[Word, ...]) -> Iterator[tuple[str, Word]]:
    """The words that tell something, each with the form that compares."""
    for word in words:
        if word.kind not in LIGHT and word.end - word.start > 1:
            yield pack.stem(word.lemma, telling.language), word


def _unit(telling: Telling, figure: Figure) -> str:
    if figure.unit is not None:
        return figure.unit
    return telling.lemma(figure.of) if figure.of is not None else ""


def _says(clauses: tuple[Clause, ...], number: int) -> bool:
    """Does a clause only introduce what someone says?"""
    return any(below.above == number and below.reported for below in clauses)


def _named(telling: Telling, proper: list[Word], kinds: frozenset[str]) -> Words:
    names = [name for name in telling.sentence.names if name.kind in kinds]
    return frozenset(word.lemma for word in proper if any(name.start <= word.start < name.end for name in names))


def _inside_quotation_marks(telling: Telling) -> tuple[Word, ...]:
    """The words between a first and a second mark, a third and a fourth; a quotation that is not closed goes on to the end."""
    found, inside = [], False
    for word in telling.sentence.words:
        if telling.text[word.start : word.end] == QUOTATION_MARK:
            inside = not inside
        elif inside:
            found.append(word)
    return tuple(found)
