"""Does a proposal hold by the reports' own words, as our Sentences read them? What is typed is judged by arithmetic and calendar.

Of a difference each answer has to stand in a passage, with every figure and name that it gives; two answers may not be about things that
their own sentences set apart; and where both are a figure or a time, how they stand is worked out and not believed.
"""

from collections.abc import Sequence
from itertools import pairwise, product
from typing import Final, NamedTuple

from variorum.language import pack
from variorum.model.moment import Moment
from variorum.model.point import Verdict
from variorum.model.sentence import Figure, Time
from variorum.proposals.answers import Difference, Reading
from variorum.proposals.quotes import Found, Quoting, words
from variorum.questions.kinds import amounts, date
from variorum.questions.tellings import Telling

# Kinds whose answers may themselves be a time, or are of words said at unlike times: two days do not set them apart.
OF_TIMES: Final = frozenset({"date", "sequence", "quotation", "modality"})
OF_NAMES: Final = frozenset({"name", "number"})  # kinds whose answers may themselves be the number in a name
# What arithmetic or calendar leaves open of a proposed verdict: of values that cannot both hold (the first is taken where the proposed
# one is not among them), and of values that can.
APART: Final[tuple[Verdict, ...]] = ("conflict", "revised", "scope", "spread")
EXTENT: Final = frozenset({"revised", "scope", "spread"})


class Held(NamedTuple):
    """An answer with the places that give it."""

    value: str
    places: tuple[Found, ...]


class Judged(NamedTuple):
    """How two answers stand, and whether that was worked out or is the proposal's."""

    verdict: Verdict
    typed: bool


def held(reading: Reading, quoting: Quoting, faults: list[str]) -> Held | None:
    """An answer at the passages that bear it out; None where there are none. `faults` grows by why a passage did not count."""
    places = []
    for quote in reading.quotes:
        found = quoting.find(quote)
        if isinstance(found, str):
            faults.append(found)
        elif not borne_out(reading.value, found.telling, quoting):
            faults.append("a figure or name that is not in the passage")
        elif found not in places:
            places.append(found)
    return Held(reading.value, tuple(places)) if places else None


def borne_out(value: str, telling: Telling, quoting: Quoting) -> bool:
    """Does a sentence give every figure of an answer, and its report every name in it?"""
    own = {word for word, _ in words(telling.text)}
    numbers = {_number(figure.number) for figure in telling.sentence.figures if figure.number is not None}
    for word, (start, _) in words(value):
        if any(letter.isdigit() for letter in word):
            if word not in own and _digits(value, start) not in numbers | own:
                return False
        elif value[start].isupper() and start > 0 and not quoting.tells(telling, word):
            return False
    return True


def _digits(value: str, start: int) -> str:
    """The number that a figure is part of, as it is written without its commas."""
    first = next((at + 1 for at in range(start - 1, -1, -1) if not (value[at].isdigit() or value[at] in ".,")), 0)
    last = next((at for at in range(start, len(value)) if not (value[at].isdigit() or value[at] in ".,")), len(value))
    return value[first:last].strip(".,").replace(",", "")


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def apart(difference: Difference, one: Held, other: Held) -> bool:
    """Do the passages of two answers name other things: flights of other numbers, other days of what was not asked by its day?"""
    return all(_set_apart(difference, a, b) for a, b in product(one.places, other.places))


def _set_apart(difference: Difference, one: Found, other: Found) -> bool:
    if difference.kind not in OF_NAMES:
        ours, theirs = _designators(one), _designators(other)
        if any(ours[name].isdisjoint(theirs[name]) for name in ours.keys() & theirs.keys()):
            return True
    if difference.kind in OF_TIMES or difference.verdict == "revised":
        return False
    days = [list(filter(_is_a_day, _moments(side))) for side in (one, other)]
    return times_stand(*days) == "clash"


def _is_a_day(moment: Moment) -> bool:
    return moment.day is not None or moment.weekday is not None


def _designators(found: Found) -> dict[str, set[str]]:
    """What names the numbers of a passage follow: "Flight 42" -> flight: 42."""
    names: dict[str, set[str]] = {}
    for before, word in pairwise(found.telling.sentence.words):
        inside = found.span[0] <= before.start and word.end <= found.span[1]
        timed = any(time.start <= word.start < time.end for time in found.telling.sentence.times)
        if inside and not timed and before.kind in ("PROPN", "NOUN") and word.kind == "NUM":
            names.setdefault(before.lemma.casefold(), set()).add(word.lemma)
    return names


def answering(difference: Difference, answers: Sequence[Held]) -> list[Held]:
    """Where one answer to a question of figures or times gives one, the others have to: those that do."""
    has = {"number": _figures, "date": _times}.get(difference.kind)
    if has is None or not any(has(place) for answer in answers for place in answer.places):
        return list(answers)
    return [answer for answer in answers if any(has(place) for place in answer.places)]


def judged(difference: Difference, one: Held, other: Held) -> Judged | None:
    """How two answers stand; None where they say the same, or the one is only vaguer."""
    if _alike(one.value, other.value):
        return None
    standing: str | None = None
    if difference.kind == "number":
        standing = _figures_stand(one, other)
    elif difference.kind == "date":
        standing = times_stand(_all_moments(one), _all_moments(other))
    if standing is None:
        measured = all(any(map(_figures, answer.places)) for answer in (one, other))
        return Judged("compatible" if difference.verdict == "spread" and not measured else difference.verdict, False)
    if standing in ("apart", "clash"):
        return Judged(difference.verdict if difference.verdict in APART else APART[0], True)
    if standing == "same" and _written_apart(one, other):
        return Judged(difference.verdict, False)  # as round figures they may be one: arithmetic leaves it open
    return Judged(difference.verdict, True) if difference.verdict in EXTENT and standing != "same" else None


def _alike(one: str, other: str) -> bool:
    return [word for word, _ in words(one)] == [word for word, _ in words(other)]


def _figures_stand(one: Held, other: Held) -> str | None:
    """How the figures of two answers stand; None where either has not one of its own, or both are of unlike measures."""
    mine, theirs = _figure(one), _figure(other)
    if mine is None or theirs is None or mine.quantity != theirs.quantity or (mine.quantity == "money" and mine.unit != theirs.unit):
        return None
    return amounts.standing(mine, theirs)


def _figure(answer: Held) -> Figure | None:
    """The one figure that an answer gives: of those in its first passage the one whose words are in the value, else the only one."""
    place = answer.places[0]
    inside = _figures(place)
    given = {word for word, _ in words(answer.value)}
    named = [one for one in inside if {word for word, _ in words(place.telling.words((one.start, one.end)))} <= given]
    chosen = named or inside
    return chosen[0] if len(chosen) == 1 else None


def _written_apart(one: Held, other: Held) -> bool:
    """Are two figures that may be meant as one told by unlike numbers: "about $3.6 billion" and "$3.5 billion"?"""
    mine, theirs = _figure(one), _figure(other)
    return mine is not None and theirs is not None and None not in (mine.number, theirs.number) and mine.number != theirs.number


def _figures(place: Found) -> list[Figure]:
    return [one for one in place.telling.sentence.figures if place.span[0] <= one.start and one.end <= place.span[1]]


def _times(place: Found) -> list[Time]:
    inside = [one for one in place.telling.sentence.times if place.span[0] <= one.start and one.end <= place.span[1]]
    return [one for one in inside if one.side != "name"]


def _moments(found: Found) -> list[Moment]:
    """The times in a passage, as the calendar has them."""
    telling = found.telling
    read = (pack.moment(telling.words(time[:2]), telling.published, False, telling.language) for time in _times(found))
    return [moment for moment in read if moment is not None]


def _all_moments(answer: Held) -> list[Moment]:
    return [moment for place in answer.places[:1] for moment in _moments(place)]


def times_stand(ours: Sequence[Moment], theirs: Sequence[Moment]) -> str | None:
    """How the one time of each side stands to the other; None where a side has not one."""
    return date.stands(ours[0], theirs[0]) if len(ours) == len(theirs) == 1 else None


def each_of_its_own(one: Held, other: Held) -> bool:
    """Has each of two answers a passage that the other has not?"""
    return _has_its_own(one, other) and _has_its_own(other, one)


def _has_its_own(ours: Held, theirs: Held) -> bool:
    return any(not any(_overlap(place, facing) for facing in theirs.places) for place in ours.places)


def _overlap(one: Found, other: Found) -> bool:
    return one.telling is other.telling and one.span[0] < other.span[1] and other.span[0] < one.span[1]
