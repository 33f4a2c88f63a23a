"""Figures in text: number, unit, bound and the interval they leave open. What is counted is told by the parse (language/clauses.py).

The interval [low, high] holds every value that the words allow; None is an open end:
`exact` N..N; `at_least` ("more than N", "N or more", "dozens"-like words excepted) N..open; `at_most` ("up to", "as many as N") open..N;
`about` ("some", "an estimated", "nearly", and round words such as "dozens") a band: 10% either way for a number of one or two
significant digits, 5% for three, 2.5% for more, never less than one below ten; `between` A..B. Times, ordinals, years, model
numbers ("F-16"), and "one of" are no figures.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from variorum.text import dates

Bound = Literal["exact", "at_least", "at_most", "about", "between"]


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


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: float(number) for number, word in enumerate(_ONES.split())}
_SMALL |= {word: 10.0 * number for number, word in enumerate(_TENS.split(), 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
# Round words: what "dozens", "hundreds" may stand for. Wide on purpose: a careful reader does not hold them against a near figure.
_ROUND = {
    "dozens": (20.0, 120.0),
    "scores": (30.0, 200.0),
    "hundreds": (150.0, 1e3),
    "thousands": (1500.0, 1e4),
    "millions": (1.5e6, 1e7),
    "billions": (1.5e9, 1e10),
    "tens of thousands": (15e3, 1e5),
    "hundreds of thousands": (15e4, 1e6),
    "tens of millions": (15e6, 1e8),
    "hundreds of millions": (15e7, 1e9),
    "tens of billions": (15e9, 1e11),
    "hundreds of billions": (15e10, 1e12),
    "a handful": (2.0, 7.0),
    "a couple": (2.0, 3.0),
}
_SEVERAL = {"several": (2.0, 10.0), "a few": (2.0, 6.0), "a couple of": (2.0, 3.0), "a couple": (2.0, 3.0), "a": (0.9, 1.2), "half a": (0.45, 0.55)}
_CURRENCIES = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₹": "INR", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "nz$": "NZD", "rs": "INR"}
_MONEY_WORDS = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
    "yen": "JPY", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB", "yuan": "CNY", "rupees": "INR", "rupee": "INR",
    "francs": "CHF", "cents": "cent", "cent": "cent", "pence": "penny", "usd": "USD", "eur": "EUR", "gbp": "GBP",
}  # fmt: skip
_UNITS = {
    "second": "second", "seconds": "second", "minute": "minute", "minutes": "minute", "min": "minute", "hour": "hour", "hours": "hour", "hr": "hour",
    "hrs": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year",
    "years": "year", "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
    "km": "kilometre", "kilometre": "kilometre", "kilometres": "kilometre", "kilometer": "kilometre", "kilometers": "kilometre",
    "metre": "metre", "metres": "metre", "meter": "metre", "meters": "metre", "centimetres": "centimetre", "centimeters": "centimetre", "cm": "centimetre", "mm": "millimetre",
    "mile": "mile", "miles": "mile", "foot": "foot", "feet": "foot", "inch": "inch", "inches": "inch", "yard": "yard", "yards": "yard",
    "kg": "kilogram", "kilogram": "kilogram", "kilograms": "kilogram", "kilo": "kilogram", "kilos": "kilogram", "gram": "gram", "grams": "gram",
    "tonne": "tonne", "tonnes": "tonne", "ton": "ton", "tons": "ton", "lb": "pound_weight", "lbs": "pound_weight", "ounce": "ounce", "ounces": "ounce",
    "litre": "litre", "litres": "litre", "liter": "litre", "liters": "litre", "gallon": "gallon", "gallons": "gallon", "barrel": "barrel", "barrels": "barrel",
    "square feet": "square foot", "square foot": "square foot", "sq ft": "square foot", "square metres": "square metre", "square meters": "square metre",
    "square miles": "square mile", "square kilometres": "square kilometre", "square kilometers": "square kilometre", "sq km": "square kilometre",
    "cubic feet": "cubic foot", "cubic metres": "cubic metre", "cubic meters": "cubic metre", "degrees celsius": "degree", "square-foot": "square foot",
    "square-mile": "square mile", "square-metre": "square metre", "square-meter": "square metre",
    "acre": "acre", "acres": "acre", "hectare": "hectare", "hectares": "hectare", "mph": "mile per hour", "km/h": "kilometre per hour", "kph": "kilometre per hour",
    "knots": "knot", "degree": "degree", "degrees": "degree", "megawatt": "megawatt", "megawatts": "megawatt", "gigawatt": "gigawatt", "gigawatts": "gigawatt",
    "%": "percent", "percent": "percent", "pc": "percent", "per cent": "percent", "percentage point": "percentage point", "percentage points": "percentage point",
    "basis points": "basis point", "time": "time", "times": "time",
}  # fmt: skip
# "pounds" of weight are told from pounds of money by the text's own currency signs nowhere: a bare "pounds" is money in reports.

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WORD = "(?:" + "|".join(sorted([*_SMALL, "hundred", "thousand", "million", "billion", "trillion", "dozen"], key=len, reverse=True)) + ")"
_SPELLED = rf"{_WORD}\b(?:(?:\s+and\s+|[\s-]+){_WORD}\b)*"
_SCALED = rf"{_DIGITS}(?:[\s-]?(?:hundred|thousand|million|billion|trillion|dozen)\b|\s?(?:bn|mn|mln|tn|trn|k|m|b)\b)?"
_NUMBER = rf"(?:{_SCALED}|{_SPELLED})"
_MONEY = r"(?:(?:US|A|C|HK|NZ)?\$|[€£¥₽₹]|\bRs\.?)\s?"
_ROUND_WORDS = r"(?:(?:tens|hundreds)\s+of\s+(?:thousands|millions|billions)|dozens|scores(?=\s+of\b)|hundreds|thousands|millions|billions|a\s+handful(?=\s+of\b))"
_VAGUE = r"(?:several|a\s+few|a\s+couple(?:\s+of)?|a|half\s+a)\s+(?:hundred|thousand|million|billion|trillion|dozen)\b(?:\s+thousand|\s+million)?"
_UNIT = "(?:" + "|".join(re.escape(unit) for unit in sorted([*_UNITS, *_MONEY_WORDS], key=len, reverse=True) if unit != "%") + r")\b"
_UNIT_AFTER = rf"(?:\s?%|[\s-]+{_UNIT}|(?<=\d)(?:km/h|km|kg|mph|kph|cm|mm|m)\b)"
_FRACTION = (
    r"(?:(?P<half>half(?=\s+(?:of|the|a|an|its|their|his|her|all|that|those|these)\b)(?!\s+an?\s+(?:dozen|million|hundred|billion|thousand)))"
    r"|(?P<part>(?:one|two|three|four|five|a)[\s-](?:thirds?|quarters?|fifths?|tenths?))(?=\s+(?:of|the)\b)"
    rf"|(?P<of>(?:one|two|three|four|five|six|seven|eight|nine|\d+)\s+(?:in|out\s+of)(?:\s+every)?\s+(?:{_SMALL and '|'.join(list(_SMALL)[2:11])}|\d+|100)\b(?!\s+(?:days|weeks|months|years|hours|minutes))(?=\s+\w)))"
)
_FIGURE = re.compile(
    rf"""(?<![\w.,:/])(?<!\w-)(?<!\w')(?:
    (?P<range>(?P<money1>{_MONEY})?(?P<low>{_NUMBER})(?:(?<=[\dnmk])\s?[-–]\s?(?=\D{{0,3}}\d)|\s+to\s+|\s+or\s+)(?P<money2>{_MONEY})?(?P<high>{_NUMBER}))(?P<unit1>{_UNIT_AFTER})?
  | (?P<vague>{_VAGUE})(?P<unit2>\s+{_UNIT})?
  | (?P<round>{_ROUND_WORDS})(?P<unit3>\s+of\s+{_UNIT})?
  | (?P<fraction>{_FRACTION})(?P<unit5>\s+(?:an?\s+)(?:hour|day|century|mile|year)\b)?
  | (?P<money>{_MONEY})?(?P<number>{_NUMBER})(?P<plus>\s?\+|-plus\b)?(?P<unit4>{_UNIT_AFTER})?
    )(?![\w])(?:(?<=%)|(?!-(?!year|hour|day|minute|month|week|mile|metre|meter|foot|km|strong|member|person|seat|man|odd|plus|percent|square)))(?!(?:st|nd|rd|th)\b)(?!['/:]\d)(?!,\d)(?!\.\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_HINT = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|\w+ty|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores|half|thirds?|quarters?|handful)\b", re.I)

# Words straight before a number that bound it. Longest first where one begins another.
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("at_most", r"no\s+more\s+than|not\s+more\s+than|fewer\s+than|less\s+than|as\s+(?:many|much|high)\s+as|up\s+to|at\s+most|at\s+the\s+most|a\s+maximum\s+of|just\s+under|under|below|not\s+exceeding"),
    ("at_least", r"(?:well\s+|far\s+|slightly\s+|a\s+little\s+|many\s+)?(?:more\s+than|over|above|in\s+excess\s+of|upwards?\s+of)|at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|not\s+fewer\s+than|a\s+minimum\s+of|exceeding|better\s+than"),
    ("about", r"(?:(?:an|the|its|their)\s+)?estimated(?:\s+(?:at|to\s+be))?|about|around|some|roughly|approximately|approx\.?|nearly|almost|close\s+to|just\s+over|just\s+about|circa|an\s+average\s+of|on\s+average|or\s+so|something\s+like|in\s+the\s+region\s+of|what\s+may\s+be|~"),
)  # fmt: skip
_BEFORE = tuple((bound, re.compile(rf"(?:^|(?<=[\s(\"'–-]))(?:{words})(?:\s+(?:an\s+)?(?:estimated|about|around|some|another|a\s+total\s+of))?\s*$", re.I)) for bound, words in _BOUNDS)
_BETWEEN = re.compile(rf"\bbetween\s+(?P<money1>{_MONEY})?(?P<low>{_NUMBER})(?P<unit0>{_UNIT_AFTER})?\s+and\s+(?P<money2>{_MONEY})?(?P<high>{_NUMBER})(?P<unit1>{_UNIT_AFTER})?(?!\w)", re.I)
_AFTER = re.compile(r"\s+(?P<least>or\s+more\b|or\s+over\b|and\s+over\b|and\s+counting\b|at\s+least\b)|\s+(?P<most>or\s+(?:fewer|less|under)\b|at\s+most\b)|\s*(?P<about>-odd\b|\s+or\s+so\b)", re.I)
_COUNTED_NEXT = re.compile(r"\s+(?:[a-z]+\s+)?(?:[a-z]+s|people|men|women|children)\b")
_JOINED = re.compile(r"(?P<old>(?:-year)?-olds?\b)|-strong\b", re.I)
# A number after one of these is a name's part; before one of those it is none.
_NAMED = re.compile(r"\b(?:article|articles|chapter|section|phase|number|no\.?|nos\.?|page|pages|room|route|flight|channel|resolution|part|level|grade|class|type|apollo|boeing|airbus|group|pier|gate|line|highway|interstate|formula|sub|day|top|world\s+war|vol\.?|act|rule|paragraph|psalm|verse|windows|iphone|cent)\s+$", re.I)
_ONE_NOT = re.compile(r"\s*(?:of\b|another\b|day\b|thing\b|way\b|more\b|else\b|that\b|who\b|which\b|such\b|after\b|by\s+one\b|or\s+another\b|or\s+other\b|[.,;:!?\"')]|$|'|is\b|was\b|has\b|could\b|can\b|would\b|to\b|on\b|in\b|from\b|with\b|for\b|and\b)", re.I)
_NOT_ONE = re.compile(r"\b(?:no|any|every|this|that|the|each|which|such|some|only|another|next|last|first|big|good|not|was|is|be)\s+$", re.I)


def find(text: str, times: Sequence[dates.Written] | None = None) -> list[Figure]:
    """Every figure of a (folded) text, in order, not overlapping; `times` are its written times, found here where not given."""
    if not _HINT.search(text):
        return []
    taken = [(time.start, time.end) for time in (dates.find(text) if times is None else times)]
    return list(_found(text, taken))


def _found(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    ended = 0
    position = 0
    while True:
        match = _FIGURE.search(text, position)
        if match is None:
            return
        between = _BETWEEN.search(text, max(ended, match.start() - 9), len(text))
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
    if _NAMED.search(text[max(0, start - 14) : start]):
        return None
    if groups.get("high") is not None:
        return _ranged(text, match)
    if groups["fraction"]:
        return _fraction(text, match, ended)
    unit = _unit_of(groups)
    if groups["round"] or groups["vague"]:
        words = " ".join((groups["round"] or groups["vague"]).lower().split())
        low, high = _ROUND[words] if groups["round"] else _several(words)
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
    if lone == "one" and unit is None and (_ONE_NOT.match(text[end : end + 14]) or _NOT_ONE.search(text[max(0, start - 9) : start])):
        return None
    head, bound = _bound_before(text, start, ended)
    after = _AFTER.match(text, end)
    if groups["plus"] or (after and after["least"]):
        bound = "at_least"
    elif after and after["most"]:
        bound = "at_most"
    elif after and after["about"]:
        bound = "about"
    if after:
        end = after.end()
    if unit is None and groups["money"] is None and re.search(r"\dm$", groups["number"]) and not _COUNTED_NEXT.match(text, end):
        number, unit = number / 1e6, "metre"  # "a 200m race", but "3m homes"
    low, high = interval(number, bound)
    if bound == "about" and re.match(r"(?:nearly|almost|close)\b", text[head:start], re.I):
        high = number
    attributive = bool(groups["unit4"] and "-" in groups["unit4"])
    joined = _JOINED.match(text, end)
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
    if scale and re.fullmatch(_DIGITS + r"|[a-z]+", groups["low"], re.I) and low < 1000 and not re.search(r"hundred|thousand|million|billion|dozen", groups["low"], re.I):
        low *= _SCALES.get(scale[1].lower(), _SHORT_SCALES.get(scale[1].lower(), 1.0))
    if low >= high or re.search(r"\bfrom\s+(?:about\s+|around\s+|some\s+)?$", text[max(0, match.start() - 14) : match.start()], re.I):
        return None
    unit = _unit_of(groups)
    core = match.start("money1") if groups.get("money1") else match.start("low")
    return Figure(match.start(), match.end(), core, match.group(), None, unit, "between", low, high, bool(groups["unit1"] and "-" in groups["unit1"]))


def _fraction(text: str, match: re.Match[str], ended: int) -> Figure | None:
    groups = match.groupdict()
    words = groups["fraction"].lower()
    head, bound = _bound_before(text, match.start(), ended)
    if groups["unit5"]:
        unit = _UNITS[groups["unit5"].split()[-1].lower()]
        low, high = interval(0.5, bound)
        return Figure(head, match.end(), match.start(), text[head : match.end()], 0.5, unit, bound, low, high)
    if groups["half"]:
        share = 0.5
    elif groups["part"]:
        count, part = re.split(r"[\s-]", words, maxsplit=1)
        share = _SMALL.get(count, 1.0) / {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[part.rstrip("s")]
    else:
        first, _, last = re.sub(r"\s+(?:in|out\s+of)(?:\s+every)?\s+", "|", words).partition("|")
        top, bottom = number_of(first), number_of(last)
        if not top or not bottom or top >= bottom:
            return None
        share = top / bottom
    low = share if bound in ("exact", "at_least") else None if bound == "at_most" else share * 0.9
    top_end = share if bound in ("exact", "at_most") else None if bound == "at_least" else share * 1.1
    return Figure(head, match.end(), match.start(), text[head : match.end()], round(share, 4), "share", bound, low, top_end)


def _bound_before(text: str, start: int, ended: int) -> tuple[int, Bound]:
    """Where the figure begins with its bounding words, and the bound they set."""
    window = text[max(ended, start - 40) : start]
    for bound, pattern in _BEFORE:
        found = pattern.search(window)
        if found:
            return start - len(window) + found.start(), bound
    return start, "exact"


def _several(words: str) -> tuple[float, float]:
    scale = 1.0
    rest = words.split()
    while rest and rest[-1] in _SCALES:
        scale *= _SCALES[rest.pop()]
    low, high = _SEVERAL[" ".join(rest)]
    return low * scale, high * scale


def _unit_of(groups: dict[str, str | None]) -> str | None:
    for name in ("unit1", "unit2", "unit3", "unit4", "unit0"):
        words = groups.get(name)
        if words:
            word = re.sub(r"^[\s-]*(?:of\s+)?", "", " ".join(words.lower().split()))
            return _UNITS.get(word) or _MONEY_WORDS.get(word)
    for name in ("money", "money1", "money2"):
        sign = groups.get(name)
        if sign:
            return _CURRENCIES.get(sign.strip().lower().rstrip("."))
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
    written = re.fullmatch(rf"({_DIGITS})[\s-]*([a-z]*)", words.strip(), re.I)
    if written:
        scale = written[2].lower()
        value = float(written[1].replace(",", ""))
        # round() keeps 2.3 million from becoming 2,299,999.9999
        return round(value * (_SCALES.get(scale) or _SHORT_SCALES.get(scale) or 1.0), 6)
    total, group = 0.0, 0.0
    for word in re.split(r"[\s-]+", words.lower().strip()):
        if word == "and":
            continue
        if word in _SMALL:
            group += _SMALL[word]
        elif word in ("hundred", "dozen"):
            group = (group or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total += (group or 1.0) * _SCALES[word]
            group = 0.0
        else:
            return None
    return total + group
