"""Words said: one utterance quoted in two ways is told; cuts, house spelling and other utterances are not."""

import pytest

from beside import beside, both_ways
from variorum.questions.kinds import KINDS

pytestmark = pytest.mark.stored

QUOTATION = next(kind for kind in KINDS if kind.name == "quotation")


def told(a: str, b: str, cosine: float = 0.8) -> list[tuple[str, str, str]]:
    return [(one.relation, one.a.value, one.b.value) for one in both_ways(QUOTATION, beside(a, b, cosine))]


def test_its_example() -> None:
    a, b, relation = QUOTATION.example
    assert [one[0] for one in told(a, b)] == [relation]


def test_another_word_within_one_utterance_is_another_rendering() -> None:
    a = '"The old ferry will never leave this harbour again," Moll told reporters.'
    b = 'Ada Moll said: "The old ferry will never leave this port again."'
    assert told(a, b) == [("compatible", "harbour", "port")]


def test_a_word_that_one_side_lacks_is_shown_with_its_neighbours() -> None:
    a = '"I completely disagree with Bein on the new harbour law," Moll said.'
    b = '"I disagree with Bein on the new harbour law," Moll said.'
    assert told(a, b) == [("compatible", "I completely disagree", "I disagree")]


def test_a_title_and_a_form_of_a_word_are_a_writers() -> None:
    a = '"I completely disagree with Senator Bein on the new duties of the harbour," Moll said.'
    b = '"I completely disagreed with Bein on the new duty of the harbour," Moll said.'
    assert [relation for relation, *_ in told(a, b)] == ["same"]


def test_a_lost_negation() -> None:
    a = '"We spent money that should not have gone," Moll said.'
    b = '"We spent money that should have gone," Moll said.'
    assert told(a, b) == [("conflict", "should not have", "should have")]


@pytest.mark.parametrize(
    "other",
    [
        '"We have not broken any of the harbour rules and we will not pay," Moll said.',
        "\"We've not broken any of the harbor rules, and we won't pay,\" Moll said.",
        '"We have not broken any of the harbour rules," Moll said, "and we will not pay."',
        "'' We have n't broken any of the harbour rules and we wo n't pay , '' Moll said .",
    ],
)
def test_spelling_signs_and_where_the_speaker_stands_are_no_difference(other: str) -> None:
    found = told('"We have not broken any of the harbour rules, and we will not pay," Moll said.', other)
    assert [one[0] for one in found] == ["same"]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("United Nations", "UN"), ("UN", "United Nations"), ("every day", "everyday"), ("Moller", "Mueller")]
)
def test_another_house_spells_words_otherwise_and_shortens_them(ours: str, theirs: str) -> None:
    line = f'"We have not opened the gates of {ours} for the old ferry yet," Moll said.'
    assert [one[0] for one in told(line, line.replace(ours, theirs))] == ["same"]


def test_another_name_is_no_spelling() -> None:
    line = '"We have not opened the gates of Moller for the old ferry yet," Moll said.'
    assert told(line, line.replace("Moller", "Becker")) == [("conflict", "Moller", "Becker")]


@pytest.mark.parametrize(
    "other",
    [
        'Moll said the law would "threaten the spirit of inclusion".',
        '"This law will ... threaten the spirit of inclusion in every town," Moll said.',
        '"This law will [sic] deeply threaten the spirit of inclusion in every town," Moll said.',
        '"This law will, so Bein claims, surely threaten the spirit of inclusion in every town," Moll said.',
    ],
)
def test_what_a_writer_cuts_or_puts_in_is_no_other_word(other: str) -> None:
    found = told('"This law will surely threaten the spirit of inclusion in every town," Moll said.', other)
    assert "conflict" not in {one[0] for one in found}


def test_words_outside_the_marks_are_not_compared() -> None:
    a = 'Moll said on Monday that "the old ferry will never leave this harbour again".'
    b = 'Bein wrote on Friday that "the old ferry will never leave this harbour again".'
    assert [one[0] for one in told(a, b)] == ["same"]


def test_a_turn_of_phrase_in_sentences_far_apart_is_not_one_utterance() -> None:
    a = '"The people of Velm deserve to see this," Moll said.'
    b = '"The people of Velm deserve to judge this," Bein said.'
    assert told(a, b, cosine=0.4) == []
    assert told(a, b, cosine=0.8) == [("compatible", "see", "judge")]


def test_two_that_run_on_in_other_words_are_two_utterances() -> None:
    a = '"Please publish the report to the whole town tonight," Moll said.'
    b = '"Please publish the full report to the whole country and its friends," Moll said.'
    assert told(a, b) == []


def test_figures_are_asked_for_by_another_kind() -> None:
    a = '"There is a 2 in 3 chance that we win the harbour again," Moll said.'
    b = '"There is a two in three chance that we win the harbour again," Moll said.'
    assert [one[0] for one in told(a, b)] == ["same"]
