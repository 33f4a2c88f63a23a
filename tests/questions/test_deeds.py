"""Which words tell of one deed: what stands on either side of each bar, laid down by hand."""

import pytest

import by_hand
from variorum.questions import deeds
from variorum.questions.deeds import Deed
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling

KINDS = {"moll": "PROPN", "sold": "VERB"}


def told(report: str) -> Telling:
    return by_hand.telling("Moll sold boats", [1, 1, 1], by_hand.clause(1, "sell", 0, whom=(2,)), kinds=KINDS, report=report)


def deed(doers: str = "", others: str = "", nouns: str = "", numbers: str = "", by_noun: bool = False) -> Deed:
    parts = (frozenset(words.split()) for words in (doers, others, nouns, numbers))
    return Deed(0, frozenset({"raid"}), *parts, by_noun)


def near(cosine: float) -> Pair:
    return Pair(told("r0"), told("r1"), cosine, cosine, False, None)


@pytest.mark.parametrize(("cosine", "one"), [(0.45, True), (0.44, False)])
def test_sentences_of_one_deed_are_near(cosine: float, one: bool) -> None:
    port = deed(others="port")
    assert deeds.one(near(cosine), port, port) is one
    assert deeds.likely(near(cosine), deed(nouns="port boat"), deed(nouns="port boat")) is one


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (deed(others="port"), deed(others="port"), True),
        (deed(others="port"), deed(others="camp"), False),
        (deed(others="port"), deed(others="camp", nouns="port"), True),  # told of otherwise, but told
        (deed("army", "port"), deed("navy", "port"), False),
        (deed("army", "port"), deed("navy", "port", nouns="army"), True),
        (deed(others="port", numbers="4"), deed(others="port", numbers="5"), False),
        (deed(others="port", numbers="4"), deed(others="port"), True),
        (deed("army"), deed("army"), True),
    ],
)
def test_a_deed_is_one_by_a_party_and_by_none_that_is_unlike(a: Deed, b: Deed, one: bool) -> None:
    assert deeds.one(near(0.9), a, b) is one
    assert deeds.one(near(0.9), b, a) is one


@pytest.mark.parametrize(
    ("a", "b", "cosine", "one"),
    [
        (deed(by_noun=True), deed(others="port"), 0.6, True),
        (deed(by_noun=True), deed(others="port"), 0.59, False),
        (deed(), deed(others="port"), 0.9, False),
        (deed(by_noun=True), deed(by_noun=True), 0.9, True),
    ],
)
def test_where_one_names_no_party_a_noun_tells_the_deed_and_they_are_nearer(a: Deed, b: Deed, cosine: float, one: bool) -> None:
    assert deeds.one(near(cosine), a, b) is one
    assert deeds.one(near(cosine), b, a) is one


def test_two_nouns_that_are_told_with_both_make_one_deed_likely() -> None:
    assert deeds.likely(near(0.9), deed(nouns="port boat"), deed(nouns="port boat storm"))
    assert not deeds.likely(near(0.9), deed(nouns="port boat"), deed(nouns="port storm"))
