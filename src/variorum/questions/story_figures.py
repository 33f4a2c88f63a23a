"""Which unlike figures of a story answer one question, by all that the story tells: how many were killed, how long the riots lasted.

Two sentences alone seldom tell it: "nineteen bodies have been found" is near to nothing. What all reports tell of one thing does: whether
a report gives one figure of it or many, whether it gives both, where in the report they stand, how many reports give each.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from variorum.language.models.weights import learned
from variorum.model.sentence import Clause, Figure
from variorum.questions.kinds import amounts, of_what
from variorum.questions.kinds.number import PARTS, may_be_older
from variorum.questions.tellings import Joined, Span, Telling, Tellings
from variorum.text.forest import Forest
from variorum.text.logistic import chance

FILE: Final = "figures.json"
# The chance from which they do. On stories left out (training/judge/fit_figures.py) 87 pairs reach it in 82 stories, 59 of them labelled.
BAR: Final = 0.5
# The same of what is no fate of people: of 46 differences of real news that a stranger read (benchmarks/labels/judged) five of eight such
# figures from here on were of one thing, six of eighteen below it; of fates all ten.
BAR_OF_THINGS: Final = 0.8
LINKED: Final = 0.25  # the same, where other figures of that thing make one question of both amounts
ROOM: Final = 40  # figures of one thing that are held against each other, the foremost of their reports
FAR: Final = 8.0  # how many times the smaller of two figures of one thing goes into the larger at most
TRIVIAL: Final = 1.25  # bounds and roundings no further apart are meant to say the same
NEAR: Final = 0.4  # cosine of a sentence that names somebody and one whose figure it denies; "it was eleven, not fourteen" is near to none
DEEP: Final = 30  # sentences from the head of a report, beyond which none is deeper
# Of an age, a score and a term it must be told whose it is; that is asked of two sentences (kinds/number.py).
OF_SOMEONE: Final = frozenset({"age", "score", "term"})

Key = tuple[str, str, str]  # a quantity, a thing and a fate: what reports may give one figure of


@dataclass(frozen=True, eq=False)
class Placed:
    """A figure in its sentence."""

    telling: Telling
    figure: Figure

    @cached_property
    def key(self) -> Key:
        people = self.figure.fate == of_what.CROWD or self.figure.fate in of_what.OF_PEOPLE
        return self.figure.quantity, of_what.PEOPLE if people else self.figure.thing, self.figure.fate

    @cached_property
    def amount(self) -> float:
        return float(f"{amounts.size(self.figure):.9g}")

    @cached_property
    def span(self) -> Span:
        return self.figure.start, self.figure.end

    @cached_property
    def clause(self) -> Clause | None:
        return self.telling.clause_at(self.span)

    @cached_property
    def meant(self) -> str:
        return "imagined" if self.clause is not None and self.clause.condition is not None else of_what.meant(self.clause)

    @cached_property
    def around(self) -> frozenset[str]:
        return of_what.around(self.telling, self.figure)

    @cached_property
    def first_names(self) -> frozenset[str]:
        return frozenset(of_what.first_names(self.telling, self.figure))

    @cached_property
    def owners(self) -> frozenset[str] | None:
        return of_what.owners(self.telling, self.clause)

    @cached_property
    def places(self) -> frozenset[str]:
        return of_what.places(self.telling)

    @cached_property
    def dated(self) -> frozenset[str]:
        return of_what.dated_apart(self.telling)

    @cached_property
    def doers(self) -> frozenset[str]:
        """The nouns that tell who or what does it: "the strike" of "the strike lasted three days"."""
        words = self.telling.sentence.words
        return frozenset(words[at].lemma for at in (self.clause.who if self.clause else ()) if words[at].kind == "NOUN")

    @cached_property
    def bracketed(self) -> bool:
        """ "(70 metres)", behind the same in another unit."""
        return self.telling.text[: self.figure.start].rstrip().endswith("(")

    @cached_property
    def listed(self) -> bool:
        """ "80 percent in Egypt, 65 in India": a share among others, each of another thing."""
        return self.figure.quantity == "share" and sum(one.quantity == "share" for one in self.telling.sentence.figures) > 1

    def told_with(self, other: Figure) -> bool:
        """Does the sentence tell the amount of another's figure too, or is that the sum of its own?"""
        own = [one for one in self.telling.sentence.figures if one.quantity == other.quantity]
        if any(one is not self.figure and amounts.standing(one, other) == "same" for one in own):
            return True
        of_it = [amounts.size(one) for one in own if one.thing in ("", self.figure.thing)]
        return len(of_it) > 1 and math.isclose(math.fsum(of_it), amounts.size(other))


@dataclass(frozen=True)
class Told:
    """What the reports of a story tell of each thing."""

    reports: int  # of the story, that are read
    amounts: Mapping[Key, Mapping[str, frozenset[float]]]  # of a thing, by report
    given: Mapping[tuple[Key, float], int]  # reports that give an amount
    foremost: frozenset[tuple[int, Span]]  # the first figure of each thing in each report: a telling's number, a stretch of it


def joined(found: Tellings) -> Joined:
    """The pairs of tellings, by number, of which figures answer one question, with the stretches of these in the first and the second."""
    placed = [Placed(telling, figure) for telling in found.all for figure in of_what.told(telling)]
    asked = [(a, b, chance(learned(FILE), row)) for a, b, row in weighed(found, placed)]
    of_one: Forest[tuple[Key, float]] = Forest()  # 12 and 19 are of one, 19 and 21 are, then so are 12 and 21
    for a, b, sure in asked:
        if sure >= _bar(a, b) and a.key == b.key:
            of_one.join((a.key, a.amount), (b.key, b.amount))
    asked += [(a, b, 1.0) for a, b in (*_ages(placed), *_put_right(found, placed))]
    pairs: dict[tuple[int, int], set[tuple[Span, Span]]] = defaultdict(set)
    answered: dict[tuple[Key, float, str], float] = {}  # what a report answers to who asks by an amount of a thing
    for a, b, sure in sorted(asked, key=lambda one: (-one[2], one[0].telling.number, one[1].telling.number, one[0].span, one[1].span)):
        bar = _bar(a, b)
        may_link = bar == BAR and sure >= LINKED and a.key == b.key
        linked = may_link and of_one.root((a.key, a.amount)) == of_one.root((b.key, b.amount))
        spans = pairs[a.telling.number, b.telling.number]
        taken = any(one == a.span or other == b.span for one, other in spans)
        if (sure >= bar or linked) and not taken and _answers_once(a, b, answered) and _answers_once(b, a, answered):
            spans.add((a.span, b.span))
    return {key: frozenset(spans) for key, spans in pairs.items() if spans}


def _answers_once(one: Placed, other: Placed, answered: dict[tuple[Key, float, str], float]) -> bool:
    """Has no report of the other's sentence answered already, by a surer figure of another amount? "Nine by Holm, eleven by Brandt"."""
    known = {answered.setdefault((one.key, one.amount, report), other.amount) for report in other.telling.reports}
    return known == {other.amount}


def _bar(a: Placed, b: Placed) -> float:
    return BAR if a.figure.fate == b.figure.fate != "" else BAR_OF_THINGS


def _ages(placed: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Unlike ages of one person, whom both sentences name with a first name: a bare surname may be a relative's or a stranger's."""
    of: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        if one.figure.quantity == "age" and one.first_names:
            of[one.figure.thing].append(one)
    for aged in of.values():
        foremost = sorted(aged, key=_foremost)[:ROOM]
        for one, other in combinations(foremost, 2):
            a, b = (one, other) if one.telling.number < other.telling.number else (other, one)
            older = may_be_older(a.telling, a.figure, b.telling, b.figure)
            if a.first_names & b.first_names and _of_two_reports(a, b) and a.amount != b.amount and not older:
                yield a, b


def _put_right(found: Tellings, placed: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """The figures of which another sentence says that they are not so: "eleven hours, not fourteen", and "fourteen hours" elsewhere."""
    of: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        of[one.telling.number].append(one)
    for own in of.values():
        for denied in (figure for figure in own[0].telling.sentence.figures if "denied" in figure.marks):
            one = min(own, key=lambda one: (abs(one.figure.start - denied.start), one.span))
            for other in placed:
                denies = _is_of_one(one, other) and of_what.denies(one.telling, one.figure, other.figure)
                near = found.cosine(one.telling, other.telling) >= NEAR or not one.telling.sentence.names
                if denies and near and _of_two_reports(one, other) and not _apart(one, other):
                    yield (one, other) if one.telling.number < other.telling.number else (other, one)


def _apart(a: Placed, b: Placed) -> bool:
    """Does anything beside two figures tell of two occasions, or is one only meant?"""
    clashes = ((a.places, b.places), (a.owners or frozenset(), b.owners or frozenset()))
    return a.meant != b.meant or a.dated != b.dated or any(of_what.clash(*both) for both in clashes)


def _is_of_one(one: Placed, other: Placed) -> bool:
    """Are two figures of one measure, and, if they count, of one thing or fate by name?"""
    counted = one.figure.quantity != "count" or one.figure.thing == other.figure.thing != "" or one.figure.fate != ""
    return counted and one.figure.fate == other.figure.fate and of_what.one_measure(one.figure, other.figure)


def rising(found: Tellings) -> frozenset[str]:
    """The fates of people of which any report of a story tells that their toll rose."""
    figures = (one for telling in found.all for one in telling.sentence.figures)
    return frozenset(one.fate for one in figures if "risen" in one.marks and one.fate in of_what.OF_PEOPLE)


def weighed(found: Tellings, placed: Sequence[Placed]) -> Iterator[tuple[Placed, Placed, dict[str, float]]]:
    """The pairs of figures of other reports that may answer one question, with what the model weighs of them."""
    told = _told(placed)
    for group in _groups(placed):
        for one, other in combinations(group, 2):
            a, b = (one, other) if one.telling.number < other.telling.number else (other, one)
            apart = _of_another_event(a, told) or _of_another_event(b, told) or _of_two_rallies(a, b, told)
            if may_be_one(a, b) and not (apart or _knows(a, b, told) or _knows(b, a, told)):
                yield a, b, features(a, b, found.cosine(a.telling, b.telling), told)


def may_be_one(a: Placed, b: Placed) -> bool:
    """Can two figures be unlike answers to one question? Both must be of one thing, and nothing beside them of another occasion."""
    one, other = a.figure, b.figure
    if not _of_two_reports(a, b):
        return False
    if one.quantity in OF_SOMEONE or 0 in (one.number, other.number):
        return False
    if not of_what.one_measure(one, other) or not of_what.one_thing(one, other):
        return False
    fate = one.fate == other.fate != ""
    if PARTS & (set(one.marks) ^ set(other.marks)) or (1.0 in (one.number, other.number) and not fate):
        return False
    if _say_the_same(one, other) or amounts.ratio(one, other) > FAR or a.bracketed or b.bracketed or a.listed or b.listed:
        return False
    if not fate and (a.owners is None or b.owners is None):
        return False
    if _apart(a, b):
        return False
    named = one.thing == other.thing != "" or (a.clause is not None and b.clause is not None and a.clause.act == b.clause.act)
    if one.quantity != "count" and (not named or (not one.thing and not other.thing and of_what.clash(a.doers, b.doers))):
        return False  # "what sum is told?" is no question
    return not (a.told_with(other) or b.told_with(one))


def _of_two_reports(a: Placed, b: Placed) -> bool:
    """Does each stand in a report in which the other's sentence does not?"""
    return bool(a.telling.reports - b.telling.reports and b.telling.reports - a.telling.reports)


def _knows(one: Placed, other: Placed, told: Told) -> bool:
    """Does every report that gives the one's figure give the other's amount of that thing too, or as the sum of what it tells of it?"""
    amounts_by_report = [told.amounts[one.key].get(report, frozenset()) for report in one.telling.reports]
    return all(other.amount in given or (len(given) > 1 and math.isclose(math.fsum(given), other.amount)) for given in amounts_by_report)


def _of_another_event(one: Placed, told: Told) -> bool:
    """Is it a further toll of a report that tells several? Mostly of an attack before, another crash, a part of them: so were four of the
    five tolls that were not of one event in real news."""
    several = any(len(told.amounts[one.key].get(report, ())) > 1 for report in one.telling.reports)
    return several and one.figure.fate in of_what.OF_PEOPLE and (one.telling.number, one.span) not in told.foremost


def _of_two_rallies(a: Placed, b: Placed, told: Told) -> bool:
    """Does a report that gives one of them tell of two crowds? Supporters in the morning, opponents at night."""
    crowds = [told.amounts[one.key].get(report, ()) for one in (a, b) if one.figure.fate == of_what.CROWD for report in one.telling.reports]
    return any(len(amounts) > 1 for amounts in crowds)


def features(a: Placed, b: Placed, cosine: float, told: Told) -> dict[str, float]:
    """What the model weighs of two figures, by name; swapping them changes nothing."""
    reports = told.amounts[a.key], told.amounts[b.key]
    return {
        "cosine": cosine,
        "around": of_what.shared(a.around, b.around),
        "ratio": math.log(amounts.ratio(a.figure, b.figure)),
        "foremost": float(sum((one.telling.number, one.span) in told.foremost for one in (a, b))),
        "one_act": float(a.clause is not None and b.clause is not None and a.clause.act == b.clause.act),
        "deepest": float(min(DEEP, max(a.telling.order, b.telling.order))),
        "given_least": min(told.given[one.key, one.amount] for one in (a, b)) / told.reports,
        "one_word": float(a.figure.thing == b.figure.thing),
        "told_by": max(len(one) for one in reports) / told.reports,
        "one_fate": float(a.figure.fate == b.figure.fate != ""),
        "counted": float(a.figure.quantity == "count"),
    }


def _say_the_same(one: Figure, other: Figure) -> bool:
    """Do two figures say the same, or may they as well: "several" and seven, "more than 50" and 54?"""
    standing = amounts.standing(one, other)
    open_ = amounts.vague(one) or amounts.vague(other) or amounts.ratio(one, other) <= TRIVIAL
    return standing == "same" or (standing == "meet" and open_)


def _groups(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Figures that can be of one thing, the foremost of their reports first, and no more than there is room for."""
    groups: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for one in placed:
        quantity, thing, fate = one.key
        groups[quantity, thing if quantity == "count" and fate != of_what.CROWD else fate].append(one)
    for group in groups.values():
        yield sorted(group, key=_foremost)[:ROOM]


def _foremost(one: Placed) -> tuple[int, int, Span]:
    return one.telling.order, one.telling.number, one.span


def _told(placed: Sequence[Placed]) -> Told:
    found: dict[Key, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    first: dict[tuple[Key, str], tuple[int, int, Span]] = {}
    for one in placed:
        for place in one.telling.places:
            found[one.key][place.report].add(one.amount)
            at = place.start + one.figure.start, one.telling.number, one.span
            first[one.key, place.report] = min(at, first.get((one.key, place.report), at))
    reports = {place.report for one in placed for place in one.telling.places}
    given = Counter((key, amount) for key, by_report in found.items() for own in by_report.values() for amount in own)
    told = {key: {report: frozenset(own) for report, own in by_report.items()} for key, by_report in found.items()}
    return Told(max(1, len(reports)), told, given, frozenset((number, span) for _, number, span in first.values()))
