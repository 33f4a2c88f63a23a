"""Law 9 in a library: what a person decided holds until they undo it, whatever is read, judged or renamed meanwhile."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invented import assert_same_library, reports, tables, write
from variorum.apps import correcting
from variorum.contracts import Given
from variorum.engines.local import LocalEngine
from variorum.job import reading, versions
from variorum.model.decision import Anchor, Decision, Value, decided
from variorum.store.check import check
from variorum.store.library import Library
from variorum.store.writer import Writer
from variorum.views.export import jsonl

pytestmark = pytest.mark.model

BY = correcting.Signature("Ada Quill", "2031-05-07T08:00:00+00:00")
LATER = "2031-05-08T08:00:00+00:00"
FERRY = {
    "ferry-a.txt": "Mayor Ada Moll of Tarnby rejected the sale of the harbour on Monday.\n\n"
    "“I will not sell the harbour, and we expect 300 visitors,” she told the council of Tarnby.\n\n"
    "Kurt Bein, who leads the council of Tarnby, said 40 boats use the harbour.\n",
    "ferry-b.txt": "Ada Moll, the mayor of Tarnby, opposed selling the harbour of Tarnby on Tuesday.\n\n"
    "Sixty boats use the harbour, said Kurt Bein of the council of Tarnby.\n\n"
    "“I will not sell the harbour, and we expect 300 visitors,” Ada Moll told the council of Tarnby.\n",
}
MORE = {
    "ferry-c.txt": "Ada Moll will not sell the harbour of Tarnby, the council heard on Wednesday from the mayor of Tarnby.\n\n"
    "“I will not sell the harbour, and we expect 300 visitors,” said Ada Moll, and Kurt Bein of the council left the room.\n",
}
SPEECH = "I will not sell the harbour"
ASIDE = ("decisions", "meta")  # what was decided itself, and the memory of the last read


def engine() -> LocalEngine:
    return LocalEngine(1, small=10**6)


def read(library: Path, *paths: Path) -> reading.Outcome:
    with Writer(library) as writer:
        return reading.run(writer, paths, Given(), engine())


def decide(library: Path, *decisions: Decision) -> tuple[str, ...]:
    with Writer(library) as writer:
        for decision in decisions:
            writer.decide(decision)
        return reading.settle(writer, engine())


def undo(library: Path, *decisions: Decision) -> tuple[str, ...]:
    with Writer(library) as writer:
        for decision in decisions:
            writer.undo(decision.id, LATER)
        return reading.settle(writer, engine())


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write(tmp_path_factory.mktemp("texts"), FERRY | reports(8, seed=3))


@pytest.fixture(scope="module")
def whole(texts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of all texts, with nothing decided."""
    library = tmp_path_factory.mktemp("whole") / "library.db"
    read(library, *texts)
    return library


@pytest.fixture
def library(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "library.db"))


def ferry(library: Path) -> Any:
    reader = Library(library)
    (story,) = (story for story in reader.stories() if any("Moll" in report.text for report in reader.reports(story.reports)))
    return reader.dossier(story.id)


def given_to_bein(library: Path) -> list[Decision]:
    return correcting.said_by(ferry(library), SPEECH, "Kurt Bein", BY)


def all_kinds(library: Path) -> list[Decision]:
    """A decision of every kind on findings, none bearing on another."""
    told = ferry(library)
    return [
        *given_to_bein(library),
        *correcting.said_by(told, "Sixty boats", None, BY),
        correcting.of_names(told, "apart", "Ada Moll@1", "Ada Moll@2", BY),
        correcting.of_names(told, "same", "Kurt Bein", "council of Tarnby@2", BY),
        correcting.struck(told, "40 boats", BY),
    ]


def speakers(library: Path) -> set[tuple[str | None, str | None]]:
    return {(row.speaker_name, row.corrected) for row in ferry(library).quotations if SPEECH in row.content[0].text}


HELD = {("Kurt Bein", "by Ada Quill on 2031-05-07")}


def without(found: dict[str, list[str]], *names: str) -> dict[str, list[str]]:
    return {name: rows for name, rows in found.items() if name not in names}


def test_a_correction_judges_its_story_alone_and_reads_no_paragraph(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, told = tables(library), ferry(library)
    monkeypatch.setattr(reading, "analyse_all", lambda batch: pytest.fail(f"{len(batch)} paragraphs were read again"))
    assert decide(library, *given_to_bein(library)) == (told.story.id,)
    after = tables(library)
    assert speakers(library) == HELD
    for name, rows in before.items():
        gone = [json.loads(row) for row in rows if row not in set(after[name])]
        assert all(row.get("story", told.story.id) == told.story.id for row in gone), name
    assert {name for name in before if before[name] != after[name]} <= {
        "decisions", "entities", "heard", "judged", "meta", "points", "positions", "quotations", "statements", "utterances", "worked",
    }  # fmt: skip
    assert check(Library(library)).faults == ()


def test_a_correction_holds_when_a_report_is_added_when_rules_change_and_when_files_are_read_again(
    library: Path, texts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions = given_to_bein(library)
    decide(library, *decisions)
    read(library, *write(tmp_path / "more", MORE))
    assert len(ferry(library).reports) == 3
    rows = {row.report: row for row in ferry(library).quotations if SPEECH in row.content[0].text}
    assert {rows[one.anchor.report].speaker_name for one in decisions if one.anchor} == {"Kurt Bein"}
    assert [row.corrected for key, row in rows.items() if key not in {one.anchor.report for one in decisions if one.anchor}] == [None]
    usual = versions.looks()
    monkeypatch.setattr("variorum.job.versions.looks", lambda: usual._replace(files="new", reports="new", paragraphs="new", stories="new"))
    outcome = read(library, *texts)
    assert outcome.problems == ()
    assert len(outcome.stories) == Library(library).count("stories")
    again = {row.report: row.speaker_name for row in ferry(library).quotations if SPEECH in row.content[0].text}
    assert again == {key: row.speaker_name for key, row in rows.items()}


def test_what_is_decided_before_a_report_is_read_holds_when_it_comes(library: Path, texts: list[Path], tmp_path: Path) -> None:
    decisions = all_kinds(library)
    early = tmp_path / "early.db"
    outcome = read(early, *texts[1:])
    assert outcome.problems == ()
    decide(early, *decisions)
    absent = Library(early).problems()
    assert {problem.stage for problem in absent} == {reading.ABSENT, reading.CORRECTIONS}
    assert all("does not apply" in problem.message for problem in absent)
    read(early, texts[0])
    assert Library(early).problems() == []
    decide(library, *decisions)
    assert_same_library(library, early)


def test_a_read_that_was_stopped_after_a_decision_comes_to_it(library: Path, texts: list[Path]) -> None:
    with Writer(library) as writer:
        for decision in given_to_bein(library):
            writer.decide(decision)
    assert check(Library(library)).stopped
    read(library, *texts)
    assert speakers(library) == HELD
    assert not check(Library(library)).stopped


def test_with_decisions_on_findings_a_new_report_is_grouped_by_itself(library: Path, tmp_path: Path) -> None:
    """Only a decision on stories may bring far reports together."""
    decide(library, *given_to_bein(library))
    (path,) = write(tmp_path / "new", {"new.txt": "Snow fell on the hills of Ildren all night long.\n"})
    wholes: list[bool] = []
    usual = reading.group

    def noted(*given: Any, **more: Any) -> Any:
        grouped = usual(*given, **more)
        wholes.append(grouped.whole)
        return grouped

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "group", noted)
        assert len(read(library, path).stories) == 1
        decide(library, correcting.of_reports("split", ferry(library).story.reports[:1], None, BY))
        read(library, *write(tmp_path / "newer", {"newer.txt": "The choir of Quillhaven sang at noon.\n"}))
    assert wholes == [False, True, True]


def test_undoing_restores_every_row(library: Path) -> None:
    before = tables(library)
    decisions = all_kinds(library)
    assert len(decide(library, *decisions)) == 1
    assert without(tables(library), *ASIDE) != without(before, *ASIDE)
    assert Library(library).problems() == []
    assert len(undo(library, *decisions)) == 1
    assert unremembered(tables(library)) == unremembered(before)
    kept = Library(library).decisions()
    assert [one.undone for one in kept] == [LATER] * len(decisions)
    assert [replace(one, undone=None) for one in kept] == decisions


def unremembered(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Rows without the ids that answered for a while: those stay in `formerly`, as law 8 has it, and so in a row's seal."""
    bare = {}
    for name, rows in without(found, *ASIDE).items():
        plain = ({key: value for key, value in json.loads(row).items() if key not in ("formerly", "seal")} for row in rows)
        bare[name] = sorted(json.dumps(row, sort_keys=True) for row in plain)
    return bare


def test_undoing_a_speaker_and_a_strike_restores_every_row_to_the_letter(library: Path) -> None:
    before = tables(library)
    told = ferry(library)
    decisions = [*correcting.said_by(told, "Sixty boats", None, BY), correcting.struck(told, "40 boats", BY)]
    decide(library, *decisions)
    undo(library, *decisions)
    assert without(tables(library), "decisions") == without(before, "decisions")


def test_undoing_a_split_or_a_join_restores_the_stories(library: Path, tmp_path: Path) -> None:
    read(library, *write(tmp_path / "more", MORE))
    before = tables(library)
    told = ferry(library)
    split = correcting.of_reports("split", told.story.reports[2:], None, BY)
    assert len(decide(library, split)) == 2
    assert len(Library(library).stories()) == len(before["stories"]) + 1
    undo(library, split)
    assert unremembered(tables(library)) == unremembered(before)
    other = min(Library(library).stories(), key=lambda story: len(story.reports))
    assert len(other.reports) < len(told.reports)
    join = correcting.of_reports("join", [*told.story.reports, *other.reports], None, BY)
    assert len(decide(library, join)) == 1
    undo(library, join)
    assert unremembered(tables(library)) == unremembered(before)
    assert {Library(library).now(story.id) for story in (told.story, other)} == {told.story.id, other.id}


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_decisions_that_do_not_bear_on_each_other_may_come_in_any_order(library: Path, tmp_path: Path, lot: Any) -> None:
    decisions = all_kinds(library)
    mixed: Sequence[Decision] = lot.sample(decisions, len(decisions))
    one, other = (Path(shutil.copy(library, tmp_path / name)) for name in ("one.db", "other.db"))
    decide(one, *decisions)
    for decision in mixed:
        decide(other, decision)
    assert_same_library(one, other)


def test_the_same_decision_twice_is_one(library: Path) -> None:
    decisions = given_to_bein(library)
    decide(library, *decisions)
    before = tables(library)
    again = [replace(decision, by="Somebody", at=LATER) for decision in decisions]
    with Writer(library) as writer:
        changes = writer.connection.total_changes
        assert [writer.decide(one) for one in again] == decisions
        assert reading.settle(writer, engine()) == ()
        assert writer.connection.total_changes == changes
    assert tables(library) == before


def test_the_last_word_counts_and_undoing_it_brings_back_the_one_before(library: Path) -> None:
    first, (second, *_) = given_to_bein(library)[:1], correcting.said_by(ferry(library), SPEECH, None, BY)
    decide(library, *first)
    bein = tables(library)
    decide(library, second)
    nobody = tables(library)
    decide(library, *first)  # said again: it moves to the end
    kept = Library(library).decisions()
    assert [(one.value.name, one.undone is None) for one in kept] == [("Kurt Bein", False), (None, True), ("Kurt Bein", True)]
    assert kept[2].id != kept[0].id
    assert unremembered(without(tables(library), "judged")) == unremembered(without(bein, "judged"))
    undo(library, kept[2])
    assert unremembered(tables(library)) == unremembered(nobody)


def test_an_anchor_whose_words_changed_is_told_and_changes_nothing(library: Path) -> None:
    (decision, *_) = given_to_bein(library)
    assert decision.anchor is not None
    wrong = replace(decision.anchor, text=decision.anchor.text.replace("sell", "burn"))
    before = tables(library)
    stale = decided("speaker", wrong, decision.value, *BY)
    decide(library, stale)
    (problem,) = Library(library).problems()
    assert (problem.origin, problem.stage, problem.kind) == (ferry(library).story.id, reading.CORRECTIONS, "decision")
    assert stale.id in problem.message
    assert "no longer reads" in problem.message
    same = ("quotations", "statements", "utterances", "points", "positions", "entities")
    assert {name: tables(library)[name] for name in same} == {name: before[name] for name in same}
    undo(library, stale)
    assert Library(library).problems() == []


def test_names_in_two_stories_are_told_not_to_meet(library: Path) -> None:
    told = ferry(library)
    other = next(story for story in Library(library).stories() if story.id != told.story.id)
    (report,) = Library(library).reports(other.reports[:1])
    mention = correcting.of_names(told, "same", "Kurt Bein", "Ada Moll", BY).anchors[0]
    decide(library, decided("same", mention, Value(others=(Anchor(report.id, 0, 4, report.text[:4]),)), *BY))
    found = Library(library).problems()
    assert {problem.origin for problem in found} == {told.story.id, other.id}
    assert all("stands in a report of another story" in problem.message for problem in found)
    decide(library, correcting.of_reports("join", [*told.story.reports, *other.reports], None, BY))
    assert Library(library).problems() == []


def test_decisions_are_exported_with_their_places_and_their_history(library: Path, tmp_path: Path) -> None:
    decisions = given_to_bein(library)
    decide(library, *decisions)
    undo(library, decisions[0])
    jsonl("decisions", Library(library).rows("decisions"), tmp_path / "decisions.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [one.id for one in decisions]
    assert [row["undone"] for row in rows] == [LATER, None]
    for row in rows:
        anchor = row["anchor"]
        text = Library(library).report(anchor["report"]).text
        assert text[anchor["start"] : anchor["end"]] == anchor["text"]
        assert (row["by"], row["at"], row["value"]["name"]) == (BY.by, BY.at, "Kurt Bein")


def test_a_decision_changed_behind_our_back_is_told(library: Path) -> None:
    decide(library, *given_to_bein(library))
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("UPDATE decisions SET value = replace(value, 'Kurt Bein', 'Ada Moll')")
        connection.commit()
    faults = check(Library(library)).faults
    assert len(faults) == 2
    assert all(fault.startswith("decisions ") for fault in faults)
