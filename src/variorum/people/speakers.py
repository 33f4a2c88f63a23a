"""Whose words a quotation holds: the entity, or several together, that its source words mean, or else the lines around it.

Confidences are set by hand, and cautiously: of the speakers given with .9 and more, 31 of 31 are right on GUM's development articles
(`benchmarks/quality/speakers.py` prints the share right by tenths, `benchmarks/quality/voices.py` that of our own cases).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.language import stories
from variorum.model.entity import Entity, Fits, Member, Place
from variorum.model.report import Passage
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.people import coreference
from variorum.people.coreference import Guess
from variorum.people.phrases import Phrases
from variorum.people.sources import Meant, Sources
from variorum.text.marks import words_in

NAMED, CARRIED, SAME_PLACE, ANNOUNCED = 0.97, 0.75, 0.85, 0.85
RELATIVE, IMPLIED, GOES_ON, UNKNOWN = 0.9, 0.85, 0.85, 0.7
POINTED = 0.7  # "he" of somebody who was not quoted just before: 24 of 32 were right in stories read whole, of those quoted 93 of 98
BY_OFFICE = 0.9  # by the lists of office holders alone
TOGETHER, COUNTED, THEY = 0.95, 0.85, 0.7  # several by their names, by a word that counts them, by "they"
_NAME = 3  # words that a source has which is one name
_WRITINGS = 6  # quotations back in which a statement was told of that goes on
_ROWS, _NEAR = 3, 900  # quotations and letters within which a body that was quoted is "the newspaper"
_MARKS = " \n\t\"'“”‘’„«»"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words they are (`members`: one or several), or whose they could be (`candidates`)."""

    members: tuple[Member, ...]
    confidence: float
    why: str
    candidates: tuple[str, ...] = ()

    @property
    def entity(self) -> Entity | None:
        """The one who speaks, where it is one."""
        return self.members[0].entity if len(self.members) == 1 else None

    @property
    def known(self) -> bool:
        return bool(self.members)

    @property
    def name(self) -> str | None:
        return names_of(self.members) if self.members else None


def names_of(members: Sequence[Member]) -> str:
    """ "Moll, Bein and Lind"."""
    shown = [member.name for member in members]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def meant(number: int, fits: Fits, before: Sequence[Sequence[Entity]]) -> tuple[Entity, ...]:
    """The `number` entities that fit in the last sentence that names so many together; else those of the last two sentences; else nobody.

    `before` lists the entities of each sentence, the nearest first.
    """
    held: dict[str, Entity] = {}
    for sentence in before[:4]:
        here = {entity.id: entity for entity in sentence if fits(entity)}
        if len(here) == number:
            return tuple(here.values())
        held = {**here, **held}
        if len(held) == number:
            return tuple(held.values())
        if len(held) > number:
            return ()
    return ()


def one(entity: Entity, confidence: float, why: str) -> Speaker:
    return Speaker((Member(entity.name, entity),), confidence, why)


def _nameless(meant: Meant) -> Speaker:
    return one(meant.entity, meant.confidence, meant.why)


def open_speaker(why: str, candidates: Sequence[str] = ()) -> Speaker:
    return Speaker((), 0.5, why, tuple(candidates))


class Speakers:
    """Finds the speakers of one story's quotations. Made once its names are joined."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.language = stories.of(*(report.language for report in dossier.reports))
        self.words = self.language.pointing
        self.names = Phrases(dossier.entities, self.language)
        self.sources = Sources(dossier, self.language, self.names)
        self._meant: dict[tuple[str, int], Guess] = {
            (guess.passage.report, guess.passage.start): guess for guess in coreference.guesses(dossier)
        }
        self._by_id = {entity.id: entity for entity in dossier.entities}
        self._surnames: dict[str, list[Entity]] = {}
        for entity in dossier.entities:
            if entity.kind == "person" and (words := self.language.persons.parts(entity.name)):
                self._surnames.setdefault(self.language.persons.surname_of(words), []).append(entity)
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        for place, analysis in dossier.readings():
            self._sentences.setdefault(place.report, []).extend(
                (place.start + one.start, place.start + one.end) for one in analysis.sentences
            )

    def of_source(self, source: Passage, rows: list[Quotation]) -> Speaker:
        """Who a source phrase means, by name, description or pronoun; `rows` are the report's quotations so far."""
        text = " ".join(source.text.split())
        if self.words.is_first_person(text):
            return self._enclosing(source, rows)
        if self.words.is_relative(text):
            return self._before_relative(source, rows)
        if several := self._several(source, text):
            return several
        guess = self._meant.get((source.report, source.start))
        if stranger := self.sources.stranger(source, guess.entity if guess else None):
            return _nameless(stranger)
        if unknown := self.sources.unknown(source, guess.entity if guess else None):
            why = f"“{source.text}” is taken as {unknown.text}, the subject just before it."
            return Speaker((Member(unknown.text, None),), UNKNOWN, why)
        if guess is not None and guess.passage.end >= source.end - 1:
            if guess.entity is None:
                return open_speaker(guess.why, [entity.name for entity in guess.candidates])
            return self._guessed(source, guess, guess.entity, rows)
        entity = self.names.at(source)
        if entity is not None and (
            (entity.kind == "person" and not self.sources.is_written(source)) or self.sources.heads(source, entity)
        ):
            if words_in(text) == words_in(entity.name) or entity.kind != "person":
                return one(entity, NAMED, f"“{text}” names {entity.name}.")
            if entity.name.split()[-1] not in text and not entity.aliases:
                return one(entity, BY_OFFICE, entity.why)
            return one(entity, NAMED, f"“{text}” names {entity.name}, by the only one of that name in this story.")
        if guess is not None and guess.entity is not None:
            if self.language.describing.has_owner(guess.passage.text):
                return self._of_owner(source, guess, guess.entity)
            return one(guess.entity, guess.confidence * 0.9, guess.why)
        return self._without_name(source, text, rows)

    def _without_name(self, source: Passage, text: str, rows: list[Quotation]) -> Speaker:
        """Who a phrase means that no name and no pronoun stands for: whoever wrote it, a body told before, somebody nobody names."""
        if (writer := self.sources.writer(source)) is not None and (whose := self.of_source(writer, rows)).known:
            return Speaker(whose.members, min(whose.confidence, SAME_PLACE), f"“{source.text}” holds the words of {whose.name}.")
        if self.sources.is_bare_body(source) and (body := self._last_body(source, rows)) is not None:
            return one(body, GOES_ON, f"“{source.text}” is taken as {body.name}, quoted before it.")
        if self.sources.is_partisan(source):
            return self._last_person(source, rows) or self._open(source, text)
        if (name := self.sources.own_name(source)) is not None:
            return Speaker((Member(name, None),), UNKNOWN, f"“{source.text}” tells the name {name}.")
        unnamed = self.sources.by_pronoun(source) or self.sources.of(source)
        return self._whose_saying(source) or (_nameless(unnamed) if unnamed else self._open(source, text))

    def _guessed(self, source: Passage, guess: Guess, entity: Entity, rows: list[Quotation]) -> Speaker:
        """Whom a pronoun or a description is taken for."""
        if self.language.describing.gender_of_pronoun(source.text.lower()) is None:
            return one(entity, guess.confidence, guess.why)
        if rival := self._quoted_since(source, entity, rows):
            return open_speaker(f"“{source.text}” could mean {entity.name} or {rival}, quoted since.", [entity.name])
        return one(entity, min(guess.confidence, POINTED), guess.why)

    def _of_owner(self, source: Passage, guess: Guess, owner: Entity) -> Speaker:
        """ "Her agent": somebody without a name, told by whose he is."""
        whose = self.language.phrases.owned(owner.name, " ".join(source.text[len(guess.passage) :].split()))
        return Speaker((Member(whose, None),), guess.confidence * UNKNOWN, f"“{source.text}” is taken as {whose}. {guess.why}")

    def _quoted_since(self, source: Passage, entity: Entity, rows: list[Quotation]) -> str | None:
        """Who was quoted last before "he" or "she", and after the person it is taken for was named: somebody open, or no person as far as
        is known ("25-year-old Ida", whom the tagger takes for a firm). None where it was the same, or another person, who was weighed.
        """
        last = next((row for row in reversed(rows) if row.source is not None and row.within is None), None)
        if last is None or last.source is None or entity.id in last.speakers or source.start - last.source.end > _NEAR:
            return None
        other = self._by_id.get(last.speaker or "")
        if other is not None and not self._is_bare_name(other):
            return None
        gender = self.language.describing.gender_of_pronoun(source.text.lower())
        if self.language.persons.gender_in(last.source.text) not in (None, gender):
            return None  # "she", and not "her son", quoted since
        named = [
            mention.start for mention in entity.mentions
            if mention.report == source.report and mention.start < source.start
            and not self.language.describing.is_pronoun(mention.text.lower())
        ]  # fmt: skip
        since = max(named, default=0) > last.source.start
        alone = words_in(last.source.text) <= _NAME and not self.words.is_several(last.source.text) and last.source.text[:1].isupper()
        return last.source.text if not since and (alone or other is not None) else None

    def _is_bare_name(self, entity: Entity) -> bool:
        """One word that is taken for a body and that no list knows as one."""
        told = self.language.actors.resolve(entity.name)
        return entity.kind == "organisation" and " " not in entity.name and told.code is None and not told.sectors

    def _last_body(self, source: Passage, rows: list[Quotation]) -> Entity | None:
        """The body that was quoted last, not long before."""
        for row in rows[: -_ROWS - 1 : -1]:
            entity = self._by_id.get(row.speaker or "")
            if entity is not None and entity.kind == "organisation" and source.start - row.content[-1].end < _NEAR:
                return entity
        return None

    def _last_person(self, source: Passage, rows: list[Quotation]) -> Speaker | None:
        """The person who was quoted last, not long before, if nobody else was named since."""
        last = rows[-1] if rows else None
        entity = self._by_id.get(last.speaker or "") if last is not None else None
        if last is None or entity is None or entity.kind != "person" or source.start - last.content[-1].end > _NEAR:
            return None
        since = self.names.within(source.report, last.content[-1].end, source.start)
        if any(one.kind == "person" and one.id != entity.id for _, _, one in since):
            return None
        return one(entity, GOES_ON, f"“{source.text}” is taken as {entity.name}, quoted just before it.")

    def _open(self, source: Passage, text: str) -> Speaker:
        several = tuple(dict.fromkeys(found.name for _, _, found in self.names.within(source.report, source.start, source.end)))
        if len(several) > 1 and self.words.joins(text):
            return open_speaker(f"“{text}” names several, and it is open who of them speaks: {', '.join(several)}.", several)
        persons = self.language.persons
        words = persons.parts(text)
        short = words and text[:1].isupper() and len(words) <= 3
        listed = tuple(entity.name for entity in self._surnames.get(persons.surname_of(words), [])) if short else ()
        if len(listed) > 1:
            return open_speaker(f"“{text}” could be {' or '.join(listed)}.", listed)
        if (told := self.sources.as_told(source)) is not None:
            return _nameless(told)
        if not listed and self.sources.is_name(source):
            return Speaker((Member(text, None),), UNKNOWN, f"“{text}” is a name that the story does not tell of elsewhere.")
        return open_speaker(f"No one is named whom “{text}” surely means.")

    def _several(self, source: Passage, text: str) -> Speaker | None:
        """Those who speak together, by name or as "both", "the two ministers", "they"."""
        places = self.names.within(source.report, source.start, source.end)
        joint = self.language.joint
        if members := joint.joined(source.text, source.start, places):
            shown = names_of(members)
            if all(member.entity is not None for member in members):
                return Speaker(members, TOGETHER, f"“{text}” names {shown} together.")
            return Speaker(members, TOGETHER - 0.1, f"“{text}” names {shown} together; not all of them are named in this story.")
        if (asked := joint.counted(text)) is not None:
            number, kinds = asked
            before = [[entity for _, _, entity in places] for _, places in self._before(source)]
            found = next((some for fits in kinds if (some := meant(number, fits, before))), ())
            if not found:
                named = tuple(dict.fromkeys(entity.name for some in before[:2] for entity in some if kinds[0](entity)))
                return open_speaker(f"“{text}” means {number}, and the lines before do not tell which.", named)
            members = tuple(Member(entity.name, entity) for entity in found)
            return Speaker(members, COUNTED, f"“{text}” is taken as {names_of(members)}, the {number} named just before.")
        if self.words.is_several(text) and (before_it := self._before(source)):
            (start, end), near = before_it[0]
            words = self.dossier.by_id[source.report].text[start:end]
            pair = joint.named_together(words, [(low - start, high - start, entity) for low, high, entity in near])
            if pair:
                members = tuple(Member(entity.name, entity) for entity in pair)
                return Speaker(members, THEY, f"“{text}” is taken as {names_of(members)}, named together in the sentence before.")
        return None

    def _before(self, source: Passage) -> list[tuple[tuple[int, int], list[Place]]]:
        """The sentences before the one a phrase stands in, the nearest first, with what each names; quoted sentences are left out."""
        spans = self._sentences.get(source.report, [])
        text = self.dossier.by_id[source.report].text
        at = bisect_left(spans, (source.start + 1, 0)) - 1
        found = []
        for start, end in reversed(spans[max(0, at - 5) : max(0, at)]):
            if text[start : start + 1] not in "\"“”'‘„«" and source.start - end < 600:
                found.append(((start, end), [p for p in self.names.within(source.report, start, end) if p[0] >= start and p[1] <= end]))
        return found

    def _whose_saying(self, source: Passage) -> Speaker | None:
        """ "Moll's message was clear": whose message it is."""
        report = self.dossier.by_id[source.report].text
        length = self.words.owner_ends(source.text, report[source.end : source.end + 40])
        if length is None:
            return None
        end = source.start + length
        entity = self.names.at(Passage(source.report, source.start, end, report[source.start : end]))
        return one(entity, SAME_PLACE, f"The words are called {entity.name}’s own.") if entity else None

    def _before_relative(self, source: Passage, rows: list[Quotation]) -> Speaker:
        """ "Moll, who added": the one whom the relative pronoun stands for, as the parse has it, else the name right before it."""
        antecedent = self.sources.antecedent(source)
        if antecedent is not None and not self.words.is_relative(antecedent.text):
            found = self.of_source(antecedent, rows)
            if len(found.members) == 1 and self.sources.is_of_several(source) and found.entity and found.entity.kind == "person":
                return open_speaker(f"“{source.text}” stands for more than {found.name}.", [found.entity.name])
            if found.known:
                return Speaker(found.members, min(found.confidence, RELATIVE), f"“{source.text}” stands for {found.name}.")
        text = self.dossier.by_id[source.report].text
        near = self.names.within(source.report, max(0, source.start - 120), source.start)
        for _, end, entity in reversed(near):
            between = text[end : source.start]
            if re.fullmatch(r",?\s+", between) or (re.fullmatch(r",[^.;:!?\"“”]*,\s+", between) and entity.kind == "person"):
                return one(entity, RELATIVE, f"“{source.text}” stands right behind {entity.name}.")
        return open_speaker(f"No one is named right before “{source.text}”.")

    def of_doer(self, cue: Passage, rows: list[Quotation]) -> Speaker | None:
        """The one who does what a cue tells, where the words name no source."""
        phrase = self.sources.doer(cue)
        found = self.of_source(phrase, rows) if phrase is not None else None
        return Speaker(found.members, found.confidence * IMPLIED, found.why) if found is not None and found.known else None

    def _enclosing(self, source: Passage, rows: list[Quotation]) -> Speaker:
        """ "I" inside someone's words is that someone."""
        for row in reversed(rows):
            holds = any(content.start <= source.start and source.end <= content.end for content in row.content)
            if holds and row.speaker and row.manner == "direct":
                entity = Entity(row.speaker, row.story, "person", row.speaker_name or "", None, None, None, ())
                return one(entity, row.confidence, f"“{source.text}” stands in the words of {row.speaker_name}.")
        return open_speaker(f"It is open whose words “{source.text}” stands in.")

    def by_label(self, label: Passage) -> Entity | None:
        """Whom the label of a turn names: by the name at its place, or by a surname in capitals that one person bears."""
        entity = self.names.at(label)
        if entity is not None and entity.kind in ("person", "organisation"):
            return entity
        words = self.language.persons.parts(label.text.title())
        bearing = self._surnames.get(self.language.persons.surname_of(words), []) if words else []
        return bearing[0] if len(bearing) == 1 else None

    def same_text(self, source: Passage, rows: list[Quotation]) -> Speaker | None:
        """ "The statement went on": whoever was quoted last from a text that is called so."""
        writing = self.words.writing(source.text)
        if writing is None:
            return None
        for row in rows[: -_WRITINGS - 1 : -1]:
            cue = row.cue or row.content[-1]
            behind = self.dossier.by_id[source.report].text[cue.start : cue.end + 80].partition("\n")[0]
            entities = [entity for name in row.speakers if (entity := self._by_id.get(name) or self.sources.known(name))]
            if entities and self.words.names_writing(behind, writing):
                members = tuple(Member(entity.name, entity) for entity in entities)
                return Speaker(members, 0.75, f"“{source.text}” is taken as the one that {names_of(members)} was quoted from before it.")
        return None

    def inside(self, row: Quotation, rows: list[Quotation]) -> Speaker | None:
        """Words right beside a verb of saying that has a subject of its own are its subject's, whoever tells them: "he shouted, “Stop!”,
        Moll said".
        """
        phrase = self.sources.caller(row)
        if phrase is None:
            return None
        found = self.of_source(phrase, rows)
        return found if found.known else open_speaker(f"The words stand beside “{phrase.text}”, and it is open who that is.")

    def goes_on(self, source: Passage, content: Sequence[Passage], before: Speaker, rows: list[Quotation]) -> Speaker | None:
        """ "He added", "they said": goes on with whoever was quoted just before, where nobody else was told of in between, but in the very
        words (`content`) that are said.
        """
        word = source.text.lower()
        if not before.known or not rows or rows[-1].within:
            return None
        gender = self.language.describing.gender_of_pronoun(word)
        if gender is None and not self.words.is_several(word):
            return None
        if gender is None and len(before.members) < 2:
            return None
        unknown = len(before.members) == 1 and before.entity is None  # a name of nobody whom the story knows, "Moll’s son"
        if unknown and gender is not None and self.language.persons.gender_in(before.members[0].name) not in (None, gender):
            return None
        other = before.entity is None or before.entity.kind != "person" or before.entity.gender not in (None, gender)
        if other and before.entity is not None and before.entity.kind == "organisation" and rows[-1].source is not None:
            other = not self.sources.is_person(rows[-1].source)  # "a spokesman for the bank said ... He added"
        if gender is not None and not unknown and other:
            return None
        start = max(part.end for part in (*rows[-1].content, rows[-1].source, rows[-1].cue) if part is not None)
        speaking = {member.entity.id for member in before.members if member.entity}
        within = [
            place for place in self.names.within(source.report, start, source.start)
            if place[0] >= start and not any(own.start <= place[0] < own.end for own in content)
        ]  # fmt: skip
        text = self.dossier.by_id[source.report].text
        owns = self.language.phrases.owns
        others = {entity.id for _, high, entity in within if entity.kind == "person" and not owns(text[high : high + 3])}
        if start > source.start or not others <= speaking or self.sources.unknown(source, before.entity):
            return None
        if gender is None and any(entity.id not in speaking for _, _, entity in within):
            return None
        return Speaker(before.members, GOES_ON, f"“{source.text}” is taken as {before.name}, quoted just before it.")

    def announced(self, row: Quotation) -> Speaker | None:
        """Words that stand in a paragraph of their own after one that ends in a colon: the first person its last sentence is about."""
        text = self.dossier.by_id[row.report].text
        start = row.content[0].start
        lead = text[max(0, start - 400) : start].rstrip(_MARKS)
        end = start - min(start, 400) + len(lead)
        if not lead.endswith(":") or "\n" not in text[end:start]:
            return None
        low = end - len(re.split(r"\n|(?<=[.?!])\s", lead)[-1])
        for _, high, entity in self.names.within(row.report, low, end):
            if entity.kind == "person" and not self.language.phrases.owns(text[high : high + 2]):
                return one(entity, ANNOUNCED, f"The line before ends in a colon and is about {entity.name}.")
        return None

    def told_beside(self, row: Quotation) -> Speaker | None:
        """Words between sentences that tell whose they are: "That was the message from Moll" behind them, or right before them one short
        sentence that is about one person only ("Moll was blunt.").
        """
        text = self.dossier.by_id[row.report].text
        end = row.content[-1].end
        if (behind := self.words.credited_behind(text[end : end + 120])) is not None:
            low = end + behind
            stop = re.search(r"[.;,\n]", text[low:])
            high = low + (stop.start() if stop else 80)
            within = self.names.within(row.report, low, high)
            owns = self.language.phrases.owns  # a body before the name is but part of what the person is: "Port Authority head Ada Moll"
            persons = (e for start, end, e in within if e.kind == "person" and start - low < 40 and not owns(text[end : end + 2]))
            if entity := next(persons, None) or self.names.at(Passage(row.report, low, high, text[low:high])):
                return one(entity, ANNOUNCED, f"The sentence behind the words gives them to {entity.name}.")
        spans = self._sentences.get(row.report, [])
        at = bisect_left(spans, (row.content[0].start, 0)) - 1
        if at < 0 or "\n" in text[spans[at][0] : row.content[0].start].rstrip() or spans[at][1] > row.content[0].start:
            return None
        start, stop_at = spans[at]
        near = [place for place in self.names.within(row.report, start, stop_at) if place[2].kind == "person"]
        if len({place[2].id for place in near}) != 1 or stop_at - start > 120 or text[start] in _MARKS:
            return None
        low, _, entity = near[0]
        if words_in(text[start:low]) > 4 or text[near[0][1] : near[0][1] + 1] in ("'", "’"):
            return None
        return one(entity, 0.65, f"No speaker is named here; the sentence before the words is about {entity.name} alone.")

    def named_between(self, rows: list[Quotation], row: Quotation) -> list[Entity]:
        """People named between a quotation and the one before it, outside both."""
        if not rows:
            return []
        start = max(part.end for part in (*rows[-1].content, rows[-1].source, rows[-1].cue) if part is not None)
        return [entity for _, _, entity in self.names.within(row.report, start, row.content[0].start) if entity.kind == "person"]
