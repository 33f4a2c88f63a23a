"""A library and the stories that were opened last, each with the views of it that several pages show."""

from functools import cached_property
from threading import Lock

from variorum.model.story import Dossier
from variorum.store.library import Library
from variorum.views.apparatus import PointLine, apparatus
from variorum.views.brief import Brief, brief
from variorum.views.facing import pairs
from variorum.views.proposed import left_out
from variorum.views.sure import shown
from variorum.views.utterances import Speaker, by_speaker

# Reports of the stories held in memory: a story of five takes about half a megabyte with its findings. One story is held whatever its size.
KEPT = 100


class Opened:
    """A story with the views of it that several pages show, each made when first asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @cached_property
    def sure(self) -> Dossier:
        """The story with what is sure enough for a page."""
        return shown(self.dossier)

    @cached_property
    def points(self) -> tuple[PointLine, ...]:
        return apparatus(self.dossier)

    @cached_property
    def brief(self) -> Brief:
        return brief(self.dossier, self.points)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str, int], ...]:
        return pairs(self.dossier, self.points)

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        return by_speaker(self.sure)


class Room:
    """A library and the stories opened last."""

    def __init__(self, library: Library, proposed: bool = True) -> None:
        self.library = library
        self.proposed = proposed  # is what a second reader proposed shown at all?
        self._opened: dict[tuple[str, str], Opened] = {}
        self._lock = Lock()

    def opened(self, name: str) -> Opened:
        """The story of an id (or the beginning of one). Raises WrongUse where there is none.

        What a story was judged from (its reports' words and the rules, as one hash) changes when anything in it does.
        """
        story = self.library.story(name)
        key = (story.id, self.library.judged([story.id]).get(story.id, ""))
        with self._lock:
            found = self._opened.pop(key, None)
            if found is not None:
                self._opened[key] = found  # the one asked for last goes last
        if found is None:
            dossier = self.library.dossier(story.id)
            found = Opened(dossier if self.proposed else left_out(dossier))
            with self._lock:
                self._opened[key] = found
                while len(self._opened) > 1 and sum(len(one.dossier.reports) for one in self._opened.values()) > KEPT:
                    self._opened.pop(next(iter(self._opened)))
        return found

    def dossier(self, name: str) -> Dossier:
        """All that is known of the story of an id. Raises WrongUse where there is none."""
        return self.opened(name).dossier
