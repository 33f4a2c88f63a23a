"""What stands round a value in a telling, and in which setting a telling stands: its names, places, acts and reports."""

from collections.abc import Iterator

from variorum.language.english.diff import words
from variorum.language.english.names import gazetteer
from variorum.model.statement import Statement
from variorum.points.told import NAMED, PLACES, Told
from variorum.points.units import keys_of
from variorum.text.kept import kept


@kept
def setting(told: Told) -> frozenset[str]:
    """Keys of all names of a telling: the setting in which its figures count."""
    found: set[str] = set()
    for name in told.names:
        if name.label in NAMED:
            found |= keys_of(words(name.text))
    return frozenset(found)


def elsewhere(a: Told, b: Told) -> bool:
    """Do both name places, and none in common? Then two events are told, or one event of two places."""
    ours, theirs = ({key for name in told.names if name.label in PLACES for key in keys_of(words(name.text))} for told in (a, b))
    return bool(ours and theirs) and not ours & theirs


def abroad(a: Told, b: Told) -> bool:
    """Do both name places on the map, and none in one state?"""
    ours, theirs = (_states(told) for told in (a, b))
    return bool(ours and theirs) and not ours & theirs


@kept
def _states(told: Told) -> frozenset[str]:
    found = (name.country or _state_of(name.text) for name in told.names if name.label in PLACES)
    return frozenset(state for state in found if state)


def _state_of(words_of: str) -> str | None:
    place = gazetteer.place_of(words_of)
    return place.country if place else None


def two_reports(a: Told, b: Told) -> bool:
    """Does no report tell both?"""
    return not {place.report for place in a.places} & {place.report for place in b.places}


def around(told: Told, at: int) -> Iterator[Statement]:
    """The statements that stand round a place in a telling."""
    home = told.places[0].start
    return (one for one in told.statements if one.passage.start - home <= at < one.passage.end - home)


def acts(told: Told, at: int) -> frozenset[str]:
    """Keys of the predicates of the statements round a place in a telling."""
    return frozenset[str]().union(*(keys_of(words(statement.what)) for statement in around(told, at)))
