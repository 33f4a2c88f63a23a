from variorum.model.entity import Directory, Entity
from variorum.model.report import Passage


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


def test_the_first_mention_of_a_report_is_found_too():
    entity = Entity("e", "s", "person", "Moll", None, None, None, (Passage("r", 2, 6, "Moll"),))
    assert [place[:2] for place in Directory([entity]).within("r", 0, 9)] == [(2, 6)]
    assert [place[:2] for place in Directory([entity]).within("r", 5, 6)] == [(2, 6)]
    assert Directory([entity]).within("r", 0, 2) == []
