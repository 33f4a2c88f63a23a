"""Whom a phrase is about: its head, and not a name that only helps to describe it."""

from collections.abc import Iterable

import pytest

from variorum.language import stories
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.people.phrases import Phrases

BEFORE = 40  # characters of the report before the phrase


def phrases(entities: Iterable[Entity]) -> Phrases:
    return Phrases(entities, stories.of("en"))


def named(text: str, *names: str) -> str | None:
    """Whom a phrase in the middle of a report is about, of people and places (*) named in it."""
    entities = []
    for given in names:
        name = given.removeprefix("*")
        start = BEFORE + text.index(name)
        mentions = (Passage("r", start, start + len(name), name),)
        entities.append(Entity(name, "s", "place" if given.startswith("*") else "person", name, None, None, None, mentions))
    found = phrases(entities).at(Passage("r", BEFORE, BEFORE + len(text), text))
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Ada Moll", ["Ada Moll"], "Ada Moll"),
        ("Palace spokesman Ada Moll", ["*Palace", "Ada Moll"], "Ada Moll"),
        ("Norland's envoy to Suria Ada Moll", ["*Norland", "*Suria", "Ada Moll"], "Ada Moll"),
        ("Secretary of State Ada Moll", ["Ada Moll"], "Ada Moll"),
        ("the Foreign Minister of Norland, Ada Moll", ["*Norland", "Ada Moll"], "Ada Moll"),
        ("Ada Moll, a spokeswoman for Kurt Bein", ["Ada Moll", "Kurt Bein"], "Ada Moll"),
        ("Bein's spokeswoman, Ada Moll,", ["Bein", "Ada Moll"], "Ada Moll"),
        ("a spokeswoman for Kurt Bein", ["Kurt Bein"], None),
        ("Bein's deputy", ["Bein"], None),
        ("Bein and Moll", ["Bein", "Moll"], None),
        ("Norland and its allies", ["*Norland"], None),
        ("officials in Norland", ["*Norland"], None),
        ("the Moll administration", ["Moll"], None),
        ("Norland", ["*Norland"], "Norland"),
        ("its envoy, a friend of Ada Moll", ["Ada Moll"], None),
        ("the envoy for talks, Ada Moll", ["Ada Moll"], "Ada Moll"),
        ("Ada Moll's", ["Ada Moll"], None),
        ("Ada Moll-led talks", ["Ada Moll"], None),
        ("the Bosses' Bein", ["Bosses"], None),
        ("Ada Moll himself", ["Ada Moll"], "Ada Moll"),
        ("Ada Moll Junior", ["Ada Moll"], "Ada Moll"),
        ("Ada Moll, Kurt Bein and others", ["Ada Moll"], None),
        ("Ada Moll or her deputy", ["Ada Moll"], None),
        ("Kurt Bein and Mayor Ada Moll", ["Ada Moll"], None),
        ("the US Ambassador to Russia Ada Moll", ["*US", "*Russia", "Ada Moll"], "Ada Moll"),
        ("foreign minister of Norland Ada Moll", ["*Norland", "Ada Moll"], "Ada Moll"),
        ("a friend of Norland Ada Moll", ["*Norland", "Ada Moll"], None),
        ("Critics of Mayor Ada Moll", ["Ada Moll"], None),
        ("Members of the Council Ada Moll", ["Ada Moll"], None),
        ("a man from Norland Ada Moll", ["*Norland", "Ada Moll"], None),
        ("Ada Moll and the others", ["Ada Moll"], None),
        ("Ada Moll and twelve men", ["Ada Moll"], "Ada Moll"),  # what follows names nobody
        ("Kurt Bein, and Ada Moll", ["Ada Moll"], None),
        ("US Secretary of State Ada Moll", ["*US", "Ada Moll"], "Ada Moll"),
        ("ministers of Norland Ada Moll", ["*Norland", "Ada Moll"], None),
        ("the boss of President Ada Moll", ["Ada Moll"], None),
        ("the head of Norland Ada Moll", ["*Norland", "Ada Moll"], "Ada Moll"),
        ("the head of a band Ada Moll", ["Ada Moll"], None),
        ("Envoy to Suria talks Ada Moll", ["*Suria", "Ada Moll"], "Ada Moll"),
        ("Moll's", ["Moll"], None),
        ("Norland Ada Moll", ["*Norland", "Ada Moll"], "Ada Moll"),  # a person before a place
        ("Norland Suria", ["*Norland", "*Suria"], "Norland"),
        ("officials", [], None),
    ],
)
def test_the_head_of_a_phrase_is_whom_it_is_about(text: str, names: list[str], expected: str | None):
    assert named(text, *names) == expected


def test_nothing_is_found_outside_the_report():
    entity = Entity("e", "s", "person", "Moll", None, None, None, (Passage("r", 0, 4, "Moll"),))
    assert phrases([entity]).at(Passage("other", 0, 4, "Moll")) is None


def test_a_mention_around_the_whole_phrase_is_whom_it_is_about():
    whole = Entity("w", "s", "organisation", "Bank of Norland", None, None, None, (Passage("r", 4, 19, "Bank of Norland"),))
    inner = Entity("i", "s", "place", "Norland", None, None, None, (Passage("r", 12, 19, "Norland"),))
    names = phrases([inner, whole])
    assert names.at(Passage("r", 12, 19, "Norland")) == whole
    assert names.at(Passage("r", 8, 19, " of Norland")) == whole
    assert [place[:2] for place in names.within("r", 0, 30)] == [(4, 19), (12, 19)]


def test_a_phrase_that_cuts_into_a_mention_is_about_it():
    moll = Entity("m", "s", "person", "Ada Moll", None, None, None, (Passage("r", 10, 18, "Ada Moll"),))
    names = phrases([moll])
    assert names.at(Passage("r", 14, 24, "Moll of us")) == moll
    assert names.at(Passage("r", 3, 13, "former Ada")) == moll
    assert names.at(Passage("r", 14, 27, "Moll's deputy")) is None
    assert names.at(Passage("r", 10, 18, "Ada Moll")) == names.at(Passage("r", 11, 17, "da Mol")) == moll


def test_a_body_that_bears_a_persons_name_is_not_the_person():
    text = "Ada Moll Foundation"
    body = Entity("b", "s", "organisation", text, None, None, None, (Passage("r", 0, 19, text),))
    person = Entity("p", "s", "person", "Ada Moll", None, None, None, (Passage("r", 0, 8, "Ada Moll"),))
    assert phrases([person, body]).at(Passage("r", 0, 19, text)) == body
    assert phrases([person, body]).at(Passage("r", 0, 8, "Ada Moll")) == body  # as written, these words are the body's
