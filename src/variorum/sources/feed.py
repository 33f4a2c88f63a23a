"""Feeds (RSS 2.0 and Atom): an entry is a report, as far as the feed prints it."""

import re
from base64 import b64decode
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import clean, decode
from variorum.sources.make import HEAD, STAGE, Found, decoded, named, report, whole
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
_MARKED = frozenset(
    {"div", "p", "span", "br", "ul", "ol", "section", "article", "h1", "h2", "blockquote", "em", "b", "i", "a", "strong", "script", "style"}
)
_TOLD = ("fullitem", "summary")
# Types of words; those of pictures and files lie in base64.
_IN_WORDS = re.compile(r"(?:text|html|xhtml|plain|escaped|xml)\b|application/(?:xhtml\+)?xml", re.IGNORECASE)
_MAILED = re.compile(r"[(<]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>]?")
_PUBLISHED = ("pubDate", "published", "date", "issued", "created")
_PREFIXES = frozenset({"content", "dc", "dcterms", "atom"})  # of feeds that forget to say what their prefixes mean


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as saved."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".rss", ".atom") or is_feed(head) or is_sitemap(head)

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        text = yield from decoded(data, origin, declared=True)
        if is_sitemap(data[:HEAD]):
            message = "The file is a sitemap: addresses of pages, but none of their text. `variorum fetch` saves the pages and reads them."
            yield Problem(origin, STAGE, "no text", message)
            return
        tree, damage = parsed(text, "feed")
        entries = [] if tree is None else list(_entries(tree))
        if damage or not entries:
            none = "" if entries else "The file looks like a feed, but no entry can be read from it."
            yield Problem(origin, STAGE, "feed", f"{none} {damage or ''}".strip())
        if not entries:
            return
        outlet, language = _channel(tree)
        for number, entry in enumerate(entries, 1):
            yield Record(f"Entry {number}", partial(_report, entry, outlet, language, named(path), origin, given))


def is_feed(head: bytes) -> bool:
    """Does a file begin as a feed does?"""
    return bool(_HEAD.match(root(head)))


def is_sitemap(head: bytes) -> bool:
    """Does a file begin as a sitemap does, or as a list of sitemaps?"""
    return bool(_SITEMAP.match(root(head)))


def found(text: str) -> list[Found]:
    """What a feed says of each of its entries."""
    tree, _ = parsed(text, "feed")
    return [] if tree is None else [_found(entry, *_channel(tree), "") for entry in _entries(tree)]


def links(text: str) -> Iterator[tuple[str, str | None]]:
    """The address of each entry's own page, and when the entry says that it came or last changed, as written."""
    tree, _ = parsed(text, "feed")
    for entry in () if tree is None else _entries(tree):
        if address := _link(entry):
            yield address, _text(entry, "updated", "modified", *_PUBLISHED)


def _channel(tree: Any) -> tuple[str | None, str | None]:
    """The title and the language of the feed."""
    channel = next((element for element in tree.iter() if _name(element) in ("channel", "feed")), tree)
    return _text(channel, "title"), _text(channel, "language")


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


def _source(entry: Any) -> str | None:
    """The feed from which an entry was taken over, where the feed says so: then that one is the outlet."""
    source = next((child for child in entry if _name(child) == "source"), None)
    if source is None:
        return None
    title = next((child for child in source if _name(child) == "title"), source)
    return " ".join((title.text or "").split()) or None


def _found(entry: Any, outlet: str | None, language: str | None, name: str) -> Found:
    body = _text(entry, "encoded", "content") or _text(entry, "description", "summary", "abstract") or _of_others(entry, "body", *_TOLD)
    title = _text(entry, "title") or _of_others(entry, "title")
    text = unwrapped(clean(words_of(body)))
    return Found(
        text=f"{words_of(title)}\n{text}" if title else text,
        name=_text(entry, "guid", "id", "identifier") or name,
        outlet=_source(entry) or outlet,
        url=_link(entry),
        title=words_of(title) if title else None,
        byline=_byline(entry),
        # Atom demands `updated` and leaves `published` to those who like
        published=_text(entry, *_PUBLISHED, "updated", "modified"),
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


def _of_others(entry: Any, *names: str) -> str:
    """What an entry that does not say it in its own words says in those of others: of players, of pictures, of pages."""
    for name in names:
        for child in entry:
            if isinstance(child.tag, str) and child.tag.rpartition("}")[2].rpartition(":")[2] == name and (text := _inside(child)):
                return text
    return ""


def _inside(element: Any) -> str:
    from lxml import etree

    if element.get("mode") == "base64" or not _IN_WORDS.match(element.get("type") or "text"):
        return _unpacked("".join(element.itertext()))
    if len(element) and any(str(child.tag).rpartition("}")[2].lower() in _MARKED for child in element):  # Atom's XHTML
        copy = deepcopy(element)
        for inner in copy.iter():
            if isinstance(inner.tag, str):
                inner.tag = inner.tag.rpartition("}")[2].lower()
        copy.tail = None
        return str(etree.tostring(copy, encoding="unicode", method="html")).strip()
    return "".join(element.itertext()).strip()


def _unpacked(text: str) -> str:
    """Words that lie in base64; as they stand if they do not."""
    try:
        return decode(b64decode("".join(text.split()), validate=True)).text.strip()
    except ValueError:
        return text.strip()


def _link(entry: Any) -> str | None:
    """The entry's own page: RSS writes it as text, Atom as an attribute, `alternate` where there are several."""
    links = [child for child in entry if _name(child) == "link"]
    for link in links:
        if (link.get("href") and link.get("rel", "alternate") == "alternate") or (link.text and link.text.strip()):
            return str(link.get("href") or link.text.strip())
    for child in entry:
        if _name(child) in ("guid", "id", "identifier") and child.get("isPermaLink", "true").lower() != "false":
            name = _inside(child)
            if name.lower().startswith(("http://", "https://")):
                return name
    return None


def _byline(entry: Any) -> str | None:
    authors = [child for child in entry if _name(child) == "author" and len(child)]
    if authors:
        return ", ".join(name for author in authors if (name := _text(author, "name"))) or None
    creators = [_inside(child) for child in entry if _name(child) == "creator"] or [_text(entry, "author") or _of_others(entry, "author")]
    return ", ".join(filter(None, map(_person, creators))) or None


def _person(written: str) -> str:
    """A name without the address for mails that RSS asks for beside it: “a@b.example (Ada Lund)”."""
    return _MAILED.sub("", written).strip().removeprefix("(").removesuffix(")").strip()
