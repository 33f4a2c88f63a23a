"""Figures and days told of one thing in sentences that do not run alike: what counts the same, of whom, and how the figures stand."""

from collections.abc import Iterator

from variorum.stages.points import figures, things
from variorum.stages.points.difference import Difference
from variorum.stages.points.told import NAMED, Count, Told
from variorum.stages.points.units import LIGHT, keys_of
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
            elif _same_size(one, other) and ((len(shared) >= 2 and near >= 0.58) or _one_act(a, b, one, other, near)):
                yield one, other


def _one_act(a: Told, b: Told, one: Count, other: Count, near: float) -> bool:
    """Are two large figures given of one act that tells enough by itself ("vessels work on the bank"), whoever is named beside it?"""
    if near < 0.62 or _few(one, other) or len(a.content & b.content) < 3:
        return False
    return bool((acts(a, one.figure.core) & acts(b, other.figure.core)) - LIGHT)


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
        if things.amount(one) != things.amount(other) and (things.given(one, b) or things.given(other, a)):
            continue  # the figure is told there too, of something else
        ours, theirs = _source(a, one), _source(b, other)
        judged = figures.judge(one, other, bool(ours and theirs) and ours != theirs, later, False) or figures.EQUAL
        judged = things.of_totals(a, b, judged)
        weight = "material" if judged.verdict == "compatible" and _wide_apart(one, other) else judged.weight
        if judged.verdict == "conflict" and not _one_owner(a, b, one, other, near):
            continue
        if (
            judged.verdict == "compatible"
            and one.figure.number != other.figure.number
            and _few(one, other)
            and not acts(a, one.figure.core) & acts(b, other.figure.core)
        ):
            continue
        counted = " ".join(sorted(one.counted & other.counted or one.counted))
        yield Difference(
            "number",
            judged.verdict,
            weight,
            (one.figure.start, one.figure.end),
            (other.figure.start, other.figure.end),
            one.figure.text,
            other.figure.text,
            counted,
            judged.because + _by_whom(ours, theirs),
            judged.confidence - 0.1,
            None,
            (things.amount(one), things.amount(other)),
        )


def days_apart(a: Told, b: Told, near: float) -> Iterator[Difference]:
    """One thing told in both, each with one time, and the times cannot both be right."""
    low = min(likeness(keys_of(a.words), keys_of(b.words)))
    if (
        len(a.times) != 1
        or len(b.times) != 1
        or near < 0.75
        or low < 0.4
        or {place.report for place in a.places} & {place.report for place in b.places}
    ):
        return
    one, other = a.times[0], b.times[0]
    if one.precision == other.precision and things.clash(one, other) and acts(a, one.start) & acts(b, other.start):
        because = f'"{one.text}" and "{other.text}" are different times'
        yield Difference(
            "date", "conflict", "material", (one.start, one.end), (other.start, other.end), one.text, other.text, "when", because, 0.65
        )


def _few(one: Count, other: Count) -> bool:
    """Small numbers meet by chance; they need the same act round them to be one count."""
    return min(count.figure.number or count.figure.low or 0.0 for count in (one, other)) < 20


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


def _wide_apart(one: Count, other: Count) -> bool:
    """Two estimates that a reader would not take for one number."""
    a, b = one.figure.number, other.figure.number
    return a is not None and b is not None and min(a, b) > 0 and max(a, b) / min(a, b) > 1.15


def _by_whom(ours: str | None, theirs: str | None) -> str:
    """Whose figures they are, where the reports say it."""
    if ours and theirs:
        return f'; the reports name their sources: "{ours}" and "{theirs}"'
    return f'; one names its source: "{ours or theirs}"' if ours or theirs else ""
