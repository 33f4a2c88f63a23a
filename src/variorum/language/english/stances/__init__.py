"""The stands that clauses take: who demands, rejects, offers, threatens what, towards whom, on which condition. Rules over clause frames.

A stand needs an explicit cue whose subject is a party; a reporter's own words are none. What a party says others "should" or "must" do
is a demand; what it says it "will not" do, a rejection; a blow it announces, a threat."""

from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.stances.being import of_attribute, of_concession, of_considered, of_expressed, of_negotiable, of_plans
from variorum.language.english.stances.cues import Span, Taken
from variorum.language.english.stances.saying import of_announced, of_normative
from variorum.language.english.stances.second import echoes_of, stands_of_nouns
from variorum.language.english.stances.verbs import of_verb

__all__ = ["Taken", "stands"]


def stands(clauses: Clauses) -> list[Taken]:
    """Every stand the clauses of a paragraph take, in text order."""
    found: list[Taken] = []
    for clause in clauses.verbs.values():
        found.extend(_of_clause(clauses, clause, found))
    found.extend(echoes_of(clauses, found))
    found.extend(stands_of_nouns(clauses, found))
    return _without_repeats(sorted(found, key=lambda taken: (taken.issue, taken.parties, taken.clause)))


def _of_clause(clauses: Clauses, clause: ParsedClause, before: list[Taken]) -> list[Taken]:
    for rule in (of_concession, of_attribute, of_negotiable, of_expressed, of_considered, of_normative, of_announced, of_plans, of_verb):
        made = rule(clauses, clause, before)
        if made is not None:
            return made
    return []


def _without_repeats(found: list[Taken]) -> list[Taken]:
    """One stand for each party, issue and stance of a clause; the surer one stays."""
    kept: dict[tuple[tuple[Span, ...], Span], Taken] = {}
    for taken in found:
        key = (taken.parties, taken.issue)
        if key not in kept or kept[key].confidence < taken.confidence:
            kept[key] = taken
    return sorted(kept.values(), key=lambda taken: (taken.clause, taken.issue))
