"""Who speaks: the quotations of a story get their speakers, across paragraphs and reports."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from variorum.language import stories
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.model.rows import content_id, move
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.people import turns, twins
from variorum.people.speakers import CARRIED, SAME_PLACE, Speaker, Speakers, open_speaker


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quotation at its place, with the number of its paragraph in the report and whether its last mark is open."""

    row: Quotation
    paragraph: int
    unclosed: bool
    opens: bool  # the paragraph begins with it


def attribute(dossier: Dossier) -> Dossier:
    """The dossier with every quotation in its report, its speaker found where the text tells it."""
    speakers = Speakers(dossier)
    rows = [row for placed in _by_report(dossier) for row in _with_speakers(speakers, _joined(placed))]
    rows = _with_turns(rows, list(turns.quotations(dossier, speakers)))
    known = dossier.having(entities=(*dossier.entities, *speakers.sources.entities()))
    return known.having(quotations=tuple(twins.by_twins(known, rows)))


def _with_turns(rows: list[Quotation], spoken: list[Quotation]) -> list[Quotation]:
    """The quotations of reports and the turns of interviews; what a turn quotes stands within it, and words in marks whose speaker is not
    told, or that were given to the label, are its own.
    """
    if not spoken:
        return rows
    labels = {(one.report, one.source.start) for one in spoken if one.source is not None}
    parts: dict[str, list[tuple[Passage, str]]] = {}
    for one in spoken:
        parts.setdefault(one.report, []).extend((part, one.id) for part in one.content)
    around = {row.id: _turn_around(row, parts.get(row.report, [])) for row in rows}
    kept = [row for row in rows if around[row.id] is None or (row.source is not None and (row.report, row.source.start) not in labels)]
    staying = {row.id for row in kept}
    return [*(row if row.within in staying else replace(row, within=around[row.id]) for row in kept), *spoken]


def _turn_around(row: Quotation, parts: list[tuple[Passage, str]]) -> str | None:
    """The id of the turn of which one of the parts, in the order of the report, holds a quotation."""
    at = bisect_right(parts, row.content[0].start, key=lambda part: part[0].start) - 1
    return parts[at][1] if at >= 0 and row.content[0].within(parts[at][0]) else None


def _by_report(dossier: Dossier) -> list[list[_Placed]]:
    """All quotations moved to their places, a list a report."""
    reports: dict[str, list[_Placed]] = {}
    number: dict[str, int] = {}
    for place, analysis in dossier.readings():
        report = dossier.by_id[place.report]
        number[report.id] = paragraph = number.get(report.id, 0) + 1
        text = report.text[place.start : place.block.end]
        last = max((c.end for q in analysis.quotations for c in q.content), default=0)
        for quotation in analysis.quotations:
            row = replace(move(quotation, report, place.start), report=report.id, story=dossier.story.id)
            ends = max(content.end for content in quotation.content)
            closing = text[max(0, ends - 2) : ends].rstrip()
            unclosed = (
                quotation.manner == "direct"
                and ends == last
                and ends >= len(text.rstrip()) - 1
                and closing[-1:] not in ('"', "”", "'", "’", "»")
            )
            opens = text.lstrip()[:1] in ('"', "“", "”", "'", "‘", "„", "«") and min(c.start for c in quotation.content) <= 2
            reports.setdefault(report.id, []).append(_Placed(row, paragraph, unclosed, opens))
    return list(reports.values())


def _joined(placed: list[_Placed]) -> list[_Placed]:
    """Quotations that run over several paragraphs made one: the first is not closed, and the next paragraph opens with a mark again."""
    joined: list[_Placed] = []
    for item in placed:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.unclosed
            and item.opens
            and item.paragraph == before.paragraph + 1
            and item.row.manner == "direct"
            and (item.row.source is None or before.row.source is None)
        ):
            content = (*before.row.content, *item.row.content)
            source = before.row.source or item.row.source
            cue = before.row.cue or item.row.cue
            row = replace(before.row, content=content, source=source, cue=cue)
            joined[-1] = _Placed(row, item.paragraph, item.unclosed, before.opens)
            continue
        joined.append(item)
    return joined


def _with_speakers(speakers: Speakers, placed: list[_Placed]) -> list[Quotation]:
    rows: list[Quotation] = []
    before: tuple[int, Speaker] | None = None
    for item in placed:
        row = item.row
        if row.source is not None:
            near = before[1] if before is not None and item.paragraph - before[0] <= 1 else None
            speaker = speakers.inside(row, rows) or speakers.same_text(row.source, rows)
            speaker = speaker or (near and speakers.goes_on(row.source, row.content, near, rows)) or speakers.of_source(row.source, rows)
            before = (item.paragraph, speaker)
        elif row.cue is None and row.manner == "direct":
            between = speakers.named_between(rows, row)
            speaker = speakers.announced(row) or _carried(item, before, between)
            if not speaker.known:
                speaker = speakers.told_beside(row) or speaker
            before = (item.paragraph, speaker) if speaker.known else before
        else:
            speaker = (speakers.of_doer(row.cue, rows) if row.cue else None) or open_speaker("The passage names no speaker.")
        rows.append(_told(row, speaker))
    return [_placed_within(row, rows) for row in rows]


def _placed_within(row: Quotation, rows: list[Quotation]) -> Quotation:
    """A quotation inside another's words names that other."""
    start, end = row.content[0].start, row.content[-1].end
    cue = row.cue.start if row.cue else start
    outer = [
        other for other in rows
        if other is not row and other.cue != row.cue
        and any(content.start <= min(start, cue) and end <= content.end for content in other.content)
    ]  # fmt: skip
    if not outer:
        return row
    return replace(row, within=min(outer, key=lambda other: (sum(map(len, other.content)), other.id)).id)


def _told(row: Quotation, speaker: Speaker) -> Quotation:
    return replace(
        row,
        id=content_id("quotation", row.report, [(c.start, c.end) for c in row.content], row.cue.start if row.cue else None),
        speaker=speaker.entity.id if speaker.entity else None,
        speaker_name=speaker.name,
        speakers=tuple(member.entity.id for member in speaker.members if member.entity),
        confidence=round(row.confidence * speaker.confidence, 3),
        candidates=speaker.candidates,
        why=speaker.why,
    )


def _carried(item: _Placed, before: tuple[int, Speaker] | None, between: list[Entity]) -> Speaker:
    """A quotation without a cue goes on with the speaker of the words just before it, in the same paragraph or the one before, if nobody
    else is named in between; in a new paragraph it must open it.
    """
    if before is None or not before[1].known or item.paragraph - before[0] > (1 if item.opens else 0):
        return open_speaker("The words stand in quotation marks, and the lines around them name no speaker.")
    speaking = {member.entity.id for member in before[1].members if member.entity}
    if any(entity.id not in speaking for entity in between):
        return open_speaker("The words stand in quotation marks; who says them is not told, and someone else is named before them.")
    confidence = min(before[1].confidence, CARRIED if item.paragraph > before[0] else SAME_PLACE)
    why = f"No speaker is named here; the words go on from those of {before[1].name} just before."
    return Speaker(before[1].members, confidence, why)


def follow(dossier: Dossier) -> Dossier:
    """The dossier with what follows from who speaks: each "I" among the mentions of whose direct words it stands in, and, of words told
    within another's, who tells them.
    """
    by_id = {row.id: row for row in dossier.quotations}
    told = tuple(_told_by(row, by_id.get(row.within or "")) for row in dossier.quotations)
    return dossier.having(quotations=told, entities=_meant(dossier))


def _told_by(row: Quotation, outer: Quotation | None) -> Quotation:
    if outer is None or row.speaker_name is None or outer.speaker_name is None or outer.speaker == row.speaker:
        return row
    return replace(row, why=f"{row.why} So {outer.speaker_name} tells.")


def _meant(dossier: Dossier) -> tuple[Entity, ...]:
    """Entities with each "I" that stands in their own direct words among their mentions."""
    spoken: dict[str, list[tuple[int, int, str]]] = {}
    for row in dossier.quotations:
        if row.speaker and row.manner == "direct" and row.confidence >= 0.5:
            spoken.setdefault(row.report, []).extend((content.start, content.end, row.speaker) for content in row.content)
    found: dict[str, list[Passage]] = {}
    for place, analysis in dossier.readings():
        for item in analysis.referents:
            if item.form != "pronoun" or not item.quoted:
                continue
            passage = dossier.by_id[place.report].passage(place.start + item.start, place.start + item.end)
            if not stories.of(dossier.by_id[place.report].language).pointing.is_i(passage.text):
                continue
            for start, end, speaker in spoken.get(place.report, ()):
                if start <= passage.start and passage.end <= end:
                    found.setdefault(speaker, []).append(passage)
                    break
    order = {report: number for number, report in enumerate(dossier.story.reports)}
    return tuple(
        replace(entity, mentions=tuple(sorted({*entity.mentions, *found[entity.id]}, key=lambda p: (order[p.report], p.start))))
        if entity.id in found
        else entity
        for entity in dossier.entities
    )
