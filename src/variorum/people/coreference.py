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

from variorum.language.english.names import bodies, gazetteer, persons
from variorum.language.english.names.bodies import BODY_WORDS, known_body
from variorum.language.english.quotes import marked
from variorum.language.english.words.pronouns import pronouns
from variorum.model.entity import Directory, Entity
from variorum.model.paragraph import Analysis, Referent
from variorum.model.report import Passage
from variorum.model.story import Dossier, Placed
from variorum.text.normal import fold

SURE = 0.7  # from here on a guess is taken as a mention
_ASIDE = re.compile(r"\b(?:like|unlike)\s+$", re.IGNORECASE)
_JOINED = re.compile(r"(?:\s*,[^,.;:]{0,40})?,?\s+(?:and|or)\s+(?:[\w.'’-]+\s+){0,4}")
_HE, _SHE = pronouns(stands_for=("male",)), pronouns(stands_for=("female",))
_SLIP = 0.65  # a pronoun of the wrong gender beside one person only: given as speaker, but not taken as a mention
_WINDOW = 3  # paragraphs a pronoun looks back
# Bodies that go by a common noun once they are named. Own list.
_KNOWN_AS = {
    "alliance": ("North Atlantic Treaty Organization",),
    "bloc": ("European Union", "Association of Southeast Asian Nations"),
    "union": ("European Union", "African Union"),
}


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
    times: int = 1
    leads: bool = False  # the first subject of its sentence


@dataclass(slots=True)
class _Report:
    """What has been read of a report so far."""

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
    reading: _Report | None = None
    report, sentence, paragraph = "", 0, 0
    for place, analysis in dossier.readings():
        if place.report != report:
            report, sentence, paragraph, reading = place.report, 0, 0, _Report()
        paragraph += 1
        ends = [sentence.end for sentence in analysis.sentences]
        inside = 0
        assert reading is not None
        text = dossier.by_id[report].text
        before: tuple[str, int] | None = None  # the name just before, and where it ends
        for item, named in _in_order(place, analysis, names, text):
            while inside + 1 < len(ends) and item.start >= ends[inside]:
                inside += 1
            passage = Passage(
                report, place.start + item.start, place.start + item.end, text[place.start + item.start : place.start + item.end]
            )
            at = (sentence + inside, paragraph)
            if named is not None:
                if _ASIDE.search(text[max(0, passage.start - 12) : passage.start]):
                    continue  # "like Moll, he refused": he is someone else
                if item.quoted:
                    reading.seen.setdefault(named.id, _Seen(named, at[0] - 2, paragraph, False, passage.start))
                else:
                    reading.note(named, *at, item.subject, passage.start)
                    if before is not None and _JOINED.fullmatch(text[before[1] : passage.start]) and before[0] in reading.seen:
                        reading.level(named.id, before[0])
                    before = (named.id, passage.end)
                continue
            if item.quoted:
                continue
            if item.form == "nominal":
                guess = _described(passage, item, reading, at, dossier)
            else:
                described = re.search(r"(\w)(?:,[^,.;]{0,40})?,?\s+whom\s+$", text[max(0, passage.start - 90) : passage.start])
                apart = passage.start - (len(described[0]) - 1) if described else None
                guess = _pronoun(passage, item, reading, at, names.within(report, apart - 1, apart) if apart else [])
            if guess is None:
                continue
            yield guess
            if guess.entity is not None and guess.confidence >= 0.5:
                reading.note(guess.entity, *at, item.subject, passage.start)
        sentence += max(1, len(analysis.sentences))


def _in_order(place: Placed, analysis: Analysis, names: Directory, text: str) -> list[tuple[Referent, Entity | None]]:
    """A paragraph's referents in text order, names with their entity. Names that only the story knows (the tagger passed them over) come as
    referents too, as subjects where they open a sentence or stand right before a small-written word that may be their verb.
    """
    found: list[tuple[Referent, Entity | None]] = []
    words = {(item.start, item.end): item for item in analysis.referents}
    others = {item.start for item in analysis.referents if item.form != "name"}
    starts = {one.start for one in analysis.sentences}
    marks = marked(fold(text[place.start : place.block.end]))
    for start, end, entity in names.within(place.report, place.start, place.block.end):
        low, high = start - place.start, end - place.start
        if low in others or low < 0:
            continue
        item = words.get((low, high))
        if item is None:
            behind = re.match(r"\s+[a-z]", text[end : end + 3])
            opens = low in starts or text[max(0, start - 2) : start].strip()[-1:] in (",", '"', "”")
            quoted = any(mark.start <= low < mark.end for mark in marks)
            item = Referent(low, high, "name", "", opens and behind is not None, low, low, quoted)
        found.append((item, entity))
    found += [(item, None) for item in analysis.referents if item.form != "name"]
    return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))


def _pronoun(
    passage: Passage, item: Referent, reading: _Report, at: tuple[int, int], others: Sequence[tuple[int, int, Entity]]
) -> Guess | None:
    """A pronoun's guess; `others` are people it cannot mean ("Moll, whom he called ...")."""
    word = passage.text.lower()
    if word in _HE or word in _SHE:
        return _person_meant(passage, item, reading, at, "male" if word in _HE else "female", {entity.id for _, _, entity in others})
    if word in ("it", "they") and item.subject:
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
    passage: Passage, item: Referent, reading: _Report, at: tuple[int, int], gender: persons.Gender, others: set[str]
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
    if margin < 0.25:
        listed = " or ".join(entity.name for entity in names[:4])
        return Guess(passage, None, names, 0.3, f"“{passage.text}” could mean {listed}: both stand as near.")
    why = f"“{passage.text}” is taken as {best.entity.name}, the last {'subject' if best.subject else 'person'} named before it that fits."
    return Guess(passage, best.entity, names, confidence, why)


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
    confidence = (0.72 if alone else 0.5) - (0.1 if passage.text.lower() == "they" and best.entity.kind == "place" else 0.0)
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
    last = text.split()[-1].lower()
    people_inside = [
        seen
        for seen in reading.seen.values()
        if seen.entity.kind == "person" and f"{seen.entity.name.split()[-1]}'" in text.replace("’", "'")
    ]
    if people_inside:
        return None  # "Lavrov's deputy" is someone else
    if _BY_AGE.fullmatch(text):
        return _by_age(passage, reading, at)
    country = gazetteer.country_within(text)
    head = text.split(" of ")[0].split()[-1].lower()
    word = persons.description_in(text.split(" of ")[0])
    if word is not None and word.split()[-1] == head:
        return _office_meant(passage, word, text, country, item, reading, at, dossier)
    if head in BODY_WORDS or last in BODY_WORDS:
        return _body_described(passage, text, head, country, reading, at, dossier)
    return None


def _office_meant(
    passage: Passage, word: str, text: str, country: str | None, item: Referent, reading: _Report, at: tuple[int, int], dossier: Dossier
) -> Guess | None:
    keys = persons.offices_meant_by(word)
    gender = persons.gender_in(text)

    def fits(entity: Entity) -> bool:
        office = persons.office_in(entity.role) if entity.role else None
        return (
            entity.kind == "person"
            and office is not None
            and office.key in keys
            and (country is None or entity.country == country)
            and (gender is None or entity.gender in (None, gender))
        )

    near = [seen for seen in reading.seen.values() if fits(seen.entity) and at[1] - seen.paragraph <= 6]
    near.sort(key=lambda seen: (-_score(seen, item, at), -seen.position))
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
        return _named_elsewhere(passage, word, text, across)
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


def _named_elsewhere(passage: Passage, word: str, text: str, across: Sequence[Entity]) -> Guess | None:
    """A bare title ("the mayor") whose holder is named only later, or only in another report of the story."""
    office = persons.office_in(word)
    if len(across) != 1 or office is None or office.key not in _ONE_OF_A_KIND or word in ("minister", "secretary", "premier of"):
        return None
    (entity,) = across
    if any(mention.report == passage.report for mention in entity.mentions):
        return Guess(passage, entity, (entity,), 0.75, f"“{text}” is taken as {entity.name}, the only {word} whom this report names.")
    return Guess(passage, entity, (entity,), 0.6, f"“{text}” is taken as {entity.name}, the only {word} whom another report names.")


_BY_AGE = re.compile(r"[Tt]he (?:\d{1,3}-year-old|(?:grand)?(?:mother|father)[ -]of[ -]\w+)")


def _by_age(passage: Passage, reading: _Report, at: tuple[int, int]) -> Guess | None:
    """ "The 58-year-old", "the mother of three": the only person named in the nearest paragraph that names one."""
    near = [seen for seen in reading.seen.values() if seen.entity.kind == "person" and at[1] - seen.paragraph <= 1]
    gender = persons.gender_in(passage.text.replace("-", " ").replace("grand", ""))
    last = max((seen.paragraph for seen in near), default=0)
    near = [seen for seen in near if seen.paragraph == last and (gender is None or seen.entity.gender in (None, gender))]
    if len(near) != 1:
        return None
    best = near[0].entity
    return Guess(passage, best, (best,), 0.75, f"“{passage.text}” is taken as {best.name}, the only person named just before.")


def _body_described(
    passage: Passage, text: str, head: str, country: str | None, reading: _Report, at: tuple[int, int], dossier: Dossier
) -> Guess | None:
    near: Sequence[_Seen] = [
        seen
        for seen in reading.seen.values()
        if seen.entity.kind == "organisation"
        and _goes_by(seen.entity, head)
        and (country is None or seen.entity.country in (None, country))
    ]
    near = sorted(near, key=lambda seen: -seen.position)
    if not near:
        across = [
            one for one in dossier.entities if one.kind == "organisation" and country and one.country == country and _goes_by(one, head)
        ]
        same = [one for one in across if bodies.ministry(one.name) == bodies.ministry(text)] if bodies.ministry(text) else across
        if len(same) == 1:
            return Guess(passage, same[0], tuple(same), 0.8, f"“{text}” is {same[0].name}, the only such body of that country named.")
        return None
    best = near[0].entity
    alone = len(near) == 1 or at[1] - near[0].paragraph <= 1 < at[1] - near[1].paragraph
    names = tuple(seen.entity for seen in near)
    if not alone:
        return Guess(passage, None, names, 0.35, f"“{passage.text}” could mean {' or '.join(entity.name for entity in names[:4])}.")
    return Guess(passage, best, names, 0.75, f"“{passage.text}” is taken as {best.name}, the last such body named before it.")


def _goes_by(entity: Entity, head: str) -> bool:
    """Can a body be called by this noun: it is in one of its names, or it is known as such."""
    names = (entity.name, *entity.aliases)
    if any(head in name.lower().split() for name in names):
        return True
    return any(known in _KNOWN_AS.get(head, ()) for name in names if (known := known_body(name)))
