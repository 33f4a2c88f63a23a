"""What a comparison of two tellings yields: typed differences, each between words it shows."""

from dataclasses import dataclass, replace

from variorum.model.point import Kind, Verdict, Weight

Span = tuple[int, int]
HEAVY: dict[Weight | None, int] = {"reversal": 0, "material": 1, "scope": 2, "slight": 3, None: 4}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two tellings: the words on both sides ([start, end) in each telling's text), typed and explained.

    `slot` names what is compared, in words of the text ("troops", "negotiable"): the same slot in another pair is the same point.
    """

    kind: Kind
    verdict: Verdict
    weight: Weight | None
    a: Span
    b: Span
    words_a: str
    words_b: str
    slot: str
    why: str
    confidence: float
    cause: str | None = None
    keys: tuple[str, str] = ("", "")  # what both sides amount to, where that is less than their words: equal keys are one reading

    def turned(self) -> "Difference":
        """The same difference seen from the other side."""
        return replace(self, a=self.b, b=self.a, words_a=self.words_b, words_b=self.words_a, keys=self.keys[::-1])
