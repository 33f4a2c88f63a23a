"""Clauses: what passives, shared subjects, relative clauses and conditions hide."""

import pytest

from variorum.language import reader
from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.conditions import condition_mark

pytestmark = pytest.mark.stored


def read(text: str) -> Clauses:
    return Clauses(next(iter(reader.read([text]))))


def clause(clauses: Clauses, lemma: str) -> ParsedClause:
    return next(one for one in clauses.by_head.values() if one.lemma == lemma)


def words(clauses: Clauses, heads: tuple[int, ...]) -> list[str]:
    return [clauses.tokens[head].text for head in heads]


def test_a_passive_has_its_agent_as_subject() -> None:
    clauses = read("The two trawlers were seized by the Norwegian navy.")
    seize = clause(clauses, "seize")
    assert words(clauses, seize.who) == ["navy"]
    assert words(clauses, seize.whom) == ["trawlers"]


def test_joined_verbs_share_their_subject() -> None:
    clauses = read("The ministry rejected the plan and expelled two envoys.")
    assert words(clauses, clause(clauses, "expel").who) == ["ministry"]


def test_particles_belong_to_the_verb() -> None:
    clauses = read("The premier ruled out a vote.")
    assert words(clauses, clause(clauses, "rule out").whom) == ["vote"]


def test_marks_of_conditions() -> None:
    clauses = read("Iceland will open its ports if the limit is raised, as long as the boats carry observers.")
    assert condition_mark(clauses, clause(clauses, "raise")) == "if"
    assert condition_mark(clauses, clause(clauses, "carry")) == "as long as"
    assert condition_mark(clauses, clause(clauses, "open")) is None


def test_standing_of_clauses() -> None:
    def told(text: str, lemma: str) -> str:
        clauses = read(text)
        return standing.status(clauses, clause(clauses, lemma)).standing

    assert told("The army withdrew from the town.", "withdraw") == "actual"
    assert told("The army said it had withdrawn from the town.", "withdraw") == "actual"
    assert told("The army began to withdraw from the town.", "withdraw") == "actual"
    assert told("The army will withdraw from the town.", "withdraw") == "future"
    assert told("The army promised to withdraw from the town.", "withdraw") == "content"
    assert told("Villagers fear that the army will withdraw.", "withdraw") == "hypothetical"
    assert told("The road will open if the army has withdrawn.", "withdraw") == "hypothetical"
    assert told("The army could withdraw.", "withdraw") == "hypothetical"
