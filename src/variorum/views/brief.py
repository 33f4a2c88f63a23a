"""The brief: what the reports of a story establish, the answer first, each line with its sources.

`brief` makes plain data; `as_text`, `as_markdown` and `as_json` write it. Nothing here decides anything: the stages did.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from variorum.model.point import GRAVE, Utterance
from variorum.model.report import Passage
from variorum.model.rows import to_row
from variorum.model.statement import Quotation
from variorum.model.story import Dossier, Story
from variorum.views.apparatus import DIFFERING, PointLine, apparatus
from variorum.views.card import Card, by_one_copy, card
from variorum.views.descent import OriginLine, lineage, origin_lines
from variorum.views.measured import every_section
from variorum.views.positions import Matrix, matrix
from variorum.views.proposed import ids, readers
from variorum.views.sure import Unsure, is_sure, is_told, shown, unsure
from variorum.views.timeline import Happening, timeline
from variorum.views.witnesses import Citation, Witness, cite, witnesses

JOINING = frozenset({"that", "to", "if", "whether"})  # words that hang what is said on a verb


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of an utterance."""

    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance of one speaker in its variants; `differs` says whether only the wording or the meaning differs."""

    id: str
    speaker: str
    role: str | None
    differs: str
    why: str
    variants: tuple[Variant, ...]
    corrected: str | None = None  # by whom and when, where a person decided who speaks


@dataclass(frozen=True, slots=True, repr=False)
class Brief:
    """All that the brief shows of one story."""

    story: Story
    card: Card  # what a reader comes for, before all else
    witnesses: tuple[Witness, ...]
    origins: tuple[OriginLine, ...]
    lineage: str  # how many separate texts there are, and which carry passages of another
    agreed: tuple[PointLine, ...]
    differences: tuple[PointLine, ...]
    single: tuple[PointLine, ...]
    said: tuple[Said, ...]
    positions: Matrix
    happened: tuple[Happening, ...]
    unsure: Unsure
    proposed: tuple[PointLine, ...] = ()  # by a second reader, which stands below all that was found by rule
    less_sure: int = 0  # how many of its lines are too unsure to be shown
    readers: tuple[str, ...] = ()  # the models that did
    measured: Mapping[str, str] = field(default_factory=every_section)  # section -> what strangers said of its lines

    def __repr__(self) -> str:
        return f"<brief of {self.story.title!r}: {len(self.witnesses)} reports, {len(self.differences)} differences>"


def brief(dossier: Dossier, points: Sequence[PointLine] | None = None) -> Brief:
    """The brief of a judged story; `points` are its apparatus, where that is at hand."""
    every, proposals = apparatus(dossier) if points is None else points, ids(dossier)
    points = [point for point in every if point.id not in proposals]
    standing = [point for point in every if point.id in proposals and point.struck is None]
    sure, origins = shown(dossier), origin_lines(dossier)
    told = [point for point in points if point.verdict in ("agreed", "single")]
    left = Counter(point.verdict for point in told if not is_told(point.verdict, point.confidence))
    agreed = tuple(_wholes(point for point in told if point.verdict == "agreed" and is_told(point.verdict, point.confidence)))
    single = (point for point in told if point.verdict == "single" and is_told(point.verdict, point.confidence))
    differences = _between_first(dossier, (point for point in points if point.verdict in DIFFERING and point.struck is None))
    return Brief(
        dossier.story,
        card(dossier, origins, agreed, differences),
        witnesses(dossier),
        origins,
        lineage(dossier),
        agreed,
        differences,
        tuple(_each_sentence_once(_alone(dossier, single))),
        said(sure),
        matrix(sure),
        timeline(sure),
        replace(unsure(dossier, sure), agreed=left["agreed"], single=left["single"]),
        tuple(point for point in standing if is_sure(point.confidence)),
        sum(not is_sure(point.confidence) for point in standing),
        readers(dossier),
    )


def _between_first(dossier: Dossier, differences: Iterable[PointLine]) -> tuple[PointLine, ...]:
    """As on the card: of what is grave, what separate texts tell otherwise before what one copy of a text changed."""
    points = {point.id: point for point in dossier.points}
    return tuple(sorted(differences, key=lambda line: (line.verdict not in GRAVE, by_one_copy(line, points[line.id]))))


def _alone(dossier: Dossier, points: Iterable[PointLine]) -> Iterator[PointLine]:
    """Of what one text tells what no other has in other words, and what is no headline: that says what its text says."""
    headlines = {(report.id, block.start, block.end) for report in dossier.reports for block in report.blocks if block.role == "headline"}
    elsewhere = _said_elsewhere(dossier)
    for point in points:
        passages = point.readings[0].citation.passages
        headline = bool(passages) and headlines.issuperset((one.report, one.start, one.end) for one in passages)
        if not headline and not any(said.within(one) for one in passages for said in elsewhere.get(one.report, ())):
            yield point


def _said_elsewhere(dossier: Dossier) -> dict[str, list[Passage]]:
    """Report -> what it says that somebody said, where a separate text has the same message."""
    rows, origin = {row.id: row for row in dossier.quotations}, dossier.origin_of
    told: dict[str, list[Passage]] = {}
    for utterance in dossier.utterances:
        of = [rows[key] for key in utterance.quotations if key in rows] if utterance.differs != "meaning" else []
        if len({origin.get(row.report) for row in of}) > 1:
            for row in of:
                told.setdefault(row.report, []).extend(row.content)
    return told


def _each_sentence_once(points: Iterable[PointLine]) -> Iterator[PointLine]:
    """Facts of one origin without those that stand in a sentence, or its parallel in a copy, that was shown already."""
    shown: set[tuple[str, int]] = set()
    for point in points:
        sentences = point.readings[0].sentences
        if not sentences or shown.isdisjoint(sentences):
            yield point
        shown.update(sentences)


def _wholes(points: Iterable[PointLine]) -> Iterator[PointLine]:
    """Facts that several origins tell, without those that are but a part of the words of one shown already, or told in the same."""
    shown: dict[str, list[tuple[int, int]]] = {}
    whole: dict[str, set[str]] = {}  # a line -> the reports that tell it
    for point in points:
        passages, line = point.readings[0].citation.passages, point.readings[0].value
        reports = {one.report for one in passages}
        if reports <= whole.get(line, set()):
            continue
        whole.setdefault(line, set()).update(reports)
        if not all(any(start <= one.start and one.end <= end for start, end in shown.get(one.report, ())) for one in passages):
            yield point
            for one in passages:
                shown.setdefault(one.report, []).append((one.start, one.end))


def said(dossier: Dossier) -> tuple[Said, ...]:
    """Utterances in the speakers' own words first, those told by most reports first; an open speaker is left out of the brief."""
    quotations = {quotation.id: quotation for quotation in dossier.quotations}
    roles = {entity.id: entity.role for entity in dossier.entities}
    lines: list[tuple[tuple[bool, int], Said]] = []
    for utterance in dossier.utterances:
        if utterance.speaker_name is None:
            continue
        rows = [quotations[key] for key in utterance.quotations if key in quotations]
        direct = any(row.manner != "indirect" for row in rows)
        reports = len({row.report for row in rows})
        role = roles.get(utterance.speaker) if utterance.speaker else None
        corrected = next((row.corrected for row in rows if row.corrected), None)
        variants = variants_of(dossier, utterance)
        line = Said(utterance.id, utterance.speaker_name, role, utterance.differs, utterance.why, variants, corrected)
        lines.append(((not direct, -reports), line))
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def variants_of(dossier: Dossier, utterance: Utterance) -> tuple[Variant, ...]:
    """The wordings of an utterance, each with who has it: as the stage grouped them, else by equal words.

    Words that hang on the verb before them are shown with it: "denied that it plans ..." is not what someone says.
    """
    wanted = set(utterance.quotations)
    rows = [row for row in dossier.quotations if row.id in wanted]
    if utterance.variants:
        cue_of = {content: _cue_before(row) for row in rows for content in row.content[:1]}
        return tuple(
            Variant(cue_of.get(reading.passages[0], "") + reading.value, cite(dossier, reading.passages, reading.reports))
            for reading in utterance.variants
        )
    by_words: dict[str, list[Quotation]] = {}
    for row in rows:
        by_words.setdefault(_cue_before(row) + " … ".join(passage.text for passage in row.content), []).append(row)
    return tuple(Variant(words, cite(dossier, [passage for row in same for passage in row.content])) for words, same in by_words.items())


def _cue_before(row: Quotation) -> str:
    """The verb on which reported words hang, where it stands right before them and they open with a joining word; else nothing."""
    if row.cue is None or row.manner == "direct" or not row.content:
        return ""
    first = row.content[0]
    joined = first.text.split(" ", 1)[0].lower() in JOINING and 0 <= first.start - row.cue.end <= 1
    return f"{row.cue.text} " if joined else ""


def as_row(view: Brief) -> dict[str, Any]:
    """The brief as plain data; of a second reader there is a word only where one proposed something."""
    row: dict[str, Any] = to_row(view)
    return row if view.readers else {name: value for name, value in row.items() if name not in ("proposed", "less_sure", "readers")}


def as_json(view: Brief) -> str:
    """The brief as one JSON object, every line with its exact passages."""
    row = as_row(view)
    row["positions"]["cells"] = [
        {"party": party, "issue_id": issue, "stands": to_row(cells)} for (party, issue), cells in sorted(view.positions.cells.items())
    ]
    return json.dumps(row, ensure_ascii=False, indent=2)
