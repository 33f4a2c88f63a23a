"""Who is named where in the reports of a story, and in which words each report tells first who somebody is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from variorum.language import pack
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.questions.tellings import Telling, Tellings
from variorum.text.kept import kept
from variorum.text.shingle import words as words_of


@dataclass(frozen=True, eq=False)
class Names:
    """Who is named where in the reports of a story, and what each told before."""

    dossier: Dossier
    found: Tellings

    @cached_property
    def meant(self) -> dict[tuple[str, int], Entity]:
        """(report, start of a mention) -> who or what it means."""
        return {(mention.report, mention.start): entity for entity in self.dossier.entities for mention in entity.mentions}

    @cached_property
    def pronouns(self) -> dict[tuple[str, int, int], Entity]:
        """(report, start, end of a mention) -> who is meant by just these words."""
        return {(mention.report, mention.start, mention.end): entity for entity in self.dossier.entities for mention in entity.mentions}

    @cached_property
    def titles(self) -> frozenset[str]:
        """The words of all headlines, in a form that compares."""
        language = self.found.all[0].language if self.found.all else None
        said = [self.dossier.story.title, *(report.title or "" for report in self.dossier.reports)]
        return frozenset(pack.stem(word.lower(), language) for one in said for _, word in words_of(one))

    @cached_property
    def _before(self) -> dict[str, tuple[list[int], list[tuple[Telling, Passage]]]]:
        """Report -> where its sentences begin, in order, and these."""
        rows: dict[str, list[tuple[int, Telling, Passage]]] = defaultdict(list)
        for telling in self.found.all:
            for place in telling.places:
                rows[place.report].append((place.start, telling, place))
        ordered = {report: sorted(row, key=lambda one: one[0]) for report, row in rows.items()}
        return {report: ([one[0] for one in row], [(one[1], one[2]) for one in row]) for report, row in ordered.items()}

    def before(self, report: str, start: int) -> Sequence[tuple[Telling, Passage]]:
        """The sentences of a report that begin before a place, in order."""
        starts, rows = self._before.get(report, ([], []))
        return rows[: bisect_left(starts, start)]

    @kept
    def introduced(self, report: str, entity: Entity) -> Passage | None:
        """Where its report names a person or body in full, else where another does. What they are is not told: of 49 such names of unread
        stories strangers struck four, three for the office before them."""
        names = [one for one in (entity.name, *entity.aliases) if " " in one]
        full = [one for one in entity.mentions if " ".join(one.text.split()) in names]
        return next((one for one in full if one.report == report), None) or next(iter(full), None)
