"""Stands at second hand: supporters and opponents of another's stand, and nouns such as "Ruritania's demand"."""

from typing import Final

from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.negation import negated
from variorum.language.english.names import actors
from variorum.language.english.stances.cues import Cue, Span, Taken, cue_words
from variorum.language.english.stances.what import clause_over, clause_spans, same_sentence, says_content
from variorum.language.english.stances.who import is_party, party_spans
from variorum.model.statement import Stance

_ECHOING: Final = frozenset({"support", "back", "oppose", "join", "echo", "second"})


def is_echo(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "Ruritania, backed by Graustark, ...": read by `echoes_of`, for what Ruritania puts forward."""
    return (
        clause.lemma in _ECHOING
        and clause.passive
        and clause.relation in {"acl", "conj", "advcl"}
        and any(is_party(clauses, head) for head in clause.whom)
    )


def echoes_of(clauses: Clauses, found: list[Taken]) -> list[Taken]:
    """ "Ruritania, supported by Graustark but opposed by Zenda, proposed ...": the supporters and opponents of another's stand."""
    made: list[Taken] = _with_support(clauses, found)
    for clause in clauses.verbs.values():
        if clause.lemma not in _ECHOING or not clause.passive or clause.relation not in {"acl", "relcl", "conj", "advcl"}:
            continue
        backed = [clauses.noun_span(head) for head in clause.whom]
        parties = party_spans(clauses, clause.who, clause)
        main = [
            taken
            for taken in found
            if set(taken.parties) & set(backed) and taken.clause != clause.head and same_sentence(clauses, taken.clause, clause.head)
        ]
        if not parties or not main:
            continue
        nearest = min((taken.clause for taken in main if taken.clause > clause.head), default=main[0].clause)
        for taken in main:
            if taken.clause == nearest:
                stance = _echoed(taken.stance, against=clause.lemma == "oppose")
                made.append(
                    Taken(
                        tuple(parties),
                        stance,
                        taken.issue,
                        None,
                        taken.target,
                        None,
                        clause.head,
                        0.8,
                        f"said to {clause.lemma} what the other party put forward",
                    )
                )
    return made


def _with_support(clauses: Clauses, found: list[Taken]) -> list[Taken]:
    """ "Ruritania, with support from Graustark, proposed ..."."""
    made: list[Taken] = []
    for token in clauses.tokens:
        if token.lemma.lower() not in {"support", "backing"} or token.dep != "pobj" or clauses.tokens[token.head].lemma.lower() != "with":
            continue
        givers = [
            noun.i
            for prep in clauses.below(token.i, "prep")
            if prep.lemma.lower() in {"from", "of"}
            for noun in clauses.below(prep.i, "pobj")
        ]
        spans = [clauses.noun_span(head) for head in clauses.conjoined(givers) if is_party(clauses, head)]
        main = [taken for taken in found if same_sentence(clauses, taken.clause, token.i) and taken.clause > token.i]
        if spans and main:
            first = min(taken.clause for taken in main)
            made += [
                Taken(
                    tuple(spans),
                    _echoed(taken.stance, against=False),
                    taken.issue,
                    None,
                    taken.target,
                    None,
                    token.i,
                    0.75,
                    "said to support the other party",
                )
                for taken in main
                if taken.clause == first
            ]
    return made


def _echoed(stance: Stance, against: bool) -> Stance:
    """Who backs an objection objects too; who opposes it is for the thing."""
    negative = stance in {"opposes", "rejects", "warns", "denies"}
    if against:
        return "supports" if negative else "opposes"
    return "opposes" if negative else "supports"


def stands_of_nouns(clauses: Clauses, found: list[Taken]) -> list[Taken]:
    """ "Ruritania's demand that ...", "sent a reply with an offer to ...": nouns that carry a stand with whose they are."""
    made: list[Taken] = []
    taken_spans = [taken.issue for taken in found]
    for token in clauses.tokens:
        cue = cue_words()[1].get(token.lemma.lower()) if token.pos == "NOUN" else None
        if cue is None:
            continue
        owner = _owner_of_noun(clauses, token.i)
        issues = _noun_issues(clauses, token.i, cue)
        issues = [span for span in issues if not any(span[0] < other[1] and other[0] < span[1] for other in taken_spans)]
        if owner is None or not issues:
            continue
        clause = clause_over(clauses, token.i)
        made += [Taken((owner,), cue.stance, span, None, None, None, clause, 0.65, f"the party's own {token.text}") for span in issues]
    return made


def _owner_of_noun(clauses: Clauses, noun: int) -> Span | None:
    for child in clauses.below(noun, "poss", "amod", "compound", "nmod"):
        if child.dep == "poss" and is_party(clauses, child.i):
            return clauses.noun_span(child.i)
        if child.dep != "poss" and actors.resolve(child.text).kind in {"people", "country", "seat", "body"}:
            return child.start, child.end
    head = clauses.tokens[clauses.tokens[noun].head]
    if clauses.tokens[noun].dep == "pobj" and head.lemma.lower() == "with":
        clause = clauses.verbs.get(clause_over(clauses, noun))
        if clause is not None and clause.lemma in {"send", "reply", "respond", "come", "write", "deliver"} and not negated(clauses, clause):
            spans = party_spans(clauses, clause.who, clause)
            return spans[0] if spans else None
    return None


def _noun_issues(clauses: Clauses, noun: int, cue: Cue) -> list[Span]:
    for child in clauses.below(noun, "acl", "ccomp"):
        if child.i in clauses.verbs and says_content(clauses, child.i):
            return clause_spans(clauses, clauses.verbs[child.i])
    for prep in clauses.below(noun, "prep"):
        if prep.lemma.lower() in cue.needs:
            inner = [clauses.noun_span(n.i, full=True) for n in clauses.below(prep.i, "pobj")]
            if inner:
                return inner
    return []
