"""A read whose work is done elsewhere: the files that are new go through a bulk run in a folder of the library's own, and then into it.

The library is written by one program on one machine, as ever; what workers get are names of files in that folder and never what is in them.
"""

import contextlib
import hashlib
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from variorum.bulk.folder import WORK, Folder
from variorum.bulk.inputs import PLAN, READ, OtherPlan, give_up, made_by
from variorum.bulk.loading import load
from variorum.bulk.run import WHOLE, run
from variorum.contracts import Engine, Given
from variorum.job import reading, versions
from variorum.job.filing import Outcome, Progress, Unknown, found_for, no_progress, outcome_of, unknown
from variorum.sources import files
from variorum.store.schema import TABLES
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

    `address` is a folder that all workers see. What a read keeps there, in a hidden folder of its own, is taken away when the read is done;
    a read that was stopped goes on in it. Raises as `job.reading.run` does.
    """
    files.check(given)
    own = f"{address.rstrip('/')}/{work_of(library)}"
    before = set(library.reader.problems())
    found = found_for(library, paths)
    new, stories = _brought(library, own, here, progress)
    fresh = list(unknown(library, found, given, progress))
    # What was read before keeps its ids, and what was said of it and decided: that is with the library, and no work of many machines.
    if of_old := [one.file for one in fresh if one.again]:
        outcome = reading.run(library, of_old, given, here, progress)
        new, stories = new + outcome.reports, (*stories, *outcome.stories)
    if elsewhere := [one for one in fresh if not one.again]:
        folder = Folder(f"{own}/{_name(elsewhere, given)}")
        _run(folder, [one.file for one in elsewhere], given, engine, progress)
        loaded = load(library, folder.address, [], here, progress)
        new, stories = new + loaded.reports, (*stories, *loaded.stories, *loaded.judged)
    elif not of_old:
        stories = (*stories, *reading.settle(library, here, progress))
    for folder in _runs(own):
        _take_away(folder)
    _remove_empty(Folder(own))
    return outcome_of(library, found, len(fresh), new, tuple(dict.fromkeys(stories)), before)


def work_of(library: Writer) -> str:
    """What the folder is called in which reads into this library keep their work: hidden, so that no read takes it for input, and another
    for each library of each machine."""
    place = hashlib.sha256(f"{platform.node()} {library.path.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f".variorum-{library.path.name}-{place}"


def _name(fresh: Sequence[Unknown], given: Given) -> str:
    """What the run of these files is called, as they are now."""
    return versions.hashed(versions.looks(), given, [(one.file.origin, one.mark) for one in fresh])


def _runs(own: str) -> list[Folder]:
    """The runs that reads have left."""
    return [Folder(f"{own}/{name}") for name in Folder(own).names()]


def _brought(library: Writer, own: str, here: Engine, progress: Progress) -> tuple[int, tuple[str, ...]]:
    """Bring what an earlier read had done when it was stopped: how many new reports, and which stories."""
    new, stories = 0, tuple[str, ...]()
    for folder in _runs(own):
        if made_by(folder) == READ and folder.there(WHOLE):
            try:
                loaded = load(library, folder.address, [], here, progress)
            except OtherPlan:  # of another version of the program: its files are read anew
                continue
            new, stories = new + loaded.reports, (*stories, *loaded.stories, *loaded.judged)
            _take_away(folder)
    return new, stories


def _run(folder: Folder, fresh: Sequence[files.FoundFile], given: Given, engine: Engine, progress: Progress) -> None:
    try:
        run(folder.address, fresh, given, engine, progress, command=READ)
    except OtherPlan:  # of a read that was stopped, before a file was written once more
        _take_away(folder)
        run(folder.address, fresh, given, engine, progress, command=READ)


def _take_away(folder: Folder) -> None:
    """Take away the run of a read; one that anything else made stays. From the first moment on no run goes on in it, and what says whose it
    is goes last: when this is stopped, the next read does it again."""
    if made_by(folder) != READ:
        return
    give_up(folder, READ)
    for name in (*(table for table in folder.names() if table in TABLES), *(f"{WORK}/{name}" for name in folder.names(WORK))):
        if name != PLAN:
            folder.files.rm(folder.place(name), recursive=True)
    folder.files.rm(folder.place(WORK), recursive=True)
    _remove_empty(folder)


def _remove_empty(folder: Folder) -> None:
    """Remove a folder in which nothing lies; an object store has none such."""
    if folder.local:
        with contextlib.suppress(OSError):
            Path(folder.root).rmdir()
