"""Stands told by what a party is (open, opposed), voices, considers, holds to or lays down in its proposals."""

from collections.abc import Sequence
from typing import Final

from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.negation import negated
from variorum.language.english.names import actors
from variorum.language.english.stances.cues import Span, Taken
from variorum.language.english.stances.making import make
from variorum.language.english.stances.what import addressed, clause_spans, hostile_clause, is_so, object_issues, object_spans, owner_of
from variorum.language.english.stances.who import is_party, parties_of, party_spans
from variorum.language.english.words.lexicon import word_set
from variorum.model.statement import Stance

_UNWILLING: Final = frozenset({"unacceptable", "non-negotiable", "nonnegotiable", "unrealistic"})


_WILLING: Final = frozenset({"open", "willing", "ready", "prepared", "interested"})


_AGAINST: Final = frozenset({"opposed", "against", "hostile", "averse"})


OUTCOMES: Final = word_set("stances.outcomes")


def of_concession(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "Made no concessions to the demands", "gave up no ground on principles", "there will be no concessions on": a rejection."""
    there = clause.lemma == "be" and any(child.dep == "expl" for child in clauses.below(clause.head))
    things = [
        head
        for head in (*clause.whom, *(clause.attributes if there else ()))
        if clauses.tokens[head].lemma.lower() in {"concession", "ground"}
    ]
    verb = clause.lemma.split(" ")[0]
    none = negated(clauses, clause) or any(
        clauses.tokens[i].text.lower() == "no" for thing in things for i in clauses.under(thing) if i < thing
    )
    if not things or not none or not (there or verb in {"make", "offer", "give", "yield", "see", "contain"}):
        return None
    status = standing.status(clauses, clause)
    if status.standing in {"content", "hypothetical"}:
        return None
    parties = _possessors(clauses, things[:1]) if there else parties_of(clauses, clause) or _possessors(clauses, clause.who)
    if there and not parties and status.speaker is not None:
        parties = party_spans(clauses, (status.speaker,), clause)
    nouns = [noun for prep, noun in clause.with_preps if prep in {"to", "on", "over"}]
    nouns += [
        n.i
        for thing in things
        for prep in clauses.below(thing, "prep")
        if prep.lemma in {"to", "on", "over"}
        for n in clauses.below(prep.i, "pobj")
    ]
    answers = [
        noun for prep, noun in clause.with_preps if prep == "in" and clauses.tokens[noun].lemma.lower() in {"response", "reply", "answer"}
    ]
    nouns += [n.i for noun in answers for prep in clauses.below(noun, "prep") if prep.lemma == "to" for n in clauses.below(prep.i, "pobj")]
    nouns = [noun for noun in nouns if not (is_party(clauses, noun) and clauses.tokens[noun].ent)]
    nouns = [
        noun for noun in nouns if clauses.tokens[noun].ent != "DATE" and not clauses.tokens[noun].text.lower().startswith("concession")
    ]
    if not parties or not nouns:
        return []  # no concession is said, but not on what: nothing to enter
    return make(
        clauses,
        clause,
        parties,
        held_to(clauses, nouns[0]),
        [clauses.noun_span(nouns[0], full=True)],
        owner_of(clauses, nouns[0]),
        0.75,
        "no concession is made",
    )


def held_to(clauses: Clauses, noun: int) -> Stance:
    """No ground given on a demand rejects it; no ground given on a principle or policy holds to it."""
    words = {clauses.tokens[i].lemma.lower() for i in clauses.under(noun)}
    return "rejects" if words & OUTCOMES or words & {"claim", "pressure", "ultimatum"} else "supports"


def _possessors(clauses: Clauses, heads: Sequence[int]) -> list[Span]:
    """Whose document or answer it is: "the US response", "Ruritania's letter"."""
    found: list[Span] = []
    for head in heads:
        if clauses.tokens[head].lemma.lower() in {
            "response",
            "reply",
            "answer",
            "letter",
            "document",
            "proposal",
            "offer",
            "statement",
            "plan",
            "draft",
            "text",
            "concession",
        }:
            near = clauses.below(head, "poss", "amod", "compound", "nmod")
            near += [noun for prep in clauses.below(head, "prep") if prep.lemma in {"from", "by"} for noun in clauses.below(prep.i, "pobj")]
            for child in (clauses.tokens[i] for i in clauses.conjoined([child.i for child in near])):
                if actors.resolve(child.text).code:
                    found.append((child.start, child.end))
    return found


def of_attribute(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "Is open to", "is willing to", "is opposed to", "is against"; "is non-negotiable", "is a non-starter for"."""
    if clause.lemma not in {"be", "remain", "stay"} or clause.modal in {"must", "should"}:
        return None
    if not is_so(clauses, clause):
        return None
    for index in clause.attributes:
        word = clauses.tokens[index].text.lower()
        if word in _WILLING or word in _AGAINST:
            return _leaning(clauses, clause, index, "opposes" if word in _AGAINST else "rejects" if negated(clauses, clause) else "open_to")
    return _unmovable(clauses, clause)


def _leaning(clauses: Clauses, clause: ParsedClause, index: int, stance: Stance) -> list[Taken] | None:
    nouns = [
        n.i for prep in clauses.below(index, "prep") if prep.lemma in {"to", "in", "for"} for n in clauses.below(prep.i, "pobj", "pcomp")
    ]
    verbs = [child.i for child in clauses.below(index, "xcomp", "ccomp", "advcl") if child.i in clauses.verbs]
    verbs += [noun for noun in nouns if noun in clauses.verbs]
    issues = [span for verb in verbs for span in clause_spans(clauses, clauses.verbs[verb])]
    issues += [clauses.noun_span(noun, full=True) for noun in nouns if noun not in clauses.verbs]
    parties = parties_of(clauses, clause)
    if not issues or not parties:
        return None
    if stance == "open_to" and any(hostile_clause(clauses, verb) for verb in verbs):
        stance = "threatens"
    return make(clauses, clause, parties, stance, issues[:3], None, 0.75, f"the party is “{clauses.tokens[index].text}”")


def _unmovable(clauses: Clauses, clause: ParsedClause) -> list[Taken] | None:
    """What a party says cannot be talked about."""
    words = {
        clauses.tokens[i].text.lower()
        for at in (*clause.attributes, *(c.i for c in clauses.below(clause.head, "prep", "advmod")))
        for i in clauses.under(at)
    }
    closed = (
        words & _UNWILLING
        or {"out", "question"} <= words
        or (negated(clauses, clause) and words & {"negotiable", "acceptable", "negotiation"})
    )
    starter = (
        words & {"nonstarter", "nonstarters", "non-starter", "non-starters"}
        or {"non", "-", "starters"} <= words
        or {"non", "-", "starter"} <= words
    )
    hyphened = {"non", "negotiable"} <= words
    if not (closed or starter or hyphened) or not clause.who or (negated(clauses, clause) and hyphened):
        return None
    parties = [clauses.noun_span(noun) for noun in _for_whom(clauses, clause) if is_party(clauses, noun)]
    if not parties:
        speaker = standing.status(clauses, clause).speaker
        parties = party_spans(clauses, (speaker,), clause) if speaker is not None else []
    issues = [clauses.noun_span(head, full=False) for head in clause.who if clauses.tokens[head].pos != "PRON"]
    return make(clauses, clause, parties, "rejects", issues, None, 0.7, "the party will not talk about it") if issues else None


def of_negotiable(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "Said the treaty can be renegotiated", "would not be negotiated": what the speaker's side leaves open, or closes."""
    if clause.lemma not in {"negotiate", "renegotiate"} or not clause.passive or clause.modal is None or not is_so(clauses, clause):
        return None
    speaker = standing.status(clauses, clause).speaker
    parties = party_spans(clauses, (speaker,), clause) if speaker is not None else []
    issues = [clauses.noun_span(head, full=True) for head in clause.whom[:1]]
    if not parties or not issues:
        return None
    return make(
        clauses,
        clause,
        parties,
        "rejects" if negated(clauses, clause) else "open_to",
        issues,
        None,
        0.7,
        "the party says whether it can be negotiated",
    )


def _for_whom(clauses: Clauses, clause: ParsedClause) -> list[int]:
    nouns = [noun for prep, noun in clause.with_preps if prep in {"for", "to"}]
    nouns += [
        n.i
        for at in clause.attributes
        for prep in clauses.below(at, "prep")
        if prep.lemma in {"for", "to"}
        for n in clauses.below(prep.i, "pobj")
    ]
    return clauses.conjoined(nouns)


def of_plans(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "The US proposals include ...": an offer by whose proposals they are."""
    if (
        clause.lemma not in {"include", "contain", "set out", "outline", "comprise", "foresee"}
        or negated(clauses, clause)
        or not is_so(clauses, clause)
    ):
        return None
    heads = [
        head for head in clause.who if clauses.tokens[head].lemma.lower() in {"proposal", "offer", "response", "reply", "document", "plan"}
    ]
    parties = _possessors(clauses, tuple(heads))
    held = any(clauses.tokens[head].lemma.lower() in {"proposal", "offer"} for head in heads)
    worth = {"offer", "proposal", "path", "area", "potential"}
    objects = [head for head in clause.whom if held or clauses.tokens[head].lemma.lower() in worth]
    if not parties or not objects:
        return None
    return make(
        clauses,
        clause,
        parties,
        "offers",
        [s for head in objects[:1] for s in object_spans(clauses, head)],
        None,
        0.7,
        "the party's proposals hold it",
    )


_EXPRESSED: Final[dict[str, tuple[Stance, tuple[str, ...]]]] = {
    "concern": ("warns", ("about", "over", "with", "at")),
    "interest": ("open_to", ("in",)),
    "willingness": ("open_to", ("inf",)),
    "readiness": ("open_to", ("inf", "for")),
    "openness": ("open_to", ("to",)),
    "support": ("supports", ("for", "to")),
    "backing": ("supports", ("for",)),
    "opposition": ("opposes", ("to",)),
    "objection": ("opposes", ("to",)),
    "reservation": ("opposes", ("about", "on", "over")),
    "ultimatum": ("threatens", ("inf",)),
}


def of_expressed(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "Expressed concern about", "voiced support for", "issued an ultimatum to": the noun tells the stance."""
    if clause.lemma not in {
        "express",
        "voice",
        "indicate",
        "signal",
        "show",
        "declare",
        "reaffirm",
        "issue",
        "state",
        "announce",
    } or negated(clauses, clause):
        return None
    if not is_so(clauses, clause):
        return None
    for head in clause.whom:
        stance, needs = _EXPRESSED.get(clauses.tokens[head].lemma.lower(), (None, ()))
        parties = parties_of(clauses, clause)
        if stance is None or not parties:
            continue
        preps = [prep for at in (head, clause.head) for prep in clauses.below(at, "prep") if prep.lemma.lower() in needs]
        issues = [clauses.noun_span(noun.i, full=True) for prep in preps for noun in clauses.below(prep.i, "pobj")]
        issues += [
            span
            for prep in preps
            for verb in clauses.below(prep.i, "pcomp")
            if verb.i in clauses.verbs
            for span in clause_spans(clauses, clauses.verbs[verb.i])
        ]
        if "inf" in needs:
            verbs = [
                child.i for at in (head, clause.head) for child in clauses.below(at, "acl", "xcomp", "advcl") if child.i in clauses.verbs
            ]
            issues += [span for verb in verbs for span in clause_spans(clauses, clauses.verbs[verb])]
        if issues:
            target = addressed(clauses, clause) if stance == "threatens" else None
            return make(clauses, clause, parties, stance, issues[:2], target, 0.75, f"the party voices {clauses.tokens[head].text}")
    return None


def of_considered(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken] | None:
    """ "Would consider", "is considering", "could not consider"."""
    if (
        clause.lemma not in {"consider", "contemplate"}
        or not (clause.modal or clauses.tokens[clause.head].tag == "VBG")
        or not is_so(clauses, clause)
    ):
        return None
    parties = parties_of(clauses, clause)
    issues = object_issues(clauses, clause.whom[:2]) if clause.whom else []
    issues += [span for verb in clause.contents if verb in clauses.verbs for span in clause_spans(clauses, clauses.verbs[verb])]
    if not parties or not issues or clause.passive or clauses.verbs[clause.head].relation in {"xcomp", "pcomp", "acl"}:
        return None
    return make(
        clauses,
        clause,
        parties,
        "rejects" if negated(clauses, clause) else "open_to",
        issues[:2],
        None,
        0.7,
        "the party says what it would consider",
    )
