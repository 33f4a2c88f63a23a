"""Who wrote a page as readers see it: the names behind a word for "by", or in an element that is called the author's, below the headline."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from variorum.language.outlets import agency, outlet_called
from variorum.sources.markup import INLINE, NO_TEXT

MOST_LINES = 60  # below the headline: decks, share bars, a picture and its caption stand between
MOST_PROSE = 3  # paragraphs: a deck, a caption and the first of the text; behind them other texts are signed
WORDS_OF_PROSE = 15
WORDS_OF_OFFICE = 6
HIGHEST = 3  # elements around a name that may be called the author's
OF_AUTHORS = re.compile(
    r"/(?:author|autor|profile|people/|by/|team/|staff/|reporter|journalist|auteur|contributor|redakt|editors?/|newsteam/)"  # in the address of a link
)
_SKIPPED = NO_TEXT | {"aside", "form", "select", "button", "iframe", "svg", "figure", "figcaption", "picture"}
_WORD_FOR_BY = r"(?:by|von|par|por|door|di|av|af|od|door)"
# What may stand before: when it was posted, what was done. Behind a label a name needs no word for "by".
_DONE = r"(?:written|reported|words|story|text|posted|published|updated|article|review|opinion|analysis|interview|compiled)"
_MARK = re.compile(
    rf"(?:[\W_]*(?:(?:(?:{_DONE}|on|at|am|le|el|um|Uhr)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[^\W\d_]{{3,9}}\.?(?=,? \d)|\d[\d./:]*(?:st|nd|rd|th|am|pm|h)?|[AP]M\b|[A-Z]{{2,4}}\b)[\s,.|·•–-]*)"
    rf"{{0,12}}\b{_WORD_FOR_BY}(?::|\b(?=\s|$))|(?:authors?|autor(?:in|en)?|auteurs?|writer|words|text|texte|texto|tekst)\s*:)\s*",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(r"(?:authors?|autor(?:in|en)?|auteurs?|writer|by|von|par|por)\s*:?", re.IGNORECASE)
_AND = r"(?:&|\b(?:and|und|et|y|e|og|och|en|i)\b(?=\s|$))"
_JOIN = re.compile(rf"(\s*(?:[;,|/·•&+]|{_AND}|\b(?:with|mit|avec|con)\b(?=\s|$))\s*)+", re.IGNORECASE)
_JOINS_ALL = re.compile(_AND, re.IGNORECASE)
_PARTICLES = r"(?:de|da|di|del|della|der|den|dem|van|von|zu|bin|ibn|al|el|la|le|du|dos|das|do|y|ter|ten|af|av)"
_FIRST_LETTER = r"[^\W\d_a-zß-öø-ÿ]"
_PERSON = re.compile(rf"{_FIRST_LETTER}[\w.'’-]*(?: (?:{_PARTICLES}|{_FIRST_LETTER}[\w.'’-]*)){{1,4}}")
# Words that no name of a person has: offices, parts of papers, what links of pages say, months that nobody is called.
_NO_PERSON = re.compile(
    r"\b(?:staff|news|newsroom|desk|daily|times|post|press|media|magazine|team|editors?|editorial|reporters?|correspondents?|writers?|columnists?"
    r"|producers?|contributors?|contributing|fellow|analyst|photographers?|redaktion|redakteur(?:in)?|journaliste?|presse|agency|agencies"
    r"|service|wire|special|guest|associate|senior|chief|deputy|political|business|published|updated|posted|share|follow|email|e-mail|view|see"
    r"|all|more|read|subscribe|comments?|photos?|getty|images?|video|minutes?|min|hours?|ago|about|guidelines|profile|bio|articles?|stories|posts"
    r"|january|february|july|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|university|department|institute)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[\W_]+")
_CALLED = re.compile(r"author|byline|autor|auteur|writer", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_MARKS = " \t\n\xa0,.:;|–—-·•()[]"


class Name(NamedTuple):
    """A name, and what element it stands in: its tag and class."""

    text: str
    kind: str


Token = tuple[str, Any]  # a piece of text and the element in which it stands


def key(text: str) -> str:
    """What tells names and titles apart: their letters and digits, in small ones."""
    return _LETTERS.sub("", text).lower()


def headline_of(tree: Any, titles: Iterable[str | None]) -> Any:
    """The heading that readers see as the headline: the one with the page's title, else the first; None where there is none."""
    keys = {key(title) for title in titles if title}
    headings = list(islice(tree.iter("h1", "h2"), 20))
    first = next((element for element in headings if element.tag == "h1"), next(iter(headings), None))
    return next((element for element in headings if key(element.text_content()) in keys), first)


def below(headline: Any) -> list[str]:
    """The names of the first line below the headline that says whose the text is, and of those like it behind it; none where no line does."""
    prose = 0
    labelled = False
    found: list[Name] = []
    for line in islice(_lines(headline), MOST_LINES):
        written = "".join(text for text, _ in line)
        if found:
            more = [name for name in _names(line, 0) if name.kind == found[0].kind]
            if not more and not _is_office(written):
                break
            found += more
        elif (mark := _MARK.match(written)) or labelled:
            found = _names(line, mark.end() if mark else 0)
        elif len(written.split()) < WORDS_OF_PROSE and _is_called(line[0][1]):
            found = _names(line, 0)
        labelled = bool(_LABEL_ALONE.fullmatch(written.strip()))
        prose += len(written.split()) >= WORDS_OF_PROSE
        if prose == MOST_PROSE:
            break
    return list({key(name.text): name.text for name in reversed(found)}.values())[::-1]


def _is_office(written: str) -> bool:
    """Does a line between two names say what the one is: "News Reporter"?"""
    return len(written.split()) <= WORDS_OF_OFFICE and bool(_NO_PERSON.search(written))


def is_person(name: str) -> bool:
    """May this be the name of a person, by its form: two to five words in capitals, none of them an office or a part of a page?"""
    return bool(_PERSON.fullmatch(name)) and not _NO_PERSON.search(name) and outlet_called(name) is None


def _is_called(element: Any) -> bool:
    around = (element, *islice(element.iterancestors(), HIGHEST))
    return any(OF_AUTHORS.search(one.get("href") or "") for one in around) or any(_CALLED.search(f"{one.get('class')} {one.get('rel')} {one.get('itemprop')} {one.get('data-testid')}") for one in around)


def _names(line: list[Token], at: int) -> list[Name]:
    """The names from a place of the line on, as long as something joins them or they stand in elements of one kind.

    Behind an office or a place ("Ada Lund, Political Editor, and ...") only "and" leads on to another name.
    """
    found: list[Name] = []
    joined, passed = True, False
    start = 0
    for text, element in line:
        piece = text[max(0, at - start) :]
        start += len(text)
        kind = f"{element.tag} {element.get('class')}"
        for number, part in enumerate(_JOIN.split(piece)):
            if number % 2:
                joined, passed = True, passed and not _JOINS_ALL.search(part)
                continue
            name = _ASIDE.sub("", part).strip(_MARKS)
            if not name or (passed and joined):
                continue
            if not is_person(name) and not agency(name) and found and joined:
                passed = True
                continue
            if not (joined or kind == found[0].kind) or not (is_person(name) or agency(name)):
                return found
            found.append(Name(name, kind))
            joined = False
    return found


def _lines(headline: Any) -> Iterator[list[Token]]:
    """The lines of the page behind an element, as they would be shown, each as its pieces of text, with single blanks."""
    line: list[Token] = []
    for token in _behind(headline):
        if token is None:
            if line:
                yield line
            line = []
        elif text := re.sub(r"\s+", " ", token[0]).lstrip("" if line else " "):
            apart = "" if not line or text[0] == " " or line[-1][0][-1] == " " else " "
            line.append((apart + text, token[1]))
    if line:
        yield line


def _behind(element: Any) -> Iterator[Token | None]:
    """All pieces of text behind an element; None where a line ends."""
    yield None
    for around in (element, *element.iterancestors()):
        if around.tail and around.getparent() is not None:
            yield around.tail, around.getparent()
        for sibling in around.itersiblings():
            yield from _within(sibling)
        if around.getparent() is not None and around.getparent().tag not in INLINE:
            yield None


def _within(element: Any) -> Iterator[Token | None]:
    if isinstance(element.tag, str) and element.tag not in _SKIPPED:
        if element.tag not in INLINE:
            yield None
        if element.text:
            yield element.text, element
        for child in element:
            yield from _within(child)
        if element.tag not in INLINE:
            yield None
    if element.tail:
        yield element.tail, element.getparent()
