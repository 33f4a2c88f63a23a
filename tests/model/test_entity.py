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
    ],
)
def test_the_head_of_a_phrase_is_whom_it_is_about(text: str, names: list[str], expected: str | None):
    assert named(text, *names) == expected


def test_nothing_is_found_outside_the_report():
    entity = Entity("e", "s", "person", "Moll", None, None, None, (Passage("r", 0, 4, "Moll"),))
    assert Directory([entity]).at(Passage("other", 0, 4, "Moll")) is None
