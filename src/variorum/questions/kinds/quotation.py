"""The words said: two reports quote one utterance, and the words inside the quotation marks are not the same."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq, OSA

from variorum.questions.pairs import Answer, Compared, Pair
from variorum.questions.tellings import Span, Telling

ALIKE: Final = 6  # words of an utterance that must be equal in sentences that are near each other
NEAR: Final = 0.65  # cosine of such sentences
APART: Final = 9  # words that must be equal in others: a speaker has turns of phrase
TELLING: Final = 2  # of these, words that are no small ones
LONG: Final = 8  # words that must be equal where nothing but a small word is changed
SHARE: Final = 0.7  # of the words between the first and the last equal one
CHANGE: Final = 4  # words of a change; a longer one is another utterance
ADDED: Final = 2  # words that one side has and the other has not; more are left out by a writer
HOUSE: Final = 5  # letters of a word in which one letter more or less is spelling
SMALL: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ", "SYM"})
JOINING: Final = frozenset({"CCONJ", "SCONJ", "INTJ"})  # words that a writer leaves out without a thought


class Said(NamedTuple):
    """A word inside quotation marks: its place, its letters and digits, the form by which it is compared, its part of speech and the number of the stretch it stands in."""

    start: int
    end: int
    letters: str
    form: str
    short: bool
    kind: str
    stretch: int


class Stretch(NamedTuple):
    """Words a[i:j] that stand where b[k:m] stand; one side may be empty."""

    i: int
    j: int
    k: int
    m: int


def compare(pair: Pair) -> Iterator[Compared]:
    """How two sentences quote one utterance, where they do."""
    left, right = said(pair.a), said(pair.b)
    if min(len(left), len(right)) < ALIKE:
        return
    runs = _equal(left, right)
    alike = sum(run.j - run.i for run in runs)
    telling = sum(word.kind not in SMALL for run in runs for word in left[run.i : run.j])
    if alike < (ALIKE if pair.cosine >= NEAR else APART) or telling < TELLING:
        return
    inside = [Stretch(one.j, other.i, one.m, other.k) for one, other in pairwise(runs)]
    if alike < SHARE * (alike + sum(max(one.j - one.i, one.m - one.k) for one in inside)):
        return
    changes = [one for one in inside if not _house(left, right, one)]
    if not changes:
        ends = (runs[0].i, runs[-1].j), (runs[0].k, runs[-1].m)
        a, b = _answer(pair.a, left, *ends[0]), _answer(pair.b, right, *ends[1])
        yield Compared("quotation", a, b, "same", 0.9, QUESTION, "the same words are quoted")
        return
    changes = [one for one in changes if _told(pair, left, right, one)]
    changed = [word for one in changes for word in (*left[one.i : one.j], *right[one.k : one.m])]
    if not changes or (alike < LONG and all(word.kind in SMALL for word in changed)):
        return
    first, last = changes[0], changes[-1]
    a, b = _answer(pair.a, left, first.i, last.j), _answer(pair.b, right, first.k, last.m)
    yield Compared("quotation", a, b, "conflict", 0.9, QUESTION, f'one is quoted with "{a.value}", the other with "{b.value}"')


QUESTION: Final = "Which words were said?"


def said(telling: Telling) -> list[Said]:
    """The words of a sentence that stand inside quotation marks."""
    found = []
    for word in telling.sentence.words:
        text = telling.words((word.start, word.end)).lower()
        at = next((n for n, (start, end) in enumerate(telling.sentence.quoted) if start <= word.start < end), None)
        if at is not None and any(map(str.isalnum, text)):
            letters = "".join(filter(str.isalnum, text))
            short = "'" in text
            form = word.lemma if short or word.kind == "AUX" else letters
            found.append(Said(word.start, word.end, letters, form, short, word.kind, at))
    return found


def _equal(left: Sequence[Said], right: Sequence[Said]) -> list[Stretch]:
    """The runs of words that both have, in order."""
    steps = LCSseq.opcodes([word.form for word in left], [word.form for word in right])
    return [Stretch(step.src_start, step.src_end, step.dest_start, step.dest_end) for step in steps if step.tag == "equal"]


def _house(left: Sequence[Said], right: Sequence[Said], change: Stretch) -> bool:
    """Is a change no more than spelling, or a joining word that a writer leaves out?"""
    ours, theirs = left[change.i : change.j], right[change.k : change.m]
    if not ours or not theirs:
        return all(word.kind in JOINING for word in (*ours, *theirs))
    if all(word.kind == "NUM" for word in (*ours, *theirs)):
        return True  # figures are another kind of question
    if len(ours) == len(theirs) == 1 and any(one.short and other.letters.endswith(one.letters) for one, other in ((ours[0], theirs[0]), (theirs[0], ours[0]))):
        return True
    return _spelt([word.letters for word in ours], [word.letters for word in theirs])


def _told(pair: Pair, left: Sequence[Said], right: Sequence[Said], change: Stretch) -> bool:
    """Is a change one of the words said, and not a cut or an insertion by the writer?"""
    ours, theirs = change.j - change.i, change.m - change.k
    if max(ours, theirs) > (CHANGE if min(ours, theirs) else ADDED):
        return False
    return _whole(pair.a, left, change.i, change.j) and _whole(pair.b, right, change.k, change.m)


def _spelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Are these the same words, spelt by another house: joined, shortened to their first letters, or one letter apart?"""
    whole, facing = "".join(one), "".join(other)
    if whole == facing or facing == "".join(letters[0] for letters in one) or whole == "".join(letters[0] for letters in other):
        return True
    return len(one) == len(other) and all(x == y or (max(len(x), len(y)) >= HOUSE and OSA.distance(x, y) <= 1) for x, y in zip(one, other, strict=True))


def _whole(telling: Telling, words: Sequence[Said], first: int, after: int) -> bool:
    """Do the words around a change stand in one stretch with it, and nothing left out or put in?"""
    around = words[max(0, first - 1) : after + 1]
    text = telling.text[around[0].start : around[-1].end]
    return len({word.stretch for word in around}) == 1 and not any(mark in text for mark in ("..", "…", ". .", "[", "]", "(", ")"))


def _answer(telling: Telling, words: Sequence[Said], first: int, after: int) -> Answer:
    """The words from one to another, with the word before and after where there are none."""
    if first >= after:
        first, after = max(0, first - 1), min(len(words), after + 1)
    span: Span = words[first].start, words[after - 1].end
    return Answer(span, telling.words(span))
