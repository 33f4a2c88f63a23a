"""The brief as a page: the card, and below it sections of items; these as plain text or Markdown. The terminal lays out the same."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from variorum.text.odd import named
from variorum.views.apparatus import Marked, PointLine, ReadingLine
from variorum.views.brief import Brief, Said
from variorum.views.card_lines import BEFORE, LABELS, MARK, CardLine, answers_in_one, card_lines, wrapped
from variorum.views.descent import OriginLine, held
from variorum.views.measured import told
from variorum.views.positions import Cell, Matrix
from variorum.views.timeline import Happening
from variorum.views.witnesses import Witness, counted, day, name_and_title
from variorum.views.words import ABOUT, VERDICTS, plain

NONE_FOUND: Final = "No difference found. That does not mean that there is none."
# The sections of which it is told how good they are, with their titles.
JUDGED: Final[Mapping[str, str]] = {
    "opening": "What happened, on the card",
    "informants": "On whose word",
    "origins": "Who copied whom",
    "said": "Who said what",
    "happened": "What happened, in order",
    "agreed": "What several texts tell alike",
    "positions": "Who stands where",
    "differences": "Where they differ",
    "single": "Told by one text only",
}
LABELLED = frozenset({"differences", "happened", "positions", "said", "proposed"})  # sections whose items begin with their label
WORDINGS: Final[Mapping[str, str]] = {"wording": "in other words", "meaning": "differing in meaning"}
LONGEST = 240  # a passage longer than this is cut in the brief (never in JSON, the apparatus or the export)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: a label ("contradiction · figure"), the line itself, its citation, and lines under it; `kind`: the verdict of a
    difference.
    """

    text: str
    cites: str = ""
    label: str = ""
    under: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its items; `unsure` counts what is too unsure to be shown, `empty` says what to read when there is none, `note`
    what holds of all of it: what strangers said of such lines.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    empty: str = ""
    unsure: int = 0
    note: str = ""


# A section -> where its lines are that it does not show: in which table of an export. A proposal is in the table of differences too.
KEPT_BACK: Final[Mapping[str, str]] = {
    "agreed": "the export alone (points)",
    "single": "the export alone (points)",
    "said": "the export alone (utterances)",
    "positions": "the export alone (positions)",
    "happened": "the export alone (events)",
    "proposed": "the export (points)",
}


def kept_back(section: str, count: int, shown: int) -> str:
    """How many lines a section does not show, where they are, and why: "3 more lines are in the export alone (events): less sure"."""
    lines = counted(count, "more line" if shown else "line")
    return f"{lines} {'is' if count == 1 else 'are'} in {KEPT_BACK[section]}: less sure"


def heading(view: Brief) -> tuple[str, str]:
    """The title, and the days of the reports: "12 March 2024 to 13 March 2024"; nothing where none is dated."""
    first, last = view.story.first_published, view.story.last_published
    if not first:
        return view.story.title, ""
    return view.story.title, day(first[:10]) if not last or first[:10] == last[:10] else f"{day(first[:10])} to {day(last[:10])}"


def sections(view: Brief) -> tuple[Section, ...]:
    """All that stands below the card: which reports and texts, then what was read in them, the sections that strangers called right most
    often first.
    """
    made = (
        Section("reports", "Reports", tuple(Item(report_line(witness)) for witness in view.witnesses)),
        Section("origins", JUDGED["origins"], tuple(map(_origin, view.origins)), note=f"{view.lineage}."),
        Section("said", JUDGED["said"], tuple(_said(line) for line in view.said), unsure=view.unsure.said),
        Section("happened", JUDGED["happened"], tuple(map(_happening, view.happened)), unsure=view.unsure.happened),
        Section(
            "agreed",
            JUDGED["agreed"],
            tuple(_fact(p) for p in view.agreed),
            empty="No line is told alike surely enough to stand here.",
            unsure=view.unsure.agreed,
        ),
        Section("positions", JUDGED["positions"], tuple(_stands(view.positions)), unsure=view.unsure.positions),
        Section("differences", JUDGED["differences"], tuple(map(_difference, view.differences)), empty=view.card.lost or NONE_FOUND),
        Section("single", JUDGED["single"], tuple(_fact(p) for p in view.single), unsure=view.unsure.single),
        Section("proposed", proposed_by(view.readers), tuple(map(_proposed, view.proposed)), unsure=view.less_sure),
    )
    return tuple(
        replace(section, note=f"{section.note} {told(section.key)}".strip()) if section.items and section.key in JUDGED else section
        for section in made
        if section.items or section.empty or section.unsure
    )


def folded(view: Brief) -> str:
    """What `--full` shows below the card, and how much of it there is."""
    below = [f"{section.title[0].lower()}{section.title[1:]} ({len(section.items)})" for section in sections(view) if section.items]
    return f"With --full: {', '.join(below)}."


def proposed_by(readers: Sequence[str]) -> str:
    """The heading over what a second reader proposed."""
    return f"Proposed by {', '.join(readers)}, verified by passages"


def _proposed(point: PointLine) -> Item:
    """A difference as any other; a single answer with what it answers."""
    if len(point.readings) > 1:
        return _difference(point)
    reading = point.readings[0]
    if point.kinds:
        return Item(f"{point.question} {reading.value}", str(reading.citation), "who speaks")
    return Item(_marked(reading.told), str(reading.citation), "told alike")


def report_line(witness: Witness) -> str:
    """A report under its number: "[2] The Portal, 12 March 2024: Talks end"."""
    name, title = name_and_title(witness.outlet, witness.title)
    return f"[{witness.number}] {name}, {day(witness.published)}{title}" + (
        f" (in {witness.unread}, not read)" if witness.unread else ""
    )


def _cut(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _origin(line: OriginLine) -> Item:
    numbers = "".join(f"[{number}]" for number in line.numbers)
    where = held(line.in_hand, line.perhaps)
    own = f" (its own text is {where})" if where else ""
    return Item(f"{line.name}{own}: {counted(len(line.numbers), 'report')}", numbers, under=(*line.how, line.why))


def _fact(point: PointLine) -> Item:
    reading = point.readings[0]
    return Item(_marked(reading.told), str(reading.citation), _origins(reading))


def _origins(reading: ReadingLine) -> str:
    return " + ".join(dict.fromkeys(reading.origins))


def _difference(point: PointLine) -> Item:
    about = ", ".join(plain(kind, ABOUT) for kind in point.kinds)
    label = " · ".join(filter(None, (plain(point.verdict, VERDICTS), about, "within one report" if point.within_report else "")))
    under = [f"{_marked(reading.pieces)} {reading.citation}" for reading in point.readings]
    under.append(point.why + (f" Likely cause: {point.cause}." if point.cause else ""))
    return Item(point.question, label=label, under=tuple(under), kind=point.verdict)


def _marked(pieces: Sequence[Marked]) -> str:
    """A passage with MARK around its differing words; a long passage is cut to what stands around them."""
    text = "".join(f"{MARK}{piece.text}{MARK}" if piece.differs else piece.text for piece in pieces)
    first, last = text.find(MARK), text.rfind(MARK)
    if len(text) <= LONGEST or last - first > LONGEST:
        return _cut(text)
    start = max(0, min(first - (LONGEST - (last - first)) // 2, len(text) - LONGEST))
    words = text[start : start + LONGEST]
    before = "… " + words.partition(" ")[2] if start else words
    return re.sub(r"\s+", " ", before.rpartition(" ")[0] + " …" if start + LONGEST < len(text) else before)


def _said(line: Said) -> Item:
    role = f", {line.role}" if line.role else ""
    label = WORDINGS.get(line.differs, "") if len(line.variants) > 1 else ""
    first, *others = line.variants
    under = [f"also: {_cut(variant.words)} {variant.citation}" for variant in others]
    if label and line.why:
        under.append(line.why)
    if line.corrected:
        under.append(f"Who speaks was corrected {line.corrected}.")
    return Item(f"{line.speaker}{role}: {_cut(first.words)}", str(first.citation), label, tuple(under))


def _stands(matrix: Matrix) -> Iterator[Item]:
    """Stands by party, those told by most reports first, what is but stated last."""
    issue_at = {issue: place for place, (issue, _) in enumerate(matrix.issues)}
    for party in matrix.parties:
        own = [(issue, cell) for issue, _ in matrix.issues for cell in matrix.cells.get((party, issue), ())]
        for _, cell in sorted(own, key=lambda row: (row[1].stance == "states", -len(row[1].citation.numbers), issue_at[row[0]])):
            yield _stand(party, cell)


def _stand(party: str, cell: Cell) -> Item:
    towards = f" (towards {cell.target})" if cell.target else ""
    condition = f" — on condition: {cell.condition}" if cell.condition else ""
    speaker = f" — {cell.speaker}" if cell.speaker and cell.speaker != party else ""
    label = "reports conflict" if cell.agreement == "conflict" else ""
    return Item(f"{party} {cell.stance.replace('_', ' ')}{towards}: {_cut(cell.words)}{condition}{speaker}", str(cell.citation), label)


def _happening(line: Happening) -> Item:
    date = day(line.date) if line.date and line.precision in (None, "day", "minute") else line.date or "undated"
    who = " → ".join(filter(None, (line.actor, line.recipient)))
    kind = line.event.lower() + (f"/{line.mode}" if line.mode else "")
    label = " · ".join((kind, *line.auxiliary))
    return Item(f"{date}: {who + ': ' if who else ''}{_cut(line.text)}", str(line.citation), label)


def card_as_text(view: Brief, width: int = 100) -> str:
    """The answer card alone as plain text."""
    lines = (_card_line(line, width) for line in answers_in_one(card_lines(view.card), width - BEFORE["answer"]))
    return "\n".join(line for some in lines for line in some)


def as_text(view: Brief, width: int = 100, full: bool = False) -> str:
    """The card as plain text, wrapped to `width` columns; `full`: with all that stands below it."""
    title, days = heading(view)
    out = [*textwrap.wrap(title, width), *([days] if days else []), "", card_as_text(view, width), ""]
    if not full:
        return "\n".join([*out, *_wrapped(folded(view), width, "")]) + "\n"
    for section in sections(view):
        out += [section.title.upper(), "-" * len(section.title)]
        out += _wrapped(section.note, width, "") if section.note else []
        if not section.items:
            out += [section.empty] if section.empty else []
        for item in section.items:
            label = f"[{item.label}] " if item.label and section.key in LABELLED else ""
            origin = f" ({item.label})" if item.label and not label else ""
            bullet = "" if section.key == "reports" else "• "
            out += _wrapped(f"{label}{item.text} {item.cites}{origin}".rstrip(), width, bullet)
            for under in item.under:
                out += _wrapped(under, width, "    ")
        if section.unsure:
            out += _wrapped(kept_back(section.key, section.unsure, len(section.items)) + ".", width, "  ")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _card_line(line: CardLine, width: int) -> list[str]:
    """One line of the card; labels of rows stand in a column of their own, headings are set off."""
    text = f"{line.text} {line.cites}".rstrip()
    if line.place == "row":
        return wrapped(line.label.ljust(LABELS) + text, width, after=" " * LABELS)
    lines = _wrapped(f"{text} ({line.label})" if line.label else text, width, " " * BEFORE[line.place])
    return ["", *lines] if line.place in ("heading", "note") else lines


def _wrapped(text: str, width: int, first: str) -> list[str]:
    return wrapped(text, width, first, " " * max(len(first), 2))


# What CommonMark or GitHub's dialect could take for markup: anywhere, and at the beginning of a line.
_ESCAPED = re.compile(r"([\\`*_{}\[\]<>#|&~])")
_BEGINS = re.compile(r"^(\d*)([-+=]|(?<=\d)[.)])")


def as_markdown(view: Brief, full: bool = False) -> str:
    """The same as CommonMark; report text is escaped, so that nothing in it turns into markup."""
    title, days = heading(view)
    out = [f"# {_safe(title)}", "", *([days, ""] if days else [])]
    for line in card_lines(view.card):
        out += _card_markdown(line)
    out.append("")
    if not full:
        return "\n".join([*out, _safe(folded(view))]) + "\n"
    for section in sections(view):
        out += [f"## {section.title}", "", *([_safe(section.note), ""] if section.note else [])]
        if not section.items:
            out += [section.empty, ""] if section.empty else []
        for item in section.items:
            label = f"**{_safe(item.label)}** " if item.label else ""
            out.append(f"- {label}{_safe(item.text)} {_safe(item.cites)}".rstrip())
            out += [f"  - {_safe(under)}" for under in item.under]
        if section.unsure:
            out.append(f"- {_safe(kept_back(section.key, section.unsure, len(section.items)))}.")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _card_markdown(line: CardLine) -> list[str]:
    text = f"{_safe(line.text)} {_safe(line.cites)}".rstrip()
    if line.place == "heading":
        return ["", f"**{text}**", ""]
    if line.place == "note":
        return ["", text]
    if line.place == "question":
        return [f"- {text} **{_safe(line.label)}**" if line.label else f"- {text}"]
    return [f"- **{_safe(line.label)}** {text}" if line.place == "row" else f"  - {text}"]


def _safe(text: str) -> str:
    """One line of text as it reads: nothing in it is markup, no character hides or turns it round, and differing words stand in bold."""
    pieces = [_ESCAPED.sub(r"\\\1", named(piece)) for piece in re.sub(r"\s+", " ", text).strip().split(MARK)]
    pieces[0] = _BEGINS.sub(r"\1\\\2", pieces[0])
    return "".join(f"**{piece}**" if number % 2 and piece.strip() else piece for number, piece in enumerate(pieces))
