"""How sure the lines of a story are: who said what, what happened. Stands have their chance before they are gathered (`stands.py`).

Until this stage `confidence` says how a line was found; from here on it is the chance that a careful reader calls the line right.
"""

from dataclasses import replace

from variorum.model.statement import Event, Quotation
from variorum.model.story import Dossier
from variorum.people.reading import Reading
from variorum.story.chances import events, quotations
from variorum.story.chances.weighing import chance


def weigh(dossier: Dossier) -> Dossier:
    """The dossier with the chances of its quotations and events; what a person decided keeps its own."""
    reading = Reading(dossier)
    return dossier.having(
        quotations=tuple(_quotation(row, reading) for row in dossier.quotations),
        events=tuple(_event(row, reading) for row in dossier.events),
    )


def _quotation(row: Quotation, reading: Reading) -> Quotation:
    if row.corrected is not None:
        return row
    return replace(row, confidence=chance("quotations", quotations.features(row, reading)))


def _event(row: Event, reading: Reading) -> Event:
    return replace(row, confidence=chance("events", events.features(row, reading)))
