"""What of a second reader's answers is kept: points that say by whom they were proposed. What is dropped is counted by reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Final

from variorum.model.point import Between, Point, Reading
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.proposals import answered_back, asking_back, second_look, telling_alike, verifying
from variorum.proposals.answers import FIRST, SLIGHT, WANTED, Difference, Fact, Speaker, plain, proposals
from variorum.proposals.asking_back import Context, Line
from variorum.proposals.quotes import Found, Quoting
from variorum.proposals.verifying import Held, Judged
from variorum.questions.gathering import GRAVITY, WEIGHTS, shown
from variorum.questions.readings import resting_on
from variorum.questions.tellings import tellings

LONGEST_NAME: Final = 60  # characters of a model's name
# The chance that a careful reader calls a kept line right: of 100 lines that strangers judged, from a strong reader's answers about 12
# stories (README), of weight 3 12 of 12 were right, of weight 2 18 of 37, of weight 1 12 of 31; of those worked out 4 of 4.
BY_WEIGHT: Final = {FIRST: 0.9, WANTED: 0.5, SLIGHT: 0.4}
WORKED_OUT: Final = 0.85
# Of 38 lines told alike 30 were right, and of those with a subject and a verb of their own, which alone are kept since, all but two.
ALIKE: Final = 0.85
SPEAKER: Final = 0.9  # five of five


@dataclass
class Kept:
    """The points that hold, in the order in which they were proposed, and how many proposals were dropped, by reason."""

    points: list[Point] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    put_back: list[tuple[Line, Point]] = field(default_factory=list)  # each point that is put back, as it stood before that

    @property
    def proposed(self) -> int:
        return len(self.points) + self.dropped.total()


def propose(dossier: Dossier) -> Dossier:
    """A stage: the dossier with the points that a second reader proposed and that hold, behind all others."""
    if not dossier.answers:
        return dossier
    return dossier.having(points=(*dossier.points, *keep(dossier).points))


def keep(dossier: Dossier) -> Kept:
    """What of the answers in a dossier holds beside the points that were found by rule."""
    by_rule = [point for point in dossier.points if point.proposed_by is None]
    keeping = _Keeping(dossier, by_rule)
    for answer in dossier.answers:
        name = plain(answer.model, LONGEST_NAME) or "a model without a name"
        found = proposals(answer.text)
        if found.malformed:
            keeping.kept.dropped["not of the form that was asked for"] += found.malformed
        for difference in found.differences:
            keeping.difference(difference, name)
        for fact in found.facts:
            keeping.fact(fact, name)
        for speaker in found.speakers:
            keeping.speaker(speaker, name)
    keeping.look_again()
    return keeping.kept


class _Keeping:
    """The proposals of a story one after the other, each held against its sentences and against what is told already."""

    def __init__(self, dossier: Dossier, before: Sequence[Point]) -> None:
        self.dossier = dossier
        self.told = tellings(dossier).all
        self.quoting = Quoting(self.told)
        self.before = list(before)
        self.kept = Kept()

    def difference(self, proposed: Difference, name: str) -> None:
        faults: list[str] = []
        answers = [answer for one in proposed.readings if (answer := verifying.held(one, self.quoting, faults)) is not None]
        if len(answers) < 2:
            self.drop(faults[0] if faults else "only one answer")
            return
        answers = verifying.answering(proposed, answers)
        if len(answers) < 2:
            self.drop("no figure or time where one is asked for")
            return
        judged, answers = _judged(proposed, answers)
        if len(answers) < 2:
            self.drop("the answers say the same")
            return
        fault = _fault(self.dossier, proposed, answers)
        if fault is not None:
            self.drop(fault)
            return
        self.add(self._point(proposed, answers, judged, name))

    def _point(self, proposed: Difference, answers: Sequence[Held], judged: dict[tuple[int, int], Judged], name: str) -> Point:
        readings = [resting_on(self.dossier, one.value, _passages(self.dossier, one.places)) for one in answers]
        pairs = tuple(Between(a, b, one.verdict, _why(name, one)) for (a, b), one in sorted(judged.items()))
        gravest = max(judged.values(), key=lambda one: GRAVITY[one.verdict])
        within = any(set(one.reports) & set(other.reports) for one, other in combinations(readings, 2))
        places = [[_at(one) for one in each.passages] for each in readings]
        return Point(
            content_id("point", self.dossier.story.id, "proposed", proposed.kind, places),
            self.dossier.story.id,
            proposed.question,
            tuple(readings),
            gravest.verdict,
            (proposed.kind,),
            within,
            _chance(proposed, gravest),
            _why(name, gravest),
            WEIGHTS[gravest.verdict],
            pairs=pairs,
            proposed_by=name,
        )

    def fact(self, proposed: Fact, name: str) -> None:
        found = list(map(self.quoting.find, proposed.quotes))
        places = [one for one in found if isinstance(one, Found)]
        line = telling_alike.line(self.dossier, places)
        if line is None:
            fault = next((one for one in found if isinstance(one, str)), None)
            self.drop(fault or "not told alike by two reports")
            return
        self.add(replace(line, proposed_by=name, why=f"Proposed by {name}, verified by passages. {line.why}", confidence=ALIKE))

    def speaker(self, proposed: Speaker, name: str) -> None:
        point = telling_alike.speaker(self.dossier, self.quoting, proposed)
        if isinstance(point, str):
            self.drop(point)
        else:
            why = f"Proposed by {name}, verified by passages: the words and the name stand in one report."
            self.add(replace(point, proposed_by=name, why=why, confidence=SPEAKER))

    def look_again(self) -> None:
        """Keep each point as far as what was said of it, when it was put back, agrees."""
        context = Context(self.dossier, self.told)
        rows = answered_back.said(self.dossier.said)
        points, self.kept.points = self.kept.points, []
        for point in points:
            line = asking_back.line(self.dossier, context, point)
            if line is None:
                self.kept.points.append(point)
                continue
            self.kept.put_back.append((line, point))
            row = rows.get(line.key)
            looked = second_look.unlooked(point) if row is None else second_look.looked(self.dossier, point, line, row)
            if isinstance(looked, str):
                self.drop(looked)
            else:
                self.kept.points.append(looked)

    def add(self, point: Point) -> None:
        """Keep a point, unless one that is there tells it already."""
        if any(_tells(other, point) for other in (*self.before, *self.kept.points)):
            self.drop("told already")
        else:
            self.kept.points.append(point)

    def drop(self, reason: str) -> None:
        self.kept.dropped[reason] += 1


def _chance(proposed: Difference, judged: Judged) -> float:
    worked_out = judged.typed and proposed.weight > SLIGHT
    return max(BY_WEIGHT[proposed.weight], WORKED_OUT if worked_out else 0.0)


def _judged(proposed: Difference, answers: Sequence[Held]) -> tuple[dict[tuple[int, int], Judged], list[Held]]:
    """How each two answers stand, by their places among those that stay: two that say the same are one."""
    standing: list[Held] = []
    for answer in answers:
        alike = next((at for at, other in enumerate(standing) if verifying.judged(proposed, other, answer) is None), None)
        if alike is None:
            standing.append(answer)
        else:
            both = dict.fromkeys((*standing[alike].places, *answer.places))
            standing[alike] = Held(standing[alike].value, tuple(both))
    judged = {(a, b): verifying.judged(proposed, standing[a], standing[b]) for a, b in combinations(range(len(standing)), 2)}
    return {places: one for places, one in judged.items() if one is not None}, standing


def _fault(dossier: Dossier, proposed: Difference, answers: Sequence[Held]) -> str | None:
    """Why answers cannot be set against each other; None where they can."""
    sides = list(combinations(answers, 2))
    if not all(verifying.each_of_its_own(one, other) for one, other in sides):
        return "one passage for two answers"
    if any(verifying.apart(proposed, one, other) for one, other in sides):
        return "of two things that their passages set apart"
    if proposed.kind == "quotation" and any(_two_speakers(dossier, one, other) for one, other in sides):
        return "words of two speakers"
    return None


def _two_speakers(dossier: Dossier, one: Held, other: Held) -> bool:
    ours, theirs = _speakers(dossier, one), _speakers(dossier, other)
    return None not in ours | theirs and not ours & theirs


def _speakers(dossier: Dossier, answer: Held) -> frozenset[str | None]:
    """Who says the words that an answer quotes; None among them where that is not known."""
    said = [place.telling.passage(at, place.span) for place in answer.places for at in place.telling.places]
    names = {
        quotation.speaker or quotation.speaker_name
        for passage in said
        for quotation in dossier.quotations
        if quotation.report == passage.report and any(one.start < passage.end and passage.start < one.end for one in quotation.content)
    }
    return frozenset(names) or frozenset({None})


def _passages(dossier: Dossier, places: Iterable[Found]) -> list[Passage]:
    """The clauses in which an answer's quotes stand, in every report that has these sentences."""
    found = {one.telling.passage(place, shown(one.telling, one.span)) for one in places for place in one.telling.places}
    return sorted(found, key=lambda one: (dossier.numbers[one.report], one.start, one.end))


def _why(name: str, judged: Judged) -> str:
    how = "worked out from the figures or times" if judged.typed else "as proposed"
    return f"Proposed by {name}, verified by passages; how the answers stand is {how}."


def _at(passage: Passage) -> tuple[str, int, int]:
    return passage.report, passage.start, passage.end


def _tells(other: Point, point: Point) -> bool:
    """Does one point tell all that another of its kind does: each two of its answers on unlike sides, or the one that it has in as many
    reports?"""
    if set(other.kinds) != set(point.kinds) and not set(other.kinds) & set(point.kinds):
        return False
    if len(point.readings) > 1:
        return len(other.readings) > 1 and all(_sets_against(other, one, facing) for one, facing in combinations(point.readings, 2))
    if len(other.readings) > 1:
        return False
    met = {one.report for one in point.readings[0].passages if _meets(one, other.readings[0])}
    return len(met) >= min(2, len(point.readings[0].reports))


def _sets_against(point: Point, one: Reading, other: Reading) -> bool:
    sides = [(a, b) for a, b in product(point.readings, repeat=2) if a is not b]
    return any(any(_meets(x, a) for x in one.passages) and any(_meets(x, b) for x in other.passages) for a, b in sides)


def _meets(passage: Passage, reading: Reading) -> bool:
    return any(one.report == passage.report and one.start < passage.end and passage.start < one.end for one in reading.passages)

