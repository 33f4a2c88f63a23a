"""Numbers at which a judgement turns: what stands on either side of each, in sentences laid down by hand."""

import pytest

import by_hand
from variorum.model.sentence import Figure
from variorum.questions.kinds import condition, of_what
from variorum.questions.matched import Half, one_word
from variorum.questions.tellings import Telling


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ships sail in the event that nobody leaves", "in the event that nobody leaves"),
        ("Ships sail in the event now that nobody leaves", None),  # its first word is the fifth before
    ],
)
def test_words_of_condition_stand_among_the_four_before_a_clause(text: str, found: str | None) -> None:
    forms = text.split()
    leaves = len(forms) - 1
    heads = [1] * (leaves - 1) + [leaves, 1]
    half = Half(by_hand.telling(text, heads, by_hand.clause(1, "sail", 0), by_hand.clause(leaves, "leave", leaves - 1)))
    told = condition.set_by(half, half.clauses[1])
    assert (told and told.shown.value) == found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("alarm", "alarmist", True), ("warm", "warmth", False), ("alarm", "alas", False), ("negotiable", "negotiated", True)],
)
def test_words_of_one_family_begin_alike_for_five_letters_or_all_of_the_shorter(one: str, other: str, alike: bool) -> None:
    halves = [Half(by_hand.telling(word, [0], kinds={word: "ADJ"})) for word in (one, other)]
    assert one_word(*halves, [0], [0]) is alike


def figured(count: int, at: int) -> tuple[Telling, Figure]:
    """A sentence of so many words, one of which is a figure."""
    one = by_hand.telling(" ".join(f"w{number}" for number in range(count)), [0] * count)
    word = one.sentence.words[at]
    return one, Figure(word.start, word.end, 9, 9, 9, "exact", None, None, None)


def test_what_is_said_of_a_figure_stands_within_nine_words_on_either_side() -> None:
    assert of_what.around(*figured(40, 20)) == {f"w{at}" for at in (*range(11, 20), *range(21, 30))}
    assert of_what.around(*figured(40, 2)) == {f"w{at}" for at in (0, 1, *range(3, 12))}


@pytest.mark.parametrize(("one", "other", "same"), [("Ada", "Ada", True), ("Ada", "Eva", False), ("Ada", "", False), ("", "", True)])
def test_two_ages_are_of_one_thing_where_one_name_bears_both(one: str, other: str, same: bool) -> None:
    ages = [Figure(0, 2, 60, 60, 60, "exact", "year", None, None, "age", thing=thing) for thing in (one, other)]
    assert of_what.one_thing(*ages) is same
