"""Families of texts, the original of each, and what was taken from whom, in words."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from variorum.model.rows import content_id
from variorum.model.story import Borrowing, Origin
from variorum.stages.lineage.borrowing import borrowings
from variorum.stages.lineage.comparing import Relation
from variorum.stages.lineage.direction import order, published_before
from variorum.stages.lineage.family import Family
from variorum.stages.lineage.texts import Text, makes_itself
from variorum.text.normal import fold

Basis = Literal["credit", "shared_text", "parallel_text", "own"]


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


def describe(story: str, texts: Sequence[Text], relations: Sequence[Relation]) -> tuple[tuple[Origin, ...], tuple[Borrowing, ...]]:
    """The origins and borrowings of a story, both in a fixed order."""
    found = families(texts, relations)
    origins: list[Origin] = []
    unknown = 0
    for family in found:
        name = family.agency or _name_of(family, texts)
        if name is None:
            unknown += 1
            name = f"unknown origin {unknown}"
        origins.append(_origin(story, name, family, texts, relations))
    home = {member: index for index, family in enumerate(found) for member in family.members}
    return tuple(origins), tuple(borrowings(story, texts, relations, found, origins, home))


def _name_of(family: Family, texts: Sequence[Text]) -> str | None:
    if family.root is None:
        return None
    report = texts[family.root].report
    return report.outlet or texts[family.root].signed


def _origin(story: str, name: str, family: Family, texts: Sequence[Text], relations: Sequence[Relation]) -> Origin:
    inside = set(family.members)
    whole = [relation for relation in relations if relation.left in inside and relation.right in inside]
    credited = [member for member in family.members if family.agency in texts[member].agencies] if family.agency else []
    in_hand = family.root is not None
    basis: Basis
    if len(family.members) == 1:
        basis = "own" if in_hand else "credit"
    elif credited:
        basis = "credit"
    else:
        exact = [match.exact for relation in whole for match in relation.alignment.proving]
        basis = "shared_text" if exact and sum(exact) / len(exact) >= 0.5 else "parallel_text"
    confidence = min((relation.confidence for relation in whole), default=0.9 if credited or len(family.members) == 1 else 0.95)
    reports = tuple(texts[member].id for member in family.members)
    shares = any((relation.left in inside) != (relation.right in inside) for relation in relations)
    why = _why(name, family, texts, credited, shares)
    # Several agencies' families with one name are one family already; the name and members tell origins apart.
    return Origin(content_id("origin", story, name, sorted(reports)), story, name, in_hand, reports, basis, confidence, why)


def _why(name: str, family: Family, texts: Sequence[Text], credited: Sequence[int], shares: bool) -> str:
    count = len(family.members)
    parts = []
    if count == 1:
        only = texts[family.members[0]]
        if family.root is None:
            return f"The report names {name} as its source; the agency's own text is not among the reports read."
        signed = f" and is signed {only.signed}" if only.signed and only.signed != name else ""
        if shares:
            return f"Sentences of it stand in other reports too, but the text as a whole is its own{signed}."
        return f"No other report read here shares its text{signed}."
    if credited:
        parts.append(f"{len(credited)} of {count} reports name {name} as the maker of their text")
        rest = count - len(credited)
        if rest:
            parts.append(f"{rest} more {'runs' if rest == 1 else 'run'} parallel to these sentence by sentence")
    elif family.root is not None:
        parts.append(f"{count - 1} {'report runs' if count == 2 else 'reports run'} parallel to that of {name}")
    else:
        parts.append(f"{count} reports share their text, and which of them had it first cannot be told")
    if family.attached and not credited:
        parts.append("some run parallel only in part and name no maker, so they are not counted as independent")
    if len(set(family.state.values())) > 1:
        parts.append("they are editions of one running text, given here earliest first")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."
