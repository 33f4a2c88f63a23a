"""From answers held against each other to points: one question, its readings, and how each two of them stand."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

import by_hand
from beside import telling
from telling import parsed
from variorum.model.point import Point, Reading
from variorum.model.story import Dossier
from variorum.questions import asking, gathering
from variorum.questions.kinds import KINDS
from variorum.questions.pairs import Answer, Compared, Kind, Pair, Relation
from variorum.questions.tellings import Telling
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


def test_one_amount_is_one_reading_however_it_is_written() -> None:
    (point,) = asked(FIRES[0], f"{FIRES[1]} The blaze on the farm killed fifteen sheep.")
    assert [(reading.reports, len(reading.passages)) for reading in point.readings] == [(("r0",), 1), (("r1",), 2)]


def test_amounts_of_seven_digits_are_two_readings_however_near_they_are() -> None:
    (point,) = asked("The fire on the farms killed 1,234,567 sheep.", "The fire on the farms killed 1,234,568 sheep.")
    assert (point.verdict, [reading.value for reading in point.readings]) == ("conflict", ["1,234,567", "1,234,568"])


def test_a_hedged_figure_goes_with_the_nearer_of_two_and_makes_them_no_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "KINDS", KINDS)
    told = [
        f"The state will spend {sum_} on the dam in Velm, the ministry said."
        for sum_ in ("$3.6 billion", "$3.5 billion", "about $3.6 billion")
    ]
    for order in permutations(told):
        (point,) = asked(*order)
        exact, other, hedged = (f"r{order.index(one)}" for one in told)
        assert point.verdict == "conflict"
        assert sorted(sorted(reading.reports) for reading in point.readings) == sorted((sorted((exact, hedged)), [other]))


def test_of_two_comparisons_as_sure_the_graver_stands_in_whatever_order_the_reports_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "KINDS", KINDS)
    told = (
        "At least 40 people were killed in the quake in Velm.",
        "40 people were killed in the quake in Velm, police said.",
        "Forty-one people were killed in the quake in Velm, police said.",
    )
    assert [[point.verdict for point in asked(*order)] for order in permutations(told)] == [["revised"]] * 6


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


def row(count: int, clause: tuple[int, int] | None = None) -> Telling:
    """A sentence of so many words, "w0 w1 ..."; those of the clause hang under its first, all others under the first word."""
    first, last = clause or (count, count)
    heads = [first if first <= at < last else 0 for at in range(count)]
    return by_hand.telling(" ".join(f"w{at}" for at in range(count)), heads, *([by_hand.clause(first, "w")] if clause else []))


@pytest.mark.parametrize(
    ("count", "clause", "answer", "shown"),
    [
        (38, None, (5, 6), (0, 37)),  # without a clause all of it, where it is short enough
        (39, None, (5, 6), (0, 18)),
        (39, None, (38, 38), (26, 38)),
        (80, None, (30, 31), (18, 43)),
        (80, (20, 40), (25, 26), (20, 39)),  # its clause
        (80, (20, 40), (18, 21), (18, 39)),  # with what of the answer stands before that
        (80, (20, 70), (40, 41), (28, 53)),
    ],
)
def test_what_is_shown_of_an_answer(count: int, clause: tuple[int, int] | None, answer: tuple[int, int], shown: tuple[int, int]) -> None:
    one = row(count, clause)
    words = one.sentence.words
    start, end = gathering.shown(one, (words[answer[0]].start, words[answer[1]].end))
    assert one.text[start:end].split() == [word.lemma for word in words[shown[0] : shown[1] + 1]]


def test_a_mark_that_ends_where_an_answer_begins_is_none_of_its_words() -> None:
    one = row(80)
    words = list(one.sentence.words)
    start, end = words[30].start + 1, words[30].end  # "w" is a mark before "30"
    words[30:31] = [words[30]._replace(end=start), words[30]._replace(start=start)]
    one = replace(one, sentence=one.sentence._replace(words=tuple(words)))
    assert one.text[slice(*gathering.shown(one, (start, end)))].split()[0] == "w19"


def test_of_two_forms_that_as_many_tell_the_shorter_stands_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    def sheep(pair: Pair) -> Iterator[Compared]:
        a, b = (re.search(r"(\d+)( of the)? sheep", one.text) for one in (pair.a, pair.b))
        assert a
        assert b
        answers = Answer(a.span(), a.group()), Answer(b.span(), b.group())
        relation: Relation = "same" if a[1] == b[1] else "conflict"
        yield Compared("number", *answers, relation, 0.9, "How many sheep?", "so it is")

    monkeypatch.setattr(gathering, "KINDS", (Kind("number", sheep, "counts sheep", ("", "", "same")),))
    (point,) = asked(*FIRES)
    assert [reading.value for reading in point.readings] == ["12 sheep", "15 sheep"]


def test_what_is_told_alike_is_no_difference() -> None:
    assert asked(FIRES[0], FIRES[2]) == []


def test_the_gravest_pair_is_the_verdict() -> None:
    (point,) = asked(*FIRES[:2], "A fire at the farm killed 19 of the sheep.", published=("2031-05-06", "2031-05-06", "2031-05-07"))
    assert point.verdict == "conflict"
    assert {pair.verdict for pair in point.pairs} == {"conflict", "revised"}


def part_of(pair: Pair) -> Iterator[Compared]:
    """Counts sheep, but holds 12 and 19 not against each other."""
    if {figure.number for telling in (pair.a, pair.b) for figure in telling.sentence.figures} != {12, 19}:
        for one in count(pair):
            yield one._replace(chance=0.76)


def test_of_two_as_grave_what_was_held_against_each_other_is_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "KINDS", (Kind("number", part_of, "counts sheep", ("", "", "same")),))
    farm = "The farm at Velm has 12 sheep."
    (point,) = asked(farm, farm.replace("12", "15"), farm.replace("12", "19"))
    assert [(pair.a, pair.b, pair.verdict) for pair in point.pairs] == [(0, 1, "conflict"), (0, 2, "conflict"), (1, 2, "conflict")]
    assert point.why == "The figures are unlike."


@pytest.mark.parametrize(("outlets", "verdict"), [(("Sund Post", "Sund Post"), "revised"), (("Sund Post", "Velm Post"), "conflict")])
def test_what_nobody_held_against_each_other_may_be_two_editions_too(
    monkeypatch: pytest.MonkeyPatch, outlets: tuple[str, str], verdict: str
) -> None:
    monkeypatch.setattr(gathering, "KINDS", (Kind("number", part_of, "counts sheep", ("", "", "same")),))
    farm = "The farm at Velm has 12 sheep."
    dossier = parsed(farm, farm.replace("12", "15"), farm.replace("12", "19"), published=("2031-05-06", "2031-05-06", "2031-05-07"))
    reports = tuple(replace(one, outlet=outlet) for one, outlet in zip(dossier.reports, (outlets[0], "Tarn", outlets[1]), strict=True))
    one_origin = replace(dossier.origins[0], reports=tuple(one.id for one in reports))
    (point,) = ask(dossier.having(reports=reports, origins=(one_origin,)))
    assert {(pair.a, pair.b): pair.verdict for pair in point.pairs}[0, 2] == verdict


def line(dossier: Dossier, *reports: str, verdict: str = "agreed", kinds: tuple[str, ...] = ()) -> Point:
    passages = tuple(dossier.by_id[one].passage(0, len(dossier.by_id[one].text)) for one in reports)
    return Point("p", dossier.story.id, "?", (Reading("x", (), passages, reports, reports),), verdict, kinds, False, 0.9, "why")  # type: ignore[arg-type]


def test_what_hardly_answers_one_question_does_not_differ_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "ONE", 1.1)
    assert asked(*FIRES[:2]) == []


def test_a_long_clause_is_shown_round_its_answer() -> None:
    long = (
        "The fire that began in the old barn behind the mill by the river where the boys had been playing with matches since the "
        "morning of that day although their mother had told them not to killed 12 sheep and burnt a cart and two ploughs and much hay."
    )
    points = asked(long, "The fire killed 15 sheep.")
    for point in points:
        assert all(len(passage.text.split()) <= 40 for reading in point.readings for passage in reading.passages)
