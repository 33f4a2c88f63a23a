"""Who stands behind the words of a name in a story: entity, country or body, sectors; and for whom a person or capital speaks."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from variorum.language.english.names import actors, gazetteer
from variorum.language.english.names.actors import Resolved
from variorum.model.entity import Directory, Entity
from variorum.model.report import Passage
from variorum.model.statement import Actor
from variorum.model.story import Dossier

# Sectors whose members speak for their state or body as a whole.
_SPEAKS: Final = frozenset({"GOV", "MIL", "SPY"})
_FOR_STATE: Final = re.compile(r"\b(?:minister|ambassador|envoy|diplomat|negotiator)\b", re.IGNORECASE)
_ONCE: Final = re.compile(r"\b(?:former|ex-|then-)", re.IGNORECASE)
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
        self._names = Directory(dossier.entities)
        self._spans: dict[str, list[tuple[int, int, Entity]]] = {}
        for entity in dossier.entities:
            for mention in entity.mentions:
                self._spans.setdefault(mention.report, []).append((mention.start, mention.end, entity))
        for spans in self._spans.values():
            spans.sort(key=lambda span: (span[0], -span[1], span[2].id))
        self._starts = {report: [span[0] for span in spans] for report, spans in self._spans.items()}
        self._names_nato = any(re.search(r"\bNATO\b|\bNato\b|North Atlantic Treaty", report.text) for report in dossier.reports)
        self._by_name: dict[str, Entity] = {}
        self._by_id = {entity.id: entity for entity in dossier.entities}
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
        found = actors.joined(passage.text)
        if len(found) > 1:
            return tuple(Actor(passage.text, one.code, one.sectors, one.name) for one in found)
        one = found[0]
        if one.code is None:
            one = self._by_definition(passage.text) or one
        head = self._names.at(passage)
        named = self.entities(passage)
        person = next((entity for entity in named if entity.kind in {"person", "organisation"}), None)
        office = actors.resolve(person.role) if person is not None and person.role else None
        code = one.code or (office.code if office else None) or next((entity.country for entity in named if entity.country), None)
        sectors = one.sectors or (office.sectors if office else ())
        # "Congress" is not shown as its state, nor a Senate leader as the Senate.
        own = head is not None and (head.kind == "person" or (head.kind == "organisation" and one.kind not in {"body", "group"}))
        name = head.name if head is not None and (own or one.name is None) else one.name
        return (Actor(passage.text, code or _city_code(passage.text), sectors, name, head.wikidata if head is not None and own else None),)

    def _by_definition(self, text: str) -> Resolved | None:
        """ "The alliance" is the one alliance the story names."""
        word = re.sub(r"^(?:the|western)\s+", "", text.lower())
        body = {"alliance": "North Atlantic Treaty Organization", "western alliance": "North Atlantic Treaty Organization"}.get(word)
        if body is None or not self._names_nato:
            return None
        return actors.resolve(body)

    def party(self, passage: Passage) -> list[Party]:
        """For whom the words speak: capitals, offices and ministries for their state, bodies and persons named for themselves."""
        return [self._party(actor, passage) for actor in self.actors(passage)]

    def _party(self, actor: Actor, passage: Passage) -> Party:
        own = next((one for one in actors.joined(actor.text) if one.code == actor.code), None)
        entity = self._names.at(passage)
        office = actors.resolve(entity.role) if entity is not None and entity.role else None
        for named in (own, office, self._by_definition(actor.text)):
            if named is not None and named.kind in {"body", "group"} and named.code == actor.code and named.name:
                return Party(named.name.lower(), named.name, self._entity(named.name), actor.code)
        person = entity is not None and entity.kind == "person" and not self._for_state(entity, passage)
        speaks = not person and (bool(_SPEAKS.intersection(actor.sector)) or not actor.sector)
        if actor.code is not None and speaks:
            name = gazetteer.country_name(actor.code)
            if name is not None:
                return Party(actor.code, name, self._entity(name), actor.code)
        shown = entity.name if entity is not None and entity.kind == "person" else _without_article(actor.text)
        return Party(shown.lower(), shown, entity.id if entity is not None else None, actor.code)

    @staticmethod
    def _for_state(entity: Entity, passage: Passage) -> bool:
        """Is it a person’s office to speak for the state? A head of state or government stands for themselves: of 70 stands that were given
        to the state so, readers called 1 right.
        """
        told = f"{entity.role or ''} {passage.text}".replace("prime minister", "").replace("Prime Minister", "")
        return _FOR_STATE.search(told) is not None and _ONCE.search(told) is None

    def of_entity(self, entity: str) -> Party | None:
        """The party an entity speaks for, by its own mentions; one without any is known by its name alone."""
        found = self._by_id.get(entity)
        if found is not None and not found.mentions:
            return Party(found.name.lower(), found.name, found.id, None)
        return self.party(found.mentions[0])[0] if found is not None else None

    def name_of(self, entity: str | None) -> str | None:
        """The name of an entity, where it is a person; None for a state or body."""
        found = self._by_id.get(entity or "")
        return found.name if found is not None and found.kind == "person" else None

    def person(self, passage: Passage) -> str | None:
        """The person or office a passage names, as a reader would call them; None for a state or body."""
        named = next((entity.name for entity in self.entities(passage) if entity.kind == "person"), None)
        if named is not None:
            return named
        resolved = actors.resolve(passage.text)
        return _without_article(passage.text) if actors.sectors_of(passage.text) and resolved.kind not in {"body", "group"} else None

    def _entity(self, name: str) -> str | None:
        found = self._by_name.get(name.lower())
        return found.id if found is not None else None


def _city_code(text: str) -> str | None:
    """The country of a city that is the name itself, or that the name puts after "of", "in", "from" or "at"."""
    for match in _CAPITALISED.finditer(text):
        before = text[: match.start()].split()
        if before and before[-1].lower() not in {"of", "in", "from", "at", "near", "the", "city", "town", "village"}:
            continue
        found = gazetteer.city(match.group())
        if found is not None:
            return found.country
    return None


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)
