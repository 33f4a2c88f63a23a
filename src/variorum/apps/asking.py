"""The second reader on the command line: its options, where they are told, and the command `ask`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from variorum.apps.options import DEFAULT, JsonOption, LibraryOption, count
from variorum.errors import WrongUse

if TYPE_CHECKING:
    from variorum.apps.answers import Ask, Asked, Planned, Proposed
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
NO_SERVER = "say which server is asked: --reader URL, VARIORUM_READER, or url in the [reader] table of the configuration file"
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
        url, model, remote = url or "http://127.0.0.1", model or "a model", True
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

    if not found.server.near and (planned.questions > planned.known or planned.back):
        asked, stories = count(planned.questions - planned.known, "question"), count(planned.stories, "story", "stories")
        what = f"the sentences of {stories}, with outlets, dates and titles, in {asked} of about {planned.tokens:,} tokens"
        terminal.warn(f"Sending to {found.server.host}: {what}, and what is kept of the answers once more: about {planned.back:,}")


def asked_about(found: Reader, library: "Writer", stories: list[str], engine: "LocalEngine", progress: "Progress") -> "Outcome":
    """Ask about these stories, and say so first where it goes to another machine."""
    from variorum.job import asking

    announce(found, asking.plan(library.reader, stories, found.asking))
    return asking.ask(library, stories, found.asking, found.server, engine, progress)


def tell(outcome: "Asked") -> None:
    """What asking came to, on the standard output; the problem that there was on the standard error."""
    from variorum.apps import terminal

    done = f"{count(outcome.asked, 'question')} asked of {outcome.model}, {outcome.known} answered before"
    changed = f"{count(len(outcome.stories), 'story', 'stories')} new or changed"
    terminal.say(f"{done}, about {outcome.tokens:,} tokens written; {changed}")
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
    as_json: JsonOption = False,
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
    from variorum.apps import terminal
    from variorum.apps.answers import Ask
    from variorum.store.library import Library

    reading = Library(library)
    stories = [one.id for one in reading.stories()] if every else [reading.story(story).id]
    if report:
        done = Ask(proposed=_proposed(reading, stories))
    elif forget:
        done = Ask(forgotten=_forget(library, stories))
    else:
        found = reader(url, model, remote, context, dry_run)
        if found is None:
            raise WrongUse(NO_SERVER)
        done = Ask(planned=_planned(reading, stories, found)) if dry_run else _ask(library, stories, found)
    if as_json:
        terminal.answer(done)
    else:
        _tell_all(done)


def _ask(library: Path, stories: list[str], found: Reader) -> "Ask":
    from variorum.apps import terminal
    from variorum.apps.answers import Ask, of_asked
    from variorum.engines.local import LocalEngine
    from variorum.store.writer import Writer

    with Writer(library) as writer, LocalEngine() as engine:
        with terminal.progress() as progress:
            outcome = asked_about(found, writer, stories, engine, progress)
        proposed = _proposed(writer.reader, stories) if outcome.asked or outcome.known else None
        return Ask(asked=of_asked(outcome, found.asking.model), proposed=proposed)


def _planned(reading: "Library", stories: list[str], found: Reader) -> "Planned":
    from variorum.apps.answers import of_plan
    from variorum.job.asking import plan

    return of_plan(plan(reading, stories, found.asking), None if found.server.near else found.server.host)


def _proposed(reading: "Library", stories: list[str]) -> "Proposed | None":
    """What was kept and what was dropped, over these stories; None where no reader was asked."""
    from collections import Counter

    from variorum.apps.answers import Proposed, Reason
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
        return None
    return Proposed(*(tuple(Reason(what, number) for what, number in counted.most_common()) for counted in (kept, dropped)))


def _forget(library: Path, stories: list[str]) -> tuple[str, ...]:
    from variorum.engines.local import LocalEngine
    from variorum.job.reading import settle
    from variorum.store.writer import Writer

    with Writer(library) as writer, LocalEngine() as engine:
        for story in stories:
            writer.forget_asked(story)
        return settle(writer, engine)


def _tell_all(done: "Ask") -> None:
    """What `ask` did, in sentences."""
    from variorum.apps import terminal

    if done.planned is not None:
        plan = done.planned
        asked = f"{count(plan.stories, 'story', 'stories')} of several reports, {count(plan.questions, 'question')}"
        takes = f"about {plan.tokens_read:,} tokens to read and {plan.tokens_written:,} to write"
        terminal.say(f"{asked}, {plan.known} answered before: {takes}; to put back what is kept, about {plan.tokens_back:,}")
        if plan.elsewhere:
            terminal.say(f"It would be sent to {plan.elsewhere}, which is another machine, and only with --reader-remote.")
    elif done.forgotten is not None:
        terminal.say(f"{count(len(done.forgotten), 'story', 'stories')} changed")
    else:
        if done.asked is not None:
            tell(done.asked)
        if done.proposed is not None or done.asked is None:
            _tell_proposed(done.proposed)


def _tell_proposed(proposed: "Proposed | None") -> None:
    from variorum.apps import terminal

    if proposed is None:
        terminal.warn("No second reader was asked about this.")
        return
    kept, dropped = (sum(reason.count for reason in reasons) for reasons in (proposed.kept, proposed.dropped))
    terminal.say(f"{count(kept + dropped, 'proposal')}, {kept} kept and {dropped} dropped")
    rows = [("kept", str(reason.count), reason.what) for reason in proposed.kept]
    rows += [("dropped", str(reason.count), reason.what) for reason in proposed.dropped]
    terminal.show_table(("", "", ""), rows)
