"""Who stands where: a matrix of parties and issues."""

from dataclasses import dataclass

from variorum.model.point import Position
from variorum.model.story import Dossier
from variorum.text.shingle import forms
from variorum.views.witnesses import Citation, cite


@dataclass(frozen=True, slots=True)
class Cell:
    """One stand of a party on an issue."""

    id: str
    stance: str
    condition: str | None
    target: str | None
    speaker: str | None
    agreement: str
    citation: Citation
    words: str  # of what: the issue, where a report that is cited has its words, else their own sentence


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are parties, columns issues, most spoken-of first; `cells[party, issue]` holds one or more stands."""

    parties: tuple[str, ...]
    issues: tuple[tuple[str, str], ...]  # (issue id, readable name)
    cells: dict[tuple[str, str], tuple[Cell, ...]]


def matrix(dossier: Dossier) -> Matrix:
    """All positions of a story, arranged."""
    parties: dict[str, int] = {}
    issues: dict[str, tuple[int, str]] = {}
    cells: dict[tuple[str, str], list[Cell]] = {}
    for position in dossier.positions:
        parties[position.party] = parties.get(position.party, 0) + len(position.reports)
        weight, name = issues.get(position.issue_id, (0, position.issue))
        issues[position.issue_id] = (weight + len(position.reports), name)
        cells.setdefault((position.party, position.issue_id), []).append(_cell(dossier, position))
    return Matrix(
        tuple(sorted(parties, key=lambda party: (-parties[party], party))),
        tuple((key, issues[key][1]) for key in sorted(issues, key=lambda key: (-issues[key][0], issues[key][1]))),
        {key: tuple(sorted(found, key=lambda cell: (-len(cell.citation.numbers), cell.stance))) for key, found in cells.items()},
    )


def _cell(dossier: Dossier, position: Position) -> Cell:
    return Cell(
        position.id,
        position.stance,
        position.condition,
        position.target,
        position.speaker_name,
        position.agreement,
        cite(dossier, position.passages, position.reports),
        _words(position),
    )


def _words(position: Position) -> str:
    """An issue has one name for all who speak of it: who never used its words is told in a sentence that has theirs."""
    wanted = forms(position.issue)
    told = [passage.text for passage in position.passages]
    return position.issue if not told or any(wanted <= forms(text) for text in told) else " ".join(told[0].split())
