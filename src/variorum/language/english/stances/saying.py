"""Stands told by what a party says is to be done, will not be done, or will be done to others."""

from typing import Final

from variorum.language.english.grammar import factual
from variorum.language.english.grammar.frames import Clauses, Frame
from variorum.language.english.names import actors
from variorum.language.english.stances.cues import Taken, cue_words
from variorum.language.english.stances.making import make
from variorum.language.english.stances.what import HOSTILE, clause_spans, hostile_clause, is_so, target_of
from variorum.language.english.stances.who import is_party, parties_of, party_spans
from variorum.language.english.words.tables import word_set
from variorum.model.statement import Stance

_SPEECH_ONLY: Final = word_set("stances.speech_only")


# What a party says it will not do is a rejection only for acts that others want of it.
_WITHHELD: Final = word_set("stances.withheld")


def of_normative(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Said others should ...": a demand. "Said it will not ...": a rejection."""
    if frame.lemma not in _SPEECH_ONLY or frame.negated or not is_so(clauses, frame):
        return None
    parties = parties_of(clauses, frame)
    found: list[Taken] = []
    for verb in frame.complements:
        for inner in _joined_frames(clauses, verb):
            if inner.mark is not None:
                continue
            stance = _said_stance(clauses, frame, inner)
            if stance is None or not parties:
                continue
            own = [clauses.frames[inner.verb]]
            spans = clause_spans(clauses, own[0])[:1]
            found += make(
                clauses, inner, parties, stance, spans, target_of(clauses, inner, frame), 0.7, "the party says what is to be done"
            )
    return found or None


def _joined_frames(clauses: Clauses, verb: int) -> list[Frame]:
    first = clauses.frames.get(verb)
    if first is None:
        return []
    return [first] + [frame for child in clauses.below(verb, "conj") for frame in _joined_frames(clauses, child.i)]


def _said_stance(clauses: Clauses, said: Frame, inner: Frame) -> Stance | None:
    own = bool(inner.subjects) and (
        factual.referent(clauses, inner.subjects[0], inner) in said.subjects
        or clauses.tokens[inner.subjects[0]].text.lower() in {"we", "i"}
    )
    if inner.modal in {"should", "must"} or (inner.lemma == "need" and any(clauses.tokens[v].dep == "xcomp" for v in inner.complements)):
        return None if own else "demands"
    if inner.lemma in cue_words()[0]:
        return None  # read by its own cue
    if (
        inner.modal in {"will", "would", "can"}
        and inner.negated
        and inner.lemma.split(" ")[0] in _WITHHELD
        and (own or _same_side(clauses, said, inner))
    ):
        return "rejects"
    if inner.modal in {"will", "would"} and not inner.negated and (own or _same_side(clauses, said, inner)):
        return "threatens" if _hostile_frame(clauses, inner) else None
    return None


def _hostile_frame(clauses: Clauses, inner: Frame) -> bool:
    """A blow announced: hostile words in the clause's verb or objects, its condition left aside."""
    heads = [inner.verb, *inner.objects, *(noun for _, noun in inner.preps)]
    words = {clauses.tokens[i].lemma.lower() for head in heads[1:] for i in clauses.tree(head)} | {inner.lemma}
    return bool(words & HOSTILE)


def _same_side(clauses: Clauses, said: Frame, inner: Frame) -> bool:
    """The minister says what the state will do: the same country speaks and acts."""
    if not said.subjects or not inner.subjects:
        return False
    speaker = actors.resolve(clauses.text(clauses.noun_span(said.subjects[0]))).code
    doer = actors.resolve(clauses.text(clauses.noun_span(inner.subjects[0]))).code
    if doer is None:
        return (
            speaker is None
            and clauses.tokens[inner.subjects[0]].pos == "PROPN"
            and "GOV" in actors.sectors_of(clauses.text(clauses.noun_span(said.subjects[0])))
        )
    return speaker is None or speaker == doer


def of_announced(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Warned that it would take measures", "warned that an attack would be met with consequences": a threat."""
    if frame.lemma != "warn" or not is_so(clauses, frame):
        return None
    hostile = [verb for verb in frame.complements if hostile_clause(clauses, verb)]
    parties = parties_of(clauses, frame)
    doers = clauses.frames[hostile[0]].subjects if hostile and hostile[0] in clauses.frames else ()
    vague = not any(clauses.tokens[i].pos == "PROPN" for head in frame.subjects for i in clauses.tree(head))
    if (
        doers
        and vague
        and is_party(clauses, doers[0])
        and clauses.tokens[doers[0]].pos == "PROPN"
        and not actors.resolve(clauses.text(clauses.noun_span(frame.subjects[0] if frame.subjects else doers[0]))).code
    ):
        parties = party_spans(clauses, doers, frame)
    if not hostile or not parties:
        return None
    spans = [span for verb in hostile for span in clause_spans(clauses, clauses.frames[verb])[:1]] if hostile[0] in clauses.frames else []
    inner = clauses.frames[hostile[0]]
    if spans and inner.subjects and not inner.passive:
        subject = factual.referent(clauses, inner.subjects[0], inner)
        if is_party(clauses, subject) and clauses.tokens[subject].pos == "PROPN" and _same_side(clauses, frame, inner):
            named = [clauses.noun_span(subject)]
            parties = named if not actors.resolve(clauses.text(parties[0])).code else parties
    return make(clauses, frame, parties, "threatens", spans, None, 0.75, "a blow is announced") or None
