"""From which copy of its family a copy was most likely made, by the words in which the copies differ."""

from collections.abc import Sequence
from typing import Final

from variorum.descent.comparing import Relation
from variorum.descent.families import Family
from variorum.descent.texts import Text
from variorum.text.copies import towards, tree
from variorum.text.normal import fold
from variorum.text.shingle import words

FEWEST: Final = 3  # of two copies one was made from the other, or both from a third
MOST: Final = 12  # copies of one text that are set in a tree: its cost grows with their cube
EXACT: Final = 0.6  # share of word runs that copies keep; what was reworded cannot be compared word for word


def copied_from(family: Family, texts: Sequence[Text], relations: Sequence[Relation]) -> dict[int, int]:
    """Copy -> the copy in hand that stands next to it on the way to the original. What was made from a lost copy is not in it, and
    nothing is where the original is not known."""
    copies = _copies(family, relations)
    if family.root is None or not FEWEST <= len(copies) <= MOST:
        return {}
    edges = tree([[word.casefold() for _, word in words(_told(texts[member]))] for member in copies])
    way = towards(edges, copies.index(family.root))
    found = {member: copies[above] for place, member in enumerate(copies) if (above := way.get(place, len(copies))) < len(copies)}
    return {member: above for member, above in found.items() if family.place[above] < family.place[member]}


def _copies(family: Family, relations: Sequence[Relation]) -> list[int]:
    """The original and the members that keep most of the wording of another one, in order."""
    kept: set[int] = set()
    for relation in relations:
        if relation.whole and relation.left in family.place and relation.right in family.place:
            proving = relation.alignment.proving
            if proving and sum(match.exact for match in proving) >= EXACT * len(proving):
                kept |= {relation.left, relation.right}
    return sorted(kept | {family.root}) if kept and family.root in kept else []


def _told(text: Text) -> str:
    return fold(" ".join(sentence.text for sentence in text.sentences))
