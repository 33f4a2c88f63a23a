"""What a notice of correction says of two answers: that the one took the other's place in a text. Nothing shows that more surely."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from variorum.model.report import Correction, Passage
from variorum.model.story import Dossier
from variorum.questions.kinds import number_words
from variorum.questions.pairs import Answer, Compared, Pair, swapped
from variorum.questions.tellings import Span, Telling
from variorum.text.normal import fold

CHANCE: Final = 0.97  # that a reader who sees both sentences and the notice calls the one a correction of the other


class Found(NamedTuple):
    """Two answers held against each other, with the pair whose first sentence gives the first of them."""

    pair: Pair
    compared: Compared


def settled(dossier: Dossier, pair: Pair, found: list[Compared]) -> list[Found]:
    """What is compared in two sentences, less what a notice of correction settles, and what it says of them in its place.

    A notice speaks of the text that it stands in, so it settles nothing between texts that are not one. Where it tells only what stands
    now, what a copy has in that place is what stood before.
    """
    if not pair.copied or not dossier.has_corrections:
        return [Found(pair, one) for one in found]
    told: list[Found] = []
    for way, compared in ((pair, found), (swapped(pair), [one._replace(a=one.b, b=one.a) for one in found])):
        for notice in _notices(dossier, way.a):
            right, wrong = _set(way.a, notice), _said(way.b, notice.wrong)
            if not right or (notice.wrong and not wrong) or _said(way.a, notice.wrong):
                continue
            set_here = [one for one in compared if one.relation != "same" and _meets(one.a.span, right)]
            of = [one for one in set_here if notice.wrong is None or _meets(one.b.span, wrong)]
            anew = [_of_words(way, right[0], wrong[0])] if wrong and not of else []
            told += [Found(way, _revised(one, notice.notice)) for one in (*of, *anew)]
    gone = {frozenset({(one.pair.a.number, one.compared.a.span), (one.pair.b.number, one.compared.b.span)}) for one in told}
    left = [one for one in found if frozenset({(pair.a.number, one.a.span), (pair.b.number, one.b.span)}) not in gone]
    return [*(Found(pair, one) for one in left), *told]


def _notices(dossier: Dossier, telling: Telling) -> Iterator[Correction]:
    """The notices of the reports that have a sentence."""
    for report in dict.fromkeys(place.report for place in telling.places):
        yield from dossier.by_id[report].corrections


def _set(telling: Telling, notice: Correction) -> list[Span]:
    """Where a sentence has the words that a notice sets."""
    return [
        (passage.start - place.start, passage.end - place.start)
        for place in telling.places
        for passage in notice.corrects
        if passage.within(place)
    ]


def _said(telling: Telling, words: Passage | None) -> list[Span]:
    """Where a sentence has these words, from the beginning of a word to the end of one."""
    if words is None:
        return []
    written = fold(words.text)
    ends = {word.end for word in telling.sentence.words}
    spans = [(word.start, word.start + len(written)) for word in telling.sentence.words]
    return [span for span in spans if span[1] in ends and telling.words(span) == written]


def _meets(span: Span, others: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _of_words(pair: Pair, right: Span, wrong: Span) -> Compared:
    """The words that a notice names, as answers to one question: a figure's own, or what it is called."""
    ours, theirs = (
        next((one for one in telling.sentence.figures if one.start < span[1] and span[0] < one.end), None)
        for telling, span in ((pair.a, right), (pair.b, wrong))
    )
    if ours is not None and theirs is not None:
        one, other = (
            Answer((figure.start, figure.end), number_words.value(telling, figure))
            for telling, figure in ((pair.a, ours), (pair.b, theirs))
        )
        return Compared("number", one, other, "revised", CHANCE, number_words.question(pair.a, ours, theirs, pair.b), "")
    one, other = (Answer(span, telling.words(span)) for telling, span in ((pair.a, right), (pair.b, wrong)))
    return Compared("name", one, other, "revised", CHANCE, "Which is the name?", "")


def _revised(compared: Compared, notice: Passage) -> Compared:
    why = f'"{compared.a.value}" took the place of "{compared.b.value}", as a notice of correction says'
    return compared._replace(relation="revised", chance=CHANCE, why=why, alone=True, notices=(notice,))
