"""What two sentences have in common: a line of the one without what the other does not tell.

"A magnitude-6 quake struck Aceh on Tuesday, killing 22" and "The quake that struck Aceh left whole villages without water": both tell that
a quake struck Aceh. Only what adds is left out, whole phrases and clauses, and never under a denial or a condition, where less would say
more.
"""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, get_args

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.acts import SMALL
from variorum.questions.lines import NO_WORDS, Pieces, length, needed, pieces_of, set_off, standing, when_or_where
from variorum.questions.tellings import Telling
from variorum.questions.told import Line, Side, holds_figure, holds_time, told
from variorum.text.kept import kept

WITH_VERB: Final = frozenset({"obl", "npadvmod", "advcl", "parataxis"})
WITH_NOUN: Final = frozenset({"acl", "relcl", "appos", "nmod"})
OWNER: Final = "nmod:poss"
COMPLEMENTS: Final = frozenset({"obj", "iobj", "dobj", "xcomp", "ccomp", "attr", "cop"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE: Final = frozenset({"main", "content", "relative", "adverbial"})
JOINING: Final = "-/"


Left = Literal["aside", "joined", "of a noun", "of a verb", "bare"]
"""What is left out: an aside that a comma sets off, a time or place; a verb joined by "and"; what hangs on a noun; what hangs on a verb
that has something else beside; what hangs on one that is then bare."""
KINDS: Final[tuple[Left, ...]] = get_args(Left)


class Part(NamedTuple):
    """Words that may be left out."""

    words: set[int]
    kind: Left


class Core(NamedTuple):
    """What is left of a clause, and of what kinds the parts are that were left out."""

    pieces: Pieces
    left: tuple[Left, ...]


def cores(line: Side, other: Side) -> list[Core]:
    """What is left of each clause of a sentence that can be printed alone without what another does not tell, the longest first. Empty
    where nothing has to be left out, or nothing can be."""
    found: dict[Pieces, tuple[Left, ...]] = {}
    lacking = _lacking(line, other)
    for words in standing(line.telling) if lacking else ():
        left, kinds = _without(line.telling, words, lacking)
        pieces = pieces_of(line.telling, left) if kinds else None
        if pieces is not None and pieces not in line.lines:
            found[pieces] = tuple(kinds)
    return [Core(*one) for one in sorted(found.items(), key=lambda one: (-length(one[0]), one[0]))]


def cored(line: Side, other: Side) -> list[Line]:
    """The cores of a sentence that another may tell as far as their typed parts go."""
    return [told_line for one in cores(line, other) if (told_line := told(line, other, one.pieces, one.left)) is not None]


def _lacking(line: Side, other: Side) -> frozenset[int]:
    """The words that tell something which the other does not: in no form of its own, no name of one it names, no figure or time it has."""
    sentence = line.telling.sentence
    known = [at for at, (entity, _) in line.names.items() if entity is not None and entity in other.entities]
    known += [at for at, time in line.times.items() if holds_time(other, time)]
    untold = [at for at, time in line.times.items() if not holds_time(other, time)]
    untold += [one[:2] for one in sentence.figures if not any(holds_figure(one, theirs) for theirs in other.telling.sentence.figures)]
    forms = {start: form for start, form, _ in line.weighed}

    def lacks(number: int) -> bool:
        start = sentence.words[number].start
        if any(first <= start < last for first, last in untold):
            return sentence.words[number].kind not in SMALL
        return start in forms and forms[start] not in other.forms and not any(first <= start < last for first, last in known)

    return frozenset(number for number in range(len(sentence.words)) if lacks(number))


def _without(telling: Telling, words: list[int], lacking: frozenset[int]) -> tuple[list[int], list[Left]]:
    """The words without the smallest parts that hold what is lacking, as far as these only add, and what kinds of parts are left out."""
    inside, kinds = set(words), []
    for number in sorted(lacking):
        if number in inside:
            part = next((part for head in _upwards(telling, number, inside) if (part := _adding(telling, head))), None)
            if part is not None:
                inside -= part.words
                kinds.append(part.kind)
    return [number for number in words if number in inside], kinds


def _upwards(telling: Telling, number: int, inside: set[int]) -> Iterator[int]:
    """A word and those above it, as far as they are inside."""
    words, at = telling.sentence.words, number
    while at in inside:
        yield at
        if words[at].head == at:
            return
        at = words[at].head


@kept
def _adding(telling: Telling, head: int) -> Part | None:
    """All that hangs under a word, if it only adds to what it hangs on; None if it does more."""
    words = telling.sentence.words
    word, part = words[head], set(telling.all_under(head))
    if all(words[number].kind in NO_WORDS for number in part):
        return None
    if needed(telling, head, part) or not _firm(telling, word.head) or not _whole_words(telling, part):
        return None
    if word.label == "conj" and word.kind == "VERB":
        return Part(part | _and_before(telling, part), "joined")
    label = word.label.split(":")[0]
    apart = set_off(telling, part) or when_or_where(telling, part)
    if words[word.head].kind in NOMINAL and word.head not in _tops(telling):
        if label not in WITH_NOUN or word.label == OWNER or (not apart and _completes(telling, head, label)):
            return None
        return Part(part, "aside" if apart else "of a noun")
    if label not in WITH_VERB or word.head not in _tops(telling):
        return None
    return Part(part, "aside" if apart or label == "advcl" else "bare" if _bare(telling, word.head, part) else "of a verb")


def _completes(telling: Telling, head: int, label: str) -> bool:
    """Does a part say what a noun is about: of what, to whom, that something is so, to do something?"""
    words = telling.sentence.words
    if label == "nmod":
        cases = {telling.lemma(below) for below in telling.below(head) if words[below].label == "case"}
        return not cases or any(pack.completes(case, telling.language) for case in cases)
    return label == "acl" and any(words[below].label == "mark" or words[below].kind == "PART" for below in telling.below(head))


def _firm(telling: Telling, number: int) -> bool:
    """Does a clause tell something as so, so that less of it is so too?"""
    clause = telling.clause_at(telling.sentence.words[number][:2])
    return clause is None or (clause.polarity != "negated" and clause.standing == "actual")


@kept
def _tops(telling: Telling) -> set[int]:
    """The words that the clauses which tell something of someone hang on."""
    finite: list[Clause] = [one for one in telling.sentence.clauses if one.kind in FINITE]
    return {one.verb for one in finite} | {telling.top(one) for one in finite}


def _bare(telling: Telling, verb: int, part: set[int]) -> bool:
    """Would a verb be left with nothing but who does it?"""
    words = telling.sentence.words
    return not any(words[below].label.split(":")[0] in COMPLEMENTS for below in telling.below(verb) if below not in part)


def _whole_words(telling: Telling, part: set[int]) -> bool:
    """Are no two words parted that a hyphen joins?"""
    words, text = telling.sentence.words, telling.text
    start, end = min(words[number].start for number in part), max(words[number].end for number in part)
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return (before[-1:] not in JOINING and after[:1] not in JOINING) or not before or not after


def _and_before(telling: Telling, part: set[int]) -> set[int]:
    """The "and" before a part that is left out."""
    words = telling.sentence.words
    for number in range(min(part) - 1, -1, -1):
        if words[number].label == "cc":
            return {number}
        if words[number].kind not in NO_WORDS:
            break
    return set()
