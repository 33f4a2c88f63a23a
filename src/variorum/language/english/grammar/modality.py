"""How a clause is meant: affirmed or negated, done or only planned, demanded, offered; on which condition; in whose words.

Read from the clause's own words and from what governs it, word by word up the tree: "refused to rule out sending troops" is two
negations and a door left open. The governing words are data (lexicons/modality.tsv, lexicons/reporting.tsv).
"""

from dataclasses import dataclass
from typing import cast

from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.conditions import condition_of, condition_start, in_condition
from variorum.language.english.grammar.negation import modality_of_noun, negative_noun, negative_prefix, own_modality, own_sign
from variorum.language.english.grammar.reported import aside_source, is_content, is_reporting, name_of, source_of
from variorum.language.english.words.lexicon import Governor, governors, reporting, word_set
from variorum.model.statement import Modality, Polarity

# "does not think it is" says that it is not (negation raising, Horn 1978).
_NEGATION_MOVES_DOWN = word_set("negation moves down")
# Reporting verbs that are governors only of infinitives: "agreed that it is" changes nothing, "agreed to go" is a plan.
_SAYING_ONLY = word_set("saying only")
# "worried about the army massing troops", "asked about closing": the deed is taken for granted; "worried that it will" leaves it open.
_TAKING_FOR_GRANTED = word_set("taking for granted")
_PERCEIVED = word_set("modality.perceived")
_LIGHT = word_set("light")
# "Stopped to rest": what is stopped stands in the -ing form, and an infinitive tells for what.
_STOPPED_IN_ING = word_set("modality.stopped_in_ing")
# "The aim was to meet": nouns, and pronouns, of which an infinitive says what they are.
_WHAT_IT_IS = word_set("modality.what_it_is")
_NOT_YET, _SET = Governor("actual", -1, "keep"), Governor("planned", 1, "flip")
# These govern infinitives and clauses, no nouns: "has to go" is a must, "has a chance to go" is none.
_OF_CLAUSES_ONLY = word_set("of clauses only")


@dataclass(frozen=True, slots=True)
class Force:
    """How a clause is meant. `source` is the token that heads the source's noun phrase; `condition` a token range."""

    polarity: Polarity
    modality: Modality
    condition: tuple[int, int] | None
    source: int | None
    reported: bool  # within someone's words, whether or not the source is named
    past: bool  # reported in the past tense: "would" may stand for "will"


def force(clauses: Clauses, clause: ParsedClause) -> Force:
    """The force of a clause under all that governs it in its sentence."""
    known = clauses.forces.get(clause.head)
    if known is None:
        known = clauses.forces[clause.head] = _force(clauses, clause)
    return cast(Force, known)


def _force(clauses: Clauses, clause: ParsedClause) -> Force:
    if clause.kind == "nominal":
        own = modality_of_noun(clauses, clause.head)
        return _governed(clauses, clause.head, _Meaning(own_sign(clauses, clause), own))
    meaning = _Meaning(own_sign(clauses, clause), own_modality(clauses, clause), condition_of(clauses, clause))
    if in_condition(clauses, clause.head):
        meaning.modality = "conditional"
    elif meaning.modality == "conditional" and clauses.quoted(clause.head):
        meaning.in_quotes = True
    elif clause.kind == "adverbial" and clauses.is_infinitive(clauses.tokens[clause.head]) and meaning.modality == "actual":
        meaning.modality = "planned"  # a purpose
    return _governed(clauses, clause.head, meaning)


@dataclass(slots=True)
class _Meaning:
    """What is gathered on the way up the tree."""

    sign: int
    modality: Modality
    condition: tuple[int, int] | None = None
    source: int | None = None
    reported: bool = False
    past: bool = False
    in_quotes: bool = False  # or otherwise not backshifted: "would" is "would"
    open: int | None = None  # the sign before a governor that leaves its clause open when it is itself refused


def _governed(clauses: Clauses, head: int, meaning: _Meaning) -> Force:
    at = head
    for _ in range(12):
        upper = _governing_word(clauses, at)
        if upper is None or not _step(clauses, at, upper, meaning):
            break
        at = upper
    _from_outside(clauses, head, at, meaning)
    modality, if_clause = meaning.modality, in_condition(clauses, head)
    if (
        modality == "conditional"
        and meaning.reported
        and meaning.past
        and not meaning.in_quotes
        and meaning.condition is None
        and not if_clause
    ):
        modality = "planned"  # "said it would": what was "will" when it was said
    if meaning.condition is not None and modality in ("actual", "planned", "possible"):
        modality = "conditional"
    polarity: Polarity = "affirmed" if meaning.sign > 0 else "negated"
    return Force(polarity, modality, meaning.condition, meaning.source, meaning.reported, meaning.past)


def _step(clauses: Clauses, at: int, upper: int, meaning: _Meaning) -> bool:
    """Take in what one governing word does; False where the meaning of what lies below it goes no further."""
    name = name_of(clauses, upper)
    governor, clause = governors().get(name), clauses.by_head.get(upper)
    reports = is_reporting(clauses, upper) and is_content(clauses, at)
    token = clauses.tokens[at]
    factive = token.dep == "pcomp" and clauses.tokens[token.head].text.lower() in _TAKING_FOR_GRANTED
    if at not in clauses.by_head and (name in _OF_CLAUSES_ONLY or name in _LIGHT):
        if clause is not None and name in _LIGHT:  # "has no plan to": the noun has said no already, the verb only carries it
            meaning.sign *= -1 if any(child.dep == "neg" for child in clauses.below(upper)) else 1
            meaning.condition = meaning.condition or condition_of(clauses, clause, beyond=at)
            return True
        governor = None
    governor = _of_infinitive(clauses, at, clause) or governor
    if name == "want" and clause is not None and not _same_doer(clauses, at, clause):
        governor = Governor("demanded", 1, "flip")  # "wants the guards to stop": of others it is a demand
    if governor is not None and not (reports and name in _SAYING_ONLY) and not factive:
        inner = own_sign(clauses, clause) if clause else -1 if negative_noun(clauses, upper) else 1
        if clause and clause.complement is not None and negative_prefix(clauses, clause.complement) is not None:
            inner *= -1  # the lexicon's "be unlikely" has that negation in it
        if meaning.open is not None and governor.sign * inner < 0 and governor.modality == "actual":
            meaning.sign, meaning.modality = meaning.open, "possible"  # "refused to rule out": neither yes nor no
            meaning.open = None
        else:
            meaning.open = meaning.sign if governor.negated == "possible" and inner > 0 else None
            meaning.sign, meaning.modality = _apply(governor, inner, meaning.sign, meaning.modality)
        outer = own_modality(clauses, clause) if clause else "actual"
        if outer == "planned" and (meaning.modality == "actual" or name in ("have", "need", "allow", "permit", "let")):
            meaning.modality = outer  # "will have to": not what someone demands
        elif outer != "actual" and meaning.modality == "actual":
            meaning.modality = outer
        if (
            meaning.source is None
            and governor.modality in ("demanded", "offered", "denied")
            and not (clause and _same_doer(clauses, at, clause))
        ):
            meaning.source = source_of(clauses, upper)
    elif not reports and not (factive or _passes(clauses, at)):
        return False
    if reports and governor is None and clause is not None:
        _as_told(clauses, clause, name, meaning)
    if reports:
        if in_condition(clauses, upper) and meaning.modality in ("actual", "planned", "possible"):
            meaning.modality, meaning.in_quotes = "conditional", True  # "if he finds that it leaks": no "will" of someone's
        if not meaning.reported:
            meaning.reported = True
            meaning.source = source_of(clauses, upper)
        meaning.past = meaning.past or clauses.tokens[upper].tag not in ("VBZ", "VBP", "VB")
    if meaning.condition is None and clause is not None:
        meaning.condition = condition_of(clauses, clause, beyond=at)
    return True


def _of_infinitive(clauses: Clauses, at: int, upper: ParsedClause | None) -> Governor | None:
    """What a verb does to an infinitive that it does not do to other clauses: "has yet to go" (did not), "was to go" (a plan), "stopped the
    ship to search it" (for what, and not what was stopped)."""
    clause = clauses.by_head.get(at)
    if upper is None or clause is None or clause.tense != "infinitive" or clauses.tokens[clauses.first_joined(at)].dep != "xcomp":
        return None
    if is_purpose(clauses, at, upper):
        return Governor("planned", 1, "keep")
    if upper.lemma in ("have", "be") and is_awaited(clauses, upper, at):
        return _NOT_YET
    if upper.lemma == "be" and is_set(clauses, upper):
        return _SET
    return None


def is_purpose(clauses: Clauses, at: int, upper: ParsedClause) -> bool:
    """ "stopped to rest", "stopped the ship to search it": an infinitive of a verb that is stopped in its -ing form only."""
    return upper.lemma in _STOPPED_IN_ING and any(child.tag == "TO" for child in clauses.below(at))


def is_awaited(clauses: Clauses, upper: ParsedClause, at: int) -> bool:
    """ "has yet to go", "is still to go": the adverb stands right before "to"."""
    to = next((child.i for child in clauses.below(at) if child.tag == "TO"), 0)
    return to > upper.head and clauses.tokens[to - 1].text.lower() in ("yet", "still")


def is_set(clauses: Clauses, upper: ParsedClause) -> bool:
    """ "The ministers were to meet"; not "the aim was to meet", where the infinitive is what the subject is."""
    if upper.complement is not None or upper.subject is None or upper.existential:
        return False
    subject = clauses.tokens[upper.subject]
    return subject.pos in ("NOUN", "PROPN", "PRON") and subject.lemma.lower() not in _WHAT_IT_IS


def _as_told(clauses: Clauses, clause: ParsedClause, name: str, meaning: _Meaning) -> None:
    """What becomes of the content where the telling itself is negated or only possible: "I don't think it is" (it is not), "did not say it
    was" (open), "might say it was" (open); what is known, noticed or forgotten is so either way."""
    kind = reporting().get(name)
    if own_sign(clauses, clause) < 0:
        if name in _NEGATION_MOVES_DOWN:
            meaning.sign *= -1
        elif kind != "know":
            meaning.modality = "possible"
    elif name in _PERCEIVED and own_modality(clauses, clause) == "possible":
        return  # "could see that it was"
    elif own_modality(clauses, clause) in ("possible", "conditional") and kind != "know" and meaning.modality == "actual":
        meaning.modality = "possible"


def _same_doer(clauses: Clauses, at: int, clause: ParsedClause) -> bool:
    lower = clauses.by_head.get(at)
    return lower is not None and lower.subject == clause.subject


def _from_outside(clauses: Clauses, head: int, at: int, meaning: _Meaning) -> None:
    """What stands inside someone's words is theirs too: an aside ("according to X"), else the clause around."""
    if meaning.reported:
        return
    source, reported = aside_source(clauses, head)
    if not reported:
        top = clauses.owner(clauses.tokens[at].head) if clauses.tokens[at].head != at else None
        around = clauses.by_head.get(top) if top is not None and top != head else None
        if around is None:
            return
        outer = force(clauses, around)
        source, reported = outer.source, outer.reported
        meaning.past = meaning.past or outer.past
    if reported:
        meaning.reported = True
        meaning.source = meaning.source if meaning.source is not None else source


def _apply(governor: Governor, inner: int, sign: int, modality: Modality) -> tuple[int, Modality]:
    """The sign and modality of a governed clause; `inner` is the governor's own sign."""
    result = governor.modality
    if inner < 0 and governor.negated == "possible":
        return sign, "possible"
    if inner < 0 and governor.negated in ("flip", "head"):
        sign = -sign
    sign *= governor.sign
    if result == "actual":
        return sign, modality
    if modality in ("actual", "planned", "conditional") or result in ("demanded", "offered", "denied"):
        return sign, result
    return sign, modality


def _governing_word(clauses: Clauses, at: int) -> int | None:
    """The verb or noun that a clause or verbal noun hangs under, prepositions skipped; a conjunct looks where its first member looks."""
    token = clauses.tokens[clauses.first_joined(at)]
    if token.dep == "acl" and clauses.kinds.get(token.i) == "participle":
        return None  # "concerns voiced by the town": tells of the noun, and is not what is feared
    opening = condition_start(clauses, token.head) if token.dep == "ccomp" and token.head > token.i else None
    if opening is not None and opening > token.i:
        return None  # "It would fail, should the rain return": hung under its own condition
    if token.head == token.i or token.dep in ("relcl", "advcl", "nsubj", "nsubjpass", "parataxis", "csubj", "agent"):
        return None
    upper = clauses.tokens[token.head]
    for _ in range(4):
        if upper.pos not in ("ADP", "SCONJ", "ADJ", "PART") or upper.head == upper.i:
            break
        upper = clauses.tokens[upper.head]
    return upper.i


def _passes(clauses: Clauses, at: int) -> bool:
    """Does the meaning run on through a word that is no governor? Through clauses it takes, not through its nouns."""
    return clauses.tokens[at].dep in ("ccomp", "xcomp", "acl", "pcomp", "pobj", "dobj", "attr", "acomp") and at in clauses.by_head
