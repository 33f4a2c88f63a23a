"""Which clauses are of one act, and which words tell of one deed: what stands on either side of each bar, laid down by hand."""

from dataclasses import replace

import pytest

import by_hand
from variorum.model.sentence import Clause, Figure, Time
from variorum.questions import acts, deeds
from variorum.questions.deeds import Deed
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling


@pytest.mark.parametrize(
    ("ours", "theirs", "alike"),
    [
        ("ab", "ab", True),
        ("a", "a", False),  # one word is too few
        ("abcde", "abcxy", True),  # three in five of the shorter
        ("abcde", "abwxy", False),
        ("ab", "abuvwx", True),
        ("ab", "abuvwxy", False),  # not three in ten of the longer
    ],
)
def test_words_beside_two_verbs_are_alike_that_share_enough_of_both(ours: str, theirs: str, alike: bool) -> None:
    assert acts._alike(frozenset(ours), frozenset(theirs)) is alike
    assert acts._alike(frozenset(theirs), frozenset(ours)) is alike


KINDS = {"moll": "PROPN", "bein": "PROPN", "met": "VERB", "sold": "VERB", "they": "PRON"}
KINDS |= {"them": "PRON", "old": "ADJ"}


def told(text: str, report: str = "r0", **parts: object) -> Telling:
    """A subject, a verb, an object, and what is behind it: "Moll sold boats cheaply"."""
    count = len(text.split())
    heads = [1, 1, *[1] * (count - 2)]
    whom = (2,) if count > 2 else ()
    one = by_hand.telling(text, heads, by_hand.clause(1, text.split()[1], 0, whom=whom), kinds=KINDS, report=report)
    return replace(one, sentence=one.sentence._replace(**parts))  # type: ignore[arg-type]


def joined(a: Telling, b: Telling) -> list[bool]:
    return [one.firm for one in acts.joined(Pair(a, b, 0.9, 0.9, False, None))]


@pytest.mark.parametrize(
    ("a", "b", "firm"),
    [
        ("Moll sold boats", "Moll sold boats", [True]),
        ("They sold boats", "Moll sold boats", [False]),  # by what is sold alone
        ("Moll sold them", "Moll sold boats", []),
        ("Moll sold boats", "Bein sold boats", []),
        ("Moll sold boats", "Moll sold ships", []),
        ("They sold old boats", "Moll sold old boats", [True]),
    ],
)
def test_one_act_is_told_by_the_same_of_the_same(a: str, b: str, firm: list[bool]) -> None:
    assert joined(told(a), told(b, "r1")) == firm


def test_another_day_or_number_is_another_act() -> None:
    day = {"times": (Time(0, 4, "2031-05-06", "day"),)}
    other = {"times": (Time(0, 4, "2031-05-07", "day"),)}
    one, same, later = (_with(told("Moll sold boats", **parts), times=(0,)) for parts in (day, day, other))
    assert joined(one, same) == [True]
    assert joined(one, later) == []
    nine, ten = (
        _with(told("Moll sold boats", figures=(Figure(0, 4, number, number, number, "exact", None, None, None),)), figures=(0,))
        for number in (9, 10)
    )
    assert joined(nine, nine) == [True]
    assert joined(nine, ten) == []
    assert joined(nine, told("Moll sold boats")) == [True]


def _with(telling: Telling, **parts: object) -> Telling:
    clauses: tuple[Clause, ...] = tuple(one._replace(**parts) for one in telling.sentence.clauses)  # type: ignore[arg-type]
    return replace(telling, sentence=telling.sentence._replace(clauses=clauses))


def deed(doers: str = "", others: str = "", nouns: str = "", numbers: str = "", by_noun: bool = False) -> Deed:
    parts = (frozenset(words.split()) for words in (doers, others, nouns, numbers))
    return Deed(0, frozenset({"raid"}), *parts, by_noun)


def near(cosine: float) -> Pair:
    return Pair(told("Moll sold boats"), told("Moll sold boats", "r1"), cosine, cosine, False, None)


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
