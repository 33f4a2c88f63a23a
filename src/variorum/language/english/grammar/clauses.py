"""The clauses of a parsed paragraph: each predicate with its subject, object, agent and place in the sentence. Pure walking of the tree.

What a clause *means* (polarity, modality, condition) is read in modality.py; what is worth stating, in paragraph/statements.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from variorum.language.english.grammar import repairs
from variorum.language.english.words.lexicon import verbal_nouns, word_set
from variorum.model.paragraph import Paragraph, Token

Kind = Literal["main", "content", "adverbial", "relative", "participle", "infinitive", "gerund", "verbless", "nominal"]

_BRACKETS = re.compile(r"\([^()]*\)")
_LEMMAS = {"hoped": "hope", "hoping": "hope", "felt": "feel", "saw": "see", "lay": "lie"}
_PARTICLES = ("back", "away", "out", "up", "down", "off", "aside", "together")
_KINDS: dict[str, Kind] = {
    "ROOT": "main",
    "ccomp": "content",
    "csubj": "content",
    "csubjpass": "content",
    "parataxis": "content",
    "xcomp": "infinitive",
    "advcl": "adverbial",
    "relcl": "relative",
    "acl": "participle",
    "pcomp": "gerund",
}
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
# Verbs whose object, not whose subject, does what the infinitive says: "urged the port to close".
_OBJECT_CONTROL = word_set("object control")


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and its own words. Numbers are token indices of the paragraph."""

    head: int  # the verb; the copula where there is one; the noun of a verbless headline
    kind: Kind
    above: int | None  # head of the clause it hangs under
    subject: int | None  # as written, or shared, or the antecedent
    own_subject: bool
    object: int | None
    agent: int | None
    passive: bool
    existential: bool  # "there is no change"
    conjunct: bool  # joined by "and", "or", or put beside another clause
    particles: tuple[int, ...]
    complement: int | None  # attribute or adjective of a copula


def _is_particle(verb: Token, child: Token) -> bool:
    """ "rolled back the rules": an adverb right after its verb that makes one word with it."""
    return child.dep == "advmod" and child.i == verb.i + 1 and child.text.lower() in _PARTICLES


class Clauses:
    """All clauses of one paragraph, by head."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.kinds: dict[int, Kind] = {}
        self.by_head: dict[int, Clause] = {}
        self._owners: dict[int, int | None] = {}
        self.stolen: set[int] = set()  # words the parser hung elsewhere that are the subject of a clause
        self.dateline: set[int] = set()
        self.rehung: dict[int, int] = {}  # joined clauses, and the clause they are joined to
        self.forces: dict[int, object] = {}  # filled by language/grammar/modality.py
        self._quoted = [place.start() for place in re.finditer('"', paragraph.text)]
        self.dateline.update(repairs.dateline(paragraph))
        self.stolen.update(self.dateline)
        self.aside = {
            token.i for span in _BRACKETS.finditer(paragraph.text) for token in self.tokens if span.start() <= token.start < span.end()
        }
        for token in self.tokens:
            self._mark(token)
        for head in sorted(self.kinds, key=self._depth):
            if head not in self.by_head:
                self.by_head[head] = self._clause(head)

    def quoted(self, index: int) -> bool:
        """Does this token stand between quotation marks?"""
        return bisect_left(self._quoted, self.tokens[index].start) % 2 == 1

    def lemma(self, index: int) -> str:
        """The dictionary form in small letters; a few forms that the parser's rules get wrong are put right."""
        return _LEMMAS.get(self.tokens[index].text.lower(), self.tokens[index].lemma.lower())

    def nominal(self, index: int) -> Clause | None:
        """A noun that names a deed ("the withdrawal of troops by the army") as a clause, if its words tell who or whom."""
        known = verbal_nouns().get(self.tokens[index].lemma.lower())
        if known is None or self.tokens[index].pos != "NOUN":
            return None
        owner = self.child(index, "poss")
        of = self._under(index, "of")
        by = self._under(index, "by")
        people = next((child.i for child in self.paragraph.children(index) if child.dep == "amod" and child.ent == "NORP"), None)
        doer = by if by is not None else owner.i if owner and (of is not None or not known.owner_suffers) else people
        done_to = of if of is not None and not known.of_does else owner.i if owner and doer != owner.i else None
        if of is not None and known.of_does and doer is None:
            doer = of
        if of is None and by is None and owner is None:
            return None
        return Clause(index, "nominal", self.owner(index), doer, False, done_to, None, False, False, False, (), None)

    def _under(self, index: int, preposition: str) -> int | None:
        for child in self.paragraph.children(index):
            if child.dep in ("prep", "agent") and child.text.lower() == preposition:
                noun = self.child(child.i, "pobj")
                return noun.i if noun else None
        return None

    def _depth(self, index: int) -> tuple[int, int]:
        depth, at = 0, index
        while self.tokens[at].head != at and depth < 200:
            at = self.tokens[at].head
            depth += 1
        return depth, index

    def _mark(self, token: Token) -> None:
        told = repairs.headline_told(self.paragraph, token)
        if told is not None:
            self.kinds[told] = "verbless"
        kind = self._kind(token, 0)
        if kind is not None:
            self.kinds[token.i] = kind

    def _kind(self, token: Token, deep: int) -> Kind | None:
        if (
            token.dep in ("ROOT", "parataxis")
            and token.pos in repairs.NOMINAL
            and not repairs.verbal(self.paragraph, token)
            and not self.child(token.i, *SUBJECTS, "cop")
        ):
            return "verbless" if token.dep == "ROOT" else None
        if token.tag == "VBD" and token.dep in ("amod", "compound", "nmod") and self.child(token.i, "nsubj"):
            return "content"  # "warplanes performed runs", read as a noun phrase
        if not repairs.verbal(self.paragraph, token) or token.dep in (
            "aux",
            "auxpass",
            "amod",
            "compound",
            "nmod",
            "prep",
            "case",
            "mark",
            "cc",
        ):
            return None
        if token.dep == "conj":
            if deep > 20:
                return None
            head = self.tokens[token.head]
            return (
                self._kind(head, deep + 1)
                if head.pos in repairs.VERBAL
                else ("main" if self.child(token.i, "nsubj", "nsubjpass") else None)
            )
        kind = _KINDS.get(token.dep)
        if token.dep == "acl":
            if self.child(token.i, "mark", "nsubj", "nsubjpass") and not self.is_infinitive(token):
                return "content"
            return "infinitive" if self.is_infinitive(token) else "participle"
        if kind is None and self.child(token.i, "nsubj", "nsubjpass"):
            return "content"  # `dep` and the like, but with a subject of its own
        return kind

    def child(self, index: int, *deps: str) -> Token | None:
        """The first child with one of these labels."""
        return next((token for token in self.paragraph.children(index) if token.dep in deps), None)

    def is_infinitive(self, token: Token) -> bool:
        return token.tag == "VB" and any(child.tag == "TO" for child in self.paragraph.children(token.i))

    def first_joined(self, index: int) -> int:
        """The first of the clauses that this one is joined to by "and" or a comma; itself where there is none."""
        for _ in range(20):
            if self.tokens[index].dep != "conj":
                break
            index = self.rehung.get(index, self.tokens[index].head)
        return index

    def owner(self, index: int) -> int | None:
        """The head of the clause that a token belongs to; a head owns itself."""
        path = []
        at = index
        while at not in self.kinds:
            if at in self._owners:
                break
            path.append(at)
            if self.tokens[at].head == at:
                break
            at = self.tokens[at].head
        found = at if at in self.kinds else self._owners.get(at)
        for step in path:
            self._owners[step] = found
        return found

    def _clause(self, head: int) -> Clause:
        token = self.tokens[head]
        above = None if token.head == head else self.owner(token.head)
        below = self.paragraph.children(head)
        subject = next((child.i for child in below if child.dep in SUBJECTS and child.i not in self.kinds), None)
        if subject is None:
            subject = next((child.i for child in below if child.dep in ("csubj", "csubjpass")), None)
        if subject is None and token.pos == "NOUN" and repairs.verbal(self.paragraph, token):
            subject = next((child.i for child in below if child.dep == "compound"), None)
        subject = repairs.past_dateline(self.paragraph, self.dateline, head, subject)
        own = subject is not None
        kind = self.kinds[head]
        passive = any(child.dep in ("auxpass", "nsubjpass", "csubjpass") for child in below)
        if kind == "participle" and token.tag == "VBN":
            passive = True
        if kind == "main" and repairs.is_aside(self.paragraph, token, subject):
            kind, passive = "participle", True
        conjunct = token.dep == "conj" and above is not None
        if conjunct and not own and above is not None:
            above = self.rehung[head] = self._agreeing(token, above)
            if above not in self.by_head:
                self.by_head[above] = self._clause(above)
            if above != token.head:
                kind = self.kinds[head] = self.kinds[above]
        if conjunct and not own and token.tag == "VBN" and above in self.by_head and self.by_head[above].passive:
            passive = passive or not any(child.dep == "aux" for child in below)
        target = self._object_of(token)
        if subject is None and kind != "verbless" and not any(child.dep == "expl" for child in below):
            subject = self._shared_subject(token, above, kind, conjunct)
        if kind == "relative":
            subject, target = self._through_relative(token, subject, target)
        agent = next((child for child in below if child.dep == "agent"), None)
        by = self.child(agent.i, "pobj") if agent else None
        if passive and by is not None and target is not None and self.tokens[target].pos == "PROPN" and target > by.i:
            # "by the ambassador to Norway Ida Holm": the name is the agent and not an object
            self.stolen.update(child.i for child in below if by.i < child.i < target)
            by, target = self.tokens[target], None
        return Clause(
            head=head,
            kind=kind,
            above=above,
            subject=subject,
            own_subject=own,
            object=target,
            agent=by.i if by else None,
            passive=passive,
            existential=any(child.dep == "expl" and child.lemma.lower() == "there" for child in below),
            conjunct=conjunct,
            particles=tuple(child.i for child in below if child.dep == "prt" or _is_particle(token, child)),
            complement=next((child.i for child in below if child.dep in ("acomp", "attr", "oprd")), None),
        )

    def _shared_subject(self, token: Token, above: int | None, kind: Kind, conjunct: bool) -> int | None:
        upper = self.by_head.get(above) if above is not None else None
        if conjunct:
            before = repairs.first_word(self.paragraph, token) - 1
            if before > 0 and self.tokens[before].pos in ("NOUN", "PROPN"):
                stranded = self._stranded_subject(token)
                if stranded is not None:
                    return stranded
            return upper.subject if upper else None
        if kind == "participle" or (kind == "infinitive" and token.dep == "acl"):
            return token.head if kind == "participle" else self._doer_of_noun(token.head, upper)
        if kind in ("main", "content"):
            return self._stranded_subject(token)
        if upper is None:
            return None
        if kind == "gerund" and upper.object is not None and self.tokens[token.head].text.lower() == "from":
            return upper.object  # "kept the ship from leaving"
        if kind == "infinitive" and upper.object is not None and self.tokens[upper.head].lemma in _OBJECT_CONTROL:
            return upper.object
        if kind == "infinitive" and upper.passive:
            return upper.subject
        return upper.subject

    def _object_of(self, token: Token) -> int | None:
        """The direct object; not one that the parser made of the next clause's words."""
        if token.dep in ("amod", "compound", "nmod"):
            return token.head if token.head > token.i else None
        for child in self.paragraph.children(token.i):
            if child.dep in ("dobj", "obj") and not any(
                item.i in self.kinds and item.dep in ("amod", "compound") for item in self.paragraph.children(child.i)
            ):
                return child.i
        return None

    def _agreeing(self, token: Token, above: int) -> int:
        """ "They hold as long as the town pays and agrees": a singular verb goes with the nearer singular one, and a bare infinitive with
        the nearer infinitive ("sent a letter with an offer to talk, meet and listen")."""
        upper = self.by_head.get(above)
        if token.tag == "VB" and upper is not None and self.tokens[above].tag in ("VBD", "VBN", "VBZ", "VBP"):
            if any(child.dep == "aux" for child in self.paragraph.children(token.i)):
                return above
            bare = [head for head in self.kinds if above < head < token.i and self.is_infinitive(self.tokens[head])]
            return bare[-1] if bare else above
        if token.tag != "VBZ" or upper is None or self.tokens[above].tag != "VBP":
            return above
        between = [head for head in self.kinds if above < head < token.i and self.tokens[head].tag == "VBZ" and self.child(head, "nsubj")]
        return between[-1] if between else above

    def _stranded_subject(self, token: Token) -> int | None:
        found = repairs.stranded_subject(self.paragraph, token)
        if found is None:
            return None
        self.stolen.update(range(found[1], found[2]))
        return found[0]

    def _doer_of_noun(self, noun: int, upper: Clause | None) -> int | None:
        """Who would do it: the owner of "Arla's plan to sell", or the subject of "Arla made a plan to sell"."""
        owner = self.child(noun, "poss")
        if owner:
            return owner.i
        if self.kinds.get(noun) == "verbless":
            return noun  # "Talks to continue"
        below_with = self.tokens[self.tokens[noun].head].text.lower() == "with"  # "wrote back with an offer to talk"
        return upper.subject if upper and (upper.object == noun or below_with) else None

    def _through_relative(self, token: Token, subject: int | None, target: int | None) -> tuple[int | None, int | None]:
        """A relative pronoun stands for the noun it hangs under; without one the noun is what is spoken of as object."""
        noun = token.head if token.dep == "relcl" else None
        if token.dep == "conj":
            at = token
            while at.dep == "conj":
                at = self.tokens[at.head]
            noun = at.head if at.dep == "relcl" else None
        if noun is None:
            return subject, target
        if subject is not None and repairs.opinion_aside(self.paragraph, subject):
            return noun, None if target is not None and self.tokens[target].tag in ("WDT", "WP") else target
        if subject is not None and self.tokens[subject].tag in ("WDT", "WP", "WP$"):
            return noun, target
        if target is not None and self.tokens[target].tag in ("WDT", "WP"):
            return subject, noun
        if target is None and subject is not None and self.tokens[subject].i < token.i and repairs.misses_object(self.paragraph, token):
            return subject, noun
        return subject, target
