"""Who speaks in interviews and transcripts: each turn is a quotation of the one whom its label names, or whom the questions are put to."""

from collections.abc import Iterator
from typing import Final

from variorum.model.entity import Entity
from variorum.model.report import Passage, Report
from variorum.model.rows import content_id
from variorum.model.statement import Quotation
from variorum.model.story import Dossier, Placed
from variorum.people.speakers import Speakers

_FORMS: Final = frozenset({"interview", "transcript"})
_SPOKEN: Final = frozenset({"lead", "body", "quote"})  # what may be a turn: "Kurt Bein: the ferry comes back" above them is none
NAMED, ANSWERS = 0.95, 0.85  # set by hand


def quotations(dossier: Dossier, speakers: Speakers) -> Iterator[Quotation]:
    """The turns of whoever is known, in the order of the reports; a paragraph without a label goes on with the turn before it.

    What may be a label ends that turn also where it names nobody whom we know.
    """
    placed: dict[str, list[Placed]] = {}
    for place in dossier.placed:
        placed.setdefault(place.report, []).append(place)
    for report in dossier.reports:
        if report.form in _FORMS:
            yield from _of_report(dossier, report, placed.get(report.id, []), speakers)


def _of_report(dossier: Dossier, report: Report, placed: list[Placed], speakers: Speakers) -> Iterator[Quotation]:
    content: list[Passage] = []
    label: Passage | None = None
    who: Entity | None = None
    answers = False
    begun: int | None = None
    for place in placed:
        if place.block.role not in _SPOKEN:
            continue
        text = report.text[place.start : place.block.end]
        turn = speakers.language.turns.turn(text)
        if turn is None:
            if who is not None:
                content.append(report.passage(place.start, place.block.end))
            continue
        begun = place.start if begun is None else begun
        yield from _row(dossier, report, content, label, who, answers)
        label = report.passage(place.start, place.start + turn.label)
        content = [report.passage(place.start + turn.words, place.block.end)]
        who = speakers.by_label(label) if turn.role == "named" else None
        answers = turn.role == "answers"
        if answers:
            who = _answering(report, begun, placed, speakers)
    yield from _row(dossier, report, content, label, who, answers)


def _row(
    dossier: Dossier, report: Report, content: list[Passage], label: Passage | None, who: Entity | None, answers: bool
) -> Iterator[Quotation]:
    """The turn as a quotation. `answers`: its label says only that the words answer; others name the one who speaks."""
    if who is None or label is None or not content:
        return
    yield Quotation(
        id=content_id("quotation", report.id, [(one.start, one.end) for one in content], None),
        report=report.id,
        story=dossier.story.id,
        manner="direct",
        content=tuple(content),
        source=label,
        cue=None,
        speaker=who.id,
        speaker_name=who.name,
        confidence=ANSWERS if answers else NAMED,
        utterance=None,
        why=f"The one who answers is {who.name}, whom the report is about." if answers else f"The turn opens with “{label.text}”.",
        speakers=(who.id,),
    )


def _answering(report: Report, begun: int, placed: list[Placed], speakers: Speakers) -> Entity | None:
    """The only person named before the first turn, or else the only one in the headline."""
    before = _persons(report, [(place.start, place.block.end) for place in placed if place.start < begun], speakers)
    if len(before) == 1:
        return before[0]
    headed = _persons(report, [(place.start, place.block.end) for place in placed if place.block.role == "headline"], speakers)
    return headed[0] if len(headed) == 1 else None


def _persons(report: Report, spans: list[tuple[int, int]], speakers: Speakers) -> list[Entity]:
    named = [one for start, end in spans for _, _, one in speakers.names.within(report.id, start, end)]
    return list({one.id: one for one in named if one.kind == "person"}.values())
