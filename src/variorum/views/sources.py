"""All that one finding rests on: its passages, reading by reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from variorum.errors import WrongUse
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.text.odd import named
from variorum.views.witnesses import counted, day, name_of


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


MOST_QUOTED = 12  # passages of a citation


def citation(dossier: Dossier, title: str, rows: Sequence[Source], address: str) -> str:
    """A finding as text to copy: what it is, the words of each report with its name and time, and where it stands."""
    lines = [title]
    for row in rows[:MOST_QUOTED]:
        report = dossier.by_id[row.passage.report]
        answer = f"{row.reading}: " if row.reading and row.reading not in row.passage.text else ""
        where = ", ".join(filter(None, (row.outlet, day(report.told_at), report.url if safe_link(report.url) else None)))
        lines.append(f"- {answer}“{' '.join(row.passage.text.split())}” ({where})")
    if len(rows) > MOST_QUOTED:
        lines.append(f"- and {len(rows) - MOST_QUOTED} more")
    counts = dossier.story.counts
    lines.append(f"{dossier.story.title}: {counted(counts.reports, 'report')}, {counted(counts.origins, 'separate text')}. {address}")
    return named("\n".join(lines))


def safe_link(address: str | None) -> bool:
    """Can a reader follow this address?"""
    return bool(address) and str(address).startswith(("http://", "https://"))


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
