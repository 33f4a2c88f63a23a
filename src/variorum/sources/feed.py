"""Feeds (RSS 2.0 and Atom): an entry is a report, as far as the feed prints it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import clean, decode
from variorum.sources.make import HEAD, STAGE, Found, named, report, whole
from variorum.sources.markup import words_of
from variorum.sources.wrapped import unwrapped
from variorum.sources.xml import parsed, root

_HEAD = re.compile(rb"<(?:rss\b|feed\b[^>]*(?:http://www\.w3\.org/2005/Atom|http://purl\.org/atom/)|rdf:RDF\b)")
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b")
# The names of an entry are those of RSS, which has no namespace, and of these: RSS 1.0, Atom, the text of an entry, Dublin Core. What
# others add (pictures, players, ratings) has titles and texts of its own.
_OWN = frozenset(
    {"", "purl.org/rss/1.0", "my.netscape.com/rdf/simple/0.9", "www.w3.org/2005/atom", "purl.org/atom/ns"}
    | {"purl.org/rss/1.0/modules/content", "purl.org/dc/elements/1.1", "purl.org/dc/terms"}
    | {"backend.userland.com/rss2", "www.rssboard.org/rss-specification"}
)
_MARKED = frozenset({"div", "p", "span", "br", "ul", "ol", "section", "article", "h1", "h2", "blockquote", "em", "b", "i", "a", "strong"})
_PREFIXES = frozenset({"content", "dc", "dcterms", "atom"})  # of feeds that forget to say what their prefixes mean


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as saved."""

    def takes(self, path: Path, head: bytes) -> bool:
        opening = root(head)
        return path.suffix.lower() in (".rss", ".atom") or bool(_HEAD.match(opening) or _SITEMAP.match(opening))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        decoded = decode(data, declared=True)
        if decoded.note:
            yield Problem(origin, STAGE, "encoding", decoded.note)
        if _SITEMAP.match(root(data[:HEAD])):
            message = "The file is a sitemap: addresses of pages, but none of their text. Save the pages themselves."
            yield Problem(origin, STAGE, "no text", message)
            return
        tree, damage = parsed(decoded.text, "feed")
        entries = [] if tree is None else list(_entries(tree))
        if damage or not entries:
            none = "" if entries else "The file looks like a feed, but no entry can be read from it."
            yield Problem(origin, STAGE, "feed", f"{none} {damage or ''}".strip())
        if not entries:
            return
        channel = next((element for element in tree.iter() if _name(element) in ("channel", "feed")), tree)
        outlet = _text(channel, "title")
        language = _text(channel, "language")
        name = named(path)
        for number, entry in enumerate(entries, 1):
            yield Record(f"Entry {number}", partial(_report, entry, outlet, language, name, origin, given))


def _report(entry: Any, outlet: str | None, language: str | None, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    yield report(_found(entry, outlet, language, name), origin, given)


def _entries(root: Any) -> Iterator[Any]:
    """The entries, without what lies in another entry."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _name(element) in ("item", "entry"):
            yield element
            walk.skip_subtree()


def _found(entry: Any, outlet: str | None, language: str | None, name: str) -> Found:
    body = _text(entry, "encoded", "content") or _text(entry, "description", "summary", "abstract") or ""
    title = _text(entry, "title")
    text = unwrapped(clean(words_of(body)))
    return Found(
        text=f"{words_of(title)}\n{text}" if title else text,
        name=_text(entry, "guid", "id", "identifier") or name,
        outlet=outlet,
        url=_link(entry),
        title=words_of(title) if title else None,
        byline=_byline(entry),
        # Atom demands `updated` and leaves `published` to those who like
        published=_text(entry, "pubDate", "published", "date", "issued", "created", "updated", "modified"),
        language=_text(entry, "language") or language,
        modified=_text(entry, "updated", "modified"),
        section=_text(entry, "category", "section"),
    )


def _name(element: Any) -> str:
    """The element's name, or "" if it is not one of an entry's own."""
    space, _, name = str(element.tag).rpartition("}")
    prefix, _, bare = name.rpartition(":")
    plain = re.sub(r"^https?://", "", space.removeprefix("{").lower()).rstrip("/#")
    return bare if plain in _OWN and (not prefix or prefix in _PREFIXES) else ""


def _text(parent: Any, *names: str) -> str | None:
    """The text of the first child of one of these names that has any; mark-up in it as mark-up."""
    for name in names:
        for child in parent:
            if _name(child) == name and (text := _inside(child)):
                return text
    return None


def _inside(element: Any) -> str:
    from lxml import etree

    if len(element) and any(str(child.tag).rpartition("}")[2].lower() in _MARKED for child in element):  # Atom's XHTML
        copy = deepcopy(element)
        for inner in copy.iter():
            if isinstance(inner.tag, str):
                inner.tag = inner.tag.rpartition("}")[2].lower()
        copy.tail = None
        return str(etree.tostring(copy, encoding="unicode", method="html")).strip()
    return "".join(element.itertext()).strip()


def _link(entry: Any) -> str | None:
    """The entry's own page: RSS writes it as text, Atom as an attribute, `alternate` where there are several."""
    links = [child for child in entry if _name(child) == "link"]
    for link in links:
        if (link.get("href") and link.get("rel", "alternate") == "alternate") or (link.text and link.text.strip()):
            return str(link.get("href") or link.text.strip())
    guid = _text(entry, "guid", "identifier") or ""
    return guid if guid.startswith(("http://", "https://")) else None


def _byline(entry: Any) -> str | None:
    authors = [child for child in entry if _name(child) == "author" and len(child)]
    if authors:
        return ", ".join(name for author in authors if (name := _text(author, "name"))) or None
    return ", ".join(filter(None, (_inside(child) for child in entry if _name(child) == "creator"))) or _text(entry, "author")
