"""Heads of pasted reports: outlet, day and persons by the lines over and under a text, and nothing of the story taken for them."""

import json
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.language.english.moments import dates_in
from variorum.language.english.page import heads
from variorum.language.english.page.head_parts import cased
from variorum.language.pages import agency_alone, blocks
from variorum.model.report import Report
from variorum.sources.files import read as files_read
from variorum.sources.make import Found, report
from variorum.views.witnesses import name_of

TITLE = "Ferry runs aground off Sandvik with 60 on board"
LEAD = "A ferry with sixty passengers ran aground off Sandvik on Monday evening and was pulled free by two tugs, the harbour office said."
REST = "Nobody was hurt. Divers will look at the hull before anybody is let on board again, the office added."

SENT = "2024-03-04T19:02:00+00:00"


def read(text: str, name: str = "a.txt", **known: str) -> Report:
    made = report(Found(text, name, **known), name, Given())
    assert isinstance(made, Report)
    return blocks(made)


def pasted(head: str, name: str = "a.txt") -> Report:
    """A report whose file has these lines; `@` stands for the title, `$` for the first paragraph."""
    text = head if "$" in head else f"{head}\n\n$"
    above, _, under = text.replace("@", TITLE, 1).partition("$")
    return read(f"{above}{LEAD}\n\n{REST}{under}\n", name)


def story(found: Report) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.role in ("lead", "body", "deck", "crosshead")]


@pytest.mark.parametrize(
    ("head", "outlet", "byline", "day"),
    [
        ("@\nBy Jonas Berg and Hanne Dahl, Coastal Times\nMarch 4, 2024", "Coastal Times", "Jonas Berg and Hanne Dahl", "2024-03-04"),
        ("@\nThe Evening Lantern, March 4, 2024", "The Evening Lantern", None, "2024-03-04"),
        ("@\nRadio Sund, 4 March 2024\nBy Hanne Dahl", "Radio Sund", "Hanne Dahl", "2024-03-04"),
        ("@\nCoastal Times (4 March 2024)", "Coastal Times", None, "2024-03-04"),
        ("@\nCoastal Times – 4 Mar 2024", "Coastal Times", None, "2024-03-04"),
        ("@\n2024-03-04 | Sund Daily", "Sund Daily", None, "2024-03-04"),
        ("@\nSund Post | 4 March 2024 | Ellen Rask", "Sund Post", "Ellen Rask", "2024-03-04"),
        ("@\nPosted on March 4, 2024 by Hanne Dahl", None, "Hanne Dahl", "2024-03-04"),
        ("@\nBy Hanne Dahl for The Sund Journal\n4 March 2024", "The Sund Journal", "Hanne Dahl", "2024-03-04"),
        ("@\nBy Hanne Dahl, The Kestrel\nPublished: 4 March 2024", "The Kestrel", "Hanne Dahl", "2024-03-04"),
        ("@\nBy Hanne Dahl, Holm\n4 March 2024", None, "Hanne Dahl", "2024-03-04"),
        ("@\nBy Hanne Dahl for Kestrel\n4 March 2024", "Kestrel", "Hanne Dahl", "2024-03-04"),
        ("@\nBy Mira Osten in Holm, The Weekly Observer\n4 March 2024", "The Weekly Observer", "Mira Osten", "2024-03-04"),
        ("@\nMark Ansel, Financial Herald\n4 March 2024", "Financial Herald", "Mark Ansel", "2024-03-04"),
        ("@\nHanne Dahl, health correspondent\nThe Sund Journal\n4 March 2024 6:15 am", "The Sund Journal", "Hanne Dahl", "2024-03-04"),
        ("@\nTolling Advertiser staff\n4 March 2024", "Tolling Advertiser", None, "2024-03-04"),
        ("@\nFrom our correspondent in Holm\nCoastal Times, 4 March 2024", "Coastal Times", None, "2024-03-04"),
        ("@\nOravan Sanomat, English pages\nIlta Tamm reporting from Holm, 4 March 2024", "Oravan Sanomat", "Ilta Tamm", "2024-03-04"),
        ("@\nKanal Istra, English service | 4 Mar 2024, 23:05", "Kanal Istra", None, "2024-03-04"),
        ("@\nSeldener Abendblatt, 04.03.2024 (own translation from the German)", "Seldener Abendblatt", None, "2024-03-04"),
        ("@\nSelden Rundschau (translated from German)\n4 March 2024", "Selden Rundschau", None, "2024-03-04"),
        ("@\nPosted by Ellen • The Night Rigger", "The Night Rigger", "Ellen", None),
        ("@\nEllen Rask | The Lantern\n4 March 2024", "The Lantern", "Ellen Rask", "2024-03-04"),
        ("@\nDaily Kestrel, Foreign Desk", "Daily Kestrel", None, None),
        ("@\nEllen Rask in Oslo\nThe Lantern (London), Monday 4 March 2024", "The Lantern", "Ellen Rask", "2024-03-04"),
        ("@\nSeldenposten, 4 March 2024", "Seldenposten", None, "2024-03-04"),
        ("@\nSund Ledger, 4 March 2024, final edition", "Sund Ledger", None, "2024-03-04"),
        ("@\nGolf Digest, 4 March 2024", "Golf Digest", None, "2024-03-04"),
        ("@\nFaro de Istra, Holm, 4 March 2024 (version in English)", "Faro de Istra", None, "2024-03-04"),
        ("@\nGreyhaven Tribune (Coastal News Agency)", "Greyhaven Tribune", None, None),
        ("@\nIl Corriere di Holm, English edition – from our reporter Ilta Tamm", "Il Corriere di Holm", "Ilta Tamm", None),
        ("@\nPublished 4 March 2024, 22:40 · Ilta Moen Tamm", None, None, "2024-03-04"),
        ("@\nOslo | 4 March 2024", None, None, "2024-03-04"),
        ("@\nIlta Korpela | 4 March 2024", None, None, "2024-03-04"),
        ("Coastal Times, 4 March 2024\n\n@\n\nBy Hanne Dahl", "Coastal Times", "Hanne Dahl", "2024-03-04"),
        ("THE SUND LEDGER\nMonday, March 4, 2024\n@", "The Sund Ledger", None, "2024-03-04"),
        ("@\nSource: Vell Observer\nDate: 4 March 2024", "Vell Observer", None, "2024-03-04"),
        ("Headline: @\nNewspaper: Kestrel\nAuthor: Karl Mende\nDate: 2024-03-04", "Kestrel", "Karl Mende", "2024-03-04"),
        ("@ | Belmore Courier\n4 March 2024", "Belmore Courier", None, "2024-03-04"),
        ("# @\n\n*Vell Observer, 4 March 2024*", "Vell Observer", None, "2024-03-04"),
        ("@\nThe Sporting Star (Eastmere), 4 March 2024, p. 31", "The Sporting Star", None, "2024-03-04"),
        ("Subject: @\nFrom: Sund Post <news@sund.example>\nDate: Mon, 4 Mar 2024 19:02:11 GMT", "Sund Post", None, SENT),
        ("@\nCoastal Times, 03/04/2024", "Coastal Times", None, None),  # the third of April, or the fourth of March
        ("@\nPublished on 03/04/2024 • Last modified on 13/04/2024\nCoastal Times", "Coastal Times", None, "2024-04-03"),
        ("@\nCoastal Times, 22/02/2024", "Coastal Times", None, "2024-02-22"),
        ("@\nSANDVIK, Norland, March 4, 2024 (Coastal Press) - $", None, None, "2024-03-04"),
        ("@\nSANDVIK, March 4 (Coastal Press) - $", None, None, None),  # of no year
        ("@\nSANDVIK, 4 March 2024", None, None, "2024-03-04"),  # a place
        ("@\n\n3 hours ago\n\nEllen Rask\nSund Radio News, Tarn\n\nShare\nSave", "Sund Radio News", "Ellen Rask", None),
        ("@\nEllen Rask\n·\nMar 4, 2024\n·\n5 min read", None, "Ellen Rask", "2024-03-04"),
        ("@\nPosted: Mar 4, 2024 / 06:15 PM CDT\nUpdated: Mar 5, 2024 / 06:20 PM CDT", None, None, "2024-03-04T18:15:00-05:00"),
        ("@\nEllen Rask Published March 4, 2024", None, "Ellen Rask", "2024-03-04"),
        ("[Sund Ledger] @\nMarch 4, 2024", "Sund Ledger", None, "2024-03-04"),
        ("@\nOutlet: Kestrel | Date: 4 March 2024 | Author: Karl Mende", "Kestrel", "Karl Mende", "2024-03-04"),
        ("@\nMonday 4 March 2024 · Belmore Courier · by Dana Wills", "Belmore Courier", "Dana Wills", "2024-03-04"),
        ("Politics\nSund\n@\nEllen Rask\n12:43, 4 Mar 2024Updated 12:44, 5 Mar 2024", None, "Ellen Rask", "2024-03-04"),
        ("@\nBy Ellen Rask and Tom Reed\nMarch 4, 20247:55 AM", None, "Ellen Rask and Tom Reed", "2024-03-04"),
        ("@\nAuthor of the article:\nBy Hanne Dahl\nPublished Mar 4, 2024 • Last updated 1 hour ago", None, "Hanne Dahl", "2024-03-04"),
        ("@\nHanne Dahl · Sund News ·\nPosted: Mar 4, 2024 | Last Updated: March 8", "Sund News", "Hanne Dahl", "2024-03-04"),
        ("@\n$\n\n© 2024 Greyhaven Gazette. All rights reserved.", "Greyhaven Gazette", None, None),
        ("@\n$\n\n(Vell Observer, 4 March 2024)", "Vell Observer", None, "2024-03-04"),
        ("@\n$\n\nSource: Greyhaven Gazette", "Greyhaven Gazette", None, None),
    ],
)  # fmt: skip
def test_a_head_tells_outlet_persons_and_day(head: str, outlet: str | None, byline: str | None, day: str | None) -> None:
    found = pasted(head)
    assert (found.outlet, found.byline, found.published, found.title) == (outlet, byline, day, TITLE)
    assert found.published_basis == ("text" if day else None)
    assert story(found) == [LEAD, REST], "nothing of the head is the story's, nothing of the story is the head's"


@pytest.mark.parametrize(
    "head",
    [
        "@\nAda Lund | Harbour\n4 March 2024",
        "@\nBy Ada Lund | Waterfront | 4 March 2024",
        "@\nBy Prof. Ada Lund, Selden School of Economics\n4 March 2024",
        "@\nFrom the programme Daybreak, 4 March 2024",
        "@\nPublished in Life and Leisure on 4 March 2024",
        "@\nMinistry of Transport\n4 March 2024",
        "@\nHarbour Police Sandvik\n4 March 2024",
        "@\nSandvik, Monday 4 March 2024",
    ],
)
def test_a_section_a_body_and_a_place_are_no_outlet(head: str) -> None:
    assert pasted(head).outlet is None


def test_what_tells_of_itself_is_not_asked_for_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(heads, "read", asked.append)
    text = f"{TITLE}\nBy Hanne Dahl, Coastal Times\n4 March 2024\n\n{LEAD}\n\n{REST}"
    read(text, title=TITLE, url="https://sund.example/1", published="2024-03-04")
    assert not asked
    read(text, title=TITLE)
    assert len(asked) == 1, "a mail's title alone does not tell whose it is"


@pytest.mark.parametrize(
    "lines",
    [
        ["The day the river rose", "On 3 May 2019 the river rose.", "Nobody in Upper Marl had seen anything like it, said Anne Coll."],
        ["Editor of the Tarn Tribune freed", "The Tarn Tribune, 4 April 2024 will show, has its editor back.", "Reiner was let out."],
        ["Vell to vote again on 12 May 2024", "The people of Vell will vote again, President Ana Kost said on Tuesday."],
        ["Harbour master resigns", "Since April 4, 1987, nobody has left the office so soon, the Sund Ledger, a newspaper, wrote."],
        ["Raul Lander To Run for House Leader", "Raul Lander will run for the office, he told the Sund Ledger on 4 April 2024."],
        ["Harbour prize for the best model", "Deadline: 3 November 2019 (by post)", "The prize goes to the best ship, the office said."],
        ["Judge Backs Valley Herald", "A judge said on Monday that the paper may print the letters of the mayor."],
        ["Who was who", "Ruth Selig, deputy mayor, 54, wants more trams.", "Piet Auer, baker, 61, is new, he said on 4 April 2024."],
    ],
)  # fmt: skip
def test_what_the_story_says_is_no_head(lines: list[str]) -> None:
    found = read("\n\n".join([*lines, REST]))
    assert (found.outlet, found.byline, found.published, found.title) == (None, None, None, lines[0])
    assert story(found) == [*lines[1:], REST]


def test_a_heading_of_the_story_is_kept() -> None:
    found = pasted("@\nBelmore Courier, 4 April 2024\n\nWhat happened?\n\n$")
    assert story(found) == ["What happened?", LEAD, REST]


def test_a_name_beside_a_day_is_an_outlets_where_the_text_shows_it() -> None:
    told_it = '"We are well," the captain told Kestrel on Monday.'
    assert read(f"{TITLE}\nKestrel, 4 March 2024\n\n{LEAD}\n\n{told_it}").outlet == "Kestrel"
    assert read(f"{TITLE}\nKestrel, 4 March 2024\nhttps://kestrel.example/a\n\n{LEAD}\n\n{REST}").outlet == "Kestrel"
    for outlet in ("Sund24", "La Gaceta de Sund"):
        assert read(f"{TITLE}\n{outlet}, 4 March 2024\n\n{LEAD}\n\n{REST}").outlet == outlet
    assert read(f"{TITLE}\nThe Kestrel, 4 March 2024\nBy Ada Lund\n\n{LEAD}\n\n{REST}").outlet == "The Kestrel"
    assert read(f"{TITLE}\nThe Kestrel, 4 March 2024\n\n{LEAD}\n\n{told_it.replace('Kestrel', 'The Kestrel')}").outlet == "The Kestrel"
    for place in ("The Hague", "La Paz", "DeKalb", "The Lees"):
        assert read(f"{TITLE}\n{place}, 4 March 2024\n\n{LEAD}\n\n{REST} It lies in The Lees.").outlet is None


@pytest.mark.parametrize(
    "lines",
    [
        "Call for artists\nDeadline 3 May 2024",
        "The Post\nOle Moe, 2017",
        "The Sun\nOur star is five billion years old",
        "What the papers say\nThe Guardian",
        "Book of the week\nPublisher: Coastal Books",
    ],
)
def test_a_word_of_the_story_is_no_outlet(lines: str) -> None:
    found = read(f"{lines}\n\n{LEAD}\n\n{REST}")
    assert (found.outlet, found.published) == (None, None)


@pytest.mark.parametrize("lines", ["@\nThe Guardian\n3 May 2024", "The Guardian, 3 May 2024\n@", "@\nThe Guardian\nBy Ada Lund"])
def test_an_outlet_of_one_word_is_one_in_a_head(lines: str) -> None:
    assert pasted(lines).outlet == "The Guardian"


def test_what_the_file_tells_goes_before_the_head() -> None:
    text = f"{TITLE}\nCoastal Times, 4 March 2024\nBy Hanne Dahl\n\n{LEAD}\n\n{REST}"
    found = read(text, outlet="Sund Ledger", published="2024-03-05", byline="Ole Moe")
    assert (found.outlet, found.published, found.published_basis, found.byline) == ("Sund Ledger", "2024-03-05", "metadata", "Ole Moe")


def test_a_page_that_shows_anothers_report_is_not_that_outlets() -> None:
    text = f"{TITLE}\nCoastal Times, 4 March 2024\n\n{LEAD}\n\n{REST}"
    portal = read(text, url="https://portal.example/a")
    assert portal.outlet is None
    assert [credit.agency for credit in portal.credits] == ["Coastal Times"], "it is the maker"
    assert read(text, url="https://coastaltimes.example/a").outlet == "Coastal Times"


@pytest.mark.parametrize(
    "line",
    [
        "Ada Lund, 3 May 1991 - 4 June 2024",
        "We will never surrender\n- Ada Lund, 4 June 1990",
        "Letters\nAda Lund, 4 June 1940",
        "On this day\nCoastal Times, 3 May 1924",
        "The day the bridge fell\n3 May 1945",
    ],
)
def test_days_of_a_life_or_long_past_and_who_said_something_are_no_head(line: str) -> None:
    found = read(f"{line}\n{LEAD}\n{REST}")
    assert (found.outlet, found.byline, found.published) == (None, None, None)
    assert any(found.title == written for written in line.split("\n"))


def test_who_signs_a_day_long_past_signs_without_it() -> None:
    found = pasted("@\nBy Ada Lund, 3 May 1945")
    assert (found.byline, found.published) == ("Ada Lund", None)


def test_a_day_long_past_is_that_of_publication_where_it_says_so() -> None:
    found = pasted("@\nCoastal Times\nPublished: 3 May 1924")
    assert (found.outlet, found.published) == ("Coastal Times", "1924-05-03")


@pytest.mark.parametrize(
    "foot",
    [
        "Further reading:\nCoastal Times, 3 May 2019\nSund Post, 4 May 2019",
        "Related: Ferry sold\nCoastal Times, 3 May 2019",
        "Read more: who sold the ferry, and to whom?\nCoastal Times, 3 May 2019",
        "Coastal Times, 3 May 2019\nSund Post, 4 May 2019",
        "Copyright Sund Museum Press, used with leave",
    ],
)
def test_what_there_is_to_read_elsewhere_is_no_foot(foot: str) -> None:
    found = pasted(f"@\n$\n\n{foot}")
    assert (found.outlet, found.published) == (None, None)


def test_a_day_at_the_foot_is_that_of_the_outlet_beside_it() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\n{REST}\n\n(Coastal Times, 3 May 2019)"
    assert read(text, outlet="Coastal Times").published == read(text).published == "2019-05-03"
    assert read(text, outlet="Sund Ledger").published is None
    assert read(text, url="https://portal.example/a").published is None
    assert read(text.replace("\n\n", "\nSund Ledger\nBy Hanne Dahl\n\n", 1)).published is None


def test_a_title_of_capitals_is_the_title() -> None:
    found = read(f"Court Lets Valley Herald Print Letters\nJudge Sees Public Interest\nValley Herald | June 3, 2024\n\n{LEAD}\n\n{REST}")
    assert (found.title, found.outlet, found.published) == ("Court Lets Valley Herald Print Letters", "Valley Herald", "2024-06-03")


def test_a_standfirst_may_be_a_sentence_above_the_byline() -> None:
    deck = "Lorries must go round by Easton, and shopkeepers in the town say that their customers stay away."
    found = read(f"{TITLE}\n{deck}\nBy Nora Feld, Tolling Advertiser\n11 January 2024\n\n{LEAD}\n\n{REST}")
    assert (found.outlet, found.published) == ("Tolling Advertiser", "2024-01-11")
    assert (found.byline or "").startswith("Nora Feld")
    assert story(found) == [deck, LEAD, REST]


def test_days_that_head_the_parts_of_a_chronicle_are_not_its_own() -> None:
    days = "3 April 2024\n\nTram drivers stop work at midnight.\n\n5 April 2024\n\nThe company brings 40 buses, the union said."
    found = read(f"The strike, day by day\nThe Carlow Ledger, 12 April 2024\n\n{days}\n\n{REST}")
    assert (found.outlet, found.published) == ("The Carlow Ledger", "2024-04-12")


def test_bodies_of_other_formats_pass_the_same_door(tmp_path: Path) -> None:
    text = f"{TITLE}\nCoastal Times, 4 March 2024\nBy Ellen Rask\n\n{LEAD}\n\n{REST}"
    files = {"a.jsonl": json.dumps({"text": text}), "a.rtf": "{\\rtf1 " + text.replace("\n", "\\par\n") + "}"}
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
        (found,) = [blocks(item) for item in files_read(tmp_path / name, name, Given()) if isinstance(item, Report)]
        assert (found.outlet, found.byline, found.published) == ("Coastal Times", "Ellen Rask", "2024-03-04"), name
        assert story(found) == [LEAD, REST]


def test_the_address_in_a_head_is_the_reports() -> None:
    found = pasted("@\nCoastal Times, 4 March 2024\nhttps://coastaltimes.example/a")
    assert found.url == "https://coastaltimes.example/a"


@pytest.mark.parametrize("line", ["Head: the minister resigned and the party wept.", "Title: Fight ends in a draw. Nobody said a word."])
def test_a_sentence_of_the_story_behind_a_label_is_no_title(line: str) -> None:
    assert story(read(f"{line}\n\n{LEAD}\n\n{REST}"))[-2:] == [LEAD, REST]


@pytest.mark.parametrize(
    "line",
    [
        "Original: https://www.theguardian.com/x/y",
        "via: https://www.theguardian.com/x/y",
        "https://twitter.com/adalund/status/1",
        "https://www.facebook.com/adalund",
    ],
)
def test_the_address_of_a_source_or_of_a_persons_page_is_not_the_reports(line: str) -> None:
    found = pasted(f"@\nBy Ada Lund\n{line}")
    assert (found.url, found.outlet, found.byline) == (None, None, "Ada Lund")
    assert story(found) == [LEAD, REST]


def test_the_label_of_a_title_is_none_of_it() -> None:
    found = pasted("Headline: @\nNewspaper: Coastal Times")
    headline = next(block for block in found.blocks if block.role == "headline")
    assert found.text[headline.start : headline.end] == TITLE


def test_a_text_that_names_an_agency_alone_may_be_its_own() -> None:
    head = "@\nSANDVIK, March 4, 2024 (Coastal Press) - $"
    assert agency_alone(pasted(head)) == "Coastal Press"
    assert agency_alone(pasted(head, "reports/wire-3.txt")) == "Coastal Press"
    assert agency_alone(pasted(head, "reports/sund-ledger_0304.txt")) is None, "its file names an outlet"
    assert agency_alone(pasted("@\nSund Ledger, 4 March 2024\nSANDVIK (Coastal Press) - $")) is None
    assert agency_alone(pasted(f"{head}\n\nThe Associated Press contributed to this report.")) is None
    assert agency_alone(pasted("@\n$")) is None


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Posted on May 6, 2024 by Ellen Rask", ["2024-05-06"]),
        ("1:05 p.m. ET, April 3, 2024", ["2024-04-03"]),
        ("Mon, 6 May 2024 19:02:11 +0100", ["2024-05-06T19:02:00+01:00"]),
        ("11/01/2024 - 16:40 • 13/01/2024", [None, "2024-01-13"]),
        ("03.04.2024", ["2024-04-03"]),
        ("2024/04/03", ["2024-04-03"]),
        ("in April 2024, 40 of 2024", []),
        ("31 February 2024", [None]),
    ],
)
def test_dates_within_a_line(line: str, dates: list[str | None]) -> None:
    assert [written.read for written in dates_in(line)] == dates


@pytest.mark.parametrize(
    ("name", "shown"), [("THE SUND LEDGER", "The Sund Ledger"), ("BBC NEWS", "BBC News"), ("Sund Post", "Sund Post"), ("NRK", "NRK")]
)
def test_names_in_capitals(name: str, shown: str) -> None:
    assert cased(name) == shown


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        ("9:12 p.m. GMT+3", "2024-03-04T21:12:00+03:00"),
        ("21:12 GMT-5", "2024-03-04T21:12:00-05:00"),
        ("21:12 UTC+05:30", "2024-03-04T21:12:00+05:30"),
        ("21:12 GMT+5:30", "2024-03-04T21:12:00+05:30"),
        ("21:12 GMT+0530", "2024-03-04T21:12:00+05:30"),
    ],
)
def test_hours_from_greenwich_are_those_of_the_zone(clock: str, moment: str) -> None:
    found = pasted(f"@\nBy Hanne Dahl\nUpdated {clock}, March 4, 2024")
    assert (found.published, found.modified) == (None, moment)


@pytest.mark.parametrize("clock", ["21:12 EST+1", "9:00 ET-11", "21:12 UTC+5.5"])
def test_hours_behind_another_zone_are_no_offset(clock: str) -> None:
    assert [written.read for written in dates_in(f"Published March 4, 2024 {clock}")] == ["2024-03-04"]


@pytest.mark.parametrize(
    "head",
    [
        "World\nFlash Floods in Nepal\n4 March 2024",
        "Ellen Rask | The Long Summer\n4 March 2024",
        "Roads Shut (from Friday)\n4 March 2024",
    ],
)
def test_a_title_that_looks_like_a_head_is_the_title(head: str) -> None:
    found = pasted(head)
    assert (found.outlet, found.byline) == (None, None)
    assert found.title in head.split("\n")[:2]
    assert found.title != "World"


@pytest.mark.parametrize(
    "line",
    [
        "North Kivu Province | 4 March 2024",
        "Middle East Crisis | 4 March 2024",
        "Nguyen Thi Hoa | 4 March 2024",
        "Opinion, Weekend Edition",
        "Forest Fires, Park Service",
        "Ilta Tamm, Tarn News Service",
        "Full Transcript (in English)",
        "Ilta Tamm, translated from German",
        "Editor, Sund Ledger",
    ],
)
def test_sections_places_and_persons_are_no_outlets(line: str) -> None:
    assert pasted(f"@\n{line}").outlet is None


def test_an_event_at_the_foot_tells_no_outlet_and_no_day() -> None:
    found = pasted("@\n$\n\nEllen Rask | The Long Tour, 3 June 2024")
    assert (found.outlet, found.published) == (None, None)


def test_a_byline_that_names_two_is_no_name_of_an_agency() -> None:
    found = pasted("@\nSund Post – Court Diary, by Hanne Dahl\n4 March 2024")
    assert [credit.agency for credit in found.credits] == ["Sund Post"]


def test_a_place_of_the_story_beside_a_day_is_no_outlet() -> None:
    assert pasted("@\nSandvik Quay North | 4 March 2024\n\n$\n\nIt lay at Sandvik Quay North.").outlet is None


def test_a_dateline_on_a_line_of_its_own_names_its_agency() -> None:
    found = pasted("@\nBy Ellen Rask\nSANDVIK, March 4 (Coastwire)\n$")
    assert [credit.agency for credit in found.credits] == ["Coastwire"]
    assert found.dateline == "SANDVIK, March 4 (Coastwire)"
    assert story(found)[0].startswith("A ferry")


def test_a_title_with_a_word_in_brackets_is_no_dateline() -> None:
    found = read(f"FERRY AGROUND OFF SANDVIK (VIDEO)\n\n{LEAD}\n\n{REST}\n")
    assert (found.title, found.credits) == ("FERRY AGROUND OFF SANDVIK (VIDEO)", ())


@pytest.mark.parametrize("line", ["SANDVIK, March 4 (UTC)", "SANDVIK (Ellen Rask)", "SANDVIK, May 4 (Ida Moe)", "SANDVIK, May 4 (Norway)"])
def test_what_is_no_agency_in_a_dateline_of_its_own_is_none(line: str) -> None:
    found = pasted(f"@\n{line}\n$")
    assert (found.credits, found.outlet) == ((), None)


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("@\nBy Mia Torv, Ledger\n4 March 2024", "Ledger"),
        ("@ | Ledger\nBy Mia Torv", "Ledger"),
        ("@\nMia Torv for Standpipe\n4 March 2024", "Standpipe"),
        ("@\n4 March 2024\n\n$\n\n© 2024 Standpipe. All rights reserved.", "Standpipe"),
    ],
)
def test_an_outlet_of_any_name_is_told_by_its_place(head: str, outlet: str) -> None:
    found = pasted(head)
    assert (found.outlet, found.title) == (outlet, TITLE)


@pytest.mark.parametrize(
    "text",
    [
        "40 boats use the harbour of Velmora, the council said on Monday.\n",
        "Divers went down at noon.\nThey came up at two.\n",
        "The ministry of transport said on Monday that the ferry had run aground in thick fog off Sandvik, and that nobody was hurt.\n"
        "The captain of the Sandvik Ledger was asked to stay on board until the divers had seen the hull from below, it said.\n",
    ],
)
def test_a_text_that_begins_with_its_story_has_no_head(text: str) -> None:
    found = read(text)
    assert (found.title, found.outlet, found.byline, story(found)) == (None, None, None, text.splitlines())


def test_a_title_printed_twice_in_a_line_is_of_the_title() -> None:
    found = read(f"{TITLE}\n\n{TITLE.title()} {TITLE.title()}\nBy Hanne Dahl\n\n{LEAD}\n\n{REST}")
    assert (found.title, found.outlet, found.byline, story(found)) == (TITLE, None, "Hanne Dahl", [LEAD, REST])
    assert [block.role for block in found.blocks] == ["headline", "boilerplate", "byline", "lead", "body"]


@pytest.mark.parametrize("before", ["Report: ", "Sources: ", "Lawyer: ", "Ada Lund, "])
def test_who_says_what_a_title_says_is_of_the_title(before: str) -> None:
    assert read(f"{before}{TITLE}\n4 March 2024\n\n{LEAD}\n\n{REST}").title == f"{before}{TITLE}"


def test_a_label_is_none_of_the_title() -> None:
    assert read(f"Headline: {TITLE}\n4 March 2024\n\n{LEAD}\n\n{REST}").title == TITLE


def test_an_office_before_an_outlet_is_none_of_its_name() -> None:
    assert pasted("@\nBy Hanne Dahl, Chief Foreign Correspondent Coastal Times\n$").outlet == "Coastal Times"


def test_who_works_for_an_agency_signs() -> None:
    found = pasted("@\nBy Associated Press Reporters\n$")
    assert (found.byline, [credit.agency for credit in found.credits]) == ("Associated Press Reporters", ["Associated Press"])


def test_a_report_without_an_outlet_is_called_by_its_title_and_not_by_its_file() -> None:
    assert name_of(pasted("@\n$", "reports/3.txt")) == "“Ferry runs aground off Sandvik with 60…”"
    assert name_of(pasted("@\n$", "reports/sund-ledger.txt")) == "sund-ledger"


FERRY = """
VELM, 4 May - A ferry sank off the coast of Velm on Saturday, the coast guard said, and nine people were killed.

The captain was held by police, who searched the company's office in the harbour, a spokesman said on Sunday.
"""


@pytest.mark.parametrize("signs", ["By DELPHINA OLUWASEY AP Business Writer", "By Ida Holm AP Business Writer", "From Dr. Hinrik Averdal"])
def test_who_signs_is_no_outlet(signs: str) -> None:
    head = heads.read(f"Ferry sinks off Velm, nine dead\n\n{signs}\n{FERRY}")
    assert head is None or head.outlet is None


def test_what_a_wire_puts_before_a_title_is_none_of_it() -> None:
    head = heads.read(f"UPDATE 3-Ferry sinks off Velm, nine dead\n\nBy Ida Holm\n{FERRY}")
    assert head is not None
    assert head.title == "Ferry sinks off Velm, nine dead"


def test_a_day_is_no_title() -> None:
    head = heads.read(f"PRESS RELEASE - 27 May 2025, 23:58 GMT - no embargo\n{FERRY}")
    assert head is None or head.title is None or "2025" not in head.title


CLOSED = (
    "A landslide closed the road between Osk and Norra on Tuesday evening after two days of heavy rain, cutting off about 40 houses.\n\n"
    "Nobody was hurt, the rescue service said, and a boat will carry children to school from Wednesday on.\n"
)


@pytest.mark.parametrize("title", ["Sun sets on the Osk Herald", "Osk Herald for sale", "Osk Herald and Norra Times to merge"])
def test_an_outlet_of_which_a_title_tells_is_part_of_it_and_not_the_reports(title: str) -> None:
    found = heads.read(f"{title}\nBy Pia Holt\n4 March 2024\n\n{CLOSED}")
    assert found is not None
    assert found.outlet is None
    assert ("headline", title) in [(role, (f"{title}\n")[slice(*span)]) for span, role in found.roles.items() if span[0] == 0]


@pytest.mark.parametrize("source", ["council", "Statistics Norway", "Norra Weather Service", "Road Agency", "eyewitnesses"])
def test_who_told_the_report_is_no_outlet(source: str) -> None:
    found = heads.read(f"Landslide cuts off 40 houses\n\n{CLOSED}\nSource: {source}\n")
    assert found is None or found.outlet is None


def test_a_press_release_is_of_the_body_that_sends_it() -> None:
    for head, sender in (
        ("MINISTRY OF HEALTH\n\nPRESS RELEASE", "Ministry of Health"),
        ("Norra Association of Road Builders\nFor immediate release", "Norra Association of Road Builders"),
    ):
        found = heads.read(f"{head}\n\nRoad will be closed for a week\n\n{CLOSED}")
        assert found is not None
        assert found.outlet == sender
    plain = heads.read(f"MINISTRY OF HEALTH\n\nRoad will be closed for a week\n\n{CLOSED}")
    assert plain is None or plain.outlet is None


def test_a_title_under_the_name_of_a_body_is_the_title() -> None:
    story = (
        "The council of Osk voted on Tuesday to close the swimming hall in Norra Street at the end of June, after repairs were found to "
        "cost 4 million crowns.\n\nThe chairwoman, Ada Lund, said the hall could not be saved.\n\n"
        "Some 300 people signed a letter against the decision last week.\n"
    )
    text = f"National Federation of Swimming Halls\nSwimming hall in Osk must stay, federation says\n4 March 2024\n\n{story}"
    found = heads.read(text)
    assert found is not None
    assert [text[slice(*span)] for span, role in found.roles.items() if role == "headline"] == [
        "Swimming hall in Osk must stay, federation says"
    ]
