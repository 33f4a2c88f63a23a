"""What strangers said of lines that they read, which decides what may stand on the card: nine in ten of its like have to be right.

This is the one place to change when lines are read anew. How each count was made stands in docs/limits.md.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

GOOD: Final = 0.9  # from which share of right lines on a section needs no warning, and a difference may stand on the card
LEAST: Final = 10  # readings: of fewer a share says nothing
CHECK: Final = "Machine reading, check before use"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of so many lines of one sort, read by strangers in stories or pages that the rules were not made on.

    `renamed`: of the arguable, those that are a difference under another verdict than the one printed.
    """

    right: int
    arguable: int
    wrong: int
    lines: str
    renamed: int = 0

    @property
    def every(self) -> int:
        return self.right + self.arguable + self.wrong

    @property
    def good(self) -> bool:
        """Are nine in ten right as they are printed, verdict and all?"""
        return self.every >= LEAST and self.right / self.every >= GOOD

    @property
    def real(self) -> bool:
        """Are nine in ten a difference, whatever its verdict?"""
        return self.every >= LEAST and (self.right + self.renamed) / self.every >= GOOD

    @property
    def told(self) -> str:
        """The figure as a sentence, with the warning where it is needed."""
        rest = "".join(f", {count} {word}" for count, word in ((self.arguable, "arguable"), (self.wrong, "wrong")) if count)
        figure = f"of {self.every} {self.lines} read by strangers {self.right} were right{rest}."
        return figure[0].upper() + figure[1:] if self.good else f"{CHECK}: {figure}"


@dataclass(frozen=True, slots=True)
class Sort:
    """Differences of one kind whose question reads so, and what was read of them."""

    kind: str
    asks: re.Pattern[str]
    read: Measured


# A section -> what was read of it.
FIGURES: Mapping[str, Measured] = {
    "opening": Measured(67, 14, 0, "such lines"),
    "informants": Measured(100, 10, 1, "such names"),
    "origins": Measured(36, 0, 10, "such counts of texts"),
    "agreed": Measured(28, 5, 2, "such lines of real news, and some less sure ones,"),
    "differences": Measured(18, 9, 37, "such differences of real news", renamed=6),
    "positions": Measured(62, 20, 7, "such lines"),
    "happened": Measured(64, 5, 7, "such lines"),
    "said": Measured(460, 35, 15, "such lines"),
}
# Sorts of difference by what they are about and how they ask, with what was read of them as they are found now; the first that fits counts.
# `right`: an editor prints it as it stands, verdict and all; `renamed`: also, but under another verdict.
SORTS: tuple[Sort, ...] = (
    Sort("number", re.compile(r"How many people were (killed|hurt)\?"), Measured(15, 10, 1, "tolls", renamed=8)),
    Sort("number", re.compile(r"."), Measured(0, 12, 16, "other figures", renamed=2)),
    Sort("date", re.compile(r"."), Measured(0, 0, 7, "times")),
)
NOT_MEASURED: Final = f"{CHECK}: nobody has counted yet how many of these lines are right."


def told(section: str) -> str:
    """What is known of the lines of a section."""
    return FIGURES[section].told if section in FIGURES else NOT_MEASURED


def every_section() -> dict[str, str]:
    """Section -> what is known of its lines, of all that a brief has: for those who read it as data."""
    return {section: told(section) for section in (*FIGURES, "single")}


def of_difference(question: str, kinds: Collection[str]) -> Measured | None:
    """What was read of differences of this sort: of several kinds the worst counts; None where one of them was not read."""
    found = [next((sort.read for sort in SORTS if sort.kind == kind and sort.asks.match(question)), None) for kind in kinds]
    known = [one for one in found if one is not None]
    return min(known, key=lambda one: (one.real, one.good)) if known and len(known) == len(found) else None
