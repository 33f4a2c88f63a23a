"""What a reader is shown of two figures: the question they answer, each value, and why they stand as they do."""

from collections.abc import Sequence
from typing import Final

from variorum.language import pack
from variorum.model.sentence import Figure, Quantity, Word
from variorum.questions.kinds.of_what import CONTENT, CROWD, first_names
from variorum.questions.pairs import Relation
from variorum.questions.tellings import Telling

LINKING: Final = frozenset({"ADP", "SCONJ", "CCONJ"})
FEW: Final = 10
BESIDE: Final = 6  # words before and behind a figure by which it is asked for
# By quantity, with the thing and without.
_QUESTIONS: Final[dict[Quantity, tuple[str, str]]] = {
    "money": ("What sum is told of the {thing}?", "What sum?"),
    "length": ("How long, high or far is the {thing}?", "How long or far is it?"),
    "weight": ("How heavy is the {thing}?", "How heavy is it?"),
    "duration": ("How long did the {thing} last?", "How long?"),
    "term": ("How long is the {thing}?", "How long is the sentence?"),
    "age": ("How old is {Thing}?", "How old is the person?"),
    "area": ("How large is the {thing}?", "How large is it?"),
    "volume": ("How much {thing} was it?", "How much is it?"),
    "speed": ("How high was the {thing}?", "How fast was it?"),
    "power": ("How much power has the {thing}?", "How much power?"),
    "degree": ("How strong or high is the {thing}?", "How strong or high is it?"),
    "share": ("What share of the {thing}?", "What share?"),
    "share change": ("By how much did the {thing} change?", "By how much did it change?"),
    "times": ("How often, or how many times as much?", "How often, or how many times as much?"),
    "score": ("What is the score of {Thing}?", "What was the score?"),
}
_FATES: Final = {
    "killed": "killed", "hurt": "hurt", "shot": "shot", "missing": "missing", "held": "arrested", "captive": "held captive",
    "freed": "freed", "rescued": "rescued", "aboard": "aboard", "fled": "driven out", "homeless": "made homeless", "infected": "infected",
    "charged": "charged", "sacked": "dismissed", "gathered": "gathered", "hospitalised": "taken to hospital",
    "powerless": "without power",
}  # fmt: skip
_WHY: Final[dict[Relation, str]] = {
    "same": '"{a}" and "{b}" say the same',
    "compatible": '"{a}" and "{b}" can both hold, and the one tells more than the other',
    "scope": '"{a}" and "{b}" are told of a part and of the whole',
    "spread": '"{a}" and "{b}" are two estimates, not each with a source by name',
    "revised": '"{a}" and "{b}" are an earlier and a later state of a figure that changes',
    "conflict": '"{a}" and "{b}" cannot both hold',
}
_PUT_RIGHT: Final = '"{a}" and "{b}": one of the reports says that the other figure is not so'
_TWO_SOURCES: Final = '"{a}" and "{b}" are figures of different sources, each named'


def question(telling: Telling, figure: Figure, facing: Figure, other: Telling) -> str:
    """The question that two figures answer, in plain words, with the first one's own words for what is counted. What became of those
    counted is asked only where both tell it. Where no word tells what is measured, the words around the figure are, with a gap for it."""
    if figure.quantity != "count":
        with_thing, without = _QUESTIONS[figure.quantity]
        thing = _noun(telling, figure) if figure.quantity == "share" else figure.thing
        thing = thing or facing.thing
        if thing:
            return with_thing.format(thing=thing, Thing=" ".join((*_first_names(telling, figure, other, facing), thing.title())))
        around = _around(telling, figure, other)
        return f"{without.removesuffix('?')}: “{around}”?" if around else without
    noun = _noun(telling, figure)
    if figure.fate == facing.fate == CROWD:
        return "How many people gathered?"
    if figure.fate and facing.fate:
        return f"How many {noun} were {_become(figure)}?"
    return f"How many {noun} were there?"


def _first_names(telling: Telling, figure: Figure, other: Telling, facing: Figure) -> tuple[str, ...]:
    """The first names of the one whose age is told, as the sentence has them that tells fewer, if it tells any."""
    told = [first_names(telling, figure), first_names(other, facing)] if figure.quantity == "age" else []
    return min(filter(None, told), key=lambda names: (len(names), names), default=())


def _around(telling: Telling, figure: Figure, other: Telling) -> str:
    """The words around a figure that the other sentence has too, with a gap for it: "its shares fell … in early trade", "… of the vote"."""
    before = [word for word in telling.sentence.words if word.end <= figure.start][::-1]
    behind = [word for word in telling.sentence.words if word.start >= figure.end]
    before = _near(before[: _shared(before, other, ("PUNCT", "NUM"))])
    behind = _near(behind[: _shared(behind, other, ("PUNCT",))])
    while behind and behind[-1].kind not in CONTENT:
        behind.pop()
    if not any(word.kind in CONTENT for word in before):
        before = []
    if not before and behind and behind[0].kind in LINKING:
        return ""  # "4 percent after the ruling": told of an act that is not named
    if not before and not behind:
        return ""
    told = telling.words((before[-1].start, before[0].end)) if before else ""
    return " ".join(filter(None, (told, "…", telling.words((behind[0].start, behind[-1].end)) if behind else "")))


def _near(words: Sequence[Word]) -> list[Word]:
    """The nearest of the words, the nearest first: all where they are few; no name is cut."""
    names = (words[at].kind == "PROPN" and words[at - 1].kind == "PROPN" for at in range(BESIDE, len(words)))
    end = next((at for at, inside in enumerate(names, BESIDE) if not inside), len(words))
    return list(words if len(words) <= FEW else words[:end])


def _shared(words: Sequence[Word], other: Telling, ends: Sequence[str]) -> int:
    """How many of the words beside a figure, the nearest first, another sentence has too, as far as a word of these kinds."""
    known = {word.lemma for word in other.sentence.words}
    return next((at for at, word in enumerate(words) if word.lemma not in known or word.kind in ends), len(words))


def met(figure: Figure) -> str:
    """The question to which "nobody" and "two" are answers."""
    return f"Was anyone {_become(figure)}?"


def _become(figure: Figure) -> str:
    """What became of those counted: "killed", "killed or hurt"."""
    return " or ".join(_FATES[fate] for fate in figure.fate.split("+"))


def _noun(telling: Telling, figure: Figure) -> str:
    """What is counted, in the plural; what is no count ("traffic") as it is."""
    word = None if figure.of is None else telling.sentence.words[figure.of]
    if figure.thing == "person" or (figure.fate and word is not None and telling.in_time(word.start)):  # "48 injured Saturday"
        return "people"
    if word is not None and word.number == "many":
        written = telling.words((word.start, word.end))
        return written if word.kind == "PROPN" else written.lower()
    return figure.thing if figure.quantity == "share" else f"{figure.thing}s"


def value(telling: Telling, figure: Figure) -> str:
    """A figure as a reader is shown it, with what it counts."""
    before = next((word for word in reversed(telling.sentence.words) if word.end <= figure.start), None)
    denied = figure.number == 0 and before is not None and "negation" in pack.concepts(before.lemma, telling.language)  # "No one"
    words = telling.words((before.start if denied and before is not None else figure.start, figure.end))
    if figure.fate and not figure.counted and figure.number != 0:
        return f"{words} {_become(figure)}"  # "the toll rose to 19"
    return f"{words} {figure.counted}" if figure.counted and figure.quantity == "count" else words


def why(ours: str, theirs: str, relation: Relation, two_sources: bool = False, put_right: bool = False) -> str:
    """Why two values stand as they do, as a sentence without its full stop; `two_sources`: is each told by one of its own, named?
    `put_right`: does one report say that the other's is not so?"""
    words = _PUT_RIGHT if put_right else _TWO_SOURCES if relation == "spread" and two_sources else _WHY[relation]
    return words.format(a=ours, b=theirs)
