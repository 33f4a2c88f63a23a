"""What a person types, as decisions: words, names and numbers become places in reports. For the command line and for Python."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple, get_args

from variorum.corrections import called, named_at, rests_on
from variorum.errors import WrongUse
from variorum.model.decision import A_REPORT, FACTS, Anchor, Decision, Kind, Value, decided
from variorum.model.point import ALIKE, Point
from variorum.model.report import Passage, Report
from variorum.model.rows import from_row
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.sources.make import given_date
from variorum.text.normal import fold
from variorum.text.typed import shortened, typed

MOST_NAMED = 6  # differences or names that a refusal lists


class Signature(NamedTuple):
    """Who decides, when (ISO 8601, UTC), and what they say of it."""

    by: str | None
    at: str
    note: str = ""


def signed(by: str | None, note: str = "") -> Signature:
    """A signature of now."""
    return Signature(by, datetime.now(UTC).isoformat(timespec="seconds"), note)


def reports_of(story: Iterable[str], names: Iterable[str]) -> list[str]:
    """The ids of a story's reports, given by their number in the brief or by the beginning of their id. Raises WrongUse."""
    there = list(story)
    found = []
    for name in names:
        number = typed(re.sub(r"^\[(\d+)\]$", r"\1", name))
        if number and number <= len(there):
            found.append(there[number - 1])
            continue
        fits = [report for report in there if report.startswith(name)]
        if len(fits) != 1:
            raise WrongUse(f"{shortened(name)!r} names {'several reports' if fits else 'no report'} of the story; it has {len(there)}")
        found.append(fits[0])
    return sorted(set(found))


def of_reports(kind: Kind, reports: Collection[str], to: str | None, by: Signature) -> Decision:
    """A decision on stories: these reports are joined, split off, or belong to the story of report `to`."""
    return decided(kind, None, Value(reports=tuple(reports), to=to), *by)


def told_of(report: Report, facts: Mapping[str, str | None], by: Signature) -> list[Decision]:
    """These facts of a report are so, or not known: one decision each. Raises WrongUse where there is none, or a date is none."""
    if not facts:
        raise WrongUse("say what the report is: --outlet, --published, --title, --byline, --url, or --unknown with the name of one")
    if unknown := sorted(set(facts) - set(FACTS)):
        raise WrongUse(f"{unknown[0]!r} is nothing that a report is known by: there are {', '.join(FACTS)}")
    told = {name: given_date(value) if name == "published" and value else value for name, value in facts.items()}
    values = [Value(name=value or None, reports=(report.id,), fact=name) for name, value in told.items()]
    return [_naming(report, decided("report", None, value, *by)) for value in values]


def _naming(report: Report, decision: Decision) -> Decision:
    """The decision with the report named in its sentence, as numbers change when dates do."""
    name = report.title or report.outlet or report.origin.rsplit("/", 1)[-1]
    return replace(decision, why=decision.why.replace(A_REPORT, f"the report “{shortened(name)}”", 1))


def left_out(reports: Iterable[Report], by: Signature) -> list[Decision]:
    """These reports are not to be in the library: one decision each, so that each can be undone."""
    return [_naming(one, decided("remove", None, Value(reports=(one.id,)), *by)) for one in reports]


def from_lines(text: str) -> list[Decision]:
    """The decisions of a file of JSON Lines, as `variorum correct export` and `variorum export` write them, without those that were undone.

    Raises WrongUse for a line that is none.
    """
    found = []
    for number, line in enumerate(text.split("\n"), 1):  # other ends of lines may stand in a note
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            one = from_row(Decision, row)
            made = decided(one.kind, one.anchor, one.value, one.by, one.at)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise WrongUse(f"line {number} is no decision: {error}") from error
        if made.kind not in get_args(Kind):
            raise WrongUse(f"line {number} is no decision: there is no kind {shortened(str(made.kind))!r}")
        if one.undone is None:
            found.append(replace(made, why=one.why))
    return found


def said_by(dossier: Dossier, words: str, name: str | None, by: Signature, reports: Collection[str] = ()) -> list[Decision]:
    """Whoever says the words that are given, or the quotation or utterance of an id: `name`, or nobody known. One decision a quotation.

    In every report of the story that quotes the words, or in those of `reports`. Raises WrongUse where none does, or where several people
    are called so.
    """
    rows = _quotations(dossier, words, reports)
    if not rows:
        raise WrongUse(f"no quotation of this story holds {shortened(words)!r}; write the words as a report has them")
    value = Value(name=_full(dossier, name) if name else None)
    return [decided("speaker", _anchor(row.content[0]), value, *by) for row in rows]


def _quotations(dossier: Dossier, words: str, reports: Collection[str]) -> list[Quotation]:
    rows = [row for row in dossier.quotations if not reports or row.report in reports]
    if named := [row for row in rows if words in (row.id, row.utterance)]:
        return named
    pattern = _pattern(words)
    holding = [row for row in rows if pattern and any(pattern.search(fold(content.text)) for content in row.content)]
    return [row for row in holding if not any(_inside(other, row) for other in holding)]


def _inside(row: Quotation, outer: Quotation) -> bool:
    """Is all that one quotation tells a part of what another does?"""
    size, whole = (sum(map(len, one.content)) for one in (row, outer))
    return size < whole and all(any(part.within(content) for content in outer.content) for part in row.content)


def _full(dossier: Dossier, name: str) -> str:
    """The name by which the story knows who is called so. Raises WrongUse where several are."""
    plain = " ".join(name.split())
    found = called(dossier.entities, plain)
    if found is None or fold(found.name).casefold() == fold(plain).casefold():
        return found.name if found else plain
    fitting = sorted({one.name for one in dossier.entities if plain in one.aliases})
    if len(fitting) > 1:
        raise WrongUse(f"several are called {shortened(plain)!r}: {', '.join(fitting[:MOST_NAMED])}; give the full name")
    return found.name


def of_names(dossier: Dossier, kind: Kind, name: str, other: str, by: Signature) -> Decision:
    """Two names are of one person or body, or are not. A name is written as a report has it; "Moll@3" is the Moll of report [3].

    Raises WrongUse where a name is not found, or where the two are one place.
    """
    first = _place(dossier, name, None)
    second = _place(dossier, other, first)
    return decided(kind, first, Value(others=(second,)), *by)


def _place(dossier: Dossier, name: str, besides: Anchor | None) -> Anchor:
    words, sign, number = name.rpartition("@")
    number = number.removeprefix("[").removesuffix("]")
    if not sign or typed(number) is None:
        words, number = name, ""
    wanted = [dossier.by_id[report] for report in (reports_of(dossier.story.reports, [number]) if number else dossier.story.reports)]
    own = named_at(dossier.entities, besides) if besides is not None else None
    # An entity's mentions go before bare words; of the second name those of another entity before those of the same.
    found = sorted(_mentions(dossier, words, wanted), key=lambda pair: own is not None and pair[1] == own.id)
    places = [_anchor(passage) for passage, _ in found] or [_anchor(passage) for report in wanted for passage in _spelt(report, words)]
    for place in places:
        if place != besides:
            return place
    raise WrongUse(f"no other place names {shortened(name)!r} in this story" if places else f"no report names {shortened(name)!r} so")


def _mentions(dossier: Dossier, words: str, wanted: Iterable[Report]) -> Iterator[tuple[Passage, str]]:
    """The mentions that have these words, or whose entity is called so where none has, report by report; each with the entity's id."""
    ids = {report.id for report in wanted}
    everyone = [(mention, one) for one in dossier.entities for mention in one.mentions if mention.report in ids]
    everyone.sort(key=lambda pair: (dossier.numbers[pair[0].report], pair[0].start))
    plain = fold(" ".join(words.split())).casefold()
    so_written = [(mention, one.id) for mention, one in everyone if fold(" ".join(mention.text.split())).casefold() == plain]
    yield from so_written or [(mention, one.id) for mention, one in everyone if fold(one.name).casefold() == plain]


def _spelt(report: Report, words: str) -> Iterator[Passage]:
    """The places where a report has these words."""
    if pattern := _pattern(words):
        yield from (report.passage(*found.span()) for found in pattern.finditer(fold(report.text)))


def struck(dossier: Dossier, what: str, by: Signature) -> Decision:
    """The difference of an id, or the only one that has these words in its question or readings, is wrong. Raises WrongUse."""
    differing = [point for point in dossier.points if point.verdict not in ALIKE and point.struck is None]
    found = [point for point in differing if point.id == what] or [point for point in differing if _has(point, what)]
    if len(found) != 1:
        listed = "; ".join(f"{point.id}: {shortened(point.question)}" for point in found[:MOST_NAMED])
        told = f"{len(found)} differences have these words, give the id of one: {listed}" if found else "no difference has these words"
        raise WrongUse(f"{shortened(what)!r}: {told}")
    first, *others = (rests_on(reading)[0] for reading in found[0].readings)
    return decided("strike", first, Value(others=tuple(others), kinds=found[0].kinds), *by)


def _has(point: Point, words: str) -> bool:
    pattern = _pattern(words)
    texts = (point.question, *(passage.text for reading in point.readings for passage in reading.passages))
    return pattern is not None and any(pattern.search(fold(text)) for text in texts)


def _pattern(words: str) -> re.Pattern[str] | None:
    """What finds words whatever stands between them, and whatever quotation marks stand around them."""
    parts = fold(words).strip("\"' .…").split()
    return re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE) if parts else None


def _anchor(passage: Passage) -> Anchor:
    return Anchor(passage.report, passage.start, passage.end, passage.text)
