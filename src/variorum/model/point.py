"""Where reports can be compared: points with their readings, utterances in their variants, positions of parties."""

from dataclasses import dataclass
from typing import Literal

from variorum.model.report import Passage
from variorum.model.statement import Stance

Verdict = Literal["single", "agreed", "wording", "compatible", "scope", "spread", "revised", "conflict"]  # in rising gravity
Kind = Literal[
    "number", "date", "place", "actor", "target", "act", "polarity", "modality", "condition", "attribution", "cause", "sequence", "scope",
    "name", "quotation",
]  # fmt: skip
Independence = Literal["established", "not_established", "not_recorded"]
# How much a difference weighs in the brief: a reversal turns the meaning round, a slight one a reader may skip.
Weight = Literal["reversal", "material", "scope", "slight"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One value found at a point, with all that rests on it."""

    value: str
    statements: tuple[str, ...]
    passages: tuple[Passage, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    named: tuple[Passage, ...] = ()  # where reports tell whom or what stands in square brackets in the value


@dataclass(frozen=True, slots=True)
class Between:
    """How two readings of a point, told by their places in `readings`, stand to each other."""

    a: int
    b: int
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class Informant:
    """Someone on whose word readings rest: the innermost source that the reports name. `readings` are places in the point's readings."""

    name: str
    entity: str | None
    readings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place where reports can be compared, and what the comparison shows. It never says which reading is right."""

    id: str
    story: str
    question: str  # plain words: "How many troops near the border?"
    readings: tuple[Reading, ...]
    verdict: Verdict
    kinds: tuple[Kind, ...]
    within_report: bool
    confidence: float
    why: str
    weight: Weight | None = None
    cause: str | None = None  # translation, cut, merge, rounding, later state, correction: only where the evidence carries it
    formerly: tuple[str, ...] = ()  # ids that gave way to this one
    pairs: tuple[Between, ...] = ()  # the verdict is the gravest of these
    informants: tuple[Informant, ...] = ()
    independence: Independence = "not_recorded"
    proposed_by: str | None = None  # the model that proposed it; None: found by rule
    struck: str | None = None  # by whom and when, where a person said that the difference is wrong


# Verdicts under which readings do not differ.
ALIKE: frozenset[Verdict] = frozenset({"single", "agreed"})
# Verdicts that a reader must see: readings that cannot both be the whole truth at one moment.
GRAVE: frozenset[Verdict] = frozenset({"conflict", "revised", "spread", "scope"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """The same words or message of one speaker across reports. Variants are grouped by equal wording."""

    id: str
    story: str
    speaker: str | None
    speaker_name: str | None
    quotations: tuple[str, ...]
    differs: Literal["none", "wording", "meaning"]
    kinds: tuple[Kind, ...]
    why: str
    variants: tuple[Reading, ...] = ()
    original: str | None = None  # value of the likely original variant, where descent supports it
    speakers: tuple[str, ...] = ()  # entity ids of all whose words they are, where several speak together
    formerly: tuple[str, ...] = ()  # ids that gave way to this one


@dataclass(frozen=True, slots=True)
class Position:
    """A party's stand on an issue, from all passages that tell of it."""

    id: str
    story: str
    party: str
    party_entity: str | None
    issue: str
    issue_id: str
    stance: Stance
    condition: str | None
    target: str | None
    speaker_name: str | None
    passages: tuple[Passage, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    agreement: Literal["single", "agreed", "conflict"]
    formerly: tuple[str, ...] = ()  # ids that gave way to this one
    confidence: float = 0.0
