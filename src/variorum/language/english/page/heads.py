"""The head of a report as people paste it: what stands over (and under) its text tells title, outlet, day, persons, address.

`head_marks.py` tells of each word what it is; here words become a title, names and days. Precision first: an outlet has to be surely one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from variorum.language.english.moments import Written, by_month, by_others, dates_in
from variorum.language.english.months import written_in
from variorum.language.english.names.persons import honorific, is_first_name
from variorum.language.english.page import agencies, credits, datelines, makers, notices, printers, table, wraps
from variorum.language.english.page.head_lines import Line, days_in, lines_of, parts_of
from variorum.language.english.page.head_marks import Marked, marked
from variorum.language.english.page.head_outlets import candidates, is_joined, is_other, likeliest, sender
from variorum.language.english.page.head_parts import cased, is_outlet
from variorum.language.english.page.head_seen import KEPT, Seen, seen
from variorum.language.headings import EARLIEST, Head
from variorum.model.report import Role
from variorum.text.normal import fold, is_repeat, key_of

SURE: Final = 0.75  # chance from which a name is the outlet's
LONG: Final = 20_000  # code points of a text whose head is not kept
WEAK: Final = 100  # hundredths of log odds below which a mark gives way to that of the word before
_CHANGED: Final = re.compile(r"\b(?:updated?|modified|edited|changed)\W*(?:(?:on|at)\W*)?$", re.IGNORECASE)
_DATED: Final = re.compile(r"\b(?:publi\w+|posted|issued|date)\b", re.IGNORECASE)  # so a day long past is that of publication
_SAYS: Final = re.compile(r"\b(?:was|were|is|are|has|had|have|will)\b")  # it tells what happened on a day
_JOINED: Final = re.compile(r"[\s,;&]*(?:in [A-Z]\w+(?: [A-Z]\w+)? (?=and\b))?(?:\b(?:and|with)\b\s*)?")
_IN_NAMES: Final = re.compile(r"\s*(?:of|and|&|for|in|on|the|\s)*\s*|[.'’]\s*", re.IGNORECASE)
_FEW: Final = 3  # words beside a day
_BY: Final = re.compile(r"(?:^|\n)\s*(?:by|from)\s+$", re.IGNORECASE)
_LABELS: Final = frozenset(["title", "titel", "headline", "head", "heading", "subject", "re", "fw", "fwd", "story", "article", "text"])
_OPENS: Final = "\"'([“‘¿¡$£€#"
_ENDS: Final = re.compile(r"[^\w\s|•·,;:–—-]+")
_MARKS: Final = "#*_^ \t|•·>»★☆●■►▶✓→-–—"
_ADDRESS: Final = re.compile(r"<?(?P<url>https?://[^\s<>]+|www\.[^\s<>]+)>?")
_LABELLED: Final = re.compile(r"^(?:url|link|address|permalink|web|read at|available at|retrieved from)\s*:\s*", re.IGNORECASE)
_SOCIAL: Final = re.compile(r"[./](?:(?:twitter|x|instagram|youtube|linkedin|tiktok)\.com|threads\.net|t\.me|bsky\.app)(?:/|$)")
_WIRED: Final = re.compile(r"(?:UPDATE|WRAPUP|REFILE|RPT|CORRECTED)(?: \d{1,2})?-")


class _Run(NamedTuple):
    """Words of one line that bear one mark."""

    mark: str
    number: int  # of the line
    start: int  # in the text
    end: int
    margin: int  # of its least sure word


def read(text: str) -> Head | None:
    """What the lines over and under a text tell of it; None where there are no such lines."""
    return _kept(text) if len(text) < LONG else _read(text)


@lru_cache(1 << 8)  # asked when a report is made, and again when its lines are marked, after the others of its job
def _kept(text: str) -> Head | None:
    return _read(text)


def _read(text: str) -> Head | None:
    folded = fold(text)
    lines = lines_of(folded)
    words = seen(lines)
    marks = marked(words)
    runs = [run for run in _runs(lines, words, marks, folded) if not (_is_known(lines[run.number].text) or _is_word(run, folded))]
    story = _story(lines, words, marks)
    if story is None:
        return None
    over = _whole_titles([run for run in runs if run.number < story], lines, folded)
    end = max((number for number, line in enumerate(lines) if line.is_story), default=story)
    under = [run for run in runs if run.number > end and lines[run.number].foot]
    title, titled = _title(over, lines, text)
    url = _address(lines[:story])
    named = _outlet(lines, words, folded, [run for run in over if run.number in titled and run.mark == "T"])
    outlet = named[0] if named else None
    opening = datelines.dateline(lines[story].text) if story < len(lines) else None
    wired = any(wraps.is_wire(line.text) for line in lines[:story]) or bool(title and _WIRED.match(lines[titled[0]].text))
    if opening and opening.agency and wired and not outlet:
        outlet = opening.agency  # the agency's own text, as its wire prints it
    outlet = outlet or sender(lines[:story], titled)
    day = _day(over, lines, opening.shown if opening else "") or (_beside(lines[named[1]]) if named and named[1] < story else None)
    beside = named is not None and lines[named[1]].foot  # the outlet stands under the text, and its day may, too
    below = (_beside(lines[named[1]]) if named and beside else None) or _day(
        [run for run in under if beside or not _is_anothers(lines[run.number])], lines
    )
    day = day or (of_address(url) if not below else None)
    persons = _persons(over, folded) or _persons(under, folded)
    written = next((day.read for day in dates_in(opening.shown)), None) if opening else None
    roles = _roles(lines, story, over, under, titled)
    if not (title or outlet or day or below or persons or url or written or roles):
        return None
    return Head(
        title=_WIRED.sub("", title) if title else None,
        outlet=table.outlet_called(outlet) or cased(outlet) if outlet else None,
        byline=text[slice(*persons)] if persons else None,
        published=day or below,
        published_by=outlet if below and not day and beside else None,
        written=written,
        url=url,
        roles=roles,
    )


def _is_known(line: str) -> bool:
    """Is a line surely a notice of correction, or on a picture alone? Other rules read it."""
    return notices.notice(line) or notices.label(line) or credits.only_picture_credit(line)


def _is_word(run: _Run, text: str) -> bool:
    """Does a person's name begin with a word that the text has in small letters: "Ferry Captain in Holm" over the story of a ferry?"""
    first = text[run.start : run.end].split(" ", maxsplit=1)[0]
    if run.mark != "P" or is_first_name(first):
        return False
    return re.search(rf"(?<![\w@./]){re.escape(first.lower())}(?![\w@./])", text) is not None


def _runs(lines: Sequence[Line], words: Sequence[Seen], marks: Sequence[Marked], text: str) -> list[_Run]:
    """Words side by side that bear one mark, each run within a line; names go on over "of" and "and", and over no other mark."""
    found: list[_Run] = []
    for word, (told, margin) in zip(words, marks, strict=True):
        start, end = lines[word.line].start + word.start, lines[word.line].start + word.end
        last = found[-1] if found else None
        inside = last is not None and last.number == word.line and not word.step
        mark = "T" if last and inside and last.mark == "T" and margin < WEAK else told  # a title does not end within a part of its line
        goes_on = inside or mark in "TDXS" or (last and _IN_NAMES.fullmatch(text[last.end : start]))
        if last and goes_on and (last.mark, last.number) == (mark, word.line):
            found[-1] = last._replace(end=end, margin=min(last.margin, margin))
        else:
            found.append(_Run(mark, word.line, start, end, margin))
    return found


def _whole_titles(over: Sequence[_Run], lines: Sequence[Line], text: str) -> list[_Run]:
    """The runs over a story. A name that small words join to a title is part of it; a deck under an outlet, with no title, is the title."""
    found: list[_Run] = []
    for run in over:
        last = found[-1] if found else None
        if last and last.number == run.number and {last.mark, run.mark} == {"T", "O"}:
            title, name = (last, run) if last.mark == "T" else (run, last)
            if is_joined((title.start, title.end), (name.start, name.end), text):
                found[-1] = last._replace(mark="T", end=run.end, margin=title.margin)
                continue
        found.append(run)
    if any(run.mark == "T" for run in found):
        return found
    outlet = next((run.number for run in found if run.mark in "OA"), len(lines))
    deck = next((run.number for run in found if run.mark == "D" and run.number > outlet), None)
    return [run._replace(mark="T") if run.number == deck else run for run in found]


def _story(lines: Sequence[Line], words: Sequence[Seen], marks: Sequence[Marked]) -> int | None:
    """The number of the line with which the story begins, which no title is as long a sentence as; None where nothing is told of."""
    for number, group in groupby(zip(words, marks, strict=True), key=lambda pair: pair[0].line):
        long = lines[number].is_story or lines[number].text.count(" ") >= KEPT
        told = [mark.mark == "S" or (mark.mark == "T" and long) for _, mark in group]
        if sum(told) * 2 > len(told):
            return int(number)
    return next((number for number, line in enumerate(lines) if line.foot), None)


def _title(over: Sequence[_Run], lines: Sequence[Line], text: str) -> tuple[str | None, list[int]]:
    """The title, and the numbers of its lines: a title may go on in the line below."""
    found = [run for run in over if run.mark == "T" and not _is_day(text[run.start : run.end])]
    if not found:
        return None, []
    best = max(found, key=lambda run: ((run.end - run.start) * min(run.margin, 500), run.number))
    if _opens_with_more(best, over, lines[best.number], text):
        whole = best._replace(start=lines[best.number].start)
        found, best = [whole if run == best else run for run in found], whole
    group = [best]
    for run in found[found.index(best) + 1 :]:
        wrapped = lines[run.number].text[0].islower() or (lines[run.number].text.isupper() and lines[best.number].text.isupper())
        if run.number != group[-1].number + 1 or lines[run.number].gap or not wrapped:
            break
        group.append(run)
    shown = " ".join(_whole(run, lines[run.number], text) for run in group)
    key = key_of(text[best.start : best.end])
    again = {run.number for run in found if key_of(text[run.start : run.end]) == key}
    again |= {number for number, line in enumerate(lines) if not line.is_story and is_repeat(key_of(line.text), key)}
    return shown, [*(run.number for run in group), *sorted(again - {run.number for run in group})]


def _is_day(words: str) -> bool:
    """Do words tell a day and next to nothing else: "27 May 2025, 23:58 GMT - no embargo"?"""
    day = next(iter(days_in(words)), None)
    return day is not None and day.start == 0 and len(re.findall(r"[^\W\d_]{2,}", words[day.end :])) <= _FEW


def _opens_with_more(title: _Run, over: Sequence[_Run], line: Line, text: str) -> bool:
    """Do words before a title belong to it: "Report: Ferry sold"? No label does, nor what names outlet, day or person."""
    before = text[line.start : title.start].rstrip()
    label = re.search(r"(\w+)\W*$", before)
    beside = {run.mark for run in over if run.number == title.number and run.start < title.start}
    return before.endswith((":", ",")) and beside <= {"X"} and label is not None and label[1].lower() not in _LABELS


def _whole(run: _Run, line: Line, text: str) -> str:
    """The words of a title with the marks that open and end it."""
    start, end = run.start, run.end
    while start > line.start and text[start - 1] in _OPENS:
        start -= 1
    if ends := _ENDS.match(text, end, line.end):
        end = ends.end()
    return text[start:end].strip("#*_^ ") if text[start:end].strip() else ""


def _outlet(lines: Sequence[Line], words: Sequence[Seen], text: str, titles: Sequence[_Run]) -> tuple[str, int] | None:
    """The outlet if one is likely enough, and the number of the line that names it; a name of which a title tells is none."""
    able = [
        one
        for one in candidates(lines, words)
        if not any(run.number == one.line and is_joined((run.start, run.end), one.span, text) for run in titles)
    ]
    found = likeliest(able)
    if found is None or found[0] < SURE:
        return None
    name = found[1].name.strip(" .'\"").removeprefix("the ")
    if (name.islower() and not is_outlet(name)) or honorific(name.capitalize()) is not None or _is_signer(name, text[: found[1].span[0]]):
        return None
    if "/" in name or (is_other(name, text, found[1].span[0], lines) and not is_outlet(name)):  # an address tells by itself whose it is
        return None
    return name, found[1].line


def _is_signer(name: str, before: str) -> bool:
    """Does a name stand where one signs, and begin as a person's: "By ADA LUND AP Business Writer"?"""
    first, *others = name.split()
    return _BY.search(before) is not None and bool(is_first_name(first) or (len(others) > 1 and agencies.find(" ".join(others))))


def _persons(runs: Sequence[_Run], text: str) -> tuple[int, int] | None:
    """Where those who sign stand: the first names, and what is joined to them."""
    span: tuple[int, int] | None = None
    for run in runs:
        if run.mark == "P" and (span is None or _JOINED.fullmatch(text[span[1] : run.start])):
            span = (span[0] if span else run.start, run.end)
    return span


def _day(runs: Sequence[_Run], lines: Sequence[Line], dateline: str = "") -> str | None:
    """The day of publication: the first that is not that of a change. Numbers that leave open which is the day are read as others prove."""
    days = list(_days(runs, lines))
    first = next((day for day, changed in days if not changed), None)
    if first is None or first.read:
        return first.read if first else None
    others = [day for number in {run.number for run in runs} for day in days_in(lines[number].text)]
    return by_others(first, others) or (by_month(first, written_in(dateline.lower())) if dateline else None)


def _days(runs: Sequence[_Run], lines: Sequence[Line]) -> Iterator[tuple[Written, bool]]:
    for run in runs:
        line = lines[run.number]
        if run.mark == "W" and (_DATED.search(line.text) or not _SAYS.search(line.text)):
            labelled = _DATED.search(line.text) is not None
            for day in days_in(line.text):
                late = labelled or int(re.findall(r"\d{4}", day.date)[0]) >= EARLIEST
                if late and day.start < run.end - line.start and run.start - line.start < day.end:
                    yield day, _CHANGED.search(line.text[: day.start]) is not None


def _beside(line: Line) -> str | None:
    """The one day that stands in the line that names the outlet."""
    days = {day.read for day in days_in(line.text)}
    return days.pop() if len(days) == 1 else None


def _is_anothers(line: Line) -> bool:
    """Does a line under the text name an outlet, which another line does not?"""
    return any(is_outlet(part.text) for part in parts_of(line.text))


def of_address(url: str | None) -> str | None:
    """The day that an address tells: "/2024/03/04/"."""
    found = re.search(r"/((?:19|20)\d\d)[/-]([01]\d)[/-]([0-3]\d)(?=[/-])", url or "")
    return next((day.read for day in dates_in("-".join(found.groups()))), None) if found else None


def _address(lines: Sequence[Line]) -> str | None:
    """The address of the report, in a line of its own or as a message names it."""
    for line in lines:
        bare = _LABELLED.sub("", line.text.strip(" *_"), count=1)
        if found := _ADDRESS.fullmatch(bare):
            return own(found["url"])
    sent = {address for line in lines if wraps.is_wrapped(line.text, False, False) and (address := wraps.address_in(line.text))}
    return own(sent.pop()) if len(sent) == 1 else None


def own(url: str) -> str | None:
    """An address that may be a report's; None for one of a site where persons have their pages, or of a portal."""
    site = table.outlet_at(url)
    return None if _SOCIAL.search(url) or (site and table.is_portal(site)) else url


def _may_sign(line: str) -> bool:
    """May a line be one of who signs, by the rules of all pages: "Staff Reports", "Ada LUND, Sandvik"?"""
    first = re.match(r"[A-Z]\w+ (?:[A-Z]\. )?[A-Z]{2,}, [A-Z]\w+", line)
    return first is not None or credits.byline(line) is not None or any(True for _ in printers.in_byline(line))


def _is_others(line: str) -> bool:
    """Is a line on a picture, or does it state who made the text, or where it was written? Other rules read it."""
    pictured = credits.PICTURED.search(line) is not None or credits.caption(line) is not None
    return pictured or makers.statement(line) or datelines.alone(line) is not None


def _roles(
    lines: Sequence[Line], story: int, over: Sequence[_Run], under: Sequence[_Run], titled: Sequence[int]
) -> dict[tuple[int, int], Role]:
    """What the lines of the head are; of a line that names an agency or a picture other rules know better what it is."""
    found: dict[tuple[int, int], Role] = {}
    borne = {(run.number, run.mark) for run in (*over, *under)}
    for number, line in enumerate(lines):
        span = (line.start, line.end)
        marks = {mark for at, mark in borne if at == number}
        if number >= story and not line.foot:
            continue
        if number in titled:
            found[span] = "headline" if number == titled[0] else "boilerplate"
        elif not marks:
            continue
        elif "P" in marks:
            found[span] = "byline"
        elif _is_others(line.text) or ("O" not in marks and agencies.find(line.text)):
            continue
        elif marks & {"O", "A"}:
            found[span] = "credit"
        elif "D" in marks:
            found[span] = "deck"
        elif titled and number < story and marks <= {"X", "W"} and not _may_sign(line.text):
            found[span] = "boilerplate"
    return found
