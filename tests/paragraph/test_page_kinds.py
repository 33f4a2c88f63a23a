"""What kind of text a report is, and what a notice of correction corrects."""

import pytest

from variorum.language.english.page.blocks import mark
from variorum.language.english.page.corrections import told
from variorum.model.report import Report

LEAD = "The harbour board of Sandvik rejected a second lighthouse on Monday, and 340 jobs stay untouched."
MORE = "The mayor said that the keeper had warned of the fog an hour before the ferry ran aground."


def report(text: str) -> Report:
    empty = dict.fromkeys(("outlet", "url", "title", "byline", "dateline", "published", "published_basis", "language"))
    return Report(**empty, id="r1", origin="test", credits=(), text=text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "kind", "form"),
    [
        (["Board rejects lighthouse", LEAD, MORE], "news", "article"),
        (["FOR IMMEDIATE RELEASE", "Board rejects lighthouse", LEAD, MORE], "press_release", "article"),
        (["Board rejects lighthouse", "SANDVIK--(BUSINESS WIRE)--" + LEAD, MORE], "press_release", "article"),
        (["Board rejects lighthouse", LEAD, MORE, "Media contact: Ada Lund, 555 0100", "About Norra Shipping"], "press_release", "article"),
        (["Joint statement of the boards on the lighthouse", "We decided that we need no lighthouse this year."], "statement", "article"),
        (["Joint statement of the boards angers the mayor", LEAD, MORE], "news", "article"),
        (
            ["Interview with the keeper", *(line for n in range(4) for line in (f"Q: What did you see at {n}?", f"A: Fog number {n}."))],
            "news",
            "interview",
        ),
        (
            ["The meeting on the ferry", *(line for n in range(4) for line in (f"LUND: The fog came at {n}.", f"MOE: It was {n}."))],
            "news",
            "transcript",
        ),
        (
            ["The meeting", *(line for n in range(4) for line in (f"ÉVA LUND, HOST: The fog came at {n}.", f"Otto de la Moe: No {n}."))],
            "news",
            "transcript",
        ),
        (["The harbour", *(line for n in range(4) for line in (f"what opens: pier {n}.", f"what is late: {n}."))], "news", "article"),
        (["Opinion: the sound needs light", LEAD, MORE], "news", "opinion"),
        (["Region in brief: lighthouse rejected, ferry aground", LEAD, MORE], "news", "round_up"),
        (["Tuesday briefing: no second lighthouse", LEAD, MORE], "news", "round_up"),
        (["Five things to know today", LEAD, MORE], "news", "round_up"),
        (["Board briefs the mayor in a brief meeting", LEAD, MORE], "news", "article"),
        (["Police round up smugglers off Sandvik", LEAD, MORE], "news", "article"),
    ],
)
def test_a_text_says_what_kind_it_is(lines: list[str], kind: str, form: str) -> None:
    found = mark(report("\n\n".join(lines)))
    assert (found.kind, found.form) == (kind, form)


@pytest.mark.parametrize(
    ("notice", "wrong", "right", "day"),
    [
        ("This report was amended on 4 May 2024. An earlier version said that 430 stay; the figure is 340.", "430", "340", "2024-05-04"),
        ("Correction: An earlier version of this report misstated the number of jobs. It is 340, not 430.", "430", "340", None),
        ("Corrects figure in paragraph 2 to 340 from 430", "430", "340", None),
        ("CORRECTION (3 May): The name of the keeper is Ole Moe, not Ole Mo.", "Ole Mo", "Ole Moe", None),
        ("An earlier version of this story said the vote was on Tuesday. It was on Monday.", "Tuesday", "Monday", None),
        ("An earlier version of this article misspelled the name of Ole Moe.", None, "Ole Moe", None),
        ("An earlier version of this article misspelled the name of Ole Moe as Ole Mo.", "Ole Mo", "Ole Moe", None),
        ("An earlier version of this article referred to Ada Lund as the mayor. She is her deputy.", None, None, None),
        ("CORRECTION (3 May): The harbour has 340 workers. An earlier report said 430.", "430", "340", None),
        ("Editor's note: This story originally stated that the harbour has 430 workers. It has 340.", "430", "340", None),
        ("* A previous version said the harbour had 430 workers instead of 340.", "430", "340", None),
        ("Correction 5 June 2024: An earlier version of this article said that 430 stay. It is 340.", "430", "340", "2024-06-05"),
        ("An earlier version of this report said that 430 jobs in 12 ports stay; the figure is 340.", "430", "340", None),
        ("In a story May 2 about a ferry, Northwire reported erroneously that 430 stay. The number is 340.", "430", "340", None),
        ("This story has been corrected to show that 340 jobs stay.", None, "340", None),
        ("Editor's note: This story has been updated throughout.", None, None, None),
    ],
)
def test_a_notice_says_what_it_corrects(notice: str, wrong: str | None, right: str | None, day: str | None) -> None:
    (found,) = told(notice)
    assert tuple(notice[slice(*span)] if span else None for span in (found.wrong, found.right)) == (wrong, right)
    assert found.day == day


def test_a_correction_is_neither_body_nor_lead_and_leads_to_the_words_that_stand_now() -> None:
    notice = "Correction: An earlier version of this report misstated the number of jobs. It is 340, not 430."
    found = mark(report("\n\n".join(["Board rejects lighthouse", notice, LEAD, MORE])))
    assert {found.text[block.start : block.end]: block.role for block in found.blocks} == {
        "Board rejects lighthouse": "headline", notice: "correction", LEAD: "lead", MORE: "body",
    }  # fmt: skip
    (correction,) = found.corrections
    assert correction.notice.text == notice
    assert correction.wrong is not None
    assert correction.right is not None
    assert (correction.wrong.text, correction.right.text) == ("430", "340")
    assert [(passage.start, passage.text) for passage in correction.corrects] == [(found.text.index("340 jobs"), "340")]


def test_a_notice_may_correct_several_things() -> None:
    notice = "An earlier version of this article said that 430 jobs in 12 ports stay. It is 340 jobs in 11 ports."
    pairs = [(notice[slice(*one.wrong)], notice[slice(*one.right)]) for one in told(notice) if one.wrong and one.right]
    assert pairs == [("430", "340"), ("12", "11")]


def test_a_notice_that_names_a_paragraph_corrects_its_figures() -> None:
    found = mark(report("\n\n".join(["Board rejects lighthouse", "Corrects figure in first paragraph", LEAD, MORE])))
    (correction,) = found.corrections
    assert (correction.wrong, correction.right) == (None, None)
    assert "340" in [passage.text for passage in correction.corrects]
    assert all(passage.text in LEAD for passage in correction.corrects)


def test_the_heading_of_a_notice_belongs_to_it() -> None:
    notice = "The harbour has 340 workers, not 430 as stated in an earlier version of this article."
    found = mark(report("\n\n".join(["Board rejects lighthouse", LEAD, MORE, "Correction", notice])))
    assert [block.role for block in found.blocks][-2:] == ["correction", "correction"]
    (correction,) = found.corrections
    assert correction.notice.text == notice


def test_what_opens_a_text_and_is_no_sentence_is_its_headline() -> None:
    found = mark(report("\n\n".join(["Correction: Board and lighthouse story", LEAD, MORE])))
    assert found.blocks[0].role == "headline"
