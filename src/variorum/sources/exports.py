"""What press databases write: one file with many reports, as text of fields. It is split into them; other texts are one report.

LexisNexis (its older text, and Nexis Uni), Factiva (with its two-letter fields, or as displayed), ProQuest, Europresse.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from variorum.contracts import Given, Record
from variorum.language.headings import moment
from variorum.model.report import Problem, Report
from variorum.sources import dates
from variorum.sources.decode import clean
from variorum.sources.make import STAGE, Found, given_first, report
from variorum.sources.wrapped import columns_of, unwrapped

EUROPRESSE_FIELDS = ("Europresse source", "Europresse header", "Europresse title", "Europresse author")
EUROPRESSE_END = "End of Europresse document"
WIDEST_WRAPPED = 90  # columns of the databases that break lines
_COUNTED = re.compile(
    r"^[ \t]*(?:\d{1,5} of \d{1,5} DOCUMENTS?|Dokument \d{1,5} von \d{1,5}|Documento? \d{1,5} (?:de|sur|di) \d{1,5})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ENDED = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(r"^[ \t]*(?:AN[ \t]+)?Document [A-Za-z0-9]{8,40}[ \t]*$", re.MULTILINE)
_FACTIVA_FIELD = re.compile(
    r"^(?P<name>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|NS|RE|IN|CO|IPC|IPD|PUB|AN|CX|ART|RF|CLM)(?:[ \t]+|$)(?P<rest>.*)$"
)
_FACTIVA = re.compile(r"^(?:HD|TD|LP|PD|SN|AN|WC)(?:[ \t]|$)", re.MULTILINE)
_FACTIVA_SURE = re.compile(r"^(?:AN|PD)(?:[ \t]|$)", re.MULTILINE)
_PROQUEST_SURE = re.compile(r"^(?:Full text|Publication (?:info|title)|ProQuest document ID)\s*:", re.MULTILINE | re.IGNORECASE)
_NEXIS_SURE = re.compile(r"^[ \t]*(?:Body|Length:.*|Load-Date:.*|Copyright .*)$", re.MULTILINE)
_DOCUMENT = re.compile(r"document \d+ of \d+", re.IGNORECASE)
_RULED = re.compile(r"^(?:_{20,}|Document \d{1,5} of \d{1,5})[ \t]*$", re.MULTILINE)
# What Europresse writes below a text, where it is no page: "news·20240502·CV·017".
_EUROPRESSE_ID = re.compile(r"^[ \t]*(?:news|pub|web)·(?:19|20)\d{6}·\S{1,40}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"^[ \t]*(?P<name>[A-ZÀ-Ý][A-Za-zÀ-ÿ/ -]{2,40}?)[ \t]*:[ \t]*(?P<rest>.*)$")
# Fields of Nexis, in capitals and not: where they stand they are furniture.
_NEXIS = frozenset(
    {"byline", "section", "length", "dateline", "highlight", "load-date", "load date", "language", "publication-type", "publication type"}
    | {"graphic", "correction-date", "subject", "company", "organization", "ticker", "industry", "person", "country", "state", "city"}
    | {"geographic", "url", "journal-code", "journal code", "notes", "type", "word count", "document-type", "document type", "series"}
    | {"column", "copyright", "acc-no", "publisher", "body"}
    | {"autor", "rubrik", "länge", "sprache", "update", "ladedatum", "auteur", "rubrique", "longueur", "langue", "sección", "longitud"}
    | {"idioma"}
)
_NEXIS_BYLINE = frozenset({"byline", "autor", "auteur"})
_NEXIS_SECTION = frozenset({"section", "rubrik", "rubrique", "sección"})
_DATED_BY_WEEKDAY = re.compile(r"[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d\d,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.{0,20}")
_EDITION = re.compile(r"\bedition\b", re.IGNORECASE)
_EUROPRESSE_DAY = re.compile(
    r"\d{1,2}(?:er)? [^\W\d]{3,9} (?:19|20)\d\d|[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
)
_COPYRIGHT = re.compile(r"^(?:copyright\b|\(c\)|©|all rights reserved\b)", re.IGNORECASE)
_WORDS = re.compile(r"^[\d,.]+ (?:words?|mots)$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\s*,?\s*\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b,?",
    re.IGNORECASE,
)
_TIME_BEHIND = re.compile(r"\s+\d{1,2}:\d\d(?::\d\d)?\s*(?:[AP]M)?(?:\s*[A-Z]{2,4})?$", re.IGNORECASE)
_PUBLICATION = re.compile(  # "Veldmark Courier ; Sund [Sund]. 02 May 2024: A.3."
    r"(?P<outlet>[^;:\[]+?)\s*(?:\[[^\]]*\])?\s*(?:;.*?)?(?:(?:\[[^\]]*\])?[.,]?\s*"
    r"(?P<date>\d{1,2} \w{3,9}\.? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d))?(?::.*)?$"
)


@dataclass(slots=True)
class Item:
    """One report of an export, its parts as they stand there."""

    title: str = ""
    outlet: str = ""
    date: str = ""
    byline: str = ""
    url: str = ""
    section: str = ""
    name: str = ""
    body: list[str] = field(default_factory=list)


def of_lines(text: str, name: str, origin: str, given: Given) -> Iterator[Record | Problem]:
    """The reports of a text that may be an export; otherwise the one report that it is."""
    text = clean(text)
    kind = kind_of(text)
    if kind is None:
        yield Record("", lambda: iter([report(Found(unwrapped(text), name), origin, given)]))
        return
    called, split = kind
    items = [item for item in split(text) if any(line.strip() for line in item.body)]
    if not items:
        yield Problem(origin, STAGE, "export", f"The file is an export of {called}, but no report can be told from the next in it.")
        return
    columns = columns_of("\n".join(line for item in items for line in item.body))
    widest = max((len(line.rstrip()) for item in items for line in item.body), default=0)
    if columns is None and split is _lexis and widest <= WIDEST_WRAPPED:  # it breaks all lines, however few there are to prove it
        columns = widest
    for number, item in enumerate(items, 1):
        yield Record(f"Report {number}", partial(_made, item, columns, f"{name}#{number}", origin, given))


def kind_of(text: str) -> tuple[str, Callable[[str], list[Item]]] | None:
    """Which database wrote the text, in words, and how it is split; None if none did."""
    if EUROPRESSE_END in text and text.startswith(EUROPRESSE_FIELDS[0]):
        return "Europresse", _europresse
    if len(_EUROPRESSE_ID.findall(text)) > 0 and _EUROPRESSE_DAY.search(text):
        return "Europresse", _europresse_shown
    if _COUNTED.search(text):
        return "LexisNexis", _lexis
    if (_ENDED.search(text) and _NEXIS_SURE.search(text)) or _headed(text):
        return "Nexis Uni", _nexis_uni
    if len(_FACTIVA.findall(text)) >= 4 and _FACTIVA_SURE.search(text):
        return "Factiva", _factiva_fields
    if _FACTIVA_END.search(text):
        return "Factiva", _factiva_shown
    if _RULED.search(text) and _PROQUEST_SURE.search(text):
        return "ProQuest", _proquest
    return None


def _headed(text: str) -> bool:
    """A single report of Nexis: headline, publication, and a day with its weekday behind it."""
    lines = [line for part in text[:3000].split("\n") if (line := part.strip())]
    return len(lines) > 3 and bool(_DATED_BY_WEEKDAY.fullmatch(lines[2])) and len(lines[1]) <= 80


def _made(item: Item, columns: int | None, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    body = unwrapped("\n".join(item.body).strip("\n"), columns).strip()
    if not body:
        yield Problem(origin, STAGE, "no text", "There is no text in it.")
        return
    title = " ".join(item.title.split())
    found = Found(
        text=f"{title}\n\n{body}" if title else body,
        name=item.name or name,
        outlet=" ".join(item.outlet.split()) or None,
        url=item.url or None,
        title=title or None,
        byline=re.sub(r"^by:?\s+", "", " ".join(item.byline.split()), flags=re.IGNORECASE) or None,
        published=day_of(item.date),
        section=item.section.partition(";")[0].strip() or None,
    )
    yield report(found, origin, given)


def day_of(written: str) -> str | None:
    """The day in a line of publication: "May 2, 2024 Thursday", "2 May 2024 10:15 AM GMT"; None where it is none."""
    bare = " ".join(_WEEKDAY.sub(" ", written).split()).strip(" ,")
    return next((found for form in (bare, _TIME_BEHIND.sub("", bare)) if form and (found := moment(form) or dates.read(form))), None)


def _lexis(text: str) -> list[Item]:
    """Older text: "1 of 3 DOCUMENTS", then the publication, the day, the edition, the headline, fields in capitals, the body."""
    return [item for chunk in _COUNTED.split(text)[1:] if (item := _of_nexis(chunk.split("\n"), title_first=False)).body]


def _nexis_uni(text: str) -> list[Item]:
    """Nexis Uni: headline, publication, day, copyright, fields, "Body", the text, "Load-Date", "End of Document"."""
    return [item for chunk in _ENDED.split(text) if (item := _of_nexis(chunk.split("\n"), title_first=True)).body]


def _of_nexis(lines: list[str], title_first: bool) -> Item:
    item = Item()
    head, start = _head(lines)
    dated = next((number for number, line in enumerate(head) if day_of(line)), None)
    if dated is not None:
        item.date = head[dated]
        before = [line for line in head[:dated] if not _COPYRIGHT.match(line)]
        after = [line for line in head[dated + 1 :] if not _COPYRIGHT.match(line)]
        if title_first:
            item.outlet = before[-1] if before else ""
            item.title = before[-2] if len(before) > 1 else ""
        else:
            item.outlet = before[0] if before else ""
            item.title = next((line for line in reversed(after) if not _EDITION.search(line) or len(after) == 1), "")
    elif head:
        item.title = head[-1] if not title_first else head[0]
    in_body = not any(line.strip() == "Body" for line in lines)
    for line in lines[start:]:
        bare = line.strip()
        name, rest = _named_field(bare)
        if name in ("load-date", "load date", "ladedatum") or bare == "Classification":
            break
        if name == "body" or bare in ("Body", "BODY"):
            in_body, item.body = True, [rest] if name else []
        elif name in _NEXIS_BYLINE and not any(item.body):
            item.byline = rest
        elif name == "url":
            item.url = rest
        elif name in _NEXIS_SECTION and not any(item.body):
            item.section = rest
        elif in_body and name not in _NEXIS and not _COPYRIGHT.match(bare):
            item.body.append(line)
    return item


def _head(lines: list[str]) -> tuple[list[str], int]:
    """The lines above the first field, with something on them, and where the fields or the body begin."""
    head: list[str] = []
    dated = 0
    for number, line in enumerate(lines):
        bare = line.strip()
        name, _ = _named_field(bare)
        if bare == "Body" or (name in _NEXIS and dated):
            return head, number
        if not bare or name in _NEXIS:
            continue
        head.append(bare)
        if not dated and day_of(bare):
            dated = number + 1
    above = sum(1 for line in lines[:dated] if line.strip())
    return head[:above], dated  # no field at all: what follows the day is the text


def _named_field(bare: str) -> tuple[str, str]:
    match = _FIELD.match(bare)
    return (match["name"].strip().lower(), match["rest"].strip()) if match else ("", bare)


def _factiva_fields(text: str) -> list[Item]:
    """Factiva with its two-letter fields: HD headline, SN source, PD day, LP and TD text, AN number."""
    items, item, name = [], Item(), ""
    for written in text.split("\n"):
        match, line = _FACTIVA_FIELD.match(written), written
        if match:
            name, line = match["name"], match["rest"]
            if name == "HD" and item.body:
                items.append(item)
                item = Item()
        elif not line.strip() and name not in ("LP", "TD"):
            continue
        if name == "HD":
            item.title = f"{item.title} {line}".strip()
        elif name == "BY":
            item.byline = f"{item.byline} {line}".strip()
        elif name == "SN":
            item.outlet = f"{item.outlet} {line}".strip()
        elif name == "PD":
            item.date = item.date or line.strip()
        elif name in ("LP", "TD") and (line.strip() or item.body):
            item.body.append(line.strip())
        elif name == "AN" and line.strip():  # in columns the number stands below its field's name
            item.name = item.name or line.strip().removeprefix("Document ").strip()
            if item.body:
                items.append(item)
            item, name = Item(), ""
    return [*items, item] if item.body else items


def _factiva_shown(text: str) -> list[Item]:
    """Factiva as displayed: headline, byline, words, day, source, its letters, language, copyright, the text, "Document ..."."""
    items = []
    for chunk in _FACTIVA_END.split(text):
        lines = [line.strip() for line in chunk.split("\n")]
        counted = next((number for number, line in enumerate(lines) if _WORDS.match(line)), None)
        if counted is None:
            continue
        above = [line for line in lines[:counted] if line]
        dated = next((number for number in range(counted + 1, min(counted + 5, len(lines))) if day_of(lines[number])), None)
        if dated is None or not above:
            continue
        after = [number for number in range(dated + 1, len(lines)) if lines[number]]
        start = next((number for number in after[:9] if _COPYRIGHT.match(lines[number])), None)
        byline = above[-1] if len(above) > 1 and (re.match(r"by\b", above[-1], re.IGNORECASE) or len(above[-1].split()) <= 5) else ""
        title = above[-2] if byline else above[-1]
        outlet = next((lines[number] for number in after if not re.fullmatch(r"[\d:. ]+(?:[AP]M|GMT)?.*", lines[number])), "")
        item = Item(title=title, outlet=outlet, date=lines[dated], byline=byline)
        item.body = lines[(after[3] if start is None and len(after) > 3 else (start or dated) + 1) :]
        items.append(item)
    return items


def _europresse(text: str) -> list[Item]:
    """Europresse, as its pages are laid out: source, header ("Politics, Thursday, May 2, 2024 412 words, p. 3"), title, author, text."""
    items = []
    for chunk in text.split(EUROPRESSE_END):
        lines = chunk.strip().split("\n")
        if len(lines) <= len(EUROPRESSE_FIELDS):
            continue
        source, header, title, author = (line.partition(": ")[2].strip() for line in lines[:4])
        dated = _EUROPRESSE_DAY.search(header)
        items.append(Item(title=title, outlet=source, date=dated[0] if dated else "", byline=author, body=lines[4:]))
    return items


def _europresse_shown(text: str) -> list[Item]:
    """Europresse as text: source, day, title, author, the text, whose right it is, and the number that ends it."""
    items = []
    for chunk in _EUROPRESSE_ID.split(text):
        lines = [line.strip() for line in chunk.split("\n")]
        filled = [number for number, line in enumerate(lines) if line]
        dated = next((place for place, number in enumerate(filled[:6]) if _EUROPRESSE_DAY.search(lines[number])), None)
        if dated is None or len(filled) < dated + 3:
            continue
        day = _EUROPRESSE_DAY.search(lines[filled[dated]])
        item = Item(title=lines[filled[dated + 1]], outlet=lines[filled[0]] if dated else "", date=day[0] if day else "")
        start = dated + 2
        if (name := lines[filled[start]]) and len(name.split()) <= 6 and not name.endswith((".", "!", "?")) and len(filled) > start + 1:
            item.byline, start = name, start + 1
        item.body = [line for line in lines[filled[start] :] if not _COPYRIGHT.match(line)]
        items.append(item)
    return items


def _proquest(text: str) -> list[Item]:
    """ProQuest: documents between rules, each with named fields; the text stands under "Full text"."""
    items = []
    for chunk in _RULED.split(text):
        item, name, said = Item(), "", {}  # type: Item, str, dict[str, str]
        for written in chunk.split("\n"):
            match, line = _FIELD.match(written), written
            named = _key(match["name"]) if match else ""
            if match and (named in _PROQUEST or (name != "full text" and len(named.split()) <= 5)):
                name, line = named, match["rest"]
            if name == "full text":
                item.body.append(line)
            elif name and line.strip():
                said[name] = f"{said.get(name, '')} {line.strip()}".strip()
        if not any(line.strip() for line in item.body):
            continue
        info = _PUBLICATION.match(said.get("publication info", ""))
        head = (line.strip() for line in chunk.split("\n"))
        item.title = said.get("title") or next((line for line in head if line and not _DOCUMENT.fullmatch(line)), "")
        item.outlet = said.get("publication title", "").partition(";")[0] or (info["outlet"] if info else "")
        item.date = said.get("publication date") or (info["date"] if info and info["date"] else "")
        authors = (said.get("author") or said.get("credit") or "").split(";")
        item.byline, item.section = given_first(authors), said.get("section", "")
        item.url, item.name = said.get("document url", ""), said.get("proquest document id", "")
        if item.date and not day_of(item.date) and info and info["date"]:
            item.date = info["date"]
        items.append(item)
    return items


_PROQUEST = frozenset(
    {"title", "author", "publication title", "publication date", "publication year", "publication info", "publisher", "subject"}
    | {"full text", "abstract", "links", "proquest document id", "document url", "copyright", "database", "last updated", "issn"}
    | {"document type", "source type", "language of publication", "place of publication", "country of publication", "pages", "section"}
    | {"first page", "location", "people", "company / organization", "identifier / keyword", "dateline", "credit", "illustration"}
    | {"volume", "issue", "source attribution"}
)


def _key(name: str) -> str:
    return " ".join(name.lower().split())
