"""The commands that reach other machines: `variorum fetch` and `variorum watch`. The network is touched by nothing else."""

import sys
import time
from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from variorum.apps.options import DEFAULT, LibraryOption, VerboseOption, WorkersOption, count
from variorum.errors import Busy, WrongUse

if TYPE_CHECKING:
    from variorum.contracts import Engine
    from variorum.job.watching import Watched
    from variorum.live.fetching import Fetched, Manners

LOOK = 10.0  # seconds between two looks at watched folders
ToOption = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Where the pages are kept, as web archives (WARC); made where it is missing.")
]


def _manners(
    pause: Annotated[float, typer.Option(min=0.0, help="Seconds between two questions to one host; a site may ask for more.")] = 1.0,
    seconds: Annotated[
        float, typer.Option(min=1.0, help="How long one page may take, from the look-up of its host to its last byte.")
    ] = 30.0,
    megabytes: Annotated[int, typer.Option(min=1, max=50, help="How large one page may be, packed or not.")] = 20,
    most: Annotated[int, typer.Option(min=1, help="How many pages of one feed or sitemap are fetched: the newest.")] = 200,
    allow_local: Annotated[
        bool, typer.Option("--allow-local", help="Let private networks and this machine be asked too, which otherwise never happens.")
    ] = False,
) -> "Manners":
    """How other machines are asked."""
    from variorum.live.asking import Limits
    from variorum.live.fetching import Manners

    return Manners(Limits(seconds, megabytes * 1_000_000, allow_local), pause, most)


def _polite(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose `manners` are given as the options of `_manners`, at the place where it names them."""
    asked = signature(_manners).parameters

    @wraps(command)
    def run(**given: object) -> None:
        manners = _manners(**{name: given.pop(name) for name in asked})  # type: ignore[arg-type]
        command(manners=manners, **given)

    own = [one for one in signature(command).parameters.values() if one.name != "manners"]
    taken = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in (*own, *asked.values())]
    run.__signature__ = Signature(taken)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in taken}
    return run


@_polite
def fetch(
    addresses: Annotated[
        list[str],
        typer.Argument(metavar="URL...", help="Addresses of pages, feeds and sitemaps, or files with a list of them, one a line."),
    ],
    to: ToOption,
    manners: "Manners",
    library: LibraryOption = DEFAULT,
    workers: WorkersOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Save pages of the web, and read them into the library.

    Of feeds and sitemaps the pages that they list are saved. What a site's robots.txt asks is kept to; a host is asked one thing at a
    time, with a pause; a page that has not changed is not sent again. Only machines on the open net are asked. What cannot be had is
    listed in `variorum problems` and tried at the next call; a call that was stopped goes on where it was.

    Examples:

        variorum fetch https://example.org/news/ferry --to pages/

        variorum fetch https://example.org/feed.xml addresses.txt --to pages/ --library news.db
    """
    from variorum.apps import terminal
    from variorum.apps.telling import tell
    from variorum.contracts import Given
    from variorum.engines.local import LocalEngine
    from variorum.job.reading import run
    from variorum.live import fetching
    from variorum.store.writer import Writer

    wanted = fetching.addresses(addresses)
    Writer(library).close()  # whether it can be written is better known before the pages are fetched
    fetched = _fetch(wanted, to, manners)
    _tell_fetched(fetched)
    with Writer(library) as writer, LocalEngine(workers) as engine:
        writer.renew_problems(fetching.STAGE, fetched.asked, fetched.problems)
        with terminal.progress() as progress:
            outcome = run(writer, [to], Given(), engine, progress)
        stories = writer.reader.stories()
    tell(outcome, stories)


@_polite
def watch(
    what: Annotated[
        list[str],
        typer.Argument(metavar="FOLDER|URL...", help="Folders and files on this machine; addresses of feeds, sitemaps and pages."),
    ],
    manners: "Manners",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="Where pages of addresses are kept, as web archives (WARC).")
    ] = None,
    library: LibraryOption = DEFAULT,
    every: Annotated[
        float, typer.Option(min=1.0, help="Minutes between two looks at feeds; folders are looked at every ten seconds.")
    ] = 10.0,
    workers: WorkersOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Go on reading what comes, until you stop it with Ctrl-C.

    A file is read once it has not changed for five seconds, and again when it changes. Feeds are fetched as `variorum fetch` does it;
    while only folders are watched, no other machine is asked. Other commands may use the library in between.

    Examples:

        variorum watch incoming/

        variorum watch incoming/ https://example.org/feed.xml --to pages/ --every 30
    """
    from variorum.apps import terminal
    from variorum.engines.local import LocalEngine
    from variorum.job.watching import REST, Watched

    addresses = [name for name in what if "://" in name]
    folders = [Path(name) for name in what if "://" not in name]
    if missing := next((folder for folder in folders if not folder.exists()), None):
        raise WrongUse(f"there is no file or folder {str(missing)!r}")
    if addresses and to is None:
        raise WrongUse("pages of addresses are kept in a folder: name it with --to")
    watched = Watched([*folders, *([to] if to else [])])
    terminal.say(f"Watching {', '.join(what)} (Ctrl-C to stop)")
    due = time.monotonic()
    told: set[str] = set()
    with LocalEngine(workers) as engine:
        while True:
            fetched = None
            if addresses and to and time.monotonic() >= due:
                fetched = _fetch(addresses, to, manners)
                _tell_fetched(fetched, told)
                due = time.monotonic() + 60 * every
            moving = _read_ready(watched, library, engine, fetched)
            sys.stdout.flush()
            time.sleep(REST if moving else min(LOOK, 60 * every))


def _read_ready(watched: "Watched", library: Path, engine: "Engine", fetched: "Fetched | None") -> bool:
    """Read the files that are whole; says whether others are still being written. What cannot be done now is done at the next look."""
    from variorum.apps import terminal
    from variorum.apps.telling import tell
    from variorum.contracts import Given
    from variorum.job.reading import run
    from variorum.live.fetching import STAGE
    from variorum.store.writer import Writer

    ready = watched.ready()
    if not ready.files and not (fetched and fetched.asked):
        return ready.moving
    try:
        with Writer(library) as writer:
            if fetched:
                writer.renew_problems(STAGE, fetched.asked, fetched.problems)
            if not ready.files:
                return ready.moving
            with terminal.progress() as progress:
                outcome = run(writer, ready.files, Given(), engine, progress)
            stories = writer.reader.stories()
    except Busy as error:
        terminal.warn(f"{error}; it is tried again.")
        return True
    watched.read(ready.files)
    tell(outcome, stories)
    return ready.moving


def _fetch(addresses: Sequence[str], to: Path, manners: "Manners") -> "Fetched":
    from variorum.apps import terminal
    from variorum.live import fetching

    with terminal.progress() as progress:
        return fetching.fetch(addresses, to, manners, progress)


def _tell_fetched(fetched: "Fetched", told: set[str] | None = None) -> None:
    """What a run brought. `told`: problems that were told before, which are not told again."""
    from variorum.apps import terminal
    from variorum.apps.telling import tell_problems

    terminal.say(f"{count(fetched.saved, 'page')} saved, {fetched.unchanged} unchanged, {len(fetched.problems)} could not be had")
    tell_problems([problem for problem in fetched.problems if told is None or f"{problem.origin} {problem.message}" not in told])
    if told is not None:
        told.update(f"{problem.origin} {problem.message}" for problem in fetched.problems)
