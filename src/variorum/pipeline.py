"""The order of work: plain tuples of stages, and the functions that run them. No judgement is made here."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from variorum.contracts import OfParagraph, OfReport, OfStory
from variorum.language import reader
from variorum.model.paragraph import Analysis, Paragraph
from variorum.model.report import Block, Report
from variorum.model.rows import content_id
from variorum.model.story import Counts, Dossier, Placed, Story
from variorum.stages import blocks, events, lineage, names, points, positions, quotations, referents, statements, utterances
from variorum.text.normal import words_key

# Each stage stands after those whose findings it uses.
OF_REPORT: tuple[OfReport, ...] = (blocks.mark,)
OF_PARAGRAPH: tuple[OfParagraph, ...] = (
    referents.of_paragraph,
    quotations.of_paragraph,
    statements.of_paragraph,
    events.of_paragraph,
    positions.of_paragraph,
)
OF_STORY: tuple[OfStory, ...] = (
    lineage.trace,
    names.join,
    quotations.attribute,
    statements.place,
    utterances.join,
    points.collate,
    events.gather,
    positions.gather,
)


def prepare(report: Report) -> Report:
    """A report with its blocks marked, by the report stages in order."""
    for stage in OF_REPORT:
        report = stage(report)
    return report


def analyse(paragraph: Paragraph) -> Analysis:
    """All that the paragraph stages find in one parsed paragraph."""
    found = Analysis(paragraph.key, paragraph.sentences, paragraph.mentions)
    for stage in OF_PARAGRAPH:
        found = stage(paragraph, found)
    return found


def analyse_texts(texts: Sequence[str]) -> list[tuple[Analysis, np.ndarray[Any, np.dtype[np.float16]]]]:
    """The work of an engine's worker: read a batch of distinct paragraphs and analyse each. One (analysis, sentence vectors) a text."""
    return [(analyse(paragraph), paragraph.vectors) for paragraph in reader.read(texts)]


def paragraphs(report: Report) -> list[tuple[Block, str, str]]:
    """The speaking blocks of a report as (block, text, words' key): what the language layer has to know."""
    return [(block, text, words_key(text)) for block in report.speaking if (text := report.text[block.start : block.end]).strip()]


def instant(published: str | None) -> str:
    """A time of publication in a form that sorts, whatever its zone was: a bare day stands at its beginning, an undated one after all."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return "~"
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def story_of(reports: Sequence[Report]) -> Story:
    """The bare story of a group of reports: id from its members, title of the first report that has one. Origins are counted later."""
    ordered = sorted(reports, key=lambda report: (instant(report.published), report.origin.rsplit("/", 1)[-1], report.id))
    dates = [report.published for report in ordered if report.published]
    outlets = {report.outlet for report in ordered if report.outlet}
    unnamed = sum(1 for report in ordered if not report.outlet)
    return Story(
        id=content_id("story", sorted(report.id for report in ordered)),
        title=next((report.title for report in ordered if report.title), "Untitled"),
        reports=tuple(report.id for report in ordered),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        counts=Counts(len(ordered), len(outlets) + unnamed, 0),
    )


def bare_dossier(
    reports: Sequence[Report], analyses: dict[str, Analysis], vectors: dict[str, np.ndarray[Any, np.dtype[np.float16]]]
) -> Dossier:
    """A story with its paragraphs at their places and nothing judged yet."""
    story = story_of(reports)
    by_id = {report.id: report for report in reports}
    ordered = tuple(by_id[report] for report in story.reports)
    placed = tuple(Placed(report.id, block, block.start, key) for report in ordered for block, _, key in paragraphs(report))
    keys = {place.key for place in placed}
    return Dossier(story, ordered, placed, {key: analyses[key] for key in keys}, {key: vectors[key] for key in keys})


def judge(dossier: Dossier) -> Dossier:
    """The dossier after every story stage."""
    for stage in OF_STORY:
        dossier = stage(dossier)
    return dossier


def dossier_of(reports: Sequence[Report]) -> Dossier:
    """Everything known of a few reports that are one story, worked out here and now, without a library. For small sets and tests."""
    prepared = [prepare(report) for report in reports]
    texts = {key: text for report in prepared for _, text, key in paragraphs(report)}
    found = dict(zip(texts, analyse_texts(list(texts.values())), strict=True))
    return judge(bare_dossier(prepared, {key: pair[0] for key, pair in found.items()}, {key: pair[1] for key, pair in found.items()}))
