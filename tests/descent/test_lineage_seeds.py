"""The five seeds: one story, two origins, the sentences taken over, the earliest edition. Needs the shared development data."""

import os
from pathlib import Path

import pytest

from variorum import descent as lineage
from variorum import pipeline
from variorum.across import stories
from variorum.language import reader
from variorum.model.paragraph import Analysis
from variorum.model.report import Report
from variorum.model.sentence import bare

SEEDS = Path(os.environ.get("VARIORUM_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no development data at {SEEDS}: set VARIORUM_SHARED")
def test_the_seeds_are_one_story_of_two_origins() -> None:
    reports = []
    for path in sorted(SEEDS.glob("*.txt")):
        name = path.name.split("_")[0]
        reports.append(pipeline.prepare(Report(name, name, None, None, None, None, None, (), None, None, None, path.read_text("utf-8"))))
    assert stories.partition(reports) == [("000", "001", "002", "003", "004")]
    texts = {key: text for report in reports for _, text, key in pipeline.paragraphs(report)}
    read = {paragraph.key: paragraph for paragraph in reader.read(list(texts.values()))}
    analyses = {key: Analysis(key, bare(paragraph.sentences)) for key, paragraph in read.items()}
    found = lineage.trace(pipeline.bare_dossier(reports, analyses, {key: paragraph.vectors for key, paragraph in read.items()}))
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
