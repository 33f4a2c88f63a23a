"""A stand put together from its parts."""

from variorum.language.frames import Clauses, Frame
from variorum.language.stances.cues import Span, Taken
from variorum.language.stances.what import condition_span
from variorum.language.stances.who import speaker_span
from variorum.model.statement import Stance


def make(
    clauses: Clauses,
    frame: Frame,
    parties: list[Span],
    stance: Stance,
    issues: list[Span],
    target: Span | None,
    confidence: float,
    why: str,
) -> list[Taken]:
    condition = condition_span(clauses, frame)
    speaker = speaker_span(clauses, frame)
    return [Taken(tuple(parties), stance, issue, condition, target, speaker, frame.verb, confidence, why) for issue in issues if parties]
