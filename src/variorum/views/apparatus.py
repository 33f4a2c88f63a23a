"""The apparatus: every point with its readings side by side, the words that differ marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from variorum.model.point import Point, Reading
from variorum.model.statement import Statement
from variorum.model.story import Dossier
from variorum.text.normal import fold
from variorum.views.descent import origin_names
from variorum.views.witnesses import Citation, cite

# The order in which a reader wants to see them.
WEIGHTS = ("reversal", "material", "scope", "slight", None)
VERDICTS = ("conflict", "revised", "spread", "scope", "compatible", "wording", "agreed", "single")
Ranked = tuple[int, Statement]  # a statement with the place of its report in the story
DIFFERING = frozenset({"conflict", "revised", "spread", "scope", "compatible", "wording"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a reading: `differs` where the other readings have other words."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading: its value, the passage shown for it in marked pieces, who has it, and from how many origins.

    `told`: a line that stands alone, and no more than each report tells; `sentences`: where it stands, as (report, start).
    """

    value: str
    pieces: tuple[Marked, ...]
    citation: Citation
    origins: tuple[str, ...]
    told: tuple[Marked, ...] = ()
    sentences: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point as shown."""

    id: str
    question: str
    verdict: str
    kinds: tuple[str, ...]
    weight: str | None
    within_report: bool
    readings: tuple[ReadingLine, ...]
    why: str
    cause: str | None
    confidence: float
    struck: str | None = None  # by whom and when, where a person said that the difference is wrong


def apparatus(dossier: Dossier) -> tuple[PointLine, ...]:
    """All points, weightiest first; within a weight by verdict, then as the points stage ordered them.

    What a second reader proposed comes behind, what was struck last.
    """
    names = origin_names(dossier)
    rank = {report.id: place for place, report in enumerate(dossier.reports)}
    statements = {one.id: (rank[one.report], one) for one in dossier.statements}
    order = sorted(
        range(len(dossier.points)),
        key=lambda place: (
            dossier.points[place].struck is not None,
            dossier.points[place].proposed_by is not None,
            dossier.points[place].verdict not in DIFFERING,
            WEIGHTS.index(dossier.points[place].weight),
            VERDICTS.index(dossier.points[place].verdict),
            place,
        ),
    )
    return tuple(point_line(dossier, dossier.points[place], names, statements) for place in order)


def point_line(dossier: Dossier, point: Point, names: Mapping[str, str], statements: Mapping[str, Ranked]) -> PointLine:
    shown = [reading.passages[0].text if reading.passages else reading.value for reading in point.readings]
    differing = point.verdict in DIFFERING
    values = [reading.value for reading in point.readings]
    marked = answers_marked(shown, values) if differing else [(Marked(text, False),) for text in shown]
    telling = [() if differing else _stated(reading, statements) for reading in point.readings]
    readings = tuple(
        ReadingLine(
            reading.value,
            pieces,
            cite(dossier, reading.passages, reading.reports),
            tuple(names.get(origin, origin) for origin in reading.origins),
            (Marked(reading.value, False),),
            tuple(sorted({(one.report, one.sentence.start) for one in stated if one.sentence})),
        )
        for reading, pieces, stated in zip(point.readings, marked, telling, strict=True)
    )
    return PointLine(
        point.id,
        point.question,
        point.verdict,
        point.kinds,
        point.weight,
        point.within_report,
        readings,
        point.why,
        point.cause,
        point.confidence,
        point.struck,
    )


def answers_marked(texts: Sequence[str], values: Sequence[str]) -> list[tuple[Marked, ...]]:
    """The passages of answers that differ, each with its own answer marked where it stands in it, else with the words that differ."""
    rests = [_value(text, value) for text, value in zip(texts, values, strict=True)]
    if not any(rests):
        return mark(texts)
    return [rest or (Marked(text, False),) for rest, text in zip(rests, texts, strict=True)]


def _stated(reading: Reading, statements: Mapping[str, Ranked]) -> tuple[Statement, ...]:
    """The statements of a reading, those of the earliest report first."""
    known = sorted((statements[key] for key in reading.statements if key in statements), key=lambda pair: (pair[0], pair[1].passage.start))
    return tuple(statement for _, statement in known)


def _value(text: str, value: str) -> tuple[Marked, ...] | None:
    """`text` with the reading's own words marked, where they stand in it: they are what the verdict rests on."""
    start = fold(text).casefold().find(fold(value).casefold())
    end = start + len(value)
    if start < 0 or not value or len(value) >= len(text) or fold(text[start:end]).casefold() != fold(value).casefold():
        return None
    pieces = (Marked(text[:start], False), Marked(text[start:end], True), Marked(text[end:], False))
    return tuple(piece for piece in pieces if piece.text)


def mark(texts: Sequence[str]) -> list[tuple[Marked, ...]]:
    """Each text in pieces, marked where it differs from the first (the first: where it differs from the second)."""
    if len(texts) < 2:
        return [(Marked(text, False),) for text in texts]
    return [_against(text, texts[1] if place == 0 else texts[0]) for place, text in enumerate(texts)]


def _against(text: str, other: str) -> tuple[Marked, ...]:
    """`text` word by word against `other`: equal stretches plain, the rest marked."""
    mine, theirs = _words(text), [_key(word) for word in _words(other)]
    matcher = SequenceMatcher(None, [_key(word) for word in mine], theirs, autojunk=False)
    pieces: list[Marked] = []
    for tag, start, end, _, _ in matcher.get_opcodes():
        piece = "".join(mine[start:end])
        words = piece.rstrip()
        if tag != "equal" and words:
            pieces.append(Marked(words, True))
            piece = piece[len(words) :]
        if piece:
            pieces.append(Marked(piece, False))
    return tuple(pieces)


def _key(word: str) -> str:
    """Words are equal whatever their case and quote marks."""
    return fold(word).strip().strip('"').casefold()


def _words(text: str) -> list[str]:
    """Words with the white space that follows them, so that joining gives the text back."""
    words: list[str] = []
    for character in text:
        if words and not (words[-1][-1].isspace() and not character.isspace()):
            words[-1] += character
        else:
            words.append(character)
    return words
