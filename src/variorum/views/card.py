"""The answer card: what a reader comes for, before all else, and the head of every form of the brief.

What happened in one line; in how many separate texts, by name, and on whose word; the gravest differences, those that one copy made apart;
what is newest. It chooses from what was found and finds nothing itself. What it leaves out is counted, so that it stays on one screen
whatever the size of the story. Of what a machine read only such lines stand on it whose like strangers called right nine times in ten
(`measured.py`); the others are counted in one line, and stand below.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Final, Literal

from variorum.language.outlets import agency, outlet_called
from variorum.model.decision import FACTS, OF_STORIES, in_force
from variorum.model.point import GRAVE, Independence, Point, Reading
from variorum.model.report import Passage, Report
from variorum.model.story import Dossier
from variorum.text.normal import fold
from variorum.views import measured
from variorum.views.apparatus import Marked, PointLine, ReadingLine
from variorum.views.descent import OriginLine, carried, open_count, owned, party_words, text_of
from variorum.views.opening import LONGEST, opening
from variorum.views.witnesses import Citation, Witness, cite, counted, day, instant, together, witnesses
from variorum.views.words import kind_in_words

# How much of each stands on the card: all of it together is one screen of a terminal.
MOST_NAMES: Final = 4
NAMED: Final = 2  # passages told on someone's word from which on the name stands here: of those with one strangers struck five of fourteen
MOST_CARRIED: Final = 2
MOST_DIFFERENCES: Final = 3
MOST_CHANGED: Final = 3
MOST_TOGETHER: Final = 5  # differences, and what one copy changed
MOST_ANSWERS: Final = 3
MOST_UPDATES: Final = 2
MOST_CORRECTED: Final = 2
LONGEST_ANSWER: Final = 66  # characters of a passage, around the words that differ
LONGEST_LINE: Final = 160  # characters of what several texts tell

ALONE: Final = "There is one report only"
UNJUDGED: Final = "Part of this story could not be judged: differences may be missing. The next read tries again."
CONTESTED: Final = "; reports differ on it, see below."
SAY_THEMSELVES: Final = frozenset({"number", "date"})  # kinds whose question is answered by the value alone


@dataclass(frozen=True, slots=True)
class What:
    """What happened, in one line: what several origins tell (`alike`), where a text begins with it; else the sentence that tells best what
    the headlines tell (`lead`, `opening.py`); else the headline of the earliest report that has one.

    `why` says which, for a reader; the word "independently" stands there only where that is established.
    """

    text: str
    told: Literal["alike", "lead", "headline", "nothing"]
    why: str
    citation: Citation
    point: str | None = None  # the point that is told alike


@dataclass(frozen=True, slots=True)
class Text:
    """One separate text, and the numbers of the reports that carry it."""

    name: str
    in_hand: bool
    numbers: tuple[int, ...]
    perhaps: tuple[int, ...] = ()  # of a text that is not surely in hand: the reports that may be it


@dataclass(frozen=True, slots=True)
class OnWord:
    """Someone on whose word reports tell something, with the passages that say so."""

    name: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question, as short as it can be understood, and who gives it; and is it new, and the newest report's?"""

    pieces: tuple[Marked, ...]
    citation: Citation
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that reports answer differently; `kind` in plain words. `more`: answers that are not shown.

    On the card `verdict` and `kind` are left open where they are not right nine times in ten, though the difference is.
    """

    id: str
    question: str
    verdict: str | None
    kind: str | None
    answers: tuple[Answer, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Update:
    """What the newest report says now, and what was said before it."""

    id: str
    question: str
    now: Answer
    before: Answer


@dataclass(frozen=True, slots=True)
class Newest:
    """The latest of the dated reports, how many have no date, and what the latest changed that is not among the differences shown."""

    report: Witness
    citation: Citation
    undated: int
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that stands on the card. A number `more_...` counts what is left out of the list before it.

    `alike`: the first line that several origins tell, of what they tell rather than of whom they quote, where no text begins with it.
    """

    what: What
    alike: What | None
    reports: int
    outlets: int
    texts: int
    names: tuple[Text, ...]
    more_names: int
    carrying: tuple[str, ...]  # what is open of the count, whether a text is a party's own word, who owns two outlets, who carries passages
    more_carrying: int
    informants: int
    on_word: tuple[OnWord, ...]
    more_on_word: int
    nameless: int  # informants that the reports give no name: "police"
    differences: tuple[Difference, ...]
    more_differences: int
    changed: tuple[Difference, ...]  # all answers go back to one text, so that one of its copies made the difference
    more_changed: int
    possible: int  # grave differences whose like is not right often enough for the card
    newest: Newest | None
    corrected: tuple[str, ...]  # what a person decided of these reports, the latest first
    more_corrected: int
    nothing: str | None  # what to read where there is no difference
    lost: str | None = None  # that part of the story could not be judged: what is not here may yet be there


def card(dossier: Dossier, origins: Sequence[OriginLine], agreed: Sequence[PointLine], differences: Sequence[PointLine]) -> Card:
    """The card of a story from what its brief shows: its origins, what they tell alike, and where reports differ, the gravest first."""
    points = {point.id: point for point in dossier.points}
    every = [line for line in differences if line.verdict in GRAVE]
    grave = [line for line in every if (read := measured.of_difference(line.question, line.kinds)) and read.real]
    changed = [line for line in grave if by_one_copy(line, points[line.id])]
    apart = {line.id for line in changed}
    between = [line for line in grave if line.id not in apart]
    shown = between[:MOST_DIFFERENCES]
    shown_changed = changed[: min(MOST_CHANGED, MOST_TOGETHER - len(shown))]
    (people, nameless), carrying, counts = _on_word(dossier), carried(dossier), dossier.story.counts
    decided = _corrected(dossier)
    leads = _leads(dossier)
    seen = {line.id for line in (*shown, *shown_changed)}
    newest = _newest(dossier, [line for line in grave if line.id not in seen], points)

    def latest(line: PointLine) -> str | None:
        """The newest report, if what it says to this question is new."""
        return newest.report.report if newest and _says_anew(dossier, points[line.id], newest.report.report) else None

    often = [one for one in people if len(one.citation.passages) >= NAMED] if measured.FIGURES["informants"].good else []
    names = tuple(often[:MOST_NAMES])
    sure_alike = measured.FIGURES["agreed"].good
    alike, begins = _alike(agreed if sure_alike else (), points, leads, _said(dossier))
    lead = None if begins else _opening(dossier, origins, grave)
    what = lead or alike or _headline_alone(dossier)
    return Card(
        what,
        None if alike is what else alike,
        counts.reports,
        counts.outlets,
        counts.origins,
        tuple(Text(line.name, line.in_hand, line.numbers, line.perhaps) for line in origins[:MOST_NAMES]),
        max(0, len(origins) - MOST_NAMES),
        (*open_count(counts), *party_words(dossier), *owned(dossier), *carrying[:MOST_CARRIED]),
        max(0, len(carrying) - MOST_CARRIED),
        len(people),
        names,
        len(people) - len(names),
        nameless,
        tuple(_on_card(line, latest(line)) for line in shown),
        len(between) - len(shown),
        tuple(_on_card(line, latest(line)) for line in shown_changed),
        len(changed) - len(shown_changed),
        len(every) - len(grave),
        newest,
        decided[:MOST_CORRECTED],
        max(0, len(decided) - MOST_CORRECTED),
        None if grave or dossier.lost else _nothing(dossier, len(every)),
        UNJUDGED if dossier.lost else None,
    )


def _on_card(line: PointLine, newest: str | None) -> Difference:
    """A difference with its verdict, or without it where that is not sure enough: then what the newest report says tells the most."""
    read = measured.of_difference(line.question, line.kinds)
    if read is not None and read.good:
        return in_short(line, newest if line.verdict == "revised" else None)
    return replace(in_short(line, newest), verdict=None, kind=None)


def by_one_copy(line: PointLine, point: Point) -> bool:
    """Do all sides of a contradiction go back to one text, so that one of its copies made it?"""
    return line.verdict == "conflict" and len({origin for reading in point.readings for origin in reading.origins}) == 1


def _alike(
    agreed: Sequence[PointLine], points: Mapping[str, Point], leads: Mapping[str, Sequence[Passage]], said: Mapping[str, Sequence[Passage]]
) -> tuple[What | None, bool]:
    """The first line that several origins tell; one that a text begins with before others, and what they tell before what they quote.

    And whether a text begins with it, in words of its own.
    """
    if not agreed:
        return None, False
    quoted = {line.id for line in agreed if _meets(line.readings[0].citation.passages, said)}
    behind = {line.id for line in agreed if not _meets(line.readings[0].citation.passages, leads)}
    line = min(agreed, key=lambda line: (line.id in quoted, line.id in behind))
    reading = line.readings[0]
    text = _shortened("".join(piece.text for piece in reading.told), LONGEST_LINE)
    told = "Quoted by" if line.id in quoted else "Told by"
    what = What(text, "alike", f"{told} {_who_tells(reading, points[line.id])}", reading.citation, line.id)
    return what, line.id not in quoted | behind


def _leads(dossier: Dossier) -> dict[str, list[Passage]]:
    """Report -> where its text begins."""
    return {
        report.id: [report.passage(block.start, block.end) for block in report.blocks if block.role == "lead"] for report in dossier.reports
    }


def _opening(dossier: Dossier, origins: Sequence[OriginLine], grave: Sequence[PointLine]) -> What | None:
    """The sentence that tells best what happened, whose it is, and whether the reports differ on it."""
    found = opening(dossier, origins)
    if found is None:
        return None
    report, shared = found.passage.report, len(found.origin.numbers)
    alone = len(dossier.reports) == 1
    whose = f", which {shared} of {len(dossier.reports)} reports have" if shared > 1 else ""
    told = {report: [found.passage]}
    differ = any(_meets(reading.citation.passages, told) for line in grave for reading in line.readings)
    how = "begins" if found.begins else "tells"
    why = f"{ALONE}: so it {how}." if alone else f"So {how} {text_of(found.origin.name)}{whose}{CONTESTED if differ else '.'}"
    return What(_shortened(found.passage.text, LONGEST), "lead", why, cite(dossier, (found.passage,), (report,)))


def _headline_alone(dossier: Dossier) -> What:
    report = next((one for one in dossier.reports if one.title), None)
    alone = f"{ALONE}: " if len(dossier.reports) == 1 else ""
    if report is None or not report.title:
        return What("", "nothing", f"{alone}there is no headline." if alone else "There is no headline.", cite(dossier, ()))
    undated = "" if alone or report.told_at else ", which is undated"
    whose = "this is its headline" if alone else f"The headline of the {'earliest' if report.told_at else 'first'} report{undated}"
    return What(
        _shortened(report.title, LONGEST_LINE), "headline", f"{alone}{whose}.", cite(dossier, _headline(report), (report.id,))
    )


def _said(dossier: Dossier) -> dict[str, list[Passage]]:
    """Report -> the words that it quotes."""
    words: dict[str, list[Passage]] = defaultdict(list)
    for quotation in dossier.quotations:
        if quotation.manner != "indirect":
            words[quotation.report].extend(quotation.content)
    return words


def _meets(passages: Sequence[Passage], words: Mapping[str, Sequence[Passage]]) -> bool:
    """Does one of the passages meet words of its report: those that it quotes, or those that it begins with?"""
    return any(one.start < said.end and said.start < one.end for one in passages for said in words.get(one.report, ()))


def _who_tells(reading: ReadingLine, point: Point) -> str:
    names = list(dict.fromkeys(reading.origins))
    others = [f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    informants = list(dict.fromkeys(one.name for one in point.informants))
    how: dict[Independence, str] = {
        "established": ", independently, on the word of different informants.",
        "not_established": f", on the word of {_listed(informants[:MOST_NAMES])}." if informants else ".",
        "not_recorded": ".",
    }
    return _listed([*names[:MOST_NAMES], *others]) + how[point.independence]


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _headline(report: Report) -> tuple[Passage, ...]:
    """Where the headline stands in the text; nowhere where only the page's data have it."""
    start = report.text.find(report.title) if report.title else -1
    return (report.passage(start, start + len(report.title or "")),) if start >= 0 else ()


def _on_word(dossier: Dossier) -> tuple[tuple[OnWord, ...], int]:
    """The informants of the points that have a name, those on whose word most rests first, each with the statements that name them; and
    how many have none. A medium is none of them: it has a text. One of no name is one in all copies of a text.
    """
    nobody = {entity.id for entity in dossier.entities if entity.kind in ("group", "document")}
    media = {report.outlet for report in dossier.reports}
    rests: dict[tuple[str, str | None], int] = defaultdict(int)
    nameless: set[tuple[str, str]] = set()
    for point in dossier.points:
        if point.proposed_by is None and point.struck is None:
            for one in point.informants:
                if one.entity in nobody or one.name.islower():
                    texts = {origin for place in one.readings for origin in point.readings[place].origins}
                    nameless.add((one.name.casefold(), min(texts, default="")))
                elif one.name not in media and not outlet_called(one.name) and not agency(one.name):
                    rests[one.name, one.entity] += 1
    told: dict[tuple[str, str | None], list[Passage]] = defaultdict(list)
    for statement in dossier.statements:
        if statement.attributed_name:
            told[statement.attributed_name, statement.attributed_to].append(statement.passage)
    order = sorted(rests, key=lambda who: (-rests[who], who[0], who[1] or ""))
    return tuple(OnWord(who[0], cite(dossier, told[who])) for who in order), len(nameless)


def _corrected(dossier: Dossier) -> tuple[str, ...]:
    """What a person decided of the reports, as sentences with who and when, the latest first."""
    numbers, told = dossier.numbers, []
    for one in reversed(in_force(dossier.decisions)):
        if one.kind == "report" and one.value.fact:
            value = day(one.value.name) if one.value.fact == "published" and one.value.name else one.value.name
            told.append(f"{FACTS[one.value.fact].capitalize()} of [{numbers[one.value.reports[0]]}]: {value or 'not known'}, {one.signed}")
        elif one.kind not in OF_STORIES:
            told.append(f"{one.why.rstrip('.')}, {one.signed}")
    return tuple(told)


def in_short(line: PointLine, newest: str | None = None) -> Difference:
    """A difference with its answers; what is but another spelling of an answer is no other answer. `newest`: the latest report, if it is
    to be told which answer is its own.
    """
    alike: dict[str, list[ReadingLine]] = defaultdict(list)
    for reading in line.readings:
        alike[fold(reading.value).casefold()].append(reading)
    last = [_has(same, newest) for same in alike.values()]
    told = sum(last) == 1  # a report may tell what was told before as well: "five, and not three"
    answers = [
        Answer(_words(line, same[0]), together(one.citation for one in same), told and is_last)
        for same, is_last in zip(alike.values(), last, strict=True)
    ]
    return Difference(
        line.id, line.question, line.verdict, kind_of(line), tuple(answers[:MOST_ANSWERS]), max(0, len(answers) - MOST_ANSWERS)
    )


def _has(readings: Sequence[ReadingLine], report: str | None) -> bool:
    return any(passage.report == report for reading in readings for passage in reading.citation.passages)


def kind_of(line: PointLine) -> str:
    """What a difference is, in plain words: "update, likely cause: correction". That an update has a later state as its cause goes
    without saying.
    """
    kind = kind_in_words(line.verdict, line.kinds)
    kind += " within one report" if line.within_report else ""
    return kind if line.cause in (None, "later state") else f"{kind}, likely cause: {line.cause}"


def _answer(line: PointLine, reading: ReadingLine) -> Answer:
    return Answer(_words(line, reading), reading.citation)


def _words(line: PointLine, reading: ReadingLine) -> tuple[Marked, ...]:
    """The value alone where it answers the question, or where it does not stand in a long passage; else the passage around it."""
    long = sum(len(piece.text) for piece in reading.pieces) > LONGEST_ANSWER
    if SAY_THEMSELVES.intersection(line.kinds) or (long and not any(piece.differs for piece in reading.pieces)):
        return excerpt((Marked(reading.value, False),))
    return excerpt(reading.pieces)


def excerpt(pieces: Sequence[Marked], most: int = LONGEST_ANSWER) -> tuple[Marked, ...]:
    """At most so many characters around the first words that differ, cut between words, with "…" where something is left out."""
    text = "".join(piece.text for piece in pieces)
    if len(text) <= most:
        return tuple(pieces)
    differs = [piece.differs for piece in pieces for _ in piece.text]
    first = differs.index(True) if True in differs else 0
    last = next((place for place in range(first, len(text)) if not differs[place]), len(text))
    start = max(0, min(first - max(0, most - (last - first)) // 2, len(text) - most))
    end = start + most
    if start:
        start = next((place + 1 for place in range(start, first) if text[place].isspace()), first)
    if end < len(text):
        end = next((place for place in range(end, start, -1) if text[place].isspace()), end)
    runs = groupby(range(start, end), key=lambda place: differs[place])
    kept = [Marked("".join(text[place] for place in places), marked) for marked, places in runs]
    before, after = [Marked("… ", False)] if start else [], [Marked(" …", False)] if end < len(text) else []
    return (*before, *kept, *after)


def _newest(dossier: Dossier, grave: Sequence[PointLine], points: Mapping[str, Point]) -> Newest | None:
    every = witnesses(dossier)
    dated = [witness for witness in every if witness.published]
    if not dated:
        return None
    latest = dated[-1]
    updates = [update for line in grave if (update := _update(dossier, line, points[line.id], latest.report)) is not None]
    headline = cite(dossier, _headline(dossier.by_id[latest.report]), (latest.report,))
    return Newest(latest, headline, len(every) - len(dated), tuple(updates[:MOST_UPDATES]))


def _update(dossier: Dossier, line: PointLine, point: Point, newest: str) -> Update | None:
    """What the newest report says otherwise than a report before it."""
    if not _says_anew(dossier, point, newest):
        return None
    for pair in point.pairs:
        now, before = (pair.b, pair.a) if newest in point.readings[pair.b].reports else (pair.a, pair.b)
        if pair.verdict == "revised" and newest in point.readings[now].reports and newest not in point.readings[before].reports:
            return Update(line.id, line.question, _answer(line, line.readings[now]), _answer(line, line.readings[before]))
    return None


def _says_anew(dossier: Dossier, point: Point, newest: str) -> bool:
    """Is what the newest report answers new? It is none where a report tells it before the first that tells another answer, or where no day
    is known: a copy of an old text may be the newest."""

    def first(readings: Iterable[Reading]) -> str | None:
        times = [dossier.by_id[report].told_at for reading in readings for report in reading.reports]
        return min(filter(None, times), key=_instant, default=None)

    now = first(reading for reading in point.readings if newest in reading.reports)
    before = first(reading for reading in point.readings if newest not in reading.reports)
    if now is None or before is None or (now[:10] == before[:10] and min(len(now), len(before)) == len("2024-03-04")):
        return False  # of two of one day only times tell which was first
    return _instant(now) > _instant(before)


def _instant(time: str) -> datetime:
    """When a time was, to order by; what cannot be read stands before all."""
    return instant(time) or datetime.min.replace(tzinfo=UTC)


def _nothing(dossier: Dossier, possible: int) -> str:
    """What a card says that shows no grave difference, and why it cannot, where that is known."""
    counts = dossier.story.counts
    if possible:
        told = f"No difference is sure enough to stand here; {below(possible, 'possible')}"
    elif counts.reports == 1:
        told = "Nothing to report: there is no other report to hold this one against."
    elif counts.origins == 1:
        told = f"No grave difference found. All {counts.reports} reports go back to one text: none of them confirms another."
    else:
        told = "No contradiction, update or other grave difference found."
    unread = sum(witness.unread is not None for witness in witnesses(dossier))
    return told + (f" In a language that is not read: {counted(unread, 'report')}." if unread else "")


def below(count: int, what: str) -> str:
    """What is not sure enough for the card: "2 possible below: machine reading, check before use."."""
    return f"{count} {what} below: {measured.CHECK[0].lower()}{measured.CHECK[1:]}."


def _shortened(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
