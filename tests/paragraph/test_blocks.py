"""Blocks: what each line of a report is. The texts are invented; of the seeds only line numbers and roles are kept."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.language.english.page.blocks import mark
from variorum.model.report import Report
from variorum.text.normal import fold

SHARED = Path(os.environ.get("VARIORUM_SHARED", Path(__file__).parents[3] / "shared"))
BODY = "The ferry ran aground on Monday and was pulled free by two tugs, the harbour office in Sandvik said."
LAST = "The ferry had left Holm at noon with sixty passengers and a crew of nine, all of whom are safe."
MORE = "Divers will look at the hull on Thursday before anybody is let on board again, the office added."


def report(text: str, **known: str) -> Report:
    empty = dict.fromkeys(("outlet", "url", "title", "byline", "dateline", "published", "published_basis", "language"))
    return Report(**{**empty, **known}, id="r1", origin="test", credits=(), text=text)  # type: ignore[arg-type]


def roles(*lines: str, **known: str) -> list[str]:
    """The roles of the blocks of a text of these lines."""
    marked = mark(report("\n".join(lines), **known))
    assert_exact(marked)
    return [block.role for block in marked.blocks]


def assert_exact(marked: Report) -> None:
    """Law 1, and the contract of blocks: in order, apart from each other, nothing that is seen left out."""
    covered, seen = 0, fold(marked.text)
    for block in marked.blocks:
        assert covered <= block.start < block.end <= len(marked.text)
        assert not seen[covered : block.start].strip()
        assert marked.text[block.start : block.end].strip()
        covered = block.end
    assert not seen[covered:].strip()
    for credit in marked.credits:
        assert marked.text[credit.passage.start : credit.passage.end] == credit.passage.text


# Lines of the forms that the rules cut in pieces, so that random texts reach every rule; and any Unicode between them.
FORMS = (
    "OSLO (Northwire) – The ferry ran aground on Monday, the harbour office said.",
    "ŁÓDŹ/ GDAŃSK, Poland — “Nobody was hurt,” said Ola Berg.  (AP)",
    "The tugs left at noon. (Reporting by Ada Lund; Editing by Ole Moe)",
    "By Ada Lund, Northwire News Agency",
    "The bay at dawn (Ada Lund/AP)",
    "The quay.CreditAda Lund/Reuters",
    "Image 2 of 15",
    "Duration 0:41",
    "3 days ago",
    "Related Articles",
    "Share this article",
    "2 March 2021",
    "HARBOUR CLOSED",
    "The ferry ran aground\u00a0on Monday and nobody was hurt at all.",
)
ODD = st.text("\u200b\ufeff\u202e\u2066👩‍🚀é\u0301\u00a0 .“”()–AP/\t\u2028\x85\x1f", max_size=12)
PIECE = st.one_of(st.sampled_from(FORMS), st.text(max_size=40), ODD)
LINES = st.lists(st.tuples(PIECE, st.sampled_from(["\n", "\n\n", "\r\n", "\r", " ", "\u00a0\n"])), max_size=14)


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_blocks_and_credits_are_exact_for_any_text(pieces: list[tuple[str, str]]) -> None:
    assert_exact(mark(report("".join(piece + glue for piece, glue in pieces))))


def test_a_short_line_below_a_byline_that_ends_the_report() -> None:
    assert roles("By Ada Lund, Northwire News Agency", "The ferry ran aground on Monday and nobody was hurt.") == ["byline", "lead"]


def test_marking_twice_is_marking_once() -> None:
    once = mark(report("\n".join(FORMS)))
    assert mark(once) == once


def test_the_head_of_a_report() -> None:
    marked = mark(
        report(
            f"Ferry runs aground off Sandvik\nAll sixty passengers are safe\nBy Ada Lund\nPublished: 2 March 2021\nSANDVIK — {BODY}\n{MORE}"
        )
    )
    assert [block.role for block in marked.blocks] == ["headline", "deck", "byline", "boilerplate", "dateline", "lead", "body"]
    assert (marked.title, marked.byline, marked.dateline) == ("Ferry runs aground off Sandvik", "Ada Lund", "SANDVIK")
    assert marked.text[marked.blocks[5].start : marked.blocks[5].end] == BODY


def test_a_report_without_headline_begins_with_its_lead() -> None:
    assert roles(BODY, MORE) == ["lead", "body"]


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("SANDVIK – ", "SANDVIK"),
        ("SANDVIK, Norway (Reuters) - ", "SANDVIK, Norway (Reuters)"),
        ("SANDVIK/ NEW HOLM (Coast Report) — ", "SANDVIK/ NEW HOLM (Coast Report)"),
        ("SANDVIK, March 2 (Reuters) - ", "SANDVIK, March 2 (Reuters)"),
        ("Sandvik (AFP) – ", "Sandvik (AFP)"),
        ("NEW HOLM, N.J. -- ", "NEW HOLM, N.J."),
    ],
)
def test_datelines_are_cut_from_the_paragraph_they_open(opening: str, shown: str) -> None:
    marked = mark(report(f"Ferry runs aground off Sandvik\n{opening}{BODY}\n{MORE}"))
    assert [block.role for block in marked.blocks] == ["headline", "dateline", "lead", "body"]
    assert marked.dateline == shown
    assert marked.text[marked.blocks[2].start : marked.blocks[2].end] == BODY


@pytest.mark.parametrize(
    "opening",
    ["EXCLUSIVE – ", "The captain (an old hand) – ", "US – ", "The ferry – a wreck by now – ", "Sandvik – ", "In 2019 (a bad year) "],
)
def test_what_only_looks_like_a_dateline_stays_in_the_paragraph(opening: str) -> None:
    assert roles("Ferry runs aground off Sandvik", opening + BODY, MORE) == ["headline", "lead", "body"]


def test_text_photo_and_video_credits_are_kept_apart() -> None:
    text = "\n".join(
        [
            "Ferry runs aground off Sandvik",
            "By Ada Lund, Associated Press",
            BODY,
            "The ferry on the rocks (Ole Moe/Reuters)",
            MORE,
            "Video: AFP",
            "“Nobody was hurt,” said the captain, Ola Berg. (AP)",
        ]
    )
    marked = mark(report(text))
    assert [(credit.agency, credit.what) for credit in marked.credits] == [
        ("Associated Press", "text"),
        ("Reuters", "photo"),
        ("Agence France-Presse", "video"),
        ("Associated Press", "text"),
    ]
    assert [block.role for block in marked.blocks] == ["headline", "byline", "lead", "caption", "body", "caption", "body", "credit"]


def test_an_agency_goes_by_one_name_within_a_report() -> None:
    marked = mark(report(f"Ferry runs aground\nBy Skerry News Agency\nSANDVIK (Skerry) – {BODY}\n{MORE}"))
    assert [credit.agency for credit in marked.credits] == ["Skerry News Agency", "Skerry News Agency"]
    assert [credit.passage.text for credit in marked.credits] == ["Skerry News Agency", "Skerry"]


def test_the_outlet_is_taken_from_the_text_only_if_the_page_promotes_itself_by_that_name() -> None:
    promoted = "If you are interested in articles by Coast Report, please visit our free service."
    assert mark(report(f"Ferry aground\nSANDVIK (Coast Report) – {BODY}\n{MORE}\n{promoted}")).outlet == "Coast Report"
    assert mark(report(f"Ferry aground\nSANDVIK (Coast Report) – {BODY}\n{MORE}")).outlet is None
    assert mark(report(f"Ferry aground\nSANDVIK (Coast Report) – {BODY}\n{promoted}", outlet="The Gull")).outlet == "The Gull"


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Read More",
        "ADVERTISEMENT",
        "Download our app",
        "Want us to send you the tide table each morning?",
        "© 2021 Coast Report. All rights reserved.",
        "Follow Ada Lund on Twitter @adalund",
        "Sign up for our weekly newsletter.",
        "Back to top",
        "https://coast.example/ferry",
        "Originally published 2 March 2021 at 6:54 pm",
        "window.ads = window.ads || []; ads.push({slot: 3});",
        "[ Read about the last ferry that sank ]",
        "Like this story? Share it with a friend!",
        "Story continues below gallery",
        "Popular on Coast Report",
        "If you buy a ticket through this page, Coast Report may get a share of the sale.",
        "We'd like to hear what you think about this or any of our articles.",
        "Listen to Coast Radio live at 12:45 every day, or listen back here.",
        "Catch up on the year of the ferries with our weekly harbour podcast, High Water.",
    ],
)
def test_lines_of_the_page_are_furniture_wherever_they_stand(line: str) -> None:
    assert roles("Ferry runs aground off Sandvik", BODY, line, MORE, LAST) == ["headline", "lead", "boilerplate", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "“Share this article with everybody you know,” the captain told the crew on Monday.",
        "Follow the money, Lund said.",
        "Subscribe to the theory or not, the hull is broken, the engineer said.",
        "Please stay at home if you can, the mayor of Sandvik said in a message to all.",
        "Advertisement for the ferry had promised a safe crossing in any weather.",
        "The photo shows the ferry on the rocks.",
        "By the time the tugs came, the tide had turned.",
        "Ola Berg is a journalist and was on board.",
        "In this image of calm, nobody saw the rocks.",
        "The captain (an AP reporter was beside him) kept silent.",
        "Copyright law protects the plans of the hull.",
        "The firm offers a free service for passengers who sign up on its website.",
        "The crew may get a share of the sale of the cargo.",
        "If you buy a ticket on board, you may get a seat, the purser said.",
        "Listen to the harbour office and stay ashore, he said.",
    ],
)
def test_sentences_of_the_report_are_never_furniture(line: str) -> None:
    later = "Berg left the ship last, he said."
    assert roles("Ferry runs aground off Sandvik", BODY, line, MORE, later) == ["headline", "lead", "body", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "The ferry on the rocks (Ole Moe/AP)",
        "The ferry on the rocks (Sandvik Harbour Press Service via AP)",
        "The ferry lies on the rocks off Sandvik, as crowds watch from the quay. (Ole Moe / EPA)",
        "In this image from a video published on Monday, the ferry lies on the rocks.",
        "In this March 2, 2021 file photo, the ferry leaves Sandvik. It ran aground later.",
        "FILE - The ferry leaves Sandvik, March 2, 2021. It ran aground on Monday.",
        "The ferry on the rocks (Photo: Sandvik Harbour Office)",
        "The ferry lies on the rocks on Monday. REUTERS/Ole Moe",
        "Image caption The ferry on the rocks",
        "Main image credit: Ole Moe",
    ],
)
def test_captions(line: str) -> None:
    assert roles("Ferry runs aground off Sandvik", BODY, line, MORE, LAST) == ["headline", "lead", "caption", "body", "body"]


@pytest.mark.parametrize(
    "line", ["THE TUGS", "“A CLOSE CALL”", "What the captain knew", "WHO PAYS?", "WHO PAYS FOR ALL THIS?", "– The tugs –"]
)
def test_crossheads_stand_between_paragraphs(line: str) -> None:
    assert roles("Ferry runs aground off Sandvik", BODY, line, MORE, LAST) == ["headline", "lead", "crosshead", "body", "body"]


def test_who_wrote_a_message_that_is_shown_is_no_crosshead_and_its_day_is_not_the_reports() -> None:
    line = "— Sandvik Harbour (@sandvik) March 2, 2021"
    assert mark(report("\n".join(["Ferry runs aground off Sandvik", BODY, line, MORE, LAST]))).published is None
    assert roles("Ferry runs aground off Sandvik", BODY, line, MORE, LAST) == ["headline", "lead", "body", "body", "body"]


def test_a_sentence_broken_over_lines_holds_no_crosshead() -> None:
    assert roles(
        "Ferry runs aground off Sandvik", BODY, "Nobody was hurt, according to", "the harbour office in Sandvik on Monday night."
    ) == [
        "headline",
        "lead",
        "body",
        "body",
    ]


def test_a_list_holds_no_crossheads() -> None:
    assert roles("Ferry runs aground", BODY, "Check the hull", "Call the tugs", "Pay the crew", MORE)[2:5] == ["body"] * 3


def test_a_video_in_the_page() -> None:
    player = "Watch the ferry come free\n\n3 days ago\nDuration 0:41\nTwo tugs pull the ferry off the rocks."
    text = f"Ferry runs aground off Sandvik\n\n{BODY}\n\n{player}\n\n{MORE}"
    marked = mark(report(text))
    assert [block.role for block in marked.blocks] == ["headline", "lead", "boilerplate", "boilerplate", "boilerplate", "caption", "body"]


def test_links_under_a_heading_and_the_headline_printed_again() -> None:
    lines = ["Ferry runs aground off Sandvik", "Ferry Runs Aground Off Sandvik Ferry Runs Aground Off Sandvik", BODY, MORE]
    lines += ["Related Articles", "Council buys a second tug", "Ten things to know about tides"]
    assert roles(*lines) == ["headline", "boilerplate", "lead", "body", "boilerplate", "boilerplate", "boilerplate"]


def test_the_author_at_the_end_is_furniture_but_a_reporter_in_the_news_is_not() -> None:
    life = "Berg is a journalist known for stories of the sea and works for Coast Report."
    assert roles("Ferry runs aground", BODY, MORE, life)[-1] == "boilerplate"
    assert roles("Ferry runs aground", BODY, "Ola Berg was on board and told of it.", life)[-1] == "body"


def test_a_first_paragraph_that_soon_comes_again_is_a_deck() -> None:
    long = "The ferry Havsula ran aground off Sandvik on Monday and was pulled free by two tugs"
    assert roles("Ferry runs aground", f"{long}, and all are safe.", "Tugs came at noon from Holm", f"{long}.", MORE) == [
        "headline",
        "deck",
        "deck",
        "lead",
        "body",
    ]


# Line (from 1) -> role, of the lines of the five seeds that are no plain body; a line with two roles opens or ends with another block.
SEEDS: dict[str, dict[int, tuple[str, ...]]] = {
    "000": {1: ("lead",), 35: ("boilerplate",)},
    "001": {1: ("headline",), 3: ("boilerplate",), 4: ("caption",), 5: ("boilerplate",), 7: ("byline",), 9: ("lead",)}
    | dict.fromkeys((17, 28, 39), ("caption",))
    | dict.fromkeys((58, 60, 62, 63), ("boilerplate",)),
    "002": {1: ("headline",), 3: ("deck",), 5: ("deck",), 11: ("caption",), 13: ("lead",), 23: ("crosshead",), 53: ("crosshead",)}
    | dict.fromkeys((7, 9, 10), ("boilerplate",))
    | dict.fromkeys((29, 47, 67), ("caption",)),
    "003": {1: ("headline",), 2: ("byline",), 3: ("dateline", "lead"), 29: ("boilerplate",)} | dict.fromkeys((9, 16, 23), ("crosshead",)),
    "004": {
        1: ("headline",),
        3: ("dateline", "lead"),
        29: ("caption",),
        55: ("body", "credit"),
        57: ("boilerplate",),
        59: ("boilerplate",),
    },
}
FURNITURE = {"boilerplate", "caption", "credit", "byline"}


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason=f"no seeds at {SHARED / 'seeds'}; set VARIORUM_SHARED")
def test_furniture_of_the_seeds_is_found_and_no_body_line_is_lost() -> None:
    wanted = found = 0
    for number, expected in SEEDS.items():
        path = next((SHARED / "seeds").glob(f"{number}_*.txt"))
        marked = mark(report(path.read_text("utf-8")))
        assert_exact(marked)
        seen: dict[int, tuple[str, ...]] = {}
        for block in marked.blocks:
            line = marked.text.count("\n", 0, block.start) + 1
            seen[line] = (*seen.get(line, ()), block.role)
        for line, got in seen.items():
            wished = expected.get(line, ("body",))
            if FURNITURE & set(wished):
                wanted += 1
                found += set(got) == set(wished)
            else:  # not one line of the report may be lost to furniture
                assert not FURNITURE & set(got), (number, line, got)
                assert got == wished, (number, line)
    assert wanted == 25
    assert found >= 0.9 * wanted


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason=f"no seeds at {SHARED / 'seeds'}; set VARIORUM_SHARED")
def test_what_the_seeds_tell_of_themselves() -> None:
    marked = {number: mark(report(next((SHARED / "seeds").glob(f"{number}_*.txt")).read_text("utf-8"))) for number in SEEDS}
    credited = {number: sorted({(credit.agency, credit.what) for credit in each.credits}) for number, each in marked.items()}
    assert credited == {
        "000": [],
        "001": [("Associated Press", "photo"), ("Associated Press", "text"), ("PA Media", "photo")],
        "002": [("Associated Press", "photo"), ("Reuters", "photo")],
        "003": [("Worthy News", "text")],
        "004": [("Associated Press", "text")],
    }
    assert [marked[number].outlet for number in SEEDS] == [None, None, None, "Worthy News", None]
    assert [bool(marked[number].title) for number in SEEDS] == [False, True, True, True, True]


@pytest.mark.skipif(not (SHARED / "data" / "basil_quotes").is_dir(), reason=f"no basil_quotes at {SHARED}; set VARIORUM_SHARED")
def test_bare_article_texts_lose_no_paragraph() -> None:
    """The texts of this set hold no furniture but three lines: a caption, the author's life, and one on who helped."""
    import json

    lost = 0
    for line in (SHARED / "data/basil_quotes/documents.jsonl").read_text("utf-8").splitlines():
        marked = mark(report(json.loads(line)["text"]))
        lost += sum(block.role in FURNITURE for block in marked.blocks)
    assert lost <= 3


@pytest.mark.parametrize(
    "line", ["(" * 60_000, "A-" * 40_000, "A B/" * 30_000, "1" * 239 + "x", "share " * 5_000, "In this a. " * 9_000, "By A " * 20_000]
)
def test_no_line_takes_long(line: str) -> None:
    begin = time.process_time()
    mark(report(f"{line}\n{BODY}\n{line}\n{MORE}"))
    assert time.process_time() - begin < 1.0


@pytest.mark.parametrize(
    "line",
    [
        f"SANDVIK (Northwire) - \u202e{BODY}",
        f"SANDVIK (Northwire) - \u202e {BODY}",
        f"{BODY} \u202e (Reuters)",
        f"{BODY} \u202e\u200b(AP)",
    ],
)
def test_between_blocks_only_white_space_is_left_out_and_no_unseen_character(line: str) -> None:
    marked = mark(report(f"Ferry runs aground\n{LAST}\n{line}"))
    at, between = 0, ""
    for block in marked.blocks:
        between += marked.text[at : block.start]
        at = block.end
    assert not (between + marked.text[at:]).strip()
    assert {block.role for block in marked.blocks} & {"dateline", "credit"}
