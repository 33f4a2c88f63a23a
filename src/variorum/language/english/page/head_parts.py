"""What one part of a line over a text is: an outlet, an agency, persons, an office, a time. Each function looks at folded words."""

import re
from functools import lru_cache
from typing import Final, Literal

from variorum.language.english.media import is_headed
from variorum.language.english.names.persons import is_first_name
from variorum.language.english.page import agencies, furniture, printers, table
from variorum.language.english.page.shapes import NAME, PARTICLES
from variorum.language.english.words.lexicon import word_set

Span = tuple[int, int]
Kind = Literal["outlet", "agency", "persons", "role", "nobody", "time", "beside", "edition", "name"]
_DOMAIN: Final = re.compile(r"(?:www\.)?[A-Za-z0-9-]{3,40}(?:\.[a-z]{2,12}){1,3}")
_CLOCK: Final = re.compile(
    r"(?:[0-2]?\d[:.][0-5]\d(?:[:.][0-5]\d)?\s*(?i:[ap]\.?m\.?)?|\d{1,2}\s*(?i:[ap]\.?m\.?))?\s*\(?(?:[A-Z]{2,4}T?)?\)?"
)
_BESIDE: Final = re.compile(
    r"\d+[- ]min(?:ute)?s?(?: read)?|(?:\d+|an?|one) ?(?:min(?:ute)?|hour|hr|day|week|month|year)s? ago"
    r"|(?:(?:pp?|pgs?|pages?)\.? ?)?[A-Z]?\d{1,3}(?:[-–]\d{1,3})?|[\d,]+ words|(?:vol|no|issue)\.? ?(?:\d+|[ivxlc]+)|col(?:umn)?\.? \d"
    r"|price:? [£$€]?[\d.]+\w?|\d{1,2} ?[hmd]|(?:keep|mark as) (?:un)?read|hide|front page|\(?(?:website|web|online|tv|print)\)?"
    r"|(?:print|online|web|digital|early|late|final|first|second|city|national) edition|share(?: this(?: \w+)?)?|print"
    r"|(?:view|read|open) (?:this )?(?:email |article )?(?:in (?:your )?browser|online)|exclusive|breaking(?: news)?|updated"
    r"|newsletter|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?",
    re.IGNORECASE,
)
LANGUAGE: Final = "|".join(sorted(word_set("heads.languages")))
# Of an outlet alone there are "English pages", or it is put from a language into English.
EDITION: Final = re.compile(rf"(?:{LANGUAGE}|International|World|Overseas)[ -](?:[Ee]dition|[Pp]ages|[Vv]ersion|[Ss]ervice|[Dd]igest)")
_ROLE: Final = re.compile(
    r"(?:(?:the|our|a) )?(?:[A-Za-z&'-]+ ){0,4}(?:correspondents?|reporters?|editors?|writers?|columnists?|journalists?|producers?"
    r"|bureau chief|contributors?|freelancer|critic|staff|desk|analyst|intern)",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(
    r"(?:(?:our|the|own|a|special|web|news|online) ){0,2}(?:staff|agenc(?:y|ies)|wires?|newsroom|correspondents?|reporters?|writers?|desk"
    r"|news ?desk|web ?desk|wire services?|agency reports?)(?: (?:staff|reporters?|writers?|correspondents?|reports?|desk))?",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(r"(?:[A-Za-z&'-]+ ){0,3}(?i:correspondent|reporter|editor|writer|columnist|journalist|producer)s?,? (?=[A-Z])")
NAMES: Final = re.compile(rf"{NAME}(?: (?:{NAME}|\d{{1,3}}|{'|'.join(sorted(PARTICLES))}|and|of|the|&))*")
_PERSON_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")
_NO_PERSON: Final = frozenset(
    ["news", "media", "times", "post", "tv", "radio", "staff", "press", "journal", "today", "the", "daily", "online", "agency", "our"]
)
# Papers by their usual names in other languages; "La Paz" and "El Paso" are places.
# Parts of a paper that are called as outlets are.
_SECTION: Final = re.compile(
    r"(?:home|world|local|national|international|foreign|business|city|regional|sports?|breaking|latest|top|general|school|court|farm"
    r"|weather|travel|money|tech|science|health|arts|front page|page one|in other|more|other|all|good|bad|fake|old|big|other|no) news"
    r"|(?:morning|evening|daily|weekly|weekend) (?:briefing|digest|newsletter|review|update|cuttings|clippings|roundup)"
    r"|(?:special|breaking|exclusive|full|live|main|cover|lead) (?:report|story|news|coverage)",
    re.IGNORECASE,
)
_SMALL: Final = frozenset(["the", "of", "and", "for", "in", "on", "de", "la", "le", "el"])


def kind_of(piece: str, word: str, opening: bool) -> Kind | None:
    """What a part is; None for what no head has. `word`: the word before it; `opening`: does the line begin with "By"?"""
    if _CLOCK.fullmatch(piece) and any(map(str.isdigit, piece)):
        return "time"
    if _BESIDE.fullmatch(piece) or not any(map(str.isalpha, piece)) or piece in ("UTC", "GMT", "ET", "EST", "EDT"):
        return "beside"
    if _NOBODY.fullmatch(piece):
        return "nobody"
    if agencies.known(piece) or any(named.start == 0 and named.end == len(piece) for named in agencies.find(piece)):
        return "agency"
    if place := outlet_in(piece):
        return "agency" if agencies.known(piece[place[0] : place[1]]) else "outlet"
    if EDITION.fullmatch(piece):
        return "edition"
    if _ROLE.fullmatch(piece):
        return "role"
    if is_person(piece, sure=word == "by" or (opening and word in ("and", "", "&", "with"))):
        return "persons"
    if furniture.is_furniture(piece):
        return "beside"
    return "name" if NAMES.fullmatch(piece) and piece.count(" ") < 6 else None


@lru_cache(1 << 12)  # asked of a name by each that looks at it; the user's table is read once, too
def is_outlet(name: str) -> bool:
    """Is this the name of an outlet, by the table or by its form, or the address of its site?"""
    if table.outlet_called(name) or _DOMAIN.fullmatch(name):
        return True
    if _SECTION.fullmatch(name):
        return False
    words = name.split(" ")
    run_on = is_first_name(words[0]) and len(words) > 3  # "Ada Lund Coastal Times"
    return not run_on and is_headed(cased(name))


def outlet_in(piece: str) -> Span | None:
    """Where the outlet's own name stands in a part of a line: both "Sund Ledger staff" and "Chief Editor Sund Ledger" name Sund Ledger."""
    start = behind_office(piece)
    for name in (piece[start:], printers.DESK.sub("", piece[start:])):
        if is_outlet(name):
            return start, start + len(name)
    return None


def behind_office(piece: str) -> int:
    """Where in a part of a line the name stands behind an office: "Chief Editor Sund Ledger"."""
    office = _OFFICE.match(piece)
    return office.end() if office else 0


def is_office(line: str) -> bool:
    """Does a line name an office of the press, and nothing else: "Health Correspondent"?"""
    return bool(_ROLE.fullmatch(line)) and not _NOBODY.fullmatch(line)


def cased(name: str) -> str:
    """A name in capitals as it is written elsewhere: "THE SUND LEDGER" as "The Sund Ledger"; letters stay ("BBC")."""
    if not name.isupper() or " " not in name:
        return name
    words = name.split(" ")
    shown = [word.lower() if word.lower() in _SMALL else word if len(word) <= 3 and word != "SUN" else word.capitalize() for word in words]
    return f"{shown[0][:1].upper()}{shown[0][1:]} {' '.join(shown[1:])}"


def is_person(name: str, sure: bool) -> bool:
    """A person's name of two words or more; `sure`: where only persons stand, else its first name has to be known."""
    words = name.split()
    if not 2 <= len(words) <= 5 or not all(_PERSON_WORD.fullmatch(word) for word in words):
        return False
    if not all(word[0].isupper() or word in PARTICLES for word in words) or any(word.lower() in _NO_PERSON for word in words):
        return False
    return sure or is_first_name(words[0]) or (len(words[0]) == 2 and words[0].endswith("."))
