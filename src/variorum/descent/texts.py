"""The reports of a story made ready: their sentences with vectors, and what they say of who made them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from variorum.language.outlets import agency, helped
from variorum.language.rarity import rarity
from variorum.model.report import Passage, Report, Role
from variorum.model.story import Dossier
from variorum.text.across import Rows, names_and_numbers, rows_of
from variorum.text.align import Prepared, prepare

# Headlines, decks and crossheads are made by each desk from the same facts and are alike without being taken.
_TOLD: Final[frozenset[Role]] = frozenset({"lead", "body", "quote"})


@dataclass(frozen=True, eq=False)
class Text:
    """A report as this stage sees it."""

    report: Report
    sentences: tuple[Passage, ...]
    prepared: Prepared
    agencies: tuple[str, ...]  # that made the text, by its own word
    helpers: tuple[str, ...]  # whose material it used, by its own word
    signed: str | None  # its own reporter or desk, by its own word

    @property
    def id(self) -> str:
        return self.report.id

    @property
    def language(self) -> str | None:
        """ISO 639-1 code; None where nothing tells it."""
        return self.report.language

    @cached_property
    def rows(self) -> Rows:
        """Its sentences, made ready for a text in another language."""
        return rows_of([sentence.text for sentence in self.sentences], rarity)

    @cached_property
    def fixed(self) -> frozenset[int]:
        """Names and numbers, which a translation keeps."""
        return names_and_numbers([sentence.text for sentence in self.sentences], rarity)


def texts_of(dossier: Dossier) -> list[Text]:
    """One Text a report, in the dossier's canonical order."""
    spans: dict[str, list[tuple[int, int]]] = {report.id: [] for report in dossier.reports}
    vectors: dict[str, list[np.ndarray[tuple[int, ...], np.dtype[np.float16]]]] = {report.id: [] for report in dossier.reports}
    for place, analysis in dossier.readings():
        if place.block.role in _TOLD:
            spans[place.report] += [(place.start + one.start, place.start + one.end) for one in analysis.sentences]
            vectors[place.report].append(np.asarray(dossier.vectors[place.key]))
    return [_text(report, spans[report.id], vectors[report.id]) for report in dossier.reports]


def _text(report: Report, spans: list[tuple[int, int]], rows: list[np.ndarray[tuple[int, ...], np.dtype[np.float16]]]) -> Text:
    vectors = np.concatenate(rows) if rows else np.zeros((0, 1), np.float16)
    agencies, helpers = _credited(report)
    own = not agencies and (report.byline or any(credit.what == "text" for credit in report.credits))
    return Text(
        report,
        tuple(report.passage(start, end) for start, end in spans),
        prepare(report.text, spans, vectors, rarity),
        agencies,
        helpers,
        (report.outlet or report.byline) if own else None,
    )


def _credited(report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Agencies the report names as makers of its text, and those it names as helpers. An outlet that credits itself credits no one else."""
    makers: set[str] = set()
    helpers: set[str] = set()
    for credit in report.credits:
        if credit.what != "text" or (credit.agency == report.outlet and agency(credit.agency) is None):
            continue
        line = report.text[max(0, credit.passage.start - 60) : credit.passage.start].rsplit("\n", 1)[-1]
        (helpers if helped(line) else makers).add(credit.agency)
    if report.outlet and (named := agency(report.outlet)):
        makers.add(named)
    return tuple(sorted(makers)), tuple(sorted(helpers - makers))


def makes_itself(text: Text, named: str) -> bool:
    """Is this the own publication of the agency of that name?"""
    outlet = text.report.outlet
    return outlet is not None and named in (outlet, agency(outlet))
