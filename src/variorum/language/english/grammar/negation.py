"""What a clause's own words say of it: negated or not, done, planned, possible or demanded. What governs it is read in modality.py."""

from collections.abc import Sequence

from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.words.lexicon import modals, word_set
from variorum.model.paragraph import Token
from variorum.model.statement import Modality

_NEGATIVE_WORDS = word_set("negative words")
# "Not" before one of these says that there is more.
_MORE_THAN = word_set("negation.more_than")
_MODALS = modals()
_HEDGES = word_set("hedges")
# Adjectives with a negating prefix whose other half is the plain opposite; "unprecedented" or "unique" are not.
_NEGATED_STEMS = word_set("negated stems")


def own_sign(clauses: Clauses, clause: ParsedClause) -> int:
    """-1 where the clause's own words negate it an odd number of times: "did not", "no ships", "is unwilling"."""
    prefix = clause.complement is not None and negative_prefix(clauses, clause.complement) is not None
    return -1 if (_own_negations(clauses, clause) + prefix) % 2 else 1


def negated(clauses: Clauses, clause: ParsedClause) -> bool:
    """Do the clause's own words negate it? A negating prefix ("unwilling") is part of what is said and does not count."""
    return bool(_own_negations(clauses, clause) % 2)


def _own_negations(clauses: Clauses, clause: ParsedClause) -> int:
    below = clauses.below(clause.head)
    count = sum(1 for child in below if _negates(clauses, child))
    count += _behind_nor(clauses, clause)
    count += sum(1 for child in below if child.dep == "advmod" and (_no_longer(clauses, child) or _hardly(clauses, child)))
    if clause.complement is not None:
        count += sum(1 for child in clauses.below(clause.complement) if _negates(clauses, child) or _no_longer(clauses, child))
    for noun in (clause.subject if clause.own_subject else None, clause.object, clause.complement, clause.agent):
        if noun is not None and negative_noun(clauses, noun):
            count += 1
    if clause.kind in ("verbless", "nominal") and negative_noun(clauses, clause.head):
        count += 1
    first = clauses.tokens[clauses.first_joined(clause.head)]
    if first.dep == "pcomp" and clauses.tokens[first.head].text.lower() == "without":
        count += 1
    return count


def _negates(clauses: Clauses, token: Token) -> bool:
    """ "not", "never", "neither"; not the "not" of "not only", which says more and not less."""
    after = clauses.tokens[token.i + 1].text.lower() if token.i + 1 < len(clauses.tokens) else ""
    if token.text.lower() == "not" and after in _MORE_THAN:
        return False
    opens = token.dep == "cc" and token.i < token.head  # "Nor did it"; a "nor" behind the verb negates what it joins
    return token.dep == "neg" or (token.lemma.lower() in _NEGATIVE_WORDS and (opens or token.dep in ("advmod", "preconj")))


def _behind_nor(clauses: Clauses, clause: ParsedClause) -> bool:
    """Does "nor" join the clause to the one before: "neither confirmed nor denied", "nor did it retreat"? Or "or", behind a "not" that both
    share: "did not confirm or deny"?"""
    word = _joined_by(clauses, clause)
    upper = _shares_helpers(clauses, clause) if word == "or" else None
    return word == "nor" or (upper is not None and any(child.dep == "neg" for child in clauses.below(upper.head)))


def _joined_by(clauses: Clauses, clause: ParsedClause) -> str | None:
    """The word that joins a clause to the one before: "and", "or", "nor"."""
    token = clauses.tokens[clause.head]
    if token.dep != "conj":
        return None
    joining = [child for child in clauses.below(token.head, "cc") if child.i < token.i]
    return joining[-1].text.lower() if joining else None


def _shares_helpers(clauses: Clauses, clause: ParsedClause) -> ParsedClause | None:
    """The clause before, where one joined to it has neither subject nor helpers of its own and so shares those: "will sell and close"."""
    token = clauses.tokens[clause.head]
    upper = clauses.by_head.get(clauses.first_joined(clause.head)) if token.dep == "conj" and not clause.own_subject else None
    if upper is None or token.tag != "VB" or any(child.dep == "aux" for child in clauses.below(clause.head)):
        return None
    return upper if clauses.tokens[upper.head].tag == "VB" else None


def _hardly(clauses: Clauses, token: Token) -> bool:
    """ "hardly ever"."""
    return any(child.text.lower() in ("hardly", "scarcely", "barely") for child in clauses.below(token.i))


def _no_longer(clauses: Clauses, token: Token) -> bool:
    return token.text.lower() == "longer" and token.i > 0 and clauses.tokens[token.i - 1].text.lower() == "no"


def negative_noun(clauses: Clauses, index: int) -> bool:
    """ "no ships", "not a single ship", "nobody"; not "no fewer than 20", which is a figure, nor "not all"."""
    token = clauses.tokens[index]
    if token.text.lower() in ("nobody", "nothing", "none"):
        return True
    below = clauses.below(index)
    for child in below:
        word = child.text.lower()
        after = clauses.tokens[child.i + 1].text.lower() if child.i + 1 < len(clauses.tokens) else ""
        if word in ("no", "neither") and child.dep in ("det", "neg", "preconj", "cc") and after not in ("fewer", "more", "less", "longer"):
            return True
        if word == "not" and child.dep in ("neg", "preconj") and child.i < index and after not in ("all", "every", "only", "just", "even"):
            return True
        if word in ("many", "much", "few") and any(item.dep == "neg" for item in clauses.below(child.i)):
            return True
    first = index  # "no U.S. or Danish ships": the word may hang at the first name
    while first > 0 and clauses.tokens[first - 1].pos in ("PROPN", "ADJ", "CCONJ", "NOUN") and clauses.tokens[first - 1].sent == token.sent:
        first -= 1
    before = clauses.tokens[first - 1] if first > 0 else None
    return (
        before is not None and before.text.lower() == "no" and before.dep == "det" and first < index and before.head in range(first, index)
    )


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


def own_modality(clauses: Clauses, clause: ParsedClause) -> Modality:
    """What the clause's own auxiliaries and adverbs say."""
    before = _shares_helpers(clauses, clause)
    below = clauses.below(clause.head if before is None else before.head)
    for child in below:
        if child.dep == "aux" and child.tag == "MD":
            modal = _MODALS.get(child.text.lower())
            return modal.modality if modal else "actual"
    below = clauses.below(clause.head)
    for child in below:
        if child.dep == "advmod" and child.lemma.lower() in _HEDGES:
            return "possible"
    token = clauses.tokens[clause.head]
    if clause.kind == "content" and _subjunctive(token, below):
        return "demanded"
    told = token.dep == "ROOT" or (token.dep == "acl" and clauses.kinds.get(token.head) == "verbless")
    if told and any(child.tag == "TO" for child in below):
        return "planned"  # a headline: "Talks to continue"
    if token.tag == "VBG" and token.lemma == "go" and any(child.dep == "xcomp" for child in below):
        return "planned"
    return "actual"


def _subjunctive(verb: Token, below: Sequence[Token]) -> bool:
    """Is it only asked for, by the bare form of "be": "the demand that he be freed", "required that it be open"?"""
    helpers = [child for child in below if child.dep in ("aux", "auxpass")]
    bare = helpers[0] if helpers else verb
    return bare.text.lower() == "be" and any(child.dep in ("nsubj", "nsubjpass", "expl") for child in below)


def modality_of_noun(clauses: Clauses, head: int) -> Modality:
    """ "a possible attack", "any invasion", "the planned sale"."""
    for child in clauses.below(head):
        word = child.text.lower()
        if child.dep in ("amod", "det"):
            if word in ("possible", "potential", "any", "likely", "feared", "alleged", "suspected", "imminent", "threatened"):
                return "possible"
            if word in ("planned", "scheduled", "upcoming", "future", "intended", "forthcoming"):
                return "planned"
            if word in ("proposed", "offered"):
                return "offered"
    return "actual"
