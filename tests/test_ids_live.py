"""Law 8 on the example: one report more, and every id that was given still answers."""

import json
import shutil
from pathlib import Path

import pytest

import variorum
from variorum.apps.python import OpenLibrary
from variorum.store.check import check
from variorum.views.export import jsonl

pytestmark = pytest.mark.model

EXAMPLE = Path(__file__).parents[1] / "examples" / "mackerel"
TABLES = ("stories", "origins", "borrowings", "entities", "quotations", "utterances", "statements", "points", "events", "positions")
LATER = "meridian-0312.html"  # the earliest report of the story: all others are counted behind it

Rows = dict[str, dict[str, dict[str, object]]]  # table -> id -> row


def rows(library: OpenLibrary) -> Rows:
    return {table: {str(row["id"]): row for row in library.rows(table)} for table in TABLES}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Rows, OpenLibrary]:
    """The example without one report, then with it."""
    folder = tmp_path_factory.mktemp("ids")
    shutil.copytree(EXAMPLE, folder / "texts", ignore=shutil.ignore_patterns(LATER))
    library = variorum.open(folder / "library.db")
    library.read(folder / "texts")
    before = rows(library)
    shutil.copy(EXAMPLE / LATER, folder / "texts")
    library.read(folder / "texts")
    return before, rows(library), library


def places(row: dict[str, object]) -> str:
    """All that a finding rests on, without its own id and those of others."""
    return json.dumps([row.get(name) for name in ("content", "passage", "passages", "mentions", "pairs", "readings", "variants")])


@pytest.mark.parametrize("table", TABLES)
def test_every_id_lives_or_answers(grown: tuple[Rows, Rows, OpenLibrary], table: str) -> None:
    before, after, library = grown
    former = {old: now for now, row in after[table].items() for old in row.get("formerly", ())}  # type: ignore[attr-defined]
    gone = before[table].keys() - after[table].keys()
    assert len(gone) <= 2  # a shorter line, a difference that a translator made
    assert len(before[table]) > 1
    assert {old: library.now(old) for old in gone} == {old: former[old] for old in gone}
    assert all(library.now(name) == name for name in after[table])


@pytest.mark.parametrize("table", TABLES)
def test_what_the_report_does_not_touch_keeps_its_id(grown: tuple[Rows, Rows, OpenLibrary], table: str) -> None:
    before, after, _ = grown
    now = {places(row) for row in after[table].values()}
    untouched = [name for name, row in before[table].items() if places(row) in now]
    assert untouched or table == "borrowings"  # all of them took from this one
    assert [name for name in untouched if name not in after[table]] == []


def test_the_library_is_sound_and_its_export_tells_former_ids(grown: tuple[Rows, Rows, OpenLibrary], tmp_path: Path) -> None:
    _, after, library = grown
    assert check(library.library).faults == ()
    for table in ("stories", "utterances"):
        jsonl(table, library.library.rows(table), tmp_path / f"{table}.jsonl")
        written = [json.loads(line) for line in (tmp_path / f"{table}.jsonl").read_text("utf-8").splitlines()]
        assert {row["id"]: row["formerly"] for row in written} == {name: row["formerly"] for name, row in after[table].items()}
