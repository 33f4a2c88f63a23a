"""In which order the texts of a family came: times, credits, and what only the earlier or the later state can say."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Final, NamedTuple

from variorum.descent.comparing import Relation
from variorum.descent.texts import Text
from variorum.language import stories
from variorum.model.report import Report
from variorum.text.align import Alignment

_BASIS: Final = {
    "metadata": "by the page's own data",
    "text": "by a date in the text",
    "given": "by the date given",
    "address": "by the day in its address",
}
NOTHING: Final[Mapping[int, int]] = MappingProxyType({})
_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")


def states(one: Text, other: Text, alignment: Alignment) -> int:
    """How many parallel sentences show `one` to be the earlier state (to come here, past there), less those that show the later."""
    came = stories.of(one.language, other.language).came
    balance = 0
    for match in alignment.matches:
        left, right = one.sentences[match.left].text, other.sentences[match.right].text
        if left != right:
            balance += came(left, right) - came(right, left)
    return balance


def order(
    members: Sequence[int], texts: Sequence[Text], relations: Sequence[Relation], stated: Mapping[int, int] = NOTHING
) -> tuple[list[int], dict[int, int]]:
    """The members, earliest first, and the state (0, 1, ...) of each: editions of one running text. Known times are never contradicted.

    `stated`: text -> the one from which it was made, by the word of its own file, beside which signs count nothing.
    """
    earlier: dict[int, set[int]] = {member: {stated[member]} & set(members) if member in stated else set() for member in members}
    for relation in relations:
        told = stated.get(relation.left) == relation.right or stated.get(relation.right) == relation.left
        if relation.left in earlier and relation.right in earlier and not told:
            balance = states(texts[relation.left], texts[relation.right], relation.alignment)
            if balance:
                first, second = (relation.left, relation.right) if balance > 0 else (relation.right, relation.left)
                if not published_before(texts[second], texts[first]):
                    earlier[second].add(first)
    state = _steps(earlier)
    ranked = sorted(members, key=lambda member: (state[member], texts[member].report.told_at or "9", member))
    return _by_time(ranked, texts), state


def _steps(earlier: dict[int, set[int]]) -> dict[int, int]:
    """How many steps lead to each member from the first ones. Signs that run in a ring contradict each other: then no step is known."""
    steps = dict.fromkeys(earlier, 0)
    try:
        for member in TopologicalSorter(earlier).static_order():
            steps[member] = max((steps[before] + 1 for before in earlier[member]), default=0)
    except CycleError:
        return dict.fromkeys(earlier, 0)
    return steps


def _by_time(ranked: list[int], texts: Sequence[Text]) -> list[int]:
    """Members with known times set in their order among the places they hold; the others stay where they are."""
    moments = {member: moment for member in ranked if (moment := _moment(texts[member]))}
    places = [place for place, member in enumerate(ranked) if member in moments]
    timed = sorted(
        (ranked[place] for place in places), key=lambda member: moments[member].place
    )  # stable: the same time keeps the order of states
    result = list(ranked)
    for place, member in zip(places, timed, strict=True):
        result[place] = member
    return result


class _Moment(NamedTuple):
    """When a report was published: in UTC, where its time of day is known; else a day. `first` and `last` are the days that it may be, by
    its own clock and in UTC.
    """

    first: str
    last: str
    exact: str | None

    @property
    def place(self) -> str:
        """For sorting; never against what `published_before` says."""
        return self.exact or f"{self.first}T00:00:00+00:00"


def _moment(text: Text) -> _Moment | None:
    written, _ = _written(text.report)
    if not written or len(written) < 10:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if len(written) == 10:
        return _Moment(written, written, None)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    days = sorted((written[:10], moment.date().isoformat()))
    return _Moment(days[0], days[1], moment.isoformat())


def _written(report: Report) -> tuple[str | None, str]:
    """When a report was published, as it was told, and by what. Where only a day is known, its change on that day tells the time; where
    nothing is, the day in its address or the change.
    """
    published, basis = report.told_at, report.published_basis or "given"
    changed, changed_basis = report.modified, report.modified_basis or "text"
    if published:
        finer = len(published) == 10 and changed is not None and len(changed) > 10 and changed.startswith(published)
        return (changed, changed_basis) if finer else (published, basis)
    if day := _day_of_address(report.url):
        return day, "address"
    return changed, changed_basis


def _day_of_address(url: str | None) -> str | None:
    found = _ADDRESS.search(url or "")
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def published_before(first: Text, second: Text) -> bool:
    """Is the first known to be published before the second? A day alone tells nothing about another report of that day."""
    one, other = _moment(first), _moment(second)
    if one is None or other is None:
        return False
    return one.exact < other.exact if one.exact and other.exact else one.last < other.first


def dated(first: Text, second: Text) -> str:
    """On what the times of two reports rest: "by the times that their pages give"."""
    bases = {_written(one.report)[1] for one in (first, second)}
    return " and ".join(sorted(_BASIS[basis] for basis in bases))
