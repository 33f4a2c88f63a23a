"""What the commands of the command line share: their options, and how they tell numbers."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from variorum.errors import WrongUse

if TYPE_CHECKING:
    from variorum.model.story import Story

DEFAULT = Path("library.db")
LibraryOption = Annotated[Path, typer.Option("--library", "-l", envvar="VARIORUM_LIBRARY", help="The library file.", show_default=True)]

WithoutProposedOption = Annotated[bool, typer.Option("--no-proposed", help="Leave out what a second reader proposed (see `variorum ask`).")]

JsonOption = Annotated[
    bool, typer.Option("--json", help="Answer with one JSON object, for programs; its schema is in the documentation and the package.")
]

WorkersOption = Annotated[int | None, typer.Option(min=1, help="Worker processes for big jobs. Default: one a core.")]


def _verbose(wanted: bool) -> None:
    if wanted:
        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")


VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", callback=_verbose, help="Show the log: for what failed, where in the program it happened.")
]


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "2 reports"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def counts(story: "Story") -> str:
    """ "7 reports, 6 outlets, 3 separate texts"."""
    told = story.counts
    return f"{count(told.reports, 'report')}, {count(told.outlets, 'outlet')}, {count(told.origins, 'separate text')}"


def pair(text: str) -> tuple[str, str]:
    """Our name of a field and theirs, from what the user typed. Raises WrongUse."""
    ours, sign, theirs = text.partition("=")
    known = ("id", "url", "title", "text", "outlet", "published", "byline", "language")
    if not sign or not theirs or ours not in known:
        raise WrongUse(f"--field {text!r}: write it as OURS=THEIRS, with OURS one of {', '.join(known)}")
    return ours, theirs
