"""A report as read: its text, its furniture, and exact passages of it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Role = Literal[
    "headline", "deck", "byline", "dateline", "credit", "lead", "body", "crosshead", "quote", "caption", "correction", "boilerplate"
]
# Roles whose words may carry statements (contract: all but caption and boilerplate; a caption counts once with the body it repeats).
SPEAKING: frozenset[Role] = frozenset({"headline", "deck", "lead", "body", "quote"})


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact piece of a report: `report.text[start:end] == text`, counted in Unicode code points, end exclusive.

    Until a paragraph's findings are placed in a report, `report` holds the paragraph's key and offsets count from the paragraph's start.
    """

    report: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"passage {self.start}:{self.end} does not fit its text of {len(self.text)} code points")

    def __len__(self) -> int:
        return self.end - self.start

    def within(self, other: "Passage") -> bool:
        return self.report == other.report and other.start <= self.start and self.end <= other.end


def cut(report: str, text: str, start: int, end: int) -> Passage:
    """The passage [start, end) of a text, trimmed of white space at both ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Passage(report, start, start + len(piece), piece)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a report with one role; blocks are in order, do not overlap, and leave out only white space."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency named as the maker of the text, a photo or a video. A photo credit is no text credit."""

    agency: str
    what: Literal["text", "photo", "video"]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a live blog: the stretch of the report that was posted at one moment."""

    start: int
    end: int
    at: str | None  # ISO 8601; None where the page does not say


@dataclass(frozen=True, slots=True)
class Correction:
    """A notice of correction, and what it says of the text: what stood there before, what stands now, and since when."""

    notice: Passage
    wrong: Passage | None = None  # within the notice: the words that stood there before
    right: Passage | None = None  # within the notice: the words that stand now
    corrects: tuple[Passage, ...] = ()  # of the report: where the right words stand
    at: str | None = None  # ISO 8601


@dataclass(frozen=True, slots=True)
class Item:
    """What the sender's own file calls a report, and from which other item it says that this one was made."""

    id: str
    version: str | None = None
    evolved_from: str | None = None  # the id of that item


Kind = Literal["news", "statement", "press_release", "other"]
Form = Literal["article", "live_blog", "round_up", "interview", "transcript", "opinion"]  # a round-up tells of several events


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one outlet, as read. `text` is never changed after reading: all offsets count in it."""

    id: str
    origin: str  # path or URL as given
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    dateline: str | None
    credits: tuple[Credit, ...]
    published: str | None  # ISO 8601
    published_basis: Literal["metadata", "text", "given", "crawl"] | None  # crawl: the day on which it was fetched
    language: str | None  # ISO 639-1
    text: str
    blocks: tuple[Block, ...] = ()  # before its lines are read: those that its file names, such as captions
    modified: str | None = None  # ISO 8601: the moment of the last change
    modified_basis: Literal["metadata", "text"] | None = None
    kind: Kind = "news"  # whose text it is: an outlet's, a body's own word, what it sends to the press; "other" is no report of events
    form: Form = "article"
    section: str | None = None
    entries: tuple[Entry, ...] = ()  # of a live blog, in the order of the text
    corrections: tuple[Correction, ...] = ()
    item: Item | None = None  # of an agency's or a newsroom's system, where the file gives it one

    @property
    def told_at(self) -> str | None:
        """When it was published; None where only the day is known on which it was fetched, which may be years later."""
        return None if self.published_basis == "crawl" else self.published

    @property
    def filed(self) -> str:
        """The last part of the path or address that it was read from, without its ending; "" where there is none."""
        tail = self.origin.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1]
        return PurePosixPath(tail.split("#")[0].split("?")[0]).stem

    def passage(self, start: int, end: int) -> Passage:
        return Passage(self.id, start, end, self.text[start:end])

    @property
    def speaking(self) -> tuple[Block, ...]:
        """The blocks that may carry statements."""
        return tuple(block for block in self.blocks if block.role in SPEAKING)


# Kinds of problems of what failed through no fault of the input: a worker died, a stage or a reader raised. These are tried again.
LOST, FAULT = "lost", "fault"
FAILURES: frozenset[str] = frozenset({LOST, FAULT})


@dataclass(frozen=True, slots=True)
class Problem:
    """An input or passage that could not be used, and why, in words for the reader."""

    origin: str
    stage: str
    kind: str
    message: str
