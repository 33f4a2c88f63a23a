"""What a site asks of programs: robots.txt as RFC 9309 reads it, and the pause that some ask for besides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

LARGEST = 512_000  # bytes that are read of it; the RFC asks for 500 KiB
MOST_RULES = 10_000
_WRITTEN = "/%*$?=&:@!'()+,;~#[]"  # what stays as it is in a rule; the rest is written as it is in addresses


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for this program: paths with `*` and `$`, and whether each is allowed. Without any all is allowed."""

    paths: tuple[tuple[str, bool], ...] = ()
    pause: float | None = None  # seconds between two questions

    def allow(self, path: str) -> bool:
        """May this path, with what follows its question mark, be asked? The longest rule that fits decides, the milder of two."""
        if path == "/robots.txt":
            return True
        best, allowed = -1, True
        for rule, allows in self.paths:
            if (len(rule) > best or (len(rule) == best and allows)) and _fits(rule, path):
                best, allowed = len(rule), allows
        return allowed


NOTHING = Rules((("/", False),))  # for a site whose robots.txt cannot be had, though there may be one


def rules(text: str, agent: str) -> Rules:
    """What the text says to a program of this name: in the groups that name it, else in those for all."""
    own: list[tuple[str, str]] = []
    for_all: list[tuple[str, str]] = []
    named = False
    names: set[str] = set()
    within = False  # a rule has been met since the last name
    for field, value in _lines(text):
        if field == "user-agent":
            if within:
                names, within = set(), False
            names.add(re.split(r"[/\s]", value.lower(), maxsplit=1)[0])
            named = named or agent in names
        elif field in ("allow", "disallow", "crawl-delay"):
            within = True
            if agent in names:
                own.append((field, value))
            if "*" in names:
                for_all.append((field, value))
    mine = own if named else for_all
    pauses = [float(value) for field, value in mine if field == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value)]
    paths = tuple((quote(value, safe=_WRITTEN), field == "allow") for field, value in mine if field != "crawl-delay" and value)
    return Rules(paths[:MOST_RULES], max(pauses, default=None))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()


def _fits(rule: str, path: str) -> bool:
    """Does a rule fit the beginning of a path? Piece by piece, so that the time grows with both and never with their product's powers."""
    ends = rule.endswith("$")
    first, *others = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = others.pop() if ends and others else None
    for piece in others:
        if (found := path.find(piece, place)) < 0:
            return False
        place = found + len(piece)
    if last is not None:
        return len(path) - len(last) >= place and path.endswith(last)
    return not ends or place == len(path)
