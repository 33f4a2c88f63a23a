"""What stands over the title of a pasted report and is none of it, and rows and citations that tell its outlet among other things."""

import pytest
from tests.language.test_heads import LEAD, REST, TITLE, read, story

from variorum.language.english.moments import dates_in
from variorum.language.english.page.wraps import is_wrapped, mail_before

WRAPS = (
    "[12/05/2024, 09:14:33] Ida: have you seen this?",
    "Ida Moe  10:42 AM",
    "ida_moe — Today at 11:58 AM",
    "Ida Moe has shared an article with you",
    "---------- Forwarded message ---------",
    "From: Ida Moe <ida@mail.example>\nSent: 2 May 2024 18:45\nTo: the office",
    "Home > News > Transport",
    "News | Sport | What's On | Your Say",
    "Menu  News  Sport  Jobs  Subscribe",
    "ZCZC 0417\nBC-ferry-aground 03-04 0298",
    "Skip to content  Accessibility Help",
    "(typed by hand from a cutting in the drawer of a desk)",
    "14          NORTHERN ISLES          MONDAY, MARCH 4, 2024",
    "Quay Insurers — at your side since 1888 (advertisement)",
)


@pytest.mark.parametrize("over", WRAPS)
def test_what_a_program_puts_over_a_title_is_none_of_the_report(over: str) -> None:
    found = read(f"{over}\n{TITLE}\nBy Hanne Dahl\n\n{LEAD}\n\n{REST}\n")
    headline = next(found.text[block.start : block.end] for block in found.blocks if block.role == "headline")
    assert (found.title or headline, headline, found.byline, found.outlet) == (TITLE, TITLE, "Hanne Dahl", None)
    assert story(found) == [LEAD, REST]


@pytest.mark.parametrize(
    "title",
    [
        "Priority: save the ferries, says mayor",
        "PM-elect takes office in Karsia",
        "Editors: a dying breed",
        "On the eve of war, Ada Lund wrote a letter",
        "Kick-off 19:30",
        "Home and away: the ferry's two ports",
        "(Not) a good day for the harbour board of Sandvik",
        "Merry-go-round",
        "Watch: ferry pulled free",
    ],
)
def test_a_title_that_looks_like_a_wrap_stays_the_title(title: str) -> None:
    found = read(f"{title}\n\n{LEAD}\n\n{REST}\n")
    assert (found.title, found.outlet, found.byline) == (title, None, None)
    assert story(found) == [LEAD, REST]


@pytest.mark.parametrize("line", ["Home News | 4 March 2024", "Morning Briefing, 4 March 2024", "Deadline: 4 March 2024", "Special Report"])
def test_a_part_of_a_paper_is_no_outlet(line: str) -> None:
    assert read(f"{TITLE}\n{line}\n\n{LEAD}\n\n{REST}\n").outlet is None


def test_a_row_over_the_title_tells_outlet_and_day() -> None:
    found = read(f"12 | THE SUND RECORD | Monday 4 March 2024 | B4\n{TITLE}\n\n{LEAD}\n\n{REST}\n")
    assert (found.outlet, found.published) == ("The Sund Record", "2024-03-04")


def test_who_cites_a_report_below_it_tells_outlet_and_day() -> None:
    cited = f'– Hanne Dahl, "{TITLE}", Sund Ledger, March 4, 2024, p. 3.'
    found = read(f"{TITLE}\n\n{LEAD}\n\n{REST}\n\n{cited}\n")
    assert (found.outlet, found.published) == ("Sund Ledger", "2024-03-04")


def test_a_record_below_the_text_tells_what_it_is_labelled_with() -> None:
    record = "Title: Ferry\nAuthor: Hanne Dahl\nPublication title: Sund Ledger\nPublication date: 4 March 2024"
    found = read(f"{TITLE}\n\n{LEAD}\n\n{REST}\n\n{record}\n")
    assert (found.outlet, found.published) == ("Sund Ledger", "2024-03-04")


def test_the_address_of_a_message_is_the_reports() -> None:
    assert read(f"[12/05/2024, 09:14] Ida: https://sund.example/a/1\n{TITLE}\n\n{LEAD}\n\n{REST}\n").url == "https://sund.example/a/1"


def test_a_wire_that_prints_its_own_text_is_the_outlet() -> None:
    found = read(f"ZCZC 0417\n{TITLE}\n\nSANDVIK, March 4 (Coastwire) - {LEAD}\n\n{REST}\n")
    assert found.outlet == "Coastwire"


@pytest.mark.parametrize(
    ("line", "day"),
    [("Wednesday, 03/04/2024", "2024-04-03"), ("Friday 03/04/2024", None), ("03/04/2024", None), ("Mon, 04/03/2024", "2024-03-04")],
)
def test_the_weekday_proves_a_day_in_numbers(line: str, day: str | None) -> None:
    assert [written.read for written in dates_in(line)] == [day]


def test_a_message_head_needs_its_labels() -> None:
    assert mail_before(["From: Ida", "To: all", "Subject: ferry", "Text"]) == 3
    assert mail_before(["From: the harbour", "Ferry aground"]) == 0
    assert not is_wrapped("Topic: ferries and their masters in the islands")
