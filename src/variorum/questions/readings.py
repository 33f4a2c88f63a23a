"""A reading with all that it rests on, read off its passages."""

from collections.abc import Sequence

from variorum.model.point import Reading
from variorum.model.report import Passage
from variorum.model.story import Dossier


def resting_on(dossier: Dossier, value: str, passages: Sequence[Passage]) -> Reading:
    """One value at these passages, in their order: with the statements that they touch, and whose reports and origins they are of."""
    statements = {
        one.id
        for passage in passages
        for one in dossier.statements_of.get(passage.report, ())
        if one.passage.start < passage.end and passage.start < one.passage.end
    }
    reports = tuple(sorted({one.report for one in passages}, key=dossier.numbers.__getitem__))
    origins = tuple(sorted({dossier.origin_at(one) for one in passages}))
    return Reading(value, tuple(sorted(statements)), tuple(passages), reports, origins)
