"""The placing of a paragraph's statements in the reports it stands in."""

from dataclasses import replace

from variorum.model.report import Passage
from variorum.model.rows import content_id, move
from variorum.model.statement import Quotation, Statement, When
from variorum.model.story import Dossier
from variorum.text import dates


def place(dossier: Dossier) -> Dossier:
    """Every paragraph's statements at their places in the reports: ids by content, times on the calendar, sources by name."""
    spoken: dict[str, list[Quotation]] = {}
    for quotation in dossier.quotations:
        spoken.setdefault(quotation.report, []).append(quotation)
    placed = []
    for where, analysis in dossier.readings():
        report = dossier.by_id[where.report]
        for statement in analysis.statements:
            moved = move(statement, report, where.start)
            when = _resolved(moved, report.published)
            speaker = _speaker(moved.passage, spoken.get(report.id, []))
            placed.append(
                replace(
                    moved,
                    id=content_id("statement", report.id, moved.passage.start, moved.passage.end, moved.what),
                    report=report.id,
                    story=dossier.story.id,
                    when=when,
                    attributed_to=speaker.speaker if speaker else None,
                    attributed_name=speaker.speaker_name if speaker else None,
                )
            )
    return dossier.having(statements=tuple(placed))


def _resolved(statement: Statement, published: str | None) -> When | None:
    when = statement.when
    if when is None:
        return None
    iso, precision = dates.resolve(when.text, published, ahead=statement.modality in ("planned", "offered", "demanded"))
    return When(when.text, iso, precision)


def _speaker(passage: Passage, quotations: list[Quotation]) -> Quotation | None:
    """The innermost quotation whose content holds the passage."""
    holding = [q for q in quotations if any(passage.within(content) for content in q.content)]
    return min(holding, key=lambda q: (sum(map(len, q.content)), q.id), default=None)
