"""Asking a second reader about stories that were read: part by part, each answer kept as soon as it is there, then the stories judged anew.

Killed midway and run again it goes on where it was, and ends in the same library. A server that fails costs the proposals and nothing else:
one problem tells of it, and the stories stand as they stood.
"""

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

from variorum.contracts import Engine
from variorum.job.dossiers import bare_dossier
from variorum.job.reading import Progress, no_progress, settle
from variorum.model.proposal import Answer, Asking
from variorum.model.report import Problem
from variorum.proposals import prompts
from variorum.proposals.answers import LONGEST_ANSWER
from variorum.proposals.keeping import Kept, keep
from variorum.proposals.prompts import Part
from variorum.servers.chat import Fault, Question, Server
from variorum.store.library import Library
from variorum.store.writer import Writer

log = logging.getLogger(__name__)

STAGE: Final = "reader"  # the stage of problems told here
EXPECTED: Final = 5_000  # tokens of an answer, for the time that is left: what strong readers wrote on the average
GIVES_UP: Final = 3  # parts in a row that a server fails before it is asked no more


class Plan(NamedTuple):
    """What asking about stories would take: how many of them have several reports, in how many parts, of which how many were asked before,
    and about how many tokens the others are."""

    stories: int
    parts: int
    known: int
    tokens: int


class Outcome(NamedTuple):
    """What asking did: parts asked now and known before, tokens that were written (as the server or we count them), stories judged anew,
    and the problem that there was."""

    asked: int
    known: int
    tokens: int
    stories: tuple[str, ...]
    problem: Problem | None


def plan(library: Library, stories: Sequence[str], asking: Asking) -> Plan:
    """What asking about these stories would take; asks nobody."""
    several = parts = known = tokens = 0
    for story in stories:
        own = _parts(library, story, asking)
        there = library.answers([part.key(asking) for part in own])
        several += bool(own)
        parts += len(own)
        known += len(there)
        tokens += sum(part.tokens for part in own if part.key(asking) not in there)
    return Plan(several, parts, known, tokens)


def ask(
    library: Writer, stories: Sequence[str], asking: Asking, server: Server, engine: Engine, progress: Progress = no_progress
) -> Outcome:
    """Ask a server about these stories (ids) and keep what holds. Raises LibraryError and DiskFull where the library cannot be written."""
    settle(library, engine, progress)
    library.forget_problems(STAGE)
    planned = plan(library.reader, stories, asking)
    talk = _Talk(library, asking, server, progress, planned)
    if planned.parts > planned.known:
        library.begin()
    for story in stories:
        keys = [key for part in _parts(library.reader, story, asking) if (key := talk.answer(part)) is not None]
        if keys:
            library.note_asked(story, asking, keys)
    changed = settle(library, engine, progress)
    if talk.problem is not None:
        library.put_problems([talk.problem])
    return Outcome(talk.asked, planned.known, talk.written, changed, talk.problem)


def _parts(library: Library, story: str, asking: Asking) -> tuple[Part, ...]:
    reports = library.reports_of(story)
    return prompts.parts(bare_dossier(library, sorted(reports)), asking) if len(reports) > 1 else ()


class _Talk:
    """The talk with a server over all parts, and what came of it."""

    def __init__(self, library: Writer, asking: Asking, server: Server, progress: Progress, planned: Plan) -> None:
        self.library, self.asking, self.server, self.progress = library, asking, server, progress
        self.left = planned.parts - planned.known
        self.of = planned.tokens + self.left * EXPECTED
        self.asked = self.done = self.written = 0
        self._faults: list[Fault] = []
        self._in_a_row = 0

    def answer(self, part: Part) -> str | None:
        """The key of the answer to a part, asked for where it is not there yet; None where there is none."""
        key = part.key(self.asking)
        if self.library.reader.answers([key]):
            return key
        if self._over:
            return None
        self._tell(0)
        asked = Question(part.system, part.user, prompts.schema(), self.asking.model, self.asking.longest, self.asking.seed)
        try:
            answered = self.server.ask(asked, lambda heard: self._tell(part.tokens + min(heard, EXPECTED)))
        except Fault as fault:
            log.info("the second reader gave no answer: %s", fault)
            self._faults.append(fault)
            self._in_a_row += 1
            return None
        self._in_a_row = 0
        self.library.keep_answer(key, Answer(self.asking.model, answered.text[:LONGEST_ANSWER]))
        self.asked += 1
        self.written += answered.tokens or prompts.tokens(answered.text)
        self.done += part.tokens + EXPECTED
        self._tell(0)
        return key

    def _tell(self, more: int) -> None:
        self.progress(f"Asking {self.asking.model} (tokens)", self.done + more, self.of)

    @property
    def _over(self) -> bool:
        """Would it be in vain to ask on?"""
        return self._in_a_row >= GIVES_UP or any(fault.lasting for fault in self._faults)

    @property
    def problem(self) -> Problem | None:
        """What went wrong, as one row; None where nothing did."""
        if not self._faults:
            return None
        told = f"{self.left - self.asked} of {self.left} questions were not answered by the second reader at {self.server.host}"
        why = f"{self._faults[-1]}. The stories stand without it; `variorum ask` tries again"
        return Problem(self.server.address, STAGE, "server", f"{told}: {why}.")


def report(library: Library, story: str) -> Kept | None:
    """What of a second reader's answers about a story is kept, and what was dropped, by reason; None where none was asked about it."""
    asked = library.asked().get(story)
    if asked is None:
        return None
    dossier = library.dossier(story, analyses=True)
    keys = [part.key(asked[0]) for part in prompts.parts(dossier, asked[0])]
    there = library.answers(keys)
    return keep(dossier.having(answers=tuple(there[key] for key in keys if key in there)))

