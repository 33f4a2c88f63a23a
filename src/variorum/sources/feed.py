"""Feeds (RSS 2.0 and Atom): an entry is a report, as far as the feed prints it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources.make import STAGE, Found, named, report, whole
from variorum.sources.page import words_of

_HEAD = re.compile(rb"<(?:rss\b|feed\b[^>]*http://www\.w3\.org/2005/Atom|rdf:RDF\b)")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as saved. Names are looked up without their namespaces: feeds differ in them more than in anything else."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".rss", ".atom") or bool(_HEAD.search(head[:2048]))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        root = _tree(data)
        entries = [] if root is None else [element for element in root.iter() if _name(element) in ("item", "entry")]
        if root is None or not entries:
            yield Problem(origin, STAGE, "feed", "The file looks like a feed, but no entry can be read from it.")
            return
        channel = next((element for element in root.iter() if _name(element) in ("channel", "feed")), root)
        outlet = _text(channel, "title")
        language = _text(channel, "language")
        for number, entry in enumerate(entries, 1):
            made = report(_found(entry, outlet, language, named(path)), origin, given)
            yield Problem(origin, STAGE, made.kind, f"Entry {number}: {made.message}") if isinstance(made, Problem) else made


def _tree(data: bytes) -> Any:
    from lxml import etree

    # nothing outside the file is fetched, and no entity is blown up
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _found(entry: Any, outlet: str | None, language: str | None, name: str) -> Found:
    body = _text(entry, "encoded", "content") or _text(entry, "description", "summary") or ""
    title = _text(entry, "title")
    text = words_of(body)
    return Found(
        text=f"{words_of(title)}\n{text}" if title else text,
        name=_text(entry, "guid", "id") or name,
        outlet=outlet,
        url=_link(entry),
        title=words_of(title) if title else None,
        byline=_byline(entry),
        published=_text(entry, "pubDate", "published", "date", "issued"),
        language=language,
    )


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(parent: Any, *names: str) -> str | None:
    """The text of the first child of one of these names that has any."""
    for name in names:
        for child in parent:
            if _name(child) == name and (text := "".join(child.itertext()).strip()):
                return text
    return None


def _link(entry: Any) -> str | None:
    """The entry's own page: RSS writes it as text, Atom as an attribute, `alternate` where there are several."""
    links = [child for child in entry if _name(child) == "link"]
    for link in links:
        if (link.get("href") and link.get("rel", "alternate") == "alternate") or (link.text and link.text.strip()):
            return str(link.get("href") or link.text.strip())
    return None


def _byline(entry: Any) -> str | None:
    author = next((child for child in entry if _name(child) == "author"), None)
    if author is not None and len(author):
        return _text(author, "name")
    return _text(entry, "creator", "author")
