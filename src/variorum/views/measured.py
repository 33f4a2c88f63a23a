"""What strangers said of the lines of each section when they read them: a page says it beside the lines. How it was counted stands in
docs/limits.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

GOOD: Final = 0.9  # from which share of right lines on a section needs no warning
CHECK: Final = "Machine reading, check before use"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of so many lines of a section, read by strangers in stories or pages that the rules were not made on."""

    right: int
    arguable: int
    wrong: int
    lines: str

    @property
    def good(self) -> bool:
        return self.right / (self.right + self.arguable + self.wrong) >= GOOD

    @property
    def told(self) -> str:
        """The figure as a sentence, with the warning where it is needed."""
        every = self.right + self.arguable + self.wrong
        figure = f"of {every} {self.lines} read by strangers {self.right} were right, {self.arguable} arguable, {self.wrong} wrong."
        return figure[0].upper() + figure[1:] if self.good else f"{CHECK}: {figure}"


FIGURES: Final[Mapping[str, Measured]] = {
    "agreed": Measured(67, 16, 17, "such lines"),
    "differences": Measured(25, 13, 8, "such differences"),
    "positions": Measured(25, 6, 2, "such lines"),
    "said": Measured(218, 13, 9, "such lines"),
}
NOT_MEASURED: Final = f"{CHECK}: nobody has counted yet how many of these lines are right."


def told(section: str) -> str:
    """What is known of the lines of a section."""
    return FIGURES[section].told if section in FIGURES else NOT_MEASURED
