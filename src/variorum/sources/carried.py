"""The text that a page carries for its program: pages drawn in the browser hold their report as data, and show nothing without the program.

Data stand in scripts: as JSON, behind a name ("window.state = {...}"), within a call ("push({...})"), or as text of JSON within either.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from variorum.sources.markup import words_of

_OPENS: Final = re.compile(r"(?:^|[=(,:]|JSON\.parse\()\s*(?=[\[{\"])")
_CHUNK: Final = re.compile(r"^[0-9a-f]{1,4}:(?:[A-Z][0-9a-f]+,)?(?=[\[{\"])", re.MULTILINE)  # how React sends what it draws
_TEXTS: Final = ("articlebody", "body", "bodyhtml", "content", "contenthtml", "text", "html", "story", "maintext", "fulltext", "bodytext")
_STOP: Final = re.compile(r"[.!?。！？](?:[\"'”’»)\]]|\s|<|$)")
LONGEST: Final = 3_000_000  # characters of a script
MOST_DATA: Final = 40  # pieces of data in one script
MOST_VALUES: Final = 100_000
LEAST_LETTERS, LEAST_SENTENCES = 300, 3  # of a report
DEEPEST: Final = 40
LEAST_SHARED, MOST_SHARED = 2, 0.34  # words of the title, and the share of them, that a text on it has


def body(tree: Any, title: str) -> str | None:
    """The longest text on the page's title that its data have under a name that texts have, one paragraph a line; None where none is.

    Data hold much else: what is said of cookies, other reports. So the text has to have words of the title.
    """
    wanted = {word for word in re.findall(r"\w{2,}", title.lower()) if len(word) > 3 or not word.isascii()}
    found = ""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") or not 2 * LEAST_LETTERS < len(text) <= LONGEST:
            continue
        for value in _data(text):
            found = max((found, *(text for text in _texts(value) if _is_about(text, wanted))), key=len)
    lines = words_of(found).split("\n") if found else []
    whole = "\n".join(line.strip() for line in lines if line.strip())
    return whole if len(whole) >= LEAST_LETTERS else None


def _data(script: str) -> Iterator[Any]:
    """The data of a script, and those that stand in it as text."""
    decoder = json.JSONDecoder(strict=False)
    at = read = 0
    while (opens := _OPENS.search(script, at)) and read < MOST_DATA:
        try:
            value, at = decoder.raw_decode(script, opens.end())
        except (ValueError, RecursionError):
            at = opens.end() + 1
            continue
        read += 1
        yield value
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and len(text) > 2 * LEAST_LETTERS:
                yield from _within(text, decoder)


def _within(text: str, decoder: json.JSONDecoder) -> Iterator[Any]:
    starts = [match.end() for match in _CHUNK.finditer(text)] or [0]
    for start in starts[:MOST_DATA]:
        try:
            yield decoder.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            continue


def _texts(value: Any) -> Iterator[str]:
    """The texts of data that look like a report's, by their names and their sentences; one that is a list of paragraphs is joined."""
    waiting = [(value, 0)]
    seen = 0
    while waiting and seen < MOST_VALUES:
        item, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST:
            continue
        if isinstance(item, list):
            waiting += [(inner, depth + 1) for inner in item if isinstance(inner, (dict, list))]
        elif isinstance(item, dict):
            for name, inner in item.items():
                if isinstance(inner, (dict, list)):
                    waiting.append((inner, depth + 1))
                if name.lower().replace("_", "") in _TEXTS and (text := _joined(inner)) and _is_report(text):
                    yield text


def _is_about(text: str, wanted: set[str]) -> bool:
    said = text.lower()
    return sum(word in said for word in wanted) >= max(LEAST_SHARED, MOST_SHARED * len(wanted))


def _joined(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return ""


def _is_report(text: str) -> bool:
    return len(text) >= LEAST_LETTERS and sum(1 for _ in zip(range(LEAST_SENTENCES), _STOP.finditer(text), strict=False)) == LEAST_SENTENCES
