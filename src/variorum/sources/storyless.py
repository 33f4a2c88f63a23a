"""Pages that tell no story: search results, walls, errors, galleries, lists of links. Which it is, in words for the reader."""

import re
from typing import Any
from urllib.parse import urlsplit

from variorum.sources.make import host_of
from variorum.sources.markup import text_of
from variorum.sources.metadata import Told
from variorum.sources.parts import Line

_SEARCH = re.compile(
    r"\b(?:search results?|results for\b|you searched for|your search\b|suchergebnisse|r[ée]sultats de (?:la )?recherche"
    r"|resultados de (?:la )?b[úu]squeda)"
    r"|^search(?: the site)?\b.{0,30}$|\bno (?:search )?results (?:were )?found\b",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"^(?:error\s*)?(?:40[0134]|410|429|451|50[0234])\b|\b(?:page|file|article|site|story) (?:was |is |could |can )?(?:not|n.t"
    r"|cannot)(?: be)? (?:found|available|displayed)\b"
    r"|\bpage (?:no longer|does not|doesn.t) exists?\b|\baccess (?:to this page )?(?:has been )?denied\b|^forbidden\b|\bservice "
    r"unavailable\b|\bbad gateway\b"
    r"|\binternal server error\b|^just a moment\b|^attention required\b|\bare you (?:a )?(?:human|robot)\b|\bverify(?:ing)? "
    r"(?:that )?you are (?:a )?human\b|\bcaptcha\b"
    r"|\bseite (?:wurde )?nicht gefunden\b|\bpage (?:non trouv[ée]e|introuvable)\b|\bp[áa]gina no encontrada\b|\btoo many "
    r"requests\b|\benable javascript\b",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"\b(?:subscribe|sign in|log ?in|register|create (?:a|your) (?:free )?account|become a (?:member|subscriber))\b.{0,60}\b(?:to|and) "
    r"(?:continue|keep|read|unlock|access|view|get)\b|\b(?:to (?:continue|keep|finish) reading|already a (?:subscriber|member)"
    r"|subscribers? only|"
    r"exclusive (?:to|for) (?:our )?(?:subscribers|members)|subscription (?:is )?required|this (?:article|content|story) is "
    r"(?:only )?(?:available|reserved)"
    r"(?: only)? (?:to|for) (?:our )?(?:paying )?(?:subscribers|members))|\bfree articles? (?:left|remaining|this month)\b|\bread "
    r"the full (?:story|article)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:we (?:and our partners )?use cookies|your privacy|accept (?:all )?cookies|cookie (?:policy|settings|consent)|before you "
    r"continue|"
    r"consent to the use)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:per (?:month|week|year)|cancel any ?time|trial|subscri\w+|[$€£] ?\d|unlimited access|newsletter|log ?in|sign in)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…。！？۔।][\"'”’»)\]」』）]*$")
_ARTICLES = re.compile(r"article|posting|report", re.IGNORECASE)
LEAST_WORDS = 8  # of a line that is a sentence of a story
LONG, LEAST_LETTERS = 200, 24
LITTLE = 60  # words of a story; less than a paragraph is what a wall lets through
SHORT = 250  # words: an error page has fewer
MOST_OF = 0.6  # of the words


def why(tree: Any, told: Told, lines: list[Line], led: int) -> str | None:
    """Why the page is no report, in a sentence; None where it may be one. `led`: how many lines are links to other texts."""
    heads = [text for text in (told.title, told.heading, *(text_of(element) for element in tree.xpath("//title | //h1")[:3])) if text]
    prose = [line.text for line in lines if line.role not in ("caption", "credit") and _is_prose(line.text)]
    told_words, asked = _told(prose)
    described = any(_ARTICLES.search(kind) for kind in told.types)
    if _searched(told, heads, described):
        return "The page shows the results of a search, no report."
    if told_words < SHORT and not described and any(_ERROR.search(text) for text in (*heads, *(prose[:2] if told_words < LITTLE else ()))):
        return "The page tells of an error, or asks whether the reader is human: the report is not on it."
    if told_words < LITTLE and (any(_WALL.search(line.text) for line in lines) or _WALL.search(_all_words(tree))):
        return "The page asks to subscribe or to sign in; of the report it shows next to nothing."
    if told_words < LITTLE and any(_CONSENT.search(line.text) for line in lines) and asked:
        return "The page asks for consent to cookies; the report is not on it."
    pictured = [line.text for line in lines if line.role == "caption"]
    galleried = any("imagegallery" in kind.lower() for kind in told.types)
    mostly = sum(map(len, pictured)) > MOST_OF * sum(len(line.text) for line in lines)
    if told_words < LITTLE and mostly and (galleried or len(pictured) >= 3):
        return "The page is a gallery: captions of pictures, no report."
    if not prose and led >= 5 and not described:
        return "The page is a list of links to other pages, no report."
    return None


def _told(prose: list[str]) -> tuple[int, bool]:
    """How many words of a story stand on the page, as far as it matters; does a line before ask for something?"""
    words, asked = 0, False
    for text in prose:
        if _WALL.search(text) or _CONSENT.search(text) or (_OFFER.search(text) and len(text.split()) < 40):
            asked = True
        elif (words := words + len(text.split())) >= SHORT:
            break
    return words, asked


def _searched(told: Told, heads: list[str], described: bool) -> bool:
    if any("searchresultspage" in kind.lower() for kind in told.types):
        return True
    address = urlsplit(told.url if told.url and host_of(told.url) else "")
    by_address = bool(re.search(r"/(?:search|suche|recherche|buscar?)(?:/|$|\.)", address.path.lower()))
    return not described and (any(_SEARCH.search(head) for head in heads) or (by_address and bool(address.query)))


def _is_prose(text: str) -> bool:
    """A sentence: of words enough, or of letters enough where a script has no blanks between words."""
    if len(text) > LONG:
        return True
    unspaced = len(text) >= LEAST_LETTERS and len(text.split()) * 12 < len(text)
    return bool(_ENDS.search(text)) and (unspaced or len(text.split()) >= LEAST_WORDS)


def _all_words(tree: Any) -> str:
    return " ".join(text_of(element) for element in tree.iter("p", "h2", "h3", "button", "div") if len(element) < 4)[:20_000]
