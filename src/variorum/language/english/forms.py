"""How texts write figures: the patterns behind values.py. Phrases are lists of plain words; `_any` makes a pattern of them."""

import re
from typing import Literal, cast

from variorum.language.english.units import MONEY_WORDS, UNITS
from variorum.language.english.words.numbers import CARDINALS, alternatives

Bound = Literal["exact", "at_least", "at_most", "about", "between"]


def _any(*phrases: str) -> str:
    """A pattern for any of the phrases, written with "|" between them; a space stands for any white space."""
    return "(?:" + "|".join(phrase.strip().replace(" ", r"\s+") for phrase in "|".join(phrases).split("|")) + ")"


# In texts whose words and signs were parted by blanks ("1 , 500", "6 . 4 magnitude"), numbers are met as well.
_POINT = (
    r"\d{1,3}\ \.\ \d{1,2}"
    r"(?=[\s-]*(?:magnitude|earthquake|quake|temblor|on\ the\ Richter|million|billion|percent|per\ cent|%|miles|k)|\ [,)])"
)
DIGITS = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:\ ,\ \d{{3}}(?!\d))+|{_POINT}|\d+)(?:\.\d+)?"
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_WORD = _any(*sorted([*CARDINALS, *_SCALE.split("|")], key=len, reverse=True))
_SPELLED = rf"{_WORD}\b(?:(?:\s+and\s+|[\s-]+){_WORD}\b)*"
_SCALED = rf"{DIGITS}(?:[\s-]?(?:{_SCALE})\b|\s?(?:bn|mn|mln|tn|trn|k|m|b)\b)?"
_NUMBER = rf"(?:{_SCALED}|{_SPELLED})"
_MONEY = r"(?:(?:US|A|C|HK|NZ)?\$(?:\s?(?:US|AU|CA)(?=\s?\d))?|[€£¥₽₹]|\bRs\.?|\be(?=\d))\s?"
_ROUND_WORDS = (
    r"(?:(?:tens|hundreds)\s+of\s+(?:thousands|millions|billions)|dozens|scores(?=\s+of\b)|hundreds|thousands|millions|billions"
    r"|a\s+handful(?=\s+of\b))"
)
_VAGUE = rf"(?:several|a\s+few|a\s+couple(?:\s+of)?|a|half\s+a)\s+(?:{_SCALE})\b(?:\s+thousand|\s+million|\s+billion)?"
_UNIT = (
    _any(*(re.escape(unit).replace("\\ ", " ") for unit in sorted([*UNITS, *MONEY_WORDS], key=len, reverse=True) if unit != "%")) + r"\b"
)
_UNIT_AFTER = rf"(?:\s?%|[\s-]+{_UNIT}|(?<=\d)(?:km\s?/\s?h|km|kg|mph|kph|cm|mm|m)\b)"
_ONE_TO_NINE = alternatives(1, 9)
_FRACTION = (
    r"(?:(?P<half>half(?=\s+(?:of|the|a|an|its|their|his|her|all|that|those|these)\b)"
    r"(?!\s+an?\s+(?:dozen|million|hundred|billion|thousand)))"
    rf"|(?P<part>(?:{alternatives(1, 5)}|a)[\s-](?:thirds?|quarters?|fifths?|tenths?))(?=\s+(?:of|the)\b)"
    rf"|(?P<of>(?:{_ONE_TO_NINE}|\d+)\s+(?:in|out\s+of)(?:\s+every)?\s+(?:{_ONE_TO_NINE}|ten|\d+)\b"
    r"(?!\s+(?:days|weeks|months|years|hours|minutes))(?=\s+\w)))"
)
# A hyphen after the number makes it part of a name ("7-Up"), but for these.
_JOINABLE = "year|hour|day|minute|month|week|mile|metre|meter|foot|km|strong|member|person|seat|man|odd|plus|percent|square"
FIGURE = re.compile(
    rf"""(?<![\w.,:/])(?<!\w-)(?<!\w')(?:
    (?P<range>(?P<money1>{_MONEY})?(?P<low>{_NUMBER})
        (?:(?<=[\dnmk])[-–](?=\D{{0,3}}\d)|-?\s+to\s+|\s+or\s+)
        (?P<money2>{_MONEY})?(?P<high>{_NUMBER}))(?P<unit1>{_UNIT_AFTER})?
  | (?P<vague>{_VAGUE})(?P<unit2>\s+{_UNIT})?
  | (?P<round>{_ROUND_WORDS})(?P<unit3>\s+of\s+{_UNIT})?
  | (?P<fraction>{_FRACTION})(?P<unit5>\s+(?:an?\s+)(?:hour|day|century|mile|year)\b)?
  | (?P<money>{_MONEY})?(?P<number>{_NUMBER})(?P<plus>\s?\+|-plus\b)?(?P<unit4>{_UNIT_AFTER})?
    )(?![\w])(?:(?<=%)|(?!-(?!{_JOINABLE})))(?!(?:st|nd|rd|th)\b)(?!['/:]\d)(?!,\d)(?!\s?\.\s?\d)""",
    re.VERBOSE | re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"\bbetween\s+(?P<money1>{_MONEY})?(?P<low>{_NUMBER})(?P<unit0>{_UNIT_AFTER})?"
    rf"\s+and\s+(?P<money2>{_MONEY})?(?P<high>{_NUMBER})(?P<unit1>{_UNIT_AFTER})?(?!\w)",
    re.I,
)
# One cheap look before the long pattern: a text without any of these holds no figure.
HINT = re.compile(
    rf"\d|\b(?:{_ONE_TO_NINE}|ten|eleven|twelve|\w+teen|\w+ty|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores|half"
    r"|thirds?|quarters?|handful)\b",
    re.I,
)
_LESS = (
    "no more than|not more than|fewer than|less than|as many as|as much as|as high as|up to|at most|at the most|a maximum of|just under"
    "|under|below|not exceeding"
)
_MORE = (
    "no fewer than|no less than|not less than|not fewer than|at least|a minimum of|exceeding|better than|more than|over|above|in excess of"
    "|upward of|upwards of"
)
_NEAR = (
    "an estimated|the estimated|its estimated|their estimated|estimated|estimated at|estimated to be|about|around|some|roughly"
    "|approximately|approx|nearly|almost|close to|just over|just about|circa|an average of|on average|something like|in the region of|~"
)
_THEN = r"(?:\s+(?:an\s+)?(?:estimated|about|around|some|another|a\s+total\s+of))?"
# Words straight before a number that bound it, and the bound they set; the first that fits holds.
BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
    (cast(Bound, bound), re.compile(rf"(?:^|(?<=[\s(\"'–-])){prefix}{_any(words)}{_THEN}\s*$", re.I))
    for bound, prefix, words in (
        ("at_most", "", _LESS),
        ("at_least", r"(?:(?:well|far|slightly|a\s+little|many)\s+)?", _MORE),
        ("about", "", _NEAR),
    )
)
AFTER = re.compile(
    rf"\s+(?P<least>{_any('or more|or over|and over|and counting|at least')})\b|\s+(?P<most>{_any('or fewer|or less|or under|at most')})\b"
    r"|\s*(?P<about>-odd\b|\s+or\s+so\b)",
    re.I,
)
COUNTED_NEXT = re.compile(r"\s+(?:[A-Za-z]+\s+)?(?!(?:was|is|has|as|this|its)\b)(?:[a-z]+s|people|men|women|children)\b")
JOINED = re.compile(r"(?P<old>(?:\s?-\s?year)?\s?-\s?olds?\b)|-strong\b", re.I)
# A number after one of these is a name's part.
NAMED = re.compile(
    r"\b"
    + _any(
        "article|articles|chapter|section|phase|number|no|no\\.|nos|nos\\.|page|pages|room|route|flight|channel|resolution|part|level",
        "grade|class|type|apollo|boeing|airbus|group|pier|gate|line|highway|interstate|formula|sub|day|top|world war|vol|vol\\.|act|rule",
        "paragraph|psalm|verse|windows|iphone|cent",
    )
    + r"\s+$",
    re.I,
)
# "one" is no count before these ("one of them", "one is") nor after those ("no one", "the next one").
ONE_NOT = re.compile(
    r"\s*(?:[.,;:!?\"')']|$|"
    + _any(
        "of|another|day|thing|way|more|else|that|who|which|such|after|by one|or another|or other|is|was|has|could|can|would|to|on|in|from",
        "with|for|and",
    )
    + r"\b)",
    re.I,
)
NOT_ONE = re.compile(
    r"\b" + _any("no|any|every|this|that|the|each|which|such|some|only|another|next|last|first|big|good|not|was|is|be") + r"\s+$", re.I
)
