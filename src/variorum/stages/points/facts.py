"""Which statements of different tellings are one fact, and how two that are about one thing but differ stand to each other."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from variorum.stages.points import figures, things
from variorum.stages.points.bearing import bearing
from variorum.stages.points.difference import Difference
from variorum.stages.points.meanings import looks_past
from variorum.stages.points.told import NAMED, Count, Told
from variorum.stages.points.units import LIGHT, Unit, keys_of
from variorum.text import signs
from variorum.text.diff import likeness, stem, words

# Different words for what is counted alike. Each line is one thing; keys of text/diff.py.
_COUNTED_ALIKE = [
    frozenset(stem(word) for word in line.split())
    for line in (
        "troops soldiers servicemen servicemembers personnel service members forces military",
        "people persons residents inhabitants civilians",
        "killed dead died deaths fatalities lives",
        "injured wounded hurt injuries",
        "protesters demonstrators marchers crowd",
        "homes houses households",
        "workers employees staff jobs",
        "children pupils students youngsters",
        "vessels ships boats",
        "flights planes aircraft jets",
    )
]
_WAYS_OF_TOLD = {"actual": 0, "planned": 1, "conditional": 1, "possible": 1, "demanded": 2, "offered": 3, "denied": 4}


class Match(NamedTuple):
    """Two units held side by side. `share`: content that each has of the other, the smaller first; `near`: cosine of the sentences."""

    smaller: float
    larger: float
    predicate: bool
    who: float
    rest: float
    near: float

    @property
    def score(self) -> float:
        """How strongly the two are held to be one: the best links are made first."""
        return bearing(self.smaller, self.larger, self.near) + 0.15 * self.predicate + 0.1 * max(self.who, 0.0)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set; -1 where either is empty and nothing can be said."""
    return len(a & b) / min(len(a), len(b)) if a and b else -1.0


def match(a: Unit, b: Unit, near: float, rarity: dict[str, float]) -> Match:
    of_a, of_b = likeness(a.keys, b.keys, rarity)
    return Match(
        min(of_a, of_b), max(of_a, of_b), bool(a.predicate & b.predicate), _overlap(a.who, b.who), _overlap(a.object | a.place, b.object | b.place), near
    )


def one_fact(a: Unit, b: Unit, found: Match, copies: bool) -> bool:
    """Do two units tell the same? Precision first: what is told must be shared for the greater part, and nothing typed may differ.

    Thresholds found on the tuning half of the labelled pairs; copies' parallel sentences need less, as their place vouches for them.
    """
    if not (a.statement.id and b.statement.id) or a.statement.polarity != b.statement.polarity or _figures_apart(a, b) or _times_apart(a, b):
        return False
    if _WAYS_OF_TOLD[a.statement.modality] != _WAYS_OF_TOLD[b.statement.modality]:
        return False
    if 0 <= found.who < 0.3 or (len(a.keys & b.keys) < 2):
        return False
    if copies:
        return found.smaller >= 0.5 and found.larger >= 0.6
    if found.smaller >= 0.6 and found.near >= 0.5 and found.predicate:
        return True
    if found.predicate and found.who >= 0.8 and _overlap(a.object, b.object) >= 0.8 and found.near >= 0.5 and len(a.keys & b.keys) >= 3:
        return True
    if found.predicate and found.near >= 0.55 and found.who > 0 and found.rest != 0:
        return found.smaller >= 0.4 and found.larger >= 0.55
    return found.smaller >= 0.55 and found.larger >= 0.7 and found.near >= 0.7


# Whole sentences this near and alike tell the same for the greater part, even where no single clause of one matches one of the other.
# Weights of nearness and of the smaller and larger share of equal content, and the threshold: tuning half, 39 of 80 found, 3 of 30 wrong.
WHOLE = (0.5, 1.5, 0.25)
WHOLE_ENOUGH = 1.31


def one_telling(a: Told, b: Told, near: float) -> bool:
    """Do two sentences as wholes tell the same, or quote the same words?"""
    if a.runs & b.runs and near >= 0.5:
        return True
    low, high = sorted(likeness(keys_of(a.words), keys_of(b.words)))
    return WHOLE[0] * near + WHOLE[1] * low + WHOLE[2] * high >= WHOLE_ENOUGH


def compatible_units(a: Unit, b: Unit) -> bool:
    """Does nothing typed keep two units from being one?"""
    if not (a.statement.id and b.statement.id):
        return True
    return a.statement.polarity == b.statement.polarity and not _figures_apart(a, b) and not _times_apart(a, b)


def _figures_apart(a: Unit, b: Unit) -> bool:
    """Do the units give figures of which none is the same? A figure on one side only is more detail."""
    if not a.counts or not b.counts:
        return False
    return not any(
        one.figure.number == other.figure.number or figures.low_high(one.figure) == figures.low_high(other.figure) for one in a.counts for other in b.counts
    )


def _times_apart(a: Unit, b: Unit) -> bool:
    ours, theirs = _times(a), _times(b)
    return bool(ours and theirs) and all(things.clash(one, other) for one in ours for other in theirs)


def _times(unit: Unit) -> list[things.Written]:
    start, end = unit.span
    return [time for time in unit.told.times if start <= time.start and time.end <= end]


def counted_alike(a: Count, b: Count) -> bool:
    """Do two figures count the same kind of thing?"""
    if a.figure.unit or b.figure.unit:
        return figures.same_unit(a.figure, b.figure) and bool(a.counted & b.counted)
    if a.counted & b.counted:
        return True
    return any(a.counted & alike and b.counted & alike for alike in _COUNTED_ALIKE)


def figure_pairs(a: Told, b: Told, near: float) -> Iterator[tuple[Count, Count]]:
    """Figures of two tellings that count one thing in one setting: an equal number needs one shared name, another number more."""
    if near < 0.5:
        return
    shared = setting(a) & setting(b)
    for one in a.counts:
        for other in b.counts:
            if not counted_alike(one, other):
                continue
            if one.figure.number is not None and one.figure.number == other.figure.number:
                if shared and (one.figure.number >= 20 or near >= 0.6):
                    yield one, other
            elif len(shared) >= 2 and near >= 0.58 and _same_size(one, other):
                yield one, other


def setting(told: Told) -> frozenset[str]:
    """Keys of all names of a telling: the setting in which its figures count."""
    found: set[str] = set()
    for name in told.names:
        if name.label in NAMED:
            found |= keys_of(words(name.text))
    return frozenset(found)


def _same_size(one: Count, other: Count) -> bool:
    """Figures of one thing seldom lie further apart than threefold; others count another part of it."""
    sizes = [count.figure.number or count.figure.low or count.figure.high or 0.0 for count in (one, other)]
    return min(sizes) > 0 and max(sizes) / min(sizes) <= 3


def figures_apart(a: Told, b: Told, near: float, later: bool | None) -> Iterator[Difference]:
    """How figures for one thing in two tellings stand to each other. Equal ones give an `agreed` of no weight, to be one reading."""
    for one, other in figure_pairs(a, b, near):
        if things.amount(one) != things.amount(other) and (_given(one, b) or _given(other, a)):
            continue  # the figure is told there too, of something else
        ours, theirs = _source(a, one), _source(b, other)
        judged = figures.judge(one, other, bool(ours and theirs) and ours != theirs, later, False) or figures.EQUAL
        weight = "material" if judged.verdict == "compatible" and _wide_apart(one, other) else judged.weight
        if judged.verdict == "conflict" and not _one_owner(a, b, one, other, near):
            continue
        if judged.verdict == "compatible" and one.figure.number != other.figure.number and _few(one, other) and not acts(a, one.figure.core) & acts(b, other.figure.core):
            continue
        counted = " ".join(sorted(one.counted & other.counted or one.counted))
        yield Difference(
            "number", judged.verdict, weight, (one.figure.start, one.figure.end), (other.figure.start, other.figure.end), one.figure.text,
            other.figure.text, counted, judged.because + _by_whom(ours, theirs), judged.confidence - 0.1, None, (things.amount(one), things.amount(other)),
        )  # fmt: skip


def _few(one: Count, other: Count) -> bool:
    """Small numbers meet by chance; they need the same act round them to be one count."""
    return min(count.figure.number or count.figure.low or 0.0 for count in (one, other)) < 20


def days_apart(a: Told, b: Told, near: float) -> Iterator[Difference]:
    """One thing told in both, each with one time, and the times cannot both be right."""
    low = min(likeness(keys_of(a.words), keys_of(b.words)))
    if len(a.times) != 1 or len(b.times) != 1 or near < 0.75 or low < 0.4 or {place.report for place in a.places} & {place.report for place in b.places}:
        return
    one, other = a.times[0], b.times[0]
    if one.precision == other.precision and things.clash(one, other) and acts(a, one.start) & acts(b, other.start):
        because = f'"{one.text}" and "{other.text}" are different times'
        yield Difference("date", "conflict", "material", (one.start, one.end), (other.start, other.end), one.text, other.text, "when", because, 0.65)


def _given(count: Count, told: Told) -> bool:
    return any(things.amount(count) == things.amount(other) for other in told.counts)


def _one_owner(a: Told, b: Told, one: Count, other: Count, near: float) -> bool:
    """Are the figures of one owner, told in different reports? Then one sentence's names are among the other's."""
    if {place.report for place in a.places} & {place.report for place in b.places} or near < 0.65:
        return False
    ours, theirs = setting(a), setting(b)
    if not (ours <= theirs or theirs <= ours):
        return False
    return bool((one.counted | other.counted) & figures.GROWING) or bool(acts(a, one.figure.core) & acts(b, other.figure.core))


def acts(told: Told, at: int) -> frozenset[str]:
    """Keys of the predicates of the statements round a place in a telling."""
    home = told.places[0].start
    found: set[str] = set()
    for statement in told.statements:
        if statement.passage.start - home <= at < statement.passage.end - home:
            found |= keys_of(words(statement.what))
    return frozenset(found)


def _source(told: Told, count: Count) -> str | None:
    """The inner source that a telling names for a figure."""
    home = told.places[0].start
    for statement in told.statements:
        if statement.attribution and statement.passage.start - home <= count.figure.core < statement.passage.end - home:
            return statement.attribution.text
    return None


def apart(a: Unit, b: Unit, found: Match) -> Iterator[Difference]:
    """Typed differences of two units that are about one thing though their sentences do not run alike."""
    scope = _extent(a, b, found)
    if scope is not None:
        yield scope
    if not (found.predicate and found.who >= 0.5 and found.near >= 0.6) or ((a.predicate & b.predicate) <= LIGHT and found.rest <= 0):
        return
    if found.rest < 0.5 or a.statement.report == b.statement.report:
        return
    modalities = {a.statement.modality, b.statement.modality}
    slot = " ".join(sorted(a.predicate & b.predicate))
    if a.statement.polarity == b.statement.polarity == "affirmed" and modalities == {"planned", "actual"} and found.smaller >= 0.4 and found.near >= 0.7 and _past(a, b):
        because = f'"{a.statement.passage.text}" and "{b.statement.passage.text}": what one tells as planned the other tells as done'
        keys = ("planned", "actual") if a.statement.modality == "planned" else ("actual", "planned")
        yield Difference("modality", "revised", "material", a.span, b.span, a.statement.passage.text, b.statement.passage.text, slot, because, 0.65, None, keys)
    elif a.statement.polarity != b.statement.polarity and len(modalities) == 1 and modalities <= {"actual", "planned"} and found.smaller >= 0.5 and found.near >= 0.7:
        because = f'"{a.statement.passage.text}" and "{b.statement.passage.text}": one says it, the other says it is not so'
        yield Difference("polarity", "conflict", "reversal", a.span, b.span, a.statement.passage.text, b.statement.passage.text, slot, because, 0.6)


def _past(a: Unit, b: Unit) -> bool:
    """Is the act that one side plans told by the other in a past form?"""
    unit, other = (a, b) if a.statement.modality == "actual" else (b, a)
    return any(word.key in other.predicate and looks_past(word) for word in words(unit.statement.passage.text))


def _wide_apart(one: Count, other: Count) -> bool:
    """Two estimates that a reader would not take for one number."""
    a, b = one.figure.number, other.figure.number
    return a is not None and b is not None and min(a, b) > 0 and max(a, b) / min(a, b) > 1.15


def _extent(a: Unit, b: Unit, found: Match) -> Difference | None:
    """The same said of one thing, and of that thing and others: "X", "X and other Ys"."""
    if found.near < 0.6 or found.who < 0.3 or a.statement.modality != b.statement.modality or not (found.predicate or _same_turned(a, b)):
        return None
    for wide, narrow, flip in ((a, b, False), (b, a, True)):
        more = _widened(wide)
        if more is None or _widened(narrow) is not None:
            continue
        head, phrase = more
        shared = head & narrow.object
        if not shared or not any(key.startswith("=") for key in shared) or len(narrow.object) > 3:
            continue
        because = f'one side speaks of "{phrase}", the other of "{narrow.statement.whom}" alone'
        made = Difference(
            "target", "scope", "scope", wide.span, narrow.span, wide.statement.whom or "", narrow.statement.whom or "", " ".join(sorted(shared)), because, 0.65,
            None, ("wide", "narrow"),
        )  # fmt: skip
        return made.turned() if flip else made
    return None


def _widened(unit: Unit) -> tuple[frozenset[str], str] | None:
    """The keys of what stands before "and other ..." in a unit's object, and the phrase."""
    parts = re.split(r"\s+(?:and|or|as well as)\s+(?=(?:any\s+|all\s+)?others?\b)", unit.statement.whom or "", maxsplit=1)
    if len(parts) < 2:
        return None
    return keys_of(words(parts[0])), unit.statement.whom or ""


def _same_turned(a: Unit, b: Unit) -> bool:
    """Is one predicate the other's opposite, and one of them negated? "Never admit X" is "deny X entry"."""
    return a.statement.polarity != b.statement.polarity and signs.opposed(words(a.statement.what), words(b.statement.what)) is not None


def _by_whom(ours: str | None, theirs: str | None) -> str:
    """Whose figures they are, where the reports say it."""
    if ours and theirs:
        return f'; the reports name their sources: "{ours}" and "{theirs}"'
    return f'; one names its source: "{ours or theirs}"' if ours or theirs else ""
