"""The [n] of a page: where it leads, and the passage it rests on in its paragraph."""

from typing import Any

from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.views.page_report import in_paragraph
from variorum.views.witnesses import Citation, name_of

IN_REPORT = "?at={start}-{end}#at"  # a report's page, opened at a passage


class Cites:
    """Makes the [n] of a story's pages: address, label, and the passage in its paragraph."""

    def __init__(self, dossier: Dossier, report: str = "/reports/{report}", place: str = "") -> None:
        self.dossier = dossier
        self.report, self.place = report, place
        self.numbers = {report.id: number for number, report in enumerate(dossier.reports, 1)}

    def __call__(self, citation: Citation) -> list[dict[str, Any]]:
        first: dict[str, Passage] = {}
        for passage in citation.passages:
            first.setdefault(passage.report, passage)
        reports = {number: report for report, number in self.numbers.items()}
        return [self._one(number, reports[number], first.get(reports[number])) for number in citation.numbers]

    def _one(self, number: int, report: str, passage: Passage | None) -> dict[str, Any]:
        if passage is None:
            return {
                "number": number,
                "href": self.report.format(report=report),
                "peek": None,
                "outlet": name_of(self.dossier.by_id[report]),
            }
        before, words, after = in_paragraph(self.dossier.by_id[report], passage)
        return {
            "number": number,
            "href": self.passage(passage),
            "outlet": name_of(self.dossier.by_id[report]),
            "peek": (before[-160:], words[:400], after[:160]),
        }

    def passage(self, passage: Passage) -> str:
        """The address of a passage: its report, opened there."""
        return self.report.format(report=passage.report) + self.place.format(start=passage.start, end=passage.end)
