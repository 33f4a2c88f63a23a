"""How a clause is meant: affirmed or negated, done or only planned, demanded, offered; on which condition; in whose words.

Read from the clause's own words and from what governs it, word by word up the tree: "refused to rule out sending troops" is two
negations and a door left open. The governing words are data (lexicons/modality.tsv, lexicons/reporting.tsv).
"""

from dataclasses import dataclass
from typing import cast

from variorum.language.clauses import Clause, Clauses
from variorum.language.lexicon import Governor, governors, reporting
from variorum.model.paragraph import Token
from variorum.model.statement import Modality, Polarity

_NEGATIVE_WORDS = frozenset("not n't never neither nor no nobody nothing none nowhere hardly scarcely barely".split())
_MODALS: dict[str, Modality] = {
    "will": "planned", "'ll": "planned", "wo": "planned", "shall": "planned", "can": "possible", "ca": "possible", "may": "possible",
    "might": "possible", "could": "possible", "must": "demanded", "should": "demanded", "ought": "demanded", "would": "conditional", "'d": "conditional",
}  # fmt: skip
_HEDGES = frozenset("possibly perhaps maybe probably likely potentially presumably supposedly".split())
# Adjectives with a negating prefix whose other half is the plain opposite; "unprecedented" or "unique" are not.
_NEGATED_STEMS = frozenset(
    "able acceptable accurate affected available aware certain changed clear comfortable common confirmed conditional convinced decided "
    "employed expected fair familiar finished founded fulfilled happy harmed healthy hurt important interested involved justified known "
    "lawful legal likely necessary negotiable occupied official opposed paid popular prepared proven ready real realistic related reliable "
    "resolved responsive safe satisfied scathed solved stable successful sure true usual vaccinated wanted welcome willing wise working worried "
    "possible practical probable complete correct dependent effective sufficient visible regular relevant responsible adequate appropriate".split()
)
_CONDITION_MARKS = frozenset("if unless until till lest".split())


@dataclass(frozen=True, slots=True)
class Force:
    """How a clause is meant. `source` is the token that heads the source's noun phrase; `condition` a token range."""

    polarity: Polarity
    modality: Modality
    condition: tuple[int, int] | None
    source: int | None
    reported: bool  # within someone's words, whether or not the source is named
    past: bool  # reported in the past tense: "would" may stand for "will"


def name_of(clauses: Clauses, head: int) -> str:
    """The dictionary name under which a head's governor is looked up: "rule out", "be ready", "noun:plan"."""
    token = clauses.tokens[head]
    if token.pos in ("NOUN", "PROPN") or (token.pos not in ("VERB", "AUX") and head not in clauses.by_head):
        return f"noun:{token.lemma.lower()}"
    clause = clauses.by_head.get(head)
    lemma = clauses.lemma(head)
    if clause and clause.complement is not None and lemma in ("be", "remain", "seem", "look", "stay"):
        return f"be {clauses.tokens[clause.complement].lemma.lower()}"
    if clause and clause.particles:
        return f"{lemma} {clauses.tokens[clause.particles[0]].lemma.lower()}"
    return lemma


def is_reporting(clauses: Clauses, head: int) -> bool:
    name = name_of(clauses, head)
    return name in reporting() or (clauses.tokens[head].lemma == "make" and _makes_clear(clauses, head))


def _makes_clear(clauses: Clauses, head: int) -> bool:
    return any(child.lemma == "clear" for child in clauses.paragraph.children(head))


def own_sign(clauses: Clauses, clause: Clause) -> int:
    """-1 where the clause's own words negate it an odd number of times."""
    below = clauses.paragraph.children(clause.head)
    count = sum(1 for child in below if child.dep == "neg" or (child.lemma.lower() in _NEGATIVE_WORDS and child.dep in ("advmod", "preconj", "cc")))
    count += sum(1 for child in below if child.dep == "advmod" and _no_longer(clauses, child))
    if clause.complement is not None:
        count += sum(1 for child in clauses.paragraph.children(clause.complement) if child.dep == "neg" or _no_longer(clauses, child))
    for noun in (clause.subject if clause.own_subject else None, clause.object, clause.complement, clause.agent):
        if noun is not None and _negative_noun(clauses, noun):
            count += 1
    if clause.kind in ("verbless", "nominal") and _negative_noun(clauses, clause.head):
        count += 1
    if clause.complement is not None and negative_prefix(clauses, clause.complement) is not None:
        count += 1
    return -1 if count % 2 else 1


def _no_longer(clauses: Clauses, token: Token) -> bool:
    return token.text.lower() == "longer" and token.i > 0 and clauses.tokens[token.i - 1].text.lower() == "no"


def _negative_noun(clauses: Clauses, index: int) -> bool:
    token = clauses.tokens[index]
    if token.text.lower() in ("nobody", "nothing", "none"):
        return True
    if any(child.text.lower() in ("no", "neither") and child.dep in ("det", "neg", "preconj", "cc") for child in clauses.paragraph.children(index)):
        return True
    first = index  # "no U.S. or Danish ships": the word may hang at the first name
    while first > 0 and clauses.tokens[first - 1].pos in ("PROPN", "ADJ", "CCONJ", "NOUN") and clauses.tokens[first - 1].sent == token.sent:
        first -= 1
    before = clauses.tokens[first - 1] if first > 0 else None
    return before is not None and before.text.lower() == "no" and before.dep == "det" and first < index and before.head in range(first, index)


def negative_prefix(clauses: Clauses, index: int) -> str | None:
    """The positive half of a negated adjective: "unwilling" gives "willing", "non" + "-" + "negotiable" gives "negotiable"."""
    token = clauses.tokens[index]
    word = token.text.lower()
    if token.pos not in ("ADJ", "VERB", "ADV"):
        return None
    if word == "non" and index + 2 < len(clauses.tokens) and clauses.tokens[index + 1].text == "-":
        return clauses.tokens[index + 2].text.lower()
    if word.startswith("non-") or (index > 1 and clauses.tokens[index - 1].text == "-" and clauses.tokens[index - 2].text.lower() == "non"):
        return word.removeprefix("non-")
    for prefix in ("un", "in", "im", "ir", "il"):
        if word.startswith(prefix) and word[len(prefix) :] in _NEGATED_STEMS:
            return word[len(prefix) :]
    return None


def own_modality(clauses: Clauses, clause: Clause) -> Modality:
    """What the clause's own auxiliaries and adverbs say."""
    below = clauses.paragraph.children(clause.head)
    for child in below:
        if child.dep == "aux" and child.tag == "MD":
            return _MODALS.get(child.text.lower(), "actual")
    for child in below:
        if child.dep == "advmod" and child.lemma.lower() in _HEDGES:
            return "possible"
    token = clauses.tokens[clause.head]
    told = token.dep == "ROOT" or (token.dep == "acl" and clauses.kinds.get(token.head) == "verbless")
    if told and any(child.tag == "TO" for child in below):
        return "planned"  # a headline: "Talks to continue"
    if token.tag == "VBG" and token.lemma == "go" and any(child.dep == "xcomp" for child in below):
        return "planned"
    return "actual"


def force(clauses: Clauses, clause: Clause) -> Force:
    """The force of a clause under all that governs it in its sentence."""
    known = clauses.forces.get(clause.head)
    if known is None:
        known = clauses.forces[clause.head] = _force(clauses, clause)
    return cast(Force, known)


def _force(clauses: Clauses, clause: Clause) -> Force:
    if clause.kind == "nominal":
        own = _of_noun(clauses, clause.head)
        return _governed(clauses, clause.head, _Meaning(own_sign(clauses, clause), own))
    meaning = _Meaning(own_sign(clauses, clause), own_modality(clauses, clause), condition_of(clauses, clause))
    if _is_if(clauses, clause.head):
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
    in_quotes: bool = False


def _of_noun(clauses: Clauses, head: int) -> Modality:
    """ "a possible attack", "any invasion", "the planned sale"."""
    for child in clauses.paragraph.children(head):
        word = child.text.lower()
        if child.dep in ("amod", "det"):
            if word in ("possible", "potential", "any", "likely", "feared", "alleged", "suspected", "imminent", "threatened"):
                return "possible"
            if word in ("planned", "scheduled", "upcoming", "future", "intended", "forthcoming"):
                return "planned"
            if word in ("proposed", "offered"):
                return "offered"
    return "actual"


def _governed(clauses: Clauses, head: int, meaning: _Meaning) -> Force:
    at = head
    for _ in range(12):
        upper = _governing_word(clauses, at)
        if upper is None or not _step(clauses, at, upper, meaning):
            break
        at = upper
    _from_outside(clauses, head, at, meaning)
    modality, if_clause = meaning.modality, _is_if(clauses, head)
    if modality == "conditional" and meaning.reported and meaning.past and not meaning.in_quotes and meaning.condition is None and not if_clause:
        modality = "planned"  # "said it would": what was "will" when it was said
    if meaning.condition is not None and modality in ("actual", "planned", "possible"):
        modality = "conditional"
    polarity: Polarity = "affirmed" if meaning.sign > 0 else "negated"
    return Force(polarity, modality, meaning.condition, meaning.source, meaning.reported, meaning.past)


def _step(clauses: Clauses, at: int, upper: int, meaning: _Meaning) -> bool:
    """Take in what one governing word does; False where the meaning of what lies below it goes no further."""
    name = name_of(clauses, upper)
    governor, clause = governors().get(name), clauses.by_head.get(upper)
    reports = is_reporting(clauses, upper) and _is_content(clauses, at)
    token = clauses.tokens[at]
    factive = token.dep == "pcomp" and clauses.tokens[token.head].text.lower() in _TAKING_FOR_GRANTED
    if at not in clauses.by_head and (name in _OF_CLAUSES_ONLY or name in _LIGHT):
        if clause is not None and name in _LIGHT:  # "has no plan to": the noun has said no already, the verb only carries it
            meaning.sign *= -1 if any(child.dep == "neg" for child in clauses.paragraph.children(upper)) else 1
            meaning.condition = meaning.condition or condition_of(clauses, clause, beyond=at)
            return True
        governor = None
    if governor is not None and not (reports and name in _SAYING_ONLY) and not factive:
        inner = own_sign(clauses, clause) if clause else -1 if _negative_noun(clauses, upper) else 1
        if clause and clause.complement is not None and negative_prefix(clauses, clause.complement) is not None:
            inner *= -1  # the lexicon's "be unlikely" has that negation in it
        meaning.sign, meaning.modality = _apply(governor, inner, meaning.sign, meaning.modality)
        outer = own_modality(clauses, clause) if clause else "actual"
        if outer == "planned" and (meaning.modality == "actual" or name in ("have", "need", "allow", "permit", "let")):
            meaning.modality = outer  # "will have to": not what someone demands
        elif outer != "actual" and meaning.modality == "actual":
            meaning.modality = outer
        if meaning.source is None and governor.modality in ("demanded", "offered", "denied") and not (clause and _same_doer(clauses, at, clause)):
            meaning.source = _source(clauses, upper)
    elif not reports and not (factive or _passes(clauses, at)):
        return False
    if reports and governor is None and clause is not None:
        _as_told(clauses, clause, name, meaning)
    if reports:
        if not meaning.reported:
            meaning.reported = True
            meaning.source = _source(clauses, upper)
        meaning.past = meaning.past or clauses.tokens[upper].tag not in ("VBZ", "VBP", "VB")
    if meaning.condition is None and clause is not None:
        meaning.condition = condition_of(clauses, clause, beyond=at)
    return True


def _as_told(clauses: Clauses, clause: Clause, name: str, meaning: _Meaning) -> None:
    """What becomes of the content where the telling itself is negated or only possible: "I don't think it is" (it is not), "did not say it
    was" (open), "might say it was" (open); what is known, noticed or forgotten is so either way."""
    kind = reporting().get(name)
    if own_sign(clauses, clause) < 0:
        if name in _NEGATION_MOVES_DOWN:
            meaning.sign *= -1
        elif kind != "know":
            meaning.modality = "possible"
    elif own_modality(clauses, clause) in ("possible", "conditional") and kind != "know" and meaning.modality == "actual":
        meaning.modality = "possible"


def _same_doer(clauses: Clauses, at: int, clause: Clause) -> bool:
    lower = clauses.by_head.get(at)
    return lower is not None and lower.subject == clause.subject


def _from_outside(clauses: Clauses, head: int, at: int, meaning: _Meaning) -> None:
    """What stands inside someone's words is theirs too: an aside ("according to X"), else the clause around."""
    if meaning.reported:
        return
    source, reported = _aside(clauses, head)
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


# "does not think it is" says that it is not (negation raising, Horn 1978).
_NEGATION_MOVES_DOWN = frozenset("think believe feel expect suppose imagine want guess reckon anticipate".split())
# Reporting verbs that are governors only of infinitives: "agreed that it is" changes nothing, "agreed to go" is a plan.
_SAYING_ONLY = frozenset("agree insist suggest decide expect hope consider promise pledge vow threaten mean learn see understand forget remember need start begin".split())
# "worried about the army massing troops", "asked about closing": the deed is taken for granted; "worried that it will" leaves it open.
_TAKING_FOR_GRANTED = frozenset("about over after before by with for at without despite since".split())
_LIGHT = frozenset("have make give take get see express issue hold voice raise".split())
# These govern infinitives and clauses, no nouns: "has to go" is a must, "has a chance to go" is none.
_OF_CLAUSES_ONLY = frozenset("have need go come help mean tend look keep see let start begin move continue".split())


def _is_if(clauses: Clauses, head: int) -> bool:
    """Is this clause, or the first of those it is joined with, a condition?"""
    for _ in range(10):
        if is_condition(clauses, head):
            return True
        if clauses.tokens[head].dep != "conj" or clauses.tokens[head].head not in clauses.kinds:
            return False
        head = clauses.rehung.get(head, clauses.tokens[head].head)
    return False


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
    token = clauses.tokens[at]
    for _ in range(20):
        if token.dep != "conj":
            break
        token = clauses.tokens[token.head]
    if token.dep == "acl" and clauses.kinds.get(token.i) == "participle":
        return None  # "concerns voiced by the town": tells of the noun, and is not what is feared
    if token.head == token.i or token.dep in ("relcl", "advcl", "nsubj", "nsubjpass", "parataxis", "csubj", "agent"):
        return None
    upper = clauses.tokens[token.head]
    for _ in range(4):
        if upper.pos not in ("ADP", "SCONJ", "ADJ", "PART") or upper.head == upper.i:
            break
        upper = clauses.tokens[upper.head]
    return upper.i


def _is_content(clauses: Clauses, at: int) -> bool:
    token = clauses.tokens[at]
    while token.dep == "conj":
        token = clauses.tokens[token.head]
    if token.dep == "acl":
        return at in clauses.by_head and clauses.kinds[token.i] == "content"
    if token.dep != "ccomp":
        return False
    below = clauses.paragraph.children(token.i)
    return token.tag not in ("VB", "VBG", "VBN") or any(child.tag in ("MD", "VBZ", "VBP", "VBD") or child.dep == "mark" for child in below)


def _passes(clauses: Clauses, at: int) -> bool:
    """Does the meaning run on through a word that is no governor? Through clauses it takes, not through its nouns."""
    return clauses.tokens[at].dep in ("ccomp", "xcomp", "acl", "pcomp", "pobj", "dobj", "attr", "acomp") and at in clauses.by_head


def _source(clauses: Clauses, head: int) -> int | None:
    """The token heading the words for who says it."""
    clause = clauses.by_head.get(head)
    if clause is None:
        owner = clauses.child(head, "poss")
        return owner.i if owner else None
    if clause.passive:
        return clause.agent
    if clause.subject is None or clauses.tokens[clause.subject].tag in ("DT", "WDT", "EX", "WRB"):
        return None
    if clauses.tokens[clause.subject].tag == "PRP" and clauses.quoted(clause.subject) != clauses.quoted(head):
        return None
    return clause.subject


def _aside(clauses: Clauses, head: int) -> tuple[int | None, bool]:
    """The source of a clause that an "according to X" or a ", X said," belongs to."""
    at: int | None = head
    if clauses.kinds.get(head) == "verbless" and clauses.tokens[head].dep == "nsubj":
        return clauses.by_head[clauses.tokens[head].head].subject, True
    while at is not None:
        for child in clauses.paragraph.children(at):
            if child.dep == "prep" and child.text.lower() == "according":
                to = clauses.child(child.i, "prep")
                named = clauses.child(to.i, "pobj") if to else None
                return (named.i if named else None), True
            if child.dep == "parataxis" and child.i in clauses.by_head and is_reporting(clauses, child.i):
                return clauses.by_head[child.i].subject, True
        clause = clauses.by_head.get(at)
        at = clause.above if clause else None
    return None, False


def is_condition(clauses: Clauses, head: int) -> bool:
    """Does this adverbial clause set a condition (if, unless, until, as long as, provided, should it ...)?"""
    return _condition_start(clauses, clauses.tokens[head]) is not None


def condition_start(clauses: Clauses, head: int) -> int | None:
    """The token with which the condition headed here begins ("as" of "as long as"), if it is one."""
    return _condition_start(clauses, clauses.tokens[head])


def is_question(clauses: Clauses, head: int) -> bool:
    """ "whether it can": leaves open what it says."""
    if any(child.dep == "mark" and child.text.lower() == "whether" for child in clauses.paragraph.children(head)):
        return True
    if clauses.tokens[head].dep not in ("ccomp", "csubj", "pcomp"):
        return False
    first = clauses.paragraph.subtree(head)[0].i
    return any(token.tag in ("WP", "WRB", "WDT", "WP$") and clauses.owner(token.i) == head for token in clauses.tokens[first:head])


def within_question(clauses: Clauses, head: int) -> bool:
    """Does the clause stand in a question told indirectly: "asked whether the town knew that it burned"?"""
    at: int | None = head
    for _ in range(6):
        if at is None or at not in clauses.by_head:
            return False
        if is_question(clauses, at):
            return True
        if clauses.kinds[at] in ("main", "relative", "adverbial"):
            return False
        at = clauses.by_head[at].above
    return False


def _condition_start(clauses: Clauses, token: Token) -> int | None:
    """Where the condition's words begin, if the adverbial clause headed here is one."""
    if token.dep not in ("advcl", "ccomp", "conj", "ROOT"):
        return None
    below = clauses.paragraph.children(token.i)
    subject = next((child for child in below if child.dep in ("nsubj", "nsubjpass", "expl")), None)
    for child in below:
        word = child.text.lower()
        if child.dep == "mark" and word in _CONDITION_MARKS:
            return child.i
        if child.dep == "mark" and word == "as" and _before(clauses, child.i, 2) in ("as long", "so long"):
            return child.i - 2
        if child.dep == "mark" and word in ("that",) and _before(clauses, child.i, 1) in ("provided", "providing", "assuming"):
            return child.i - 1
        if child.dep == "aux" and word in ("should", "were", "had") and subject is not None and child.i < subject.i and _opens(clauses, child.i):
            return child.i
    if token.dep == "advcl" and token.text.lower() in ("provided", "providing", "assuming") and clauses.child(token.i, "ccomp"):
        return token.i
    if token.dep == "advcl" and subject is not None and subject.i > 0:
        first = min(item.i for item in clauses.paragraph.subtree(subject.i))
        if _before(clauses, first, 1) in ("provided", "providing"):
            return first - 1
    return None


def _opens(clauses: Clauses, index: int) -> bool:
    """Is this word the first of its clause: after a comma, a mark or nothing?"""
    return index == 0 or clauses.tokens[index - 1].sent != clauses.tokens[index].sent or clauses.tokens[index - 1].pos in ("PUNCT", "CCONJ") or (
        clauses.tokens[index - 1].pos in ("NOUN", "PROPN")
    )


def _before(clauses: Clauses, index: int, count: int) -> str:
    return " ".join(token.text.lower() for token in clauses.tokens[max(0, index - count) : index])


def antecedent(clauses: Clauses, index: int) -> int:
    """Whom a pronoun stands for, where the grammar tells: "the minister said he would" (himself); in quotation marks "I" is the speaker."""
    token = clauses.tokens[index]
    owner = clauses.owner(index)
    clause = clauses.by_head.get(owner) if owner is not None else None
    if token.tag != "PRP" or clause is None or clause.subject != index:
        return index
    while clause is not None and clause.conjunct and clause.above is not None:
        clause = clauses.by_head[clause.above]
    if clause is None or clause.above is None or not _is_content(clauses, clause.head) or not is_reporting(clauses, clause.above):
        return index
    said = _source(clauses, clause.above)
    if said is None or said == index or said > index and not clauses.quoted(index):
        return index
    return antecedent(clauses, said) if _agrees(clauses, token, clauses.tokens[said]) else index


def _agrees(clauses: Clauses, pronoun: Token, noun: Token) -> bool:
    word = pronoun.text.lower()
    if clauses.quoted(pronoun.i):
        return word == "i" and noun.tag in ("NNP", "NN", "PRP")
    several = noun.tag in ("NNS", "NNPS") or any(child.dep == "conj" for child in clauses.paragraph.children(noun.i))
    if word == "they":
        return several
    if several or noun.tag == "PRP" and noun.text.lower() != word:
        return False
    if word in ("he", "she"):
        return noun.ent in ("PERSON", "") and noun.tag in ("NNP", "NN", "PRP")
    return word == "it" and (noun.ent in ("ORG", "GPE", "NORP") or (noun.ent == "" and noun.tag == "NN"))


def condition_of(clauses: Clauses, clause: Clause, beyond: int | None = None) -> tuple[int, int] | None:
    """The token range [first, last] of the condition set on a clause, or None. "Until" in the past is a time and no condition."""
    for child in clauses.paragraph.children(clause.head):
        if child.i == beyond:
            continue
        for item in (child, *clauses.paragraph.children(child.i)) if child.dep == "advmod" else (child,):
            start = _condition_start(clauses, item)
            if start is None or item.dep == "conj":
                continue
            if clauses.tokens[start].text.lower() in ("until", "till") and not _looks_ahead(clauses, clause, item):
                continue
            last = max(token.i for token in clauses.paragraph.subtree(item.i))
            for joined, to in clauses.rehung.items():
                if to == item.i and clauses.tokens[joined].head != item.i:
                    last = max(last, *(token.i for token in clauses.paragraph.subtree(joined) if token.pos != "PUNCT"))
            return min(start, last), last
        if child.dep == "prep" and child.text.lower() == "in":
            event = clauses.child(child.i, "pobj")
            if event and event.lemma.lower() in ("event", "case") and clauses.child(event.i, "prep"):
                return child.i, max(token.i for token in clauses.paragraph.subtree(child.i))
    return _inverted_above(clauses, clause) or _provided(clauses, clause)


def _inverted_above(clauses: Clauses, clause: Clause) -> tuple[int, int] | None:
    """ "It would fail, should the rain return": the parser often hangs the main clause under the condition."""
    if clause.above is None or clause.above <= clause.head or clauses.tokens[clause.head].dep not in ("ccomp", "advcl"):
        return None
    above = clauses.tokens[clause.above]
    start = _condition_start(clauses, above)
    if start is None or clauses.tokens[start].dep != "aux" or start <= clause.head:
        return None
    last = max(token.i for token in clauses.paragraph.subtree(above.i) if token.pos != "PUNCT" and token.i not in _said_after(clauses, above))
    return (start, last) if last > start else None


def _said_after(clauses: Clauses, above: Token) -> set[int]:
    return {token.i for child in clauses.paragraph.children(above.i) if child.dep == "parataxis" for token in clauses.paragraph.subtree(child.i)}


def _provided(clauses: Clauses, clause: Clause) -> tuple[int, int] | None:
    """ "... provided it pays": read off the words where the parser takes "provided" for a preposition."""
    for child in clauses.paragraph.children(clause.head):
        if child.text.lower() not in ("provided", "providing") or child.dep not in ("prep", "acl", "advcl", "oprd") or child.i + 2 >= len(clauses.tokens):
            continue
        follows = clauses.tokens[child.i + 1]
        if follows.sent != child.sent or follows.tag not in ("PRP", "DT", "NNP", "NNS", "PRP$", "IN") or follows.text.lower() in ("by", "for", "with"):
            continue
        last = child.i + 1
        while last + 1 < len(clauses.tokens) and clauses.tokens[last + 1].sent == child.sent and clauses.tokens[last + 1].text not in (",", ".", ";", '"'):
            last += 1
        return child.i, last
    return None


def _looks_ahead(clauses: Clauses, clause: Clause, condition: Token) -> bool:
    modal = any(child.tag == "MD" for child in clauses.paragraph.children(clause.head))
    return modal or condition.tag in ("VBZ", "VBP") or clauses.tokens[clause.head].tag in ("VBZ", "VBP", "VB")
