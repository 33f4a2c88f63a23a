"""The command line end to end: what a user types, sees, and gets as exit code; and every bad input of the list."""

import json
import os
import pty
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from rich.progress import Task

from commands import run
from invented import assert_same_library, reports, tables, write
from variorum import __version__
from variorum.apps import terminal
from variorum.store import schema, seal
from variorum.store.library import Library
from variorum.views.export import SHAPES

pytestmark = [pytest.mark.model, pytest.mark.process]

EXAMPLE = Path(__file__).parents[2] / "examples" / "mackerel"
GOOD = "The council of Tarnby met on Monday to speak of the bridge.\n\nIt agreed to mend the bridge before winter, the mayor said.\n"


def run_apart(*arguments: object, cwd: Path | None = None, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "variorum", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=300, **more)  # type: ignore[call-overload]


def on_terminal(*arguments: object, cwd: Path) -> tuple[str, int]:
    """What a terminal of 100 columns shows, and the exit code."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "variorum", *map(str, arguments)],
        stdin=side, stdout=side, stderr=side, cwd=cwd, env=os.environ | {"COLUMNS": "100", "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(side)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(main)
    return shown.decode("utf-8", "replace"), process.wait()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library of the example in it."""
    folder = tmp_path_factory.mktemp("example")
    done = run("read", EXAMPLE, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_read_says_what_it_did(tmp_path: Path) -> None:
    paths = write(tmp_path / "texts", {"a.txt": GOOD, "b.txt": GOOD.replace("Tarnby", "Velmora").replace("bridge", "tower")})
    done = run("read", *paths, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("2 files, 2 new reports, ")
    assert done.stderr == ""
    assert (tmp_path / "library.db").is_file()
    again = run("read", *paths, cwd=tmp_path)
    assert again.stdout == "2 files, 0 new reports, 0 stories new or changed\n"


def test_a_folder_a_library_and_what_is_given(tmp_path: Path) -> None:
    write(tmp_path / "texts", {"a.txt": GOOD})
    done = run(
        "read",
        "texts",
        "-l",
        "my.db",
        "--outlet",
        "The Tarnby Post",
        "--published",
        "2024-05-02",
        "--url",
        "https://a.example/1",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    (report,) = Library(tmp_path / "my.db").reports()
    assert (report.outlet, report.published, report.url, report.origin) == (
        "The Tarnby Post", "2024-05-02", "https://a.example/1", "texts/a.txt",
    )  # fmt: skip
    assert not (tmp_path / "library.db").exists()


def test_a_field_map_for_records(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'words,who,day\n"{GOOD}",The Tarnby Post,2024-05-02\n')
    done = run("read", "a.csv", "--field", "text=words", "--field", "outlet=who", "--field", "published=day", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (report,) = Library(tmp_path / "library.db").reports()
    assert (report.outlet, report.published, report.published_basis) == ("The Tarnby Post", "2024-05-02", "metadata")


def test_stories_in_a_pipe_are_lines_with_tabs(example: Path) -> None:
    lines = [line.split("\t") for line in run("stories", cwd=example).stdout.splitlines()]
    assert [line[0] for line in lines] == ["1", "2"]
    assert all(len(line) == 5 for line in lines)
    assert lines[0][2].startswith("7 reports, ")


@pytest.mark.parametrize("name", [(), ("1",), ("number",), ("id",)])
def test_a_story_is_named_by_number_or_id(example: Path, name: tuple[str, ...]) -> None:
    story = Library(example / "library.db").story()
    named = {"number": "1", "id": story.id[:6], "1": "1"}
    done = run("brief", *(named[part] for part in name), cwd=example)
    assert done.returncode == 0
    assert done.stdout.startswith(story.title)


def test_the_brief_in_three_formats(example: Path) -> None:
    text, markdown, data = (run("brief", "--format", form, cwd=example) for form in ("text", "markdown", "json"))
    assert {done.returncode for done in (text, markdown, data)} == {0}
    assert markdown.stdout.startswith("# ")
    assert "\x1b" not in text.stdout
    row = json.loads(data.stdout)
    texts = {report.id: report.text for report in Library(example / "library.db").reports()}
    passages = list(_passages(row))
    assert passages
    assert all(texts[one["report"]][one["start"] : one["end"]] == one["text"] for one in passages)


def _passages(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        if {"report", "start", "end", "text"} <= value.keys():
            return [value]
        return [one for inner in value.values() for one in _passages(inner)]
    return [one for inner in value for one in _passages(inner)] if isinstance(value, list) else []


def test_a_terminal_gets_colour_and_no_bar_is_left_behind(example: Path, tmp_path: Path) -> None:
    shown, code = on_terminal("brief", cwd=example)
    assert code == 0
    assert "\x1b[1m" in shown
    write(tmp_path / "texts", {"a.txt": GOOD})
    shown, code = on_terminal("read", "texts", cwd=tmp_path)
    assert code == 0
    assert "1 new report" in shown
    shown, code = on_terminal("stories", cwd=example)
    assert "Title" in shown


def test_hostile_words_do_not_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_text(
        "The \u202ecouncil\u202c of Tarnby\x1b[2J met \x07 on Monday to speak of the bridge.\n\nIt went home."
    )
    (tmp_path / "b\x1b[31m.txt").write_text("")
    for arguments in (("read", "."), ("brief",), ("stories",), ("problems",)):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 0
        assert not re.search("[\x07\x1b\u202e\u202c]", done.stdout + done.stderr), arguments
    shown, _ = on_terminal("problems", cwd=tmp_path)
    assert "\x1b[31m" not in shown


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_export_writes_every_table(example: Path, tmp_path: Path, form: str) -> None:
    done = run("export", "--to", tmp_path / "out", "--format", form, cwd=example)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"{table}.{form}" for table in SHAPES}


def test_export_takes_the_library_as_the_contract_writes_it(example: Path, tmp_path: Path) -> None:
    one = run("export", "library.db", "--to", tmp_path / "one", "--format", "jsonl", cwd=example)
    two = run("export", "--library", example / "library.db", "--to", tmp_path / "two", cwd=tmp_path)
    assert one.returncode == two.returncode == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("form", ["markdown", "annotations", "prov", "tei", "graphml", "dna"])
def test_export_writes_one_file_a_story(example: Path, tmp_path: Path, form: str) -> None:
    done = run("export", "--to", tmp_path / "out", "--format", form, cwd=example)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_one_story_is_exported_as_the_file_that_is_named(example: Path, tmp_path: Path) -> None:
    page = tmp_path / "for a colleague" / "mackerel.html"
    done = run("export", "--story", "1", "--to", page, "--format", "HTML", cwd=example)
    assert (done.returncode, done.stdout.strip()) == (0, str(page))
    assert "Iceland" in page.read_text("utf-8")
    assert [path.name for path in page.parent.iterdir()] == ["mackerel.html"]
    tei = tmp_path / "s.xml"
    assert run("export", "--story", "1", "--to", tei, "--format", "tei", cwd=example).stdout.strip() == str(tei)
    assert "Iceland" in tei.read_text("utf-8")
    several = run("export", "--to", tmp_path / "all.html", "--format", "html", cwd=example)
    assert (several.returncode, (tmp_path / "all.html").exists()) == (2, False)
    assert "is one file, and there are 2 stories: name one with --story, or a folder" in several.stderr
    (tmp_path / "old.html").mkdir()
    assert run("export", "--to", tmp_path / "old.html", "--format", "html", cwd=example).returncode == 0
    assert len(list((tmp_path / "old.html").iterdir())) == 2


def test_tables_of_one_story_alone_are_exported(example: Path, tmp_path: Path) -> None:
    for number in ("1", "2"):
        assert run("export", "--story", number, "--to", tmp_path / number, cwd=example).returncode == 0
    rows = {number: [json.loads(line) for line in (tmp_path / number / "reports.jsonl").open()] for number in ("1", "2")}
    assert (len(rows["1"]), len(rows["2"])) == (7, 1)
    assert not {row["id"] for row in rows["1"]} & {row["id"] for row in rows["2"]}
    told = [json.loads(line) for line in (tmp_path / "1" / "differences.jsonl").open()]
    assert {"contradiction", "update"} <= {row["kind"] for row in told}
    assert (tmp_path / "2" / "differences.jsonl").read_text() == ""


def test_two_reads_on_two_days_export_the_same_bytes(example: Path, tmp_path: Path) -> None:
    run("read", EXAMPLE, cwd=tmp_path)
    for folder in (example, tmp_path):
        assert run("export", "--to", tmp_path / f"out-{folder.name}", cwd=folder).returncode == 0
    for path in (tmp_path / f"out-{example.name}").iterdir():
        assert path.read_bytes() == (tmp_path / f"out-{tmp_path.name}" / path.name).read_bytes(), path.name


def test_check_is_content_with_the_example(example: Path) -> None:
    done = run("check", cwd=example)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("sound: ")


def test_check_finds_a_passage_that_is_not_exact(tmp_path: Path) -> None:
    """A fault of the program, not of the disk: the rows are sealed as they are."""
    import sqlite3

    def commit() -> None:
        for table in ("statements", "members", "reports"):
            connection.execute(f"UPDATE {table} SET {schema.sealed_anew(table)}")
        connection.commit()
        connection.close()

    write(tmp_path / "texts", {"a.txt": GOOD})
    run("read", "texts", cwd=tmp_path)
    connection = sqlite3.connect(tmp_path / "library.db")
    seal.into(connection)
    connection.execute("UPDATE statements SET passage = replace(passage, '\"start\":', '\"start\":1')")
    connection.execute("UPDATE statements SET passage = replace(passage, '\"end\":', '\"end\":1')")
    connection.execute("UPDATE members SET story = 'elsewhere'")
    commit()
    done = run("check", cwd=tmp_path)
    assert done.returncode == 3
    assert "is not exact" in done.stdout
    assert "not those the library lists" in done.stdout
    connection = sqlite3.connect(tmp_path / "library.db")
    seal.into(connection)
    connection.execute("UPDATE statements SET passage = replace(replace(passage, '\"start\":1', '\"start\":'), '\"end\":1', '\"end\":')")
    connection.execute("UPDATE reports SET text = 'X' || substr(text, 2)")
    commit()
    assert "is not exact" in run("check", cwd=tmp_path).stdout


def test_stories_are_joined_split_and_moved_for_good(tmp_path: Path) -> None:
    write(
        tmp_path / "texts",
        {
            "a.txt": GOOD,
            "b.txt": GOOD.replace("Monday", "Tuesday"),
            "c.txt": "A whale swam into the port of Velmora at noon.\n\nMany came to see it swim.",
        },
    )
    run("read", "texts", cwd=tmp_path)
    path = tmp_path / "library.db"
    assert sorted(len(story.reports) for story in Library(path).stories()) == [1, 2]
    two, one = Library(path).stories()
    assert run("story", "join", "1", "2", cwd=tmp_path).returncode == 0
    (joined,) = Library(path).stories()
    assert (len(joined.reports), joined.id, joined.formerly) == (3, two.id, (one.id,))
    assert run("brief", one.id, cwd=tmp_path).stdout == run("brief", two.id[:9], cwd=tmp_path).stdout != ""
    assert run("story", "split", "1", "[3]", cwd=tmp_path).returncode == 0
    assert {story.id: story.formerly for story in Library(path).stories()} == {two.id: (), one.id: ()}
    before = tables(path)
    (tmp_path / "texts" / "d.txt").write_text("Snow fell on the hills of Ildren all night long.\n\nThe roads are closed today.")
    assert run("read", "texts", cwd=tmp_path).returncode == 0
    assert set(before["members"]) <= set(tables(path)["members"])
    assert run("story", "move", "2", "1", "--to", two.id, cwd=tmp_path).returncode == 0
    assert len(Library(path).story(None).reports) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("read",), "Missing argument"),
        (("read", "nowhere.txt"), "no file or folder"),
        (("read", ".", "--published", "yesterday-ish"), "no date"),
        (("read", ".", "--field", "words"), "OURS=THEIRS"),
        (("read", ".", "--field", "color=red"), "OURS one of"),
        (("read", ".", "-l", "no/such/folder.db"), "does not exist"),
        (("read", ".", "-l", "."), "folder"),
        (("brief", "-l", "nowhere.db"), "does not exist"),
        (("brief", "99"), "no story number 99"),
        (("brief", "9" * 30), "no story number 999"),
        (("brief", "9" * 5_000), "no story number 999"),
        (("story", "split", "1", "9" * 5_000), "no report"),
        (("brief", "zzz"), "no story 'zzz'"),
        (("brief", "--format", "pdf"), "pdf"),
        (("export", "--format", "xls"), "xls"),
        (("export", "--to", "a.txt"), "a.txt cannot be written: a.txt is a file, and a folder is needed there"),
        (("export", "--to", "a.txt/out"), "a.txt/out cannot be written: a.txt is a file, and a folder is needed there"),
        (("story", "split", "1", "77"), "no report"),
        (("story", "join", "1", "1"), "two stories"),
        (("nonsense",), "nonsense"),
        (("stories", "--nonsense"), "nonsense"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_two(one: Path, arguments: tuple[str, ...], words: str) -> None:
    before = tables(one / "library.db")
    done = run(*arguments, cwd=one)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert tables(one / "library.db") == before


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one")
    write(folder, {"a.txt": GOOD})
    assert run("read", "a.txt", cwd=folder).returncode == 0
    return folder


def bad_inputs(folder: Path) -> dict[str, str]:
    """The bad inputs of the list: file -> words of the message."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20)
    (folder / "huge.txt").write_text("The council of Tarnby met again to speak of the bridge. " * 1_000_000)
    (folder / "page.html").write_text("<html><head><title>x</title></head><body><script>draw()</script></body></html>")
    (folder / "words.txt").write_text("12 34 56\n")
    (folder / "broken.jsonl").write_text('{"text": \n')
    (folder / "notext.jsonl").write_text('{"title": "Only a title"}\n')
    return {
        "empty.txt": "empty", "blank.txt": "no text", "binary.txt": "not text", "picture.jpg": "not", "huge.txt": "long",
        "page.html": "No text", "words.txt": "no sentence", "broken.jsonl": "JSON", "notext.jsonl": "no text",
    }  # fmt: skip


def test_bad_inputs_are_told_one_by_one_and_the_others_are_read(tmp_path: Path) -> None:
    expected = bad_inputs(tmp_path / "texts" if (tmp_path / "texts").mkdir() is None else tmp_path)
    write(tmp_path / "texts", {"a.txt": GOOD})
    done = run("read", "texts", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    library = Library(tmp_path / "library.db")
    assert [report.origin for report in library.reports()] == ["texts/a.txt"]
    told = {problem.origin: problem.message for problem in library.problems()}
    for name, words in expected.items():
        message = told[f"texts/{name}"]
        assert words.lower() in message.lower(), (name, message)
        assert f"texts/{name}" in done.stderr
    assert set(told) == {f"texts/{name}" for name in expected}
    listed = run("problems", cwd=tmp_path).stdout
    assert all(f"texts/{name}" in listed for name in expected)
    assert run("check", cwd=tmp_path).returncode == 0
    again = run("read", "texts", cwd=tmp_path)
    assert again.returncode == 0
    assert len(Library(tmp_path / "library.db").problems()) == len(expected)


def test_a_wrong_encoding_is_detected_and_said(tmp_path: Path) -> None:
    text = (
        "Der Bürgermeister von Tarnby sagte, die Brücke müsse bis zum Winter fertig sein. Er grüßte die Gäste und öffnete das Rathaus.\n"
        * 5
    )
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    done = run("read", "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    library = Library(tmp_path / "library.db")
    assert "Bürgermeister" in library.reports()[0].text
    assert any(problem.kind == "encoding" for problem in library.problems())


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    write(tmp_path / "texts", {"a.txt": GOOD})
    (tmp_path / "texts" / "gone.txt").symlink_to(tmp_path / "nowhere")
    done = run("read", "texts", cwd=tmp_path)
    assert done.returncode == 0
    assert "gone.txt" in done.stderr
    assert Library(tmp_path / "library.db").count("reports") == 1


def test_a_folder_of_ten_thousand_files(tmp_path: Path) -> None:
    """Most of them no reports: each is told, few are shown, and reading them again takes seconds."""
    write(tmp_path / "texts", {f"{number:05}.txt": f"{number}\n" for number in range(9_900)} | reports(100, seed=3))
    done = run_apart("read", "texts", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "10000 files, 100 new reports" in done.stdout
    assert "and 9880 more" in done.stderr
    assert len(done.stderr.splitlines()) < 30
    assert Library(tmp_path / "library.db").count("problems") == 9_900
    start = time.process_time()
    assert "0 new reports" in run("read", "texts", cwd=tmp_path).stdout
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", ["newer", "other", "garbage"])
def test_a_library_that_cannot_be_used_is_exit_code_three(tmp_path: Path, name: str) -> None:
    import sqlite3

    write(tmp_path, {"a.txt": GOOD})
    path = tmp_path / "library.db"
    if name == "garbage":
        path.write_bytes(b"this is no database" * 500)
    else:
        connection = sqlite3.connect(path)
        connection.executescript(
            "CREATE TABLE t (a); PRAGMA application_id = 0x56415249; PRAGMA user_version = 999;"
            if name == "newer"
            else "CREATE TABLE t (a);"
        )
        connection.close()
    before = path.read_bytes()
    for arguments in (("read", "a.txt"), ("brief",), ("stories",), ("check",), ("export",)):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 3, (arguments, done.stderr)
        assert ("newer Variorum" if name == "newer" else "not a Variorum library") in done.stderr
        assert "Traceback" not in done.stderr
    assert path.read_bytes() == before


@pytest.mark.reliability
def test_a_full_disk_is_exit_code_four_and_the_library_is_whole(tmp_path: Path) -> None:
    """The process may write files of 700 kB only: like a full disk, and for users who are not root too."""
    write(tmp_path / "texts", reports(150, seed=5, copies=1))
    done = run_apart("read", "texts", cwd=tmp_path, preexec_fn=_small_files)
    assert done.returncode == 4, done.stdout + done.stderr
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert run("read", "texts", cwd=tmp_path).returncode == 0
    assert run("check", cwd=tmp_path).returncode == 0
    whole = tmp_path / "whole.db"
    run("read", "texts", "-l", whole, cwd=tmp_path)
    assert_same_library(whole, tmp_path / "library.db")


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))


@pytest.mark.reliability
def test_an_export_on_a_full_disk_is_exit_code_four(tmp_path: Path) -> None:
    write(tmp_path / "texts", reports(150, seed=6, copies=1))
    assert run("read", "texts", cwd=tmp_path).returncode == 0
    done = run_apart("export", "--to", "out", cwd=tmp_path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)))
    assert done.returncode == 4, done.stderr
    assert [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


def test_a_closed_pipe_is_quiet(example: Path) -> None:
    command = f"{sys.executable} -m variorum brief --full --format json | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=example, check=False)
    assert done.stderr == ""


def test_help_teaches() -> None:
    done = run("--help")
    assert done.returncode == 0
    for word in ("read", "stories", "brief", "export", "check", "problems", "story", "variorum read reports/", "Exit codes"):
        assert word in done.stdout
    for command in ("read", "brief", "export"):
        assert "Examples:" in run(command, "--help").stdout
    assert run().returncode in (0, 2)


def test_the_version() -> None:
    assert run("--version").stdout == f"variorum {__version__}\n"


def test_shell_completion_is_there() -> None:
    done = run_apart("--show-completion", "bash")
    assert done.returncode == 0 or "shell" in done.stderr.lower()


def test_help_is_instant_and_no_command_but_read_loads_a_model(example: Path) -> None:
    run_apart("--help")
    start = time.monotonic()
    run_apart("--help")
    assert time.monotonic() - start < 1.5  # half a second where the machine is idle
    heavy = {"spacy", "onnxruntime", "torch", "thinc", "tokenizers", "dateparser", "ray"}
    for arguments in (["--help"], ["brief"], ["stories"], ["export", "--to", "out"], ["check"], ["problems"]):
        code = f"import sys; sys.argv = ['variorum', *{arguments!r}]\nimport variorum.apps.cli as c\n"
        code += "try:\n    c.app()\nfinally:\n    print(sorted(sys.modules), file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=example, check=False)
        loaded = set(re.findall(r"'([a-z_]+)'", done.stderr.splitlines()[-1]))
        assert not loaded & heavy, (arguments, loaded & heavy)


@pytest.mark.parametrize(("speed", "shown"), [(None, ""), (2.345, "2.3/s"), (12_345.6, "12,346/s")])
def test_a_long_step_tells_its_rate(speed: float | None, shown: str) -> None:
    step = SimpleNamespace(speed=speed, finished_speed=None)
    assert terminal.RateColumn().render(cast(Task, step)).plain == shown
