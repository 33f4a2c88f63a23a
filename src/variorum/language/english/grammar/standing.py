"""How a clause stands to what happened: actual, announced, imagined, denied, or only the content of another act.

"The army withdrew" is actual; in "the army promised to withdraw" the promise is actual and the withdrawal only its content; in "fears that
the army will attack" nothing happened. Event rules code what is actual or announced, and nothing else.
"""

from typing import Final, NamedTuple

from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.conditions import condition_mark
from variorum.language.english.grammar.modality import force, is_awaited, is_purpose
from variorum.language.english.grammar.negation import negated
from variorum.language.english.words.lexicon import word_set
from variorum.model.sentence import Standing

SAYING: Final = word_set("factual.saying")
# These carry their subject's act through to their complement.
_THROUGH: Final = word_set("factual.through")
# These look ahead: the act itself is still to come.
_AHEAD: Final = word_set("standing.ahead")
_UNSURE: Final = word_set("factual.unsure")
# What hangs under these is thought, wished, feared or denied.
_MENTAL: Final = word_set("factual.mental")
_MENTAL_NOUNS: Final = word_set("factual.mental_nouns")


_OPEN: Final = word_set("standing.open")


class Status(NamedTuple):
    """How a clause stands; who tells it (head token of the speaker), and whether that speaker is the clause's own subject."""

    standing: Standing
    speaker: int | None
    own: bool


def status(clauses: Clauses, clause: ParsedClause) -> Status:
    """The standing of a clause: what its force leaves open never happened; else it is told by its place under the clauses above it."""
    meant = force(clauses, clause)
    standing = _standing(clauses, clause)
    if standing in ("actual", "future") and (
        meant.modality in ("possible", "denied") or (clause.modal == "would" and meant.source is None)
    ):
        standing = "hypothetical"
    own = meant.source is not None and bool(clause.who) and _same(clauses, clause.who[0], meant.source)
    return Status(standing, meant.source, own)


def _standing(clauses: Clauses, clause: ParsedClause) -> Standing:
    if condition_mark(clauses, clause) is not None or clause.modal in _OPEN:
        return "hypothetical"
    own: Standing = "future" if clause.tense == "future" else "actual"
    at = clause
    for upper in clauses.chain(clause):
        step = _step(clauses, at, upper)
        if step in ("content", "hypothetical"):
            return step
        if step == "future" or (upper.tense == "future" and at.relation in {"xcomp", "conj"}):
            own = "future"
        at = upper
    return own


def _step(clauses: Clauses, at: ParsedClause, upper: ParsedClause) -> Standing:
    """What hanging under `upper` makes of a clause."""
    verb = clauses.tokens[at.head]
    lemma = upper.lemma.split(" ")[0]
    if condition_mark(clauses, upper) is not None and at.relation in {"conj", "ccomp", "xcomp"}:
        return "hypothetical"
    if at.relation == "ccomp" and clauses.tokens[verb.head].pos == "NOUN":
        return "content"  # "its demand that ...", "the claim that ..."
    if at.relation in {"ccomp", "parataxis"}:
        if lemma in _MENTAL or (negated(clauses, upper) and lemma in SAYING):
            return "hypothetical"
        if clauses.tokens[verb.head].text.lower() in _UNSURE or clauses.tokens[verb.head].lemma.lower() in _MENTAL_NOUNS:
            return "hypothetical"
        if lemma in SAYING or at.relation == "parataxis":
            return "actual"
        return "actual" if lemma in {"mean", "ensure", "see", "happen", "be"} else "content"
    if at.relation == "xcomp":
        if is_purpose(clauses, at.head, upper) or (at.tense == "infinitive" and is_awaited(clauses, upper, at.head)):
            return "content"
        if lemma in _AHEAD and at.tense == "infinitive" and not negated(clauses, upper) and (lemma != "be" or not upper.attributes):
            return "future"
        if lemma in SAYING and at.tense != "infinitive":
            return "actual"
        return "actual" if lemma in _THROUGH and not negated(clauses, upper) else "content"
    if at.relation in {"acl", "relcl"}:
        noun = clauses.tokens[verb.head]
        marked = any(child.dep == "mark" and child.text.lower() == "that" for child in clauses.below(at.head))
        if at.relation == "acl" and (at.tense == "infinitive" or marked or noun.lemma.lower() in _MENTAL_NOUNS):
            return "content"
        return "actual"
    if at.relation == "pcomp" and clauses.tokens[verb.head].lemma.lower() not in {
        "by",
        "after",
        "before",
        "since",
        "in",
        "with",
        "following",
    }:
        return "content"  # "accused of hiding", "a comment on hiding", "stopped short of hiding": nobody says it was done
    if at.relation in {"advcl", "pcomp"} and at.tense == "infinitive":
        return "content"  # purpose: "met to discuss"
    return "actual"


def _same(clauses: Clauses, subject: int, speaker: int) -> bool:
    word = clauses.tokens[subject].text.lower()
    return subject == speaker or word in {"it", "he", "she", "they", "we", "i"}
