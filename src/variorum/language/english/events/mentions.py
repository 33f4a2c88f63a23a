"""Events told in one paragraph: PLOVER codes of its clauses, with actors as they are named there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from variorum.language.english.events import coding, plover, plover_features, plover_head, sureness
from variorum.language.english.events.walking import Told
from variorum.language.english.words.lexicon import word_set
from variorum.model.report import Passage, cut
from variorum.model.sentence import Sentence, Time
from variorum.model.statement import Auxiliary, EventMention, When

# Below this a mention is hardly ever an event: none is above it in 208 of 273 sentences of news that is no politics, one in 305 of 322 that
# tell one.
LEAST: Final = 0.05
_PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
_DECADE: Final = re.compile(r"\d{3}0s")
_PLACE_PREPS: Final = word_set("events.where")


def mentions(
    key: str, text: str, sentences: Sequence[Sentence], vectors: np.ndarray[Any, Any], model: sureness.Weights | None = None
) -> tuple[EventMention, ...]:
    """The events that a paragraph's sentences tell, in text order, each as sure as `model` (None: the committed one) is.

    `vectors`: one unit row a sentence.
    """
    told = [Told(text, sentence) for sentence in sentences]
    found = []
    for candidate, features, number in candidates(told, vectors):
        chance = sureness.chance(features, vectors[number], model)
        if chance >= LEAST:
            found.append(_mention(key, replace(candidate, confidence=chance)))
    return tuple(found)


def candidates(told: Sequence[Told], vectors: np.ndarray[Any, Any]) -> Iterator[tuple[coding.Candidate, dict[str, float], int]]:
    """Each candidate after the classifier has read its sentence, with what tells how sure it is, and the number of its sentence."""
    place = {id(one): number for number, one in enumerate(told)}
    for candidate in coding.candidates(told):
        number = place[id(candidate.told)]
        actors_ = [candidate.actor] if candidate.actor else []
        recipients = [candidate.recipient] if candidate.recipient else []
        groups = plover_features.features(candidate.told, actors_, recipients, candidate.clause)
        read = plover_head.probabilities(groups, vectors[number])
        decided = coding.decide(candidate, read)
        yield decided, sureness.features(decided, read), number


def _mention(key: str, candidate: coding.Candidate) -> EventMention:
    told = candidate.told
    sentence = told.sentence

    def passage(span: tuple[int, int] | None) -> Passage | None:
        return None if span is None else cut(key, told.text, *span)

    when = _when(candidate)
    auxiliary: list[Auxiliary] = list(candidate.auxiliary)  # type: ignore[arg-type]
    if _is_history(candidate, when):
        auxiliary.append("historical")
    return EventMention(
        type=candidate.event,
        mode=candidate.mode,
        context=plover.contexts(word.lemma for word in told.words),
        actor=passage(candidate.actor),
        recipient=passage(candidate.recipient),
        place=passage(_place(candidate)),
        when=when,
        passage=cut(key, told.text, sentence.start, sentence.end),
        auxiliary=tuple(auxiliary),
        source=passage(candidate.speaker),
        confidence=candidate.confidence,
    )


def _is_history(candidate: coding.Candidate, when: When | None) -> bool:
    """Is a deed told of a year or a decade, its own or that of what it was to bring about: "signed a contract in 1995 to build"?"""
    told, clause = candidate.told, candidate.clause
    if clause.tense != "past" or (when is not None and when.precision not in ("year", "vague")):
        return False
    brought = [one for one in told.clauses if one.tense == "infinitive" and told.above(one) is clause]
    times = [told.sentence.times[number] for one in (clause, *brought) for number in one.times]
    dated = when is not None and when.precision == "year"
    return dated or any(_is_years(told, time) and time.side == "at" and not _describes(told, time) for time in times)


def _is_years(told: Told, time: Time) -> bool:
    """Is a time a year, or a decade: "the 1990s"?"""
    return time.precision == "year" or _DECADE.fullmatch(told.cut((time.start, time.end))) is not None


def _when(candidate: coding.Candidate) -> When | None:
    """The time that the clause names, or the one nearest to its verb in the sentence; a term ("by Friday") dates nothing."""
    told = candidate.told
    verb = told.words[candidate.clause.verb].start
    own = [told.sentence.times[number] for number in candidate.clause.times]
    dating = [time for time in own or _loose(candidate) if time.side == "at" and not _describes(told, time)]
    if not dating:
        return None
    nearest = min(dating, key=lambda time: (abs(time.start - verb), time.start))
    return When(told.cut((nearest.start, nearest.end)), nearest.iso, nearest.precision)


def _describes(told: Told, time: Time) -> bool:
    """A time inside another noun dates that noun and not the deed: "the 2012 attacks"."""
    inside = {at for at, word in enumerate(told.words) if time.start <= word.start < time.end}
    labels = {told.words[at].label for at in inside if told.words[at].head not in inside}
    return not labels.isdisjoint({"compound", "amod", "nummod", "nmod:poss"})


def _loose(candidate: coding.Candidate) -> list[Time]:
    """The times of a sentence that no other clause has for its own."""
    told = candidate.told
    owned = {number for clause in told.clauses for number in clause.times if clause.verb != candidate.clause.verb}
    return [time for number, time in enumerate(told.sentence.times) if number not in owned]


def _place(candidate: coding.Candidate) -> tuple[int, int] | None:
    """The place a preposition of the clause names; a place that is the actor or recipient is none."""
    told, clause = candidate.told, candidate.clause
    under = [
        (told.preposition(noun), noun) for head in clause.whom for noun in told.below(head, "nmod")
    ]  # fmt: skip
    for preposition, noun in (*clause.obliques, *under):
        if preposition in _PLACE_PREPS and told.name_kind(noun) in _PLACE_LABELS:
            return told.noun_span(noun)
    return None
