"""Who said what: the attributions of each paragraph, and whose they are once the story's names are known."""

import re
from dataclasses import dataclass, replace

from variorum.language.names import coreference, persons
from variorum.language.names.coreference import Guess
from variorum.language.names.naming import surname_of
from variorum.language.speech import attribution
from variorum.model.entity import Directory, Entity
from variorum.model.paragraph import Analysis, Paragraph
from variorum.model.report import Passage
from variorum.model.rows import content_id, move
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.text.quotes import words_in

_WRITINGS = frozenset(["statement", "letter", "post", "tweet", "email", "e-mail", "memo", "message", "report", "document"])
_MARKS = " \n\t\"'“”‘’„«»"
_FIRST_PERSON = frozenset({"i", "me", "my"})
# How sure a speaker is by the way it was found: set by hand. Of the speakers given with .7 and more, 98% are right on GUM's development
# articles (46 of 47; benchmarks/quality/speakers.py prints the share).
NAMED, CARRIED = 0.96, 0.7


def of_paragraph(paragraph: Paragraph, found: Analysis) -> Analysis:
    """Adds the paragraph's quotations; who speaks stays open here."""
    rows = []
    for item in attribution.attributions(paragraph):
        content = tuple(paragraph.passage(*span) for span in item.content)
        rows.append(
            Quotation(
                id="",
                report=paragraph.key,
                story="",
                manner=item.manner,
                content=content,
                source=paragraph.passage(*item.source) if item.source else None,
                cue=paragraph.passage(*item.cue) if item.cue else None,
                speaker=None,
                speaker_name=None,
                confidence=item.confidence,
                utterance=None,
            )
        )
    return replace(found, quotations=tuple(rows))


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Whose words they are, or whose they could be."""

    entity: Entity | None
    confidence: float
    why: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quotation at its place, with the number of its paragraph in the report and whether its last mark is open."""

    row: Quotation
    paragraph: int
    unclosed: bool
    opens: bool  # the paragraph begins with it


def attribute(dossier: Dossier) -> Dossier:
    """The dossier with every quotation in its report, its speaker found where the text tells it."""
    names = Directory(dossier.entities)
    meant = {(guess.passage.report, guess.passage.start): guess for guess in coreference.guesses(dossier)}
    surnames = _surnames(dossier)
    rows: list[Quotation] = []
    for placed in _by_report(dossier):
        rows += _with_speakers(dossier, _joined(placed), names, meant, surnames)
    named = dossier.having(quotations=tuple(rows))
    return named.having(entities=_with_first_person(named))


def _surnames(dossier: Dossier) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in dossier.entities:
        if entity.kind == "person" and (words := persons.parts(entity.name)):
            found.setdefault(surname_of(words), []).append(entity)
    return found


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


def _with_speakers(
    dossier: Dossier,
    placed: list[_Placed],
    names: Directory,
    meant: dict[tuple[str, int], Guess],
    surnames: dict[str, list[Entity]],
) -> list[Quotation]:
    rows: list[Quotation] = []
    before: tuple[int, _Speaker] | None = None
    for item in placed:
        row = item.row
        if row.source is not None:
            speaker = _speaker_of(dossier, row.source, names, meant, surnames, rows)
            if speaker.entity is None and before is not None and item.paragraph - before[0] <= 1:
                speaker = _same_text(dossier, row.source, before[1], rows) or speaker
            before = (item.paragraph, speaker)
        elif row.cue is None and row.manner == "direct":
            speaker = _announced(dossier, row, names) or _carried(item, before, _named_between(dossier, rows, row, names))
            before = (item.paragraph, speaker) if speaker.entity else before
        else:
            speaker = _Speaker(None, 0.5, "The passage names no speaker.")
        rows.append(_told(row, speaker))
    return rows


def _told(row: Quotation, speaker: _Speaker) -> Quotation:
    entity = speaker.entity
    return replace(
        row,
        id=content_id("quotation", row.report, [(c.start, c.end) for c in row.content], row.cue.start if row.cue else None),
        speaker=entity.id if entity else None,
        speaker_name=entity.name if entity else None,
        confidence=round(row.confidence * speaker.confidence, 3),
        candidates=speaker.candidates,
        why=speaker.why,
    )


def _speaker_of(
    dossier: Dossier,
    source: Passage,
    names: Directory,
    meant: dict[tuple[str, int], Guess],
    surnames: dict[str, list[Entity]],
    rows: list[Quotation],
) -> _Speaker:
    """The entity that a source phrase means, by name, description or pronoun."""
    text = " ".join(source.text.split())
    if text.lower() in _FIRST_PERSON:
        return _enclosing(source, rows)
    if text.lower() in ("who", "which", "that"):
        return _before_relative(dossier, source, names)
    guess = meant.get((source.report, source.start))
    if guess is not None and guess.passage.end >= source.end - 1:
        if guess.entity is None:
            return _Speaker(None, 0.5, guess.why, tuple(entity.name for entity in guess.candidates))
        return _Speaker(guess.entity, guess.confidence, guess.why)
    entity = names.at(source)
    if entity is not None:
        if words_in(text) == words_in(entity.name) or entity.kind != "person":
            return _Speaker(entity, NAMED, f"“{text}” names {entity.name}.")
        return _Speaker(entity, NAMED, f"“{text}” names {entity.name}, by the only one of that name in this story.")
    if guess is not None and guess.entity is not None:
        return _Speaker(guess.entity, guess.confidence * 0.9, guess.why)
    several = tuple(dict.fromkeys(found.name for _, _, found in names.within(source.report, source.start, source.end)))
    if len(several) > 1 and re.search(r"\b(?:and|or)\b", text):
        return _Speaker(None, 0.5, f"“{text}” are several: {', '.join(several)}.", several)
    words = persons.parts(text)
    if words and text[:1].isupper() and (fitting := surnames.get(surname_of(words), [])) and len(words) <= 3:
        listed = tuple(entity.name for entity in fitting)
        return _Speaker(None, 0.5, f"“{text}” could be {' or '.join(listed)}.", listed)
    return _Speaker(None, 0.5, f"No one is named whom “{text}” surely means.")


def _before_relative(dossier: Dossier, source: Passage, names: Directory) -> _Speaker:
    """ "Moll, who added": the name right before the relative pronoun, or the one whose apposition ends there."""
    text = dossier.by_id[source.report].text
    near = names.within(source.report, max(0, source.start - 120), source.start)
    for _, end, entity in reversed(near):
        between = text[end : source.start]
        if re.fullmatch(r",?\s+", between) or (re.fullmatch(r",[^.;:!?\"“”]*,\s+", between) and entity.kind == "person"):
            return _Speaker(entity, 0.9, f"“{source.text}” stands right behind {entity.name}.")
    return _Speaker(None, 0.5, f"No one is named right before “{source.text}”.")


def _enclosing(source: Passage, rows: list[Quotation]) -> _Speaker:
    """ "I" inside someone's words is that someone."""
    for row in reversed(rows):
        if (
            any(content.start <= source.start and source.end <= content.end for content in row.content)
            and row.speaker
            and row.manner == "direct"
        ):
            entity = Entity(row.speaker, row.story, "person", row.speaker_name or "", None, None, None, ())
            return _Speaker(entity, row.confidence, f"“{source.text}” stands in the words of {row.speaker_name}.")
    return _Speaker(None, 0.5, f"It is open whose words “{source.text}” stands in.")


def _same_text(dossier: Dossier, source: Passage, before: _Speaker, rows: list[Quotation]) -> _Speaker | None:
    """ "The statement went on": goes on with whoever was quoted last, if it was from a text of that name."""
    words = source.text.lower().split()
    if before.entity is None or not rows or len(words) != 2 or words[0] != "the" or words[1] not in _WRITINGS:
        return None
    last = rows[-1].cue or rows[-1].content[-1]
    if words[1] not in dossier.by_id[source.report].text[last.start : last.end + 80].lower():
        return None
    return _Speaker(before.entity, 0.7, f"“{source.text}” is taken as the one that {before.entity.name} was just quoted from.")


def _announced(dossier: Dossier, row: Quotation, names: Directory) -> _Speaker | None:
    """Words that stand in a paragraph of their own after one that ends in a colon: the first person its last sentence is about."""
    text = dossier.by_id[row.report].text
    start = row.content[0].start
    lead = text[max(0, start - 400) : start].rstrip(_MARKS)
    end = start - min(start, 400) + len(lead)
    if not lead.endswith(":") or "\n" not in text[end:start]:
        return None
    low = end - len(re.split(r"\n|(?<=[.?!])\s", lead)[-1])
    for _, high, entity in names.within(row.report, low, end):
        if entity.kind == "person" and not re.match(r"['’]s?\b", text[high : high + 2]):
            return _Speaker(entity, 0.8, f"The line before ends in a colon and is about {entity.name}.")
    return None


def _named_between(dossier: Dossier, rows: list[Quotation], row: Quotation, names: Directory) -> list[Entity]:
    """People named between a quotation and the one before it, outside both."""
    if not rows:
        return []
    start = max(part.end for part in (*rows[-1].content, rows[-1].source, rows[-1].cue) if part is not None)
    return [entity for _, _, entity in names.within(row.report, start, row.content[0].start) if entity.kind == "person"]


def _carried(item: _Placed, before: tuple[int, _Speaker] | None, between: list[Entity]) -> _Speaker:
    """A quotation without a cue goes on with the speaker of the words just before it, in the same paragraph or the one before, if nobody
    else is named in between; in a new paragraph it must open it.
    """
    if before is not None and before[1].entity is not None and any(entity.id != before[1].entity.id for entity in between):
        return _Speaker(None, 0.5, "The words stand in quotation marks; who says them is not told, and someone else is named before them.")
    if before is None or before[1].entity is None or item.paragraph - before[0] > (1 if item.opens else 0):
        return _Speaker(None, 0.5, "The words stand in quotation marks, and the lines around them name no speaker.")
    entity = before[1].entity
    confidence = min(before[1].confidence, CARRIED if item.paragraph > before[0] else 0.8)
    return _Speaker(entity, confidence, f"No speaker is named here; the words go on from those of {entity.name} just before.")


def _with_first_person(dossier: Dossier) -> tuple[Entity, ...]:
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
            if passage.text != "I":
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
