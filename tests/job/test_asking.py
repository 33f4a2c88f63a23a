"""A second reader in a library: what is kept says who proposed it, nothing else changes, and no server can harm a read."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import commands
import scripted
import variorum
from invented import assert_same_library, tables
from scripted import Handler, failing, server
from told_by_hand import answer, difference, fact, looking
from variorum.apps.web import create
from variorum.contracts import Given
from variorum.engines.local import LocalEngine
from variorum.job import asking, reading
from variorum.model.proposal import Asking
from variorum.servers.chat import Server
from variorum.store.check import check
from variorum.store.library import Library
from variorum.store.writer import Writer
from variorum.views.sure import is_sure

pytestmark = pytest.mark.model

EXAMPLE = Path(__file__).parents[2] / "examples" / "mackerel"
FILES = [EXAMPLE / name for name in ("portal.txt", "portland-ledger.txt", "library.txt")]
HOW = Asking("test-model")
NEAR = ("journalists in Oslo", "told reporters")
FOUND = "These were the reports. A first reading of them found these differences:"
ASIDE = ("answers", "asked", "judged", "meta", "problems")


def engine() -> LocalEngine:
    return LocalEngine(1, small=10**6)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of two reports of one story, and one of another, with no second reader."""
    library = tmp_path_factory.mktemp("plain") / "library.db"
    with Writer(library) as writer:
        reading.run(writer, FILES, Given(), engine())
    return library


@pytest.fixture
def library(plain: Path, tmp_path: Path) -> Path:
    """The same, for one test."""
    shutil.copy(plain, tmp_path / "library.db")
    return tmp_path / "library.db"


def numbered(prompt: str, words: str) -> int:
    """The number of the first sentence of a prompt with these words; 0 where there is none."""
    found = re.search(rf"^\[(\d+)\] .*{re.escape(words)}", prompt, re.MULTILINE)
    return int(found[1]) if found else 0


def knowing(prompt: str) -> str:
    """What a good reader of the example answers: one true difference, two that are invented, and one fact; and when it is asked what it
    passed over, another true difference, and the first once more."""
    oslo, told = (numbered(prompt, words) for words in NEAR)
    honest = ("to reporters", [(told, "told reporters.")])
    if FOUND in prompt:
        first = difference(("in Oslo", [(oslo, "to journalists in Oslo")]), honest, verdict="compatible", weight=3)
        return answer([first, difference(("in Oslo", [(oslo, "to journalists in Oslo")]), honest, kind="place", verdict="compatible")])
    return answer(
        [
            difference(("in Oslo", [(oslo, "to journalists in Oslo")]), honest, verdict="compatible", weight=3),
            difference(("invented", [(oslo, "to sailors in Bergen")]), honest),
            difference(("of another report", [(told, "to journalists in Oslo")]), honest),
        ],
        [fact("Nobody sold anything", (oslo, "We will sell every coastal village"))],
    )


def good(handler: Handler, body: dict[str, Any]) -> None:
    prompt = body["messages"][1]["content"]
    handler.reply(200, scripted.completion(looking(prompt, "compatible", 3) if prompt.startswith("LINE 1") else knowing(prompt)))


def ask(library: Path, address: str, how: Asking = HOW, patience: float = 30.0, progress: Any = reading.no_progress) -> asking.Outcome:
    with Writer(library) as writer:
        stories = [story.id for story in writer.reader.stories()]
        return asking.ask(writer, stories, how, Server(address, patience=patience, again=()), engine(), progress)


def proposed(library: Path) -> list[dict[str, Any]]:
    return [row for row in Library(library).rows("points") if row["proposed_by"] is not None]


def judged(library: Path) -> dict[str, list[str]]:
    return {table: rows for table, rows in tables(library).items() if table not in ASIDE}


def test_what_verifies_is_kept_and_says_who_proposed_it(plain: Path, library: Path) -> None:
    stories = [story.id for story in Library(library).stories()]
    before = asking.plan(Library(library), stories, HOW)
    with server(good) as there:
        outcome = ask(library, there.address)
        again = ask(library, there.address)
    first, on, _ = (asked["max_tokens"] for asked in there.asked)
    assert 0 < on < first == HOW.longest  # the list takes its room from the answer
    after = asking.plan(Library(library), stories, HOW)
    assert (before.questions, before.known, before.written > 0, before.back > 0) == (2, 0, True, True)
    assert (after.questions, after.known, after.tokens, after.written, after.back) == (2, 2, 0, 0, 0)
    assert (outcome.asked, outcome.problem, len(outcome.stories)) == (3, None, 1)  # the story, what was passed over, what is kept
    assert (again.asked, again.known, again.stories) == (0, 2, ())
    kept, passed_over = sorted(proposed(library), key=lambda row: row["kinds"])
    assert (kept["kinds"], passed_over["kinds"]) == (["act"], ["place"])
    assert kept["proposed_by"] == passed_over["proposed_by"] == "test-model"
    assert [reading["value"] for reading in kept["readings"]] == ["in Oslo", "to reporters"]
    assert "verified by passages" in kept["why"]
    assert kept["informants"] is not None
    without, with_it = judged(plain), judged(library)
    assert set(without["points"]) < set(with_it["points"])
    assert {**without, "points": None} == {**with_it, "points": None}
    assert check(Library(library)).faults == ()
    found = asking.report(Library(library), kept["story"])
    assert found is not None
    assert (len(found.points), dict(found.dropped)) == (2, {"not the report's words": 3, "told already": 1})


def test_what_was_asked_can_be_forgotten(plain: Path, library: Path) -> None:
    with server(good) as there:
        ask(library, there.address)
        kept = proposed(library)
        with Writer(library) as writer:
            writer.forget_asked(kept[0]["story"])
            reading.settle(writer, engine())
        assert judged(library) == judged(plain)
        assert asking.report(Library(library), kept[0]["story"]) is None
        assert ask(library, there.address).asked == 0
    assert proposed(library) == kept


def lying(handler: Handler, body: dict[str, Any]) -> None:
    """As a model does that report text has turned: it quotes what nobody wrote, and gives numbers of sentences at random."""
    lies = [difference(("yes", [(at, "the minister was arrested")]), ("no", [(99, "every ship is free")])) for at in range(9)]
    handler.reply(200, scripted.completion(answer(lies, ["no form", 7], [{"speaker": "<script>", "sentence": 1, "quote": "x y"}])))


FAULTS: dict[str, Callable[[Handler, dict[str, Any]], None]] = {
    "500": failing(500),
    "key": failing(401),
    "hanging": scripted.hanging,
    "dripping": scripted.dripping,
    "half JSON": scripted.saying('{"differences": [{"question": "Who?", "kind": "act", "readi'),
    "cut off": scripted.cut_off,
    "100 MB": scripted.huge,
    "wrong schema": scripted.saying('{"differences": {"a": 1}, "facts": [[]], "speakers": [null]}'),
    "no JSON": scripted.saying("I am sorry, but I cannot compare reports." * 1000),
    "brackets": scripted.saying('{"a":[' * 20_000),
    "lies": lying,
}


@pytest.mark.parametrize("name", FAULTS)
def test_no_server_harms_a_row(plain: Path, library: Path, name: str) -> None:
    with server(FAULTS[name]) as there:
        outcome = ask(library, there.address, patience=0.5)
    assert judged(library) == judged(plain)
    assert check(Library(library)).faults == ()
    problems = [problem for problem in Library(library).problems() if problem.stage == asking.STAGE]
    assert problems == ([] if outcome.problem is None else [outcome.problem])
    assert (outcome.asked == 0) == bool(problems)


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in ("dripping", "hanging")])
def test_no_server_harms_a_row_when_lines_are_put_back_to_it(plain: Path, library: Path, name: str) -> None:
    def act(handler: Handler, body: dict[str, Any]) -> None:
        (FAULTS[name] if body["messages"][1]["content"].startswith("LINE 1") else good)(handler, body)

    with server(act) as there:
        outcome = ask(library, there.address, patience=5)
        again = ask(library, there.address, patience=5)
    before, after = judged(plain), judged(library)
    assert {**before, "points": None} == {**after, "points": None}
    assert set(before["points"]) < set(after["points"])
    assert not any(is_sure(kept["confidence"]) for kept in proposed(library))
    assert check(Library(library)).faults == ()
    problems = [problem for problem in Library(library).problems() if problem.stage == asking.STAGE]
    assert problems == ([] if again.problem is None else [again.problem])
    assert (outcome.asked == 2) == bool(problems)
    assert again.asked == 0  # a fault is tried again, an answer without form is not
    with server(good) as there:
        ask(library, there.address)
    assert [is_sure(kept["confidence"]) for kept in proposed(library)] == 2 * [bool(problems)]


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in ("dripping", "hanging")])
def test_no_server_harms_what_it_answered_first_when_it_is_asked_on(library: Path, name: str) -> None:
    def act(handler: Handler, body: dict[str, Any]) -> None:
        (FAULTS[name] if FOUND in body["messages"][1]["content"] else good)(handler, body)

    with server(act) as there:
        outcome = ask(library, there.address, patience=5)
    assert [row["kinds"] for row in proposed(library)] == [["act"]]
    assert check(Library(library)).faults == ()
    problems = [problem for problem in Library(library).problems() if problem.stage == asking.STAGE]
    assert problems == ([] if outcome.problem is None else [outcome.problem])
    if problems:
        assert " of 3 questions were not answered" in problems[0].message


def test_a_server_that_is_not_there_is_one_problem_and_is_tried_again(plain: Path, library: Path) -> None:
    outcome = ask(library, scripted.nobody())
    assert outcome.problem is not None
    assert "nothing answers there" in outcome.problem.message
    assert judged(library) == judged(plain)
    with server(good) as there:
        assert ask(library, there.address).problem is None
    assert len(proposed(library)) == 2
    assert all(problem.stage != asking.STAGE for problem in Library(library).problems())


class Killed(BaseException):
    """The process ends here."""


def killing(after: int) -> Callable[[str, int, int], None]:
    """A progress that is killed when so many questions were asked."""
    done: set[int] = set()

    def progress(what: str, tokens: int, of: int) -> None:
        if what.startswith("Asking") and tokens not in done:
            done.add(tokens)
            if len(done) > after:
                raise Killed

    return progress


@pytest.mark.parametrize("after", [2, -1])  # in the first question, and in the second
def test_killed_midway_and_run_again_it_ends_in_the_same_library(library: Path, plain: Path, tmp_path: Path, after: int) -> None:
    small = Asking("test-model", context=2_500, longest=512)  # so that the story is asked in parts
    whole = tmp_path / "whole.db"
    shutil.copy(plain, whole)
    with server(good) as there:
        questions = ask(whole, there.address, small).asked
        assert questions > 4
        before = len(there.asked)
        with pytest.raises(Killed):
            ask(library, there.address, small, progress=killing(after % questions))
        killed = len(there.asked) - before
        assert 0 < killed < questions
        assert check(Library(library)).faults == ()
        assert check(Library(library)).stopped
        assert ask(library, there.address, small).asked == questions - killed
    assert_same_library(whole, library)
    assert proposed(library)


def test_reports_one_by_one_end_where_reports_together_end(library: Path, tmp_path: Path) -> None:
    one_by_one = tmp_path / "grown.db"
    with server(good) as there:
        ask(library, there.address)
        for part in (FILES[:1], FILES[1:]):
            with Writer(one_by_one) as writer:
                outcome = reading.run(writer, part, Given(), engine())
                asking.ask(writer, outcome.stories, HOW, Server(there.address), engine())
    assert told_by(library) == told_by(one_by_one)


def told_by(library: Path) -> list[list[list[str]]]:
    """The passages of each proposed point, reading by reading."""
    return [[[passage["text"] for passage in reading["passages"]] for reading in row["readings"]] for row in proposed(library)]


def exported(library: Path, to: Path, *more: str) -> dict[str, bytes]:
    for form in ("jsonl", "html", "tei"):
        assert commands.run("export", "--library", library, "--to", to / form, "--format", form, *more).returncode == 0
    return {str(path.relative_to(to)): path.read_bytes() for path in sorted(to.rglob("*")) if path.is_file()}


def test_the_command_line_asks_shows_and_leaves_out(plain: Path, library: Path, tmp_path: Path) -> None:
    brief = commands.run("brief", "--full", "--library", plain).stdout
    with server(good) as there:
        done = commands.run("ask", "--library", library, "--reader", there.address, "--reader-model", "test-model")
    assert done.returncode == 0, done.stderr
    assert "3 questions asked of test-model" in done.stdout
    assert "2 kept and 4 dropped" in done.stdout
    shown = commands.run("brief", "--full", "--library", library).stdout
    assert shown.startswith(brief.rstrip("\n"))
    assert "PROPOSED BY TEST-MODEL, VERIFIED BY PASSAGES" in shown
    assert commands.run("brief", "--full", "--library", library, "--no-proposed").stdout == brief
    assert commands.run("brief", "--library", library, "--no-proposed", "-f", "json").stdout == commands.run(
        "brief", "--library", plain, "-f", "json"
    ).stdout
    assert exported(library, tmp_path / "a", "--no-proposed") == exported(plain, tmp_path / "b")
    assert exported(library, tmp_path / "c") != exported(plain, tmp_path / "d")


def test_a_read_asks_where_a_reader_is_named_and_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "library.db"
    with server(good) as there:
        (tmp_path / "config.toml").write_text(f'[reader]\nurl = "{there.address}"\nmodel = "named-in-a-file"\n')
        monkeypatch.setenv("VARIORUM_CONFIG", str(tmp_path / "config.toml"))
        without = commands.run("read", *FILES, "--library", library, "--no-reader")
        assert (without.returncode, there.asked) == (0, [])
        dry = commands.run("ask", "--all", "--dry-run", "--library", library)
        assert "1 story of several reports, 2 questions, 0 answered before: about" in dry.stdout
        assert there.asked == []
        done = commands.run("read", *FILES, "--library", tmp_path / "other.db")
        asked = commands.run("ask", "--all", "--dry-run", "--library", tmp_path / "other.db")
        assert "2 answered before: about 0 tokens to read and 0 to write; to put back what is kept, about 0" in asked.stdout
        assert "3 questions asked of named-in-a-file" in done.stdout, done.stderr
        assert [asked["model"] for asked in there.asked] == 3 * ["named-in-a-file"]
    assert [row["proposed_by"] for row in proposed(tmp_path / "other.db")] == 2 * ["named-in-a-file"]


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VARIORUM_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("", ["--reader", "http://127.0.0.1:9/v1"], "which model"),
        ("", ["--reader-model", "m"], "goes with --reader"),
        ("", [], "which server"),
        ("", ["--reader", "http://192.0.2.7/v1", "--reader-model", "m"], "--reader-remote"),
        ('[reader]\nurl = "https://192.0.2.7/v1"\nmodel = "m"\n', [], "--reader-remote"),
        ('[reader]\nkey = "secret-word"\n', [], "knows no 'key'"),
        ('[reader]\ncontext = "many"\n', [], "a whole number"),
        ("[reader\n", [], "is no TOML"),
        ("reader = 1\n", [], "is to be a table"),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(configured: Path, plain: Path, text: str, options: list[str], told: str) -> None:
    configured.write_text(text)
    done = commands.run("ask", "--library", plain, *options)
    assert done.returncode == 2
    assert told in done.stderr
    assert "secret-word" not in done.stderr


def test_a_key_stands_nowhere(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARIORUM_READER_KEY", "very-secret-key")

    def echo(handler: Handler, _: dict[str, Any]) -> None:
        handler.reply(200, scripted.completion(json.dumps({"differences": [], "facts": [], "said": handler.headers["Authorization"]})))

    with server(echo) as there:
        done = commands.run("-v", "ask", "--library", library, "--reader", there.address, "--reader-model", "m")
        assert there.headers[0]["Authorization"] == "Bearer very-secret-key"
    assert done.returncode == 0
    assert "very-secret-key" not in done.stdout + done.stderr + "".join(row for rows in tables(library).values() for row in rows)


def test_what_goes_to_another_machine_is_told_first(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server(good) as there:
        port = there.address.split(":")[2].split("/")[0]
        monkeypatch.setattr(Server, "near", property(lambda _: False))
        options = ("--library", library, "--reader", there.address, "--reader-model", "m")
        refused = commands.run("ask", *options)
        dry = commands.run("ask", *options, "--dry-run")
        assert (refused.returncode, dry.returncode, there.asked) == (2, 0, [])
        assert f"It would be sent to 127.0.0.1:{port}, which is another machine" in dry.stdout
        told = commands.run("ask", *options, "--reader-remote").stderr
    assert f"Sending to 127.0.0.1:{port}: the sentences of 1 story, with outlets, dates and titles, in 2 questions of about" in told
    assert len(there.asked) == 3


def test_from_python(library: Path) -> None:
    opened = variorum.open(library)
    with server(good) as there:
        outcome = opened.ask(there.address, "from-python", engine=engine())
    (name,) = outcome.stories
    assert "PROPOSED BY FROM-PYTHON" in opened.story(name).text(full=True)
    assert "PROPOSED" not in opened.story(name).text(full=True, proposed=False)


def test_the_reading_room_shows_filters_and_leaves_out(library: Path) -> None:
    with server(good) as there:
        (name,) = ask(library, there.address).stories
    ours = proposed(library)
    here = "http://127.0.0.1"
    with TestClient(create(library), here) as room, TestClient(create(library, proposed=False), here) as without:
        page = room.get(f"/stories/{name}").text
        assert "Proposed by test-model, verified by passages" in page
        assert page.index('id="differ"') < page.index('id="proposed"')
        listed = f"/stories/{name}/apparatus"
        queries = ("verdict=all", "proposed=only", "verdict=all&proposed=no")
        everything, only, none = (room.get(f"{listed}.json?{query}").json() for query in queries)
        assert {point["id"] for point in only["points"]} == {kept["id"] for kept in ours}
        assert everything["total"] == none["total"] + 2
        assert "proposed by test-model" in room.get(listed).text
        for kept in ours:
            assert f"/stories/{name}/sources/{kept['id']}" in page or room.get(f"/stories/{name}/sources/{kept['id']}").status_code == 200
        assert "test-model" not in without.get(f"/stories/{name}").text + without.get(listed).text
