"""The bar: from which confidence on a page shows who said what, who stands where and what happened.

What is below it, and what happened by the word of one text alone, stands in the export, with its confidence; a page only counts it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from variorum.model.point import Utterance
from variorum.model.statement import Quotation
from variorum.model.story import Dossier

SHOWN: Final = 0.8
# Of who said what: of the judged lines from .90 on, out of fold, 109 of 117 were right on single pages of many countries and 122 of 127 in
# stories; from .80 on 191 of 212 and 324 of 339 (`training/chances`). So what several reports of a story tell is believed from .80 on.
SAID: Final = 0.9
SAID_TWICE: Final = 0.8
# Of what happened nothing is shown that one origin alone tells: out of fold 17 of 23 lines from .80 on were right. Of what
# two origins tell 14 of 16 were right from here on, and one of the others was let pass (`training/events`).
HAPPENED: Final = 0.7


@dataclass(frozen=True, slots=True)
class Unsure:
    """How many lines of each section no page shows: those below the bar, and of what happened those that one text alone tells."""

    said: int = 0
    positions: int = 0
    happened: int = 0


def shown(dossier: Dossier) -> Dossier:
    """The dossier with the lines that are sure enough for a page, and no others."""
    twice = _told_twice(dossier)
    sure = {row.id: row for row in dossier.quotations if row.confidence >= (SAID_TWICE if row.id in twice else SAID)}
    utterances = (_told_surely(one, sure) for one in dossier.utterances)
    return dossier.having(
        quotations=tuple(sure.values()),
        utterances=tuple(one for one in utterances if one is not None),
        positions=tuple(one for one in dossier.positions if is_sure(one.confidence)),
        events=tuple(one for one in dossier.events if len(one.origins) > 1 and one.confidence >= HAPPENED),
    )


def unsure(dossier: Dossier, sure: Dossier) -> Unsure:
    """What `shown` has left out; an utterance of an open speaker is no line of who said what."""
    named = [sum(one.speaker_name is not None for one in each.utterances) for each in (dossier, sure)]
    return Unsure(
        named[0] - named[1],
        len(dossier.positions) - len(sure.positions),
        len(dossier.events) - len(sure.events),
    )


def is_sure(confidence: float) -> bool:
    return confidence >= SHOWN


def _told_twice(dossier: Dossier) -> set[str]:
    """The quotations of utterances that several reports give to one speaker, each sure enough for that."""
    rows = {row.id: row for row in dossier.quotations if row.confidence >= SAID_TWICE}
    found: set[str] = set()
    for utterance in dossier.utterances:
        told = [rows[key] for key in utterance.quotations if key in rows and rows[key].speaker_name == utterance.speaker_name]
        if len({row.report for row in told}) > 1:
            found.update(row.id for row in told)
    return found


def _told_surely(utterance: Utterance, sure: Mapping[str, Quotation]) -> Utterance | None:
    """An utterance in the wordings that are sure, given to whom they are surely given; None where there are none."""
    rows = [sure[key] for key in utterance.quotations if key in sure and sure[key].speaker_name == utterance.speaker_name]
    if not rows:
        return None
    if utterance.differs == "meaning":  # a difference is between two wordings: without the other one there is none
        return utterance
    contents = [content for row in rows for content in row.content]
    variants = tuple(one for one in utterance.variants if any(part.within(whole) for part in one.passages for whole in contents))
    kept = replace(utterance, quotations=tuple(row.id for row in rows), variants=variants)
    if len(variants) == len(utterance.variants):
        return kept
    return replace(kept, why="", differs="none" if len(variants) < 2 else kept.differs)
