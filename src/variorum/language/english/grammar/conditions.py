"""Conditions: "if", "unless", "until", "as long as", "provided", "should it ...", "in the event of", and the clause they are set on."""

from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.words.lexicon import word_set
from variorum.model.paragraph import Token

_CONDITION_MARKS = word_set("condition marks")


def is_condition(clauses: Clauses, head: int) -> bool:
    """Does this adverbial clause set a condition (if, unless, until, as long as, provided, should it ...)?"""
    return _condition_start(clauses, clauses.tokens[head]) is not None


def condition_start(clauses: Clauses, head: int) -> int | None:
    """The token with which the condition headed here begins ("as" of "as long as"), if it is one."""
    return _condition_start(clauses, clauses.tokens[head])


def condition_mark(clauses: Clauses, clause: ParsedClause) -> str | None:
    """The words that make a clause a condition or an open question: "if", "unless", "as long as", "whether"; None where it is neither."""
    if any(child.text.lower() == "whether" for child in clauses.below(clause.head, "mark", "advmod")):
        return "whether"
    start = condition_start(clauses, clause.head)
    if start is None:
        return None
    word = clauses.tokens[start].text.lower()
    return " ".join(token.text.lower() for token in clauses.tokens[start : start + 3]) if word in ("as", "so") else word


def in_condition(clauses: Clauses, head: int) -> bool:
    """Is this clause, or the first of those it is joined with, a condition?"""
    for _ in range(10):
        if is_condition(clauses, head):
            return True
        if clauses.tokens[head].dep != "conj" or clauses.tokens[head].head not in clauses.kinds:
            return False
        head = clauses.rehung.get(head, clauses.tokens[head].head)
    return False


def _condition_start(clauses: Clauses, token: Token) -> int | None:
    """Where the condition's words begin, if the adverbial clause headed here is one."""
    if token.dep not in ("advcl", "ccomp", "conj", "ROOT"):
        return None
    below = clauses.below(token.i)
    subject = next((child for child in below if child.dep in ("nsubj", "nsubjpass", "expl")), None)
    for child in below:
        word = child.text.lower()
        if child.dep == "mark" and word in _CONDITION_MARKS:
            return child.i
        if child.dep == "mark" and word == "as" and _before(clauses, child.i, 2) in ("as long", "so long"):
            return child.i - 2
        if child.dep == "mark" and word in ("that",) and _before(clauses, child.i, 1) in ("provided", "providing", "assuming"):
            return child.i - 1
        if (
            child.dep == "aux"
            and word in ("should", "were", "had")
            and subject is not None
            and child.i < subject.i
            and _opens(clauses, child.i)
        ):
            return child.i
    if token.dep == "advcl" and token.text.lower() in ("provided", "providing", "assuming") and clauses.child(token.i, "ccomp"):
        return token.i
    if token.dep == "advcl" and subject is not None and subject.i > 0:
        first = min(item.i for item in clauses.words_under(subject.i))
        if _before(clauses, first, 1) in ("provided", "providing"):
            return first - 1
    return None


def _opens(clauses: Clauses, index: int) -> bool:
    """Is this word the first of its clause: after a comma, a mark or nothing?"""
    return (
        index == 0
        or clauses.tokens[index - 1].sent != clauses.tokens[index].sent
        or clauses.tokens[index - 1].pos in ("PUNCT", "CCONJ")
        or (clauses.tokens[index - 1].pos in ("NOUN", "PROPN"))
    )


def _before(clauses: Clauses, index: int, count: int) -> str:
    return " ".join(token.text.lower() for token in clauses.tokens[max(0, index - count) : index])


def condition_of(clauses: Clauses, clause: ParsedClause, beyond: int | None = None) -> tuple[int, int] | None:
    """The token range [first, last] of the condition set on a clause, or None. "Until" in the past is a time and no condition."""
    for child in clauses.below(clause.head):
        if child.i == beyond:
            continue
        for item in (child, *clauses.below(child.i)) if child.dep == "advmod" else (child,):
            start = _condition_start(clauses, item)
            if start is None or item.dep == "conj":
                continue
            if clauses.tokens[start].text.lower() in ("until", "till") and not _looks_ahead(clauses, clause, item):
                continue
            last = max(token.i for token in clauses.words_under(item.i))
            for joined, to in clauses.rehung.items():
                if to == item.i and clauses.tokens[joined].head != item.i:
                    last = max(last, *(token.i for token in clauses.words_under(joined) if token.pos != "PUNCT"))
            return min(start, last), last
        if child.dep == "prep" and child.text.lower() == "in":
            event = clauses.child(child.i, "pobj")
            if event and event.lemma.lower() in ("event", "case") and clauses.child(event.i, "prep"):
                return child.i, max(token.i for token in clauses.words_under(child.i))
    return _inverted_above(clauses, clause) or _provided(clauses, clause)


def _inverted_above(clauses: Clauses, clause: ParsedClause) -> tuple[int, int] | None:
    """ "It would fail, should the rain return": the parser often hangs the main clause under the condition."""
    if clause.above is None or clause.above <= clause.head or clauses.tokens[clause.head].dep not in ("ccomp", "advcl"):
        return None
    above = clauses.tokens[clause.above]
    start = _condition_start(clauses, above)
    if start is None or clauses.tokens[start].dep != "aux" or start <= clause.head:
        return None
    last = max(token.i for token in clauses.words_under(above.i) if token.pos != "PUNCT" and token.i not in _said_after(clauses, above))
    return (start, last) if last > start else None


def _said_after(clauses: Clauses, above: Token) -> set[int]:
    return {token.i for child in clauses.below(above.i) if child.dep == "parataxis" for token in clauses.words_under(child.i)}


def _provided(clauses: Clauses, clause: ParsedClause) -> tuple[int, int] | None:
    """ "... provided it pays": read off the words where the parser takes "provided" for a preposition."""
    for child in clauses.below(clause.head):
        if (
            child.text.lower() not in ("provided", "providing")
            or child.dep not in ("prep", "acl", "advcl", "oprd")
            or child.i + 2 >= len(clauses.tokens)
        ):
            continue
        follows = clauses.tokens[child.i + 1]
        if (
            follows.sent != child.sent
            or follows.tag not in ("PRP", "DT", "NNP", "NNS", "PRP$", "IN")
            or follows.text.lower() in ("by", "for", "with")
        ):
            continue
        last = child.i + 1
        while (
            last + 1 < len(clauses.tokens)
            and clauses.tokens[last + 1].sent == child.sent
            and clauses.tokens[last + 1].text not in (",", ".", ";", '"')
        ):
            last += 1
        return child.i, last
    return None


def _looks_ahead(clauses: Clauses, clause: ParsedClause, condition: Token) -> bool:
    modal = any(child.tag == "MD" for child in clauses.below(clause.head))
    return modal or condition.tag in ("VBZ", "VBP") or clauses.tokens[clause.head].tag in ("VBZ", "VBP", "VB")
