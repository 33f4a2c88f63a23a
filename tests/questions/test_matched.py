"""Two sentences laid upon each other: which run alike, what faces what, and which words of the one the other has too."""

import pytest

from beside import beside
from variorum.questions.matched import Matched, matched
from variorum.questions.pairs import Answer

pytestmark = pytest.mark.stored


def laid(a: str, b: str) -> Matched:
    found = matched(beside(a, b, copied=True))
    assert found is not None
    return found


def answer(found: Matched, words: str) -> Answer:
    start = found.a.telling.text.index(words)
    return Answer((start, start + len(words)), words)


@pytest.mark.parametrize(
    ("other", "carried"),
    [
        ("The navy seized two boats near Oslo on Monday.", "seized two boats"),
        ("The navy seized only two boats.", "seized only two boats"),
        ("The navy seized in one night two boats.", "seized in one night two boats"),
        ("The navy seized two boats and did not sink a ship.", "seized two boats"),
        ("The navy seized no more than two boats.", None),  # a denial stands between
        ("The navy seized the boats.", None),  # a word of it is missing
        ("Two boats seized the navy.", None),  # in another order
        ("The navy seized, as the mayor of Oslo said in May, two boats.", None),  # torn apart
    ],
)
def test_an_answer_is_carried_over_where_all_its_words_stand_together(other: str, carried: str | None) -> None:
    found = laid("The navy seized two boats.", other)
    told = found.carried(answer(found, "seized two boats"))
    assert (told and told.value) == carried


@pytest.mark.parametrize(
    ("a", "b", "cosine", "alike"),
    [
        ("The navy seized two boats near Oslo on Monday.", "The navy seized three boats near Oslo on Monday.", 0.6, True),
        ("The navy seized two boats near Oslo on Monday.", "The navy seized three boats near Oslo on Monday.", 0.4, False),
        ("The navy seized two boats near Oslo.", "The navy seized two boats near Oslo on the first Monday of a cold May.", 0.6, True),
        ("On Monday near Oslo the navy seized two boats.", "The navy seized two boats near Oslo on Monday.", 0.9, True),
        ("On Monday near Oslo the navy seized two boats.", "The navy seized two boats near Oslo on Monday.", 0.6, False),
        ("The navy seized two boats near Oslo.", "The mayor of Velm was glad to open the mill.", 0.9, False),
    ],
)
def test_sentences_run_alike_by_their_words_in_order_or_nearly_all_of_them(a: str, b: str, cosine: float, alike: bool) -> None:
    for one in (beside(a, b, cosine), beside(b, a, cosine)):
        assert (matched(one) is not None) == alike


def test_a_word_faces_the_one_that_stands_in_its_place() -> None:
    found = laid("The navy seized two boats near Oslo.", "The navy seized two ships near Bergen.")
    words = [found.a.telling.words(word[:2]) for word in found.a.telling.sentence.words]
    facing = {word: found.facing(at) for at, word in enumerate(words) if word in ("boats", "Oslo")}
    theirs = found.b.telling.sentence.words
    assert {word: at and found.b.telling.words(theirs[at][:2]) for word, at in facing.items()} == {"boats": "ships", "Oslo": "Bergen"}


def test_other_names_are_those_that_each_has_in_one_place() -> None:
    assert laid("The navy seized boats near Oslo.", "The navy seized boats near Bergen.").other_names
    assert not laid("The navy seized boats near Oslo.", "The navy seized ships near Oslo.").other_names
    assert not laid("The navy seized boats on Monday.", "The navy seized boats on Friday.").other_names
    assert not laid("The navy seized boats near Oslo.", "The navy seized boats.").other_names
