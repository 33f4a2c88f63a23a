"""Stands told by a verb of stance with a party as its subject."""

from typing import Final

from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.negation import negated
from variorum.language.english.stances.being import OUTCOMES, held_to
from variorum.language.english.stances.cues import Span, Taken, cue_words
from variorum.language.english.stances.making import make
from variorum.language.english.stances.second import is_echo
from variorum.language.english.stances.what import addressed, clause_spans, is_hostile, is_so, issues_of, same_sentence, with_antecedent
from variorum.language.english.stances.who import parties_of
from variorum.language.english.words.lexicon import word_set
from variorum.model.statement import Stance

_VOICED: Final = frozenset({"states", "denies", "warns"})


_DEMONSTRATIVE: Final = word_set("stances.demonstrative")


def of_verb(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """A verb of stance with a party as its subject."""
    said_again = _said_again(clauses, clause)
    if said_again is not None:
        return said_again
    cue = cue_words()[0].get(clause.lemma)
    if cue is None or not is_so(clauses, clause):
        return None
    stance: Stance | None = cue.stance
    if negated(clauses, clause):
        stance = cue.negated
    if stance is None or _double_refusal(clauses, clause):
        return None
    if clause.lemma in {"suggest", "insist"} and standing.asserts(clauses, clause):
        if clause.lemma != "insist":
            return None
        stance = "states"
    if clause.lemma == "want" and not clause.whom and any(clauses.tokens[verb].dep == "xcomp" for verb in clause.contents):
        return None  # what it wants to do itself it demands of nobody
    if is_echo(clauses, clause) or _loose_participle(clauses, clause) or _long_ago(clauses, clause):
        return None
    issues, target = issues_of(clauses, with_antecedent(clauses, clause), cue.needs)
    parties = parties_of(clauses, clause)
    if not issues and clause.lemma in {"object", "disagree"}:
        issues = [taken.issue for taken in before if same_sentence(clauses, taken.clause, clause.head)][-1:]
    if not issues or not parties:
        return None
    if clause.lemma == "seek" and not _worth_seeking(clauses, clause):
        return None
    issues = _referred(clauses, clause, issues, before)
    if stance in {"warns", "promises"} and is_hostile(clauses, clause):
        stance = "threatens"
    if stance == "rejects" and clause.lemma == "dismiss" and clause.whom and clauses.tokens[clause.whom[0]].ent == "PERSON":
        return None
    if clause.lemma in {"compromise", "yield", "bow"} and negated(clauses, clause) and clause.with_preps:
        stance = held_to(clauses, clause.with_preps[0][1])
    towards = addressed(clauses, clause) or (target if stance != "offers" and not (stance in _VOICED and clause.contents) else None)
    return make(clauses, clause, parties, stance, issues, towards, 0.8, f"“{clauses.tokens[clause.head].text}” is said of the party itself")


def _loose_participle(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "Asked for comment, the minister ...": the one asked takes no stand by it."""
    token = clauses.tokens[clause.head]
    bare = not any(child.dep in {"aux", "auxpass", "nsubj", "agent"} for child in clauses.below(clause.head))
    return token.tag in {"VBN", "VBD"} and clause.relation == "advcl" and bare


def _long_ago(clauses: Clauses, clause: ParsedClause) -> bool:
    """A past stand that its sentence puts into a past year is history, not where the party stands."""
    start, end = clauses.sentence(clause.head)
    verb = clauses.tokens[clause.head].start
    return clause.tense == "past" and any(
        time.precision == "year" and start <= time.start < end and abs(time.start - verb) < 120 for time in clauses.times
    )


def _double_refusal(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "Refused to rule out" leaves open, and "declined to comment" says nothing: no stand."""
    return clause.lemma in {"refuse", "decline"} and any(
        clauses.tokens[verb].lemma in word_set("factual.silence") | {"rule"} for verb in clause.contents
    )


def _worth_seeking(clauses: Clauses, clause: ParsedClause) -> bool:
    words = {clauses.tokens[i].lemma.lower() for head in clause.whom for i in clauses.under(head)}
    return bool(
        words
        & {
            "guarantee",
            "membership",
            "talk",
            "negotiation",
            "aid",
            "support",
            "change",
            "ban",
            "agreement",
            "assurance",
            "meeting",
            "commitment",
        }
    )


def _referred(clauses: Clauses, clause: ParsedClause, issues: list[Span], before: list[Taken]) -> list[Span]:
    """ "These demands" are the demands told before in the paragraph."""
    if len(issues) != 1:
        return issues
    words = clauses.text(issues[0]).lower().split()
    if not words or words[0] not in _DEMONSTRATIVE or len(words) > 4:
        return issues
    if len(words) > 1 and not any(word.rstrip("s") in OUTCOMES for word in words):
        return issues
    earlier = [taken for taken in before if taken.stance in {"demands", "offers"} and taken.clause < clause.head]
    if not earlier:
        return issues
    last = earlier[-1].clause
    return [taken.issue for taken in earlier if taken.clause == last]


def _said_again(clauses: Clauses, clause: ParsedClause) -> list[Taken] | None:
    """ "Repeated its call for an embargo": the stand that the noun tells."""
    if clause.lemma not in {"repeat", "reiterate", "renew", "reaffirm"} or negated(clauses, clause) or not is_so(clauses, clause):
        return None
    for head in clause.whom[:1]:
        cue = cue_words()[1].get(clauses.tokens[head].lemma.lower())
        own = any(child.tag == "PRP$" for child in clauses.below(head, "poss"))
        parties = parties_of(clauses, clause)
        if cue is None or not own or not parties:
            return None
        verbs = [child.i for child in clauses.below(head, "acl", "ccomp") if child.i in clauses.verbs]
        issues = [span for verb in verbs for span in clause_spans(clauses, clauses.verbs[verb])]
        nouns = [
            n.i
            for at in (head, clause.head)
            for prep in clauses.below(at, "prep")
            if prep.lemma == "for"
            for n in clauses.below(prep.i, "pobj")
        ]
        issues = issues or [clauses.noun_span(noun, full=True) for noun in nouns]
        if issues:
            return make(
                clauses, clause, parties, cue.stance, issues[:3], None, 0.75, f"the party says again its {clauses.tokens[head].text}"
            )
    return None
