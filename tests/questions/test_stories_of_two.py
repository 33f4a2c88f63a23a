"""Two reports of a sentence or two, through all stages: what is told of one thing is compared, and only that."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import seeds
import test_golden
from variorum import pipeline
from variorum.model.point import Point
from variorum.model.report import Block, Report
from variorum.model.story import Dossier, Origin
from variorum.questions import answering
from variorum.story import statements

PAIRS = Path(__file__).with_name("minimal_pairs.jsonl")
"""What is found in generated pairs, a line each: `make accept` rewrites it."""


def report(name: str, *sentences: str, published: str | None = None) -> Report:
    text = "\n".join(sentences)
    blocks, start = [], 0
    for sentence in sentences:
        blocks.append(Block(start, start + len(sentence), "body"))
        start += len(sentence) + 1
    return Report(name, name, f"Outlet {name}", None, None, None, None, (), published, None, "en", text, tuple(blocks))


def told(*reports: Report, one_origin: bool = False) -> Dossier:
    """The reports collated, each its own origin unless said otherwise."""
    texts = {key: text for one in reports for _, text, key in pipeline.paragraphs(one)}
    found = dict(zip(texts, pipeline.analyse_texts(list(texts.values())), strict=True))
    dossier = pipeline.bare_dossier(reports, {key: pair[0] for key, pair in found.items()}, {key: pair[1] for key, pair in found.items()})
    groups = [tuple(one.id for one in reports)] if one_origin else [(one.id,) for one in reports]
    origins = tuple(Origin(f"o{ids[0]}", dossier.story.id, ids[0], True, ids, "own", 0.9, "") for ids in groups)

    return answering.answer(statements.place(dossier.having(origins=origins)))


def differing(dossier: Dossier) -> list[Point]:
    return [point for point in dossier.points if point.verdict not in ("single", "agreed")]


def only(dossier: Dossier) -> Point:
    found = differing(dossier)
    assert len(found) == 1, [(point.verdict, point.why) for point in found]
    return found[0]


@pytest.mark.stored
@pytest.mark.parametrize(
    ("a", "b", "verdict", "kind"),
    [
        ("The terms of the lease are non-negotiable, Mara Ostrell said.", "The terms of the lease can be negotiated, Mara Ostrell said.",
         "conflict", "polarity"),
        ("Zubrovka will lift the toll as long as Freedonia frees the crew.", "Zubrovka will lift the toll until Freedonia frees the crew.",
         "conflict", "condition"),
        ("There is a way out, should Zubrovka choose it, she said.", "There is a way out, Zubrovka has to choose it, she said.",
         "conflict", "condition"),
        ("Planes in Brackwater carried out bombing runs before noon.", "Planes bombed Brackwater before noon.", "conflict", "target"),
        ("Envoys of Zubrovka and Freedonia were scheduled to meet in Geneva.", "Envoys of Zubrovka and Freedonia met in Geneva.",
         "revised", "modality"),
        ("The fire destroyed 30 boats in the harbour of Castelmar.", "The fire destroyed 55 boats in the harbour of Castelmar.",
         "conflict", "number"),
        ("All teachers in Castelmar joined the strike.", "Some teachers in Castelmar joined the strike.", "scope", "number"),
        ("Ferries left the port, and marines and medics arrived in Castelmar.", "Ferries left the port, and arrived in Castelmar.",
         "conflict", "actor"),
        ("The mayor resigned before the vote on the budget.", "The mayor resigned after the vote on the budget.", "conflict", "sequence"),
    ],
)  # fmt: skip
def test_a_difference_is_typed_and_explained(a: str, b: str, verdict: str, kind: str) -> None:
    point = only(told(report("one", a), report("two", b), one_origin=True))
    assert (point.verdict, point.kinds) == (verdict, (kind,))
    assert len(point.readings) == 2
    assert point.why.endswith(".")
    assert any(f'"{reading.value}"' in point.why or reading.value.split()[0] in point.why for reading in point.readings)


@pytest.mark.stored
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("More than 800 people marched in Castelmar.", "More than 800 people marched in Castelmar on Monday."),
        ("Halden Steel rejected the offer of the union.", "Halden Steel did not accept the offer of the union."),
        ("Zubrovka accused Freedonia of spying.", "Freedonia was accused by Zubrovka of spying."),
        ("The peace talks will be held in Geneva next week.", "The peace talks will be held next week in Geneva."),
        ("If the tax is cut, Halden Steel will stay in Castelmar.", "Halden Steel will stay in Castelmar if the tax is cut."),
        ('Mara Ostrell said: "We will not leave."', '"We will not leave," Mara Ostrell said.'),
        ('"We did all we could to keep the boat afloat," said Sgt.', '"We did all we could to keep the boat afloat," said Ostrell.'),
        ("Her son looked up at her and said: “Mommy, did you win?”", "Her son looked up at her and said: “Mum, did you win?”"),
        ("A ranger died after a fall at Tarn Mount Hollin.", "On Friday a ranger died after a fall at Mt Hollin."),
        ("The thieves were caught in Brooklyn on Friday morning.", "The thieves were caught in New York City on Friday morning."),
        ("A boy of nine was bitten by an adder in Obercastel.", "A boy of nine was bitten by an adder in Brussels."),
        ("A boy of nine was bitten by an adder in Obercastel.", "A boy of nine was bitten by an adder in Staffordshire."),
        ("The wreck was found by Miss Ostrell and her dog.", "The wreck was found by Mara Ostrell and her dog."),
        ("Halden was the third mill in Castelmar to shut that year.", "They were a Castelmar mill of the third rank that year."),
        (
            "Mara Ostrell was placed on unpaid leave by the Halden Steel Works on Friday, so she misses the final.",
            "The Halden Steel Works placed Mara Ostrell on unpaid leave Friday because of a lost key.",
        ),
        ("The divers were poorly trained.", "The divers were trained."),
    ],
)
def test_the_same_in_other_words_is_no_difference(a: str, b: str) -> None:
    assert not differing(told(report("one", a), report("two", b)))


@pytest.mark.stored
def test_estimates_of_two_sources_are_shown_and_are_no_conflict() -> None:
    dossier = told(
        report("one", "Zubrovka has an estimated 40,000 soldiers near the border with Freedonia."),
        report("two", "Zubrovka sent as many as 52,000 soldiers to the border with Freedonia, according to a Freedonian army study."),
    )
    point = only(dossier)
    assert point.verdict == "spread"
    assert {reading.value for reading in point.readings} == {"an estimated 40,000 soldiers", "as many as 52,000 soldiers"}


@pytest.mark.stored
def test_agreement_needs_two_origins_and_copies_add_none() -> None:
    sentence = "Halden Steel closed its mine near Castelmar on Monday."
    other = "On Monday Halden Steel closed its mine near Castelmar."
    agreed = told(report("one", sentence), report("two", other))
    assert [point.verdict for point in agreed.points] == ["agreed"]
    copies = told(report("one", sentence), report("two", other), report("three", sentence), one_origin=True)
    assert [point.verdict for point in copies.points] == ["single"]
    assert copies.points[0].readings[0].reports == ("one", "three", "two")


@pytest.mark.stored
def test_two_things_of_one_kind_are_not_compared() -> None:
    dossier = told(
        report("one", "The Ostrell family lost two children in the flood.", "The Kallo family lost five children in the flood."),
        report("two", "In Brackwater the flood killed two nurses.", "In Dunmore Vale the flood destroyed five bridges."),
    )
    assert not [point for point in dossier.points if point.verdict == "conflict"]


@pytest.mark.stored
def test_every_passage_is_exact_and_every_reading_names_its_reports() -> None:
    reports = (
        report("one", "The terms of the lease are non-negotiable, she said.", "“We won’t leave — ever,” Mara Ostrell said in Castelmar."),
        report("two", "The terms of the lease can be negotiated, she said.", '"We will not leave – ever," Mara Ostrell said in Castelmar.'),
    )
    dossier = told(*reports)
    assert dossier.points
    statements = {statement.id for statement in dossier.statements}
    for point in dossier.points:
        for reading in point.readings:
            assert set(reading.statements) <= statements
            assert {passage.report for passage in reading.passages} == set(reading.reports)
            for passage in reading.passages:
                assert dossier.by_id[passage.report].text[passage.start : passage.end] == passage.text


@pytest.mark.stored
def test_the_order_of_reports_changes_nothing() -> None:
    reports = [
        report("one", "The fire destroyed 30 boats in the harbour of Castelmar."),
        report("two", "The fire destroyed 55 boats in the harbour of Castelmar."),
        report("three", "The fire destroyed dozens of boats in the harbour of Castelmar."),
    ]
    assert told(*reports).points == told(*reports[::-1]).points


@pytest.mark.stored
def test_an_empty_story_has_no_points() -> None:
    assert told(report("one", "Hm.")).points == ()


@pytest.mark.stored
def test_vectors_may_be_missing() -> None:
    dossier = told(report("one", "The fire destroyed 30 boats in Castelmar."), report("two", "The fire destroyed 55 boats in Castelmar."))
    blind = replace(dossier, vectors={}, points=())
    assert {point.verdict for point in answering.answer(blind).points} <= {"single", "conflict"}


@pytest.mark.stored
def test_minimal_pairs_hold() -> None:
    """A third of the generated pairs, every kind at its floor, and what is found in each as it was accepted; all of them, through every
    stage, are in benchmarks/quality/minimal_pairs.py."""
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks" / "quality"))
    import minimal_pairs

    every = minimal_pairs.every()
    assert len(every) >= 1000
    right: dict[str, list[bool]] = {}
    rows = []
    for pair in every[::3]:
        points = differing(told(report("one", pair.a), report("two", pair.b), one_origin=True))
        right.setdefault(pair.kind, []).append(minimal_pairs.right(pair, [(point.verdict, point.kinds, point.why) for point in points]))
        found = [[one.question, one.verdict, *one.kinds, *(reading.value for reading in one.readings), one.why] for one in points]
        rows.append(json.dumps([pair.a, pair.b, *found], ensure_ascii=False))
    shares = {kind: sum(goods) / len(goods) for kind, goods in right.items()}
    assert all(share >= 0.95 for share in shares.values()), shares
    test_golden.compare(PAIRS, "\n".join(rows) + "\n")


@seeds.needed
@pytest.mark.model
def test_the_seeds() -> None:
    points = differing(seeds.story())
    found = {
        (point.verdict, point.kinds[0], tuple(sorted({report[:3] for reading in point.readings for report in reading.reports})))
        for point in points
    }

    def has(verdict: str, kind: str, *ids: str) -> bool:
        return any(one[0] == verdict and one[1] == kind and set(ids) <= set(one[2]) for one in found)

    assert has("conflict", "polarity", "002", "004")
    assert has("conflict", "condition", "001", "002", "004")
    assert has("conflict", "target", "001", "004")
    assert has("spread", "number", "000", "003")
    assert has("revised", "modality", "000", "001")
    assert len([point for point in points if point.verdict == "conflict"]) <= 10


STRIKE = "The strike at the port of Holm lasted {} days, the union said."


@pytest.mark.stored
def test_what_an_outlets_later_edition_tells_otherwise_is_an_update_though_a_copy_of_the_first_says_the_old() -> None:
    told_on = ("ten", "2024-05-02"), ("ten", "2024-05-03"), ("twelve", "2024-05-04")
    first, _, later = (report(name, STRIKE.format(days), published=day) for name, (days, day) in zip("abc", told_on, strict=True))
    copy = report("b", STRIKE.format("ten").replace("the union", "its union"), published="2024-05-03")
    editions = told(replace(first, outlet="Gull"), copy, replace(later, outlet="Gull"), one_origin=True)
    (point,) = [point for point in editions.points if point.kinds == ("number",) and point.verdict not in ("single", "agreed")]
    assert (point.verdict, point.cause) == ("revised", "later state")
    others = told(first, copy, later, one_origin=True)
    assert [point.verdict for point in others.points if point.kinds == ("number",) and len(point.readings) == 2] == ["conflict"]
