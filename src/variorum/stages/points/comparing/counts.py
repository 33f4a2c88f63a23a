"""Figures and days told of one thing in sentences that do not run alike: what counts the same, of whom, and how the figures stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from variorum.model.statement import Statement
from variorum.stages.points.comparing import figures, things
from variorum.stages.points.comparing.measures import Measure, measure, noun
from variorum.stages.points.difference import Difference
from variorum.stages.points.told import NAMED, PLACES, Count, Told
from variorum.stages.points.units import LIGHT, keys_of
from variorum.text.dates import Written
from variorum.text.diff import FUNCTION, likeness, listed, stem, words
from variorum.text.units import CURRENCIES, MONEY_WORDS

LEAST_NEAR = 0.42  # cosine below which no figures are set side by side
# Cosine that two sentences must have for figures of one measure to be of one event, with and without a name in common.
NEAR_WITH_NAMES, NEAR_ALONE = 0.42, 0.46
NEAR_UNDATED = 0.65  # where one side names only a month or a year and the other none
NEAR_PRISON = 0.6
NEAR_UNMEASURED = 0.45
NEAR_OWNER = 0.7  # with two names in common, though each side has others beside them
_BESIDE = 5  # words on either side of a figure that may tell what it is of
NEAR_FOR_SUMS, LIKE_FOR_SUMS = 0.65, 0.3  # for sums and shares of which no noun says what they are: cosine, smaller share of equal content
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


# Words that tell of one more incident than the one that the story is about.
_ANOTHER = frozenset(
    stem(word) for word in listed("another previous previously earlier separate similar worst deadliest aftershock second ago")
)
# What players gather game by game: like sentences tell of unlike games.
_SCORED = frozenset(
    stem(word) for word in listed("points rebounds yards goals assists runs homers games wins hits touchdowns seasons times")
)
NEAR_SCORED = 0.8
MONEY = frozenset({*CURRENCIES.values(), *MONEY_WORDS.values()})
_LASTING = frozenset(listed("second minute hour day week month year decade century time"))


def counted_alike(a: Count, b: Count) -> bool:
    """Do two figures count the same kind of thing?"""
    if a.figure.unit or b.figure.unit:
        return figures.same_system(a.figure, b.figure) and bool(a.counted & b.counted)
    if a.counted & b.counted:
        return True
    return any(a.counted & alike and b.counted & alike for alike in _COUNTED_ALIKE)


class Pair(NamedTuple):
    """Two figures that answer one question. `sure`: the words tell what both measure, so that unlike figures are of one thing."""

    one: Count
    other: Count
    sure: bool


def figure_pairs(a: Told, b: Told, near: float) -> Iterator[Pair]:
    """Figures of two tellings that count one thing in one setting: an equal number needs one shared name, another number more."""
    if near < LEAST_NEAR:
        return
    shared = setting(a) & setting(b)
    for one in a.counts:
        for other in b.counts:
            left, right = measure(a, one), measure(b, other)
            if left is not None and right is not None and (left.kind != right.kind or one.figure.number != other.figure.number):
                if _one_measure(left, right) and _one_occasion(a, b, left, near, shared):
                    yield Pair(one, other, left.of == right.of or bool(left.of & right.of))
            elif _bounded_otherwise(one, other) and near >= NEAR_UNMEASURED and (counted_alike(one, other) or one.figure.unit):
                yield Pair(one, other, True)
            elif near >= NEAR_UNMEASURED and figures.same_system(one.figure, other.figure):
                if counted_alike(one, other) and _one_setting(a, b, one, other, near, shared):
                    yield Pair(one, other, False)
                elif one.figure.unit and _one_sum(a, b, one, other, near, shared):
                    yield Pair(one, other, True)


def _bounded_otherwise(one: Count, other: Count) -> bool:
    """One large or measured number on both sides, exact here and bounded there: two such seldom meet by chance, and both can hold."""
    number = one.figure.number
    return (
        number is not None
        and number == other.figure.number
        and one.figure.unit == other.figure.unit
        and one.figure.bound != other.figure.bound
        and (number >= 20 or bool(one.figure.unit))
    )


def _one_setting(a: Told, b: Told, one: Count, other: Count, near: float, shared: frozenset[str]) -> bool:
    if one.figure.number is not None and one.figure.number == other.figure.number:
        return bool(shared) and (one.figure.number >= 20 or near >= 0.6)
    return _same_size(one, other) and (
        (len(shared) >= 2 and near >= 0.58) or _one_act(a, b, one, other, near) or bool(beside(a, b, one, other))
    )


def beside(a: Told, b: Told, one: Count, other: Count) -> frozenset[str]:
    """Keys of words that stand near both figures and are no part of what is counted: "fell about 150 metres", "falling some 60m"."""

    def near(told: Told, count: Count) -> frozenset[str]:
        first, last = told.word_at(count.figure.core), told.word_at(count.figure.end - 1) + 1
        around = (*told.words[max(0, first - _BESIDE) : first], *told.words[last : last + _BESIDE])
        return frozenset(word.key for word in around if word.key not in FUNCTION and not word.capital and not word.key.isdigit())

    return (near(a, one) & near(b, other)) - one.counted - other.counted - LIGHT - figures.BOUNDING


def _one_sum(a: Told, b: Told, one: Count, other: Count, near: float, shared: frozenset[str]) -> bool:
    """Is it the only sum, share or length that either tells, of the same parties or beside the same word?"""
    like = min(likeness(keys_of(a.words), keys_of(b.words)))
    if one.figure.unit in ("percent", "share") and like < LIKE_FOR_SUMS and not one.counted & other.counted:
        return False
    if not _same_size(one, other) or (one.figure.unit in _LASTING and not (acts(a, one.figure.core) & acts(b, other.figure.core)) - LIGHT):
        return False
    alone = all(sum(figures.same_system(count.figure, mine.figure) for mine in told.counts) == 1 for told, count in ((a, one), (b, other)))
    ours, theirs = setting(a), setting(b)
    if one.figure.unit == "yard" and (near < NEAR_SCORED or ours != theirs):
        return False
    parties = ours <= theirs or theirs <= ours or (near >= NEAR_OWNER and len(shared) >= 2)
    if not alone or not parties or elsewhere(a, b):
        return False
    if beside(a, b, one, other):
        return True
    if one.counted and other.counted and one.figure.unit not in MONEY:
        return False
    return near >= NEAR_FOR_SUMS and len(shared) >= 1 and like >= LIKE_FOR_SUMS


def _one_measure(left: Measure, right: Measure) -> bool:
    """Are two figures answers to one question: one kind, of nobody in particular or of somebody named in both?"""
    if left.kind != right.kind:
        return False
    return one_person(left.of, right.of) if left.kind == "age" else not left.of or not right.of or bool(left.of & right.of)


def one_person(a: frozenset[str], b: frozenset[str]) -> bool:
    """Are two names, as keys of their words, of one person: one within the other, or alike in two words?"""
    return bool(a and b) and (a <= b or b <= a or len(a & b) >= 2)


def _one_occasion(a: Told, b: Told, of: Measure, near: float, shared: frozenset[str]) -> bool:
    """Are two measured figures told of one event? An age goes with its name; a toll or a magnitude needs sentences near in meaning."""
    if of.kind == "age":
        return True
    if a.times and b.times and all(things.clash(one, other) for one in a.times for other in b.times):
        return False
    if any(word.key in _ANOTHER for word in a.words) != any(word.key in _ANOTHER for word in b.words) or elsewhere(a, b):
        return False
    if bool(_long_ago(a)) != bool(_long_ago(b)) and near < NEAR_UNDATED:
        return False
    return near >= (NEAR_PRISON if of.kind == "prison term" else NEAR_WITH_NAMES if shared else NEAR_ALONE)


def _long_ago(told: Told) -> list[Written]:
    """The months and years that a telling names without a day: it may look back on another event."""
    return [time for time in told.times if time.precision in ("month", "year")]


def _one_act(a: Told, b: Told, one: Count, other: Count, near: float) -> bool:
    """Are two large figures given of one act that tells enough by itself ("vessels work on the bank"), whoever is named beside it?"""
    if near < 0.62 or _few(one, other) or len(a.content & b.content) < 3:
        return False
    return bool((acts(a, one.figure.core) & acts(b, other.figure.core)) - LIGHT)


def elsewhere(a: Told, b: Told) -> bool:
    """Do both name places, and none in common? Then two events are told, or one event of two places."""
    ours, theirs = ({key for name in told.names if name.label in PLACES for key in keys_of(words(name.text))} for told in (a, b))
    return bool(ours and theirs) and not ours & theirs


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
    pairs = list(figure_pairs(a, b, near))
    met = {count for one, other, _ in pairs if figures.meet(one, other) for count in (one, other)}
    for one, other, sure in pairs:
        if not figures.meet(one, other) and (one in met or other in met or not _same_size(one, other)):
            continue  # it has its own counterpart, or is of another order
        if not figures.meet(one, other) and _asked_for(a, one) != _asked_for(b, other):
            continue  # what somebody wants it to be says nothing of what it is
        if things.amount(one) != things.amount(other) and (things.given(one, b) or things.given(other, a)):
            continue  # the figure is told there too, of something else
        ours, theirs = _source(a, one), _source(b, other)
        risen = figures.risen(a.text, one.figure) or figures.risen(b.text, other.figure)
        judged = figures.judge(one, other, bool(ours and theirs) and ours != theirs, later, risen) or figures.EQUAL
        if judged.verdict == "conflict" and not (_two_reports(a, b) and (sure or _one_owner(a, b, one, other, near))):
            continue
        judged = things.of_totals(a, one, b, other, judged)
        weight = "material" if judged.verdict == "compatible" and _wide_apart(one, other) else judged.weight
        if (
            not sure
            and judged.verdict == "compatible"
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


def told_of_two(a: Told, b: Told, difference: Difference, tellings: Mapping[str, Sequence[Told]]) -> bool:
    """Does a report that tells one of the two figures tell the other as well, in another sentence? Then they are of two things.

    `tellings`: report -> what it tells.
    """
    left = next((count for count in a.counts if (count.figure.start, count.figure.end) == difference.a), None)
    right = next((count for count in b.counts if (count.figure.start, count.figure.end) == difference.b), None)
    if left is None or right is None:
        return False
    for told, mine, theirs in ((a, left, right), (b, right, left)):
        of = measure(told, mine)
        for place in told.places:
            for other in tellings.get(place.report, ()):
                for count in other.counts if other is not told else ():
                    if things.amount(count) == things.amount(theirs) and (
                        noun(other, count) == noun(told, mine) or (of and measure(other, count) == of)
                    ):
                        return True
    return False


def _few(one: Count, other: Count) -> bool:
    """Small numbers meet by chance; they need the same act round them to be one count."""
    return min(count.figure.number or count.figure.low or 0.0 for count in (one, other)) < 20


def _one_owner(a: Told, b: Told, one: Count, other: Count, near: float) -> bool:
    """Are the figures of one owner, told in different reports? Then one sentence's names are among the other's."""
    if not _two_reports(a, b) or near < 0.6:
        return False
    ours, theirs = setting(a), setting(b)
    if noun(a, one) != noun(b, other) and not (one.figure.unit and one.counted & other.counted):
        return False
    if noun(a, one) in _SCORED and (near < NEAR_SCORED or ours != theirs):
        return False
    if elsewhere(a, b) or (a.times and b.times and all(things.clash(mine, yours) for mine in a.times for yours in b.times)):
        return False
    if beside(a, b, one, other) or acts(a, one.figure.core) & acts(b, other.figure.core):
        return ours <= theirs or theirs <= ours or (near >= NEAR_OWNER and len(ours & theirs) >= 2)
    return near >= NEAR_OWNER and len(ours & theirs) >= 2


def _two_reports(a: Told, b: Told) -> bool:
    """Does no report tell both?"""
    return not {place.report for place in a.places} & {place.report for place in b.places}


def _around(told: Told, at: int) -> Iterator[Statement]:
    """The statements that stand round a place in a telling."""
    home = told.places[0].start
    return (one for one in told.statements if one.passage.start - home <= at < one.passage.end - home)


def acts(told: Told, at: int) -> frozenset[str]:
    """Keys of the predicates of the statements round a place in a telling."""
    return frozenset[str]().union(*(keys_of(words(statement.what)) for statement in _around(told, at)))


def _asked_for(told: Told, count: Count) -> bool:
    """Does the figure stand in what somebody demands or offers?"""
    innermost = min(_around(told, count.figure.core), key=lambda one: len(one.passage), default=None)
    return innermost is not None and innermost.modality in ("demanded", "offered")


def _source(told: Told, count: Count) -> str | None:
    """The inner source that a telling names for a figure."""
    return next((one.attribution.text for one in _around(told, count.figure.core) if one.attribution), None)


def _wide_apart(one: Count, other: Count) -> bool:
    """Two estimates that a reader would not take for one number."""
    a, b = one.figure.number, other.figure.number
    return a is not None and b is not None and min(a, b) > 0 and max(a, b) / min(a, b) > 1.15


def _by_whom(ours: str | None, theirs: str | None) -> str:
    """Whose figures they are, where the reports say it."""
    if ours and theirs:
        return f'; the reports name their sources: "{ours}" and "{theirs}"'
    return f'; one names its source: "{ours or theirs}"' if ours or theirs else ""
