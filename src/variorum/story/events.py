"""Events of a story: mentions of one happening across reports become one PLOVER record."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from variorum.language import scheme, stories
from variorum.model.report import Passage
from variorum.model.rows import content_id, move
from variorum.model.statement import Actor, Auxiliary, Event, EventMention, Location
from variorum.model.story import Dossier, Placed
from variorum.people.parties import Parties
from variorum.text.marks import words_in

Vector = np.ndarray[Any, np.dtype[np.float32]]
# Cosine of two sentences that tell of one event, beside the same type, actors, recipients and day. Found on five reports of one day.
SAME_EVENT: Final = 0.45
# And where the recipients meet: in a story of many months one does the same to another more than once. Set by hand.
SAME_SIDES: Final = 0.3
COMPARED: Final = 12  # distinct sentences of a cluster that a further one is compared to, so that a thousand copies cost no more
_OF_STATE: Final = frozenset({"GOV", "MIL", "SPY"})  # whose members act for their state
_BOUND: Final = frozenset({"OPP", "PTY", "REB", "LEG", "LAB"})  # who do what they do in their own country
# Walks of life in which nobody acts in politics by themselves, and those in which one is nobody to whom it is done; and what counts as an
# event also between such: blows, seizures and protests do.
_IN_TRADE: Final = frozenset({"BUS", "MED", "UAF"})
_PRIVATE: Final = frozenset({*_IN_TRADE, "AGR", "EDU", "JRN", "CVL"})
_OF_ANYBODY: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_DATING: Final = frozenset({"minute", "day", "month", "year"})
_DAY: Final = 10  # characters of a day as it is written: 2024-05-14
_WEEK: Final = 7
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def gather(dossier: Dossier) -> Dossier:
    """Adds the story's events: one record for each, with every passage, report and origin that tells it."""
    parties = Parties(dossier)
    sentences = _sentence_vectors(dossier)
    placed = [_told(mention, dossier, place, parties, sentences) for place, analysis in dossier.readings() for mention in analysis.events]
    told = [one for one in placed if one is not None]
    made = [_record(dossier, cluster, parties) for cluster in _clusters(told)]
    valid = {event.id: event for event in made if not validate(event) and _is_told(event) and _is_public(event, dossier, parties.language)}
    return dossier.having(events=tuple(sorted(valid.values(), key=_order)))


@dataclass(frozen=True, slots=True)
class _Told:
    """An event mention at its place in a report, with codes and day."""

    mention: EventMention
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    date: str | None
    precision: str | None
    auxiliary: tuple[Auxiliary, ...]
    vector: Vector | None
    by: frozenset[str]  # marks by which the actor is known again
    to: frozenset[str]  # and the recipient


def _sentence_vectors(dossier: Dossier) -> dict[tuple[str, int], Vector]:
    """(paragraph key, place of the sentence) -> unit vector; rows of zeros are left out."""
    found: dict[tuple[str, int], Vector] = {}
    for key, analysis in dossier.analyses.items():
        rows = dossier.vectors.get(key)
        if rows is None:
            continue
        for row, sentence in zip(rows, analysis.sentences, strict=False):
            if row.any():
                found[key, sentence.start] = row.astype(np.float32)
    return found


def _told(mention: EventMention, dossier: Dossier, place: Placed, parties: Parties, vectors: dict[tuple[str, int], Vector]) -> _Told | None:
    report = dossier.by_id[place.report]
    moved = move(mention, report, place.start)
    language = stories.of(report.language)
    only = _only_country(moved.passage.text, language)
    # "President Bush threatened Russia" is no Russian; "President Gbagbo met Ivorian rebels" is at home.
    done_to = parties.actors(moved.recipient) if moved.recipient else ()
    named = {one.code for one in done_to if not one.sector and _is_country(one.text, language)}
    abroad = only in named or mention.type in {"MOBILIZE", "AID", "COOPERATE"}  # troops that arrive somewhere are not of that place
    actor = _at_home(parties.actors(moved.actor), only, language, abroad) if moved.actor else ()
    if not _identified(actor, language):
        return None
    recipient = _at_home(done_to, only, language)
    recipient = tuple(one for one in recipient if one.name or one.code or _is_told_who(one, language))
    date, precision = None, None
    if moved.when is not None:
        ahead = "future" in mention.auxiliary
        date, precision = language.resolve(moved.when.text, report.told_at, ahead)
        if date is None or precision not in _DATING or _is_tomorrow(date, report.told_at):  # "last week" is no day
            date, precision = None, None
    auxiliary = tuple(name for name in mention.auxiliary if name != "historical" or not _current(date, report.told_at))
    vector = vectors.get((place.key, mention.passage.start))
    return _Told(
        moved, actor, recipient, date, precision, auxiliary, vector, _marks(actor, parties.persons), _marks(recipient, parties.persons)
    )


def _is_tomorrow(date: str, told: str | None) -> bool:
    """Is a day six days before its report? Its name is that of the next day, which a report from elsewhere may well be of."""
    if told is None or len(date) != _DAY or len(told) < _DAY:
        return False
    return (datetime.date.fromisoformat(told[:_DAY]) - datetime.date.fromisoformat(date)).days == _WEEK - 1


def _identified(actor: tuple[Actor, ...], language: stories.Pack) -> bool:
    """An actor that stays a pronoun, or of whom nobody knows whose ("the parties", "hundreds"), is no record."""
    return any(one.code or one.name or (one.sector and not language.actors.is_vague(one.text)) for one in actor)


def _is_told_who(one: Actor, language: stories.Pack) -> bool:
    """Do the words of a side say who it is: no pronoun that stayed open, and no "hundreds"?"""
    return not language.actors.is_vague(one.text) and not language.describing.is_pronoun(one.text.lower())


def _only_country(text: str, language: stories.Pack) -> str | None:
    """The country code of a sentence that names one country and no other."""
    codes = {naming.code for naming in language.actors.namings(text) if naming.kind in {"country", "people", "seat"}}
    return next(iter(codes)) if len(codes) == 1 else None


def _is_country(text: str, language: stories.Pack) -> bool:
    """Is a side a country by its name and nothing else: no city, no party and no "curfew in Ruritania"?"""
    return any(
        naming.kind in {"country", "seat"} and words_in(text[: naming.start]) + words_in(text[naming.end :]) == 0
        for naming in language.actors.namings(text)
    )


def _at_home(side: tuple[Actor, ...], only: str | None, language: stories.Pack, abroad: bool = False) -> tuple[Actor, ...]:
    """Offices and groups without a country of their own are of the one country that their sentence speaks of; if it is done to that country
    from abroad, parties and rebels alone.
    """
    if only is None:
        return side
    numerous = language.actors.is_numerous
    return tuple(
        replace(one, code=only)
        if one.code is None and one.sector and not numerous(one.text) and (not abroad or not _BOUND.isdisjoint(one.sector))
        else one
        for one in side
    )


def _current(date: str | None, published: str | None) -> bool:
    """Is a year the year of the report?"""
    return bool(date and published and date[:4] == published[:4])


def _marks(side: tuple[Actor, ...], persons: frozenset[str]) -> frozenset[str]:
    """By what a side is known again in other words: its name; unless it is a person, also its state with its walk of life, or its noun."""
    found: set[str] = set()
    for one in side:
        found.add((one.name or one.text).lower())
        if one.name in persons:
            continue
        if one.code:
            found.add(" ".join((one.code, *(() if _OF_STATE.issuperset(one.sector) else one.sector))))
        if one.text == one.text.lower():
            found.add(one.text.split()[-1])
    return frozenset(found)


class _Cluster:
    """Mentions of one event while they are gathered, with what a further one is compared to."""

    def __init__(self, first: _Told) -> None:
        self.members: list[_Told] = []
        self.recipients: set[str] = set()
        self.days: set[str] = set()
        self.vectors: list[Vector] = []
        self.add(first)

    def takes(self, one: _Told) -> bool:
        """Can it be the same event: the same day or none, recipients that meet, if both have any, and sentences that are near?"""
        if _is_day(one.date) and self.days and one.date not in self.days:
            return False
        if one.to and self.recipients and one.to.isdisjoint(self.recipients):
            return False
        least = SAME_SIDES if one.to and self.recipients else SAME_EVENT
        return one.vector is None or not self.vectors or max(float(one.vector @ other) for other in self.vectors) >= least

    def add(self, one: _Told) -> None:
        self.members.append(one)
        self.recipients |= one.to
        if one.date is not None and _is_day(one.date):
            self.days.add(one.date)
        if one.vector is not None and len(self.vectors) < COMPARED and not any(np.array_equal(one.vector, other) for other in self.vectors):
            self.vectors.append(one.vector)


def _is_day(date: str | None) -> bool:
    return date is not None and len(date) == _DAY


def _clusters(told: Sequence[_Told]) -> list[list[_Told]]:
    """Mentions of one event: of one type, actors, recipients and days that can be the same, and words that are near.

    In the stories to tune on one party does one kind of thing to another in one happening, but for 17 of 462.
    """
    found: list[_Cluster] = []
    known: dict[tuple[str, bool, str], list[_Cluster]] = {}
    for one in sorted(told, key=lambda one: (not one.recipient, one.date is None, one.mention.passage.report, one.mention.passage.start)):
        keys = [(one.mention.type, "historical" in one.auxiliary, mark) for mark in sorted(one.by)]
        home = next((cluster for key in keys for cluster in known.get(key, ()) if cluster.takes(one)), None)
        if home is None:
            home = _Cluster(one)
            found.append(home)
        else:
            home.add(one)
        for key in keys:
            if home not in known.setdefault(key, []):
                known[key].append(home)
    return [cluster.members for cluster in found]


def _record(dossier: Dossier, cluster: Sequence[_Told], parties: Parties) -> Event:
    ordered = sorted(cluster, key=lambda one: (-one.mention.confidence, one.mention.passage.report, one.mention.passage.start))
    best = ordered[0]
    passages = tuple(sorted({one.mention.passage for one in cluster}, key=lambda p: (p.report, p.start, p.end)))
    actor = _commonest([one.actor for one in ordered])
    recipient = _commonest([one.recipient for one in ordered])
    mode = next((one.mention.mode for one in ordered if one.mention.mode), None)
    kind = scheme.kinds().get((best.mention.type, mode)) or scheme.kinds()[best.mention.type, None]
    date, precision = _dated(ordered)
    origins = sorted({dossier.origin_at(passage) for passage in passages})
    sources = [one.mention.source for one in cluster]
    told_by = next((parties.entities(source) for source in sources if source is not None), []) if all(sources) else []
    place = next((one.mention.place for one in ordered if one.mention.place), None)
    auxiliary = best.auxiliary
    found = round(min(0.97, best.mention.confidence + 0.03 * (len(origins) - 1)), 3)
    named = [sorted(_names(actor)), sorted(_names(recipient)), date, list(auxiliary), mode]
    return Event(
        id=content_id("event", dossier.story.id, best.mention.type, *named, best.mention.passage.text),
        story=dossier.story.id,
        date=date,
        date_precision=precision,
        actor=actor,
        recipient=recipient,
        event=best.mention.type,
        mode=mode,
        context=best.mention.context,
        event_loc=_location(place, parties),
        quad_code=kind.quad,
        event_scale=kind.score,
        text=best.mention.passage.text,
        text_info={
            "passages": len(passages),
            "actor_text": [one.text for one in actor],
            "recipient_text": [one.text for one in recipient],
            "found": found,  # how plainly the words tell it; `confidence` becomes the chance that the whole line is right
        },
        cite_info={"outlets": sorted({dossier.by_id[p.report].outlet or "" for p in passages} - {""})},
        passages=passages,
        auxiliary=auxiliary,
        attributed_to=told_by[0].id if told_by else None,
        reports=tuple(sorted({passage.report for passage in passages})),
        origins=tuple(origins),
        confidence=found,
    )


def _is_told(event: Event) -> bool:
    """Nobody does a thing to themselves, and where no one is released it is a document that was.

    Of 13 such lines that were judged none was right (`benchmarks/labels/judged`).
    """
    done_to = {(one.name, one.sector) for one in event.recipient if one.name}
    if event.actor and all((one.name, one.sector) in done_to for one in event.actor):
        return False
    return event.mode != "release" or bool(event.recipient)


def _is_public(event: Event, dossier: Dossier, language: stories.Pack) -> bool:
    """Does somebody take part who has a name or acts in politics or law? "The brewery asked its customers" is no event, nor that one firm
    sued another; critics and voters accuse as others do.

    Of the rows of the stories to tune on that this strikes two of twelve are events to their readers (`docs/limits.md` has the rest).
    """
    if event.event in _OF_ANYBODY or (event.event == "ACCUSE" and not any("BUS" in one.sector for one in event.actor)):
        return True
    known = {entity.name for entity in dossier.entities if entity.kind not in ("group", "document")}
    doing = any(not _IN_TRADE.issuperset(one.sector) or _is_called(one, known, language) for one in event.actor)
    return doing or any(not _PRIVATE.issuperset(one.sector) or _is_called(one, known, language) for one in event.recipient)


def _is_called(one: Actor, known: set[str], language: stories.Pack) -> bool:
    """Is a side called by the name of somebody known, or a pronoun for one: not so "Norland's rugby coach" or "a toy firm in Norland"?"""
    words = language.actors.without_article(one.text).split()
    named = bool(words) and words[0][:1].isupper() and words[-1][:1].isupper()
    return (one.code is not None or one.name in known) and (named or language.describing.is_pronoun(one.text.lower()))


def _merged(many: Sequence[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """The fullest reading of a side; the same code twice counts once, and one with sectors goes before one without."""
    options = [one for one in many if one]
    if not options:
        return ()
    best = max(options, key=lambda side: (sum(actor.code is not None for actor in side), sum(bool(actor.sector) for actor in side)))
    kept: dict[str, Actor] = {}
    for actor in best:
        kept.setdefault((actor.name or actor.text).lower(), actor)
    return tuple(kept.values())


def _commonest(many: Sequence[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """The side that most mentions tell, in its fullest reading; of equals the one that is told most surely."""
    options = [one for one in many if one]
    counts = Counter(_key(one) for one in options)
    if not counts:
        return ()
    most = max(counts.values())
    chosen = next(_key(one) for one in options if counts[_key(one)] == most)
    return _merged([one for one in options if _key(one) == chosen])


def _key(side: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset((one.code or one.name or one.text).lower() for one in side)


def _dated(ordered: Sequence[_Told]) -> tuple[str | None, str | None]:
    """The day that the surest mention tells, or that half of all mentions tell: what only one of many dates may be another happening."""
    counts = Counter((one.date, one.precision) for one in ordered)
    best = ordered[0]
    if best.date is not None:
        return best.date, best.precision
    told = [pair for pair in counts if pair[0] is not None and 2 * counts[pair] >= len(ordered)]
    return max(told, key=lambda pair: (len(pair[0] or ""), counts[pair], pair[0] or ""), default=(None, None))


def _names(side: tuple[Actor, ...]) -> set[str]:
    return {(one.name or one.text).lower() for one in side}


def _location(place: Passage | None, parties: Parties) -> Location | None:
    if place is None:
        return None
    named = parties.language.actors.resolve(place.text)
    city = parties.language.places.city
    found = city(place.text) or city(place.text, named.code)
    if found is not None:
        return Location(place.text, found.name, found.country, found.geonames, found.latitude, found.longitude)
    country = named.code or next((entity.country for entity in parties.entities(place) if entity.country), None)
    return Location(place.text, named.name, country)


def _order(event: Event) -> tuple[str, str, str]:
    return (event.date or "9", event.event, event.id)


def validate(event: Event) -> list[str]:
    """What breaks the manual's field rules in a record; an empty list for a valid one."""
    wrong: list[str] = []
    kind = scheme.kinds().get((event.event, event.mode))
    if event.event not in scheme.TYPES:
        return [f"{event.event} is no PLOVER event"]
    if event.mode is not None and event.mode not in scheme.modes(event.event):
        wrong.append(f"{event.mode} is no mode of {event.event}")
    wrong += [f"{name} is no context" for name in event.context if name not in scheme.contexts()]
    if kind is not None and event.quad_code != kind.quad:
        wrong.append(f"quad code {event.quad_code} is not that of {event.event}")
    if kind is not None and event.event_scale != kind.score:
        wrong.append(f"scale {event.event_scale} is not that of {event.event} {event.mode or ''}".rstrip())
    if not event.actor:
        wrong.append("an event needs an actor")
    if scheme.kinds()[event.event, None].needs_recipient and not event.recipient and len(event.actor) < 2:
        wrong.append(f"{event.event} needs a recipient")
    if event.date is not None and not _DATE.fullmatch(event.date):
        wrong.append(f"{event.date} is no ISO date")
    if "negation" in event.auxiliary:
        wrong.append("a negated event is no event")
    if not event.passages:
        wrong.append("an event rests on a passage")
    return wrong
