import pytest

from variorum.model.entity import Directory, Entity
from variorum.model.report import Passage


def named(text: str, *names: str) -> str | None:
    """Whom a phrase is about, of people and places (*) named in it."""
    entities = []
    for given in names:
        name = given.removeprefix("*")
        start = text.index(name)
        mentions = (Passage("r", start, start + len(name), name),)
        entities.append(Entity(name, "s", "place" if given.startswith("*") else "person", name, None, None, None, mentions))
    found = Directory(entities).at(Passage("r", 0, len(text), text))
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
    ],
)
def test_the_head_of_a_phrase_is_whom_it_is_about(text: str, names: list[str], expected: str | None):
    assert named(text, *names) == expected


def test_nothing_is_found_outside_the_report():
    entity = Entity("e", "s", "person", "Moll", None, None, None, (Passage("r", 0, 4, "Moll"),))
    assert Directory([entity]).at(Passage("other", 0, 4, "Moll")) is None


def test_a_mention_around_the_whole_phrase_is_whom_it_is_about():
    whole = Entity("w", "s", "organisation", "Bank of Norland", None, None, None, (Passage("r", 4, 19, "Bank of Norland"),))
    inner = Entity("i", "s", "place", "Norland", None, None, None, (Passage("r", 12, 19, "Norland"),))
    directory = Directory([inner, whole])
    assert directory.at(Passage("r", 12, 19, "Norland")) == whole
    assert directory.at(Passage("r", 8, 19, " of Norland")) == whole
    assert [place[:2] for place in directory.within("r", 0, 30)] == [(4, 19), (12, 19)]


def test_mentions_that_overlap_are_found_and_those_that_only_touch_are_not():
    places = [(0, 5), (5, 10), (20, 25)]
    entity = Entity("e", "s", "person", "Moll", None, None, None, tuple(Passage("r", a, b, "x" * (b - a)) for a, b in places))
    directory = Directory([entity])
    assert [place[:2] for place in directory.within("r", 5, 20)] == [(5, 10)]
    assert [place[:2] for place in directory.within("r", 4, 21)] == places
    assert directory.within("r", 10, 20) == []
    assert directory.within("other", 0, 30) == []


def test_a_body_that_bears_a_persons_name_is_not_the_person():
    text = "Ada Moll Foundation"
    body = Entity("b", "s", "organisation", text, None, None, None, (Passage("r", 0, 19, text),))
    person = Entity("p", "s", "person", "Ada Moll", None, None, None, (Passage("r", 0, 8, "Ada Moll"),))
    assert Directory([person, body]).at(Passage("r", 0, 19, text)) == body
    assert Directory([person, body]).at(Passage("r", 0, 8, "Ada Moll")) == body  # as written, these words are the body's
