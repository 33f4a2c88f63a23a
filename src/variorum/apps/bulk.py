"""The commands for very many reports: `bulk` reads them into a folder of tables, `load` brings stories from there into a library."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from variorum.apps.options import DEFAULT, JsonOption, LibraryOption, VerboseOption, WorkersOption, count, pair
from variorum.errors import WrongUse

if TYPE_CHECKING:
    from variorum.contracts import Engine, Given
    from variorum.job.filing import Outcome
    from variorum.sources.files import FoundFile
    from variorum.store.writer import Writer

LOCAL: Final = "local"
PATIENCE: Final = 300.0  # seconds that a bundle of work may take before it is taken apart
PACE: Final = 10.0  # seconds between two lines that tell how far a long run is
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="local|ray[:ADDRESS]",
        help="Where the work is done: by processes on this machine, or by Ray (pip install variorum[ray]), here or on the cluster ADDRESS.",
    ),
]
WorkOption = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER", help="With --engine ray: a folder that all machines see, for its hidden work. Default: beside the library."
    ),
]
GB: Final = 1_000_000_000
MEMORY: Final = 4.0  # GB: a worker has some 0.9 with all models, most of it space that it never fills


def engine_of(name: str, workers: int | None, memory: float = MEMORY) -> "AbstractContextManager[Engine]":
    """The engine that is called so; `memory` in GB a worker. Raises WrongUse where there is none."""
    if name == LOCAL:
        from variorum.engines.local import LocalEngine

        return LocalEngine(workers, small=0, patience=PATIENCE, memory=int(memory * GB))
    kind, _, address = name.partition(":")
    if kind != "ray":
        raise WrongUse(f"there is no engine {name!r}: local, ray, or ray:ADDRESS")
    from variorum.job import versions

    try:
        from variorum.engines.ray import RayEngine
    except ModuleNotFoundError as error:
        raise WrongUse(f"the engine ray needs Ray: pip install 'variorum[ray]' ({error})") from error
    return RayEngine(address or None, versions.looks, workers, PATIENCE, int(memory * GB))


def read_elsewhere(
    library: "Writer",
    paths: "Sequence[Path | FoundFile]",
    given: "Given",
    here: "Engine",
    engine: str,
    workers: int | None,
    work: str | None,
    progress: Callable[[str, int, int], None],
) -> "Outcome":
    """A read whose work an engine of this name does, in a folder that all workers see."""
    from variorum.bulk.reading import read

    with engine_of(engine, workers) as chosen:
        return read(library, paths, given, chosen, here, work or str(library.path.absolute().parent), progress)


@contextmanager
def paced() -> Iterator[Callable[[str, int, int], None]]:
    """How far a long run is: a bar on a terminal; elsewhere a line now and then, with the rate and the time left."""
    from variorum.apps import terminal

    if sys.stderr.isatty():
        with terminal.progress() as progress:
            yield progress
        return
    begun: dict[str, tuple[float, int]] = {}
    last = [0.0]

    def tell(what: str, done: int, of: int) -> None:
        now = time.monotonic()
        start, first = begun.setdefault(what, (now, done))
        if now - last[0] >= PACE or (done == of and now - start >= PACE):
            last[0] = now
            terminal.warn(line_of(what, done, of, done - first, now - start))

    yield tell


def line_of(what: str, done: int, of: int, lately: int, seconds: float) -> str:
    """How far a step is: `lately` of what is done was done in these seconds."""
    told = f"{what}: {done:,} of {of:,}" if of else f"{what}: {done:,}"
    if not lately or seconds <= 0:
        return told
    rate = lately / seconds
    told += f", {rate:,.1f} a second"
    return told if not of else f"{told}, {_time((of - done) / rate)} left"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def bulk(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files and folders that all machines see, or addresses: s3://bucket/place.")
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="FOLDER", help="The folder for the tables: a path that all machines see, or an address.")
    ],
    engine: EngineOption = LOCAL,
    outlet: Annotated[str | None, typer.Option(help="Who published these reports, where the files do not say.")] = None,
    field: Annotated[
        list[str] | None, typer.Option(metavar="OURS=THEIRS", help="Which field of a JSON or CSV file is which, as for `variorum read`.")
    ] = None,
    workers: WorkersOption = None,
    memory: Annotated[
        float, typer.Option(min=1.0, metavar="GB", help="The most that one worker may take; what needs more is told in problems.")
    ] = MEMORY,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Read very many files, on one machine or many, into tables of Parquet: FOLDER/TABLE/*.parquet, the tables that `export` writes.

    A run that is stopped, however, goes on where it was when it is run again with the same files. Its rows are those of `variorum read`.
    `variorum load` brings stories from the folder into a library.

    Examples:

        variorum bulk archive/ --to tables/

        variorum bulk s3://news/2024 --to s3://news/tables --engine ray:10.0.0.1:6379
    """
    from variorum.apps import answers, terminal
    from variorum.apps.telling import tell_problems
    from variorum.bulk.run import run
    from variorum.contracts import Given

    given = Given(outlet, None, None, tuple(pair(one) for one in field or ()))
    with engine_of(engine, workers, memory) as chosen, paced() as progress:
        outcome = run(to, paths, given, chosen, progress)
    if as_json:
        terminal.answer(answers.Bulk(outcome.files, outcome.reports, outcome.stories, to, tuple(outcome.problems)))
        return
    terminal.say(
        f"{count(outcome.files, 'file')}, {count(outcome.reports, 'report')}, {count(outcome.stories, 'story', 'stories')} in {to}"
    )
    tell_problems(outcome.problems)


def load(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The folder that `variorum bulk` filled, or its address.")],
    stories: Annotated[
        list[str] | None, typer.Argument(metavar="[STORY]...", help="Ids of stories, or their beginnings. Default: all.")
    ] = None,
    library: LibraryOption = DEFAULT,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Bring stories that `variorum bulk` found into a library: one, some, or all. The library then is as if it had read their reports.

    Examples:

        variorum load tables/ --library all.db

        variorum load s3://news/tables s3f2a s81c0 --library two.db
    """
    from variorum.apps import answers, terminal
    from variorum.bulk.loading import load as load_stories
    from variorum.engines.local import LocalEngine
    from variorum.store.writer import Writer

    with Writer(Path(library)) as writer, LocalEngine(workers) as engine, paced() as progress:
        loaded = load_stories(writer, folder, stories or [], engine, progress)
        lines = writer.reader.stories() if as_json else []
    if as_json:
        brought, judged = (answers.lines_of(lines, ids) for ids in (loaded.stories, loaded.judged))
        terminal.answer(answers.Load(loaded.reports, brought, judged, loaded.kept))
        return
    told = f"{count(loaded.reports, 'new report')}, {count(len(loaded.stories), 'story', 'stories')} brought"
    terminal.say(told + (f", {len(loaded.judged)} judged anew" if loaded.judged else ""))
    if loaded.kept:
        files = count(loaded.kept, "file")
        terminal.warn(f"{files} that {library} has read itself: what was said of them there holds. `variorum read` says something else.")
