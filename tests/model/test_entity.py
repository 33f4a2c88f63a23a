import pytest

from variorum.model.entity import Directory, Entity
from variorum.model.report import Passage

BEFORE = 40  # characters of the report before the phrase


def named(text: str, *names: str) -> str | None:
    """Whom a phrase in the middle of a report is about, of people and places (*) named in it."""
    entities = []
    for given in names:
        name = given.removeprefix("*")
        start = BEFORE + text.index(name)
        mentions = (Passage("r", start, start + len(name), name),)
        entities.append(Entity(name, "s", "place" if given.startswith("*") else "person", name, None, None, None, mentions))
    found = Directory(entities).at(Passage("r", BEFORE, BEFORE + len(text), text))
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


def test_mentions_inside_each_other_are_all_found_however_early_they_begin():
    places = [(0, 30), (1, 29), (2, 28), (40, 50)]
    entities = [Entity(str(a), "s", "person", "Moll", None, None, None, (Passage("r", a, b, "x" * (b - a)),)) for a, b in places]
    assert [place[:2] for place in Directory(entities).within("r", 20, 25)] == places[:3]
    assert [place[:2] for place in Directory(entities[::-1]).within("r", 20, 45)] == places


def test_of_mentions_that_begin_together_the_longer_comes_first():
    places = ((name, (Passage("r", 3, 3 + len(name), name),)) for name in ("Ada", "Ada Moll"))
    short, long = (Entity(name, "s", "person", name, None, None, None, mentions) for name, mentions in places)
    assert Directory([short, long]).within("r", 0, 20) == [(3, 11, long), (3, 6, short)]


def test_a_phrase_that_cuts_into_a_mention_is_about_it():
    moll = Entity("m", "s", "person", "Ada Moll", None, None, None, (Passage("r", 10, 18, "Ada Moll"),))
    directory = Directory([moll])
    assert directory.at(Passage("r", 14, 24, "Moll of us")) == moll
    assert directory.at(Passage("r", 3, 13, "former Ada")) == moll
    assert directory.at(Passage("r", 14, 27, "Moll's deputy")) is None
    assert directory.at(Passage("r", 10, 18, "Ada Moll")) == directory.at(Passage("r", 11, 17, "da Mol")) == moll


def test_a_body_that_bears_a_persons_name_is_not_the_person():
    text = "Ada Moll Foundation"
    body = Entity("b", "s", "organisation", text, None, None, None, (Passage("r", 0, 19, text),))
    person = Entity("p", "s", "person", "Ada Moll", None, None, None, (Passage("r", 0, 8, "Ada Moll"),))
    assert Directory([person, body]).at(Passage("r", 0, 19, text)) == body
    assert Directory([person, body]).at(Passage("r", 0, 8, "Ada Moll")) == body  # as written, these words are the body's
