"""Stands told by what a party says is to be done, will not be done, or will be done to others."""

from typing import Final

from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.conditions import condition_mark
from variorum.language.english.grammar.negation import negated
from variorum.language.english.names import actors
from variorum.language.english.stances.cues import Taken, cue_words
from variorum.language.english.stances.making import make
from variorum.language.english.stances.what import HOSTILE, clause_spans, hostile_clause, is_so, target_of
from variorum.language.english.stances.who import is_party, parties_of, party_spans
from variorum.language.english.words.lexicon import word_set
from variorum.model.statement import Stance

_SPEECH_ONLY: Final = word_set("stances.speech_only")


# What a party says it will not do is a rejection only for acts that others want of it.
_WITHHELD: Final = word_set("stances.withheld")


def of_normative(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "Said others should ...": a demand. "Said it will not ...": a rejection."""
    if clause.lemma not in _SPEECH_ONLY or negated(clauses, clause) or not is_so(clauses, clause):
        return None
    parties = parties_of(clauses, clause)
    found: list[Taken] = []
    for verb in clause.contents:
        for inner in _joined_clauses(clauses, verb):
            if condition_mark(clauses, inner) is not None:
                continue
            stance = _said_stance(clauses, clause, inner)
            if stance is None or not parties:
                continue
            own = [clauses.verbs[inner.head]]
            spans = clause_spans(clauses, own[0])[:1]
            found += make(
                clauses, inner, parties, stance, spans, target_of(clauses, inner, clause), 0.7, "the party says what is to be done"
            )
    return found or None


def _joined_clauses(clauses: Clauses, verb: int) -> list[ParsedClause]:
    first = clauses.verbs.get(verb)
    if first is None:
        return []
    return [first] + [clause for child in clauses.below(verb, "conj") for clause in _joined_clauses(clauses, child.i)]


def _said_stance(clauses: Clauses, said: ParsedClause, inner: ParsedClause) -> Stance | None:
    own = bool(inner.who) and (
        standing.referent(clauses, inner.who[0], inner) in said.who or clauses.tokens[inner.who[0]].text.lower() in {"we", "i"}
    )
    if inner.modal in {"should", "must"} or (inner.lemma == "need" and any(clauses.tokens[v].dep == "xcomp" for v in inner.contents)):
        return None if own else "demands"
    if inner.lemma in cue_words()[0]:
        return None  # read by its own cue
    if (
        inner.modal in {"will", "would", "can"}
        and negated(clauses, inner)
        and inner.lemma.split(" ")[0] in _WITHHELD
        and (own or _same_side(clauses, said, inner))
    ):
        return "rejects"
    if inner.modal in {"will", "would"} and not negated(clauses, inner) and (own or _same_side(clauses, said, inner)):
        return "threatens" if _hostile_clause(clauses, inner) else None
    return None


def _hostile_clause(clauses: Clauses, inner: ParsedClause) -> bool:
    """A blow announced: hostile words in the clause's verb or objects, its condition left aside."""
    heads = [inner.head, *inner.whom, *(noun for _, noun in inner.with_preps)]
    words = {clauses.tokens[i].lemma.lower() for head in heads[1:] for i in clauses.under(head)} | {inner.lemma}
    return bool(words & HOSTILE)


def _same_side(clauses: Clauses, said: ParsedClause, inner: ParsedClause) -> bool:
    """The minister says what the state will do: the same country speaks and acts."""
    if not said.who or not inner.who:
        return False
    speaker = actors.resolve(clauses.text(clauses.noun_span(said.who[0]))).code
    doer = actors.resolve(clauses.text(clauses.noun_span(inner.who[0]))).code
    if doer is None:
        return (
            speaker is None
            and clauses.tokens[inner.who[0]].pos == "PROPN"
            and "GOV" in actors.sectors_of(clauses.text(clauses.noun_span(said.who[0])))
        )
    return speaker is None or speaker == doer


def of_announced(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "Warned that it would take measures", "warned that an attack would be met with consequences": a threat."""
    if clause.lemma != "warn" or not is_so(clauses, clause):
        return None
    hostile = [verb for verb in clause.contents if hostile_clause(clauses, verb)]
    parties = parties_of(clauses, clause)
    doers = clauses.verbs[hostile[0]].who if hostile and hostile[0] in clauses.verbs else ()
    vague = not any(clauses.tokens[i].pos == "PROPN" for head in clause.who for i in clauses.under(head))
    if (
        doers
        and vague
        and is_party(clauses, doers[0])
        and clauses.tokens[doers[0]].pos == "PROPN"
        and not actors.resolve(clauses.text(clauses.noun_span(clause.who[0] if clause.who else doers[0]))).code
    ):
        parties = party_spans(clauses, doers, clause)
    if not hostile or not parties:
        return None
    spans = [span for verb in hostile for span in clause_spans(clauses, clauses.verbs[verb])[:1]] if hostile[0] in clauses.verbs else []
    inner = clauses.verbs[hostile[0]]
    if spans and inner.who and not inner.passive:
        subject = standing.referent(clauses, inner.who[0], inner)
        if is_party(clauses, subject) and clauses.tokens[subject].pos == "PROPN" and _same_side(clauses, clause, inner):
            named = [clauses.noun_span(subject)]
            parties = named if not actors.resolve(clauses.text(parties[0])).code else parties
    return make(clauses, clause, parties, "threatens", spans, None, 0.75, "a blow is announced") or None
