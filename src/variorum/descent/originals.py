"""The origins of a story, one a family of texts, and why, in words."""

from collections.abc import Sequence
from typing import Literal

from variorum.descent.borrowing import borrowings
from variorum.descent.comparing import Relation
from variorum.descent.families import Family, families
from variorum.descent.texts import Text
from variorum.language.outlets import names_agency
from variorum.model.rows import content_id
from variorum.model.story import UNKNOWN_ORIGIN, Borrowing, Origin

Basis = Literal["credit", "stated", "cited", "shared_text", "parallel_text", "own"]


def describe(story: str, texts: Sequence[Text], relations: Sequence[Relation]) -> tuple[tuple[Origin, ...], tuple[Borrowing, ...]]:
    """The origins and borrowings of a story, both in a fixed order."""
    found = families(texts, relations)
    origins: list[Origin] = []
    unknown = 0
    for family in found:
        name = family.agency or family.retold or _name_of(family, texts)
        if name is None:
            unknown += 1
            name = f"{UNKNOWN_ORIGIN} {unknown}"
        origins.append(_origin(story, name, family, texts, relations))
    home = {member: index for index, family in enumerate(found) for member in family.members}
    return tuple(origins), tuple(borrowings(story, texts, relations, found, origins, home))


def _name_of(family: Family, texts: Sequence[Text]) -> str | None:
    if family.outlet is not None:
        return family.outlet
    if family.root is None:
        return None
    return texts[family.root].outlet or texts[family.root].signed


def _origin(story: str, name: str, family: Family, texts: Sequence[Text], relations: Sequence[Relation]) -> Origin:
    inside = set(family.members)
    whole = [relation for relation in relations if relation.left in inside and relation.right in inside]
    credited = [member for member in family.members if family.agency in texts[member].agencies] if family.agency else []
    in_hand = family.root is not None
    basis = _basis(family, credited, whole)
    chances = [relation.confidence for relation in whole if relation.whole]
    confidence = min(chances, default=0.9 if credited or family.retold or len(family.members) == 1 else 0.95)
    reports = tuple(texts[member].id for member in family.members)
    shares = any((relation.left in inside) != (relation.right in inside) for relation in relations)
    release = any(texts[member].is_release for member in family.members)
    why = _why(name, family, texts, credited, shares) + (" It is a release, a party's own word." if release else "")
    # Several agencies' families with one name are one family already; the name and members tell origins apart.
    key = content_id("origin", story, name, sorted(reports))
    return Origin(key, story, name, in_hand, reports, basis, confidence, why, release)


def _basis(family: Family, credited: Sequence[int], relations: Sequence[Relation]) -> Basis:
    if credited and (len(family.members) > 1 or family.root is None):
        return "credit" if names_agency(family.agency or "") else "stated"
    if family.retold:
        return "cited"
    if len(family.members) == 1:
        return "own"
    exact = [match.exact for relation in relations if relation.whole for match in relation.alignment.proving]
    if not exact and family.outlet:
        return "own"
    return "shared_text" if exact and sum(exact) / len(exact) >= 0.5 else "parallel_text"


def _why(name: str, family: Family, texts: Sequence[Text], credited: Sequence[int], shares: bool) -> str:
    count = len(family.members)
    parts = []
    alone = [member for member in family.members if family.root is None and texts[member].may_be_own]
    if count == 1:
        only = texts[family.members[0]]
        if alone:
            return f"The report names {name} and nobody else as the maker of its text: it may be the agency's own."
        if family.root is None:
            return f"The report names {name} as its source; the agency's own text is not among the reports read."
        signed = f" and is signed {only.signed}" if only.signed and only.signed != name else ""
        if shares:
            return f"Sentences of it stand in other reports too, but the text as a whole is its own{signed}."
        return f"No other report read here shares its text{signed}."
    if credited:
        parts.append(f"{len(credited)} of {count} reports credit {name}")
        if alone:
            parts.append("that which names nobody else may be its own" if len(alone) == 1 else "those that name nobody else may be its own")
        own = sum(texts[member].outlet == name for member in family.members if member not in credited)
        if own:
            parts.append(f"{own} {'is' if own == 1 else 'are'} its own")
        rest = count - len(credited) - own
        if rest:
            parts.append("the other has the same sentences" if rest == 1 else f"the other {rest} have the same sentences")
    elif family.retold:
        parts.append(f"{len(family.retelling)} of {count} reports retell what {name} reported, by their own word")
    elif family.outlet is not None:
        parts.append(f"{count} reports are {family.outlet}'s own, and none names another maker")
    elif family.root is not None:
        parts.append(f"{count - 1} {'report has' if count == 2 else 'reports have'} the sentences of that of {name}")
    else:
        parts.append(f"{count} reports share their text, and which of them had it first cannot be told")
    if len(set(family.state.values())) > 1:
        parts.append("they are earlier and later versions of one text")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."
