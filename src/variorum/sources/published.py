"""When a report was published, by its own plain word: a line that says so. Never from a file's time, never guessed."""

import re

from variorum.language.headings import moment

_LABEL = re.compile(
    r"^(?:first\s+)?(?:published|posted|publication date|date published|date|issued)(?:\s+(?:on|at))?\s*[:\-–]?\s+(?P<rest>.{6,60})$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\s*[|,;(–\-]*\s*(?:last\s+)?(?:updated|modified).*$", re.IGNORECASE)
_BYLINE = re.compile(r"^by\s+\S.{2,100}?\s*(?:[|•·–,\-]|\s(?:on|published))\s*(?P<rest>[^|•·]{8,60})$", re.IGNORECASE)
_CHANGED = re.compile(r"(?:^|[|,;(•·–-]\s*)(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?\s*[:\-–]?\s+(?P<rest>.{6,60})$", re.IGNORECASE)
HEAD_LINES = 10  # a line of publication stands among the first lines; further down, a date is part of the news


def changed(text: str) -> str | None:
    """The day or moment of the last change, where one of the first lines says so."""
    for line in _first_lines(text):
        if len(line) <= 160 and (match := _CHANGED.search(line)) and (found := moment(match["rest"].strip(" |,;()–-"))):
            return found
    return None


def of_text(text: str) -> str | None:
    """The day or moment of publication where one of the first lines is plainly that and nothing else."""
    lines = _first_lines(text)
    for line in lines:
        if (match := _LABEL.match(line)) and (found := moment(_UPDATED.sub("", match["rest"]))):
            return found
    for number, line in enumerate(lines):
        if (number and len(line) > 200) or number > 6:  # the story has begun
            return None
        if len(line) <= 60 and (found := moment(_UPDATED.sub("", line))):
            return found
        if len(line) <= 160 and (match := _BYLINE.match(line)) and (found := moment(match["rest"])):
            return found
    return None


def _first_lines(text: str) -> list[str]:
    return [stripped for line in text[:6000].split("\n") if (stripped := line.strip())][:HEAD_LINES]
