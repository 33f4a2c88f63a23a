"""Clauses of a parsed paragraph as frames: verb, who, whom, to whom, with which prepositions, how certain, under which condition.

Event and stand rules read frames, never the parse itself, so that passives, shared subjects, relative clauses and "said it would" are
undone once, here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from variorum.language.english.words.tables import word_set
from variorum.model.paragraph import Paragraph, Token

Tense = Literal["past", "present", "future", "infinitive"]

_CLAUSES_OF_NOUN: Final = frozenset({"relcl", "acl", "appos", "advcl", "parataxis", "ccomp"})
_JOINED_TO_NOUN: Final = _CLAUSES_OF_NOUN | {"conj", "cc", "punct", "preconj"}
_CONDITIONAL: Final = word_set("frames.conditional")
_MODALS: Final = {
    "will": "will", "'ll": "will", "wo": "will", "shall": "will", "would": "would", "'d": "would", "can": "can", "ca": "can",
    "could": "could", "may": "may", "might": "might", "must": "must", "should": "should", "ought": "should",
}  # fmt: skip
# Verbs that pass their subject's act through: "began to withdraw" is a withdrawal.
LIGHT: Final = word_set("frames.light")
_CONDITION_WORDS: Final = re.compile(
    r"((?:as|so) long as|provid(?:ed|ing)(?: that)?|on (?:the )?condition that|in case|in the event(?: that)?|only if|even if)\s+$"
)
# Dictionary forms that the pipeline's lemma rules get wrong.
_MISREAD: Final = {"stag": "stage", "cit": "cite", "fil": "file", "hir": "hire", "suspende": "suspend", "bann": "ban", "slamme": "slam"}
# Participles that tell how the subject stands: "is opposed to", "is committed to".
_STATES: Final = frozenset({"oppose", "commit", "dedicate"})
_PHRASAL: Final = word_set("frames.phrasal")
_NEGATIVE: Final = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One clause. All members are token indices of the paragraph; `lemma` carries a particle ("roll back")."""

    verb: int
    lemma: str
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    recipients: tuple[int, ...]  # dative: "gave Ruritania a loan"
    preps: tuple[tuple[str, int], ...]  # (preposition, head of its noun)
    complements: tuple[int, ...]  # verbs of that-clauses and infinitives
    attributes: tuple[int, ...]  # what it is said to be: "open", "ready"
    passive: bool
    negated: bool
    modal: str | None
    tense: Tense
    mark: str | None  # "if", "unless": the clause is itself a condition
    above: int | None  # verb of the clause it hangs under
    relation: str  # how it hangs there


class Clauses:
    """The frames of a paragraph, and the small questions asked of its tree. Made once a paragraph, in linear time."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        self._below = below

    def below(self, index: int, *labels: str) -> list[Token]:
        """Direct dependants in text order, of the labels given (all if none)."""
        return [self.tokens[i] for i in self._below[index] if not labels or self.tokens[i].dep in labels]

    def tree(self, index: int, stop: frozenset[str] = frozenset()) -> list[int]:
        """The token and all under it in text order; what hangs by a label in `stop` stays out."""
        found = [index]
        for at in found:
            found.extend(child for child in self._below[at] if self.tokens[child].dep not in stop)
        return sorted(found)

    @cached_property
    def frames(self) -> dict[int, Frame]:
        """Verb token -> frame, in text order."""
        verbs = [token for token in self.tokens if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod"}]
        made: dict[int, Frame] = {}
        for token in sorted(verbs, key=self._depth):
            made[token.i] = self._frame(token, made)
        return dict(sorted(made.items()))

    def _depth(self, token: Token) -> int:
        depth, at = 0, token
        while at.head != at.i and depth < 200:
            at, depth = self.tokens[at.head], depth + 1
        return depth

    def _above(self, token: Token) -> int | None:
        """The verb of the next clause up."""
        at = token
        while at.head != at.i:
            at = self.tokens[at.head]
            if at.pos in {"VERB", "AUX"} and at.dep not in {"aux", "auxpass", "amod"}:
                return at.i
        return None

    def _frame(self, token: Token, made: dict[int, Frame]) -> Frame:
        above = self._above(token)
        upper = made.get(above) if above is not None else None
        below = self.below(token.i)
        passive = any(child.dep in {"auxpass", "nsubjpass"} for child in below) or (
            token.tag in {"VBN", "VBD"} and not any(child.dep in {"aux", "nsubj"} for child in below)
            and ((token.dep in {"acl", "relcl"} and token.tag == "VBN") or any(child.dep == "agent" for child in below))
        )  # fmt: skip
        subjects = self.conjoined([child.i for child in below if child.dep in {"nsubj", "nsubjpass", "expl"} and not self._stranded(child)])
        subjects = [self._antecedent(token, subject) for subject in subjects]
        if not subjects:
            subjects = self._inherited(token, upper, passive, made)
        objects = self.conjoined([child.i for child in below if child.dep in {"dobj", "obj"}])
        preps = self._preps(token.i)
        if not objects and " " in self._lemma(token):  # "voted down the bill", read as a preposition
            objects = [noun for prep, noun in preps if prep == self._lemma(token).split(" ")[1]]
        if passive and token.lemma.lower() in _STATES and any(prep == "to" for prep, _ in preps):
            passive = False  # "is opposed to": a state of the subject
            objects += [noun for prep, noun in preps if prep == "to"]
        if passive:
            objects = [*subjects, *objects]
            agents = [child.i for child in below if child.dep == "agent"]
            subjects = self.conjoined([noun.i for agent in agents for noun in self.below(agent, "pobj")])
        modal, tense = self._modality(token, below, upper)
        return Frame(
            token.i, self._lemma(token), tuple(subjects), tuple(objects),
            tuple(self.conjoined([child.i for child in below if child.dep == "dative" and child.pos != "ADP"])
                  + [noun for child in below if child.dep == "dative" and child.pos == "ADP"
                     for noun in self.conjoined([n.i for n in self.below(child.i, "pobj")])]),
            tuple(preps), tuple(child.i for child in below if child.dep in {"ccomp", "xcomp"}),
            tuple(child.i for child in below if child.dep in {"acomp", "attr", "oprd"}),
            passive, self._negated(token, below), modal, tense, self._mark(token, below), above, token.dep,
        )  # fmt: skip

    def _main_in_disguise(self, token: Token, below: list[Token]) -> bool:
        """ "Ruritania, backed by others, objected to ...": the parser may hang the main verb on the noun as a participle."""
        head = self.tokens[token.head]
        goes_on = any(
            child.dep in {"dobj", "ccomp", "xcomp"} or (child.dep == "prep" and child.lemma.lower() in {"to", "for", "on"})
            for child in below
        )
        return token.dep == "acl" and head.dep == "ROOT" and goes_on and not any(child.dep in {"agent", "auxpass"} for child in below)

    def _lemma(self, token: Token) -> str:
        lemma = _MISREAD.get(token.lemma.lower(), token.lemma.lower())
        particle = next((child.lemma.lower() for child in self.below(token.i, "prt")), None)
        after = self.tokens[token.i + 1].text.lower() if token.i + 1 < len(self.tokens) else ""
        if particle is None and f"{lemma} {after}" in _PHRASAL:
            particle = after
        return f"{lemma} {particle}" if particle else lemma

    def _antecedent(self, verb: Token, subject: int) -> int:
        """The noun a relative pronoun stands for."""
        if self.tokens[subject].tag in {"WDT", "WP"} and verb.dep == "relcl":
            return verb.head
        return subject

    def _stranded(self, token: Token) -> bool:
        """An adjective of the verb before that the parser took for a subject: "held firm, rejected ..."."""
        return token.text.lower() in {"firm", "fast", "steady", "strong"} and token.i > 0 and self.tokens[token.i - 1].pos == "VERB"

    def _inherited(self, token: Token, upper: Frame | None, passive: bool, made: dict[int, Frame]) -> list[int]:
        """The subject a clause shares with the one it hangs on."""
        if token.dep == "relcl":
            return []
        if token.dep == "acl" and self.tokens[token.head].pos in {"NOUN", "PROPN", "PRON"}:
            return [] if token.tag == "VB" else self._member(token.head, made)
        if token.dep == "conj" and self.tokens[token.head].pos in {"NOUN", "PROPN", "PRON"}:
            return [token.head]  # "Ruritania, but opposed by others": read as joined to the noun
        if token.dep == "conj" and token.head in made and made[token.head].relation in {"acl", "relcl"} and passive:
            return list(made[token.head].objects)
        if token.dep in {"ROOT", "ccomp"} and token.tag in {"VBD", "VBZ", "VBP"}:
            return self._just_before(token)
        if upper is None:
            return []
        if token.dep == "xcomp" and upper.objects and not upper.passive:
            return list(upper.objects)  # "urged Ruritania to withdraw"
        if token.dep == "xcomp" and upper.passive:
            return list(upper.objects)
        if token.dep == "pcomp" and upper.lemma in word_set("factual.blaming") and upper.objects:
            return list(upper.objects)  # "accused Ruritania of hiding": Ruritania hid
        if token.dep in {"conj", "xcomp", "advcl", "pcomp", "ccomp"} and (token.dep != "ccomp" or token.tag in {"VB", "VBG"}):
            return list(upper.objects if upper.passive and (passive or not upper.subjects) else upper.subjects)
        return []

    def _just_before(self, token: Token) -> list[int]:
        """Names right before a finite verb without a subject, which the parser joined to a noun further left across a comma."""
        found: list[int] = []
        at = self.tokens[token.i - 1] if token.i else token
        while at.pos == "PROPN" and at.dep == "conj" and at.i < token.i:
            found.insert(0, at.i)
            if any(self.tokens[i].text == "," for i in range(at.head, at.i)):
                return found
            at = self.tokens[at.head]
        return []

    def _member(self, noun: int, made: dict[int, Frame]) -> list[int]:
        """ "Ruritania is among the states opposing ...": what is said of the states is said of Ruritania."""
        prep = self.tokens[self.tokens[noun].head]
        while prep.dep == "pobj" or (prep.pos == "ADP" and prep.text.lower() == "of"):
            prep = self.tokens[prep.head] if prep.head != prep.i else prep
            if prep.pos in {"VERB", "AUX"}:
                break
        be = made.get(prep.head) if prep.text.lower() == "among" else made.get(prep.i)
        attribute = be is not None and noun in be.attributes
        if be is not None and be.lemma == "be" and be.subjects and (prep.text.lower() == "among" or attribute):
            return list(be.subjects)
        return [noun]

    def conjoined(self, heads: list[int]) -> list[int]:
        """The heads and what is joined to them by "and" or a comma."""
        found = list(heads)
        for at in found:
            found.extend(child.i for child in self.below(at, "conj") if child.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
        return found

    def _preps(self, verb: int) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for prep in self.below(verb, "prep", "agent"):
            nouns = self.below(prep.i, "pobj")
            found.extend((prep.lemma.lower(), noun) for noun in self.conjoined([noun.i for noun in nouns]))
            for inner in self.below(prep.i, "prep"):
                found.extend((f"{prep.lemma.lower()} {inner.lemma.lower()}", n.i) for n in self.below(inner.i, "pobj"))
        return found

    def _negated(self, token: Token, below: list[Token]) -> bool:
        if any(child.dep == "neg" or child.text.lower() in _NEGATIVE for child in below if child.dep in {"neg", "det", "preconj"}):
            return True
        if token.dep == "conj" and any(child.text.lower() == "nor" for child in self.below(token.head, "cc")):
            return True
        subjects = [child for child in below if child.dep in {"nsubj", "nsubjpass", "dobj", "attr"}]
        return any(self.tokens[d.i].text.lower() in {"no", "neither"} for s in subjects for d in self.below(s.i, "det")) or any(
            s.text.lower() in {"nobody", "nothing", "none"} for s in subjects
        )

    def _modality(self, token: Token, below: list[Token], upper: Frame | None) -> tuple[str | None, Tense]:
        helpers = [child for child in below if child.dep in {"aux", "auxpass"}]
        modal = next((_MODALS[h.text.lower()] for h in helpers if h.text.lower() in _MODALS), None)
        words = [h.text.lower() for h in helpers]
        if modal in {"will", "would"} or (modal is None and token.text.lower() == "going" and any(c.tag == "VB" for c in below)):
            return modal, "future"
        if token.dep == "conj" and upper is not None and not helpers and token.tag == "VB":
            return upper.modal, upper.tense
        if modal:
            return modal, "present"
        if "to" in words:
            return None, "infinitive"
        if token.tag in {"VBD", "VBN"} or any(w in {"did", "was", "were", "had", "has", "have", "'ve"} for w in words):
            return None, "past"
        return None, "present"

    def _mark(self, token: Token, below: list[Token]) -> str | None:
        """The word that makes the clause a condition: "if", "unless", "should" before its subject, "as long as", "provided that"."""
        for child in below:
            word = child.text.lower()
            if child.dep in {"mark", "advmod", "prep"} and word in _CONDITIONAL and child.i < token.i:
                return word
        subject = next((child.i for child in below if child.dep in {"nsubj", "nsubjpass"}), None)
        if subject is not None and any(child.dep == "aux" and child.text.lower() == "should" and child.i < subject for child in below):
            return "should"
        if token.dep in {"advcl", "ccomp", "conj", "relcl", "ROOT", "acl", "pcomp"}:
            edge = min(child.i for child in (*below, token)) if subject is None else min(self.tree(subject)[0], subject)
            found = _CONDITION_WORDS.search(self.paragraph.text[: self.tokens[edge].start][-40:].lower())
            return found.group(1) if found else None
        return None

    def noun_span(self, head: int, full: bool = False) -> tuple[int, int]:
        """[start, end) of a noun with what belongs to it; without clauses and coordinated nouns unless `full`."""
        inside = self.tree(head) if full else self._contiguous(head, self._core(head))
        first, last = self.tokens[inside[0]], self.tokens[inside[-1]]
        if not full and first.i != head and first.dep in {"det", "predet"} and first.text.lower() in {"the", "a", "an"}:
            first = self.tokens[inside[1]] if len(inside) > 1 else first
        while last.i > head and last.dep == "case":
            last = self.tokens[last.i - 1]
        while last.i > head and last.dep in {"punct", "cc"}:
            last = self.tokens[last.i - 1]
        return first.start, last.end

    def _core(self, head: int) -> list[int]:
        """The noun with its words and prepositions: nothing joined to the noun itself, and no clause at any depth."""
        found = [head]
        for at in found:
            stop = _CLAUSES_OF_NOUN if at != head else _JOINED_TO_NOUN
            found.extend(child for child in self._below[at] if self.tokens[child].dep not in stop or self._bracketed(child, at, head))
        return sorted(found)

    def _bracketed(self, child: int, at: int, head: int) -> bool:
        """A short name in brackets inside a longer one: "the Graustark Trade Union (GTU) congress"."""
        return at != head and self.tokens[child].dep == "appos" and child > 0 and self.tokens[child - 1].text == "("

    def _contiguous(self, head: int, inside: list[int]) -> list[int]:
        """The unbroken run of tokens round the head; a hole may hold only punctuation inside a name."""
        members = set(inside)
        first = last = head
        while first - 1 in members or (first - 2 in members and self.tokens[first - 1].text in {"-", "/", "&"}):
            first -= 1
        while last + 1 in members or (last + 2 in members and self.tokens[last + 1].text in {"-", "/", "&"}):
            last += 1
        return list(range(first, last + 1))

    def text(self, span: tuple[int, int]) -> str:
        return self.paragraph.text[span[0] : span[1]]

    def sentence(self, index: int) -> tuple[int, int]:
        """[start, end) of the sentence of a token."""
        return self.paragraph.sentences[self.tokens[index].sent]

    def chain(self, frame: Frame) -> list[Frame]:
        """The frames above, nearest first."""
        found: list[Frame] = []
        at = frame.above
        while at is not None and at in self.frames and len(found) < 12:
            found.append(self.frames[at])
            at = self.frames[at].above
        return found
