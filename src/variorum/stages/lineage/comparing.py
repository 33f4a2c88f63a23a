"""Two texts of one story: is one taken from the other, or both from a third, and how?"""

from dataclasses import dataclass
from typing import Final, Literal

from variorum.stages.lineage.texts import Text
from variorum.text.align import Alignment, Match, align

Kind = Literal["verbatim", "edited", "paraphrase", "translation", "partial"]

# Found on the tuning half of benchmarks/labels/descent, with BASIL's independent reports as the other side.
STRONG: Final = 0.85  # a sentence outside quotation marks that two writers would not have written alike
CHAIN: Final = 0.6  # weight of parallels in the same order above which two texts are not independent
BASE: Final = 0.55  # likeness from which a parallel adds weight
WHOLE: Final = 0.4  # share of the shorter text's sentences that are parallel, from which it is one text and not a part taken over
IN_PART: Final = 0.2  # the same share from which an unsigned text is not counted as independent
EXACT: Final = 0.5  # share of word runs kept: edited and not reworded


@dataclass(frozen=True, slots=True)
class Relation:
    """What two texts share. `taker` and `giver` are places in the list of texts; which is which is settled later."""

    left: int
    right: int
    alignment: Alignment
    whole: bool  # one text, or only parts taken over?
    parallel: bool  # in between: more than parts, less than one text
    weight: float  # how much proves it; orders candidates
    confidence: float


def compare(left: int, right: int, one: Text, other: Text) -> Relation | None:
    """The relation of two texts, or None where they may be independent."""
    found = align(one.prepared, other.prepared)
    proving = found.proving
    if not proving:
        return None
    strong = [match for match in proving if match.likeness >= STRONG]
    chain = sum(match.likeness - BASE for match in proving if match.ordered)
    shorter = max(min(found.left, found.right), 1)
    share = len(proving) / shorter
    # A text of one to three sentences is a copy if nearly all of it is there, almost word for word.
    short = shorter <= 3 and len(strong) == shorter and min(match.exact for match in strong) >= 0.6
    if not short and chain < CHAIN and len(strong) < 2:
        return None
    if not short and len(strong) < 2 and chain < CHAIN + 0.02 * max(0, shorter - 30):
        return None
    whole = short or (share >= WHOLE and chain >= CHAIN)
    parallel = not whole and share >= IN_PART and chain >= CHAIN
    confidence = min(0.99, 0.5 + 0.25 * min(chain / 2, 1) + 0.15 * min(len(strong) / 4, 1) + 0.1 * min(share, 1))
    return Relation(left, right, found, whole, parallel, round(chain + share, 4), round(confidence, 2))


def kind_of(matches: tuple[Match, ...] | list[Match], taker_sentences: int, whole: bool, languages: tuple[str | None, str | None]) -> Kind:
    """How the taker's text stands to the giver's."""
    proving = [match for match in matches if match.telling and not match.half]
    if not whole:
        return "partial"
    if languages[0] and languages[1] and languages[0] != languages[1]:
        return "translation"
    exact = sum(match.exact for match in proving) / max(len(proving), 1)
    share = len(proving) / max(taker_sentences, 1)
    if exact >= 0.9 and share >= 0.8:
        return "verbatim"
    if exact >= EXACT:
        return "edited"
    ordered = sum(match.ordered for match in proving) / max(len(proving), 1)
    # Nearly every sentence has its one counterpart, in the same order, in other words: a text translated away and back.
    return "translation" if share >= 0.6 and ordered >= 0.85 and len(proving) >= 5 else "paraphrase"
