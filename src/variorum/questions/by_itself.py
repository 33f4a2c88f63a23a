"""Does a line read alone: does it tell something of the story to somebody who knows its headline and nothing else?

What stands before a sentence in its report is not printed beside it: "the attack", "he", a surname, "also" may point there. How likely a
reader finds that a line stands by itself was learnt from lines that readers judged by the headline alone (`training/judge/README.md`).
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from variorum.language import pack
from variorum.language.models.weights import learned
from variorum.model.sentence import Clause, Name
from variorum.model.story import Dossier
from variorum.questions.alone import MARKS, NO_WORDS, OBJECT, SMALL, SUBJECT, Pieces, holds, subjects_of
from variorum.questions.tellings import Telling, Tellings
from variorum.text.kept import kept
from variorum.text.logistic import chance
from variorum.text.shingle import words as words_of

FILE: Final = "by_itself.json"
ALONE: Final = 0.6  # the chance from which a line is printed
SHORT: Final = 6  # words; of lines with fewer most tell next to nothing
TITLE: Final = 4  # words from which a title tells what the story is of; of a shorter one the first sentence is read too
LEADS: Final = 32  # beginnings of reports, headlines and first sentences, beside which a line is held
NAMING: Final = frozenset({"PROPN", "NOUN"})
BODIES: Final = frozenset({"ORG", "FAC", "PRODUCT"})
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
BESIDE_A_NAME: Final = frozenset({"appos", "compound", "amod"})  # how what somebody is stands beside a name
KINDS: Final = ("adverbial", "relative", "participle", "infinitive", "gerund", "content")
SUBJECTS: Final = ("subj name", "subj pronoun", "subj known", "subj a", "begins")
OPENING: Final = ("VERB", "AUX", "ADV", "ADP", "CCONJ")
CLOSING: Final = ("ADV", "PRON")
MEANING: Final = {
    "this": "pointing near",
    "that": "pointing far",
    "goes on": "going on",
    "another": "one of several",
    "later": "by another time",
}


@dataclass(frozen=True, eq=False)
class Known:
    """What a line of a story meets in its reader, and what it does not: the words of the headline; where else each word stands."""

    dossier: Dossier
    found: Tellings

    @cached_property
    def title(self) -> frozenset[str]:
        """The words that a reader of the headline knows, in a form that compares."""
        said = self.dossier.story.title
        if len(said.split()) < TITLE:
            said += " " + next((one.text for one in self.found.all if one.order == 1), "")
        return frozenset(pack.stem(word.lower()) for _, word in words_of(said))

    @cached_property
    def first(self) -> dict[str, dict[str, int]]:
        """Report -> where each of its nouns and names stands first."""
        found: dict[str, dict[str, int]] = {}
        for telling in self.found.all:
            stems = {_stem(telling, number) for number, word in enumerate(telling.sentence.words) if word.kind in NAMING}
            for place in telling.places:
                known = found.setdefault(place.report, {})
                for stem in stems:
                    known[stem] = min(place.start, known.get(stem, place.start))
        return found

    @cached_property
    def lead(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """The sum of the vectors of the beginnings of reports; exact, as halves are few bits."""
        numbers = [one.number for one in islice((one for one in self.found.all if one.order <= 1), LEADS)]
        total: np.ndarray[tuple[int], np.dtype[np.float64]] = self.found.vectors[numbers].astype(np.float64).sum(axis=0)
        return total / max(1, len(numbers))

    def reads(self, telling: Telling, pieces: Pieces, said: bool = False) -> bool:
        """Does a line read alone, as surely as what is printed has to?"""
        return self.chance(telling, pieces, said) >= ALONE

    @kept
    def chance(self, telling: Telling, pieces: Pieces, said: bool = False) -> float:
        """The chance that a line reads alone, 0..1; `said`: who says it stands beside it."""
        return chance(learned(FILE)["alone"], self.features(telling, pieces, said))

    def features(self, telling: Telling, pieces: Pieces, said: bool = False) -> dict[str, float]:
        """What is weighed of a line."""
        words = telling.sentence.words
        inside = [
            number for number, word in enumerate(words) if word.kind not in NO_WORDS and word.kind != "SPACE" and holds(pieces, word[:2])
        ]
        line = _Line(telling, pieces, frozenset(inside), inside)
        place = telling.places[0]
        known = self.first[place.report]

        def before(stem: str) -> bool:
            return known.get(stem, place.start) < place.start

        return {
            "said": float(said),
            "nearness": float(self.found.vectors[telling.number].astype(np.float64) @ self.lead),
            "order": math.log1p(telling.order),
            **_of_words(line),
            **_of_clause(line, self.title),
            **_pointing(line),
            **_of_nouns(line, self.title, before),
            **_of_names(line, self.title, before),
        }


@dataclass(frozen=True, eq=False)
class _Line:
    telling: Telling
    pieces: Pieces
    inside: frozenset[int]
    words: Sequence[int]  # the same in order

    @cached_property
    def highest(self) -> Clause | None:
        """The clause that the others of the line hang on."""
        words, clauses = self.telling.sentence.words, self.telling.sentence.clauses
        inside = [one for one in clauses if holds(self.pieces, words[one.verb][:2]) and one.kind not in ("nominal", "verbless")]
        return next((one for one in inside if one.above is None or clauses[one.above] not in inside), None)

    @cached_property
    def subject(self) -> int | None:
        if self.highest is None:
            return None
        return next((number for number in subjects_of(self.telling, self.highest) if number in self.inside), None)

    def means(self, number: int, concept: str) -> bool:
        return concept in pack.concepts(self.telling.lemma(number), self.telling.language)

    def definite(self, number: int) -> bool:
        return any(self.means(below, "definite") for below in self.telling.below(number))


def _stem(telling: Telling, number: int) -> str:
    return pack.stem(telling.lemma(number), telling.language)


def _of_words(line: _Line) -> dict[str, float]:
    """How long a line is, what its words weigh, how it begins and ends, and how much of it is quoted."""
    telling, words = line.telling, line.telling.sentence.words
    weights = [
        pack.rarity(words[number].lemma, telling.language)
        for number in line.words
        if words[number].kind not in SMALL and words[number].end - words[number].start > 1
    ]
    marks = [number for number, word in enumerate(words) if telling.text[word.start : word.end] in MARKS]
    own = [number for number in line.words if sum(mark < number for mark in marks) % 2 == 0]
    first, last = words[line.words[0]].kind, words[line.words[-1]].kind
    return {
        "words": math.log1p(len(line.words)),
        "short": float(len(line.words) < SHORT),
        "bits": math.log1p(math.fsum(weights)),
        "part": len(line.words) / sum(word.kind not in NO_WORDS for word in words),
        "tops": float(sum(words[number].head not in line.inside for number in line.words) > 1),
        "figures": math.log1p(sum(holds(line.pieces, one[:2]) for one in telling.sentence.figures)),
        "relative time": float(any(one.precision == "relative" and holds(line.pieces, one[:2]) for one in telling.sentence.times)),
        "asks": float(telling.text.rstrip(" \"'").endswith("?")),
        "quoted": 1 - len(own) / len(line.words),
        "speaker": float(any(pack.means_speaker(telling.lemma(number), telling.language) for number in own)),
        **{f"first {kind}": float(first == kind) for kind in OPENING},
        **{f"last {kind}": float(last == kind) for kind in CLOSING},
    }


def _of_clause(line: _Line, title: frozenset[str]) -> dict[str, float]:
    """What kind of clause it is, what stands beside its verb or was left out there, and what its subject is."""
    telling, clause, words = line.telling, line.highest, line.telling.sentence.words
    found = dict.fromkeys(SUBJECTS, 0.0) | {"no clause": float(clause is None), "subj none": float(line.subject is None)}
    top = telling.top(clause) if clause is not None else None
    beside = [] if top is None else telling.below(top)
    labels = {words[below].label.split(":")[0] for below in beside if below in line.inside}
    left = {words[below].label.split(":")[0] for below in beside if below not in line.inside}
    found |= {f"kind {kind}": float(clause is not None and clause.kind == kind) for kind in KINDS}
    found |= {
        "root": float(top is not None and words[top].head == top),
        "standing": float(clause is not None and clause.standing != "actual"),
        "future": float(clause is not None and clause.tense == "future"),
        "source": float(clause is not None and clause.source in line.inside),
        "object": float(bool(labels.intersection(OBJECT))),
        "complement": float(bool(labels & {"ccomp", "xcomp"})),
        "left clause": float("advcl" in left),
        "left subject": float("nsubj" in left),
    }
    if line.subject is None:
        return found
    word, kind = words[line.subject], words[line.subject].kind
    article = any(words[below].kind == "DET" for below in telling.below(line.subject))
    return found | {
        "subj name": float(kind == "PROPN"),
        "subj pronoun": float(kind == "PRON"),
        "subj known": float(kind in NAMING and pack.stem(word.lemma, telling.language) in title),
        "subj a": float(kind == "NOUN" and article and not line.definite(line.subject)),
        "begins": float(min(telling.all_under(line.subject)) <= line.words[0] <= line.subject),
    }


def _pointing(line: _Line) -> dict[str, float]:
    """Words that point at what stands elsewhere: a pronoun before any name, "this", "also", "another", "later"."""
    telling, words = line.telling, line.telling.sentence.words
    found = dict.fromkeys(("lost", "lost owner", *MEANING), 0.0)
    named = False
    for number in line.words:
        word = words[number]
        if word.kind == "PROPN" or (word.kind == "NOUN" and word.label.startswith(SUBJECT)):
            named = True
        elif not named and word.kind in ("PRON", "DET") and not word.label.startswith("expl") and line.means(number, "third person"):
            found["lost owner" if word.label == "nmod:poss" else "lost"] = 1.0
        for name, concept in MEANING.items():
            if line.means(number, concept) and not telling.in_time(word.start) and _takes_part(name, word.kind, word.label):
                found[name] = 1.0
    return found


def _takes_part(name: str, kind: str, label: str) -> bool:
    """Does a word point, where it may also join: "that" before a clause, "before" before a noun?"""
    if name == "that":
        return kind in ("DET", "PRON") and label.startswith(("det", "nsubj", "obj", "obl"))
    return name != "later" or kind == "ADV"


def _of_nouns(line: _Line, title: frozenset[str], before: Callable[[str], bool]) -> dict[str, float]:
    """Nouns with "the": known from the headline, told earlier in the report and so perhaps only there, or new."""
    telling, words = line.telling, line.telling.sentence.words
    definite = [
        _stem(telling, number)
        for number in line.words
        if words[number].kind == "NOUN" and line.definite(number) and not telling.in_time(words[number].start)
    ]
    unknown = [stem for stem in definite if stem not in title]
    told = sum(map(before, unknown))
    naming = {_stem(telling, number) for number in line.words if words[number].kind in NAMING}
    return {
        "the told": math.log1p(told),
        "the new": math.log1p(len(unknown) - told),
        "the known": math.log1p(len(definite) - len(unknown)),
        "title": math.log1p(len(naming & title)),
    }


def _of_names(line: _Line, title: frozenset[str], before: Callable[[str], bool]) -> dict[str, float]:
    """People whom the headline does not name: by surname alone, in full, with what they are beside; bodies that were named before."""
    telling, words = line.telling, line.telling.sentence.words
    names = [name for name in telling.sentence.names if holds(line.pieces, name[:2])]

    def parts(name: Name) -> list[int]:
        return [number for number in line.words if name.start <= words[number].start < name.end and words[number].kind == "PROPN"]

    people = [found for name in names if name.kind == "PERSON" and (found := parts(name))]
    unknown = [found for found in people if title.isdisjoint(_stem(telling, number) for number in found)]
    bare = [found[0] for found in unknown if len(found) == 1]
    roles = [any(_tells_role(telling, below) for number in found for below in telling.below(number)) for found in unknown]
    bodies = [telling.words(name[:2]).lower().split() for name in names if name.kind in BODIES]
    return {
        "bare": math.log1p(len(bare)),
        "bare told": math.log1p(sum(before(_stem(telling, number)) for number in bare)),
        "in full": math.log1p(len(unknown) - len(bare)),
        "with role": math.log1p(sum(roles)),
        "body told": math.log1p(sum(all(before(pack.stem(word, telling.language)) for word in body) for body in bodies)),
        "places": math.log1p(sum(name.kind in PLACES for name in names)),
    }


def _tells_role(telling: Telling, number: int) -> bool:
    word = telling.sentence.words[number]
    return word.label.split(":")[0] in BESIDE_A_NAME and word.kind != "PROPN"
