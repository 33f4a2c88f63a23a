"""The five seeds: one story, two origins, the sentences taken over, the earliest edition. Needs the shared development data."""

import pytest

import seeds
from variorum import descent as lineage
from variorum import pipeline
from variorum.across import stories
from variorum.model.report import Report

pytestmark = [seeds.needed, pytest.mark.model]


def test_the_seeds_are_one_story_of_two_origins() -> None:
    reports = []
    for path in sorted(seeds.FOLDER.glob("*.txt")):
        name = path.name.split("_")[0]
        reports.append(pipeline.prepare(Report(name, name, None, None, None, None, None, (), None, None, None, path.read_text("utf-8"))))
    assert stories.partition(reports) == [("000", "001", "002", "003", "004")]
    read = seeds.story()
    found = lineage.trace(pipeline.bare_dossier(reports, read.analyses, read.vectors))
    origins = {origin.name: origin for origin in found.origins}
    assert {name: set(origin.reports) for name, origin in origins.items()} == {
        "Associated Press": {"000", "001", "002", "004"},
        "Worthy News": {"003"},
    }
    assert origins["Associated Press"].reports[0] == "000"
    assert not origins["Associated Press"].in_hand
    (taken,) = (borrowing for borrowing in found.borrowings if borrowing.taker == "003")
    assert (taken.kind, taken.giver, len(taken.pairs)) == ("partial", origins["Associated Press"].id, 2)
    assert {pair.giver.report for pair in taken.pairs} == {"001"}
