"""Stands told by a verb of stance with a party as its subject."""

from typing import Final

from variorum.language.english import dates
from variorum.language.english.grammar import factual
from variorum.language.english.grammar.frames import Clauses, Frame
from variorum.language.english.stances.being import OUTCOMES, held_to
from variorum.language.english.stances.cues import Span, Taken, cue_words
from variorum.language.english.stances.making import make
from variorum.language.english.stances.second import is_echo
from variorum.language.english.stances.what import addressed, clause_spans, is_hostile, is_so, issues_of, same_sentence, with_antecedent
from variorum.language.english.stances.who import parties_of
from variorum.language.english.words.tables import word_set
from variorum.model.statement import Stance

_VOICED: Final = frozenset({"states", "denies", "warns"})


_DEMONSTRATIVE: Final = word_set("stances.demonstrative")


def of_verb(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """A verb of stance with a party as its subject."""
    said_again = _said_again(clauses, frame)
    if said_again is not None:
        return said_again
    cue = cue_words()[0].get(frame.lemma)
    if cue is None or not is_so(clauses, frame):
        return None
    stance: Stance | None = cue.stance
    if frame.negated:
        stance = cue.negated
    if stance is None or _double_refusal(clauses, frame):
        return None
    if frame.lemma in {"suggest", "insist"} and factual.asserts(clauses, frame):
        if frame.lemma != "insist":
            return None
        stance = "states"
    if frame.lemma == "want" and not frame.objects and any(clauses.tokens[verb].dep == "xcomp" for verb in frame.complements):
        return None  # what it wants to do itself it demands of nobody
    if is_echo(clauses, frame) or _loose_participle(clauses, frame) or _long_ago(clauses, frame):
        return None
    issues, target = issues_of(clauses, with_antecedent(clauses, frame), cue.needs)
    parties = parties_of(clauses, frame)
    if not issues and frame.lemma in {"object", "disagree"}:
        issues = [taken.issue for taken in before if same_sentence(clauses, taken.frame, frame.verb)][-1:]
    if not issues or not parties:
        return None
    if frame.lemma == "seek" and not _worth_seeking(clauses, frame):
        return None
    issues = _referred(clauses, frame, issues, before)
    if stance in {"warns", "promises"} and is_hostile(clauses, frame):
        stance = "threatens"
    if stance == "rejects" and frame.lemma == "dismiss" and frame.objects and clauses.tokens[frame.objects[0]].ent == "PERSON":
        return None
    if frame.lemma in {"compromise", "yield", "bow"} and frame.negated and frame.preps:
        stance = held_to(clauses, frame.preps[0][1])
    towards = addressed(clauses, frame) or (target if stance != "offers" and not (stance in _VOICED and frame.complements) else None)
    return make(clauses, frame, parties, stance, issues, towards, 0.8, f"“{clauses.tokens[frame.verb].text}” is said of the party itself")


def _loose_participle(clauses: Clauses, frame: Frame) -> bool:
    """ "Asked for comment, the minister ...": the one asked takes no stand by it."""
    token = clauses.tokens[frame.verb]
    bare = not any(child.dep in {"aux", "auxpass", "nsubj", "agent"} for child in clauses.below(frame.verb))
    return token.tag in {"VBN", "VBD"} and frame.relation == "advcl" and bare


def _long_ago(clauses: Clauses, frame: Frame) -> bool:
    """A past stand that its sentence puts into a past year is history, not where the party stands."""
    start, end = clauses.sentence(frame.verb)
    verb = clauses.tokens[frame.verb].start
    times = dates.find(clauses.paragraph.text[start:end])
    return frame.tense == "past" and any(time.precision == "year" and abs(start + time.start - verb) < 120 for time in times)


def _double_refusal(clauses: Clauses, frame: Frame) -> bool:
    """ "Refused to rule out" leaves open, and "declined to comment" says nothing: no stand."""
    return frame.lemma in {"refuse", "decline"} and any(
        clauses.tokens[verb].lemma in word_set("factual.silence") | {"rule"} for verb in frame.complements
    )


def _worth_seeking(clauses: Clauses, frame: Frame) -> bool:
    words = {clauses.tokens[i].lemma.lower() for head in frame.objects for i in clauses.tree(head)}
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


def _referred(clauses: Clauses, frame: Frame, issues: list[Span], before: list[Taken]) -> list[Span]:
    """ "These demands" are the demands told before in the paragraph."""
    if len(issues) != 1:
        return issues
    words = clauses.text(issues[0]).lower().split()
    if not words or words[0] not in _DEMONSTRATIVE or len(words) > 4:
        return issues
    if len(words) > 1 and not any(word.rstrip("s") in OUTCOMES for word in words):
        return issues
    earlier = [taken for taken in before if taken.stance in {"demands", "offers"} and taken.frame < frame.verb]
    if not earlier:
        return issues
    last = earlier[-1].frame
    return [taken.issue for taken in earlier if taken.frame == last]


def _said_again(clauses: Clauses, frame: Frame) -> list[Taken] | None:
    """ "Repeated its call for an embargo": the stand that the noun tells."""
    if frame.lemma not in {"repeat", "reiterate", "renew", "reaffirm"} or frame.negated or not is_so(clauses, frame):
        return None
    for head in frame.objects[:1]:
        cue = cue_words()[1].get(clauses.tokens[head].lemma.lower())
        own = any(child.tag == "PRP$" for child in clauses.below(head, "poss"))
        parties = parties_of(clauses, frame)
        if cue is None or not own or not parties:
            return None
        verbs = [child.i for child in clauses.below(head, "acl", "ccomp") if child.i in clauses.frames]
        issues = [span for verb in verbs for span in clause_spans(clauses, clauses.frames[verb])]
        nouns = [
            n.i
            for at in (head, frame.verb)
            for prep in clauses.below(at, "prep")
            if prep.lemma == "for"
            for n in clauses.below(prep.i, "pobj")
        ]
        issues = issues or [clauses.noun_span(noun, full=True) for noun in nouns]
        if issues:
            return make(
                clauses, frame, parties, cue.stance, issues[:3], None, 0.75, f"the party says again its {clauses.tokens[head].text}"
            )
    return None
