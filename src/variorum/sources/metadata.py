"""What a page says of itself: title, names, address, moments; in JSON-LD, meta elements and what it shows, held against each other."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from itertools import chain, islice
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from variorum.sources import dates
from variorum.sources.markup import squeezed, text_of


def _either(*names: str) -> frozenset[str]:
    """A meta element of one of these names, under `property` or `name`."""
    return _named_so(*names) | {f"property {name}" for name in names}


def _named_so(*names: str) -> frozenset[str]:
    return frozenset(f"name {name}" for name in names)


# Which meta elements are asked; the first set that tells something is believed.
_PUBLISHED = (
    _either("article:published_time", "og:article:published_time"),
    _either("datePublished") | {"itemprop datePublished"},
    _named_so("date", "DC.date.issued", "dc.date", "DC.date", "parsely-pub-date"),
    _named_so("dcterms.created"),
    _named_so("pubdate", "publishdate", "publish-date", "publication_date", "sailthru.date"),
)
_MODIFIED = (
    _either("article:modified_time", "og:article:modified_time"),
    _either("og:updated_time") | _named_so("last-modified", "DC.date.modified", "dcterms.modified"),
    _named_so("dateModified") | {"itemprop dateModified"},
)
_TYPE, _URL = _either("og:type"), _either("og:url")
_CATALOGUED = (
    frozenset({"property dc:title", "property dcterms:title", "property dcterm:title"}),
    _named_so("DC.title", "dc.title", "dcterms.title"),
)
_SHARED = _either("og:title")
_TITLES = _either("og:title", "twitter:title")
_COUNTED = _named_so("parsely-title", "sailthru.title")
_SITE = _either("og:site_name") | _named_so("application-name")
_AUTHORS = (
    _either("author") | _named_so("parsely-author", "sailthru.author", "byl"),
    _either("article:author") | _named_so("DC.creator", "dc.creator"),
)
_DESCRIPTIONS = _either("og:description") | _named_so("description", "twitter:description")
_LANGUAGES = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
_SECTIONS = _either("article:section") | _named_so("section", "parsely-section")
_OF_AUTHORS = re.compile(
    r"/(?:author|autor|profile|people/|by/|team/|staff/|reporter|journalist|auteur|contributor|redakt)"  # in the address of a link
)
_SHOWN_AUTHORS = '//*[@rel="author"] | //*[@itemprop="author"]//*[@itemprop="name"] | //*[@itemprop="author" and not(*)]'
_CALLED_AUTHORS = '//*[contains(@class, "author") or contains(@class, "byline") or contains(@class, "autor")]'
_ARTICLE = re.compile(r"article|posting|newsreport|report\b|review", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|-->)\s*;?\s*$")
_LABEL = re.compile(r"\b(publish\w*|posted|first|issued|created)\b|\b(updat\w*|modif\w*|edit\w*|amend\w*)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:[|•·»_]+|[-–—]|::)\s+(?P<site>[^|]{2,60})$")
_AT_END = re.compile(r"\s*[|ㅣ｜:：–—-]\s*(?P<site>[^|ㅣ｜:：–—]{2,60})$")  # as pages in scripts without blanks have it
_NO_NAME = re.compile(r"https?://|www\.|@|\d{3}|^(?:by|author|admin|staff|editor|newsroom|unknown|none|null|undefined)$", re.IGNORECASE)
_BY = re.compile(
    r"^(?:(?:(?:written|reported|words|story|text|posted|published)\s+)?by[:\s]|(?:von|par|por|door|af|av|di)(?:\s"
    r"|:)(?=\s*[A-Z]))\s*",
    re.I,
)
_JOINED = re.compile(
    r"\s*(?:;|\||\n|,(?!\s*(?:Jr|Sr|Inc|II|III)\b)|\s&\s|\s(?:and|And|AND|und|og|och|et|en|im Gespräch mit|in conversation with)\s)\s*"
)
# What programs of weblogs write around the name of an author, and for whom somebody writes.
_ALL_OF = re.compile(
    r"^(?:view|show|see|zeige|ver|voir|afficher)?\s*(?:all|alle|alles|todas?|tous)?\s*(?:other )?"
    r"(?:(?:posts?|articles?|stories|entries|beiträge|artikel|entradas|les articles|content)\s+)?"
    r"(?:by|from|von|de|par|por)\s+(?=[^\W\d_])"
    r"|^(?:more (?:by|from|about|on)|mehr (?:über|von)|alles von|author|autor(?:in)?)[:\s]+(?=[^\W\d_])",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(r"\s+[Ff]or (?:[Tt]he )?(?=[A-Z])(?:[\w.'’]+ ?){1,6}$")
_ARTICLES = ("the", "die", "der", "das", "le", "la", "el", "il", "de")
_LETTERS_BEHIND = re.compile(r"\s*\([^\W\d_][\w./-]{0,5}\)$")  # "Oline Berg (obe)", as desks sign
_ROLE_BEHIND = re.compile(r"\s*[(–-]\s*(?:author|editor|reporter)\)?$|\s+기자$", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:…|\.\.\.)$")
_LETTERS = re.compile(r"[\W_]+")
_OF_AUTHOR = re.compile(r"author|autor|byline|writer|auteur|journalist|reporter|contributor|redakt", re.IGNORECASE)
_PERSON = re.compile(r"(?:[^\W\d_][\w'’.-]*)(?: [^\W\d_][\w'’.-]*){1,4}")
DEEPEST = 8  # a graph of lists of articles of an organisation
LONGEST_TITLE = 400
LEAST_WORDS = 3  # of a headline; a heading with fewer is the site's name or a section
LONGEST_BYLINE = 80
WORDS_OF_PROSE = 15  # of a paragraph of a text; a deck has fewer
LEAST_ALIKE = 0.5  # of the words of a heading, for it to be the headline


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of itself; None where it does not."""

    title: str | None
    outlet: str | None
    url: str | None
    byline: str | None
    published: str | None
    language: str | None
    body: str | None  # the text that JSON-LD repeats
    modified: str | None = None
    section: str | None = None
    heading: str | None = None  # the headline as readers see it, where the title is another
    descriptions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # what JSON-LD and Open Graph say that the page is
    updates: tuple[dict[str, Any], ...] = ()  # the entries of a live blog, in JSON-LD


class _Page(NamedTuple):
    """A page with what is asked of it more than once: a search through all of it is dear."""

    tree: Any
    metas: tuple[tuple[set[str], str], ...]  # what each meta element is called ("property og:title"), its content
    moments: tuple[Any, ...]  # the elements that have one for machines

    def metas_of(self, names: frozenset[str]) -> list[str]:
        """What the meta elements of these names say, as they stand on the page."""
        return [content for own, content in self.metas if not own.isdisjoint(names)]

    def moments_of(self, kind: str) -> list[str]:
        """The moments that elements of this `itemprop` have."""
        return [element.get("datetime") for element in self.moments if element.get("itemprop") == kind]


def _is_called_published(moment: Any) -> bool:
    return moment.tag == "time" and (moment.get("pubdate") is not None or "publish" in (moment.get("class") or ""))


def _page(tree: Any) -> _Page:
    metas = []
    for element in tree.iter("meta"):
        if (content := element.get("content")) is not None:
            called = {f"{name} {element.get(name)}" for name in ("property", "name", "itemprop")}
            called |= {f"property {name}" for name in (element.get("property") or "").split()}  # one element may be several things
            metas.append((called, content))
    return _Page(tree, tuple(metas), tuple(tree.xpath("//*[@datetime]")))


NOTHING = Told(None, None, None, None, None, None, None)


def told(tree: Any) -> Told:
    """All that the page's own words, written for machines, say of it."""
    page = _page(tree)
    objects = list(_objects(tree))
    described = _article(objects, page)
    title, heading = _title(page, described)
    published = _published(page, described)
    return Told(
        title=title,
        outlet=_outlet(page, described),
        url=_address(page, described),
        byline=_byline(page, described),
        published=published,
        language=next(filter(None, map(tree.get, _LANGUAGES)), None) or string_of(described.get("inLanguage")),
        body=string_of(described.get("articleBody")),
        modified=_modified(page, described, published),
        section=_section(page, described),
        heading=heading,
        descriptions=_descriptions(page, described),
        types=_types(page, objects),
        updates=tuple(update for item in objects for update in _listed(item.get("liveBlogUpdate"))),
    )


def _listed(value: Any) -> list[dict[str, Any]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _types(page: _Page, objects: list[dict[str, Any]]) -> tuple[str, ...]:
    types = (item.get("@type") for item in objects)
    told = (kind for named in types for kind in (named if isinstance(named, list) else [named]))
    return tuple(dict.fromkeys(str(kind) for kind in (*told, *page.metas_of(_TYPE)) if kind))


def _descriptions(page: _Page, described: dict[str, Any]) -> tuple[str, ...]:
    """How the page is summed up for machines: readers may see the same above the text."""
    written = (*page.metas_of(_DESCRIPTIONS), string_of(described.get("description")) or "")
    return tuple(dict.fromkeys(text for text in map(squeezed, map(unescape, written)) if text))


def _section(page: _Page, described: dict[str, Any]) -> str | None:
    written = (*page.metas_of(_SECTIONS), string_of(described.get("articleSection")) or "")
    return next((text for text in map(squeezed, map(unescape, written)) if 1 < len(text) <= 80), None)


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, the outer before the inner."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _WRAPPING.sub("", _WRAPPING.sub("", script.text_content())).strip()
        for written in (text, unescape(text)):
            try:
                found = json.loads(written, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _inside(found, 0)
            break


def _inside(thing: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(thing, list):
        for item in thing:
            yield from _inside(item, depth + 1)
    elif isinstance(thing, dict):
        yield thing
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item", "article"):
            if isinstance(inner := thing.get(name), (dict, list)):
                yield from _inside(inner, depth + 1)


def _article(objects: list[dict[str, Any]], page: _Page) -> dict[str, Any]:
    """The object that describes the page's article: of several the one with the page's headline or address."""
    articles = [item for item in objects if _ARTICLE.search(str(item.get("@type", "")))]
    articles = articles or [item for item in objects if "@type" not in item and ("datePublished" in item or "headline" in item)]
    if len(articles) < 2:
        return articles[0] if articles else {}
    shown = {_key(text) for text in _shown_titles(page)}
    named = [item for item in articles if any(_same(_key(string_of(item.get("headline")) or ""), title) for title in shown)]
    return max(named or articles[:1], key=len)


def _same(first: str, second: str) -> bool:
    return bool(first and second) and (first == second or (min(len(first), len(second)) > 15 and (first in second or second in first)))


def _shown_titles(page: _Page) -> list[str]:
    titles = [element.text or "" for element in page.tree.iter("title")]
    return [*page.metas_of(_TITLES), *titles, *(element.text_content() for element in islice(page.tree.iter("h1"), 5))]


def _title(page: _Page, described: dict[str, Any]) -> tuple[str | None, str | None]:
    """The headline, and the one that readers see where it is another: by JSON-LD, by what is shared, by what is shown, by most places.

    Never with the site's name.
    """
    catalogued = list(map(squeezed, [text for names in _CATALOGUED for text in page.metas_of(names)][:1]))
    meta = list(map(squeezed, (*page.metas_of(_TITLES), *page.metas_of(_COUNTED))))
    whole = [squeezed(element.text or "") for element in islice(page.tree.iter("title"), 1)]
    shared = list(map(squeezed, page.metas_of(_SHARED)[:1]))
    headline = squeezed(unescape(string_of(described.get("headline")) or ""))
    named = [name for name in (headline, *catalogued, *meta, *whole) if name]
    shown = [text for element in islice(page.tree.iter("h1"), 8) if 0 < len(text := text_of(element)) <= LONGEST_TITLE]
    if not named:
        return (shown[0] if len(shown) == 1 else None), None
    sites = _sites(page, described)
    bare = {name: _without_site(name, sites, [*named, *shown]) for name in named}
    able = [text for text in shown if len(text.split()) >= LEAST_WORDS and _key(text) not in sites]
    near = max(able, key=lambda text: max(_likeness(text, name) for name in named), default=None)
    if near and max(_likeness(near, name) for name in named) < LEAST_ALIKE:
        near = None
    chosen = (*shared, headline) if _is_one_field(headline, whole, shown) else (headline, *catalogued, *shared)
    first = next((bare[name] for name in chosen if name and _key(bare[name]) not in sites), None) or _by_most(bare, named, near)
    title = next((other for other in (*bare.values(), *able) if _CUT_OFF.search(first) and _continues(first, other)), first)
    return title, near if near and _key(near) != _key(title) else None


def _is_one_field(headline: str, whole: list[str], shown: list[str]) -> bool:
    """Do the title of the window, what machines are told and what readers see come from one field?

    Then the title that is shared, where it is another, was written on purpose.
    """
    key = _key(headline)
    return bool(key) and any(_key(title).startswith(key) for title in whole) and key in map(_key, shown)


def _by_most(bare: dict[str, str], named: list[str], near: str | None) -> str:
    """The title that most places have; one place alone gives way to the heading that it holds."""
    votes = Counter(_key(bare[name]) for name in named)
    most = max(bare.values(), key=lambda title: votes[_key(title)])  # the first of those with most
    return near if near and votes[_key(most)] == 1 and _key(near) in _key(most) else most


def _continues(cut: str, other: str) -> bool:
    """Is the one a title that was cut off, and the other the same whole?"""
    beginning = _key(_CUT_OFF.sub("", cut))
    return len(_key(other)) > len(beginning) > 10 and _key(other).startswith(beginning) and not _CUT_OFF.search(other)


def _likeness(shown: str, named: str) -> float:
    """The share of a heading's words that a title also has."""
    first, second = set(map(_key, shown.split())), set(map(_key, named.split()))
    first.discard("")
    second.discard("")
    if not first or not second:
        return float(_key(shown) == _key(named))
    return len(first & second) / max(len(first), 1)


def _without_site(title: str, sites: set[str], others: Iterable[str]) -> str:
    """A title without the name of the site behind it, or before it."""
    keys = {_key(other) for other in others}
    while match := _BEHIND.search(title):
        shown = title[: match.start()]
        behind = "|" in match[0] and len(shown.split()) > len(match["site"].split())
        if not (_key(match["site"]) in sites or behind or _key(shown) in keys):
            break
        title = shown
    if (match := _AT_END.search(title)) and _key(match["site"]) in sites:
        title = title[: match.start()]
    before, bar, rest = title.partition(" | ")
    return rest if bar and _key(before) in sites else title


def _sites(page: _Page, described: dict[str, Any]) -> set[str]:
    names = [*page.metas_of(_SITE), string_of(described.get("publisher")) or ""]
    host = urlsplit(_address(page, described) or "").hostname or ""
    bare = host.removeprefix("www.").split(".")[0]
    called = (f"{article} {bare}" for article in _ARTICLES if bare)
    return {_key(name) for name in (*names, host, host.removeprefix("www."), bare, *called)} - {""}


def _outlet(page: _Page, described: dict[str, Any]) -> str | None:
    meta = next((text for text in map(squeezed, page.metas_of(_SITE)) if text), None)
    return meta or squeezed(unescape(string_of(described.get("publisher")) or "")) or None


def _address(page: _Page, described: dict[str, Any]) -> str | None:
    """The page's own address, the same for all under which it is shown; whole, and not that of the site."""
    base = next((address for element in page.tree.iter("base") if (address := element.get("href"))), "")
    found = [address for link in page.tree.iter("link") if link.get("rel") == "canonical" and (address := link.get("href"))]
    found += page.metas_of(_URL)
    of = described.get("mainEntityOfPage")
    found += filter(None, [string_of(described.get("url")), str(of.get("@id") or "") if isinstance(of, dict) else string_of(of)])
    for written in found:
        try:
            address = str(urljoin(base, written.strip()))
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname and (parts.path.strip("/") or parts.query):
            return address
    return None


def _byline(page: _Page, described: dict[str, Any]) -> str | None:
    """The authors, by JSON-LD, meta elements, or the links to them; the outlet's own name only where no other is told."""
    tree = page.tree
    outlets = _sites(page, described)
    own = None
    listed = _named(described.get("author"))
    if len(listed) > 1:  # the outlet among others is one of them
        outlets = outlets - set(map(_key, listed)) if any(_key(name) not in outlets for name in listed) else outlets
    sources = (partial(_named, described.get("author")), *(partial(page.metas_of, names) for names in _AUTHORS), partial(_shown, tree))
    for source in sources:
        names: dict[str, str] = {}
        for written in source():
            for name in _names(_without_outlet(written, outlets)):
                if _key(name) not in outlets:
                    names.setdefault(_key(name), name)
                else:
                    own = own or name
        if names:
            return ", ".join(_with_others(tree, names).values())
    linked = _linked(tree)
    persons = [name for key, name in linked.items() if key not in outlets] or _labelled(tree, outlets) or _signed(tree, outlets)
    return ", ".join(persons) or own or next(iter(linked.values()), None)


def _without_outlet(written: str, outlets: set[str]) -> str:
    """Authors without the outlet that stands before or behind a dash: "The Gull - Ada Lund"."""
    parts = written.split(" - ")
    others = [part for part in parts if _key(part) not in outlets]
    return "; ".join(others) if others and len(others) < len(parts) else written


def _labelled(tree: Any, outlets: set[str]) -> list[str]:
    """The persons that an element which is called the author's shows behind a word for "by"."""
    for element in tree.xpath(_CALLED_AUTHORS)[:40]:
        line = text_of(element)
        names = list(_names(line)) if len(line) <= LONGEST_BYLINE and _BY.match(line) else []
        if names and all(_PERSON.fullmatch(name) and _key(name) not in outlets for name in names):
            return names
    return []


def _signed(tree: Any, outlets: set[str]) -> list[str]:
    """The persons whose names stand alone and in bold right above the first paragraph of the text."""
    for element in tree.xpath("//p[strong or b][following-sibling::p]")[:40]:
        line = text_of(element)
        bold = "".join(part.text_content() for part in element.xpath("./strong | ./b"))
        if not 0 < len(line) <= LONGEST_BYLINE or _key(bold) != _key(line):
            continue
        if not _is_prose(next(element.itersiblings("p"))) or any(map(_is_prose, element.itersiblings("p", preceding=True))):
            continue
        names = [name for part in line.split("/") for name in _names(part)]
        if names and all(_PERSON.fullmatch(name) and name == name.title() and _key(name) not in outlets for name in names):
            return names
    return []


def _is_prose(element: Any) -> bool:
    return len(text_of(element).split()) >= WORDS_OF_PROSE


def _with_others(tree: Any, names: dict[str, str]) -> dict[str, str]:
    """The authors that are named in one place of the page together with the one that is known: some systems know one author only."""
    if len(names) == 1 and len(linked := _linked(tree)) > 1 and set(names) <= set(linked):
        return linked
    return names


def _linked(tree: Any) -> dict[str, str]:
    """Those whose pages are linked, side by side, by an element that is called the author's: the first such place.

    Where no element is called so, the one person whose page is linked at all.
    """
    alone: dict[str, str] = {}
    links = (link for link in tree.iter("a") if _OF_AUTHORS.search(link.get("href") or ""))
    for link in islice(links, 200):
        if link.xpath("boolean(ancestor::nav or ancestor::footer or ancestor::aside)"):
            continue
        around = next((element for element in (link, *_above(link, 3)) if _OF_AUTHOR.search(element.get("class") or "")), None)
        place = link if around is None else link.getparent() if around is link else around
        found: dict[str, str] = {}
        for other in place.iter("a"):
            for name in _names(other.text_content()):
                if _PERSON.fullmatch(name):
                    found.setdefault(_key(name), name)
        if found and around is not None:
            return found
        alone |= found
    return alone if len(alone) == 1 else {}


def _above(element: Any, most: int) -> list[Any]:
    return list(element.iterancestors())[:most]


def _shown(tree: Any) -> list[str]:
    return [element.text_content() for element in tree.xpath(_SHOWN_AUTHORS)[:6] if element.tag != "meta"]


def _named(authors: Any) -> list[str]:
    return [name for item in (authors if isinstance(authors, list) else [authors]) if (name := string_of(item))]


def _names(written: str) -> Iterator[str]:
    """Names of persons and bodies in a written list of authors."""
    for part in _JOINED.split(unescape(written)):
        name = _FOR_WHOM.sub("", _ALL_OF.sub("", _BY.sub("", squeezed(part).strip("→»› "))))
        name = _ROLE_BEHIND.sub("", _LETTERS_BEHIND.sub("", name)).strip(" ,.-–|")
        if 1 < len(name) <= 80 and not _NO_NAME.search(name) and len(name.split()) <= 7:
            yield name


def _published(page: _Page, described: dict[str, Any]) -> str | None:
    """The moment of publication: not that of the last change, nor that of a later print, though some pages put these in its place.

    So of what the page's article and the page's meta elements call its publication, the earlier is it.
    """
    called = (element.get("datetime") for element in page.moments if _is_called_published(element))
    written = chain(chain.from_iterable(map(page.metas_of, _PUBLISHED)), page.moments_of("datePublished"), called)
    told = next((date for value in written if (date := dates.read(value))), None)
    linked = dates.read(string_of(described.get("datePublished")) or "")
    first = told or linked or dates.read(string_of(described.get("dateCreated")) or "")
    if first is None:
        return _of_time(page)
    if linked and (first[:10] == linked[:10] and "T" not in first):
        return linked
    if linked and dates.before(linked, first):
        return linked
    return first


def _modified(page: _Page, described: dict[str, Any], published: str | None) -> str | None:
    """The moment of the last change, where the page tells one that is not before its publication; with its hour where one is told."""
    written = [string_of(described.get("dateModified")) or "", *_changes(page)]
    found = [date for value in written if (date := dates.read(value))] or [date for date in [_of_time(page, changed=True)] if date]
    able = [date for date in found if published is None or not dates.before(date, published)]
    return next((date for date in able if "T" in date), next(iter(able), None))


def _changes(page: _Page) -> Iterator[str]:
    """When it was changed last, as the page writes it in one place or another."""
    yield from chain.from_iterable(map(page.metas_of, _MODIFIED))
    yield from page.moments_of("dateModified")


def _of_time(page: _Page, changed: bool = False) -> str | None:
    """The `time` beside a word that says so; without words, for the publication, the only one above the text."""
    plain: list[str] = []
    for element in islice((element for element in page.moments if element.tag == "time"), 40):
        date = dates.read(element.get("datetime"))
        if date is None:
            continue
        label = next((match for text in _texts_before(element) for match in [*_LABEL.finditer(text)][-1:]), None)
        if label and label[2 if changed else 1]:
            return date
        if not label and element.xpath("boolean(ancestor::article or ancestor::main or ancestor::header)"):
            plain.append(date)
    return plain[0] if not changed and len(set(plain)) == 1 else None


def _texts_before(element: Any) -> Iterator[str]:
    """What stands in and right before an element, the nearest first."""
    yield element.text_content()
    previous = element.getprevious()
    yield (previous.tail or "") if previous is not None else (element.getparent().text or "")
    if previous is not None:
        yield previous.text_content()


def string_of(value: Any) -> str | None:
    """A text, or the name of what is described."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return next((text for item in value if (text := string_of(item))), None)
    if isinstance(value, dict):
        return next((text for name in ("name", "@value", "legalName") if (text := string_of(value.get(name)))), None)
    return None


def _key(text: str) -> str:
    return _LETTERS.sub("", text).lower()
