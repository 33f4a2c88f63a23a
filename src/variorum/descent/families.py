"""Families: the texts that go back to one original, and which of them it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from variorum.descent.comparing import OPEN, Relation
from variorum.descent.direction import order, published_before
from variorum.descent.evolving import made_from
from variorum.descent.retelling import retellings
from variorum.descent.texts import Text, makes_itself
from variorum.language.citing import is_same
from variorum.language.outlets import is_portal
from variorum.text.normal import fold

# Least share of runs of words that a state of an agency's text keeps; below it one event is told twice (the one such join was wrong).
WORDED: Final = 0.1


@dataclass(frozen=True, slots=True)
class Family:
    """Texts that go back to one original."""

    members: tuple[int, ...]  # earliest first
    state: dict[int, int]  # edition of each member
    agency: str | None
    root: int | None  # the original, where it is in hand
    place: dict[int, int]  # of each member in the order
    outlet: str | None = None  # whose pages all of them are
    retold: str | None = None  # the medium whose report some of them retell, by their own word
    retelling: frozenset[int] = frozenset()  # members that do
    made_from: dict[int, int] = field(default_factory=dict)  # member -> member, by the word of their own files


class _Groups:
    """Texts that are brought together, one after the other; bringing more together never parts any."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._first: dict[str, int] = {}

    def root(self, member: int) -> int:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: int, other: int) -> None:
        self._parent[self.root(one)] = self.root(other)

    def mark(self, member: int, mark: str) -> None:
        """Texts with one mark belong together."""
        self.join(member, self._first.setdefault(mark, member))


def families(texts: Sequence[Text], relations: Sequence[Relation]) -> list[Family]:
    """The texts of a story by original: one text throughout, one agency by their word, one outlet's own, or what retells one report."""
    retelling, stated = retellings(texts), made_from(texts)
    groups = _joined(texts, relations, retelling, stated)
    members: dict[int, list[int]] = {}
    for here in range(len(texts)):
        members.setdefault(groups.root(here), []).append(here)
    within: dict[int, list[Relation]] = {}
    for relation in relations:
        if groups.root(relation.left) == groups.root(relation.right):
            within.setdefault(groups.root(relation.left), []).append(relation)
    ordered = sorted(members.items(), key=lambda row: min(row[1]))
    return [_family(rows, within.get(key, []), texts, retelling, stated) for key, rows in ordered]


def between(texts: Sequence[Text], relations: Sequence[Relation], count: int) -> tuple[int, int]:
    """How few and how many origins these may be, that are counted as so many: where texts could as well be one as two, both ways."""
    low, high = OPEN
    if not any(low <= relation.chance < high for relation in relations):
        return count, count
    retelling, stated = retellings(texts), made_from(texts)
    found = []
    for bar in OPEN:
        moved = [
            replace(relation, whole=relation.chance >= bar, parallel=relation.parallel or relation.whole) for relation in relations
        ]
        groups = _joined(texts, moved, retelling, stated)
        found.append(len({groups.root(here) for here in range(len(texts))}))
    return min(found[0], count), max(found[1], count)


def _joined(
    texts: Sequence[Text], relations: Sequence[Relation], retelling: Mapping[int, str], stated: Mapping[int, int]
) -> _Groups:
    groups = _Groups(len(texts))
    for here, text in enumerate(texts):
        groups.mark(here, f"text {_same(text)}")
        for agency in [] if text.is_release else text.agencies[:1]:  # who passes releases on makes none of them
            groups.mark(here, f"maker {agency.casefold()}")
    for relation in relations:
        if relation.whole:
            groups.join(relation.left, relation.right)
    for taker, giver in stated.items():
        groups.join(taker, giver)
    _join_outlets(texts, groups)
    _join_retold(texts, retelling, groups)
    _attach(texts, relations, groups)
    return groups


def _join_outlets(texts: Sequence[Text], groups: _Groups) -> None:
    """One outlet's pages are of one origin, but where they, or copies of them, name an agency as their maker."""
    for here in _without_agency(texts, groups):
        outlet = texts[here].outlet
        if outlet and not is_portal(outlet):
            groups.mark(here, f"maker {outlet.casefold()}")


def _join_retold(texts: Sequence[Text], retelling: Mapping[int, str], groups: _Groups) -> None:
    """What only retells the report of another medium belongs to that report, and to all else that retells it."""
    free = _without_agency(texts, groups)
    own: dict[str, list[int]] = {}
    for here in free:
        if outlet := texts[here].outlet:
            own.setdefault(outlet, []).append(here)
    for name in sorted(set(retelling.values())):
        for outlet in [outlet for outlet in own if is_same(name, outlet)]:
            groups.mark(own[outlet][0], f"retold {name}")
        for here, text in enumerate(texts):
            if retelling.get(here) == name or name in text.agencies[:1]:
                groups.mark(here, f"retold {name}")


def _attach(texts: Sequence[Text], relations: Sequence[Relation], groups: _Groups) -> None:
    """An agency's text runs on through many states: one that runs parallel to it in part, and of which nothing tells whose it is, is held
    for one of these. Of other texts a part in common makes no origin: on labelled stories such joins were wrong more often than right.
    """
    agencies = {groups.root(here) for here, text in enumerate(texts) if text.agencies}
    owned = {here for here, text in enumerate(texts) if text.signed or text.outlet}  # by itself: a copy on somebody's page takes none away
    for relation in sorted(relations, key=lambda relation: (-relation.weight, relation.left, relation.right)):
        if relation.whole or not relation.parallel or _kept(relation) < WORDED:
            continue
        left, right = groups.root(relation.left), groups.root(relation.right)
        if left in agencies and right not in agencies and relation.right not in owned:
            groups.join(right, left)
        elif right in agencies and left not in agencies and relation.left not in owned:
            groups.join(left, right)


def _kept(relation: Relation) -> float:
    """Share of the runs of words that its parallel sentences have in common, on the average."""
    proving = relation.alignment.proving
    return sum(match.exact for match in proving) / len(proving)


def _without_agency(texts: Sequence[Text], groups: _Groups) -> list[int]:
    made_by_agency = {groups.root(here) for here, text in enumerate(texts) if text.agencies}
    return [here for here in range(len(texts)) if groups.root(here) not in made_by_agency]


def _same(text: Text) -> str:
    return fold(" ".join(sentence.text for sentence in text.sentences) or text.report.text)


def _family(
    members: list[int], relations: Sequence[Relation], texts: Sequence[Text], retelling: Mapping[int, str], stated: Mapping[int, int]
) -> Family:
    ranked, state = order(members, texts, relations, stated)
    named = Counter(agency for member in members for agency in texts[member].agencies[:1])
    agency = min(named, key=lambda name: (-named[name], name)) if named else None
    outlets = {texts[member].outlet for member in members}
    outlet = next(iter(outlets)) if len(outlets) == 1 else None
    retold = _retold(members, texts, retelling)
    root = _root(ranked, state, texts, relations, agency, outlet, retold, stated)
    if root is not None:  # an original stands before what was taken from it
        ranked = [root, *(member for member in ranked if member != root)]
    place = {member: number for number, member in enumerate(ranked)}
    above = {taker: stated[taker] for taker in members if taker in stated and place[stated[taker]] < place[taker]}
    return Family(tuple(ranked), state, agency, root, place, outlet, retold, frozenset(members) & retelling.keys(), above)


def _retold(members: Sequence[int], texts: Sequence[Text], retelling: Mapping[int, str]) -> str | None:
    """The medium that members of two outlets retell, or whose own report is among them. One report that names a paper stays its own."""
    media = Counter(retelling[member] for member in members if member in retelling)
    for name in sorted(media, key=lambda name: (-media[name], name)):
        outlets = {texts[member].outlet or texts[member].id for member in members if retelling.get(member) == name}
        if len(outlets) > 1 or any(is_same(name, texts[member].outlet) for member in members):
            return name
    return None


def _root(
    ranked: list[int],
    state: dict[int, int],
    texts: Sequence[Text],
    relations: Sequence[Relation],
    agency: str | None,
    outlet: str | None,
    retold: str | None,
    stated: Mapping[int, int],
) -> int | None:
    """The original of a family, where it is in hand."""
    if agency:
        return next((member for member in ranked if makes_itself(texts[member], agency)), None)
    if retold:
        return next((member for member in ranked if is_same(retold, texts[member].outlet)), None)
    if ranked[0] not in stated and all(member in stated for member in ranked[1:]):
        return ranked[0]
    found = _original(ranked, state, texts, () if outlet else relations)  # one outlet's later edition may be the fuller one
    return ranked[0] if found is None and outlet is not None else found


def _original(ranked: list[int], state: dict[int, int], texts: Sequence[Text], relations: Sequence[Relation]) -> int | None:
    """Which of several texts without an agency the others go back to; None where it cannot be told."""
    if len(ranked) == 1:
        return ranked[0]
    signed = [member for member in ranked if texts[member].signed]
    if len(signed) == 1 and not any(published_before(texts[other], texts[signed[0]]) for other in ranked):
        return signed[0]
    first = ranked[0]
    others = ranked[1:]
    if all(published_before(texts[first], texts[other]) for other in others):
        return first
    if all(texts[first].report.told_at is None or texts[other].report.told_at is None for other in others) and all(
        state[other] > state[first] for other in others
    ):
        return first
    fuller = [member for member in ranked if all(_fuller(member, other, relations) for other in ranked if other != member)]
    if len(fuller) == 1 and not any(published_before(texts[other], texts[fuller[0]]) for other in ranked):
        return fuller[0]
    return None


def _fuller(one: int, other: int, relations: Sequence[Relation]) -> bool:
    """Has `one` nearly all that `other` has, and a third more?"""
    for relation in relations:
        if {relation.left, relation.right} == {one, other}:
            found = relation.alignment
            mine, theirs = (found.left, found.right) if relation.left == one else (found.right, found.left)
            return len(found.proving) >= 0.8 * theirs and mine >= 1.33 * theirs
    return False
