"""PLOVER 2.0 as its manual (draft 2.0, Open Event Data Alliance) has it: event types, modes, quad classes, scores, contexts."""

from functools import cache
from typing import Final, NamedTuple

from variorum.language.tables import lines, rows

TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


class Kind(NamedTuple):
    """What the manual says of an event or mode."""

    quad: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    score: float  # -10 (most hostile) .. 10
    needs_recipient: bool


@cache
def kinds() -> dict[tuple[str, str | None], Kind]:
    """(event, mode or None) -> Kind, for every event and mode of the scheme."""
    return {
        (row[0], row[1] or None): Kind(int(row[2]), float(row[3]), row[4] == "1")
        for row in rows("variorum.language", "plover_types.tsv")
    }  # fmt: skip


def modes(event: str) -> frozenset[str]:
    """The modes the scheme allows for an event."""
    return frozenset(mode for name, mode in kinds() if name == event and mode)


@cache
def contexts() -> tuple[str, ...]:
    """The names of the contexts, in the order of the scheme."""
    return tuple(lines("variorum.language", "plover_contexts.txt"))
