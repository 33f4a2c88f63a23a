"""What a notice of correction says: the words that were wrong, those that stand now, the paragraph it speaks of, and its day.

Each value that a notice names (a figure, a name, quoted words) is on the one side or the other, by the words before it in its sentence:
"an earlier version said" opens what was wrong, "not" and "instead of" turn from the one side to the other.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from variorum.language.english.moments import moment
from variorum.language.english.months import numbers
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.numbers import CARDINALS, alternatives

Span = tuple[int, int]
_UNIT = r"(?:\s?(?:percent|per cent|%|million|billion|trillion))?"
_DIGITS = rf"(?:[$€£]\s?)?(?:\d[\d,.]*\d|\d){_UNIT}"
_WORD_FIGURE = rf"(?:{alternatives(1, 90)}|dozens?|hundreds?|thousands?)"
_NAMES = r"[A-Z][\w'’-]*(?:(?:\.? )(?:(?:of|the|de|van|von|al) )?[A-Z][\w'’-]*){0,4}"
_VALUE: Final = re.compile(
    rf"(?<![\w.,$€£-])(?:(?P<figure>{_DIGITS}|(?i:{_WORD_FIGURE})\b(?!-))|(?P<quote>\"[^\"]{{1,80}}\")|(?P<name>{_NAMES}))(?![\w-])"
)
_CHANGED_FROM: Final = re.compile(
    rf"\bfrom (?P<wrong>{_DIGITS}) to (?P<right>{_DIGITS})(?!\w)|\bto (?P<right2>{_DIGITS}) from (?P<wrong2>{_DIGITS})(?!\w)"
)
# Where a sentence of a notice comes to what stood before, where it turns from the one to the other, and where a new part of it begins.
_BEFORE: Final = re.compile(
    r"\b(?:earlier|previous|prior|original|initial|first) (?:\w+ )?(?:versions?|editions?|headlines?|reports?|stor(?:y|ies)|articles?)\b"
    r"|\b(?:originally|initially|previously|earlier|first) (?:\w+ )?(?:said|stated|gave|reported|put|had|listed|named|described"
    r"|identified)\b"
    r"|\b(?:erroneous|incorrect|wrong|mistaken|inaccurate)ly\b|\bgiven as\b",
    re.IGNORECASE,
)
_MISTOLD: Final = re.compile(r"\bmis[a-z]{4,}\b", re.IGNORECASE)  # "misspelled the name of": what it was, behind "as" what it had become
_MISTOLD_AS: Final = re.compile(r"\b(?:as|that|to be)\b", re.IGNORECASE)
_TURN: Final = re.compile(r"(?:,|\band|\bbut)? ?\bnot\b|\binstead of\b|\brather than\b|\bas opposed to\b", re.IGNORECASE)
_PART: Final = re.compile(
    r"(?<=[^A-Z][.;!?])[\")]*\s+|;\s*|:\s+|\b(?:but|when|although|whereas|while) (?=in fact|actually|it|the correct|there)"
)
_CALLED: Final = re.compile(r" (?:as|to be)\b")  # "referred to Ada Lund as the mayor": the name is right
_NUMBERED: Final = re.compile(
    r"\b(?:paragraphs?|paras?|grafs?) (?P<number>\d{1,2})\b|\b(?P<ordinal>\d{1,2})(?:st|nd|rd|th) (?:paragraph|para|graf|sentence)\b"
    r"|\b(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:paragraph|para|graf|sentence)\b"
    r"|\b(?P<lead>lead|lede)\b",
    re.IGNORECASE,
)
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_OF_FIGURE: Final = re.compile(
    r"\b(?:figures?|numbers?|totals?|amounts?|sums?|prices?|tolls?|counts?|ages?|percentages?|years?|values?)\b", re.IGNORECASE
)
_MONTHS = f"(?:{'|'.join(sorted((name.title() for name in numbers()), key=len, reverse=True))})"
_DAY: Final = re.compile(
    rf"\d{{1,2}} {_MONTHS}\.?,? (?:19|20)\d\d|{_MONTHS}\.? \d{{1,2}},? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d", re.IGNORECASE
)
# Days and hours without a year, and what is counted of the text itself, are no values of what it tells.
_NO_VALUE: Final = re.compile(
    rf"\b\d{{1,2}} {_MONTHS}\b\.?|\b{_MONTHS}\.? \d{{1,2}}\b|\b\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\b\.?)?(?: [A-Z]{{3,4}}\b)?"
    r"|\b(?:paragraphs?|paras?|grafs?) \d{1,2}(?:(?:,| and) \d{1,2})*|\b\d{1,2}(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_NO_NAME: Final = word_set("corrections.no_names")


class Told(NamedTuple):
    """What a notice says: where in it the words stand that were wrong and those that are right, and its day."""

    wrong: Span | None
    right: Span | None
    day: str | None
    paragraph: int | None = None  # counted from 1, where it tells no words but the paragraph whose figure it corrects


class _Value(NamedTuple):
    start: int
    end: int
    kind: str  # "figure", "quote" or "name"
    wrong: bool

    @property
    def span(self) -> Span:
        return self.start, self.end


def told(line: str) -> tuple[Told, ...]:
    """What a notice of correction corrects, as far as it says so plainly; one entry at least."""
    dated = _DAY.search(line)
    day = moment(dated[0]) if dated else None
    for pattern in (_DAY, _NO_VALUE):  # no figures that were corrected
        line = pattern.sub(lambda match: "_" * len(match[0]), line)
    if match := _CHANGED_FROM.search(line):
        names = ("wrong", "right") if match["wrong"] else ("wrong2", "right2")
        return (Told(match.span(names[0]), match.span(names[1]), day),)
    values = list(_values(line))
    pairs = list(_paired(line, values)) or _alone(line, values)
    if pairs:
        return tuple(Told(wrong, right, day) for wrong, right in pairs)
    return (Told(None, None, day, _paragraph(line)),)


def _alone(line: str, values: list[_Value]) -> list[tuple[Span | None, Span | None]]:
    """The one value of a notice that tells what stood there, or what stands there now, and not both."""
    wrong = [value.span for value in values if value.wrong and not _CALLED.match(line, value.end)]
    right = [value.span for value in values if value.kind == "figure" or _MISTOLD.search(line, 0, value.start)]
    return [(wrong[0], None)] if wrong else [(None, right[0])] if right else []


def _values(line: str) -> Iterator[_Value]:
    """All values of a notice in order, each with its side."""
    start = 0
    for end in [*(match.end() for match in _PART.finditer(line)), len(line)]:
        for match in _VALUE.finditer(line, start, end):
            kind = str(match.lastgroup)
            if kind != "name" or not {match[0], match[0].split()[0]} & _NO_NAME:
                yield _Value(match.start(), match.end(), kind, _is_wrong(line, start, match.start()))
        start = end


def _is_wrong(line: str, start: int, end: int) -> bool:
    """Do the words of a sentence lead to what stood before?"""
    mistold = _MISTOLD.search(line, start, end)
    sides = [(match.start(), True) for match in _BEFORE.finditer(line, start, end)]
    if mistold:
        sides += [(mistold.start(), False), *((match.start(), True) for match in _MISTOLD_AS.finditer(line, mistold.end(), end))]
    last, wrong = max(sides, default=(start, False))
    turned = sum(match.start() >= last for match in _TURN.finditer(line, start, end)) % 2 == 1
    return wrong != turned


def _paired(line: str, values: list[_Value]) -> Iterator[tuple[Span | None, Span | None]]:
    """Which right value took the place of which wrong one: of one kind, in their order where there are as many, else the likest."""
    for kind in ("figure", "quote", "name"):
        wrong, right = ([one for one in values if one.kind == kind and one.wrong is side] for side in (True, False))
        if not wrong or not right:
            continue
        if len(wrong) == len(right):
            pairs = list(zip(wrong, right, strict=True))
        else:
            pairs = [min(((one, other) for one in wrong for other in right), key=lambda pair: _unlike(line, *pair))]
        yield from ((one.span, other.span) for one, other in pairs if line[slice(*one.span)] != line[slice(*other.span)])
        return


def _unlike(line: str, one: _Value, other: _Value) -> float:
    """How little two values look like one corrected: by size of figures, by shared words of names."""
    first, second = line[slice(*one.span)], line[slice(*other.span)]
    if one.kind == "figure":
        sizes = sorted((_size(first), _size(second)))
        return sizes[1] / sizes[0] if sizes[0] else float("inf")
    shared = set(first.split()) & set(second.split())
    return -len(shared) if first != second else 1.0


def _size(figure: str) -> float:
    digits = re.sub(r"[^\d.]", "", figure.replace(",", "")).strip(".")
    if digits.count(".") <= 1 and digits:
        return float(digits)
    return float(CARDINALS.get(figure.lower(), 0))


def _paragraph(line: str) -> int | None:
    """The paragraph whose figure a notice corrects without naming it: "Corrects figure in paragraph 2"."""
    match = _NUMBERED.search(line)
    if match is None or not _OF_FIGURE.search(line):
        return None
    if match["word"]:
        return _ORDINALS.index(match["word"].lower()) + 1
    return int(match["number"] or match["ordinal"] or 1)


def figures(text: str, start: int, end: int) -> Iterator[Span]:
    """Where figures stand in a part of a text."""
    return (match.span() for match in _VALUE.finditer(text, start, end) if match.lastgroup == "figure")
