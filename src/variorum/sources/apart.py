"""What stands in or beside an article's element and is none of it: what is hidden, links to other texts, sign-ups, comments, share bars.

Known by what it is made of and by the names that makers of pages give it, which lie; so nothing is taken away that holds much of a page.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from variorum.sources.markup import NO_TEXT, text_of
from variorum.sources.wrapped import unwrapped
from variorum.text.normal import key_of

APART = NO_TEXT | {"aside", "figure", "figcaption", "form", "button", "select", "iframe", "svg", "video", "audio", "dialog", "table"}
# Names of parts of which each is furniture, however it looks.
_SURE = (
    r"newsletter\w*|sign-?up\w*|share(?:-?\w+)?|social(?:-?\w+)?|comments?(?:-?(?:list|section|area|form|box|wrapper|policy))?|kommentare?|"
    r"respond|licen[cs]e|author-?(?:bio|box|info|card)\w*|bio|most-?(?:read|popular)|cookie\w*|consent\w*|correction-?policy|breadcrumb\w*|"
    r"taboola\w*|outbrain\w*|advert\w*|ads?|disclaimer\w*|copyright\w*|post-?tags|sr-only|visually-?hidden|screen-reader-text|menu|poll|quiz"
    r"|reg-?wall|line-clamp-[1-4]|modal|pop-?up"
)
# Names of parts that are furniture where they consist of links.
_LINKING = (
    r"related\w*|promo\w*|recommend\w*|popular|trending|teaser\w*|sponsor\w*|sidebar\w*|widget\w*|read-?(?:more|also|next)|"
    r"more-?(?:on|from|stories)|tags?|topics?|embed\w*|listing|rail|nav(?:bar|igation|-\w+)?|gallery\w*|footer\w*|subscri\w*|paywall\w*|meta|"
    r"(?:post|entry)-?meta\w*|inline-?(?:link|article)\w*|see-?also|further-?reading|story-?links?|zum-?thema|mehr-?zum"
)
# Names of boxes that stand beside the text, with facts or a life in them: as `aside` they are told of where they are left out.
_BOXES = r"(?:[a-z]+-)*(?:info-?box|fact-?box|faktaboks|fakta-?(?:ruta|box)|infoboks|fact-?file|fm-box)(?:-\w+)*"
# Names of parts of which each is furniture where a heading in it leads to another text.
_CARDS = r"(?<![a-z])(?:card|tile)s?(?![a-z])|teaser|listing"
_HINTS = r"caption\w*|credit\w*|hidden"
_EDGES = r"(?:^|[\s_-])(?:{})(?:$|[\s_-])"
SURE = re.compile(_EDGES.format(_SURE), re.IGNORECASE)
LINKING = re.compile(_EDGES.format(_LINKING), re.IGNORECASE)
BOX = re.compile(_EDGES.format(_BOXES), re.IGNORECASE)
CARD = re.compile(_CARDS, re.IGNORECASE)
NAMED = re.compile(_EDGES.format(f"{_SURE}|{_LINKING}|{_HINTS}"), re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|a11y-hidden|is-hidden-visually|offscreen|accessibly-hidden)(?:$"
    r"|\s)"
)
_ON_LINKS = re.compile(  # what screens tell the blind of a link
    r"\(?(?:opens?|öffnet|wird geöffnet|s.ouvre|se abre|abre|åpnes|öppnas|åbner)\b.{0,20}\b(?:new|neue[nms]?|nouvel\w*|nueva|nova"
    r"|nyt?t?)\b.{0,20}"
    r"|\(?(?:im|in) (?:neuem|einem neuen|neuen) (?:Fenster|Tab)\)?|external link",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_][\w’' ]{1,24}[:|–»>-]\s*|[\W_]*")
# What stands before a link to another text without a mark, in the languages of the pages we know.
_ALSO = re.compile(
    r"[\W_]*(?:read (?:also|more|next|this)|also read|see also|more on this|related|watch|listen|(?:à )?lire (?:aussi|également)"
    r"|lesen sie (?:auch|hier)|lies auch|mehr (?:zum thema|dazu)|lee también|te puede interesar|leggi anche"
    r"|leia (?:também|mais)|les også|læs også"
    r"|läs (?:också|även|mer)"
    r"|lees ook|czytaj (?:także|też|więcej)|zobacz (?:też|także)|čtěte(?: také)?|lue myös|mer om)[\W_]*",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")  # of words: names made by a draw have humps too
_LINES = ("p", "h2", "h3", "h4", "h5", "div", "li")
_AS_WRITTEN = frozenset({"pre", "textarea", "script", "style"})  # line ends within these are shown, or are a program's
_PARTS = frozenset({"div", "section", "aside", "ul", "ol", "p", "span", "form", "figure", "footer", "header", "details"})
_SPACES = re.compile(r"[ \t\r\f\v\n]+")
MUCH = 0.25  # of the letters of a page's paragraphs: what is named furniture and holds more is not taken for it
LONGEST_CARD = 800  # characters, with the blanks between its elements
LONGEST_LINK = 300  # characters
LEAST_LISTED = 25  # characters of a link in a list; shorter ones are names of things, which a text may list
LINKED = 0.5  # of a part's letters stand in links
LONG_CELL = 800  # letters
SPOKEN = 70  # letters of an unseen piece within a line; more is a text that a script shows


def hidden(element: Any) -> bool:
    """Does the page's mark-up itself say that nobody sees it?"""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(HIDDEN.search(element.get("style") or ""))


def apart(element: Any) -> bool:
    """Is it hidden, or named as none of the article?"""
    return hidden(element) or any(map(_is_named_apart, names(element)))


@lru_cache(20_000)
def _is_named_apart(name: str) -> bool:
    return NAMED.search(name) is not None


def names(element: Any) -> Iterator[str]:
    return (_parted(value) for name in ("class", "id", "data-component", "role") if (value := element.get(name)))


def all_names(element: Any) -> str:
    """All names of an element."""
    return _joined(element.get("class"), element.get("id"), element.get("data-component"), element.get("role"))


@lru_cache(20_000)
def _joined(*values: str | None) -> str:
    return " ".join(_parted(value) for value in values if value)


@lru_cache(20_000)  # the parts of a site's pages have the same names
def _parted(name: str) -> str:
    """A name with a dash before each of its humps: "ArticleSharebar_newsletterBox" as other makers of pages write it."""
    return _HUMP.sub("-", name)


def without(tree: Any) -> Any:
    """A copy of the page without what is surely furniture: the first reader is not led astray by it."""
    tree = deepcopy(tree)
    _on_one_line(tree)
    _without_drawings(tree)
    _unbroken(tree)
    whole = sum(len(element.text_content()) for element in tree.iter("p")) or 1
    own = _own_places(tree)
    doomed = []
    gone: set[Any] = set()  # what stands in these
    for element in tree.iter(*_PARTS):
        unseen, sure, linking, box, card = _named(all_names(element))
        if box and element not in gone and not _of_picture(element) and _holds_little(element, whole):
            element.tag = "aside"
            continue
        if card and element not in gone and _is_card(element, whole, own):
            doomed.append(element)
            gone.update(element.iter())
            continue
        if not (unseen or sure or linking or element.tag == "span") or _of_code(element):
            continue
        if unseen or (element.tag == "span" and (hidden(element) or _ON_LINKS.fullmatch(element.text or ""))):
            if len(element.text_content()) <= SPOKEN:
                doomed.append(element)
            continue
        if not (sure or linking) or element in gone or _of_picture(element):
            continue
        if not _holds_little(element, whole):
            continue
        if sure or linked(element) > LINKED:
            doomed.append(element)
            gone.update(element.iter())
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()
    _without_layout(tree)
    return tree


def _unbroken(tree: Any) -> None:
    """Text that is shown as it was typed, with its lines broken at a width: a report of a wire, laid into a page as it came."""
    for part in [*tree.iter("pre")]:
        written = part.text_content()
        if len(part) == 0 and (joined := unwrapped(written)) != written:
            part.tag, part.text = "div", None
            for line in filter(None, map(str.strip, joined.split("\n"))):
                paragraph = part.makeelement("p")
                paragraph.text = line
                part.append(paragraph)


def _without_drawings(tree: Any) -> None:
    """Drawings go: their names for the blind are no words of the text."""
    for drawing in [*tree.iter("svg")]:
        drawing.drop_tree()


def _without_layout(tree: Any) -> None:
    """Tables that put parts of the page in their places become parts."""
    for table in [*tree.iter("table")]:
        if _lays_out(table):
            for part in [table, *table.iter("tbody", "thead", "tr", "td", "th")]:
                part.tag = "div"


def _holds_little(element: Any, whole: int) -> bool:
    """May it be furniture, by what it holds: not the headline, and no large part of the letters of the page's paragraphs?"""
    held = sum(len(part.text_content()) for part in element.iter("p"))
    return held <= MUCH * whole and next(element.iter("h1"), None) is None


@lru_cache(20_000)  # the parts of a site's pages have the same names
def _named(classes: str) -> tuple[bool, ...]:
    """Do the names say that a part is unseen, furniture, furniture if it consists of links, a box, furniture if it leads away?"""
    return tuple(pattern.search(classes) is not None for pattern in (_UNSEEN, SURE, LINKING, BOX, CARD))


def _of_code(element: Any) -> bool:
    """Does it stand in a piece of a program, whose words makers of pages name ("comment")?"""
    return element.tag == "span" and next(element.iterancestors("pre", "code"), None) is not None


def _is_card(element: Any, whole: int, own: set[str]) -> bool:
    """Does it announce another text: a heading that is a link to elsewhere, and a line or two below it, little of the page's letters?"""
    headings = list(element.iter("h2", "h3", "h4", "h5"))
    letters = len(element.text_content())
    if len(headings) != 1 or next(element.iter("h1"), None) is not None or letters > LONGEST_CARD:
        return False
    if (sum(len(part.text_content()) for part in element.iter("p")) or letters) > MUCH * whole:
        return False
    links = [link.get("href").strip() for link in (*headings[0].iter("a"), *headings[0].iterancestors("a")) if link.get("href")]
    return any(not link.startswith("#") for link in links) and not any(_place(link) in own for link in links)


def _own_places(tree: Any) -> set[str]:
    """The places on its site that a page calls its own."""
    told = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    told += [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    return {_place(address) for address in told if address} - {""}


def _place(address: str) -> str:
    """The place of an address on its site; empty for the first page of a site, and for what is no address."""
    try:
        return urlsplit(address.strip()).path.strip("/")
    except ValueError:  # a bracket that opens no address of the net
        return ""


def _of_picture(element: Any) -> bool:
    """Does it stand in a figure, or is it one? Whose picture it is stands under names that are furniture's elsewhere."""
    return element.tag in ("figure", "figcaption") or next(element.iterancestors("figure", "figcaption"), None) is not None


def _on_one_line(tree: Any) -> None:
    """Line ends within a page's text are spaces, as browsers show them; the first reader ends lines there."""
    as_written = {part for element in tree.iter(*_AS_WRITTEN) for part in element.iter()}
    for element in tree.iter():
        if (text := element.text) and ("\n" in text or "\r" in text) and element not in as_written:
            element.text = _on_one(text)
        if (text := element.tail) and ("\n" in text or "\r" in text) and element.getparent() not in as_written:
            element.tail = _on_one(text)


def _on_one(text: str) -> str:
    return " " if text.isascii() and text.isspace() else _SPACES.sub(" ", text)


def _lays_out(table: Any) -> bool:
    """Is it a table that puts the parts of a page in their places, as pages had them before style sheets?"""
    cells = [cell for cell in table.iter("td") if next(cell.iterancestors("table")) is table]
    long = [cell for cell in cells if next(cell.iter("p", "br", "ul"), None) is not None and len(cell.text_content()) > LONG_CELL]
    return bool(long) and sum(len(cell.text_content()) for cell in long) > 0.5 * len(table.text_content())


def linked(element: Any) -> float:
    """The share of an element's letters that stands in links."""
    whole = len(text_of(element))
    return sum(len(text_of(link)) for link in element.iter("a")) / whole if whole else 0.0


def led_away(tree: Any) -> set[str]:
    """The letters of lines that are links to other texts and no more than a label besides: "Read also: Ferry crews back the board"."""
    lines: dict[int, Any] = {}
    for link in tree.iter("a"):
        inside = [part for part in link.iter(*_LINES) if part.tag != "a"]
        for element in inside or [part for part in [next(link.iterancestors(*_LINES), None)] if part is not None]:
            lines[id(element)] = element
    found: set[str] = set()
    lists: dict[Any, _List] = {}
    for element in lines.values():
        if element.tag == "div" and next(element.iter("p", "div", "li", "ul", "h2", "h3"), element) is not element:
            continue
        line = text_of(element)
        if 0 < len(line) <= LONGEST_LINK and _leads_away(element, line, lists):
            found.add(key_of(line))
    found.discard("")
    plain = (element for element in tree.iter("p", "h1") if next(element.iter("a"), None) is None)
    return found - {key_of(text_of(element)) for element in plain if next(element.iterancestors("a"), None) is None}


def _is_link(item: Any) -> bool:
    """Is an item of a list a link and no more than a label besides?"""
    share = linked(item)
    if share > 0.9 or share <= LINKED:
        return share > 0.9
    label = text_of(item)
    for link in item.iter("a"):
        label = label.replace(text_of(link), "", 1)
    return bool(_LABEL.fullmatch(label.strip()))


class _List(NamedTuple):
    """Of the items of a list: is each a link and a label, and is each mostly a link and no sentence?"""

    labelled: bool
    linked: bool


def _list_of(item: Any, lists: dict[Any, _List]) -> _List:
    """What the list is in which an item stands. What is found out is kept in `lists`: a list is asked once."""
    parent = item.getparent()
    key = item if parent is None else parent
    if key not in lists:
        items = [item] if parent is None else list(parent.iterchildren("li"))
        mostly = len(items) > 1 and all(linked(one) > LINKED and not text_of(one).endswith((".", "!")) for one in items)
        lists[key] = _List(all(map(_is_link, items)), mostly)
    return lists[key]


def _leads_away(element: Any, line: str, lists: dict[Any, _List]) -> bool:
    if next(element.iterancestors("a"), None) is not None:
        return True
    links = [link for link in element.iter("a") if link.get("href") and not (link.get("href") or "").startswith("#")]
    if not links:
        return False
    if element.tag == "li" and len(line) >= LEAST_LISTED and _list_of(element, lists).linked:
        return True
    label = line
    for link in links:
        label = label.replace(text_of(link), "", 1)
    if not ((_LABEL.fullmatch(label.strip()) or _ALSO.fullmatch(label)) and sum(len(text_of(link)) for link in links) >= 0.6 * len(line)):
        return False
    if element.tag == "li":
        return len(line) >= LEAST_LISTED and _list_of(element, lists).labelled
    return not line.rstrip().endswith((".", ".”", ".\"", ".“"))
