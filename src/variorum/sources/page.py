"""HTML: trafilatura finds the main text and what the page says of itself; plain paragraphs are the way back where it finds none."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import Decoded, binary, decode, for_markup
from variorum.sources.make import STAGE, Found, named, report, whole

_LOG = logging.getLogger(__name__)
_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|p|div)\b", re.IGNORECASE)
_SUFFIXES = (".html", ".htm", ".xhtml")
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption", "pre", "td"})
_NO_TEXT = frozenset({"nav", "footer", "script", "style"})
_DATES = (
    '//meta[@property="article:published_time" or @property="og:article:published_time"]/@content',
    '//meta[@itemprop="datePublished" or @name="datePublished"]/@content',
    '//meta[@name="date" or @name="DC.date.issued" or @name="dc.date" or @name="parsely-pub-date"]/@content',
    '//meta[@name="pubdate" or @name="publishdate"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
    '//time[@pubdate or contains(@class, "publish")]/@datetime',
)
# Nobody wrote a deeper page, or an element with more attributes; but tags are forgotten to be closed. The parser's time grows with the
# square of the attributes on one element, the extractor's with the depth: what is too deep is made much shallower.
DEEPEST, MADE_SHALLOW = 250, 50
_DEEP = f"boolean({'/*' * DEEPEST})"
MOST_ATTRIBUTES = 100
# The extractor takes up to 100 µs an element; its second opinion (justext) and its tables grow with the square. The parser takes some
# 400 bytes an element. So the longer a page, the plainer it is read: without the second opinion, then every word of it, at last not at all.
MOST_COMPARED = 5_000
MOST_EXTRACTED = 20_000
WIDEST_ROW = 500
MOST_TAGS = 1_000_000
# Elements that end where the next of their kind begins, or have no end: however many are left open, none lies in another.
_SHALLOW = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param"}
    | {"head", "body", "html"}
)
# Comments, what browsers do not read as mark-up, and tags, each as a whole. No branch goes back over what it has read (`+` after a
# quantifier), so that the time grows with the page.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TOKEN = re.compile(
    r"(?P<comment><!--(?:-?>|.*?(?:--!?>|\Z)))|<(?P<raw>script|style)\b.*?(?:</(?P=raw)|\Z)|</(?P<end>[a-z][^\s/>]*+)[^>]*+>?"
    rf"|(?P<head><(?P<name>[a-z][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+)(?P<surplus>(?:{_ATTRIBUTE})*+)(?P<tail>[\s/]*+>?)",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as saved: one report."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in _SUFFIXES or (path.suffix.lower() not in (".txt", ".text", ".md") and bool(_HEAD.search(head[:1024])))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
        elif what := binary(data):
            yield Problem(origin, STAGE, "binary", f"The file is {what}, not a page.")
        else:
            yield Record("", lambda: of_page(decode(data, declared=True), named(path), origin, given))


def of_page(decoded: Decoded, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    """The report on one page, after a Problem if its encoding was guessed. `name` is what it is known by if it gives no address."""
    if decoded.note:
        yield Problem(origin, STAGE, "encoding", decoded.note)
    if (tags := decoded.text.count("<")) > MOST_TAGS:
        yield Problem(origin, STAGE, "size", f"The page has some {tags:,} tags; the limit is {MOST_TAGS:,}. Is it one report?")
        return
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
    """The page as parsed, no deeper and with no more attributes on one element than can be worked with; None where nothing is left."""
    html = _TOKEN.sub(_unladen, for_markup(html))
    tree = _parsed(html)
    if tree is not None and tree.xpath(_DEEP):  # the parser drops in silence what lies deeper than 2,048 elements
        tree = _parsed(_shallow(html))
    return tree


def _parsed(html: str) -> Any:
    from lxml import etree
    from lxml import html as pages

    read: Any = pages.document_fromstring  # lxml has no types
    parser: Any = pages.HTMLParser
    try:
        return read(html.encode(), parser=parser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _unladen(token: re.Match[str]) -> str:
    """A tag with no more attributes than are kept; of a comment nothing."""
    if token["comment"]:
        return ""
    return token["head"] + token["tail"] if token["surplus"] else token[0]


def _shallow(html: str) -> str:
    """A page without the tags that stand too deep: their text stays, with a line's end where they stood."""
    depth = dropped = 0

    def kept(token: re.Match[str]) -> str:
        nonlocal depth, dropped
        if (token["name"] or token["end"] or "br").lower() in _SHALLOW:
            return token[0]
        depth = max(0, depth - 1) if token["end"] else depth + 1
        if depth + bool(token["end"]) <= MADE_SHALLOW:
            return token[0]
        mark = "<br>" if token.start() > dropped else ""  # one for a row of them
        dropped = token.end()
        return mark

    return _TOKEN.sub(kept, html)


def _found(tree: Any, name: str) -> Found | None:
    date = _date(tree)
    own_language = (tree.xpath("//html/@lang") or [None])[0]
    paragraphs = _paragraphs(tree)
    elements = tree.xpath("count(//*)")
    plain = elements > MOST_EXTRACTED or tree.xpath(f"boolean(//tr[count(*) > {WIDEST_ROW}])")
    text, told = ("", None) if plain else _extracted(tree, fast=elements > MOST_COMPARED)
    if len(text) < 0.1 * sum(map(len, paragraphs)):  # the extractor lost its way: take every paragraph, blocks are marked later
        text = "\n".join(paragraphs)
    if told is None:  # it was not asked or failed: nothing is lost, all words of the page are taken
        text = text or "\n".join(filter(None, map(_squeezed, tree.xpath("//text()[not(parent::script or parent::style)]"))))
        return Found(text=text, name=name, published=date, language=own_language) if text else None
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


def _extracted(tree: Any, fast: bool) -> tuple[str, Any]:
    """The main text of a page and what it says of itself, by trafilatura; "" and None for what it fails at."""
    from trafilatura import bare_extraction, extract_metadata

    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    told = _unless_it_fails(extract_metadata, tree, date_config=dates)
    settings = {"include_comments": False, "favor_recall": True, "with_metadata": False, "fast": fast}
    main: Any = _unless_it_fails(bare_extraction, tree, **settings)
    return _one_a_line((main.text or "") if main is not None else ""), told


def _unless_it_fails(work: Callable[..., Any], tree: Any, **settings: object) -> Any:
    """What it makes of a copy of the page; None where it raises, as the page has words all the same."""
    try:
        return work(deepcopy(tree), **settings)
    except Exception:
        _LOG.warning("%s failed", work.__name__, exc_info=True)
        return None


def _one_a_line(text: str) -> str:
    return "\n".join(line for part in text.split("\n") if (line := part.strip().removeprefix("- ")))


def _opens_with(text: str, title: str) -> bool:
    """Is the title among the first lines? Compared by letters and digits, since pages set their quotes and dashes differently."""
    wanted = re.sub(r"[\W_]+", "", title).lower()
    return any(re.sub(r"[\W_]+", "", line).lower() == wanted for line in text.split("\n", 5)[:5])


def _paragraphs(tree: Any) -> list[str]:
    """Every paragraph of the page that is not inside another."""
    from lxml import etree

    kept = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag in _BLOCKS:
            if line := _squeezed(element.text_content()):
                kept.append(line)
            walk.skip_subtree()
        elif element.tag in _NO_TEXT:
            walk.skip_subtree()
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
