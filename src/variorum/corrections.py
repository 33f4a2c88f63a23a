"""What a person decided, put into the dossier of a story (law 9). Three stages of the story look, each before all that rests on it. What is
told of a whole report, `report` puts into it before any look.

`names` joins and parts entities, `speakers` gives quotations to who said them, `points` strikes differences. A decision finds its finding
by the place that it hangs on, and a finding that was decided says by whom. `unmet` tells of the decisions that found nothing to hold to.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from variorum.model.decision import OF_PAIRS, OF_REPORTS, OF_STORIES, Anchor, Decision, in_force
from variorum.model.entity import Entity
from variorum.model.point import ALIKE, Point, Reading
from variorum.model.report import Passage, Report
from variorum.model.rows import content_id
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.text.forest import Forest
from variorum.text.normal import fold

SURE: Final = 1.0  # confidence in what a person decided
STRUCK: Final = 0.0  # and in a difference that a person calls wrong
ENOUGH: Final = 0.5  # of a decision's words, or of a quotation's: so much they share at least, though a rule may have moved an end since


def report(read: Report, decisions: Iterable[Decision]) -> Report:
    """A report with the facts of it that a person told, each in place of what was read."""
    for decision in decisions:
        if decision.kind == "report" and decision.value.fact is not None:
            told: dict[str, Any] = {decision.value.fact: decision.value.name}
            if decision.value.fact == "published":
                told["published_basis"] = "given" if decision.value.name else None
            read = replace(read, **told)
    return read


def names(dossier: Dossier) -> Dossier:
    """The dossier with its entities as a person told them apart and together."""
    decisions = [one for one in _applicable(dossier) if one.kind in OF_PAIRS]
    if not decisions:
        return dossier
    parted = _parted(dossier.entities, [one for one in decisions if one.kind == "apart"])
    return dossier.having(entities=_joined(dossier, parted, decisions))


def speakers(dossier: Dossier) -> Dossier:
    """The dossier with the speakers that a person gave to quotations. A source that is no name ("she") then means who was given."""
    decisions = [one for one in _applicable(dossier) if one.kind == "speaker"]
    if not decisions:
        return dossier
    rows = {row.id: row for row in dossier.quotations}
    entities = _with_unknown(dossier, {one.value.name for one in decisions if one.value.name})
    described = _described(dossier)
    for decision in decisions:
        speaker = called(entities, decision.value.name) if decision.value.name else None
        for row in said_at(rows.values(), decision.anchor):
            rows[row.id] = _said_by(row, speaker, decision)
            if row.source is not None and (row.source.report, row.source.start, row.source.end) in described:
                entities = _meaning(dossier, entities, row.source, speaker)
    return dossier.having(quotations=tuple(rows.values()), entities=entities)


def points(dossier: Dossier) -> Dossier:
    """The dossier with the differences struck that a person called wrong."""
    decisions = [one for one in _applicable(dossier) if one.kind == "strike"]
    if not decisions:
        return dossier
    return dossier.having(points=tuple(_judged(point, decisions) for point in dossier.points))


class Unmet(NamedTuple):
    """A decision that does not hold in its story, and why, in words that end a sentence."""

    decision: Decision
    why: str


def unmet(dossier: Dossier) -> Iterator[Unmet]:
    """The decisions that do not hold in a judged story: other words stand there now, or nothing is found there any more."""
    applicable = set(_applicable(dossier))
    for decision in _in_force(dossier):
        if decision not in applicable:
            yield Unmet(decision, _misplaced(dossier, decision))
        elif (why := _missed(dossier, decision)) is not None:
            yield Unmet(decision, why)


def _in_force(dossier: Dossier) -> list[Decision]:
    return [one for one in in_force(dossier.decisions) if one.kind not in OF_STORIES | OF_REPORTS]


def _applicable(dossier: Dossier) -> list[Decision]:
    """The decisions on findings that hold now, and whose words still stand in the reports of the story."""
    return [
        one for one in _in_force(dossier)
        if all((report := dossier.by_id.get(anchor.report)) is not None and anchor.fits(report.text) for anchor in one.anchors)
    ]  # fmt: skip


def _misplaced(dossier: Dossier, decision: Decision) -> str:
    for anchor in decision.anchors:
        report = dossier.by_id.get(anchor.report)
        if report is None:
            return f"“{anchor.text}” stands in a report of another story"
        if not anchor.fits(report.text):
            return f"the report no longer reads “{anchor.text}” at {anchor.start} to {anchor.end}"
    return "it names no place"


def _missed(dossier: Dossier, decision: Decision) -> str | None:
    if decision.kind == "speaker":
        return None if said_at(dossier.quotations, decision.anchor) else "no quotation stands there now"
    if decision.kind == "strike":
        struck = any(_strikes(decision, point) for point in dossier.points)
        return None if struck else "no difference rests there now, or another reading has come that the decision does not name"
    if decision.kind not in OF_PAIRS:
        return f"this program does not know how to {decision.kind}"
    one, other = (named_at(dossier.entities, anchor) for anchor in decision.anchors)
    if decision.kind == "same" and one is not other:
        return "a later decision tells them apart"
    if decision.kind == "same" and one is None:
        return "no name is found there now"
    if decision.kind == "apart" and one is not None and one is other:
        return "a later decision makes them one, or both places name one and the same"
    return None


# Places


def _shared(place: Passage | Anchor, other: Passage | Anchor) -> int:
    """So many code points two places have in common."""
    return max(0, min(place.end, other.end) - max(place.start, other.start)) if place.report == other.report else 0


def _likeness(place: Passage | Anchor, other: Passage | Anchor) -> float:
    """Shared code points by all that one of them has, 0..1."""
    shared = _shared(place, other)
    return shared / (place.end - place.start + other.end - other.start - shared) if shared else 0.0


def named_at(entities: Iterable[Entity], anchor: Anchor) -> Entity | None:
    """The entity that is named at a place: of several the one whose mention is most like it."""
    found = [(max((_likeness(mention, anchor) for mention in one.mentions), default=0.0), one) for one in entities]
    likeness, entity = max(found, key=lambda pair: pair[0], default=(0.0, None))
    return entity if likeness else None


def said_at(rows: Iterable[Quotation], anchor: Anchor | None) -> list[Quotation]:
    """The quotation whose content stands at a place, the one most like it where one stands in another; two of equal content are both it."""
    if anchor is None:
        return []
    found = [(max(_likeness(content, anchor) for content in row.content), row) for row in rows if _covers(row.content, anchor)]
    best = max((likeness for likeness, _ in found), default=0.0)
    return [row for likeness, row in found if likeness == best]


def _covers(content: Iterable[Passage], anchor: Anchor) -> bool:
    return any(_shared(part, anchor) >= ENOUGH * min(len(part), anchor.end - anchor.start) > 0 for part in content)


def _alike(one: str, other: str) -> bool:
    return fold(one).casefold().split() == fold(other).casefold().split()


def called(entities: Iterable[Entity], name: str) -> Entity | None:
    """Who in a story is called so: by name before other forms, the one most spoken of where several are."""
    fitting = [(_alike(one.name, name), len(one.mentions), one) for one in entities if any(_alike(form, name) for form in _forms(one))]
    return max(fitting, key=lambda item: item[:2])[2] if fitting else None


def _forms(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def _in_order(dossier: Dossier, mentions: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(set(mentions), key=lambda one: (dossier.numbers[one.report], one.start, one.end)))


# Names


def _parted(entities: Sequence[Entity], decisions: Sequence[Decision]) -> tuple[Entity, ...]:
    """Every entity in the parts that decisions tell apart, whatever order they were made in."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        one, other = (named_at(entities, anchor) for anchor in decision.anchors)
        if one is not None and one is other:
            found.setdefault(one.id, []).append(decision)
    return tuple(part for one in entities for part in (_parts(one, found[one.id]) if one.id in found else [one]))


def _parts(entity: Entity, decisions: Sequence[Decision]) -> list[Entity]:
    """An entity's mentions, each with the place it belongs to: its own, else that of its report, else that of its words; what no place
    claims stays with the most.
    """
    sides = _sides(decisions)
    claimed = {mention: _side(mention, sides) for mention in entity.mentions}
    counts = Counter(number for number in claimed.values() if number is not None)
    most = max(range(len(sides)), key=lambda number: counts[number])
    held = [
        tuple(mention for mention in entity.mentions if (most if claimed[mention] is None else claimed[mention]) == number)
        for number in range(len(sides))
    ]
    if sum(map(bool, held)) < 2:
        return [entity]  # the places name one and the same mention
    named = [number for number, mentions in enumerate(held) if any(_alike(mention.text, entity.name) for mention in mentions)]
    keeper = max(named or [most], key=lambda number: len(held[number]))
    signed = decisions[-1].signed
    return [_part(entity, mentions, number == keeper, sides[number], signed) for number, mentions in enumerate(held) if mentions]


def _sides(decisions: Sequence[Decision]) -> list[list[Anchor]]:
    """The places of decisions in as few groups as keep all apart that are apart, in the order of places."""
    apart = {frozenset(one.anchors) for one in decisions}
    sides: list[list[Anchor]] = []
    for anchor in sorted({place for one in decisions for place in one.anchors}, key=lambda one: (one.report, one.start, one.end)):
        side = next((side for side in sides if not any(frozenset({anchor, other}) in apart for other in side)), None)
        if side is None:
            sides.append([anchor])
        else:
            side.append(anchor)
    return sides


def _side(mention: Passage, sides: Sequence[Sequence[Anchor]]) -> int | None:
    everywhere = range(len(sides))
    own = [number for number in everywhere if any(_shared(mention, anchor) for anchor in sides[number])]
    here = [number for number in everywhere if any(mention.report == anchor.report for anchor in sides[number])]
    if len(own) == 1 or len(here) == 1:
        return (own or here)[0]
    alike = [number for number in here or everywhere if any(_alike(mention.text, anchor.text) for anchor in sides[number])]
    return alike[0] if len(alike) == 1 else None


def _part(entity: Entity, mentions: tuple[Passage, ...], keeps: bool, side: Sequence[Anchor], signed: str) -> Entity:
    """A part of an entity: the one that keeps the name keeps all that is known of it; of the other its words are known."""
    forms = Counter(" ".join(mention.text.split()) for mention in mentions)
    known = {form for form in forms if any(_alike(form, other) for other in _forms(entity))} or {side[0].text}
    name = entity.name if keeps else max(sorted(known), key=lambda form: (forms[form], len(form)))
    why = f"{entity.why} Told apart from others of that name {signed}."
    part = replace(entity, name=name, mentions=mentions, aliases=tuple(sorted(known - {name})), why=why, corrected=signed)
    if keeps:
        return part
    first = (mentions[0].report, mentions[0].start)
    return replace(part, id=content_id("entity", entity.id, *first), role=None, country=None, wikidata=None, gender=None)


def _joined(dossier: Dossier, entities: tuple[Entity, ...], decisions: Sequence[Decision]) -> tuple[Entity, ...]:
    """Entities that are one made one. Of a decision that joins and one that keeps apart, where both cannot hold, the later holds."""
    entities = _with_places(dossier, entities, decisions)
    forest = Forest([one.id for one in entities])
    signed: dict[str, str] = {}
    for number, decision in enumerate(decisions):
        one, other = (named_at(entities, anchor) for anchor in decision.anchors)
        if decision.kind != "same" or one is None or other is None or one is other:
            continue
        if not _kept_apart(entities, forest, (one.id, other.id), decisions[number + 1 :]):
            forest.join(one.id, other.id)
            signed |= {one.id: decision.signed, other.id: decision.signed}
    by_id = {one.id: one for one in entities}
    whole = {group[0]: _whole(dossier, [by_id[name] for name in group], signed) for group in forest.sets()}
    return tuple(found for one in entities if (found := whole.get(one.id)) is not None)


def _with_places(dossier: Dossier, entities: tuple[Entity, ...], decisions: Iterable[Decision]) -> tuple[Entity, ...]:
    """The entities with the places that a person calls their names and that nothing was found at."""
    for decision in decisions:
        found = [named_at(entities, anchor) for anchor in decision.anchors]
        if decision.kind != "same" or None not in found:
            continue
        for anchor, other in zip(decision.anchors, reversed(found), strict=True):
            if other is not None:
                passage = dossier.by_id[anchor.report].passage(anchor.start, anchor.end)
                mentions = _in_order(dossier, (*other.mentions, passage))
                why = f"{other.why} Named as “{anchor.text}” too, as told {decision.signed}."
                named = replace(other, mentions=mentions, why=why, corrected=decision.signed)
                entities = tuple(named if one is other else one for one in entities)
    return entities


def _kept_apart(entities: Sequence[Entity], forest: Forest[str], pair: tuple[str, str], later: Iterable[Decision]) -> bool:
    """Would joining these two bring together what a later decision keeps apart?"""
    joined = {forest.root(name) for name in pair}
    for decision in later:
        one, other = (named_at(entities, anchor) for anchor in decision.anchors)
        if decision.kind == "apart" and one is not None and other is not None:
            roots = {forest.root(one.id), forest.root(other.id)}
            if len(roots) == 2 and roots == joined:
                return True
    return False


def _whole(dossier: Dossier, members: Sequence[Entity], signed: dict[str, str]) -> Entity:
    """Several entities as one: the one that is known best gives its name, and what it lacks the others give."""
    if len(members) == 1:
        return members[0]
    best = max(members, key=lambda one: (one.kind == "person", one.wikidata is not None, len(one.name.split()), len(one.mentions)))
    others = [one for one in members if one is not best]
    by = next(signed[one.id] for one in reversed(members) if one.id in signed)
    return replace(
        best,
        role=next((one.role for one in (best, *others) if one.role), None),
        country=next((one.country for one in (best, *others) if one.country), None),
        wikidata=next((one.wikidata for one in (best, *others) if one.wikidata), None),
        gender=next((one.gender for one in (best, *others) if one.gender), None),
        mentions=_in_order(dossier, (mention for one in members for mention in one.mentions)),
        aliases=tuple(sorted({form for one in members for form in _forms(one)} - {best.name})),
        why=f"{best.why} Taken as one with {', '.join(sorted({one.name for one in others}))} {by}.",
        corrected=by,
    )


# Speakers


def _with_unknown(dossier: Dossier, wanted: Collection[str]) -> tuple[Entity, ...]:
    """The entities, and a person for each name of a speaker that the story knows nobody by, with the places where the reports have it."""
    new = []
    for name in sorted(wanted):
        if called(dossier.entities, name) is None:
            places = _in_order(dossier, _unclaimed(dossier, name))
            told = f"Named {'in the reports, but ' if places else ''}as a person only by who decided whose words these are."
            new.append(Entity(content_id("entity", "decided", name), dossier.story.id, "person", name, None, None, None, places, why=told))
    return (*dossier.entities, *new)


def _unclaimed(dossier: Dossier, name: str) -> Iterator[Passage]:
    """The places where the paragraphs of a story have a name, outside of all other mentions."""
    for place in dossier.placed:
        report = dossier.by_id[place.report]
        text, start = fold(report.text), place.start
        while (start := text.find(fold(name), start, place.block.end)) >= 0:
            passage = report.passage(start, start + len(name))
            start += len(name)
            bare = not (text[passage.start - 1 : passage.start].isalnum() or text[passage.end : passage.end + 1].isalnum())
            if bare and not any(_shared(passage, mention) for one in dossier.entities for mention in one.mentions):
                yield passage


def _said_by(row: Quotation, speaker: Entity | None, decision: Decision) -> Quotation:
    """A quotation as said by an entity, or by nobody who is known."""
    return replace(
        row,
        speaker=speaker.id if speaker else None,
        speaker_name=speaker.name if speaker else None,
        speakers=(speaker.id,) if speaker else (),
        candidates=(),
        confidence=SURE,
        why=f"Corrected {decision.signed}: these are the words of {speaker.name if speaker else 'nobody who is known'}.",
        corrected=decision.signed,
    )


def _described(dossier: Dossier) -> set[tuple[str, int, int]]:
    """The places of pronouns and descriptions, whose meaning hangs on who speaks: "she", "the official"."""
    return {
        (place.report, place.start + item.start, place.start + item.end)
        for place, analysis in dossier.readings()
        for item in analysis.referents
        if item.form != "name"
    }


def _meaning(dossier: Dossier, entities: tuple[Entity, ...], source: Passage, meant: Entity | None) -> tuple[Entity, ...]:
    """The entities with the words of a source among the mentions of the one that they mean, and of no other."""
    return tuple(
        replace(one, mentions=_in_order(dossier, (*one.mentions, source)))
        if meant is not None and one.id == meant.id
        else replace(one, mentions=tuple(mention for mention in one.mentions if mention != source))
        if source in one.mentions
        else one
        for one in entities
    )


# Points


def rests_on(reading: Reading) -> tuple[Anchor, ...]:
    """The places that a reading rests on: its own words where they stand in its passages, else the passages."""
    found = []
    for passage in reading.passages:
        at = fold(passage.text).find(fold(reading.value)) if reading.value else -1
        start, end = (passage.start + at, passage.start + at + len(reading.value)) if at >= 0 else (passage.start, passage.end)
        found.append(Anchor(passage.report, start, end, passage.text[start - passage.start : end - passage.start]))
    return tuple(found)


def _strikes(decision: Decision, point: Point) -> bool:
    """Does a difference rest on the place that a decision calls wrong, and on no reading that the decision does not name?"""
    if point.verdict in ALIKE or decision.anchor is None or (decision.value.kinds and not set(decision.value.kinds) & set(point.kinds)):
        return False
    met = [{anchor for anchor in decision.anchors if any(_shared(place, anchor) for place in rests_on(one))} for one in point.readings]
    return any(decision.anchor in places for places in met) and (not decision.value.others or all(met))


def _judged(point: Point, decisions: Sequence[Decision]) -> Point:
    decision = next((one for one in reversed(decisions) if _strikes(one, point)), None)
    if decision is None:
        return point
    why = f"Called wrong {decision.signed}; the program had said: {point.why}"
    return replace(point, struck=decision.signed, confidence=STRUCK, why=why)
