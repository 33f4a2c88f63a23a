"""The command line. Commands import what they need when they run, so that `variorum --help` is instant and `brief` loads no model."""

import contextlib
import gc
import os
import sys
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup, TyperOption

from variorum import __version__, quiet
from variorum.apps import configuration
from variorum.apps.asking import ContextOption, ModelOption, NoReaderOption, ReaderOption, RemoteOption, ask
from variorum.apps.bulk import LOCAL, EngineOption, WorkOption, bulk, load, read_elsewhere
from variorum.apps.deciding import correct_app, story_app
from variorum.apps.exporting import EXPORT_HELP, export
from variorum.apps.fetching import fetch, watch
from variorum.apps.options import (
    DEFAULT,
    JsonOption,
    LibraryOption,
    VerboseOption,
    WithoutProposedOption,
    WorkersOption,
    count,
    counts,
    pair,
)
from variorum.apps.signals import Stopped, as_usual, heeded
from variorum.errors import LibraryError, Unfinished, VariorumError, WrongUse

HELP = """Read many news reports and see what they establish: which tell of the same event, who took the text from whom,
who said what, and where the reports agree, differ or contradict each other. It never says who is right.

A first session:

    variorum read reports/            read a folder of pages, documents, exports, feeds or archives into library.db

    variorum stories                  list the stories found

    variorum brief                    the brief of the first story, on one screen

    variorum export --to tables/      every finding with its exact passages, for other programs

    variorum fetch FEED --to pages/   save the pages that a feed lists, and read them: like `watch`, it reaches other machines

Exit codes: 0 done (inputs that could not be used are listed, see `variorum problems`), 2 wrong use, 3 the library cannot be
used or is damaged, 4 the disk is full, 5 `check` found a read that was stopped: run it again. A command that is stopped by a signal
returns 128 and the signal's number: 130 for Ctrl-C, 143 for TERM, 129 for HUP.
"""

app = typer.Typer(
    name="variorum",
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(fetch)
app.command()(watch)
app.command()(bulk)
app.command()(load)
app.add_typer(story_app, name="story")
app.add_typer(correct_app, name="correct")
app.command()(ask)
app.command(help=EXPORT_HELP)(export)

StoryArgument = Annotated[
    str, typer.Argument(help="A story: its number in `variorum stories`, or the beginning of its id. Default: the first.")
]
STANDARD_INPUT = Path("-")


class BriefFormat(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"variorum {__version__}")
        raise typer.Exit


@app.callback()
def variorum(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")] = False,
    verbose: VerboseOption = False,
) -> None:
    if isinstance(context.command, TyperGroup):
        context.default_map = configuration.defaults(_configurable(context.command))


def _configurable(group: TyperGroup) -> configuration.Known:
    """What the configuration file may say of each command: its options, by what is typed and by the parameter that each sets."""
    found: dict[str, configuration.Known | str] = {}
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            found[name] = _configurable(command)
        else:
            options = [one for one in command.params if isinstance(one, TyperOption) and one.name]
            found[name] = {max(one.opts, key=len).removeprefix("--"): str(one.name) for one in options}
    return found


@app.command()
def read(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Files and folders, or - for the standard input: pages, feeds, documents, mails, tables, records, exports of press "
            "databases, web archives, and archives of any of these.",
        ),
    ],
    library: LibraryOption = DEFAULT,
    outlet: Annotated[str | None, typer.Option(help="Who published these reports, where the files do not say.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When, for example 2024-03-12 or 2024-03-12T09:40+01:00.")] = None,
    url: Annotated[str | None, typer.Option(help="Where the report was found.")] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OURS=THEIRS",
            help="Which field of a JSON or CSV file is which: text, title, outlet, published, url, byline, language, id.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="What the standard input is called: its ending tells the format. Default: by its first bytes."),
    ] = None,
    workers: WorkersOption = None,
    engine: EngineOption = LOCAL,
    work: WorkOption = None,
    reader: ReaderOption = None,
    reader_model: ModelOption = None,
    reader_remote: RemoteOption = False,
    reader_context: ContextOption = None,
    no_reader: NoReaderOption = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Read files and folders into the library, and judge the stories that changed. A - stands for the standard input.

    Reading the same files again changes nothing and is fast; a read that was stopped goes on where it was. What failed, a file or a
    paragraph, is listed in `variorum problems` and tried again at the next read.

    Examples:

        variorum read reports/ morning.html

        variorum read wire.txt --outlet "Meridian News" --published 2024-03-12

        variorum read articles.csv --field text=content --field published=day

        variorum read reports/ --reader http://127.0.0.1:11434/v1 --reader-model qwen3:8b

        curl https://example.org/export.csv | variorum read - --name export.csv
    """
    from variorum.apps import answers, asking, terminal
    from variorum.apps.telling import tell
    from variorum.contracts import Given
    from variorum.engines.local import LocalEngine
    from variorum.job.reading import run
    from variorum.sources import handed
    from variorum.sources.files import FoundFile
    from variorum.store.writer import Writer

    fields = tuple(pair(one) for one in field or ())
    for path in paths:
        if path != STANDARD_INPUT and not path.exists():
            raise WrongUse(f"there is no file or folder {str(path)!r}")
    if name and STANDARD_INPUT not in paths:
        raise WrongUse("--name is for the standard input: give - among the paths")
    second = None if no_reader else asking.reader(reader, reader_model, reader_remote, reader_context)
    asked = None
    with ExitStack() as opened:
        wanted: list[Path | FoundFile] = [path for path in paths if path != STANDARD_INPUT]
        if STANDARD_INPUT in paths:
            if sys.stdin.isatty():
                terminal.warn("Reading what you type; Ctrl-D on a line of its own ends it.")
            wanted.append(opened.enter_context(handed.stream(sys.stdin.buffer, name)))
        writer, here = opened.enter_context(Writer(library)), opened.enter_context(LocalEngine(workers))
        given = Given(outlet, published, url, fields)
        with terminal.progress() as progress:
            if engine == LOCAL:
                outcome = run(writer, wanted, given, here, progress)
            else:
                outcome = read_elsewhere(writer, wanted, given, here, engine, workers, work, progress)
            if second is not None and outcome.stories:
                asked = asking.asked_about(second, writer, list(outcome.stories), here, progress)
        stories = writer.reader.stories()
    told = answers.of_asked(asked, second.asking.model) if second is not None and asked is not None else None
    if as_json:
        terminal.answer(answers.of_read(outcome, stories, told))
        return
    tell(outcome, stories)
    if told is not None:
        asking.tell(told)
    if not outcome.files:
        terminal.warn("No files were found there.")


@app.command()
def stories(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """List the stories: number, id, counts, dates, title. Those told by several reports come first, the newest first.

    In a pipe the columns are separated by tabs.
    """
    from variorum.apps import answers, terminal
    from variorum.store.library import Library

    found = Library(library).stories()
    if as_json:
        terminal.answer(answers.Stories(answers.lines_of(found)))
        return
    if not found:
        terminal.warn(f"No stories in {library} yet: `variorum read PATH... --library {library}`.")
    terminal.show_table(
        ("", "Story", "Reports", "Last", "Title"),
        ((str(number), story.id, counts(story), (story.last_published or "")[:10], story.title) for number, story in enumerate(found, 1)),
    )


@app.command()
def brief(
    story: StoryArgument = "1",
    library: LibraryOption = DEFAULT,
    form: Annotated[
        BriefFormat, typer.Option("--format", "-f", case_sensitive=False, help="text, markdown, or json with every exact passage.")
    ] = BriefFormat.text,
    full: Annotated[bool, typer.Option("--full", help="Show all that stands below the card, every line.")] = False,
    no_proposed: WithoutProposedOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Print the brief of a story: the answer on one screen, and with --full all that stands below it.

    Every line carries its sources as [1], [3]. The screen is what happened, how many separate texts there are and whose, the surest
    differences, and what is newest. Below it stand the reports, who copied whom, what several texts tell alike, every difference with its
    passages, who said what, and who stands where.

    Examples:

        variorum brief

        variorum brief 2 --format markdown > story.md
    """
    from variorum.apps import terminal
    from variorum.store.library import Library
    from variorum.views.brief import as_json as written
    from variorum.views.brief import brief as view_of
    from variorum.views.page import as_markdown
    from variorum.views.proposed import left_out

    reader = Library(library)
    dossier = reader.dossier(reader.story(story).id)
    view = view_of(left_out(dossier) if no_proposed else dossier)
    if as_json or form is BriefFormat.json:
        sys.stdout.write(written(view) + "\n")
    elif form is BriefFormat.text:
        terminal.show_brief(view, full)
    else:
        sys.stdout.write(terminal.safe(as_markdown(view, full)))


@app.command()
def check(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Check the library: is the file sound, is every row as it was written, does every id resolve, is every passage exact?

    Says that all is well and returns 0; or prints what is wrong and returns 3. Where a read was stopped in the middle and nothing is
    wrong, it says so and returns 5.
    """
    from variorum.apps import answers, terminal
    from variorum.model.report import FAILURES
    from variorum.store.check import check as check_library
    from variorum.store.library import Library
    from variorum.store.writer import held

    reader = Library(library)
    with terminal.progress() as progress:
        checked = check_library(reader, progress)
    failed = 0 if checked.faults else sum(problem.kind in FAILURES for problem in reader.problems())
    if as_json:
        told = (checked.reports, checked.stories, checked.rows, checked.passages, failed, checked.faults, checked.notes)
        terminal.answer(answers.Check(not checked.faults, checked.stopped, *told))
    for fault in () if as_json else checked.faults[:200]:
        terminal.say(fault)
    if checked.faults:
        raise LibraryError(f"{count(len(checked.faults), 'fault')} in {library}")
    for note in () if as_json else checked.notes:
        terminal.warn(note)
    if checked.stopped:
        raise Unfinished(
            f"a read into {library} is going on: nothing is wrong so far"
            if held(library)
            else f"a read into {library} was stopped; run it again. Nothing is lost, and nothing is wrong"
        )
    if as_json:
        return
    terminal.say(
        f"sound: {checked.rows:,} rows, {checked.passages:,} passages, all exact; {count(checked.stories, 'story', 'stories')}, "
        f"{count(checked.reports, 'report')}"
    )
    if failed:
        terminal.say(f"{count(failed, 'thing')} failed and will be tried again at the next read: see `variorum problems`")


@app.command()
def problems(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """List the inputs, passages and decisions that could not be used, and why."""
    from variorum.apps import answers, terminal
    from variorum.store.library import Library

    found = Library(library).problems()
    if as_json:
        terminal.answer(answers.Problems(tuple(found)))
        return
    terminal.show_table(("Input", "Stage", "Kind", "Message"), ((row.origin, row.stage, row.kind, row.message) for row in found))


@app.command()
def serve(
    library: LibraryOption = DEFAULT,
    host: Annotated[str, typer.Option(help="The address to listen on; the default answers this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8765,
    no_proposed: WithoutProposedOption = False,
    as_json: JsonOption = False,
) -> None:
    """Open the library in the browser, read-only; `variorum read` may go on writing meanwhile."""
    from variorum.apps import answers, terminal
    from variorum.apps.serving import server
    from variorum.apps.web import NEAR, create

    if host not in ("127.0.0.1", "localhost", "::1"):
        terminal.warn(f"Anyone who can reach {host}:{port} can read this library: there is no password.")
    name = f"[{host}]" if ":" in host else host
    application = create(library, (*NEAR, name), proposed=not no_proposed)
    address = f"http://{name}:{port}/"
    if as_json:
        terminal.answer(answers.Serving(address))
    else:
        terminal.say(f"{address}  (Ctrl-C to stop)")
    sys.stdout.flush()
    with as_usual(), contextlib.suppress(KeyboardInterrupt):
        server(application, host, port).run()


def main() -> None:
    """The console script: errors a user can meet are one sentence and an exit code; a closed pipe is quiet."""
    quiet.stay_offline()
    # Tokens and rows are trees without cycles: looking for cycles as often as by default costs a read a tenth of its time.
    gc.set_threshold(200_000, 20, 100)
    try:
        with heeded():
            app()
    except BrokenPipeError:
        _quiet(sys.stdout.fileno())
        sys.exit(0)
    except Stopped as stopped:
        sys.stderr.write(f"\nStopped ({stopped.name}). What was done so far is kept: run the same command to go on.\n")
        sys.exit(128 + stopped.number)
    except VariorumError as error:
        from variorum.apps.terminal import safe

        sys.stderr.write(f"variorum: {safe(str(error))}\n")
        sys.exit(error.exit_code)
    except OSError as error:
        from variorum.views.export import sentence_of

        told = sentence_of(error, Path(str(error.filename)) if error.filename else Path("output"))
        sys.stderr.write(f"variorum: {told}\n")
        sys.exit(told.exit_code)


def _quiet(handle: int) -> None:
    """Let the interpreter flush what is left of the output to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), handle)
