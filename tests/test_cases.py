"""The small inputs of ../shared/cases, each of a kind that once failed: read where they lie, and skipped where they do not.

Inputs of our own of the same kinds are tested beside the code that reads them (tests/sources, tests/language, tests/paragraph).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import variorum
from variorum import pipeline
from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources import files

CASES = Path(os.environ.get("VARIORUM_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "cases"
TITLE, NIGHT = "Harbour board rejects ferry merger", "Night service to stay until autumn"
FIRST, OVER = "The harbour board of Veldmark rejected", "Chairwoman Ada Lund said the talks were over."
AGENCIES = {
    "tass": "TASS",
    "pti": "Press Trust of India",
    "syndicated": "Press Trust of India",
    "ani": "Asian News International",
    "upi": "United Press International",
    "efe": "Agencia EFE",
    "businesswire": "Business Wire",
    "canadian_press": "The Canadian Press",
    "dpa_tribune": "Deutsche Presse-Agentur",
}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"no cases at {CASES}: set VARIORUM_SHARED")


def inputs(case: str) -> dict[str, Path]:
    return {path.name: path for path in sorted(next(CASES.glob(f"{case}-*"), CASES).glob("*")) if path.name != "expect.md"}


def read(path: Path) -> Iterator[Report | Problem]:
    for item in files.read(path, str(path), Given()):
        yield pipeline.prepare(item) if isinstance(item, Report) else item


def reports(path: Path) -> list[Report]:
    found = list(read(path))
    assert not [item for item in found if isinstance(item, Problem)]
    return [item for item in found if isinstance(item, Report)]


def paragraphs(report: Report, *roles: str) -> list[str]:
    return [report.text[block.start : block.end] for block in report.blocks if block.role in (roles or ("lead", "body"))]


def facts(report: Report) -> tuple[str | None, str | None, str, str | None]:
    return report.title, report.outlet, (report.published or "")[:16], report.byline


def test_sentences_are_not_cut_at_a_comment() -> None:
    (report,) = reports(inputs("01")["page.html"])
    told = " ".join(paragraphs(report))
    assert "rejected a merger of its two ferry lines on Thursday, a vote that leaves 340 jobs untouched." in told
    assert "had offered 41 million crowns for both lines but did not promise to keep the night service." in told
    assert len(paragraphs(report)) == len(set(paragraphs(report))) == 12


def test_a_body_in_two_containers_is_read_whole() -> None:
    (report,) = reports(inputs("02")["page.html"])
    assert len(paragraphs(report)) == 12
    assert paragraphs(report)[-1].startswith("The mayor, Iris Falk, called the vote a relief")
    assert not any("A ferry at the quay" in paragraph for paragraph in paragraphs(report))


def test_names_of_the_media_namespace_are_not_the_entrys_own() -> None:
    first, second = reports(inputs("03")["feed.rss"])
    assert (first.title, second.title) == (TITLE, NIGHT)
    assert len(paragraphs(first)) == 2
    assert "Nils Berg" not in " ".join(paragraphs(first))
    assert paragraphs(second) == ["The night service between Veldmark and Sund stays until autumn, the town council said on Friday."]


@pytest.mark.parametrize(
    ("name", "outlet", "published", "paragraphed"),
    [
        ("fundus.json", "Veldmark Courier", "2024-05-02T08:00", 2),
        ("nested_articles.json", "Veldmark Courier", "2024-05-02T07:58", 2),
        ("nested_results.json", None, "2024-05-02T08:00", 2),
        ("ninjs_1.json", "Northwire", "2024-05-02T07:40", 2),
        ("ninjs_3.json", None, "2024-05-02T07:40", 2),
        ("schema_org.json", "Veldmark Courier", "2024-05-02T10:00", 1),
        ("trafilatura.json", "Veldmark Courier", "2024-05-02", 2),
    ],
)
def test_json_is_read_as_the_trade_writes_it(name: str, outlet: str | None, published: str, paragraphed: int) -> None:
    (report,) = reports(inputs("04")[name])
    assert facts(report)[:3] == (TITLE, outlet, published)
    assert (report.byline or "").startswith("Pia Holt")
    assert len(paragraphs(report)) == paragraphed
    assert " ".join(paragraphs(report)).endswith(OVER)
    assert name != "ninjs_1.json" or [one.agency for one in report.credits] == ["Northwire"]


def test_a_json_feed_gives_its_items() -> None:
    first, second = reports(inputs("04")["jsonfeed.json"])
    assert facts(first) == (TITLE, "Veldmark Courier", "2024-05-02T08:00", "Pia Holt")
    assert (second.url, second.published) == ("https://courier.example/night", "2024-05-03T06:30:00+00:00")


@pytest.mark.parametrize(
    ("name", "count", "outlet"),
    [
        ("capitals.csv", 1, "Veldmark Courier"),
        ("mediacloud.csv", 1, "Veldmark Courier"),
        ("pipes.csv", 2, "Veldmark Courier"),
        ("sep_line.csv", 2, "Veldmark Courier"),
        ("spaces.csv", 1, None),
        ("utf16_tab.csv", 2, "Veldmark Courier"),
    ],
)
def test_tables_are_read_as_programs_write_them(name: str, count: int, outlet: str | None) -> None:
    found = reports(inputs("05")[name])
    assert [one.published for one in found] == ["2024-05-02", "2024-05-13"][:count]
    assert (found[0].title, found[0].outlet) == (TITLE, outlet)
    assert name != "sep_line.csv" or "said; nobody objected" in found[1].text


def test_an_export_is_split_into_its_reports() -> None:
    found = reports(inputs("06")["nexis.txt"])
    assert [facts(one)[:3] for one in found] == [
        (TITLE, "Veldmark Courier (Sund)", "2024-05-02"),
        (NIGHT, "The Island Post", "2024-05-03"),
        ("Ferry crews back the board", "The Island Post", "2024-05-04"),
    ]
    assert paragraphs(found[0])[0].endswith("its two ferry lines on Thursday, a vote that leaves 340 jobs untouched.")
    assert not any(word in one.text for one in found for word in ("LENGTH", "LOAD-DATE", "DOCUMENTS", "PUBLICATION-TYPE"))


def test_news_is_no_credit_line() -> None:
    (report,) = reports(inputs("08")["report.txt"])
    assert len([one for one in paragraphs(report) if "contributed to the" in one]) == 2
    assert report.credits == ()


@pytest.mark.parametrize("name", ["article.rtf", "feed_after_long_comment.xml", "mail.eml", "page.mhtml"])
def test_what_other_programs_saved_is_unwrapped(name: str) -> None:
    (report,) = reports(inputs("10")[name])
    assert report.title in (TITLE, "Harbour board rejects merger")
    assert (report.published or "").startswith("2024-05-02")
    assert not any(mark in report.text for mark in ("{\\", "=E2", "<", "font-family"))
    assert name == "feed_after_long_comment.xml" or "“not sell the lines for a promise”" in report.text


@pytest.mark.parametrize("name", AGENCIES)
def test_the_maker_of_a_text_is_known_by_its_credit(name: str) -> None:
    (report,) = reports(inputs("12")[f"{name}.txt"])
    assert [one.agency for one in report.credits] == [AGENCIES[name]]
    assert paragraphs(report)[0].startswith(FIRST)


@pytest.mark.parametrize(
    "name", ["cdata.html", "epoch_meta.html", "meta_is_modified.html", "offset_only_in_time.html", "updated_only.atom"]
)
def test_the_moment_of_publication_is_found(name: str) -> None:
    (report,) = reports(inputs("13")[name])
    assert report.published in ("2024-05-02T08:00:00+00:00", "2024-05-02T10:00:00+02:00")


@pytest.mark.parametrize("name", ["page.warc", "resource.warc", "page.wacz"])
def test_web_archives_give_their_pages(name: str) -> None:
    (report,) = reports(inputs("14")[name])
    assert (report.url or "").startswith("https://courier.example/ferry")
    assert (report.title, report.outlet) == (TITLE, "courier.example")


@pytest.mark.model
class TestStories:
    """What a whole story says of them."""

    def story(self, case: str, folder: Path) -> Any:
        library = variorum.open(folder / "library.db")
        library.read([str(path) for path in inputs(case).values()])
        return library.story()

    @pytest.mark.parametrize("case", ["07", "09"])
    def test_lines_and_marks_that_nobody_sees_make_no_difference(self, case: str, tmp_path: Path) -> None:
        story = self.story(case, tmp_path)
        brief = story.brief()
        assert (brief.card.reports, brief.card.texts) == (3, 1)
        assert brief.differences == ()
        said = {(line.speaker, len(line.variants[0].citation.numbers)) for line in brief.said}
        assert all(count == 3 for _, count in said), said

    def test_a_notice_of_correction_makes_an_update(self, tmp_path: Path) -> None:
        brief = self.story("11", tmp_path).brief()
        (line,) = [line for line in brief.differences if "number" in line.kinds]
        assert (line.verdict, line.cause) == ("revised", "correction")
        assert {reading.value for reading in line.readings} == {"340 jobs", "430 jobs"}
        assert not [other for other in brief.differences if other.verdict == "conflict"]
