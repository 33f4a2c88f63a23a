"""Two texts of one story: is one taken from the other, or both from a third, and how?"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, Literal

from variorum.descent.linking import one_text
from variorum.descent.texts import Text
from variorum.text.across import align_across
from variorum.text.align import Alignment, Match, align
from variorum.text.kept import Worked

Kind = Literal["verbatim", "edited", "paraphrase", "translation", "partial"]

# Found on the tuning half of benchmarks/labels/descent; BASIL's independent reports reach .65, all but 3 of 150 labelled copies pass .75.
PROOF: Final = 0.7  # sum over parallel sentences above which two texts are not independent
BASE: Final = 0.55  # likeness from which a parallel sentence proves anything
KEPT_WORDS: Final = 0.4  # what runs of the very same words add
BY_CHANCE: Final = 0.1  # share of word runs that two writers on one event may have in common
AT_MOST: Final = 0.4  # what one sentence can prove: never enough alone
OUT_OF_ORDER: Final = 0.5  # what a parallel counts that stands at another place of the order
PER_SENTENCE: Final = 0.01  # more of a long text is alike by chance
# Chance from which two texts are one, and not a part taken over. Below one half: who counts one text twice claims a second source that is
# not there. Chosen on the labelled stories to work on, each judged by weights that had not seen it.
SAME: Final = 0.4
# The same of texts of which one has fewer than so many sentences: of two short notes on one event one sentence alike is a large part.
FEW, SAME_OF_FEW = 4, 0.6
# Between these chances it is open whether two texts are one: nine of ten labelled counts lie within what they leave open.
OPEN: Final = (0.2, 0.7)
IN_PART: Final = 0.3  # share of the shorter text's sentences from which a text of unknown maker is held for a state of an agency's text
ACROSS: Final = (
    0.145  # weight of the chain of a translation; found on MEANTIME's Airbus and Apple articles, where it parts all 10,800 pairs
)
ACROSS_SHARE: Final = 0.44  # share of the shorter text's sentences on the chain; 1 of 180 translations has less
EXACT: Final = 0.4  # share of word runs kept: edited and not reworded


@dataclass(frozen=True, slots=True)
class Relation:
    """What two texts share. `taker` and `giver` are places in the list of texts; which is which is settled later."""

    left: int
    right: int
    alignment: Alignment
    whole: bool  # one text, or only parts taken over?
    parallel: bool  # in between: more than a few sentences, less than one text
    weight: float  # how much proves it; orders candidates
    confidence: float
    chance: float  # that they are one text
    shows: bool = True  # does it show that one has anything of the other? If not, it only leaves open whether they are one


def compared(left: int, right: int, one: Text, other: Text, worked: Worked) -> Relation | None:
    """The relation of two texts, or None where they may be independent; of texts that were compared before it is known."""

    def plain() -> list[object] | None:
        found = compare(left, right, one, other)
        if found is None:
            return None
        alignment = found.alignment
        matches = [[getattr(match, field.name) for field in fields(match)] for match in alignment.matches]
        rest = [getattr(found, field.name) for field in fields(found) if field.name not in ("left", "right", "alignment")]
        return [matches, alignment.left, alignment.right, *rest]

    row = worked.of(("texts", one.identity, other.identity), plain)
    if row is None:
        return None
    matches, sentences, others, *rest = row
    return Relation(left, right, Alignment(tuple(Match(*match) for match in matches), sentences, others), *rest)


def compare(left: int, right: int, one: Text, other: Text) -> Relation | None:
    """The relation of two texts, or None where they may be independent."""
    if one.language and other.language and one.language != other.language:
        return _across(left, right, one, other)
    found = align(one.prepared, other.prepared)
    proving = found.proving
    if not proving:
        return None
    proved = proof(proving)
    chance = one_text(one, other, found, proved)
    whole = chance >= (SAME if min(len(one.sentences), len(other.sentences)) >= FEW else SAME_OF_FEW)
    shorter = min(found.left, found.right)
    shows = whole or proved >= PROOF + PER_SENTENCE * max(0, shorter - 30)
    if not shows and chance < OPEN[0]:
        return None
    share = len(proving) / shorter
    parallel = shows and not whole and share >= IN_PART
    return Relation(left, right, found, whole, parallel, round(proved + share, 4), chance if whole else 1 - chance, chance, shows)


def _across(left: int, right: int, one: Text, other: Text) -> Relation | None:
    """Is one the translation of the other? Parts taken over into another language are not looked for."""
    found, weight = align_across(one.rows, other.rows)
    if weight < ACROSS or len(found.matches) < 3 or len(found.matches) < ACROSS_SHARE * min(found.left, found.right):
        return None
    return Relation(left, right, found, True, False, round(1 + weight, 4), round(min(0.99, 0.6 + weight), 2), 1.0)


def proof(proving: Sequence[Match]) -> float:
    """How much the parallel sentences of two texts prove together that the texts are not independent."""
    total = 0.0
    for match in proving:
        worth = max(match.likeness - BASE, 0.0) + KEPT_WORDS * max(match.exact - BY_CHANCE, 0.0)
        total += min(AT_MOST, worth) * (1.0 if match.ordered else OUT_OF_ORDER)
    return total


def kind_of(relation: Relation, taker_sentences: int, inside: bool, two_languages: bool) -> Kind:
    """How the taker's text stands to the giver's. `inside`: both go back to one original."""
    proving = relation.alignment.proving
    if two_languages:
        return "translation"
    if not inside:
        return "partial"
    exact = sum(match.exact for match in proving) / len(proving)
    share = len(proving) / taker_sentences
    if not relation.whole and exact >= EXACT:
        return "partial"
    if exact >= 0.9 and share >= 0.8:
        return "verbatim"
    if exact >= EXACT:
        return "edited"
    ordered = sum(match.ordered for match in proving) / len(proving)
    # Nearly every sentence has its one counterpart, in the same order, in other words: a text translated away and back.
    return "translation" if share >= 0.6 and ordered >= 0.85 and len(proving) >= 5 else "paraphrase"
