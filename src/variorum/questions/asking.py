"""From a dossier to the pairs of sentences worth asking."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.questions.candidates import candidates
from variorum.questions.editions import edition
from variorum.questions.pairs import Pair
from variorum.questions.screen import judged
from variorum.questions.spellings import spelt
from variorum.questions.story_figures import ROOM, joined, rising
from variorum.questions.tellings import Joined, Telling, Tellings, tellings
from variorum.questions.times import later
from variorum.text.kept import Worked

# The chance of one question below which a pair is not asked. On stories left out (training/judge/fit_screen.py) .36 of the candidates stay,
# .22 as many points, and .711 of all labelled differences of the .827 that candidates reach. At .25: .18, a tenth as many points, .535.
BAR: Final = 0.1
# Cosine from which two sentences of texts of one origin are one that was changed, where descent has not laid them side by side: a
# translator makes one of two, an editor moves it.
KIN: Final = 0.8


@dataclass(frozen=True, eq=False)
class Asked:
    """The distinct sentences of a story, and the pairs of them worth asking."""

    found: Tellings
    pairs: tuple[Pair, ...]
    rising: frozenset[str]  # the fates of which any report tells that their toll rose

    @cached_property
    def copied(self) -> frozenset[tuple[int, int]]:
        """The pairs of which descent found that one sentence was taken from the other, by number."""
        return frozenset((pair.a.number, pair.b.number) for pair in self.pairs if pair.copied)

    @property
    def all(self) -> tuple[Telling, ...]:
        return self.found.all


def asked(dossier: Dossier, worked: Worked | None = None) -> Asked:
    """The candidates of a story that may answer one question: each sentence with its nearest in other reports, as far as the screen lets
    them through; all that descent laid side by side; who says that nobody came to harm with who says that somebody did; and sentences
    whose figures answer one question by all that the story tells."""
    found = tellings(dossier)
    laid, nobody, figures, rose = copied(dossier, found), _nobody(found), _of_the_story(found), rising(found)
    near = candidates(found.vectors, [telling.reports for telling in found.all], {*laid, *nobody, *figures})
    origins = [_origins(dossier, telling) for telling in found.all]
    pairs = []
    for candidate, told in zip(near, judged(found, near, worked or Worked()), strict=True):
        a, b = found.all[candidate.a], found.all[candidate.b]
        of_one_text = candidate.cosine >= KIN and not origins[candidate.a].isdisjoint(origins[candidate.b])
        taken = (candidate.a, candidate.b) in laid or of_one_text
        of_one = figures.get((candidate.a, candidate.b), frozenset())
        if taken or of_one or (candidate.a, candidate.b) in nobody or told.one >= BAR:
            order = edition(dossier, a.reports, b.reports)
            came_later = later(a, b) if order is None else order
            pairs.append(Pair(a, b, candidate.cosine, told.one, taken, came_later, told.around, of_one, rose, order is not None))
    return Asked(found, tuple(pairs), rose)


def _of_the_story(found: Tellings) -> Joined:
    """Figures and names that answer one question by all that the story tells."""
    told = dict(joined(found))
    for pair, spans in spelt(found).items():
        told[pair] = told.get(pair, frozenset()) | spans
    return told


def unasked(dossier: Dossier, laid: Asked, a: Telling, b: Telling) -> Pair:
    """Two sentences that no step laid side by side, with what is known of any two: which came later, is one a copy or an edition."""
    near = laid.found.cosine(a, b)
    taken = (min(a.number, b.number), max(a.number, b.number)) in laid.copied or (near >= KIN and of_one_origin(dossier, a, b))
    order = edition(dossier, a.reports, b.reports)
    return Pair(a, b, near, 0.0, taken, later(a, b) if order is None else order, rising=laid.rising, edition=order is not None)


def of_one_origin(dossier: Dossier, a: Telling, b: Telling) -> bool:
    """Have two sentences a text of one origin?"""
    return not _origins(dossier, a).isdisjoint(_origins(dossier, b))


def _origins(dossier: Dossier, telling: Telling) -> set[str]:
    return {dossier.origin_of.get(report, report) for report in telling.reports}


def copied(dossier: Dossier, found: Tellings) -> set[tuple[int, int]]:
    """The pairs of tellings that descent found to be one sentence, changed."""
    pairs: set[tuple[int, int]] = dossier.once("copied", (dossier.borrowings, found), lambda: _copied(dossier, found))
    return pairs


def _copied(dossier: Dossier, found: Tellings) -> set[tuple[int, int]]:
    at: dict[str, list[tuple[Passage, int]]] = {}
    for telling in found.all:
        for place in telling.places:
            at.setdefault(place.report, []).append((place, telling.number))

    for placed in at.values():
        placed.sort(key=lambda one: one[0].start)

    def covering(passage: Passage) -> list[int]:
        placed = at.get(passage.report, ())  # sentences, which do not overlap: those that begin within it, and one before
        first = max(0, bisect_right(placed, passage.start, key=lambda one: one[0].start) - 1)
        return [
            number
            for place, number in takewhile(lambda one: one[0].start < passage.end, placed[first:])
            if 2 * (min(place.end, passage.end) - max(place.start, passage.start)) >= max(1, min(len(place), len(passage)))
        ]

    return {
        (min(i, j), max(i, j))
        for borrowing in dossier.borrowings
        for pair in borrowing.pairs
        for i in covering(pair.taker)
        for j in covering(pair.giver)
        if i != j
    }


def _nobody(found: Tellings) -> set[tuple[int, int]]:
    """The pairs of tellings of which one says that nobody met a fate and another report's that somebody did: what is told in three words
    is near to nothing."""
    met: dict[str, tuple[list[Telling], list[Telling]]] = {}
    for telling in found.all:
        for fate, none in {(figure.fate, figure.number == 0) for figure in telling.sentence.figures if figure.fate}:
            met.setdefault(fate, ([], []))[none].append(telling)
    return {
        (min(one.number, other.number), max(one.number, other.number))
        for some, none in met.values()
        for one in _foremost(none)
        for other in _foremost(some)
        if other.reports - one.reports and one is not other
    }


def _foremost(told: Iterable[Telling]) -> list[Telling]:
    """Those that stand nearest to the heads of their reports, no more than there is room for: a story of thousands has thousands."""
    return sorted(told, key=lambda one: (one.order, one.number))[:ROOM]
