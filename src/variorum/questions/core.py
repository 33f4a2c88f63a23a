"""What two sentences have in common: a line of the one without what the other does not tell.

"A magnitude-6 quake struck Aceh on Tuesday, killing 22" and "The quake that struck Aceh left whole villages without water": both tell that
a quake struck Aceh. Only what adds is left out, whole phrases and clauses, and never under a denial or a condition, where less would say
more.
"""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, get_args

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.alone import NO_WORDS, Pieces, length, pieces_of, set_off
from variorum.questions.lines import needed, standing, when_or_where
from variorum.questions.tellings import Telling
from variorum.questions.told import Line, Side, lacking, told
from variorum.text.kept import kept

WITH_VERB: Final = frozenset({"obl", "npadvmod", "advcl", "parataxis"})
WITH_NOUN: Final = frozenset({"acl", "relcl", "appos", "nmod"})
OWNER: Final = "nmod:poss"
COMPLEMENTS: Final = frozenset({"obj", "iobj", "dobj", "xcomp", "ccomp", "attr", "cop"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE: Final = frozenset({"main", "content", "relative", "adverbial"})
JOINING: Final = "-/"


Left = Literal["aside", "joined", "of a noun", "of a verb"]
"""What is left out: an aside that a comma sets off, a time or place; a verb joined by "and"; what hangs on a noun; what hangs on a verb
that has something else beside."""
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
    without = lacking(line, other)
    for words in standing(line.telling) if without and not line.spoken else ():
        left, kinds = _without(line.telling, words, without)
        pieces = pieces_of(line.telling, left) if kinds else None
        if pieces is not None and pieces not in line.lines:
            found[pieces] = tuple(kinds)
    return [Core(*one) for one in sorted(found.items(), key=lambda one: (-length(one[0]), one[0]))]


def cored(line: Side, other: Side) -> list[Line]:
    """The cores of a sentence that another may tell as far as their typed parts go."""
    return [told_line for one in cores(line, other) if (told_line := told(line, other, one.pieces, one.left)) is not None]


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
        further = any(words[below].label == "conj" and below > max(part) for below in telling.below(word.head))
        return None if further else Part(part | _and_before(telling, part), "joined")
    label = word.label.split(":")[0]
    apart = set_off(telling, part) or when_or_where(telling, part)
    if words[word.head].kind in NOMINAL and word.head not in _tops(telling):
        tells_which = not apart and (_completes(telling, head, label) or _picked_out(telling, word.head))
        if label not in WITH_NOUN or word.label == OWNER or tells_which:
            return None
        return Part(part, "aside" if apart else "of a noun")
    if label not in WITH_VERB or word.head not in _tops(telling):
        return None
    if apart or label == "advcl":
        clause = telling.clause_at(words[word.head][:2])
        return None if label == "advcl" and not apart and clause is not None and clause.ongoing else Part(part, "aside")
    return None if _bare(telling, word.head, part) else Part(part, "of a verb")


def _completes(telling: Telling, head: int, label: str) -> bool:
    """Does a part say what a noun is about: of what, to whom, that something is so, to do something?"""
    words = telling.sentence.words
    if label == "nmod":
        cases = {telling.lemma(below) for below in telling.below(head) if words[below].label == "case"}
        return not cases or any(pack.completes(case, telling.language) for case in cases)
    return label == "acl" and any(words[below].label == "mark" or words[below].kind == "PART" for below in telling.below(head))


def _picked_out(telling: Telling, number: int) -> bool:
    """Does what hangs on a noun tell which one is meant, or how many are counted: "the site" of what, "two countries" where?"""
    counted = any(figure.of == number for figure in telling.sentence.figures)
    return counted or any("definite" in pack.concepts(telling.lemma(below), telling.language) for below in telling.below(number))


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
