"""Every page opens, says the same as its JSON, and lets nothing hostile through."""

import json
import re
import time
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from typer.testing import CliRunner

import large
from made import dossier
from variorum.apps import cli, pages
from variorum.apps.citing import MOST_PEEKS
from variorum.apps.formats import STORY_FORMATS, TABLE_FORMATS, StoryFormat
from variorum.apps.room import KEPT, Room
from variorum.apps.safety import shown
from variorum.apps.web import create
from variorum.errors import LibraryError
from variorum.model.point import Informant
from variorum.model.report import Block
from variorum.model.statement import Statement
from variorum.model.story import Dossier
from variorum.store import browse
from variorum.store.library import Library
from variorum.store.writer import Writer
from variorum.text.odd import is_odd

PAGES = (
    "/stories", "/stories/s1", "/stories/s1/facing", "/stories/s1/stemma", "/stories/s1/apparatus", "/stories/s1/said",
    "/stories/s1/positions", "/stories/s1/timeline", "/reports/r1", "/reports/r2", "/reports/r3", "/entities", "/words",
    "/entities/person/Ada%20Quill",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "library.db"
    made = dossier()
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    return path


@pytest.fixture(scope="module")
def client(library: Path) -> TestClient:
    return TestClient(create(library), base_url="http://127.0.0.1:8000")


def test_pages_count_what_is_too_unsure_to_be_shown(tmp_path: Path) -> None:
    made = dossier()
    unsure = made.having(
        **{table: tuple(replace(row, confidence=0.1) for row in getattr(made, table)) for table in ("quotations", "positions", "events")}
    )
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(unsure, "test")
    pages = TestClient(create(tmp_path / "library.db"), base_url="http://127.0.0.1:8000")
    assert pages.get("/stories/s1").text.count("1 line is in the export alone (") == 3
    for view, words in (("said", "We keep our word"), ("positions", "council agrees"), ("timeline", 'id="v1"')):
        text = pages.get(f"/stories/s1/{view}").text
        assert "1 line is in the export alone (" in text
        assert words not in text


@pytest.mark.parametrize("page", PAGES)
def test_page_and_its_json_open(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    twin = client.get(page + ".json")
    assert twin.status_code == 200
    json.loads(twin.text)


@pytest.mark.parametrize("page", PAGES)
def test_no_path_and_no_script_of_a_report_gets_out(client: TestClient, page: str) -> None:
    html = client.get(page).text
    for text in (html, client.get(page + ".json").text):
        assert "/home/someone" not in text
    assert "<script>window" not in html
    assert "<img src=x" not in html
    assert 'href="javascript:' not in html
    assert "\u202e" not in html
    assert "Coast <b>" not in html


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_lead_somewhere(client: TestClient, page: str) -> None:
    for link in set(re.findall(r'href="(/[^"]*)"', client.get(page).text)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_a_citation_opens_the_report_at_the_passage(client: TestClient) -> None:
    html = client.get("/stories/s1").text
    link = re.search(r'href="(/reports/r1\?at=[^"]*)"', html)
    assert link
    page = client.get(link.group(1)).text
    marked = re.search(r'<mark id="at"[^>]*>([^<]*)</mark>', page)
    assert marked
    assert marked.group(1) in dossier().by_id["r1"].text


def test_pages_that_have_not_changed_are_not_sent_again(client: TestClient) -> None:
    first = client.get("/stories/s1")
    assert client.get("/stories/s1", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9999", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8765"])
def test_known_hosts_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/stories", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost:evil.com", "[::1].evil.com", "127.0.0.1:80@evil.com", "localhost:", "localhost:80:80", "localhost:99999",
        "localhost:999999", "localhost.", "user@localhost", "[::1", "::1", "", " localhost", "localhost:\u0663", "localhost/x",
    ],
)  # fmt: skip
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/stories", headers={"Host": host.encode()})
    assert answer.status_code == 421
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_nothing_can_be_written(client: TestClient) -> None:
    assert client.post("/stories").status_code == 405


def test_errors_are_problems_for_programs_and_pages_for_people(client: TestClient) -> None:
    answer = client.get("/stories/none.json")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    assert "Not found" in client.get("/stories/none").text


ODD = [
    "0", "-1", "00", "9" * 9, "9223372036854775807", "9223372036854775809", "9" * 30, "9" * 5_000, "1e9", "0x1", "1.5", "\u0663", "\u00b2",
    "\U0001d7d9", "s" * 5_000, "%00", "%F0%9F", "%ED%A0%80", "%E2%80%AE", "..%2f..", "'", "%25", "{story}",
]  # fmt: skip


def parameters(path: str) -> list[str]:
    """What a page may be asked."""
    patterns = {re.sub(r"\{[^}]*\}", "[^/]+", pattern): names for pattern, names in pages.PARAMETERS.items()}
    return [name for pattern, names in patterns.items() if re.fullmatch(pattern, path) for name in names]


@pytest.mark.parametrize("odd", ODD, ids=[odd[:12] for odd in ODD])
def test_no_odd_parameter_is_an_error_of_the_server(client: TestClient, odd: str) -> None:
    asked = [re.sub(r"\{[^}]*\}", odd.replace("\\", ""), pattern) for pattern, _ in pages.ROUTES if "{" in pattern]
    asked += [path + ".json" for path in asked] + [f"/export/{odd}.html", f"/export/s1.{odd}", f"/static/{odd}"]
    asked += [f"{path}?{name}={value}" for path in PAGES for name in parameters(path) for value in (odd, f"{odd}-{odd}")]
    asked += [f"{path}?unknown={odd}" for path in PAGES]  # what a page does not know is passed over
    for path in asked:
        answer = client.get(path)
        assert answer.status_code in (200, 404), path[:200]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert len(answer.content) < 100_000


def test_an_error_of_ours_has_the_headers_and_one_line_in_the_log(library: Path, caplog: pytest.LogCaptureFixture) -> None:
    asked = TestClient(create(library), base_url="http://127.0.0.1:8000")
    with (
        patch.object(pages.browse, "stories", side_effect=ZeroDivisionError("secret\nwords")),
        patch.object(Room, "dossier", side_effect=LibraryError("the library is damaged")),
    ):
        wrong, data, damaged = asked.get("/stories"), asked.get("/stories.json"), asked.get("/export/s1.html")
    assert (wrong.status_code, data.status_code, damaged.status_code) == (500, 500, 503)
    assert data.headers["content-type"] == "application/problem+json"
    for answer in (wrong, data, damaged):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "secret" not in answer.text
    lines = [record.getMessage() for record in caplog.records if record.name == "variorum.web"]
    assert len(lines) == 2
    assert all("GET '/stories" in line and "ZeroDivisionError" in line and "\n" not in line and not line.endswith(":)") for line in lines)
    assert not any(record.exc_info for record in caplog.records)


def test_no_path_of_the_library_gets_out(client: TestClient, library: Path) -> None:
    for asked in ("/stories/77", "/stories/none", "/reports/none", "/export/none.html", "/stories/none.json"):
        assert str(library.parent) not in client.get(asked).text


def test_what_hides_or_turns_text_round_is_named_everywhere(tmp_path: Path) -> None:
    """Each name and title of a story holds such characters: no page holds them raw, in text or attribute, and filters still find them."""
    made = dossier()
    odd = "Ha\u202erbour\u2066 Times"
    reports = tuple(replace(report, outlet=odd, title=odd, byline=odd) for report in made.reports)
    made = replace(
        made,
        reports=reports,
        story=replace(made.story, title=odd),
        origins=tuple(replace(origin, name=odd, why=odd) for origin in made.origins),
        entities=tuple(replace(entity, name=odd, role=odd) for entity in made.entities),
        quotations=tuple(replace(quotation, speaker_name=odd) for quotation in made.quotations),
        utterances=tuple(replace(utterance, speaker_name=odd, why=odd) for utterance in made.utterances),
        points=tuple(replace(point, question=odd, why=odd) for point in made.points),
        positions=tuple(replace(position, party=odd, issue=odd, target=odd, speaker_name=odd) for position in made.positions),
        events=tuple(replace(event, text=odd) for event in made.events),
    )
    path = tmp_path / "library.db"
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    asked = TestClient(create(path), base_url="http://127.0.0.1:8000")
    answers = [asked.get(page) for page in PAGES[:-1]] + [asked.get(f"/entities/person/{quote(odd)}"), asked.get("/export/s1.html")]
    answers += [asked.get("/stories", params={"outlet": odd, "entity": odd, "q": odd})]
    for answer in answers:
        assert answer.status_code == 200, answer.text[-300:]
        assert not [character for character in answer.text if is_odd(character)], answer.url
    assert odd in [unescape(name) for name in re.findall(r'<option value="([^"]*)"', answers[0].text)]
    assert "1 story" in asked.get("/stories", params={"outlet": odd, "entity": odd}).text


MOST = 500_000  # bytes of a page


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A story of 400 reports, one of which is two megabytes long, partly in one paragraph."""
    path = tmp_path_factory.mktemp("crowded") / "library.db"
    made = large.story(400, points=90)
    lines = [f"Paragraph {number} <b>&</b> more of the same “words”. " * 12 for number in range(1_500)] + ["endless & " * 110_000]
    text, blocks, start = "\n".join(lines), [], 0
    for line in lines:
        blocks.append(Block(start, start + len(line), "body"))
        start += len(line) + 1
    long = replace(made.reports[7], id="long", text=text, blocks=tuple(blocks))
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in (*made.reports, long)], "test")
        writer.put_story(made, "test")
    return TestClient(create(path), base_url="http://127.0.0.1:8000")


VIEWS = (
    "", "/reports", "/facing", "/stemma", "/apparatus?verdict=all", "/said", "/positions", "/timeline", "/sources/p1", "/sources/u1",
    "/sources/b7",
)  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_of_a_crowded_story_is_light_and_all_pages_together_hold_all(crowded: TestClient, view: str) -> None:
    """Each weighs what a page may and leads to the next; ids are there once, and none is missing."""
    ids, page, pages = [], 1, 1
    while page <= pages:
        start = time.process_time()
        answer = crowded.get(f"/stories/s1{view}{'&' if '?' in view else '?'}page={page}")
        assert answer.status_code == 200
        assert len(answer.content) < MOST
        assert time.process_time() - start < 3
        ids += re.findall(r'<(?:article class="point"|details|li|tbody) id="([^"]*)"', answer.text)
        counts = re.findall(r"<span>Page (\d+) of (\d+)</span>", answer.text)[-1:] or [("1", "1")]
        assert int(counts[0][0]) == page
        assert page == int(counts[0][1]) or f"page={page + 1}" in answer.text
        page, pages = page + 1, int(counts[0][1])
    made = large.story(400, points=90)
    expected: dict[str, list[str]] = {
        "/reports": list(made.story.reports),
        "/stemma": [row.id for row in made.borrowings],
        "/apparatus?verdict=all": [row.id for row in made.points],
        "/said": [row.id for row in made.utterances],
        "/sources/p1": [f"{one.report}-{one.start}" for reading in made.points[1].readings for one in reading.passages],
    }
    assert sorted(ids) == sorted(expected.get(view, ids))


def test_what_a_line_leaves_out_is_counted_and_shown_on_a_page_of_its_own(crowded: TestClient) -> None:
    html = crowded.get("/stories/s1/apparatus").text
    in_short_and_in_full = 2
    assert html.count('class="peek"') == MOST_PEEKS < html.count('class="cite"') <= 40 * 2 * 10 * in_short_and_in_full
    link = re.search(r'<a class="soft" href="(/stories/s1/sources/p\d+)">and 190 more</a>', html)
    assert link
    assert "400 passages" in crowded.get(link.group(1)).text
    brief = crowded.get("/stories/s1").text
    assert "All 400 reports" in brief
    assert "All 200 separate texts" in brief
    assert re.search(r"\d+ more reports are not drawn", crowded.get("/stories/s1/stemma").text)


@pytest.mark.parametrize(("view", "key"), [("/apparatus", "p77"), ("/said", "u150"), ("/stemma", "b390"), ("/reports", "r000399")])
def test_a_place_is_found_on_its_page(crowded: TestClient, view: str, key: str) -> None:
    assert f'id="{key}"' not in crowded.get(f"/stories/s1{view}").text
    assert f'id="{key}"' in crowded.get(f"/stories/s1{view}?at={key}").text


def test_data_by_page_is_whole(crowded: TestClient) -> None:
    """Rows as data leave nothing out: fewer stand on a page."""
    first = crowded.get("/stories/s1/apparatus.json?verdict=all").json()
    assert (first["page"], first["total"]) == (1, 90)
    last = crowded.get(f"/stories/s1/apparatus.json?verdict=all&page={first['pages']}").json()
    rows = [*first["points"], *last["points"]]
    assert 0 < len(first["points"]) < 20
    assert all(len(reading["citation"]["passages"]) == 200 for row in rows for reading in row["readings"])


def test_a_long_report_is_read_by_page(crowded: TestClient) -> None:
    """Its pages together are the report, character for character; a citation opens the page with its passage."""
    whole = crowded.get("/reports/long.json").json()
    text = ""
    for page in range(1, whole["pages"] + 1):
        answer = crowded.get(f"/reports/long?page={page}")
        assert len(answer.content) < MOST
        article = re.search(r"<article[^>]*>(.*)</article>", answer.text, re.DOTALL)
        assert article
        text += unescape(re.sub(r"</p>\n|<[^>]*>", "", article.group(1).replace("</p>\n", ""))).strip("\n")
    assert text == whole["report"]["text"].replace("\n", "")
    place = whole["report"]["text"].index("Paragraph 1400")
    assert '<mark id="at"' in crowded.get(f"/reports/long?at={place}-{place + 14}").text
    assert f'id="c{place}"' in crowded.get(f"/reports/long?from={place}").text


def test_stories_are_held_by_their_weight(crowded: TestClient, library: Path) -> None:
    room = Room(Library(library))
    made = dossier()
    with (
        patch.object(room.library, "story", side_effect=lambda name: replace(made.story, id=name)),
        patch.object(room.library, "dossier", side_effect=lambda name: made),
    ):
        for number in range(300):
            room.opened(f"s{number}")
    assert sum(len(one.dossier.reports) for one in room._opened.values()) <= KEPT
    assert ("s299", "") in room._opened


def test_a_page_is_made_from_one_state_of_the_library(tmp_path: Path) -> None:
    """A read commits between two questions of one page: the page is of the state before, the next page of the state after."""
    path = tmp_path / "library.db"
    made = dossier()
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    asked = TestClient(create(path), base_url="http://127.0.0.1:8000")
    ask = browse.outlets

    def meanwhile(library: Library) -> list[str]:
        with Writer(path) as writer:
            writer.remove_stories(["s1"])
            late = replace(made.reports[0], id="r9", outlet="Late Paper")
            writer.put_reports([(late, late)], "test")
        return ask(library)

    with patch.object(pages.browse, "outlets", side_effect=meanwhile):
        during = asked.get("/stories").text
    after = asked.get("/stories").text
    assert "Ferry line" in during
    assert "Late Paper" not in during
    assert "Ferry line" not in after
    assert "Late Paper" in after


def test_search_and_filters(client: TestClient) -> None:
    assert "Ferry line" in client.get("/stories?q=ferry+trips").text
    assert "No story fits" in client.get("/stories?q=submarine").text
    assert "Ferry line" in client.get("/stories?show=conflicts").text
    assert "No story fits" in client.get("/stories?show=single").text
    assert "Ferry line" in client.get("/stories?entity=Ada+Quill&outlet=Harbour+Times").text
    assert client.get("/stories", params={"q": '" OR NEAR( *'}).status_code == 200


def test_a_search_shows_the_words_it_found_and_leads_to_them(client: TestClient) -> None:
    html = client.get("/stories?q=promise").text
    link = re.search(r'<p class="hit"><a href="(/reports/r2\?at=[^"]*)">', html)
    assert link
    assert "<mark>promise</mark>" in html
    assert re.search(r'<mark id="at"[^>]*>promise</mark>', client.get(link.group(1)).text)
    hits = client.get("/stories.json?q=trips").json()["shelf"]["rows"][0]["hits"]
    assert [hit["report"] for hit in hits] == ["r1", "r2"]  # of three reports those that have the word
    assert client.get("/stories.json").json()["shelf"]["rows"][0]["hits"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=Ada", 1), ("person=quill", 1), ("person=Quil", 0), ("person=%25", 0), ("since=2024-02-06", 1),
        ("since=2024-02-07", 0), ("until=2024-02-05", 1), ("until=2024-02-04", 0), ("since=yesterday", 1),
        ("agency=Tarn+Press+Agency", 1), ("agency=Harbour+Times", 0), ("agency=Tarn+Press+Agency&person=Nobody", 0),
        ("outlet=Harbour+Times&q=trips", 1),
    ],
)  # fmt: skip
def test_stories_are_found_by_each_filter_and_by_all_together(tmp_path: Path, query: str, found: int) -> None:
    made = dossier()
    origins = (replace(made.origins[0], name="Tarn Press Agency", basis="credit"), made.origins[1])
    assert shelf_of(tmp_path, made.having(origins=origins), query)["total"] == found


def shelf_of(folder: Path, made: Dossier, query: str) -> dict[str, Any]:
    found: dict[str, Any] = client_of(folder, made).get(f"/stories.json?{query}").json()["shelf"]
    return found


def client_of(folder: Path, made: Dossier) -> TestClient:
    with Writer(folder / "library.db") as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    return TestClient(create(folder / "library.db"), base_url="http://127.0.0.1:8000")


def test_a_name_on_the_card_leads_to_the_words_that_it_says_if_any(tmp_path: Path) -> None:
    made = dossier()
    names = (Informant("Ada Quill", "e1", (0,)), Informant("the Harbour Office", None, (0,)))
    told = [(one.name, one.entity, passage) for one in names for reading in made.points[0].readings for passage in reading.passages]
    said = tuple(
        Statement(f"s{at}", passage.report, "s1", passage, None, "cut", None, None, None, (), "affirmed", "actual", None, entity, name)
        for at, (name, entity, passage) in enumerate(told)
    )
    asked = client_of(tmp_path, made.having(points=(replace(made.points[0], informants=names), *made.points[1:]), statements=said))
    page = asked.get("/stories/s1").text
    assert '<a href="/stories/s1/said?who=Ada+Quill">Ada Quill</a>' in page
    assert "the Harbour Office" in page
    assert page.count("/said?who=") == 1
    assert "We keep our word" in asked.get("/stories/s1/said?who=Ada+Quill").text


def test_what_the_stories_that_fit_have_in_common_is_counted(client: TestClient) -> None:
    assert client.get("/stories.json?q=trips").json()["facets"] == {}  # one story has nothing in common with another


def test_names_are_found_by_a_part_and_by_kind(client: TestClient) -> None:
    assert client.get("/entities.json?q=quill").json()["total"] == 1
    assert client.get("/entities.json?q=quill&kind=place").json()["total"] == 0
    assert client.get("/entities.json?q=_").json()["total"] == 0
    assert "No name fits" in client.get("/entities?q=nobody").text


def test_differences_are_filtered_and_sorted(crowded: TestClient, client: TestClient) -> None:
    def ids(query: str) -> list[str]:
        return [row["id"] for row in crowded.get(f"/stories/s1/apparatus.json?{query}").json()["points"]]

    assert crowded.get("/stories/s1/apparatus.json").json()["total"] == 45  # of 90, with as many that are told alike or by one text
    first = ids("sort=question")
    assert first == sorted(first, key=lambda key: f"How many looms were lost, asked for the {key[1:]}th time?")
    assert ids("sort=question&turned=yes")[0] != first[0]
    assert client.get("/stories/s1/apparatus.json?kind=polarity").json()["total"] == 1
    assert client.get("/stories/s1/apparatus.json?kind=number").json()["total"] == 0
    assert client.get("/stories/s1/apparatus.json?weight=reversal").json()["total"] == 1
    assert client.get("/stories/s1/apparatus.json?weight=slight").json()["total"] == 0
    assert "No line fits these filters" in client.get("/stories/s1/apparatus?weight=slight").text
    assert 'id="p2"' in client.get("/stories/s1/apparatus?at=p2").text
    assert 'id="p2"' not in client.get("/stories/s1/apparatus").text


def test_a_line_can_be_cited_with_its_words_and_its_address(client: TestClient) -> None:
    told = client.get("/stories/s1/sources/p1.json").json()
    lines = told["citation"].split("\n")
    assert lines[0] == "Will the line cut more than 40 trips?"
    assert lines[1].endswith("would not cut more than 40 trips.” (Harbour Times, 5 February 2024, 08:00 UTC)")
    assert lines[-1] == "Ferry line cuts its winter trips: 3 reports, 2 separate texts. http://127.0.0.1:8000/stories/s1/sources/p1"
    page = client.get("/stories/s1/sources/p1").text
    assert lines[-1] in page
    for finding, view in (("p1", "apparatus"), ("u1", "said"), ("x1", "positions"), ("v1", "timeline"), ("b1", "stemma")):
        listed = client.get(f"/stories/s1/sources/{finding}.json").json()["listed"]
        assert listed == f"/stories/s1/{view}?at={finding}#{finding}"
        assert f'id="{finding}"' in client.get(listed).text
        assert f'href="/stories/s1/sources/{finding}"' in client.get("/stories/s1").text or finding == "b1"


def test_a_page_says_how_what_is_wrong_is_put_right(client: TestClient) -> None:
    def told(finding: str) -> str | None:
        row: dict[str, str | None] = client.get(f"/stories/s1/sources/{finding}.json").json()
        return row["put_right"]

    assert told("p1") == "variorum correct strike s1 p1 --library LIBRARY"
    assert told("u1") == 'variorum correct speaker s1 q1 "WHO SAID IT" --library LIBRARY'
    assert told("p2") is told("v1") is None  # what is told alike is no difference to strike
    assert "variorum correct report s1 2 --outlet" in client.get("/reports/r2").text


def test_two_reports_are_chosen_by_number_or_id(client: TestClient, crowded: TestClient) -> None:
    def pair(query: str) -> tuple[int, int]:
        made = client.get(f"/stories/s1/facing.json?{query}").json()["facing"]
        return made["left"]["number"], made["right"]["number"]

    assert pair("") == (1, 2)
    assert pair("left=2&right=r3") == (2, 3)
    assert pair("left=2&right=2") == (2, 3)
    assert pair("right=1") == (2, 1)
    assert pair("left=99&right=none") == (1, 2)
    assert '<input type="number" name="left"' in crowded.get("/stories/s1/facing").text
    assert '<select name="left">' in client.get("/stories/s1/facing").text


def test_positions_are_a_list_where_the_table_would_be_empty(crowded: TestClient, client: TestClient) -> None:
    assert "<table>" in client.get("/stories/s1/positions").text  # one party, one issue
    assert "<table>" not in client.get("/stories/s1/positions?as=list").text
    assert "<table>" not in crowded.get("/stories/s1/positions").text
    assert "<table>" in crowded.get("/stories/s1/positions?as=table").text


def test_the_timeline_has_events_reports_and_their_new_states(client: TestClient) -> None:
    rows = client.get("/stories/s1/timeline.json").json()["course"]
    assert [(row["id"], row["kind"], row["day"], row["hour"]) for row in rows] == [
        ("v1", "event", "2024-02-05", ""),
        ("r1", "report", "2024-02-05", "08:00 UTC"),
        ("r2", "report", "2024-02-06", ""),
        ("r3", "report", None, ""),
    ]
    assert [row["id"] for row in client.get("/stories/s1/timeline.json?show=event").json()["course"]] == ["v1"]
    assert "Undated" in client.get("/stories/s1/timeline").text


def test_an_error_says_what_can_be_done_and_an_empty_library_how_to_fill_it(client: TestClient, tmp_path: Path) -> None:
    gone = client.get("/stories/none").text
    assert '<input type="search"' in gone
    assert "lost its end on the way" in gone
    with Writer(tmp_path / "library.db"):
        pass
    empty = TestClient(create(tmp_path / "library.db"), base_url="http://127.0.0.1:8000").get("/stories").text
    assert "variorum read FILES" in empty


def test_a_report_shows_which_of_its_words_others_tell_otherwise(client: TestClient) -> None:
    html = client.get("/reports/r1").text
    told = 'aria-label="contradiction: what the others say"><sup>contradiction</sup></a>'
    assert f'<a class="siglum told" href="/stories/s1/apparatus?at=p1#p1" {told}' in html
    assert 'href="/stories/s1/facing?left=r1&amp;right=r2"' in html


def test_the_api_is_described(library: Path) -> None:
    """Every route of the application stands in the description, and nothing else; every answer that a page may give is told."""
    application = create(library)
    description = TestClient(application, base_url="http://127.0.0.1:8000").get("/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == {route.path.replace(":path", "") for route in application.routes if isinstance(route, Route)}
    assert all(isinstance(route, Route) for route in application.routes)
    for path in description["paths"].values():
        assert set(path["get"]["responses"]) >= {"200", "404", "405", "421", "500", "503"}
    keys = [path["get"]["operationId"] for path in description["paths"].values()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("form", STORY_FORMATS, ids=lambda form: form.name)
def test_a_story_can_be_taken_along(client: TestClient, library: Path, form: StoryFormat, tmp_path: Path) -> None:
    """By the name and with the words that the command line has for it, saved under a name that ends alike; the page links to it."""
    answer = client.get(f"/export/s1.{form.name}")
    assert answer.headers["content-type"] == form.media
    done = CliRunner().invoke(cli.app, ["export", str(library), "--to", str(tmp_path / "export"), "--format", form.name])
    assert done.exit_code == 0
    assert answer.content == (tmp_path / "export" / f"s1.{form.ending}").read_bytes()
    assert f'filename="story.{form.ending}"' in answer.headers["content-disposition"]
    assert f'<a href="/export/s1.{form.name}">{form.label}</a>' in client.get("/stories/s1").text


def test_a_format_of_tables_or_of_nobody_is_not_there(client: TestClient) -> None:
    for kind in ("exe", "jsonl", "parquet"):
        assert client.get(f"/export/s1.{kind}").status_code == 404


def test_the_help_and_the_description_name_every_format(client: TestClient) -> None:
    told = " ".join(CliRunner().invoke(cli.app, ["export", "--help"]).stdout.split())
    assert all(f"{form.name} ({form.label})" in told for form in STORY_FORMATS)
    assert all(form.name in told for form in TABLE_FORMATS)
    asked = client.get("/openapi.json").json()["paths"]["/export/{story}.{kind}"]["get"]["parameters"][1]
    assert asked["schema"]["enum"] == [form.name for form in STORY_FORMATS]


def test_odd_characters_are_named() -> None:
    assert str(shown("a\u202eb<")) == 'a<span class="odd" title="right-to-left override">U+202E</span>b&lt;'
    assert str(shown("👩\u200d🔬 ﷽")) == "👩\u200d🔬 ﷽"


def test_styles_and_script_are_ours_and_local() -> None:
    static = Path(__file__).parents[2] / "src/variorum/apps/static"
    assert not re.search(r"https?://|@import|url\(", (static / "variorum.css").read_text())


def test_an_id_that_gave_way_shows_what_took_its_place(tmp_path: Path) -> None:
    told = dossier()
    points = tuple(replace(point, formerly=("p0",) if point.id == "p2" else ()) for point in told.points)
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(report, report) for report in told.reports], "test")
        writer.put_story(told.having(story=replace(told.story, formerly=("s0",)), points=points), "test")
    client = TestClient(create(tmp_path / "library.db"), base_url="http://127.0.0.1:8000")
    for old, now in (
        ("/stories/s0", "/stories/s1"),
        ("/stories/s0/apparatus?at=p0", "/stories/s1/apparatus?at=p2"),
        ("/stories/s0/sources/p0", "/stories/s1/sources/p2"),
    ):
        path, _, query = old.partition("?")
        answer = client.get(f"{path}.json?{query}")
        path, _, query = now.partition("?")
        assert answer.json() == client.get(f"{path}.json?{query}").json()
        assert client.get(old).status_code == answer.status_code == 200
    assert client.get("/export/s0.markdown").text == client.get("/export/s1.markdown").text
    assert client.get("/stories/s00").status_code == client.get("/stories/s1/sources/p00").status_code == 404
