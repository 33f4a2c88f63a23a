"""The second reader on the command line: its options, where they are told, and the command `ask`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from variorum.apps.options import DEFAULT, LibraryOption, count
from variorum.errors import WrongUse

if TYPE_CHECKING:
    from variorum.engines.local import LocalEngine
    from variorum.job.asking import Outcome, Plan
    from variorum.job.filing import Progress
    from variorum.model.proposal import Asking
    from variorum.servers.chat import Server
    from variorum.store.library import Library
    from variorum.store.writer import Writer

ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="URL",
        envvar="VARIORUM_READER",
        help="A language model that may propose what the reports tell alike and otherwise: the address of its server, "
        "for example http://127.0.0.1:11434/v1.",
    ),
]
ModelOption = Annotated[
    str | None, typer.Option("--reader-model", metavar="NAME", envvar="VARIORUM_READER_MODEL", help="The model that is asked there.")
]
RemoteOption = Annotated[
    bool, typer.Option("--reader-remote", help="The server may be another machine: the reports' sentences are sent to it.")
]
ContextOption = Annotated[
    int | None,
    typer.Option("--reader-context", metavar="TOKENS", min=2048, help="Tokens that the model can hold. Default: 20480."),
]
NoReaderOption = Annotated[bool, typer.Option("--no-reader", help="Ask no model, though one is set.")]
SETTINGS = {"url": str, "model": str, "context": int, "answer": int, "seed": int, "patience": int}


class Reader(NamedTuple):
    """A server, and what it is asked."""

    server: "Server"
    asking: "Asking"


def reader(url: str | None, model: str | None, remote: bool, context: int | None, dry_run: bool = False) -> Reader | None:
    """The second reader that options, variables and the [reader] table of the configuration file tell of; None where there is none. For a
    dry run, which asks nobody, any will do.

    Raises WrongUse where what they tell cannot be.
    """
    from variorum.apps.configuration import table
    from variorum.model.proposal import Asking
    from variorum.servers.chat import KEY_VARIABLE, PATIENCE, Server

    told = table("reader", SETTINGS)
    url, model = url or told.get("url"), model or told.get("model")
    if dry_run:
        url, model = "http://127.0.0.1", model or "a model"
    if not url:
        if model and not told:
            raise WrongUse("--reader-model goes with --reader, the address of the server that has it")
        return None
    if not model:
        raise WrongUse("say which model is asked: --reader-model NAME, VARIORUM_READER_MODEL, or model in the [reader] table")
    plain = Asking(model)
    asking = Asking(model, context or told.get("context", plain.context), told.get("answer", plain.longest), told.get("seed", plain.seed))
    if asking.context < 2048 or asking.longest < 64:
        raise WrongUse("a reader needs a context of 2048 tokens at least, and 64 for its answer")
    if asking.longest > asking.context // 2:  # of a model with little room, half is for the answer
        asking = Asking(model, asking.context, asking.context // 2, asking.seed)
    server = Server(url, remote, os.environ.get(KEY_VARIABLE) or None, float(told.get("patience", PATIENCE)))
    return Reader(server, asking)


def announce(found: Reader, planned: "Plan") -> None:
    """Before anything leaves the machine: what is sent, and to whom."""
    from variorum.apps import terminal

    if not found.server.near and (planned.parts > planned.known or planned.back):
        asked, stories = count(planned.parts - planned.known, "question"), count(planned.stories, "story", "stories")
        what = f"the sentences of {stories}, with outlets, dates and titles, in {asked} of about {planned.tokens:,} tokens"
        terminal.warn(f"Sending to {found.server.host}: {what}, and what is kept of the answers once more: about {planned.back:,}")


def asked_about(found: Reader, library: "Writer", stories: list[str], engine: "LocalEngine", progress: "Progress") -> "Outcome":
    """Ask about these stories, and say so first where it goes to another machine."""
    from variorum.job import asking

    announce(found, asking.plan(library.reader, stories, found.asking))
    return asking.ask(library, stories, found.asking, found.server, engine, progress)


def tell(outcome: "Outcome", model: str) -> None:
    """What asking came to, on the standard output; the problem that there was on the standard error."""
    from variorum.apps import terminal

    done = f"{count(outcome.asked, 'question')} asked of {model}, {outcome.known} answered before, about {outcome.tokens:,} tokens written"
    terminal.say(f"{done}; {count(len(outcome.stories), 'story', 'stories')} new or changed")
    if outcome.problem is not None:
        terminal.warn(outcome.problem.message)


def ask(
    story: Annotated[
        str, typer.Argument(help="A story: its number in `variorum stories`, or the beginning of its id. Default: the first.")
    ] = "1",
    library: LibraryOption = DEFAULT,
    url: ReaderOption = None,
    model: ModelOption = None,
    remote: RemoteOption = False,
    context: ContextOption = None,
    every: Annotated[bool, typer.Option("--all", help="Ask about every story of several reports.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask nothing: say how many tokens it would take.")] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Ask nothing: say what was kept of the answers, and why the rest was not.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Ask nothing: the story stands again as it does without a reader.")] = False,
) -> None:
    """Let a second reader, a language model of your own, propose what the reports tell alike and otherwise.

    Kept is only what the reports' own words bear out and what the model, asked again about each line alone, agrees with: it stands below
    what was found by rule, as "proposed by NAME, verified by passages".
    Answers are kept in the library: asking again asks only what is new. Nothing is sent to another machine without --reader-remote.

    Examples:

        variorum ask --reader http://127.0.0.1:11434/v1 --reader-model qwen3:8b

        variorum ask --all --dry-run

        variorum ask 2 --report
    """
    from variorum.store.library import Library

    reading = Library(library)
    stories = [one.id for one in reading.stories()] if every else [reading.story(story).id]
    if report:
        _report(reading, stories)
        return
    if forget:
        _forget(library, stories)
        return
    found = reader(url, model, remote, context, dry_run)
    if found is None:
        raise WrongUse("say which server is asked: --reader URL, VARIORUM_READER, or url in the [reader] table of the configuration file")
    if dry_run:
        _dry_run(reading, stories, found)
        return
    _ask(library, stories, found)


def _ask(library: Path, stories: list[str], found: Reader) -> None:
    from variorum.apps import terminal
    from variorum.engines.local import LocalEngine
    from variorum.store.writer import Writer

    with Writer(library) as writer, LocalEngine() as engine:
        with terminal.progress() as progress:
            outcome = asked_about(found, writer, stories, engine, progress)
        tell(outcome, found.asking.model)
        _report(writer.reader, stories)


def _dry_run(reading: "Library", stories: list[str], found: Reader) -> None:
    from variorum.apps import terminal
    from variorum.job.asking import EXPECTED, plan

    planned = plan(reading, stories, found.asking)
    left = planned.parts - planned.known
    asked = f"{count(planned.stories, 'story', 'stories')} of several reports, {count(planned.parts, 'question')}"
    takes = f"about {planned.tokens:,} tokens to read and {left * EXPECTED:,} to write"
    terminal.say(f"{asked}, {planned.known} answered before: {takes}; to put back what is kept, about {planned.back:,}")


def _report(reading: "Library", stories: list[str]) -> None:
    """What was kept and what was dropped, over these stories."""
    from collections import Counter

    from variorum.apps import terminal
    from variorum.job.asking import report

    kept: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    asked = 0
    for story in stories:
        found = report(reading, story)
        if found is not None:
            asked += 1
            dropped.update(found.dropped)
            kept.update("differences" if len(one.readings) > 1 else "speakers" if one.kinds else "lines told alike" for one in found.points)
    if not asked:
        terminal.warn("No second reader was asked about this.")
        return
    proposed = kept.total() + dropped.total()
    terminal.say(f"{count(proposed, 'proposal')}, {kept.total()} kept and {dropped.total()} dropped")
    rows = [("kept", str(number), what) for what, number in kept.most_common()]
    rows += [("dropped", str(number), reason) for reason, number in dropped.most_common()]
    terminal.show_table(("", "", ""), rows)


def _forget(library: Path, stories: list[str]) -> None:
    from variorum.apps import terminal
    from variorum.engines.local import LocalEngine
    from variorum.job.reading import settle
    from variorum.store.writer import Writer

    with Writer(library) as writer, LocalEngine() as engine:
        for story in stories:
            writer.forget_asked(story)
        changed = settle(writer, engine)
    terminal.say(f"{count(len(changed), 'story', 'stories')} changed")
