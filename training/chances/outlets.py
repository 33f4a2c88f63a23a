"""Stories of several outlets that strangers read: what the chances are fitted on besides the stories to tune on and single pages.

ARTICLES is the folder of JSON Lines (id, title, outlet, url, published, text), a file a story, or of plain texts, a folder a story, that
the program read into the library; a label names an article by its id, a plain text by its place in the folder.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from stories import letters
from variorum.model.story import Dossier
from variorum.store.library import Library


def stories(library: Library, folder: Path) -> Iterator[tuple[str, Dossier, dict[str, str]]]:
    """Each story with its name and the document of each of its reports."""
    known = {letters(row["text"]): (row["id"], path.stem) for path in sorted(folder.glob("*.jsonl")) for row in _rows(path)}
    for path in sorted(folder.glob("**/*.txt")):
        known[letters(path.read_text("utf-8"))] = path.relative_to(folder).as_posix(), path.parent.relative_to(folder).as_posix()
    for story in library.rows("stories"):
        dossier = library.dossier(story["id"], analyses=True)
        found = {report.id: known.get(letters(report.text)) or _held(report.text, known) for report in dossier.reports}
        names = sorted({told[1] for told in found.values() if told})
        if names:
            yield names[0], dossier, {report: told[0] if told else "" for report, told in found.items()}


def _held(text: str, known: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    """The plain text of which a report is what is left without its head."""
    mine = letters(text)
    return next((told for whole, told in known.items() if mine and mine in whole), None)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
