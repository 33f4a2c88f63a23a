"""Lines on who made a text: who helped, whose it is, with whose name it is signed. Each function looks at one folded line."""

import re
from functools import cache

from variorum.language.english.moments import moment
from variorum.language.english.page import agencies, printers
from variorum.language.english.page.credits import PHOTO, PICTURED, ends_sentence
from variorum.language.english.page.shapes import DATE, JOINS, MIXED, NAME, PARTICLES, PLACE
from variorum.language.english.words.tables import lines

_HELPERS = re.compile(
    r"\(?\s*(?:(?:additional |further |with |based on )?(?:reporting|reports|writing|editing|compiled|translated|research)\b"
    r".{0,40}?\b(?:by|in|from)\b"
    r"|(?:with|additional) (?:additional )?(?:reporting|files|material|inputs?|contributions?|information)\b.{0,20}\b(?:by|from)\b"
    r"|with (?:(?:agency|wire|additional|staff) )?(?:inputs?|files|agenc(?:y|ies)|reports?|wires?|material)\b"
    r"(?: (?:inputs?|reports?|services?))?(?: from\b|\)?\.?$))",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"^(?P<who>.{2,200}?)\s(?:also )?contributed(?: (?:reporting|research|additional reporting))?"
    r"(?: (?:to|for) (?:this|the|that|our) (?:[\w-]+ ){0,2}(?:report|story|article|coverage|reporting|piece|dispatch)"
    r"|(?<=reporting) (?:from|to|for) .{2,80}| from .{2,80})?\s*\.?\)?$",
    re.IGNORECASE,
)
_REPORTED = re.compile(rf"{NAME}(?:(?: |, | and ){NAME}){{0,8}} reported from {NAME}[^.]{{0,60}}\.?$")
# What a text is called, and how it is made: a line on whose it is says both.
_PIECE = re.compile(
    r"\b(?:reports?|stor(?:y|ies)|articles?|copy|dispatch|content|feeds?|text|item|post|piece|files?|inputs?|agenc(?:y|ies)|material"
    r"|information|published|arrangement|release|wires?|version|statement|distributed|source[ds]?|compiled|republished|reprinted"
    r"|translated)\b",
    re.IGNORECASE,
)
_MAKING = re.compile(
    r"\b(?:published|republished|reprinted|reproduced|provided|supplied|distributed|generated|syndicated|licensed|appeared|written|produced"
    r"|compiled|translated|adapted|used|includes?|contributed|edited|sourced?|sources|prepared|issued|courtesy|arrangement|by|from|via)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:syndicated|wire|agency|news agencies|agencies)\b|\b(?:re)?published (?:in|on|by|from)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(r"\b(?:report|story|article|text|copy|dispatch|content|reporting)\b", re.IGNORECASE)
_PASSED_ON = re.compile(r"\b(?:distributed|syndicated|licensed|provided) by\b.*$|\bvisit (?:at|us)?\b.*$", re.IGNORECASE)
_DESK = re.compile(r"(?P<agency>[A-Za-z]{2,5})(?:(?: [A-Z]{2,4}){1,5}|(?:/[a-z]{2,4}){1,4}| [a-z]{2,4}/[a-z]{2,4})")  # "PTI ABC DEF"
_LINK_TO_VERSION = re.compile(r"view (?:source|original|the original) (?:version|content)\b.{0,40}?\b(?:on|at|:)", re.IGNORECASE)
_RELEASED_BY = re.compile(r"SOURCE:? (?=[A-Z])\S.{1,90}$")
# "Agencies", "Gull staff and agencies", "From our news services", "Combined dispatches": somebody's text, and nobody is named.
_NOBODY = re.compile(
    rf"(?i:(?:by|from) )?(?i:(?:our|the) )?(?:{MIXED}(?: and | & |/|, | (?=(?i:staff|correspond|report|web ?desk|news ?desk|online))))?"
    r"(?:(?:(?i:our )?(?i:staff|correspondents?|reporters?|web ?desk|news ?desk|newsroom|online)(?: (?i:reporters?|writers?|reports?))?)"
    r"(?:,? and |, | & |/| with ))?"
    r"(?i:(?:the )?(?:(?:news |wire |press )?agenc(?:y|ies)|wires|(?:news|wire|press) (?:services?|reports?)(?: reports?)?"
    r"|(?:combined|agency|wire|news) (?:dispatches|reports?))(?: reports?| inputs)?(?: and staff(?: reports)?)?)",
)
_STANDARDS = re.compile(r"our standards: the thomson reuters trust principles", re.IGNORECASE)
_DESK_AND_AGENCIES = re.compile(r"[a-zA-Z]{1,4}(?:/[a-zA-Z]{1,4}){0,3},? ?\((?P<agencies>[^()]{2,80})\)")  # "abc/de (AP, AFP)"
_SIGNING = re.compile(
    r"\b(?:our|the|own|stor(?:y|ies)|text|agency|agencies|news ?room|courtesy|curated|from|sources?|reports?|by|with|inputs?|additional"
    r"|reporting|reported|correspondents?|staff|reporters?|writers?|bureau|desk|last|first|updated?|published|posted|on|at|and|via|of)\b",
    re.IGNORECASE,
)
# "Sund: Northwire", "SUND – Northwire"
_PLACE_BEFORE = re.compile(rf"^(?:{MIXED}:|{PLACE}\s+[–-]|(?i:from )?(?i:correspondents) in {MIXED}\s*[|,]|\(END\))(?= )")
_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[APap]\.?[Mm]\.?)?(?: [A-Z]{2,4})?"
# What may end in a full stop and is no sentence: "TASS, March 12.", "With Reuters."
_STOPPED = re.compile(rf"(?:{DATE}|^[Ww]ith [\w ,&-]{{2,60}})(?=\.$)")
# Beside the agency's name: an hour, a place, the desk's letters, who edited it.
_BESIDE = re.compile(
    rf"{_CLOCK}|\d{{1,2}} ?(?:[hmd]|min(?:ute)?s?(?: read)?)|{DATE}|{MIXED}|(?:[a-zA-Z]{{2,4}} ?){{1,5}}|(?i:editors?|edited by):?"
    rf" (?:{MIXED}|\w{{3,20}})"
)
# Two letters alone are an edition's: "IN•".
_SHOWN_FROM = re.compile(rf"(?![A-Z]{{1,2}} ?•)((?:the )?{MIXED}(?: \d{{1,3}}(?: {MIXED})?)?|(?:[a-z][\w-]*\.)+[a-z]{{2,6}}) ?•")
_SITE = re.compile(r"\b(?:[\w-]+\.)+[a-z]{2,6}\b")
_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_ADDRESS = re.compile(r"(?:https?|www|\w+\.\w)|\w+@")


def helpers(line: str) -> bool:
    """A closing line on who helped: "Reporting by ...", "X contributed to this report.", "X reported from Y."."""
    if len(line) > 500 or '"' in line:
        return False
    bare = line.strip("-–_ *[]()")
    if _HELPERS.match(bare) and _only_credit_words(bare):
        return True
    if len(line) > 300:
        return False
    if " reported from " in line and _REPORTED.match(bare):
        return True
    found = _CONTRIBUTED.match(bare) if "contribut" in line else None
    return bool(found and bare[:1].isupper() and _only_credit_words(found["who"]))


def unnamed(line: str) -> bool:
    """Does a line say that agencies made the text, without a name: "Staff and agencies", "From our news services"?"""
    bare = line.strip("-–_ *[]()•.")
    return len(bare) <= 60 and _NOBODY.fullmatch(bare) is not None


def statement(line: str) -> bool:
    """A line by which a page says whose text this is: "This report by ... was first published ...", "Published from a syndicated feed"."""
    if len(line) > 400 or '"' in line or not any(mark.isalpha() for mark in line):
        return False
    bare = line.strip("-–_ *[]()•")
    return _states(line, bare) and not (PHOTO.search(bare) and not _TEXT.search(bare))


def _states(line: str, bare: str) -> bool:
    if _LINK_TO_VERSION.match(bare) or _RELEASED_BY.match(line) or _STANDARDS.match(bare):
        return True
    if (desk := _DESK_AND_AGENCIES.fullmatch(line.strip())) and agencies.all_known(desk["agencies"]):
        return True
    if (desk := _DESK.fullmatch(bare)) and agencies.known(desk["agency"]):
        return True
    if not (_only_credit_words(bare) and _PIECE.search(bare) and _MAKING.search(bare)):  # the first is the quickest: prose has other words
        return False
    named = [found for found in agencies.find(bare) if not found.photo_only]
    return bool(named or _UNNAMED.search(bare) or (printers.says_where_first(bare) and list(printers.in_credit(bare))))


def owned(line: str) -> bool:
    """Does a line say whose right the text is, by an agency's whole name: "© Tarn Press Agency"? Its letters stand below pictures too."""
    name = line.lstrip("© ")
    return line.startswith("©") and " " in name.strip(" .").replace("-", " ") and agencies.all_known(name.strip(" ."))


def named_in(line: str) -> tuple[int, int]:
    """Where in a credit line the makers of the text stand: not behind it, where who passes it on is named."""
    passed = _PASSED_ON.search(line)
    return (0, passed.start()) if passed and agencies.find(line, 0, passed.start()) else (0, len(line))


def shown_from(line: str) -> tuple[int, int] | None:
    """Where a line by which a portal says whose text it shows names the maker: "Daily Harbour•"; None for other lines."""
    match = _SHOWN_FROM.fullmatch(line.strip())
    start = len(line) - len(line.lstrip())
    return (start, start + match.end(1)) if match else None


def site(line: str) -> tuple[int, int] | None:
    """Where a line that leads to the source of a text names its site; None for other lines."""
    match = _SITE.search(line) if _LINK_TO_VERSION.search(line) else None
    return match.span() if match else None


def _only_credit_words(text: str) -> bool:
    """Are all words names, figures, or such as these lines consist of?"""
    text = _LINK.sub(" ", text)
    if any(word.isalpha() and word[0].islower() and not _is_credit_word(word, agencies.words()) for word in text.split()):
        return False  # most lines are prose, and soon told by a word that no agency is called by either
    for named in reversed(agencies.find(text)):
        text = f"{text[: named.start]} {text[named.end :]}"
    written = re.findall(r"[^\s,.;:()/&|–-]+", _SITE.sub(" ", text))
    return all(not word[0].islower() or _is_credit_word(word) for word in written)


def _is_credit_word(word: str, besides: frozenset[str] = frozenset()) -> bool:
    known = word in _words() or word in JOINS or word in PARTICLES or word in besides or word == "c"  # of "(c)"
    return known or _ADDRESS.match(word) is not None


def signed(line: str) -> bool:
    """An agency's name with no more than a label, a day, a place or the desk's letters: "Agency: IANS", "AP | May 2, 2024", "PTI, Sund".

    Only where a byline or a closing credit may stand.
    """
    line = line[:-1] if _STOPPED.search(line) else line
    if len(line) > 100 or ends_sentence(line) or PICTURED.search(line):
        return False
    named = [found for found in agencies.find(line) if not found.photo_only]
    if not named or _SIGNING.sub("", _PLACE_BEFORE.sub("", line[: named[0].start])).strip(" :-–/([|•,"):
        return False
    if "/" in line and not all(agencies.known(part.strip()) for part in line.strip("()[]").split("/")):
        return False  # a person's name and an agency's, as pictures are signed
    rest = line[named[0].start :]
    for found in reversed(named):
        rest = rest[: found.start - named[0].start] + "|" + rest[found.end - named[0].start :]
    for part in re.split(r"[|•·/()\[\]]|\s[–-]\s|,(?! \d{4})", _SIGNING.sub("", rest)):
        bare = part.strip(" :,–-")
        if bare and not (moment(bare) or _BESIDE.fullmatch(bare)):
            return False
    return True


@cache
def _words() -> frozenset[str]:
    return frozenset(word for line in lines("credit_words.txt") for word in line.split())
