"""Sayings of a story brought together: which sentences, said in several reports, are one.

Distinct wordings are compared once, and only with wordings that share a telling word or stand in parallel sentences, so that the work grows
with what is new and not with the reports.
"""

from collections import defaultdict
from hashlib import blake2b

from variorum.language.english.speech.sayings import may_reach, run_alike, sameness
from variorum.language.rarity import rarity
from variorum.model.saying import Piece, Saying
from variorum.text.kept import Worked

# Least sameness, by what is known of the speakers. Of 185 pairs of unlike wordings that .5 had joined under one speaker, readers called 70
# of the 71 from .65 on one statement, of the 114 below it 19 of 21 that run alike and 60 of 93 others, which were said on unlike occasions
# or of another side of the matter (`benchmarks/labels/judged/wordings.jsonl`). On the tuning half of benchmarks/labels/utterances F1 is
# .935 (.900 from .5 on).
RUN_ALIKE, SAME_SPEAKER, OPEN_SPEAKER, OTHER_SPEAKER = 0.5, 0.65, 0.65, 0.86
PARALLEL = 0.25  # the bar for words in parallel sentences, where one was taken from the other
LEAST = min(RUN_ALIKE, SAME_SPEAKER, OPEN_SPEAKER, OTHER_SPEAKER, PARALLEL)
_MANY = 60  # a word shared by more distinct wordings than this tells too little to bring two together


def groups_of(pieces: list[Piece], parallel: dict[Piece, set[int]], worked: Worked | None = None) -> list[list[Piece]]:
    """Pieces that are one saying: equal wordings, then those that share a rare word or stand in parallel sentences and prove alike."""
    alike = _Alike(worked or Worked())
    distinct: dict[tuple[frozenset[str], tuple[str, ...]], list[Piece]] = defaultdict(list)
    for piece in pieces:
        distinct[piece.speakers, tuple(word.key for word in piece.saying.words)].append(piece)
    heads = list(distinct.values())
    parent = list(range(len(heads)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    pairs = [set().union(*(parallel[piece] for piece in head)) for head in heads]
    beside = _beside(pairs)
    compared = _candidates(heads) | beside
    scored = sorted(((alike.likeness(heads[a][0], heads[b][0], (a, b) in beside), a, b) for a, b in compared), reverse=True)
    members: dict[int, list[int]] = {index: [index] for index in parent}
    for score, a, b in scored:
        if score <= 0:
            break
        one, other = root(a), root(b)
        if one == other or not _agree(alike, heads, members[one], members[other], beside):
            continue
        parent[other] = one
        members[one] += members.pop(other)
    return [[piece for index in group for piece in heads[index]] for group in members.values()]


def _beside(pairs: list[set[int]]) -> set[tuple[int, int]]:
    """Pairs of distinct wordings that stand in the same pair of parallel sentences."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, numbers in enumerate(pairs):
        for number in numbers:
            holders[number].append(index)
    return {(a, b) for some in holders.values() for a in some for b in some if a < b}


def _candidates(heads: list[list[Piece]]) -> set[tuple[int, int]]:
    """Pairs of distinct wordings that share a word of content which not too many have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, (piece, *_) in enumerate(heads):
        for key in piece.saying.content:
            holders[key].append(index)
    found: set[tuple[int, int]] = set()
    for index, (piece, *_) in enumerate(heads):
        telling = sorted(piece.saying.content, key=lambda key: (len(holders[key]), -rarity(key), key))[:6]
        for key in telling:
            if len(holders[key]) <= _MANY:
                found.update((min(index, other), max(index, other)) for other in holders[key] if other != index)
    return found


class _Alike:
    """How much two pieces are one saying. Of two wordings that were held against each other before it is known."""

    def __init__(self, worked: Worked) -> None:
        self._worked = worked
        # By what tells objects apart: all of a story are alive while these are asked for.
        self._known: dict[tuple[int, int], float] = {}
        self._marks: dict[int, str] = {}

    def _sameness(self, one: Saying, other: Saying) -> float:
        """Their sameness where it may reach a bar, else 0."""
        key = id(one), id(other)
        if key not in self._known:
            self._known[key] = self._held(one, other) if may_reach(one, other, LEAST) else 0.0
        return self._known[key]

    def _mark(self, saying: Saying) -> str:
        """A hash of all that is compared of a saying."""
        if id(saying) not in self._marks:
            vector = b"" if saying.vector is None else saying.vector.tobytes()
            self._marks[id(saying)] = blake2b(saying.text.encode("utf-8", "surrogatepass") + b"\0" + vector, digest_size=12).hexdigest()
        return self._marks[id(saying)]

    def _held(self, one: Saying, other: Saying) -> float:
        def compared() -> float:
            score = sameness(one, other)
            return score if score >= LEAST else 0

        return float(self._worked.of(("saying", self._mark(one), self._mark(other)), compared))

    def likeness(self, one: Piece, other: Piece, parallel: bool = False) -> float:
        """Sameness above the bar that the speakers set, else 0. In sentences taken one from the other, a few shared words are enough."""
        together = not one.speakers.isdisjoint(other.speakers)
        if together:
            bar = RUN_ALIKE
        elif not one.speakers or not other.speakers:
            bar = OPEN_SPEAKER
        elif one.saying.direct and other.saying.direct and min(len(one.saying.content), len(other.saying.content)) >= 4:
            bar = OTHER_SPEAKER
        else:
            return 0.0  # two people's, whatever the words
        score = self._sameness(one.saying, other.saying)
        if parallel and (together or one.speakers == other.speakers) and score >= PARALLEL:
            return 0.5 + 0.5 * score
        if together and RUN_ALIKE <= score < SAME_SPEAKER and not run_alike(one.saying, other.saying):
            return 0.0
        return score if score >= bar else 0.0


def _some(heads: list[list[Piece]], indices: list[int]) -> list[Piece]:
    return [piece for index in indices[:8] for piece in heads[index][:8]]


def _overlapping(one: Piece, other: Piece) -> bool:
    here, there = one.passage, other.passage
    return here.report == there.report and here.start < there.end and there.start < here.end


def _agree(alike: _Alike, heads: list[list[Piece]], one: list[int], other: list[int], beside: set[tuple[int, int]]) -> bool:
    """May two groups be one: no two different people, and the wordings fit beyond the one pair that brought them together."""
    if any(_overlapping(a, b) for a in _some(heads, one) for b in _some(heads, other)):
        return False  # what is told within a saying is not the saying
    quoted = [{piece.quotation for index in side for piece in heads[index]} for side in (one, other)]
    if quoted[0] & quoted[1]:
        return False  # two sentences of one quotation are two sayings
    sides = [{heads[index][0].speakers for index in side} - {frozenset()} for side in (one, other)]
    if any(not a & b for a in sides[0] for b in sides[1]) and not any(heads[index][0].saying.direct for index in one):
        return False
    fits = sum(alike.likeness(heads[a][0], heads[b][0], (min(a, b), max(a, b)) in beside) > 0 for a in one[:8] for b in other[:8])
    return 2 * fits >= min(len(one), 8) * min(len(other), 8)
