"""What the event classifier looks at in a sentence with its actor and recipient: words, clauses and event patterns.

Names of features are strings; the classifier keeps those it learned from and leaves out the rest. The actor and recipient themselves are
masked, so that the classifier learns what is done and not who usually does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from variorum.language.english.events import coding, plover
from variorum.language.english.grammar import factual
from variorum.language.english.grammar.frames import Clauses, Frame
from variorum.language.english.words.tables import word_set

Span = tuple[int, int]
Features = dict[str, float]

_MASKED_ENTITIES: Final = word_set("plover_features.masked_entities")
_LONGEST_GRAM: Final = 3


def features(
    clauses: Clauses, sentence: int, actors: Sequence[Span], recipients: Sequence[Span], main: Frame | None = None
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


def _of_clauses(clauses: Clauses, sentence: int, actors: Sequence[Span], recipients: Sequence[Span], main: Frame | None) -> Features:
    found: Features = {}
    frames = [frame for frame in clauses.frames.values() if clauses.tokens[frame.verb].sent == sentence]
    if main is None:
        main = main_frame(clauses, frames, actors, recipients)
    for frame in frames:
        place = "main" if frame is main else "other"
        _of_frame(clauses, frame, place, found)
    if main is not None:
        for verb in main.complements:
            inner = clauses.frames.get(verb)
            if inner is not None:
                _of_frame(clauses, inner, "inner", found)
                found[f"inner {main.lemma}>{inner.lemma}"] = 1.0
        if any(_inside(clauses.tokens[head].start, actors) for head in main.objects):
            found["actor is object"] = 1.0
    return found


def _of_frame(clauses: Clauses, frame: Frame, place: str, found: Features) -> None:
    """One clause: its verb with what goes with it, and the events that patterns see in it."""
    found[f"{place} verb {frame.lemma}"] = 1.0
    if place != "other":
        for head in frame.objects:
            found[f"{place} {frame.lemma}+{clauses.tokens[head].lemma.lower()}"] = 1.0
            found[f"{place} object {clauses.tokens[head].lemma.lower()}"] = 1.0
        for prep, noun in frame.preps:
            found[f"{place} {frame.lemma} {prep}"] = 1.0
            found[f"{place} {prep}+{clauses.tokens[noun].lemma.lower()}"] = 1.0
        for at in frame.attributes:
            found[f"{place} is {clauses.tokens[at].lemma.lower()}"] = 1.0
        found[f"{place} {frame.tense} {frame.modal}"] = 1.0
        if frame.negated:
            found[f"{place} negated"] = 1.0
    matched = plover.matches(clauses, frame)
    if not matched:
        return
    status = factual.status(clauses, frame)
    pattern = matched[0]
    scale = pattern.weight / 3
    found[f"{place} pattern {pattern.event}"] = max(found.get(f"{place} pattern {pattern.event}", 0.0), scale)
    found[f"{place} {status.standing} {pattern.event}"] = 1.0
    standing = coding.standing(pattern, frame, status) if status.standing in {"actual", "future"} else None
    if standing is not None:
        found[f"{place} event {standing[0]}"] = max(found.get(f"{place} event {standing[0]}", 0.0), scale)
    for other in matched[1:3]:
        found[f"{place} also {other.event}"] = 1.0


def main_frame(clauses: Clauses, frames: Sequence[Frame], actors: Sequence[Span], recipients: Sequence[Span]) -> Frame | None:
    """The clause that links actor and recipient: subject and object in them; else with a pattern; else nearest to the root."""

    def rank(frame: Frame) -> tuple[float, int]:
        subject = any(_inside(clauses.tokens[factual.referent(clauses, head, frame)].start, actors) for head in frame.subjects)
        under = {clauses.tokens[i].start for i in clauses.tree(frame.verb)}
        reached = any(first <= start < last for start in under for first, last in recipients)
        matched = plover.match(clauses, frame)
        saying = frame.lemma in factual.SAYING and frame.lemma not in {"warn", "argue"}
        weight = matched.weight if matched else 0.0
        return (4.0 * subject + 1.0 * reached + weight - 2.0 * saying, -frame.verb)

    return max(frames, key=rank) if frames else None
