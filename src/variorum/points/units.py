"""The single things told: statements inside tellings, in a form in which two of them can be held side by side."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from variorum.language.english.diff import FUNCTION, Word, content, listed, words
from variorum.language.english.names import gazetteer
from variorum.language.english.signs import NEGATORS
from variorum.language.english.words.pronouns import pronouns
from variorum.model.statement import Statement
from variorum.points.gathering import Tellings
from variorum.points.told import Count, Told

_OPEN = pronouns("subject") | pronouns("owner", person=3) | frozenset(listed("who which that this these those there one"))
_LEANING = frozenset(listed("to if unless that which who whom where when not as so because although while provided before after"))
# Predicates that say little by themselves: equal ones show nothing.
LIGHT = frozenset(listed("be have do make take get give go say tell add include become keep put come see use"))


@lru_cache(maxsize=50_000)
def named(text: str) -> str | None:
    """The key of a state by any word for it: its name, its people, its capital, its seat of government."""
    code = gazetteer.country_of(text)
    return f"={code}" if code else None


def keys_of(of: tuple[Word, ...]) -> frozenset[str]:
    """Content keys with every word for one state made one key."""
    found = set()
    for word in of:
        state = named(word.text) if word.capital else None
        if state:
            found.add(state)
        elif word.key not in FUNCTION and word.key not in NEGATORS and (len(word.key) > 1 or word.key.isdigit()):
            found.add(word.key)
    return frozenset(found)


@dataclass(frozen=True, eq=False)
class Unit:
    """One statement of one telling. `span` is its place in the telling's text."""

    telling: int
    told: Told
    statement: Statement
    span: tuple[int, int]

    @cached_property
    def text(self) -> str:
        """The clause on one line."""
        return " ".join(self.statement.passage.text.split())

    @cached_property
    def keys(self) -> frozenset[str]:
        return keys_of(words(self.statement.passage.text))

    @cached_property
    def predicate(self) -> frozenset[str]:
        return content(words(self.statement.what)) | frozenset(word.key for word in words(self.statement.what) if word.key in LIGHT)

    @cached_property
    def act(self) -> frozenset[str]:
        """What is done: the predicate, or with one that says little by itself its object ("made an offer")."""
        return self.predicate - LIGHT or self.object

    @cached_property
    def who(self) -> frozenset[str]:
        return self._part(self.statement.who)

    @property
    def open(self) -> bool:
        """A clause that leans on another: an infinitive, an if-clause, a relative one, or one whose subject is a pronoun."""
        first = self.statement.passage.text.split(" ", 1)[0].lower()
        return first in _LEANING or (self.statement.who or "").lower() in _OPEN

    @cached_property
    def object(self) -> frozenset[str]:
        return self._part(self.statement.whom)

    @cached_property
    def place(self) -> frozenset[str]:
        return self._part(self.statement.where)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        start, end = self.span
        return tuple(count for count in self.told.counts if start <= count.figure.core and count.figure.end <= end)

    def _part(self, text: str | None) -> frozenset[str]:
        if not text:
            return frozenset()
        found = keys_of(words(text))
        return frozenset() if text.lower() in _OPEN else found


class Fact(NamedTuple):
    """Units that tell one thing, and the chance that they do, 0..1: that of the weakest link between them."""

    units: list[Unit]
    chance: float


def units(found: Tellings) -> list[list[Unit]]:
    """The units of each telling, in text order; statements that stand alike at several places of one telling are one."""
    every: list[list[Unit]] = []
    for number, told in enumerate(found.all):
        seen: dict[tuple[int, int, str], Unit] = {}
        for statement in told.statements:
            home = next((place for place in told.places if statement.passage.within(place)), None)
            if home is None or home.text != told.text:
                continue
            span = (statement.passage.start - home.start, statement.passage.end - home.start)
            seen.setdefault((*span, statement.what), Unit(number, told, statement, span))
        every.append([seen[key] for key in sorted(seen)] or [whole(number, told)])
    return every


def whole(number: int, told: Told) -> Unit:
    """A sentence in which no statement was found, as one unit without parts, so that others can be found to tell the same."""
    place = told.places[0]
    bare = Statement("", place.report, "", place, None, "", None, None, None, (), "affirmed", "actual", None, None, None)
    return Unit(number, told, bare, (0, len(told.text)))
