"""The reading job: the laws of order, the killed job, failing stages, and what a user decided."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from invented import assert_same_library, named_afresh, reports, tables, write
from variorum import pipeline
from variorum.contracts import Given, Lost
from variorum.engines.local import SMALL, LocalEngine
from variorum.errors import WrongUse
from variorum.job import reading, versions
from variorum.language.models.judge import Asked, Judge
from variorum.model.decision import Value, decided
from variorum.model.report import Block
from variorum.store.check import check
from variorum.store.library import Library
from variorum.store.writer import Writer

pytestmark = [pytest.mark.model, pytest.mark.process]


def read(library: Path, *paths: Path, given: Given | None = None, engine: LocalEngine | None = None) -> reading.Outcome:
    with Writer(library) as writer:
        return reading.run(writer, paths, given or Given(), engine or LocalEngine(1, small=10**6))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write(tmp_path_factory.mktemp("texts"), reports(24))


@pytest.fixture(scope="module")
def together(texts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of all texts read at once."""
    library = tmp_path_factory.mktemp("together") / "library.db"
    read(library, *texts)
    return library


def test_a_read_fills_the_library_and_it_is_sound(together: Path) -> None:
    library = Library(together)
    checked = check(library)
    assert checked.reports == 24
    assert 1 < checked.stories < 24
    assert checked.faults == ()
    assert not checked.stopped
    assert library.problems() == []


def test_reading_again_changes_nothing_and_is_fast(together: Path, texts: list[Path]) -> None:
    before = tables(together)
    start = time.monotonic()
    outcome = read(together, *texts)
    assert time.monotonic() - start < 2
    assert (outcome.fresh, outcome.reports, outcome.stories, outcome.problems) == (0, 0, (), ())
    assert tables(together) == before


def test_the_order_of_reading_changes_nothing(together: Path, texts: list[Path], tmp_path: Path) -> None:
    mixed = list(texts)
    random.Random(4).shuffle(mixed)
    read(tmp_path / "library.db", *mixed)
    assert_same_library(together, tmp_path / "library.db")


def test_reading_one_by_one_ends_where_reading_together_ends(together: Path, texts: list[Path], tmp_path: Path) -> None:
    mixed = list(texts)
    random.Random(5).shuffle(mixed)
    for path in mixed:
        read(tmp_path / "library.db", path)
    assert_same_library(together, tmp_path / "library.db")


def test_workers_give_the_same_library(together: Path, texts: list[Path], tmp_path: Path) -> None:
    with LocalEngine(2, small=0) as engine:
        read(tmp_path / "library.db", *texts, engine=engine)
    assert_same_library(together, tmp_path / "library.db")


@pytest.mark.reliability
def test_a_read_killed_at_every_write_goes_on_to_the_same_library() -> None:
    """A sample of the benchmark: a read killed before each of its commits in turn."""
    figures = benchmark("kills", "--kills", "10", "--seed", "5", "--scenes", "writes")
    assert figures["kills"] >= 10
    assert figures["stopped_told"] > 0
    assert figures["compared"] >= 10
    assert {name: figures[name] for name in ("faults", "rows_differ", "reports_lost", "unsound")} == dict.fromkeys(
        ("faults", "rows_differ", "reports_lost", "unsound"), 0
    )


@pytest.mark.reliability
def test_damage_is_seen() -> None:
    """A sample of the benchmark: bits flipped and pages zeroed."""
    figures = benchmark("damage", "--rounds", "60", "--seed", "5")
    assert figures["changed"] > 10
    assert (figures["passed_as_sound"], figures["tracebacks"]) == (0, 0)


def benchmark(name: str, *arguments: str) -> dict[str, Any]:
    script = Path(__file__).parents[2] / "benchmarks" / "reliability" / f"{name}.py"
    done = subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.reliability
def test_kill_nine_in_the_middle_of_many_files(many: tuple[Path, Path], tmp_path: Path) -> None:
    folder, whole = many
    chance = random.Random()
    library = tmp_path / "library.db"
    command = [sys.executable, "-m", "variorum", "read", str(folder), "--library", str(library)]
    killed = 0
    for _ in range(2):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(1.0, 5.0))
        process.kill()
        killed += process.wait() == -signal.SIGKILL
    assert killed
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert_same_library(whole, library)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of more files than are read without workers, and the library of a read that nobody disturbed."""
    folder = tmp_path_factory.mktemp("many")
    write(folder, reports(reading.FILES_A_BATCH * (SMALL + 2), seed=9, copies=14))
    library = tmp_path_factory.mktemp("whole") / "library.db"
    read(library, folder)
    return folder, library


def test_the_hundredth_copy_costs_no_analysis(texts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    work = reading.analyse_all

    def noted(batch: Sequence[tuple[str, str | None]]) -> list[Any]:
        seen.extend(text for text, _ in batch)
        return work(batch)

    monkeypatch.setattr(reading, "analyse_all", noted)
    text = texts[0].read_text()
    copies = write(tmp_path / "copies", {f"copy-{number}.txt": text for number in range(100)})
    read(tmp_path / "library.db", *copies)
    assert len(seen) == len(set(seen)) == 3
    assert Library(tmp_path / "library.db").count("reports") == 100


def test_one_more_report_asks_the_judge_only_what_it_was_not_asked_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost that grows fastest in a growing story, as a count that no busy machine changes; and the library is that of one read."""
    asked: list[Asked] = []
    tells = Judge.tells

    def noted(judge: Judge, questions: Sequence[Asked]) -> list[float]:
        asked.extend(questions)
        return tells(judge, questions)

    monkeypatch.setattr(Judge, "tells", noted)
    leads = (
        "The ferry Sava struck the quay at Tarnby on Monday with 40 people on board.",
        "The ferry Sava, with 40 people on board, struck the quay at Tarnby on Monday.",
        "On Monday the ferry Sava struck the quay at Tarnby with 40 people on board.",
        "The ferry Sava struck the quay at Tarnby on Monday evening with 40 people on board.",
    )
    others = ("The captain said the wind had turned.", "Divers looked at the hull on Tuesday.", "Nobody was hurt, the harbour office said.")
    lasts = (*others, "The owner will pay for the repair of the quay.")
    heads = [f"The ferry Sava struck a quay\n\n{lead} {last}\n" for lead, last in zip(leads, lasts, strict=True)]
    texts = {f"{number}.txt": text for number, text in enumerate(heads)}
    paths = write(tmp_path / "texts", texts)
    read(tmp_path / "grown.db", *paths[:-1])
    before = set(asked)
    asked.clear()
    read(tmp_path / "grown.db", paths[-1])
    assert before
    assert asked
    assert before.isdisjoint(asked)
    asked.clear()
    read(tmp_path / "whole.db", *paths)
    assert before & set(asked)
    assert_same_library(tmp_path / "grown.db", tmp_path / "whole.db")


def broken(*given: object) -> Any:
    raise ValueError("no such luck")


def test_a_stage_that_fails_leaves_its_part_empty_and_is_told(texts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "OF_STORY", (*pipeline.OF_STORY, pipeline.Stage("broken", broken)))
    outcome = read(tmp_path / "library.db", texts[0])
    assert len(outcome.stories) == 1
    (problem,) = outcome.problems
    assert (problem.stage, problem.kind, problem.origin) == ("story", "lost", outcome.stories[0])
    assert "no such luck" in problem.message
    assert Library(tmp_path / "library.db").count("statements") > 0
    assert Library(tmp_path / "library.db").dossier(outcome.stories[0]).lost
    monkeypatch.undo()
    again = read(tmp_path / "library.db", texts[0])
    assert not Library(tmp_path / "library.db").dossier(again.stories[0] if again.stories else outcome.stories[0]).lost


def told_of_loss(library: Path) -> list[bool]:
    """Of each story: does a view of it know that a part is missing?"""
    return [bool(Library(library).dossier(one.id).lost) for one in Library(library).stories()]


@pytest.mark.parametrize(
    ("stages", "stage", "told"),
    [
        ("OF_REPORT", "report", "report-00000-0.txt"),
        ("OF_PARAGRAPH", "language", "report-00000-0.txt"),
        ("OF_STORY", "story", ""),
    ],
)
def test_what_failed_is_tried_again_until_it_succeeds(
    stages: str, stage: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    paths = write(tmp_path / "texts", reports(3))
    whole, library = tmp_path / "whole.db", tmp_path / "library.db"
    read(whole, *paths)
    with monkeypatch.context() as failing:
        failing.setattr(pipeline, stages, (pipeline.Stage("broken", broken), *getattr(pipeline, stages)[1:]))
        first = read(library, *paths)
        again = read(library, *paths)
    for outcome in (first, again):
        assert {problem.stage for problem in outcome.problems} == {stage}
        assert all("no such luck" in problem.message and "broken" in problem.message for problem in outcome.problems)
        assert any(told in problem.origin for problem in outcome.problems)
    assert "in broken\n    raise ValueError" in caplog.text
    assert any(told_of_loss(library)), "a card must not deny what could not be looked for"
    assert check(Library(library)).faults == ()
    assert not check(Library(library)).stopped
    assert read(library, *paths).problems == ()
    assert not any(told_of_loss(library))
    wanted, found = named_afresh(whole), named_afresh(library)
    # Paragraphs are kept for whoever has them again: here those of reports that for a while were one block.
    assert set(wanted.pop("paragraphs")) <= set(found.pop("paragraphs"))
    assert found == wanted


def test_a_failed_paragraph_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = write(tmp_path / "texts", {"a.txt": "The council of Tarnby met on Monday.\n\nIt agreed to repair the old bridge.\n"})
    whole = pipeline.OF_PARAGRAPH

    def fastidious(reading: Any, found: Any) -> Any:
        return broken() if any(word.lemma == "bridge" for sentence in reading.sentences() for word in sentence.words) else found

    monkeypatch.setattr(pipeline, "OF_PARAGRAPH", (*whole, pipeline.Stage("fastidious", fastidious)))
    (problem,) = read(tmp_path / "library.db", *paths).problems
    assert problem.origin == str(paths[0])
    assert "at character 38 (“It agreed to repair the old bridge.”)" in problem.message
    assert "fastidious: ValueError: no such luck" in problem.message


def test_a_read_after_which_nothing_changed_and_nothing_failed_writes_nothing(
    together: Path, texts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer(together) as writer:
        before = writer.connection.total_changes
        reading.run(writer, texts, Given(), LocalEngine(1, small=10**6))
        assert writer.connection.total_changes == before


class Losing(LocalEngine):
    """An engine that loses one item of one kind of work, as if its worker had died twice."""

    def __init__(self, work: str, index: int = 0) -> None:
        super().__init__(1, small=10**6)
        self.work, self.index = work, index

    def map(self, work: Any, items: Any, batch: int) -> Iterator[Any]:
        for result in super().map(work, items, batch):
            lost = not isinstance(result, Lost) and work.__name__ == self.work and result[0] == self.index
            yield Lost(self.index, "the worker was ended by signal 9") if lost else result


@pytest.mark.parametrize(
    ("work", "stage"), [("read_files", "sources"), ("analyse_all", "language"), ("features_of", "stories"), ("judge_all", "story")]
)
@pytest.mark.parametrize("index", [0, 2])
def test_what_a_dying_worker_lost_is_read_by_the_next_read(
    work: str, stage: str, index: int, texts: list[Path], together: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library.db"
    for part in (texts[:10], texts):  # into a new library, and into one that grows
        (problem,) = read(library, *part, engine=Losing(work, index)).problems
        assert (problem.stage, problem.kind) == (stage, "lost")
        assert "signal 9" in problem.message
        checked = check(Library(library))
        assert (checked.faults, checked.stopped) == ((), False)
        if stage == "sources":
            assert Library(library).count("reports") == len(part) - 1
    assert read(library, *texts).problems == ()
    assert Library(library).problems() == []
    assert_same_library(together, library)


def test_a_report_whose_features_are_lost_again_leaves_its_old_place(texts: list[Path], tmp_path: Path) -> None:
    """It was in a story of several; it is prepared otherwise, its features fail: it stands alone, and once."""
    library = tmp_path / "library.db"
    read(library, *texts)
    told = max(Library(library).stories(), key=lambda story: len(story.reports))
    with Writer(library) as writer:
        (raw,) = writer.reader.raw([max(told.reports)])  # comes after its old story, which it must not push out
        writer.put_reports([(raw, replace(raw, blocks=(Block(0, len(raw.text), "body"),)))], versions.looks().reports)
        reading.settle(writer, Losing("features_of"))
        assert [problem.stage for problem in writer.reader.problems()] == ["stories"]
    members = Library(library).members()
    assert sorted(report for reports in members.values() for report in reports) == Library(library).report_ids()
    assert check(Library(library)).faults == ()


@pytest.mark.reliability
def test_a_paragraph_that_kills_its_worker_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The worker dies at one paragraph, every time; then it is well."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    monkeypatch.setenv("VARIORUM_TEST_KILLER", "Oskerra")
    import killer

    paths = write(
        tmp_path / "texts",
        {
            "good.txt": "The council of Tarnby met on Monday.\n\nIt agreed to repair the old bridge.\n",
            "bad.txt": "The council of Oskerra met on Monday.\n\nIt agreed to close the new bridge.\n",
        },
    )
    with monkeypatch.context() as killing, LocalEngine(2, small=0) as engine:
        killing.setattr(reading, "analyse_all", killer.analyse_all)
        outcome = read(tmp_path / "library.db", *paths, engine=engine)
    (problem,) = outcome.problems
    assert problem.origin == str(paths[1])
    assert "signal 9" in problem.message
    library = Library(tmp_path / "library.db")
    assert library.count("reports") == 2
    told = {statement.what for statement in library.nouns("statements")}
    assert told >= {"repair", "close"} or any("agree" in what for what in told)
    assert read(tmp_path / "library.db", *paths).problems == ()
    read(tmp_path / "whole.db", *paths)
    assert_same_library(tmp_path / "whole.db", tmp_path / "library.db")


def test_new_rules_judge_again_what_was_judged_by_old_ones(texts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "library.db"
    read(library, *texts[:3])
    before = tables(library)
    usual = versions.looks()
    monkeypatch.setattr("variorum.job.versions.looks", lambda: usual._replace(stories="others"))
    with monkeypatch.context() as comparing:
        comparing.setattr(reading, "analyse_all", None)  # a changed rule of comparing reads no paragraph again
        outcome = read(library, *texts[:3])
    assert outcome.fresh == 0
    assert len(outcome.stories) == Library(library).count("stories")
    after = tables(library)
    assert {name for name in before if before[name] != after[name]} == {"meta", "judged", "worked"}
    monkeypatch.setattr("variorum.job.versions.looks", lambda: usual._replace(reports="others", paragraphs="others", stories="again"))
    read(library, *texts[:3])
    again = tables(library)
    assert {name for name in before if before[name] != again[name]} == {"meta", "inputs", "paragraphs", "judged", "worked"}
    assert Library(library).count("paragraphs") == len(before["paragraphs"])


def test_what_the_user_says_goes_before_what_the_file_says(texts: list[Path], tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    read(library, texts[0], given=Given("The Tarnby Post", "2024-05-02", "https://tarnby.example/1"))
    (report,) = Library(library).reports()
    assert (report.outlet, report.published, report.published_basis, report.url) == (
        "The Tarnby Post", "2024-05-02", "given", "https://tarnby.example/1",
    )  # fmt: skip


def test_decisions_hold_over_later_reads_in_any_order(together: Path, texts: list[Path], tmp_path: Path) -> None:
    told = max(Library(together).stories(), key=lambda story: len(story.reports))
    apart = decided("split", None, Value(reports=(told.reports[0],)), "A. Quill", "2024-05-02T10:00:00+00:00")
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    with Writer(first) as writer:
        reading.run(writer, texts, Given(), LocalEngine(1, small=10**6))
        writer.decide(apart)
        changed = reading.settle(writer, LocalEngine(1, small=10**6))
    assert len(changed) == 2
    with Writer(second) as writer:
        writer.decide(apart)
        reading.run(writer, texts[:12], Given(), LocalEngine(1, small=10**6))
        reading.run(writer, texts[12:], Given(), LocalEngine(1, small=10**6))
    assert_same_library(first, second)
    assert (told.reports[0],) in Library(first).members().values()


def test_a_missing_path_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no file or folder"):
        read(tmp_path / "library.db", tmp_path / "missing.txt")


def test_a_file_that_changes_adds_the_new_edition(tmp_path: Path) -> None:
    (path,) = write(tmp_path / "texts", {"a.txt": "The council of Tarnby met on Monday to speak of the bridge.\n"})
    library = tmp_path / "library.db"
    read(library, path)
    path.write_text("The council of Tarnby met on Monday and agreed to mend the bridge.\n")
    assert read(library, path).reports == 1
    assert Library(library).count("reports") == 2


def test_a_file_read_by_a_better_reader_loses_what_it_no_longer_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = write(tmp_path / "texts", {"a.txt": "The council of Tarnby met on Monday to speak of the bridge.\n\nShare this!\n"})
    library = tmp_path / "library.db"
    read(library, path)
    (old,) = Library(library).report_ids()
    inner = reading.files.read

    def better(path: Path, origin: str, given: Given) -> Iterator[Any]:
        for report in inner(path, origin, given):
            yield replace(report, id="r-better", text=report.text.replace("Share this!", ""))

    monkeypatch.setattr(reading.files, "read", better)
    usual = versions.looks()
    monkeypatch.setattr("variorum.job.versions.looks", lambda: usual._replace(files="better"))
    read(library, path)
    assert Library(library).report_ids() == ["r-better"]
    assert all(old not in row for rows in tables(library).values() for row in rows)


def test_a_file_of_many_records_is_kept_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "REPORTS_A_WRITE", 5)
    records = [json.dumps({"id": name, "text": text}) for name, text in reports(17).items()]
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join([*records, "no json"]) + "\n")
    read(tmp_path / "small.db", path)
    monkeypatch.setattr(reading, "LARGE_FILE", 10)
    outcome = read(tmp_path / "large.db", path)
    assert outcome.reports == 17
    assert len(outcome.problems) == 1
    assert_same_library(tmp_path / "small.db", tmp_path / "large.db")
    assert read(tmp_path / "large.db", path).fresh == 0


def test_reports_of_a_large_file_keep_their_ids_when_more_is_said_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "REPORTS_A_WRITE", 5)
    monkeypatch.setattr(reading, "LARGE_FILE", 10)
    library, path = tmp_path / "library.db", tmp_path / "records.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in dict.fromkeys(reports(17).values())) + "\n")
    read(library, path)
    before = Library(library).report_ids()
    with Writer(library) as writer, LocalEngine(1) as engine:
        assert reading.run(writer, [path], Given(outlet="The Gull"), engine).reports == 0
    assert Library(library).report_ids() == before
    assert {report.outlet for report in Library(library).reports()} == {"The Gull"}


@pytest.mark.reliability
def test_the_interrupted_terminal_goes_on(texts: list[Path], tmp_path: Path, together: Path) -> None:
    command = [sys.executable, "-m", "variorum", "read", str(texts[0].parent), "--library", str(tmp_path / "library.db")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(1.5)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in errors
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert_same_library(together, tmp_path / "library.db")
