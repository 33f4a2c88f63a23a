"""What a page says of itself: title, names, address, moments; in JSON-LD, meta elements and what it shows, held against each other."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from variorum.sources import dates
from variorum.sources.markup import squeezed

_PUBLISHED = (
    '//meta[@property="article:published_time" or @property="og:article:published_time" or @name="article:published_time"]/@content',
    '//meta[@itemprop="datePublished" or @name="datePublished" or @property="datePublished"]/@content',
    '//meta[@name="date" or @name="DC.date.issued" or @name="dc.date" or @name="DC.date" or @name="parsely-pub-date"]/@content',
    '//meta[@name="dcterms.created"]/@content',
    '//meta[@name="pubdate" or @name="publishdate" or @name="publish-date" or @name="publication_date" or @name="sailthru.date"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
    '//time[@pubdate or contains(@class, "publish")]/@datetime',
)
_MODIFIED = (
    '//meta[@property="article:modified_time" or @property="og:updated_time" or @name="article:modified_time"]/@content',
    '//meta[@name="last-modified"]/@content',
    '//meta[@itemprop="dateModified" or @name="dateModified"]/@content',
    '//*[@itemprop="dateModified"]/@datetime',
)
_TITLES = '//meta[@property="og:title" or @name="og:title" or @name="twitter:title"]/@content'
_SITE = '//meta[@property="og:site_name" or @name="og:site_name" or @name="application-name"]/@content'
_AUTHORS = (
    '//meta[@name="author" or @property="author" or @name="parsely-author" or @name="sailthru.author" or @name="byl"]/@content',
    '//meta[@property="article:author" or @name="article:author" or @name="DC.creator" or @name="dc.creator"]/@content',
)
_SHOWN_AUTHORS = '//*[@rel="author"] | //*[@itemprop="author"]//*[@itemprop="name"] | //*[@itemprop="author" and not(*)]'
_ARTICLE = re.compile(r"article|posting|newsreport|report\b|review", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|-->)\s*;?\s*$")
_LABEL = re.compile(r"\b(publish\w*|posted|first|issued|created)\b|\b(updat\w*|modif\w*|edit\w*|amend\w*)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:[|•·»_]+|[-–—]|::)\s+(?P<site>[^|]{2,60})$")
_NO_NAME = re.compile(r"https?://|www\.|@|\d{3}|^(?:by|author|admin|staff|editor|newsroom|unknown|none|null|undefined)$", re.IGNORECASE)
_BY = re.compile(r"^(?:(?:written|reported|words|story|text|posted|published)\s+)?by[:\s]\s*", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")
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


def told(tree: Any) -> Told:
    """All that the page's own words, written for machines, say of it."""
    described = _article(list(_objects(tree)), tree)
    return Told(
        title=_title(tree, described),
        outlet=_outlet(tree, described),
        url=_address(tree, described),
        byline=_byline(tree, described),
        published=_published(tree, described),
        language=next(iter(tree.xpath("//html/@lang | //html/@xml:lang")), None) or _string(described.get("inLanguage")),
        body=_string(described.get("articleBody")),
    )


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, the outer before the inner."""
    for script in tree.xpath('//script[contains(translate(@type, "LD+JSON", "ld+json"), "ld+json")]'):
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


def _article(objects: list[dict[str, Any]], tree: Any) -> dict[str, Any]:
    """The object that describes the page's article: of several the one with the page's headline or address."""
    articles = [item for item in objects if _ARTICLE.search(str(item.get("@type", "")))]
    articles = articles or [item for item in objects if "@type" not in item and ("datePublished" in item or "headline" in item)]
    if len(articles) < 2:
        return articles[0] if articles else {}
    shown = {_key(text) for text in _shown_titles(tree)}
    named = [item for item in articles if any(_same(_key(_string(item.get("headline")) or ""), title) for title in shown)]
    return max(named or articles[:1], key=len)


def _same(first: str, second: str) -> bool:
    return bool(first and second) and (first == second or (min(len(first), len(second)) > 15 and (first in second or second in first)))


def _shown_titles(tree: Any) -> list[str]:
    found = tree.xpath('//meta[@property="og:title" or @name="og:title" or @name="twitter:title"]/@content | //title/text()')
    return [*map(str, found), *(element.text_content() for element in tree.xpath("//h1")[:5])]


def _title(tree: Any, described: dict[str, Any]) -> str | None:
    """The headline as readers see it, if the page names much the same elsewhere; else the one that most places name.

    Never with the site's name.
    """
    meta = [squeezed(str(text)) for text in tree.xpath(_TITLES)]
    whole = [squeezed(str(text)) for text in tree.xpath("(//head/title | //title)[1]/text()")[:1]]
    headline = squeezed(unescape(_string(described.get("headline")) or ""))
    named = [name for name in (headline, *meta, *whole) if name]
    shown = [text for element in tree.xpath("//h1")[:8] if 0 < len(text := squeezed(element.text_content())) <= LONGEST_TITLE]
    if not named:
        return shown[0] if len(shown) == 1 else None
    sites = _sites(tree, described)
    bare = [_without_site(name, sites, [*named, *shown]) for name in named]
    able = [text for text in shown if len(text.split()) >= LEAST_WORDS and _key(text) not in sites]
    near = max(able, key=lambda text: max(_likeness(text, name) for name in named), default=None)
    if near and max(_likeness(near, name) for name in named) >= LEAST_ALIKE:
        return near
    votes = Counter(map(_key, bare))
    return max(bare, key=lambda title: votes[_key(title)])  # the first of those with most


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
    before, bar, rest = title.partition(" | ")
    return rest if bar and _key(before) in sites else title


def _sites(tree: Any, described: dict[str, Any]) -> set[str]:
    names = [*map(str, tree.xpath(_SITE)), _string(described.get("publisher")) or ""]
    host = urlsplit(_address(tree, described) or "").hostname or ""
    return {_key(name) for name in (*names, host, host.removeprefix("www."), host.removeprefix("www.").split(".")[0])} - {""}


def _outlet(tree: Any, described: dict[str, Any]) -> str | None:
    meta = next((text for text in map(squeezed, map(str, tree.xpath(_SITE))) if text), None)
    return meta or squeezed(unescape(_string(described.get("publisher")) or "")) or None


def _address(tree: Any, described: dict[str, Any]) -> str | None:
    """The page's own address, the same for all under which it is shown; whole, and not that of the site."""
    base = next(iter(tree.xpath("//base/@href")), "")
    paths = ('//link[@rel="canonical"]/@href', '//meta[@property="og:url" or @name="og:url"]/@content')
    found = [str(value) for path in paths for value in tree.xpath(path)]
    page = described.get("mainEntityOfPage")
    found += filter(None, [_string(described.get("url")), str(page.get("@id") or "") if isinstance(page, dict) else _string(page)])
    for written in found:
        try:
            address = urljoin(base, written.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname and (parts.path.strip("/") or parts.query):
            return address
    return None


def _byline(tree: Any, described: dict[str, Any]) -> str | None:
    """The authors, by JSON-LD, meta elements, or the links to them; the outlet's own name is none."""
    outlets = _sites(tree, described)
    for source in (_named(described.get("author")), *(map(str, tree.xpath(path)) for path in _AUTHORS), _shown(tree)):
        names: dict[str, str] = {}
        for written in source:
            for name in _names(written):
                if _key(name) not in outlets:
                    names.setdefault(_key(name), name)
        if names:
            return ", ".join(names.values())
    return None


def _shown(tree: Any) -> list[str]:
    return [element.text_content() for element in tree.xpath(_SHOWN_AUTHORS)[:6] if element.tag != "meta"]


def _named(authors: Any) -> list[str]:
    return [name for item in (authors if isinstance(authors, list) else [authors]) if (name := _string(item))]


def _names(written: str) -> Iterator[str]:
    """Names of persons and bodies in a written list of authors."""
    for part in re.split(r"\s*(?:;|\||\n|,(?!\s*(?:Jr|Sr|Inc|II|III)\b)|\s&\s|\sand\s)\s*", unescape(written)):
        name = _BY.sub("", squeezed(part)).strip(" ,.-–|")
        if 2 < len(name) <= 80 and not _NO_NAME.search(name) and len(name.split()) <= 7:
            yield name


def _published(tree: Any, described: dict[str, Any]) -> str | None:
    """The moment of publication: not that of the last change, though some pages put it in its place."""
    written = [str(value) for path in _PUBLISHED for value in tree.xpath(path)]
    found = [date for value in written if (date := dates.read(value))]
    linked = next((date for name in ("datePublished", "dateCreated") if (date := dates.read(_string(described.get(name)) or ""))), None)
    changed = {date for path in _MODIFIED for value in tree.xpath(path) if (date := dates.read(str(value)))}
    changed.add(dates.read(_string(described.get("dateModified")) or "") or "")
    first = found[0] if found else linked
    if first is None:
        return _of_time(tree)
    if linked and (first[:10] == linked[:10] and "T" not in first):
        return linked
    if linked and first in changed and dates.before(linked, first):
        return linked
    return first


def _of_time(tree: Any) -> str | None:
    """The `time` beside a word that says so; without words, the only one above the text."""
    plain: list[str] = []
    for element in tree.xpath("//time[@datetime]")[:40]:
        date = dates.read(element.get("datetime"))
        if date is None:
            continue
        label = next((match for text in _texts_before(element) for match in [*_LABEL.finditer(text)][-1:]), None)
        if label and label[1]:
            return date
        if not label and element.xpath("boolean(ancestor::article or ancestor::main or ancestor::header)"):
            plain.append(date)
    return plain[0] if len(set(plain)) == 1 else None


def _texts_before(element: Any) -> Iterator[str]:
    """What stands in and right before an element, the nearest first."""
    yield element.text_content()
    previous = element.getprevious()
    yield (previous.tail or "") if previous is not None else (element.getparent().text or "")
    if previous is not None:
        yield previous.text_content()


def _string(value: Any) -> str | None:
    """A text, or the name of what is described."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return next((text for item in value if (text := _string(item))), None)
    if isinstance(value, dict):
        return next((text for name in ("name", "@value", "legalName") if (text := _string(value.get(name)))), None)
    return None


def _key(text: str) -> str:
    return _LETTERS.sub("", text).lower()
