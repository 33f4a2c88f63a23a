import itertools

from hypothesis import given
from hypothesis import strategies as st

from variorum.language.english.quotes import marked, stretches
from variorum.text.normal import fold


def quoted(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marked(fold(text))]


def test_two_quotations_in_one_line():
    assert quoted("“No,” she said, “never.”") == ["“No,”", "“never.”"]


def test_a_mark_at_each_sentence_is_one_quotation():
    assert quoted("“We waited long. “Now they must choose,” he said.") == ["“We waited long. “Now they must choose,”"]


def test_a_missing_closing_mark_runs_to_the_end_and_says_so():
    (mark,) = marked('"We go on')
    assert (mark.start, mark.end, mark.closed) == (0, 9, False)


def test_a_missing_opening_mark_is_taken_from_the_start():
    (mark,) = marked('We go on," she said.')
    assert (mark.start, mark.end, mark.opened) == (0, 10, False)


def test_apostrophes_are_no_quotation_marks():
    assert quoted("The boats' owners said it wasn't the town's fault.") == []


def test_single_marks_around_several_words_quote():
    assert quoted("He spoke of ‘order and calm’ in the town's hall.") == ["‘order and calm’"]


def test_the_space_on_the_wrong_side():
    assert quoted('Moll said," We stay here."') == ['" We stay here."']


@given(st.text(alphabet="ab \"'“”.,:\n", max_size=80))
def test_stretches_are_in_order_and_apart_whatever_the_marks(text: str):
    found = marked(fold(text))
    assert all(0 <= mark.start < mark.end <= len(text) for mark in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in stretches(fold(text))]


def test_what_stands_inside_the_marks_is_told_without_them():
    assert said("“No,” she said, “never.”") == ["No,", "never."]
    assert said("''We go on,'' she said.") == ["We go on,"]
    assert said('She said: "We go on') == ["We go on"]


def test_marks_between_blanks_open_and_close_by_turns():
    assert said("`` We go on , '' she said , `` and on .") == [" We go on , ", " and on ."]
    assert said('"We go on , \'\' she said .') == ["We go on , "]


def test_a_mark_between_blanks_behind_which_the_sentence_goes_on_closes_what_was_opened_before():
    assert said("We go on , '' said Moll , 45 .") == ["We go on , "]
