"""What was taken from whom: one borrowing a text and family, with the parallel passages and the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from variorum.descent.comparing import Kind, Relation, kind_of
from variorum.descent.copying import copied_from
from variorum.descent.direction import dated, published_before
from variorum.descent.families import Family
from variorum.descent.saying import MADE_FROM, said
from variorum.descent.texts import Text, makes_itself
from variorum.model.rows import content_id
from variorum.model.story import Borrowing, Origin, Pair

Direction = Literal["known", "inferred", "unknown"]
# From the nearest to the original to the farthest from it. A translation keeps every sentence in its place, a paraphrase need not.
KINDS: Final[tuple[Kind, ...]] = ("verbatim", "edited", "translation", "paraphrase", "partial")


def borrowings(
    story: str,
    texts: Sequence[Text],
    relations: Sequence[Relation],
    found: Sequence[Family],
    origins: Sequence[Origin],
    home: dict[int, int],
) -> list[Borrowing]:
    """What was taken from whom: for each text, one borrowing from each family it has something of. Never in a circle."""
    chosen: dict[tuple[int, int], _Seen] = {}  # (taker, family of the giver)
    nearest = {
        taker: giver for family in found for taker, giver in (copied_from(family, texts, relations) | family.made_from).items()
    }
    for relation in relations:
        for taker, giver in ((relation.left, relation.right), (relation.right, relation.left)):
            family = found[home[giver]]
            inside = home[taker] == home[giver]
            if inside and family.root is not None and family.place[giver] > family.place[taker]:
                continue
            if not inside and not _takes(taker, giver, texts, found, home):
                continue
            seen = _Seen(relation, _kind(taker, relation, texts, inside), nearest.get(taker) == giver)
            before = chosen.get((taker, home[giver]), seen)
            best = max(before, seen, key=lambda one: (one.nearest, one.relation.weight))  # of equal ones the first
            # Beside a lost original the nearest other copy tells best how much of it a text has kept.
            kind = min(before.kind, seen.kind, key=KINDS.index)
            chosen[taker, home[giver]] = best if family.root is not None else replace(best, kind=kind)
    made: list[Borrowing] = []
    above = _Above()
    for (taker, of_giver), seen in sorted(chosen.items(), key=lambda row: (home[row[0][0]] != row[0][1], row[0])):
        borrowing = _borrowing(story, taker, seen, texts, found[of_giver], origins[of_giver], home[taker] == of_giver)
        if above.takes(borrowing.taker, borrowing.giver):
            made.append(borrowing)
    shown = {(borrowing.taker, borrowing.giver) for borrowing in made}
    by_id = {text.id: text for text in texts}
    for borrowing in said(story, texts, found, origins, home):
        if borrowing.basis == "stated" and (borrowing.taker, borrowing.giver) in shown:
            continue
        if not _against_time(borrowing, by_id) and above.takes(borrowing.taker, borrowing.giver):
            made.append(borrowing)
    return sorted(made, key=lambda borrowing: (borrowing.taker, borrowing.giver, borrowing.basis != "shared_text"))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The relation that shows best what a text took from a family, and the kind."""

    relation: Relation
    kind: Kind
    nearest: bool  # is the giver the copy from which this one was most likely made?


def _kind(taker: int, relation: Relation, texts: Sequence[Text], inside: bool) -> Kind:
    count = relation.alignment.right if relation.right == taker else relation.alignment.left
    one, other = texts[relation.left].language, texts[relation.right].language
    return kind_of(relation, count, inside, bool(one and other and one != other))


class _Above:
    """Who took from whom, as far as that makes no circle."""

    def __init__(self) -> None:
        self._givers: dict[str, set[str]] = {}
        self._giving: set[str] = set()

    def takes(self, taker: str, giver: str) -> bool:
        """Notes that one took from another; False, and nothing noted, where that would make a circle."""
        if taker == giver or (taker in self._giving and self._stands_above(taker, giver)):
            return False
        self._givers.setdefault(taker, set()).add(giver)
        self._giving.add(giver)
        return True

    def _stands_above(self, one: str, other: str) -> bool:
        waiting, seen = [other], {other}
        while waiting:
            here = waiting.pop()
            if here == one:
                return True
            further = self._givers.get(here, set()) - seen
            seen |= further
            waiting.extend(further)
        return False


def _against_time(borrowing: Borrowing, by_id: dict[str, Text]) -> bool:
    giver = by_id.get(borrowing.giver)
    return giver is not None and published_before(by_id[borrowing.taker], giver)


def _takes(taker: int, giver: int, texts: Sequence[Text], found: Sequence[Family], home: dict[int, int]) -> bool:
    """Of two texts of different families, is this one the taker?"""
    mine, theirs = found[home[taker]], found[home[giver]]
    if theirs.root is not None and published_before(texts[taker], texts[giver]):
        return False
    if mine.root is not None and published_before(texts[giver], texts[taker]):
        return True
    for one, other, says in ((texts[taker], theirs, True), (texts[giver], mine, False)):
        if other.agency and (other.agency in one.helpers or one.names(other.agency)):
            return says
    if texts[taker].names(texts[giver].outlet) != texts[giver].names(texts[taker].outlet):
        return texts[taker].names(texts[giver].outlet)
    if (mine.agency is None) != (theirs.agency is None):
        return theirs.agency is not None
    if len(mine.members) != len(theirs.members):
        return len(theirs.members) > len(mine.members)
    return taker > giver


def _borrowing(story: str, taker: int, seen: _Seen, texts: Sequence[Text], family: Family, origin: Origin, inside: bool) -> Borrowing:
    relation = seen.relation
    swapped = relation.right == taker
    other = relation.left if swapped else relation.right
    mine, theirs = texts[taker], texts[other]
    pairs, places = [], []
    for match in relation.alignment.matches:
        at, beside = (match.right, match.left) if swapped else (match.left, match.right)
        pairs.append(Pair(mine.sentences[at], theirs.sentences[beside]))
        places.append(at)
    if not (relation.whole and inside):
        # Of parts taken over only what proves it: the rest may be the same news told twice.
        kept = [i for i, match in enumerate(relation.alignment.matches) if _shown(match.telling, match.likeness, inside)]
        pairs, places = [pairs[i] for i in kept], [places[i] for i in kept]
    ordered = tuple(pair for _, pair in sorted(zip(places, pairs, strict=True), key=lambda row: (row[0], row[1].giver.start)))
    made = inside and family.made_from.get(taker) == other
    lost = family.root is None and not made
    direction, reason = _direction(taker, other, texts, family, inside)
    giver = origin.id if lost else theirs.id
    taken = len({pair.taker.start for pair in ordered})
    share = taken / len(mine.sentences)
    left_out = "" if lost or seen.kind == "partial" else _left_out(len(theirs.sentences) - len({pair.giver.start for pair in ordered}))
    why = f"{taken} of its {len(mine.sentences)} sentences run parallel to {_named(theirs, lost, origin)}{left_out}; {reason}."
    stated = mine.credit_of(family.agency) if family.agency else ()
    return Borrowing(
        content_id("borrowing", story, mine.id, giver),
        story,
        mine.id,
        giver,
        seen.kind,
        direction,
        round(share, 4),
        why,
        ordered,
        "stated" if stated or made else "shared_text",
        origin.name if lost else theirs.outlet,
        stated,
    )


def _left_out(count: int) -> str:
    return f", of which it leaves out {count}" if count else ", of which it leaves out none"


def _shown(telling: bool, likeness: float, inside: bool) -> bool:
    return inside or (telling and likeness >= 0.75)


def _named(theirs: Text, lost: bool, origin: Origin) -> str:
    outlet = theirs.outlet or "another report"
    return f"{outlet}, which goes back to the same text of {origin.name}" if lost else outlet


def _direction(taker: int, other: int, texts: Sequence[Text], family: Family, inside: bool) -> tuple[Direction, str]:
    mine, theirs = texts[taker], texts[other]
    if inside and family.made_from.get(taker) == other:
        return "known", MADE_FROM
    if family.agency and family.agency in mine.agencies and not makes_itself(mine, family.agency):
        return "known", f"it names {family.agency} as the maker of its text"
    if family.agency and family.agency in mine.helpers:
        return "known", f"it names {family.agency} among its sources"
    if family.agency and family.root is None:
        return "inferred", f"other reports of this text name {family.agency} as its maker"
    if mine.names(theirs.outlet) and not theirs.names(mine.outlet):
        return "known", f"it names {theirs.outlet} as where it has facts from"
    if family.root is None:
        return "unknown", "which of the reports had the text first cannot be told"
    if published_before(theirs, mine):
        return "known", f"it was published later ({dated(theirs, mine)})"
    if inside and family.state[other] < family.state[taker]:
        return "inferred", "it tells as past what the other tells as still to come"
    if inside and other == family.root and theirs.signed:
        return "inferred", f"the other is signed {theirs.signed}"
    if inside and other == family.root and family.outlet is None:  # one outlet's later edition may be the fuller one
        return "inferred", "the other has nearly all of it and more"
    return "unknown", "which of the two had the text first cannot be told"
