"""A stand put together from its parts."""

import re

from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.stances.cues import Span, Taken
from variorum.language.english.stances.what import condition_span
from variorum.language.english.stances.who import speaker_span
from variorum.model.statement import Stance

_CONDITION = re.compile(r",?\s+((?:provided|on condition that|as long as|so long as|unless|subject to)\s)")


def make(
    clauses: Clauses,
    clause: ParsedClause,
    parties: list[Span],
    stance: Stance,
    issues: list[Span],
    target: Span | None,
    confidence: float,
    why: str,
) -> list[Taken]:
    condition = condition_span(clauses, clause)
    speaker = speaker_span(clauses, clause)
    if condition is None and issues:
        issues[-1], condition = _parted(clauses, issues[-1])
    return [Taken(tuple(parties), stance, issue, condition, target, speaker, clause.head, confidence, why) for issue in issues if parties]


def _parted(clauses: Clauses, issue: Span) -> tuple[Span, Span | None]:
    """An issue and the condition that the parser left inside it or right after it: "... provided it opens the port"."""
    sentence = next((span for span in clauses.paragraph.sentences if span[0] <= issue[0] < span[1]), issue)
    found = _CONDITION.search(clauses.paragraph.text, issue[0], sentence[1])
    if found is None or found.start() > issue[1] + 2 or found.start() - issue[0] < 8:
        return issue, None
    end = len(clauses.paragraph.text[: sentence[1]].rstrip(' .!?"'))
    return (issue[0], min(issue[1], found.start())), (found.start(1), end)
