"""The words of a sentence that may be printed as a line of their own: a clause that stands by itself, whole or without what only adds.

What is left out, at the end, before the clause or as an aside within it, never changes what is said: no denial, no condition, no source is
cut off, and no clause that another holds up.
"""

from bisect import bisect
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.tellings import Span, Telling

Pieces = tuple[Span, ...]
"""The stretches of a sentence that make a line, in order; between them something is left out."""

SHORTEST: Final = 4  # words of a line
LONGEST: Final = 38  # words; a longer line points at nothing
CUTS: Final = 4  # how often something is left out at the end of a line
# What may be left out at the end where a comma or its like sets it off: it adds to the clause, which says the same without it.
ADDED: Final = frozenset({"advcl", "acl", "relcl", "appos", "parataxis", "obl", "conj"})
ASIDE: Final = frozenset({",", "-", "--", "–", "—", ";", ":", "("})
# What may be left out without a comma too: when and where.
ADJUNCT: Final = frozenset({"obl", "advmod", "npadvmod"})
SUBJECT: Final = ("nsubj", "csubj", "expl")
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
SMALL: Final = frozenset({"ADP", "DET", "PUNCT", "SCONJ"})
# No line ends in a word of these kinds.
HANGING: Final = frozenset({"ADP", "DET", "SCONJ", "CCONJ", "PART", "AUX"})
WITHIN: Final = frozenset({"advcl", "acl", "relcl", "appos", "parataxis"})  # asides that may be left out within a line
OPENING: Final = "cc"
FIRST: Final = frozenset({"advcl", "obl", "advmod", "parataxis", "cc", "mark"})  # what may be left out before the clause
MARKS: Final = frozenset({'"', "``", "''"})
NO_WORDS: Final = frozenset({"PUNCT", "SPACE", "SYM"})


def lines(telling: Telling) -> list[Pieces]:
    """What of a sentence can be printed alone, the longest first. Empty where the sentence is no whole one."""
    found: dict[Pieces, None] = {}
    for words in standing(telling):
        for begun in (words, _without_asides(telling, words)):
            for some in (begun, *_shorter(telling, begun)):
                pieces = pieces_of(telling, some)
                if pieces is not None:
                    found[pieces] = None
    return sorted(found, key=lambda one: (-length(one), one))


def length(pieces: Pieces) -> int:
    """The characters of a line."""
    return sum(end - start for start, end in pieces)


def whole(pieces: Pieces) -> Span:
    """[start, end) of a line with all that is left out of it."""
    return pieces[0][0], pieces[-1][1]


def holds(pieces: Pieces, span: Span) -> bool:
    """Does a stretch of the sentence stand in a line?"""
    if len(pieces) == 1:  # as nearly all are: asked some thousand times a report
        return pieces[0][0] <= span[0] and span[1] <= pieces[0][1]
    return any(start <= span[0] and span[1] <= end for start, end in pieces)


def printed(telling: Telling, pieces: Pieces) -> str:
    """A line as it is printed: "…" for what is left out."""
    return " … ".join(telling.words(piece) for piece in pieces)


def standing(telling: Telling) -> Iterator[list[int]]:
    """The words of the sentence, and of each of its clauses that could be a sentence."""
    words = telling.sentence.words
    root = next((number for number, word in enumerate(words) if word.head == number), None)
    if root is None:
        return
    everything = sorted(telling.all_under(root))
    yield everything
    heads = [
        root,
        *(
            number
            for number in everything
            if words[number].label == "conj" and words[number].head == root and _has_subject(telling, number)
        ),
    ]
    if len(heads) > 1:
        for head in heads:
            others = {number for other in heads if other != head and other > head for number in telling.all_under(other)}
            yield [number for number in sorted(telling.all_under(head)) if number not in others]


def _has_subject(telling: Telling, number: int) -> bool:
    return any(telling.sentence.words[below].label.startswith("nsubj") for below in telling.below(number))


def _without_asides(telling: Telling, words: list[int]) -> list[int]:
    """The same without the asides within it that commas set off on both sides."""
    told, left = telling.sentence.words, set(words)
    for number in words:
        if number in left and told[number].label.split(":")[0] in WITHIN and told[number].head in left:
            part = set(telling.all_under(number))
            if part <= left and set_off(telling, part) and _closed(telling, part) and not needed(telling, number, part):
                left -= part
    return [number for number in words if number in left]


def _closed(telling: Telling, part: set[int]) -> bool:
    """Does a comma, a dash or a bracket stand after a part?"""
    words = telling.sentence.words
    last = max(number for number in part if words[number].kind not in NO_WORDS)
    after = words[last + 1] if last + 1 < len(words) else None
    return after is not None and telling.text[after.start : after.end] in (*ASIDE, ")")


def _shorter(telling: Telling, words: list[int]) -> Iterator[list[int]]:
    """The same without what stands last and only adds, and again; then without what stands before the clause."""
    left = words
    for _ in range(CUTS):
        cut = _without_last(telling, left)
        if cut is None:
            break
        left = cut
        yield left
        opened = _without_first(telling, left)
        if opened is not None:
            yield opened
    opened = _without_first(telling, words)
    if opened is not None:
        yield opened


def _heads(telling: Telling, number: int, words: list[int]) -> list[int]:
    """The words above one, itself last, as far as they are among some words; the top of these is none."""
    told, chain, at = telling.sentence.words, [], number
    while told[at].head != at and told[at].head in words:
        chain.append(at)
        at = told[at].head
    return chain[::-1]


def _without_last(telling: Telling, words: list[int]) -> list[int] | None:
    """Without the largest part at the end that only adds."""
    told = telling.sentence.words
    inside = [number for number in words if told[number].kind not in NO_WORDS]
    if not inside:
        return None
    for head in _heads(telling, inside[-1], words):
        part = set(telling.all_under(head))
        label = told[head].label.split(":")[0]
        only_adds = (label in ADDED and set_off(telling, part)) or (label in ADJUNCT and when_or_where(telling, part))
        if only_adds and not needed(telling, head, part) and not _measures(telling, min(part) - 1):
            return [number for number in words if number not in part]
    return None


def _measures(telling: Telling, number: int) -> bool:
    """Does a word end how far something is from what follows: "90 miles" off Aden?"""
    end = telling.sentence.words[number].end
    return any(figure.quantity == "length" and figure.end == end for figure in telling.sentence.figures)


def set_off(telling: Telling, part: set[int]) -> bool:
    """Does a comma, a dash or a bracket stand before a part?"""
    first = min((number for number in part if telling.sentence.words[number].kind not in NO_WORDS), default=0)
    before = telling.sentence.words[first - 1] if first else None
    return before is not None and telling.text[before.start : before.end] in ASIDE


def when_or_where(telling: Telling, part: set[int]) -> bool:
    """Does a part tell nothing but a time or a named place?"""
    sentence = telling.sentence
    stretches = [one[:2] for one in sentence.times] + [one[:2] for one in sentence.names if one.kind in PLACES]
    telling_words = [sentence.words[number] for number in part if sentence.words[number].kind not in SMALL]
    return bool(telling_words) and all(any(start <= word.start < end for start, end in stretches) for word in telling_words)


def _without_first(telling: Telling, words: list[int]) -> list[int] | None:
    """Without the part before the clause that a comma sets off."""
    told = telling.sentence.words
    inside = [number for number in words if told[number].kind not in NO_WORDS]
    if not inside:
        return None
    for head in _heads(telling, inside[0], words):
        if told[head].label.split(":")[0] in FIRST:
            part = set(telling.all_under(head))
            last = max(part & set(words))
            closed = told[head].label == "cc" or (last + 1 < len(told) and telling.text[told[last + 1].start : told[last + 1].end] == ",")
            if min(part) <= inside[0] and closed and not needed(telling, head, part):
                return [number for number in words if number not in part]
    return None


def needed(telling: Telling, head: int, part: set[int]) -> bool:
    """Would another thing be said without this part: a condition, a source, a denial?"""
    sentence = telling.sentence
    words = sentence.words
    starts = {words[number].start for number in part}
    for clause in sentence.clauses:
        if clause.condition is not None and any(clause.condition[0] <= start < clause.condition[1] for start in starts):
            return True
        if clause.source is not None and clause.source in part and clause.verb not in part:
            return True
        if (
            clause.verb in part
            and clause.verb == head
            and any(
                below.above is not None and sentence.clauses[below.above] is clause and below.verb not in part for below in sentence.clauses
            )
        ):
            return True
    return words[head].label == "advmod" and words[head].kind == "PART"


def pieces_of(telling: Telling, words: list[int]) -> Pieces | None:
    """Some words as the stretches in which they run on, if they are a line and neither too few nor too many."""
    told = telling.sentence.words
    inside = [number for number in words if told[number].kind != "SPACE"]
    while inside and (told[inside[0]].kind == "PUNCT" or told[inside[0]].label == OPENING) and not _opens(telling, inside[0]):
        inside = inside[1:]
    while inside and told[inside[-1]].kind == "PUNCT" and not _closes(telling, inside[-1]):
        inside = inside[:-1]
    if sum(telling.text[told[number].start : told[number].end] in MARKS for number in inside) % 2:
        return None  # a quotation that begins or ends elsewhere: whose it is would be lost
    if not inside or told[inside[0]].label == "mark" or (told[inside[0]].kind == "SCONJ" and told[inside[0]].head not in inside):
        return None
    if told[inside[-1]].kind in HANGING or any(_broken(telling, number) for number in (inside[0], inside[-1])):
        return None
    pieces = _runs(telling, inside)
    if sum(telling.words(piece).count('"') for piece in pieces) % 2 or not _told_by_itself(telling, pieces):
        return None
    count = sum(told[number].kind not in NO_WORDS for number in range(inside[0], inside[-1] + 1))
    kept = sum(told[number].kind not in NO_WORDS for number in inside)
    return pieces if kept >= SHORTEST and count <= LONGEST else None


def _runs(telling: Telling, words: list[int]) -> Pieces:
    """The stretches in which words follow each other; marks between two of them go with what is left out."""
    told, runs = telling.sentence.words, [[words[0]]]
    for before, number in pairwise(words):
        gap = any(told[between].kind not in NO_WORDS for between in range(before + 1, number))
        if gap:
            runs.append([])
        runs[-1].append(number)
    runs = [run for run in runs if any(told[number].kind not in NO_WORDS for number in run)]
    return tuple(_trimmed(telling, run, place > 0, place < len(runs) - 1) for place, run in enumerate(runs))


def _trimmed(telling: Telling, run: list[int], before: bool, after: bool) -> Span:
    """[start, end) of a run without the marks towards what is left out before and after it."""
    told, first, last = telling.sentence.words, 0, len(run) - 1
    while before and first < last and told[run[first]].kind == "PUNCT" and not _opens(telling, run[first]):
        first += 1
    while after and first < last and told[run[last]].kind == "PUNCT" and not _closes(telling, run[last]):
        last -= 1
    return told[run[first]].start, told[run[last]].end


def _told_by_itself(telling: Telling, pieces: Pieces) -> bool:
    """Does the highest clause tell something of someone, on the report's own word or with its source beside it? A speaker's words alone do
    not, and no line begins with "she": who that is would be lost."""
    words, clauses = telling.sentence.words, telling.sentence.clauses
    inside = [one for one in clauses if holds(pieces, words[one.verb][:2]) and one.kind not in ("nominal", "verbless")]
    highest = next((one for one in inside if one.above is None or clauses[one.above] not in inside), None)
    if highest is None or _dates_only(telling, pieces):
        return False
    subjects = [number for number in _subjects(telling, highest) if holds(pieces, words[number][:2])]
    if not subjects or all(words[number].kind == "PRON" and not words[number].label.startswith("expl") for number in subjects):
        return False  # nobody, or who "she" is would be lost
    if any(one.above is not None and clauses[one.above] is highest and one.reported and one not in inside for one in clauses):
        return False  # who says it, without what
    if highest.source is not None and holds(pieces, words[highest.source][:2]):
        return True
    return not highest.reported and not _spoken(telling, pieces)


def _spoken(telling: Telling, pieces: Pieces) -> bool:
    """Are its words someone's own: all of them quoted, or an "I" outside of what is quoted?"""
    words = telling.sentence.words
    marks = [word.start for word in words if telling.text[word.start : word.end] in MARKS]
    inside = [word for word in words if word.kind not in NO_WORDS and holds(pieces, word[:2])]
    unquoted = [word for word in inside if bisect(marks, word.start) % 2 == 0]
    return not unquoted or any(pack.means_speaker(word.lemma, telling.language) for word in unquoted)


def _dates_only(telling: Telling, pieces: Pieces) -> bool:
    """Is there one word at most beside times: "Published July 28"?"""
    times = [one[:2] for one in telling.sentence.times]
    inside = [word for word in telling.sentence.words if word.kind not in SMALL and word.kind not in NO_WORDS and holds(pieces, word[:2])]
    return sum(not any(start <= word.start < end for start, end in times) for word in inside) < 2


def _subjects(telling: Telling, clause: Clause) -> list[int]:
    """The words that head the subject of a clause, or of the one it is joined to."""
    words, at = telling.sentence.words, telling.top(clause)
    for _ in words:
        found = [number for number in telling.below(at) if words[number].label.startswith(SUBJECT)]
        if found or words[at].label != "conj":
            return found
        at = words[at].head
    return []


def _broken(telling: Telling, number: int) -> bool:
    """Is a word the rest of one, as where a sentence was parted at "7 p.m." or "46 . 8"?"""
    words = telling.sentence.words
    word = words[number]
    if word.end - word.start == 1 and word.kind not in ("PRON", "NUM", "PUNCT", "SYM", "DET"):
        return True
    last = next((one for one in reversed(words) if one.kind not in NO_WORDS), word)
    return word.kind == "NUM" and word is last and telling.text.endswith(" .")


def _opens(telling: Telling, number: int) -> bool:
    word = telling.sentence.words[number]
    return telling.text[word.start : word.end] in ('"', "(", "$", "``")


def _closes(telling: Telling, number: int) -> bool:
    word = telling.sentence.words[number]
    return telling.text[word.start : word.end] in ('"', ")", "''", "%")
