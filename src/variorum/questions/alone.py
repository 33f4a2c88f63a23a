"""Whether some words of a sentence can be printed alone: a clause that stands by itself, with nothing in it that points elsewhere, no mark
without its other half, and no word that is the rest of one.
"""

from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.tellings import Span, Telling
from variorum.text.marks import closes_marks

Pieces = tuple[Span, ...]
"""The stretches of a sentence that make a line, in order; between them something is left out."""

SHORTEST: Final = 4  # words of a line
LONGEST: Final = 38  # words; a longer line points at nothing
SUBJECT: Final = ("nsubj", "csubj", "expl")
OBJECT: Final = ("obj", "dobj", "iobj")
ASIDE: Final = frozenset({",", "-", "--", "–", "—", ";", ":", "("})
SMALL: Final = frozenset({"ADP", "DET", "PUNCT", "SCONJ"})
# No line ends in a word of these kinds.
HANGING: Final = frozenset({"ADP", "DET", "SCONJ", "CCONJ", "PART", "AUX"})
OPENING: Final = "cc"
MARKS: Final = frozenset({'"', "``", "''"})
NO_WORDS: Final = frozenset({"PUNCT", "SPACE", "SYM"})


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


def set_off(telling: Telling, part: set[int]) -> bool:
    """Does a comma, a dash or a bracket stand before a part?"""
    first = min((number for number in part if telling.sentence.words[number].kind not in NO_WORDS), default=0)
    before = telling.sentence.words[first - 1] if first else None
    return before is not None and telling.text[before.start : before.end] in ASIDE


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
    runs = _runs(telling, inside)
    if not runs or told[inside[-1]].kind in HANGING or any(_broken(telling, number) for run in runs for number in (run[0], run[-1])):
        return None
    pieces = tuple(_trimmed(telling, run, place > 0, place < len(runs) - 1) for place, run in enumerate(runs))
    shown = printed(telling, pieces)
    if not closes_marks(shown) or not closes_marks(telling.text[: pieces[-1][1]]) or shown.count("(") != shown.count(")"):
        return None
    if not stands_alone(telling, inside) or not _told_by_itself(telling, pieces):
        return None
    count = sum(told[number].kind not in NO_WORDS for number in range(inside[0], inside[-1] + 1))
    kept = sum(told[number].kind not in NO_WORDS for number in inside)
    return pieces if kept >= SHORTEST and count <= LONGEST else None


def _runs(telling: Telling, words: list[int]) -> list[list[int]]:
    """The stretches in which words follow each other; marks between two of them go with what is left out."""
    told, runs = telling.sentence.words, [[words[0]]]
    for before, number in pairwise(words):
        if any(told[between].kind not in NO_WORDS for between in range(before + 1, number)):
            runs.append([])
        runs[-1].append(number)
    return [run for run in runs if any(told[number].kind not in NO_WORDS for number in run)]


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
    not, and no line is about "she": who that is would be lost."""
    words, clauses = telling.sentence.words, telling.sentence.clauses
    inside = [one for one in clauses if holds(pieces, words[one.verb][:2]) and one.kind not in ("nominal", "verbless")]
    highest = next((one for one in inside if one.above is None or clauses[one.above] not in inside), None)
    if highest is None:
        return False
    subjects = [number for number in subjects_of(telling, highest) if holds(pieces, words[number][:2])]
    if highest.kind == "relative":  # with the name that it is about, and without its "who", it is a sentence
        who, about = subjects_of(telling, highest), words[telling.top(highest)].head
        subjects = [about] if not subjects and any(stands_for(telling, number, telling.top(highest)) for number in who) else []
    if not subjects or all(words[number].kind == "PRON" and not words[number].label.startswith("expl") for number in subjects):
        return False  # nobody, or who "she" is would be lost
    if any(one.above is not None and clauses[one.above] is highest and one.reported and one not in inside for one in clauses):
        return False  # who says it, without what
    if highest.source is not None and holds(pieces, words[highest.source][:2]):
        return True
    return not highest.reported and not _spoken(telling, pieces)


def stands_for(telling: Telling, number: int, verb: int) -> bool:
    """Is a word the "who" that is the subject of a relative clause?"""
    word = telling.sentence.words[number]
    of_it = word.head == verb and word.kind == "PRON" and word.label.startswith(SUBJECT) and not telling.below(number)
    return of_it and "pointing" not in pack.concepts(word.lemma, telling.language)


def stands_alone(telling: Telling, inside: Sequence[int]) -> bool:
    """Is no pronoun there that points at what stands before the words: "they, likewise, are doing a lot", "that's not what we are about"?
    It may point at a name before it in the words themselves, or at what a clause there is about. All else is weighed (`by_itself.py`)."""
    words = telling.sentence.words
    named = False
    for number in inside:
        word = words[number]
        if word.kind == "PROPN" or (word.kind == "NOUN" and word.label.startswith(SUBJECT)):
            named = True
        elif not named and word.kind == "PRON" and not telling.below(number) and points(telling, number):
            return False
    return True


def _means(telling: Telling, number: int, concept: str) -> bool:
    return concept in pack.concepts(telling.lemma(number), telling.language)


def points(telling: Telling, number: int) -> bool:
    """Is a pronoun one of the third person, or "this" and "that", that takes part in a clause and begins no relative one?"""
    word = telling.sentence.words[number]
    clause = telling.clause_at((word.start, word.end))
    takes_part = word.label.startswith((*SUBJECT, *OBJECT, "obl"))
    return takes_part and _means(telling, number, "pointing") and (clause is None or clause.kind != "relative")


def _spoken(telling: Telling, pieces: Pieces) -> bool:
    """Are its words someone's own: all of them quoted, or an "I" outside of what is quoted?"""
    words = telling.sentence.words
    marks = [word.start for word in words if telling.text[word.start : word.end] in MARKS]
    inside = [word for word in words if word.kind not in NO_WORDS and holds(pieces, word[:2])]
    unquoted = [word for word in inside if bisect(marks, word.start) % 2 == 0]
    return not unquoted or any(pack.means_speaker(word.lemma, telling.language) for word in unquoted)


def subjects_of(telling: Telling, clause: Clause) -> list[int]:
    """The words that head the subject of a clause, or of the one it is joined to."""
    words, at = telling.sentence.words, telling.top(clause)
    for _ in words:
        found = [number for number in telling.below(at) if words[number].label.startswith(SUBJECT)]
        if found or words[at].label != "conj":
            return found
        at = words[at].head
    return []


def _broken(telling: Telling, number: int) -> bool:
    """Is a word the rest of one, as where a sentence was parted at "7 p.m.", "46 . 8", "Mt . Cook" or "Nov . 3"?"""
    words = telling.sentence.words
    word = words[number]
    if word.end - word.start == 1 and word.kind not in ("PRON", "NUM", "PUNCT", "SYM", "DET"):
        return True
    rest = telling.text[word.end :].lstrip()
    if word.kind == "NUM" and rest.startswith(".") and rest[1:].lstrip()[:1].isdigit():
        return True
    last = next((one for one in reversed(words) if one.kind not in NO_WORDS), word)
    if word is not last or not telling.text.endswith(" ."):
        return False
    written = telling.words((word.start, word.end))
    return word.kind == "NUM" or (written.istitle() and len(written) <= len("Sgt"))


def _opens(telling: Telling, number: int) -> bool:
    word = telling.sentence.words[number]
    return telling.text[word.start : word.end] in ('"', "(", "$", "``")


def _closes(telling: Telling, number: int) -> bool:
    word = telling.sentence.words[number]
    return telling.text[word.start : word.end] in ('"', ")", "''", "%")
