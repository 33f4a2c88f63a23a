"""Exports: one state of the library, the old set of files or the new one, and nothing in them that turns into markup, formula or path."""

import csv
import json
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from markdown_it import MarkdownIt

from made import dossier
from variorum.apps import cli
from variorum.apps.formats import FORMATS
from variorum.model.report import Problem
from variorum.model.story import Story
from variorum.store import fileset
from variorum.store.library import Library
from variorum.store.writer import Writer
from variorum.text.odd import is_odd
from variorum.views import export
from variorum.views.brief import brief
from variorum.views.page import as_markdown

HOSTILE = "=1+1 <script>alert(1)</script> **bold** [x](javascript:alert(1)) `a` \u202e&lt; ~~s~~\n# Head\n- item"


def library(folder: Path) -> Path:
    path = folder / "library.db"
    made = dossier()
    with Writer(path) as writer:
        problems = [
            Problem("/home/someone/private/x.warc#http://a.example/b/c", "sources", "size", "/home/someone/private/x.warc: too long")
        ]
        writer.put_reports([(report, report) for report in made.reports], "test", problems)
        writer.put_story(made, "test")
    return path


def run(*arguments: object) -> None:
    with patch.object(sys, "argv", ["variorum", *map(str, arguments)]), pytest.raises(SystemExit) as done:
        cli.main()
    assert done.value.code in (0, None)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# One state of the library


@pytest.mark.parametrize("form", ["jsonl", "markdown"])
def test_an_export_is_of_one_state(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read commits while the first file is written: no file knows of it, and the next export has it."""
    path = library(tmp_path)
    run("export", path, "--to", tmp_path / "before", "--format", form)

    def meanwhile() -> None:
        with Writer(path) as writer:
            writer.remove_stories(["s1"])

    if form == "jsonl":
        whole = export.jsonl

        def write(table: str, rows: Iterable[export.Row], to: Path) -> int:
            count = whole(table, rows, to)
            if table == "reports":
                meanwhile()
            return count

        monkeypatch.setattr(export, form, write)
    else:
        ask = Library.stories

        def stories(self: Library) -> list[Story]:
            found = ask(self)
            meanwhile()
            return found

        monkeypatch.setattr(Library, "stories", stories)
    run("export", path, "--to", tmp_path / "during", "--format", form)
    monkeypatch.undo()
    run("export", path, "--to", tmp_path / "after", "--format", form)
    assert contents(tmp_path / "during") == contents(tmp_path / "before")
    assert contents(tmp_path / "after") != contents(tmp_path / "before")


# The old set or the new one: more in tests/store/test_fileset.py


@pytest.mark.reliability
def test_a_killed_export_leaves_whole_tables(tmp_path: Path) -> None:
    """The command itself, killed at moments over its whole run; each next run cleans up after the one before."""
    path, out = library(tmp_path), tmp_path / "out"
    command = [sys.executable, "-m", "variorum", "export", str(path), "--to", str(out)]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    took, old = time.perf_counter() - start, contents(out)
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in [replace(dossier().reports[0], id="r9", title="Late")]], "test")
    run("export", path, "--to", tmp_path / "new")
    new = contents(tmp_path / "new")
    assert old.keys() == new.keys()
    assert old != new
    for kill in range(6):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(took * (0.4 + 0.11 * kill))
        process.kill()
        process.wait()
        assert (out / fileset.WRITTEN).exists() or contents(out) in (old, new)
    run("export", path, "--to", out)
    assert contents(out) == new
    assert {path.name for path in out.iterdir()} == set(new)


# Nothing turns into something else


def hostile() -> export.Dossier:
    made = dossier()
    return replace(
        made,
        reports=tuple(replace(report, outlet=HOSTILE, title=HOSTILE, byline=HOSTILE) for report in made.reports),
        story=replace(made.story, title=HOSTILE),
        origins=tuple(replace(origin, name=HOSTILE, why=HOSTILE) for origin in made.origins),
        quotations=tuple(replace(row, speaker_name=HOSTILE) for row in made.quotations),
        utterances=tuple(replace(row, speaker_name=HOSTILE, why=HOSTILE, variants=()) for row in made.utterances),
        points=tuple(replace(point, question=HOSTILE, why=HOSTILE, kinds=(HOSTILE,)) for point in made.points),  # type: ignore[arg-type]
        positions=tuple(replace(row, party=HOSTILE, issue=HOSTILE, speaker_name=HOSTILE, condition=HOSTILE) for row in made.positions),
        events=tuple(replace(event, text=HOSTILE, mode=HOSTILE) for event in made.events),
    )


def test_nothing_in_markdown_is_markup_but_ours() -> None:
    """A parser of CommonMark and GitHub's dialect sees headings, lists and bold of ours, and every hostile word as text."""
    text = as_markdown(brief(hostile()), full=True)
    assert not [character for character in text if is_odd(character)]
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text)
    kinds = {inner.type for token in tokens for inner in (token, *(token.children or ()))}
    assert kinds <= {
        "heading_open", "heading_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "paragraph_open",
        "paragraph_close", "inline", "text", "text_special", "strong_open", "strong_close", "softbreak",
    }  # fmt: skip
    words = "".join(inner.content for token in tokens for inner in token.children or ())
    assert words.count("=1+1 <script>alert(1)</script> **bold** [x](javascript:alert(1)) `a` [U+202E]&lt; ~~s~~ # Head - item") > 20
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 1 + text.count("\n## ")


@pytest.mark.parametrize("begins", ["- a", "+ a", "12. March", "3) b", "= c", "# d", "> e", "    f", "1986 was", "-5 degrees"])
def test_no_line_of_a_report_begins_a_block(begins: str) -> None:
    made = hostile()
    made = replace(made, points=tuple(replace(point, question=begins, why=begins) for point in made.points))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(as_markdown(brief(made), full=True))
    lists = [token for token in tokens if token.type == "bullet_list_open"]
    assert all(token.level in (0, 2) for token in lists)
    assert not [token for token in tokens if token.type in ("ordered_list_open", "code_block", "blockquote_open", "hr")]
    assert begins.strip() in "\n".join(child.content for token in tokens for child in token.children or ()).replace("\n", "")


@pytest.mark.parametrize("form", ["csv", "dna"])
def test_formulas_are_neutralised_where_asked_and_only_there(tmp_path: Path, form: str) -> None:
    path = tmp_path / "library.db"
    made = hostile()
    made = replace(made, positions=tuple(replace(row, party="@SUM(A1)", issue="-2", speaker_name="+1") for row in made.positions))
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    run("export", path, "--to", tmp_path / "plain", "--format", form)
    run("export", path, "--to", tmp_path / "safe", "--format", form, "--safe-csv")
    changed = 0
    for name in sorted(contents(tmp_path / "plain")):
        before, after = (
            list(csv.reader((tmp_path / part / name).open(encoding="utf-8", newline=""), delimiter=";" if form == "dna" else ","))
            for part in ("plain", "safe")
        )
        for one, other in zip(before, after, strict=True):
            for cell, safe in zip(one, other, strict=True):
                number = cell.lstrip("-").replace(".", "", 1).isdigit() and cell != "-2"
                assert safe == (f"'{cell}" if cell[:1] in tuple("=+-@\t\r") and not number else cell)
                changed += safe != cell
    assert changed >= 3


def test_safe_csv_is_for_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = library(tmp_path)
    with (
        patch.object(sys, "argv", ["variorum", "export", str(path), "--to", str(tmp_path), "--safe-csv"]),
        pytest.raises(SystemExit) as done,
    ):
        cli.main()
    assert done.value.code == 2
    assert "--safe-csv is for" in capsys.readouterr().err


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_no_folder_stands_in_shared_files(tmp_path: Path, form: str) -> None:
    path = library(tmp_path)
    run("export", path, "--to", tmp_path / "out", "--format", form, "--no-paths")
    for content in contents(tmp_path / "out").values():
        assert b"someone" not in content
        assert b"private" not in content
    if form == "jsonl":
        reports = [json.loads(line) for line in (tmp_path / "out/reports.jsonl").read_text("utf-8").splitlines()]
        assert [row["origin"] for row in reports] == ["r1.txt", "r2.txt", "r3.txt"]
        (problem,) = [json.loads(line) for line in (tmp_path / "out/problems.jsonl").read_text("utf-8").splitlines()]
        assert problem["origin"] == "x.warc#http://a.example/b/c"
        assert problem["message"] == "x.warc: too long"
        assert set(export.SHAPES) == {name.partition(".")[0] for name in contents(tmp_path / "out")}


@pytest.mark.parametrize(
    ("origin", "bare"),
    [
        ("a/b/c.txt", "c.txt"), ("c.txt", "c.txt"), ("/x/y.jsonl:3", "y.jsonl:3"), ("https://a.example/b", "https://a.example/b"),
        ("C:\\Users\\me\\a.txt", "a.txt"), ("file:///home/me/a.html", "a.html"), ("/h/me/a.warc.gz#https://b/c#d", "a.warc.gz#https://b/c#d"),
        ("/home/so#me/a.txt", "a.txt"), ("", ""),
    ],
)  # fmt: skip
def test_an_origin_without_its_folder(origin: str, bare: str) -> None:
    assert export.without_folder(origin) == bare


# How far it is


def test_it_is_told_how_many_rows_of_a_table_are_written_and_of_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "TOLD", 2)
    told: list[tuple[str, int, int]] = []
    rows = export.counted(lambda table: iter(["a", "b", "c", "d", "e"]), {"points": 5}.__getitem__, lambda *one: told.append(one))
    assert list(rows("points")) == ["a", "b", "c", "d", "e"]
    assert told == [("Writing points", 2, 5), ("Writing points", 4, 5), ("Writing points", 5, 5)]
