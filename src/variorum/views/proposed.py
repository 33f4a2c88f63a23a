"""What a second reader proposed, kept apart from what the rules found: by itself in a view, or left out of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from variorum.model.story import Dossier

Row = dict[str, Any]
Rows = Callable[[str], Iterable[Row]]  # table name -> its rows


def ids(dossier: Dossier) -> frozenset[str]:
    """The points that a second reader proposed."""
    return frozenset(point.id for point in dossier.points if point.proposed_by is not None)


def readers(dossier: Dossier) -> tuple[str, ...]:
    """The models that proposed points, by name."""
    return tuple(sorted({point.proposed_by for point in dossier.points if point.proposed_by is not None}))


def left_out(dossier: Dossier) -> Dossier:
    """A story as it stands without a second reader."""
    return dossier.having(points=tuple(point for point in dossier.points if point.proposed_by is None)) if ids(dossier) else dossier


def rows_without(rows: Rows) -> Rows:
    """The rows of every table without the points that a second reader proposed."""

    def found_by_rule(table: str) -> Iterator[Row]:
        return (row for row in rows(table) if table != "points" or row["proposed_by"] is None)

    return found_by_rule
