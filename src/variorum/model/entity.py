"""Who and what is spoken of."""

from dataclasses import dataclass
from typing import Literal

from variorum.model.report import Passage

EntityKind = Literal["person", "organisation", "place", "office"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, place or office of a story, joined across its reports."""

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
