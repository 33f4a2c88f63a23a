"""What the event classifier looks at in a sentence with its actor and recipient: words, clauses and event patterns.

Names of features are strings; the classifier keeps those it learned from and leaves out the rest. The actor and recipient themselves are
masked, so that the classifier learns what is done and not who usually does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from variorum.language.english.events import coding, plover
from variorum.language.english.events.walking import Told
from variorum.language.english.words.lexicon import word_set
from variorum.model.sentence import Clause

Span = tuple[int, int]
Features = dict[str, float]

_MASKED_ENTITIES: Final = word_set("plover_features.masked_entities")
_LONGEST_GRAM: Final = 3


def features(told: Told, actors: Sequence[Span], recipients: Sequence[Span], main: Clause | None) -> dict[str, Features]:
    """The two groups of features of one sentence, "words" and "clauses". Spans are [start, end) in the paragraph, `main` is the clause that
    tells the event.
    """
    return {"words": _grams(_masked(told, actors, recipients)), "clauses": _of_clauses(told, actors, main)}


def _inside(start: int, spans: Sequence[Span]) -> bool:
    return any(first <= start < last for first, last in spans)


def _masked(told: Told, actors: Sequence[Span], recipients: Sequence[Span]) -> list[str]:
    """The dictionary forms of a sentence's words; the actor is "<s>", the recipient "<t>", other names by their kind."""
    found: list[str] = []
    for at, token in enumerate(told.words):
        if token.kind == "PUNCT":
            continue
        if _inside(token.start, actors):
            word = "<s>"
        elif _inside(token.start, recipients):
            word = "<t>"
        elif told.name_kind(at) in _MASKED_ENTITIES:
            word = f"<{told.name_kind(at).lower()}>"
        else:
            word = token.lemma
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


def _of_clauses(told: Told, actors: Sequence[Span], main: Clause | None) -> Features:
    found: Features = {}
    verbal = [clause for clause in told.clauses if clause.kind != "nominal"]
    for clause in verbal:
        _of_clause(told, clause, "main" if main is not None and clause.verb == main.verb else "other", found)
    if main is not None:
        if main.kind == "nominal":
            _of_clause(told, main, "main", found)
        for inner in told.contents(main) if main.verb in told.number_of else ():
            _of_clause(told, inner, "inner", found)
            found[f"inner {main.act}>{inner.act}"] = 1.0
        if any(_inside(told.words[head].start, actors) for head in main.whom):
            found["actor is object"] = 1.0
    return found


def _of_clause(told: Told, clause: Clause, place: str, found: Features) -> None:
    """One clause: its verb with what goes with it, and the events that patterns see in it."""
    found[f"{place} verb {clause.act}"] = 1.0
    if place != "other":
        for head in clause.whom:
            found[f"{place} {clause.act}+{told.words[head].lemma}"] = 1.0
            found[f"{place} object {told.words[head].lemma}"] = 1.0
        for preposition, noun in clause.obliques:
            found[f"{place} {clause.act} {preposition}"] = 1.0
            found[f"{place} {preposition}+{told.words[noun].lemma}"] = 1.0
        for at in clause.attributes:
            found[f"{place} is {told.words[at].lemma}"] = 1.0
        found[f"{place} {clause.tense} {clause.modality}"] = 1.0
        if clause.polarity == "negated":
            found[f"{place} negated"] = 1.0
    matched = plover.matches(told, clause)
    if not matched:
        return
    pattern = matched[0]
    scale = pattern.weight / 3
    found[f"{place} pattern {pattern.event}"] = max(found.get(f"{place} pattern {pattern.event}", 0.0), scale)
    found[f"{place} {clause.standing} {pattern.event}"] = 1.0
    coded = coding.coded_as(pattern, clause) if clause.standing in {"actual", "future"} else None
    if coded is not None:
        found[f"{place} event {coded[0]}"] = max(found.get(f"{place} event {coded[0]}", 0.0), scale)
    for other in matched[1:3]:
        found[f"{place} also {other.event}"] = 1.0
