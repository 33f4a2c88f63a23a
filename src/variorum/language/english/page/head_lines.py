"""What one line over a text tells of it: outlet, persons, day, address. Each function looks at one folded line.

A line tells something only where all its parts are understood: marks and the words "by", "for", "in" part it into names, days, offices.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from variorum.language.english.moments import Written, dates_in
from variorum.language.english.names.gazetteer import place_of
from variorum.language.english.page import agencies, table
from variorum.language.english.page.credits import PICTURED, ends_sentence
from variorum.language.english.page.head_parts import NAMES, Piece, Span, is_outlet, is_person, is_word, kind_of, outlet_in
from variorum.language.english.page.head_shown import TRANSLATED, is_shown, signs_for
from variorum.language.headings import EARLIEST
from variorum.model.report import Role

LONGEST: Final = 160  # code points
_WORDS: Final = 28


class Told(NamedTuple):
    """What a line tells; spans are places in the line. `role` is None where other rules know better what the line is."""

    role: Role | None
    outlet: Span | None = None
    perhaps: Span | None = None  # a name that may be the outlet's, and a place's as well
    persons: Span | None = None
    nobody: bool = False  # it is signed, and not by a person: "Staff and agencies"
    days: tuple[tuple[Written, bool], ...] = ()  # and is it the day of a change?
    title: Span | None = None
    url: str | None = None
    signed: bool = False  # does it begin with "By", or with a label?
    beside: bool = False  # does it tell this only right behind another line of the head?
    shown: bool = False  # does the line itself show that the name is an outlet's: an edition, a mark between it and a day or a person?

    def moved(self, by: int) -> "Told":
        """The same of a longer line, in which what was read begins so many letters later."""
        spans = [(span[0] + by, span[1] + by) if span else None for span in (self.outlet, self.perhaps, self.persons, self.title)]
        return self._replace(outlet=spans[0], perhaps=spans[1], persons=spans[2], title=spans[3])


# Labels as people, mails and databases set them, and what stands behind each.
_LABELS: Final[dict[str, str]] = {
    **dict.fromkeys(("title", "headline", "head", "subject"), "title"),
    **dict.fromkeys(("newspaper", "publication", "publication title", "publication name", "source title"), "outlet"),
    **dict.fromkeys(("outlet", "paper", "medium", "website", "site", "magazine"), "outlet"),
    **dict.fromkeys(("source", "from", "sender", "via", "publisher"), "source"),
    **dict.fromkeys(("author", "authors", "author(s)", "creator", "dc:creator", "story"), "persons"),
    **dict.fromkeys(("byline", "writer", "reporter", "journalist", "by", "written by"), "persons"),
    **dict.fromkeys(("url", "link", "address", "permalink", "web", "read at", "available at", "retrieved from"), "url"),
    "original": "origin",
    **dict.fromkeys(
        ("provider", "words", "circulation", "tone", "rights", "edition", "section", "length"), "beside"
    ),
    **dict.fromkeys(
        ("word count", "page", "pages", "language", "category", "categories", "tags", "tag"), "beside"
    ),
    **dict.fromkeys(("keywords", "to", "cc", "reply-to", "location", "place", "series", "country", "topic", "topics", "type"), "beside"),
}
_LABELLED: Final = re.compile(r"(?P<label>(?:dc:)?[A-Za-z][A-Za-z -]{1,20}?(?:\(s\))?)\s*:\s*(?=\S)")
_ADDRESS: Final = re.compile(r"<?(?P<url>https?://[^\s<>]+|www\.[^\s<>]+)>?")
_SOCIAL: Final = re.compile(r"[./](?:(?:twitter|x|instagram|youtube|linkedin|tiktok)\.com|threads\.net|t\.me|bsky\.app)(?:/|$)")
_SENTENCES: Final = re.compile(r"[a-z]{3}[.!?] [A-Z]")
_MAILBOX: Final = re.compile(r"[\"']?(?P<name>[^<>\"']{2,60}?)[\"']?\s*<\S+@(?P<host>[\w.-]+)>")
_DAY_LABEL: Final = re.compile(
    r"(?:first|originally|last)?\s*(?:published|posted|issued|created|filed|released|sent|added|date published|publication date"
    r"|pub(?:lication)? ?date|date|updated|modified|edited|changed|last update|update)(?:\s+(?:on|at|in|by))?\s*[:\-–]?",
    re.IGNORECASE,
)
_DAY_LABELLED: Final = re.compile(rf"(?:{_DAY_LABEL.pattern})\W*$", re.IGNORECASE)
_PUBLISHED: Final = re.compile(r"\s(?:published|posted|updated|modified)\s*$", re.IGNORECASE)
_CHANGED: Final = re.compile(r"\b(?:updated?|modified|edited|changed)\W*(?:(?:on|at)\W*)?$", re.IGNORECASE)
_MARKS: Final = re.compile(
    r"\s*[|•·;,()\[\]/]\s*|\s{2,}|\s+[–—-]{1,3}\s+|\s*\x00+|(?<=[a-z])(?=(?-i:Published|Posted|Updated)\b)"
    r"|(?:\s+|(?<![^\s|•·;,()\[\]/]))(?P<word>by|for|of|in|from|and|at|on|with|&)(?:\s+|$)",
    re.IGNORECASE,
)
_REPORTING: Final = re.compile(r"\s+reporting(?=\s+(?:from|in)\s)")
_OUR_REPORTER: Final = re.compile(r"\bfrom our (?:own |special )?(?:reporter|correspondent) (?=[A-Z])")
_FROM_A_PLACE: Final = re.compile(r"(?P<person>[^,|]{4,40}?) in (?P<place>[^,|]{3,30})")
_BY: Final = re.compile(
    r"[\W_]*(?:(?:written|reported|reporting|story|report|words|text|posted|published|exclusive|analysis|special report) )?by\s",
    re.IGNORECASE,
)
# What somebody notes behind outlet and day in brackets: "(typed off the microfilm)".
_WITHIN: Final = re.compile(r"\W*(?:in|at|on|of|with|for) ", re.IGNORECASE)  # what goes on from another line
_COPIED: Final = re.compile(r"\. (?=[A-Z]).{4,80}$")  # "Source: Sund Ledger, 2 June 1954. Copied by me at the archive"
_VOTES: Final = re.compile(r"^\d{1,4}[+kK]? (?=[A-Z].* by [A-Z])")  # readers of feeds count who likes a text
_REMARK: Final = re.compile(r"\s*\((?=[a-z])(?!version|translat|from|our |own |machine)[^()]{12,}\)$")
_POSTED: Final = re.compile(r"[\W_]*(?:posted|written|words) by\s", re.IGNORECASE)
_WITH_AN_OUTLET: Final = ("role", "beside", "edition", "time", "agency")  # what stands beside an outlet where nothing else is told
_DASHES: Final = ("-", "–", "—", "―")
_EDGE: Final = " \t.:*_#>\"'–—-"


def told(line: str) -> Told | None:
    """What a line over (or under) a text tells; None where any part of it is something else, as in a sentence or a headline."""
    return None if len(line) > LONGEST else _read(line)


@lru_cache(maxsize=1 << 10)  # a line is looked at from its neighbours too, and again when its report's lines are marked
def _read(line: str) -> Told | None:
    line = _REMARK.sub("", line)
    if votes := _VOTES.match(line):
        behind = _read(line[votes.end() :])
        return behind.moved(votes.end()) if behind else None
    bare = line.strip(" \t*_^")
    if not bare or bare.count(" ") >= _WORDS or PICTURED.search(bare):
        return None
    if found := _ADDRESS.fullmatch(bare):
        return Told("boilerplate", url=own(found["url"]))
    if (box := _MAILBOX.fullmatch(bare)) and (found_box := _of_mailbox(line, box["name"], box["host"])):
        return found_box
    label = _LABELLED.match(bare)
    if label and label["label"].lower() in _LABELS and len(_labels_in(line)) > 1:
        return _several(line)
    if label and (what := _LABELS.get(label["label"].lower())):
        return _labelled(line, line.find(bare) + label.end(), what)
    return _parted(line)


def own(url: str) -> str | None:
    """An address that may be a report's; None for one of a site where persons have their pages, or of a portal."""
    site = table.outlet_at(url)
    return None if _SOCIAL.search(url) or (site and table.is_portal(site)) else url


def signed_from(line: str) -> Span | None:
    """Where the person stands in a line that names a person and a place, and nothing else: "Hanne Dahl in Sund"."""
    match = _FROM_A_PLACE.fullmatch(line)
    return match.span("person") if match and is_person(match["person"], sure=False) and place_of(match["place"]) else None


def _labels_in(line: str) -> list[Span]:
    """Where the parts of a line stand, if each of them has a label; else nothing."""
    spans, at = [], 0
    for mark in [*re.finditer(r"\s*[|;•·]\s*", line), None]:
        end = mark.start() if mark else len(line)
        if not re.match(r"\s*[A-Z][A-Za-z ]{2,20}:\s", line[at:end]):
            return []
        spans.append((at, end))
        at = mark.end() if mark else end
    return spans


def _several(line: str) -> Told | None:
    """What a line of several labelled parts tells: "Outlet: Sund Daily | Date: 4 March 2024"."""
    parts = [(start, told(line[start:end])) for start, end in _labels_in(line)]
    found = [part.moved(start) for start, part in parts if part is not None]
    if len(found) < len(parts):
        return None
    outlet = next((part.outlet for part in found if part.outlet), None)
    perhaps = next((part.perhaps for part in found if part.perhaps), None)
    persons = next((part.persons for part in found if part.persons), None)
    url = next((part.url for part in found if part.url), None)
    return Told("credit", outlet, perhaps, persons, days=tuple(day for part in found for day in part.days), url=url, signed=True)


def _labelled(line: str, start: int, what: str) -> Told | None:
    """A line with a label that tells what follows it."""
    end = start + len(line[start:].rstrip(" *_"))
    if line[start] == line[end - 1] == '"' and end - start > 2:
        start, end = start + 1, end - 1  # as programs write their notes
    value = line[start:end]
    if what == "title":
        if (value[0].islower() and not value[1:2].isupper()) or _SENTENCES.search(value):
            return None  # "Head: the minister resigned."
        return Told("headline", title=(start, end), signed=True)
    if what == "beside":
        return Told("boilerplate", signed=True)
    if found := _ADDRESS.fullmatch(value):  # of a source it tells where the report is from, and not where it is
        return Told("boilerplate", url=None if what in ("source", "origin") else own(found["url"]), signed=True)
    if what in ("url", "origin") or agencies.find(value):
        return None
    if box := _MAILBOX.fullmatch(value):
        return _of_mailbox(line, box["name"], box["host"])
    if what == "persons":
        return _persons_labelled(line, start, end)
    read = _parted(_COPIED.sub("", line[start:end]), dated=True)
    if read is not None:
        read = read.moved(start)
        outlet, perhaps = read.outlet, read.perhaps
        if what == "outlet" and outlet is None:
            outlet = perhaps
        return read._replace(role="credit", outlet=outlet, perhaps=perhaps, persons=None, signed=True) if outlet or perhaps else None
    if not NAMES.fullmatch(value) or len(value.split()) > 6:
        return None
    sure = what == "outlet" or is_outlet(value)
    return Told("credit", outlet=(start, end) if sure else None, perhaps=None if sure else (start, end), signed=True)


def _persons_labelled(line: str, start: int, end: int) -> Told | None:
    by = "By "
    read = _parted(f"{by}{line[start:end]}")
    return None if read is None else read.moved(start - len(by))._replace(role="byline", signed=True)


def _of_mailbox(line: str, name: str, host: str) -> Told | None:
    """The sender of a newsletter: an outlet by its name, or by its host that has this name."""
    start = line.find(name)
    squeezed = re.sub(r"^the|\W", "", name.lower())
    if not (is_outlet(name) or (len(squeezed) > 3 and squeezed in re.sub(r"\W", "", host.lower()))):
        return None
    return Told("credit", outlet=(start, start + len(name)), signed=True)


def _parted(line: str, dated: bool = False) -> Told | None:
    """A line of days, names and offices, with nothing else in it. `dated`: a day long past is that of publication, as a label says."""
    days = tuple((day, _CHANGED.search(line[: day.start]) is not None) for day in dates_in(line))
    blank = _OUR_REPORTER.sub(lambda match: f"{'by ':>{len(match[0])}}", TRANSLATED.sub(_nothing, _REPORTING.sub(_nothing, line)))
    for day, _ in days:
        blank = f"{blank[: day.start]}{chr(0) * (day.end - day.start)}{blank[day.end :]}"
    if not days and ends_sentence(line.strip(" *_")):
        return None
    opening = bool(_BY.match(blank))
    pieces = _pieces(blank, opening)
    history = not dated and _of_history(line, days)
    if pieces is None or (history and not opening):
        return None
    if _REPORTING.search(line) and pieces and is_person(line[pieces[0].start : pieces[0].end], sure=True):
        pieces[0], opening = pieces[0]._replace(kind="persons"), True  # "Hanne Dahl reporting from Sund"
    if _POSTED.match(blank) and pieces and pieces[0].kind == "name" and pieces[0].word == "by":
        pieces[0] = pieces[0]._replace(kind="persons")  # "Posted by Hanne"
    return _told(line, pieces, () if history else days, opening)


def _nothing(match: re.Match[str]) -> str:
    """So many marks that part: what stood there names nothing."""
    return chr(0) * len(match[0])


def _of_history(line: str, days: tuple[tuple[Written, bool], ...]) -> bool:
    """Are the days of a line not those of publication: the two of a life or of any span of time, or one of a time long past?"""
    plain = [day for day, changed in days if not changed and not _DAY_LABELLED.search(line[: day.start])]
    past = any(int(re.findall(r"\d{4}", day.date)[0]) < EARLIEST for day in plain)
    return past or len({day.read[:10] if day.read else day.date for day in plain}) > 1


def _pieces(line: str, opening: bool) -> list[Piece] | None:
    """The parts of a line with what each of them is; None where one is none of what heads have."""
    found: list[Piece] = []
    at, word = 0, ""
    if _WITHIN.match(line):
        return None
    for mark in [*_joints(line), None]:
        start, end = at, mark.start() if mark else len(line)
        piece = line[start:end]
        label = _DAY_LABEL.match(piece.lstrip(_EDGE))
        if label:
            start += len(piece) - len(piece.lstrip(_EDGE)) + label.end()
        if behind := _PUBLISHED.search(line[start:end]):
            end = start + behind.start()  # "Ellen Rask Published"
        while start < end and line[start] in _EDGE:
            start += 1
        while start < end and line[end - 1] in _EDGE:
            end -= 1
        if start < end:
            kind = kind_of(line[start:end], word, opening)
            named = kind == "name" or (kind == "outlet" and is_word(line[start:end]))
            if kind is None or (named and piece.rstrip().endswith(":")):  # "Deadline: 3 May 2024"
                return None
            if kind == "role" and found and found[-1].kind == "name" and is_person(line[found[-1].start : found[-1].end], sure=True):
                found[-1] = found[-1]._replace(kind="persons")  # "Hanne Dahl, health correspondent"
            found.append(Piece(start, end, kind, word))
        if mark is None:
            break
        at = mark.end()
        word = (mark["word"] or "").lower() or ("(" if "(" in mark[0] else "" if mark[0].strip(" \x00") else word)
    return found


def _joints(line: str) -> Iterator[re.Match[str]]:
    """The marks and words between the parts of a line; "of" and "and" within the name of an outlet part nothing."""
    at = 0
    while match := _MARKS.search(line, at):
        at = max(match.end() - 1, match.start() + 1) if match["word"] and match[0].endswith(" ") else max(match.end(), match.start() + 1)
        joined = match["word"] is not None and match["word"].lower() in ("of", "and", "&", "in", "for", "on", "with")
        if joined and _within_name(line, match):
            at = match.end()
            continue
        yield match


def _within_name(line: str, match: re.Match[str]) -> bool:
    """Does an outlet's name go on over this word: "The Press of Sund", "News and Record", or an office: "staff and agencies"?"""
    before = re.split(r"[|•·;,()\[\]/\x00]|\s[–—-]+\s|\b[Bb]y\s", line[: match.start()])[-1].strip(_EDGE)
    after = re.split(r"[|•·;,()\[\]/\x00]|\s[–—-]+\s|\s(?:in|for|at|from|on)\s", line[match.end() :])[0].strip(_EDGE)
    whole = f"{before} {match['word']} {after}"
    return bool(before and after) and (is_outlet(whole) and not is_outlet(after))


def _told(line: str, pieces: list[Piece], days: tuple[tuple[Written, bool], ...], opening: bool) -> Told | None:
    """What the parts tell together; None where nothing of them shows that the line stands over a text."""
    kinds = {piece.kind for piece in pieces}
    first, second = pieces[0] if pieces else None, pieces[1] if len(pieces) > 1 else None
    if first and second and (first.kind, second.kind) == ("name", "outlet") and is_person(line[first.start : first.end], sure=True):
        pieces = [first._replace(kind="persons"), *pieces[1:]]  # "Hanne Dahl · Sund News"
    if first and second and first.kind == second.kind == "name" and signs_for(line, first, second):
        pieces = [first._replace(kind="persons"), *pieces[1:]]  # "Hanne Dahl | The Lantern"
    persons = _persons(pieces)
    places = [piece for piece in pieces if piece.kind == "name" and (piece.word in ("in", "at", "from", "(") or pieces[0].word == "(")]
    after = pieces[pieces.index(persons[-1]) + 1 :] if persons else []
    written_for = [piece for piece in after[:1] if piece.kind == "name" and piece.word in ("for", "of") and (opening or days)]
    names = [piece for piece in pieces if piece.kind == "name" and piece not in (*places, *written_for)]
    if len(names) == 2 and names[0] is pieces[0] and TRANSLATED.search(line):
        names = names[:1]  # "Faro de Sund, Holm (translated from Galician)"
    outlet = next((piece for piece in [*pieces, *written_for] if piece.kind == "outlet" or piece in written_for), None)
    if persons and not opening and line.lstrip().startswith(_DASHES):
        return None  # who said the words of the line above: "- Ada Lund, 4 June 1990"
    if outlet and is_word(line[outlet.start : outlet.end]) and any(line[outlet.end : day.start].isspace() for day, _ in days):
        return None  # what is on that day: "Deadline 3 May 2024"
    signed = opening and bool(persons or "nobody" in kinds)
    unsigned = "nobody" in kinds and not names
    alone = outlet is not None and all(
        piece in (outlet, *places) or (piece.kind in _WITH_AN_OUTLET and piece.start > outlet.start) for piece in pieces
    )
    placed = outlet is not None and len(names) == 1 and pieces[0] is outlet  # "Sund Radio, Holm"
    shown = len(names) == 1 and outlet is None and is_shown(line, names[0], pieces, bool(days))
    if not (days or alone or signed or unsigned or placed or shown or (persons and ("role" in kinds or outlet))):
        return None
    if len(names) > (1 if outlet is None else 2) or ("agency" in kinds and outlet is None and not days):
        return None
    perhaps = names[0] if names and outlet is None and (shown or not persons or names[0].start > persons[0].start) else None
    role: Role | None = "byline" if persons else "credit" if outlet or "nobody" in kinds else "boilerplate"
    return Told(
        None if ("agency" in kinds and (days or outlet is None)) or (kinds == {"nobody"} and not opening) else role,
        _moved(outlet_in(line[outlet.start : outlet.end]), outlet) if outlet else None,
        (perhaps.start, perhaps.end) if perhaps else None,
        (persons[0].start, persons[-1].end) if persons else None,
        "nobody" in kinds,
        days,
        signed=signed,
        beside=placed and not (days or persons),
        shown=shown,
    )


def _persons(pieces: list[Piece]) -> list[Piece]:
    """The persons who sign, in a row; of a line without "By" those whose names are known."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.kind == "persons" and (not found or piece.word in ("and", "", "&", "with", "by")):
            found.append(piece)
        elif found:
            break
    return found


def _moved(span: Span | None, piece: Piece) -> Span:
    """A place in a part of a line as one in the line; the whole part where none is told."""
    return (piece.start + span[0], piece.start + span[1]) if span else (piece.start, piece.end)
