"""The same quoted words in another report of the story tell whose they are, where this report leaves it open or its pronoun misleads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from variorum.language import stories
from variorum.model.statement import Quotation
from variorum.model.story import Dossier

_UNSURE = 0.65  # from here on a report's own words are believed
_LEAST = 5  # words that two reports hardly have in common by chance
_SURE, _TWIN = 0.75, 0.8


def by_twins(dossier: Dossier, rows: Sequence[Quotation]) -> list[Quotation]:
    """The rows with the speakers that their twins in other reports give; no row that is sure of its speaker is changed."""
    return _Twins(dossier, rows).told()


class _Twins:
    """The quotations of one story, looked up by their words and by the sentences that were taken one from the other."""

    def __init__(self, dossier: Dossier, rows: Sequence[Quotation]) -> None:
        self.language = stories.of(*(report.language for report in dossier.reports))
        self.pronouns = self.language.pronouns("subject", person=3, stands_for=("male", "female", "-"))
        self.gender_of = {entity.id: entity.gender for entity in dossier.entities}
        self.rows = rows
        self.known: dict[tuple[str, ...], dict[str, Quotation]] = defaultdict(dict)
        for row in rows:
            if self._is_sure(row):
                self._note(row)
        self.beside = self._parallel(dossier)

    def told(self) -> list[Quotation]:
        return [self._told_by(row) if self._asks(row) else row for row in self.rows]

    def _note(self, row: Quotation) -> None:
        for words in self._keys(row):
            best = self.known[words].get(row.speaker or "")
            if best is None or row.confidence > best.confidence:
                self.known[words][row.speaker or ""] = row

    def _asks(self, row: Quotation) -> bool:
        unsure = not row.speakers or row.confidence < _UNSURE
        return row.manner == "direct" and unsure and (row.source is None or self._is_pronoun(row))

    def _is_sure(self, row: Quotation) -> bool:
        return bool(row.speaker) and row.confidence >= _SURE and row.manner == "direct" and not self._is_pronoun(row)

    def _is_pronoun(self, row: Quotation) -> bool:
        return row.source is not None and row.source.text.strip().lower() in self.pronouns

    def _keys(self, row: Quotation) -> list[tuple[str, ...]]:
        found = [self.language.sayings.keys(content.text) for content in row.content]
        return [words for words in found if len(words) >= _LEAST]

    def _parallel(self, dossier: Dossier) -> dict[str, list[Quotation]]:
        """For each row that asks, the sure rows that stand in the sentences which lineage set beside its own."""
        asking: dict[str, list[Quotation]] = defaultdict(list)
        sure: dict[str, list[Quotation]] = defaultdict(list)
        for row in self.rows:
            if self._asks(row):
                asking[row.report].append(row)
            if self._is_sure(row):
                sure[row.report].append(row)
        found: dict[str, list[Quotation]] = defaultdict(list)
        for borrowing in dossier.borrowings if asking else ():
            for pair in borrowing.pairs:
                for here, there in ((pair.taker, pair.giver), (pair.giver, pair.taker)):
                    for row in asking.get(here.report, ()):
                        if any(content.start < here.end and here.start < content.end for content in row.content):
                            found[row.id] += [
                                other for other in sure.get(there.report, ())
                                if any(content.start < there.end and there.start < content.end for content in other.content)
                            ]  # fmt: skip
        return found

    def _told_by(self, row: Quotation) -> Quotation:
        same = [pair for words in self._keys(row) for pair in self.known.get(words, {}).items()]
        tellers = {speaker: other for speaker, other in same if other.report != row.report}
        tellers = tellers or {other.speaker: other for other in self.beside.get(row.id, ()) if other.speaker}
        if len(tellers) != 1:
            return row
        (speaker,) = tellers
        name = tellers[speaker].speaker_name
        word = row.source.text.strip() if row.source else ""
        why = f"The same words are {name}’s in another report of this story."
        told = self.language.describing.gender_of_pronoun(word.lower())
        if told and self.gender_of[speaker] not in (None, told):
            why = f"The same words are {name}’s in another report of this story; “{word}” is a slip, as machine translation makes them."
        elif row.speaker == speaker:
            return replace(row, confidence=max(row.confidence, _TWIN))
        return replace(row, speaker=speaker, speakers=(speaker,), speaker_name=name, confidence=_TWIN, candidates=(), why=why)
