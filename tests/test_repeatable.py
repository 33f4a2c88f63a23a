"""The same rows however the work is cut up: threads, batches, company. `benchmarks/repeatable.py` compares processors."""

import json
from functools import cache

import pytest

import mackerel
from variorum import pipeline
from variorum.language import reader
from variorum.language.english import models
from variorum.language.models import runtime
from variorum.language.models.encoder import Encoder
from variorum.language.models.tagger import Tagger
from variorum.model.report import Report
from variorum.model.rows import to_row
from variorum.model.story import Dossier

pytestmark = pytest.mark.model


def told(dossier: Dossier) -> str:
    """Everything that was found, as the rows that are kept."""
    tables = (dossier.origins, dossier.borrowings, dossier.entities, dossier.quotations, dossier.utterances, dossier.statements)
    return json.dumps([to_row(one) for table in (*tables, dossier.points, dossier.events, dossier.positions) for one in table])


@cache
def reports() -> list[Report]:
    return list(mackerel.reports()[:4])


@cache
def usual() -> str:
    return told(pipeline.dossier_of(reports()))


@pytest.mark.parametrize(("threads", "pieces", "at_once"), [(1, 1, 1), (2, 64, 64)], ids=["one by one", "many at once"])
def test_threads_and_batches_change_no_row_of_the_demo(threads, pieces, at_once, monkeypatch):
    before = usual()
    usual_batches = runtime.batches
    for module in ("encoder", "tagger"):
        monkeypatch.setattr(f"variorum.language.models.{module}.batches", lambda lengths: usual_batches(lengths, pieces))
    monkeypatch.setattr(reader, "AT_ONCE", at_once)
    tagger, encoder = Tagger(threads), Encoder(threads)
    monkeypatch.setattr(models, "tagger", lambda: tagger)
    monkeypatch.setattr(reader, "encoder", lambda: encoder)
    assert told(pipeline.dossier_of(reports())) == before
