"""From answers held against each other two by two to points: one question with its readings, and how each two of them stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, get_args

from variorum.model.point import GRAVE, Between, Point, Reading, Verdict, Weight
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.sentence import Figure
from variorum.model.story import Dossier
from variorum.questions.asking import Asked, unasked
from variorum.questions.corrected import settled
from variorum.questions.editions import edition
from variorum.questions.kinds import KINDS, amounts, number
from variorum.questions.laying import compared
from variorum.questions.matched import Matched, matched
from variorum.questions.pairs import Answer, Compared, Pair
from variorum.questions.readings import resting_on
from variorum.questions.tellings import Span, Telling
from variorum.questions.times import later
from variorum.text.forest import Forest
from variorum.text.kept import Worked

GRAVITY: Final[dict[str, int]] = {verdict: place for place, verdict in enumerate(get_args(Verdict))}
WEIGHTS: Final[dict[str, Weight]] = {
    "conflict": "reversal", "revised": "material", "spread": "material", "scope": "scope", "compatible": "slight", "wording": "slight",
}  # fmt: skip
# The chance from which a difference is shown; what is less sure stays open, and sets nothing apart. Of figures the verdict alone is unsure.
SURE: Final[Mapping[str, float]] = defaultdict(lambda: 0.75, number=0.3)
# The chance of one question, by the screen, from which two sentences differ in it, where they do not run alike.
ONE: Final = 0.2
ALIKE: Final = frozenset({"same", "wording"})
LONGEST: Final = 38  # words of a passage; a longer one points at nothing
AROUND: Final = 12  # words shown on either side of an answer whose clause is longer
TELL_THEMSELVES: Final = frozenset({"number", "date"})  # kinds that say themselves what is the same
SAME: Final = 0.95  # the chance that a sentence which runs alike and has all words of an answer gives it too
CHANGED: Final = "; all go back to one text, so one of its copies changed it."
UNDATED: Final = "9"  # behind every day
LOOKED_AT: Final = 6  # places of one question that are held against those of another before both are joined

Place = tuple[str, int, Span]  # a kind, a telling, an answer's stretch of it
Key = tuple[int, Span]  # a telling, an answer's stretch of it


@dataclass(frozen=True, eq=False)
class Edge:
    """Two answers that were held against each other, in their sentences."""

    pair: Pair
    compared: Compared

    @property
    def ends(self) -> tuple[Place, Place]:
        here, there = self.keys
        return (self.compared.kind, *here), (self.compared.kind, *there)

    @property
    def keys(self) -> tuple[Key, Key]:
        return (self.pair.a.number, self.compared.a.span), (self.pair.b.number, self.compared.b.span)

    @property
    def far(self) -> float:
        """How many times the smaller of two figures goes into the larger; 1 where an answer is none."""
        one, other = (_figure(telling, answer) for telling, answer in self.sides)
        return 1.0 if one is None or other is None else amounts.ratio(one, other)

    @property
    def sides(self) -> tuple[tuple[Telling, Answer], tuple[Telling, Answer]]:
        return (self.pair.a, self.compared.a), (self.pair.b, self.compared.b)


def ask(dossier: Dossier, laid: Asked, worked: Worked | None = None) -> Dossier:
    """The dossier with the differences that the kinds of question find, the gravest first."""
    worked = Worked() if worked is None else worked
    edges = [
        Edge(one.pair, one.compared)
        for pair in laid.pairs
        for one in settled(dossier, pair, compared(pair, KINDS, worked))
        if _is_sure(one.pair, one.compared)
    ]
    edges += _carried(edges, laid)
    found = [point for group in _questions(edges) if (point := _point(dossier, laid, group)) is not None]
    found.sort(key=_gravest_first)
    return dossier.having(points=tuple(found))


def _gravest_first(point: Point) -> tuple[bool, int, int, str]:
    """By verdict, then by how many reports answer; how a name is spelt comes behind all else."""
    reports = {report for reading in point.readings for report in reading.reports}
    return point.kinds == ("name",), -GRAVITY[point.verdict], -len(reports), point.id


def _carried(edges: Sequence[Edge], laid: Asked) -> list[Edge]:
    """The same answer in sentences that run alike and have all its words: what the copies of a sentence say, they say as it does."""
    beside: dict[int, list[Matched]] = defaultdict(list)
    carrying = [edge for edge in edges if edge.compared.alone and edge.compared.kind not in TELL_THEMSELVES]
    copied = {telling.number for edge in carrying for telling, _ in edge.sides}
    for pair in laid.pairs:
        of = matched(pair) if pair.a.number in copied or pair.b.number in copied else None
        if of is not None:
            beside[pair.a.number].append(of)
            beside[pair.b.number].append(of.turned)
    found: dict[tuple[Place, Place], Edge] = {}
    for edge in carrying:
        for (telling, answer), (facing, other_answer) in (edge.sides, edge.sides[::-1]):
            for of in beside[telling.number]:
                copy = of.b.telling
                again = of.carried(answer) if copy not in (telling, facing) else None
                if again is not None:
                    for one in _as_the_first(edge, of.pair, (telling, answer), (copy, again), (facing, other_answer)):
                        found[one.ends] = one
    return list(found.values())


def _as_the_first(
    edge: Edge, pair: Pair, first: tuple[Telling, Answer], copy: tuple[Telling, Answer], facing: tuple[Telling, Answer]
) -> Iterator[Edge]:
    """That a copy answers as the first does, and so stands to the other as the first stands to it."""
    same = edge.compared._replace(a=copy[1], b=first[1], relation="same", chance=SAME)
    yield Edge(Pair(copy[0], first[0], pair.cosine, pair.one, True, later(copy[0], first[0])), same)
    unlike = edge.compared._replace(a=copy[1], b=facing[1])
    yield Edge(Pair(copy[0], facing[0], pair.cosine, pair.one, True, later(copy[0], facing[0])), unlike)


def _is_sure(pair: Pair, compared: Compared) -> bool:
    """Is it sure enough that two answers stand so? What is told alike may stand in sentences that tell of much else."""
    asked = compared.relation in ALIKE or pair.copied or compared.alone or pair.one >= ONE
    return asked and compared.chance >= SURE[compared.kind]


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


def _point(dossier: Dossier, laid: Asked, group: Sequence[Edge]) -> Point | None:
    """The point of a question, if two of its readings are unlike."""
    answers = {(telling.number, answer.span): (telling, answer) for edge in group for telling, answer in edge.sides}
    forest, keys = _one_reading(group, answers), sorted(answers)
    together: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        together[forest.root(key)].append(key)
    notices: dict[Key, set[Passage]] = defaultdict(set)
    for edge in group:
        notices[forest.root(edge.keys[0])].update(edge.compared.notices)
    readings = {root: _reading(dossier, [answers[key] for key in keys], notices[root]) for root, keys in together.items()}
    order = sorted(readings, key=lambda root: _rank(dossier, readings[root]))
    between = _between(group, forest, {root: at for at, root in enumerate(order)})
    if not between:
        return None
    for (here, there), edge in between.items():
        if edge.compared.kind == "number" and edition(dossier, *(readings[order[at]].reports for at in (here, there))) is not None:
            between[here, there] = Edge(edge.pair, number.of_editions(edge.compared))
    held = frozenset(between)  # what nobody held against each other is no point's verdict where something as grave was
    if group[0].compared.kind == "number":
        _complete(dossier, laid, between, [[answers[key] for key in together[root]] for root in order])
    pairs = tuple(Between(a, b, _verdict(edge), edge.compared.why) for (a, b), edge in sorted(between.items()))
    _, gravest = max(between.items(), key=lambda one: (GRAVITY[_verdict(one[1])], one[0] in held, one[1].compared.chance, one[1].ends))
    told = tuple(readings[root] for root in order)
    verdict = _verdict(gravest)
    reports = [set(reading.reports) for reading in told]
    one_origin = verdict == "conflict" and len({origin for reading in told for origin in reading.origins}) == 1
    return Point(
        content_id("point", dossier.story.id, gravest.compared.kind, verdict, [[_at(one) for one in reading.passages] for reading in told]),
        dossier.story.id,
        gravest.compared.question,
        told,
        verdict,
        (gravest.compared.kind,),
        any(one & other for one, other in combinations(reports, 2)),
        gravest.compared.chance,
        gravest.compared.why[:1].upper() + gravest.compared.why[1:] + (CHANGED if one_origin else "."),
        "slight" if gravest.compared.kind == "name" else WEIGHTS[verdict],
        _cause(dossier, gravest, told) if one_origin or verdict == "revised" else None,
        pairs=pairs,
    )


def _one_reading(group: Sequence[Edge], answers: Mapping[Key, tuple[Telling, Answer]]) -> Forest[Key]:
    """Which answers are one reading: one amount, or the same words, a headline's and its report's; then what says the same, the nearest
    first. Of two answers that were held apart a third is like both of, "about $3.6 billion", it goes with the nearer."""
    forest: Forest[Key] = Forest()
    first: dict[str, Key] = {}
    for key in sorted(answers):
        forest.join(first.setdefault(_said(*answers[key]), key), key)
    apart: dict[Key, set[Key]] = defaultdict(set)
    for edge in group:
        if _verdict(edge) in GRAVE:
            here, there = edge.keys
            apart[forest.root(here)].add(there)
            apart[forest.root(there)].add(here)
    for edge in sorted((edge for edge in group if edge.compared.relation in ALIKE), key=lambda edge: (edge.far, edge.keys)):
        here, there = map(forest.root, edge.keys)
        if here != there and not any(forest.root(key) == there for key in apart[here]):
            forest.join(here, there)
            apart[forest.root(here)] = apart[here] | apart[there]
    return forest


def _between(group: Sequence[Edge], forest: Forest[Key], place: Mapping[Key, int]) -> dict[tuple[int, int], Edge]:
    """By which comparison each two readings stand to each other, the surest."""
    between: dict[tuple[int, int], Edge] = {}
    for edge in group:
        here, there = sorted(place[forest.root(key)] for key in edge.keys)
        if here != there and edge.compared.relation not in ALIKE and _surer(edge, between.get((here, there))):
            between[here, there] = edge
    return between


def _complete(
    dossier: Dossier, laid: Asked, between: dict[tuple[int, int], Edge], told: Sequence[Sequence[tuple[Telling, Answer]]]
) -> None:
    """Puts in how two readings of figures stand that were not held against each other, by the sentence that tells each first."""
    for (here, ours), (there, theirs) in combinations(enumerate(told), 2):
        if (here, there) not in between:
            (a, one), (b, other) = (min(side, key=lambda each: (each[0].published or UNDATED, each[0].number)) for side in (ours, theirs))
            pair = unasked(dossier, laid, a, b)
            found = number.between(pair, one, other)
            if found is not None:
                between[here, there] = Edge(pair, found)


def _figure(telling: Telling, answer: Answer) -> Figure | None:
    """The figure that an answer is, where it tells a number."""
    return next((one for one in telling.sentence.figures if (one.start, one.end) == answer.span and one.number is not None), None)


def _said(telling: Telling, answer: Answer) -> str:
    """By what two answers of a question are one: an amount, "40" and "forty passengers", else the words."""
    figure = _figure(telling, answer)
    return answer.value.casefold() if figure is None else f"{figure.bound} {amounts.size(figure):.12g}"


def _cause(dossier: Dossier, gravest: Edge, told: Sequence[Reading]) -> str | None:
    """Why one text has unlike readings, where a notice or descent tells."""
    if gravest.compared.relation == "revised":
        return "correction" if gravest.compared.notices else "later state"
    translated = {one.taker for one in dossier.borrowings if one.kind == "translation"}
    return "translation" if any(set(reading.reports) <= translated for reading in told) else None


def _surer(edge: Edge, known: Edge | None) -> bool:
    """Is a comparison surer than another of the same readings? Of two as sure the graver stands, whichever report comes first."""
    return known is None or _weight(edge) > _weight(known)


def _weight(edge: Edge) -> tuple[bool, float, int]:
    return edge.pair.copied, edge.compared.chance, GRAVITY[_verdict(edge)]


def _verdict(edge: Edge) -> Verdict:
    relation = edge.compared.relation
    return "wording" if relation == "same" else relation


def _rank(dossier: Dossier, reading: Reading) -> tuple[int, int, int, int]:
    """Readings of many origins first, then of many reports, then as the reports stand."""
    first = reading.passages[0]
    return -len(reading.origins), -len(reading.reports), dossier.numbers[first.report], first.start


def _reading(dossier: Dossier, answers: Sequence[tuple[Telling, Answer]], notices: Iterable[Passage]) -> Reading:
    """An answer with all places that give it, and behind them the notices that set it."""
    order = dossier.numbers
    passages = sorted(
        {telling.passage(place, shown(telling, answer.span)) for telling, answer in answers for place in telling.places},
        key=lambda one: (order[one.report], one.start, one.end),
    )
    values = Counter(answer.value for _, answer in answers)
    value = max(values, key=lambda one: (values[one], -len(one), one))
    return resting_on(dossier, value, [*passages, *sorted(notices, key=lambda one: (order[one.report], one.start))])


def shown(telling: Telling, span: Span) -> Span:
    """The clause in which an answer stands; where that is long, the words around the answer."""
    words = telling.sentence.words
    clause = telling.clause_at(span)
    start, end = telling.phrase(telling.top(clause)) if clause is not None else (0, len(telling.text))
    start = min(start, span[0])  # a clause holds the last word of its answer
    inside = [number for number, word in enumerate(words) if start <= word.start and word.end <= end]
    if len(inside) <= LONGEST:
        return start, end
    first = next(number for number in inside if words[number].end > span[0])
    last = next(number for number in reversed(inside) if words[number].start < span[1])
    near = words[max(inside[0], first - AROUND)], words[min(inside[-1], last + AROUND)]
    return min(near[0].start, span[0]), max(near[1].end, span[1])


def _at(passage: Passage) -> tuple[str, int, int]:
    return passage.report, passage.start, passage.end
