"""From answers held against each other two by two to points: one question with its readings, and how each two of them stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, get_args

from rapidfuzz.distance import LCSseq

from variorum.model.point import GRAVE, HARM, Between, Point, Reading, Verdict, Weight
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.questions.asking import Asked
from variorum.questions.kinds import KINDS
from variorum.questions.pairs import Answer, Compared, Pair
from variorum.questions.readings import resting_on
from variorum.questions.tellings import Span, Telling
from variorum.text.forest import Forest

GRAVITY: Final[dict[str, int]] = {verdict: place for place, verdict in enumerate(get_args(Verdict))}
WEIGHTS: Final[dict[str, Weight]] = {
    "conflict": "reversal", "revised": "material", "spread": "material", "scope": "scope", "compatible": "slight", "wording": "slight",
}  # fmt: skip
SURE: Final = 0.75  # the chance from which a difference is shown; what is less sure stays open, and sets nothing apart
# The chance of one question, by the screen, from which two sentences differ in it. Deeds are joined so strictly that dates need none:
# of judged pairs (training/judge/labels) five of five date conflicts below .2 were right.
ONE: Final[Mapping[str, float]] = defaultdict(lambda: 0.2, date=0.0)
# The chance of one question from which something grave that was found otherwise stays; "so" and "not so" run too freely for that.
STAYS: Final = 0.3
NEAR: Final = 0.8  # cosine from which two sentences are one with a word or two changed
WORDS: Final = 0.7  # or the share of their words that stand in both in one order
ALIKE: Final = frozenset({"same", "wording"})
LONGEST: Final = 38  # words of a passage; a longer one points at nothing
AROUND: Final = 12  # words shown on either side of an answer whose clause is longer
LOOKED_AT: Final = 6  # places of one question that are held against those of another before both are joined

Place = tuple[str, int, Span]  # a kind, a telling, an answer's stretch of it


@dataclass(frozen=True, eq=False)
class Edge:
    """Two answers that were held against each other, in their sentences."""

    pair: Pair
    compared: Compared

    @property
    def ends(self) -> tuple[Place, Place]:
        kind = self.compared.kind
        return (kind, self.pair.a.number, self.compared.a.span), (kind, self.pair.b.number, self.compared.b.span)

    @property
    def sides(self) -> tuple[tuple[Telling, Answer], tuple[Telling, Answer]]:
        return (self.pair.a, self.compared.a), (self.pair.b, self.compared.b)


def ask(dossier: Dossier, laid: Asked) -> Dossier:
    """The dossier with the differences that the kinds of question find, before those that were found otherwise and may stay.

    A point that tells the same difference gives way.
    """
    translated = {one.taker for one in dossier.borrowings if one.kind == "translation"}
    edges = [
        Edge(pair, compared)
        for pair in laid.pairs
        for kind in KINDS
        for compared in kind.compare(pair)
        if _is_sure(pair, compared) and not _put_by_a_translator(pair, compared, translated)
    ]
    found = [point for group in _questions(edges) if (point := _point(dossier, group)) is not None]
    found.sort(key=lambda one: (-GRAVITY[one.verdict], -len({report for reading in one.readings for report in reading.reports}), one.id))
    before = Before(laid).of(_not_told_again(dossier.points, found))
    return dossier.having(points=(*found, *before))


def _is_sure(pair: Pair, compared: Compared) -> bool:
    """Is it sure enough that two answers stand so? What is told alike may stand in sentences that tell of much else."""
    asked = compared.relation in ALIKE or pair.copied or pair.one >= ONE[compared.kind]
    return asked and compared.chance >= SURE


class Before:
    """Differences that were found otherwise, as far as they may stay: those of sentences that were copied or run nearly alike, which are
    held word against word, grave ones of sentences that surely answer one question, and whether anyone came to harm."""

    def __init__(self, laid: Asked) -> None:
        self._at: dict[str, list[tuple[Passage, int]]] = defaultdict(list)
        for telling in laid.all:
            for place in telling.places:
                self._at[place.report].append((place, telling.number))
        self._pairs = {(pair.a.number, pair.b.number): pair for pair in laid.pairs}

    def of(self, points: Iterable[Point]) -> Iterator[Point]:
        """The points that tell one thing, and those that stay."""
        return (point for point in points if len(point.readings) < 2 or self._stays(point))

    def _stays(self, point: Point) -> bool:
        return any(self._may_differ(point, one, other) for one, other in combinations(map(self._tellings, point.readings), 2))

    def _may_differ(self, point: Point, one: set[int], other: set[int]) -> bool:
        if one & other or point.question == HARM:
            return True  # within one sentence; or told in sentences that are not near each other
        laid = [pair for a in one for b in other if (pair := self._pairs.get((min(a, b), max(a, b)))) is not None]
        return any(pair.copied or _may_stay(point, pair) for pair in laid)

    def _tellings(self, reading: Reading) -> set[int]:
        return {
            number
            for passage in reading.passages
            for place, number in self._at.get(passage.report, ())
            if place.start < passage.end and passage.start < place.end
        }


def _may_stay(point: Point, pair: Pair) -> bool:
    if point.verdict in GRAVE and "polarity" not in point.kinds and pair.one >= STAYS:
        return True
    return _run_alike(pair) and (point.verdict in GRAVE or "modality" in point.kinds)


def _run_alike(pair: Pair) -> bool:
    words = [[word.lemma for word in telling.sentence.words] for telling in (pair.a, pair.b)]
    return pair.cosine >= NEAR or LCSseq.normalized_similarity(*words) >= WORDS


def _put_by_a_translator(pair: Pair, compared: Compared, translated: set[str]) -> bool:
    """Are other words of a quotation a translator's? What was said in another language has no words of its own in this one."""
    taken = pair.a.reports <= translated or pair.b.reports <= translated
    return compared.kind == "quotation" and compared.relation != "same" and taken


def _questions(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The comparisons of one question together. Answers whose stretches overlap are one place; the surest comparisons join first, and two
    groups only where at least half of the pairs between them were compared, so that no chain leads from one thing to another."""
    homes = _homes(edges)
    joined: dict[Place, set[Place]] = defaultdict(set)
    ends = [tuple(homes[end] for end in edge.ends) for edge in edges]
    for here, there in ends:
        joined[here].add(there)
        joined[there].add(here)
    forest: Forest[Place] = Forest()
    members: dict[Place, list[Place]] = {place: [place] for place in joined}
    for at in sorted(range(len(edges)), key=lambda at: (not edges[at].pair.copied, -edges[at].compared.chance, ends[at])):
        left, right = (members[forest.root(end)] for end in ends[at])
        if left is right:
            continue
        cross = [(a, b) for a in left[:LOOKED_AT] for b in right[:LOOKED_AT]]
        if 2 * sum(b in joined[a] for a, b in cross) >= len(cross):
            forest.join(*ends[at])
            members[forest.root(ends[at][0])] = left + right
    groups: dict[Place, list[Edge]] = defaultdict(list)
    for edge, (here, there) in zip(edges, ends, strict=True):
        if forest.root(here) == forest.root(there):
            groups[forest.root(here)].append(edge)
    return list(groups.values())


def _homes(edges: Iterable[Edge]) -> dict[Place, Place]:
    """Each answer -> the one that stands for all of its sentence that overlap with it."""
    stretches: dict[tuple[str, int], set[Span]] = defaultdict(set)
    for edge in edges:
        for kind, telling, span in edge.ends:
            stretches[kind, telling].add(span)
    homes: dict[Place, Place] = {}
    for (kind, telling), spans in stretches.items():
        first, end = (0, 0), -1
        for span in sorted(spans):
            if span[0] >= end:
                first, end = span, span[1]
            end = max(end, span[1])
            homes[kind, telling, span] = (kind, telling, first)
    return homes


def _point(dossier: Dossier, group: Sequence[Edge]) -> Point | None:
    """The point of a question, if two of its readings are unlike."""
    answers = {(telling.number, answer.span): (telling, answer) for edge in group for telling, answer in edge.sides}
    forest: Forest[tuple[int, Span]] = Forest()
    for edge in group:
        (a, one), (b, other) = edge.sides
        if edge.compared.relation in ("same", "wording") or one.value.casefold() == other.value.casefold():
            forest.join((a.number, one.span), (b.number, other.span))
    together: dict[tuple[int, Span], list[tuple[int, Span]]] = defaultdict(list)
    for key in sorted(answers):
        together[forest.root(key)].append(key)
    readings = {root: _reading(dossier, [answers[key] for key in keys]) for root, keys in together.items()}
    order = sorted(readings, key=lambda root: _rank(dossier, readings[root]))
    place = {root: number for number, root in enumerate(order)}
    between: dict[tuple[int, int], Edge] = {}
    for edge in group:
        (a, one), (b, other) = edge.sides
        here, there = sorted((place[forest.root((a.number, one.span))], place[forest.root((b.number, other.span))]))
        if here != there and _surer(edge, between.get((here, there))):
            between[here, there] = edge
    if not between:
        return None
    pairs = tuple(Between(a, b, _verdict(edge), edge.compared.why) for (a, b), edge in sorted(between.items()))
    gravest = max(between.values(), key=lambda edge: (GRAVITY[_verdict(edge)], edge.compared.chance, edge.ends))
    told = tuple(readings[root] for root in order)
    verdict = _verdict(gravest)
    reports = [set(reading.reports) for reading in told]
    return Point(
        content_id("point", dossier.story.id, gravest.compared.kind, verdict, [[_at(one) for one in reading.passages] for reading in told]),
        dossier.story.id,
        gravest.compared.question,
        told,
        verdict,
        (gravest.compared.kind,),
        any(one & other for one, other in combinations(reports, 2)),
        gravest.compared.chance,
        gravest.compared.why[:1].upper() + gravest.compared.why[1:] + ".",
        WEIGHTS[verdict],
        pairs=pairs,
    )


def _surer(edge: Edge, known: Edge | None) -> bool:
    return known is None or edge.compared.chance > known.compared.chance


def _verdict(edge: Edge) -> Verdict:
    relation = edge.compared.relation
    return "wording" if relation == "same" else relation


def _rank(dossier: Dossier, reading: Reading) -> tuple[int, int, int, int]:
    """Readings of many origins first, then of many reports, then as the reports stand."""
    first = reading.passages[0]
    return -len(reading.origins), -len(reading.reports), dossier.numbers[first.report], first.start


def _reading(dossier: Dossier, answers: Sequence[tuple[Telling, Answer]]) -> Reading:
    order = dossier.numbers
    passages = sorted(
        {telling.passage(place, shown(telling, answer.span)) for telling, answer in answers for place in telling.places},
        key=lambda one: (order[one.report], one.start, one.end),
    )
    values = Counter(answer.value for _, answer in answers)
    value = max(values, key=lambda one: (values[one], -len(one), one))
    return resting_on(dossier, value, passages)


def shown(telling: Telling, span: Span) -> Span:
    """The clause in which an answer stands; where that is long, the words around the answer."""
    words = telling.sentence.words
    clause = telling.clause_at(span)
    start, end = telling.phrase(clause.verb) if clause is not None else (0, len(telling.text))
    start, end = min(start, span[0]), max(end, span[1])
    inside = [number for number, word in enumerate(words) if start <= word.start and word.end <= end]
    if len(inside) <= LONGEST:
        return start, end
    first = next((number for number in inside if words[number].end > span[0]), inside[0])
    last = next((number for number in reversed(inside) if words[number].start < span[1]), inside[-1])
    near = words[max(inside[0], first - AROUND)], words[min(inside[-1], last + AROUND)]
    return min(near[0].start, span[0]), max(near[1].end, span[1])


def _at(passage: Passage) -> tuple[str, int, int]:
    return passage.report, passage.start, passage.end


def _meets(passage: Passage, reading: Reading) -> bool:
    return any(one.report == passage.report and one.start < passage.end and passage.start < one.end for one in reading.passages)


def _not_told_again(points: Sequence[Point], found: Sequence[Point]) -> list[Point]:
    """Points without the differences of the same kind between passages that a new point sets against each other."""

    def again(point: Point) -> bool:
        return any(
            set(point.kinds) & set(new.kinds)
            and any(
                any(_meets(passage, new.readings[pair.a]) for passage in one.passages)
                and any(_meets(passage, new.readings[pair.b]) for passage in other.passages)
                for pair in new.pairs
                for one, other in (*combinations(point.readings, 2), *((y, x) for x, y in combinations(point.readings, 2)))
            )
            for new in found
        )

    return [point for point in points if len(point.readings) < 2 or not again(point)]
