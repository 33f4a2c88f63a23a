"""Feeds (RSS 2.0 and Atom): an entry is a report, as far as the feed prints it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import decode, for_markup
from variorum.sources.make import STAGE, Found, named, report, whole
from variorum.sources.page import MOST_TAGS, words_of

_HEAD = re.compile(rb"<(?:rss\b|feed\b[^>]*http://www\.w3\.org/2005/Atom|rdf:RDF\b)")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as saved. Names are looked up without their namespaces: feeds differ in them more than in anything else."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".rss", ".atom") or bool(_HEAD.search(head[:2048]))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        decoded = decode(data, declared=True)
        if decoded.note:
            yield Problem(origin, STAGE, "encoding", decoded.note)
        root, damage = _tree(decoded.text)
        entries = [] if root is None else list(_entries(root))
        if damage or not entries:
            none = "" if entries else "The file looks like a feed, but no entry can be read from it."
            yield Problem(origin, STAGE, "feed", f"{none} {damage or ''}".strip())
        if not entries:
            return
        channel = next((element for element in root.iter() if _name(element) in ("channel", "feed")), root)
        outlet = _text(channel, "title")
        language = _text(channel, "language")
        name = named(path)
        for number, entry in enumerate(entries, 1):
            yield Record(f"Entry {number}", partial(_report, entry, outlet, language, name, origin, given))


def _report(entry: Any, outlet: str | None, language: str | None, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    yield report(_found(entry, outlet, language, name), origin, given)


def _tree(text: str) -> tuple[Any, str | None]:
    """The feed as far as it can be read, and a sentence where that is not to its end."""
    from lxml import etree

    # Nothing outside the file is fetched, and no entity is blown up: not where it stands, and in attributes only as far as the parser
    # allows whatever the size of the tree.
    limits: Any = {"huge_tree": True, "resolve_entities": False, "no_network": True}
    parser: Any = etree.XMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, **limits)
    if (tags := text.count("<")) > MOST_TAGS:
        return None, f"The feed has some {tags:,} tags; the limit is {MOST_TAGS:,}."
    try:
        root = etree.fromstring(for_markup(text).strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, f"The feed is damaged ({error})."
    fatal = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    return root, f"The feed is damaged in line {fatal.line} ({fatal.message}); it was read as far as that could be done." if fatal else None


def _entries(root: Any) -> Iterator[Any]:
    """The entries, without what lies in another entry."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _name(element) in ("item", "entry"):
            yield element
            walk.skip_subtree()


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
