"""Which clauses state something by themselves. Precision first: what says nothing on its own is left to the clause it belongs to."""

from dataclasses import replace

from variorum.language.english.grammar import conditions, negation, reported
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.statements.wording import COPULAS, predicate_of
from variorum.language.english.words.lexicon import governors, word_set

# Participles that only tie a noun to another: "the people involving", "according to", "including".
_LINKING = word_set("linking")
_SAYING_OR_DOING = word_set("worth.saying_or_doing")
_NEED_OBJECTS = word_set("need objects")


def stated_clauses(clauses: Clauses) -> dict[int, ParsedClause]:
    """The clauses, and the nouns that name deeds, that each make a statement; by head."""
    stated = {head: clause for head, clause in clauses.by_head.items() if _states(clauses, clause)}
    for clause in list(stated.values()):
        for head in _broken(clauses, clause):
            stated.pop(head, None)
    _take_nominals(clauses, stated)
    return stated


def _states(clauses: Clauses, clause: ParsedClause) -> bool:
    """Does this clause say something by itself? Reporting verbs say it in their content, governors in what they govern."""
    token = clauses.tokens[clause.head]
    below = clauses.below(clause.head)
    if _asks(clauses, token.sent):
        return False
    if clause.kind == "verbless":
        return negation.own_sign(clauses, clause) < 0 and len(clauses.paragraph.sentences) == 1
    if clause.existential:
        return clause.complement is not None
    if _under_rejection(clauses, clause) or (token.lemma.lower() in _LINKING and clause.kind in ("participle", "gerund", "adverbial")):
        return False
    governed = [child for child in below if child.dep in ("ccomp", "xcomp") and child.i in clauses.by_head]
    if clause.subject in clauses.kinds and clause.subject is not None and reported.is_question(clauses, clause.subject):
        return False
    if reported.is_reporting(clauses, clause.head) and (
        any(child.dep == "ccomp" for child in governed)
        or (clause.object is None and predicate_of(clauses, clause)[1] is None)
        or token.dep == "parataxis"
    ):
        return False
    governor = governors().get(reported.name_of(clauses, clause.head))
    complement = clause.complement
    if complement is not None:
        governed += [child for child in clauses.below(complement) if child.dep == "xcomp" and child.i in clauses.by_head]
    if governor is not None and governed and not _has_object(clauses, complement):
        return False
    if clauses.lemma(clause.head) in _SAYING_OR_DOING and _says_nothing(clauses, clause):
        return False
    if token.tag == "MD" or not token.lemma[:1].isalnum() or _stands_for_words(clauses, clause):
        return False
    if governed and token.lemma == "go" and token.tag == "VBG":
        return False
    return _has_parts(clauses, clause)


def _says_nothing(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "told him", "does it": a verb of saying without what is said, or of doing without what is done."""
    if clauses.lemma(clause.head) != "do":
        return True
    return clause.object is not None and clauses.tokens[clause.object].pos in ("PRON", "DET") and clause.passive is False


def _has_object(clauses: Clauses, complement: int | None) -> bool:
    """ "open to other ideas": an adjective with its own object needs no infinitive."""
    if complement is None:
        return False
    return any(child.dep == "prep" and clauses.child(child.i, "pobj") for child in clauses.below(complement))


def _stands_for_words(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "What matters is ...", "whether it can": questions within a sentence state nothing."""
    below = clauses.below(clause.head)
    if reported.within_question(clauses, clause.head):
        return True
    if clauses.tokens[clause.head].dep == "ccomp" and any(child.dep == "mark" and child.text.lower() == "if" for child in below):
        return True
    asking = [child for child in below if child.tag in ("WP", "WRB") and child.i < clause.head]
    return bool(asking) and clause.kind in ("main", "content")


def _take_nominals(clauses: Clauses, stated: dict[int, ParsedClause]) -> None:
    """Adds the deeds that nouns tell: under a governing word, which then has said its part, or with doer and done-to named."""
    for token in clauses.tokens:
        clause = clauses.nominal(token.i) if token.pos == "NOUN" else None
        if clause is None or clause.above is None or _asks(clauses, token.sent):
            continue
        above = clause.above
        governor = governors().get(reported.name_of(clauses, clause.above))
        if governor is not None and token.dep == "dobj" and token.head == clause.above:
            if clause.subject is None and (
                governor.modality in ("planned", "offered") or (governor.sign < 0 and governor.modality == "actual")
            ):
                clause = replace(clause, subject=clauses.by_head[clause.above].subject)  # "promised the withdrawal": its own
            stated[token.i] = clause
            if governor.sign < 0 or governor.modality != "actual":
                stated.pop(above, None)
        elif clause.subject is not None and clause.object is not None and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj"):
            stated[token.i] = clause


def _asks(clauses: Clauses, sentence: int) -> bool:
    start, end = clauses.paragraph.sentences[sentence]
    return clauses.paragraph.text[start:end].rstrip("\"' )").endswith("?")


def _under_rejection(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "rejected a demand to close": who demands it is not told; the rejection is the statement."""
    if (
        clause.kind not in ("infinitive", "content", "gerund")
        or clause.above is None
        or clauses.tokens[clause.head].dep not in ("acl", "pcomp", "conj")
    ):
        return False
    upper = clauses.by_head[clause.above]
    name = reported.name_of(clauses, clause.above)
    return name in ("reject", "oppose") or (upper.kind in ("infinitive", "gerund") and _under_rejection(clauses, upper))


def _has_parts(clauses: Clauses, clause: ParsedClause) -> bool:
    """Has it what a clause of its kind needs to be told by itself?"""
    token = clauses.tokens[clause.head]
    below = clauses.below(clause.head)
    told = (
        clause.object is not None
        or clause.complement is not None
        or any(child.dep in ("prep", "advmod", "npadvmod", "agent", "prt") for child in below)
    )
    if (
        token.lemma in COPULAS
        and clause.complement is None
        and not any(child.dep in ("prep", "advmod") and child.i > token.i for child in below)
    ):
        return False
    if (token.lemma == "do" or clauses.lemma(clause.head) in _NEED_OBJECTS) and clause.object is None and not clause.passive:
        return False
    if clause.kind in ("main", "content"):
        return clause.subject is not None
    if clause.kind == "relative":
        if clauses.is_infinitive(token):
            return False
        return clause.subject is not None or clause.object is not None
    if clause.kind == "adverbial":
        if clauses.is_infinitive(token):
            return clause.object is not None and clause.subject is not None
        if any(child.dep == "mark" and child.text.lower() in ("than", "as") for child in below) and not conditions.is_condition(
            clauses, clause.head
        ):
            return False
        return clause.own_subject or clause.object is not None
    if clause.kind == "participle" and token.tag == "VBN" and clauses.kinds.get(token.head) == "verbless":
        return True  # a headline: "12 people killed"
    if clause.kind == "participle":
        return told and (clause.object is not None or clause.agent is not None or any(child.dep in ("prep", "npadvmod") for child in below))
    first = clauses.by_head.get(clauses.first_joined(clause.head), clause)
    if clause.conjunct and first.head != clause.head:
        return _governed_parts(clauses, first)  # "to talk, meet and listen" stand or fall together
    return _governed_parts(clauses, clause)


def _governed_parts(clauses: Clauses, clause: ParsedClause) -> bool:
    """Infinitives and gerunds: stated where something governs them, or where they have a doer of their own."""
    token = clauses.tokens[clause.head]
    if clause.kind == "gerund":
        without = clauses.tokens[token.head].text.lower() == "without" and clause.object is not None
        return clause.own_subject or without or _is_governed(clauses, clause)
    upper = clauses.by_head.get(clause.above) if clause.above is not None else None
    if token.dep == "xcomp" and upper is not None and _has_object(clauses, upper.complement):
        return False
    if token.dep == "acl":
        doer = clause.subject
        if doer == token.head and clauses.kinds.get(doer) == "verbless":
            return len(clauses.paragraph.sentences) == 1  # a headline: "Talks to continue"
        return doer is not None and clauses.tokens[doer].tag != "PRP$" and f"noun:{clauses.tokens[token.head].lemma.lower()}" in governors()
    return _is_governed(clauses, clause)


def _is_governed(clauses: Clauses, clause: ParsedClause) -> bool:
    return clause.above is not None and reported.name_of(clauses, clause.above) in governors()


def _broken(clauses: Clauses, clause: ParsedClause) -> list[int]:
    """Clauses that the parser made of pieces of a condition which its words alone tell ("provided it ...")."""
    condition = conditions.condition_of(clauses, clause)
    if condition is None or clauses.tokens[condition[0]].text.lower() not in ("provided", "providing"):
        return []
    return [
        head
        for head in clauses.kinds
        if condition[0] < head <= condition[1] and clauses.tokens[head].head not in range(condition[0], condition[1] + 1)
    ]
