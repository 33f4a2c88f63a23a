"""A step of a bulk run: parts, each of bundles of work; a part is marked when all its bundles are done, and not done again.

What an engine hands out is a bundle of names: where things lie, never the things. A bundle whose work is lost, because something in it
kills its worker, hangs or raises, is taken apart and tried in smaller ones, so that what is hostile costs itself alone.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from variorum.bulk.folder import WORK, Folder
from variorum.contracts import Engine, Lost
from variorum.job.filing import Progress
from variorum.model.report import Problem
from variorum.model.rows import from_row, to_row

log = logging.getLogger(__name__)

APART: Final = 8  # into so many bundles a lost one is taken apart
TRIES: Final = 3  # of a single thing: its worker may have been ended from outside


class Piece(NamedTuple):
    name: str  # within the folder
    rows: int


class Bundle(NamedTuple):
    """Work for one worker: `things` are names and numbers, the first of them the part's thing number `first`."""

    folder: str  # its address
    part: str
    first: int
    things: tuple[Any, ...]

    @property
    def name(self) -> str:
        """What the pieces are called that come of it: another name for every bundle of a step."""
        return f"{self.part}-{self.first:05}-{len(self.things)}"

    def apart(self) -> "list[Bundle]":
        size = -(-len(self.things) // APART)
        cut = range(0, len(self.things), size)
        return [self._replace(first=self.first + start, things=self.things[start : start + size]) for start in cut]


class Part(NamedTuple):
    name: str
    bundles: Sequence[Bundle]


class Done(NamedTuple):
    """What came of a bundle, or of a whole part: the pieces that were written, what could not be used, and plain values of the step."""

    pieces: tuple[Piece, ...] = ()
    problems: tuple[Problem, ...] = ()
    told: tuple[Any, ...] = ()


class Step(NamedTuple):
    """`work` is what a worker does; `lost` what stands for a single thing whose work was lost; `remembers`: is what is told of the bundles
    asked for in the run itself? If not it lies in the marks alone, and not in the driver's memory."""

    name: str
    says: str  # to the user, while it is done
    work: Callable[[Sequence[Bundle]], list[Done]]
    lost: Callable[[Folder, Bundle, Lost], Done]
    remembers: bool = True


def mark_of(folder: Folder, step: str, part: str) -> Done | None:
    """What was done of a part; None where it is not done yet."""
    row = folder.json(f"{WORK}/marks/{step}/{part}.json")
    return None if row is None else from_row(Done, row)


def put_mark(folder: Folder, step: str, part: str, done: Done) -> None:
    """The part is done: nothing of it is done again."""
    folder.put_json(f"{WORK}/marks/{step}/{part}.json", to_row(done))


def run(folder: Folder, step: Step, parts: Iterable[Part], of: int, engine: Engine, progress: Progress) -> list[tuple[str, Done]]:
    """Do the parts of a step that are not marked; returns what was done of each, in the order of the parts. `of` things are in them all."""
    run_of_it = _Run(folder, step, progress, of)
    waiting: Iterable[Bundle] = run_of_it.bundles(parts)
    tries: Counter[str] = Counter()
    while True:
        again: list[Bundle] = []
        handed: dict[int, Bundle] = {}  # those that are being worked at
        for result in engine.map(step.work, _kept(waiting, handed), batch=1):
            index = result.index if isinstance(result, Lost) else result[0]
            bundle = handed.pop(index)
            if not isinstance(result, Lost):
                run_of_it.done(bundle, result[1])
            elif len(bundle.things) > 1:
                again += bundle.apart()
                run_of_it.taken_apart(bundle)
            elif (tried := tries[bundle.name] + 1) < TRIES:
                tries[bundle.name] = tried
                again.append(bundle)
            else:
                log.error("%s: %s\n%s", bundle.name, result.reason, result.trace)
                run_of_it.done(bundle, step.lost(folder, bundle, result))
        if not again:
            return run_of_it.all()
        waiting = again


def _kept(bundles: Iterable[Bundle], handed: dict[int, Bundle]) -> Iterator[Bundle]:
    for index, bundle in enumerate(bundles):
        handed[index] = bundle
        yield bundle


class _Run:
    """Which parts are open, and what came of their bundles so far."""

    def __init__(self, folder: Folder, step: Step, progress: Progress, of: int) -> None:
        self.folder, self.step, self.progress, self.of = folder, step, progress, of
        self.order: list[str] = []
        self.found: dict[str, Done] = {}
        self.open: dict[str, dict[int, Done]] = {}
        self.left: dict[str, int] = {}
        self.things = 0
        self.there = set(folder.names(f"{WORK}/marks/{step.name}"))

    def bundles(self, parts: Iterable[Part]) -> Iterator[Bundle]:
        for part in parts:
            self.order.append(part.name)
            if f"{part.name}.json" in self.there and (before := mark_of(self.folder, self.step.name, part.name)):
                self._find(part.name, before)
                self._count(sum(len(bundle.things) for bundle in part.bundles))
                continue
            self.open[part.name], self.left[part.name] = {}, len(part.bundles)
            if not part.bundles:
                self._close(part.name)
            yield from part.bundles

    def taken_apart(self, bundle: Bundle) -> None:
        self.left[bundle.part] += len(bundle.apart()) - 1

    def done(self, bundle: Bundle, done: Done) -> None:
        self.open[bundle.part][bundle.first] = done
        self.left[bundle.part] -= 1
        self._count(len(bundle.things))
        if not self.left[bundle.part]:
            self._close(bundle.part)

    def _close(self, part: str) -> None:
        made = [done for _, done in sorted(self.open.pop(part).items())]
        whole = Done(
            tuple(piece for done in made for piece in done.pieces),
            tuple(problem for done in made for problem in done.problems),
            tuple(told for done in made for told in done.told),
        )
        put_mark(self.folder, self.step.name, part, whole)
        self._find(part, whole)
        del self.left[part]

    def _find(self, part: str, done: Done) -> None:
        self.found[part] = done if self.step.remembers else done._replace(told=())

    def _count(self, things: int) -> None:
        self.things += things
        self.progress(self.step.says, self.things, self.of)

    def all(self) -> list[tuple[str, Done]]:
        return [(name, self.found[name]) for name in self.order]
