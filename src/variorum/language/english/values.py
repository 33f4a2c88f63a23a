"""Figures in text: number, unit, bound and the interval they leave open. What is counted is told by the parse (grammar/clauses.py).

The interval [low, high] holds every value that the words allow; None is an open end:
`exact` N..N; `at_least` ("more than N", "N or more", "dozens"-like words excepted) N..open; `at_most` ("up to", "as many as N") open..N;
`about` ("some", "an estimated", "nearly", and round words such as "dozens") a band: 10% either way for a number of one or two
significant digits, 5% for three, 2.5% for more, never less than one below ten; `between` A..B. Times, ordinals, years, model
numbers ("F-16"), and "one of" are no figures.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from variorum.language.english import dates
from variorum.language.english.forms import (
    AFTER,
    BETWEEN,
    BOUNDS,
    COUNTED_NEXT,
    DIGITS,
    FIGURE,
    HINT,
    JOINED,
    NAMED,
    NOT_ONE,
    ONE_NOT,
    Bound,
)
from variorum.language.english.units import CURRENCIES, MONEY_WORDS, UNITS
from variorum.language.english.words.numbers import CARDINALS, spans, worth


class Figure(NamedTuple):
    """A figure at [start, end): `core` is where the number itself begins, after the words that bound it."""

    start: int
    end: int
    core: int
    text: str
    number: float | None
    unit: str | None
    bound: Bound
    low: float | None
    high: float | None
    attributive: bool = False  # "a five-hour meeting", "45-year-old"


NEARLY = 0.8  # "almost three" is more than two
_SCALES, _LETTERS = worth("scale"), worth("letter")


def find(text: str, times: Sequence[dates.Written] | None = None) -> list[Figure]:
    """Every figure of a (folded) text, in order, not overlapping; `times` are its written times, found here where not given."""
    if not HINT.search(text):
        return []
    taken = [(time.start, time.end) for time in (dates.find(text) if times is None else times)]
    return list(_found(text, taken))


def _found(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    ended = 0
    position = 0
    while True:
        match = FIGURE.search(text, position)
        if match is None:
            return
        between = BETWEEN.search(text, max(ended, match.start() - 9), len(text))
        if between and between.start() < match.start() <= between.start("low"):
            match = between
        position = match.end()
        if any(start < match.end() and match.start() < end for start, end in taken):
            inside = [end for start, end in taken if start < match.end() and match.start() < end]
            position = max(match.start() + 1, min(max(inside), match.end()))
            continue
        figure = _figure(text, match, ended)
        if figure is None and match.groupdict().get("high") is not None:
            position = match.start("high")  # "from 5 to 3 percent": no range, but where it ends
        if figure is not None:
            ended = position = max(figure.end, position if figure.end >= position else figure.end)
            yield figure


def _figure(text: str, match: re.Match[str], ended: int) -> Figure | None:
    groups = match.groupdict()
    start, end = match.span()
    if NAMED.search(text[max(0, start - 14) : start]):
        return None
    if groups.get("high") is not None:
        return _ranged(text, match)
    if groups["fraction"]:
        return _fraction(text, match, ended)
    unit = _unit_of(groups)
    if groups["round"] or groups["vague"]:
        words = " ".join((groups["round"] or groups["vague"]).lower().split())
        low, high = spans("round")[words] if groups["round"] else _several(words)
        head, bound = _bound_before(text, start, ended)
        if bound == "at_least":
            return Figure(head, end, start, text[head:end], None, unit, "at_least", low, None)
        if bound == "at_most":
            return Figure(head, end, start, text[head:end], None, unit, "at_most", None, high)
        return Figure(head, end, start, text[head:end], None, unit, "about", low, high)
    return _plain(text, match, ended, unit)


def _plain(text: str, match: re.Match[str], ended: int, unit: str | None) -> Figure | None:
    groups = match.groupdict()
    start, end = match.span()
    number = number_of(groups["number"])
    if number is None or re.fullmatch(r"\d{10,}|0\d+", groups["number"]):  # an identifier or a telephone number
        return None
    lone = groups["number"].lower()
    if lone == "one" and unit is None and (ONE_NOT.match(text[end : end + 14]) or NOT_ONE.search(text[max(0, start - 9) : start])):
        return None
    head, bound = _bound_before(text, start, ended)
    after = AFTER.match(text, end)
    if groups["plus"] or (after and after["least"]):
        bound = "at_least"
    elif after and after["most"]:
        bound = "at_most"
    elif after and after["about"]:
        bound = "about"
    if after:
        end = after.end()
    if unit is None and groups["money"] is None and re.search(r"\dm$", groups["number"]) and not COUNTED_NEXT.match(text, end):
        number, unit = number / 1e6, "metre"  # "a 200m race", but "3m homes"
    low, high = interval(number, bound)
    if bound == "about" and re.match(r"(?:nearly|almost|close)\b", text[head:start], re.I):
        low, high = max(low or 0.0, NEARLY * number), number
    attributive = bool(groups["unit4"] and "-" in groups["unit4"])
    joined = JOINED.match(text, end)
    if joined:
        attributive, end = True, joined.end()
        unit = "year" if joined["old"] else unit
    return Figure(head, end, start, text[head:end], number, unit, bound, low, high, attributive)


def _ranged(text: str, match: re.Match[str]) -> Figure | None:
    """A..B; where the first number lacks the second's scale ("2 to 3 million") it takes it over. Falling or equal pairs are scores."""
    groups = match.groupdict()
    low, high = number_of(groups["low"]), number_of(groups["high"])
    if low is None or high is None:
        return None
    scale = re.search(r"(hundred|thousand|million|billion|trillion|dozen|bn|mn|mln|tn|m|k)\W*$", groups["high"], re.I)
    if (
        scale
        and re.fullmatch(DIGITS + r"|[a-z]+", groups["low"], re.I)
        and low < 1000
        and not re.search(r"hundred|thousand|million|billion|dozen", groups["low"], re.I)
    ):
        low *= _SCALES.get(scale[1].lower(), _LETTERS.get(scale[1].lower(), 1.0))
    if (
        low >= high
        or high >= 1e15
        or re.search(r"\d{10}", match.group())
        or (text[: match.start()].endswith("(") and re.fullmatch(r"\d+[-–]\d+", match.group()) and text[match.end() :].startswith(")"))
        or re.search(r"\bfrom\s+(?:about\s+|around\s+|some\s+)?$", text[max(0, match.start() - 14) : match.start()], re.I)
    ):
        return None
    unit = _unit_of(groups)
    core = match.start("money1") if groups.get("money1") else match.start("low")
    return Figure(
        match.start(), match.end(), core, match.group(), None, unit, "between", low, high, bool(groups["unit1"] and "-" in groups["unit1"])
    )


def _fraction(text: str, match: re.Match[str], ended: int) -> Figure | None:
    groups = match.groupdict()
    words = groups["fraction"].lower()
    head, bound = _bound_before(text, match.start(), ended)
    if groups["unit5"]:
        unit = UNITS[groups["unit5"].split()[-1].lower()]
        low, high = interval(0.5, bound)
        return Figure(head, match.end(), match.start(), text[head : match.end()], 0.5, unit, bound, low, high)
    if groups["half"]:
        share = 0.5
    elif groups["part"]:
        count, part = re.split(r"[\s-]", words, maxsplit=1)
        share = CARDINALS.get(count, 1) / {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[part.rstrip("s")]
    else:
        first, _, last = re.sub(r"\s+(?:in|out\s+of)(?:\s+every)?\s+", "|", words).partition("|")
        top, bottom = number_of(first), number_of(last)
        if top is None or not bottom or top >= bottom:
            return None
        share = top / bottom
    low = share if bound in ("exact", "at_least") else None if bound == "at_most" else share * 0.9
    top_end = share if bound in ("exact", "at_most") else None if bound == "at_least" else share * 1.1
    return Figure(head, match.end(), match.start(), text[head : match.end()], round(share, 4), "share", bound, low, top_end)


def _bound_before(text: str, start: int, ended: int) -> tuple[int, Bound]:
    """Where the figure begins with its bounding words, and the bound they set."""
    window = text[max(ended, start - 40) : start]
    fitting = [(found.start(), bound) for bound, pattern in BOUNDS if (found := pattern.search(window))]
    if fitting:  # the longest: "no fewer than" holds before "fewer than"
        begins, bound = min(fitting, key=lambda fit: fit[0])
        return start - len(window) + begins, bound
    return start, "exact"


def _several(words: str) -> tuple[float, float]:
    scale = 1.0
    rest = words.split()
    while rest and rest[-1] in _SCALES:
        scale *= _SCALES[rest.pop()]
    low, high = spans("vague")[" ".join(rest)]
    return low * scale, high * scale


def _unit_of(groups: dict[str, str | None]) -> str | None:
    for name in ("unit1", "unit2", "unit3", "unit4", "unit0"):
        words = groups.get(name)
        if words:
            word = re.sub(r"^[\s-]*(?:of\s+)?|(?<=km) (?=/)|(?<=/) (?=h$)", "", " ".join(words.lower().split()))
            return UNITS.get(word) or MONEY_WORDS.get(word)
    for name in ("money", "money1", "money2"):
        sign = groups.get(name)
        if sign:
            return CURRENCIES.get(re.sub(r"\s", "", sign).lower().rstrip("."))
    return None


def interval(number: float, bound: Bound) -> tuple[float | None, float | None]:
    """The values that a bound leaves open around a number, as (low, high)."""
    if bound == "at_least":
        return number, None
    if bound == "at_most":
        return None, number
    if bound != "about":
        return number, number
    digits = len(f"{number:g}".replace(".", "").split("e")[0].strip("0")) or 1
    width = number * (0.1 if digits <= 2 else 0.05 if digits == 3 else 0.025)
    if number < 10 and number == int(number):
        width = max(width, 1.0)
    return max(0.0, number - width), number + width


def number_of(words: str) -> float | None:
    """The number that digits or words write: "8,500", "2.5 million", "three hundred and twelve", "twenty-five". None if they write none."""
    words = re.sub(r"(?<=\d) ([.,]) (?=\d)", r"\1", words)
    written = re.fullmatch(rf"({DIGITS})[\s-]*([a-z]*)", words.strip(), re.I)
    if written:
        scale = written[2].lower()
        value = float(written[1].replace(",", ""))
        # round() keeps 2.3 million from becoming 2,299,999.9999
        return round(value * (_SCALES.get(scale) or _LETTERS.get(scale) or 1.0), 6)
    total = 0.0
    group: float | None = None  # of the words since the last scale: "million" alone is one million, "zero million" nothing
    for word in re.split(r"[\s-]+", words.lower().strip()):
        if word == "and":
            continue
        if word in CARDINALS:
            group = (group or 0.0) + CARDINALS[word]
        elif word in ("hundred", "dozen"):
            group = (1.0 if group is None else group) * _SCALES[word]
        elif word in _SCALES:
            total += (1.0 if group is None else group) * _SCALES[word]
            group = None
        else:
            return None
    return total + (group or 0.0)
