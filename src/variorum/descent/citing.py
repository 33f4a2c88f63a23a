"""Which other media a report names as the givers of its facts, and whether it has anything that is not from there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from variorum.language.english.citing import citations
from variorum.model.report import Passage, Report

LEADING: Final = 3  # sentences at the beginning, in which a report that retells another one says so
RETOLD: Final = 0.2  # share of its sentences in which it does
_EMPTY: Final = frozenset(["the", "www", "com", "co", "uk", "news", "online", "magazine"])


@dataclass(frozen=True, slots=True)
class Citing:
    """A medium that a report names as the giver of facts, and the words that name it, in the order of the text."""

    name: str
    passages: tuple[Passage, ...]
    sentences: tuple[int, ...]  # in which they stand


def media_cited(report: Report, sentences: Sequence[Passage], makers: Sequence[str]) -> tuple[Citing, ...]:
    """The media that a report cites, as they first come; itself and the maker of its text are none."""
    found: dict[str, list[tuple[int, Passage]]] = {}
    for place, cited in enumerate(citations([sentence.text for sentence in sentences])):
        start = sentences[place].start
        for one in cited:
            if one.name not in makers and not is_same(one.name, report.outlet):
                found.setdefault(one.name, []).append((place, report.passage(start + one.start, start + one.end)))
    return tuple(
        Citing(name, tuple(passage for _, passage in rows), tuple(sorted({place for place, _ in rows}))) for name, rows in found.items()
    )


def is_same(name: str, outlet: str | None) -> bool:
    """Is a medium, as another names it, this outlet: "Harbour News" of harbournews.com, "the Harbour" of Harbour News?"""
    if outlet is None:
        return False
    one, other = _words(name), _words(outlet)
    return (bool(one and other) and (one <= other or other <= one)) or _squeezed(name) == _squeezed(outlet)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _EMPTY


def _squeezed(name: str) -> str:
    return re.sub(r"^www\.|\.(?:com|co|net|org|uk|au|in|tv)\b|^the\b|\W", "", name.casefold())


def retold(cites: Sequence[Citing], sentences: int) -> str | None:
    """The medium from which a report of so many sentences has what it tells, where that is one."""
    if not cites or not sentences:
        return None
    most = max(cites, key=lambda one: len(one.sentences))
    alone = sum(len(one.sentences) for one in cites) == len(most.sentences)
    leads = most.sentences[0] < LEADING
    return most.name if alone and leads and len(most.sentences) >= RETOLD * sentences else None
