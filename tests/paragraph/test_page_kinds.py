"""What kind of text a report is, and what a notice of correction corrects."""

import pytest

from variorum.language.english.page.blocks import mark
from variorum.language.english.page.notices import told
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
        ("An earlier version of this article misspelled the name of Ole Moe.", "Ole Moe", None, None),
        ("Editor's note: This story has been updated throughout.", None, None, None),
    ],
)
def test_a_notice_says_what_it_corrects(notice: str, wrong: str | None, right: str | None, day: str | None) -> None:
    found = told(notice)
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
