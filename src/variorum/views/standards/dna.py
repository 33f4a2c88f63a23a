"""Discourse Network Analyzer statements (https://github.com/leifeld/dna): its event-list CSV, `;`-separated, one stand a line.

DNA knows agreement or disagreement with a concept; the stances map to it below, and the stance itself is kept in its own column.
"""

import csv
import io
from collections.abc import Callable
from datetime import datetime

from variorum.model.point import Position
from variorum.model.report import Passage
from variorum.model.story import Dossier

HEADER = (
    "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text", "coder",
    "document_id", "document_title", "document_author", "document_source", "document_section", "document_type",
)  # fmt: skip
_AGREES = frozenset({"demands", "offers", "accepts", "open_to", "supports", "promises", "states"})


def statements(dossier: Dossier, cell: Callable[[str], str] = str) -> str:
    """The whole CSV with its header; `cell` is what is done to each text (see standards/cells.py)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    number = 0
    for position in dossier.positions:
        for passage in position.passages:
            number += 1
            row = _row(number, dossier, position, passage)
            writer.writerow(cell(value) if isinstance(value, str) else value for value in row)
    return out.getvalue()


def _row(number: int, dossier: Dossier, position: Position, passage: Passage) -> tuple[object, ...]:
    report = dossier.by_id[passage.report]
    document = dossier.numbers[report.id]
    concept = f"{position.issue} ({position.stance})"
    return (
        number, _time(report.told_at), _plain(position.speaker_name), _plain(position.party), _plain(concept),
        int(position.stance in _AGREES), passage.start, passage.end, _plain(passage.text), "variorum",
        document, _plain(report.title), _plain(report.byline), _plain(report.outlet), "", "news report",
    )  # fmt: skip


def _time(published: str | None) -> str:
    """DNA's own form of time; an undated report gets DNA's zero."""
    try:
        return datetime.fromisoformat(published or "").strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return "1970-01-01 00:00:00"


def _plain(text: str | None) -> str:
    """DNA's readers want no `;`, no `"` and no line end inside a field."""
    return " ".join((text or "").replace(";", ",").replace('"', "'").split())
