"""A read whose work is done elsewhere: the files that are new go through a bulk run in a folder beside the library, and then into it.

The library is written by one program on one machine, as ever; what workers get are names of files in that folder and never what is in them.
"""

from collections.abc import Iterable
from pathlib import Path

from variorum.bulk.folder import Folder
from variorum.bulk.inputs import PLAN
from variorum.bulk.loading import load
from variorum.bulk.run import run
from variorum.contracts import Engine, Given
from variorum.errors import WrongUse
from variorum.job import reading
from variorum.job.filing import Outcome, Progress, found_for, no_progress, outcome_of, unknown
from variorum.sources import files
from variorum.store.writer import Writer


def read(
    library: Writer,
    paths: Iterable[str | Path | files.FoundFile],
    given: Given,
    engine: Engine,
    here: Engine,
    address: str,
    progress: Progress = no_progress,
) -> Outcome:
    """Read files and folders into the library, the work spread by `engine`; what the library's own reports touch is judged by `here`.

    `address` is a folder that all workers see; it is taken away when the read is done, and a read that was stopped goes on in it. Raises as
    `job.reading.run` does.
    """
    files.check(given)
    before = set(library.reader.problems())
    found = found_for(library, paths)
    fresh = list(unknown(library, found, given, progress))
    of_old = [one.file for one in fresh if one.told != given]  # with what was said of them at an earlier read: no work of many machines
    new, stories = 0, tuple[str, ...]()
    if of_old:
        outcome = reading.run(library, of_old, given, here, progress)
        new, stories = outcome.reports, outcome.stories
    if len(of_old) < len(fresh):
        _run(address, [one.file for one in fresh if one.told == given], given, engine, progress)
        loaded = load(library, address, [], here, progress)
        new, stories = new + loaded.reports, tuple(dict.fromkeys((*stories, *loaded.stories, *loaded.judged)))
        _take_away(address)
    elif not of_old:
        stories = reading.settle(library, here, progress)
    return outcome_of(library, found, len(fresh), new, stories, before)


def _run(address: str, fresh: list[files.FoundFile], given: Given, engine: Engine, progress: Progress) -> None:
    try:
        run(address, fresh, given, engine, progress)
    except WrongUse:
        if Folder(address).json(PLAN) is None:
            raise
        _take_away(address)  # of a read of other files that was stopped
        run(address, fresh, given, engine, progress)


def _take_away(address: str) -> None:
    folder = Folder(address)
    if folder.json(PLAN) is not None:  # ours, and nothing else
        folder.files.rm(folder.root, recursive=True)
