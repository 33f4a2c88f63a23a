"""The laws of the house on whole stories (1, 5 and 7; the others stand beside the rooms they bind: see ARCHITECTURE.md)."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mackerel import reports, story
from variorum.model.report import Passage, Report
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.pipeline import dossier_of
from variorum.views.apparatus import DIFFERING

pytestmark = pytest.mark.model


def passages(thing: Any) -> Iterator[Passage]:
    """Every passage anywhere inside."""
    if isinstance(thing, Passage):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from passages(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from passages(item)


def inexact(dossier: Dossier) -> list[Passage]:
    tables = (dossier.reports, dossier.borrowings, dossier.entities, dossier.quotations, dossier.utterances)
    tables += (dossier.statements, dossier.points, dossier.events, dossier.positions)
    found = [passage for table in tables for row in table for passage in passages(row)]
    assert found
    return [passage for passage in found if dossier.by_id[passage.report].text[passage.start : passage.end] != passage.text]


def test_every_passage_is_exact() -> None:
    assert inexact(story()) == []


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12), min_size=3, max_size=3),
    st.sampled_from(["\u00a0", "\u200b", "“", "👩‍🔬", "\u202e", "e\u0301", "\U0001f600 ", "\r"]),
)
def test_every_passage_is_exact_in_any_unicode(noise: list[str], odd: str) -> None:
    report = reports()[0]
    lines = report.text.split("\n")
    lines[1:4] = [f"{extra} {line.replace(' ', ' ' + odd, 2)} {extra}" for line, extra in zip(lines[1:4], noise, strict=True)]
    text = "\n".join(lines)
    assert inexact(dossier_of([replace(report, text=text, blocks=(), credits=(), id=content_id("report", text))])) == []


def copy_of(report: Report, outlet: str | None) -> Report:
    return replace(
        report, id=content_id("report", report.text, "a copy", outlet), origin="copy.txt", outlet=outlet, url=None, published=None
    )


@pytest.mark.parametrize("place", range(7))
def test_a_copy_adds_no_origin_and_makes_nothing_agreed(place: int) -> None:
    before, after = story(), dossier_of((*reports(), copy_of(reports()[place], "Copyist")))
    assert after.story.counts.origins == before.story.counts.origins
    agreed = {reading.value for point in before.points if point.verdict == "agreed" for reading in point.readings}
    single = {reading.value for point in before.points if point.verdict == "single" for reading in point.readings}
    newly = {reading.value for point in after.points if point.verdict == "agreed" for reading in point.readings} - agreed
    assert not newly & single


def test_every_report_is_in_one_origin() -> None:
    placed = [report for origin in story().origins for report in origin.reports]
    assert sorted(placed) == sorted(report.id for report in story().reports)


def test_a_reported_difference_is_between_passages_shown() -> None:
    for point in story().points:
        assert all(reading.passages for reading in point.readings), point.question
        if point.verdict in DIFFERING:
            assert len(point.readings) > 1, point.question
            shown = [{(passage.report, passage.start, passage.end) for passage in reading.passages} for reading in point.readings]
            texts = [{passage.text for passage in reading.passages} for reading in point.readings]
            assert all(not (one & other) for number, one in enumerate(shown) for other in shown[:number]) or len(set(map(str, texts))) > 1


def test_agreement_needs_two_origins() -> None:
    for point in story().points:
        if point.verdict == "agreed":
            assert any(len(set(reading.origins)) > 1 for reading in point.readings), point.question
