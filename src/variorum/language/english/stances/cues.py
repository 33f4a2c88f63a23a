"""The words by which a party takes a stand, from the rows of stances.tsv, and a stand as a sentence tells it."""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple, cast

from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import rows
from variorum.model.statement import Stance, StandForm

# What a thing is called by those who are against it, and by those who are for it.
BAD: Final = word_set("stances.bad")
GOOD: Final = word_set("stances.good")
Form = Literal["verb", "being", "noun"]


class Cue(NamedTuple):
    """What a word tells of its party; `needs`: how what is at issue hangs under it; `negated`: the stance where the word is negated.
    Either is None where it tells none."""

    stance: Stance | None
    needs: tuple[str, ...]
    negated: Stance | None


@cache
def cue_words(form: Form = "verb") -> dict[str, tuple[Cue, ...]]:
    """The cues of one form by their dictionary form: verbs ("rule out"), what a party is ("opposed"), nouns ("its demand")."""
    found: dict[str, tuple[Cue, ...]] = {}
    for kind, stance, words, needs, negated, _ in rows("stances.tsv"):
        cue = Cue(_stance(stance), tuple(needs.split("|")), _stance(negated))
        if kind == form:
            found |= {word: (*found.get(word, ()), cue) for word in words.split("|")}
    return found


def _stance(word: str) -> Stance | None:
    return None if word == "-" else cast(Stance, word)


@dataclass(frozen=True, slots=True)
class Taken:
    """A stand as a sentence tells it. Spans are [start, end) in the paragraph; `issue` may be taken over from an earlier stand."""

    parties: tuple[Span, ...]
    stance: Stance
    issue: Span
    condition: Span | None
    target: Span | None
    speaker: Span | None
    at: int  # where its cue begins
    cue: str  # dictionary form of the word that tells it
    form: StandForm
