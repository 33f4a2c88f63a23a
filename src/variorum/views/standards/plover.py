"""PLOVER 2.0 records (https://github.com/openeventdata/PLOVER): one JSON object an event, in PLOVER's own fields and order."""

from collections.abc import Iterator
from typing import Any

from variorum.model.rows import to_row
from variorum.model.story import Dossier

FIELDS = (
    "id",
    "date",
    "actor",
    "recipient",
    "event",
    "mode",
    "context",
    "event_loc",
    "quad_code",
    "event_scale",
    "text",
    "text_info",
    "cite_info",
)


def records(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The events that took place: PLOVER has no place for planned, denied or past ones, so those stay in our own table."""
    for event in dossier.events:
        if not event.auxiliary:
            row = to_row(event)
            yield {name: row[name] for name in FIELDS}
