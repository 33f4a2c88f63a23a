"""The placing of a paragraph's statements in the reports it stands in: times on the calendar, sources and pronouns by name."""

from bisect import bisect_left
from dataclasses import replace

from variorum.language import stories
from variorum.model.report import Passage, Report
from variorum.model.rows import content_id
from variorum.model.statement import Quotation, Statement, When
from variorum.model.story import Dossier

Named = tuple[int, int, str, str]  # start, end, the words in small letters, the name of the entity


def place(dossier: Dossier) -> Dossier:
    """Every paragraph's statements at their places in the reports: ids by content, times on the calendar, sources and pronouns by name.

    Uses the story's quotations and entities where earlier stages have found them; without them sources and pronouns stay as written.
    """
    spoken: dict[str, list[Quotation]] = {}
    for quotation in dossier.quotations:
        spoken.setdefault(quotation.report, []).append(quotation)
    pronouns = _pronouns(dossier)
    placed = []
    for where, analysis in dossier.readings():
        report = dossier.by_id[where.report]
        mentions, said = pronouns.get(report.id, []), spoken.get(report.id, [])
        for statement in analysis.statements:
            placed.append(_placed(statement, report, where.start, dossier.story.id, mentions, said))
    return dossier.having(statements=tuple(placed))


def _placed(statement: Statement, report: Report, offset: int, story: str, mentions: list[Named], said: list[Quotation]) -> Statement:
    """What model/rows.py:move does, in one step: the passages stand in four known fields, and a story has very many statements."""

    def moved(passage: Passage | None) -> Passage | None:
        return report.passage(passage.start + offset, passage.end + offset) if passage else None

    passage = report.passage(statement.passage.start + offset, statement.passage.end + offset)
    sentence = moved(statement.sentence)
    speaker = _speaker(passage, said)
    return replace(
        statement,
        id=content_id("statement", report.id, passage.start, passage.end, statement.what),
        passage=passage,
        sentence=sentence,
        condition=moved(statement.condition),
        attribution=moved(statement.attribution),
        report=report.id,
        story=story,
        who=_named(statement.who, passage, sentence or passage, mentions, before=True),
        whom=_named(statement.whom, passage, sentence or passage, mentions, before=False),
        when=_resolved(statement, report),
        attributed_to=speaker.speaker if speaker else None,
        attributed_name=speaker.speaker_name if speaker else None,
    )


def _pronouns(dossier: Dossier) -> dict[str, list[Named]]:
    """The pronouns of each report that stand for a known person or body, in text order."""
    found: dict[str, list[Named]] = {}
    language = {report.id: stories.of(report.language) for report in dossier.reports}
    for entity in dossier.entities:
        for mention in entity.mentions:
            words = mention.text.lower()
            if language[mention.report].describing.is_pronoun(words):
                found.setdefault(mention.report, []).append((mention.start, mention.end, words, entity.name))
    for named in found.values():
        named.sort()
    return found


def _named(words: str | None, passage: Passage, sentence: Passage, mentions: list[Named], before: bool) -> str | None:
    """The name that a bare pronoun stands for, if the mentions in the clause, or before it in its sentence, agree on one."""
    if words is None or not mentions:
        return words
    within = mentions[bisect_left(mentions, (sentence.start,)) : bisect_left(mentions, (passage.end,))]
    around = [named for named in within if named[2] == words.lower()]
    inside = [named for named in around if passage.start <= named[0]]
    chosen = inside[:1] if inside and before else inside or (around[-1:] if before else [])
    names = {named[3] for named in chosen}
    return names.pop() if len(names) == 1 else words


def _resolved(statement: Statement, report: Report) -> When | None:
    when = statement.when
    if when is None:
        return None
    resolve = stories.of(report.language).resolve
    iso, precision = resolve(when.text, report.told_at, ahead=statement.modality in ("planned", "offered", "demanded"))
    return When(when.text, iso, precision)


def _speaker(passage: Passage, quotations: list[Quotation]) -> Quotation | None:
    """The innermost quotation whose content holds the passage."""
    holding = [q for q in quotations if any(passage.within(content) for content in q.content)]
    return min(holding, key=lambda q: (sum(map(len, q.content)), q.id), default=None)
