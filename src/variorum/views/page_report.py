"""One report for reading: its text in blocks, cut into pieces that know which findings cover them.

Layers: quotations (content, source, cue), borrowed passages, statements, and the one passage that a reader came for (`at`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from variorum.model.point import GRAVE
from variorum.model.report import Passage, Report
from variorum.model.story import Dossier
from variorum.views.words import VERDICTS, plain

MOST_TEXT = 60_000  # code points on one page: a hundred minutes of reading; the longest of news reports have a third of it
MOST_NOTES = 6  # of a passage that many reports share


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands behind a passage and leads on from it: the number of a difference, the place to which it moved, a report that has it."""

    kind: Literal["differs", "told", "moved", "elsewhere"]  # told: a difference, in the report alone
    target: str  # id of a point, of a place on the page, of a report
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the layers that cover it; `first_at` marks the first piece of the passage the reader came for.

    `marks` are those of the passages that end with it.
    """

    text: str
    layers: tuple[str, ...]
    note: str
    first_at: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the report with its role and pieces."""

    role: str
    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """A layer over [start, end) of a report's text, with what it says of these words."""

    start: int
    end: int
    layer: str
    note: str
    mark: Mark | None = None


def windows(report: Report, most: int = MOST_TEXT) -> tuple[tuple[int, int], ...]:
    """The report cut into [start, end) of about `most` code points: between blocks, and at white space in a block that is longer."""
    ends: list[int] = []
    start = report.blocks[0].start if report.blocks else 0
    for block in report.blocks:
        if block.end - start > most and block.start > start:
            ends.append(block.start)
            start = block.start
        while block.end - start > most:
            space = report.text.rfind(" ", start, start + most) + 1
            start = space if space > start + most // 2 else start + most
            ends.append(start)
    bounds = [report.blocks[0].start, *ends, report.blocks[-1].end] if report.blocks else [0, len(report.text)]
    return tuple(pairwise(bounds))


def reading_page(
    report: Report, dossier: Dossier | None, at: tuple[int, int] | None = None, window: tuple[int, int] | None = None
) -> tuple[Paragraph, ...]:
    """The report's blocks in order, or what of them stands in `window`. `at` is a [start, end) to be highlighted.

    Time: n log n in the findings.
    """
    first, last = window or (0, len(report.text))
    covers = sorted(_covers(report, dossier), key=lambda cover: cover.start)
    if at and 0 <= at[0] < at[1] <= len(report.text):
        covers.append(Cover(*at, "at", ""))
    made: list[Paragraph] = []
    seen = False
    for block in report.blocks:
        start, end = max(block.start, first), min(block.end, last)
        if start < end:
            inside = [cover for cover in covers if cover.start < end and start < cover.end]
            pieces, seen = cut_in_pieces(report.text, start, end, inside, seen)
            made.append(Paragraph(block.role, start, pieces))
    return tuple(made)


def _covers(report: Report, dossier: Dossier | None) -> Iterable[Cover]:
    if dossier is None:
        return
    names = dossier.numbers
    for quotation in dossier.quotations:
        if quotation.report == report.id:
            corrected = f", corrected {quotation.corrected}" if quotation.corrected else ""
            told = f"said by {quotation.speaker_name or 'speaker open'}{corrected}"
            yield from (Cover(passage.start, passage.end, "quotation", told) for passage in quotation.content)
            yield from (Cover(p.start, p.end, "attribution", "who says it") for p in (quotation.source, quotation.cue) if p)
    for borrowing in dossier.borrowings:
        for pair in borrowing.pairs:
            for mine, other in ((pair.taker, pair.giver), (pair.giver, pair.taker)):
                if mine.report == report.id:
                    yield Cover(mine.start, mine.end, "shared", f"{borrowing.kind}: also in [{names.get(other.report, '?')}]")
    yield from _differing(report, dossier)
    for statement in dossier.statements:
        if statement.report == report.id:
            yield Cover(statement.passage.start, statement.passage.end, "statement", f"{statement.polarity}, {statement.modality}")


def _differing(report: Report, dossier: Dossier) -> Iterable[Cover]:
    """The words of answers to which another report has another answer."""
    for point in dossier.points:
        if point.verdict in GRAVE and point.struck is None and point.proposed_by is None:
            for reading in point.readings:
                for passage in reading.passages:
                    if passage.report == report.id:
                        told = plain(point.verdict, VERDICTS)
                        mark = Mark("told", point.id, told)
                        yield Cover(passage.start, passage.end, "differs", f"{told}: {point.question}", mark)


def cut_in_pieces(text: str, start: int, end: int, covers: list[Cover], seen: bool) -> tuple[tuple[Piece, ...], bool]:
    """[start, end) of a text in pieces, each under the same covers all along; and has the passage the reader came for begun by now?"""
    bounds = sorted({start, end, *(max(start, c.start) for c in covers), *(min(end, c.end) for c in covers)})
    pieces = []
    for low, high in pairwise(bounds):
        over = [cover for cover in covers if cover.start <= low and high <= cover.end]
        layers = tuple(dict.fromkeys(cover.layer for cover in over))
        notes = list(dict.fromkeys(cover.note for cover in over if cover.note and cover.layer != "statement"))
        note = "; ".join(notes[:MOST_NOTES]) + (f"; and {len(notes) - MOST_NOTES} more" if len(notes) > MOST_NOTES else "")
        first = "at" in layers and not seen
        seen = seen or first
        marks = tuple(dict.fromkeys(cover.mark for cover in over if cover.mark and min(cover.end, end) == high))
        pieces.append(Piece(text[low:high], layers, note, first, marks))
    return tuple(pieces), seen


def in_paragraph(report: Report, passage: Passage) -> tuple[str, str, str]:
    """The passage with what stands before and after it in its block, for a peek: (before, passage, after)."""
    for block in report.blocks:
        if block.start <= passage.start and passage.end <= block.end:
            return report.text[block.start : passage.start], passage.text, report.text[passage.end : block.end]
    return "", passage.text, ""
