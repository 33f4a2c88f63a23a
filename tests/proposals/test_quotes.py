"""No inexact passage is ever kept: whatever a second reader quotes is brought to the very words of the report, or dropped."""

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from told_by_hand import answer, difference, story
from variorum.model.rows import passages_in
from variorum.proposals.answers import Quote
from variorum.proposals.keeping import keep
from variorum.proposals.quotes import Found, Quoting
from variorum.questions.tellings import tellings

WORDS = ("harbour", "gate", "mayor", "shut", "crane", "boat", "paid", "three", "Nine", "old", "said", "town")
FOREIGN = ("comet", "violin", "desert")
MARKS = ("", ",", ".", "”", " –")


class Case(NamedTuple):
    """Two reports and a quote that claims to be of one of their sentences."""

    told: tuple[list[str], list[str]]
    sentence: int
    quote: str


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A stretch of a sentence, left as it is or invented, altered, shifted or swapped."""
    sentence = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), min_size=6, max_size=12)
    reports = draw(st.tuples(st.lists(sentence, min_size=1, max_size=3), st.lists(sentence, min_size=1, max_size=3)))
    told = tuple([" ".join(word + mark for word, mark in one) for one in report] for report in reports)
    distinct = list(dict.fromkeys(words for report in told for words in report))
    number = draw(st.integers(1, len(distinct)))
    words = distinct[number - 1].split(" ")
    start = draw(st.integers(0, len(words) - 2))
    taken = words[start : draw(st.integers(start + 2, len(words)))]
    how = draw(st.sampled_from(("as it is", "case", "invented", "word changed", "word left out", "word put in", "turned", "swapped")))
    at = draw(st.integers(0, len(taken) - 1))
    if how == "case":
        taken = [word.upper() for word in taken]
    elif how == "invented":
        taken = draw(st.lists(st.sampled_from((*WORDS, *FOREIGN)), min_size=2, max_size=8))
    elif how == "word changed":
        taken[at] = draw(st.sampled_from((*WORDS, *FOREIGN)))
    elif how == "word left out":
        del taken[at]
    elif how == "word put in":
        taken.insert(at, draw(st.sampled_from((*WORDS, *FOREIGN))))
    elif how == "turned":
        taken.reverse()
    elif how == "swapped":
        number = draw(st.integers(-1, len(distinct) + 2))
    return Case(told, number, " ".join(taken))  # type: ignore[arg-type]


def bare(text: str) -> str:
    """The words of a text between single spaces, for a look by other means than the program's."""
    return " " + " ".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split()) + " "


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a machine that others work on
@given(cases())
def test_a_quote_is_found_only_where_its_words_stand(case: Case) -> None:
    told = tellings(story(*case.told)).all
    found = Quoting(told).find(Quote(case.sentence, case.quote))
    if not isinstance(found, Found):
        standing = 1 <= case.sentence <= len(told) and bare(case.quote) in bare(told[case.sentence - 1].text)
        assert not standing or len(bare(case.quote).split()) < 2
        return
    assert bare(found.telling.words(found.span)) == bare(case.quote)
    claimed = told[case.sentence - 1]
    if found.telling is not claimed:
        assert bare(case.quote) not in bare(claimed.text)
        assert claimed.reports <= found.telling.reports


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(cases(), min_size=1, max_size=3), st.data())
def test_no_inexact_passage_is_ever_kept(drawn: list[Case], data: st.DataObject) -> None:
    told = drawn[0].told
    distinct = list(dict.fromkeys(words for report in told for words in report))
    honest = data.draw(st.integers(1, len(distinct)))
    sides = [("so", [(case.sentence, case.quote) for case in drawn]), ("not so", [(honest, distinct[honest - 1])])]
    dossier = story(*told, answers=[answer([difference(*sides)])])
    kept = keep(dossier)
    assert len(kept.points) + kept.dropped.total() == 1
    for passage in passages_in(kept.points):
        assert dossier.by_id[passage.report].text[passage.start : passage.end] == passage.text
    for point in kept.points:
        quoted = [bare(case.quote) for case in drawn]
        assert any(words in bare(passage.text) for words in quoted for passage in point.readings[0].passages)


TOLD = (["The harbour paid $5.2 billion, the mayor said.", "“We shut the gate,” she said on Monday."], ["The town kept the gate open."])


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        (1, "The harbour paid $5.2 billion", "The harbour paid $5.2 billion"),
        (1, "the Harbour  paid", "The harbour paid"),
        (1, "$5.2 billion,", "$5.2 billion,"),
        (2, '"We shut the gate,"', "“We shut the gate,”"),
        (2, "The harbour paid $5.2 billion", "The harbour paid $5.2 billion"),  # the number of another sentence of that report
        (3, "The harbour paid $5.2 billion", "not the report's words"),  # the number of another report's sentence
        (2, "The harbour paid", "not the report's words"),  # too few words to be looked for elsewhere
        (1, "The harbour paid $5.3 billion", "not the report's words"),
        (1, "The harbour … the mayor said", "not the report's words"),
        (1, "harbour", "too short"),
        (0, "The harbour paid", "no such sentence"),
        (4, "The harbour paid", "no such sentence"),
    ],
)
def test_where_a_quote_stands(sentence: int, quote: str, expected: str) -> None:
    dossier = story(*TOLD)
    found = Quoting(tellings(dossier).all).find(Quote(sentence, quote))
    if isinstance(found, Found):
        place = found.telling.places[0]
        assert found.telling.passage(place, found.span).text == expected
    else:
        assert found == expected


def test_a_quote_under_a_sentence_of_two_reports_is_looked_for_in_what_both_have() -> None:
    shared, alone, both = "The mill is old.", "The harbour paid three boats on Monday.", "The town kept the old gate open."
    quoting = Quoting(tellings(story([shared, alone, both], [shared, both])).all)
    assert quoting.find(Quote(1, "harbour paid three boats on Monday")) == "not the report's words"
    assert isinstance(quoting.find(Quote(1, "town kept the old gate open")), Found)
