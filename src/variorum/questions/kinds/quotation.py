"""The words said: two reports quote one utterance, and the words inside the quotation marks are not the same."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, LCSseq

from variorum.language import pack
from variorum.model.saying import Stretch
from variorum.model.sentence import Word
from variorum.questions.pairs import Answer, Compared, Pair, Relation
from variorum.questions.tellings import Telling

# Found on the stories of folds 0 to 2; fewer equal words met other utterances of the speaker, or of the same formula.
ALIKE: Final = 6  # words of an utterance that must be equal in sentences near each other
NEAR: Final = 0.65  # cosine of such sentences
APART: Final = 9  # words that must be equal in others, and where both run on in other words: a speaker has turns of phrase
TELLING: Final = 2  # equal words that are no small ones
SHARE: Final = 0.7  # of the words between the first and the last equal one
CHANGE: Final = 4  # words of a change; a longer one is another thing said
ADDED: Final = 2  # words that one side has and the other has not; more are left out by a writer
HOUSE: Final = 5  # letters from which one letter more, less or moved is spelling
SMALL: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ", "SYM"})
JOINING: Final = frozenset({"CCONJ", "SCONJ", "INTJ"})  # words that a writer leaves out without a thought
CUTS: Final = ("..", "…", ". .", "[", "]", "(", ")")  # something was left out or put in
QUESTION: Final = "Which words were said?"
# Of 11 other renderings of a sentence that strangers read none was right as a difference: utterances tell them, points do not.
CHANCE: Final[dict[Relation, float]] = {"conflict": 0.85, "compatible": 0.5}


class Said(NamedTuple):
    """A word at [start, end) inside quotation marks."""

    start: int
    end: int
    letters: str  # in small letters, without signs
    form: str  # by which it is compared, its dictionary form: a writer bends a word to the sentence round it
    short: bool  # joined to the word before by an apostrophe
    small: bool  # tells little by itself
    joining: bool
    figure: bool
    name: bool
    stretch: int  # number of the quoted stretch it stands in


def compare(pair: Pair) -> Iterator[Compared]:
    """How two sentences quote one utterance, where they do."""
    left, right = _said(pair.a), _said(pair.b)
    runs = _equal(left, right) if min(len(left), len(right)) >= ALIKE else []
    if not _one_utterance(pair, left, right, runs):
        return
    whole = _answer(pair.a, left, runs[0].i, runs[-1].j), _answer(pair.b, right, runs[0].k, runs[-1].m)
    changes = [Stretch(one.j, other.i, one.m, other.k) for one, other in pairwise(runs)]
    changes = [one for one in changes if not _house(left[one.i : one.j], right[one.k : one.m])]
    if not changes:
        yield Compared("quotation", *whole, "same", 0.95, QUESTION, "the same words are quoted")
        return
    changes = [one for one in changes if _told(pair, left, right, one)]
    ours = [word for one in changes for word in left[one.i : one.j]]
    theirs = [word for one in changes for word in right[one.k : one.m]]
    changed = [*ours, *theirs]
    if not changes or all(word.small for word in changed):
        return  # "in this rule" / "in the rule": which of the small words was said changes nothing
    if _speaks(ours, pair.a.language) != _speaks(theirs, pair.b.language):
        return  # "I never said", and of her "did not say": two who speak
    first, last = changes[0], changes[-1]
    beside = int(first.i == last.j or first.k == last.m)  # words shown before and after, where one side has none of its own
    a = whole[0]._replace(value=_answer(pair.a, left, first.i - beside, last.j + beside).value)
    b = whole[1]._replace(value=_answer(pair.b, right, first.k - beside, last.m + beside).value)
    denied = _denials(ours, pair.a.language) != _denials(theirs, pair.b.language)  # not: "I feel we were not", "I did not feel we were"
    turned = denied or any(word.figure or word.name for word in changed)
    relation: Relation = "conflict" if turned else "compatible"
    why = f'"{a.value}" stands in one where "{b.value}" stands in the other'
    yield Compared("quotation", a, b, relation, CHANCE[relation], QUESTION, why)


def _speaks(words: Sequence[Said], language: str | None) -> bool:
    return any(pack.means_speaker(word.letters, language) for word in words)


def _denials(words: Sequence[Said], language: str | None) -> int:
    return sum("negation" in pack.concepts(word.form, language) for word in words)


def _said(telling: Telling) -> list[Said]:
    """The words of a sentence that stand inside quotation marks."""
    found = []
    for word in telling.sentence.words:
        at = next((number for number, (start, end) in enumerate(telling.sentence.quoted) if start <= word.start < end), None)
        text = telling.words((word.start, word.end)).lower()
        letters = "".join(filter(str.isalnum, text))
        if at is not None and letters:
            short = "'" in text
            told = (_small(word), word.kind in JOINING, word.kind == "NUM")
            found.append(Said(word.start, word.end, letters, word.lemma, short, *told, word.kind == "PROPN", at))
    return found


def _small(word: Word) -> bool:
    """A particle that is an adverb negates, and tells more than any."""
    return word.kind in SMALL and not (word.kind == "PART" and word.label == "advmod")


def _equal(left: Sequence[Said], right: Sequence[Said]) -> list[Stretch]:
    """The runs of words that both have, in order."""
    steps = LCSseq.opcodes([word.form for word in left], [word.form for word in right])
    return [Stretch(step.src_start, step.src_end, step.dest_start, step.dest_end) for step in steps if step.tag == "equal"]


def _length(runs: Sequence[Stretch]) -> int:
    return sum(run.j - run.i for run in runs)


def _one_utterance(pair: Pair, left: Sequence[Said], right: Sequence[Said], runs: Sequence[Stretch]) -> bool:
    """Do the words that both have, and their share of what lies between them, tell that one utterance is quoted?"""
    alike = _length(runs)
    if sum(not word.small for run in runs for word in left[run.i : run.j]) < TELLING:
        return False
    run_on = _runs_on(left, runs[-1].j) and _runs_on(right, runs[-1].m)
    if alike < (ALIKE if pair.cosine >= NEAR and not run_on else APART):
        return False
    between = sum(max(other.i - one.j, other.k - one.m) for one, other in pairwise(runs))
    return alike >= SHARE * (alike + between)


def _runs_on(words: Sequence[Said], at: int) -> bool:
    return at < len(words) and words[at].stretch == words[at - 1].stretch


def _house(ours: Sequence[Said], theirs: Sequence[Said]) -> bool:
    """Is a change no more than spelling, a figure (another kind asks for it), or a joining word that a writer leaves out?"""
    both = (*ours, *theirs)
    if any(letter.isdigit() for word in both for letter in word.letters):
        return True  # "11th" / "eleventh", "6:41pm" / "18:41"
    if not ours or not theirs:
        return all(word.joining for word in both) or all(word.name for word in both)  # a title, a first name
    if len(both) == 2 and (ours[0].short or theirs[0].short):
        shorter, longer = sorted((ours[0].letters, theirs[0].letters), key=len)
        return longer.endswith(shorter)
    if all(word.figure for word in both):
        return True
    written = [[word.letters for word in some] for some in (ours, theirs)]
    telling = [[word.letters for word in some if not (word.small or word.short)] for some in (ours, theirs)]
    return _spelt(*written) or (all(telling) and _spelt(*telling))  # "UK" / "the United Kingdom's"


def _spelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Are these the same words, spelt by another house: joined, shortened to their first letters, or nearly the same letters?"""
    whole, facing = "".join(one), "".join(other)
    if whole == facing or facing == "".join(word[0] for word in one) or whole == "".join(word[0] for word in other):
        return True
    return len(one) == len(other) and all(_near(word, facing) for word, facing in zip(one, other, strict=True))


def _near(one: str, other: str) -> bool:
    if max(len(one), len(other)) < HOUSE:
        return one == other
    return OSA.distance(one, other) <= (2 if (one[0], one[-1]) == (other[0], other[-1]) else 1)


def _told(pair: Pair, left: Sequence[Said], right: Sequence[Said], change: Stretch) -> bool:
    """Is a change one of the words said, and not a cut or an insertion by the writer?"""
    ours, theirs = change.j - change.i, change.m - change.k
    if max(ours, theirs) > (CHANGE if min(ours, theirs) else ADDED):
        return False
    return _whole(pair.a, left, change.i, change.j) and _whole(pair.b, right, change.k, change.m)


def _whole(telling: Telling, words: Sequence[Said], first: int, after: int) -> bool:
    """Do the words around a change stand in one stretch with it, and nothing left out or put in?"""
    around = words[max(0, first - 1) : after + 1]
    text = telling.words((around[0].start, around[-1].end))
    return len({word.stretch for word in around}) == 1 and not any(mark in text for mark in CUTS)


def _answer(telling: Telling, words: Sequence[Said], first: int, after: int) -> Answer:
    """The words from one to another."""
    span = words[first].start, words[after - 1].end
    return Answer(span, telling.words(span))
