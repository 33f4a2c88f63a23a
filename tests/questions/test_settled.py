"""What a notice of correction makes of what two copies tell otherwise: sentences laid down by hand, unread by any model."""

from dataclasses import replace

import pytest

import by_hand
import told_by_hand
from variorum.model.report import Correction, Passage
from variorum.model.sentence import Figure
from variorum.model.story import Dossier
from variorum.questions import corrected
from variorum.questions.pairs import Answer, Compared, Pair
from variorum.questions.tellings import Telling

FIRST, NOW = "Old quarry will cost Brackwater 210 posts", "Old quarry will cost Brackwater 120 posts"
NOTICE = "It is 120 and not 210"


def dossier(first: str, now: str, notice: str, wrong: str | None, right: str) -> Dossier:
    """Two states of a text, the later one with a notice that sets a word of it."""
    made = told_by_hand.story([first], [now, notice])
    before, after = made.reports
    at = len(now) + 1
    told = Correction(
        Passage(after.id, at, at + len(notice), notice),
        None if wrong is None else _word(after.id, notice, wrong, at),
        _word(after.id, notice, right, at),
        (_word(after.id, now, right, 0),),
    )
    return replace(made, reports=(before, replace(after, corrections=(told,))))


def _word(report: str, text: str, word: str, start: int) -> Passage:
    return Passage(report, start + text.index(word), start + text.index(word) + len(word), word)


def sides(first: str, now: str, copied: bool = True) -> Pair:
    one, other = (by_hand.telling(text, [2, 2, 2, 2, 2, 6, 2], report=report) for text, report in ((first, "r1"), (now, "r2")))
    return Pair(replace(one, number=1), replace(other, number=2), 0.9, 0.9, copied, None)


def answer(telling: Telling, word: str) -> Answer:
    start = telling.text.index(word)
    return Answer((start, start + len(word)), word)


def otherwise(pair: Pair, mine: str, yours: str) -> Compared:
    return Compared("number", answer(pair.a, mine), answer(pair.b, yours), "conflict", 0.8, "How many?", "so it is")


@pytest.mark.parametrize("wrong", ["210", None])
def test_what_a_notice_sets_is_a_revision_and_all_else_stays(wrong: str | None) -> None:
    notice = NOTICE if wrong else "It was set to 120 today"
    pair, story = sides(FIRST, NOW), dossier(FIRST, NOW, notice, wrong, "120")
    beside = otherwise(pair, "quarry", "quarry")
    left, told = corrected.settled(story, pair, [otherwise(pair, "210", "120"), beside])
    assert left == corrected.Found(pair, beside)
    assert (told.compared.relation, told.compared.a.value, told.compared.b.value) == ("revised", "120", "210")
    assert (told.pair.a, told.pair.b, told.compared.alone) == (pair.b, pair.a, True)
    assert [one.text for one in told.compared.notices] == [notice]
    assert told.compared.why == '"120" took the place of "210", as a notice of correction says'


def test_it_settles_nothing_between_texts_that_are_not_one() -> None:
    pair = sides(FIRST, NOW, copied=False)
    found = [otherwise(pair, "210", "120")]
    assert corrected.settled(dossier(FIRST, NOW, NOTICE, "210", "120"), pair, found) == [corrected.Found(pair, found[0])]


def test_what_no_kind_compared_is_told_by_the_words_of_the_notice() -> None:
    pair, story = sides(FIRST, NOW), dossier(FIRST, NOW, NOTICE, "210", "120")
    (name,) = corrected.settled(story, pair, [])
    assert (name.compared.kind, name.compared.question) == ("name", "Which is the name?")
    assert (name.compared.a.value, name.compared.b.value) == ("120", "210")
    at = FIRST.index("210")
    counted = [
        replace(one, sentence=one.sentence._replace(figures=(Figure(at, at + 3, number, number, number, "exact", None, 6, "posts"),)))
        for one, number in ((pair.a, 210), (pair.b, 120))
    ]
    (figure,) = corrected.settled(story, replace(pair, a=counted[0], b=counted[1]), [])
    assert (figure.compared.kind, figure.compared.relation) == ("number", "revised")
    assert figure.compared.a.span == figure.compared.b.span == (at, at + 3)


@pytest.mark.parametrize(
    ("first", "now"),
    [
        (FIRST.replace("210", "300"), NOW),  # the copy has another figure than the one that the notice takes back
        (FIRST, f"{NOW[: NOW.index('posts')]}210"),  # the corrected text has both
    ],
)
def test_a_notice_speaks_only_of_its_own_words(first: str, now: str) -> None:
    pair = sides(first, now)
    assert corrected.settled(dossier(first, now, NOTICE, "210", "120"), pair, []) == []


def test_what_was_taken_for_the_same_is_told_apart_by_the_words_of_the_notice() -> None:
    pair = sides(FIRST, NOW)
    same = otherwise(pair, "210", "120")._replace(relation="same")
    (told,) = corrected.settled(dossier(FIRST, NOW, NOTICE, "210", "120"), pair, [same])
    assert (told.compared.kind, told.compared.relation) == ("name", "revised")


def test_of_two_places_of_the_words_that_were_wrong_the_first_is_shown() -> None:
    first = "Old 210 will cost Brackwater 210 posts"
    pair = sides(first, NOW)
    (told,) = corrected.settled(dossier(first, NOW, NOTICE, "210", "120"), pair, [])
    assert told.compared.b.span == (4, 7)
