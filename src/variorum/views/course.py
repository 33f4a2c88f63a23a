"""One timeline of a story: what happened, and when it was told, told anew and put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from variorum.model.report import Report
from variorum.model.story import Dossier
from variorum.views.timeline import Happening
from variorum.views.witnesses import Citation, cite, hour_of, instant, name_of

Kind = Literal["event", "report", "edition", "change", "correction"]
KINDS: Final[tuple[Kind, ...]] = ("event", "report", "edition", "change", "correction")
NEVER: Final = "9999"  # sorts behind every date


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline. `day` is a date, a month or a year, None where it is not known; `hour` has its zone.

    `edition`: a report that carries on an earlier one of the same outlet; `change`: when a page was last changed.
    """

    id: str
    kind: Kind
    day: str | None
    hour: str
    report: str | None
    number: int | None
    outlet: str
    text: str
    citation: Citation
    happening: Happening | None = None


def course(dossier: Dossier, happenings: Sequence[Happening]) -> tuple[Moment, ...]:
    """All moments in order: of one day what happened before what was told, then by the hour; the undated last."""
    givers: dict[str, list[str]] = {}
    for row in dossier.borrowings:
        if row.pairs:
            givers.setdefault(row.taker, []).append(row.giver)
    made = [_event(line) for line in happenings]
    for report in dossier.reports:
        made += _told(dossier, report, _carried_on(dossier, report, givers.get(report.id, ())))
    order = {id(moment): place for place, moment in enumerate(made)}
    return tuple(sorted(made, key=lambda moment: (moment.day or NEVER, moment.kind != "event", moment.hour, order[id(moment)])))


def _event(line: Happening) -> Moment:
    who = " → ".join(filter(None, (line.actor, line.recipient)))
    return Moment(line.id, "event", line.date, "", None, None, who, line.text, line.citation, line)


def _told(dossier: Dossier, report: Report, before: int | None) -> list[Moment]:
    """When a report was told; and the changes and corrections that it tells of itself. `before`: the number of the one it carries on."""
    cited = cite(dossier, (), (report.id,))
    number, outlet = dossier.numbers[report.id], name_of(report)
    text = report.title or ""
    if before is not None:
        text = f"{text} (carries on [{before}])".strip()
    made = [Moment(report.id, "report" if before is None else "edition", *_when(report.told_at), report.id, number, outlet, text, cited)]
    if report.modified and instant(report.modified) and instant(report.modified) != instant(report.told_at):
        made.append(Moment(f"{report.id}-changed", "change", *_when(report.modified), report.id, number, outlet, "last changed", cited))
    for place, one in enumerate(report.corrections):
        notice = cite(dossier, (one.notice,), (report.id,))
        when = _when(one.at or report.modified or report.told_at)
        made.append(Moment(f"{report.id}-put-right-{place}", "correction", *when, report.id, number, outlet, one.notice.text, notice))
    return made


def _carried_on(dossier: Dossier, report: Report, givers: Sequence[str]) -> int | None:
    """The number of the earlier report of the same outlet whose text it carries on; `givers` are those whose text it has."""
    if report.outlet is None:
        return None
    numbers = [dossier.numbers[giver] for giver in givers if giver in dossier.by_id and dossier.by_id[giver].outlet == report.outlet]
    return max((number for number in numbers if number < dossier.numbers[report.id]), default=None)


def _when(stamp: str | None) -> tuple[str | None, str]:
    """The day and the hour of a time; a day is that of the place where it was told."""
    if stamp is None or instant(stamp) is None:
        return None, ""
    return datetime.fromisoformat(stamp).date().isoformat(), hour_of(stamp)
