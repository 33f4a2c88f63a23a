"""The commands by which a person decides: `variorum story` for whole reports, `variorum correct` for findings."""

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from variorum.apps.options import DEFAULT, JsonOption, LibraryOption, counts
from variorum.errors import WrongUse

if TYPE_CHECKING:
    from variorum.apps.correcting import Signature
    from variorum.model.decision import Decision
    from variorum.model.story import Dossier
    from variorum.store.library import Library
    from variorum.store.writer import Writer

story_app = typer.Typer(no_args_is_help=True, help="Join, split or change stories; what you decide is kept over later reads.")
correct_app = typer.Typer(
    no_args_is_help=True,
    help="Correct what was found: who spoke, who is who, which difference is none. It holds over later reads, until you undo it.",
)

StoryName = Annotated[str, typer.Argument(metavar="STORY", help="A story: its number in `variorum stories`, or the beginning of its id.")]
ReportNames = Annotated[
    list[str], typer.Argument(metavar="REPORT...", help="Reports: their numbers [n] in the story's brief, or the beginnings of their ids.")
]
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A name as a report writes it; NAME@3 is the one in report [3] of the story's brief.")
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", envvar="VARIORUM_BY", metavar="NAME", help="Who decides: stands in findings and exports. Default: your login."),
]
NoteOption = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, in your words; kept with the decision.")]


@story_app.command()
def join(
    names: Annotated[list[str], typer.Argument(metavar="STORY STORY...", help="The stories that are one.")],
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """These stories are one.

    Example: variorum story join 2 5
    """
    from variorum.apps.correcting import of_reports
    from variorum.store.library import Library

    with closing(Library(library)) as reader:
        found = [reader.story(name) for name in names]
    if len({story.id for story in found}) < 2:
        raise WrongUse("name two stories or more to join")
    _decide(library, [of_reports("join", [report for story in found for report in story.reports], None, _signed(by, note))], as_json)


@story_app.command()
def split(
    story: StoryName,
    reports: ReportNames,
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """These reports tell of another event than the rest of their story.

    Example: variorum story split 1 3 4    (reports [3] and [4] of story 1 become a story of their own)
    """
    from variorum.apps.correcting import of_reports, reports_of
    from variorum.store.library import Library

    with closing(Library(library)) as reader:
        told = reader.story(story)
    named = reports_of(told.reports, reports)
    if len(named) == len(told.reports):
        raise WrongUse("these are all reports of the story: nothing is left to split from")
    _decide(library, [of_reports("split", named, None, _signed(by, note))], as_json)


@story_app.command()
def move(
    story: StoryName,
    reports: ReportNames,
    to: Annotated[str, typer.Option("--to", metavar="STORY", help="Where they belong.")],
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """These reports of one story belong to another.

    Example: variorum story move 1 3 --to 2    (report [3] of story 1 goes to story 2)
    """
    from variorum.apps.correcting import of_reports, reports_of
    from variorum.store.library import Library

    with closing(Library(library)) as reader:
        told, into = reader.story(story), reader.story(to)
    named = reports_of(told.reports, reports)
    home = [report for report in into.reports if report not in named]
    if not home:
        raise WrongUse("the reports are in that story already")
    _decide(library, [of_reports("move", named, home[0], _signed(by, note))], as_json)


@correct_app.command()
def speaker(
    story: StoryName,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What was said, as a report quotes it, or the id of a quotation.")],
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Who said it, by name.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Nobody who is known said it.")] = False,
    reports: Annotated[
        list[str] | None, typer.Option("--report", metavar="N", help="Only in report [N] of the brief. Default: wherever the words stand.")
    ] = None,
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """These words were said by someone else than was found, in each report that quotes them.

    Statements, utterances and positions that rest on the words follow.

    Examples:

        variorum correct speaker 1 "a closed door" "Aksel Dam"

        variorum correct speaker 1 "a closed door" --nobody --report 3
    """
    from variorum.apps.correcting import reports_of, said_by

    if (name is None) != nobody:
        raise WrongUse("say who said it, or --nobody, and not both")

    def decisions(dossier: "Dossier", signature: "Signature") -> "list[Decision]":
        return said_by(dossier, words, name, signature, reports_of(dossier.story.reports, reports or []))

    _correct(library, story, _signed(by, note), decisions, as_json)


@correct_app.command()
def same(
    story: StoryName,
    name: Name,
    other: Name,
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """These two names are of one person, body or place.

    Example: variorum correct same 1 "Katrín Eldjárn" "the Icelandic minister"
    """
    from variorum.apps.correcting import of_names

    _correct(library, story, _signed(by, note), lambda dossier, signature: [of_names(dossier, "same", name, other, signature)], as_json)


@correct_app.command()
def apart(
    story: StoryName,
    name: Name,
    other: Name,
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """These two names are of two persons, bodies or places.

    Example: variorum correct apart 1 Moll@2 Moll@5    (the Moll of report [5] is not the one of report [2])
    """
    from variorum.apps.correcting import of_names

    _correct(library, story, _signed(by, note), lambda dossier, signature: [of_names(dossier, "apart", name, other, signature)], as_json)


@correct_app.command()
def strike(
    story: StoryName,
    what: Annotated[str, typer.Argument(metavar="WORDS", help="Words of the difference in the brief, or its id.")],
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """This difference is none: it is left out of the brief, and stands in the export with your name.

    A reading that comes later opens it again.

    Example: variorum correct strike 1 "No one was hurt"
    """
    from variorum.apps.correcting import struck

    _correct(library, story, _signed(by, note), lambda dossier, signature: [struck(dossier, what, signature)], as_json)


@correct_app.command()
def report(
    story: StoryName,
    reports: ReportNames,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When, for example 2024-03-12 or 2024-03-12T09:40+01:00.")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline.")] = None,
    byline: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was found.")] = None,
    unknown: Annotated[
        list[str] | None, typer.Option("--unknown", metavar="FACT", help="One of these is not known, whatever the report's file says.")
    ] = None,
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """The outlet, date, headline, author or address of reports is this, or not known.

    Stories, origins and all that rests on them follow; the report keeps its id and its text.

    Examples:

        variorum correct report 1 3 --outlet "Portland Ledger" --published 2024-03-12T14:15

        variorum correct report 1 7 --unknown outlet
    """
    from variorum.apps.correcting import reports_of, told_of

    said = {"outlet": outlet, "published": published, "title": title, "byline": byline, "url": url}
    facts: dict[str, str | None] = {name: value for name, value in said.items() if value is not None}
    facts |= dict.fromkeys(unknown or (), None)

    def decisions(dossier: "Dossier", signature: "Signature") -> "list[Decision]":
        return [one for name in reports_of(dossier.story.reports, reports) for one in told_of(dossier.by_id[name], facts, signature)]

    _correct(library, story, _signed(by, note), decisions, as_json)


@correct_app.command()
def remove(
    story: StoryName,
    reports: ReportNames,
    library: LibraryOption = DEFAULT,
    by: ByOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """These reports are not to be in the library, though their files are read again. Undone, they are there as before.

    Example: variorum correct remove 1 7 --note "Read by mistake."
    """
    from variorum.apps.correcting import left_out, reports_of

    def decisions(dossier: "Dossier", signature: "Signature") -> "list[Decision]":
        return left_out([dossier.by_id[name] for name in reports_of(dossier.story.reports, reports)], signature)

    _correct(library, story, _signed(by, note), decisions, as_json)


@correct_app.command(name="export")
def exported(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, JSON Lines: one decision a line.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Write all decisions to a file, for `variorum correct import` into another library of these reports.

    Example: variorum correct export decisions.jsonl
    """
    from variorum.apps import answers, terminal
    from variorum.store.library import Library
    from variorum.views.export import jsonl, sentence_of

    with closing(Library(library)) as reader:
        try:
            written = jsonl("decisions", reader.rows("decisions"), to)
        except OSError as error:
            raise sentence_of(error, to) from error
    if as_json:
        terminal.answer(answers.Export("jsonl", (answers.File(str(to), written),)))
    else:
        terminal.say(f"{written:>8}  {to}")


@correct_app.command(name="import")
def imported(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Decisions as `variorum correct export` writes them.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Decide what a file tells, by whom and when it was decided there. What was undone is passed over, what is decided already stays.

    Example: variorum correct import decisions.jsonl
    """
    from variorum.apps.correcting import from_lines

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{file} cannot be read ({error})") from error
    decisions = from_lines(text)
    _settled(library, lambda writer: _brought(writer, decisions), as_json)


def _brought(writer: "Writer", decisions: "Sequence[Decision]") -> "list[Decision]":
    """Decide what a file tells; what stands already is passed over until something new comes: the same file again changes nothing."""
    standing = [one for one in writer.reader.decisions() if one.undone is None]
    there = [next((one for one in standing if one.same_as(decision)), None) for decision in decisions]
    new = there.index(None) if None in there else len(there)
    return [*filter(None, there[:new]), *(writer.decide(decision) for decision in decisions[new:])]


@correct_app.command()
def undo(
    decisions: Annotated[
        list[str], typer.Argument(metavar="DECISION...", help="Their numbers in `variorum correct list`, or the beginnings of their ids.")
    ],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take decisions back, on findings or on stories. They stay in the list, with the time.

    Example: variorum correct undo 2 3
    """
    from variorum.apps.correcting import signed
    from variorum.store.library import Library

    with closing(Library(library)) as reader:
        found = [reader.decision(name) for name in decisions]

    def take_back(writer: "Writer") -> "list[Decision]":
        for one in found:
            writer.undo(one.id, signed(None).at)
        return [writer.reader.decision(one.id) for one in found]

    _settled(library, take_back, as_json)


@correct_app.command(name="list")
def listed(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """List all decisions in the order in which they were made: number, id, kind, what was decided, by whom, when, and when undone.

    In a pipe the columns are separated by tabs; `variorum export` writes them to decisions.jsonl with their places.
    """
    from variorum.apps import answers, terminal
    from variorum.store.library import Library

    with closing(Library(library)) as reader:
        found = reader.decisions()
    if as_json:
        terminal.answer(answers.Decisions(tuple(found)))
        return
    terminal.show_table(
        ("", "Decision", "Kind", "What", "By", "At", "Undone"),
        ((str(number), one.id, one.kind, one.why, one.by or "", one.at or "", one.undone or "") for number, one in enumerate(found, 1)),
    )


def _signed(by: str | None, note: str) -> "Signature":
    from variorum.apps.correcting import signed

    return signed(by or _login(), note)


def _login() -> str | None:
    """The name under which the user is logged in, where the system tells."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _correct(
    library: Path, story: str, signature: "Signature", decisions: "Callable[[Dossier, Signature], Sequence[Decision]]", as_json: bool
) -> None:
    from variorum.store.library import Library

    with closing(Library(library)) as reader:
        dossier = reader.dossier(reader.story(story).id)
    _decide(library, decisions(dossier, signature), as_json)


def _decide(library: Path, decisions: "Sequence[Decision]", as_json: bool) -> None:
    _settled(library, lambda writer: [writer.decide(decision) for decision in decisions], as_json)


def _settled(library: Path, work: "Callable[[Writer], list[Decision]]", as_json: bool) -> None:
    """Does the work, judges what it touches, and tells of the decisions and of the stories that changed."""
    from variorum.apps import answers, terminal
    from variorum.engines.local import LocalEngine
    from variorum.job.reading import settle
    from variorum.store.writer import Writer

    with Writer(library) as writer, LocalEngine() as engine:
        before = set(writer.reader.problems())
        kept = work(writer)
        with terminal.progress() as progress:
            changed = settle(writer, engine, progress)
        stories = writer.reader.stories()
        now = [] if as_json else list(_as_they_stand(writer.reader, kept, changed))
        problems = tuple(problem for problem in writer.reader.problems() if problem not in before)
    if as_json:
        terminal.answer(answers.Decided(tuple(kept), answers.lines_of(stories, changed), problems))
        return
    for one in kept:
        terminal.say(f"{'undone' if one.undone else one.kind:<8}  {one.id}  {one.why}")
    for number, story in enumerate(stories, 1):
        if story.id in set(changed):
            terminal.say(f"{number:>4}  {counts(story)}  {story.title}")
    for line in now:
        terminal.say(f"      {line}")
    for problem in problems:
        terminal.warn(f"{problem.origin}: {problem.message}")


def _as_they_stand(library: "Library", decided: "Sequence[Decision]", changed: Sequence[str]) -> Iterator[str]:
    """The reports of which a fact was decided, as the brief lists them now: "[2] The Portal, 12 March 2024: Talks end"."""
    from variorum.views.page import report_line
    from variorum.views.witnesses import witnesses

    wanted = {report for one in decided if one.kind == "report" for report in one.value.reports}
    for story in changed if wanted else ():
        yield from (report_line(row) for row in witnesses(library.dossier(story)) if row.report in wanted)
