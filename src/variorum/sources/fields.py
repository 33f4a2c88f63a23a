"""Which field of a record is which: known by the names that the news trade gives them, or told by the user; and the report made of it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.model.report import Item, Problem, Report
from variorum.sources import dates
from variorum.sources.decode import clean, mended
from variorum.sources.make import MOST_VALUES, STAGE, WITHDRAWN, Found, crowded, named, report
from variorum.sources.markup import words_of
from variorum.sources.wrapped import unwrapped
from variorum.text.normal import key_of

# Our field -> the names it goes by, the likeliest first; compared by their letters and digits alone ("Full Text", "full_text"). A full
# stop leads into a field: the `title` of `source`.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "uri", "guid", "_id", "uuid", "urn", "an", "accession number"),
    "url": (
        "url", "link", "permalink", "web url", "canonical url", "article url", "html.requested url", "html.responded url",
        "requested url", "main entity of page", "external url", "page url", "final url", "document url", "short url",
        "source url", "links.permalink", "canonical.href", "alternate.href", "source", "id", "uri",
    ),
    "title": (
        "title", "headline", "headlines", "web title", "fields.headline", "headline.main", "article title", "document title",
        "eng title", "titel", "titre", "título", "titulo", "titolo", "name",
    ),
    "text": (
        "text", "body", "content", "article", "maintext", "full text", "plaintext", "article body", "body html", "body xhtml",
        "body text", "bodies", "content html", "content text", "content elements", "fields.body", "fields.body text",
        "cleaned text", "clean text", "article text", "article content", "story", "story text", "raw content", "document text",
        "news text", "main text", "paragraphs", "raw text", "volltext", "artikeltext", "texte", "texto", "testo", "inhalt",
        "contenu", "contenido", "description", "summary", "abstract", "excerpt", "description text",
    ),
    "outlet": (
        "outlet", "source.title", "source.name", "source", "publisher", "publication", "source hostname", "site name",
        "media name", "publication title", "publication name", "newspaper", "container title", "journal", "provider",
        "copyright holder", "site", "site full", "source name", "source id", "news source", "domain", "source domain",
        "domain url", "hostname", "media url", "source.uri", "infosources", "thread.site full", "thread.site", "origin.title",
        "source.domain", "quelle", "zeitung", "fuente", "medio", "fonte",
    ),
    "published": (
        "published", "published at", "date time pub", "date published", "date publish", "publish date", "publishing date",
        "publication date", "published on", "publish time", "published time", "posted", "posted on", "pub date",
        "web publication date", "first published", "first created", "datetime", "date", "issued", "version created", "created at",
        "created", "time", "timestamp", "date of publication", "datum", "erscheinungsdatum", "fecha", "date de publication",
    ),
    "fetched": (
        "fetched", "fetched at", "crawled", "crawled at", "crawl date", "crawl timestamp", "html.crawl date", "date crawled",
        "date download", "download date", "downloaded at", "scraped at", "retrieved", "retrieved at", "indexed date", "collect date",
        "seen date", "accessed",
    ),
    "modified": (
        "modified", "date modified", "modified at", "updated", "updated at", "last modified", "last updated", "date updated",
        "version created", "fields.last modified", "content modified",
    ),
    "section": ("section", "section name", "article section", "desk", "rubric", "fields.section name"),
    "byline": ("byline", "fields.byline", "by", "author", "authors", "creator", "creators", "byline.original", "authors byline",
               "journalist", "writer",
               "autor", "autorin", "auteur", "autore"),
    "language": ("language", "lang", "in language", "sprache", "langue", "idioma"),
}  # fmt: skip
_PERSONS, _WROTE = ("people", "person"), ("author", "creator", "byline", "writer")
# Of ninjs and of Superdesk, which calls an update the rewriting of what it was made from.
_ITEM = ("guid", "uri", "urn", "_id", "id")
_VERSION = ("version", "current version")
_MADE_FROM = ("evolvedfrom", "rewrite of", "supersedes")
SHORTEST_ID = 8  # characters
# What a description of a list, or of a picture, has as well: no text of a report where there is another.
WEAK = frozenset({"description", "summary", "abstract", "excerpt", "descriptiontext"})
# What a database or an answer wraps around a record.
_WRAPPINGS = ("_source", "response", "content", "data", "result", "item", "article", "document", "doc")
_NO_ARTICLE = re.compile(
    r"(?i)(?:web ?(?:site|page)|(?:newsmedia)?organi[sz]ation|person|imageobject|videoobject|breadcrumblist|searchaction"
    r"|picture|video|audio|graphic|planning)"
)
_MARKUP = re.compile(r"</|<(?:br|p)\b|&(?:amp|quot|nbsp|[lr][sd]quo|#\d{2,5}|lt);", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+$", re.IGNORECASE)
_CUT_OFF = re.compile(r"\[\+(?P<more>\d{1,6}) chars\]$")
_NAMED = ("name", "title", "value", "text", "content", "rendered", "#text", "@value", "literal", "family")
_BY = re.compile(r"^by(?::|\s)\s*(?=[A-Z])", re.IGNORECASE)
DEEPEST_FIELD = 4  # a list of authors with names; what lies deeper is no name
SHOWN_FIELDS = 12


@dataclass(slots=True)
class Tally:
    """What is told once a file: records without a text while none has one, and dates that cannot be read."""

    texts: int = 0
    without: int = 0
    first: Problem | None = None
    found: list[str] = field(default_factory=list)  # names of fields
    undated: Counter[str] = field(default_factory=Counter)
    example: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """What all records of one file share. `order`: which number of a date comes first, where the file proves it."""

    name: str
    origin: str
    given: Given
    names: Mapping[str, tuple[str, ...]]  # our field -> where it is looked for
    order: dates.Order = None
    outlet: str | None = None  # of all records that name none
    handed: bool = False  # by a program: there is no file
    tally: Tally = field(default_factory=Tally)


def of_file(path: Path, origin: str, given: Given, order: dates.Order = None) -> File:
    return File(named(path), origin, given, field_names(given), order)


def field_names(given: Given) -> dict[str, tuple[str, ...]]:
    """Where each of our fields is looked for. Raises WrongUse for a field of ours that does not exist."""
    names = dict(FIELDS)
    for ours, theirs in given.fields:
        if ours not in names:
            raise WrongUse(f"There is no field {ours!r}; the fields are {', '.join(FIELDS)}.")
        names[ours] = (theirs,)
    return names


@lru_cache(10_000)  # records of a file have the same names
def key(name: str) -> str:
    """A field's name as names are compared: letters and digits alone, in lower case."""
    return key_of(name)


def of_json(text: str, where: str, file: File) -> Iterator[Report | Problem]:
    """The report of one JSON object, or why it is none."""
    if (count := sum(map(text.count, "[{,"))) > MOST_VALUES:
        yield crowded(file.origin, count)
        return
    try:
        record = json.loads(text, parse_int=str)  # numbers are names here, whatever their length
    except (ValueError, RecursionError) as error:
        reason = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        yield Problem(file.origin, STAGE, "json", f"{where} is no JSON ({reason}).")
        return
    yield from made(record, where, file)


def made(record: object, where: str, file: File) -> Iterator[Report | Problem]:
    """The report of one record with named fields. What every record lacks is told once, by `closing`."""
    if not isinstance(record, dict):
        yield Problem(file.origin, STAGE, "record", f"{where} is no record with named fields.")
        return
    record = _inner(record, file)
    if (status := _value(record, ("pubstatus",))) in WITHDRAWN:
        yield Problem(file.origin, STAGE, "withdrawn", f"{where} {WITHDRAWN[status or '']}, and was not read.")
        return
    text = _text(record, file.names["text"])
    if not text:
        if not _NO_ARTICLE.fullmatch(_as_text(record.get("@type") or record.get("type")) or ""):
            yield from _without_text(record, where, file)
        return
    if file.tally.first and not file.tally.texts:
        yield file.tally.first
        if file.tally.without > 1:
            yield Problem(file.origin, STAGE, "no text", f"{file.tally.without - 1:,} more records above {where} have no text.")
    file.tally.texts += 1
    if cut := _CUT_OFF.search(text.rstrip()):
        text = text[: cut.start()].rstrip().removesuffix("…").removesuffix("...").rstrip()
        yield Problem(file.origin, STAGE, "cut", f"{where} breaks off: its service left out {cut['more']} more characters of the text.")
    yield report(_found(record, text, file), file.origin, file.given)


def closing(file: File) -> Iterator[Problem]:
    """What is to be said when all records have been read."""
    tally = file.tally
    if tally.first and not tally.texts:
        alone = tally.first.message.split(" has ", 1)[0]
        what = f"{alone} has no text" if tally.without == 1 else f"None of the {tally.without:,} records has a text"
        shown = ", ".join(tally.found[:SHOWN_FIELDS]) or "none"
        say = 'fields={"text": "…"}' if file.handed else "--field text=…"
        message = f"{what}. The fields found are: {shown}. Say which of them is the text: {say}"
        if {"url", "link", "article_url"} & set(map(str.lower, tally.found)) and not file.handed:
            message = f"{message}. `variorum fetch` saves the pages of a list of addresses."
        yield Problem(file.origin, STAGE, "no text", message)
    if tally.undated:
        count = tally.undated.total()
        dates_of = f"The dates of {count:,} records, such as" if count > 1 else "The date of one record,"
        why = {"open": "leave open which is the day" if count > 1 else "leaves open which is the day", "unreadable": "cannot be read"}
        message = f"{dates_of} “{tally.example}”, {' or '.join(why[kind] for kind in sorted(tally.undated))}."
        yield Problem(file.origin, STAGE, "date", message)


def described(record: dict[Any, Any], file: File) -> Found:
    """What a record says of a report whose text lies elsewhere."""
    return _found(record, "", file)


def has_text(record: object, names: Mapping[str, tuple[str, ...]]) -> bool:
    """Would a report be made of this record?"""
    return isinstance(record, dict) and bool(_text(_inner_by(record, names), names["text"]))


def names_article(record: object) -> bool:
    """Has it a title and an address, as what services answer where they give no texts?"""
    if not isinstance(record, dict):
        return False
    titled = _value(record, ("title", "headline")) is not None
    return titled and any(_ADDRESS.match(found) for _, found in _values(record, ("url", "link", "article url")))


def own_text(name: str, value: str, names: tuple[str, ...]) -> bool:
    """Is this field of a document, `value` as JSON writes it, the text of the document itself?"""
    known = {key(theirs) for theirs in names} - WEAK
    if key(name) not in known:
        return False
    if value.startswith('"'):
        return bool(value.strip('" '))
    return value.startswith("[") and key(name) in ("bodies", "contentelements", "paragraphs")


def _without_text(record: dict[Any, Any], where: str, file: File) -> Iterator[Problem]:
    problem = Problem(file.origin, STAGE, "no text", f"{where} has no text; it was looked for in {', '.join(file.names['text'])[:120]} …")
    if file.tally.texts:
        yield problem
        return
    file.tally.without += 1
    file.tally.first = file.tally.first or problem
    file.tally.found += [str(name)[:40] for name in list(record)[:SHOWN_FIELDS] if str(name)[:40] not in file.tally.found]
    del file.tally.found[SHOWN_FIELDS + 1 :]


def _inner(record: dict[Any, Any], file: File) -> dict[Any, Any]:
    return _inner_by(record, file.names)


def _inner_by(record: dict[Any, Any], names: Mapping[str, tuple[str, ...]], depth: int = 0) -> dict[Any, Any]:
    """The record itself, without what is wrapped around it."""
    strong = tuple(name for name in names["text"] if key(name) not in WEAK)
    if depth < 3 and not _text(record, strong):
        for name in _WRAPPINGS:
            inside = record.get(name)
            if isinstance(inside, dict) and _text(found := _inner_by(inside, names, depth + 1), names["text"]):
                return found
    return record


def _found(record: dict[Any, Any], text: str, file: File) -> Found:
    values = {ours: _value(record, file.names[ours]) for ours in ("id", "title", "byline", "language", "modified", "section", "fetched")}
    addresses = _values(record, file.names["url"])
    url = next((found for name, found in addresses if key(name) in ("url", "link", "permalink") or _ADDRESS.match(found)), None)
    outlet = next((found for _, found in _values(record, file.names["outlet"]) if not _ADDRESS.match(found)), None)
    text, title, byline = mended(text)[0], values["title"], values["byline"] or _authors_among(record)
    if _MARKUP.search(text):
        text = words_of(text)
    return Found(
        text=unwrapped(clean(text)),
        name=values["id"] or file.name,
        outlet=outlet or file.outlet,
        url=url,
        title=_headline(unescape(mended(title)[0]), outlet) if title else None,
        byline=_BY.sub("", byline) if byline and not byline.isdigit() else None,
        published=_date(record, file),
        language=(values["language"] or "")[:2] if len(values["language"] or "") == 3 else values["language"],
        modified=values["modified"],
        section=values["section"],
        item=_item(record),
        fetched=values["fetched"],
    )


def _authors_among(record: dict[Any, Any]) -> str | None:
    """The authors among the persons of an item of ninjs, which are all those that it has to do with."""
    lists = [found for name in _PERSONS if isinstance(found := record.get(name), list)]
    wrote = [item for found in lists for item in found if isinstance(item, dict) and item.get("rel") in _WROTE]
    return ", ".join(name for item in wrote if (name := _as_text(item))) or None


def _headline(title: str, outlet: str | None) -> str:
    """A title without the outlet's name behind it, which some services put there."""
    shown, mark, behind = title.rpartition(" - ")
    return shown if mark and outlet and key(behind) == key(outlet) else title


def _item(record: dict[Any, Any]) -> Item | None:
    """What a newsroom's system calls the record; ids that are short are counted in any table anew and name nothing."""
    name = _value(record, _ITEM)
    if name is None or len(name) < SHORTEST_ID:
        return None
    return Item(name, _value(record, _VERSION), _value(record, _MADE_FROM))


def _date(record: dict[Any, Any], file: File) -> str | None:
    """The first of the fields of dates that can be read; one that leaves something open is told of."""
    unread = None
    for _, written in _values(record, file.names["published"]):
        if date := dates.read(written, file.order):
            return date
        unread = unread or written
    if unread and not file.given.published:
        file.tally.undated["open" if re.fullmatch(r"\d\d?[/.-]\d\d?[/.-]\d{2,4}.*", unread) else "unreadable"] += 1
        file.tally.example = file.tally.example or unread[:40]
    return None


def _text(record: dict[Any, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        if (value := _at(record, name)) is not None and (text := _as_paragraphs(value)):
            return text
    return None


def _value(record: dict[Any, Any], names: tuple[str, ...]) -> str | None:
    """The first of the named fields that says something, as text."""
    return next((written for _, written in _values(record, names)), None)


def _values(record: dict[Any, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        if written := _as_text(_at(record, name)):
            yield name, written


def _at(record: dict[Any, Any], name: str) -> object:
    """The field of this name, or, where the name has full stops, the one that they lead to."""
    if name in record:
        return record[name]
    value: object = record
    for wanted in _road(name):
        if isinstance(value, list) and value:
            value = value[0]
        if not isinstance(value, dict):
            return None
        value = next((inside for theirs, inside in value.items() if key(str(theirs)) == wanted), None)
    return value


@lru_cache(1_000)
def _road(name: str) -> tuple[str, ...]:
    return tuple(map(key, name.split(".")))


def _as_paragraphs(value: object) -> str | None:
    """A text, also where it is written as a list of paragraphs, or of bodies with a role each."""
    if isinstance(value, list):
        if main := _main(value):
            return _as_text(main)
        return "\n".join(part for item in value if (part := _as_text(item))) or None
    return _as_text(value)


def _main(items: list[Any]) -> object:
    """Of bodies or headlines that name their role: the main one, else the first."""
    if not items or not all(isinstance(item, dict) and "role" in item and "value" in item for item in items):
        return None
    return next((item for item in items if item["role"] == "main"), items[0])


def _as_text(value: object, depth: int = 0) -> str | None:
    if isinstance(value, str):
        return value.strip() or None if depth else (value if value.strip() else None)
    if isinstance(value, bool) or value is None or depth > DEEPEST_FIELD:
        return None
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):  # {"id": ..., "name": ...}, as many news services write a source or an author
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):  # CSL-JSON
            return "-".join(f"{int(part):02}" for part in parts[0][:3] if str(part).isdigit())
        if isinstance(value.get("family"), str) and isinstance(value.get("given"), str):
            return f"{value['given']} {value['family']}".strip()
        return next((text for name in _NAMED if (text := _as_text(value.get(name), depth + 1))), None)
    if isinstance(value, list):
        if main := _main(value):
            return _as_text(main, depth + 1)
        return ", ".join(part for item in value if (part := _as_text(item, depth + 1))) or None
    return None
