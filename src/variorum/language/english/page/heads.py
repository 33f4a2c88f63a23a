"""The head of a report as people paste it: what stands over (and under) its text tells the outlet, the day, the persons, the address.

A head is read from the top, a line at a time, to where the story begins. What a line tells is judged in `head_lines.py`; here is judged
whether it stands where a head may stand. Precision first: a line that may be the story's is the story's.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from variorum.language.english.media import is_same
from variorum.language.english.moments import by_month, by_others, dates_in
from variorum.language.english.months import written_in
from variorum.language.english.names.persons import is_first_name
from variorum.language.english.page import agencies, credits, datelines, furniture, makers, table, wraps
from variorum.language.english.page.head_lines import Told, own, signed_from, told
from variorum.language.english.page.head_parts import Span, cased, is_office, is_outlet, is_person, is_word, may_be
from variorum.language.english.page.head_rows import of_citation, of_row, passed_by
from variorum.language.english.page.shapes import POSTED
from variorum.language.headings import Head
from variorum.model.report import Role
from variorum.text.addresses import host_of
from variorum.text.normal import fold

LINES: Final = 16  # in which a head ends
FOOT: Final = 3  # lines at the end that may name the outlet
LOOSE: Final = 3  # lines between title and story that are neither: standfirsts, a section's name
LONGEST: Final = 6000  # code points in which a head is looked for
LONGEST_BESIDE: Final = 400  # code points of a button or a credit
TITLE_WORDS: Final = 30
TITLE_SENTENCE: Final = 16  # words that a title has at most which ends as sentences do
_STOP: Final = re.compile(r"(?:[.!?…]|\.{3})[\"')\]]*$")
_LABEL: Final = re.compile(r"(?:(?:written )?by|authors?(?: of the article)?|(?:first )?(?:published|posted)(?: on)?)\s*:?", re.IGNORECASE)
_BEFORE: Final = re.compile(r"\[(?P<site>[^\[\]]{3,50})\]\s+(?=\S)")  # "[Sund Ledger] Ferry runs aground"
_SITE: Final = re.compile(r"\s+(?:[|–—]|-{1,2})\s+(?P<site>[^|·•]{2,60}?)(?:\s*[·•|]\s*[^|·•]{2,20} ago)?$")
# Before a title: a reader's star, a wire's number of the version ("UPDATE 2-Norra raises its offer").
_MARK: Final = re.compile(r"(?:[★☆●■►▶✓→\U0001f300-\U0001faff]+\s*|(?:UPDATE|WRAPUP|REFILE|RPT|CORRECTED)(?: \d{1,2})?-(?=\w))+")
LEAST_LABELLED: Final = 3  # lines of a record
_DATED: Final = re.compile(r"\s+\((?P<site>[^(),]{3,50}), (?P<day>[^()]{6,30})\)$")  # "Ferry runs aground (Sund Ledger, 4 March 2024)"
_REPORTED: Final = re.compile(r"\((?:Additional )?Reporting by (?P<who>[^;()]{4,80}?)(?: in [^;()]{2,40})?[;)]")
_WIRED: Final = re.compile(r"(?:UPDATE|WRAPUP|REFILE|RPT|CORRECTED)(?: \d{1,2})?-")
STORY_LINES: Final = 3  # by whose words a title is known
LONGEST_ROW: Final = 160  # code points
MOST_LOOSE: Final = 8  # lines over a story that may be its title
REMARKS: Final = 4  # lines within which a report's head follows what somebody says of it
REMARK_WORDS: Final = 25
_OWNED: Final = re.compile(r"(?:©|\(c\)|copyright)(?:\W|©|\(c\)|(?:19|20)\d\d|copyright|by|the(?= ))*(?P<name>[^.,|]{3,60})", re.IGNORECASE)
_RESERVED: Final = re.compile(r"\ball rights reserved\b", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"(?:related|further|see|also|read|more|references?|sources?|links?|notes?)\b[^.]*[:?]", re.IGNORECASE)
_TELLS: Final = r"(?:has learn(?:ed|t)|understands|can reveal|reporters?|correspondents?|journalists?|newsroom|readers)"


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    prose: bool


class _Place(NamedTuple):
    """A line of the head and what it tells."""

    line: _Line
    told: Told


@lru_cache(4)  # asked when a report is made, and when its lines are marked
def read(text: str) -> Head | None:
    """What the lines over and under a text tell of it; None where there are no such lines."""
    folded = fold(text)
    lines = _lines(folded[:LONGEST])
    around = _wrapped(lines)
    places, title, story = _over(lines, around)
    rows = [_Place(lines[number], found) for number in sorted(around) if (found := of_row(lines[number].text))]
    tells = any(place.told.outlet or place.told.perhaps or place.told.days or place.told.persons or place.told.url for place in places)
    if not tells and not any(place.told.title or place.told.nobody for place in places):
        places = []
    under = _under(folded, lines[story].end if story < len(lines) else len(folded))
    if title and not under:
        under = _cited(folded, lines[story].end if story < len(lines) else len(folded), folded[title.start : title.end])
    named = _named(title)
    dateline = _of_dateline(lines[story].text) if story < len(lines) else None
    marked = _marked(title) if title else None
    if not (places or under or named or dateline or around or marked):
        return None
    url = next((place.told.url for place in places if place.told.url), None) or _sent(lines, around)
    places, under = (_sure(found, folded, url) for found in (places, under))
    outlet = _outlet(places, folded, url) or (named and title and _words(folded, title, named[1])) or _outlet([*rows, *under], folded, url)
    persons = next(((place.line, place.told.persons) for place in (*places, *under) if place.told.persons), None)
    labelled = next(((place.line, place.told.title) for place in places if place.told.title), None)
    opening = datelines.dateline(lines[story].text) if story < len(lines) else None
    day, below = _day(places, opening.shown if opening else "") or _day(rows), _day(under)
    wired = any(wraps.is_wire(lines[number].text) for number in around) or (marked and title and _WIRED.match(title.text))
    if not outlet and opening and opening.agency and wired:
        outlet = opening.agency  # the agency's own text, as its wire prints it
    reporters = _REPORTED.search(text, max(0, len(text) - 600)) if wired and not persons else None
    roles: dict[Span, Role] = {(place.line.start, place.line.end): place.told.role for place in (*places, *under) if place.told.role}
    roles |= {(lines[number].start, lines[number].end): "boilerplate" for number in around}
    if title:  # what stands over it is none of the story
        over = [place.line for place in places if not place.told.role and place.line.start < title.start]
        roles |= {(line.start, line.end): "credit" for line in over}
    if title and around and max(around) < lines.index(title):
        roles[title.start, title.end] = "headline"
    return Head(
        title=_words(text, *labelled) if labelled else _titled(text, title, named or marked),
        outlet=_called(outlet) if outlet else None,
        byline=_words(text, *persons) if persons else reporters["who"] if reporters else None,
        published=day or below,
        published_by=_outlet(under, folded, url) if below and not day else None,
        written=dateline,
        url=url,
        roles=roles,
        around=frozenset((lines[number].start, lines[number].end) for number in around) | ({(title.start, title.end)} if title else set()),
    )


def _lines(text: str) -> list[_Line]:
    found = []
    for match in re.finditer(r"[^\n]+", text):
        bare = match[0].strip()
        if bare:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            prose = len(bare) > 200 or (bare.count(" ") >= 4 and bool(_STOP.search(bare[-8:])))
            found.append(_Line(start, start + len(bare), bare, prose))
    return found


def _wrapped(lines: list[_Line]) -> set[int]:
    """The numbers of the lines over the title that are of a chat, a mail that was sent on, a wire's printer, a site's menu."""
    around: set[int] = set()
    mailed, loose = -1, 0  # the number of the last line of a mail's head; lines that may be a title
    able: list[int] = []  # and their numbers
    labelled = False
    for number, line in enumerate(lines[:LINES]):
        header = wraps.mail_before([below.text for below in lines[number : number + LINES]]) if number > mailed else 0
        if header and not any((found := told(below.text)) and found.outlet for below in lines[number : number + header]):
            mailed = number + header - 1
        found = told(line.text)
        tells = found and (found.outlet or found.perhaps or found.days or found.persons or found.title)
        labelled = labelled or bool(found and found.title)
        wrapped = not tells and wraps.is_wrapped(line.text, not loose, _is_over(lines, number))
        if number <= mailed or wrapped or (around and wraps.is_said(line.text)):
            around.add(number)
        elif tells or _is_beside(line.text):
            continue
        elif around and not loose and (_is_remark(lines, number) if line.prose else _leads_to_outlet(lines, number)):
            around.add(number)  # what somebody says of the report that they send on
        elif line.prose:
            story = " ".join(below.text for below in lines[number : number + STORY_LINES])
            return around | set(able[: passed_by([lines[place].text for place in able], story, labelled)])
        elif len(line.text) > LONGEST_ROW or len(able) == MOST_LOOSE:
            break
        else:
            able.append(number)
            loose += 1
    return around


def _is_over(lines: list[_Line], number: int) -> bool:
    """Does more than the story stand below a line?"""
    return number + 1 < len(lines) and not lines[number + 1].prose


def _is_remark(lines: list[_Line], number: int) -> bool:
    """Is a sentence what somebody says of the report that they send on: short, and a head that is signed or dated stands below it?"""
    below = lines[number + 1 : number + 1 + REMARKS]
    return lines[number].text.count(" ") < REMARK_WORDS and not any(line.prose for line in below[:1]) and _goes_on(lines, number, REMARKS)


def _leads_to_outlet(lines: list[_Line], number: int) -> bool:
    """Does the name of an outlet follow, and a title below it?"""
    outlet, title = [*lines[number + 1 : number + 3], None, None][:2]
    found = told(outlet.text) if outlet else None
    return bool(found and found.outlet and not found.days and title and not title.prose and told(title.text) is None)


def _sent(lines: list[_Line], around: set[int]) -> str | None:
    """The address of the report that a message names which sent it on."""
    found = {address for number in around if (address := wraps.address_in(lines[number].text))}
    return own(found.pop()) if len(found) == 1 else None


def _over(lines: list[_Line], around: set[int]) -> tuple[list[_Place], _Line | None, int]:
    """The lines of the head, the title, and the number of the line with which the story begins. `around`: lines that are none of these."""
    places: list[_Place] = []
    title: _Line | None = None
    loose, passed, left = 0, False, LINES
    for number, line in enumerate(lines):
        if number in around:
            continue
        found = _told(lines, number, title is not None)
        if found and title is None and found.shown:
            found = None  # a title: "Sally Rooney | The Long Summer"
        elif found is None and title and not _is_section(title, line, loose):
            found = _signed_from(lines, number)
        if found and _stands_apart(found, loose, places[-1].line is lines[number - 1] if places else False):
            found = None
        beside = found is None and _is_beside(line.text)
        left -= found is None and not beside
        if left < 0:
            break
        if found and found.title and title is None:
            title = line
        elif found and title is None and _is_title_itself(found, lines, number):
            title, found = line, None
            continue
        if found:
            places.append(_Place(line, found))
        elif beside:
            continue
        elif _may_be_title(lines, number) and (title is None or _is_section(title, line, loose)):
            title = line
        elif line.prose:
            if passed or not _goes_on(lines, number, 2):
                return places, title, number
            passed = True
        else:
            loose += 1
            if loose > LOOSE:
                break
    return places, title, len(lines)


def _told(lines: list[_Line], number: int, titled: bool) -> Told | None:
    """What a line tells by itself, by the label that has the line above to itself, or as a person's name beside a line of the head."""
    line = lines[number]
    if _LABEL.fullmatch(line.text) and number + 1 < len(lines):
        return Told("boilerplate") if _below_label(lines, number + 1) else None
    if number and _LABEL.fullmatch(lines[number - 1].text) and (found := _below_label(lines, number)):
        return found
    found = told(line.text)
    if found and found.outlet and is_word(line.text) and not _is_headed(lines, number):
        return None
    if found is None and not wraps.is_menu(line.text) and credits.person_line(line.text) and _between(lines, number, titled):
        return Told("byline", persons=(0, len(line.text)))
    if found is None and titled and number + 1 < len(lines) and is_office(lines[number + 1].text) and is_person(line.text, sure=True):
        return Told("byline", persons=(0, len(line.text)))  # "Hanne Dahl", below it "Health Correspondent"
    if found is None and titled and is_office(line.text):
        return Told("boilerplate")
    return found


def _signed_from(lines: list[_Line], number: int) -> Told | None:
    """Who signs in a line of a person and a place, right above a line with a day: "Ada Lund in Oslo"."""
    person = signed_from(lines[number].text)
    below = told(lines[number + 1].text) if person and number + 1 < len(lines) else None
    return Told("byline", persons=person) if below and below.days else None


def _is_headed(lines: list[_Line], number: int) -> bool:
    """Does a head stand around a line of one word: a person who signs beside it, a day or an address in any line?"""
    near = [found for line in lines[max(0, number - 1) : number + 2] if (found := told(line.text))]
    whole = [found for line in lines[:LINES] if (found := told(line.text))]
    return any(found.persons for found in near) or any(found.days or found.url for found in whole)


def _below_label(lines: list[_Line], number: int) -> Told | None:
    """What a line tells whose label has the line above to itself: "By", "Published on"."""
    label = lines[number - 1].text.rstrip(" :").removesuffix(" of the article")
    label = re.sub(r"^(?:authors?|written by)", "By", label, flags=re.IGNORECASE)
    name = lines[number].text.removeprefix("By ")
    bare = name.strip("-*[]\" ")  # a list of one, as programs write their notes
    found = told(f"{label} {bare}")
    if found is None or not (found.persons or found.days):
        return None
    before = len(label) + 1 - lines[number].text.index(bare)
    spans = [(span[0] - before, span[1] - before) if span else None for span in (found.outlet, found.perhaps, found.persons)]
    return found._replace(outlet=spans[0], perhaps=spans[1], persons=spans[2])


def _is_section(title: _Line, line: _Line, loose: int) -> bool:
    """Was what was taken for the title the name of a section, over the title itself?"""
    return not line.prose and loose < LOOSE and title.text.count(" ") < 2 and line.text.count(" ") > 2


def _stands_apart(found: Told, loose: int, behind: bool) -> bool:
    """Is a line too far from the title, or from the other lines of a head, to tell what it seems to? `behind`: one is right above."""
    return (found.beside and not behind) or (loose > 1 and found.perhaps is not None and not found.signed)


def _may_be_title(lines: list[_Line], number: int) -> bool:
    """May a line be a title? A sentence may that is short, or that the rest of the head follows."""
    line = lines[number]
    words = line.text.count(" ") + 1
    if not line.prose:
        return words <= TITLE_WORDS
    return not datelines.dateline(line.text) and (words <= TITLE_SENTENCE or (words <= TITLE_WORDS and _goes_on(lines, number, 2)))


def _is_title_itself(found: Told, lines: list[_Line], number: int) -> bool:
    """May a line that seems to name an outlet be the title? It is, where none follows before the story or the other lines of the head."""
    if found.signed or found.url or (found.days and not found.perhaps) or not (found.outlet or found.perhaps or found.persons):
        return False
    after = lines[number + 1] if number + 1 < len(lines) else None
    if after is None or after.prose:
        return True
    following = told(after.text)
    return following is not None and not (following.role == "boilerplate" and not following.perhaps)


def _between(lines: list[_Line], number: int, titled: bool) -> bool:
    """Does a name of a person stand beside a line that only a head has, buttons and marks passed over?

    `titled`: below the title, right beside a day, the first name need not be known.
    """
    known = is_first_name(lines[number].text.split()[0])
    for way in (-1, 1):
        near = number + way
        while 0 <= near < len(lines) and furniture.is_furniture(lines[near].text):
            near += way
        found = told(lines[near].text) if 0 < near < len(lines) else None
        if found and ((known and (found.days or found.outlet)) or (titled and near == number + way and _is_day(found))):
            return True
    return False


def _is_day(found: Told) -> bool:
    """Does a line tell a day, and nothing else?"""
    return bool(found.days) and not (found.outlet or found.perhaps or found.persons)


def _goes_on(lines: list[_Line], number: int, reach: int) -> bool:
    """Does a line follow soon that only a head has: signed, or an outlet with its day?"""
    for line in lines[number + 1 : number + 1 + reach]:
        found = told(line.text)
        if found and (found.signed or (found.days and (found.outlet or found.persons))):
            return True
    return False


def _is_beside(line: str) -> bool:
    """A line that other rules know for none of the story's: a button, an agency's name."""
    if len(line) > LONGEST_BESIDE:
        return False
    alone = agencies.known(line.strip(" ,.()[]/–-")) is not None
    return alone or furniture.is_furniture(line) or furniture.is_dated(line) or makers.signed(line)


def _under(text: str, begin: int) -> list[_Place]:
    """The lines at the end that name one outlet: right behind the story as the source or with its day, or as the owner of all rights.

    Behind another line stand lists of what else there is to read; lines that name two outlets are such a list.
    """
    places = []
    start = max(0, len(text) - 1500)
    lines = _lines(text[start:])
    if record := _record(lines):
        below = [_Place(line._replace(start=line.start + start, end=line.end + start), found) for line, found in record]
        return [_Place(line, found._replace(role="boilerplate", title=None)) for line, found in below if line.start >= begin]
    for number, line in list(enumerate(lines))[-FOOT:]:
        if line.start + start < begin or POSTED.match(line.text):
            continue
        moved = line._replace(start=line.start + start, end=line.end + start)
        found = told(line.text.strip("()[]–—- "))
        offset = len(line.text) - len(line.text.lstrip("()[]–—- "))
        if found and not found.shown and (found.outlet or found.perhaps) and (found.days or found.signed):
            behind = number > 0 and _is_of_story(lines[number - 1])
            places.append((_Place(moved, found.moved(offset)), behind))
        elif (owned := _OWNED.match(line.text)) and is_outlet(name := owned["name"].strip()) and not agencies.known(name):
            at = owned.start("name")
            whole = furniture.is_copyright_of_a_year(line.text) or bool(_RESERVED.search(line.text))
            places.append((_Place(moved, Told(None, outlet=(at, at + len(name)))), whole))
    named = [_words(text, place.line, place.told.outlet or place.told.perhaps or (0, 0)) for place, _ in places]
    return [place for place, sure in places if sure] if all(is_same(name, named[0]) for name in named) else []


def _cited(text: str, begin: int, title: str) -> list[_Place]:
    """The line below a story that cites it by its title."""
    start = max(begin, len(text) - 800)
    cited = [(line, found) for line in _lines(text[start:]) if (found := of_citation(line.text, title))]
    return [_Place(line._replace(start=line.start + start, end=line.end + start), found) for line, found in cited[:1]]


def _record(lines: list[_Line]) -> list[tuple[_Line, Told]]:
    """The lines of what a database tells of a report behind its text: several with a label, one of which names the outlet."""
    found = [(line, found) for line in lines if (found := told(line.text)) and wraps.LABELLED.match(line.text)]
    named = any(read.outlet or read.perhaps for _, read in found)
    return found if len(found) >= LEAST_LABELLED and named and any(read.days for _, read in found) else []


def _is_of_story(line: _Line) -> bool:
    """Is it a sentence of the story, and none that leads on to other texts: "Read more: why did the ferry sink?"."""
    return line.prose and not furniture.is_furniture(line.text) and not _ELSEWHERE.match(line.text)


def _sure(places: list[_Place], text: str, url: str | None) -> list[_Place]:
    """Without the lines that tell no more than a name, where nothing shows that it is an outlet's: "From: Grandma"."""

    def is_sure(line: _Line, found: Told) -> bool:
        name = _words(text, line, found.perhaps) if found.perhaps else ""
        return not name or bool(found.days or found.persons) or found.shown or _shown(name, found.signed, text, url)

    return [place for place in places if is_sure(*place)]


def _outlet(places: list[_Place], text: str, url: str | None) -> str | None:
    """The outlet that the lines name: one by its form first, else a name that the text or the address shows to be one."""
    for place in places:
        if place.told.outlet:
            return _words(text, place.line, place.told.outlet)
    persons = any(place.told.persons for place in places)
    for place in places:
        signed = persons or place.told.signed
        if place.told.perhaps is None:
            continue
        name = _words(text, place.line, place.told.perhaps)
        if (place.told.shown and not _is_place(name, text)) or _shown(name, signed, text, url):
            return name
    return None


def _shown(name: str, signed: bool, text: str, url: str | None) -> bool:
    """Does anything show that a name beside a day is an outlet's, and no place's: its form, the address, what was told it?

    `signed`: does the head name who wrote the report, or label the name?
    """
    if _is_place(name, text):
        return False
    written = re.escape(name)
    host = host_of(url)
    said = rf"\b(?:told|spoke to|speaking to|tells) (?:the )?{written}\b(?!'s)|\b{written}(?:'s)? {_TELLS}\b|©.{{0,20}}{written}"
    return may_be(name, signed) or bool(host and is_same(name, host)) or re.search(said, text) is not None


def _is_place(name: str, text: str) -> bool:
    """Does the text speak of somewhere or something of this name?"""
    bare = re.escape(name.removeprefix("The "))
    return re.search(rf"\b(?:in|near|from|of|at|outside) (?:the )?{bare}\b", text, re.IGNORECASE) is not None


def _marked(title: _Line) -> tuple[Span, None] | None:
    """Where in its line a title stands that a program or a wire has put a mark before."""
    mark = _MARK.match(title.text)
    return ((mark.end(), len(title.text)), None) if mark and mark.end() < len(title.text) else None


def _named(title: _Line | None) -> tuple[Span, Span] | None:
    """Where in the title's line the title stands and where the outlet's name, if that hangs on to it."""
    if title is None:
        return None
    if (before := _BEFORE.match(title.text)) and is_outlet(before["site"]):
        return (before.end(), len(title.text)), before.span("site")
    inside = _DATED.search(title.text)
    if inside and is_outlet(inside["site"]) and any(dates_in(inside["day"])):
        return (0, inside.start()), inside.span("site")
    behind = _SITE.search(title.text)
    if behind and title.text[: behind.start()].count(" ") >= 2 and is_outlet(behind["site"]):
        return (0, behind.start()), behind.span("site")
    return None


def _titled(text: str, title: _Line | None, named: tuple[Span, Span | None] | None) -> str | None:
    """The title without what hangs on to it; None where nothing does."""
    if title is None:
        return None
    whole = text[title.start : title.end]
    bare = (whole[named[0][0] : named[0][1]] if named else whole).strip("#*_^ ")
    return bare if bare != whole else None


def _of_dateline(line: str) -> str | None:
    """The day that the dateline tells with which the story begins."""
    found = datelines.dateline(line)
    days = list(dates_in(found.shown)) if found else []
    return days[0].read if days else None


def _day(places: list[_Place], dateline: str = "") -> str | None:
    """The day of publication: the first that is not that of a change. Numbers that leave open which is the day are read as others prove."""
    days = [day for place in places for day in place.told.days]
    first = next((written for written, changed in days if not changed), None)
    if first is None or first.read:
        return first.read if first else None
    return by_others(first, [written for written, _ in days]) or (by_month(first, written_in(dateline.lower())) if dateline else None)


def _called(name: str) -> str:
    return table.outlet_called(name) or cased(name)


def _words(text: str, line: _Line, span: Span) -> str:
    return text[line.start + span[0] : line.start + span[1]]
