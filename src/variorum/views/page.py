"""The brief as a page: sections of items, and these as plain text or Markdown. The terminal and the web lay out the same sections."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from variorum.text.odd import named
from variorum.views.apparatus import Marked, PointLine, ReadingLine
from variorum.views.brief import Brief, Said
from variorum.views.card_lines import BEFORE, LABELS, MARK, CardLine, answers_in_one, card_lines, wrapped
from variorum.views.descent import OriginLine, held
from variorum.views.positions import Cell
from variorum.views.timeline import Happening
from variorum.views.witnesses import Witness, counted, day

# How many items of a section a brief of one or two screens shows; `full` shows all, and what is left out is always counted.
SHOWN = {"agreed": 8, "differences": 12, "single": 5, "said": 8, "positions": 16, "happened": 8, "proposed": 12}
LABELLED = frozenset({"differences", "happened", "positions", "said", "proposed"})  # sections whose items begin with their label
LONGEST = 240  # a passage longer than this is cut in the brief (never in JSON, the apparatus or the export)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: a label ("conflict · number"), the line itself, its citation, and lines under it."""

    text: str
    cites: str = ""
    label: str = ""
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its items; `left_out` counts what the short form does not show, `unsure` what is too unsure to be shown, `empty` says
    what to read when there is none.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    left_out: int = 0
    empty: str = ""
    unsure: int = 0


def less_sure(count: int) -> str:
    """How many lines of a section are too unsure to be shown."""
    return f"{count} more in the export, less sure"


def heading(view: Brief) -> tuple[str, str]:
    """The title, and the days of the reports: "12 March 2024 to 13 March 2024"; nothing where none is dated."""
    first, last = view.story.first_published, view.story.last_published
    if not first:
        return view.story.title, ""
    return view.story.title, day(first[:10]) if not last or first[:10] == last[:10] else f"{day(first[:10])} to {day(last[:10])}"


def sections(view: Brief, full: bool = False) -> tuple[Section, ...]:
    """The page in reading order."""
    made = (
        Section(
            "reports",
            "Reports",
            tuple(Item(_report(witness)) for witness in view.witnesses),
        ),
        Section("origins", "Who took the text from whom", (Item(f"{view.lineage}."), *(_origin(line) for line in view.origins))),
        Section(
            "agreed",
            "What several texts tell",
            tuple(_fact(p) for p in view.agreed),
            empty="Nothing is told by two texts in a form that could be compared.",
        ),
        Section("differences", "Where they differ", tuple(_difference(p) for p in view.differences), empty="No difference found."),
        Section("single", "Told by one text only", tuple(_fact(p) for p in view.single)),
        Section("said", "Who said what", tuple(_said(line) for line in view.said), unsure=view.unsure.said),
        _positions(view, full),
        Section("happened", "What happened, in order", tuple(map(_happening, view.happened)), unsure=view.unsure.happened),
        Section("proposed", proposed_by(view.readers), tuple(map(_proposed, view.proposed)), unsure=view.less_sure),
    )
    return tuple(_shortened(section, full) for section in made if section.items or section.empty or section.unsure)


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


def _report(witness: Witness) -> str:
    title = f": {witness.title}" if witness.title else ""
    return f"[{witness.number}] {witness.outlet}, {day(witness.published)}{title}" + (
        f" (in {witness.unread}, not read)" if witness.unread else ""
    )


def _shortened(section: Section, full: bool) -> Section:
    most = SHOWN.get(section.key, len(section.items))
    if full or section.left_out or len(section.items) <= most:
        return section
    return replace(section, items=section.items[:most], left_out=len(section.items) - most)


def _cut(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _origin(line: OriginLine) -> Item:
    numbers = "".join(f"[{number}]" for number in line.numbers)
    told = held(line.in_hand, line.perhaps)
    own = f" (its own text is {told})" if told else ""
    return Item(f"{line.name}{own}: {counted(len(line.numbers), 'report')}", numbers, under=(*line.how, line.why))


def _fact(point: PointLine) -> Item:
    reading = point.readings[0]
    return Item(_marked(reading.told), str(reading.citation), _origins(reading))


def _origins(reading: ReadingLine) -> str:
    return " + ".join(dict.fromkeys(reading.origins))


def _difference(point: PointLine) -> Item:
    label = " · ".join(filter(None, (point.verdict, ", ".join(point.kinds), "within one report" if point.within_report else "")))
    under = [f"{_marked(reading.pieces)} {reading.citation}" for reading in point.readings]
    under.append(point.why + (f" Likely cause: {point.cause}." if point.cause else ""))
    return Item(point.question, label=label, under=tuple(under))


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
    label = "" if line.differs == "none" or len(line.variants) < 2 else f"variants in {line.differs}"
    first, *others = line.variants
    under = [f"also: {_cut(variant.words)} {variant.citation}" for variant in others]
    if label and line.why:
        under.append(line.why)
    if line.corrected:
        under.append(f"Who speaks was corrected {line.corrected}.")
    return Item(f"{line.speaker}{role}: {_cut(first.words)}", str(first.citation), label, tuple(under))


def _positions(view: Brief, full: bool) -> Section:
    """Stands by party. The short form takes the weightiest of each party in turn, so that no party's many crowd out another's."""
    matrix = view.positions
    names, party_at = dict(matrix.issues), {party: place for place, party in enumerate(matrix.parties)}
    issue_at = {issue: place for place, (issue, _) in enumerate(matrix.issues)}
    ranked: list[tuple[int, int, int, int, Item]] = []
    for party in matrix.parties:
        own = [(issue, cell) for issue, _ in matrix.issues for cell in matrix.cells.get((party, issue), ())]
        own.sort(key=lambda pair: (pair[1].stance == "states", -len(pair[1].citation.numbers), issue_at[pair[0]]))
        for rank, (issue, cell) in enumerate(own):
            ranked.append((rank, -len(cell.citation.numbers), party_at[party], issue_at[issue], _stand(party, names[issue], cell)))
    kept = sorted(ranked, key=lambda row: row[:4])[: None if full else SHOWN["positions"]]
    kept.sort(key=lambda row: (row[2], row[3]))
    items = tuple(row[4] for row in kept)
    return Section("positions", "Who stands where", items, len(ranked) - len(kept), unsure=view.unsure.positions)


def _stand(party: str, issue: str, cell: Cell) -> Item:
    towards = f" (towards {cell.target})" if cell.target else ""
    condition = f" — on condition: {cell.condition}" if cell.condition else ""
    speaker = f" — {cell.speaker}" if cell.speaker and cell.speaker != party else ""
    label = "reports conflict" if cell.agreement == "conflict" else ""
    return Item(f"{party} {cell.stance.replace('_', ' ')}{towards}: {_cut(issue)}{condition}{speaker}", str(cell.citation), label)


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
    """The page as plain text, wrapped to `width` columns."""
    title, days = heading(view)
    out = [*textwrap.wrap(title, width), *([days] if days else []), "", card_as_text(view, width), ""]
    for section in sections(view, full):
        out += [section.title.upper(), "-" * len(section.title)]
        if not section.items:
            out += [section.empty] if section.empty else []
        for item in section.items:
            label = f"[{item.label}] " if item.label and section.key in LABELLED else ""
            origin = f" ({item.label})" if item.label and not label else ""
            bullet = "" if section.key == "reports" else "• "
            out += _wrapped(f"{label}{item.text} {item.cites}{origin}".rstrip(), width, bullet)
            for under in item.under:
                out += _wrapped(under, width, "    ")
        if section.left_out:
            out.append(f"  … and {section.left_out} more (--full shows all)")
        if section.unsure:
            out.append(f"  ({less_sure(section.unsure)})")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _card_line(line: CardLine, width: int) -> list[str]:
    """One line of the card; labels of rows stand in a column of their own, headings are set off."""
    text = f"{line.text} {line.cites}".rstrip()
    if line.place == "row":
        return wrapped(line.label.ljust(LABELS) + text, width, after=" " * LABELS)
    lines = _wrapped(f"{text} ({line.label})" if line.label else text, width, " " * BEFORE[line.place])
    return ["", *lines] if line.place == "heading" else lines


def _wrapped(text: str, width: int, first: str) -> list[str]:
    return wrapped(text, width, first, " " * max(len(first), 2))


# What CommonMark or GitHub's dialect could take for markup: anywhere, and at the beginning of a line.
_ESCAPED = re.compile(r"([\\`*_{}\[\]<>#|&~])")
_BEGINS = re.compile(r"^(\d*)([-+=]|(?<=\d)[.)])")


def as_markdown(view: Brief, full: bool = False) -> str:
    """The page as CommonMark; report text is escaped, so that nothing in it turns into markup."""
    title, days = heading(view)
    out = [f"# {_safe(title)}", "", *([days, ""] if days else [])]
    for line in card_lines(view.card):
        out += _card_markdown(line)
    out.append("")
    for section in sections(view, full):
        out += [f"## {section.title}", ""]
        if not section.items:
            out += [section.empty, ""] if section.empty else []
        for item in section.items:
            label = f"**{_safe(item.label)}** " if item.label else ""
            out.append(f"- {label}{_safe(item.text)} {_safe(item.cites)}".rstrip())
            out += [f"  - {_safe(under)}" for under in item.under]
        if section.left_out:
            out.append(f"- … and {section.left_out} more")
        if section.unsure:
            out.append(f"- ({less_sure(section.unsure)})")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _card_markdown(line: CardLine) -> list[str]:
    text = f"{_safe(line.text)} {_safe(line.cites)}".rstrip()
    if line.place == "heading":
        return ["", f"**{text}**", ""]
    if line.place == "question":
        return [f"- {text} **{_safe(line.label)}**"]
    return [f"- **{_safe(line.label)}** {text}" if line.place == "row" else f"  - {text}"]


def _safe(text: str) -> str:
    """One line of text as it reads: nothing in it is markup, no character hides or turns it round, and differing words stand in bold."""
    pieces = [_ESCAPED.sub(r"\\\1", named(piece)) for piece in re.sub(r"\s+", " ", text).strip().split(MARK)]
    pieces[0] = _BEGINS.sub(r"\1\\\2", pieces[0])
    return "".join(f"**{piece}**" if number % 2 and piece.strip() else piece for number, piece in enumerate(pieces))
