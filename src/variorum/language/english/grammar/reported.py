"""Reported speech in the tree: which words report, what they report, whose words they are, and whom a pronoun in them stands for."""

from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.words.lexicon import reporting
from variorum.model.paragraph import Token


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
    return any(child.lemma == "clear" for child in clauses.below(head))


def is_content(clauses: Clauses, at: int) -> bool:
    token = clauses.tokens[clauses.first_joined(at)]
    if token.dep == "acl":
        return at in clauses.by_head and clauses.kinds[token.i] == "content"
    if token.dep != "ccomp":
        return False
    below = clauses.below(token.i)
    if any(child.dep == "nsubj" and child.text.lower() in ("he", "she", "they", "i", "we") for child in below):
        return True  # a nominative goes with a finite verb, whatever the tagger says ("said he put")
    return token.tag not in ("VB", "VBG", "VBN") or any(child.tag in ("MD", "VBZ", "VBP", "VBD") or child.dep == "mark" for child in below)


def source_of(clauses: Clauses, head: int) -> int | None:
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


def aside_source(clauses: Clauses, head: int) -> tuple[int | None, bool]:
    """The source of a clause that an "according to X" or a ", X said," belongs to."""
    at: int | None = head
    if clauses.kinds.get(head) == "verbless" and clauses.tokens[head].dep == "nsubj":
        return clauses.by_head[clauses.tokens[head].head].subject, True
    while at is not None:
        for child in clauses.below(at):
            if child.dep == "prep" and child.text.lower() == "according":
                to = clauses.child(child.i, "prep")
                named = clauses.child(to.i, "pobj") if to else None
                return (named.i if named else None), True
            if child.dep == "parataxis" and child.i in clauses.by_head and is_reporting(clauses, child.i):
                return clauses.by_head[child.i].subject, True
        clause = clauses.by_head.get(at)
        at = clause.above if clause else None
    return None, False


def antecedent(clauses: Clauses, index: int) -> int:
    """Whom a pronoun stands for, where the grammar tells: "the minister said he would" (himself); in quotation marks "I" is the speaker."""
    token = clauses.tokens[index]
    owner = clauses.owner(index)
    clause = clauses.by_head.get(owner) if owner is not None else None
    if token.tag != "PRP" or clause is None or clause.subject != index:
        return index
    while clause is not None and clause.conjunct and clause.above is not None:
        clause = clauses.by_head[clause.above]
    if clause is None or clause.above is None or not is_content(clauses, clause.head) or not is_reporting(clauses, clause.above):
        return index
    said = source_of(clauses, clause.above)
    if said is None or said == index or (said > index and not clauses.quoted(index)):
        return index
    return antecedent(clauses, said) if _agrees(clauses, token, clauses.tokens[said]) else index


def _agrees(clauses: Clauses, pronoun: Token, noun: Token) -> bool:
    word = pronoun.text.lower()
    if clauses.quoted(pronoun.i):
        return word == "i" and noun.tag in ("NNP", "NN", "PRP")
    several = noun.tag in ("NNS", "NNPS") or any(child.dep == "conj" for child in clauses.below(noun.i))
    if word == "they":
        return several
    if several or (noun.tag == "PRP" and noun.text.lower() != word):
        return False
    if word in ("he", "she"):
        return noun.ent in ("PERSON", "") and noun.tag in ("NNP", "NN", "PRP")
    return word == "it" and (noun.ent in ("ORG", "GPE", "NORP") or (noun.ent == "" and noun.tag == "NN"))


def is_question(clauses: Clauses, head: int) -> bool:
    """ "whether it can": leaves open what it says."""
    if any(child.dep == "mark" and child.text.lower() == "whether" for child in clauses.below(head)):
        return True
    if clauses.tokens[head].dep not in ("ccomp", "csubj", "pcomp"):
        return False
    first = clauses.first[head]
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
