"""What a stand is, and the words by which parties take one."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from variorum.language.english.words.tables import rows
from variorum.model.statement import Stance

Span = tuple[int, int]


class Cue(NamedTuple):
    stance: Stance
    needs: tuple[str, ...]
    negated: Stance | None


@cache
def cue_words() -> tuple[dict[str, Cue], dict[str, Cue]]:
    verbs: dict[str, Cue] = {}
    nouns: dict[str, Cue] = {}
    for stance, words, needs, negated in rows("stances.tsv"):
        bare = stance.removeprefix("noun ")
        cue = Cue(bare, tuple(needs.split("|")), None if negated == "-" else negated)  # type: ignore[arg-type]
        for word in words.split("|"):
            (nouns if stance.startswith("noun ") else verbs).setdefault(word, cue)
    return verbs, nouns


@dataclass(frozen=True, slots=True)
class Taken:
    """A stand as a clause takes it. Spans are [start, end) in the paragraph; `issue` may be taken over from an earlier stand."""

    parties: tuple[Span, ...]
    stance: Stance
    issue: Span
    condition: Span | None
    target: Span | None
    speaker: Span | None
    clause: int
    confidence: float
    why: str
