"""Pages of our own making, for tests of how pages are read."""

from pathlib import Path

from variorum.contracts import Given
from variorum.model.report import Report
from variorum.sources import files

LINKED = '<script type="application/ld+json">{}</script>'
TITLE = "Ferry runs aground off Sandvik"
PARAGRAPHS = [
    "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said.",
    "Sixty passengers were on board, among them a school class from Holm, and nobody was hurt.",
    "Divers will look at the hull on Thursday before anybody is let on board again, the office added.",
    "The captain, Åse Ødegård, said that the fog had come in within minutes of the start.",
    "The lighthouse keeper had warned three other ships of the fog an hour before that.",
    "The last ferry that ran aground in the sound was lost with nine of its crew in 1954.",
    "The mayor of Sandvik asked for a second lighthouse, which the council had refused in 2019.",
    "Tugs from Holm are to bring the ferry to the yard once the weather has calmed down.",
]


def page(body: str, head: str = "") -> str:
    named = f'<meta charset="utf-8"><title>{TITLE} | The Gull</title>{head}'
    return f'<!DOCTYPE html><html lang="en"><head>{named}</head><body>{body}</body></html>'


def read(folder: Path, html: str) -> Report:
    path = folder / "a.html"
    path.write_text(html)
    (found,) = files.read(path, str(path), Given())
    assert isinstance(found, Report), found
    return found


def ps(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)
