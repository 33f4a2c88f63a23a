"""What happened, in order: events with dates as precise as the texts allow, and the intensity of each day on PLOVER's scale."""

from dataclasses import dataclass

from variorum.model.statement import Event
from variorum.model.story import Dossier
from variorum.views.witnesses import Citation, cite


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as a line: its date or null, PLOVER type and mode, who to whom, the words, what it rests on."""

    id: str
    date: str | None
    precision: str | None
    event: str
    mode: str | None
    actor: str
    recipient: str
    text: str
    scale: float
    auxiliary: tuple[str, ...]
    attributed_to: str | None
    citation: Citation


def timeline(dossier: Dossier) -> tuple[Happening, ...]:
    """Dated events by date, then the undated in the order in which the reports tell them."""
    first = {report.id: number for number, report in enumerate(dossier.reports)}

    def told(event: Event) -> tuple[int, int]:
        return min(((first.get(passage.report, 0), passage.start) for passage in event.passages), default=(0, 0))

    events = sorted(dossier.events, key=lambda event: (event.date is None, event.date or "", told(event)))
    return tuple(
        Happening(
            event.id,
            event.date,
            event.date_precision,
            event.event,
            event.mode,
            ", ".join(actor.name or actor.text for actor in event.actor),
            ", ".join(actor.name or actor.text for actor in event.recipient),
            event.text,
            event.event_scale,
            event.auxiliary,
            event.attributed_to,
            cite(dossier, event.passages, event.reports),
        )
        for event in events
    )


def intensity(dossier: Dossier) -> tuple[tuple[str, float], ...]:
    """(day, sum of PLOVER scores of its actual events): positive is cooperation, negative conflict. Undated events are left out."""
    days: dict[str, float] = {}
    for event in dossier.events:
        if event.date and not event.auxiliary:
            days[event.date] = days.get(event.date, 0.0) + event.event_scale
    return tuple(sorted(days.items()))
