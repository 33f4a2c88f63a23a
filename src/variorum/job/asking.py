"""Asking a second reader about stories that were read: part by part, and each part once more, with its answer, for what that passed over.
Each answer is kept as soon as it is there. The stories are judged anew, then what was kept is put back to the reader, some lines at a
time, and they are judged once more.

Killed midway and run again it goes on where it was, and ends in the same library. A server that fails costs the proposals and nothing else:
one problem tells of it, and the stories stand as they stood.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from variorum.contracts import Engine
from variorum.job.dossiers import AskedOf, answers_of, answers_to, bare_dossier
from variorum.job.filing import Progress, no_progress
from variorum.job.reading import settle
from variorum.model.proposal import Answer, Asking
from variorum.model.report import Problem
from variorum.proposals import answered_back, asking_back, asking_on, prompts
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
FURTHER: Final = 2_200  # and of one to what the first passed over
LISTED: Final = 1_200  # tokens of the list of what the first found, on the same readers' average
SAID: Final = 120  # tokens that are written about a line that is put back
BACK: Final = 27_000  # tokens that it takes to put back what is kept of a part, with what is written: the same strong readers' average
GIVES_UP: Final = 3  # questions in a row that a server fails before it is asked no more


class Plan(NamedTuple):
    """What asking about stories would take: how many of them have several reports, in how many questions, of which how many were asked
    before, about how many tokens the others are and will be answered in, and about how many it takes to put back what will be kept, with
    what is written then."""

    stories: int
    questions: int
    known: int
    tokens: int
    written: int
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
    several = questions = known = tokens = written = back = 0
    asked = library.asked()
    for story in stories:
        own = _parts(library, story, asking)
        there = answers_to(library, own, asking)
        left = [_left_of(part, asking, there) for part in own]
        several += bool(own)
        known += len(there)
        questions += len(there) + sum(one.questions for one in left)
        tokens += sum(one.tokens for one in left)
        written += sum(one.written for one in left)
        if story in asked and not any(one.questions for one in left):
            back += sum(map(_takes, _left(library, story, asking)))
        else:
            back += len(own) * BACK
    return Plan(several, questions, known, tokens, written, back)


class _LeftOf(NamedTuple):
    """What is left to ask about a part: how many questions, of about how many tokens, answered in about how many."""

    questions: int
    tokens: int
    written: int


def _left_of(part: Part, asking: Asking, there: Mapping[str, Answer]) -> _LeftOf:
    """What is left to ask about a part: itself and what it will pass over, the latter alone, or nothing."""
    answer = there.get(part.key(asking))
    if answer is None:
        first = _LeftOf(1, part.tokens, EXPECTED)
        return first if asking_on.room(asking) < 1 else _LeftOf(2, 2 * part.tokens + LISTED, EXPECTED + FURTHER)
    more = asking_on.more(part, asking, answer.text)
    return _LeftOf(0, 0, 0) if more is None or more.key(asking) in there else _LeftOf(1, more.tokens, FURTHER)


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
    if planned.questions > planned.known:
        library.begin()
    for story in stories:
        keys = [key for part in _parts(library.reader, story, asking) for key in talk.answers(part)]
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
        self.left = planned.questions - planned.known
        self.of = planned.tokens + planned.written + planned.back
        self.asked = self.done = self.written = 0
        self._stories = 0  # whose lines are still to be put back
        self._faults: list[Fault] = []
        self._in_a_row = 0

    def answers(self, part: Part) -> Iterator[str]:
        """The keys of the answer to a part and of that to what it passed over, each asked for where it is not there yet."""
        asked = self.asked
        first = self._answer(part, EXPECTED)
        if first is None:
            return
        yield first
        more = asking_on.more(part, self.asking, self.library.reader.answers([first])[first].text)
        if more is None:
            self.left -= self.asked - asked if asking_on.room(self.asking) > 0 else 0  # it was planned that there would be one more
        elif (second := self._answer(more, FURTHER)) is not None:
            yield second

    def _answer(self, part: Part, expected: int) -> str | None:
        """The key of an answer; None where there is none."""
        key = part.key(self.asking)
        if self.library.reader.answers([key]):
            return key
        text = self._asked(part, expected)
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
        keys = list(answers_to(self.library.reader, _parts(self.library.reader, story, self.asking), self.asking))
        keys += self.library.reader.answers([asking_back.key(line, self.asking) for line in _lines(self.library.reader, story)])
        if keys:
            self.library.note_asked(story, self.asking, keys)

    def _asked(self, part: Part, expected: int) -> str | None:
        """What the server answers, where it does."""
        if self._over:
            return None
        self._tell(0)
        asked = Question(part.system, part.user, part.schema, self.asking.model, self.asking.longest - part.taken, self.asking.seed)
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
