"""A paragraph's statements: clauses found, judged worth stating, worded and typed."""

from dataclasses import dataclass, replace

from variorum.language.english.grammar import modality, phrases
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.statements.typed import deep_conditions, figures_of, times_of
from variorum.language.english.statements.wording import passage_of, predicate_of, source_words, words_of
from variorum.language.english.statements.worth import stated_clauses
from variorum.model.paragraph import Paragraph
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.statement import Quotation, Statement, Value, When


@dataclass(frozen=True, slots=True)
class _Reading:
    """A paragraph as this stage walks it."""

    clauses: Clauses
    figures: dict[int, list[Value]]  # by the head of the clause they belong to
    times: dict[int, When]
    conditions: dict[int, tuple[int, int]]  # hung by the parser deep inside a stated clause


def statements(clauses: Clauses, quotations: tuple[Quotation, ...]) -> tuple[Statement, ...]:
    """The statements of a paragraph, in text order; `quotations` are those found in it, whose words are their speakers'."""
    paragraph = clauses.paragraph
    stated = stated_clauses(clauses)
    reading = _Reading(clauses, figures_of(clauses, stated), times_of(clauses, stated), deep_conditions(clauses, stated))
    made = [_statement(reading, clause, quotations) for _, clause in sorted(stated.items())]
    told = [statement for statement in made if statement is not None]
    conditions = [statement.condition for statement in told if statement.condition is not None]
    return tuple(_whole(paragraph, statement, conditions) for statement in told)


def _whole(paragraph: Paragraph, statement: Statement, conditions: list[Passage]) -> Statement:
    """No statement breaks off within a condition: a condition that only its words tell is in pieces in the parse."""
    passage = statement.passage
    for condition in conditions:
        if passage.start < condition.start <= passage.end + 1 and passage.end < condition.end and condition.start - 1 <= passage.end:
            whole = paragraph.passage(passage.start, condition.end)
            return replace(statement, passage=whole, id=content_id("statement", paragraph.key, whole.start, whole.end, statement.what))
    return statement


def _statement(reading: _Reading, clause: ParsedClause, quotations: tuple[Quotation, ...]) -> Statement | None:
    clauses, paragraph = reading.clauses, reading.clauses.paragraph
    passage = passage_of(clauses, clause)
    if passage is None:
        return None
    force = modality.force(clauses, clause)
    what, whom_token = predicate_of(clauses, clause)
    if clause.passive and clause.kind != "verbless":
        who_token, whom_token = clause.agent, clause.subject if clause.subject is not None else whom_token
    else:
        who_token = clause.head if clause.kind == "verbless" else clause.complement if clause.existential else clause.subject
    values, place = reading.figures.get(clause.head, ()), phrases.place_of(clauses, clause.head)
    if what == "be" and not values and place is None:
        return None  # "it was there": nothing that could be told alike or otherwise elsewhere
    sentence = paragraph.passage(*paragraph.sentences[clauses.tokens[clause.head].sent])
    attribution = _attribution(clauses, force, passage, quotations)
    where = force.condition or reading.conditions.get(clause.head)
    condition = paragraph.passage(clauses.tokens[where[0]].start, clauses.tokens[where[1]].end) if where else None
    if condition is not None and force.modality in ("actual", "planned", "possible"):
        force = replace(force, modality="conditional")
    return Statement(
        id=content_id("statement", paragraph.key, passage.start, passage.end, what),
        report=paragraph.key,
        story="",
        passage=passage,
        who=words_of(clauses, who_token),
        what=what,
        whom=words_of(clauses, whom_token),
        where=place,
        when=reading.times.get(clause.head),
        values=tuple(values),
        polarity=force.polarity,
        modality=force.modality,
        condition=condition,
        attributed_to=None,
        attributed_name=None,
        sentence=sentence,
        attribution=attribution,
    )


def _attribution(clauses: Clauses, force: modality.Force, passage: Passage, quotations: tuple[Quotation, ...]) -> Passage | None:
    """The words for the source: the quotation that holds the clause, the innermost one, else what the clause's own grammar says."""
    best: Quotation | None = None
    for quotation in quotations:
        if quotation.source is None or not any(
            content.start <= passage.start and passage.end <= content.end for content in quotation.content
        ):
            continue
        if best is None or sum(map(len, quotation.content)) < sum(map(len, best.content)):
            best = quotation
    if best is not None:
        return best.source
    if force.source is None:
        return None
    return source_words(clauses, force.source)
