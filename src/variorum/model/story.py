"""A story: the reports of one event, how they descend, and the Dossier in which the story stages work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import is_
from typing import Any, Final, Literal

import numpy as np

from variorum.model.decision import Decision
from variorum.model.entity import Entity
from variorum.model.paragraph import Analysis
from variorum.model.point import Point, Position, Utterance
from variorum.model.proposal import Answer
from variorum.model.report import Block, Passage, Report
from variorum.model.statement import Event, Quotation, Statement
from variorum.text.normal import words_key


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each; `carrying`: reports of an origin of their own that carry passages of another origin's text.

    `origins_least` and `origins_most`: how few and how many origins it may be, where some texts could as well be one as two.
    """

    reports: int
    outlets: int
    origins: int
    carrying: int = 0
    origins_least: int | None = None
    origins_most: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    title: str
    reports: tuple[str, ...]
    first_published: str | None
    last_published: str | None
    counts: Counts
    formerly: tuple[str, ...] = ()  # ids that gave way to this one
    earlier: tuple[str, ...] = ()  # ids of stories of the same matter, days before
    later: tuple[str, ...] = ()  # and days after


UNKNOWN_ORIGIN: Final = "unknown origin"  # and a number: as an origin is called of which nobody can tell whose it is


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent source of a story. `in_hand`: is the original report among those read? Each report is in exactly one origin.

    `basis`: an agency's credit; `stated`: another maker that the pages state; `cited`: reports that retell what another medium reported.
    """

    id: str
    story: str
    name: str
    in_hand: bool
    reports: tuple[str, ...]
    basis: Literal["credit", "stated", "cited", "shared_text", "parallel_text", "own"]
    confidence: float
    why: str
    release: bool = False  # a party's own word, as it gave it out: no second source of what it tells
    formerly: tuple[str, ...] = ()  # ids that gave way to this one


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages that are one: the taker's words and the giver's."""

    taker: Passage
    giver: Passage


@dataclass(frozen=True, slots=True)
class Borrowing:
    """One report taking from another, or from an original that is not in hand (then `giver` is an origin id).

    `basis` tells how it is known: by text that both have, by a credit (`stated`), or because the taker says that it has facts from
    there (`cited`; its passages are in `cites`). What is stated and cited may come from a medium of which no report was read, and which is
    no origin of the story: its name is in `giver_name` all the same.
    """

    id: str
    story: str
    taker: str
    giver: str
    kind: Literal["verbatim", "edited", "paraphrase", "translation", "partial"]
    direction: Literal["known", "inferred", "unknown"]
    score: float  # share of the taker's sentences found in the giver, 0..1
    why: str
    pairs: tuple[Pair, ...]
    basis: Literal["shared_text", "stated", "cited"] = "shared_text"
    giver_name: str | None = None  # the giver's outlet or agency
    cites: tuple[Passage, ...] = ()  # the taker's words that name the giver
    formerly: tuple[str, ...] = ()  # ids that gave way to this one


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph at its place: `start` is where it begins in the report's text, `key` is its words' hash."""

    report: str
    block: Block
    start: int
    key: str


def places(report: Report) -> Iterator[Placed]:
    """The speaking blocks of a report at their places, with the key of their words."""
    for block in report.speaking:
        text = report.text[block.start : block.end]
        if text.strip():
            yield Placed(report.id, block, block.start, words_key(text, report.language))


Vectors = np.ndarray[Any, np.dtype[np.float16]]


@dataclass(frozen=True, repr=False)
class Dossier:
    """All there is on one story. A story stage takes one and returns one with more in it. The order of reports is canonical."""

    story: Story
    reports: tuple[Report, ...]  # by time, the undated last and by file name; pipeline.story_of
    placed: tuple[Placed, ...] = ()  # in the order of reports, then of text
    analyses: dict[str, Analysis] = field(default_factory=dict)  # by paragraph key
    vectors: dict[str, Vectors] = field(default_factory=dict)  # by paragraph key: one unit row a sentence
    decisions: tuple[Decision, ...] = ()  # of a person, on these reports, in the order in which they were made
    answers: tuple[Answer, ...] = ()  # of a second reader, where one was asked about these sentences
    said: tuple[Answer, ...] = ()  # by it, of the lines that were kept and put back to it
    heard: dict[int, float] = field(default_factory=dict)  # what the judge said of lines of this story, by the hash of what it was asked
    # What was worked out of parts of this story when it was judged before, and what is now: plain values, by the hash of their parts.
    before: dict[int, Any] = field(default_factory=dict)
    worked: dict[int, Any] = field(default_factory=dict)
    # What several stages ask alike of the reports while these are judged: by its name, with all that it was made from.
    shared: dict[str, tuple[tuple[object, ...], Any]] = field(default_factory=dict, compare=False)
    origins: tuple[Origin, ...] = ()
    borrowings: tuple[Borrowing, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    statements: tuple[Statement, ...] = ()
    points: tuple[Point, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    lost: bool = False  # could a part of it not be judged when it was judged last?

    def __repr__(self) -> str:
        return f"<dossier of {self.story.title!r}: {len(self.reports)} reports, {len(self.points)} points>"

    def having(self, **found: Any) -> "Dossier":
        return replace(self, **found)

    def once(self, name: str, made_from: tuple[object, ...], make: Callable[[], Any]) -> Any:
        """What `make` gives, made once of these very things, for all stages that ask for it by this name."""
        before, known = self.shared.get(name, ((), None))
        if len(before) != len(made_from) or not all(map(is_, before, made_from)):
            known = make()
            self.shared[name] = made_from, known
        return known

    @cached_property
    def by_id(self) -> dict[str, Report]:
        return {report.id: report for report in self.reports}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Report id -> the number, from 1, by which every view cites it."""
        return {report.id: number for number, report in enumerate(self.reports, 1)}

    @cached_property
    def has_corrections(self) -> bool:
        """Does any report have a notice of correction?"""
        return any(report.corrections for report in self.reports)

    @cached_property
    def statements_of(self) -> dict[str, list[Statement]]:
        """Report id -> its statements, in text order."""
        found: dict[str, list[Statement]] = {}
        for one in sorted(self.statements, key=lambda one: (one.passage.start, one.passage.end)):
            found.setdefault(one.report, []).append(one)
        return found

    def readings(self) -> Iterator[tuple[Placed, Analysis]]:
        """Each paragraph at its place with what is known of it."""
        for place in self.placed:
            yield place, self.analyses[place.key]

    @cached_property
    def origin_of(self) -> dict[str, str]:
        """Report id -> id of the origin that its text goes back to (the main one, where it also takes a few sentences elsewhere)."""
        return {report: origin.id for origin in self.origins for report in origin.reports}

    @cached_property
    def _taken(self) -> dict[str, list[tuple[Passage, Passage, str]]]:
        """Taker -> (its passage, the giver's, the origin it was taken from)."""
        taken: dict[str, list[tuple[Passage, Passage, str]]] = {}
        for borrowing in self.borrowings:
            origin = self.origin_of.get(borrowing.giver, borrowing.giver)
            for pair in borrowing.pairs:
                taken.setdefault(pair.taker.report, []).append((pair.taker, pair.giver, origin))
        return taken

    @cached_property
    def _origins_at(self) -> dict[Passage, str]:
        """What `origin_at` was asked for: the passages of a line are asked for by all who rank, print and count it."""
        return {}

    def origin_at(self, passage: Passage) -> str:
        """The origin a passage goes back to: where a report, or one it copies, took the passage from another origin, that one."""
        if passage not in self._origins_at:
            self._origins_at[passage] = self._origin_at(passage)
        return self._origins_at[passage]

    def _origin_at(self, passage: Passage) -> str:
        own = self.origin_of.get(passage.report, passage.report)
        around = [(giver, origin) for taker, giver, origin in self._taken.get(passage.report, ()) if passage.within(taker)]
        for _, origin in around:
            if origin != own:
                return origin
        # A copy of a report that took these words elsewhere. Borrowings have no ring (law 4), a lost original has no text.
        return next((found for giver, _ in around if giver.report != passage.report and (found := self._before(giver, own)) != own), own)

    def _before(self, passage: Passage, own: str) -> str:
        """The origin that a giver's passage was taken from, if that is another than `own`; one step, as far as a copy of a rewrite goes."""
        for taker, _, origin in self._taken.get(passage.report, ()):
            if passage.within(taker) and origin != own:
                return origin
        return own
