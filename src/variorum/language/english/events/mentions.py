"""Events told in one paragraph: PLOVER codes of its clauses, with actors as they are named there."""

from typing import Final

from variorum.language.english.events import coding, plover, plover_features, plover_head
from variorum.language.english.grammar.clauses import Clauses
from variorum.model.report import Passage
from variorum.model.statement import Auxiliary, EventMention, When

_PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
_PLACE_PREPS: Final = frozenset({"in", "at", "near", "outside", "inside", "over", "across", "off", "around"})


def mentions(clauses: Clauses) -> tuple[EventMention, ...]:
    """The events that a paragraph's clauses tell, in text order."""
    return tuple(_mention(clauses, weighed(clauses, candidate)) for candidate in coding.candidates(clauses))


def weighed(clauses: Clauses, candidate: coding.Candidate) -> coding.Candidate:
    """A candidate after the classifier has read its sentence: its event where the two agree or the patterns tell little."""
    sentence = clauses.tokens[candidate.clause.head].sent
    actors_ = [candidate.actor] if candidate.actor else []
    recipients = [candidate.recipient] if candidate.recipient else []
    groups = plover_features.features(clauses, sentence, actors_, recipients, candidate.clause)
    return coding.decide(candidate, plover_head.probabilities(groups, clauses.paragraph.vectors[sentence]))


def _mention(clauses: Clauses, candidate: coding.Candidate) -> EventMention:
    paragraph = clauses.paragraph
    sentence = clauses.sentence(candidate.clause.head)
    when = _when(clauses, candidate, sentence)
    auxiliary: list[Auxiliary] = list(candidate.auxiliary)  # type: ignore[arg-type]
    if when is not None and when.precision == "year" and clauses.verbs[candidate.clause.head].tense == "past":
        auxiliary.append("historical")
    lemmas = [token.lemma.lower() for token in clauses.tokens if token.sent == clauses.tokens[candidate.clause.head].sent]
    return EventMention(
        type=candidate.event,
        mode=candidate.mode,
        context=plover.contexts(lemmas),
        actor=paragraph.passage(*candidate.actor) if candidate.actor else None,
        recipient=paragraph.passage(*candidate.recipient) if candidate.recipient else None,
        place=_place(clauses, candidate, sentence),
        when=when,
        passage=paragraph.passage(*sentence),
        auxiliary=tuple(auxiliary),
        source=paragraph.passage(*candidate.speaker) if candidate.speaker else None,
        confidence=candidate.confidence,
    )


def _when(clauses: Clauses, candidate: coding.Candidate, sentence: tuple[int, int]) -> When | None:
    """The time nearest to the verb in its sentence."""
    verb = clauses.tokens[candidate.clause.head].start
    written = sorted((time for time in clauses.times if sentence[0] <= time.start < sentence[1]), key=lambda time: abs(time.start - verb))
    if not written:
        return None
    return When(written[0].text, written[0].iso, written[0].precision)


def _place(clauses: Clauses, candidate: coding.Candidate, sentence: tuple[int, int]) -> Passage | None:
    """The place a preposition of the clause names; a place that is the actor or recipient is none."""
    clause = candidate.clause
    under = [
        (prep.lemma.lower(), noun.i)
        for head in clause.whom
        for prep in clauses.below(head, "prep")
        for noun in clauses.below(prep.i, "pobj")
    ]
    for prep, noun in (*clause.with_preps, *under):
        if prep in _PLACE_PREPS and clauses.tokens[noun].ent in _PLACE_LABELS:
            start, end = clauses.noun_span(noun)
            return clauses.paragraph.passage(start, end)
    return None
