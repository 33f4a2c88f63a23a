"""Who wrote a page: of what its data and its meta elements list, what it links and what it shows."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import unescape
from itertools import chain, islice
from typing import Any

from variorum.language.outlets import agency
from variorum.sources.bylines import OF_AUTHORS, is_person, is_prose
from variorum.sources.markup import squeezed, text_of
from variorum.text.normal import key_of

_SHOWN_AUTHORS = '//*[@rel="author"] | //*[@itemprop="author"]//*[@itemprop="name"] | //*[@itemprop="author" and not(*)]'
_NO_NAME = re.compile(
    r"https?://|www\.|@|\[at\]|\d{3}|[<>]|^(?:by|author|admin|staff|editor|newsroom|unknown|none|null|undefined|name|human|menu|link\d*|e-?mail\b.*"
    r"|(?:see|view|show|read|contact|follow|share|subscribe|archiv|alle?|weiter\w*|mehr|afficher|voir|ver|ler)\b.*|.*\b(?:guidelines|profile?)\b.*"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:(?:written|reported|words|story|text|posted|published)\s+)?by[:\s]|(?:von|par|por|door|af|av|di|oleh|oprac\.|opr\.)(?:\s"
    r"|:)(?=\s*[A-Z])|(?:text|tekst|texte|texto|teksti|testo|words|autor(?:in)?|auteur|penulis|reporter|автор|текст|yazan)\s*:)\s*",
    re.I,
)
_JOINED = re.compile(
    r"\s*(?:;|\||\n|,(?!\s*(?:Jr|Sr|Inc|II|III)\b)|\s&\s|\s(?:and|And|AND|und|og|och|et|en|im Gespräch mit|in conversation with)\s)\s*"
)
# Between two whole names these join; within one they are a part of it ("Ortega y Gasset").
_JOINED_WHOLE = re.compile(r"\s(?:y|e|i|ja|ve|dan|és|și|и|та)\s|\s*/\s*")
# What programs of weblogs write around the name of an author, and for whom somebody writes.
_ALL_OF = re.compile(
    r"^(?:view|show|see|zeige|ver|voir|afficher)?\s*(?:all|alle|alles|todas?|tous)?\s*(?:other )?"
    r"(?:(?:posts?|articles?|stories|entries|beiträge|artikel|entradas|les articles|content)\s+)?"
    r"(?:by|from|von|de|par|por)\s+(?=[^\W\d_])"
    r"|^(?:more (?:by|from|about|on)|mehr (?:über|von)|alles von|author|autor(?:in)?)[:\s]+(?=[^\W\d_])",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(r"\s+[Ff]or (?:[Tt]he )?(?=[A-Z])(?:[\w.'’]+ ?){1,6}$")
_LETTERS_BEHIND = re.compile(r"\s*\([^\W\d_][\w./-]{0,5}\)$")  # "Oline Berg (obe)", as desks sign
# A month is none of a name behind a word for the day; behind a whole name those are none that no family is called by.
_DAY_BEHIND = re.compile(
    r" (?:am|on) (?:January|February|March|April|May|June|July|August|September|October|November|December)$", re.IGNORECASE
)
_WHEN_BEHIND = re.compile(r" (?:January|February|July|September|October|November|December|vor|ago)$", re.IGNORECASE)
_PLACE_BEHIND = re.compile(r" (?:(?:reports|reporting) )?(?:in|from) [A-Z].*$")  # "Ada Lund in Holm"
_ROLE_BEHIND = re.compile(r"\s*[(–-]\s*(?:author|editor|reporter)\)?$|\s+기자$", re.IGNORECASE)
_OF_AUTHOR = re.compile(r"author|autor|byline|writer|auteur|journalist|reporter|contributor|redakt", re.IGNORECASE)
LONGEST_BYLINE = 80


def byline(
    tree: Any, listed: Sequence[str], asked: Sequence[Callable[[], Iterable[str]]], seen: Sequence[str], outlets: set[str]
) -> str | None:
    """The authors that a page's data list, else those that the next of `asked` tells, else those `seen` below the headline, else the
    links to them.

    The outlet's own name (`outlets`, as `key` has them) only where no other is told, or none but agencies beside it in one list.
    """
    own = None
    if len(listed) > 1:  # the outlet among others is one of them
        outlets = outlets - set(map(key_of, listed)) if any(key_of(name) not in outlets for name in listed) else outlets
    sources: list[Callable[[], Iterable[str]]] = [lambda: listed, *asked, lambda: seen, partial(_shown, tree)]
    for source in sources:
        names: dict[str, str] = {}
        for written in source():
            listing = list(_names(_without_outlet(written, outlets)))
            beside_agencies = any(map(agency, listing)) and all(agency(name) or key_of(name) in outlets for name in listing)
            for name in listing:
                if key_of(name) not in outlets or beside_agencies:
                    names.setdefault(key_of(name), name)
                else:
                    own = own or name
        if names:
            told = _as_seen(names, {key_of(name): name for name in seen})
            other = None if listed else _by_two(told, [*(ask() for ask in asked), seen], tree)
            return ", ".join((other or told).values())
    linked = _linked(tree)
    persons = [name for of, name in linked.items() if of not in outlets] or _signed(tree, outlets)
    return ", ".join(persons) or own or next(iter(linked.values()), None)


def guessed(names: str | None) -> str | None:
    """The names in what a guess takes for authors; None where there are none."""
    return ", ".join(_names(names or "")) or None


def _without_outlet(written: str, outlets: set[str]) -> str:
    """Authors without the outlet that stands before or behind a dash: "The Gull - Ada Lund"."""
    parts = written.split(" - ")
    others = [part for part in parts if key_of(part) not in outlets]
    return "; ".join(others) if others and len(others) < len(parts) else written


def _signed(tree: Any, outlets: set[str]) -> list[str]:
    """The persons whose names stand alone and in bold right above the first paragraph of the text."""
    for element in tree.xpath("//p[strong or b][following-sibling::p]")[:40]:
        line = text_of(element)
        bold = "".join(part.text_content() for part in element.xpath("./strong | ./b"))
        if not 0 < len(line) <= LONGEST_BYLINE or key_of(bold) != key_of(line):
            continue
        if not _is_prose(next(element.itersiblings("p"))) or any(map(_is_prose, element.itersiblings("p", preceding=True))):
            continue
        names = [name for part in line.split("/") for name in _names(part)]
        if names and all(is_person(name) and name == name.title() and key_of(name) not in outlets for name in names):
            return names
    return []


def _is_prose(element: Any) -> bool:
    return is_prose(text_of(element))


def _as_seen(names: dict[str, str], seen: dict[str, str]) -> dict[str, str]:
    """The authors that the page shows where they are more than its data name, or where these are no persons: some systems know one author
    only, a desk, or who keyed the text in.
    """
    strangers = seen and seen.keys().isdisjoint(names) and not any(map(is_person, names.values()))
    return seen if strangers or seen.keys() > names.keys() else names


def _by_two(told: dict[str, str], sources: Sequence[Iterable[str]], tree: Any) -> dict[str, str] | None:
    """The person whom two places of the page name where the one name `told` stands in one alone: the house that owns the outlet, say.

    `sources`: what each kind of its meta elements lists, and what is seen below the headline; links to authors are one more.
    """
    places = [{key_of(name): name for written in source for name in _names(written)} for source in sources]
    others = [names for names in places if names and told.keys().isdisjoint(names)]
    if len(told) > 1 or not others or len(others) + 1 < sum(map(bool, places)):
        return None
    places.append({key_of(name): name for written in _shown(tree) for name in _names(written)} | _linked(tree))
    if told.keys() <= places[-1].keys():
        return None
    able = ({of: name} for names in others for of, name in names.items() if len(names) == 1 and is_person(name))
    return next((names for names in able if sum(names.keys() <= place.keys() for place in places) > 1), None)


def _linked(tree: Any) -> dict[str, str]:
    """Those whose pages are linked, side by side, by an element that is called the author's: the first such place.

    Where no element is called so, the one person whose page is linked at all.
    """
    alone: dict[str, str] = {}
    links = (link for link in tree.iter("a") if OF_AUTHORS.search(link.get("href") or ""))
    for link in islice(links, 200):
        if link.xpath("boolean(ancestor::nav or ancestor::footer or ancestor::aside)"):
            continue
        around = next((element for element in (link, *_above(link, 3)) if _OF_AUTHOR.search(element.get("class") or "")), None)
        place = link if around is None else link.getparent() if around is link else around
        found: dict[str, str] = {}
        for other in place.iter("a"):
            for name in _names(other.text_content()):
                if is_person(name):
                    found.setdefault(key_of(name), name)
        if found and around is not None:
            return found
        alone |= found
    return alone if len(alone) == 1 else {}


def _above(element: Any, most: int) -> list[Any]:
    return list(element.iterancestors())[:most]


def _shown(tree: Any) -> list[str]:
    return [element.text_content() for element in tree.xpath(_SHOWN_AUTHORS)[:6] if element.tag != "meta"]


def _whole_names(part: str) -> list[str]:
    """The names in a part of a list: several where each is a whole one, or an agency."""
    names = _JOINED_WHOLE.split(part)
    return names if all(len(name.split()) > 1 or agency(name.strip()) for name in names) else [part]


def _names(written: str) -> Iterator[str]:
    """Names of persons and bodies in a written list of authors."""
    lines = "\n".join(" ".join(line.split()) for line in unescape(written).splitlines())  # runs of blanks cost the square of their length
    for part in chain.from_iterable(map(_whole_names, _JOINED.split(lines))):
        name = _FOR_WHOM.sub("", _ALL_OF.sub("", _BY.sub("", squeezed(part).strip("→»› "))))
        name = _without_day(_ROLE_BEHIND.sub("", _LETTERS_BEHIND.sub("", name))).strip(" ,.-–|")
        if 1 < len(name) <= 80 and not _NO_NAME.search(name) and len(name.split()) <= 7:
            yield name


def _without_day(name: str) -> str:
    """A name without the beginning of a date that ran into it, or a place: "Ada Lund December", and not "Theresa May"."""
    name = _DAY_BEHIND.sub("", name)
    bare = _PLACE_BEHIND.sub("", _WHEN_BEHIND.sub("", name))
    return bare if is_person(bare) or _NO_NAME.search(bare) else name
