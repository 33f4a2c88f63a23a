"""To which origin a passage goes back: mostly its report's; where the words were taken from elsewhere, that one."""

from variorum.model.report import Block, Passage, Report
from variorum.model.story import Borrowing, Counts, Dossier, Origin, Pair, Placed, Story

TEXT = "one two three four"


def report(name: str) -> Report:
    return Report(name, f"{name}.txt", None, None, None, None, None, (), None, None, "en", TEXT)


def origin(name: str, *reports: str) -> Origin:
    return Origin(name, "s", name, True, reports, "own", 1.0, "")


def taken(taker: str, giver: str, *places: tuple[int, int]) -> Borrowing:
    pairs = tuple(Pair(at(taker, *place), at(giver, *place)) for place in places)
    return Borrowing("b", "s", taker, giver, "partial", "known", 0.5, "", pairs)


def at(name: str, start: int, end: int) -> Passage:
    return Passage(name, start, end, TEXT[start:end])


def dossier(origins: tuple[Origin, ...], *borrowings: Borrowing) -> Dossier:
    reports = tuple(report(name) for one in origins for name in one.reports)
    story = Story("s", "t", tuple(one.id for one in reports), None, None, Counts(len(reports), 0, len(origins)))
    return Dossier(story, reports, origins=origins, borrowings=borrowings)


def test_reports_are_known_by_id_and_cited_from_one():
    made = dossier((origin("o1", "a", "b"),))
    assert made.numbers == {"a": 1, "b": 2}
    assert made.by_id["b"].origin == "b.txt"
    assert made.origin_of == {"a": "o1", "b": "o1"}


def test_a_passage_goes_back_to_its_reports_origin():
    made = dossier((origin("o1", "a", "b"), origin("o2", "c")), taken("b", "a", (0, 18)))
    assert [made.origin_at(at(name, 0, 3)) for name in "abc"] == ["o1", "o1", "o2"]
    assert made.origin_at(at("stranger", 0, 3)) == "stranger"


def test_words_taken_from_another_origin_go_back_to_that_one_and_only_they():
    made = dossier((origin("o1", "a"), origin("o2", "c")), taken("c", "a", (0, 7)))
    assert made.origin_at(at("c", 0, 3)) == "o1"
    assert made.origin_at(at("c", 8, 13)) == "o2"
    assert made.origin_at(at("c", 4, 13)) == "o2"  # not wholly inside what was taken


def test_a_copy_of_a_rewrite_goes_back_to_where_the_rewrite_had_it():
    made = dossier((origin("o1", "a"), origin("o2", "c", "d")), taken("c", "a", (0, 7)), taken("d", "c", (0, 18)))
    assert made.origin_at(at("d", 0, 3)) == "o2"  # what the copy took is more than what the rewrite had taken
    whole = dossier((origin("o1", "a"), origin("o2", "c", "d")), taken("c", "a", (0, 7)), taken("d", "c", (0, 7), (8, 18)))
    assert whole.origin_at(at("d", 0, 3)) == "o1"
    assert whole.origin_at(at("d", 8, 13)) == "o2"


def test_words_of_a_lost_original_go_back_to_it():
    made = dossier((origin("o1", "a"), origin("lost", "c")), taken("a", "lost", (0, 7)))
    assert made.origin_at(at("a", 0, 3)) == "lost"


def test_each_paragraph_comes_with_what_is_known_of_it():
    places = tuple(Placed("a", Block(0, 18, "body"), start, key) for start, key in ((0, "k1"), (8, "k2"), (14, "k1")))
    made = dossier((origin("o1", "a"),)).having(placed=places, analyses={"k1": "first", "k2": "second"})
    assert [(place.start, told) for place, told in made.readings()] == [(0, "first"), (8, "second"), (14, "first")]


def test_what_several_stages_ask_is_made_once_of_the_same_things_and_anew_of_others():
    made = dossier((origin("o1", "a"),))
    asked: list[str] = []

    def make(name: str) -> str:
        asked.append(name)
        return name

    later = made.having(points=())
    assert [one.once("words", (one.reports,), lambda: make("first")) for one in (made, later)] == ["first", "first"]
    other = later.having(reports=(report("b"),))
    assert other.once("words", (other.reports,), lambda: make("second")) == "second"
    assert other.once("names", (other.reports,), lambda: make("third")) == "third"
    assert made.once("words", (made.reports,), lambda: make("fourth")) == "fourth"
    assert asked == ["first", "second", "third", "fourth"]
    assert other == other.having(shared={})
