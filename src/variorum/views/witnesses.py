"""The witnesses of a story: its reports under the numbers [1], [2] ... by which every view cites them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import shorten

from variorum.language import pack
from variorum.language.pages import agency_alone
from variorum.model.report import Passage, Report
from variorum.model.story import Dossier

TITLE = 40  # code points of a title by which a report is called
_SAY_NOTHING = frozenset(["article", "report", "story", "text", "new", "untitled", "document", "file", "item", "copy", "doc", "txt"])


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
    """The outlet, or else the last part of the path or address the report was read from, without its ending.

    Where that tells nothing ("a", "0412"), an agency whose name alone the text bears, or its title in quotation marks.
    """
    if report.outlet or not is_mere_number(report.filed):
        return report.outlet or report.filed
    return agency_alone(report) or _unnamed(report)


def _unnamed(report: Report) -> str:
    """What a report is called whose outlet nothing tells, and whose file's name tells nothing."""
    return _called(report.title) if report.title else f"an unnamed report ({report.filed or report.id})"


def _called(title: str) -> str:
    """A title, shortened, as the name of a report."""
    return f"“{shorten(title, TITLE, placeholder='…')}”"


def name_and_title(outlet: str, title: str | None) -> tuple[str, str]:
    """What stands before and behind a report's day: its outlet and its title, or its whole title alone where it is called by that."""
    if not title:
        return outlet, ""
    return (f"“{title}”", "") if outlet == _called(title) else (outlet, f": {title}")


def is_mere_number(name: str) -> bool:
    """Is a file's name no more than a letter or a number: "a", "0412", "report-3"?"""
    words = [word.lower().removesuffix("s") for word in re.findall(r"[^\W\d_]+", name)]
    return all(len(word) == 1 or word in _SAY_NOTHING for word in words)


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


def together(citations: Iterable[Citation]) -> Citation:
    """One citation of all that several rest on."""
    each = tuple(citations)
    return Citation(
        tuple(sorted({number for one in each for number in one.numbers})), tuple(passage for one in each for passage in one.passages)
    )


def day(stamp: str | None) -> str:
    """A time as a person writes it, with its zone: "12 March 2024, 09:40 UTC+1", "12 March 2024", "March 2024", or "undated".

    Where the report gives no zone, none is made up.
    """
    if not stamp:
        return "undated"
    try:
        moment = datetime.fromisoformat(f"{stamp}-01" if len(stamp) == len("2024-03") else stamp)
    except ValueError:
        return stamp
    if len(stamp) == len("2024-03"):
        return f"{moment:%B %Y}"
    hour = hour_of(stamp)
    return f"{moment.day} {moment:%B %Y}" + (f", {hour}" if hour else "")


def hour_of(stamp: str) -> str:
    """The hour of a time with its zone, "09:40 UTC+1"; nothing where only the day is known."""
    moment = datetime.fromisoformat(stamp)
    return f"{moment:%H:%M}{_zone(moment)}" if len(stamp) > 10 and (moment.hour or moment.minute) else ""


def _zone(moment: datetime) -> str:
    """ " UTC", " UTC+1", " UTC-3:30"; nothing where it is not known."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return " UTC" + (f"{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "")


def instant(stamp: str | None) -> datetime | None:
    """The moment of a time, to order and to place it: a day as its beginning, a time without a zone as in UTC; None where it is no time."""
    try:
        moment = datetime.fromisoformat(stamp or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def counted(number: int, noun: str) -> str:
    """ "1 origin", "2 origins"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
