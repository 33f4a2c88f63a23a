"""Asking a second reader about stories that were read: part by part, each answer kept as soon as it is there, then the stories judged anew;
then what was kept is put back to it, some lines at a time, and the stories are judged once more.

Killed midway and run again it goes on where it was, and ends in the same library. A server that fails costs the proposals and nothing else:
one problem tells of it, and the stories stand as they stood.
"""

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

from variorum.contracts import Engine
from variorum.job.dossiers import AskedOf, answers_of, bare_dossier
from variorum.job.filing import Progress, no_progress
from variorum.job.reading import settle
from variorum.model.proposal import Answer, Asking
from variorum.model.report import Problem
from variorum.proposals import answered_back, asking_back, prompts
from variorum.proposals.answers import LONGEST_ANSWER
from variorum.proposals.asking_back import Batch, Line
from variorum.proposals.keeping import Kept, keep
from variorum.proposals.prompts import Part
from variorum.servers.chat import Fault, Question, Server
from variorum.store.library import Library
from variorum.store.writer import Writer

log = logging.getLogger(__name__)

STAGE: Final = "reader"  # the stage of problems told here
EXPECTED: Final = 5_000  # tokens of an answer, for the time that is left: what strong readers wrote on the average
SAID: Final = 120  # tokens that are written about a line that is put back
BACK: Final = 18_000  # tokens that it takes to put back what is kept of a part, with what is written: the same strong readers' average
GIVES_UP: Final = 3  # questions in a row that a server fails before it is asked no more


class Plan(NamedTuple):
    """What asking about stories would take: how many of them have several reports, in how many parts, of which how many were asked before,
    about how many tokens the others are, and about how many it takes to put back what will be kept, with what is written then."""

    stories: int
    parts: int
    known: int
    tokens: int
    back: int


class Outcome(NamedTuple):
    """What asking did: questions asked now, parts known before, tokens that were written (as the server or we count them), stories judged
    anew, and the problem that there was."""

    asked: int
    known: int
    tokens: int
    stories: tuple[str, ...]
    problem: Problem | None


def plan(library: Library, stories: Sequence[str], asking: Asking) -> Plan:
    """What asking about these stories would take; asks nobody."""
    several = parts = known = tokens = back = 0
    asked = library.asked()
    for story in stories:
        own = _parts(library, story, asking)
        there = library.answers([part.key(asking) for part in own])
        several += bool(own)
        parts += len(own)
        known += len(there)
        tokens += sum(part.tokens for part in own if part.key(asking) not in there)
        if own and len(there) == len(own) and story in asked:
            back += sum(map(_takes, _left(library, story, asking)))
        else:
            back += len(own) * BACK
    return Plan(several, parts, known, tokens, back)


def ask(
    library: Writer, stories: Sequence[str], asking: Asking, server: Server, engine: Engine, progress: Progress = no_progress
) -> Outcome:
    """Ask a server about these stories (ids), put back to it what of its answers holds, and keep what holds then. Raises LibraryError and
    DiskFull where the library cannot be written.
    """
    settle(library, engine, progress)
    library.forget_problems(STAGE)
    planned = plan(library.reader, stories, asking)
    talk = _Talk(library, asking, server, progress, planned)
    if planned.parts > planned.known:
        library.begin()
    for story in stories:
        keys = [key for part in _parts(library.reader, story, asking) if (key := talk.answer(part)) is not None]
        if keys and not _noted(library.reader.asked().get(story), asking, keys):
            library.note_asked(story, asking, keys)
    changed = settle(library, engine, progress)
    noted = library.reader.asked()
    again = [story for story in stories if noted.get(story, (None,))[0] == asking]
    talk.begin_again(len(again))
    for story in again:
        talk.put_back(story)
    changed = tuple(dict.fromkeys((*changed, *settle(library, engine, progress))))
    if talk.problem is not None:
        library.put_problems([talk.problem])
    return Outcome(talk.asked, planned.known, talk.written, changed, talk.problem)


def _noted(before: AskedOf | None, asking: Asking, keys: Sequence[str]) -> bool:
    """Are these answers noted already, beside what was said of their lines?"""
    return before is not None and before[0] == asking and set(keys) <= set(before[1])


def _left(library: Library, story: str, asking: Asking) -> tuple[Batch, ...]:
    """The lines of a story that are still to be put back, in their questions."""
    lines = _lines(library, story)
    there = library.answers([asking_back.key(line, asking) for line in lines])
    return asking_back.batches([line for line in lines if asking_back.key(line, asking) not in there], asking)


def _lines(library: Library, story: str) -> list[Line]:
    """The lines that are kept of a second reader's answers about a story, as they are put back."""
    found = report(library, story)
    return [] if found is None else [line for line, _ in found.put_back]


def _takes(batch: Batch) -> int:
    """About how many tokens it takes to ask and to answer a question about lines."""
    return batch.part.tokens + len(batch.lines) * SAID


def _parts(library: Library, story: str, asking: Asking) -> tuple[Part, ...]:
    reports = library.reports_of(story)
    return prompts.parts(bare_dossier(library, sorted(reports)), asking) if len(reports) > 1 else ()


class _Talk:
    """The talk with a server over all questions, and what came of it."""

    def __init__(self, library: Writer, asking: Asking, server: Server, progress: Progress, planned: Plan) -> None:
        self.library, self.asking, self.server, self.progress = library, asking, server, progress
        self.left = planned.parts - planned.known
        self.of = planned.tokens + self.left * EXPECTED + planned.back
        self.asked = self.done = self.written = 0
        self._stories = 0  # whose lines are still to be put back
        self._faults: list[Fault] = []
        self._in_a_row = 0

    def answer(self, part: Part) -> str | None:
        """The key of the answer to a part, asked for where it is not there yet; None where there is none."""
        key = part.key(self.asking)
        if self.library.reader.answers([key]):
            return key
        text = self._asked(part, EXPECTED)
        if text is None:
            return None
        self.library.keep_answer(key, Answer(self.asking.model, text))
        self._tell(0)
        return key

    def begin_again(self, stories: int) -> None:
        """So many stories were asked about, and what is kept of them is put back now."""
        self._stories = stories

    def put_back(self, story: str) -> None:
        """Put the kept lines of a story back, and note what is said of them beside the answers."""
        batches = _left(self.library.reader, story, self.asking)
        self._stories -= 1
        self.left += len(batches)
        self.of = self.done + sum(map(_takes, batches)) + self._stories * BACK
        for batch in batches:
            text = self._asked(batch.part, len(batch.lines) * SAID)
            if text is not None:
                rows = answered_back.parted(text, batch.lines)
                for line in batch.lines:
                    self.library.keep_answer(asking_back.key(line, self.asking), Answer(self.asking.model, rows[line.key]))
                self._tell(0)
        keys = [part.key(self.asking) for part in _parts(self.library.reader, story, self.asking)]
        keys += [asking_back.key(line, self.asking) for line in _lines(self.library.reader, story)]
        there = self.library.reader.answers(keys)
        if there:
            self.library.note_asked(story, self.asking, list(there))

    def _asked(self, part: Part, expected: int) -> str | None:
        """What the server answers, where it does."""
        if self._over:
            return None
        self._tell(0)
        asked = Question(part.system, part.user, part.schema, self.asking.model, self.asking.longest, self.asking.seed)
        try:
            answered = self.server.ask(asked, lambda heard: self._tell(part.tokens + min(heard, expected)))
        except Fault as fault:
            log.info("the second reader gave no answer: %s", fault)
            self._faults.append(fault)
            self._in_a_row += 1
            return None
        self._in_a_row = 0
        self.asked += 1
        self.written += answered.tokens or prompts.tokens(answered.text)
        self.done += part.tokens + expected
        return answered.text[:LONGEST_ANSWER]

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
    return keep(dossier.having(**answers_of(library, dossier, asked)))
