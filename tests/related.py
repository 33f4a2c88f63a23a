"""Texts and what they share, laid down by hand: for tests of descent that need no alignment."""

from collections.abc import Sequence

import numpy as np

from variorum.descent.comparing import Relation
from variorum.descent.families import Family
from variorum.descent.texts import Text
from variorum.model.report import Report
from variorum.model.story import Origin
from variorum.text.align import Alignment, Match, prepare

SENTENCES = 10


def text(
    key: str,
    published: str | None = None,
    *,
    outlet: str | None = None,
    agencies: tuple[str, ...] = (),
    helpers: tuple[str, ...] = (),
    signed: str | None = None,
    sentences: Sequence[str] = (),
    language: str = "en",
) -> Text:
    """A text of ten sentences of its own, or of these."""
    lines = sentences or [f"Sentence {place} of {key}." for place in range(SENTENCES)]
    report = Report(key, key, outlet, None, None, None, None, (), published, None, language, "\n".join(lines))
    passages, start = [], 0
    for line in lines:
        passages.append(report.passage(start, start + len(line)))
        start += len(line) + 1
    nothing = prepare("", (), np.zeros((0, 1)), lambda _: 0.0)
    return Text(report, tuple(passages), nothing, agencies, helpers, signed)


def match(left: int, right: int | None = None, *, likeness: float = 1.0, exact: float = 1.0, ordered: bool = True, **more: bool) -> Match:
    """Sentence `left` beside the one of the same number, or beside `right`."""
    return Match(left, left if right is None else right, likeness, more.get("telling", True), exact, ordered, more.get("half", False))


def matches(count: int, **more: float) -> tuple[Match, ...]:
    return tuple(match(place, **more) for place in range(count))  # type: ignore[arg-type]


def relation(
    left: int,
    right: int,
    shared: int | Sequence[Match] = SENTENCES,
    *,
    whole: bool = True,
    parallel: bool = False,
    weight: float = 1.0,
    confidence: float = 0.9,
    sizes: tuple[int, int] = (SENTENCES, SENTENCES),
    chance: float | None = None,
) -> Relation:
    """What two texts share: so many sentences word for word, or these; surely one text or surely not, if no chance is given."""
    found = matches(shared) if isinstance(shared, int) else tuple(shared)
    return Relation(left, right, Alignment(found, *sizes), whole, parallel, weight, confidence, float(whole) if chance is None else chance)


def family(*members: int, agency: str | None = None, root: int | None = None, state: dict[int, int] | None = None) -> Family:
    """Texts that go back to one original, in the order in which they came."""
    return Family(members, state or dict.fromkeys(members, 0), agency, root, {one: place for place, one in enumerate(members)})


def origin(key: str, name: str | None = None) -> Origin:
    return Origin(key, "s", name or key, True, (), "own", 0.9, "So it is.")
