"""Who wrote a page as readers see it: the names below the headline, behind a word for "by" or in an element called the author's."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from variorum.language.outlets import agency, outlet_called
from variorum.sources.markup import INLINE, NO_TEXT
from variorum.text.normal import key_of

MOST_LINES = 60  # below the headline: decks, share bars, a picture and its caption stand between
MOST_PROSE = 3  # paragraphs: a deck, a caption and the first of the text; behind them other texts are signed
WORDS_OF_PROSE = 15
WORDS_OF_OFFICE = 6
HIGHEST = 3  # elements around a name that may be called the author's
MOST_HEADINGS = 20
LONGEST_STAMP = 60  # characters before "by": when a text was published
OF_AUTHORS = re.compile(  # in the address of a link
    r"/(?:author|autor|profile|people/|by/|team/|staff/|reporter|journalist|auteur|contributor|redakt|editors?/|newsteam/)"
)
_SKIPPED = NO_TEXT | {"aside", "form", "select", "button", "iframe", "svg", "figure", "figcaption", "picture"}
_BY = re.compile(r"\b(?:(?:by|von|par|por|door|di|av|af|od)(?::|(?=\s|$))|(?-i:B[yY](?=[A-Z][\w.'’-]+ [A-Z])))\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:authors?|autor(?:in|en|ka|i|zy)?|auteurs?|writer|yaz(?:an|ar)|muhabir|szerző|írta|kirjoittaja|penulis|oleh|piše|autrice|autora"
    r"|forfatter|författare|автор|tác giả|redactor|verslaggever|skrevet av|skriven av"
    r"|(?:words|text|texte|texto|tekst|teksti|testo|текст)(?: (?:and|&|und|et|y|og|och) \w{4,12})?)\s*:\s*"
    r"|(?:une? (?:texte|article|reportage|analyse|récit) (?:de |d['’])"
    r"|(?:eine? )?(?:(?:gast|blog)?\s?beitrag|artikel|reportage) von\s*:?)\s*(?=(?-i:[^\W\da-z_]))",
    re.IGNORECASE,
)
# Whose the pictures are may stand on in the line of the author: "Text by Ada Lund Photographs by Ole Moe".
_OF_PICTURES = re.compile(
    r"\b(?:illustrat(?:ions?|ed)|photo(?:graph(?:s|y|ed)?|s)?|pictures?|images?|fotos?|bild(?:er)?|illustrationen|visuals?|video|graphics?)"
    r"\s*(?:by\b|von\b|par\b|por\b|:)",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(r"(?:authors?|autor(?:in|en)?|auteurs?|writer|by|von|par|por)\s*:?", re.IGNORECASE)
# What stands before "by": what was done, and when.
_STAMP = re.compile(
    r"written|report(?:ed|ing)|words|story|text|posted|published|updated|article|review|opinion|analysis|interview|compiled|perspective"
    r"|exclusive|commentary|essay|feature|on|at|am|pm|um|uhr"
    r"|(?:jan|febr)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|(?:nov|dec)(?:ember)?"
    r"|(?:geschrieben|veröffentlicht|publiée?|écrite?|rédigée?|publicad[oa]|escrit[oa]|scritt[oa]|pubblicat[oa]|skrevet|skriven|publisert|le|à|il"
    r"|a|el|las|de|am|den|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio"
    r"|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+(?:st|nd|rd|th)?|(?-i:[A-Z]{2,4})",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_AND = re.compile(r"&|\b(?:and|und|et|y|e|og|och|en|i)\b", re.IGNORECASE)
_JOIN = re.compile(r"(\s*(?:[;,|/·•&+]\s*|\b(?:and|und|et|y|e|og|och|en|i|with|mit|avec|con)(?:\s+|$))+)", re.IGNORECASE)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PARTICLE = r"(?:de|da|di|del|della|der|den|dem|van|von|zu|bin|ibn|al|el|la|le|du|dos|das|do|y|ter|ten|af|av)"
_PERSON = re.compile(rf"{_CAPITAL}[\w.'’-]*(?: (?:{_PARTICLE}|{_CAPITAL}[\w.'’-]*)){{0,3}} (?:[dlDL]['’])?{_CAPITAL}[\w.'’-]*")
# Words that no name of a person has: offices, parts of papers, what links of pages say, months that nobody is called.
_NO_PERSON = re.compile(
    r"\b(?:staff|news|newsroom|desk|daily|times|post|press|media|magazine|team|editors?|editorial|reporters?|correspondents?|writers?|columnists?"
    r"|producers?|contributors?|contributing|fellow|analyst|photographers?|redaktion|redakteur(?:in)?|journaliste?|presse|agency|agencies"
    r"|service|wire|special|guest|associate|senior|chief|deputy|political|business|published|updated|posted|share|follow|email|e-mail|view|see"
    r"|all|more|read|subscribe|comments?|photos?|fotos?|getty|images?|video|minutes?|min|hours?|ago|about|guidelines|profile|bio|articles?|stories"
    r"|posts|links?|january|february|july|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|university|department|institute)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(r"author(?!ed|i[sz]|it|ship)|byline|autor(?:in|en)?(?![a-z])|(?<!h)auteur|(?<![a-z])writer", re.IGNORECASE)
_OF_TOPICS = re.compile(r"/(?:topics?|tags?|categor(?:y|ies)|sections?)(?:/|$)")  # in the address of a link
# Parts of a page, below a text, that name those who wrote something else.
_OF_OTHERS = re.compile(
    r"(?:^|[\s_]|(?<!\bno)(?<!\bhas)-)(?:comments?|discussion|respond|related|teasers?)(?-i:(?![a-z]))(?!-(?:open|closed|count|off))",
    re.IGNORECASE,
)
_CALLED_BY = ("class", "rel", "itemprop", "data-testid")
_ASIDE = re.compile(r"\([^()]*\)")
# Behind a name in one piece with it: for whom or where somebody writes, a handle, when the text was published.
_BEHIND = re.compile(
    r"\s+(?:for (?:the )?(?-i:(?=[A-Z]))|in (?-i:(?=[A-Z]))|@|(?:published|updated|posted|last|first)\b|\d|[•|]"
    r"|(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d).*",
    re.IGNORECASE,
)
_MARKS = " \t\n\xa0,.:;|–—-·•()[]"

Token = tuple[str, Any]  # a piece of text and the element in which it stands


class Name(NamedTuple):
    """A name, and what kind of element it stands in: its tag and class."""

    text: str
    kind: str



def is_person(name: str) -> bool:
    """May this be the name of a person, by its form: two to five words in capitals, none of them an office or a part of a page?"""
    return bool(_PERSON.fullmatch(name)) and not _NO_PERSON.search(name) and outlet_called(name) is None


def headline_of(tree: Any, titles: Iterable[str | None]) -> Any:
    """The heading that readers see as the headline: the one with the page's title, else the first; None where there is none."""
    keys = {key_of(title) for title in titles if title}
    headings = list(islice(tree.iter("h1", "h2"), MOST_HEADINGS))
    first = next((element for element in headings if element.tag == "h1"), next(iter(headings), None))
    return next((element for element in headings if key_of(element.text_content()) in keys), first)


def below(headline: Any) -> list[str]:
    """The names of the first line below the headline that says whose the text is, and of those like it behind it."""
    prose = 0
    labelled = False
    found: list[Name] = []
    lines = [("".join(text for text, _ in line), line) for line in islice(_lines(headline), MOST_LINES)]
    last = max((number for number, (written, _) in enumerate(lines) if is_prose(written)), default=0)
    for number, (written, line) in enumerate(lines):
        over = not prose or number < last  # is there text below it?
        more = _signed(line, written, labelled, over) if not found else [name for name in _names(line, 0) if name.kind == found[0].kind]
        if found and not more and not _is_office(written):
            break
        found += more
        labelled = bool(_LABEL_ALONE.fullmatch(written.strip()))
        prose += is_prose(written)
        if prose == MOST_PROSE:
            break
    names: dict[str, str] = {}
    for name in found:
        names.setdefault(key_of(name.text), name.text)
    return list(names.values())


def _signed(line: list[Token], written: str, labelled: bool, over: bool) -> list[Name]:
    """The names of a line that says whose the text is.

    `labelled`: the line before was nothing but a word for "by"; `over`: it stands over the text, and not below it, where others are named.
    """
    at = 0 if labelled else _behind_by(written)
    if at is not None:
        pictures = _OF_PICTURES.search(written, at + 1)
        return _names(line, at, pictures.start() if pictures else None)
    return _names(line, 0) if not is_prose(written) and _is_called(line[0][1], over) else []


def is_prose(written: str) -> bool:
    """Is a line a paragraph of a text, by its words? A deck has fewer."""
    return len(written.split()) >= WORDS_OF_PROSE


def _behind_by(written: str) -> int | None:
    """Where the names begin in a line with a word for "by" at its beginning, or behind no more than when the text was published."""
    if label := _LABEL.match(written):
        return label.end()
    mark = _BY.search(written[:LONGEST_STAMP])
    if mark is None or not all(map(_STAMP.fullmatch, _WORD.findall(written[: mark.start()]))):
        return None
    return mark.end()


def _is_office(written: str) -> bool:
    """Does a line between two names say what the one is: "News Reporter"?"""
    return len(written.split()) <= WORDS_OF_OFFICE and bool(_NO_PERSON.search(written))


def _is_called(element: Any, by_class: bool) -> bool:
    """Is an element, or one close around it, a link to an author's page, or (`by_class`) called the author's and no link to a topic?"""
    around = (element, *islice(element.iterancestors(), HIGHEST))
    links = [one.get("href") or "" for one in around]
    if any(map(OF_AUTHORS.search, links)):
        return True
    called = any(_CALLED.search(one.get(name) or "") for name in _CALLED_BY for one in around)
    return by_class and called and not any(map(_OF_TOPICS.search, links))


def _names(line: list[Token], at: int, end: int | None = None) -> list[Name]:
    """The names from a place of the line on, to another, as long as something joins them or they stand in elements of one kind.

    Behind an office or a place ("Ada Lund, Political Editor, and ...") only "and" leads on to another name.
    """
    found: list[Name] = []
    joined, passed = True, False  # may a name come; was something passed by that is none?
    for part, element in _parts(line, at, end):
        if element is None:
            joined, passed = True, passed and not _AND.search(part)
            continue
        whole = _ASIDE.sub("", part).strip(_MARKS)
        name = _BEHIND.sub("", whole).strip(_MARKS)
        if not name or (passed and joined):
            continue
        if is_person(name) or agency(name) or _is_linked(name, element):
            kind = f"{element.tag} {element.get('class')}"
            if not joined and kind != found[0].kind:
                break
            found.append(Name(name, kind))
            joined, passed = False, name != whole
        elif found and joined:
            passed = True
        else:
            break
    return found


def _is_linked(name: str, element: Any) -> bool:
    """Does the link around a name of one word lead to the page of an author who is called so: `/author/ada`?"""
    link = next((one for one in (element, element.getparent()) if one is not None and one.tag == "a"), None)
    address = "" if link is None else (link.get("href") or "").rstrip("/")
    return bool(OF_AUTHORS.search(address)) and key_of(address.rpartition("/")[2]) == key_of(name) != ""


def _parts(line: list[Token], at: int, end: int | None) -> Iterator[tuple[str, Any]]:
    """What stands between the marks and words that join names, with its element; and these themselves, with None."""
    start = 0
    for text, element in line:
        for number, part in enumerate(_JOIN.split(text[max(0, at - start) : None if end is None else max(0, end - start)])):
            yield part, None if number % 2 else element
        start += len(text)


def _lines(headline: Any) -> Iterator[list[Token]]:
    """The lines of the page behind an element, as they would be shown, each as its pieces of text with blanks between them."""
    line: list[Token] = []
    for token in chain(_behind(headline), [None]):
        if token is None:
            if line:
                yield line
            line = []
        elif text := re.sub(r"\s+", " ", token[0]).lstrip("" if line else " "):
            apart = "" if not line or text[0] == " " or line[-1][0][-1] == " " else " "
            line.append((apart + text, token[1]))


def _behind(element: Any) -> Iterator[Token | None]:
    """All pieces of text behind an element; None where a line ends."""
    yield None
    for around in (element, *element.iterancestors()):
        parent = around.getparent()
        if parent is None:
            return
        if around.tail:
            yield around.tail, parent
        for sibling in around.itersiblings():
            yield from _within(sibling)
        if parent.tag not in INLINE:
            yield None


def _within(element: Any) -> Iterator[Token | None]:
    """The pieces of text of an element and what follows it within its parent."""
    if element.tag not in _SKIPPED and not any(_OF_OTHERS.search(element.get(name) or "") for name in ("id", "class")):
        block = element.tag not in INLINE
        if block:
            yield None
        if element.text:
            yield element.text, element
        for child in element:
            yield from _within(child)
        if block:
            yield None
    if element.tail:
        yield element.tail, element.getparent()
