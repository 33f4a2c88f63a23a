"""Names joined across the reports of a story: people, bodies, places and offices, each with all its mentions.

A name's kind is what most of its mentions in the story say, and the gazetteer before them. Who is whom is decided in people/naming.py for
people; bodies join by the list of known bodies, by acronym, and by country and field for ministries; places by the places.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from variorum.language import stories, wikidata
from variorum.language.stories import Pack
from variorum.model.entity import Entity, EntityKind
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.people import coreference
from variorum.people.naming import People, Person, Sighting

_QUOTES: Final = frozenset("\"“„«‘'")
_AGE_BEHIND = re.compile(r"\s?,\s+\d{1,3}\s?,")  # "Ada Moll, 47, ..."
_LABEL_KIND: dict[str, EntityKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}


def join(dossier: Dossier) -> Dossier:
    """The dossier with its entities: people first, then bodies and places, each in the order of their names."""
    language = stories.of(*(report.language for report in dossier.reports))
    sightings = _sightings(dossier)
    kinds = _kinds(dossier, sightings, language)
    people_seen = [s for s in sightings if _kind(s, kinds, dossier, language) == "person"]
    people = People(_with_unseen(people_seen, sightings, dossier, language), language.persons, dossier.story.first_published)
    everyone = people.people()
    namesakes: dict[str, list[str]] = defaultdict(list)
    for person in everyone:
        namesakes[person.surname].append(person.name)
    found = [_person_entity(dossier, person, namesakes[person.surname], language) for person in everyone if person.sightings]
    rest = [s for s in sightings if _kind(s, kinds, dossier, language) in ("organisation", "place")]
    found += _bodies_and_places(dossier, rest, kinds, language)
    order = {"person": 0, "office": 1, "organisation": 2, "place": 3}
    named = dossier.having(entities=tuple(sorted(found, key=lambda entity: (order[entity.kind], entity.name, entity.id))))
    return dossier.having(entities=_with_meant(named, language))


def _with_meant(dossier: Dossier, language: Pack) -> tuple[Entity, ...]:
    """The entities with the pronouns and descriptions that surely mean them among their mentions, and those only spoken of by office."""
    meant: dict[str, list[Passage]] = defaultdict(list)
    guessed: set[tuple[str, int]] = set()
    for guess in coreference.guesses(dossier):
        guessed.add((guess.passage.report, guess.passage.start))
        if guess.entity is not None and guess.confidence >= coreference.SURE:
            meant[guess.entity.id].append(guess.passage)
    unnamed = []
    for entity in _unnamed(dossier, guessed, language):
        if entity.kind == "person" and (known := _bearer_of(entity, dossier.entities, language)) is not None:
            meant[known.id] += entity.mentions
        else:
            unnamed.append(entity)
    order = {report: number for number, report in enumerate(dossier.story.reports)}

    def widened(entity: Entity) -> Entity:
        if entity.id not in meant:
            return entity
        mentions = sorted({*entity.mentions, *meant[entity.id]}, key=lambda passage: (order[passage.report], passage.start))
        return replace(entity, mentions=tuple(mentions))

    return (*(widened(entity) for entity in dossier.entities), *unnamed)


def _bearer_of(entity: Entity, named: Iterable[Entity], language: Pack) -> Entity | None:
    """The one person of a story who bears the name of an office holder: by surname alone, or with a first name that fits."""
    persons = language.persons
    words = persons.parts(entity.name)
    fitting = [
        one for one in named
        if one.kind == "person" and one.country in (None, entity.country) and (theirs := persons.parts(one.name))
        and persons.surname_of(theirs) == persons.surname_of(words) and (len(theirs) == 1 or persons.same_first(theirs[0], words[0]))
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _unnamed(dossier: Dossier, guessed: set[tuple[str, int]], language: Pack) -> Iterator[Entity]:
    """Offices and bodies of a country that the story names in no other way: "the Norwegian coast guard". Where the lists of holders know
    the only one who held an office at the date, it is that person.
    """
    found: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for place, analysis in dossier.readings():
        report = dossier.by_id[place.report]
        for item in analysis.referents:
            start, end = place.start + item.start, place.start + item.end
            text = report.text[start:end]
            country = language.bodies.country_in(text) if item.form == "nominal" and not item.quoted else None
            if country is None or (report.id, start) in guessed or language.describing.has_owner(text):
                continue
            found[country, language.bodies.without_country(text)].append(Sighting(report.id, start, end, text, ""))
    for (country, head), members in sorted(found.items()):
        yield _by_office(dossier, country, head, members, language) or _nameless(dossier, country, head, members, language)


def _by_office(dossier: Dossier, country: str, head: str, members: Sequence[Sighting], language: Pack) -> Entity | None:
    persons = language.persons
    office = persons.office_in(head)
    if office is None or (office.start, office.end) != (0, len(head)):
        return None
    date = dossier.story.first_published
    holder = persons.holder_at(office.key, country, date)
    others = [one for one in dossier.entities if one.kind == "person" and one.country == country and one.role]
    if holder is None or any((held := persons.office_in(one.role or "")) and held.key == office.key for one in others):
        return None
    name = persons.usual_name(holder.name)
    return Entity(
        id=content_id("entity", dossier.story.id, "person", country, office.key),
        story=dossier.story.id,
        kind="person",
        name=name,
        role=persons.normal_role(members[0].text, country),
        country=country,
        wikidata=holder.wikidata or None,
        mentions=_passages(dossier, members),
        gender=holder.gender if holder.gender in ("female", "male") else None,  # type: ignore[arg-type]
        why=f"Spoken of as “{members[0].text}”; no report read here gives the name, and lists of office holders give {name} for that day.",
    )


def _nameless(dossier: Dossier, country: str, head: str, members: Sequence[Sighting], language: Pack) -> Entity:
    forms = Counter(language.places.without_the(" ".join(s.text.split())) for s in members)
    name = max(forms, key=lambda form: (forms[form], len(form), form))
    last = head.rsplit(" ", maxsplit=1)[-1]
    return Entity(
        id=content_id("entity", dossier.story.id, "office", country, head),
        story=dossier.story.id,
        kind="organisation" if language.bodies.is_body(last) else "office",
        name=name[0].upper() + name[1:],
        role=None,
        country=country,
        wikidata=None,
        mentions=_passages(dossier, members),
        why=f"Spoken of as “{members[0].text}”; no report read here gives a name.",
    )


def _sightings(dossier: Dossier) -> list[Sighting]:
    """Every name in the story's reports, in their order, with its title."""
    found = []
    common = _common_words(dossier)
    for place, analysis in dossier.readings():
        report = dossier.by_id[place.report]
        for item in analysis.referents:
            if item.form != "name":
                continue
            start, end = place.start + item.start, place.start + item.end
            if " " not in (text := report.text[start:end]) and text.lower() in common and item.role_start == item.role_end:
                continue
            role = report.text[place.start + item.role_start : place.start + item.role_end] or None
            low, high = place.start + item.role_start, place.start + item.role_end
            parted = role is not None and "," in (report.text[high:start] if low < start else report.text[end:low])
            aside = (low, high) if parted and item.label == "PERSON" else None
            with_next = stories.of(report.language).persons.with_next_surname
            full = with_next(text, report.text[end : end + 60]) if item.label == "PERSON" else None
            found.append(Sighting(report.id, start, end, text, item.label, role, item.subject, item.quoted, full, aside))
    return found


def _common_words(dossier: Dossier) -> set[str]:
    """Words that the story also writes small: a word in a headline's capitals is then no name ("Concessions")."""
    distinct = {place.key: place for place in dossier.placed}
    found: set[str] = set()
    for place in distinct.values():
        found.update(re.findall(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])", dossier.by_id[place.report].text[place.start : place.block.end]))
    return found


def _kinds(dossier: Dossier, sightings: Sequence[Sighting], language: Pack) -> dict[str, EntityKind]:
    """Name key -> kind, by vote. A title of office or an honorific before a name, or an age behind it, is worth three labels; words that
    head a full name follow it.
    """
    persons, places = language.persons, language.places
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for sighting in sightings:
        key = places.key_of(sighting.text)
        if kind := _LABEL_KIND.get(sighting.label):
            votes[key][kind] += 1
        if sighting.role is not None or _AGE_BEHIND.match(dossier.by_id[sighting.report].text, sighting.end):
            votes[key]["person"] += 3
        words = persons.parts(sighting.text)
        if key.rsplit(" ", 1)[-1] in language.bodies.BODY_ENDINGS:
            votes[key]["organisation"] += 5
        elif sighting.label in ("PERSON", "ORG") and persons.is_full(words) and len(words) <= 3 and persons.gender_of(words[0]):
            votes[key]["person"] += 1
    surnames: Counter[str] = Counter()
    for key, counts in votes.items():
        words = [word for word in key.split() if word not in persons.PARTICLES]
        if len(words) in (2, 3) and counts["person"] > counts["organisation"] + counts["place"]:
            surnames[words[-1]] += 2 * counts["person"]
    for key, counts in votes.items():
        *before, surname = key.split() or [""]
        if surname in surnames and persons.PARTICLES.issuperset(before) and places.named_country(surname) is None:
            counts["person"] += surnames[surname]
    return {key: max(sorted(counts), key=lambda kind: counts[kind]) for key, counts in votes.items() if counts}


def _kind(sighting: Sighting, kinds: dict[str, EntityKind], dossier: Dossier, language: Pack) -> EntityKind | None:
    """What a name is here: the list of places and bodies first, unless a title stands before it or a person of the story bears it."""
    no_name = sum(sign.isalpha() for sign in sighting.text) < 2 or sighting.text[0] in _QUOTES  # the beginning of what is quoted
    if sighting.label == "NORP" or no_name or language.persons.is_title(sighting.text):
        return None
    bodies, places = language.bodies, language.places
    key = places.key_of(sighting.text)
    voted = kinds.get(key)
    if sighting.role is None:
        if places.named_country(sighting.text):
            return "place"
        if (
            bodies.known_body(sighting.text)
            or key in bodies.MEDIA
            or places.country_of_seat(sighting.text)
            or bodies.ministry(sighting.text)
        ):
            return "organisation"
        if places.country_of_people(sighting.text):
            return None
        before = dossier.by_id[sighting.report].text[max(0, sighting.start - 12) : sighting.start]
        if voted == "organisation" and (place := places.place_of(sighting.text)) and place.kind in ("capital", "region"):
            return "place"
        if (
            voted == "person"
            and " " not in key
            and places.place_of(sighting.text)
            and places.is_where(before)
            and sighting.label != "PERSON"
        ):
            return "place"
    return voted


def _with_unseen(people: list[Sighting], sightings: Sequence[Sighting], dossier: Dossier, language: Pack) -> list[Sighting]:
    """The people's sightings, and their surnames where the tagger saw nothing: "Blinken" at the head of a sentence often goes unseen."""
    parts, is_full = language.persons.parts, language.persons.is_full
    surnames = {words[-1] for sighting in people if is_full(words := parts(sighting.text)) and len(words[-1]) > 2}
    if not surnames:
        return people
    pattern = re.compile(r"(?<![\w'’-])(" + "|".join(re.escape(word) for word in sorted(surnames, key=len, reverse=True)) + r")(?![\w-])")
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sighting in sightings:
        taken[sighting.report].append((sighting.start, sighting.end))
    for spans in taken.values():
        spans.sort()
    bearers = {sighting.report for sighting in people}
    unseen = []
    for place, _ in dossier.readings():
        report = dossier.by_id[place.report]
        if report.id not in bearers:
            continue
        held = {position for start, end in taken[report.id] if place.start <= start < place.block.end for position in range(start, end)}
        for match in pattern.finditer(report.text, place.start, place.block.end):
            if match.start() not in held and language.places.country_of(match[1]) is None:
                unseen.append(Sighting(report.id, match.start(), match.end(), match[1], ""))
    order = {report: number for number, report in enumerate(dossier.story.reports)}
    return sorted(people + unseen, key=lambda s: (order[s.report], s.start))


def _passages(dossier: Dossier, sightings: Iterable[Sighting], asides: bool = False) -> tuple[Passage, ...]:
    order = {report: number for number, report in enumerate(dossier.story.reports)}
    spans = {(order[s.report], s.start, s.end, s.report) for s in sightings}
    if asides:
        spans |= {(order[s.report], *s.aside, s.report) for s in sightings if s.aside}
    return tuple(dossier.by_id[report].passage(start, end) for _, start, end, report in sorted(spans))


def _aliases(sightings: Iterable[Sighting], name: str) -> tuple[str, ...]:
    return tuple(sorted({" ".join(s.text.split()) for s in sightings} - {name}))


def _person_entity(dossier: Dossier, person: Person, namesakes: Sequence[str], language: Pack) -> Entity:
    date = dossier.story.first_published
    persons = language.persons
    role, country = _role(person.sightings, language)
    holder = persons.holder_of(person.name, date)
    if holder is not None and country not in (None, holder.country):
        holder = None
    if role is not None and country is None and holder is not None:
        role = persons.normal_role(role, holder.country)
    gender = person.gender or (holder.gender if holder and holder.gender in ("female", "male") else None)
    mentions = _passages(dossier, person.sightings, asides=True)
    reports = len({mention.report for mention in mentions})
    return Entity(
        id=content_id("entity", dossier.story.id, "person", person.name, [(m.report, m.start) for m in mentions[:1]]),
        story=dossier.story.id,
        kind="person",
        name=person.name,
        role=role,
        country=country or (holder.country if holder else None),
        wikidata=holder.wikidata or None if holder else None,
        mentions=mentions,
        aliases=_aliases(person.sightings, person.name),
        gender=gender,  # type: ignore[arg-type]
        why=_why_person(person, reports, namesakes),
    )


def _why_person(person: Person, reports: int, namesakes: Sequence[str]) -> str:
    forms = sorted({" ".join(s.text.split()) for s in person.sightings})
    text = f"Named in {reports} report{'s' if reports > 1 else ''} as " + ", ".join(f"“{form}”" for form in forms[:6])
    others = [name for name in namesakes if name != person.name] if len(forms) > 1 else []
    if others:
        return f"{text}; kept apart from {', '.join(others)}, who bears the same surname with another first name."
    return f"{text}; no one else of that surname is named." if len(forms) > 1 else f"{text}."


def _role(sightings: Sequence[Sighting], language: Pack) -> tuple[str | None, str | None]:
    """The role most often given, in the words of its fullest form with the country named, and the country it belongs to."""
    persons, places = language.persons, language.places
    offices: Counter[str] = Counter()
    held: dict[str, list[str]] = defaultdict(list)
    for sighting in sightings:
        if sighting.role and (office := persons.office_in(sighting.role)) is not None:
            offices[office.key] += 1
            held[office.key].append(" ".join(sighting.role.split()))
    if not offices:
        return None, None
    key = max(offices, key=lambda item: (offices[item], item))
    counted = Counter(held[key])
    countries = Counter(code for role in held[key] if (code := language.bodies.country_in(role)))
    country = countries.most_common(1)[0][0] if countries else persons.country_of_office(" ".join(held[key]))
    text = max(counted, key=lambda item: (places.country_within(item) is not None, counted[item], len(item), item))
    return persons.normal_role(text, country), country


def _bodies_and_places(
    dossier: Dossier, sightings: Sequence[Sighting], kinds: dict[str, EntityKind], language: Pack
) -> list[Entity]:
    groups: dict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    acronyms = _acronyms(dossier, sightings, language)
    for sighting in sightings:
        groups[_group_key(sighting, kinds, dossier, acronyms, language)].append(sighting)
    found = []
    for key, members in groups.items():
        kind: EntityKind = "place" if key[0] == "place" else "organisation"
        name, country = _named(key, members, language)
        mentions = _passages(dossier, members)
        forms = sorted({" ".join(s.text.split()) for s in members})
        found.append(
            Entity(
                id=content_id("entity", dossier.story.id, kind, *key),
                story=dossier.story.id,
                kind=kind,
                name=name,
                role=None,
                country=country,
                wikidata=wikidata.country_id(country) if key[:2] == ("place", "country") else None,
                mentions=mentions,
                aliases=_aliases(members, name),
                why=f"Named as {', '.join(f'“{form}”' for form in forms[:6])}.",
            )
        )
    return found


def _group_key(
    sighting: Sighting, kinds: dict[str, EntityKind], dossier: Dossier, acronyms: dict[str, str], language: Pack
) -> tuple[str, ...]:
    """What makes two names one body or place."""
    bodies, places = language.bodies, language.places
    text = " ".join(sighting.text.split())
    if _kind(sighting, kinds, dossier, language) == "place":
        place = places.place_of(text)
        if place is None:
            return ("place", places.key_of(text))
        return ("place", place.kind if place.kind == "country" else "spot", place.name, place.country or "")
    if office := bodies.ministry(text):
        country, field = office
        return ("ministry", field, country) if country else ("ministry", field)
    if known := bodies.known_body(text):
        return ("body", known)
    if country := places.country_of_seat(text):
        return ("seat", places.key_of(text), country)
    key = places.key_of(acronyms.get(text, text))
    return ("name", key)


def _acronyms(dossier: Dossier, sightings: Sequence[Sighting], language: Pack) -> dict[str, str]:
    """Acronym -> full name, where the story spells it out: "North Atlantic Treaty Organization (NATO)", or one name has just those
    initials.
    """
    bodies = language.bodies
    full: dict[str, Counter[str]] = defaultdict(Counter)
    for sighting in sightings:
        text = " ".join(sighting.text.split())
        if " " in text:
            full[bodies.initials(text)][text] += 1
            behind = dossier.by_id[sighting.report].text[sighting.end : sighting.end + 12]
            if told := re.match(r"\s?\(([A-Z][A-Za-z.]{1,7})\)", behind):
                full[told[1].replace(".", "").upper()][text] += 5
    found = {}
    for sighting in sightings:
        if bodies.is_acronym(sighting.text):
            letters = sighting.text.replace(".", "").upper()
            if letters in full:
                found[sighting.text] = full[letters].most_common(1)[0][0]
    return found


def _named(key: tuple[str, ...], members: Sequence[Sighting], language: Pack) -> tuple[str, str | None]:
    """Canonical name and country of a body or place."""
    forms = Counter(" ".join(s.text.split()) for s in members)
    usual = max(forms, key=lambda form: (forms[form], len(form), form))
    if key[0] == "place":
        return (key[2], key[3] or None) if len(key) == 4 else (usual, None)
    if key[0] == "ministry":
        spelt = max(forms, key=lambda form: (forms[form], -len(form), form))
        return spelt, key[2] if len(key) == 3 else None
    if key[0] == "seat":
        return language.places.without_the(usual), key[2]
    longest = max(forms, key=lambda form: (not language.bodies.is_acronym(form), forms[form], len(form), form))
    return (usual if key[0] == "body" else longest), language.bodies.country_in(longest)
