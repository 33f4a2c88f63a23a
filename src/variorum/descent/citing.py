"""Which other media a report names as the givers of its facts, and whether it has anything that is not from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from variorum.language.citing import citations, is_same
from variorum.model.report import Passage, Report
from variorum.text.kept import Worked

ASIDE: Final = 0.2  # other media may be named so often, beside the one from which a report has what it tells


@dataclass(frozen=True, slots=True)
class Citing:
    """A medium that a report names as the giver of facts, and the words that name it, in the order of the text."""

    name: str
    passages: tuple[Passage, ...]
    sentences: tuple[int, ...]  # in which they stand
    reports: tuple[int, ...]  # those in which it has a report of that medium, and not only what somebody told it
    own: bool = False  # the report's own outlet, or who made its text: told to its own reporters
    named: bool = True  # or only said to be media: "local media"


def media_cited(report: Report, sentences: Sequence[Passage], own_names: Sequence[str], worked: Worked) -> tuple[Citing, ...]:
    """The media that a report names, as they first come; `own_names` are those of its own outlet and of who made its text."""
    found: dict[tuple[str, bool, bool], list[tuple[int, Passage, bool]]] = {}
    texts = [sentence.text for sentence in sentences]
    for place, name, first, last, named, account in worked.of(("cited", report.language, *texts), lambda: _cited(texts, report.language)):
        own = any(is_same(name, other) for other in own_names)
        passage = report.passage(sentences[place].start + first, sentences[place].start + last)
        found.setdefault((name, own, named), []).append((place, passage, account))
    return tuple(
        Citing(
            name,
            tuple(passage for _, passage, _ in rows),
            tuple(sorted({place for place, _, _ in rows})),
            tuple(sorted({place for place, _, account in rows if account})),
            own,
            named,
        )
        for (name, own, named), rows in found.items()
    )


def _cited(texts: Sequence[str], language: str | None) -> list[list[object]]:
    """The media that sentences name, as plain values, each behind the number of its sentence."""
    cited = enumerate(citations(texts, language))
    return [[place, one.name, one.start, one.end, one.named, one.account] for place, some in cited for one in some]


def only_medium(cites: Sequence[Citing]) -> Citing | None:
    """The one medium that a report names, where it has nothing from its own reporters and no other is named as often."""
    if any(one.own for one in cites):
        return None
    named = sorted((one for one in cites if one.named), key=lambda one: -len(one.sentences))
    if not named or sum(len(one.sentences) for one in named[1:]) > ASIDE * len(named[0].sentences):
        return None
    return named[0]
