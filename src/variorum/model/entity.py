"""Who and what is spoken of."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from variorum.model.report import Passage

# A group is people, one or several, of whom a text gives no name; a document is something written that a text cites.
EntityKind = Literal["person", "organisation", "place", "office", "group", "document"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, place or office of a story, or a source without a name, joined across its reports."""

    id: str
    story: str
    kind: EntityKind
    name: str  # canonical
    role: str | None  # "Foreign Minister of Russia"
    country: str | None  # ISO 3166 alpha-3
    wikidata: str | None
    mentions: tuple[Passage, ...]
    aliases: tuple[str, ...] = ()
    gender: Literal["female", "male"] | None = None
    why: str = ""
    formerly: tuple[str, ...] = ()  # ids that gave way to this one
    corrected: str | None = None  # by whom and when, where a person decided who it is


@dataclass(frozen=True, slots=True)
class Member:
    """One of several who speak together: an entity, or words for someone whom the story does not name."""

    name: str
    entity: Entity | None


Place = tuple[int, int, Entity]  # where an entity is mentioned: [start, end)
Fits = Callable[[Entity], bool]


class Directory:
    """Finds the entities that are named at a place. Built once for a story; lookups cost little."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._at: dict[str, list[Place]] = {}
        for entity in entities:
            for mention in entity.mentions:
                self._at.setdefault(mention.report, []).append((mention.start, mention.end, entity))
        for places in self._at.values():
            places.sort(key=lambda place: (place[0], -place[1]))

    def within(self, report: str, start: int, end: int) -> list[Place]:
        """All mentions that overlap [start, end) of a report, in text order."""
        places = self._at.get(report, [])
        first = max(0, bisect_left(places, start, key=lambda place: place[0]) - 3)
        found = []
        for place in places[first:]:
            if place[0] >= end:
                break
            if place[1] > start:
                found.append(place)
        return found
