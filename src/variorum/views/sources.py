"""All that one finding rests on: its passages, reading by reading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from variorum.errors import WrongUse
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.views.witnesses import name_of


@dataclass(frozen=True, slots=True)
class Source:
    """One passage of a finding: the reading it belongs to, and the report it stands in with its number and name."""

    reading: str
    number: int
    outlet: str
    passage: Passage


def passages_of(dossier: Dossier, finding: str) -> tuple[str, tuple[Source, ...]]:
    """What a finding is called, and its passages in the order of readings, then of reports. Raises WrongUse for an unknown id."""
    for title, readings in _found(dossier, finding):
        return title, tuple(row for reading, passages in readings for row in _rows(dossier, reading, passages))
    raise WrongUse(f"no finding {finding!r} in story {dossier.story.id}")


def _found(dossier: Dossier, finding: str) -> Iterator[tuple[str, list[tuple[str, tuple[Passage, ...]]]]]:
    yield from ((p.question, [(r.value, r.passages) for r in p.readings]) for p in dossier.points if p.id == finding)
    for utterance in dossier.utterances:
        if utterance.id == finding:
            wanted = set(utterance.quotations)
            quoted = tuple(passage for row in dossier.quotations if row.id in wanted for passage in row.content)
            variants = [(reading.value, reading.passages) for reading in utterance.variants]
            yield utterance.speaker_name or "Speaker open", variants or [("", quoted)]
    for position in dossier.positions:
        if position.id == finding:
            yield f"{position.party} {position.stance.replace('_', ' ')}: {position.issue}", [("", position.passages)]
    yield from ((event.text, [("", event.passages)]) for event in dossier.events if event.id == finding)
    for borrowing in dossier.borrowings:
        if borrowing.id == finding:
            sides = [tuple(pair.taker for pair in borrowing.pairs), tuple(pair.giver for pair in borrowing.pairs)]
            said = [("by its own word", borrowing.cites)] if borrowing.cites else []
            yield borrowing.why, [("taken", sides[0]), ("given", sides[1]), *said] if borrowing.pairs else said


def _rows(dossier: Dossier, reading: str, passages: Iterable[Passage]) -> Iterator[Source]:
    ordered = sorted(set(passages), key=lambda one: (dossier.numbers.get(one.report, 0), one.start, one.end))
    for passage in ordered:
        if passage.report in dossier.by_id:
            yield Source(reading, dossier.numbers[passage.report], name_of(dossier.by_id[passage.report]), passage)
