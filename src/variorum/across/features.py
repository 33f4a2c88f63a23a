"""What is kept of a report for telling stories apart: its words and what each is, the meaning of its beginning, and its day.

A report's features depend on that report and on fixed tables only, so that they are made once, on any worker, and are the same on every
processor: weights are whole numbers, and the vector is in whole grains.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any, Final

import numpy as np

from variorum.language.headings import day_in_head
from variorum.language.models.encoder import encoder
from variorum.language.rarity import rarity
from variorum.model.report import Report
from variorum.text.grain import GRAIN
from variorum.text.shingle import counted_form, number_of, words

# Found on ECB+ topics 1-35 and the BASIL events together (benchmarks/quality/stories.py).
RARE: Final = 16  # weightiest words of a report, under which others find it
SHARPNESS: Final = 1.5  # power of a word's rarity in its weight: names and numbers outweigh common nouns
LEAD: Final = 400  # characters from the start whose words count more
LEAD_WEIGHT: Final = 1.5
HEAD: Final = 800  # characters from the start whose words are compared by themselves where two events in one group are looked for
NO_TITLE: Final = 120  # characters from the start that stand for the title of a report without one
BEGINNING: Final = 500  # characters from the start, title and all, that the vector is of
SCALE: Final = 1 << 14  # weights are kept as whole numbers, so that sums are exact in any order
WIDTH: Final = 384  # of the vector

# What a word is in its report, as bits: the name of something, of the head, of the title, a figure.
NAME: Final = 1
IN_HEAD: Final = 2
IN_TITLE: Final = 4
FIGURE: Final = 8

# In a hundred: how surely the day of such a basis is the day of the report. A page's own metadata may have the day of an update; the day
# of a crawl is seldom that of the report. `training/stories` makes stray days at these rates.
SURE: Final = {"given": 97, "metadata": 92, "text": 88, "crawl": 40}
_IN_HEAD_LINE: Final = 88

_ENDS_BEFORE_A_NAME: Final = frozenset(".!?\n\"'“‘`:;•*|")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

Numbers = np.ndarray[Any, np.dtype[np.uint64]]
Weights = np.ndarray[Any, np.dtype[np.int32]]
Bits = np.ndarray[Any, np.dtype[np.uint8]]
Vector = np.ndarray[Any, np.dtype[np.int16]]


@dataclass(frozen=True)
class Features:
    """Of one report: its words as numbers (sorted) with whole-number weights of a unit vector and what each is, the vector of its
    beginning in grains (none of a report in a language that the encoder has not learned), its day and how sure that is, in a hundred.
    """

    report: str
    numbers: Numbers
    weights: Weights
    bits: Bits
    rare: tuple[int, ...]
    vector: Vector | None
    day: int | None  # days since 0001-01-01
    sure: int

    def to_bytes(self) -> bytes:
        """Compact form for a table: how many words, day, sureness, rare words, width of the vector, then the arrays, little-endian."""
        width = 0 if self.vector is None else len(self.vector)
        head = np.array([len(self.numbers), -1 if self.day is None else self.day, self.sure, len(self.rare), width], "<i8")
        vector = b"" if self.vector is None else self.vector.astype("<i2").tobytes()
        return b"".join(
            (
                head.tobytes(),
                self.numbers.astype("<u8").tobytes(),
                np.array(self.rare, "<i8").tobytes(),
                self.weights.astype("<i4").tobytes(),
                vector,
                self.bits.tobytes(),
            )
        )

    @classmethod
    def from_bytes(cls, report: str, data: bytes) -> "Features":
        count, day, sure, rare, width = (int(value) for value in np.frombuffer(data, "<i8", 5))
        ends = np.cumsum([40, 8 * count, 8 * rare, 4 * count, 2 * width]).tolist()
        return cls(
            report,
            np.frombuffer(data, "<u8", count, ends[0]),
            np.frombuffer(data, "<i4", count, ends[2]),
            np.frombuffer(data, np.uint8, count, ends[4]),
            tuple(np.frombuffer(data, "<i8", rare, ends[1]).tolist()),
            np.frombuffer(data, "<i2", width, ends[3]) if width else None,
            None if day < 0 else day,
            sure,
        )


def features_of(reports: Sequence[Report]) -> list[Features]:
    """The features of reports; the beginnings of those in English are encoded together."""
    told = [told_of(report) for report in reports]
    read = [number for number, report in enumerate(reports) if (report.language or "en") == "en" and told[number].strip()]
    of: dict[int, Vector] = {}
    if read:
        vectors = encoder().encode([told[number][:BEGINNING].strip() for number in read])
        of = {number: np.rint(row / GRAIN).astype(np.int16) for number, row in zip(read, vectors, strict=True)}
    return [features(report, of.get(number)) for number, report in enumerate(reports)]


def features(report: Report, vector: Vector | None = None) -> Features:
    """The weighted words of a report's title and speaking blocks, or of the whole text where no block is marked.

    `vector` is of its beginning, where there is one.
    """
    told = told_of(report)
    language = report.language or "en"
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    names: set[str] = set()
    small: set[str] = set()
    for place, word in words(told):
        form = counted_form(word)
        counts[form] = counts.get(form, 0) + 1
        first.setdefault(form, place)
        if word[0].islower():
            small.add(form)
        elif word[0].isupper() and _within_a_sentence(told, place):
            names.add(form)
    names -= small
    titled = {counted_form(word) for _, word in words(report.title or told[:NO_TITLE])}
    weighted = {
        form: rarity(form, language) ** SHARPNESS * (1 + log(count)) * (LEAD_WEIGHT if first[form] < LEAD else 1.0)
        for form, count in counts.items()
    }
    weighted = {form: weight for form, weight in weighted.items() if weight > 0.01}
    length = sum(weight * weight for weight in weighted.values()) ** 0.5 or 1.0
    rows = sorted(
        (
            number_of(form),
            round(weight / length * SCALE),
            NAME * (form in names) | IN_HEAD * (first[form] < HEAD) | IN_TITLE * (form in titled) | FIGURE * _is_figure(form),
        )
        for form, weight in weighted.items()
    )
    heavy = sorted(rows, key=lambda row: (-row[1], row[0]))[:RARE]
    day, sure = _day(report)
    return Features(
        report.id,
        np.array([number for number, *_ in rows], np.uint64),
        np.array([weight for _, weight, _ in rows], np.int32),
        np.array([bits for *_, bits in rows], np.uint8),
        tuple(sorted(number for number, *_ in heavy)),
        vector,
        day,
        sure,
    )


def told_of(report: Report) -> str:
    """What a report tells: its title and its speaking blocks."""
    told = "\n".join(report.text[block.start : block.end] for block in report.speaking) or report.text
    title = report.title or ""
    return told if not title or title in told[: len(title) + LEAD] else f"{title}\n{told}"


def _within_a_sentence(told: str, place: int) -> bool:
    """Does a word stand behind others of its sentence, so that a capital letter tells a name?"""
    before = told[max(0, place - 3) : place].rstrip(" ")
    return bool(before) and before[-1] not in _ENDS_BEFORE_A_NAME


def _is_figure(form: str) -> bool:
    return len(form) > 1 and form[0].isdigit() and not _YEAR.fullmatch(form)


def _day(report: Report) -> tuple[int | None, int]:
    """The day of a report, and how sure it is in a hundred."""
    published = report.published
    try:
        if published:
            return date.fromisoformat(published[:10]).toordinal(), SURE[report.published_basis or "metadata"]
    except ValueError:
        pass  # a year or a month alone: too coarse to tell reports apart
    return (day, _IN_HEAD_LINE) if (day := day_in_head(report.text)) else (None, 0)
