"""Families: the texts that go back to one original, and which of them it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.descent.comparing import Relation
from variorum.descent.direction import order, published_before
from variorum.descent.texts import Text, makes_itself
from variorum.text.normal import fold


@dataclass(frozen=True, slots=True)
class Family:
    """Texts that go back to one original."""

    members: tuple[int, ...]  # earliest first
    state: dict[int, int]  # edition of each member
    agency: str | None
    root: int | None  # the original, where it is in hand
    attached: frozenset[int]  # members that are parallel in part only
    place: dict[int, int]  # of each member in the order


def families(texts: Sequence[Text], relations: Sequence[Relation]) -> list[Family]:
    """The texts of a story by original: one text throughout, or one agency by their word; then unsigned texts parallel in part."""
    parent = list(range(len(texts)))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    first_of: dict[str, int] = {}
    for here, text in enumerate(texts):
        for mark in (f"text {_same(text)}", *(f"agency {agency}" for agency in text.agencies[:1])):
            parent[root(here)] = root(first_of.setdefault(mark, here))
    for relation in relations:
        if relation.whole:
            parent[root(relation.left)] = root(relation.right)
    owned = {root(here) for here, text in enumerate(texts) if text.signed or text.agencies}
    attached: set[int] = set()
    for relation in sorted(relations, key=lambda relation: (-relation.weight, relation.left, relation.right)):
        left, right = root(relation.left), root(relation.right)
        if not relation.parallel or left == right or (left in owned and right in owned):
            continue
        loose, firm = (right, left) if left in owned else (left, right)
        attached |= {member for member in range(len(texts)) if root(member) == loose}
        parent[loose] = firm
    groups: dict[int, list[int]] = {}
    for here in range(len(texts)):
        groups.setdefault(root(here), []).append(here)
    by_member: dict[int, list[Relation]] = {}
    for relation in relations:
        if root(relation.left) == root(relation.right):
            by_member.setdefault(root(relation.left), []).append(relation)
    return [
        _family(sorted(members), by_member.get(key, []), texts, attached)
        for key, members in sorted(groups.items(), key=lambda row: min(row[1]))
    ]


def _same(text: Text) -> str:
    return fold(" ".join(sentence.text for sentence in text.sentences) or text.report.text)


def _family(members: list[int], relations: Sequence[Relation], texts: Sequence[Text], attached: set[int]) -> Family:
    ranked, state = order(members, texts, relations)
    named = Counter(agency for member in members for agency in texts[member].agencies)
    agency = min(named, key=lambda name: (-named[name], name)) if named else None
    loose = frozenset(attached & set(members))
    own = [member for member in ranked if agency and makes_itself(texts[member], agency)]
    root = (own[0] if own else None) if agency else _original(ranked, state, texts, relations)
    if root is not None:  # an original stands before what was taken from it
        ranked = [root, *(member for member in ranked if member != root)]
    return Family(tuple(ranked), state, agency, root, loose, {member: place for place, member in enumerate(ranked)})


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
    if all(texts[first].report.published is None or texts[other].report.published is None for other in others) and all(
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
