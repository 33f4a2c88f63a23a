"""What a line points at that is not printed with it: the names that its report told before, put in as editors do, and what stays open.

"He", a surname alone, "the unit" are told by what stands before them in their report. Where that is sure it is printed in square brackets
in their place: "[Mayor Jan Kos] said", "the [bomb disposal] unit". The passages of a line stay as they are; where its report tells the name
is kept beside it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from variorum.language import pack, stories
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.questions.alone import MARKS, NO_WORDS, OBJECT, SUBJECT, Pieces, holds
from variorum.questions.tellings import NOUNS, Span, Telling, Tellings
from variorum.text.kept import kept
from variorum.text.normal import fold
from variorum.text.shingle import words as words_of

NEAR: Final = 3  # sentences before a quoted "he" in which whom it means is looked for
LONGEST: Final = 9  # words of what is put in
# How words stand under a noun that tell which one it is; a noun that has none of these under it and a "the" points.
TELLING: Final = frozenset({"compound", "nmod", "nmod:poss", "acl", "acl:relcl", "appos", "nummod"})
BEFORE: Final = frozenset({"compound", "amod", "nummod", "nmod:poss"})
PERSONS: Final = "person"
OPEN: Final = ("he", "it", "this", "surname", "the")  # the kinds by which a line points at what is not printed


class Put(NamedTuple):
    """What is printed in the place of some words of a sentence, whom or what it means, and where the report tells that."""

    span: Span
    words: str
    meant: frozenset[str]  # an entity, or the words that tell which one
    told: Passage


class Pointed(NamedTuple):
    """What is put into a line, and by what kinds of word it still points at what is not printed."""

    puts: tuple[Put, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Names:
    """Who is named where in the reports of a story, and what each told before."""

    dossier: Dossier
    found: Tellings

    @cached_property
    def meant(self) -> dict[tuple[str, int], Entity]:
        """(report, start of a mention) -> who or what it means."""
        return {(mention.report, mention.start): entity for entity in self.dossier.entities for mention in entity.mentions}

    @cached_property
    def _mentions(self) -> dict[str, list[tuple[Passage, Entity]]]:
        found: dict[str, list[tuple[Passage, Entity]]] = defaultdict(list)
        for entity in self.dossier.entities:
            for mention in entity.mentions:
                found[mention.report].append((mention, entity))
        return found

    @kept
    def within(self, place: Passage) -> list[tuple[Passage, Entity]]:
        """What is named or meant in a sentence."""
        return [one for one in self._mentions[place.report] if place.start <= one[0].start < place.end]

    @cached_property
    def pronouns(self) -> dict[tuple[str, int, int], Entity]:
        """(report, start, end of a mention) -> who is meant by just these words."""
        return {(mention.report, mention.start, mention.end): entity for entity in self.dossier.entities for mention in entity.mentions}

    @cached_property
    def titles(self) -> frozenset[str]:
        """The words of all headlines, in a form that compares."""
        language = self.found.all[0].language if self.found.all else None
        said = [self.dossier.story.title, *(report.title or "" for report in self.dossier.reports)]
        return frozenset(pack.stem(word.lower(), language) for one in said for _, word in words_of(one))

    @cached_property
    def _before(self) -> dict[str, tuple[list[int], list[tuple[Telling, Passage]]]]:
        """Report -> where its sentences begin, in order, and these."""
        rows: dict[str, list[tuple[int, Telling, Passage]]] = defaultdict(list)
        for telling in self.found.all:
            for place in telling.places:
                rows[place.report].append((place.start, telling, place))
        ordered = {report: sorted(row, key=lambda one: one[0]) for report, row in rows.items()}
        return {report: ([one[0] for one in row], [(one[1], one[2]) for one in row]) for report, row in ordered.items()}

    def before(self, report: str, start: int) -> Sequence[tuple[Telling, Passage]]:
        """The sentences of a report that begin before a place, in order."""
        starts, rows = self._before.get(report, ([], []))
        return rows[: bisect_left(starts, start)]

    @cached_property
    def _roles(self) -> dict[tuple[str, int], int]:
        """(report, start of a name) -> where the words begin that tell right before it what somebody is."""
        found = {}
        for place, analysis in self.dossier.readings():
            for one in analysis.referents:
                if one.form == "name" and one.role_start < one.role_end <= one.start:
                    found[place.report, place.start + one.start] = place.start + one.role_start
        return found

    @kept
    def introduced(self, report: str, entity: Entity) -> tuple[str, str, Passage] | None:
        """A person or body as its report names it in full: the name, with what it is where that stands right before it, and where."""
        text = self.dossier.by_id[report].text
        full = [one for one in entity.mentions if " ".join(one.text.split()) in (entity.name, *entity.aliases) and len(one.text.split()) > 1]
        own = next((one for one in full if one.report == report), None) or next(iter(full), None)
        if own is None:
            return None
        text = self.dossier.by_id[own.report].text
        role = self._roles.get((own.report, own.start), own.start)
        told = text[role : own.end]
        if {"\n", ","} & set(told) or len(told.split()) > LONGEST or not text[role : own.start].endswith(" ") or self._of_several(own, role):
            role, told = own.start, own.text
        name = " ".join(own.text.split())
        return name, " ".join(fold(told).split()), Passage(own.report, role, own.end, text[role : own.end])

    def _of_several(self, name: Passage, role: int) -> bool:
        """Is what stands before a name told of several: "the candidates Ada Moll and Jan Kos"?"""
        near = self.before(name.report, name.start + 1)[-1:]
        words = (word for telling, place in near for word in telling.sentence.words if role <= place.start + word.start < name.start)
        return any(word.kind == "NOUN" and word.number == "many" and word.label != "nmod:poss" for word in words)

    @kept
    def pointed(self, telling: Telling, place: Passage, pieces: Pieces, speaker: str | None = None) -> Pointed:
        """What is put into a line as one report has it, and what of it stays open; `speaker`: the entity that is printed before it."""
        return _Line(self, telling, place, pieces, speaker).pointed()

    def of_all(self, telling: Telling, pieces: Pieces, behind: Sequence[tuple[Telling, Span]], speaker: str | None) -> Pointed | None:
        """What is put into a line that others tell too; None where two reports mean two by the same words."""
        first, *rest = [self.pointed(telling, place, pieces, speaker) for place in telling.places]
        theirs = [(other, self.pointed(other, place, (span,), speaker)) for other, span in behind for place in other.places]
        for put in first.puts:
            written = telling.words(put.span).lower()
            for other, pointed in (*((telling, one) for one in rest), *theirs):
                for facing in pointed.puts:
                    nested = put.meant <= facing.meant or facing.meant <= put.meant
                    if other.words(facing.span).lower() == written and not nested:
                        return None
        return first


@dataclass(frozen=True, eq=False)
class _Line:
    names: Names
    telling: Telling
    place: Passage
    pieces: Pieces
    speaker: str | None

    def pointed(self) -> Pointed:
        """Word by word, as a reader meets them."""
        puts: list[Put] = []
        still: list[str] = []
        told = {self.speaker} if self.speaker else set()
        for number in self.inside:
            found = self._looked_at(number, told)
            if isinstance(found, Put):
                puts.append(found)
            elif found is not None:
                still.append(found)
            entity = self.entity(number)
            if isinstance(found, Put):
                told |= found.meant
            elif entity is not None and found is None:
                told.add(entity.id)
        return Pointed(tuple(puts), tuple(still))

    @cached_property
    def inside(self) -> list[int]:
        words = self.telling.sentence.words
        return [number for number, word in enumerate(words) if word.kind not in NO_WORDS and holds(self.pieces, word[:2])]

    @cached_property
    def quoted(self) -> list[int]:
        words = self.telling.sentence.words
        return [word.start for word in words if self.telling.text[word.start : word.end] in MARKS]

    def entity(self, number: int) -> Entity | None:
        """Whom or what the word begins to name, or is taken to mean."""
        return self.names.meant.get((self.place.report, self.place.start + self.telling.sentence.words[number].start))

    def means(self, number: int, concept: str) -> bool:
        return concept in pack.concepts(self.telling.lemma(number), self.telling.language)

    def _looked_at(self, number: int, told: set[str]) -> Put | str | None:
        """What is put in a word's place, or the kind by which it points at what is not printed; None where it points at nothing."""
        word = self.telling.sentence.words[number]
        if word.kind in ("PRON", "DET") and not word.label.startswith("expl") and self.means(number, "third person"):
            return self._pronoun(number, told)
        if word.kind in ("PRON", "DET") and (self.means(number, "pointing near") or self.means(number, "pointing far")):
            return self._this(number)
        if word.kind == "PROPN":
            return self._surname(number, told) or self._body(number)
        if word.kind == "NOUN" and not self.telling.in_time(word.start):
            return self._definite(number, told)
        return None

    # names

    def _named(self, number: int) -> Span | None:
        """The name of a person in which a word stands first."""
        start = self.telling.sentence.words[number].start
        return next((one[:2] for one in self.telling.sentence.names if one.kind == "PERSON" and one.start == start), None)

    def _surname(self, number: int, told: set[str]) -> Put | str | None:
        """A person by surname alone whom no headline names, where the line has not named them yet."""
        span, words = self._named(number), self.telling.sentence.words
        if span is None or words[number].end < span[1] or not holds(self.pieces, span):
            return None
        titled = number > 0 and words[number - 1].kind in ("PROPN", "NOUN") and words[number - 1].head == number
        if self.stem(number) in self.names.titles or titled or words[number].label == "compound":
            return None
        entity = self.entity(number)
        if entity is None or entity.kind != PERSONS:
            return "surname"
        if entity.id in told:
            return None
        known = self.names.introduced(self.place.report, entity)
        if known is None or self.telling.words(span) not in known[0].split()[1:]:
            return "surname"
        return Put(span, f"[{known[1]}]", frozenset({entity.id}), known[2])

    def _body(self, number: int) -> Put | None:
        """A body by its last word alone, "the Service", where one body that ends so is named before in the report."""
        telling, words = self.telling, self.telling.sentence.words
        below = [at for at in telling.below(number) if words[at].label != "case"]
        alone = len(below) == 1 and below[0] in self.inside and telling.lemma(below[0]) == "the" and words[number].label != "compound"
        if not alone or self.stem(number) in self.names.titles:
            return None
        word, before = telling.words(words[number][:2]), self.names.before(self.place.report, self.place.start)
        told = {
            entity.id: mention
            for _, place in before
            for mention, entity in self.names.within(place)
            if entity.kind == "organisation" and len(mention.text.split()) > 1 and mention.text.split()[-1] == word
        }
        own = self.entity(number) or self.entity(below[0])
        if len(told) != 1 or (own is not None and own.id not in told):
            return None
        ((key, mention),) = told.items()
        return Put(words[number][:2], f"[{' '.join(mention.text.split())}]", frozenset({key}), mention)

    # pronouns

    def _pronoun(self, number: int, told: set[str]) -> Put | str | None:
        word = self.telling.sentence.words[number]
        written = self.telling.text[word.start : word.end].lower()
        language = stories.of(self.telling.language).describing
        gender = language.gender_of_pronoun(written)
        entity = self.names.pronouns.get((self.place.report, self.place.start + word.start, self.place.start + word.end))
        if entity is not None and entity.id in told:
            return None
        if gender is None:
            return None if self._nouns_before(number, written in ("they", "them", "their", "themselves")) else "it"
        if self._persons_besides(number):
            return None
        near = self._near(gender, told)
        entity = near if entity is None or near is entity else None
        known = entity and (self.names.introduced(self.place.report, entity) or self._by_name(entity))
        if not entity or not known or entity.kind != PERSONS:
            return "he"
        name, full, passage = known
        shown = name if self._titled(entity) else full
        owner = word.label == "nmod:poss"
        return Put((word.start, word.end), f"[{shown}{_OWNER[shown.endswith('s')] if owner else ''}]", frozenset({entity.id}), passage)

    def _by_name(self, entity: Entity) -> tuple[str, str, Passage] | None:
        """A person whom no report names in full, and a headline by what they are called."""
        own = next((one for one in entity.mentions if one.report == self.place.report and one.text in (entity.name, *entity.aliases)), None)
        return (own.text, own.text, own) if own is not None and self._titled(entity) else None

    def _titled(self, entity: Entity) -> bool:
        """Does a headline name a person?"""
        return pack.stem(entity.name.split()[-1].lower(), self.telling.language) in self.names.titles

    def _near(self, gender: str, told: set[str]) -> Entity | None:
        """The one person of this gender who is named or meant shortly before, and does not speak here."""
        found = {}
        for telling, place in self.names.before(self.place.report, self.place.start)[-NEAR:]:
            for word in telling.sentence.words:
                one = self.names.meant.get((place.report, place.start + word.start))
                if one is not None and one.kind == PERSONS and one.id not in told and one.gender in (None, gender):
                    found[one.id] = one
        (one, *others) = found.values() or (None,)
        return one if one is not None and not others and one.gender == gender else None

    def _persons_besides(self, number: int) -> bool:
        """May somebody whom the line names be meant, or somebody by a pronoun before it? Of "his statement" whoever is named after it too."""
        words, doers = self.telling.sentence.words, self._doers(number)
        others = [one for one in self.telling.sentence.names if one.kind != "PERSON"]

        def may_be(at: int) -> bool:
            if words[at].kind == "PRON":
                return self.means(at, "third person") and at < number
            subject = words[at].label.startswith(SUBJECT)
            if words[at].kind == "NOUN":
                return subject and at < number
            other = any(one.start <= words[at].start < one.end for one in others)
            return words[at].kind == "PROPN" and (subject or not other)

        return any(may_be(at) for at in self.inside if at not in doers and at != number)

    def _nouns_before(self, number: int, many: bool) -> bool:
        """May something that the line has told be meant by "it" or "they"? What does something to "it" is not meant."""
        words, doer = self.telling.sentence.words, self._doers(number)
        before = [at for at in self.inside if words[at].start < words[number].start and words[at].kind in NOUNS and at not in doer]
        before = [at for at in before if not self.telling.in_time(words[at].start)]
        return any(not many or words[at].number != "one" or words[at].kind == "PROPN" for at in before) if many else bool(before)

    def _doers(self, number: int) -> frozenset[int]:
        """The words that do what is done to a pronoun, which so means something else."""
        words = self.telling.sentence.words
        if not words[number].label.startswith((*OBJECT, "obl")):
            return frozenset()
        at, found = words[number].head, set()
        for _ in words:
            subjects = [below for below in self.telling.below(at) if words[below].label.startswith(SUBJECT)]
            for below in subjects:
                found.update(one for one in self.telling.all_under(below) if words[one].kind in NOUNS)
            if subjects or words[at].label != "xcomp":
                break
            at = words[at].head
        return frozenset(found)

    # "this", "the"

    def _this(self, number: int) -> str | None:
        """ "This" and "that" which take part in a clause, or stand with a noun that the line has not told before."""
        word, words = self.telling.sentence.words[number], self.telling.sentence.words
        if self.telling.in_time(word.start):
            return None
        if word.label == "det":
            noun = words[word.head]
            told = any(words[at].lemma == noun.lemma and at < number for at in self.inside)
            return None if told or self.stem(word.head) in self.names.titles or any(words[below].label in ("acl", "acl:relcl") for below in self.telling.below(word.head)) else "this"
        clause = self.telling.clause_at(word[:2])
        relative = clause is not None and clause.kind == "relative"
        takes_part = word.label.startswith((*SUBJECT, *OBJECT, "obl", "nmod")) and not self.telling.below(number)
        return "this" if takes_part and not relative else None

    def _definite(self, number: int, told: set[str]) -> Put | str | None:
        """ "The unit": the fuller words by which the report has told before which one it is."""
        telling, words = self.telling, self.telling.sentence.words
        below = telling.below(number)
        the = next((at for at in below if words[at].label == "det" and telling.lemma(at) == "the"), None)
        if the is None or the not in self.inside or any(words[at].label in TELLING - {"nummod"} for at in below):
            return None
        if any(one.start <= words[number].start < one.end for one in telling.sentence.names):
            return None
        if any(at < number and self.stem(at) == self.stem(number) for at in self.inside):
            return None
        if number + 1 < len(words) and words[number + 1].kind in NOUNS:
            return None  # "the word peace"
        entity = self.entity(the) or self.entity(number)
        if entity is not None and entity.kind in (PERSONS, "organisation"):
            return self._described(entity, (words[the].start, words[number].end), told)
        language, lemma = stories.of(telling.language), telling.lemma(number)
        if self.stem(number) in self.names.titles or language.persons.office_in(lemma) or language.bodies.is_body(lemma):
            return None  # of two presidents the vice president is not "the president"
        earlier = list(self._earlier(number))
        if not earlier:
            return None
        return "the" if earlier[0][0] else None

    def _described(self, entity: Entity, span: Span, told: set[str]) -> Put | None:
        """ "The mayor", "the ministry": by name, where no headline has it."""
        if entity.id in told or any(self.stem_of(part) in self.names.titles for part in entity.name.split()):
            return None
        known = self.names.introduced(self.place.report, entity)
        later = (self.entity(at) for at in self.inside if self.telling.sentence.words[at].start >= span[1])
        if known is None or any(one is not None and one.id == entity.id for one in later):
            return None
        said = self.telling.words(span)
        return Put(span, f"{said} [{known[0]}]", frozenset({entity.id}), known[2])

    def _earlier(self, number: int) -> Iterator[tuple[frozenset[str], str, Passage]]:
        """Each time that the report tells of things of this name before: the nouns before it that tell which, it with these, and where."""
        here = self.telling.sentence.words[number]
        for telling, place in self.names.before(self.place.report, self.place.start):
            words = telling.sentence.words
            for at, word in enumerate(words):
                if word.lemma == here.lemma and word.kind in NOUNS and word.number == here.number:
                    front = [one for one in telling.below(at) if words[one].label == "compound" and one < at]
                    first = min([at, *(low for one in front for low in telling.all_under(one))])
                    which = [one for one in range(first, at) if words[one].kind not in NO_WORDS]
                    timed = any(telling.in_time(words[one].start) for one in which) or telling.text[words[first].start] in "-–"
                    key = frozenset() if timed else frozenset(map(telling.lemma, which))
                    span = words[first].start, word.end
                    yield key, " ".join(telling.words(span).split()), telling.passage(place, span)

    def stem(self, number: int) -> str:
        return pack.stem(self.telling.lemma(number), self.telling.language)

    def stem_of(self, word: str) -> str:
        return pack.stem(word.lower(), self.telling.language)


_OWNER: Final = {True: "'", False: "'s"}


def put_in(telling: Telling, span: Span, puts: Sequence[Put]) -> str:
    """Some words of a sentence with what is put in."""
    made, at = "", span[0]
    for put in sorted(puts):
        if at <= put.span[0] and put.span[1] <= span[1]:
            made += telling.words((at, put.span[0])) + put.words
            at = put.span[1]
    return made + telling.words((at, span[1]))
