"""HTML: trafilatura finds the main text and what the page says of itself; plain paragraphs are the way back where it finds none."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources.decode import Decoded, binary, decode
from variorum.sources.make import STAGE, Found, named, report, whole

_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|p|div)\b", re.IGNORECASE)
_SUFFIXES = (".html", ".htm", ".xhtml")
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption", "pre", "td")
_DATES = (
    '//meta[@property="article:published_time" or @property="og:article:published_time"]/@content',
    '//meta[@itemprop="datePublished" or @name="datePublished"]/@content',
    '//meta[@name="date" or @name="DC.date.issued" or @name="dc.date" or @name="parsely-pub-date"]/@content',
    '//meta[@name="pubdate" or @name="publishdate"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
    '//time[@pubdate or contains(@class, "publish")]/@datetime',
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # lxml refuses it in decoded text
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as saved: one report."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in _SUFFIXES or (path.suffix.lower() not in (".txt", ".text", ".md") and bool(_HEAD.search(head[:1024])))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Report | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
        elif what := binary(data):
            yield Problem(origin, STAGE, "binary", f"The file is {what}, not a page.")
        else:
            yield from of_page(decode(data, declared=True), named(path), origin, given)


def of_page(decoded: Decoded, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    """The report on one page, after a Problem if its encoding was guessed. `name` is what it is known by if it gives no address."""
    if decoded.note:
        yield Problem(origin, STAGE, "encoding", decoded.note)
    tree = _tree(decoded.text)
    found = None if tree is None else _found(tree, name)
    if found is None:
        yield Problem(origin, STAGE, "no text", "No text was found on the page; is it drawn by a program in the browser?")
    else:
        yield report(found, origin, given)


def words_of(html: str) -> str:
    """The plain text of a piece of HTML as it stands in feeds and records: one paragraph a line. Text without tags stays as it is."""
    if not re.search(r"<[a-zA-Z][^<>]*>|&[a-zA-Z#0-9]{2,8};", html):
        return html
    tree = _tree(f"<div>{html}</div>")
    if tree is None:
        return ""
    return "\n".join(_paragraphs(tree)) or _squeezed(tree.text_content())


def _tree(html: str) -> Any:
    from lxml import etree
    from lxml import html as pages

    read: Any = pages.document_fromstring  # lxml has no types
    try:
        return read(_DECLARATION.sub("", html.replace("\x00", "")))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _found(tree: Any, name: str) -> Found | None:
    from copy import deepcopy

    from trafilatura import bare_extraction, extract_metadata

    date = _date(tree)
    own_language = (tree.xpath("//html/@lang") or [None])[0]
    paragraphs = _paragraphs(tree)
    told = extract_metadata(deepcopy(tree), date_config={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"})
    main: Any = bare_extraction(tree, include_comments=False, favor_recall=True, with_metadata=False)
    text = _one_a_line((main.text or "") if main is not None else "")
    if len(text) < 0.1 * sum(map(len, paragraphs)):  # the extractor lost its way: take every paragraph, blocks are marked later
        text = "\n".join(paragraphs)
    if not text.strip():
        return None
    title = _squeezed(told.title or "") or None
    if title and not _opens_with(text, title):
        text = f"{title}\n{text}"
    return Found(
        text=text,
        name=name,
        outlet=told.sitename or (urlsplit(told.url).hostname if told.url else None),
        url=told.url,
        title=title,
        byline=told.author,
        published=date or told.date,
        language=own_language,
    )


def _one_a_line(text: str) -> str:
    return "\n".join(line for part in text.split("\n") if (line := part.strip().removeprefix("- ")))


def _opens_with(text: str, title: str) -> bool:
    """Is the title among the first lines? Compared by letters and digits, since pages set their quotes and dashes differently."""
    wanted = re.sub(r"[\W_]+", "", title).lower()
    return any(re.sub(r"[\W_]+", "", line).lower() == wanted for line in text.split("\n", 5)[:5])


def _paragraphs(tree: Any) -> list[str]:
    """Every paragraph of the page that is not inside another."""
    kept = []
    for element in tree.iter(*_BLOCKS):
        if any(ancestor.tag in (*_BLOCKS, "nav", "footer", "script", "style") for ancestor in element.iterancestors()):
            continue
        if line := _squeezed(element.text_content()):
            kept.append(line)
    return kept


def _squeezed(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def _date(tree: Any) -> str | None:
    """The moment of publication in the page's own metadata, with its time where it has one."""
    for path in _DATES:
        for value in tree.xpath(path):
            if value.strip():
                return str(value)
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            if date := _in_json(json.loads(script)):
                return date
        except (ValueError, RecursionError):
            continue
    return None


def _in_json(thing: Any, depth: int = 0) -> str | None:
    """`datePublished` of the article that JSON-LD describes."""
    if depth > 6:
        return None
    if isinstance(thing, list):
        return next((date for item in thing if (date := _in_json(item, depth + 1))), None)
    if not isinstance(thing, dict):
        return None
    if isinstance(date := thing.get("datePublished"), str) and "Article" in str(thing.get("@type", "Article")):
        return date
    return _in_json(thing.get("@graph"), depth + 1)
