"""Every page opens, says the same as its JSON, and lets nothing hostile through."""

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from made import dossier
from variorum.apps.safety import shown
from variorum.apps.web import create
from variorum.store.writer import Writer

PAGES = (
    "/stories", "/stories/s1", "/stories/s1/stemma", "/stories/s1/apparatus", "/stories/s1/said", "/stories/s1/positions",
    "/stories/s1/timeline", "/reports/r1", "/reports/r2", "/reports/r3", "/entities", "/entities/person/Ada%20Quill",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("web") / "library.db"
    made = dossier()
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    return TestClient(create(path), base_url="http://127.0.0.1:8000")


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


def test_only_known_hosts_are_answered(client: TestClient) -> None:
    assert client.get("/stories", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/stories", headers={"Host": "localhost:9999"}).status_code == 200


def test_nothing_can_be_written(client: TestClient) -> None:
    assert client.post("/stories").status_code == 405


def test_errors_are_problems_for_programs_and_pages_for_people(client: TestClient) -> None:
    answer = client.get("/stories/none.json")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    assert "Not found" in client.get("/stories/none").text


def test_search_and_filters(client: TestClient) -> None:
    assert "Ferry line" in client.get("/stories?q=ferry+trips").text
    assert "No story fits" in client.get("/stories?q=submarine").text
    assert "Ferry line" in client.get("/stories?show=conflicts").text
    assert "No story fits" in client.get("/stories?show=single").text
    assert "Ferry line" in client.get("/stories?entity=Ada+Quill&outlet=Harbour+Times").text
    assert client.get("/stories", params={"q": '" OR NEAR( *'}).status_code == 200


def test_the_api_is_described(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert "/stories/{story}/apparatus.json" in description["paths"]


@pytest.mark.parametrize("kind", ["html", "md", "graphml", "tei", "prov", "annotations", "csv"])
def test_a_story_can_be_taken_along(client: TestClient, kind: str) -> None:
    assert client.get(f"/export/s1.{kind}").status_code == 200
    assert client.get("/export/s1.exe").status_code == 404


def test_odd_characters_are_named() -> None:
    assert str(shown("a\u202eb<")) == 'a<span class="odd" title="right-to-left override">U+202E</span>b&lt;'
    assert str(shown("👩\u200d🔬 ﷽")) == "👩\u200d🔬 ﷽"


def test_styles_and_script_are_ours_and_local() -> None:
    static = Path(__file__).parents[2] / "src/variorum/apps/static"
    assert not re.search(r"https?://|@import|url\(", (static / "variorum.css").read_text())
