"""What a terminal shows: the brief in colour, tables, progress on the standard error. In a pipe everything is plain text."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from variorum.apps.answers import as_json
from variorum.views.brief import Brief
from variorum.views.card_lines import BEFORE, LABELS, MARK, CardLine, answers_in_one, card_lines
from variorum.views.page import Item, as_text, folded, heading, kept_back, sections

RAPID = 10  # a second: a faster rate is told without decimals
WIDEST = 110  # columns: longer lines are hard to read
# Report text and file names are hostile to terminals too: control characters move the cursor, direction marks reverse what is read.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_COLOURS = {"conflict": "bold red", "revised": "yellow", "spread": "yellow", "scope": "yellow", "compatible": "green", "wording": "green"}


def safe(text: str) -> str:
    """The text without what could steer a terminal; lone surrogates of odd file names become question marks."""
    return _HIDDEN.sub("", text).encode("utf-8", "replace").decode("utf-8")


def say(text: str = "") -> None:
    """One line to the standard output."""
    sys.stdout.write(safe(text) + "\n")


def answer(told: object, indent: int | None = 2) -> None:
    """What a command answers with `--json`, to the standard output; without an indent on one line."""
    sys.stdout.write(as_json(told, indent) + "\n")


def warn(text: str) -> None:
    """One line to the standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(safe(text), style="yellow"))


def is_terminal() -> bool:
    return sys.stdout.isatty()


def show_brief(view: Brief, full: bool) -> None:
    """The card, or with `full` the whole brief: in colour on a terminal, plain in a pipe."""
    if not is_terminal():
        sys.stdout.write(safe(as_text(view, full=full)))
        return
    console = Console(highlight=False)
    width = min(console.width, WIDEST)
    title, days = heading(view)
    console.print(Text(safe(title), style="bold"), width=width)
    if days:
        console.print(Text(days, style="dim"))
    console.print()
    for card_line in answers_in_one(card_lines(view.card), width - BEFORE["answer"]):
        console.print(_card_line(card_line), width=width)
    if not full:
        console.print()
        console.print(Text(folded(view), style="dim"), width=width)
        return
    for section in sections(view):
        console.print()
        console.rule(Text(section.title, style="bold"), align="left", style="dim")
        if section.note:
            console.print(Text(safe(section.note), style="dim"), width=width)
        if not section.items and section.empty:
            console.print(Text(section.empty, style="dim"))
        for item in section.items:
            for line in _lines(item, bullet=section.key != "reports"):
                console.print(line, width=width)
        if section.unsure:
            console.print(Text(f"  {kept_back(section.key, section.unsure, len(section.items))}.", style="dim"), width=width)


def _card_line(line: CardLine) -> Text | Padding | Table:
    """One line of the card: labels of rows in a column of their own, kinds of differences in their colour."""
    text = _marked(line.text)
    if line.cites:
        text.append(f" {line.cites}", style="cyan")
    if line.place == "row":
        row = Table.grid()
        row.add_column(width=LABELS, style="dim")
        row.add_column()
        row.add_row(line.label, text)
        return row
    if line.place == "heading":
        text.stylize("bold")
        return Padding(text, (1, 0, 0, 0))
    if line.place == "note":
        text.stylize("dim")
        return Padding(text, (1, 0, 0, 0))
    if line.label:
        text.append(f"  {line.label}", style=_COLOURS.get(line.kind, "magenta"))
    return Padding(text, (0, 0, 0, BEFORE[line.place]))


def _lines(item: Item, bullet: bool) -> Iterator[Text | Padding]:
    line = Text("• " if bullet else "", style="dim") if bullet else Text()
    if item.label:
        line.append(f"{safe(item.label)}  ", style=_COLOURS.get(item.kind, "magenta"))
    line.append_text(_marked(item.text))
    if item.cites:
        line.append(f" {item.cites}", style="cyan")
    yield line
    for under in item.under:
        yield Padding(_marked(under, style="dim" if MARK not in under else ""), (0, 0, 0, 4))


def _marked(text: str, style: str = "") -> Text:
    """Differing words, between marks, in bold; citations in colour."""
    made = Text(style=style)
    for number, piece in enumerate(text.split(MARK)):
        made.append(safe(piece), style="bold underline" if number % 2 else "")
    made.highlight_regex(r"(\[\d+\])+$", "cyan")
    return made


def show_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under a header: a table on a terminal; in a pipe lines with tabs between, no header, for other programs."""
    if not is_terminal():
        for row in rows:
            say("\t".join(re.sub(r"\s+", " ", cell) for cell in row))
        return
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(safe(cell)) for cell in row))
    Console(highlight=False).print(table)


class RateColumn(ProgressColumn):
    """How much is done a second, as of late: the time left follows from it."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if not speed else f"{speed:.1f}/s" if speed < RAPID else f"{speed:,.0f}/s")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on the standard error if that is a terminal; else nothing at all."""
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, int] = {}

    def report(what: str, done: int, of: int) -> None:
        if what not in tasks:
            for task in tasks.values():
                bar.update(task, visible=False)  # type: ignore[arg-type]
            tasks[what] = bar.add_task(escape(safe(what)), total=of or None)
        bar.update(tasks[what], completed=done, total=of or None)  # type: ignore[arg-type]

    with bar:
        yield report
