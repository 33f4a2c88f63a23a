"""Whom pronouns and descriptions mean: for each, one entity of the story, or several it could be, with a confidence and a reason.

A small salience model after Lappin and Leass (1994): who was named last, whether as a subject, in which sentence. Gender and office must
fit; in machine-translated text a pronoun's gender may be wrong, so one that fits nobody near is read as meaning the nearest person, with
less confidence. The weights were set by hand and checked on the development half of GUM's news and on made texts; see
benchmarks/quality/speakers.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from variorum.language import stories
from variorum.model.entity import Directory, Entity
from variorum.model.naming import Description, Gender
from variorum.model.paragraph import Analysis, Referent
from variorum.model.report import Passage
from variorum.model.story import Dossier, Placed

SURE = 0.7  # from here on a guess is taken as a mention
_SLIP = 0.65  # a pronoun of the wrong gender beside one person only: given as speaker, but not taken as a mention
_BY_FAR = 2  # times as often as another who holds the office of another country
_WINDOW = 3  # paragraphs a pronoun looks back


class Guess(NamedTuple):
    """Whom a pronoun or description means; `entity` is None where it stays open between `candidates`."""

    passage: Passage
    entity: Entity | None
    candidates: tuple[Entity, ...]
    confidence: float
    why: str


@dataclass(slots=True)
class _Seen:
    """A named thing lately spoken of in a report."""

    entity: Entity
    sentence: int
    paragraph: int
    subject: bool
    position: int
    times: int = 1  # 0: only in somebody's quoted words so far
    leads: bool = False  # the first subject of its sentence


@dataclass(slots=True)
class _Report:
    """What has been read of a report so far, and the language that it is in."""

    language: stories.Pack
    seen: dict[str, _Seen] = field(default_factory=dict)

    def note(self, entity: Entity, sentence: int, paragraph: int, subject: bool, position: int) -> None:
        before = self.seen.get(entity.id)
        keeps = before is not None and before.subject and before.sentence == sentence
        led = before is not None and before.leads and before.sentence == sentence
        leads = led or (subject and not any(seen.leads and seen.sentence == sentence for seen in self.seen.values()))
        self.seen[entity.id] = _Seen(entity, sentence, paragraph, subject or keeps, position, (before.times if before else 0) + 1, leads)

    def level(self, one: str, other: str) -> None:
        """Makes two who are named together ("Moll and Bein") stand equally near."""
        first, second = self.seen[other], self.seen[one]
        second.subject, second.leads = first.subject, first.leads
        first.position = second.position


def guesses(dossier: Dossier) -> Iterator[Guess]:
    """A guess for every pronoun and description outside quotation marks, by report and place."""
    names = Directory(dossier.entities)
    reading = _Report(stories.of())
    report, sentence, paragraph = "", 0, 0
    for place, analysis in dossier.readings():
        if place.report != report:
            report, sentence, paragraph = place.report, 0, 0
            reading = _Report(stories.of(dossier.by_id[report].language))
        paragraph += 1
        ends = [sentence.end for sentence in analysis.sentences]
        inside = 0
        text = dossier.by_id[report].text
        words = reading.language.describing
        before: tuple[str, int] | None = None  # the name just before, and where it ends
        for item, named in _in_order(place, analysis, names, text):
            while inside + 1 < len(ends) and item.start >= ends[inside]:
                inside += 1
            passage = Passage(
                report, place.start + item.start, place.start + item.end, text[place.start + item.start : place.start + item.end]
            )
            at = (sentence + inside, paragraph)
            if named is not None:
                if words.is_aside(text[max(0, passage.start - 12) : passage.start]):
                    continue  # "like Moll, he refused": he is someone else
                if item.quoted:
                    reading.seen.setdefault(named.id, _Seen(named, at[0] - 2, paragraph, False, passage.start, 0))
                else:
                    reading.note(named, *at, item.subject, passage.start)
                    if before is not None and before[0] in reading.seen and words.joins(text[before[1] : passage.start]):
                        reading.level(named.id, before[0])
                    before = (named.id, passage.end)
                continue
            if item.quoted:
                continue
            if item.form == "nominal":
                guess = _described(passage, item, reading, at, dossier)
            else:
                back = words.whom_back(text[max(0, passage.start - 90) : passage.start])
                apart = None if back is None else passage.start - back
                guess = _pronoun(passage, item, reading, at, names.within(report, apart - 1, apart) if apart else [])
            if guess is None:
                continue
            yield guess
            if guess.entity is not None and guess.confidence >= 0.5:
                reading.note(guess.entity, *at, item.subject, passage.start)
        sentence += max(1, len(analysis.sentences))


def _in_order(place: Placed, analysis: Analysis, names: Directory, text: str) -> list[tuple[Referent, Entity | None]]:
    """A paragraph's referents in text order, names with their entity. Names that only the story knows (the tagger passed them over) come as
    referents too, as subjects where the parse has them so, or where they open a sentence right before a small-written word.
    """
    found: list[tuple[Referent, Entity | None]] = []
    read = {(item.start, item.end): item for item in analysis.referents}
    others = {item.start for item in analysis.referents if item.form != "name"}
    for start, end, entity in names.within(place.report, place.start, place.block.end):
        low, high = start - place.start, end - place.start
        if low in others or low < 0:
            continue
        item = read.get((low, high))
        if item is None:
            behind = re.match(r"\s+[a-z]", text[end : end + 3])
            before = text[max(0, start - 2) : start].strip()[-1:]
            opens = before in (",", '"', "”") or any(one.start == low for one in analysis.sentences)
            inside = any(first <= low < last for one in analysis.sentences for first, last in one.quoted)
            subject = (opens and behind is not None) or _holds_subject(analysis, low, high)
            item = Referent(low, high, "name", "", subject, low, low, inside)
        found.append((item, entity))
    found += [(item, None) for item in analysis.referents if item.form != "name"]
    return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))


def _holds_subject(analysis: Analysis, low: int, high: int) -> bool:
    """Does a word within [low, high) of a paragraph stand as the subject of a verb?"""
    return any(low <= word.start < high and word.label.startswith("nsubj") for one in analysis.sentences for word in one.words)


def _pronoun(
    passage: Passage, item: Referent, reading: _Report, at: tuple[int, int], others: Sequence[tuple[int, int, Entity]]
) -> Guess | None:
    """A pronoun's guess; `others` are people it cannot mean ("Moll, whom he called ...")."""
    word = passage.text.lower()
    words = reading.language.describing
    if gender := words.gender_of_pronoun(word):
        return _person_meant(passage, item, reading, at, gender, {entity.id for _, _, entity in others})
    if words.means_body(word) and item.subject:
        return _body_meant(passage, reading, at)
    return None


def _score(seen: _Seen, item: Referent, at: tuple[int, int]) -> float:
    """How near to mind someone is: less with each sentence, more for a subject, a little for being named often."""
    distance = at[0] - seen.sentence
    score = -0.8 * min(distance, 6) + (1.4 if seen.subject else 0.0) + min(seen.times, 6) * 0.08
    if seen.entity.gender is None and seen.entity.role is None and " " not in seen.entity.name:
        score -= 0.7  # hardly known to be a person
    if distance == 0 and seen.subject:
        score += 0.6
    if seen.leads and distance > 0:
        score += 0.5
    if seen.paragraph == at[1]:
        score += 0.5
    return score


def _person_meant(
    passage: Passage, item: Referent, reading: _Report, at: tuple[int, int], gender: Gender, others: set[str]
) -> Guess | None:
    near = [
        seen for seen in reading.seen.values()
        if seen.entity.kind == "person" and at[1] - seen.paragraph <= _WINDOW and seen.entity.id not in others
    ]  # fmt: skip
    ranked = sorted(near, key=lambda seen: (-_score(seen, item, at), -seen.position))
    fitting = [seen for seen in ranked if seen.entity.gender in (None, gender)]
    other = [seen for seen in ranked if seen.entity.gender not in (None, gender)]
    close = [seen for seen in fitting if at[1] - seen.paragraph < _WINDOW]
    if not close and other and at[1] - other[0].paragraph < _WINDOW:
        best = other[0]
        why = f"“{passage.text}” fits no one named in the lines before but {best.entity.name}; machine translation changes such pronouns."
        alone = len(other) == 1 and best.subject and not fitting
        return Guess(passage, best.entity, (best.entity,), _SLIP if alone else 0.5 if not fitting else 0.4, why)
    if not fitting:
        return None
    best = fitting[0]
    rival = fitting[1] if len(fitting) > 1 else None
    known = best.entity.gender == gender
    margin = _score(best, item, at) - _score(rival, item, at) if rival else 3.0
    confidence = min(0.95, 0.62 + 0.16 * min(margin, 2.0) + (0.05 if known else -0.05))
    names = tuple(seen.entity for seen in fitting if _score(best, item, at) - _score(seen, item, at) < 0.5)
    inside = [seen for seen in fitting if seen.sentence == at[0]]
    if inside and best.sentence < at[0]:  # "when the draft went to Moll, he dismissed it": Moll, or who acted before
        return _open_between(passage, (best.entity, *(seen.entity for seen in inside)))
    if not best.times:
        return Guess(passage, None, names, 0.3, f"“{passage.text}” may be another than {best.entity.name}, the last one named who fits.")
    if margin < 0.25:
        return _open_between(passage, names)
    why = f"“{passage.text}” is taken as {best.entity.name}, the last {'subject' if best.subject else 'person'} named before it that fits."
    return Guess(passage, best.entity, names, confidence, why)


def _open_between(passage: Passage, entities: tuple[Entity, ...]) -> Guess:
    listed = " or ".join(entity.name for entity in entities[:4])
    return Guess(passage, None, entities, 0.3, f"“{passage.text}” could mean {listed}: both stand as near.")


def _body_meant(passage: Passage, reading: _Report, at: tuple[int, int]) -> Guess | None:
    """ "It" and "they" as a subject: the body or state that was the subject of this sentence or the one before."""
    near = [
        seen for seen in reading.seen.values()
        if seen.entity.kind in ("organisation", "place", "office") and seen.subject and at[0] - seen.sentence <= 1
    ]  # fmt: skip
    near.sort(key=lambda seen: (-seen.sentence, -seen.position))
    if not near:
        return None
    best = near[0]
    alone = len(near) == 1 or near[1].sentence < best.sentence
    many = reading.language.describing.means_many(passage.text.lower())
    confidence = (0.72 if alone else 0.5) - (0.1 if many and best.entity.kind == "place" else 0.0)
    return Guess(
        passage,
        best.entity,
        tuple(seen.entity for seen in near),
        confidence,
        f"“{passage.text}” is taken as {best.entity.name}, the subject before it.",
    )


def _described(passage: Passage, item: Referent, reading: _Report, at: tuple[int, int], dossier: Dossier) -> Guess | None:
    """ "The diplomat", "Russia's top diplomat", "the ministry": by office, country and who was named before."""
    text = " ".join(passage.text.split())
    words = reading.language.describing
    if any(seen.entity.kind == "person" and words.belongs_to(text, seen.entity.name) for seen in reading.seen.values()):
        return None  # "Lavrov's deputy" is someone else
    told = words.description(text)
    if told is None:
        return None
    if told.kind == "age":
        return _by_age(passage, told, reading, at)
    if told.kind == "office":
        return _office_meant(passage, told, text, item, reading, at, dossier)
    return _body_described(passage, told, text, reading, at, dossier)


def _office_meant(
    passage: Passage, told: Description, text: str, item: Referent, reading: _Report, at: tuple[int, int], dossier: Dossier
) -> Guess | None:
    persons, country = reading.language.persons, told.country

    def fits(entity: Entity) -> bool:
        office = persons.office_in(entity.role) if entity.role else None
        return (
            entity.kind == "person"
            and office is not None
            and office.key in told.offices
            and (country is None or entity.country == country)
            and (told.gender is None or entity.gender in (None, told.gender))
        )

    near = [seen for seen in reading.seen.values() if fits(seen.entity) and at[1] - seen.paragraph <= 6]
    near.sort(key=lambda seen: (-_score(seen, item, at), -seen.position))
    if country is None and len({seen.entity.country for seen in near}) > 1:
        near.sort(key=lambda seen: -seen.times)  # of two presidents, the one whom the report is about
        near = near[:1] if near[0].times >= _BY_FAR * near[1].times else near
    if near and (len(near) == 1 or _score(near[0], item, at) - _score(near[1], item, at) >= 0.6):
        best = near[0].entity
        return Guess(
            passage,
            best,
            tuple(seen.entity for seen in near),
            0.85 if country else 0.75,
            f"“{text}” fits {best.name}, named before as {best.role}.",
        )
    if near:
        names = tuple(seen.entity for seen in near)
        return Guess(passage, None, names, 0.3, f"“{text}” could mean {' or '.join(entity.name for entity in names[:4])}.")
    across = [entity for entity in dossier.entities if fits(entity)]
    if country is None:
        return _named_elsewhere(passage, told, text, across)
    if len(across) == 1:
        (best,) = across
        why = f"“{text}” is {best.name}, whom this story's reports name as {best.role}."
        return Guess(passage, best, (best,), 0.8, why if best.name.split()[-1] in (m.text.split()[-1] for m in best.mentions) else best.why)
    if across:
        return Guess(passage, None, tuple(across), 0.3, f"“{text}” could mean {' or '.join(entity.name for entity in across[:4])}.")
    return None


# Offices of which a story that names one holder hardly means another by the bare title. Own choice.
_ONE_OF_A_KIND = frozenset(
    {"president", "prime_minister", "foreign_minister", "defence_minister", "interior_minister", "finance_minister", "governor", "mayor",
     "monarch", "pope", "secretary_general", "supreme_leader"}
)  # fmt: skip


def _named_elsewhere(passage: Passage, told: Description, text: str, across: Sequence[Entity]) -> Guess | None:
    """A bare title ("the mayor") whose holder is named only later, or only in another report of the story."""
    if len(across) != 1 or told.alone not in _ONE_OF_A_KIND:
        return None
    (entity,) = across
    if any(mention.report == passage.report for mention in entity.mentions):
        return Guess(passage, entity, (entity,), 0.75, f"“{text}” is taken as {entity.name}, the only {told.word} whom this report names.")
    return Guess(passage, entity, (entity,), 0.6, f"“{text}” is taken as {entity.name}, the only {told.word} whom another report names.")


def _by_age(passage: Passage, told: Description, reading: _Report, at: tuple[int, int]) -> Guess | None:
    """ "The 58-year-old", "the mother of three": the only person named in the nearest paragraph that names one."""
    near = [seen for seen in reading.seen.values() if seen.entity.kind == "person" and at[1] - seen.paragraph <= 1]
    last = max((seen.paragraph for seen in near), default=0)
    near = [seen for seen in near if seen.paragraph == last and (told.gender is None or seen.entity.gender in (None, told.gender))]
    if len(near) != 1:
        return None
    best = near[0].entity
    return Guess(passage, best, (best,), 0.75, f"“{passage.text}” is taken as {best.name}, the only person named just before.")


def _body_described(
    passage: Passage, told: Description, text: str, reading: _Report, at: tuple[int, int], dossier: Dossier
) -> Guess | None:
    country, ministry = told.country, reading.language.bodies.ministry

    def goes_by(entity: Entity) -> bool:
        return reading.language.describing.goes_by(told.word, (entity.name, *entity.aliases))

    near: Sequence[_Seen] = [
        seen
        for seen in reading.seen.values()
        if seen.entity.kind == "organisation"
        and goes_by(seen.entity)
        and (country is None or seen.entity.country in (None, country))
    ]
    near = sorted(near, key=lambda seen: -seen.position)
    if not near:
        across = [one for one in dossier.entities if one.kind == "organisation" and country and one.country == country and goes_by(one)]
        same = [one for one in across if ministry(one.name) == ministry(text)] if ministry(text) else across
        if len(same) == 1:
            return Guess(passage, same[0], tuple(same), 0.8, f"“{text}” is {same[0].name}, the only such body of that country named.")
        return None
    best = near[0].entity
    alone = len(near) == 1 or at[1] - near[0].paragraph <= 1 < at[1] - near[1].paragraph
    names = tuple(seen.entity for seen in near)
    if not alone:
        return Guess(passage, None, names, 0.35, f"“{passage.text}” could mean {' or '.join(entity.name for entity in names[:4])}.")
    return Guess(passage, best, names, 0.75, f"“{passage.text}” is taken as {best.name}, the last such body named before it.")
