"""In which order the texts of a family came: times, credits, and what only the earlier or the later state can say."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from graphlib import CycleError, TopologicalSorter
from typing import Final

from variorum.descent.comparing import Relation
from variorum.descent.texts import Text
from variorum.language import stories
from variorum.text.align import Alignment

_BASIS: Final = {
    "metadata": "by the page's own data",
    "text": "by a date in the text",
    "given": "by the date given",
    "address": "by the day in its address",
}
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


def order(members: Sequence[int], texts: Sequence[Text], relations: Sequence[Relation]) -> tuple[list[int], dict[int, int]]:
    """The members, earliest first, and the state (0, 1, ...) of each: editions of one running text. Known times are never contradicted."""
    earlier: dict[int, set[int]] = {member: set() for member in members}
    for relation in relations:
        if relation.left in earlier and relation.right in earlier:
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
        (ranked[place] for place in places), key=lambda member: moments[member]
    )  # stable: the same time keeps the order of states
    result = list(ranked)
    for place, member in zip(places, timed, strict=True):
        result[place] = member
    return result


def _moment(text: Text) -> tuple[str, str] | None:
    """A report's time as (day, time of day in UTC or ""), for sorting; the day in its address where nothing else tells it."""
    published = text.report.told_at or _day_of_address(text.report.url)
    if not published or len(published) < 10:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    if len(published) == 10:
        return published, ""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.date().isoformat(), moment.time().isoformat()


def _day_of_address(url: str | None) -> str | None:
    found = _ADDRESS.search(url or "")
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def published_before(first: Text, second: Text) -> bool:
    """Is the first known to be published before the second? A day alone tells nothing about another report of that day."""
    one, other = _moment(first), _moment(second)
    if one is None or other is None:
        return False
    return one < other if one[1] and other[1] else one[0] < other[0]


def dated(first: Text, second: Text) -> str:
    """On what the times of two reports rest: "by the times that their pages give"."""
    bases = {(one.report.published_basis or "given") if one.report.told_at else "address" for one in (first, second)}
    return " and ".join(sorted(_BASIS[basis] for basis in bases))
