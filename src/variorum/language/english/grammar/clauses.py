"""The one clause reader: each predicate of a parsed paragraph with who does what to whom, and its place in the sentence.

Passives, shared subjects, relative clauses and infinitives are undone here, once, for statements, events, stands and attributions alike.
What a clause *means* (polarity, modality, condition, whose words it is) is read in modality.py.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property

from variorum.language.english import dates, values
from variorum.language.english.grammar import repairs
from variorum.language.english.grammar.tree import Tree
from variorum.language.english.words.lexicon import modals, verbal_nouns, word_set
from variorum.language.english.words.tables import written
from variorum.model.paragraph import Paragraph, Token
from variorum.model.sentence import ClauseKind, Tense

_HIGHEST = 12  # clauses above one another that are looked at
_BRACKETS = re.compile(r"\([^()]*\)")
# Forms, and dictionary forms, that the pipeline's rules get wrong.
_LEMMAS, _MISREAD = written("spellings.tsv", "lemma"), written("spellings.tsv", "stem")
_MODALS = modals()
_PAST_HELPERS = word_set("clauses.past_helpers")
# Participles that tell how the subject stands: "is opposed to", "is committed to".
_STATES = word_set("clauses.states")
_PHRASAL = word_set("frames.phrasal")
_PARTICLES = word_set("clauses.particles")
_KINDS: dict[str, ClauseKind] = {
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
class ParsedClause:
    """A predicate and its arguments. Numbers are token indices of the paragraph.

    `subject`, `object` and `agent` are as the sentence is built; `who` and `whom` are who does it and whom it is done to, passives undone
    and joined nouns listed.
    """

    head: int  # the verb; the copula where there is one; the noun of a verbless headline
    kind: ClauseKind
    above: int | None  # head of the clause it hangs under
    relation: str  # the label by which it hangs there
    lemma: str  # the dictionary form of the verb, with its particle: "roll back"
    subject: int | None  # as written, or shared, or the antecedent
    own_subject: bool
    object: int | None
    agent: int | None
    passive: bool
    existential: bool  # "there is no change"
    conjunct: bool  # joined by "and", "or", or put beside another clause
    particles: tuple[int, ...]
    complement: int | None  # attribute or adjective of a copula
    who: tuple[int, ...] = ()
    whom: tuple[int, ...] = ()
    to_whom: tuple[int, ...] = ()  # "gave Ruritania a loan"
    with_preps: tuple[tuple[str, int], ...] = ()  # (preposition, head of its noun)
    contents: tuple[int, ...] = ()  # verbs of that-clauses and infinitives
    attributes: tuple[int, ...] = ()  # what it is said to be: "open", "ready"
    modal: str | None = None
    tense: Tense = "present"


def _is_particle(verb: Token, child: Token) -> bool:
    """ "rolled back the rules": an adverb right after its verb that makes one word with it."""
    return child.dep == "advmod" and child.i == verb.i + 1 and child.text.lower() in _PARTICLES


class Clauses(Tree):
    """All clauses of one paragraph, by head."""

    def __init__(self, paragraph: Paragraph) -> None:
        super().__init__(paragraph)
        self.kinds: dict[int, ClauseKind] = {}
        self.by_head: dict[int, ParsedClause] = {}
        self._owners: dict[int, int | None] = {}
        self.stolen: set[int] = set()  # words the parser hung elsewhere that are the subject of a clause
        self.dateline: set[int] = set()
        self.rehung: dict[int, int] = {}  # joined clauses, and the clause they are joined to
        self.forces: dict[int, object] = {}  # filled by modality.py
        self._quoted = [place.start() for place in re.finditer('"', paragraph.text)]
        self.dateline.update(repairs.dateline(self))
        self.stolen.update(self.dateline)
        self.aside = {
            token.i for span in _BRACKETS.finditer(paragraph.text) for token in self.tokens if span.start() <= token.start < span.end()
        }
        for token in self.tokens:
            self._mark(token)
        for head in sorted(self.kinds, key=lambda index: (self.depth(index), index)):
            if head not in self.by_head:
                self.by_head[head] = self._clause(head)

    @cached_property
    def times(self) -> list[dates.Written]:
        """The written times of the paragraph, in order."""
        return dates.find(self.paragraph.text)

    @cached_property
    def figures(self) -> list[values.Figure]:
        """The figures of the paragraph, in order."""
        return values.find(self.paragraph.text, self.times)

    def chain(self, clause: ParsedClause) -> list[ParsedClause]:
        """The clauses above one, nearest first."""
        found: list[ParsedClause] = []
        at = clause.above
        while at is not None and at in self.by_head and len(found) < _HIGHEST:
            found.append(self.by_head[at])
            at = self.by_head[at].above
        return found

    def quoted(self, index: int) -> bool:
        """Does this token stand between quotation marks?"""
        return bisect_left(self._quoted, self.tokens[index].start) % 2 == 1

    def lemma(self, index: int) -> str:
        """The dictionary form in small letters; a few forms that the parser's rules get wrong are put right."""
        return _LEMMAS.get(self.tokens[index].text.lower(), self.tokens[index].lemma.lower())

    def nominal(self, index: int) -> ParsedClause | None:
        """A noun that names a deed ("the withdrawal of troops by the army") as a clause, if its words tell who or whom."""
        known = verbal_nouns().get(self.tokens[index].lemma.lower())
        if known is None or self.tokens[index].pos != "NOUN":
            return None
        owner = self.child(index, "poss")
        of = self._under(index, "of")
        by = self._under(index, "by")
        people = next((child.i for child in self.below(index) if child.dep == "amod" and child.ent == "NORP"), None)
        doer = by if by is not None else owner.i if owner and (of is not None or not known.owner_suffers) else people
        done_to = of if of is not None and not known.of_does else owner.i if owner and doer != owner.i else None
        if of is not None and known.of_does and doer is None:
            doer = of
        if of is None and by is None and owner is None:
            return None
        verb = known.verb
        return ParsedClause(
            index, "nominal", self.owner(index), self.tokens[index].dep, verb, doer, False, done_to, None, False, False, False, (), None,
            who=self._members(doer), whom=self._members(done_to),
        )  # fmt: skip

    def _under(self, index: int, preposition: str) -> int | None:
        for child in self.below(index):
            if child.dep in ("prep", "agent") and child.text.lower() == preposition:
                noun = self.child(child.i, "pobj")
                return noun.i if noun else None
        return None

    def _mark(self, token: Token) -> None:
        told = repairs.headline_told(self, token)
        if told is not None:
            self.kinds[told] = "verbless"
        kind = self._kind(token, 0)
        if kind is not None:
            self.kinds[token.i] = kind

    def _kind(self, token: Token, deep: int) -> ClauseKind | None:
        if (
            token.dep in ("ROOT", "parataxis")
            and token.pos in repairs.NOMINAL
            and not repairs.verbal(self, token)
            and not self.child(token.i, *SUBJECTS, "cop")
        ):
            return "verbless" if token.dep == "ROOT" else None
        if token.tag == "VBD" and token.dep in ("amod", "compound", "nmod") and self.child(token.i, "nsubj"):
            return "content"  # "warplanes performed runs", read as a noun phrase
        if not repairs.verbal(self, token) or token.dep in (
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
            if self.tokens[token.head].pos in repairs.VERBAL:
                return self._kind(self.tokens[token.head], deep + 1)
            if self.child(token.i, "nsubj", "nsubjpass"):
                return "main"
            return "participle" if self._told_of_noun(token) else None
        kind = _KINDS.get(token.dep)
        if token.dep == "acl":
            if self.child(token.i, "mark", "nsubj", "nsubjpass") and not self.is_infinitive(token):
                return "content"
            return "infinitive" if self.is_infinitive(token) else "participle"
        if kind is None and self.child(token.i, "nsubj", "nsubjpass"):
            return "content"  # `dep` and the like, but with a subject of its own
        return kind

    def _told_of_noun(self, token: Token) -> bool:
        """ "Ruritania, but opposed by others, ...": a participle that the parser joined to the noun."""
        return token.dep == "conj" and self.tokens[token.head].pos in repairs.NOMINAL and self.child(token.i, "agent") is not None

    def is_infinitive(self, token: Token) -> bool:
        return token.tag == "VB" and any(child.tag == "TO" for child in self.below(token.i))

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

    def _clause(self, head: int) -> ParsedClause:
        token = self.tokens[head]
        above = None if token.head == head else self.owner(token.head)
        below = self.below(head)
        subject = next((child.i for child in below if child.dep in SUBJECTS and child.i not in self.kinds), None)
        if subject is None:
            subject = next((child.i for child in below if child.dep in ("csubj", "csubjpass")), None)
        if subject is None and token.pos == "NOUN" and repairs.verbal(self, token):
            subject = next((child.i for child in below if child.dep == "compound"), None)
        subject = repairs.past_dateline(self, self.dateline, head, subject)
        own = subject is not None
        kind = self.kinds[head]
        passive = any(child.dep in ("auxpass", "nsubjpass", "csubjpass") for child in below)
        if kind == "participle" and (token.tag == "VBN" or self._told_of_noun(token)):
            passive = True
        if kind == "main" and repairs.is_aside(self, token, subject):
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
        made = ParsedClause(
            head=head,
            kind=kind,
            above=above,
            relation=token.dep,
            lemma=self._verb(token),
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
        return self._with_arguments(made)

    def _with_arguments(self, clause: ParsedClause) -> ParsedClause:
        """Who does it, whom it is done to, and all else that goes with the verb."""
        below = self.below(clause.head)
        preps = self._with_preps(clause.head)
        objects = self._members(clause.object)
        if not objects and " " in clause.lemma:  # "voted down the bill", read as a preposition
            objects = tuple(noun for prep, noun in preps if prep == clause.lemma.split(" ")[1])
        state = clause.passive and clause.lemma in _STATES and any(prep == "to" for prep, _ in preps)
        if state:  # "is opposed to": a state of the subject
            objects += tuple(noun for prep, noun in preps if prep == "to")
        undone = clause.passive and not state
        subjects = self._members(clause.subject)
        modal, tense = self._time(clause)
        dative = [child for child in below if child.dep == "dative"]
        to_whom = [child.i for child in dative if child.pos != "ADP"]
        to_whom += [noun.i for child in dative if child.pos == "ADP" for noun in self.below(child.i, "pobj")]
        return replace(
            clause,
            who=self._members(clause.agent) if undone else self._told_of(clause, subjects),
            whom=(*subjects, *objects) if undone else objects,
            to_whom=tuple(self.conjoined(to_whom)),
            with_preps=tuple(preps),
            contents=tuple(child.i for child in below if child.dep in ("ccomp", "xcomp")),
            attributes=tuple(child.i for child in below if child.dep in ("acomp", "attr", "oprd")),
            modal=modal,
            tense=tense,
        )

    def _told_of(self, clause: ParsedClause, subjects: tuple[int, ...]) -> tuple[int, ...]:
        """ "Ruritania is among the states opposing ...": what is said of the states is said of Ruritania."""
        if clause.relation != "acl" or len(subjects) != 1:
            return subjects
        prep = self.tokens[self.tokens[subjects[0]].head]
        while prep.dep == "pobj" or (prep.pos == "ADP" and prep.text.lower() == "of"):
            prep = self.tokens[prep.head]
            if prep.pos in repairs.VERBAL or prep.head == prep.i:
                break
        among = prep.text.lower() == "among"
        be = self.by_head.get(prep.head if among else prep.i)
        named = be is not None and be.lemma == "be" and (among or subjects[0] in be.attributes)
        return be.who if be is not None and named and be.who else subjects

    def _members(self, noun: int | None) -> tuple[int, ...]:
        return () if noun is None else tuple(self.conjoined([noun]))

    def _verb(self, token: Token) -> str:
        """The dictionary form of a verb with its particle."""
        lemma = _MISREAD.get(token.lemma.lower(), self.lemma(token.i))
        particle = next((child.lemma.lower() for child in self.below(token.i, "prt")), None)
        after = self.tokens[token.i + 1].text.lower() if token.i + 1 < len(self.tokens) else ""
        if particle is None and f"{lemma} {after}" in _PHRASAL:
            particle = after
        return f"{lemma} {particle}" if particle else lemma

    def _with_preps(self, verb: int) -> list[tuple[str, int]]:
        """Each preposition at a verb with each of its nouns; one that follows another goes with it: "out of"."""
        found: list[tuple[str, int]] = []
        for prep in self.below(verb, "prep", "agent"):
            nouns = self.conjoined([noun.i for noun in self.below(prep.i, "pobj")])
            found.extend((prep.lemma.lower(), noun) for noun in nouns)
            for inner in self.below(prep.i, "prep"):
                found.extend((f"{prep.lemma.lower()} {inner.lemma.lower()}", noun.i) for noun in self.below(inner.i, "pobj"))
        return found

    def _time(self, clause: ParsedClause) -> tuple[str | None, Tense]:
        """The modal verb of a clause, and its tense. What is joined without helpers of its own shares those before it."""
        token = self.tokens[clause.head]
        helpers = [child.text.lower() for child in self.below(clause.head, "aux", "auxpass")]
        modal = next((_MODALS[word].verb for word in helpers if word in _MODALS), None)
        if modal in ("will", "would") or (
            modal is None and token.text.lower() == "going" and any(c.tag == "VB" for c in self.below(token.i))
        ):
            return modal, "future"
        upper = self.by_head.get(clause.above) if clause.above is not None else None
        if token.dep == "conj" and upper is not None and not helpers and token.tag == "VB":
            return upper.modal, upper.tense
        if modal:
            return modal, "present"
        if "to" in helpers:
            return None, "infinitive"
        if token.tag in ("VBD", "VBN") or _PAST_HELPERS.intersection(helpers):
            return None, "past"
        return None, "present"

    def _shared_subject(self, token: Token, above: int | None, kind: ClauseKind, conjunct: bool) -> int | None:
        upper = self.by_head.get(above) if above is not None else None
        if kind == "participle" and self._told_of_noun(token):
            return token.head
        if conjunct:
            before = repairs.first_word(self, token) - 1
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
        for child in self.below(token.i):
            if child.dep in ("dobj", "obj") and not any(
                item.i in self.kinds and item.dep in ("amod", "compound") for item in self.below(child.i)
            ):
                return child.i
        return None

    def _agreeing(self, token: Token, above: int) -> int:
        """ "They hold as long as the town pays and agrees": a singular verb goes with the nearer singular one, and a bare infinitive with
        the nearer infinitive ("sent a letter with an offer to talk, meet and listen")."""
        upper = self.by_head.get(above)
        if token.tag == "VB" and upper is not None and self.tokens[above].tag in ("VBD", "VBN", "VBZ", "VBP"):
            if any(child.dep == "aux" for child in self.below(token.i)):
                return above
            bare = [head for head in self.kinds if above < head < token.i and self.is_infinitive(self.tokens[head])]
            return bare[-1] if bare else above
        if token.tag != "VBZ" or upper is None or self.tokens[above].tag != "VBP":
            return above
        between = [head for head in self.kinds if above < head < token.i and self.tokens[head].tag == "VBZ" and self.child(head, "nsubj")]
        return between[-1] if between else above

    def _stranded_subject(self, token: Token) -> int | None:
        found = repairs.stranded_subject(self, token)
        if found is None:
            return None
        self.stolen.update(range(found[1], found[2]))
        return found[0]

    def _doer_of_noun(self, noun: int, upper: ParsedClause | None) -> int | None:
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
        if subject is not None and repairs.opinion_aside(self, subject):
            return noun, None if target is not None and self.tokens[target].tag in ("WDT", "WP") else target
        if subject is not None and self.tokens[subject].tag in ("WDT", "WP", "WP$"):
            return noun, target
        if target is not None and self.tokens[target].tag in ("WDT", "WP"):
            return subject, noun
        if target is None and subject is not None and self.tokens[subject].i < token.i and repairs.misses_object(self, token):
            return subject, noun
        return subject, target
