"""What was found before and after a change, paired by where the evidence stands and never by id. Pure: rows in, changes out.

A row is one of the export's. Its *evidence* is a set of places (report, start, end); what it *tells* are its other fields, without ids,
scores and reasons. Rows of one table pair off: first those of the same evidence that tell the same; then those of the same evidence that
tell otherwise; then those whose evidence overlaps by half, or stands wholly in the other's and tells the same but for one field. What is
left was lost or gained. A field or a table that one side does not know is not compared.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

ID = re.compile(r"[a-z][0-9a-f]{16}")
PASSAGE = frozenset({"report", "start", "end", "text"})
# Which part of a row is the evidence that it is known by; of tables not named here, every passage in the row.
EVIDENCE = {"statements": "passage", "points": "readings", "quotations": "content", "utterances": "variants", "entities": "mentions"}
# What a row is counted under.
KINDS: Mapping[str, tuple[str, ...]] = {
    "points": ("verdict", "kinds"),
    "events": ("event",),
    "positions": ("stance",),
    "utterances": ("differs",),
    "quotations": ("manner",),
    "statements": ("modality", "polarity"),
    "origins": ("basis",),
    "problems": ("stage", "kind"),
}
# Not told: how sure, in which words it is reasoned, and whose number. Texts and blocks show in what is read from them.
PASSED_OVER = frozenset({"id", "formerly", "confidence", "score", "why", "independence", "text_info", "cite_info", "anchor", "a", "b"})
# Fields that hold evidence and nothing else.
PLACES = frozenset({"passage", "passages", "content", "mentions"})
# Fields that repeat what the rest shows, and the place of a file.
REPEATED = {"reports": frozenset({"blocks", "text", "origin"}), "events": frozenset({"text"})}
ENOUGH = 0.5  # of the characters of both: less is other evidence


class Place(NamedTuple):
    """Where a passage stands; `report` is the report's number, the same on both sides."""

    report: int
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """A row as it is compared and shown."""

    table: str
    kind: str
    evidence: frozenset[Place]
    told: Mapping[str, Hashable]
    passages: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Change:
    """One finding gained (no `before`), lost (no `after`) or moved; `fields` are those told otherwise, "passages" among them."""

    before: Finding | None
    after: Finding | None
    fields: tuple[str, ...] = ()

    @property
    def what(self) -> Literal["gained", "lost", "moved"]:
        return "gained" if self.before is None else "lost" if self.after is None else "moved"

    @property
    def table(self) -> str:
        return self.one.table

    @property
    def kind(self) -> str:
        """The kind, or both where it changed."""
        kinds = [one.kind for one in (self.before, self.after) if one]
        return " → ".join(dict.fromkeys(kinds))

    @property
    def one(self) -> Finding:
        one = self.after or self.before
        assert one is not None
        return one


def changes(before: Tables, after: Tables) -> tuple[list[Change], dict[str, int]]:
    """What was gained, lost and moved in one library, table by table; and of every table how many rows stayed as they were.

    A table that one side does not have is left out.
    """
    numbers = report_numbers(before.get("reports", ()), after.get("reports", ()))
    found: list[Change] = []
    same = {}
    for table in (name for name in after if name in before):
        old, new = ([finding(table, row, known) for row in rows[table]] for rows, known in zip((before, after), numbers, strict=True))
        both = {name for one in old for name in one.told} & {name for one in new for name in one.told} if old and new else set()
        same[table], changed = _paired(old, new, both)
        found += changed
    return found, same


def report_numbers(before: Sequence[Row], after: Sequence[Row]) -> tuple[dict[str, int], dict[str, int]]:
    """Id -> number for both sides, one number for one report: of one text and name, else of one text, of one name, of one title."""
    old, new = list(before), list(after)
    numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for key in (lambda row: (_name(row), row.get("text")), lambda row: row.get("text"), _name, lambda row: row.get("title")):
        for one, other in pairs(old, new, key):
            numbers[0][one["id"]] = numbers[1][other["id"]] = len(numbers[0])
            old.remove(one)
            new.remove(other)
    for side, rest in zip(numbers, (old, new), strict=True):
        for row in rest:
            side[row["id"]] = len(numbers[0]) + len(numbers[1])  # a number that the other side does not have
    return numbers


def _name(row: Row) -> str:
    return re.split(r"[/\\]", str(row.get("origin") or ""))[-1]


def pairs(old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Hashable]) -> list[tuple[Any, Any]]:
    """One of the old and one of the new with the same key, in order, each at most once; an empty key pairs with nothing."""
    waiting = defaultdict(list)
    for one in new:
        waiting[key(one)].append(one)
    return [(one, waiting[name].pop(0)) for one in old if (name := key(one)) and waiting[name]]


def finding(table: str, row: Row, numbers: Mapping[str, int]) -> Finding:
    """A row without its ids: reports as numbers, passages as places, everything else as it is told."""
    part = row.get(EVIDENCE.get(table, "")) or row
    found = list(_passages(part))
    evidence = frozenset(Place(numbers.get(one["report"], -1), one["start"], one["end"]) for one in found)
    if not evidence:  # a row about whole reports: an origin, a story, a borrowing
        evidence = frozenset(Place(numbers[name], 0, 1) for name in _strings(row) if name in numbers)
    apart = PASSED_OVER | PLACES | REPEATED.get(table, frozenset())
    told = {name: _plain(value) for name, value in row.items() if name not in apart}
    return Finding(table, kind_of(table, row), evidence, told, tuple(dict.fromkeys(one["text"] for one in found)) or _titles(row))


def _titles(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("title", "name", "message", "taker") if row.get(name))[:1]


def kind_of(table: str, row: Row) -> str:
    """What a row is counted under: a point's verdict and kinds, an event's code, a position's stance."""
    words: list[str] = []
    for name in KINDS.get(table, ("kind",)):
        value = row.get(name)
        words += value if isinstance(value, list) else [str(value)] if value else []
    return " ".join(words) or "-"


def _passages(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if value.keys() >= PASSAGE:
            yield value
        else:
            for inner in value.values():
                yield from _passages(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _passages(inner)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)


def _plain(value: Any) -> Hashable:
    """Without ids, a passage as its text; lists in an order of their own, as the order of reports is no finding."""
    if isinstance(value, Mapping):
        if value.keys() >= PASSAGE:
            return str(value["text"])
        inner = ((name, _plain(one)) for name, one in value.items() if name not in PASSED_OVER)
        return tuple((name, one) for name, one in inner if one not in (None, ()))
    if isinstance(value, (list, tuple)):
        return tuple(sorted((plain for one in value if (plain := _plain(one)) not in (None, ())), key=repr))
    return None if isinstance(value, str) and ID.fullmatch(value) else value


def _paired(old: list[Finding], new: list[Finding], both: set[str]) -> tuple[int, list[Change]]:
    """How many are the same, and the changes; only the fields that both sides know are compared."""

    def told(one: Finding) -> Hashable:
        return (one.evidence, tuple(sorted((name, one.told.get(name)) for name in both))) if both else (one.evidence, ())

    same = pairs(old, new, lambda one: repr(_ordered(told(one))))
    old, new = _without(old, new, same)
    moved = _nearest(old, new, both)
    gone = _without(old, new, moved)
    found = [Change(one, other, _otherwise(one, other, both)) for one, other in moved]
    # Only what one side does not know, or what is passed over, was different.
    still = [change for change in found if not change.fields]
    found = [change for change in found if change.fields]
    return len(same) + len(still), [*found, *(Change(one, None) for one in gone[0]), *(Change(None, one) for one in gone[1])]


def _ordered(value: Any) -> Any:
    return sorted(map(_ordered, value), key=repr) if isinstance(value, frozenset) else value


def _without(old: list[Finding], new: list[Finding], found: Iterable[tuple[Finding, Finding]]) -> tuple[list[Finding], list[Finding]]:
    taken = {id(one) for pair in found for one in pair}
    return [one for one in old if id(one) not in taken], [one for one in new if id(one) not in taken]


def _otherwise(one: Finding, other: Finding, both: set[str]) -> tuple[str, ...]:
    fields = sorted(name for name in both if one.told.get(name) != other.told.get(name))
    return (*fields, *(["passages"] if one.evidence != other.evidence else []))


def _nearest(old: Sequence[Finding], new: Sequence[Finding], both: set[str]) -> list[tuple[Finding, Finding]]:
    """Pairs that rest on the same evidence, or share half of it, or all that the lesser has: the most alike first, each row once."""
    weighed = []
    left, right = ([_letters(one.evidence) for one in side] for side in (old, new))
    for number, one in enumerate(old):
        for place in range(len(new)):
            shared, most = _shared(left[number], right[place]) if left[number].keys() & right[place].keys() else (0.0, 0.0)
            unlike = len(_otherwise(one, new[place], both) if most == 1 or shared >= ENOUGH else ())
            if shared >= ENOUGH or (most == 1 and unlike <= 2):  # the passages and one field
                weighed.append((-shared, unlike, number, place))
    found, taken = [], (set[int](), set[int]())
    for _, _, number, place in sorted(weighed):
        if number not in taken[0] and place not in taken[1]:
            taken[0].add(number)
            taken[1].add(place)
            found.append((old[number], new[place]))
    return found


def _letters(places: Iterable[Place]) -> dict[int, int]:
    """Report -> its characters that are covered, one bit each."""
    covered: dict[int, int] = {}
    for report, start, end in places:
        covered[report] = covered.get(report, 0) | ((1 << max(0, end - start)) - 1) << start
    return covered


def _shared(left: Mapping[int, int], right: Mapping[int, int]) -> tuple[float, float]:
    """What both cover, as a share of what either covers and of what the lesser one covers."""
    both = sum((left[report] & right[report]).bit_count() for report in left.keys() & right.keys())
    one, other = (sum(bits.bit_count() for bits in side.values()) for side in (left, right))
    return (both / (one + other - both), both / min(one, other)) if one and other else (0.0, 0.0)


def overlap(one: Iterable[Place], other: Iterable[Place]) -> float:
    """The share of the characters of both that stand in each, 0..1."""
    return _shared(_letters(one), _letters(other))[0]
