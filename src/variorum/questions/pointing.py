"""What a line points at that is not printed with it: the names that its report told before, put in as editors do, and what stays open.

"He", a surname alone, "the Service" are told by what stands before them in their report. Where that is sure it is printed in square
brackets in their place: "[Jan Kos] said", "the [Harbour Service]". The passages of a line stay as they are; where the name is told is
kept beside them. Of 59 names put into lines of 58 unread stories of real news a stranger called 55 right, three arguable
and one wrong, these four for what stood before or behind the name, which is not put in since. Nouns by the fuller words before them ("the
ship", "the merchant ship") were right in 77 of 99, and are not put in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from variorum.language import pack, stories
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.questions.alone import NO_WORDS, OBJECT, SUBJECT, Pieces, holds
from variorum.questions.named import Names
from variorum.questions.tellings import NOUNS, Span, Telling
from variorum.text.kept import kept
from variorum.text.normal import fold

NEAR: Final = 3  # sentences before "he" in which whom it means is looked for
CLAUSES: Final = ("acl", "acl:relcl")
PERSON: Final = "person"
OPEN: Final = ("somebody", "something", "pointing")  # the kinds by which a line points at what is not printed


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


@kept
def pointed(names: Names, telling: Telling, place: Passage, pieces: Pieces, speaker: str | None = None) -> Pointed:
    """What is put into a line as one report has it, and what of it stays open; `speaker`: the entity that is printed before it."""
    return _Line(names, telling, place, pieces, speaker).pointed()


def of_all(
    names: Names, telling: Telling, pieces: Pieces, behind: Sequence[tuple[Telling, Span]], speaker: str | None = None
) -> Pointed | None:
    """What is put into a line that others tell too; None where two reports mean two by the same words."""
    first, *rest = [pointed(names, telling, place, pieces, speaker) for place in telling.places]
    theirs = [(other, pointed(names, other, place, (span,), speaker)) for other, span in behind for place in other.places]
    for put in first.puts:
        written = telling.words(put.span).lower()
        for other, found in (*((telling, one) for one in rest), *theirs):
            for facing in found.puts:
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

    def entity(self, number: int) -> Entity | None:
        """Whom or what the word begins to name, or is taken to mean."""
        return self.names.meant.get((self.place.report, self.place.start + self.telling.sentence.words[number].start))

    def means(self, number: int, concept: str) -> bool:
        return concept in pack.concepts(self.telling.lemma(number), self.telling.language)

    def article(self, number: int) -> bool:
        """Is a word the article of what is known, which points at nothing by itself?"""
        concepts = pack.concepts(self.telling.lemma(number), self.telling.language)
        return "definite" in concepts and not {"pointing", "one of several"} & concepts

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
            return self._described(number, told)
        return None

    # names

    def _named(self, number: int) -> Span | None:
        """The name of a person in which a word stands first."""
        start = self.telling.sentence.words[number].start
        return next((one[:2] for one in self.telling.sentence.names if one.kind == "PERSON" and one.start == start), None)

    def _surname(self, number: int, told: set[str]) -> Put | None:
        """A person by surname alone whom no headline names, where the line has not named them yet."""
        span, words = self._named(number), self.telling.sentence.words
        if span is None or words[number].end < span[1] or not holds(self.pieces, span):
            return None
        titled = number > 0 and words[number - 1].kind in ("PROPN", "NOUN") and words[number - 1].head == number
        if self.stem(number) in self.names.titles or titled or words[number].label == "compound":
            return None
        entity = self.entity(number)
        if entity is None or entity.kind != PERSON or entity.id in told:
            return None
        known = self.names.introduced(self.place.report, entity)
        if known is None or self.telling.words(span) not in known.text.split()[1:] or self.telling.text[span[1] :][:1] == "-":
            return None
        return Put(span, f"[{shown(known)}]", frozenset({entity.id}), known)

    def _body(self, number: int) -> Put | None:
        """A body by its last word alone, "the Service", where one body that ends so is named before in the report."""
        telling, words = self.telling, self.telling.sentence.words
        below = [at for at in telling.below(number) if words[at].label != "case"]
        alone = len(below) == 1 and below[0] in self.inside and self.article(below[0]) and words[number].label != "compound"
        if not alone or self.stem(number) in self.names.titles:
            return None
        last, found = telling.words(words[number][:2]), dict[str, Passage]()
        for one, place in self.names.before(self.place.report, self.place.start):
            told = one.sentence.words
            for at, word in enumerate(told):
                first = at
                while first and word.kind == "PROPN" and one.words(word[:2]) == last and told[first - 1].kind == "PROPN":
                    first -= 1
                if first < at:
                    passage = one.passage(place, (told[first].start, word.end))
                    found.setdefault(fold(" ".join(passage.text.split())), passage)
        if len(found) != 1:
            return None
        ((name, passage),) = found.items()
        return Put(words[number][:2], f"[{name}]", frozenset({name}), passage)

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
            return None if self._nouns_before(number, language.means_many(written)) else "something"
        if self._persons_besides(number):
            return None
        near = self._near(gender, told)
        entity = near if entity is None or near is entity else None
        known = entity and (self.names.introduced(self.place.report, entity) or self._by_name(entity))
        if not entity or not known or entity.kind != PERSON:
            return "somebody"
        name = shown(known)
        owner = "" if word.label != "nmod:poss" else "'" if name.endswith("s") else "'s"
        return Put((word.start, word.end), f"[{name}{owner}]", frozenset({entity.id}), known)

    def _by_name(self, entity: Entity) -> Passage | None:
        """A person whom no report names in full, and a headline by what they are called."""
        own = next((one for one in entity.mentions if one.report == self.place.report and one.text in (entity.name, *entity.aliases)), None)
        return own if self._titled(entity) else None

    def _titled(self, entity: Entity) -> bool:
        """Does a headline name a person?"""
        return pack.stem(entity.name.split()[-1].lower(), self.telling.language) in self.names.titles

    def _near(self, gender: str, told: set[str]) -> Entity | None:
        """The one person of this gender who is named or meant shortly before, and does not speak here."""
        found = {}
        for telling, place in self.names.before(self.place.report, self.place.start)[-NEAR:]:
            for word in telling.sentence.words:
                one = self.names.meant.get((place.report, place.start + word.start))
                if one is not None and one.kind == PERSON and one.id not in told and one.gender in (None, gender):
                    found[one.id] = one
        (one, *others) = found.values() or (None,)
        return one if one is not None and not others and one.gender == gender else None

    def _persons_besides(self, number: int) -> bool:
        """May somebody whom the line names be meant, or by a pronoun before it? Of "in his statement" who is named after it too."""
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
        return any(not many or words[at].number in ("", "many") or words[at].kind == "PROPN" for at in before)

    def _doers(self, number: int) -> frozenset[int]:
        """The words that do what is done to a pronoun, which so means something else."""
        words = self.telling.sentence.words
        if not words[number].label.startswith((*OBJECT, "obl")):
            return frozenset()
        at, found = words[number].head, set[int]()
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
            clear = told or self.stem(word.head) in self.names.titles
            return None if clear or any(words[below].label in CLAUSES for below in self.telling.below(word.head)) else "pointing"
        clause = self.telling.clause_at(word[:2])
        relative = clause is not None and clause.kind == "relative"
        takes_part = word.label.startswith((*SUBJECT, *OBJECT, "obl", "nmod")) and not self.telling.below(number)
        return "pointing" if takes_part and not relative else None

    def _described(self, number: int, told: set[str]) -> Put | None:
        """ "The mayor", "the ministry": by name, where the line and the headlines have it not."""
        words = self.telling.sentence.words
        the = next((at for at in self.telling.below(number) if self.article(at) and at in self.inside), None)
        entity = self.entity(the) if the is not None else None
        if the is None or entity is None or entity.kind not in (PERSON, "organisation") or entity.id in told:
            return None
        span = words[the].start, words[number].end
        later = (self.entity(at) for at in self.inside if words[at].start >= span[1])
        named = any(pack.stem(part.lower(), self.telling.language) in self.names.titles for part in entity.name.split())
        known = self.names.introduced(self.place.report, entity)
        if named or known is None or any(one is not None and one.id == entity.id for one in later):
            return None
        return Put(span, f"{self.telling.words(span)} [{shown(known)}]", frozenset({entity.id}), known)

    def stem(self, number: int) -> str:
        return pack.stem(self.telling.lemma(number), self.telling.language)


def shown(name: Passage) -> str:
    return fold(" ".join(name.text.split()))


def put_in(telling: Telling, span: Span, puts: Sequence[Put]) -> str:
    """Some words of a sentence with what is put in."""
    made, at = "", span[0]
    for put in sorted(puts):
        if at <= put.span[0] and put.span[1] <= span[1]:
            made += telling.words((at, put.span[0])) + put.words
            at = put.span[1]
    return made + telling.words((at, span[1]))
