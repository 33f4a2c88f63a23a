"""The command `variorum export`: tables of all findings, or one file a story, for other programs."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from variorum.apps.formats import FORMATS, SAFE_FORMATS, STORY_FORMATS, TABLE_FORMATS, StoryFormat, TableFormat, format_of
from variorum.apps.options import DEFAULT, JsonOption, LibraryOption, WithoutProposedOption, count
from variorum.errors import WrongUse

if TYPE_CHECKING:
    from variorum.apps.answers import Export
    from variorum.store.library import Library


def _named(forms: Sequence[TableFormat | StoryFormat]) -> str:
    names = [form.name for form in forms]
    return f"{', '.join(names[:-1])} and {names[-1]}"


EXPORT_HELP = f"""Write the findings for other programs.

{_named(TABLE_FORMATS)} give one file a table: reports, statements, points and all others. The other formats give one
file a story: {", ".join(f"{form.name} ({form.label})" for form in STORY_FORMATS)}.

Beside the tables stands `differences`: every answer to a question that reports answer otherwise, one a line, in the words of the card.

All files are of one state of the library, whatever a read adds meanwhile. An export that is killed leaves the files of the
one before it as they were; if it was putting its files in place just then, the next export into the folder does that first.

In {_named(SAFE_FORMATS)}, a cell that begins with = + - @ is what the report says, and a spreadsheet takes it for a formula: give
--safe-csv before you open such a file in one. The tables name each report's file with its folders: give --no-paths before you
share them. The files of the other formats name no folder.

Examples:

    variorum export --to tables/

    variorum export --to tables/ --format parquet --library seeds.db

    variorum export --to shared/ --format csv --safe-csv --no-paths

    variorum export --story 1 --to fire.html --format html
"""


def export(
    library_file: Annotated[Path | None, typer.Argument(metavar="[LIBRARY]", help="The library file, as with --library.")] = None,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="DIR",
            help="The folder to write to; made where it is missing. For one story (--story) also the file: any name with an ending.",
        ),
    ] = Path("export"),
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(form.name for form in FORMATS),
            autocompletion=lambda: [form.name for form in FORMATS],
            help=f"Tables: {_named(TABLE_FORMATS)}. One file a story: the others.",
        ),
    ] = TABLE_FORMATS[0].name,
    library: LibraryOption = DEFAULT,
    story: Annotated[
        str | None, typer.Option("--story", metavar="STORY", help="Only this story: its number in `variorum stories`, or its id.")
    ] = None,
    safe_csv: Annotated[
        bool,
        typer.Option("--safe-csv", help="For spreadsheets: put an apostrophe before cells of CSV that begin with = + - @, tab or return."),
    ] = False,
    no_paths: Annotated[
        bool, typer.Option("--no-paths", help="For tables that you share: origins are file names or addresses, without your folders.")
    ] = False,
    no_proposed: WithoutProposedOption = False,
    as_json: JsonOption = False,
) -> None:
    from variorum.apps import answers, terminal
    from variorum.store.fileset import recovered
    from variorum.store.library import Library

    chosen = format_of(form, FORMATS)
    if safe_csv and chosen not in SAFE_FORMATS:
        raise WrongUse(f"--safe-csv is for --format {_named(SAFE_FORMATS)}: the other formats have no cells")
    reader = Library(library_file or library)
    if told := recovered(to):
        terminal.warn(told)
    with reader.snapshot():
        only = reader.story(story).id if story else None
        if isinstance(chosen, TableFormat):
            counts = _tables(reader, chosen, to, only, safe_csv, no_paths, no_proposed)
            files = tuple(answers.File(str(to / f"{table}.{chosen.name}"), written) for table, written in counts.items())
        else:
            wanted = [only] if only else [told.id for told in reader.stories()]
            is_file = not to.is_dir() and (bool(to.suffix) if only else to.name.lower().endswith(f".{chosen.ending}"))
            if is_file and len(wanted) != 1:
                told = count(len(wanted), "story", "stories")
                raise WrongUse(f"{to} is one file, and there are {told}: name one with --story, or a folder")
            files = tuple(answers.File(str(path), None) for path in _stories(reader, chosen, to, is_file, wanted, safe_csv, no_proposed))
    _tell_files(answers.Export(chosen.name, files), as_json)


def _tables(
    reader: "Library", chosen: TableFormat, to: Path, only: str | None, safe: bool, no_paths: bool, no_proposed: bool
) -> dict[str, int]:
    """Write every table, of all stories or of one; returns rows a table. Rows that the library has as lines go out as they lie."""
    from variorum.apps import terminal
    from variorum.store.schema import TABLES
    from variorum.views import proposed
    from variorum.views.differences import answered, places
    from variorum.views.export import counted, export_tables, without_folders

    every_row = partial(reader.rows, story=only)
    rows = proposed.rows_without(every_row) if no_proposed else every_row
    as_they_lie = chosen.lines and not (no_proposed or no_paths or only)
    tables = reader.lines if as_they_lie else without_folders(rows) if no_paths else rows

    def every(table: str) -> Iterable[Any]:
        return tables(table) if table in TABLES else answered(rows("points"), partial(places, reader.select))

    def many(table: str) -> int:
        return reader.count(table) if table in TABLES else 0

    write = chosen.lines if chosen.lines and as_they_lie else chosen.safe if chosen.safe and safe else chosen.write
    with terminal.progress() as progress:
        return export_tables(counted(every, many, progress), to, write, chosen.name)


def _stories(
    reader: "Library", chosen: StoryFormat, to: Path, is_file: bool, wanted: Sequence[str], safe: bool, no_proposed: bool
) -> list[Path]:
    """Write one file a story into the folder `to`, or the one story as the file `to`."""
    from variorum.views import proposed
    from variorum.views.export import export_stories, export_story

    make = chosen.safe if safe and chosen.safe else chosen.make
    dossiers = (reader.dossier(story) for story in wanted)
    if no_proposed:
        dossiers = (proposed.left_out(dossier) for dossier in dossiers)
    return [export_story(next(dossiers), to, make)] if is_file else export_stories(dossiers, to, make, chosen.ending)


def _tell_files(written: "Export", as_json: bool) -> None:
    from variorum.apps import terminal

    if as_json:
        terminal.answer(written)
        return
    for file in written.files:
        terminal.say(file.path if file.rows is None else f"{file.rows:>8}  {file.path}")
