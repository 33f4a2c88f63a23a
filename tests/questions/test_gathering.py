"""From answers held against each other to points: one question, its readings, and how each two of them stand."""

from collections.abc import Iterator

import pytest

from beside import telling
from telling import parsed
from variorum.model.point import Point, Reading
from variorum.model.story import Dossier
from variorum.questions import asking, gathering
from variorum.questions.pairs import Answer, Compared, Kind, Pair
from variorum.store.packed import packed_worked, unpacked_worked
from variorum.text.kept import Worked

pytestmark = pytest.mark.stored


def count(pair: Pair) -> Iterator[Compared]:
    """A kind for these tests: how many sheep, told by the only figure of a sentence."""
    if len(pair.a.sentence.figures) == len(pair.b.sentence.figures) == 1:
        one, other = pair.a.sentence.figures[0], pair.b.sentence.figures[0]
        relation = "same" if one.number == other.number else "revised" if pair.later is not None else "conflict"
        answers = [Answer(figure[:2], telling.words(figure[:2])) for telling, figure in ((pair.a, one), (pair.b, other))]
        yield Compared("number", *answers, relation, 0.9, "How many sheep?", "the figures are unlike")  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "KINDS", (Kind("number", count, "counts sheep", ("", "", "same")),))


def ask(dossier: Dossier) -> tuple[Point, ...]:
    return gathering.ask(dossier, asking.asked(dossier)).points


def asked(*texts: str, published: tuple[str, ...] = ()) -> list[Point]:
    return list(ask(parsed(*texts, published=published)))


FIRES = ("The fire at the farm killed 12 sheep.", "The blaze on the farm killed 15 sheep.", "A fire at the farm killed 12 of the sheep.")


def test_one_question_has_a_reading_for_each_value() -> None:
    (point,) = asked(*FIRES)
    assert (point.verdict, point.question, point.kinds, point.weight) == ("conflict", "How many sheep?", ("number",), "reversal")
    assert [(reading.value, reading.reports) for reading in point.readings] == [("12", ("r0", "r2")), ("15", ("r1",))]
    assert [(pair.a, pair.b, pair.verdict) for pair in point.pairs] == [(0, 1, "conflict")]


def test_what_a_report_tells_twice_in_the_same_words_is_one_reading() -> None:
    (point,) = asked(FIRES[0], f"{FIRES[1]} A spokesman later said that a blaze on the farm killed 15 sheep.")
    told = [(reading.value, reading.reports, len(reading.passages)) for reading in point.readings]
    assert told == [("12", ("r0",), 1), ("15", ("r1",), 2)]
    assert not point.within_report


def test_passages_are_exact_clauses() -> None:
    dossier = parsed(*FIRES)
    (point,) = ask(dossier)
    for reading in point.readings:
        for passage in reading.passages:
            assert dossier.by_id[passage.report].text[passage.start : passage.end] == passage.text
            assert reading.value in passage.text


def test_what_was_found_in_two_sentences_before_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, first = parsed(*FIRES), Worked()
    laid = asking.asked(dossier)
    points = gathering.ask(dossier, laid, first).points
    before = unpacked_worked(packed_worked(first.now))
    again = Worked(before)

    def never(pair: Pair) -> Iterator[Compared]:
        raise AssertionError(f"asked of {pair.a.text!r} and {pair.b.text!r}")

    monkeypatch.setattr(gathering, "KINDS", (Kind("number", never, "asks nothing", ("", "", "same")),))
    assert gathering.ask(dossier, laid, again).points == points
    assert again.now == before
    with pytest.raises(AssertionError, match="asked of"):
        gathering.ask(dossier, laid, Worked())


def test_a_story_that_grew_has_the_points_that_it_has_when_it_is_read_at_once() -> None:
    fewer, story = parsed(*FIRES), parsed(*FIRES, FIRES[0])
    before = Worked()
    gathering.ask(fewer, asking.asked(fewer), before)
    grown = Worked(before.now)
    assert gathering.ask(story, asking.asked(story), grown).points == ask(story)
    assert before.now.keys() & grown.now.keys()


LONG = (
    "The harbour master of the old town of Velm told the council in a letter of nine pages on Friday that three boats of the northern line "
    "had gone down in the storm before any of the lamps along the quay were lit that night."
)


@pytest.mark.parametrize(
    ("words", "around"),
    [
        ("The harbour", "The harbour master of the old town of Velm told the council in a"),
        ("three boats", LONG[LONG.index("that three") : -1]),  # its clause is short enough
        ("that night", "before any of the lamps along the quay were lit that night"),
    ],
)
def test_of_a_long_clause_a_dozen_words_to_either_side_of_the_answer_are_shown(words: str, around: str) -> None:
    one = telling(LONG)
    start, end = gathering.shown(one, (LONG.index(words), LONG.index(words) + len(words)))
    assert LONG[start:end] == around


def test_what_is_told_alike_is_no_difference() -> None:
    assert asked(FIRES[0], FIRES[2]) == []


def test_the_gravest_pair_is_the_verdict() -> None:
    (point,) = asked(*FIRES[:2], "A fire at the farm killed 19 of the sheep.", published=("2031-05-06", "2031-05-06", "2031-05-07"))
    assert point.verdict == "conflict"
    assert {pair.verdict for pair in point.pairs} == {"conflict", "revised"}


def line(dossier: Dossier, *reports: str, verdict: str = "agreed", kinds: tuple[str, ...] = ()) -> Point:
    passages = tuple(dossier.by_id[one].passage(0, len(dossier.by_id[one].text)) for one in reports)
    return Point("p", dossier.story.id, "?", (Reading("x", (), passages, reports, reports),), verdict, kinds, False, 0.9, "why")  # type: ignore[arg-type]


def test_what_hardly_answers_one_question_does_not_differ_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "ONE", {"number": 1.1})
    assert asked(*FIRES[:2]) == []


def test_a_long_clause_is_shown_round_its_answer() -> None:
    long = (
        "The fire that began in the old barn behind the mill by the river where the boys had been playing with matches since the "
        "morning of that day although their mother had told them not to killed 12 sheep and burnt a cart and two ploughs and much hay."
    )
    points = asked(long, "The fire killed 15 sheep.")
    for point in points:
        assert all(len(passage.text.split()) <= 40 for reading in point.readings for passage in reading.passages)
