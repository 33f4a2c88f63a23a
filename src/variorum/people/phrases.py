"""Whom a phrase is about: its head, not a name that only helps to describe it."""

from collections.abc import Iterable

from variorum.language import stories
from variorum.model.entity import Directory, Entity, Place
from variorum.model.report import Passage


class Phrases(Directory):
    """The names of one story, and how the words around them are read in its language."""

    def __init__(self, entities: Iterable[Entity], language: stories.Pack) -> None:
        super().__init__(entities)
        self._reading, self._describing = language.phrases, language.describing

    def at(self, passage: Passage) -> Entity | None:
        """The entity that a phrase is about.

        "Kremlin spokesman Dmitry Peskov" is Peskov, "Lavrov's deputy", "his Russian lawyer" and "a spokesman for Lavrov" are nobody named,
        and of two names joined by "and" neither is meant alone.
        """
        found = self.within(passage.report, passage.start, passage.end)
        whole = [place for place in found if place[0] <= passage.start and passage.end <= place[1]]
        if whole:
            return whole[0][2]
        heads = [place for place in found if self._reading.heads(*_around(passage, place)) and not self._owns(passage, place)]
        people = [place for place in heads if place[2].kind == "person"]
        chosen = people or [place for place in heads if place[2].kind != "place" or "," not in _around(passage, place)[0]]
        if not chosen or self._reading.shared(*_around(passage, chosen[0])):
            return None
        return chosen[0][2]

    def _owns(self, passage: Passage, place: Place) -> bool:
        """Does a pronoun only tell whose the one is whom a phrase is about?"""
        word = passage.text[max(0, place[0] - passage.start) : place[1] - passage.start]
        return word.isalpha() and self._describing.has_owner(word)


def _around(passage: Passage, place: Place) -> tuple[str, str]:
    """The words of a phrase before and after a name in it."""
    return passage.text[: max(0, place[0] - passage.start)], passage.text[place[1] - passage.start :]
