"""Who stands behind the words of a name in a story: entity, country or body, sectors; and for whom a person or capital speaks."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from variorum.language import actors, places
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.model.statement import Actor
from variorum.model.story import Dossier

# Sectors whose members speak for their state or body as a whole.
_SPEAKS: Final = frozenset({"GOV", "MIL", "SPY"})
_CAPITALISED = re.compile(r"[A-Z][\w'-]+(?:\s+(?:of\s+|the\s+|de\s+|al-)?[A-Z][\w'-]+)*")


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes a stand: a state, body or group, or else the person or set of people by their own name."""

    key: str  # code, or the name in small letters
    name: str
    entity: str | None
    code: str | None


class Parties:
    """The names of one story, looked up by place. Made once a story; each question is a binary search."""

    def __init__(self, dossier: Dossier) -> None:
        self._spans: dict[str, list[tuple[int, int, Entity]]] = {}
        for entity in dossier.entities:
            for mention in entity.mentions:
                self._spans.setdefault(mention.report, []).append((mention.start, mention.end, entity))
        for spans in self._spans.values():
            spans.sort(key=lambda span: (span[0], -span[1], span[2].id))
        self._starts = {report: [span[0] for span in spans] for report, spans in self._spans.items()}
        self._by_name: dict[str, Entity] = {}
        for entity in sorted(dossier.entities, key=lambda entity: entity.id):
            for name in (entity.name, *entity.aliases):
                self._by_name.setdefault(name.lower(), entity)

    def entities(self, passage: Passage) -> list[Entity]:
        """The entities named inside a passage (or round it, where the passage is a part of a name), in text order."""
        spans = self._spans.get(passage.report, [])
        at = max(0, bisect_left(self._starts.get(passage.report, []), passage.start) - 1)
        found: list[Entity] = []
        for start, end, entity in spans[at:]:
            if start >= passage.end:
                break
            if end > passage.start and entity not in found:
                found.append(entity)
        return found

    def actors(self, passage: Passage) -> tuple[Actor, ...]:
        """The actors that the words of a passage name, as PLOVER records them."""
        named = self.entities(passage)
        found = actors.joined(passage.text)
        if len(found) > 1:
            return tuple(Actor(passage.text, one.code, one.sectors, one.name) for one in found)
        one = found[0]
        person = next((entity for entity in named if entity.kind in {"person", "organisation"}), None)
        code = one.code or next((entity.country for entity in named if entity.country), None) or _city_code(passage.text)
        sectors = one.sectors or (actors.sectors_of(person.role) if person and person.role else ())
        name = person.name if person and person.kind == "person" else one.name or (named[0].name if named else None)
        return (Actor(passage.text, code, sectors, name, person.wikidata if person else None),)

    def party(self, passage: Passage) -> list[Party]:
        """For whom the words speak: capitals, leaders and ministries for their state, bodies for themselves."""
        return [self._party(actor, passage) for actor in self.actors(passage)]

    def _party(self, actor: Actor, passage: Passage) -> Party:
        resolved = actors.resolve(actor.text)
        entity = next(iter(self.entities(passage)), None)
        speaks = not actor.sector or bool(_SPEAKS.intersection(actor.sector))
        if actor.code is not None and resolved.kind in {"body", "group"} and resolved.code == actor.code and resolved.name:
            return Party(resolved.name.lower(), resolved.name, self._entity(resolved.name), actor.code)
        if actor.code is not None and speaks:
            name = actors.country_name(actor.code)
            if name is None and actor.name:
                name = actor.name
            if name is not None:
                return Party(actor.code, name, self._entity(name), actor.code)
        name = actor.name if entity is not None and actor.name and not actor.code else None
        shown = name or (entity.name if entity is not None and entity.kind == "person" else None) or _without_article(actor.text)
        return Party(shown.lower(), shown, entity.id if entity is not None else None, actor.code)

    def _entity(self, name: str) -> str | None:
        found = self._by_name.get(name.lower())
        return found.id if found is not None else None


def _city_code(text: str) -> str | None:
    """The country of a city that a name names, if nothing else does."""
    for match in _CAPITALISED.finditer(text):
        found = places.city(match.group())
        if found is not None:
            return found.country
    return None


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)
