"""benchmarks/findings.py: what was found before and after a change is paired by where its evidence stands, never by an id."""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import findings
from compared import Change, Place, changes, overlap

TEXT = "Norway rejected the demand. Iceland closed its harbours on Tuesday. No one was hurt."
SENTENCES = ((0, 27), (28, 67), (68, 84))


def report(name: str, **more: Any) -> dict[str, Any]:
    return {"id": f"r{name:0>16}", "origin": f"reports/{name}.txt", "title": name, "text": f"{TEXT} {name}"} | more


def passage(name: str, sentence: int) -> dict[str, Any]:
    start, end = SENTENCES[sentence]
    return {"report": f"r{name:0>16}", "start": start, "end": end, "text": TEXT[start:end]}


def point(number: int, verdict: str, *passages: dict[str, Any], values: tuple[str, ...] = ("one", "other")) -> dict[str, Any]:
    readings = [
        {"value": value, "statements": [f"s{number:016}"], "passages": [place]} for value, place in zip(values, passages, strict=False)
    ]
    return {"id": f"p{number:016}", "question": "Was it so?", "verdict": verdict, "kinds": ["polarity"], "readings": readings, "why": "so"}


def told(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What changed: table, gained, lost or moved, and which fields."""
    both = {"reports": [report("1"), report("2")]}
    found, _ = changes(both | before, both | after)
    return [(change.table, change.what, change.fields) for change in found]


def test_other_ids_scores_reasons_and_another_order_of_answers_are_no_change():
    old = point(1, "conflict", passage("1", 0), passage("2", 0))
    new = point(9, "conflict", passage("1", 0), passage("2", 0)) | {"why": "in other words", "confidence": 0.2}
    new["readings"].reverse()
    found, same = changes({"points": [old]}, {"points": [new]})
    assert found == []
    assert same == {"points": 1}


def test_the_same_evidence_under_another_verdict_has_moved():
    old, new = (point(1, verdict, passage("1", 0), passage("2", 0)) for verdict in ("conflict", "wording"))
    assert told({"points": [old]}, {"points": [new]}) == [("points", "moved", ("verdict",))]
    (change,), _ = changes({"points": [old]}, {"points": [new]})
    assert change.kind == "conflict polarity → wording polarity"


def test_another_value_on_the_same_evidence_has_moved():
    old, new = (point(1, "conflict", passage("1", 0), passage("2", 0), values=values) for values in (("60", "70"), ("60", "80")))
    assert told({"points": [old]}, {"points": [new]}) == [("points", "moved", ("readings",))]


def test_other_evidence_is_lost_and_gained():
    old = point(1, "conflict", passage("1", 0), passage("2", 0))
    new = point(1, "conflict", passage("1", 1), passage("2", 1))
    assert told({"points": [old]}, {"points": [new]}) == [("points", "lost", ()), ("points", "gained", ())]


def test_one_passage_more_or_a_shifted_edge_has_moved_as_long_as_half_is_shared():
    old = {"id": "e1", "event": "REJECT", "passages": [passage("1", 0)]}
    assert told({"events": [old]}, {"events": [old | {"passages": [passage("1", 0), passage("2", 0)]}]}) == [
        ("events", "moved", ("passages",))
    ]
    shifted = passage("1", 0) | {"start": 7}
    assert told({"events": [old]}, {"events": [old | {"passages": [shifted]}]}) == [("events", "moved", ("passages",))]
    three = old | {"passages": [passage("1", 0), passage("1", 1), passage("2", 0)]}
    assert told({"events": [old]}, {"events": [three]}) == [("events", "moved", ("passages",))]
    assert told({"events": [three]}, {"events": [old]}) == [("events", "moved", ("passages",))]


def test_half_of_the_evidence_is_enough_and_more_evidence_may_come_with_one_other_field():
    old = {"id": "e1", "event": "REJECT", "mode": "change", "passages": [passage("1", 0), passage("1", 0) | {"report": "r2"}]}
    half = old | {"event": "ACCEPT", "mode": None, "passages": [passage("1", 0) | {"start": 0, "end": 27}]}
    assert told({"events": [old]}, {"events": [half]}) == [("events", "moved", ("event", "mode", "passages"))]
    three = old | {"event": "ACCEPT", "passages": [*old["passages"], passage("1", 1), passage("1", 2), passage("2", 1)]}
    assert told({"events": [old]}, {"events": [three]}) == [("events", "moved", ("event", "passages"))]


def test_a_small_finding_inside_a_large_one_that_tells_something_else_is_lost():
    old = {"id": "e1", "event": "REJECT", "mode": "change", "passages": [passage("1", 0)]}
    new = {"id": "e2", "event": "ASSAULT", "mode": None, "passages": [passage("1", 0), passage("1", 1), passage("2", 0)]}
    assert [what for _, what, _ in told({"events": [old]}, {"events": [new]})] == ["lost", "gained"]


def test_several_on_one_passage_pair_off_with_the_likest():
    """One sentence states three things: one of them is lost, one is told otherwise."""
    place = passage("1", 1)
    one, two, three = ({"id": f"s{who}", "passage": place, "who": who, "what": "close", "whom": who} for who in ("Iceland", "Norway", "it"))
    new = [three | {"id": "s9"}, two | {"what": "shut"}]
    assert told({"statements": [one, two, three]}, {"statements": new}) == [("statements", "moved", ("what",)), ("statements", "lost", ())]


def test_the_same_twice_is_two():
    row = {"id": "s1", "passage": passage("1", 0), "who": "Norway"}
    assert told({"statements": [row]}, {"statements": [row, row]}) == [("statements", "gained", ())]


def test_of_two_that_overlap_the_one_that_overlaps_more_is_paired():
    old = {"id": "e1", "event": "REJECT", "passages": [passage("1", 0)]}
    near, far = (old | {"passages": [passage("1", 0) | {"end": end}]} for end in (25, 20))
    found, _ = changes({"events": [old]}, {"events": [far, near]})
    assert [(change.what, sorted(change.one.evidence)[0].end) for change in found] == [("moved", 25), ("gained", 20)]


def test_a_report_is_the_same_under_another_id_and_in_another_folder():
    row = {"id": "q1", "content": [passage("1", 0)], "speaker": "e0000000000000001", "speaker_name": "Norway", "manner": "direct"}
    elsewhere = report("1", id="r00000000000000aa", origin="C:\\other\\1.txt", title="another title")
    other = row | {"content": [passage("1", 0) | {"report": "r00000000000000aa"}], "speaker": "e0000000000000002"}
    found, same = changes({"reports": [report("1")], "quotations": [row]}, {"reports": [elsewhere], "quotations": [other]})
    assert [(change.table, change.fields) for change in found] == [("reports", ("title",))]
    assert same["quotations"] == 1


def test_reports_of_one_text_are_told_apart_by_their_names():
    twins = [report("1", text=TEXT), report("2", text=TEXT)]
    row = {"id": "s1", "passage": passage("2", 0), "who": "Norway"}
    found, same = changes({"reports": twins, "statements": [row]}, {"reports": twins[::-1], "statements": [row]})
    assert (found, same["statements"]) == ([], 1)


def test_another_speaker_of_a_quotation_has_moved():
    row = {"id": "q1", "content": [passage("1", 0)], "source": passage("1", 1), "speaker_name": "Norway"}
    assert told({"quotations": [row]}, {"quotations": [row | {"speaker_name": "Iceland"}]}) == [("quotations", "moved", ("speaker_name",))]
    assert told({"quotations": [row]}, {"quotations": [row | {"source": passage("1", 2)}]}) == [("quotations", "moved", ("source",))]


def test_rows_about_whole_reports_are_known_by_their_reports():
    both = {"reports": [report("1"), report("2")]}
    old = {"id": "o1", "name": "unknown origin 1", "basis": "own", "reports": ["r0000000000000001", "r0000000000000002"]}
    new = old | {"id": "o2", "name": "Meridian", "basis": "credit"}
    found, _ = changes(both | {"origins": [old]}, both | {"origins": [new]})
    assert [(change.what, change.fields) for change in found] == [("moved", ("basis", "name"))]


def test_a_table_or_a_field_that_one_tree_does_not_know_is_no_change():
    row = {"id": "s1", "passage": passage("1", 0), "who": "Norway"}
    found, same = changes({"statements": [row]}, {"statements": [row | {"modality": "actual"}], "editions": [{"id": "d1"}]})
    assert (found, same) == ([], {"statements": 1})


def test_overlap_counts_characters_once_and_reports_apart():
    assert overlap([Place(0, 0, 10)], [Place(0, 0, 5), Place(0, 2, 5)]) == 0.5
    assert overlap([Place(0, 0, 10)], [Place(1, 0, 10)]) == 0.0
    assert overlap([], []) == 0.0


def test_totals_and_findings_are_shown_shortened(capsys):
    long = {"id": "s1", "passage": passage("1", 0) | {"text": "word " * 200}, "who": "Norway", "modality": "actual"}
    compared = {"pile": changes({"statements": [long]}, {"statements": []})}
    assert findings.totals(compared, ["statements"]) == {"statements": {"same": 0, "lost": 1, "moved": 0, "gained": 0}}
    findings.show(compared, ["statements"], most=5)
    shown = capsys.readouterr().out
    assert "1 lost    actual" in shown
    assert "lost · actual · pile" in shown
    assert max(map(len, shown.splitlines())) < 140


def test_what_changed_is_shown_as_it_was_and_as_it_is():
    old, new = ({"id": "v1", "event": code, "passages": [passage("1", 0)]} for code in ("REJECT", "ACCEPT"))
    (change,), _ = changes({"events": [old]}, {"events": [new]})
    assert list(findings.lines(change)) == ["    event: REJECT  →  ACCEPT", f"    | {TEXT[:27]}"]
    assert isinstance(change, Change)


def test_of_a_list_only_what_is_other_is_shown():
    old, new = (point(1, "conflict", passage("1", 0), passage("2", 0), values=values) for values in (("60", "70"), ("60", "80")))
    (change,), _ = changes({"points": [old]}, {"points": [new]})
    told_ = next(findings.lines(change))
    assert "70" in told_
    assert "80" in told_
    assert "60" not in told_


def test_stories_kept_for_figures_are_never_read(tmp_path):
    """Neither under their own name nor under a shorter one: then the labels name a report of theirs."""
    rows = [{"id": f"{event}{number}", "event": event, "text": "x"} for event in ("a", "b", "c_in_full", "d", "e") for number in (1, 2)]
    (tmp_path / "documents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "figure.txt").write_text("a\nc\n")
    (tmp_path / "fresh.txt").write_text("e\n")
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "c.json").write_text(json.dumps({"documents": ["c_in_full2"]}))
    assert sorted(findings.development(tmp_path, 9)) == ["b", "d"]
    assert findings.development(tmp_path, 1) == findings.development(tmp_path, 1)
    assert len(findings.development(tmp_path, 1)) == 1
    assert findings.development(tmp_path / "nowhere", 3) == {}
