"""Sources that are nobody named: people without a name, groups, documents. Told apart, and carried through a report by what refers to them.

"Two officials" and "an official" of one report are two sources; "the official", "the report" and "they", said later, mean one that was told
before. Across reports a class ("analysts", "police") and a document that its words tell ("the indictment") are one; "an official" of two
reports may be two people, and so is kept apart. Confidences are set by hand.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from variorum.language.stories import Pack
from variorum.model.entity import Directory, Entity
from variorum.model.naming import Unnamed
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.sentence import Sentence
from variorum.model.statement import Quotation
from variorum.model.story import Dossier

AS_TOLD, CARRIED, SUBJECT, BY_ROLE = 0.9, 0.8, 0.7, 0.8
_NEAR = 900  # letters within which a word goes back to a source without a name
_BEFORE = 2  # sentences before its own in which a pronoun looks for a subject
_LATER = 1500  # letters within which a source is named that is first told without its name
_SMALL = frozenset({"DET", "PUNCT", "ADP", "PART"})
_OF_NAMES = frozenset({"PROPN", "DET", "ADP", "CCONJ"})
_PHRASE = 80  # letters from the beginning of a source to the word that heads it
_ALONE = frozenset({"main", "content", "adverbial"})
_MARKS = " ,.!?\"'“”‘’`"
_WRITTEN = 4  # sentences in which a letter was told of before it is cited


# What hangs on a noun and is no part of who it is: a preposition before it, a clause or an apposition behind it.
_ASIDE = frozenset({"case", "mark", "acl:relcl", "appos", "cc", "conj", "parataxis"})
_NOBODY = frozenset({"NORP", "DATE", "EVENT", "WORK_OF_ART", "LAW"})  # kinds of names that are nobody's


class Meant(NamedTuple):
    """Whom a source without a name means, how surely, and why."""

    entity: Entity
    confidence: float
    why: str


class _Described(NamedTuple):
    """A title or apposition beside a name: the nouns that head it and its words, in dictionary form."""

    heads: set[str]
    words: set[str]
    definite: bool


@dataclass(slots=True)
class _Told:
    """A source that a report told: as its words were read, and where it was last spoken of."""

    entity: Entity
    words: Unnamed
    last: int


class Sources:
    """The sources without a name of one story, found as its quotations are gone through in text order."""

    def __init__(self, dossier: Dossier, language: Pack, names: Directory) -> None:
        self.dossier = dossier
        self.language = language
        self.names = names
        self._sentences: dict[str, list[tuple[int, Sentence]]] = {}
        for place, analysis in dossier.readings():
            self._sentences.setdefault(place.report, []).extend((place.start, one) for one in analysis.sentences)
        self._told: dict[str, list[_Told]] = {}
        self._entities: dict[str, Entity] = {}
        self._mentions: dict[str, set[Passage]] = {}
        self._persons: dict[str, list[tuple[Passage, Entity]]] = {}
        self._named: dict[str, dict[str, list[Passage]]] = {}  # entity -> report -> its mentions there, as far as they were asked for
        for entity in dossier.entities:
            if entity.kind == "person":
                for mention in entity.mentions:
                    self._persons.setdefault(mention.report, []).append((mention, entity))

    def known(self, name: str) -> Entity | None:
        """A source that was told so far, by its id."""
        return self._entities.get(name)

    def entities(self) -> tuple[Entity, ...]:
        """All that were found, each with its places in the order of the story's reports."""
        order = {report: number for number, report in enumerate(self.dossier.story.reports)}
        return tuple(
            replace(entity, mentions=tuple(sorted(self._mentions[entity.id], key=lambda one: (order[one.report], one.start, one.end))))
            for entity in sorted(self._entities.values(), key=lambda entity: (entity.kind, entity.name, entity.id))
        )

    def of(self, source: Passage) -> Meant | None:
        """Who or what a phrase without a name means; None where it tells of no source."""
        words = self._read(source)
        if words is None:
            return None
        if (person := self._of_that_role(source, words)) is not None:
            return person
        before = self._before(source, words)
        if before is not None:
            why = f"“{source.text}” is taken as {before.entity.name}, told before it." if words.back else f"Told as “{source.text}”."
            return self._meant(before, source, CARRIED if words.back else AS_TOLD, why)
        if words.kind == "group" and self.language.nameless.points_at(source.text):
            return None  # at somebody who has a name, likely
        return self._meant(self._new(source, words), source, AS_TOLD, f"Told as “{source.text}”, without a name.")

    def as_told(self, source: Passage) -> Meant | None:
        """Whoever a phrase tells of which nobody else is known to be meant, by its own words: "state television"."""
        words = self._read(source, anybody=True)
        if words is None or self._named_in(source):
            return None
        told = self._before(source, words) or self._new(source, words)
        return self._meant(told, source, CARRIED, f"Told as “{source.text}”, of which no more is known.")

    def by_pronoun(self, source: Passage) -> Meant | None:
        """Whom "they" or "it" means: the subject, in its sentence or in those just before, that is people or something written."""
        word = source.text.lower()
        if not self.language.describing.means_body(word):
            return None
        many = self.language.describing.means_many(word)
        for subject in self._subjects(source):
            words = self._read(subject)
            if words is None or self._named_in(subject):
                if words is not None or not many or self._named_in(subject):
                    return None  # another subject stands between
                continue
            if words.many != many or (not many and words.kind == "group" and words.one_of_many):
                continue
            told = self._before(subject, words) or self._new(subject, words)
            return self._meant(told, source, SUBJECT, f"“{source.text}” is taken as {told.entity.name}, the subject before it.")
        return None

    def stranger(self, source: Passage, other: Entity | None) -> Meant | None:
        """The one without a name whom "he" or "she" means: spoken of just before, and since the person `other` was."""
        gender = self.language.describing.gender_of_pronoun(source.text.lower())
        near = [
            told for told in self._told.get(source.report, ())
            if told.words.one_person and 0 < source.start - told.last < _NEAR and told.words.gender in (None, gender)
        ]  # fmt: skip
        if gender is None or not near:
            return None
        best = max(near, key=lambda told: told.last)
        if not self._acts(source.report, best):
            return None
        since = [
            mention for mention in self._mentioned(other, source) if not self._is_pronoun(source.report, mention.start, mention.end)
        ]
        if since and max(mention.start for mention in since) > best.last:
            return None
        if any(
            best.last < start and one.kind == "person" and one.gender in (None, gender) and not self._is_pronoun(source.report, start, end)
            for start, end, one in self.names.within(source.report, best.last + 1, source.start)
        ):
            return None  # another person of that gender was named since
        return self._meant(best, source, SUBJECT, f"“{source.text}” is taken as {best.entity.name}, told just before it.")

    def _acts(self, report: str, told: _Told) -> bool:
        """Is a source, where it was told last, the subject of a clause that stands by itself: no "clerk who refused" of whom others ask?"""
        rows = self._sentences.get(report, [])
        at = bisect_right(rows, told.last, key=lambda row: row[0] + row[1].start) - 1
        if at < 0:
            return False
        offset, sentence = rows[at]
        heads = {head for clause in sentence.clauses if clause.kind in _ALONE for head in clause.who}
        return any(0 <= offset + sentence.words[head].start - told.last <= _PHRASE for head in heads)

    def _is_pronoun(self, report: str, start: int, end: int) -> bool:
        words = self.dossier.by_id[report].text[start:end].lower()
        return self.language.describing.is_pronoun(words) or self.language.describing.has_owner(words)

    def _mentioned(self, entity: Entity | None, source: Passage) -> list[Passage]:
        """Where an entity is mentioned in the report of a source, before it."""
        if entity is None:
            return []
        if entity.id not in self._named:
            by_report: dict[str, list[Passage]] = {}
            for mention in entity.mentions:
                by_report.setdefault(mention.report, []).append(mention)
            self._named[entity.id] = by_report
        return [mention for mention in self._named[entity.id].get(source.report, ()) if mention.start < source.start]

    def unknown(self, source: Passage, other: Entity | None) -> Passage | None:
        """The subject just before "he" or "she" that is a name of nobody whom the story knows, told since `other` was."""
        if self.language.describing.gender_of_pronoun(source.text.lower()) is None:
            return None
        known = [mention.start for mention in self._mentioned(other, source)]
        for subject in self._subjects(source):
            if known and subject.start < max(known):
                return None
            if self.names.within(subject.report, subject.start, subject.end):
                return None
            found = self._sentence(subject)
            if found is not None and self._is_name(subject, *found):
                return subject
        return None

    @staticmethod
    def _is_name(phrase: Passage, offset: int, sentence: Sentence) -> bool:
        words = [word for word in sentence.words if phrase.start <= offset + word.start < phrase.end]
        kinds = {name.kind for name in sentence.names if phrase.start <= offset + name.start < phrase.end}
        return bool(words) and words[-1].kind == "PROPN" and kinds.isdisjoint(_NOBODY) and len(words) <= 4

    def own_name(self, source: Passage) -> str | None:
        """The name that a phrase tells of one whom it does not call by it: "a clerk, who gave only her first name, Ada"."""
        found = self._sentence(source)
        if found is None:
            return None
        offset, sentence = found
        inside = [
            word for word in sentence.words
            if source.start <= offset + word.start and offset + word.end <= source.end and word.kind != "PUNCT"
        ]  # fmt: skip
        for word, behind in pairwise(inside):
            if self.language.nameless.is_name(word.lemma) and behind.kind == "PROPN":
                return self.dossier.by_id[source.report].text[offset + behind.start : offset + behind.end]
        return None

    def is_name(self, source: Passage) -> bool:
        """Is a phrase nothing but a name: "RT.example", "the Harbour Observatory"?"""
        found = self._sentence(source)
        if found is None:
            return False
        offset, sentence = found
        kinds = {word.kind for word in sentence.words if source.start <= offset + word.start and offset + word.end <= source.end}
        return "PROPN" in kinds and kinds <= _OF_NAMES

    def is_bare_body(self, source: Passage) -> bool:
        """Does a phrase mean a firm or the like told before, of which it tells no more: "the newspaper"?"""
        words = self._read(source)
        return words is not None and words.back and not (words.many or words.telling) and self.language.nameless.is_firm(words.head)

    def is_partisan(self, source: Passage) -> bool:
        """Does a phrase mean one person who was named: "the Norland democrat"?"""
        words = self._read(source)
        return words is not None and words.back and words.one_person and self.language.nameless.is_partisan(words.head)

    def is_written(self, source: Passage) -> bool:
        """Is a phrase headed by something written: "the letter to Moll"?"""
        words = self._read(source)
        return words is not None and words.kind == "document"

    def is_person(self, source: Passage) -> bool:
        """Is a phrase headed by a noun for one person: "a spokesman for the bank"?"""
        words = self._read(source)
        return words is not None and words.one_person

    def heads(self, source: Passage, entity: Entity) -> bool:
        """Is a phrase headed by a name of the entity: not so "the Florida senator"? True where the parse does not tell."""
        found = self._sentence(source)
        if found is None:
            return True
        offset, sentence = found
        inside = [at for at, word in enumerate(sentence.words) if source.start <= offset + word.start and offset + word.end <= source.end]
        tops = [at for at in inside if sentence.words[at].head not in inside or sentence.words[at].head == at]
        words = [sentence.words[at] for at in tops if sentence.words[at].kind in ("NOUN", "PROPN")]
        named = [place for place in self.names.within(source.report, source.start, source.end) if place[2].id == entity.id]
        return not words or any(low <= offset + word.start < high for word in words for low, high, _ in named)

    def _read(self, source: Passage, anybody: bool = False) -> Unnamed | None:
        found = self._sentence(source)
        if found is None:
            return None
        offset, sentence = found
        inside = [
            at for at, word in enumerate(sentence.words) if source.start <= offset + word.start and offset + word.end <= source.end
        ]  # fmt: skip
        return self.language.nameless.unnamed(source.text, sentence, inside, anybody) if inside else None

    def _sentence(self, source: Passage) -> tuple[int, Sentence] | None:
        rows = self._sentences.get(source.report, [])
        at = bisect_right(rows, source.start, key=lambda row: row[0] + row[1].start) - 1
        return rows[at] if at >= 0 and source.start < rows[at][0] + rows[at][1].end else None

    def _before(self, source: Passage, words: Unnamed) -> _Told | None:
        """The source of the report that a phrase means: the same words again, or what "the official" goes back to."""
        told = [one for one in self._told.get(source.report, ()) if self.language.nameless.may_be(words, one.words)]
        if words.back:
            return max(told, key=lambda one: one.last, default=None)
        if words.one_of_many:
            return None
        return next((one for one in told if one.words.telling == words.telling and one.words.head == words.head), None)

    def _new(self, source: Passage, words: Unnamed) -> _Told:
        own = [source.report, source.start] if words.one_of_many else []
        name = content_id("entity", self.dossier.story.id, words.kind, words.head, sorted(words.telling), words.many, own)
        entity = self._entities.setdefault(
            name,
            Entity(
                name, self.dossier.story.id, words.kind, words.name, None, None, None, (source,),
                gender=words.gender, why=f"Told as “{' '.join(source.text.split())}”, without a name.",
            ),
        )  # fmt: skip
        told = _Told(entity, words, source.start)
        self._told.setdefault(source.report, []).append(told)
        self._mentions.setdefault(name, set()).add(source)
        return told

    def _meant(self, told: _Told, source: Passage, confidence: float, why: str) -> Meant:
        told.last = source.start
        self._mentions[told.entity.id].add(source)
        return Meant(told.entity, confidence, why)

    def _of_that_role(self, source: Passage, words: Unnamed) -> Meant | None:
        """The one person whom these words describe where they are named: "a lawyer for Moll" where the report has "Kurt Bein, a lawyer
        for Moll", or "the lawyer, Kurt Bein" later on; "the House speaker" also where another report names that speaker.
        """
        if not words.one_person:
            return None
        owners = {entity.id for _, _, entity in self.names.within(source.report, source.start, source.end)}
        described = [one for one in self._described.get(words.head, ()) if one[1].id not in owners]
        for own in (True, False) if words.back else (True,):
            found = {
                entity.id: entity for mention, entity, told in described
                if (mention.report == source.report) is own and self._is_described(words, told, mention, source)
            }  # fmt: skip
            if len(found) == 1:
                (entity,) = found.values()
                return Meant(entity, BY_ROLE, f"“{source.text}” is taken as {entity.name}, of whom this is told.")
            if found:
                return None
        return None

    @cached_property
    def _described(self) -> dict[str, list[tuple[Passage, Entity, _Described]]]:
        """What is said of the persons of the story beside their names, by its head."""
        found: dict[str, list[tuple[Passage, Entity, _Described]]] = {}
        for mention, entity in (one for some in self._persons.values() for one in some):
            for told in self._descriptions(mention):
                for head in told.heads:
                    found.setdefault(head, []).append((mention, entity, told))
        return found

    @staticmethod
    def _is_described(words: Unnamed, told: _Described, mention: Passage, source: Passage) -> bool:
        """Are the words of a source those of a description, or does the description, later and definite, say no more than they do?"""
        later = source.start < mention.start and (mention.report != source.report or mention.start - source.start < _LATER)
        tells = len(words.telling) > words.one_of_many  # "an official" is anybody, "a lawyer for Moll" is not
        return (tells and words.telling <= told.words) or (later and told.definite and told.words <= {words.head, *words.telling})

    def _descriptions(self, mention: Passage) -> Iterator[_Described]:
        """What is said of one beside the name, in a title or an apposition."""
        found = self._sentence(mention)
        if found is None:
            return
        offset, sentence = found
        inside = [at for at, word in enumerate(sentence.words) if mention.start <= offset + word.start < mention.end]
        if not inside:
            return
        top = next((at for at in inside if sentence.words[at].head not in inside), inside[-1])
        if sentence.words[top].kind == "NOUN":  # "the lawyer for Moll", taken as Kurt Bein, who is named behind it
            opens = sentence.words[inside[0] - 1].lemma if inside[0] else ""
            yield _Described({sentence.words[top].lemma}, self._telling(sentence, inside), self.language.nameless.points_back(opens))
            return
        before = [at for at in _below(sentence, top) if at < top and at not in inside and sentence.words[at].label in ("compound", "amod")]
        if before:
            lemmas = {sentence.words[at].lemma for at in before}
            yield _Described(lemmas, lemmas, False)
        beside = [at for at, word in enumerate(sentence.words) if word.head == top and word.label == "appos"]
        if sentence.words[top].label == "appos":
            beside.append(sentence.words[top].head)
        for at in beside:
            apart = _below(sentence, top) if sentence.words[top].label == "appos" else set()
            own = sorted(_below(sentence, at) - apart)
            definite = bool(own) and self.language.nameless.points_back(sentence.words[own[0]].lemma)
            yield _Described({sentence.words[at].lemma}, self._telling(sentence, own), definite)

    def _telling(self, sentence: Sentence, own: Iterable[int]) -> set[str]:
        """The words among some of a sentence that tell something, in dictionary form."""
        words = (sentence.words[at] for at in own)
        return {word.lemma for word in words if word.kind not in _SMALL and not self.language.nameless.is_address(word.lemma)}

    def writer(self, source: Passage) -> Passage | None:
        """The phrase for those whose words "the letter" holds: who wrote, sent or published one in the sentences before."""
        words = self._read(source)
        if words is None or not words.authored or not words.back:
            return None
        rows = self._sentences.get(source.report, [])
        at = bisect_right(rows, source.start, key=lambda row: row[0] + row[1].start) - 1
        for offset, sentence in reversed(rows[max(0, at - _WRITTEN) : at + 1]):
            for owner, word in enumerate(sentence.words):
                if word.label == "nmod:poss" and sentence.words[word.head].lemma == words.head and offset + word.start < source.start:
                    return self._phrase(source.report, offset, sentence, owner)
            for clause in sentence.clauses:
                objects = [*clause.whom, *(head for _, head in clause.obliques)]
                if (
                    not clause.who
                    or not self.language.nameless.writes(clause.act)
                    or offset + sentence.words[clause.verb].start >= source.start
                ):
                    continue
                if any(sentence.words[head].lemma == words.head and offset + sentence.words[head].start < source.start for head in objects):
                    return self._phrase(source.report, offset, sentence, clause.who[0])
        return None

    def is_of_several(self, relative: Passage) -> bool:
        """Does the verb of a relative clause say that "who" are several: "who have said"?"""
        found = self._sentence(relative)
        if found is None:
            return False
        offset, sentence = found
        at = next((at for at, word in enumerate(sentence.words) if offset + word.start == relative.start), None)
        if at is None:
            return False
        verb, text = sentence.words[at].head, self.dossier.by_id[relative.report].text
        forms = [word for one, word in enumerate(sentence.words) if one == verb or (word.head == verb and word.label.startswith("aux"))]
        return any(self.language.pointing.is_of_several(text[offset + word.start : offset + word.end].lower()) for word in forms)

    def antecedent(self, relative: Passage) -> Passage | None:
        """The phrase that "who" or "which" stands for; of "Moll, a clerk who left" it is the name."""
        found = self._sentence(relative)
        if found is None:
            return None
        offset, sentence = found
        at = next((at for at, word in enumerate(sentence.words) if offset + word.start == relative.start), None)
        for _ in range(4):
            if at is None:
                return None
            word = sentence.words[at]
            if word.label == "acl:relcl" and word.head < at:
                head = sentence.words[word.head]
                named = head.label == "appos" and head.head < word.head and sentence.words[head.head].kind == "PROPN"
                return self._phrase(relative.report, offset, sentence, head.head if named else word.head)
            at = word.head if word.head != at else None
        return None

    def doer(self, cue: Passage) -> Passage | None:
        """The phrase for the one who does what a cue tells, where no source was marked: "Asserting that it was safe, Moll left"."""
        found = self._sentence(cue)
        if found is None:
            return None
        offset, sentence = found
        for clause in sentence.clauses:
            if clause.kind != "nominal" and clause.who and cue.start <= offset + sentence.words[clause.verb].start < cue.end:
                return self._phrase(cue.report, offset, sentence, clause.who[0])
        return None

    def caller(self, row: Quotation) -> Passage | None:
        """The phrase for the subject of a verb of saying that stands right before quoted words, or right behind them, where their source
        stands behind that: "“Stop!”, Bein wrote, Moll told the court".
        """
        first, last = row.content[0], row.content[-1]
        if row.source is None or row.manner != "direct" or row.source.start < last.end:
            return None
        text = self.dossier.by_id[row.report].text
        for offset, sentence in filter(None, (self._sentence(first), self._sentence(row.source))):
            for clause in sentence.clauses:
                verb = sentence.words[clause.verb]
                start, end = offset + verb.start, offset + verb.end
                if clause.who and self.language.weighing.strength(verb.lemma) > 0:
                    phrase = self._phrase(row.report, offset, sentence, clause.who[0])
                    behind = last.end <= phrase.start and max(start, phrase.end) <= row.source.start
                    if end <= first.start and self.language.pointing.opens_words(text[end : first.start]):
                        return phrase
                    if behind and not text[last.end : min(start, phrase.start)].strip(_MARKS):
                        return phrase
        return None

    def _subjects(self, source: Passage) -> Iterator[Passage]:
        """The subjects of clauses before a word, the nearest sentence first, in each the first subject first."""
        rows = self._sentences.get(source.report, [])
        at = bisect_right(rows, source.start, key=lambda row: row[0] + row[1].start) - 1
        for offset, sentence in reversed(rows[max(0, at - _BEFORE) : at + 1]):
            quoted = sentence.quoted
            heads = sorted({head for clause in sentence.clauses if clause.kind != "nominal" and not clause.reported for head in clause.who})
            heads = [head for head in heads if not any(low <= sentence.words[head].start < high for low, high in quoted)]
            for head in heads:
                if offset + sentence.words[head].end <= source.start and sentence.words[head].kind in ("NOUN", "PROPN"):
                    yield self._phrase(source.report, offset, sentence, head)

    def _phrase(self, report: str, offset: int, sentence: Sentence, head: int) -> Passage:
        """A noun with the words that hang on it, as far as they stand together, up to the first comma."""
        hung = _below(sentence, head)
        for at, word in enumerate(sentence.words):
            if word.head == head and at != head and word.label in _ASIDE:
                hung -= _below(sentence, at)
        low = high = head
        while low - 1 in hung and sentence.words[low - 1].kind != "PUNCT":
            low -= 1
        while high + 1 in hung and sentence.words[high + 1].kind != "PUNCT":
            high += 1
        return self.dossier.by_id[report].passage(offset + sentence.words[low].start, offset + sentence.words[high].end)

    def _named_in(self, phrase: Passage) -> bool:
        """Is a phrase a name: does one that the story knows end it?"""
        return any(end >= phrase.end for _, end, _ in self.names.within(phrase.report, phrase.start, phrase.end))


def _below(sentence: Sentence, head: int) -> set[int]:
    """The words that hang on a word, it among them."""
    found: set[int] = {head}
    while more := {at for at, word in enumerate(sentence.words) if word.head in found and at not in found}:
        found |= more
    return found
