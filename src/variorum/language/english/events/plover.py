"""The clause patterns by which an event of PLOVER (language/scheme.py) is seen in an English sentence, and words that tell a context."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from variorum.language import scheme
from variorum.language.english.events.walking import Told
from variorum.language.english.words.tables import rows
from variorum.model.sentence import Clause

_CLAUSES_OF_NOUN: Final = frozenset({"acl:relcl", "advcl", "acl", "ccomp", "parataxis"})


@cache
def _context_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("plover_contexts.tsv"):
        for word in row[1:]:
            found.setdefault(word, []).append(row[0])
    return {word: tuple(names) for word, names in found.items()}


def contexts(lemmas: Iterable[str]) -> tuple[str, ...]:
    """The contexts that the words of a sentence tell of, most words first, at most three."""
    counts: dict[str, int] = {}
    for lemma in dict.fromkeys(lemmas):
        for name in _context_words().get(lemma, ()):
            counts[name] = counts.get(name, 0) + 1
    order = {name: place for place, name in enumerate(scheme.contexts())}
    return tuple(sorted(counts, key=lambda name: (-counts[name], order[name]))[:3])


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Word class -> its words in dictionary form."""
    return {row[0]: frozenset(row[1:]) for row in rows("plover_nouns.tsv")}


@dataclass(frozen=True, slots=True)
class Condition:
    slot: str  # obj, subj, comp, any, or a preposition
    words: frozenset[str] | None  # None: anything
    negated: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    event: str
    mode: str | None
    conditions: tuple[Condition, ...]
    weight: float


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """Verb -> its patterns, heaviest first."""
    found: dict[str, list[Pattern]] = {}
    for code, verbs, conditions, weight in rows("plover_patterns.tsv"):
        event, _, mode = code.partition("/")
        made = Pattern(event, mode or None, tuple(map(_condition, [] if conditions == "-" else conditions.split())), float(weight))
        for verb in verbs.split("|"):
            found.setdefault(verb, []).append(made)
    return {verb: tuple(sorted(many, key=lambda pattern: -pattern.weight)) for verb, many in found.items()}


def _condition(text: str) -> Condition:
    slot, _, values = text.lstrip("!").partition("=")
    words: frozenset[str] | None = frozenset().union(
        *(noun_classes()[value] if value.isupper() else {value} for value in values.split("|"))
    )
    return Condition(slot, None if values == "*" else words, text.startswith("!"))


def told_by(act: str) -> frozenset[str]:
    """The events that a verb may tell."""
    return frozenset(pattern.event for pattern in patterns().get(act, ()))


def match(told: Told, clause: Clause) -> Pattern | None:
    """The heaviest pattern that fits a clause."""
    found = matches(told, clause)
    return found[0] if found else None


def matches(told: Told, clause: Clause) -> list[Pattern]:
    """All patterns that fit a clause, heaviest first."""
    return [
        pattern
        for pattern in patterns().get(clause.act, patterns().get(clause.act.split(" ")[0], ()))
        if all(_holds(told, clause, condition) for condition in pattern.conditions)
    ]


def _holds(told: Told, clause: Clause, condition: Condition) -> bool:
    heads = _slot(told, clause, condition.slot)
    if condition.words is None:
        return bool(heads) is not condition.negated
    found = any(not condition.words.isdisjoint(_lemmas(told, head)) for head in heads)
    return found is not condition.negated


def _slot(told: Told, clause: Clause, slot: str) -> tuple[int, ...]:
    if slot == "obj":
        return (*clause.whom, *clause.attributes)
    if slot == "subj":
        return clause.who
    if slot == "comp":
        return tuple(told.top(inner) for inner in told.contents(clause))
    if slot == "any":
        return (told.top(clause),)
    return tuple(noun for preposition, noun in clause.obliques if preposition == slot or preposition.startswith(slot + " "))


def _lemmas(told: Told, head: int) -> set[str]:
    """Dictionary forms of a slot's words: of a noun with what describes it and what it is of, of a verb with its objects."""
    found: set[str] = set()
    inside = [head]
    for at in inside:
        found.update((told.words[at].lemma, told.written(at).lower()))
        noun = told.words[at].kind in {"NOUN", "PROPN"}
        inside.extend(child for child in told.below(at) if _tells(told, child, noun))
    return found


def _tells(told: Told, child: int, of_noun: bool) -> bool:
    """Whose a thing is, and from whom, tells nothing of what it is: "the minister's decision", "support from the minister"."""
    label = told.words[child].label
    aside = of_noun and (label == "nmod:poss" or (label == "nmod" and told.preposition(child) != "of"))
    return label not in _CLAUSES_OF_NOUN and not aside
