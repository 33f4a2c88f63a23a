"""One report for reading: its text in blocks, cut into pieces that know which findings cover them.

Layers: quotations (content, source, cue), borrowed passages, statements, and the one passage that a reader came for (`at`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from variorum.model.report import Passage, Report
from variorum.model.story import Dossier


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the layers that cover it; `first_at` marks the first piece of the passage the reader came for."""

    text: str
    layers: tuple[str, ...]
    note: str
    first_at: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the report with its role and pieces."""

    role: str
    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Cover:
    start: int
    end: int
    layer: str
    note: str


def reading_page(report: Report, dossier: Dossier | None, at: tuple[int, int] | None = None) -> tuple[Paragraph, ...]:
    """The report's blocks in order. `at` is a [start, end) to be highlighted. Time: n log n in the findings."""
    covers = sorted(_covers(report, dossier), key=lambda cover: cover.start)
    if at and 0 <= at[0] < at[1] <= len(report.text):
        covers.append(_Cover(*at, "at", ""))
    made: list[Paragraph] = []
    seen = False
    for block in report.blocks:
        inside = [cover for cover in covers if cover.start < block.end and block.start < cover.end]
        pieces, seen = _pieces(report.text, block.start, block.end, inside, seen)
        made.append(Paragraph(block.role, block.start, pieces))
    return tuple(made)


def _covers(report: Report, dossier: Dossier | None) -> Iterable[_Cover]:
    if dossier is None:
        return
    names = {other.id: place for place, other in enumerate(dossier.reports, 1)}
    for quotation in dossier.quotations:
        if quotation.report == report.id:
            speaker = quotation.speaker_name or "speaker open"
            yield from (_Cover(passage.start, passage.end, "quotation", f"said by {speaker}") for passage in quotation.content)
            yield from (_Cover(p.start, p.end, "attribution", "source or cue") for p in (quotation.source, quotation.cue) if p)
    for borrowing in dossier.borrowings:
        for pair in borrowing.pairs:
            for mine, other in ((pair.taker, pair.giver), (pair.giver, pair.taker)):
                if mine.report == report.id:
                    yield _Cover(mine.start, mine.end, "shared", f"{borrowing.kind}: also in [{names.get(other.report, '?')}]")
    for statement in dossier.statements:
        if statement.report == report.id:
            yield _Cover(statement.passage.start, statement.passage.end, "statement", f"{statement.polarity}, {statement.modality}")


def _pieces(text: str, start: int, end: int, covers: list[_Cover], seen: bool) -> tuple[tuple[Piece, ...], bool]:
    bounds = sorted({start, end, *(max(start, c.start) for c in covers), *(min(end, c.end) for c in covers)})
    pieces = []
    for low, high in pairwise(bounds):
        over = [cover for cover in covers if cover.start <= low and high <= cover.end]
        layers = tuple(dict.fromkeys(cover.layer for cover in over))
        note = "; ".join(dict.fromkeys(cover.note for cover in over if cover.note and cover.layer != "statement"))
        first = "at" in layers and not seen
        seen = seen or first
        pieces.append(Piece(text[low:high], layers, note, first))
    return tuple(pieces), seen


def in_paragraph(report: Report, passage: Passage) -> tuple[str, str, str]:
    """The passage with what stands before and after it in its block, for a peek: (before, passage, after)."""
    for block in report.blocks:
        if block.start <= passage.start and passage.end <= block.end:
            return report.text[block.start : passage.start], passage.text, report.text[passage.end : block.end]
    return "", passage.text, ""
