"""A second reading of a page: the paragraphs that stand beside those the first reader took, and that it left out.

Bodies lie in several containers with a picture or an advertisement between them; the first reader may take one of them and say nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from variorum.language.headings import is_beside
from variorum.sources.apart import APART, apart
from variorum.sources.markup import text_of, words_of
from variorum.text.normal import fold, key_of

_PARAGRAPHS = frozenset({"p", "li", "blockquote", "pre", "h2", "h3", "h4"})
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:https?:|/|#)[^()\s]*\)(?:\{:[^{}]*\})?")
_RAISED = re.compile(r"^\+\+\+ ?\w*", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)")
SHORTEST = 40  # letters; a shorter line stands anywhere on a page
LEAST_WORDS = 8
LEAST_WORDS_LISTED = 4
HELD_TWICE = 0.4  # of the sentences of a page that holds them twice; a half, less what stands in one of them alone
COVERED = 0.7  # of a text; the rest are marks and captions that JSON-LD has in between
MOST_LINKED = 0.4  # of a paragraph's letters; more is a list of links
LONG, MOST_LINKED_LONG = 20, 0.9  # words; writers link whole clauses of long paragraphs


def completed(text: str, tree: Any) -> str:
    """The text with the paragraphs of the article that are not in it, each where it stands on the page, and none of them twice."""
    lines = _once(text.split("\n"))
    taken = {key_of(line): number for number, line in enumerate(lines)}
    whole = key_of(text)
    shown = {element: text_of(element) for element in tree.iter("p", "li", "blockquote")}
    keys = {element: key_of(line) for element, line in shown.items()}
    known = [element for element, key in keys.items() if len(key) >= SHORTEST and key in taken]
    if not known:
        return "\n".join(lines)
    article = article_of(known)
    shapes = Counter(_shape(element.getparent()) for element in known)
    added: dict[int, list[str]] = {}
    last = -1
    holding = {_shape(above) for element in known for above in element.iterancestors()}
    for element in _paragraphs(article, holding):
        line = shown[element] if element in shown else text_of(element)
        key = keys[element] if element in keys else key_of(line)
        if key in taken:
            last = taken[key]
        elif key not in whole and (article.tag == "article" or _shape(_beside(element)) in shapes) and _is_body(element, line, last >= 0):
            added.setdefault(last, []).append(line)
            whole += key
    return "\n".join(line for number in range(-1, len(lines)) for line in (*lines[max(number, 0) : number + 1], *added.get(number, ())))


def left_out(text: str, tree: Any) -> list[str]:
    """The paragraphs that stand in the page's article and are not in its text: those of boxes, and of parts made otherwise.

    What is named furniture is none of these; nor is anything where the page does not say which of its elements is the article.
    """
    beside = tree.xpath("//article//aside//p | //main[not(.//article)]//p")
    if not beside:
        return []
    whole = key_of(text)
    found = []
    for element in beside:
        line = text_of(element)
        if len(line) < SHORTEST or key_of(line) in whole or not _is_body(element, line, begun=True):
            continue
        article = next(above for above in element.iterancestors() if above.tag in ("article", "main"))
        if not _is_furniture(element, article) and _holds(article, whole):
            found.append(line)
    return found


def _holds(article: Any, text: str) -> bool:
    """Does a paragraph of the text stand in this article?"""
    return any(len(key := key_of(text_of(element))) >= SHORTEST and key in text for element in article.iter("p"))


def _is_furniture(element: Any, article: Any) -> bool:
    """Does it stand in a part of the article that is named none of it, or in another text within it?"""
    for above in element.iterancestors():
        if above is article:
            return False
        if above.tag == "article" or (above.tag in APART and above.tag != "aside") or apart(above):
            return True
    return apart(element)


def repeated(body: str, tree: Any) -> str:
    """The text that JSON-LD repeats, in the paragraphs of the page if these hold most of it."""
    whole = key_of(body)
    shown = map(text_of, tree.iter("p", "li", "blockquote", "h2", "h3"))
    lines = [line for line in shown if len(key := key_of(line)) > 1 and key in whole]
    if sum(map(len, lines)) < COVERED * len(body):
        lines = [words for line in _unmarked(body).split("\n") if (words := words_of(line).strip())]
    return "\n".join(_once(lines))


def _unmarked(text: str) -> str:
    """A text without the marks of Markdown, in which some outlets keep what they tell machines."""
    text = _LINK.sub(r"\1", _RAISED.sub("", text))
    return _EMPHASIS.sub(r"\2", text)


def _once(lines: list[str]) -> list[str]:
    """The lines without those that come again, where a page holds its text twice, once for large and once for small screens."""
    keys = [key_of(line) if _ENDS.search(line) else "" for line in lines]
    long = [key for key in keys if len(key) >= SHORTEST]
    again = len(long) - len(set(long))
    if again < 2 or again < HELD_TWICE * len(long):  # a refrain, or what is said twice
        return lines
    seen: set[str] = set()
    kept = []
    for line, key in zip(lines, keys, strict=True):
        if len(key) < SHORTEST or key not in seen:
            kept.append(line)
        seen.add(key)
    return kept


def article_of(known: list[Any]) -> Any:
    """The element of the article that these paragraphs stand in."""
    above = Counter(ancestor for element in known for ancestor in element.iterancestors())
    common = [element for element, count in above.items() if count >= 0.8 * len(known)]
    for wanted in (_is_article, _is_main):
        if found := [element for element in common if wanted(element)]:
            return min(found, key=lambda element: sum(1 for _ in element.iterancestors())) if wanted is _is_article else found[0]
    return next((element for element in common if element.tag == "body"), common[-1] if common else known[0].getroottree().getroot())


def _is_article(element: Any) -> bool:
    return element.tag == "article" or "articlebody" in (element.get("itemprop") or "").lower()


def _is_main(element: Any) -> bool:
    return element.tag == "main" or element.get("role") in ("main", "article")


def _paragraphs(article: Any, holding: set[tuple[str, str]]) -> Iterator[Any]:
    """The paragraphs of an article in order, without what is set apart from it.

    `holding`: what holds a paragraph that was taken, and what is made like it, is not set apart, however it is named.
    """
    from lxml import etree

    walk = etree.iterwalk(article, events=("start",))
    for _, element in walk:
        if element is article or not isinstance(element.tag, str):
            continue
        if element.tag in APART or element.tag == "article" or (apart(element) and _shape(element) not in holding):
            walk.skip_subtree()
        elif element.tag in _PARAGRAPHS and element.tag[0] != "h":
            yield element
            walk.skip_subtree()


def _is_body(element: Any, line: str, begun: bool) -> bool:
    """Is the paragraph one that an article is made of? What is doubtful is left out. `begun`: does it stand below the first paragraph?"""
    folded = fold(line)
    others = [*element.itersiblings("li"), *element.itersiblings("li", preceding=True)] if element.tag == "li" else []
    listed = begun and len(others) > 0
    if len(line.split()) < (LEAST_WORDS_LISTED if listed else LEAST_WORDS) or not (listed or _ENDS.search(folded)):
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    if linked > (MOST_LINKED_LONG if len(line.split()) >= LONG else MOST_LINKED) * len(line):
        return False
    if next(element.iterancestors("a"), None) is not None:  # a card that leads to another text
        return False
    return not is_beside(folded)


def _beside(element: Any) -> Any:
    """The element whose part a paragraph is: of an item the one that the whole list stands in."""
    above = element.getparent()
    while element.tag == "li" and above is not None and above.tag in ("ul", "ol", "li"):
        above = above.getparent()
    return above


def _shape(element: Any) -> tuple[str, str]:
    return (str(element.tag), element.get("class") or "") if element is not None else ("", "")
