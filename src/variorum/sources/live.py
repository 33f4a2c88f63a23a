"""Live blogs: entries, each posted at a moment of its own, as the page shows them or as JSON-LD lists them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from variorum.sources import dates
from variorum.sources.apart import apart
from variorum.sources.markup import NO_TEXT, text_of, words_of
from variorum.sources.metadata import Told, string_of
from variorum.sources.parts import Line
from variorum.text.normal import key_of

_NAMED = re.compile(r"live-?(?:blog|ticker|feed|updates|stream-?entr)|news-?ticker|minute-?by-?minute", re.IGNORECASE)
_TITLED = re.compile(
    r"\blive(?:\s?blog|\s?ticker|\s?updates?)?\b|\bticker\b|\bas it happened\b|\bnewsblog\b|\ben direct\b|\ben directo\b|\bem "
    r"direto\b",
    re.I,
)
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d)(?!\d)\s*(?P<half>[ap]\.?m\.?)?(?:\s*(?:Uhr|hrs|h|GMT|BST|CET|CEST|ET|EST|EDT|UTC|IST|MSK)\b)?"
    r"(?=\s*(?:[:|–—.-]|$)|\s+[^\W\d])",
    re.IGNORECASE,
)
LEAST = 3  # entries: two dated parts are any page
LEAST_WORDS = 5  # of a paragraph of an entry
LEAST_LETTERS, BEGINNING = 8, 40  # of an entry's heading or text, by which it is found
SHARE = 0.5  # of the page's main text stands in the entries; where it does not, they are links to other texts


def entries(tree: Any, told: Told, lines: list[Line]) -> list[Line] | None:
    """The lines of a live blog with its entries told apart; None where the page is none. `lines`: those of the page's main text."""
    if not is_live(tree, told):
        return None
    if anchored := _anchored(lines, told):
        return anchored
    for found in (_shown(tree), _listed(told)):
        own = {key_of(line.text) for line in found}
        main = [(key, len(key)) for line in lines if line.role is None and (key := key_of(line.text))]
        shared = sum(size for key, size in main if key in own)
        if sum(line.opens for line in found) < LEAST or shared < SHARE * sum(size for _, size in main):
            continue
        begun = next((number for number, line in enumerate(lines) if key_of(line.text) in own), None)
        above = lines[:begun] if begun is not None else [line for line in lines[:4] if line.role]
        return [*above, *found]
    return _by_clock(lines, told)


def is_live(tree: Any, told: Told) -> bool:
    """Does the page say that it is a live blog: to machines, in the names of its parts, or in its title?"""
    if any("liveblog" in kind.lower() for kind in told.types):
        return True
    classes = tree.xpath("//body/@class | //main/@class | //article/@class | //main//section/@class")
    if any(_NAMED.search(str(name)) for name in classes):
        return True
    return bool(_TITLED.search(told.title or "") or _TITLED.search(told.heading or ""))


def _anchored(lines: list[Line], told: Told) -> list[Line] | None:
    """The page's own lines, where most of the entries that JSON-LD lists begin with one of them."""
    begins: dict[str, str | None] = {}
    for update in told.updates:
        at = dates.read(string_of(update.get("datePublished")) or "")
        for text in (string_of(update.get("headline")), string_of(update.get("articleBody"))):
            if text and len(key := key_of(words_of(text))) >= LEAST_LETTERS:
                begins.setdefault(key[:BEGINNING], at)
    made: list[Line] = []
    at, inside = None, False
    found: set[str] = set()
    for line in lines:
        key = key_of(line.text)[:BEGINNING]
        opens = key in begins and line.role != "caption" and not (inside and begins[key] == at)
        if opens:
            at, inside = begins[key], True
            found.add(key)
        made.append(line._replace(at=at, opens=opens) if inside else line)
    return made if len(found) >= LEAST and len(found) >= SHARE * len(told.updates) else None


def _shown(tree: Any) -> list[Line]:
    """The parts of one element that each hold a `time`."""
    beneath: dict[int, dict[int, Any]] = defaultdict(dict)
    parents: dict[int, Any] = {}
    for moment in tree.iter("time"):
        if not dates.read(moment.get("datetime") or ""):
            continue
        child = moment
        for above in moment.iterancestors():
            beneath[id(above)][id(child)] = child
            parents[id(above)] = above
            child = above
    if not beneath:
        return []
    most = max(beneath, key=lambda place: len(beneath[place]))
    lines: list[Line] = []
    for part in beneath[most].values():
        lines += _entry(part)
    return lines


def _entry(part: Any) -> Iterator[Line]:
    at = next((date for moment in part.iter("time") if (date := dates.read(moment.get("datetime") or ""))), None)
    opens = True
    for element in _paragraphs(part):
        line = text_of(element)
        words = len(line.split())
        if words >= (LEAST_WORDS if element.tag == "p" else 2):
            yield Line(line, "crosshead" if element.tag[0] == "h" else None, at, opens)
            opens = False


def _paragraphs(part: Any) -> Iterator[Any]:
    from lxml import etree

    walk = etree.iterwalk(part, events=("start",))
    for _, element in walk:
        if element is part or not isinstance(element.tag, str):
            continue
        if element.tag in NO_TEXT or element.tag in ("button", "form", "figcaption", "aside") or apart(element):
            walk.skip_subtree()
        elif element.tag in ("h2", "h3", "h4", "h5", "p", "li", "blockquote"):
            yield element
            walk.skip_subtree()


def _listed(told: Told) -> list[Line]:
    """The entries that JSON-LD lists with their texts."""
    lines: list[Line] = []
    for update in told.updates:
        at = dates.read(string_of(update.get("datePublished")) or "")
        heading, body = string_of(update.get("headline")), string_of(update.get("articleBody"))
        if not body:
            continue
        texts = [*([heading] if heading and key_of(heading) not in key_of(body) else []), *words_of(body).split("\n")]
        found = [text.strip() for text in texts if text.strip()]
        lines += [Line(text, "crosshead" if text == heading else None, at, number == 0) for number, text in enumerate(found)]
    return lines


def _by_clock(lines: list[Line], told: Told) -> list[Line] | None:
    """Lines that open with a time of day begin entries: of the day of publication where the page was not changed on another."""
    found = [match if line.role is None and (match := _CLOCK.match(line.text)) else None for line in lines]
    if sum(match is not None for match in found) < LEAST:
        return None
    published, changed = told.published or "", told.modified or told.published or ""
    day = published[:10] if published and published[:10] == changed[:10] else None
    made: list[Line] = []
    at: str | None = None
    for line, match in zip(lines, found, strict=True):
        if match is not None:
            at = _moment(match, day)
        made.append(line._replace(at=at, opens=match is not None))
    return made


def _moment(match: re.Match[str], day: str | None) -> str | None:
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return f"{day}T{hour:02}:{match['minute']}:00" if day and hour < 24 else None
