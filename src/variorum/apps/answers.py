"""What commands answer with `--json`: one object a command, of a shape that its schema tells (`variorum/schemas/COMMAND.schema.json`).

What a person is told in sentences stands here as numbers and lists. `as_json` writes an answer; `COMMANDS` says which command gives which.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from variorum.model.decision import Decision
from variorum.model.report import Problem
from variorum.model.rows import to_row
from variorum.model.story import Story

if TYPE_CHECKING:
    from variorum.job.asking import Outcome as AskedOutcome
    from variorum.job.asking import Plan
    from variorum.job.filing import Outcome
    from variorum.live.fetching import Fetched as FetchedPages


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story of the list: `number` is the one by which commands take it, until stories come or go; `id` stays."""

    number: int
    id: str
    title: str
    reports: int
    outlets: int
    origins: int
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of a library, in their order."""

    stories: tuple[StoryLine, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking a second reader came to: questions asked now, parts answered before, tokens written, and what went wrong."""

    model: str
    asked: int
    known: int
    tokens: int
    stories: tuple[str, ...]
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Read:
    """What a read did: files looked at, how many of them were read anew, new reports, the stories that are new or changed, what could not
    be used; and what a second reader was asked, where one was."""

    files: int
    fresh: int
    reports: int
    stories: tuple[StoryLine, ...]
    problems: tuple[Problem, ...]
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a bulk run did: files looked at, reports and stories of the whole run, the folder of tables, and what could not be used."""

    files: int
    reports: int
    stories: int
    folder: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What was brought into a library: new reports, the stories that came as they were judged, and those that were judged anew for them.
    `kept`: files that the library had read itself, and of which what was said there holds, though the bulk run was told something else."""

    reports: int
    brought: tuple[StoryLine, ...]
    judged: tuple[StoryLine, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: pages saved, pages that had not changed, what could not be had; and what reading them did, if anything was read."""

    saved: int
    unchanged: int
    problems: tuple[Problem, ...]
    read: Read | None


@dataclass(frozen=True, slots=True)
class Watched:
    """One look of `watch`, one line of its output: what was fetched, if feeds were due, and what was read, if files were ready."""

    fetched: Fetched | None
    read: Read | None


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export; `rows` for tables, null for the file of a story."""

    path: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class Export:
    """The files that an export wrote."""

    format: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What `check` looked at and what is wrong. `stopped`: a read was stopped in the middle, or goes on; `failed`: what failed and will be
    tried again. The exit code is the same as without `--json`."""

    sound: bool
    stopped: bool
    reports: int
    stories: int
    rows: int
    passages: int
    failed: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problems:
    """The inputs, passages and decisions that could not be used."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the reading room answers, told before it begins."""

    address: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What asking would take: stories of several reports, questions, how many of them were answered before, and tokens: to read, to write,
    to put back what will be kept. `elsewhere`: the other machine to which it would be sent, and only with `--reader-remote`."""

    stories: int
    questions: int
    known: int
    tokens_read: int
    tokens_written: int
    tokens_back: int
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """So many proposals were kept as this, or dropped for this reason."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was kept of a second reader's proposals, and why the rest was not."""

    kept: tuple[Reason, ...]
    dropped: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What `ask` did: one of these stands there, or two where it asked; the others are null. `forgotten`: the stories that changed."""

    planned: Planned | None = None
    asked: Asked | None = None
    proposed: Proposed | None = None
    forgotten: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions as they are kept now, the stories that changed by them, and what came to be a problem."""

    decisions: tuple[Decision, ...]
    stories: tuple[StoryLine, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was decided, also what was undone, in the order in which it was decided."""

    decisions: tuple[Decision, ...]


# Command -> what it answers. `brief` answers with the brief itself (`views/brief.py`).
COMMANDS: Final[Mapping[str, type[Any]]] = {
    "read": Read,
    "bulk": Bulk,
    "load": Load,
    "stories": Stories,
    "export": Export,
    "check": Check,
    "problems": Problems,
    "serve": Serving,
    "fetch": Fetched,
    "watch": Watched,
    "ask": Ask,
    "story-join": Decided,
    "story-split": Decided,
    "story-move": Decided,
    "correct-speaker": Decided,
    "correct-same": Decided,
    "correct-apart": Decided,
    "correct-strike": Decided,
    "correct-report": Decided,
    "correct-remove": Decided,
    "correct-undo": Decided,
    "correct-import": Decided,
    "correct-export": Export,
    "correct-list": Decisions,
}


def as_json(answer: object, indent: int | None = 2) -> str:
    """An answer as JSON; lone surrogates of odd file names become question marks, as they are in all that is printed."""
    return json.dumps(to_row(answer), ensure_ascii=False, indent=indent).encode("utf-8", "replace").decode("utf-8")


def lines_of(stories: Sequence[Story], among: Iterable[str] | None = None) -> tuple[StoryLine, ...]:
    """The lines of a library's stories, or of those of them that have these ids."""
    wanted = None if among is None else set(among)
    return tuple(
        StoryLine(
            number, story.id, story.title, story.counts.reports, story.counts.outlets, story.counts.origins,
            story.first_published, story.last_published,
        )
        for number, story in enumerate(stories, 1)
        if wanted is None or story.id in wanted
    )  # fmt: skip


def of_read(outcome: "Outcome", stories: Sequence[Story], asked: Asked | None = None) -> Read:
    """What a read did, with the lines of the stories that changed."""
    return Read(outcome.files, outcome.fresh, outcome.reports, lines_of(stories, outcome.stories), outcome.problems, asked)


def of_asked(outcome: "AskedOutcome", model: str) -> Asked:
    """What asking a second reader came to."""
    return Asked(model, outcome.asked, outcome.known, outcome.tokens, outcome.stories, outcome.problem)


def of_fetched(fetched: "FetchedPages", read: Read | None) -> Fetched:
    """What was fetched, and what reading it did."""
    return Fetched(fetched.saved, fetched.unchanged, tuple(fetched.problems), read)


def of_plan(plan: "Plan", elsewhere: str | None) -> Planned:
    """What asking would take; `elsewhere` is the other machine that would be asked, if it is another."""
    return Planned(plan.stories, plan.questions, plan.known, plan.tokens, plan.written, plan.back, elsewhere)
