"""Does a line read alone: does it tell something of the story to somebody who knows its headline and nothing else?

What stands before a sentence in its report is not printed beside it: "the attack", "he", a surname, "also" may point there. How likely a
reader finds that a line stands by itself was learnt from lines that readers judged by the headline alone (`training/judge/README.md`).
"""

import math
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from variorum.language import pack
from variorum.language.models.weights import learned
from variorum.model.sentence import Clause, Name
from variorum.model.story import Dossier
from variorum.questions.alone import MARKS, NO_WORDS, SUBJECT, Pieces, holds, subjects_of
from variorum.questions.named import Names
from variorum.questions.pointing import OPEN, pointed
from variorum.questions.tellings import Telling, Tellings
from variorum.text.kept import Worked, kept
from variorum.text.logistic import chance, weigh
from variorum.text.shingle import words as words_of

FILE: Final = "by_itself.json"
# The chance from which a line is printed. Of 270 judged lines that the program printed before, by weights of other stories: .62 right and
# .86 not wrong; of the 173 from .6 on .75 and .94; of the 129 from .7 on .83 and .97. Of 158 lines of ten stories that nobody had tuned on
# 82 of the 87 right ones reach .5 and 30 of the 40 wrong; 71 and 27 reach .6, which is therefore no better bar.
ALONE: Final = 0.5
SHORT: Final = 6  # words; of lines with fewer most tell next to nothing
TITLE: Final = 4  # words from which a title tells what the story is of; of a shorter one the first sentence is read too
LEADS: Final = 32  # beginnings of reports, headlines and first sentences, beside which a line is held
NAMING: Final = frozenset({"PROPN", "NOUN"})
BODIES: Final = frozenset({"ORG", "FAC", "PRODUCT"})
BESIDE_A_NAME: Final = frozenset({"appos", "compound", "amod"})  # how what somebody is stands beside a name
KINDS: Final = ("adverbial", "relative", "infinitive", "content")
OPENING: Final = ("VERB", "AUX")
CLOSING: Final = ("ADV", "PRON")
FAR: Final = "pointing far"
POINTING: Final = ("pointing near", FAR, "one of several")  # words that point, by what they mean
POINTS_FAR: Final = ("det", "nsubj", "obj", "obl")  # how "that" stands in a sentence where it joins no clause


@dataclass(frozen=True, eq=False)
class Known:
    """What a line of a story meets in its reader, and what it does not: the words of the headline; where else each word stands."""

    dossier: Dossier
    found: Tellings
    worked: Worked = field(default_factory=Worked)

    @cached_property
    def names(self) -> Names:
        return Names(self.dossier, self.found)

    @cached_property
    def title(self) -> frozenset[str]:
        """The words that a reader of the headline knows, in a form that compares."""
        said, language = self.dossier.story.title, self.found.all[0].language
        if len(said.split()) < TITLE:
            said += " " + next((one.text for one in self.found.all if one.order == 1), "")
        return frozenset(pack.stem(word.lower(), language) for _, word in words_of(said))

    @cached_property
    def _titled(self) -> str:
        return " ".join(sorted(self.title))

    @cached_property
    def first(self) -> dict[str, dict[str, int]]:
        """Report -> where each of its nouns and names stands first."""
        found: dict[str, dict[str, int]] = {}
        for telling in self.found.all:
            words = telling.sentence.words
            stems = {stem for stem, word in zip(_stems(telling), words, strict=True) if word.kind in NAMING}
            for place in telling.places:
                known = found.setdefault(place.report, {})
                for stem in stems:
                    known[stem] = min(place.start, known.get(stem, place.start))
        return found

    @cached_property
    def leads(self) -> list[int]:
        """The numbers of the sentences with which reports begin."""
        return [one.number for one in islice((one for one in self.found.all if one.order <= 1), LEADS)]

    @cached_property
    def lead(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """The sum of their vectors: exact on every processor, and so are its products with others, as halves are few bits."""
        total: np.ndarray[tuple[int], np.dtype[np.float64]] = self.found.vectors[self.leads].astype(np.float64).sum(axis=0)
        return total

    def reads(self, telling: Telling, pieces: Pieces, speaker: str | None = None) -> bool:
        """Does a line read alone, as surely as what is printed has to? `speaker`: the entity whose name stands before it."""
        return self.chance(telling, pieces, speaker) >= ALONE

    @kept
    def chance(self, telling: Telling, pieces: Pieces, speaker: str | None = None) -> float:
        """The chance that a line reads alone with the names that are put in, 0..1; `speaker`: the entity whose name stands before it. What
        its own words, its report and the headline weigh is kept while these stay."""
        weights, place = learned(FILE)["alone"], telling.places[0]
        before = sorted(self._told_before(telling))
        parts = ("alone", telling.identity, pieces, place.report, place.start, self._titled, *before)
        counted = self.worked.of(parts, lambda: weigh(weights, self._counted(telling, pieces)))
        return chance(weights, self._placed(telling) | self._open(telling, pieces, speaker), counted)

    def features(self, telling: Telling, pieces: Pieces, speaker: str | None = None) -> dict[str, float]:
        """What is weighed of a line."""
        return self._placed(telling) | self._open(telling, pieces, speaker) | self._counted(telling, pieces)

    def _open(self, telling: Telling, pieces: Pieces, speaker: str | None) -> dict[str, float]:
        """By which kinds of word it points at what its report told before, and nothing could be put in for."""
        still = pointed(self.names, telling, telling.places[0], pieces, speaker).open
        return {f"open {kind}": float(kind in still) for kind in OPEN}

    def _placed(self, telling: Telling) -> dict[str, float]:
        """How near a sentence is to how the reports begin, and how early it stands: each report that joins may change it."""
        near = float(self.found.vectors[telling.number].astype(np.float64) @ self.lead)
        return {"nearness": near / max(1, len(self.leads)), "order": math.log1p(telling.order)}

    def _counted(self, telling: Telling, pieces: Pieces) -> dict[str, float]:
        words = telling.sentence.words
        inside = [number for number, word in enumerate(words) if word.kind not in NO_WORDS and holds(pieces, word[:2])]
        line, before = _Line(telling, pieces, frozenset(inside), inside), self._told_before(telling)
        return _of_words(line) | _of_clause(line) | _pointing(line) | _of_names(line, self.title, before.__contains__)

    @kept
    def _told_before(self, telling: Telling) -> frozenset[str]:
        """The nouns and names of a sentence that its report has told before it: another report that joins may change how one was read."""
        place = telling.places[0]
        known = self.first[place.report]
        return frozenset(stem for stem in _stems(telling) if known.get(stem, place.start) < place.start)


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

    def means(self, number: int, concept: str) -> bool:
        return concept in pack.concepts(self.telling.lemma(number), self.telling.language)

    def definite(self, number: int) -> bool:
        return any(self.means(below, "definite") for below in self.telling.below(number))


@kept
def _stems(telling: Telling) -> tuple[str, ...]:
    return tuple(pack.stem(word.lemma, telling.language) for word in telling.sentence.words)


def _stem(telling: Telling, number: int) -> str:
    return _stems(telling)[number]


def _of_words(line: _Line) -> dict[str, float]:
    """How long a line is, how it begins and ends, and how much of it is quoted."""
    telling, words = line.telling, line.telling.sentence.words
    marks = [number for number, word in enumerate(words) if telling.text[word.start : word.end] in MARKS]
    quoted = sum(bisect(marks, number) % 2 for number in line.words)
    first, last = words[line.words[0]].kind, words[line.words[-1]].kind
    return {
        "words": math.log1p(len(line.words)),
        "short": float(len(line.words) < SHORT),
        "part": len(line.words) / sum(word.kind not in NO_WORDS for word in words),
        "quoted": quoted / len(line.words),
        **{f"first {kind}": float(first == kind) for kind in OPENING},
        **{f"last {kind}": float(last == kind) for kind in CLOSING},
    }


def _of_clause(line: _Line) -> dict[str, float]:
    """What kind of clause it is, whether it is told as so, and what its subject is."""
    telling, clause, words = line.telling, line.highest, line.telling.sentence.words
    top = telling.top(clause) if clause is not None else None
    beside = [] if top is None else [words[below].label.split(":")[0] for below in telling.below(top) if below in line.inside]
    subject = next((number for number in subjects_of(telling, clause) if number in line.inside), None) if clause is not None else None
    article = subject is not None and any(words[below].kind == "DET" for below in telling.below(subject))
    return {
        **{f"kind {kind}": float(clause is not None and clause.kind == kind) for kind in KINDS},
        "root": float(top is not None and words[top].head == top),
        "standing": float(clause is not None and clause.standing != "actual"),
        "future": float(clause is not None and clause.tense == "future"),
        "complement": float("ccomp" in beside or "xcomp" in beside),
        "subject none": float(subject is None),
        "subject a": float(subject is not None and words[subject].kind == "NOUN" and article and not line.definite(subject)),
    }


def _pointing(line: _Line) -> dict[str, float]:
    """Words that point at what may stand elsewhere: a pronoun before any name, "this", "another"."""
    telling, words = line.telling, line.telling.sentence.words
    found = dict.fromkeys(("lost", "lost owner", *POINTING), 0.0)
    named = False
    for number in line.words:
        word = words[number]
        if word.kind == "PROPN" or (word.kind == "NOUN" and word.label.startswith(SUBJECT)):
            named = True
        elif not named and word.kind in ("PRON", "DET") and not word.label.startswith("expl") and line.means(number, "third person"):
            found["lost owner" if word.label == "nmod:poss" else "lost"] = 1.0
        for concept in POINTING:
            joins = concept == FAR and (word.kind not in ("DET", "PRON") or not word.label.startswith(POINTS_FAR))
            if line.means(number, concept) and not joins and not telling.in_time(word.start):
                found[concept] = 1.0
    return found


def _of_names(line: _Line, title: frozenset[str], before: Callable[[str], bool]) -> dict[str, float]:
    """What the headline names too; people whom it does not name, by surname alone, or with what they are beside; bodies named before."""
    telling, words = line.telling, line.telling.sentence.words
    names = [name for name in telling.sentence.names if holds(line.pieces, name[:2])]

    def parts(name: Name) -> list[int]:
        return [number for number in line.words if name.start <= words[number].start < name.end and words[number].kind == "PROPN"]

    people = [found for name in names if name.kind == "PERSON" and (found := parts(name))]
    unknown = [found for found in people if title.isdisjoint(_stem(telling, number) for number in found)]
    bare = [found[0] for found in unknown if len(found) == 1]
    roles = [any(_tells_role(telling, below) for number in found for below in telling.below(number)) for found in unknown]
    bodies = [found for name in names if name.kind in BODIES and (found := parts(name))]
    return {
        "title": math.log1p(len({_stem(telling, number) for number in line.words if words[number].kind in NAMING} & title)),
        "bare": math.log1p(len(bare)),
        "bare told": math.log1p(sum(before(_stem(telling, number)) for number in bare)),
        "with role": math.log1p(sum(roles)),
        "body told": math.log1p(sum(all(before(_stem(telling, number)) for number in body) for body in bodies)),
    }


def _tells_role(telling: Telling, number: int) -> bool:
    """Does a word put to a name say what somebody is: "the ferry's owner"?"""
    word = telling.sentence.words[number]
    return word.label.split(":")[0] in BESIDE_A_NAME and word.kind != "PROPN"
