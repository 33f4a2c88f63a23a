"""A reading with all that it rests on, read off its passages."""

from collections.abc import Iterator, Sequence

from variorum.model.point import Reading
from variorum.model.report import Passage
from variorum.model.story import Dossier


def resting_on(dossier: Dossier, value: str, passages: Sequence[Passage]) -> Reading:
    """One value at these passages, in their order: with the statements that they touch, and whose reports and origins they are of."""
    statements = {statement for passage in passages for statement in _touched(dossier, passage)}
    reports = tuple(sorted({one.report for one in passages}, key=dossier.numbers.__getitem__))
    origins = tuple(sorted({dossier.origin_at(one) for one in passages}))
    return Reading(value, tuple(sorted(statements)), tuple(passages), reports, origins)


def _touched(dossier: Dossier, passage: Passage) -> Iterator[str]:
    """The ids of the statements that share words with a passage."""
    for one in dossier.statements_of.get(passage.report, ()):
        if one.passage.start >= passage.end:
            return
        if passage.start < one.passage.end:
            yield one.id
