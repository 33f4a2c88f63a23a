"""The [n] of a page: where it leads, and the passage it rests on in its paragraph."""

from typing import Any

from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.views.leaves import MOST_CITED
from variorum.views.page_report import in_paragraph
from variorum.views.witnesses import Citation, name_of

IN_REPORT = "?at={start}-{end}#at"  # a report's page, opened at a passage
# Passages shown over their [n] on one page, each of about half a kilobyte; the [n] after them lead to their passage all the same.
MOST_PEEKS = 200


class Cites:
    """Makes the [n] of one page of a story: address, label, and the passage in its paragraph."""

    def __init__(self, dossier: Dossier, report: str = "/reports/{report}", place: str = "", sources: str = "") -> None:
        self.dossier = dossier
        self.report, self.place, self.sources = report, place, sources
        self.peeks = MOST_PEEKS

    def __call__(self, citation: Citation) -> list[dict[str, Any]]:
        """The first of a citation's numbers; `left` counts the others."""
        first: dict[str, Passage] = {}
        for passage in citation.passages:
            first.setdefault(passage.report, passage)
        reports = [self.dossier.reports[number - 1].id for number in citation.numbers[:MOST_CITED]]
        return [self._one(report, first.get(report)) for report in reports]

    def left(self, citation: Citation) -> int:
        """How many of its numbers a line does not show."""
        return max(0, len(citation.numbers) - MOST_CITED)

    def all(self, finding: str) -> str:
        """The address of the page with all passages of a finding; empty where there is no such page."""
        return self.sources.format(story=self.dossier.story.id, finding=finding)

    def _one(self, key: str, passage: Passage | None) -> dict[str, Any]:
        report = self.dossier.by_id[key]
        row = {"number": self.dossier.numbers[key], "outlet": name_of(report), "peek": None}
        if passage is None:
            return row | {"href": self.report.format(report=key)}
        if self.peeks > 0:
            self.peeks -= 1
            before, words, after = in_paragraph(report, passage)
            row["peek"] = (before[-160:], words[:400], after[:160])
        return row | {"href": self.passage(passage)}

    def passage(self, passage: Passage) -> str:
        """The address of a passage: its report, opened there."""
        return self.report.format(report=passage.report) + self.place.format(start=passage.start, end=passage.end)
