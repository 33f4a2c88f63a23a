"""The words of a statement: its predicate in dictionary form, its exact passage, the words for its source."""

from variorum.language.english.grammar import conditions, negation, phrases, reported
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.words.lexicon import verbal_nouns, word_set
from variorum.model.paragraph import Token
from variorum.model.report import Passage

# Prepositions that make one predicate with their verb where it has no object: "focus on the deal", "agree to a truce".
_VERB_PREPOSITIONS = word_set("verb prepositions")
_FOR_VERBS = word_set("for verbs")
_TIME_LABELS = frozenset(("DATE", "TIME", "GPE", "LOC", "FAC"))
_DASHES = ("-", "–", "--", "*", "•")
COPULAS = word_set("copulas")
_NEGATORS = word_set("negators")


def predicate_of(clauses: Clauses, clause: ParsedClause) -> tuple[str, int | None]:
    """The predicate in its dictionary form, free of negation, and the token of whom or what it is done to."""
    lemma = clauses.lemma(clause.head)
    if clause.kind == "verbless" or clause.existential:
        return "there be", None
    if clause.kind == "nominal":
        return verbal_nouns()[lemma].verb, clause.object
    if clause.complement is not None and lemma in COPULAS:
        return _copular(clauses, clause, lemma)
    words = " ".join([lemma, *(clauses.tokens[particle].lemma.lower() for particle in clause.particles)])
    if clause.object is not None or clause.passive:
        return words, clause.object
    last = max([clause.head, *clause.particles])
    after = [child for child in clauses.below(clause.head) if child.dep in ("prep", "dative") and child.i > last]
    first = after[0] if after else None
    if lemma == "be" and first is not None:
        return _being(clauses, after, words), None
    if first is None or first.i > last + 2 or any(item.pos != "ADV" for item in clauses.tokens[last + 1 : first.i]):
        return words, None
    noun = clauses.child(first.i, "pobj")
    word = first.text.lower()
    if noun is None or word not in _VERB_PREPOSITIONS or noun.ent in _TIME_LABELS or phrases.is_place(clauses, noun.i):
        return words, None
    if (word == "for" and lemma not in _FOR_VERBS) or (word == "by" and lemma not in ("stand", "abide")):
        return words, None
    return f"{words} {word}", noun.i


def _being(clauses: Clauses, after: list[Token], verb: str) -> str:
    """ "is up for negotiation", "was in talks": the copula with its prepositions and their noun."""
    first = after[0]
    inner = clauses.child(first.i, "prep")
    if inner is None and clauses.child(first.i, "pobj") is None and len(after) > 1 and after[1].i == first.i + 1:
        inner = after[1]
    noun = clauses.child((inner or first).i, "pobj")
    words = [verb, first.text.lower(), *([inner.text.lower()] if inner else []), *([phrases.phrase(clauses, noun.i)] if noun else [])]
    return " ".join(words)


def _copular(clauses: Clauses, clause: ParsedClause, lemma: str) -> tuple[str, int | None]:
    complement = clause.complement if clause.complement is not None else clause.head
    positive = negation.negative_prefix(clauses, complement)
    words = positive if positive is not None else phrases.phrase(clauses, complement)
    named = any(child.dep == "det" for child in clauses.below(complement))  # "the longest in the country"
    if named or clauses.tokens[complement].pos not in ("ADJ", "VERB"):
        return f"{lemma} {words}", None
    if positive is None:
        words = clauses.tokens[complement].text.lower()
    for child in clauses.below(complement):
        noun = clauses.child(child.i, "pobj") if child.dep == "prep" else None
        if noun is not None and child.i > complement and not phrases.is_place(clauses, noun.i):
            return f"{lemma} {words} {child.text.lower()}", noun.i
        told = clauses.child(child.i, "pcomp") if child.dep == "prep" else None
        if told is not None:
            return f"{lemma} {words} {child.text.lower()}", told.i
    return f"{lemma} {words}", None


def words_of(clauses: Clauses, index: int | None) -> str | None:
    if index is None:
        return None
    if not any(child.dep == "conj" for child in clauses.below(index)):
        index = reported.antecedent(clauses, index)
    return phrases.phrase(clauses, index) or None


def passage_of(clauses: Clauses, clause: ParsedClause) -> Passage | None:
    """The clause's own stretch: its words without coordinate and detached clauses at its edges, without marks and commas at its ends."""
    paragraph = clauses.paragraph
    kept: list[Token] = []
    apart: list[Token] = []
    waiting = [clauses.tokens[clause.head]]
    for token in waiting:  # grows while it is walked
        kept.append(token)
        for child in clauses.below(token.i):
            (apart if _apart(clauses, clause, child) else waiting).append(child)
    first, last = _core(clauses, clause)
    left, right = 0, len(clauses.tokens)
    for child in apart:
        inside = clauses.words_under(child.i)
        if inside[-1].i < first:
            left = max(left, inside[-1].i + 1)
        elif inside[0].i > last:
            right = min(right, inside[0].i)
    if clause.object is not None and clause.object == clauses.tokens[clause.head].head:
        kept.extend(token for token in clauses.words_under(clause.object) if token.i > clause.head)  # read as "performed runs"
    subject = clause.subject if clause.own_subject or clause.subject in clauses.stolen else None
    if subject is not None and any(subject < head < clause.head for head in clauses.kinds):
        subject = None if not clause.own_subject else subject  # shared with a verb before: its words stand there
    if subject in clauses.stolen and subject is not None:
        kept.extend(token for token in clauses.words_under(subject) if token.i < clause.head)
    span = sorted(token for token in kept if left <= token.i < right and (token.i not in clauses.stolen or subject in clauses.stolen))
    while span and (
        (span[0].pos in ("PUNCT", "CCONJ") and span[0].text.lower() not in _NEGATORS)
        or (span[0].dep == "mark" and span[0].text.lower() in ("that", "whether"))
    ):
        span = span[1:]
    while span and span[0].text in _DASHES:
        span = span[1:]
    while (
        span
        and (span[-1].text in (*_DASHES, "provided", "providing") or span[-1].pos in ("PUNCT", "CCONJ") or span[-1].dep == "cc")
        and span[-1].text not in ("%", ")")
    ):
        span = span[:-1]
    if span and conditions.is_condition(clauses, clause.head):  # "as long as", "so long as" hang above the clause
        opening = conditions.condition_start(clauses, clause.head)
        span = [*(clauses.tokens[opening : span[0].i] if opening is not None else ()), *span]
    return paragraph.passage(span[0].start, span[-1].end) if span else None


def _core(clauses: Clauses, clause: ParsedClause) -> tuple[int, int]:
    """The first and last token of subject, verb, and object: what no detached clause can cut off."""
    inside = [
        clause.head,
        *(child.i for child in clauses.below(clause.head) if child.dep in ("aux", "auxpass", "neg", "prt", "expl")),
    ]
    for part in (clause.subject if clause.own_subject else None, clause.object, clause.complement):
        if part is not None and clauses.tokens[part].head == clause.head:
            inside.append(part)
    return min(inside), max(inside)


def _apart(clauses: Clauses, clause: ParsedClause, child: Token) -> bool:
    if child.i not in clauses.kinds:
        return False
    if child.dep in ("conj", "parataxis"):
        return child.head == clause.head or child.head in clauses.kinds
    if child.dep == "ccomp" and child.i < clause.head and child.head == clause.head:
        return True
    return child.dep == "advcl" and child.head == clause.head and not conditions.is_condition(clauses, child.i)


def source_words(clauses: Clauses, index: int) -> Passage | None:
    """The noun phrase of a source as printed, without the clauses that hang at its end."""
    inside = [token for token in clauses.words_under(index) if token.i not in clauses.stolen or index in clauses.stolen]
    dated = [token for token in clauses.below(index) if token.dep == "prep" and phrases.dates_only(clauses, token)]
    clausal = [token for token in inside if token.i in clauses.kinds and token.i > index]
    cut = min((clauses.first[token.i] for token in (*clausal, *dated)), default=10**9)
    inside = [token for token in inside if token.i < cut]
    while inside and inside[-1].pos in ("PUNCT", "CCONJ"):
        inside.pop()
    return clauses.paragraph.passage(inside[0].start, inside[-1].end) if inside else None
