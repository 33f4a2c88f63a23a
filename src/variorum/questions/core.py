"""What two sentences have in common: a line of the one without what the other does not tell.

"A magnitude-6 quake struck Aceh on Tuesday, killing 22" and "The quake that struck Aceh left whole villages without water": both tell that
a quake struck Aceh. Only what adds is left out, whole phrases and clauses, and never under a denial or a condition, where less would say
more.
"""

from collections.abc import Iterator
from typing import Final

from variorum.model.sentence import Clause
from variorum.questions.lines import NO_WORDS, SMALL, Pieces, needed, pieces_of, standing, when_or_where
from variorum.questions.tellings import Telling
from variorum.questions.told import ENOUGH, Line, Side, holds_figure, holds_time, lacks, share

# What may be left out of a clause, or of a noun, that says the same without it, only less.
ADDING: Final = frozenset({"advcl", "acl", "relcl", "appos", "parataxis", "obl", "nmod", "npadvmod"})
WITH_VERB: Final = frozenset({"obl", "npadvmod", "advcl"})
COMPLEMENTS: Final = frozenset({"obj", "iobj", "dobj", "xcomp", "ccomp", "obl", "attr", "cop"})
PASSIVE: Final = ("nsubj:pass", "nsubjpass", "aux:pass", "auxpass")
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE: Final = frozenset({"main", "content", "relative", "adverbial"})
NEEDED_BY_NOUN: Final = ("of",)  # "the death" of whom is no thing less
JOINING: Final = "-/'"


def cores(line: Side, other: Side) -> list[Pieces]:
    """What is left of each clause of a sentence that can be printed alone without what another does not tell, the longest first. Empty where
    nothing has to be left out, or nothing can be."""
    found: dict[Pieces, None] = {}
    lacking = _lacking(line, other)
    for words in standing(line.telling) if lacking else ():
        left = _without(line.telling, words, lacking)
        pieces = pieces_of(line.telling, left) if len(left) < len(words) else None
        if pieces is not None and pieces not in line.lines:
            found[pieces] = None
    return sorted(found, key=lambda one: (-sum(end - start for start, end in one), one))


def cored(line: Side, other: Side) -> list[Line]:
    """The cores of a sentence that another may tell as far as their typed parts go."""
    found = [Line(pieces, share(line, other, pieces)) for pieces in cores(line, other) if not lacks(line, other, pieces)]
    return [one for one in found if one.shared >= ENOUGH]


def _lacking(line: Side, other: Side) -> frozenset[int]:
    """The words that tell something which the other does not: in no form of its own, no name of one it names, no figure or time it has."""
    sentence = line.telling.sentence
    told = [at for at, (entity, _) in line.names.items() if entity is not None and entity in other.entities]
    told += [at for at, time in line.times.items() if holds_time(other, time)]
    untold = [at for at, time in line.times.items() if not holds_time(other, time)]
    untold += [one[:2] for one in sentence.figures if not any(holds_figure(one, theirs) for theirs in other.telling.sentence.figures)]
    forms = {start: form for start, form, _ in line.weighed}

    def lacks(number: int) -> bool:
        start = sentence.words[number].start
        if any(first <= start < last for first, last in untold):
            return sentence.words[number].kind not in SMALL
        return start in forms and forms[start] not in other.forms and not any(first <= start < last for first, last in told)

    return frozenset(number for number in range(len(sentence.words)) if lacks(number))


def _without(telling: Telling, words: list[int], lacking: frozenset[int]) -> list[int]:
    """The words without the smallest parts that hold what is lacking, as far as these only add."""
    left = set(words)
    for number in sorted(lacking):
        part = next((part for head in _upwards(telling, number, left) if (part := _adding(telling, head))), None) if number in left else None
        if part:
            left -= part
    return [number for number in words if number in left]


def _upwards(telling: Telling, number: int, inside: set[int]) -> Iterator[int]:
    """A word and those above it, as far as they are inside."""
    words, at = telling.sentence.words, number
    while at in inside:
        yield at
        if words[at].head == at:
            return
        at = words[at].head


def _adding(telling: Telling, head: int) -> set[int] | None:
    """All that hangs under a word, if it only adds to what it hangs on; None if it does more."""
    words = telling.sentence.words
    word, part = words[head], set(telling.all_under(head))
    label, above = word.label.split(":")[0], word.head
    joined = label == "conj" and word.kind == "VERB"
    if not (joined or label in ADDING or word.label == "acl:relcl") or needed(telling, head, part) or not _firm(telling, above):
        return None
    if label == "npadvmod" and not when_or_where(telling, part):
        return None
    if label == "nmod" and _prepositions(telling, head) in ((), NEEDED_BY_NOUN):
        return None
    noun = words[above].kind in NOMINAL
    if not noun and above not in _tops(telling):
        return None
    if label == "obl" and not noun and _bare(telling, above, part):
        return None
    if not _whole_words(telling, part):
        return None
    return part | _and_before(telling, part) if joined else part


def _firm(telling: Telling, number: int) -> bool:
    """Does a clause tell something as so, so that less of it is so too?"""
    clause = telling.clause_at(telling.sentence.words[number][:2])
    return clause is None or (clause.polarity != "negated" and clause.standing == "actual")


def _prepositions(telling: Telling, head: int) -> tuple[str, ...]:
    return tuple(telling.lemma(below) for below in telling.below(head) if telling.sentence.words[below].label == "case")


def _tops(telling: Telling) -> set[int]:
    """The words that the clauses which tell something of someone hang on."""
    finite: list[Clause] = [one for one in telling.sentence.clauses if one.kind in FINITE]
    return {one.verb for one in finite} | {telling.top(one) for one in finite}


def _bare(telling: Telling, verb: int, part: set[int]) -> bool:
    """Would a verb be left with nothing but who does it?"""
    words = telling.sentence.words
    labels = [words[below].label for below in telling.below(verb) if below not in part]
    return not any(label.split(":")[0] in COMPLEMENTS or label in PASSIVE for label in labels)


def _whole_words(telling: Telling, part: set[int]) -> bool:
    """Are no two words parted that a hyphen joins?"""
    words, text = telling.sentence.words, telling.text
    start, end = min(words[number].start for number in part), max(words[number].end for number in part)
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return (before[-1:] not in JOINING[:2] and after[:1] not in JOINING[:2]) or not before or not after


def _and_before(telling: Telling, part: set[int]) -> set[int]:
    """The "and" before a part that is left out."""
    words = telling.sentence.words
    for number in range(min(part) - 1, -1, -1):
        if words[number].label == "cc":
            return {number}
        if words[number].kind not in NO_WORDS:
            break
    return set()
