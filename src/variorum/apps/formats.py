"""The formats in which findings leave: one table for the command line and its help, the web, its description and its pages.

A format has one name everywhere. What makes it is imported when it is asked for, so that `variorum --help` stays instant.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from variorum.errors import WrongUse

if TYPE_CHECKING:
    from variorum.model.story import Dossier

WriteTable = Callable[[str, Iterable[dict[str, Any]], Path], int]  # a table's name, its rows, the file -> how many rows were written
MakeStory = Callable[["Dossier"], str]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """One file a table of the contract; its name is also how the files' names end.

    `safe` writes the same for spreadsheets, which take some cells for formulas; None where the format has no cells. `lines` writes rows
    that are lines of JSON already, as a library has them; None where the format has other lines.
    """

    name: str
    label: str
    write: WriteTable
    safe: WriteTable | None = None
    lines: Callable[[str, Iterable[str], Path], int] | None = None


@dataclass(frozen=True, slots=True)
class StoryFormat:
    """One file a story: what readers call it, how the file's name ends, its media type, and what makes its text; `safe` as above."""

    name: str
    label: str
    ending: str
    media: str
    make: MakeStory
    safe: MakeStory | None = None


Format = TypeVar("Format", TableFormat, StoryFormat, TableFormat | StoryFormat)


def _jsonl(table: str, rows: Iterable[dict[str, Any] | str], path: Path) -> int:
    from variorum.views import export

    return export.jsonl(table, rows, path)


def _csv(table: str, rows: Iterable[dict[str, Any]], path: Path) -> int:
    from variorum.views import export

    return export.table_csv(table, rows, path)


def _safe_csv(table: str, rows: Iterable[dict[str, Any]], path: Path) -> int:
    from variorum.views import export

    return export.safe_table_csv(table, rows, path)


def _parquet(table: str, rows: Iterable[dict[str, Any]], path: Path) -> int:
    from variorum.views import export

    return export.parquet(table, rows, path)


def _html(dossier: "Dossier") -> str:
    from variorum.apps.templating import story_file

    return story_file(dossier)


def _markdown(dossier: "Dossier") -> str:
    from variorum.views.brief import brief
    from variorum.views.page import as_markdown

    return as_markdown(brief(dossier), full=True)


def _annotations(dossier: "Dossier") -> str:
    from variorum.views.standards import annotation

    return json.dumps(list(annotation.annotations(dossier)), ensure_ascii=False, indent=1) + "\n"


def _prov(dossier: "Dossier") -> str:
    from variorum.views.standards import prov

    return json.dumps(prov.document(dossier), ensure_ascii=False, indent=1) + "\n"


def _tei(dossier: "Dossier") -> str:
    from variorum.views.standards import tei

    return tei.edition(dossier)


def _graphml(dossier: "Dossier") -> str:
    from variorum.views.standards import graphml

    return graphml.graph(dossier)


def _dna(dossier: "Dossier") -> str:
    from variorum.views.standards import dna

    return dna.statements(dossier)


def _safe_dna(dossier: "Dossier") -> str:
    from variorum.views.standards import dna
    from variorum.views.standards.cells import neutral

    return dna.statements(dossier, neutral)


def _plover(dossier: "Dossier") -> str:
    from variorum.views.standards.plover import records

    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(dossier))


TABLE_FORMATS: Final = (
    TableFormat("jsonl", "JSON Lines", _jsonl, lines=_jsonl),
    TableFormat("csv", "CSV", _csv, _safe_csv),
    TableFormat("parquet", "Parquet", _parquet),
)
STORY_FORMATS: Final = (
    StoryFormat("html", "one HTML page", "html", "text/html; charset=utf-8", _html),
    StoryFormat("markdown", "Markdown", "md", "text/markdown; charset=utf-8", _markdown),
    StoryFormat("tei", "TEI critical apparatus", "tei.xml", "application/tei+xml", _tei),
    StoryFormat("annotations", "W3C Web Annotation", "annotations.jsonld", "application/ld+json", _annotations),
    StoryFormat("prov", "W3C PROV-JSON", "prov.json", "application/json", _prov),
    StoryFormat("graphml", "the stemma as GraphML", "graphml", "application/graphml+xml", _graphml),
    StoryFormat("dna", "Discourse Network Analyzer", "dna.csv", "text/csv; charset=utf-8", _dna, _safe_dna),
    StoryFormat("plover", "PLOVER 2.0 records", "plover.jsonl", "application/jsonl", _plover),
)
FORMATS: Final[tuple[TableFormat | StoryFormat, ...]] = (*TABLE_FORMATS, *STORY_FORMATS)
SAFE_FORMATS: Final = tuple(form for form in FORMATS if form.safe)


def format_of(name: str, among: Sequence[Format]) -> Format:
    """The format of this name, in any case. Raises WrongUse where there is none."""
    for form in among:
        if form.name == name.strip().lower():
            return form
    raise WrongUse(f"no format {name!r}: there are {', '.join(form.name for form in among)}")
