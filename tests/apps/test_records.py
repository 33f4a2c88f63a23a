"""The door for Python: tables as records, which show themselves shortly and go to Arrow with times as times."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import made
import stocked
import variorum
from variorum.apps.python import OpenLibrary
from variorum.apps.records import Records, moment
from variorum.errors import WrongUse
from variorum.store.schema import TABLES
from variorum.views.brief import brief


@pytest.fixture
def library(tmp_path: Path) -> OpenLibrary:
    stocked.library(tmp_path / "library.db", made.dossier(), stocked.story("s2")).close()
    return variorum.open(tmp_path / "library.db")


def test_every_table_is_a_method_that_gives_its_rows(library: OpenLibrary) -> None:
    for table in set(TABLES) - {"stories", "decisions"}:
        assert [row.get("id") for row in getattr(library, table)()] == [row.get("id") for row in library.rows(table)], table
    assert len(library.table("stories")) == 2


def test_rows_of_one_story_alone_are_given(library: OpenLibrary) -> None:
    assert {row["id"] for row in library.reports("s2")} == {"s2-r"}
    assert {row["id"] for row in library.reports(1)} == {"r1", "r2", "r3"}
    assert list(library.points("s2")) == []


def test_differences_are_records_of_their_own(library: OpenLibrary) -> None:
    found = library.differences()
    assert [(row["kind"], row["answer"], row["reports"]) for row in found] == [
        ("contradiction", "would not cut", "[1]"),
        ("contradiction", "would cut", "[2]"),
    ]
    assert list(library.differences("s2")) == []
    assert found.to_arrow().schema.field("one_copy").type == "bool"
    assert library.differences("s2").to_arrow().column_names[:3] == ["story", "story_title", "point"]


def test_a_table_that_is_none_is_told_with_those_there_are(library: OpenLibrary) -> None:
    for asked in (library.rows, library.table):
        with pytest.raises(WrongUse, match=r"no table 'nonsense': there are reports, stories"):
            asked("nonsense")


def test_times_are_datetimes_in_records_and_text_in_rows(library: OpenLibrary) -> None:
    by_id = {row["id"]: row["published"] for row in library.reports()}
    assert by_id["r1"] == datetime(2024, 2, 5, 8, tzinfo=UTC)
    assert by_id["r2"] == datetime(2024, 2, 6, tzinfo=UTC)
    assert by_id["r3"] is None
    assert {row["id"]: row["published"] for row in library.rows("reports")}["r2"] == "2024-02-06"
    assert moment("2024-02-05T08:00:00+02:00") == datetime(2024, 2, 5, 6, tzinfo=UTC)
    assert moment("2024-02") is None


def test_arrow_has_lists_and_times(library: OpenLibrary) -> None:
    table = library.reports().to_arrow()
    assert str(table.schema.field("published").type) == "timestamp[us, tz=UTC]"
    assert table.to_pylist()[0]["blocks"][0]["role"] in ("headline", "lead", "body")
    for name in TABLES:
        assert library.table(name).to_arrow().num_rows == len(library.table(name)), name


def test_pandas_is_told_of_where_it_is_missing(library: OpenLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(WrongUse, match="pandas is not installed here: pip install"):
        library.reports().to_pandas()


def test_what_shows_itself_is_short_and_escaped(library: OpenLibrary) -> None:
    story = library.story("s1")
    shown = (library, library.reports(), library.problems(), story, story.brief(), story.dossier, brief(made.dossier()))
    assert all(len(repr(one)) < 150 for one in shown)
    assert repr(library.reports()) == "<4 reports: id, origin, outlet, url, …>"
    for one in (library, library.reports(), story):
        html = one._repr_html_()
        assert "<script>" not in html
        assert "<b>Daily" not in html
    assert "Coast &lt;b&gt;Daily&lt;/b&gt;" in library.reports()._repr_html_()
    assert "What happened" in story._repr_html_()


def test_a_library_that_is_not_there_yet_shows_itself(tmp_path: Path) -> None:
    library = variorum.open(tmp_path / "none.db")
    assert "nothing read yet" in repr(library)
    assert "nothing read yet" in library._repr_html_()


def test_long_tables_show_their_beginning() -> None:
    records = Records("problems", ({"origin": "a" * 200, "message": str(number)} for number in range(12)))
    assert records[-1]["message"] == "11"
    assert [row["message"] for row in records[:2]] == ["0", "1"]
    html = records._repr_html_()
    assert html.count("<tr>") == 11
    assert "12 problems; the first 10 are shown." in html
    assert "a" * 81 not in html
