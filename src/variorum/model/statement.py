"""What a paragraph says: quotations, statements, event mentions, stands. Born in a paragraph, placed in a report, joined in a story."""

from dataclasses import dataclass, field
from typing import Literal

from variorum.model.report import Passage

Manner = Literal["direct", "indirect", "mixed"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "possible", "conditional", "demanded", "offered", "denied"]
Bound = Literal["exact", "at_least", "at_most", "about", "between"]
Stance = Literal[
    "demands", "rejects", "offers", "accepts", "open_to", "supports", "opposes", "threatens", "warns", "denies", "promises", "states"
]
# How a stand is told: by a verb, by what the party is, by a noun that it voices or that is its own, by backing another's stand, by what it
# says is to be done or will be, or by no more than that it says it.
StandForm = Literal["verb", "being", "noun", "owned", "echo", "spoken", "claim"]
Precision = Literal["minute", "day", "week", "month", "year", "relative", "vague"]
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One attribution: who (source) said (cue) what (content). `speaker` is set once names are known across the story.

    Where several speak together, `speaker` is null, `speaker_name` names them all ("Ada Moll and Kurt Bein") and `speakers` lists those
    that the story knows.
    """

    id: str
    report: str
    story: str
    manner: Manner
    content: tuple[Passage, ...]
    source: Passage | None
    cue: Passage | None
    speaker: str | None  # entity id
    speaker_name: str | None
    confidence: float
    utterance: str | None
    candidates: tuple[str, ...] = ()  # names it could be, where the speaker stays open
    why: str = ""
    speakers: tuple[str, ...] = ()  # entity ids of all who speak, in the order of the text
    within: str | None = None  # the quotation it stands in: what Bein told, in "Moll said Bein had told her ..."
    corrected: str | None = None  # by whom and when, where a person decided who speaks


@dataclass(frozen=True, slots=True)
class When:
    """A time as written; `iso` is a date, month or year (or null where the text leaves it open), `precision` says which."""

    text: str
    iso: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Value:
    """A figure: what is counted, in which unit, and between which bounds (`low`/`high` inclusive; null = open)."""

    text: str
    number: float | None
    unit: str | None
    counted: str | None
    bound: Bound
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a report says, clause by clause."""

    id: str
    report: str
    story: str
    passage: Passage
    who: str | None
    what: str  # the predicate in its dictionary form, with particles, free of negation: "roll back", "be negotiable"
    whom: str | None
    where: str | None
    when: When | None
    values: tuple[Value, ...]
    polarity: Polarity
    modality: Modality
    condition: Passage | None
    attributed_to: str | None  # entity id
    attributed_name: str | None
    sentence: Passage | None = None  # the sentence the clause stands in
    attribution: Passage | None = None  # the source words as written ("a Ukrainian intelligence assessment")


@dataclass(frozen=True, slots=True)
class EventMention:
    """A PLOVER event as one sentence tells it. `actor` and `recipient` are the words as written; codes come with the story's names."""

    type: str  # PLOVER event type
    mode: str | None
    context: tuple[str, ...]
    actor: Passage | None
    recipient: Passage | None
    place: Passage | None
    when: When | None
    passage: Passage
    auxiliary: tuple[Auxiliary, ...]
    source: Passage | None  # who tells it
    confidence: float


@dataclass(frozen=True, slots=True)
class Stand:
    """A party's stand as one sentence tells it: who demands, rejects, offers ... what, on which condition, towards whom."""

    party: Passage
    stance: Stance
    issue: Passage
    condition: Passage | None
    target: Passage | None
    speaker: Passage | None
    passage: Passage
    form: StandForm
    cue: str  # dictionary form of the word that tells it


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor or recipient as PLOVER 2.0 records it: the words, the country (ISO alpha-3 or supranational code), sectors, Wikidata."""

    text: str
    code: str | None
    sector: tuple[str, ...] = ()
    name: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event took place; `geonames` is the GeoNames id, latitude and longitude in degrees."""

    text: str
    name: str | None = None
    country: str | None = None
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER 2.0 record, one per event of a story with all its passages, reports and origins."""

    id: str
    story: str
    date: str | None
    date_precision: str | None
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    event: str
    mode: str | None
    context: tuple[str, ...]
    event_loc: Location | None
    quad_code: int
    event_scale: float
    text: str
    text_info: dict[str, object] = field(default_factory=dict)
    cite_info: dict[str, object] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    attributed_to: str | None = None
    reports: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    confidence: float = 0.0
    formerly: tuple[str, ...] = ()  # ids that gave way to this one
