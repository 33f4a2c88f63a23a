"""From a dossier to the pairs of sentences worth asking."""

from collections.abc import Iterator

from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.questions.candidates import candidates
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling, Tellings, tellings


def pairs(dossier: Dossier) -> Iterator[Pair]:
    """The candidates of a story: each sentence with its nearest in other reports, and those that descent laid side by side."""
    found = tellings(dossier)
    copied = _copied(dossier, found)
    for one in candidates(found.vectors, [telling.reports for telling in found.all], copied):
        a, b = found.all[one.a], found.all[one.b]
        yield Pair(a, b, one.cosine, max(0.0, one.cosine), (one.a, one.b) in copied, _later(a, b))


def _copied(dossier: Dossier, found: Tellings) -> set[tuple[int, int]]:
    """The pairs of tellings that descent found to be one sentence, changed."""
    at: dict[str, list[tuple[Passage, int]]] = {}
    for telling in found.all:
        for place in telling.places:
            at.setdefault(place.report, []).append((place, telling.number))

    def covering(passage: Passage) -> list[int]:
        return [
            number
            for place, number in at.get(passage.report, ())
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


def _later(a: Telling, b: Telling) -> bool | None:
    """Was b first told on a later day than a? None where either day is not known or both are one."""
    if not a.published or not b.published or a.published[:10] == b.published[:10]:
        return None
    return b.published > a.published
