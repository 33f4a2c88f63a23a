"""HTML as a tree that can be worked with, and the words of a piece of it."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from variorum.sources.decode import for_markup

# Nobody wrote a deeper page, or an element with more attributes; but tags are forgotten to be closed. The parser's time grows with the
# square of the attributes on one element, the extractor's with the depth: what is too deep is made much shallower.
DEEPEST, MADE_SHALLOW = 250, 50
_DEEP = f"boolean({'/*' * DEEPEST})"
MOST_ATTRIBUTES = 100
# Pairs of attributes of one element, in all elements with more than those: the parser compares as many in less than .1 s. Below it nothing
# is taken off: nearly each such "element" is a comparison in a program (`a<b`), and going through all tags of its page takes longer.
MOST_PAIRS = 10_000_000
MOST_TAGS = 1_000_000  # the parser takes some 400 bytes an element
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption", "pre", "td"})
NO_TEXT = frozenset({"nav", "footer", "script", "style", "noscript", "template"})
_PROGRAMS = frozenset({"script", "style", "noscript", "template"})
# Elements that are no lines of their own: their text goes on in the line around them.
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
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
    r"(?P<comment><!--(?:-?>|.*?(?:--!?>|\Z))|<\?[^>]*+>)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)|\Z)|</(?P<end>[a-z][^\s/>]*+)[^>]*+>?"
    rf"|(?P<head><(?P<name>[a-z][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+)(?P<surplus>(?:{_ATTRIBUTE})*+)(?P<tail>[\s/]*+>?)",
    re.IGNORECASE | re.DOTALL,
)
_LADEN = re.compile(rf"<[a-z][^\s/>]*+(?P<attributes>(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES + 1},}}+)", re.IGNORECASE)
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
# Tags that were written as text: once, as programs do that know no mark-up, or several times over.
_ESCAPED = re.compile(r"&(?:amp;){0,3}lt;(?:/?(?:p|div|br|span|strong|em|h\d|html|body|article)\b|!doctype html)", re.IGNORECASE)
_REAL = re.compile(r"<[a-zA-Z!]")
_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
MOST_ESCAPED = 4  # times
_SPACES = "\n\t\r\f\v"  # which, as blanks, count once in a row; those of other scripts stay


def tree_of(html: str) -> Any:
    """The page as parsed, no deeper and with no more attributes on one element than can be worked with; None where nothing is left."""
    from lxml import etree

    html = for_markup(html)
    if _pairs(html) > MOST_PAIRS:
        html = _TOKEN.sub(_unladen, html)
    tree = _parsed(html)
    if tree is not None and tree.xpath(_DEEP):  # the parser drops in silence what lies deeper than 2,048 elements
        tree = _parsed(_shallow(html))
    if tree is not None:  # programs put comments between the words of a sentence
        etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    return tree


def words_of(html: str) -> str:
    """The plain text of a piece of HTML as it stands in feeds and records: one paragraph a line. Text without tags stays as it is."""
    html = meant(html)
    if not re.search(r"<[a-zA-Z][^<>]*>|&[a-zA-Z#0-9]{2,8};", html):
        return html
    tree = tree_of(f"<div>{html}</div>")
    return "" if tree is None else "\n".join(lines_of(tree))


def meant(html: str) -> str:
    """Mark-up as it was meant that was saved as text, once or several times over; anything else as it is.

    A page with tags of its own counts where all its paragraphs are written so, and there are three marks of them or more.
    """
    for _ in range(MOST_ESCAPED):
        found = _ESCAPED.findall(html)
        if not found or (_REAL.search(html) and (len(found) < 3 or _PARAGRAPH.search(html))):
            break
        html = unescape(html)
    return html


def lines_of(tree: Any) -> list[str]:
    """The text of a tree as it would be shown: an element that is no part of a line ends it, and so do two breaks in a row."""
    lines: list[str] = []
    parts: list[str] = []
    broken = False

    def end() -> None:
        if line := squeezed("".join(parts)):
            lines.append(line)
        parts.clear()

    for event, element in _walk(tree):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            if event == "start":
                if broken:
                    end()
                parts.append("\n")
                broken = True
        elif tag and tag not in INLINE and tag not in _PROGRAMS:
            end()
        text = element.text if event == "start" else element.tail
        if text and (tag or event == "end"):
            parts.append(text)
            broken = broken and not text.strip()
    end()
    return lines


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Elements as they open and close, without those that hold no text (these only close)."""
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            yield "end", element
        elif event == "start" and element.tag in NO_TEXT:
            walk.skip_subtree()
        else:
            yield event, element


def paragraphs_of(tree: Any) -> list[str]:
    """Every paragraph of the page that is not inside another."""
    from lxml import etree

    kept = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag in BLOCKS:
            if line := text_of(element):
                kept.append(line)
            walk.skip_subtree()
        elif element.tag in NO_TEXT:
            walk.skip_subtree()
    return kept


def text_of(element: Any) -> str:
    """The words of an element on one line, without the programs in it."""
    if len(element) == 0:
        return "" if element.tag in _PROGRAMS else squeezed(element.text or "")
    if next(element.iter("script", "style", "noscript", "template"), None) is None:
        return squeezed(element.text_content())
    parts: list[str] = []
    _gather(element, parts)
    return squeezed("".join(parts))


def _gather(element: Any, parts: list[str]) -> None:
    """The pieces of text within an element, in order, but for those in programs."""
    if isinstance(element.tag, str) and element.tag not in _PROGRAMS:
        parts.append(element.text or "")
        for child in element:
            _gather(child, parts)
            parts.append(child.tail or "")


def squeezed(text: str) -> str:
    if text.isascii():
        return " ".join(text.split())
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    return " ".join(filter(None, text.split(" ")))


def _parsed(html: str) -> Any:
    from lxml import etree
    from lxml import html as pages

    read: Any = pages.document_fromstring  # lxml has no types
    made: Any = pages.HTMLParser
    parser = made(encoding="utf-8", huge_tree=True)
    # One kind of element for all tags: lxml.html asks a table of its own, in Python, whenever an element is looked at.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(**_kinds()))
    try:
        return read(html.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@cache
def _kinds() -> dict[str, Any]:
    from lxml import html as pages

    others = {"comment": pages.HtmlComment, "pi": pages.HtmlProcessingInstruction, "entity": pages.HtmlEntity}
    return {"element": pages.HtmlElement, **others}


def _pairs(html: str) -> int:
    """How many attributes the parser compares with each other in elements that have very many of them, and in what looks like these."""
    return sum(len(_ONE_ATTRIBUTE.findall(element["attributes"])) ** 2 for element in _LADEN.finditer(html))


def _unladen(token: re.Match[str]) -> str:
    """A tag with no more attributes than are kept; anything else as it is."""
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
