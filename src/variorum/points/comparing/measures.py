"""What a figure measures, told by the words round it: people killed, hurt or held, an age, a magnitude, a prison term.

Two figures can only be set against each other where they measure one thing; the noun that follows a figure seldom says enough
("14 dead", "14 people died", "a toll of 14" count the same, "14 people were hurt" does not).
"""

import re
from typing import NamedTuple

from variorum.language.english.diff import FUNCTION, listed, stem
from variorum.points.told import Count, Told

# What can become of people. Words of one line count alike whatever stands before them.
_FATES = {
    "shot": "shoot shot shooting",
    "killed": "kill killed die died dead death deaths fatality fatalities slain perished toll lives bodies",
    "injured": "hurt injure injured wound wounded injury injuries wounds hospitalised hospitalized",
    "arrested": "arrest arrested arrests detain detained custody",
    "homeless": "homeless displaced evacuate evacuated evacuation flee fled",
    "rescued": "rescue rescued survivor survivors survived",
    "infected": "infect infected infections",
}
_MISSING = frozenset({"missing", "unaccounted"})  # by their very form: to miss is another thing
_FATE_OF = {stem(word): fate for fate, words in _FATES.items() for word in listed(words)}
_LIVES = stem("lives")
# Whom a fate befalls where the noun says no more than that they are people.
_ANYBODY = frozenset(stem(word) for word in listed("people person persons victim victims casualties lives dead deaths fatalities bodies"))
_ANYBODY |= frozenset(stem(word) for word in listed("men women resident inhabitants civilians local locals others passengers villagers"))
# What is counted here cannot die or be hurt: "destroyed seven villages and killed ten".
_THINGS = frozenset(
    stem(word)
    for word in listed(
        "villages houses homes buildings shops stores cars vehicles boats ships vessels planes flights schools towns cities roads bridges "
        "trees animals tonnes tons metres points yards goals years days weeks months hours minutes times attacks incidents counts charges"
    )
)
_HOMES = frozenset(listed("people residents inhabitants persons"))
_OTHERS = frozenset(listed("others other more another additional further"))
_REACH = 6  # words between a figure and what became of those counted
_ACROSS_AND, _ACROSS_COMMA = 3, 2  # words that "and" and a comma are as good as, between a figure and a fate
_PRISON = frozenset(stem(word) for word in listed("prison jail sentence sentenced imprisonment imprisoned bars"))
_SCALE_BEFORE = re.compile(
    r"(?:\bmagnitude\b\s*-?\s*(?:(?:of|at|was|is|as)\s+)?|\bmeasur(?:ed|ing)\s+(?:magnitude\s*-?\s*)?)(?:at\s+least\s+)?$", re.I
)
_SCALE_AFTER = re.compile(r"\s*-?\s*(?:magnitude\b|on\s+the\s+richter|earthquake|quake|temblor)", re.I)
_AGED = re.compile(r"\baged?\s+$", re.I)
_OF_THE = re.compile(r"\b(?:of|the|all|its|his|her|their|other)\s+$", re.I)
_OLD = re.compile(r"\bold", re.I)
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})


class Measure(NamedTuple):
    """`kind` is what is measured; `of` are keys of whom or what: figures of one kind and owner are answers to one question."""

    kind: str
    of: frozenset[str]


def one_owner(left: Measure, right: Measure) -> bool:
    """Can two measures of one kind be of the same people or things: of nobody in particular, or of somebody named in both?"""
    if not left.of or not right.of:
        return True
    if left.kind == "age":
        return left.of <= right.of or right.of <= left.of or len(left.of & right.of) >= 2
    return bool(left.of & right.of)


def measure(told: Told, count: Count) -> Measure | None:
    """What a figure measures; None where its words do not tell."""
    figure = count.figure
    if count.counted & _OTHERS or _followed_by_others(told, count) or _OF_THE.search(told.text[: figure.start]):
        return None  # a part of those counted, or the whole they are a part of
    age = _age(told, count)
    if age is not None:
        return age
    if figure.unit is None and figure.number is not None and 1 <= figure.number < 10.5 and _on_scale(told, count):
        return Measure("aftershock" if "aftershock" in told.text.lower() else "magnitude", frozenset())
    if figure.unit in _TIMES:
        term = any(word.key in _PRISON for word in told.words)
        return Measure("prison term", frozenset()) if term and figure.unit in ("year", "month") and not _OLD.search(figure.text) else None
    if figure.unit is not None and figure.unit != "share":
        return None
    if figure.unit is None and (figure.number or 0) >= 1000 and _population(told, count):
        return Measure("population", frozenset())
    fate = _fate(told, count)
    if fate is None or count.counted & _THINGS:
        return None
    of = frozenset(key for key in count.counted if key not in _FATE_OF and not key.isdigit())
    return Measure(fate, frozenset() if not of or of & _ANYBODY else of)


def _population(told: Told, count: Count) -> bool:
    """ "a population of 100,000", "has about 200,000 residents", "home to 90,000 people": who lives there, with nothing done to them."""
    first, last = told.word_at(count.figure.core), told.word_at(count.figure.end - 1) + 1
    before = [word.text.lower() for word in told.words[max(0, first - 4) : first]]
    after = [word.text.lower() for word in told.words[last : last + 2]]
    return "population" in before or ("home" in before and "to" in before) or ("has" in before and bool(_HOMES & set(after)))


def _followed_by_others(told: Told, count: Count) -> bool:
    at = told.word_at(count.figure.end)
    return any(word.text.lower() in _OTHERS for word in told.words[at : at + 2])


def _on_scale(told: Told, count: Count) -> bool:
    """ "magnitude 5.8", "measured 6.1", "a 6.1-magnitude quake", "5.9 on the Richter scale"."""
    before, after = told.text[: count.figure.start], told.text[count.figure.end :]
    return bool(_SCALE_BEFORE.search(before) or _SCALE_AFTER.match(after)) and not count.counted & _THINGS


def _age(told: Told, count: Count) -> Measure | None:
    """ "34-year-old Ida Holm", "Ida Holm, 34,", "aged 34": an age, and whose it is, where a name stands right beside it."""
    figure = count.figure
    number = figure.number
    if number is None or not 1 <= number < 115 or number != int(number):
        return None
    before, after = told.text[: figure.start].rstrip(), told.text[figure.end :]
    people = [name for name in told.names if name.label == "PERSON"]
    ahead = next((name for name in people if name.end <= figure.start and before[:-1].rstrip().endswith(name.text)), None)
    if ahead is not None and before[-1:] in ",(" and re.match(r"\s*[,).;]|\s*$", after):
        return Measure("age", _named(told, ahead.start, ahead.end))
    if not _AGED.search(told.text[: figure.start]) and not (figure.attributive and figure.unit == "year" and _OLD.search(figure.text)):
        return None
    for name in people:
        between = told.words[told.word_at(figure.end) : told.word_at(name.start)] if name.start >= figure.end else ()
        if 0 <= name.start - figure.end <= 40 and len(between) <= 3 and not any(word.key in FUNCTION for word in between):
            return Measure("age", _named(told, name.start, name.end))
    if ahead is not None and before[-1:] == ",":
        return Measure("age", _named(told, ahead.start, ahead.end))
    return Measure("age", frozenset())


def _named(told: Told, start: int, end: int) -> frozenset[str]:
    return frozenset(word.key for word in told.words[told.word_at(start) : told.word_at(end - 1) + 1] if word.key not in FUNCTION)


def _fate(told: Told, count: Count) -> str | None:
    """What became of those counted: the nearest word that says it, with no other figure between."""
    first, last = told.word_at(count.figure.core), told.word_at(count.figure.end - 1) + 1
    others = [told.word_at(other.figure.core) for other in told.counts if other is not count]
    best: tuple[int, str] | None = None
    for at in range(max(0, first - _REACH), min(len(told.words), last + _REACH)):
        word = told.words[at]
        fate = "missing" if word.text.lower() in _MISSING else _FATE_OF.get(word.key)
        if fate is None or first <= at < last or (word.key == _LIVES and at != last):
            continue
        low, high = (at, first) if at < first else (last - 1, at)
        gap = told.text[told.words[low].end : told.words[high].start]
        if any(low < other < high for other in others) or re.search(r"[.;:]\s", gap):
            continue
        if at < first and re.search(r"\band\b", gap):
            continue  # "one was killed and two": what follows "and" has a fate of its own
        cost = high - low + _ACROSS_AND * len(re.findall(r"\band\b|\bwhile\b", gap)) + _ACROSS_COMMA * gap.count(",")
        if best is None or cost < best[0]:
            best = cost, fate
    return best[1] if best and best[0] <= _REACH + 2 else None


def noun(told: Told, count: Count) -> str:
    """The key of the noun that a figure stands before: the last of the plain words that follow it."""
    last = ""
    gap_from = count.figure.end
    for word in told.words[told.word_at(count.figure.end) :][:4]:
        if any(mark in told.text[gap_from : word.start] for mark in ".;:,()") or word.key in FUNCTION:
            break
        last, gap_from = word.key, word.end
    return last
