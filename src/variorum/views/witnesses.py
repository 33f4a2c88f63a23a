"""The witnesses of a story: its reports under the numbers [1], [2] ... by which every view cites them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from variorum.language import pack
from variorum.model.report import Passage, Report
from variorum.model.story import Dossier


@dataclass(frozen=True, slots=True)
class Witness:
    """A report as cited. `outlet` falls back to the file's or page's name, so that every report can be told from the others."""

    number: int
    report: str
    outlet: str
    title: str | None
    published: str | None
    origin: str | None
    byline: str | None
    unread: str | None = None  # the language it is in ("German"), where that is not read


@dataclass(frozen=True, slots=True)
class Citation:
    """The numbers that a line of a view rests on, and the passages themselves."""

    numbers: tuple[int, ...]
    passages: tuple[Passage, ...]

    def __str__(self) -> str:
        return "".join(f"[{number}]" for number in self.numbers)


def name_of(report: Report) -> str:
    """The outlet, or else the last part of the path or address the report was read from, without its ending."""
    if report.outlet:
        return report.outlet
    tail = report.origin.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1]
    return PurePosixPath(tail.split("#")[0].split("?")[0]).stem or report.id


def witnesses(dossier: Dossier) -> tuple[Witness, ...]:
    """All reports of a story, numbered from 1 in the dossier's order (by time where known)."""
    return tuple(
        Witness(number, one.id, name_of(one), one.title, one.told_at, dossier.origin_of.get(one.id), one.byline, unread(one))
        for number, one in enumerate(dossier.reports, 1)
    )


def unread(report: Report) -> str | None:
    """The name of a report's language, where it is one that is not read."""
    return None if pack.reads(report.language) or report.language is None else pack.name(report.language)


def cite(dossier: Dossier, passages: Iterable[Passage], reports: Iterable[str] = ()) -> Citation:
    """The citation of some passages, and of reports for which no passage is at hand."""
    number = dossier.numbers
    kept = tuple(sorted(set(passages), key=lambda passage: (number.get(passage.report, 0), passage.start, passage.end)))
    named = {number[passage.report] for passage in kept if passage.report in number} | {
        number[report] for report in reports if report in number
    }
    return Citation(tuple(sorted(named)), kept)


def day(stamp: str | None) -> str:
    """A time as a person writes it: "12 March 2024, 09:40", "12 March 2024", or "undated"."""
    if not stamp:
        return "undated"
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    text = f"{moment.day} {moment:%B %Y}"
    return f"{text}, {moment:%H:%M}" if len(stamp) > 10 and (moment.hour or moment.minute) else text


def counted(number: int, noun: str) -> str:
    """ "1 origin", "2 origins"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
