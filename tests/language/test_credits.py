"""Who made a text: datelines, credit lines, notices of correction, and the table of agencies that anyone may extend. The texts are ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.language import outlets
from variorum.language.english.page import agencies, datelines, makers, notices, table
from variorum.language.pages import blocks, users_table
from variorum.model.report import SPEAKING, Report
from variorum.sources.make import Found, report
from variorum.text.normal import fold

TITLE = "Ferry runs aground off Sandvik"
LEAD = "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said."
BODY = "Sixty passengers were on board, among them a school class from Holm, and nobody was hurt."
LAST = "Divers will look at the hull before anybody is let on board again, the office added."


def read(*lines: str) -> Report:
    made = report(Found("\n\n".join(lines), "test"), "test", Given())
    assert isinstance(made, Report)
    return blocks(made)


def makers_of(found: Report) -> list[str]:
    return [credit.agency for credit in found.credits if credit.what == "text"]


def role_of(found: Report, line: str) -> str:
    return next(block.role for block in found.blocks if found.text[block.start : block.end] == line)


class TestDatelines:
    @pytest.mark.parametrize(
        ("opening", "agency"),
        [
            ("SANDVIK, March 2. /TASS/. ", "TASS"),
            ("Sandvik [Norway], March 2 (ANI): ", "Asian News International"),
            ("SANDVIK--(BUSINESS WIRE)--", "Business Wire"),
            ("Sandvik, March 2 (EFE).- ", "Agencia EFE"),
            ("March 2 (UPI) -- ", "United Press International"),
            ("Sandvik, Mar 2 (PTI) ", "Press Trust of India"),
            ("SANDVIK, March 2, 2021 /PRNewswire/ -- ", "PR Newswire"),
            ("Sandvik, Norway--(Newsfile Corp. - March 2, 2021) - ", "Newsfile"),
            ("ACCRA, March 2, GNA – ", "Ghana News Agency"),
            ("(ANSA) - SANDVIK, MARCH 2 - ", "ANSA"),
            ("SANDVIK, 2 March 2021 (Coastwire) — ", "Coastwire"),
            ("SANDVIK, MARCH 2, ARMENPRESS. ", "Armenpress"),
            ("SANDVIK, NORWAY / ACCESSWIRE / March 2, 2021 / ", "ACCESS Newswire"),
            ("SANDVIK (AP) _ ", "Associated Press"),
            ("BRIDGETOWN, Barbados, CMC – ", "Caribbean Media Corporation"),
        ],
    )
    def test_the_agency_is_credited_and_nothing_of_the_form_stays_in_the_lead(self, opening: str, agency: str) -> None:
        found = read(TITLE, opening + LEAD, BODY)
        assert makers_of(found) == [agency]
        assert role_of(found, LEAD) == "lead"

    @pytest.mark.parametrize(
        "line",
        [
            "A deckhand told AFP: The fog came in within minutes.",
            "May 2 (Thursday) was the day on which the ferry ran aground.",
            "The AP – which had reported it first – named the captain.",
            "BBC (London) said that the ferry was old.",
            "Lund, March 2, said: The ferry is old.",
        ],
    )
    def test_a_sentence_with_an_agency_in_it_is_none(self, line: str) -> None:
        assert datelines.dateline(fold(line)) is None


class TestLines:
    @pytest.mark.parametrize(
        ("line", "agency"),
        [
            ("This report by The Canadian Press was first published March 2, 2021.", "The Canadian Press"),
            ("(c)2021 dpa. Distributed by Tribune Content Agency, LLC.", "Deutsche Presse-Agentur"),
            ("(This story has not been edited by Gull staff and is auto-generated from a syndicated feed of PTI.)", "Press Trust of India"),
            ("(With inputs from ANI)", "Asian News International"),
            ("Compiled from Reuters reports.", "Reuters"),
            ("Associated Press writer Ada Lund in Holm contributed to this report.", "Associated Press"),
            ("Agency: IANS", "Indo-Asian News Service"),
            ("Sandvik: Reuters", "Reuters"),
            ("Source: Xinhua | 2021-03-02 10:15:00 | Editor: ada", "Xinhua"),
            ("This is an unedited, unformatted feed from the Press Trust of India wire.", "Press Trust of India"),
            ("View source version on businesswire.com: https://www.businesswire.com/news/home/1", "Business Wire"),
        ],
    )
    def test_a_closing_line_is_a_credit(self, line: str, agency: str) -> None:
        found = read(TITLE, LEAD, BODY, line)
        assert makers_of(found) == [agency]
        assert found.blocks[-1].role in ("credit", "boilerplate")

    @pytest.mark.parametrize(
        "line",
        [
            "The fog of the early evening contributed to the grounding, the report of the harbour office said.",
            "The report of the lighthouse keeper contributed to the order to close the sound, the mayor said.",
            "Research by the university in Holm found that four in ten ferries leave late.",
            "With reports from both lighthouses still missing, the office put off its verdict.",
            "The report by Reuters said nine ferries had run aground in ten years.",
            "The captain resigned on Friday, Reuters reported last week.",
        ],
    )
    def test_a_sentence_of_the_news_stays_in_the_body_without_a_credit(self, line: str) -> None:
        found = read(TITLE, LEAD, BODY, line, LAST)
        assert role_of(found, line) == "body"
        assert makers_of(found) == []

    @pytest.mark.parametrize(
        "line",
        [
            "Photo: AP",
            "Foto: AFP",
            "AP Photo/Ole Moe",
            "(Xinhua/Ole Moe)",
            "Ole Moe/AFP via Getty Images",
            "Image via AP",
            "[Ole Moe/Reuters]",
        ],
    )
    @pytest.mark.parametrize("above", [True, False])
    def test_who_made_a_picture_made_no_text(self, line: str, above: bool) -> None:
        found = read(TITLE, line, LEAD, BODY) if above else read(TITLE, LEAD, BODY, line)
        assert makers_of(found) == []

    def test_who_passes_a_text_on_is_no_maker(self) -> None:
        line = "(c)2021 AFP. Distributed by Tribune Content Agency."
        start, end = makers.named_in(line)
        assert [named.agency for named in agencies.find(line, start, end)] == ["Agence France-Presse"]


class TestBylines:
    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("Ada Lund in Sandvik and Ole Moe in Holm", "Ada Lund in Sandvik and Ole Moe"),
            ("By Ada Lund | Staff Writer | ada.lund@gull.example", "Ada Lund"),
            ("Ada Lund, Political editor", "Ada Lund"),
            ("Reported by Ada Lund, edited by Ole Moe", "Ada Lund"),
            ("By our correspondent Ada Lund", "Ada Lund"),
            ("Ada LUND, Sandvik", "Ada LUND, Sandvik"),
            ("5:45 AM PST 3/22/2021 by Ada Lund", "Ada Lund"),
            ("Staff Reports", "Staff Reports"),
        ],
    )
    def test_a_line_below_the_headline_that_is_signed(self, line: str, names: str) -> None:
        found = read(TITLE, line, LEAD, BODY)
        assert (found.byline, role_of(found, line), role_of(found, LEAD)) == (names, "byline", "lead")

    @pytest.mark.parametrize(
        "line", ["The Prime Minister in Sandvik for the first time", "Ferry Captain in Holm", "By our reckoning the ferry was late"]
    )
    def test_a_deck_is_none(self, line: str) -> None:
        found = read(TITLE, line, LEAD, BODY)
        assert found.byline is None


class TestOutlets:
    """Newspapers and broadcasters are named as makers in the same places as agencies."""

    @pytest.mark.parametrize(
        ("above", "makers"),
        [
            (["By Ada Lund, CNN"], ["CNN"]),
            (["By Ada Lund | The Washington Post"], ["The Washington Post"]),
            (["Ada Lund, The Washington Post"], ["The Washington Post"]),
            (["By Ada Lund of The New York Times"], ["The New York Times"]),
            (["By Ada Lund", "The Washington Post"], ["The Washington Post"]),
            (["Ada Lund", "Los Angeles Times"], ["Los Angeles Times"]),
            (["Ada Lund Los Angeles Times"], ["Los Angeles Times"]),
            (["Ada B. Lund Los Angeles Times"], ["Los Angeles Times"]),
            (["By Ada Lund and Olav Berg / Los Angeles Times (TNS)"], ["Los Angeles Times"]),
            (["By Ada Lund (TNS)"], ["Tribune News Service"]),
            (["Ada Lund, USA TODAY Sports 10:15 a.m. EST December 12, 2013"], ["USA Today"]),
            (["Ada Lund, AP 10:15 a.m. EST December 12, 2013"], ["Associated Press"]),
            (["Ada Lund and Olav BergAssociated Press"], ["Associated Press"]),
            (["By          Ada Lund Los Angeles Times"], ["Los Angeles Times"]),
            (["TASS, March 12."], ["TASS"]),
            (["Channel 10 Sandvik•"], ["Channel 10 Sandvik"]),
            (["SANDVIK (AP) - The latest on the ferry (all times local):"], ["Associated Press"]),
        ],
    )
    def test_above_the_text(self, above: list[str], makers: list[str]) -> None:
        assert makers_of(read(TITLE, *above, LEAD, BODY)) == makers

    @pytest.mark.parametrize(
        ("below", "makers"),
        [
            ("SOURCE Sandvik Ferries AS", ["Sandvik Ferries AS"]),
            ("Source: The Verge", ["The Verge"]),
            ("Copyright 2018 NPR. To see more, visit http://www.npr.org/.", ["NPR"]),
            ("(c) 2018, The Washington Post", ["The Washington Post"]),
            ("This article originally appeared on Business Insider.", ["Business Insider"]),
            ("Originally published on Live Science.", ["Live Science"]),
            ("This story was provided by The Washington Post.", ["The Washington Post"]),
            ("Reprinted with permission from the Los Angeles Times.", ["Los Angeles Times"]),
            ("CNN’s Ada Lund and Olav Berg contributed to this report.", ["CNN"]),
            ("With Reuters.", ["Reuters"]),
            ("With files from CNN's Ada Lund", ["CNN"]),
            ("PTI ab/cd", ["Press Trust of India"]),
            ("• CNN", []),
            ("© NORTHWIRE/ Ada Lund", []),
        ],
    )
    def test_below_the_text(self, below: str, makers: list[str]) -> None:
        assert makers_of(read(TITLE, LEAD, BODY, LAST, below)) == makers

    def test_a_dateline_of_a_text_cut_into_words(self) -> None:
        assert makers_of(read(TITLE, "Sandvik , Norway ( AP ) -- " + LEAD, BODY)) == ["Associated Press"]

    @pytest.mark.parametrize(
        ("before", "after", "helper"),
        [
            ("The ", " contributed to this report.", True),
            ("", ", Reuters and Ada Lund contributed to this report.", True),
            ("Additional reporting by ", ".", True),
            ("", "’s Ada Lund contributed to this report.", False),
            ("", " writer Ada Lund in Oslo contributed.", False),
            ("By Ada Lund, ", "", False),
        ],
    )
    def test_who_contributed_helped_and_where_its_people_did_it_made_the_text(self, before: str, after: str, helper: bool) -> None:
        assert agencies.helped(before, after) is helper


class TestNames:
    def test_letters_and_the_name_in_the_byline_are_one(self) -> None:
        found = read(TITLE, "By Ada Lund, Coast Press Agency", f"SANDVIK (CPA) - {LEAD}", BODY)
        assert set(makers_of(found)) == {"Coast Press Agency"}

    def test_letters_are_learnt_from_the_text(self) -> None:
        found = read(TITLE, f"SANDVIK (CWS) - {LEAD}", "The Coast Wire Society (CWS) was founded in Holm in 1904.", BODY)
        assert set(makers_of(found)) == {"Coast Wire Society"}

    def test_other_letters_stay_as_they_are(self) -> None:
        found = read(TITLE, "By Ada Lund, Coast Press Agency", f"SANDVIK (XYZ) - {LEAD}", BODY)
        assert "XYZ" in makers_of(found)

    def test_a_name_of_the_table_is_not_lengthened_by_a_byline(self) -> None:
        assert makers_of(read(TITLE, "By Reuters Staff", LEAD, BODY)) == ["Reuters"]


class TestTable:
    @pytest.fixture(autouse=True)
    def fresh(self) -> Iterator[None]:
        yield
        self.forget()

    @staticmethod
    def forget() -> None:
        for kept in (table.load, table._by_domain, table._by_name, agencies._load):
            kept.cache_clear()

    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("https://edition.cnn.com/2021/03/02/ferry", "CNN"),
            ("https://www.bbc.co.uk/news/1", "BBC News"),
            ("apnews.com", "Associated Press"),
            ("https://gull.example/1", None),
            ("https://notcnn.com/1", None),
            ("http://[broken", None),
            (None, None),
        ],
    )
    def test_a_domain_names_the_outlet(self, address: str | None, name: str | None) -> None:
        assert table.outlet_at(address) == name

    def test_a_report_gets_the_name_of_its_domain(self) -> None:
        made = report(Found(LEAD, "test", outlet="www.cnn.com", url="https://cnn.com/1"), "test", Given())
        assert isinstance(made, Report)
        assert made.outlet == "CNN"

    def test_a_name_is_called_as_the_table_has_it(self) -> None:
        assert table.called("huffington post") == "HuffPost"
        assert table.called("AP") == "Associated Press"
        assert table.called("The Gull") == "The Gull"

    def test_a_portal_shows_what_others_have_written(self) -> None:
        assert table.is_portal("Yahoo News")
        assert not table.is_portal("CNN")
        assert not table.is_portal("The Gull")

    def test_anyone_may_extend_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "own.toml"
        path.write_text(
            '[[agency]]\nname = "Coastwire Agency"\nnames = ["Coastwire"]\nletters = ["CWA"]\n'
            '[[outlet]]\nname = "The Gull"\ndomains = ["gull.example"]\n'
        )
        before = users_table()
        monkeypatch.setenv(table.VARIABLE, str(path))
        self.forget()
        assert makers_of(read(TITLE, f"SANDVIK (CWA) - {LEAD}", BODY)) == ["Coastwire Agency"]
        assert makers_of(read(TITLE, LEAD, BODY, "(Reuters)")) == ["Reuters"]
        assert table.outlet_at("https://news.gull.example/1") == "The Gull"
        assert users_table() != before

    @pytest.mark.parametrize(
        "content",
        [
            "[[agency]",
            "[[agency]]\nletters = ['A']",
            "[[agency]]\nname = 'A'\nmakes = 'songs'",
            "[[outlet]]\nname='A'\ndomains='a.b'",
        ],
    )
    def test_a_table_that_is_wrong_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
        path = tmp_path / "own.toml"
        path.write_text(content)
        monkeypatch.setenv(table.VARIABLE, str(path))
        self.forget()
        with pytest.raises(WrongUse):
            table.load()


class TestPortals:
    def test_a_portal_says_whose_text_it_shows(self) -> None:
        assert makers_of(read(TITLE, "The Gull•", LEAD, BODY)) == ["The Gull"]
        assert makers_of(read(TITLE, "the Guardian•", LEAD, BODY)) == ["The Guardian"]
        assert makers_of(read(TITLE, "feeds.cbsnews.com•", LEAD, BODY)) == ["CBS News"]
        assert makers_of(read(TITLE, "IN•", LEAD, BODY)) == []
        assert makers_of(read(TITLE, LEAD, "• Divers will look at the hull", BODY)) == []

    def test_the_maker_of_a_picture_before_its_caption_made_no_text(self) -> None:
        found = read(TITLE, LEAD, "© REUTERS/ Ada Lund The ferry before the quay", BODY, LAST)
        assert [(credit.agency, credit.what) for credit in found.credits] == [("Reuters", "photo")]


class TestCorrections:
    @pytest.mark.parametrize(
        "line",
        [
            "This article was amended on 4 March 2021. An earlier version said that eighty passengers were on board.",
            "Correction: Sixty passengers were on board, not eighty.",
            "CORRECTION (3 March): The captain's name is Lund.",
            "Corrects figure in paragraph 2",
            "(Refiles to fix typo in headline)",
            "An earlier version of this article misspelled the captain's name.",
            "Editor's note: The number of passengers has been changed.",
            "UPDATE: The office has since said that sixty were on board.",
            "(This March 2 story has been corrected to fix the number in paragraph 2)",
            "The headline of this report was changed on 4 March 2021.",
            "Due to an editing error, an earlier version of this report gave a wrong number.",
            "We originally reported that eighty passengers were on board. We regret the error.",
            "A correction was made on 4 March 2021: An earlier version of this article misstated the number of passengers.",
            "Eds: Corrects the number of passengers to 60 instead of 80.",
            "SANDVIK (AP) - In a story March 2 about a ferry, The Associated Press reported erroneously that 80 passengers were on board.",
        ],
    )
    @pytest.mark.parametrize("above", [True, False])
    def test_a_notice_is_a_block_of_its_own_and_says_nothing(self, line: str, above: bool) -> None:
        found = read(TITLE, line, LEAD, BODY, LAST) if above else read(TITLE, LEAD, BODY, LAST, line)
        assert role_of(found, line) == "correction"
        assert role_of(found, LEAD) == "lead"
        assert "correction" not in SPEAKING

    @pytest.mark.parametrize(
        "line",
        [
            "An earlier version of the bill would have banned old ferries.",
            "The article was amended by parliament on Monday.",
            "This report was changed by the minister before it came out.",
            "The government corrects course in its plan for the harbour.",
            "An earlier edition of the festival drew 4,000 people.",
            "Corrections officers said that two men had escaped.",
            "The report has been updated with figures from 2019.",
            "In a report on the ferry published in 2019, the office wrongly put the number at eighty.",
            "We previously sailed in fog, the captain wrote.",
        ],
    )
    def test_what_is_corrected_in_the_news_is_none(self, line: str) -> None:
        assert not notices.notice(fold(line))


@pytest.mark.parametrize(
    ("outlet", "agency"),
    [
        ("Agence France Presse -- English", "Agence France-Presse"),
        ("AFP - Agence France Presse", "Agence France-Presse"),
        ("The Associated Press State & Local Wire", "Associated Press"),
        ("dpa international (Englischer Dienst)", "Deutsche Presse-Agentur"),
        ("Asian News International (ANI)", "Asian News International"),
        ("Xinhua General News Service", "Xinhua"),
        ("TASS World Service", "TASS"),
        ("Associated Press of Pakistan", "Associated Press of Pakistan"),
        ("The Gull - Associated Press", None),
        ("Reuters Institute", None),
        ("International News", None),
    ],
)
def test_a_service_of_an_agency_is_the_agency_however_databases_call_it(outlet: str, agency: str | None) -> None:
    assert outlets.agency(outlet) == agency


@pytest.mark.parametrize("line", ["-" * 90 + "x", "( " * 45 + "x", "News " * 19 + "x", "Reuters " + "-" * 5_000])
def test_a_rule_of_dashes_is_no_name_and_costs_no_time(line: str) -> None:
    assert agencies.known(line) is None
