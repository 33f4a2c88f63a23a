"""Sentences of ours laid side by side, read as the program reads them: for tests of kinds of questions."""

from dataclasses import replace
from functools import cache

import numpy as np

from variorum.language import pack, reader
from variorum.model.report import Passage
from variorum.questions.pairs import Compared, Kind, Pair, swapped
from variorum.questions.spellings import spelt
from variorum.questions.tellings import WIDTH, Telling, Tellings
from variorum.text.normal import fold


@cache
def telling(text: str, report: str = "one", published: str | None = None) -> Telling:
    """A text of one sentence as a report has it."""
    (paragraph,) = reader.read([text])
    reading = pack.reading(paragraph)
    assert reading is not None
    (sentence,) = reading.sentences()
    return Telling(0, fold(text), sentence, (Passage(report, 0, len(text), text),), "body", 1, published)


def beside(
    a: str,
    b: str,
    cosine: float = 0.85,
    days: tuple[str | None, str | None] = (None, None),
    later: bool | None = None,
    copied: bool = False,
) -> Pair:
    """Two sentences of two reports, of one story in which a third has the first sentence too."""
    one, other = telling(a, "one", days[0]), replace(telling(b, "two", days[1]), number=1)
    again = replace(telling(a, "three", days[0]), number=2)
    near = np.zeros((3, WIDTH), np.float16)
    near[:, 0] = 1.0
    names = spelt(Tellings((one, other, again), near)).get((0, 1), frozenset())
    return Pair(one, other, cosine, cosine, copied, later, figures=names)


def both_ways(kind: Kind, pair: Pair) -> list[Compared]:
    """What a kind finds in a pair, the same from either side."""
    found = list(kind.compare(pair))
    turned = [one._replace(a=one.b, b=one.a) for one in kind.compare(swapped(pair))]
    told = [(one.a, one.b, one.relation, one.question) for one in found]
    assert sorted(told) == sorted((one.a, one.b, one.relation, one.question) for one in turned)
    return found
