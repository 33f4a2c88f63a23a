"""Which statements of different tellings are one fact, and how two that are about one thing but differ stand to each other."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from variorum.language.english import signs
from variorum.language.english.dates import Written
from variorum.language.english.diff import likeness, words
from variorum.model.point import Kind
from variorum.points.aligning.bearing import bearing
from variorum.points.comparing import figures, things
from variorum.points.difference import Difference
from variorum.points.units import LIGHT, Unit, keys_of

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
        min(of_a, of_b),
        max(of_a, of_b),
        bool(a.predicate & b.predicate),
        _overlap(a.who, b.who),
        _overlap(a.object | a.place, b.object | b.place),
        near,
    )


def one_fact(a: Unit, b: Unit, found: Match, copies: bool) -> bool:
    """Do two units tell the same? Precision first: what is told must be shared for the greater part, and nothing typed may differ.

    Thresholds found on the tuning half of the labelled pairs; copies' parallel sentences need less, as their place vouches for them.
    """
    if (
        not (a.statement.id and b.statement.id)
        or a.statement.polarity != b.statement.polarity
        or _figures_apart(a, b)
        or _times_apart(a, b)
    ):
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
    if found.who >= 0.8 and _overlap(a.object, b.object) >= 0.8 and found.smaller >= 0.4 and found.near >= 0.7:
        return True  # the same did something to the same, told with another verb
    return found.smaller >= 0.55 and found.larger >= 0.7 and found.near >= 0.7


# Chance (alike.py) from which statements of two sentences may be one fact by their own words; from which the two that share most are one
# in other words; and from which they are one though the reports tell it elsewhere too. Set on the tuning half of the labelled pairs and by
# reading the facts of whole stories, in which far fewer of the pairs looked at are one.
LIKELY, SURE, BEYOND_DOUBT = 0.6, 0.75, 0.95
OF_COPIES = 0.9  # descent found the one sentence in the place of the other


def enough(chance: float) -> float:
    """What two statements must share (alike.shared) to be the fact that their sentences tell: less where there is no doubt of it."""
    return 0.3 if chance < BEYOND_DOUBT else 0.15


def same_in_other_words(a: Unit, b: Unit) -> bool:
    """May two units of sentences that tell one thing be the fact itself? Two words in common, and nothing typed keeps them from it."""
    if len(a.keys & b.keys) < 2:
        return False
    if not (a.statement.id and b.statement.id):
        return True
    told = _WAYS_OF_TOLD[a.statement.modality] == _WAYS_OF_TOLD[b.statement.modality]
    return told and a.statement.polarity == b.statement.polarity and not _figures_apart(a, b) and not _times_apart(a, b)


def _figures_apart(a: Unit, b: Unit) -> bool:
    """Do the units give figures of which none is the same? A figure on one side only is more detail."""
    if not a.counts or not b.counts:
        return False
    return not any(
        one.figure.number == other.figure.number or figures.low_high(one.figure) == figures.low_high(other.figure)
        for one in a.counts
        for other in b.counts
    )


def _times_apart(a: Unit, b: Unit) -> bool:
    ours, theirs = _times(a), _times(b)
    return things.other_times(ours, theirs)


def _times(unit: Unit) -> list[Written]:
    start, end = unit.span
    return [time for time in unit.told.times if start <= time.start and time.end <= end]


def apart(a: Unit, b: Unit, found: Match) -> Iterator[Difference]:
    """Typed differences of two units that are about one thing though their sentences do not run alike."""
    for scope in (_extent(a, b, found), _more_doers(a, b, found)):
        if scope is not None:
            yield scope
    if not (found.predicate and found.who >= 0.5 and found.near >= 0.6) or ((a.predicate & b.predicate) <= LIGHT and found.rest <= 0):
        return
    if found.rest < 0.5 or a.statement.report == b.statement.report:
        return
    modalities = {a.statement.modality, b.statement.modality}
    slot = " ".join(sorted(a.predicate & b.predicate))
    if (
        a.statement.polarity != b.statement.polarity
        and len(modalities) == 1
        and modalities <= {"actual", "planned"}
        and found.smaller >= 0.5
        and found.near >= 0.7
    ):
        because = f'"{a.statement.passage.text}" and "{b.statement.passage.text}": one says it, the other says it is not so'
        yield Difference(
            "polarity", "conflict", "reversal", a.span, b.span, a.statement.passage.text, b.statement.passage.text, slot, because, 0.6
        )


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
        made = _wider(
            "target", wide, narrow, (wide.statement.whom or "", narrow.statement.whom or ""), " ".join(sorted(shared)), because, 0.65
        )
        return made.turned() if flip else made
    return None


def _more_doers(a: Unit, b: Unit, found: Match) -> Difference | None:
    """The same said of one doer, and of that one and another: "the alliance", "the alliance and X"."""
    if found.near < 0.6 or not (a.predicate & b.predicate) - LIGHT or _overlap(a.object, b.object) < 0.5:
        return None
    for wide, narrow, flip in ((a, b, False), (b, a, True)):
        more = wide.who - narrow.who
        parts = [keys_of(words(part)) for part in (wide.statement.who or "").split(" and ")]
        if len(parts) < 2 or narrow.who not in parts:
            continue
        if (
            not narrow.who
            or not narrow.who < wide.who
            or not any(key.startswith("=") for key in more)
            or " and " not in (wide.statement.who or "")
        ):
            continue
        because = f'one side says it of "{wide.statement.who}", the other of "{narrow.statement.who}" alone'
        said = wide.statement.who or "", narrow.statement.who or ""
        made = _wider("actor", wide, narrow, said, "", because, 0.6)
        return made.turned() if flip else made
    return None


def _wider(kind: Kind, wide: Unit, narrow: Unit, said: tuple[str, str], slot: str, because: str, confidence: float) -> Difference:
    return Difference(kind, "scope", "scope", wide.span, narrow.span, *said, slot, because, confidence, None, ("wide", "narrow"))


def _widened(unit: Unit) -> tuple[frozenset[str], str] | None:
    """The keys of what stands before "and other ..." in a unit's object, and the phrase."""
    parts = re.split(r"\s+(?:and|or|as well as)\s+(?=(?:any\s+|all\s+)?others?\b)", unit.statement.whom or "", maxsplit=1)
    if len(parts) < 2:
        return None
    return keys_of(words(parts[0])), unit.statement.whom or ""


def _same_turned(a: Unit, b: Unit) -> bool:
    """Is one predicate the other's opposite, and one of them negated? "Never admit X" is "deny X entry"."""
    return a.statement.polarity != b.statement.polarity and signs.opposed(words(a.statement.what), words(b.statement.what)) is not None
