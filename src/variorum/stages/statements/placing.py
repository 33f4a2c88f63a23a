"""The placing of a paragraph's statements in the reports it stands in: times on the calendar, sources and pronouns by name."""

from bisect import bisect_left
from dataclasses import replace

from variorum.language.lexicon import word_set
from variorum.model.report import Passage, Report
from variorum.model.rows import content_id, move
from variorum.model.statement import Quotation, Statement, When
from variorum.model.story import Dossier
from variorum.text import dates

_PRONOUNS = word_set("pronouns")

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
            placed.append(_placed(move(statement, report, where.start), report, dossier.story.id, mentions, said))
    return dossier.having(statements=tuple(placed))


def _placed(statement: Statement, report: Report, story: str, mentions: list[Named], said: list[Quotation]) -> Statement:
    speaker = _speaker(statement.passage, said)
    return replace(
        statement,
        id=content_id("statement", report.id, statement.passage.start, statement.passage.end, statement.what),
        report=report.id,
        story=story,
        who=_named(statement.who, statement, mentions, before=True),
        whom=_named(statement.whom, statement, mentions, before=False),
        when=_resolved(statement, report.published),
        attributed_to=speaker.speaker if speaker else None,
        attributed_name=speaker.speaker_name if speaker else None,
    )


def _pronouns(dossier: Dossier) -> dict[str, list[Named]]:
    """The pronouns of each report that stand for a known person or body, in text order."""
    found: dict[str, list[Named]] = {}
    for entity in dossier.entities:
        for mention in entity.mentions:
            words = mention.text.lower()
            if words in _PRONOUNS:
                found.setdefault(mention.report, []).append((mention.start, mention.end, words, entity.name))
    for named in found.values():
        named.sort()
    return found


def _named(words: str | None, statement: Statement, mentions: list[Named], before: bool) -> str | None:
    """The name that a bare pronoun stands for, if the mentions in the clause, or before it in its sentence, agree on one."""
    if words is None or words.lower() not in _PRONOUNS or not mentions:
        return words
    passage, sentence = statement.passage, statement.sentence or statement.passage
    first = bisect_left(mentions, (sentence.start,))
    around = [named for named in mentions[first:] if named[0] < passage.end and named[2] == words.lower()] if first < len(mentions) else []
    inside = [named for named in around if passage.start <= named[0]]
    chosen = inside[:1] if inside and before else inside or (around[-1:] if before else [])
    names = {named[3] for named in chosen}
    return names.pop() if len(names) == 1 else words


def _resolved(statement: Statement, published: str | None) -> When | None:
    when = statement.when
    if when is None:
        return None
    iso, precision = dates.resolve(when.text, published, ahead=statement.modality in ("planned", "offered", "demanded"))
    return When(when.text, iso, precision)


def _speaker(passage: Passage, quotations: list[Quotation]) -> Quotation | None:
    """The innermost quotation whose content holds the passage."""
    holding = [q for q in quotations if any(passage.within(content) for content in q.content)]
    return min(holding, key=lambda q: (sum(map(len, q.content)), q.id), default=None)
