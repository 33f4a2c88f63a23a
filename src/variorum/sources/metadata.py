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

from variorum.sources import authors, bylines, dates
from variorum.sources.markup import squeezed, text_of
from variorum.text.normal import key_of


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
    _either("article:author", "og:article:author") | _named_so("DC.creator", "dc.creator"),
)
_DESCRIPTIONS = _either("og:description") | _named_so("description", "twitter:description")
_LANGUAGES = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
_SECTIONS = _either("article:section") | _named_so("section", "parsely-section")
_ARTICLE = re.compile(r"article|posting|newsreport|report\b|review", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|-->)\s*;?\s*$")
_LABEL = re.compile(r"\b(publish\w*|posted|first|issued|created)\b|\b(updat\w*|modif\w*|edit\w*|amend\w*)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:[|•·»_]+|[-–—]|::)\s+(?P<site>[^|]{2,60})$")
_AT_END = re.compile(r"\s*[|ㅣ｜:：–—-]\s*(?P<site>[^|ㅣ｜:：–—]{2,60})$")  # as pages in scripts without blanks have it
_ARTICLES = ("the", "die", "der", "das", "le", "la", "el", "il", "de")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)$")
DEEPEST = 8  # a graph of lists of articles of an organisation
LONGEST_TITLE = 400
LEAST_WORDS = 3  # of a headline; a heading with fewer is the site's name or a section
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
        if (content := element.get("content", element.get("value"))) is not None:  # some programs that save pages call it `value`
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
        byline=_byline(page, described, objects, (title, heading)),
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
        text = script.text_content().strip()
        if text.startswith(("<", "/")) or text.endswith((">", "/", ";")):
            text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()
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
    shown = {key_of(text) for text in _shown_titles(page)}
    named = [item for item in articles if any(_same(key_of(string_of(item.get("headline")) or ""), title) for title in shown)]
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
    able = [text for text in shown if len(text.split()) >= LEAST_WORDS and key_of(text) not in sites]
    near = max(able, key=lambda text: max(_likeness(text, name) for name in named), default=None)
    if near and max(_likeness(near, name) for name in named) < LEAST_ALIKE:
        near = None
    chosen = (*shared, headline) if _is_one_field(headline, whole, shown) else (headline, *catalogued, *shared)
    first = next((bare[name] for name in chosen if name and key_of(bare[name]) not in sites), None) or _by_most(bare, named, near)
    title = next((other for other in (*bare.values(), *able) if _CUT_OFF.search(first) and _continues(first, other)), first)
    return title, near if near and key_of(near) != key_of(title) else None


def _is_one_field(headline: str, whole: list[str], shown: list[str]) -> bool:
    """Do the title of the window, what machines are told and what readers see come from one field?

    Then the title that is shared, where it is another, was written on purpose.
    """
    told = key_of(headline)
    return bool(told) and any(key_of(title).startswith(told) for title in whole) and told in map(key_of, shown)


def _by_most(bare: dict[str, str], named: list[str], near: str | None) -> str:
    """The title that most places have; one place alone gives way to the heading that it holds."""
    votes = Counter(key_of(bare[name]) for name in named)
    most = max(bare.values(), key=lambda title: votes[key_of(title)])  # the first of those with most
    return near if near and votes[key_of(most)] == 1 and key_of(near) in key_of(most) else most


def _continues(cut: str, other: str) -> bool:
    """Is the one a title that was cut off, and the other the same whole?"""
    beginning = key_of(_CUT_OFF.sub("", cut))
    return len(key_of(other)) > len(beginning) > 10 and key_of(other).startswith(beginning) and not _CUT_OFF.search(other)


def _likeness(shown: str, named: str) -> float:
    """The share of a heading's words that a title also has."""
    first, second = set(map(key_of, shown.split())), set(map(key_of, named.split()))
    first.discard("")
    second.discard("")
    if not first or not second:
        return float(key_of(shown) == key_of(named))
    return len(first & second) / max(len(first), 1)


def _without_site(title: str, sites: set[str], others: Iterable[str]) -> str:
    """A title without the name of the site behind it, or before it."""
    keys = {key_of(other) for other in others}
    while match := _BEHIND.search(title):
        shown = title[: match.start()]
        behind = "|" in match[0] and len(shown.split()) > len(match["site"].split())
        if not (key_of(match["site"]) in sites or behind or key_of(shown) in keys):
            break
        title = shown
    if (match := _AT_END.search(title)) and key_of(match["site"]) in sites:
        title = title[: match.start()]
    before, bar, rest = title.partition(" | ")
    return rest if bar and (key_of(before) in sites or key_of(rest) in keys) else title  # "Opinion | ..." where readers see it without


def _sites(page: _Page, described: dict[str, Any]) -> set[str]:
    names = [*page.metas_of(_SITE), string_of(described.get("publisher")) or ""]
    host = urlsplit(_address(page, described) or "").hostname or ""
    bare = host.removeprefix("www.").split(".")[0]
    called = (f"{article} {bare}" for article in _ARTICLES if bare)
    return {key_of(name) for name in (*names, host, host.removeprefix("www."), bare, *called)} - {""}


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


def _byline(page: _Page, described: dict[str, Any], objects: list[dict[str, Any]], titles: tuple[str | None, str | None]) -> str | None:
    """The authors: by JSON-LD, by meta elements, or as the page shows them."""
    known = {str(item.get("@id")): item for item in objects if "name" in item}
    listed = list(_people(described.get("author") or described.get("creator"), known))
    headline = bylines.headline_of(page.tree, titles)
    seen = [] if headline is None else bylines.below(headline)
    return authors.byline(page.tree, listed, [partial(page.metas_of, names) for names in _AUTHORS], seen, _sites(page, described))


def _people(value: Any, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names in a list of authors: texts, objects with one name or several, or what points to such an object of the page."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            named = item.get("name") or known.get(str(item.get("@id")), {}).get("name")
            yield from _people(named or string_of(item), {})
        elif isinstance(item, str) and item.strip():
            yield item.strip()


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
