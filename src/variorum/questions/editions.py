"""Is one report a later edition of the text that another has: by one outlet, or by one agency in its own name?

What a maker tells otherwise in a later edition it has put right or brought up to date; what another outlet's copy tells otherwise is a
slip.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from variorum.language.outlets import agency
from variorum.model.report import Report
from variorum.model.story import Dossier
from variorum.questions.times import follows, moment

FEW: Final = 16  # pairs of texts of which it is asked which was made from which


@dataclass(frozen=True)
class Makers:
    """Who made the text of each report, and prints it: `sure` where its outlet is told, `perhaps` where only a credit names an agency."""

    sure: Mapping[str, str]
    perhaps: Mapping[str, str]
    print_themselves: frozenset[str]  # agencies of whose own pages one is among the reports: a credit elsewhere is then a copy's

    def of(self, report: str) -> str | None:
        return self.sure.get(report, self.perhaps.get(report))


def edition(dossier: Dossier, ours: Collection[str], theirs: Collection[str]) -> bool | None:
    """Of two groups of reports that both have texts of one maker: is that maker's text in the second a later edition of that in the first
    (False: an earlier)? By the times of all of them, or else by which was made from which. None where no maker has texts in both, or
    nothing tells.
    """
    made = _makers(dossier)
    for maker in sorted(_of(made, ours) & _of(made, theirs)):
        sides = [[dossier.by_id[report] for report in sorted(side) if made.of(report) == maker] for side in (ours, theirs)]
        own = all(any(made.sure.get(report.id) == maker for report in side) for side in sides)
        after = _after(dossier, *sides)
        if after is not None and (own or maker not in made.print_themselves):
            return after
    return None


def _makers(dossier: Dossier) -> Makers:
    made: Makers = dossier.once("makers", (dossier.reports,), lambda: _read(dossier.reports))
    return made


def _read(reports: Iterable[Report]) -> Makers:
    sure, perhaps = {}, {}
    for report in reports:
        if report.outlet is not None:
            sure[report.id] = agency(report.outlet) or report.outlet
        elif len(credited := {one.agency for one in report.credits if one.what == "text"}) == 1:
            perhaps[report.id] = credited.pop()
    return Makers(sure, perhaps, frozenset(sure.values()) & frozenset(perhaps.values()))


def _of(made: Makers, reports: Iterable[str]) -> set[str]:
    return {maker for report in reports if (maker := made.of(report)) is not None}


def _after(dossier: Dossier, ours: Sequence[Report], theirs: Sequence[Report]) -> bool | None:
    """Do all texts of the second come after all of the first (False: before)? None where nothing tells, or they cross."""
    first, second = ([moment(report.told_at) for report in side] for side in (ours, theirs))
    if all(first) and all(second):
        if follows(max(first), min(second)):
            return True
        return False if follows(max(second), min(first)) else None
    if len(ours) * len(theirs) > FEW:
        return None
    ways = {_made_from(dossier, one.id, other.id) for one in ours for other in theirs}
    return ways.pop() if len(ways) == 1 else None


def _made_from(dossier: Dossier, one: str, other: str) -> bool | None:
    """Was the other made from the one (False: the one from the other), as descent found?"""
    ways = {
        borrowing.taker == other
        for borrowing in dossier.borrowings
        if borrowing.direction != "unknown" and {borrowing.taker, borrowing.giver} == {one, other}
    }
    return ways.pop() if len(ways) == 1 else None
