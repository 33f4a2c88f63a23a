"""Who and what is spoken of."""

import re
from bisect import bisect_left
from collections.abc import Iterable
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
    formerly: tuple[str, ...] = ()  # ids that gave way to this one
    corrected: str | None = None  # by whom and when, where a person decided who it is


# A name behind one of these words is not what the phrase is about: "a spokesman for Anna Moll", "the Foreign Minister of Iceland".
_ASIDE = re.compile(
    r"\b(?:of|for|to|from|in|at|on|by|with|under|near|against|behind|close|and|or|who|which|that|where|than|about)\b", re.IGNORECASE
)


# A small word right behind the head of a phrase; any other small word there makes the name describe it: "the Moll administration".
_MAY_FOLLOW = frozenset(
    {"and", "or", "who", "which", "that", "in", "on", "at", "to", "of", "from", "with", "as", "himself", "herself", "itself", "too"}
)


class Directory:
    """Finds the entity that a passage names. Built once for a story; lookups cost little."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._at: dict[str, list[tuple[int, int, Entity]]] = {}
        for entity in entities:
            for mention in entity.mentions:
                self._at.setdefault(mention.report, []).append((mention.start, mention.end, entity))
        for places in self._at.values():
            places.sort(key=lambda place: (place[0], -place[1]))

    def within(self, report: str, start: int, end: int) -> list[tuple[int, int, Entity]]:
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

    def at(self, passage: Passage) -> Entity | None:
        """The entity that a phrase is about: its head, not a name that only helps to describe it.

        "Kremlin spokesman Dmitry Peskov" is Peskov, "Lavrov's deputy" and "a spokesman for Lavrov" are nobody named, and of two names
        joined by "and" neither is meant alone.
        """
        found = self.within(passage.report, passage.start, passage.end)
        whole = [place for place in found if place[0] <= passage.start and passage.end <= place[1]]
        if whole:
            return whole[0][2]
        heads = [place for place in found if self._heads(passage, place)]
        people = [place for place in heads if place[2].kind == "person"]
        chosen = people or heads
        if not chosen or self._shared(passage, chosen[0], found):
            return None
        return chosen[0][2]

    @staticmethod
    def _heads(passage: Passage, place: tuple[int, int, Entity]) -> bool:
        """Can the mention be the phrase's head: no possessive behind it, and before it only a title or a closed apposition?"""
        before = passage.text[: max(0, place[0] - passage.start)]
        after = passage.text[place[1] - passage.start :]
        if re.match(r"['’]s?\b|['’](?=\s)|-\w", after):
            return False
        if "," in before and _ASIDE.search(before.rpartition(",")[2]):
            return False
        if "," not in before and (aside := _ASIDE.search(before)) and not _is_title(before[: aside.start()], before):
            return False
        behind = re.match(r"\s+(\w+)", after)
        return behind is None or not behind[1][0].islower() or behind[1] in _MAY_FOLLOW

    @staticmethod
    def _shared(passage: Passage, chosen: tuple[int, int, Entity], found: list[tuple[int, int, Entity]]) -> bool:
        """Is the phrase about more than one: "Blinken and Lavrov", "the US and its allies"?"""
        after = passage.text[chosen[1] - passage.start :]
        joined = re.match(r"(?:,\s+[A-Z]\w+(?:\s+[A-Z]\w+)*)*,?\s+(?:and|or)\s+(?:\w+\s+){0,4}?(?:[A-Z]\w+|its|his|her|their|other)", after)
        before = passage.text[: max(0, chosen[0] - passage.start)]
        first = re.search(r"[A-Z]\w+,?\s+and\s+(?:\w+\s+)*$", before)
        return joined is not None or first is not None


_TITLE_INSIDE = re.compile(r"\b(?:President|Minister|Mayor|Governor|Senator|Chancellor|King|Queen|Prince|Princess|Mr|Mrs|Ms|Dr|Sir|Dame)\b")


def _is_title(before: str, whole: str) -> bool:
    """Does "of", "for" or "to" belong to a title before the name: "Secretary of State X", "US Ambassador to Russia X"?"""
    rest = whole[len(before) :]
    if re.search(r"[a-rt-z]s\s*$", before) or _TITLE_INSIDE.search(rest):
        return False  # "Critics of Mayor X", "Members of the Council of X"
    return bool(
        re.search(r"[A-Z]\w+\s*$", before) and re.fullmatch(r"(?:of|for|to)\s+(?:the\s+)?(?:[A-Z][\w.&-]*\s+){1,3}(?:[a-z]+\s+)?", rest)
    ) or bool(
        re.search(
            r"(?:minister|secretary|ambassador|envoy|head|director|chief|president|governor|leader|professor)\s*$", before, re.IGNORECASE
        )
        and re.fullmatch(r"(?:of|for|to)\s+(?:the\s+)?(?:[A-Z][\w.&-]*\s+){1,3}", rest)
    )
