"""The same quoted words in another report of the story tell whose they are, where this report leaves it open or its pronoun misleads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from variorum.language.english import diff
from variorum.language.english.quotes import unmarked
from variorum.language.english.words.pronouns import pronouns
from variorum.model.entity import Entity
from variorum.model.statement import Quotation
from variorum.model.story import Dossier

_UNSURE = 0.65  # from here on a report's own words are believed
_LEAST = 5  # words that two reports hardly have in common by chance
_SURE, _TWIN = 0.75, 0.8
_PRONOUNS = pronouns("subject", person=3, stands_for=("male", "female", "-"))
_GENDER = dict.fromkeys(pronouns("subject", stands_for=("male",)), "male") | dict.fromkeys(
    pronouns("subject", stands_for=("female",)), "female"
)


def by_twins(dossier: Dossier, rows: Sequence[Quotation]) -> list[Quotation]:
    """The rows with the speakers that their twins in other reports give; no row that is sure of its speaker is changed."""
    entities = {entity.id: entity for entity in dossier.entities}
    known: dict[tuple[str, ...], dict[str, Quotation]] = defaultdict(dict)
    for row in rows:
        if row.speaker and row.confidence >= _SURE and row.manner == "direct" and not _is_pronoun(row):
            for words in _keys(row):
                best = known[words].get(row.speaker)
                if best is None or row.confidence > best.confidence:
                    known[words][row.speaker] = row
    pairs = _parallel(dossier, rows)
    return [_told_by(row, entities, known, pairs.get(row.id, ())) if _asks(row) else row for row in rows]


def _asks(row: Quotation) -> bool:
    return row.manner == "direct" and (not row.speakers or row.confidence < _UNSURE) and (row.source is None or _is_pronoun(row))


def _is_pronoun(row: Quotation) -> bool:
    return row.source is not None and row.source.text.strip().lower() in _PRONOUNS


def _keys(row: Quotation) -> list[tuple[str, ...]]:
    found = [tuple(word.key for word in diff.words(unmarked(content.text))) for content in row.content]
    return [words for words in found if len(words) >= _LEAST]


def _parallel(dossier: Dossier, rows: Sequence[Quotation]) -> dict[str, list[Quotation]]:
    """For each row that asks, the sure rows that stand in the sentences which lineage set beside its own."""
    by_report: dict[str, list[Quotation]] = defaultdict(list)
    for row in rows:
        by_report[row.report].append(row)
    found: dict[str, list[Quotation]] = defaultdict(list)
    for borrowing in dossier.borrowings:
        for pair in borrowing.pairs:
            for here, there in ((pair.taker, pair.giver), (pair.giver, pair.taker)):
                for row in by_report.get(here.report, ()):
                    if not _asks(row) or not any(content.start < here.end and here.start < content.end for content in row.content):
                        continue
                    found[row.id] += [
                        other for other in by_report.get(there.report, ())
                        if other.speaker and other.confidence >= _SURE and other.manner == "direct" and not _is_pronoun(other)
                        and any(content.start < there.end and there.start < content.end for content in other.content)
                    ]  # fmt: skip
    return found


def _told_by(
    row: Quotation, entities: dict[str, Entity], known: dict[tuple[str, ...], dict[str, Quotation]], beside: Sequence[Quotation]
) -> Quotation:
    tellers = {speaker: other for words in _keys(row) for speaker, other in known.get(words, {}).items() if other.report != row.report}
    tellers = tellers or {other.speaker: other for other in beside if other.speaker}
    if len(tellers) != 1:
        return row
    (speaker,) = tellers
    name = tellers[speaker].speaker_name
    word = row.source.text.strip() if row.source else ""
    why = f"The same words are {name}’s in another report of this story."
    wrong = _GENDER.get(word.lower())
    if wrong and entities[speaker].gender not in (None, wrong):
        why = f"The same words are {name}’s in another report of this story; “{word}” is a slip, as machine translation makes them."
    elif row.speaker == speaker:
        return replace(row, confidence=max(row.confidence, _TWIN))
    return replace(row, speaker=speaker, speakers=(speaker,), speaker_name=name, confidence=_TWIN, candidates=(), why=why)
