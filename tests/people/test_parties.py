"""Who stands behind the words of a name: persons and bodies for themselves, capitals and offices for their state."""

from variorum.model.entity import Entity
from variorum.model.report import Block, Passage, Report
from variorum.model.story import Counts, Dossier, Story
from variorum.people.parties import Parties

TEXT = (
    "President Ada Moll of France met Senate leader Kurt Bein. A spokesman for Kurt Bein left. Paris objected. "
    "The US Congress rejected it. The French president agreed. Foreign Minister Ida Quist of Norway left. Former minister Bo Lund stayed. "
    "House Democrats waited. The towns of Bergen and Arvik sued."
    " Leaders of unions in France warned. Bein, a French critic of Norway, spoke."
)


def parties() -> Parties:
    report = Report("r1", "r1", "r1", None, None, None, None, (), None, "given", "en", TEXT, (Block(0, len(TEXT), "body"),))
    entities = (
        _entity("e1", "person", "Ada Moll", "president", "FRA"),
        _entity("e2", "person", "Kurt Bein", None, None),
        _entity("e3", "organisation", "Congress", None, "USA"),
        _entity("e5", "person", "Ida Quist", "Foreign Minister of Norway", "NOR"),
        _entity("e6", "person", "Bo Lund", "former Minister of Norway", "NOR"),
        _entity("e4", "organisation", "Senate", None, "USA"),
        _entity("e7", "place", "Bergen", None, "NOR"),
        _entity("e8", "place", "Arvik", None, "NOR"),
    )
    return Parties(Dossier(Story("s1", "", ("r1",), None, None, Counts(1, 1, 1)), (report,), entities=entities))


def _entity(key: str, kind: str, name: str, role: str | None, country: str | None) -> Entity:
    starts = [at for at in range(len(TEXT)) if TEXT.startswith(name, at)]
    mentions = tuple(Passage("r1", at, at + len(name), name) for at in starts)
    return Entity(key, "s1", kind, name, role, country, None, mentions)  # type: ignore[arg-type]


def at(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage("r1", start, start + len(words), words)


def party(words: str) -> str:
    return parties().party(at(words))[0].name


def test_a_person_named_is_a_party_and_not_their_state() -> None:
    assert party("President Ada Moll of France") == "Ada Moll"
    assert party("Senate leader Kurt Bein") == "Kurt Bein"


def test_a_group_of_a_party_is_called_as_the_text_calls_it_and_is_that_party() -> None:
    (found,) = parties().party(at("House Democrats"))
    assert (found.name, found.key) == ("House Democrats", "democratic party")


def test_towns_do_not_speak_for_their_state() -> None:
    assert party("The towns of Bergen and Arvik") == "towns of Bergen and Arvik"


def test_who_is_only_in_a_country_does_not_speak_for_it() -> None:
    assert party("Leaders of unions in France") == "Leaders of unions in France"


def test_behind_a_comma_alone_stands_who_somebody_is() -> None:
    assert len(parties().actors(at("Bein, a French critic of Norway"))) == 1


def test_capitals_and_offices_without_a_name_speak_for_their_state() -> None:
    assert party("Paris") == "France"
    assert party("The French president") == "France"


def test_a_minister_speaks_for_the_state_while_in_office() -> None:
    assert party("Foreign Minister Ida Quist of Norway") == "Norway"
    assert party("Former minister Bo Lund") == "Bo Lund"


def test_who_speaks_for_someone_is_not_that_one() -> None:
    assert "spokesman" in party("A spokesman for Kurt Bein")


def test_an_actor_is_called_by_the_body_and_coded_by_its_state() -> None:
    (actor,) = parties().actors(at("The US Congress"))
    assert (actor.name, actor.code) == ("Congress", "USA")


def test_an_actor_is_who_heads_the_phrase() -> None:
    (actor,) = parties().actors(at("Senate leader Kurt Bein"))
    assert actor.name == "Kurt Bein"
    (other,) = parties().actors(at("A spokesman for Kurt Bein"))
    assert other.name != "Kurt Bein"
