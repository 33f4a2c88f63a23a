"""What the event classifier looks at in a sentence with its actor and recipient: words, clauses and event patterns.

Names of features are strings; the classifier keeps those it learned from and leaves out the rest. The actor and recipient themselves are
masked, so that the classifier learns what is done and not who usually does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from variorum.language.english.events import coding, plover
from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.negation import negated
from variorum.language.english.words.lexicon import word_set

Span = tuple[int, int]
Features = dict[str, float]

_MASKED_ENTITIES: Final = word_set("plover_features.masked_entities")
_LONGEST_GRAM: Final = 3


def features(
    clauses: Clauses, sentence: int, actors: Sequence[Span], recipients: Sequence[Span], main: ParsedClause | None = None
) -> dict[str, Features]:
    """The two groups of features of one sentence, "words" and "clauses". Spans are [start, end) in the paragraph.

    `main` is the clause that tells the event; without it, the clause that links actor and recipient is taken.
    """
    words = _masked(clauses, sentence, actors, recipients)
    return {"words": _grams(words), "clauses": _of_clauses(clauses, sentence, actors, recipients, main)}


def _inside(start: int, spans: Sequence[Span]) -> bool:
    return any(first <= start < last for first, last in spans)


def _masked(clauses: Clauses, sentence: int, actors: Sequence[Span], recipients: Sequence[Span]) -> list[str]:
    """The dictionary forms of a sentence's words; the actor is "<s>", the recipient "<t>", other names by their kind."""
    found: list[str] = []
    for token in clauses.tokens:
        if token.sent != sentence or token.pos == "PUNCT":
            continue
        if _inside(token.start, actors):
            word = "<s>"
        elif _inside(token.start, recipients):
            word = "<t>"
        elif token.ent in _MASKED_ENTITIES:
            word = f"<{token.ent.lower()}>"
        else:
            word = token.lemma.lower()
        if not found or word != found[-1] or not word.startswith("<"):
            found.append(word)
    return found


def _grams(words: Sequence[str]) -> Features:
    found: Features = {}
    for length in range(1, _LONGEST_GRAM + 1):
        for at in range(len(words) - length + 1):
            name = " ".join(words[at : at + length])
            found[name] = found.get(name, 0.0) + 1.0
    return found


def _of_clauses(clauses: Clauses, sentence: int, actors: Sequence[Span], recipients: Sequence[Span], main: ParsedClause | None) -> Features:
    found: Features = {}
    told = [clause for clause in clauses.verbs.values() if clauses.tokens[clause.head].sent == sentence]
    if main is None:
        main = main_clause(clauses, told, actors, recipients)
    for clause in told:
        place = "main" if clause is main else "other"
        _of_clause(clauses, clause, place, found)
    if main is not None:
        for verb in main.contents:
            inner = clauses.verbs.get(verb)
            if inner is not None:
                _of_clause(clauses, inner, "inner", found)
                found[f"inner {main.lemma}>{inner.lemma}"] = 1.0
        if any(_inside(clauses.tokens[head].start, actors) for head in main.whom):
            found["actor is object"] = 1.0
    return found


def _of_clause(clauses: Clauses, clause: ParsedClause, place: str, found: Features) -> None:
    """One clause: its verb with what goes with it, and the events that patterns see in it."""
    found[f"{place} verb {clause.lemma}"] = 1.0
    if place != "other":
        for head in clause.whom:
            found[f"{place} {clause.lemma}+{clauses.tokens[head].lemma.lower()}"] = 1.0
            found[f"{place} object {clauses.tokens[head].lemma.lower()}"] = 1.0
        for prep, noun in clause.with_preps:
            found[f"{place} {clause.lemma} {prep}"] = 1.0
            found[f"{place} {prep}+{clauses.tokens[noun].lemma.lower()}"] = 1.0
        for at in clause.attributes:
            found[f"{place} is {clauses.tokens[at].lemma.lower()}"] = 1.0
        found[f"{place} {clause.tense} {clause.modal}"] = 1.0
        if negated(clauses, clause):
            found[f"{place} negated"] = 1.0
    matched = plover.matches(clauses, clause)
    if not matched:
        return
    status = standing.status(clauses, clause)
    pattern = matched[0]
    scale = pattern.weight / 3
    found[f"{place} pattern {pattern.event}"] = max(found.get(f"{place} pattern {pattern.event}", 0.0), scale)
    found[f"{place} {status.standing} {pattern.event}"] = 1.0
    coded = coding.coded_as(clauses, pattern, clause, status) if status.standing in {"actual", "future"} else None
    if coded is not None:
        found[f"{place} event {coded[0]}"] = max(found.get(f"{place} event {coded[0]}", 0.0), scale)
    for other in matched[1:3]:
        found[f"{place} also {other.event}"] = 1.0


def main_clause(clauses: Clauses, told: Sequence[ParsedClause], actors: Sequence[Span], recipients: Sequence[Span]) -> ParsedClause | None:
    """The clause that links actor and recipient: subject and object in them; else with a pattern; else nearest to the root."""

    def rank(clause: ParsedClause) -> tuple[float, int]:
        subject = any(_inside(clauses.tokens[standing.referent(clauses, head, clause)].start, actors) for head in clause.who)
        under = {clauses.tokens[i].start for i in clauses.under(clause.head)}
        reached = any(first <= start < last for start in under for first, last in recipients)
        matched = plover.match(clauses, clause)
        saying = clause.lemma in standing.SAYING and clause.lemma not in {"warn", "argue"}
        weight = matched.weight if matched else 0.0
        return (4.0 * subject + 1.0 * reached + weight - 2.0 * saying, -clause.head)

    return max(told, key=rank) if told else None
