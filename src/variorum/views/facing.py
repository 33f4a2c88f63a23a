"""A facing edition: two reports of a story beside each other, paragraph by paragraph.

Words that both have stand grey; what stands elsewhere in the other report is told apart from it, and so is what only a third report has.
Where the reports answer a question differently, the words of the answer are marked in place and numbered; the note under the row says
what differs, in plain words, and leads to the difference with all its passages.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from variorum.model.point import Point
from variorum.model.report import Block, Passage, Report
from variorum.model.story import Dossier
from variorum.text.beside import RUN, Run, beside
from variorum.text.shingle import words
from variorum.views.apparatus import DIFFERING, Marked, PointLine, answers_marked
from variorum.views.page_report import Cover, Mark, Paragraph, cut_in_pieces
from variorum.views.witnesses import Witness, counted, witnesses
from variorum.views.words import COPIED, kind_in_words, plain

MOST_TEXT: Final = 30_000  # code points of each report: five times as long as the longest of most news reports
LINKED: Final = 24  # characters that two paragraphs have in common before they stand side by side
LEAST_SHARED: Final = 0.005  # of the words of a report: less is no whole hundredth
Between = tuple[int, int]  # [start, end)


@dataclass(frozen=True, slots=True)
class Note:
    """A question that the two reports answer differently; `number` stands at the words in both."""

    number: int
    point: str
    question: str
    verdict: str
    kind: str
    left: tuple[Marked, ...]
    right: tuple[Marked, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs that belong together; one side may be empty. `notes`: what differs in them."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Facing:
    """Two reports beside each other. `left_shared`, `right_shared`: share of the words of each that the other has too, 0..1.

    `summary` says in a sentence or two how they hang together; `cut`: is one so long that only its beginning is shown?
    """

    left: Witness
    right: Witness
    summary: str
    rows: tuple[Row, ...]
    left_shared: float
    right_shared: float
    moved: int
    differences: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Side:
    name: Literal["left", "right"]
    report: Report
    blocks: tuple[Block, ...]
    end: int


def pairs(dossier: Dossier, lines: Sequence[PointLine], most: int = 8) -> tuple[tuple[str, str, int], ...]:
    """The pairs of reports between which most answers differ, with how many: the earlier report first.

    Of each answer the earliest report that gives it stands for its copies. Where nothing differs, the first two reports, and 0.
    """
    between: Counter[tuple[str, str]] = Counter()
    number = dossier.numbers
    for line in lines:
        if line.verdict in DIFFERING and line.verdict != "wording" and line.struck is None and not line.within_report:
            first = sorted({dossier.reports[reading.citation.numbers[0] - 1].id for reading in line.readings}, key=number.__getitem__)
            between.update(combinations(first, 2))
    ranked = sorted(between.items(), key=lambda row: (-row[1], number[row[0][0]], number[row[0][1]]))
    alone = (dossier.reports[0].id, dossier.reports[min(1, len(dossier.reports) - 1)].id)
    return tuple((left, right, count) for (left, right), count in ranked[:most]) or ((*alone, 0),)


def facing(dossier: Dossier, left: str, right: str, lines: Sequence[PointLine]) -> Facing:
    """Two reports of a story by id; `lines` are its points as shown."""
    sides = (_side(dossier.by_id[left], "left"), _side(dossier.by_id[right], "right"))
    one, other = sides
    runs = beside(one.report.text[: one.end], other.report.text[: other.end])
    notes = tuple(_notes(dossier, one, other, lines))
    rows = tuple(
        Row(
            _paragraphs(dossier, one, other, runs, notes, lefts),
            _paragraphs(dossier, other, one, runs, notes, rights),
        )
        for lefts, rights in _rows(one.blocks, other.blocks, runs)
    )
    every = witnesses(dossier)
    number = dossier.numbers
    shares = (_share(one, runs), _share(other, runs))
    moved = sum(run.moved for run in runs)
    return Facing(
        every[number[left] - 1],
        every[number[right] - 1],
        _summary(dossier, one.report, other.report, shares, moved, len(notes)),
        tuple(_noted(rows, notes)),
        shares[0],
        shares[1],
        moved,
        len(notes),
        any(side.end < len(side.report.text) for side in sides),
    )


def _side(report: Report, name: Literal["left", "right"]) -> _Side:
    end = min(len(report.text), MOST_TEXT)
    blocks = tuple(replace(block, end=min(block.end, end)) for block in report.blocks if block.start < end)
    return _Side(name, report, blocks, end)


def _share(side: _Side, runs: Sequence[Run]) -> float:
    every = len(words(side.report.text[: side.end]))
    return min(1.0, sum(run.words for run in runs) / every) if every else 0.0


def _in_words(share: float) -> str:
    return "less than 1%" if 0 < share < LEAST_SHARED else f"{share:.0%}"


def _summary(dossier: Dossier, left: Report, right: Report, shares: Sequence[float], moved: int, differences: int) -> str:
    numbers = (dossier.numbers[left.id], dossier.numbers[right.id])
    told = [
        f"Runs of words that both have are {_in_words(shares[0])} of [{numbers[0]}] and {_in_words(shares[1])} of [{numbers[1]}]."
        if any(shares)
        else f"They have no {RUN} words in a row in common."
    ]
    for row in dossier.borrowings:
        if {row.taker, row.giver} == {left.id, right.id} and row.pairs:
            open_ = ", who from whom is open" if row.direction == "unknown" else ""
            told.insert(0, f"[{dossier.numbers[row.taker]}] has text of [{dossier.numbers[row.giver]}] ({plain(row.kind, COPIED)}{open_}).")
    if moved:
        told.append(f"{counted(moved, 'passage')} stand{'s' if moved == 1 else ''} at another place.")
    if differences:
        told.append(f"{counted(differences, 'answer')} differ{'s' if differences == 1 else ''}.")
    else:
        told.append("No answer is known to differ.")
    return " ".join(told)


def _notes(dossier: Dossier, one: _Side, other: _Side, lines: Sequence[PointLine]) -> Iterable[Note]:
    """What the two answer differently, in the order of the left report; other words for the same are seen in the text and need no note."""
    points = {point.id: point for point in dossier.points}
    found: list[tuple[int, Note]] = []
    for line in lines:
        point = points[line.id]
        if line.verdict not in DIFFERING or line.struck is not None:
            continue
        mine, theirs = _answer(point, one), _answer(point, other)
        if mine is None or theirs is None or mine[0] == theirs[0]:
            continue
        pair = next((pair for pair in point.pairs if {pair.a, pair.b} == {mine[0], theirs[0]}), None)
        verdict, why = (pair.verdict, pair.why) if pair else (point.verdict, point.why)
        if verdict not in DIFFERING or verdict == "wording":
            continue
        values = [point.readings[place].value for place in (mine[0], theirs[0])]
        left, right = answers_marked([mine[1].text, theirs[1].text], values)
        kind = kind_in_words(verdict, point.kinds)
        found.append((mine[1].start, Note(0, line.id, line.question, verdict, kind, left, right, why)))
    found.sort(key=lambda row: row[0])
    return (replace(note, number=number) for number, (_, note) in enumerate(found, 1))


def _answer(point: Point, side: _Side) -> tuple[int, Passage] | None:
    """The one answer that a report gives, and where; None where it gives none, or several."""
    every = ((place, passage) for place, reading in enumerate(point.readings) for passage in reading.passages)
    given = [(place, passage) for place, passage in every if passage.report == side.report.id]
    if not given or len({place for place, _ in given}) > 1 or given[0][1].end > side.end:
        return None
    return given[0]


def _rows(left: Sequence[Block], right: Sequence[Block], runs: Sequence[Run]) -> Iterable[tuple[Sequence[Block], Sequence[Block]]]:
    """The paragraphs of both, in order, those side by side that have most words in common; what has none stands beside what has none."""
    at, beyond = 0, 0
    for first, last, start, end in _bound(left, right, runs):
        if at < first or beyond < start:
            yield left[at:first], right[beyond:start]
        yield left[first : last + 1], right[start : end + 1]
        at, beyond = last + 1, end + 1
    if at < len(left) or beyond < len(right):
        yield left[at:], right[beyond:]


def _bound(left: Sequence[Block], right: Sequence[Block], runs: Sequence[Run]) -> list[tuple[int, int, int, int]]:
    """Which paragraphs [first, last] of the left one belong to which of the right one; in order, and without overlap."""
    common: Counter[tuple[int, int]] = Counter()
    for run in runs:
        if not run.moved:
            for place, block in enumerate(left):
                start, end = max(block.start, run.left[0]), min(block.end, run.left[1])
                if start < end:
                    middle = run.right[0] + (start + end) // 2 - run.left[0]
                    there = next((number for number, other in enumerate(right) if middle < other.end), None)
                    if there is not None:
                        common[place, there] += end - start
    best_right: dict[int, int] = {}
    best_left: dict[int, int] = {}
    for (place, there), shared in sorted(common.items(), key=lambda row: (-row[1], row[0])):
        if shared >= min(LINKED, left[place].end - left[place].start, right[there].end - right[there].start):
            best_right.setdefault(place, there)
            best_left.setdefault(there, place)
    pairs = sorted({*best_right.items(), *((place, there) for there, place in best_left.items())})
    bound: list[tuple[int, int, int, int]] = []
    for place, there in pairs:
        if bound and (place <= bound[-1][1] or there <= bound[-1][3]):
            first, last, start, end = bound[-1]
            bound[-1] = (first, max(last, place), min(start, there), max(end, there))
            while len(bound) > 1 and bound[-1][2] <= bound[-2][3]:
                first, last, start, end = bound.pop()
                before = bound[-1]
                bound[-1] = (before[0], max(before[1], last), min(before[2], start), max(before[3], end))
        else:
            bound.append((place, place, there, there))
    return bound


def _paragraphs(
    dossier: Dossier, side: _Side, other: _Side, runs: Sequence[Run], notes: Sequence[Note], blocks: Sequence[Block]
) -> tuple[Paragraph, ...]:
    covers = [*_shared(side, other, runs), *_elsewhere(dossier, side, other, runs), *_differing(dossier, side, notes)]
    made = []
    for block in blocks:
        inside = [cover for cover in covers if cover.start < block.end and block.start < cover.end]
        pieces, _ = cut_in_pieces(side.report.text, block.start, block.end, inside, False)
        made.append(Paragraph(block.role, block.start, pieces))
    return tuple(made)


def _shared(side: _Side, other: _Side, runs: Sequence[Run]) -> Iterable[Cover]:
    for run in runs:
        (start, end), (there, _) = (run.left, run.right) if side.name == "left" else (run.right, run.left)
        if not run.moved:
            yield Cover(start, end, "same", "")
            continue
        block = next((block for block in other.blocks if there < block.end), None)
        mark = Mark("moved", f"{other.name}-{block.start}", "moved") if block else None
        yield Cover(start, end, "moved", "stands at another place in the other report", mark)


def _elsewhere(dossier: Dossier, side: _Side, other: _Side, runs: Sequence[Run]) -> Iterable[Cover]:
    """Passages that the other report does not have and a third one does."""
    spans = [run.left if side.name == "left" else run.right for run in runs]
    third: dict[Between, set[str]] = {}
    for borrowing in dossier.borrowings:
        for pair in borrowing.pairs:
            for mine, theirs in ((pair.taker, pair.giver), (pair.giver, pair.taker)):
                if mine.report == side.report.id and theirs.report in dossier.numbers:
                    third.setdefault((mine.start, mine.end), set()).add(theirs.report)
    for (start, end), reports in sorted(third.items()):
        held = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in spans)
        if other.report.id in reports or 2 * held > end - start:
            continue
        nearest = min(reports, key=dossier.numbers.__getitem__)
        number = dossier.numbers[nearest]
        more = f" and {len(reports) - 1} more" if len(reports) > 1 else ""
        yield Cover(start, end, "elsewhere", f"also in [{number}]{more}", Mark("elsewhere", nearest, f"[{number}]"))


def _differing(dossier: Dossier, side: _Side, notes: Sequence[Note]) -> Iterable[Cover]:
    """The words of the answers that differ, in place."""
    points = {point.id: point for point in dossier.points}
    for note in notes:
        answer = _answer(points[note.point], side)
        if answer is None:
            continue
        at = answer[1].start
        pieces = note.left if side.name == "left" else note.right
        marked = [piece for piece in pieces if piece.differs and piece.text.strip()]
        last = marked[-1] if marked else None
        mark = Mark("differs", note.point, str(note.number))
        if last is None:
            yield Cover(at, answer[1].end, f"differs {note.verdict}", f"{note.kind}: {note.question}", mark)
            continue
        for piece in pieces:
            if piece.differs and piece.text.strip():
                end = at + len(piece.text)
                yield Cover(at, end, f"differs {note.verdict}", f"{note.kind}: {note.question}", mark if piece is last else None)
            at += len(piece.text)


def _noted(rows: Sequence[Row], notes: Sequence[Note]) -> Iterable[Row]:
    """Each row with the notes whose number stands in it first."""
    left = {str(note.number): note for note in notes}
    for row in rows:
        seen = [
            left.pop(mark.label)
            for paragraph in (*row.left, *row.right)
            for piece in paragraph.pieces
            for mark in piece.marks
            if mark.kind == "differs" and mark.label in left
        ]
        yield replace(row, notes=tuple(sorted(seen, key=lambda note: note.number)))
