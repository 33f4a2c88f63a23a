"""Two sentences laid before the kinds of question; of two that were laid before them when the story was judged before it is known."""

from collections.abc import Sequence

from variorum.model import point
from variorum.questions.pairs import Answer, Compared, Kind, Pair, Relation
from variorum.text.kept import Worked


def compared(pair: Pair, kinds: Sequence[Kind], worked: Worked) -> list[Compared]:
    """What these kinds find in two sentences. It hangs on nothing but these and what a pair tells beside its sentences."""
    told = (pair.cosine, pair.copied, pair.later, pair.of_one_occasion, pair.edition)
    of = (pair.a.identity, pair.b.identity, *told, *sorted(pair.rising), *sorted(pair.figures))
    rows = worked.of((" ".join([kind.name for kind in kinds]), *of), lambda: [_plain(one) for kind in kinds for one in kind.compare(pair)])
    return [_from_plain(*row) for row in rows]


def _plain(one: Compared) -> list[object]:
    return [one.kind, *one.a.span, one.a.value, *one.b.span, one.b.value, one.relation, one.chance, one.question, one.why, one.alone]


def _from_plain(
    kind: point.Kind,
    start: int,
    end: int,
    value: str,
    other_start: int,
    other_end: int,
    other: str,
    relation: Relation,
    chance: float,
    question: str,
    why: str,
    alone: bool,
) -> Compared:
    a, b = Answer((start, end), value), Answer((other_start, other_end), other)
    return Compared(kind, a, b, relation, chance, question, why, alone)
