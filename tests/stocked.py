"""Libraries of small stories, each as a test wants it: for tests of what is found in a library. No words are read here."""

from pathlib import Path
from typing import Any

from variorum.model.entity import Entity
from variorum.model.point import Point
from variorum.model.report import Block, Passage, Report
from variorum.model.statement import Quotation, Statement
from variorum.model.story import Counts, Dossier, Origin, Story
from variorum.store.library import Library
from variorum.store.writer import FileRead, Writer

TEXT = "The mill of Oskerra stands still"


def report(key: str, outlet: str | None = None, text: str = TEXT, origin: str | None = None) -> Report:
    """A report of one paragraph; its file is called as it is."""
    return Report(
        key, origin or f"{key}.txt", outlet, None, None, None, None, (), None, None, "en", text, (Block(0, len(text), "body"),)
    )  # fmt: skip


def story(key: str, *reports: Report, last: str | None = None, origins: int = 1, **findings: Any) -> Dossier:
    """A judged story of these reports (by default one of its own), last told on that day, with so many origins in its counts."""
    reports = reports or (report(f"{key}-r"),)
    ids = tuple(one.id for one in reports)
    outlets = len({one.outlet for one in reports})
    return Dossier(Story(key, f"Story {key}", ids, last, last, Counts(len(reports), outlets, origins)), reports, **findings)


def origin(of: str, key: str, *reports: str) -> Origin:
    return Origin(key, of, key, True, reports, "own", 0.5, "Its own text.")


def point(of: str, key: str, verdict: Any = "conflict", weight: Any = None, **more: Any) -> Point:
    return Point(key, of, f"What of {key}?", (), verdict, (), False, 0.5, "So it is.", weight, **more)


def entity(of: str, key: str, name: str, kind: Any = "person", **more: Any) -> Entity:
    known: dict[str, Any] = {"role": None, "country": None, "wikidata": None} | more
    return Entity(key, of, kind, name, mentions=(), **known)


def quotation(of: str, key: str, of_report: str, speaker: str | None = None, speakers: tuple[str, ...] = ()) -> Quotation:
    said = Passage(of_report, 4, 8, TEXT[4:8])
    return Quotation(key, of_report, of, "direct", (said,), None, None, speaker, None, 0.9, None, speakers=speakers)


def statement(of: str, key: str, of_report: str, who: str | None) -> Statement:
    told = Passage(of_report, 0, len(TEXT), TEXT)
    return Statement(key, of_report, of, told, who, "stand", None, None, None, (), "affirmed", "actual", None, None, None)


def library(path: Path, *stories: Dossier) -> Library:
    """A library with these stories, settled, open for reading."""
    with Writer(path) as writer:
        for told in stories:
            writer.put_files([FileRead(one.origin, "d", "v", [(one, one)], []) for one in told.reports], "rules")
            writer.put_story(told, "rules")
        writer.finish("rules")
    return Library(path)
