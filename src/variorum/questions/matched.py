"""Two sentences that run alike, laid word on word and clause on clause: where a word was changed, it was changed in one clause.

Kinds that ask whether one and the same thing is told otherwise ask it of these; sentences that do not run alike tell of too much else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import LCSseq, Prefix

from variorum.language import pack
from variorum.model import point
from variorum.model.sentence import Clause, Name, Pole
from variorum.questions.alone import HANGING
from variorum.questions.pairs import Answer, Compared, Pair, Relation
from variorum.questions.tellings import SMALL, Telling
from variorum.text.kept import kept

# Share of their words that two sentences have in one order, from which they are one with a word or two changed.
WORDS: Final = 0.7
WHOLE: Final = 0.95  # or of the shorter one, where the longer only adds
# Or in any order, and how near they must be then.
MOVED: Final = 0.65
NEAR: Final = 0.8
FAR: Final = 0.5  # cosine below which equal words make no sentence alike
NAMING: Final = frozenset({"PROPN", "NUM"})
NO_CLAUSE: Final = frozenset({"nominal", "verbless"})
FINITE: Final = frozenset({"main", "content", "relative", "adverbial"})  # clauses with a verb that tells something of someone
HELPING: Final = frozenset({"aux", "compound", "neg", "prt", "cop"})
ROOT: Final = 5  # letters of a shorter form from which a longer one that begins so is of its family
TURNED: Final = frozenset({"denied", "demanded", "offered"})  # what the verb above makes of an act
PHRASE: Final = 6  # words of a phrase that is shown whole
DEED: Final = 8  # words of a deed that is asked for
BESIDE: Final = 6  # words from a verb within which a word that turns it is shown with it
GAP: Final = 7  # words between two equal ones among which it is still plain what stands in whose place
PUT_IN: Final = 3  # words that may stand between those of an answer that is carried over
# That a reader who sees both sentences says the same. Set, not measured on stories that nobody wrote these kinds for: they fire seldom (on
# the 82 stories to tune on polarity twice, condition never), and on copies, of which the labelled stories have few.
CHANCE: Final = 0.85
ASKED: Final[dict[point.Kind, str]] = {"actor": "Who {act}?", "target": "To whom or to what was it done: “{act}”?"}
LIKELY: Final = 1.0  # points from which two clauses are one


@dataclass(frozen=True, eq=False)
class Half:
    """One of two sentences, by what is compared of it."""

    telling: Telling

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The form of each word by which it is compared."""
        language = self.telling.language
        return tuple(pack.stem(word.lemma, language) for word in self.telling.sentence.words)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(one for one in self.telling.sentence.clauses if one.kind not in NO_CLAUSE)

    @cached_property
    def poles(self) -> list[Pole]:
        """Where the sentence stands at an end of a question; words behind a negation stand at the other end."""
        words, language = self.telling.sentence.words, self.telling.language
        written = [self.telling.words(word[:2]).lower() for word in words]
        return [
            one._replace(end=one.end != self.denied(one.first)) for one in pack.poles(written, [word.lemma for word in words], language)
        ]

    @cached_property
    def negations(self) -> tuple[int, ...]:
        """The words that deny; not those of "not only", which say more and not less."""
        told = [pack.concepts(word.lemma, self.telling.language) for word in self.telling.sentence.words]
        return tuple(at for at, (own, after) in enumerate(pairwise([*told, frozenset()])) if "negation" in own and "no less" not in after)

    def denied(self, at: int) -> bool:
        """Does an odd number of negations of its clause stand before a word?"""
        clause = self.telling.clause_at(self.telling.sentence.words[at][:2])
        own = self.telling.under(clause) if clause is not None else ()
        return sum(one < at and one in own for one in self.negations) % 2 == 1

    def concepts(self, at: int) -> frozenset[str]:
        return pack.concepts(self.telling.lemma(at), self.telling.language)

    def name_at(self, at: int) -> Name | None:
        """The name that a word stands in."""
        start = self.telling.sentence.words[at].start
        return next((name for name in self.telling.sentence.names if name.start <= start < name.end), None)

    def participants(self, clause: Clause) -> tuple[int, ...]:
        """The words that head who and what takes part in a clause."""
        return (*clause.who, *clause.whom, *clause.to_whom, *clause.attributes, *(noun for _, noun in clause.obliques), *clause.where)

    def verb_group(self, clause: Clause) -> list[int]:
        """The verb with its auxiliaries and negations, and what a copula says."""
        words, telling = self.telling.sentence.words, self.telling
        top = telling.top(clause)
        helping = (at for at in telling.below(top) if words[at].label.split(":")[0] in HELPING or at in self.negations)
        return sorted({clause.verb, top, *clause.attributes, *helping})

    def verb(self, clause: Clause) -> str:
        """The verb of a clause with its helpers, as it is written."""
        group = [at for at in self.verb_group(clause) if at not in clause.who]
        return self.answer(min(group), max(group)).value

    def told(self, clause: Clause) -> str:
        """The verb of a clause with its helpers and who stands before it, if that is short."""
        verb, last = self.verb(clause), max(self.verb_group(clause))
        before = [self.phrase(at).span[0] for at in (*clause.who, *clause.whom) if at < clause.verb]
        words = self.telling.words((min(before, default=0), self.answer(last, last).span[1]))
        return words if before and len(words.split()) <= PHRASE else verb

    def deed(self, clause: Clause) -> str:
        """What is done, as it can be asked for: the verb with its helpers and what stands behind it in the clause, if that is short."""
        telling, words = self.telling, self.telling.sentence.words
        group = [at for at in self.verb_group(clause) if at not in clause.who]
        own = {*telling.under(clause), *group} - {below for who in clause.who for below in telling.all_under(who)}
        last = first = min(group)
        while last + 1 in own and last - first < DEED and words[last + 1].kind != "PUNCT":
            last += 1
        while last > max(group) and words[last].kind in HANGING:
            last -= 1
        told = telling.words((words[first].start, words[max(last, *group)].end))
        reports = any(one.reported and one.above is not None and telling.sentence.clauses[one.above] is clause for one in self.clauses)
        return f"{told} it" if reports and told == self.verb(clause) else told

    def phrase(self, at: int) -> Answer:
        """A noun with what hangs on it, if that is short."""
        telling = self.telling
        start, end = telling.phrase(at)
        words = telling.sentence.words
        start = min((word.start for word in words if word.start >= start and word.kind not in ("CCONJ", "PUNCT")), default=start)
        if len(telling.words((start, end)).split()) > PHRASE:
            return self.answer(at, at)
        return Answer((start, end), telling.words((start, end)))

    def answer(self, first: int, last: int) -> Answer:
        """The words from one to another, both included."""
        words = self.telling.sentence.words
        span = words[first].start, words[last].end
        return Answer(span, self.telling.words(span))


@dataclass(frozen=True, eq=False)
class Matched:
    """Two sentences that run alike. `words` tells for words of the first where the second has them."""

    pair: Pair  # whichever side is first
    a: Half
    b: Half
    words: Mapping[int, int]
    front: "Matched | None" = None  # the same from the side from which it was matched, where this is the other

    @cached_property
    def clauses(self) -> tuple[tuple[Clause, Clause], ...]:
        """The clauses of both that are one."""
        if self.front is not None:
            return tuple((there, here) for here, there in self.front.clauses)
        return tuple(_clauses(self.a, self.b, self.words))

    @cached_property
    def back(self) -> Mapping[int, int]:
        return {there: here for here, there in self.words.items()}

    @cached_property
    def turned(self) -> "Matched":
        """The same from the other side."""
        return Matched(self.pair, self.b, self.a, self.back, self)

    def only(self) -> tuple[int, ...]:
        """The words of the first that the second has not."""
        return tuple(at for at in range(len(self.a.forms)) if at not in self.words)

    def shown(self, clause: Clause) -> Answer:
        """How the first sentence tells an act: its verb, with the nearest word that turns it and that the second has not: the verb above
        ("refused to pay"), a denial ("no survivors")."""
        half, inside = self.a, self.a.verb_group(clause)
        clauses = half.telling.sentence.clauses
        joined = half.telling.sentence.words[clause.verb].label == "conj"  # "to close the school and sell the harbour"
        turned = not joined and (clause.kind == "infinitive" or clause.modality in TURNED)
        above = clauses[clause.above].verb if clause.above is not None and turned else None
        turning = {at for at in half.negations if at in half.telling.under(clause)} | ({above} if above is not None else set())
        near = [at for at in turning if at not in self.words and abs(at - clause.verb) <= BESIDE]
        return half.answer(min(inside + near), max(inside + near))

    @cached_property
    def other_names(self) -> bool:
        """Does each sentence name, in one place, what the other does not: another person, flight or town? They may be of two occasions."""
        words = self.a.telling.sentence.words
        return any(
            at not in self.words and word.kind in NAMING and self.facing(at) is not None and not self.a.telling.in_time(word.start)
            for at, word in enumerate(words)
            if "PROPN" in (word.kind, words[word.head].kind, words[max(0, at - 1)].kind)
        )

    def alone(self, ours: Answer, theirs: Answer) -> bool:
        """Is a stretch of each all that tells something and that the other has not?"""
        for half, known, answer in ((self.a, self.words, ours), (self.b, self.back, theirs)):
            for at, word in enumerate(half.telling.sentence.words):
                if at not in known and word.kind not in SMALL and not answer.span[0] <= word.start < answer.span[1]:
                    return False
        return True

    def holds(self, found: Compared) -> bool:
        """Is one thing sure to be told otherwise: in a copy, or where nothing else that tells anything was changed?"""
        return self.pair.copied or self.alone(found.a, found.b)

    def asked(self, kind: point.Kind, one: Clause, other: Clause) -> str:
        """Who, of the deed as it is told in fewer words; or whom, of the verb alone."""
        sides = ((self.a, one), (self.b, other))
        told = [half.deed(act) if kind == "actor" else half.verb(act) for half, act in sides]
        return ASKED[kind].format(act=min(told, key=lambda words: (len(words), words)))

    def by_the_same(self, one: Clause, other: Clause) -> bool:
        """Are two clauses told of the same: is who does it and to whom, as far as both tell it, in the same words?"""
        for mine, yours in ((one.who, other.who), (one.whom, other.whom)):
            ours = {at for at in mine if self.a.telling.sentence.words[at].kind != "PRON"}
            theirs = {at for at in yours if self.b.telling.sentence.words[at].kind != "PRON"}
            if ours and theirs and not {self.words.get(at) for at in ours} & theirs:
                return False
        return True

    def carried(self, answer: Answer) -> Answer | None:
        """The same answer in the second sentence, if it has all its words in their order."""
        words = self.a.telling.sentence.words
        inside = [at for at, word in enumerate(words) if answer.span[0] <= word.start < answer.span[1] and word.kind != "PUNCT"]
        there = [self.words.get(at) for at in inside]
        found = [at for at in there if at is not None]
        if any(words[at].kind != self.b.telling.sentence.words[self.words[at]].kind for at in inside if at in self.words):
            return None  # "host of the talks" is not "hosted the talks"
        if not found or len(found) < len(there) or found != sorted(found) or found[-1] - found[0] >= len(found) + PUT_IN:
            return None
        if any(found[0] <= at <= found[-1] and at not in found for at in self.b.negations):
            return None
        return self.b.answer(found[0], found[-1])

    def facing(self, at: int) -> int | None:
        """The word of the second in whose place a word of the first stands: between the same words, where each side has one there that
        the other has not."""
        before = next((one for one in range(at - 1, -1, -1) if one in self.words), None)
        first = self.words[before] + 1 if before is not None else 0
        after = next((one for one in range(at + 1, len(self.a.forms)) if one in self.words), None)
        last = self.words[after] if after is not None else len(self.b.forms)
        kind = self.a.telling.sentence.words[at].kind
        start, end = before + 1 if before is not None else 0, after if after is not None else len(self.a.forms)
        if max(end - start, last - first) > GAP:
            return None
        mine = [one for one in range(start, end) if self.a.telling.sentence.words[one].kind == kind]
        free = [one for one in range(first, last) if one not in self.back and self.b.telling.sentence.words[one].kind == kind]
        return free[mine.index(at)] if len(mine) == len(free) else None


def one_word(a: Half, b: Half, ours: Iterable[int], theirs: Iterable[int]) -> bool:
    """Is a verb or adjective among some words of one sentence of one family with one of the other: "negotiable", "negotiated"?"""
    mine, yours = (
        [half.forms[at] for at in of if half.telling.sentence.words[at].kind in ("VERB", "ADJ")] for half, of in ((a, ours), (b, theirs))
    )
    return any(one == other or Prefix.similarity(one, other) >= max(ROOT, min(len(one), len(other))) for one in mine for other in yours)


def run_alike(pair: Pair) -> bool:
    """Are two sentences one with a word or two changed, or was one taken from the other?"""
    if pair.copied:
        return True
    ours, theirs = _forms(pair.a), _forms(pair.b)
    in_order = LCSseq.similarity(ours, theirs)
    if pair.cosine >= FAR and (in_order >= WORDS * max(len(ours), len(theirs)) or in_order >= WHOLE * min(len(ours), len(theirs))):
        return True
    return pair.cosine >= NEAR and 2 * sum((Counter(ours) & Counter(theirs)).values()) >= MOVED * (len(ours) + len(theirs))


def _forms(telling: Telling) -> list[str]:
    return [word.lemma for word in telling.sentence.words if word.kind != "PUNCT"]


@kept
def matched(pair: Pair) -> Matched | None:
    """Two sentences laid upon each other; None where they do not run alike."""
    if not run_alike(pair):
        return None
    return Matched(pair, half(pair.a), half(pair.b), laid_upon(pair.a, pair.b))


@kept
def half(telling: Telling) -> Half:
    return Half(telling)


def told_otherwise(kind: point.Kind, a: Answer, b: Answer, relation: Relation, question: str, why: str = "") -> Compared:
    """What a kind finds in sentences that run alike; without a reason of its own, that the one stands here and the other there."""
    return Compared(kind, a, b, relation, CHANCE, question, why or f'"{a.value}" in one, "{b.value}" in the other', alone=True)


@kept
def laid_upon(one: Telling, other: Telling) -> dict[int, int]:
    """The words of a sentence that another has too: equal ones in one order; then those that moved, if each side has one left of them."""
    a, b = half(one), half(other)
    found = {
        one.src_start + by: one.dest_start + by
        for one in LCSseq.opcodes(a.forms, b.forms)
        if one.tag == "equal"
        for by in range(one.src_end - one.src_start)
    }
    taken = set(found.values())
    for at, form in enumerate(a.forms):
        if at not in found and a.telling.sentence.words[at].kind != "PUNCT":
            free = [other for other, same in enumerate(b.forms) if same == form and other not in taken]
            mine = [one for one, same in enumerate(a.forms) if same == form and one not in found]
            if len(free) == len(mine) == 1:
                found[at] = free[0]
                taken.add(free[0])
    return found


def _clauses(a: Half, b: Half, words: Mapping[int, int]) -> list[tuple[Clause, Clause]]:
    """The clauses that are one, each once, the surest first."""
    scored = sorted(
        (-points, here, there)
        for here, one in enumerate(a.clauses)
        for there, other in enumerate(b.clauses)
        if (points := _points(a, b, words, one, other)) >= LIKELY
    )
    found: dict[int, int] = {}
    for _, here, there in scored:
        if here not in found and there not in found.values():
            found[here] = there
    return [(a.clauses[here], b.clauses[there]) for here, there in sorted(found.items())]


def _points(a: Half, b: Half, words: Mapping[int, int], one: Clause, other: Clause) -> float:
    """How much speaks for two clauses being one: the same verb in its place, the same verb, the same that take part."""
    top, facing = a.telling.top(one), b.telling.top(other)
    mine = {a.forms[at] for at in a.participants(one) if a.telling.sentence.words[at].kind not in SMALL}
    theirs = {b.forms[at] for at in b.participants(other) if b.telling.sentence.words[at].kind not in SMALL}
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    same = one.predicate == other.predicate or one.act == other.act or one_word(a, b, (top, *one.attributes), (facing, *other.attributes))
    laid = words.get(one.verb) == other.verb or words.get(top) == facing
    if not same and not laid:
        changed = one.verb not in words and other.verb not in words.values()
        return 1.0 if changed and shared >= 0.5 else 0.0
    return same + laid + shared
