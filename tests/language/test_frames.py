"""Clauses as frames: what passives, shared subjects, relative clauses and conditions hide."""

from variorum.language import reader
from variorum.language.english.grammar import factual
from variorum.language.english.grammar.frames import Clauses, Frame


def read(text: str) -> Clauses:
    return Clauses(next(iter(reader.read([text]))))


def frame(clauses: Clauses, lemma: str) -> Frame:
    return next(one for one in clauses.frames.values() if one.lemma == lemma)


def words(clauses: Clauses, heads: tuple[int, ...]) -> list[str]:
    return [clauses.text(clauses.noun_span(head)) for head in heads]


def test_a_passive_has_its_agent_as_subject() -> None:
    clauses = read("The two trawlers were seized by the Norwegian navy.")
    seize = frame(clauses, "seize")
    assert words(clauses, seize.subjects) == ["Norwegian navy"]
    assert words(clauses, seize.objects) == ["two trawlers"]


def test_joined_verbs_share_their_subject() -> None:
    clauses = read("The ministry rejected the plan and expelled two envoys.")
    assert words(clauses, frame(clauses, "expel").subjects) == ["ministry"]


def test_particles_belong_to_the_verb() -> None:
    clauses = read("The premier ruled out a vote.")
    assert words(clauses, frame(clauses, "rule out").objects) == ["vote"]


def test_marks_of_conditions() -> None:
    clauses = read("Iceland will open its ports if the limit is raised, as long as the boats carry observers.")
    assert frame(clauses, "raise").mark == "if"
    assert frame(clauses, "carry").mark == "as long as"
    assert frame(clauses, "open").mark is None


def test_standing_of_clauses() -> None:
    def standing(text: str, lemma: str) -> str:
        clauses = read(text)
        return factual.status(clauses, frame(clauses, lemma)).standing

    assert standing("The army withdrew from the town.", "withdraw") == "actual"
    assert standing("The army said it had withdrawn from the town.", "withdraw") == "actual"
    assert standing("The army began to withdraw from the town.", "withdraw") == "actual"
    assert standing("The army will withdraw from the town.", "withdraw") == "future"
    assert standing("The army promised to withdraw from the town.", "withdraw") == "content"
    assert standing("Villagers fear that the army will withdraw.", "withdraw") == "hypothetical"
    assert standing("The road will open if the army has withdrawn.", "withdraw") == "hypothetical"
    assert standing("The army could withdraw.", "withdraw") == "hypothetical"


def test_a_pronoun_stands_for_the_speaker_of_its_clause() -> None:
    clauses = read("Norway said it would close the bank.")
    close = frame(clauses, "close")
    assert clauses.tokens[factual.referent(clauses, close.subjects[0], close)].text == "Norway"
