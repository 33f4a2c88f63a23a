"""Who stands behind the words of a name in a story: entity, country or body, sectors; and for whom a person or capital speaks."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from variorum.language import stories
from variorum.model.entity import Entity
from variorum.model.naming import Resolved
from variorum.model.report import Passage
from variorum.model.statement import Actor
from variorum.model.story import Dossier
from variorum.people.phrases import Phrases
from variorum.text.kept import kept
from variorum.text.marks import words_in

# Sectors whose members speak for their state or body as a whole.
_SPEAKS: Final = frozenset({"GOV", "MIL", "SPY"})
_FEW: Final = 3  # words of a group that is called by its own


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
        self.language = stories.of(*(report.language for report in dossier.reports))
        self._words = self.language.actors
        self._names = Phrases(dossier.entities, self.language)
        self._spans: dict[str, list[tuple[int, int, Entity]]] = {}
        for entity in dossier.entities:
            for mention in entity.mentions:
                self._spans.setdefault(mention.report, []).append((mention.start, mention.end, entity))
        for spans in self._spans.values():
            spans.sort(key=lambda span: (span[0], -span[1], span[2].id))
        self._starts = {report: [span[0] for span in spans] for report, spans in self._spans.items()}
        self._names_alliance = any(self._words.alliance_named(report.text) for report in dossier.reports)
        self.persons = frozenset(entity.name for entity in dossier.entities if entity.kind == "person")
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
        found = self._words.joined(passage.text)
        if len(found) > 1:
            return tuple(Actor(passage.text, one.code, one.sectors, one.name) for one in found)
        parts = self._parts(passage)
        if len(parts) > 1:
            return tuple(actor for part in parts for actor in self._actor(part, self._words.resolve(part.text)))
        return self._actor(passage, found[0])

    def _parts(self, passage: Passage) -> list[Passage]:
        """The names that "and" joins, each of somebody else: "Moll and the council's officials"."""
        parts = [
            Passage(passage.report, passage.start + start, passage.start + end, passage.text[start:end])
            for start, end in self._words.parts(passage.text)
        ]
        known = [self._names.at(part) is not None or self._words.resolve(part.text).code is not None for part in parts]
        return parts if len(parts) > 1 and all(known) else [passage]

    def _actor(self, passage: Passage, one: Resolved) -> tuple[Actor, ...]:
        if one.code is None:
            one = self._by_definition(passage.text) or one
        head = self._names.at(passage)
        named = self.entities(passage)
        person = next((entity for entity in named if entity.kind in {"person", "organisation"}), None)
        office = self._words.resolve(person.role) if person is not None and person.role else None
        code = one.code or (office.code if office else None) or next((entity.country for entity in named if entity.country), None)
        sectors = one.sectors or (office.sectors if office else ())
        # "Congress" is not shown as its state, nor a Senate leader as the Senate.
        own = head is not None and (head.kind == "person" or (head.kind == "organisation" and one.kind not in {"body", "group"}))
        name = head.name if head is not None and (own or one.name is None) else self._words.shown(passage.text, one)
        code = code or self._words.city_code(passage.text)
        return (Actor(passage.text, code, sectors, name, head.wikidata if head is not None and own else None),)

    def _by_definition(self, text: str) -> Resolved | None:
        """ "The alliance" is the one alliance the story names."""
        return self._words.of_alliance(text) if self._names_alliance else None

    def party(self, passage: Passage) -> list[Party]:
        """For whom the words speak: capitals, offices and ministries for their state, bodies and persons named for themselves."""
        return [self._party(actor, passage) for actor in self.actors(passage)]

    def _party(self, actor: Actor, passage: Passage) -> Party:
        own = next((one for one in self._words.joined(actor.text) if one.code == actor.code), None)
        entity = self._names.at(passage)
        office = self._words.resolve(entity.role) if entity is not None and entity.role else None
        for named in (own, office, self._by_definition(actor.text)):
            if named is not None and named.kind in {"body", "group"} and named.code == actor.code and named.name:
                told = self._words.without_article(actor.text)
                as_told = named is own and named.kind == "group" and words_in(told) <= _FEW  # "Democrats", not their party's name
                return Party(named.name.lower(), told if as_told else named.name, self._entity(named.name), actor.code)
        person = entity is not None and entity.kind == "person" and not self._for_state(entity, passage)
        # "Norland Telecom" is not Norland: a body with a name of its own and without an office of the state.
        a_body = entity is not None and entity.kind == "organisation" and not actor.sector
        a_firm = a_body and entity is not None and entity.name.lower() != (actor.name or "").lower()
        speaks = not person and not a_firm and (bool(_SPEAKS.intersection(actor.sector)) or not actor.sector)
        of_it = own is None or not own.aside  # not so "leaders of unions in Norland"
        speaks = speaks and of_it and not self._is_only_there(actor, passage)
        if actor.code is not None and speaks:
            name = self.language.places.country_name(actor.code)
            if name is not None:
                return Party(actor.code, name, self._entity(name), actor.code)
        shown = entity.name if entity is not None and (entity.kind == "person" or a_firm) else self._words.without_article(actor.text)
        return Party(shown.lower(), shown, entity.id if entity is not None else None, actor.code)

    def _is_only_there(self, actor: Actor, passage: Passage) -> bool:
        """Is a party a place within a country, or of one, that words do not call by the country: "the mayors of two Norland towns"?"""
        named = self.entities(passage)
        own = self._words.resolve(actor.text).code
        return own is None and bool(named) and all(one.kind == "place" for one in named)

    def _for_state(self, entity: Entity, passage: Passage) -> bool:
        """Is it a person’s office to speak for the state?"""
        return self._words.speaks_for_state(f"{entity.role or ''} {passage.text}")

    @kept
    def of_entity(self, entity: str) -> Party | None:
        """The party an entity speaks for, by its own mentions; a person without office, or one never mentioned, speaks for themselves."""
        found = self._by_id.get(entity)
        office = self._words.resolve(found.role).code if found is not None and found.role else None
        own = found is not None and found.kind == "person" and office is None
        if found is not None and (own or not found.mentions):
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
        an_office = bool(self._words.sectors_of(passage.text)) and self._words.resolve(passage.text).kind not in {"body", "group"}
        return self._words.without_article(passage.text) if an_office else None

    def _entity(self, name: str) -> str | None:
        found = self._by_name.get(name.lower())
        return found.id if found is not None else None
