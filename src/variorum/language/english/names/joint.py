"""Several who speak together: "Moll and Bein", "the ministry and the army", "Moll and her deputy", "the two ministers", "both".

A phrase that joins names is taken apart at its "and"s; words that count people without naming them tell how many, and who fits.
"""

import re
from collections.abc import Sequence

from variorum.language.english.names import persons
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.numbers import CARDINALS
from variorum.model.entity import Entity, Fits, Member, Place

_LINK = re.compile(r",?\s+(?:and|as well as|along with|together with)\s+(?:both\s+)?|;\s+|,\s+", re.IGNORECASE)
_DEPENDENT = re.compile(
    r"\b(?:of|for|to|from|in|at|on|by|with|near|against|behind|close|between|who|which|that|about|representing)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\s*,\s+(?:who|whom|which|whose|where)\b")
_NEW = re.compile(r"(?:the|a|an|his|her|its|their|other|others|some|several|many|two|three|four|one|another)\b", re.IGNORECASE)
_POSSESSIVES = word_set("joint.possessives")
_COUNT = {"both": 2, "pair": 2, "duo": 2, "couple": 2, "trio": 3} | {word: CARDINALS[word] for word in ("two", "three", "four")}
_COUNTED = re.compile(
    r"(?:(?:all|the)\s+)?(both|two|three|four)(?:\s+of\s+them)?(?:\s+([a-z]+))?|the\s+(pair|duo|couple|trio)", re.IGNORECASE
)
_STATES = word_set("joint.states")
_PEOPLE = frozenset({"", "men", "women", "people", "leaders", "officials", "politicians", "presidents"})
_TOGETHER = re.compile(r"\b(?:and|with|met|joined|beside|alongside)\b")


def joined(text: str, start: int, places: Sequence[Place]) -> tuple[Member, ...]:
    """The members of a phrase that joins several, in order; empty where it is about one, or joins by "or", or two only help to describe.

    `start` is the phrase's offset in its report, `places` are the mentions inside it.
    """
    if (aside := _RELATIVE.search(text)) is not None:
        text = text[: aside.start()]  # "Moll, who was there with Bein and Lind"
    if re.search(r"\b(?:or|nor)\b", text):
        return ()
    places = [place for place in places if place[0] >= start and place[1] <= start + len(text)]
    links = [
        link for link in _LINK.finditer(text)
        if not any(low - start < link.end() and link.start() < high - start for low, high, _ in places)
    ]  # fmt: skip
    if not any("," not in link[0] or "and" in link[0].lower() for link in links):
        return ()
    if _described_by(text, start, places, links[0].start(), links[-1].end()):
        return ()
    members: list[Member] = []
    apposed = False
    edges = [0, *(link.end() for link in links)]
    ends = [*(link.start() for link in links), len(text)]
    for number, (low, high) in enumerate(zip(edges, ends, strict=True)):
        comma = number > 0 and links[number - 1][0].strip() == ","
        head = _head(text[low:high], start + low, places)
        alone = head is not None and (head.kind != "person" or " " not in head.name)
        if apposed and alone and not re.match(r"(?:the\s|[A-Z])", text[low:high]):
            continue  # "Moll, a sailor and former Navy man"
        if head is not None:
            if any(member.entity is not None and member.entity.id == head.id for member in members):
                continue
            members.append(Member(head.name, head))
            apposed = False
        elif _possessed_or_dependent(text[low:high]) and members and not comma:
            return ()  # "Moll and Bein's lawyer", "the head of Moll and Bein": whose they are is not told
        elif comma or apposed:
            apposed = True  # "Moll, the mayor and head of the council"
        elif number == 0 and not _NEW.match(text[low:high]):
            continue  # "Prime Minister and party leader Moll"
        elif number == 0 or _NEW.match(text[low:high]) or text[low:high][:1].islower():
            members.append(Member(_shown(text[low:high]), None))
    known = [member for member in members if member.entity is not None]
    return tuple(members) if known and len(members) > 1 else ()


def _described_by(text: str, start: int, places: Sequence[Place], first: int, last: int) -> bool:
    """Do the names only tell whose or which: "envoys from Norway and Iceland", "the Moll and Bein governments"?"""
    heading = text[:first]
    aside = _DEPENDENT.search(heading)
    if aside is not None and re.search(r"[A-Z]", heading[aside.end() :]) and persons.office_in(heading[: aside.start()]) is None:
        return True
    ends = [high - start for low, high, _ in places if low - start >= last]
    return bool(ends) and re.match(r"\s+[a-z]+s\b", text[ends[0] :]) is not None


def _head(part: str, start: int, places: Sequence[Place]) -> Entity | None:
    """The entity that one part is about: the first that no preposition or possessive makes an aside; of "Senate leader Moll" the person."""
    found: list[Entity] = []
    for low, high, entity in places:
        if not start <= low < start + len(part) or part[low - start : high - start].lower() in _POSSESSIVES:
            continue
        before, after = part[: low - start], part[high - start :]
        if re.match(r"['’]s?\b|\s['’]s\b|['’](?=\s)|-\w", after) or (_DEPENDENT.search(before) and entity.kind != "person"):
            continue
        if entity.kind == "person" and (aside := _DEPENDENT.search(before)) and persons.office_in(before[: aside.start()]) is None:
            continue
        if re.match(r"\s+[a-z]+\b", after) and not _DEPENDENT.match(after.strip()):
            continue  # "the Oslo office", "the Moll administration"
        found.append(entity)
    return next((entity for entity in found if entity.kind == "person"), found[0] if found else None)


def _possessed_or_dependent(part: str) -> bool:
    return bool(re.search(r"\w['’]s?\s+\w", part)) and not re.match(r"(?:the|his|her|its|their)\s", part, re.IGNORECASE)


def _shown(part: str) -> str:
    part = re.sub(r"^(?:both|either)\s+", "", part.strip(" ,"), flags=re.IGNORECASE)
    return part[:1].lower() + part[1:] if re.match(r"(?:The|A|An|His|Her|Its|Their)\s", part) else part


def counted(text: str) -> tuple[int, tuple[Fits, ...]] | None:
    """How many a phrase means without naming them, and which entities fit, the likelier first: "both", "the two ministers", "the pair";
    None for others."""
    words = " ".join(text.split())
    found = _COUNTED.fullmatch(words)
    if found is None:
        return None
    number, noun = _COUNT[(found[1] or found[3]).lower()], (found[2] or "").lower()
    if noun in _STATES:
        return number, (lambda entity: entity.kind == "place" and entity.country is not None,)
    if noun in _PEOPLE:
        return number, (_is_person, _is_body) if words.lower() in ("both", "the two") else (_is_person,)
    single = noun.removesuffix("s")
    gender = persons.gender_in(single) or persons.gender_in(single.replace("women", "woman").replace("men", "man"))
    keys = persons.offices_meant_by(single)
    if not keys:
        return (number, (lambda entity: entity.kind == "person" and entity.gender == gender,)) if gender else None

    def holds(entity: Entity) -> bool:
        office = persons.office_in(entity.role) if entity.role else None
        return entity.kind == "person" and office is not None and office.key in keys

    return number, (holds,)


def _is_person(entity: Entity) -> bool:
    return entity.kind == "person"


def _is_body(entity: Entity) -> bool:
    return entity.kind in ("organisation", "place")


def named_together(text: str, places: Sequence[Place]) -> tuple[Entity, ...]:
    """The two of one kind that a sentence puts side by side ("Moll and Bein sailed", "Moll met Bein"); empty where it names more or fewer.

    `places` count from the start of `text`.
    """
    distinct = {entity.id: entity for _, _, entity in places}
    if len(distinct) != 2 or len({entity.kind for entity in distinct.values()}) != 1:
        return ()
    (_, first, one), (second, _, other) = places[0], next(place for place in places if place[2].id != places[0][2].id)
    between = text[first:second]
    near = _TOGETHER.search(between) and len(between) < 60 and not re.search(r"[.;:]|['’]s\b", between)
    return (one, other) if near else ()
