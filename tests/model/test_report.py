"""Passages are exact pieces of a report, or there is none."""

import pytest

from variorum.model.report import SPEAKING, Block, Passage, Report, cut


def report(text: str, *blocks: Block) -> Report:
    return Report("r1", "a.txt", None, None, None, None, None, (), None, None, "en", text, blocks)


@pytest.mark.parametrize(("start", "end", "text"), [(-1, 1, "ab"), (0, 3, "ab"), (0, 1, "ab"), (5, 4, ""), (-2, -1, "a")])
def test_a_passage_that_does_not_fit_its_text_is_none(start, end, text):
    with pytest.raises(ValueError, match="does not fit"):
        Passage("r1", start, end, text)


def test_a_passage_is_as_long_as_its_text():
    assert len(Passage("r1", 0, 2, "ab")) == 2
    assert len(Passage("r1", 7, 7, "")) == 0


@pytest.mark.parametrize(("start", "end", "inside"), [(2, 4, True), (0, 6, True), (0, 7, False), (3, 8, False)])
def test_within_another_of_the_same_report(start, end, inside):
    whole = Passage("r1", 0, 6, "abcdef")
    assert Passage("r1", start, end, "x" * (end - start)).within(whole) is inside
    assert not Passage("r2", start, end, "x" * (end - start)).within(whole)


def test_a_later_passage_is_not_within_an_earlier_start():
    assert not Passage("r1", 1, 3, "bc").within(Passage("r1", 2, 6, "cdef"))


def test_a_cut_is_trimmed_at_both_ends():
    text = "No. \n Yes, they did. \t"
    assert cut("r1", text, 3, len(text)) == Passage("r1", 6, 20, "Yes, they did.")
    assert cut("r1", text, 0, 3) == Passage("r1", 0, 3, "No.")
    assert len(cut("r1", text, 3, 6)) == 0


def test_a_report_gives_its_own_passages_and_what_may_carry_statements():
    blocks = (Block(0, 4, "headline"), Block(5, 9, "caption"), Block(10, 14, "body"), Block(15, 19, "boilerplate"))
    told = report("head capt body foot", *blocks)
    assert told.passage(10, 14) == Passage("r1", 10, 14, "body")
    assert told.speaking == (blocks[0], blocks[2])
    assert {"caption", "boilerplate", "byline", "dateline", "credit"}.isdisjoint(SPEAKING)
