"""What each line of a report is: headline, byline, dateline, lead, body, caption, furniture. Judged by language and form alone.

The lines are judged in `language/english/page/layout.py`; here they become blocks, and what they tell of the report is read off them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from variorum.language.english.page import agencies, corrections, credits, furniture, heads, kinds, makers, notices, printers, table
from variorum.language.english.page import datelines as places
from variorum.language.english.page.layout import Line, judge
from variorum.language.headings import Head
from variorum.model.report import SPEAKING, Block, Correction, Credit, Passage, Report, Role
from variorum.text.normal import fold, key_of

# What files say of lines, and what is believed at once; all else is judged by the lines themselves.
TOLD: frozenset[Role] = frozenset({"caption", "credit", "deck", "crosshead"})
_SITE = re.compile(r"\s+[|–-]\s+(?P<site>[^|]{2,40})$")
_LISTED = re.compile(r"[,|/–—]|\bby\b")  # in a byline that names more than one: "Sund Post – Diary, by Ada Lund"


def mark(report: Report) -> Report:
    """The report with its blocks, and what they tell: title, byline, dateline, outlet, credits. What is known already stays."""
    text = fold(report.text)
    head = (heads.read(report.text) if report.title is None else None) or Head()  # what brings its title is no pasted text
    known = {(block.start, block.end): block.role for block in report.blocks if block.role in TOLD}
    lines = judge(report.text, text, report.title, {**head.roles, **known})
    if not lines:
        return report
    blocks, datelines = _blocks(lines, report.text, head.title)
    found = _credits(report, text, lines, blocks, datelines)
    headline = next((report.text[block.start : block.end] for block in blocks if block.role == "headline"), None)
    title = report.title or head.title or (_without_site(lines, headline) if headline else None)
    kind, form = kinds.of(replace(report, title=title), lines, found)
    return replace(
        report,
        blocks=tuple(blocks),
        title=title,
        byline=_by_whom(report, lines, head.byline),
        dateline=report.dateline or _dateline(report, blocks, datelines),
        credits=tuple(found),
        outlet=report.outlet or _outlet(lines, datelines),
        kind=kind,
        form=form,
        corrections=tuple(_corrections(report, text, blocks)),
    )


def _corrections(report: Report, text: str, blocks: list[Block]) -> Iterator[Correction]:
    """The notices of correction, with the words they take back and set, and the places of the text that have the right words."""
    for block in blocks:
        if block.role != "correction" or notices.label(text[block.start : block.end]):
            continue
        for told in corrections.told(text[block.start : block.end]):
            wrong, right = (
                report.passage(block.start + span[0], block.start + span[1]) if span else None for span in (told.wrong, told.right)
            )
            places = _said(report, text, blocks, right.text) if right else _figures(report, text, blocks, told.paragraph)
            yield Correction(report.passage(block.start, block.end), wrong, right, tuple(places), told.day)


def _figures(report: Report, text: str, blocks: list[Block], paragraph: int | None) -> Iterator[Passage]:
    """The figures of a paragraph that a notice names by its number."""
    speaking = [block for block in blocks if block.role in ("lead", "body")]
    if paragraph is not None and paragraph <= len(speaking):
        block = speaking[paragraph - 1]
        yield from (report.passage(*span) for span in corrections.figures(text, block.start, block.end))


def _said(report: Report, text: str, blocks: list[Block], words: str) -> Iterator[Passage]:
    """Where the report itself says these words, as words of their own."""
    said = re.compile(rf"(?<![\w.,])(?<!\d[.,]){re.escape(fold(words))}(?!\w)(?![.,]\d)")
    for block in blocks:
        if block.role in SPEAKING:
            yield from (report.passage(match.start(), match.end()) for match in said.finditer(text, block.start, block.end))


def _blocks(lines: list[Line], original: str, title: str | None) -> tuple[list[Block], list[tuple[int, int, places.Dateline]]]:
    """Blocks in order, with datelines and closing credits cut from the paragraphs they stand in.

    Between blocks only white space of the original is left out: what folding made a space of (unseen characters) belongs to one.
    """
    blocks: list[Block] = []
    datelines = []
    paragraphs = 0
    for line in lines:
        role: Role = line.role or "body"
        start, end = line.start, line.end
        if role == "headline" and title and (before := line.text.find(fold(title))) > 0 and line.text[:before].strip():  # a label
            blocks.append(Block(start, start + len(line.text[:before].rstrip()), "boilerplate"))
            start += before
        if role == "deck" and (found := places.dateline(line.text)) and found.agency:
            datelines.append((start, start + len(found.shown), found))  # "TARNHOLM (NWS) - The latest on the ferry:"
        if role == "dateline" and (found := places.alone(line.text)):
            datelines.append((start, end, found))
        if role in ("lead", "body"):
            paragraphs += line.prose
            if paragraphs <= 3 and (found := places.dateline(line.text)):
                shown = start + len(found.shown)
                datelines.append((start, shown, found))
                blocks.append(Block(start, start + len(line.text[: found.end].rstrip()), "dateline"))
                start = blocks[-1].end
                start += len(original[start:end]) - len(original[start:end].lstrip())
            if closing := credits.closing_credit(line.text[start - line.start :]):
                cut = start + closing[0]
                body_end = start + len(original[start:cut].rstrip())
                cut += len(original[cut:end]) - len(original[cut:end].lstrip())
                if body_end > start:
                    blocks += [Block(start, body_end, role), Block(cut, end, "credit")]
                    continue
        blocks.append(Block(start, end, role))
    return blocks, datelines


def _credits(
    report: Report, text: str, lines: list[Line], blocks: list[Block], datelines: list[tuple[int, int, places.Dateline]]
) -> list[Credit]:
    """Agencies as makers of the text, a photo or a video, each with the place where it is named, in order."""
    found: list[Credit] = []

    def add_outlets(named: Iterable[agencies.Named], start: int) -> bool:
        made = [Credit(one.agency, "text", report.passage(start + one.start, start + one.end)) for one in named]
        found.extend(made)
        return bool(made)

    def add(what: str, start: int, end: int, passed_on: bool = False) -> None:
        for named in agencies.find(text, start, end):
            if passed_on and table.makes(named.agency) == "syndicate":
                continue
            kind = "photo" if named.photo_only and what == "text" else what
            found.append(Credit(named.agency, kind, report.passage(named.start, named.end)))  # type: ignore[arg-type]

    for start, _, dateline in datelines:
        if dateline.agency is None:
            continue
        name_start = start + dateline.agency_start
        name_end = name_start + len(dateline.agency)
        if known := agencies.known(dateline.agency):
            found.append(Credit(known[0], "text", report.passage(name_start, name_end)))
        else:
            found.append(Credit(dateline.agency, "text", report.passage(name_start, name_end)))
    for number, block in enumerate(blocks):
        piece = text[block.start : block.end]
        below_caption = number > 0 and blocks[number - 1].role == "caption"
        if block.role == "byline":
            printed = add_outlets(printers.in_byline(piece), block.start)
            add("text", block.start, block.end, printed)
        elif block.role == "caption":
            if place := credits.caption(piece):
                add("video" if place.video else "photo", block.start + place.start, block.start + place.end)
        elif block.role == "credit" and not makers.unnamed(piece):
            start, end = makers.named_in(piece)
            picture = credits.only_picture_credit(piece, before_text=False) or (below_caption and not makers.statement(piece))
            printed = not picture and add_outlets(printers.in_credit(piece[:end]), block.start)
            add("photo" if picture else "text", block.start + start, block.start + end, printed)
            if site := makers.site(piece):
                name = table.outlet_at(piece[site[0] : site[1]])
                passage = report.passage(block.start + site[0], block.start + site[1])
                found += [Credit(name, "text", passage)] if name else []
        elif block.role == "boilerplate" and furniture.is_copyright(piece):
            of_text = not credits.opens_with_picture(piece) and (
                furniture.is_copyright_of_a_year(piece) or makers.owned(piece) or not credits.caption(piece)
            )
            add("text" if of_text else "photo", block.start, block.end)
            if of_text:
                add_outlets(printers.in_credit(piece), block.start)
        elif block.role == "boilerplate" and printers.says_where_first(piece):
            add_outlets(printers.in_credit(piece), block.start)
    for line in lines:
        if named := makers.shown_from(line.text):
            maker = report.passage(line.start + named[0], line.start + named[1])
            found.append(Credit(table.outlet_at(maker.text) or table.called(maker.text), "text", maker))
    byline = _by_whom(report, lines, None)
    names = [name for name in (byline, report.outlet) if name]
    return _joined(sorted(found, key=lambda credit: credit.passage.start), names, text)


def _joined(found: list[Credit], known: list[str], text: str) -> list[Credit]:
    """One name for one agency: a report that says "Northwire News Agency" above and "(Northwire)" below means the same, and one that
    says "Tarn Press Agency", in its byline or as "Tarn Press Agency (TPA)" anywhere, by "(TPA)"."""
    names = sorted({credit.agency for credit in found} | set(known), key=lambda name: (-len(name), name))
    free = [name for name in names if agencies.canonical(name) is None]  # what the table knows is called as it says
    alone = [name for name in names if not _LISTED.search(name)]
    longest = {name: next((other for other in alone if other != name and other.startswith(name + " ")), name) for name in free}
    for letters in {credit.agency for credit in found if credit.agency.isupper()} & set(free):
        parts = [part.strip() for name in names for part in re.split(r"[,|/]| and ", name.removeprefix("By "))]
        full = next((name for name in parts if agencies.short_for(letters, name)), None)
        longest[letters] = full or _spelt_out(letters, text) or longest.get(letters, letters)
    return list(dict.fromkeys(replace(credit, agency=longest.get(credit.agency, credit.agency)) for credit in found))


def _spelt_out(letters: str, text: str) -> str | None:
    """The name that stands before its letters in brackets anywhere in the text."""
    for said in re.finditer(rf"((?:[A-Z][\w'’.-]+ (?:(?:of|the|and|for) )*){{1,6}})\({re.escape(letters)}\)", text):
        words = said[1].removeprefix("The ").split()
        names = (" ".join(words[start:]) for start in range(len(words)))
        if full := next((name for name in names if agencies.short_for(letters, name)), None):
            return full
    return None


def _dateline(report: Report, blocks: list[Block], datelines: list[tuple[int, int, places.Dateline]]) -> str | None:
    if datelines:
        start, end, _ = datelines[0]
        return report.text[start:end]
    return next((report.text[block.start : block.end] for block in blocks if block.role == "dateline"), None)


def _by_whom(report: Report, lines: list[Line], persons: str | None) -> str | None:
    """The byline as the file tells it; the outlet's own name, which pages give where they know no other, gives way to the text's.

    `persons`: those whom the head names, without their outlet.
    """
    if report.byline and key_of(report.byline) != key_of(report.outlet or ""):
        return report.byline
    return persons or _byline(report, lines) or report.byline


def _byline(report: Report, lines: list[Line]) -> str | None:
    for line in lines:
        if line.role == "byline":
            names = credits.byline(line.text.strip())
            end = line.end if names is None else line.start + len(line.text.rstrip())
            shown = report.text[(line.start if names is None else end - len(names)) : end]
            return " ".join(shown.removesuffix("| on").split()).strip(" ,|/")
    return None


def _outlet(lines: list[Line], datelines: list[tuple[int, int, places.Dateline]]) -> str | None:
    """The outlet by the text's own word: a name in the dateline that is no agency's, and by which the page promotes itself below."""
    for _, _, dateline in datelines:
        name = dateline.agency
        if name and not agencies.known(name) and " " in name and any(line.role == "boilerplate" and name in line.text for line in lines):
            return name
    return None


def _without_site(lines: list[Line], title: str) -> str:
    """A headline without the site's name behind it. A bar is proof enough; a dash is if the headline stands elsewhere without the name."""
    match = _SITE.search(title)
    if not match:
        return title
    shown = title[: match.start()]
    proved = "|" in match[0] or any(line.role == "boilerplate" and key_of(line.text) == key_of(shown) for line in lines)
    return shown if proved and len(shown.split()) >= 3 else title
