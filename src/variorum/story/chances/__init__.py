"""How sure the lines of a story are: who said what, what happened. Stands have their chance before they are gathered (`story/positions/`).

Until `weigh` has been there `confidence` says how a line was found; from then on it is the chance that a careful reader calls the line
right; events with hardly any are left out. `keep` comes long before: it leaves out what was found as a quotation and in which hardly
anything is said.
"""

from dataclasses import replace
from typing import Final

from variorum.model.statement import Event, Quotation
from variorum.model.story import Dossier
from variorum.people.reading import Reading
from variorum.story.chances import events, quotations
from variorum.story.chances.weighing import chance

# The chance below which nothing is said: of what stays, out of fold, .912 are sayings to a reader of the whole text, and of the sayings
# that were found .940 stay (`training/chances`).
SAID: Final = 0.3
# The chance below which nothing of the kind happened, in stories of several reports: of 67 such events of whole stories, out of fold,
# readers call 2 right and let 8 more pass; without them .59 of the rows are events to who reads the story whole, where .55 were. Of a text
# that stands alone the chance is too low: of 50 single sentences of PLOVER's gold records below it 41 have the right type.
HAPPENED: Final = 0.2
_NAMELESS: Final = frozenset({"group", "document"})


def keep(dossier: Dossier) -> Dossier:
    """The dossier without quotations in which nothing is said ("welcomed the release"), and without sources that said nothing else; what a
    person decided stays.
    """
    reading = Reading(dossier)
    rows = [row for row in dossier.quotations if row.corrected is not None or chance("sayings", quotations.said(row, reading)) >= SAID]
    kept, speaking = {row.id for row in rows}, {entity for row in rows for entity in row.speakers}
    return dossier.having(
        quotations=tuple(row if row.within is None or row.within in kept else replace(row, within=None) for row in rows),
        entities=tuple(entity for entity in dossier.entities if entity.kind not in _NAMELESS or entity.id in speaking),
    )


def weigh(dossier: Dossier) -> Dossier:
    """The dossier with the chances of its quotations and events, and without events that hardly happened; what a person decided keeps its
    own.
    """
    reading = Reading(dossier)
    happened = (_event(row, reading) for row in dossier.events)
    least = HAPPENED if len(dossier.reports) > 1 else 0.0
    return dossier.having(
        quotations=tuple(_quotation(row, reading) for row in dossier.quotations),
        events=tuple(row for row in happened if row.confidence >= least),
    )


def _quotation(row: Quotation, reading: Reading) -> Quotation:
    if row.corrected is not None:
        return row
    return replace(row, confidence=chance("quotations", quotations.features(row, reading)))


def _event(row: Event, reading: Reading) -> Event:
    told = {"outright": True} if events.outright(row, reading) else {}
    return replace(row, confidence=chance("events", events.features(row, reading)), text_info={**row.text_info, **told})
