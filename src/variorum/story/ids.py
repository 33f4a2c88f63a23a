"""Ids that live (law 8): a finding keeps the id that it was first given, and the ids that gave way to it still answer.

While a story is judged, ids only tell its findings apart. The last stage, `give`, makes each id from the table, the kind and the place of
the earliest answer: so it is free of the story and of whatever else the story tells, and a report that does not touch a finding leaves its
id alone. Where a story was judged before, `keep` hands each finding the id of the one that it continues: the old row that shares most of
its places. An old id that nobody continues stands in `formerly` of the row that has most of its places.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import count
from operator import is_
from types import UnionType
from typing import Any, Final, Union, cast, get_args, get_origin, get_type_hints

from variorum.model.report import Passage
from variorum.model.rows import content_id, passages_in
from variorum.model.story import Borrowing, Dossier

Place = tuple[str, int, int]  # report, start, end
Taken = Callable[[str, Collection[str]], Collection[str]]  # which of these ids of a table stand in other stories

# Table -> what one row of it is called. Quotations and statements are of one report: their ids are made of their place already.
WORDS: Final[Mapping[str, str]] = {
    "origins": "origin",
    "borrowings": "borrowing",
    "entities": "entity",
    "utterances": "utterance",
    "points": "point",
    "events": "event",
    "positions": "position",
}
KINDS: Final[Mapping[str, str]] = {"entities": "kind", "points": "kinds", "events": "event", "positions": "stance"}
# Tables whose rows name those above.
NAMING: Final = (*WORDS, "quotations", "statements")
# What does not tell two findings of the same places apart.
_ASIDE: Final = frozenset({"id", "story", "formerly", "why", "confidence"})


def give(dossier: Dossier) -> Dossier:
    """A stage: every finding with the id that a first look gives it."""
    ids: dict[str, str] = {}
    for table, word in WORDS.items():
        used: set[str] = set()
        ordered = {thing.id: _ordered(dossier, thing) for thing in getattr(dossier, table)}
        kinds = {thing.id: getattr(thing, KINDS[table]) if table in KINDS else None for thing in getattr(dossier, table)}
        proposed = {thing.id for thing in getattr(dossier, table) if _proposed(thing)}
        by_place = sorted(ordered, key=lambda one: ordered[one])
        for old in sorted(by_place, key=proposed.__contains__):  # of equals the one found first
            first = [_name(dossier, place) for place in ordered[old][:1]] or [old]
            ids[old] = _free(content_id(word, kinds[old], *first), word, used.__contains__)
            used.add(ids[old])
    return _renamed(dossier, ids)


def keep(dossier: Dossier, story: str, formerly: tuple[str, ...], before: Sequence[Dossier], taken: Taken) -> Dossier:
    """The dossier of a story named `story`, its findings under the ids that those of `before` had: the stories it takes the place of."""
    ids = {dossier.story.id: story}
    gave_way: dict[str, tuple[str, ...]] = {}
    for table, word in WORDS.items():
        new = {thing.id: thing for thing in getattr(dossier, table)}
        old = {thing.id: thing for told in before for thing in getattr(told, table)}
        kept, heirs = _continued(old, new, story)
        fresh = [name for name in new if name not in kept]
        used = {*kept.values(), *taken(table, fresh)}
        ids |= kept
        for name in fresh:
            ids[name] = _free(name, word, lambda one: one in used or (one not in new and bool(taken(table, [one]))))  # noqa: B023 - asked at once
            used.add(ids[name])
        for gone, heir in heirs.items():
            own = [] if gone == ids[heir] else [gone]
            gave_way[ids[heir]] = (*gave_way.get(ids[heir], ()), *own, *old[gone].formerly)
    named = _renamed(dossier, ids)
    living = {thing.id for table in WORDS for thing in getattr(named, table)}

    def remembering(thing: Any) -> Any:
        before = tuple(sorted({*gave_way.get(thing.id, ())} - living))
        return thing if thing.formerly == before else replace(thing, formerly=before)

    remembered = {table: tuple(map(remembering, getattr(named, table))) for table in WORDS}
    return named.having(story=replace(dossier.story, id=story, formerly=formerly), **remembered)


def divided(told: Dossier, group_of: Mapping[str, int]) -> dict[int, Dossier]:
    """The findings of a story that falls apart, each for the group (report -> its number) that has most of its places."""
    parts: dict[int, dict[str, list[Any]]] = {}
    for table in WORDS:
        for thing in getattr(told, table):
            held = Counter(group_of[place[0]] for place in _places(thing) if place[0] in group_of)
            if held:
                parts.setdefault(min(held, key=lambda number: (-held[number], number)), {}).setdefault(table, []).append(thing)
    return {
        number: Dossier(told.story, ()).having(**{table: tuple(rows) for table, rows in part.items()}) for number, part in parts.items()
    }


def _continued(old: Mapping[str, Any], new: Mapping[str, Any], story: str) -> tuple[dict[str, str], dict[str, str]]:
    """New id -> the old one that it continues, one each; and old id -> the new one that answers for it, where any has one of its places.

    Of two old ones that have as much of a new one, that of the story whose id lives on goes before.
    """
    at: dict[tuple[str, int], list[str]] = {}
    sizes: Counter[str] = Counter()
    for name, thing in new.items():
        for report, start in {place[:2] for place in _places(thing)}:
            at.setdefault((report, start), []).append(name)
            sizes[name] += 1
    shared: Counter[tuple[str, str]] = Counter()
    for earlier, thing in old.items():
        for report, start in {place[:2] for place in _places(thing)}:
            shared.update((earlier, name) for name in at.get((report, start), ()) if _proposed(new[name]) == _proposed(thing))
    order = {name: number for number, name in enumerate(new)}

    def rank(pair: tuple[str, str]) -> tuple[object, ...]:
        """Most places in common, the same story, most fields alike, the smallest; and then something, so that it is always the same."""
        before, after = old[pair[0]], new[pair[1]]
        return -shared[pair], before.story != story, -_alike(before, after), sizes[pair[1]], pair[0], order[pair[1]]

    ranked = sorted(shared, key=rank)
    kept: dict[str, str] = {}
    heirs: dict[str, str] = {}
    for earlier, name in ranked:
        if name not in kept and earlier not in heirs:
            kept[name] = earlier
            heirs[earlier] = name
    for earlier, name in ranked:
        heirs.setdefault(earlier, name)
    gone = {earlier: thing for earlier, thing in old.items() if earlier not in heirs and not _proposed(thing)}
    heirs |= _overlapping(gone, {name: thing for name, thing in new.items() if not _proposed(thing)})
    return kept, heirs


def _overlapping(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Old id -> the new one that answers for it: of those that share words with it, though no beginning, the one with the most."""
    if not old:
        return {}
    at: dict[str, list[tuple[int, int, str]]] = {}
    for name, thing in new.items():
        for report, start, end in _places(thing):
            at.setdefault(report, []).append((start, end, name))
    found: dict[str, str] = {}
    for earlier, thing in old.items():
        shared: Counter[str] = Counter()
        for report, start, end in _places(thing):
            for first, last, name in at.get(report, ()):
                shared[name] += max(0, min(end, last) - max(start, first))
        best = min((name for name in shared if shared[name]), key=lambda name: (-shared[name], name), default=None)
        if best is not None:
            found[earlier] = best
    return found


def _proposed(thing: Any) -> bool:
    """Did a second reader propose it? Such a point has an id behind those found by rule and continues none of them; no other finding
    answers for it when it is no more."""
    return getattr(thing, "proposed_by", None) is not None


def _alike(one: Any, other: Any) -> int:
    return sum(getattr(one, field.name) == getattr(other, field.name) for field in fields(one) if field.name not in _ASIDE)


def _places(thing: Any) -> set[Place]:
    """Where a finding is told; of a borrowing the taker's places, of an origin its reports."""
    if isinstance(thing, Borrowing):
        taken = [pair.taker for pair in thing.pairs] or thing.cites
        return {(passage.report, passage.start, passage.end) for passage in taken} or {(thing.taker, 0, 0)}
    places = {(passage.report, passage.start, passage.end) for passage in passages_in(thing)}
    return places or {(report, 0, 0) for report in getattr(thing, "reports", ())}


def _ordered(dossier: Dossier, thing: Any) -> list[tuple[int, int, int]]:
    """The places of a finding, the earliest first: in the order of reports, then of text."""
    return sorted((dossier.numbers[report], start, end) for report, start, end in _places(thing))


def _name(dossier: Dossier, place: tuple[int, int, int]) -> Place:
    return (dossier.reports[place[0] - 1].id, *place[1:])


def _free(name: str, word: str, used: Callable[[str], bool]) -> str:
    """The id, or the next one made from it that is not in use: findings may share their earliest place."""
    return next(one for one in _names(name, word) if not used(one))


def _names(name: str, word: str) -> Iterator[str]:
    yield name
    yield from (content_id(word, name, number) for number in count(2))


def _renamed(dossier: Dossier, ids: Mapping[str, str]) -> Dossier:
    """The dossier with every id that it names changed."""
    ids = {old: new for old, new in ids.items() if old != new}
    changed = {}
    for table in NAMING:
        things = getattr(dossier, table)
        rename = _renamer(cast(Any, type(things[0]))) if things else None
        changed[table] = tuple([rename(thing, ids) for thing in things]) if rename else things
    return dossier.having(**changed)


Rename = Callable[[Any, Mapping[str, str]], Any]


@cache
def _renamer(kind: Any) -> Rename | None:
    """A function that changes every id in a value of a kind; None where there can be none. What has none to change is given back itself."""
    if kind is str:
        return _of_name
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inside = next((one for option in get_args(kind) if (one := _renamer(option)) is not None), None)
        return inside if inside in (None, _of_name) else lambda value, ids: None if value is None else inside(value, ids)
    if origin is tuple:
        return None if (item := _renamer(get_args(kind)[0])) is None else _of_each(item)
    if is_dataclass(kind) and kind is not Passage:
        hints = get_type_hints(kind)
        return _of_fields([(field.name, one) for field in fields(kind) if (one := _renamer(hints[field.name])) is not None])
    return None


def _of_name(name: str | None, ids: Mapping[str, str]) -> str | None:
    return ids.get(cast(str, name), name)


def _of_each(rename: Rename) -> Rename:
    def renamed(values: tuple[Any, ...], ids: Mapping[str, str]) -> tuple[Any, ...]:
        found = tuple([rename(value, ids) for value in values])
        return values if all(map(is_, found, values)) else found

    return renamed


def _of_fields(inner: Sequence[tuple[str, Rename]]) -> Rename:
    names = [name for name, rename in inner if rename is _of_name]
    deeper = [(name, rename) for name, rename in inner if rename is not _of_name]

    def renamed(thing: Any, ids: Mapping[str, str]) -> Any:
        changed = {name: ids[value] for name in names if (value := getattr(thing, name)) in ids}
        for name, rename in deeper:
            value = getattr(thing, name)
            if (new := rename(value, ids)) is not value:
                changed[name] = new
        return replace(thing, **changed) if changed else thing

    return renamed
