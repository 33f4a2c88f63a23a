"""The bar: from which confidence on a page shows who said what, who stands where and what happened.

What is below it stands in the export, with its confidence; a page only counts it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from variorum.model.point import Position, Utterance
from variorum.model.report import Passage
from variorum.model.statement import Quotation
from variorum.model.story import Dossier

SHOWN: Final = 0.8
# Of who said what: of the judged lines from .92 on, out of fold, 191 of 206 were right on single pages of many countries and 96 of 102 in
# stories; those from .91 to .92, 69 of 73 and 43 of 45, were no worse, but nobody has read unseen ones. Of stories from .85 on 434 of 460
# were right, just above (to .88) 136 of 141, just below (from .80) 116 of 133 (`training/chances`): what several reports tell is believed
# from there on.
SAID: Final = 0.92
SAID_TWICE: Final = 0.85
# Of who stands where: of the claims that pages showed of unread stories, after the rule below was set, those from here on were right in 15
# of 16, those from .78 to here in 10 of 15; but of 14 read afterwards from here on only 10 (`training/chances`). Nearly all of them are
# what a party is quoted with.
HELD: Final = 0.82
# And the words that a bare claim rests on have to be the party's from here on: of 86 claims of unread stories those from .88 on were right
# in 42 of 46, those below it in 26 of 40.
CLAIMED: Final = 0.88
# Of what happened hardly anything is sure enough: of 40 lines from .76 on of unread stories strangers called 21 right, of 12 from .85 on
# six (`training/events`). No line that was read had this chance.
HAPPENED: Final = 0.95
# Of what several reports tell alike: the chance that all tell it, times the chance that it reads alone with the names that are put in. Of
# judged lines from here on, by weights of other stories, 49 of 54 were right and one wrong; of unread stories of real news 15 of 16 (from
# .83 on 28 of 35): the bar was set after that reading. Of 58 such stories 15 have one or more, 17 lines in all.
TOLD: Final = 0.87


@dataclass(frozen=True, slots=True)
class Unsure:
    """How many lines of each section no page shows: those below the bar."""

    said: int = 0
    positions: int = 0
    happened: int = 0
    agreed: int = 0
    single: int = 0


def shown(dossier: Dossier) -> Dossier:
    """The dossier with the lines that are sure enough for a page, and no others."""
    twice = _told_twice(dossier)
    sure = {row.id: row for row in dossier.quotations if row.confidence >= (SAID_TWICE if row.id in twice else SAID)}
    utterances = (_told_surely(one, sure) for one in dossier.utterances)
    return dossier.having(
        quotations=tuple(sure.values()),
        utterances=tuple(one for one in utterances if one is not None),
        positions=tuple(one for one in dossier.positions if one.confidence >= HELD and _is_the_partys(one, dossier)),
        events=tuple(one for one in dossier.events if one.confidence >= HAPPENED),
    )


def unsure(dossier: Dossier, sure: Dossier) -> Unsure:
    """What `shown` has left out; an utterance of an open speaker is no line of who said what."""
    named = [sum(one.speaker_name is not None for one in each.utterances) for each in (dossier, sure)]
    return Unsure(
        named[0] - named[1],
        len(dossier.positions) - len(sure.positions),
        len(dossier.events) - len(sure.events),
    )


def is_told(confidence: float) -> bool:
    """Is a line that several reports tell alike sure enough for a page?"""
    return confidence >= TOLD


def is_sure(confidence: float) -> bool:
    return confidence >= SHOWN


def _is_the_partys(position: Position, dossier: Dossier) -> bool:
    """Are the words of a bare claim surely those of the one whom it is given to? What a word of stance tells needs no words."""
    if position.stance != "states":
        return True
    whose = (position.party, position.speaker_name)
    return any(
        row.confidence >= CLAIMED and (row.speaker == position.party_entity or row.speaker_name in whose)
        for row in dossier.quotations
        if any(_meet(content, passage) for content in row.content for passage in position.passages)
    )


def _meet(one: Passage, other: Passage) -> bool:
    return one.report == other.report and one.start < other.end and other.start < one.end


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
