"""Which media a text names as the givers of what it tells: a face of its own, so that a rule of citing reads no file anew.

`citations` is asked of the text's language. Whether two names are one medium's, every folder is asked: media are called alike everywhere.
"""

from collections.abc import Sequence
from typing import Protocol

from variorum.language import packs


class Cited(Protocol):
    """A medium named as the giver of something."""

    @property
    def name(self) -> str:
        """As the table of sources has it, else as written."""

    @property
    def start(self) -> int:
        """Where, in its sentence, the words begin that say so."""

    @property
    def end(self) -> int: ...

    @property
    def named(self) -> bool:
        """Is it named, or only said to be media: "local media"?"""

    @property
    def account(self) -> bool:
        """Is a report of that medium meant, or only what somebody told it?"""


def citations(sentences: Sequence[str], language: str | None) -> Sequence[Sequence[Cited]]:
    """For each sentence of a report, in order, where it says that another medium gave it something. None in a language that is not read."""
    part = packs.part("citing", language)
    found: Sequence[Sequence[Cited]] = [()] * len(sentences) if part is None else part.citations(sentences)
    return found


def is_same(name: str, outlet: str | None) -> bool:
    """Is a medium, as another names it, this outlet: "Harbour News" of harbournews.com, "the Harbour" of Harbour News?"""
    return any(part.is_same(name, outlet) for part in packs.parts("media"))
