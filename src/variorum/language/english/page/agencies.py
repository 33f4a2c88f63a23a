"""Names of news and photo agencies, for places where a credit stands.

In running text an agency may itself be in the news; nothing here reads that.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from variorum.language.english.page import table
from variorum.language.english.words.lexicon import word_set

# A name that says of itself that it is an agency, though our list does not know it.
_BY_ITS_NAME = re.compile(
    r"(?<![\w&.'-])(?:[A-Z][\w&.'-]{1,40} ){1,4}"
    r"(?:News Agency|Press Agency|News Service|News Services|Newswires?|Wire Service|News Wire|Press Service)\b"
)
# A credit that names a helper and not the maker of the text.
_HELPED = re.compile(r"\b(?:with|additional|contribut\w*|files?|inputs?|material|compiled|inform\w*)\b", re.IGNORECASE)
# A medium that contributed is a helper; where persons of it contributed, it says so of its own text.
_CONTRIBUTED = re.compile(r"(?:(?:,| and|, and) [^.]{2,80}?)? (?:also )?contributed\b")
_ITS_PEOPLE = re.compile(r"['’]s? [A-Z]|,? (?:\w+ )?(?:writers?|reporters?|journalists?|correspondents?|staff\w*|producers?)\b")
GLUED = 12  # code points of a name that is known even where it runs on from another
_LETTERS = re.compile(r"[A-Z][A-Z&.-]{1,7}")
# What databases put behind an agency's name: "Northwire -- English", "The Northwire State & Local Wire", "Northwire (Englischer Dienst)".
_SERVICE = re.compile(  # nothing that was read is gone over again (`+` after a quantifier): a rule of dashes is no name
    r"(?<![\s(),.:&/–—-])(?:[\s(),.:&/–—-]++(?:English|Englischer|Language|International|World(?:wide|stream)?|News(?:wires?|feed|track|s)?"
    r"|Services?|Dienst|General|Economic|Financial|Business|National|State|Local|Online|Text|Wires?|Mediapoint|Alerts?|Package|Top|Stories"
    r"|in|and|the|CIS|Ltd|Limited|Russia|Asia|Europe|UK|US)\b)*+[\s(),.:&/–—-]*+$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{2,40}\)$")
_BESIDE = re.compile(r"\s[–—-]\s")  # "NNA - Northwire News Agency"
LONGEST_NAME = 100  # characters
_LISTED = re.compile(r"\s*[,/|&;]\s*(?:and )?|\s+and\s+")
_SMALL = word_set("agencies.small")


class Named(NamedTuple):
    """An agency at a place of a text."""

    agency: str  # canonical
    start: int
    end: int
    photo_only: bool


@dataclass(frozen=True, slots=True)
class _List:
    pattern: re.Pattern[str]
    canonical: dict[str, tuple[str, bool]]  # name in lower case -> (canonical, photo only)


@cache
def _load() -> _List:
    canonical: dict[str, tuple[str, bool]] = {}
    written: set[str] = set()
    for agency in table.load()[0]:
        for name in agency.written:
            canonical.setdefault(name.lower(), (agency.name, agency.makes == "photo"))
            written |= {name, name.upper()}
    longest_first = sorted(written, key=lambda name: (-len(name), name))
    # A page whose parts were joined without a space: "Ada LundTarn Press Agency". Names of one word end words of others too.
    glued = [name for name in longest_first if " " in name and len(name) >= GLUED and not name.isupper()]
    return _List(re.compile(rf"(?:(?<![\w@.]){_any_of(longest_first)}|(?<=[a-z]){_any_of(glued)})(?!\w)"), canonical)


def _any_of(names: list[str]) -> str:
    """A pattern for any of the names, the first that fits. Most places of a text begin none: their first letters are asked first."""
    by_first: dict[str, list[str]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    firsts = "".join(map(re.escape, by_first))
    alternatives = [rf"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items()]
    return rf"(?=[{firsts}])(?:{'|'.join(alternatives)})"


@cache
def words() -> frozenset[str]:
    """All words of the names of agencies."""
    return frozenset(word for name in _load().canonical for word in name.split())


def find(text: str, start: int = 0, end: int | None = None) -> list[Named]:
    """The agencies named in a piece of text that is known to be a credit, byline or caption, in order."""
    listed = _load()
    found = []
    for match in listed.pattern.finditer(text, start, len(text) if end is None else end):
        agency, photo_only = listed.canonical[match[0].lower()]
        found.append(Named(agency, match.start(), match.end(), photo_only))
    if not found:
        for match in _BY_ITS_NAME.finditer(text, start, len(text) if end is None else end):
            found.append(Named(match[0].removeprefix("By ").strip(), match.end() - len(match[0].removeprefix("By ")), match.end(), False))
    return found


def known(name: str) -> tuple[str, bool] | None:
    """(canonical name, photo only) if the whole string is an agency's name as credits write it, or a service of it as databases call it."""
    listed = _load()
    if len(name) > LONGEST_NAME:
        return None
    bare = _IN_BRACKETS.sub("", name)
    forms = [form for one in (name, bare, _SERVICE.sub("", name), _SERVICE.sub("", bare)) for form in (one, one.removeprefix("The "))]
    found = next((listed.canonical[form.lower()] for form in forms if listed.pattern.fullmatch(form)), None)
    if found is None and len(parts := _BESIDE.split(name)) == 2:
        found = known(parts[0])
        return found if found == known(parts[1]) else None
    return found


def all_known(names: str) -> bool:
    """Are these the names of agencies that make texts, and nothing else: "AP, AFP and Reuters"?"""
    return all((found := known(part.strip())) is not None and not found[1] for part in _LISTED.split(names))


def helped(before: str, after: str) -> bool:
    """Does a line credit as a helper the agency between these words: "additional reporting by", "contributed to this report"?"""
    return _HELPED.search(before) is not None or (_CONTRIBUTED.match(after) is not None and _ITS_PEOPLE.match(after) is None)


def canonical(name: str) -> str | None:
    """The name itself, if the table calls an agency so."""
    return next((agency.name for agency in table.load()[0] if agency.name == name), None)


def edition_of(name: str) -> str | None:
    """The agency of which this is an edition or a desk: "Northwire India" of Northwire. "Northwire of Tarnholm" is another."""
    first, _, rest = name.rpartition(" ")
    found = known(first) if first and rest[:1].isupper() and not first.endswith(" of") else None
    return found[0] if found else None


def short_for(letters: str, name: str) -> bool:
    """Are these the first letters of the name ("TPA" of "Tarn Press Agency")?"""
    if not _LETTERS.fullmatch(letters):
        return False
    words = [word for word in re.split(r"[\s-]+", name.removeprefix("The ").removeprefix("the ")) if word]
    wanted = re.sub(r"[^A-Z]", "", letters)
    firsts = ["".join(word[0].upper() for word in words), "".join(word[0].upper() for word in words if word.lower() not in _SMALL)]
    return len(wanted) > 1 and wanted in firsts
