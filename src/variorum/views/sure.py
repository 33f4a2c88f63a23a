"""The bar: from which confidence on a page shows who said what, who stands where and what happened.

What is below it stands in the export, with its confidence; a page only counts it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from variorum.language import stories
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
# Of who stands where: claims that read alone (`language/english/weighing.py`) and whose words are the party's from `CLAIMED` on. From .7 on
# 33 of 36 of the stories that the rule was made on were right, but of 24 of twenty unread ones 14 (9 arguable), from .82 on 8 of 11.
# What words of stance tell is right less often: demands from .6 on in 13 of 23.
HELD: Final = 0.82
CLAIMED: Final = 0.88
# Of what happened only what is told in so many words (`story/chances/events.py`), from here on: out of fold 66 of 70 such lines were right,
# of 31 of 37 unread stories 27 (3 arguable); of the others from .7 on 61 of 107 (`training/events`).
HAPPENED: Final = 0.6
# Of what several reports tell alike: the chance that all tell it, times the chance that it reads alone with the names that are put in. Of
# judged lines from here on, by weights of other stories, 49 of 54 were right and one wrong; of unread stories of real news 15 of 16 (from
# .83 on 28 of 35): the bar was set after that reading. Of 58 such stories 15 have one or more, 17 lines in all.
TOLD: Final = 0.87
# Of what one text tells it is only asked whether it reads alone: from .8 on .89 of judged lines did, .99 or nearly so
# (`training/judge/README.md`). Nobody has read these lines on pages.
READS: Final = 0.8


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
        positions=tuple(one for one in dossier.positions if _is_held(one, dossier)),
        events=tuple(one for one in dossier.events if one.confidence >= HAPPENED and "outright" in one.text_info),
    )


def unsure(dossier: Dossier, sure: Dossier) -> Unsure:
    """What `shown` has left out; an utterance of an open speaker is no line of who said what."""
    named = [sum(one.speaker_name is not None for one in each.utterances) for each in (dossier, sure)]
    return Unsure(
        named[0] - named[1],
        len(dossier.positions) - len(sure.positions),
        len(dossier.events) - len(sure.events),
    )


def is_told(verdict: str, confidence: float) -> bool:
    """Is a line sure enough for a page, as one that several texts tell alike ("agreed") or that one text tells ("single")?"""
    return confidence >= (TOLD if verdict == "agreed" else READS)


def is_sure(confidence: float) -> bool:
    return confidence >= SHOWN


def _is_held(position: Position, dossier: Dossier) -> bool:
    """Is a stand sure enough for a page? A bare claim also has to be the party's in its words, and to read alone."""
    if position.confidence < HELD:
        return False
    if position.stance != "states":
        return True
    language = stories.of(*(report.language for report in dossier.reports))
    return language.weighing.by_itself(position.issue, position.speaker_name or position.party) and _said(position, dossier) >= CLAIMED


def _said(position: Position, dossier: Dossier) -> float:
    """The chance of the surest words of the party's that a stand rests on; 0 where it rests on none."""
    whose = (position.party, position.speaker_name)
    rows = (row for row in dossier.quotations if row.speaker == position.party_entity or row.speaker_name in whose)
    return max(
        (row.confidence for row in rows if any(_meet(content, one) for content in row.content for one in position.passages)), default=0.0
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
