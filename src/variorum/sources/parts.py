"""What belongs to an article beside its paragraphs: the deck above it, the captions of its pictures and whose pictures they are.

The first reader passes these by, or takes them for paragraphs. Here they are found by the page's own elements, and each line of the report
is put where it stands on the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from variorum.model.report import Role
from variorum.sources.apart import all_names, hidden, linked, names
from variorum.sources.markup import NO_TEXT, text_of
from variorum.sources.second import article_of
from variorum.text.normal import key_of

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:\w+-?)?caption(?:-?(?:text|body|content|title))?(?:$|[\s_-])|bildunterschrift|bildtext|pie-?(?:de-)?foto"
    r"|legende?-photo|didascalia", re.I
)
_PICTURE_TEXT = re.compile(r"(?:img|image|photo|picture|bild|foto|gallery)[\w-]*?(?:desc\w*|text|info|legend)", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:img|images?|photos?|pictures?|figure|bild|foto|lightbox|gallery|slide\w*|media|video)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAY = re.compile(r"paywall|subscri|regist|log-?in|checkout|regwall", re.IGNORECASE)
_CREDIT = re.compile(
    r"credit|copyright|photographer|attribution|bildnachweis|quelle|fotograf|(?:^|[\s_-])source(?:$|[\s_-])|byline",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related\w*|promo\w*|recommend\w*|teaser\w*|read-?(?:more|also|next)|more-?(?:on|from|stories)|newsletter\w*|comments?"
    r"|share\w*|most-?(?:read|popular)|trending|author\w*|avatar|card|sponsor\w*|advert\w*|ads?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DECK = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:deck?|dek|sub-?(?:title|head(?:line)?)|intro\w*|summary|vorspann|chapo|chapeau|ingress|manchete|perex|abstract"
    r"|sapo|excerpt|description|lead-?text|teaser-?text|strapline|entradilla|sommario|occhiello|manchet|underrubrik)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "h2", "h3"})
_DECKS = _PARAGRAPHS | {"div", "span", "section", "strong"}
LEAST_LETTERS_OF_DECK = 30
LONGEST_CAPTION, LONGEST_DECK = 600, 700  # characters
LEAST_WORDS = 3  # of a caption; fewer are a button or a counter
LEAST_WORDS_OF_DECK = 6
MOST_CAPTIONS = 200
_CAPTIONS = ("figcaption", "p", "div", "span", "small", "cite", "dd")


class Line(NamedTuple):
    """A line of the report, and what it is where the page says it."""

    text: str
    role: Role | None = None
    at: str | None = None  # of an entry of a live blog: the moment at which it was posted
    opens: bool = False  # does an entry begin with it?


def placed(lines: list[str], tree: Any, descriptions: tuple[str, ...], titles: tuple[str, ...] = ()) -> list[Line]:
    """The lines with the captions, credits and the deck of the page among them; a paragraph that is a caption is one."""
    taken = {key: number for number, line in enumerate(lines) if len(key := key_of(line)) > 3}
    captions = {id(element): element for element in _captions(tree)}
    within = {id(part): part for element in captions.values() for part in element.iter()}  # held, as ids are of what lives
    keys = {element: key_of(text_of(element)) for element in tree.iter(*_PARAGRAPHS)}
    body = [element for element, key in keys.items() if key in taken and id(element) not in within]
    summed_up = {key for text in descriptions if len(key := key_of(text)) >= LEAST_LETTERS_OF_DECK}
    headed = tuple(key for title in titles if len(key := key_of(title)) > 3)
    page = _Page(taken, keys, "".join(map(key_of, lines)), summed_up, headed)
    for element in _around(article_of(body)).iter() if body else captions.values():
        if not isinstance(element.tag, str):
            continue
        if id(element) in captions:
            page.take_caption(element)
        elif id(element) not in within:
            page.take(element)
    if page.deck is not None:
        page.added[-1] = [page.deck, *page.added.get(-1, [])]
    made = [*page.added.get(-1, [])]
    for number, line in enumerate(lines):
        made += [Line(line, page.roles.get(number)), *page.added.get(number, [])]
    return made


@dataclass(slots=True)
class _Page:
    """A page as it is gone through from top to bottom: what was found, and behind which of the lines it stands."""

    taken: dict[str, int]  # letters of a line -> its number
    keys: dict[Any, str]  # of the page's paragraphs
    told: str  # the letters of all lines
    wanted: set[str]  # the letters of how the page is summed up for machines
    titles: tuple[str, ...] = ()  # the letters of the headlines; what holds one of them is no deck
    added: dict[int, list[Line]] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    deck: Line | None = None
    last: int = -1
    begun: bool = False  # has the first paragraph been passed?
    headed: bool = False

    def take_caption(self, element: Any) -> None:
        for line in _pictured(element):
            key = key_of(line.text)
            if key in self.taken:
                self.roles[self.taken[key]] = line.role or "caption"
            elif key and key not in self.told:
                self.added.setdefault(self.last, []).append(line)
                self.told += key

    def take(self, element: Any) -> None:
        if element.tag == "h1":
            self.headed = True
        elif element.tag in _PARAGRAPHS and (number := self.taken.get(self.keys.get(element, ""))) is not None:
            self.last, self.begun = number, self.begun or element.tag == "p"
        elif not self.begun and self.deck is None and element.tag in _DECKS:
            deck = _deck(element, self.wanted, self.headed, self.told)
            self.deck = None if deck and any(title in key_of(deck.text) for title in self.titles) else deck


def _captions(tree: Any) -> Iterator[Any]:
    """The elements that hold a caption, or the credit of a picture, none within another, and none of other texts' pictures."""
    inside: dict[int, Any] = {}
    found = 0
    for element in tree.iter(*_CAPTIONS):
        if id(element) in inside or found >= MOST_CAPTIONS:
            continue
        if element.tag != "figcaption" and not (_is_named_caption(element) or _below_picture(element)):
            continue
        if any(_foreign(above) for above in element.iterancestors()) or hidden(element):
            continue
        inside.update((id(part), part) for part in element.iter())
        found += 1
        yield element


def _is_named_caption(element: Any) -> bool:
    caption, credit = _named(all_names(element))
    return caption or (credit and any(above.tag in ("figure", "picture") for above in islice(element.iterancestors(), 4)))


@lru_cache(20_000)  # the parts of a site's pages have the same names
def _named(classes: str) -> tuple[bool, bool]:
    """Do the names say that a part is a caption, that it is a credit?"""
    return bool(_CAPTION.search(classes) or _PICTURE_TEXT.search(classes)), bool(_CREDIT.search(classes))


def _below_picture(element: Any) -> bool:
    """Is it the one paragraph of an element that is named a picture's and holds one?"""
    around = element.getparent()
    if element.tag != "p" or around is None or not any(_PICTURE.search(name.replace("-widget", "")) for name in names(around)):
        return False
    return next(around.iter("img"), None) is not None and sum(1 for _ in around.iter("p")) == 1


def _foreign(element: Any) -> bool:
    return element.tag in NO_TEXT or any(_OTHERS.search(name) for name in names(element))


def _pictured(element: Any) -> Iterator[Line]:
    """A caption, and behind it its credit where an element of its own holds it."""
    whole = text_of(element)
    if not whole or len(whole) > LONGEST_CAPTION or linked(element) > 0.9:
        return
    credits = [part for part in element.iterdescendants() if isinstance(part.tag, str) and _CREDIT.search(all_names(part))]
    credit = text_of(credits[0]) if credits else ""
    if not credits and _CREDIT.search(all_names(element)) and element.tag != "figcaption":
        yield Line(whole, "credit")
        return
    if credit and credit != whole and whole.endswith(credit):
        if len((shown := whole[: -len(credit)].strip()).split()) >= LEAST_WORDS:
            yield Line(shown, "caption")
        yield Line(credit, "credit")
    elif credit and credit == whole:
        yield Line(whole, "credit")
    elif len(whole.split()) >= LEAST_WORDS:
        yield Line(whole, "caption")


def _around(article: Any) -> Any:
    """The article's element with its head: the picture above the text and the deck may stand beside the text's own element."""
    for element in article.iterancestors():
        if element.tag in ("article", "main") or element.get("role") == "main":
            return element
    above = article.getparent()
    return article if article.tag in ("article", "main", "body", "html") or above is None or above.tag in ("html",) else above


def _deck(element: Any, wanted: set[str], headed: bool, told: str) -> Line | None:
    """The paragraph above the text that sums it up: the page's own description, or one that is named so under the headline."""
    called = headed and _DECK.search(all_names(element))
    if not (called or wanted) or next(element.iter("p", "div", "ul", "h1", "h2"), element) is not element:
        return None
    line = text_of(element)
    if not 20 < len(line) <= LONGEST_DECK or len(line.split()) < LEAST_WORDS_OF_DECK or hidden(element):
        return None
    if any(_PAY.search(name) or _PICTURE.search(name) for above in (element, *list(element.iterancestors())[:3]) for name in names(above)):
        return None
    key = key_of(line)
    if key in told or linked(element) > 0.3 or not (called or key in wanted):
        return None
    return Line(line, "deck")
