"""When a report was published, by its own plain word: a line that says so. Never from a file's time, never guessed."""

import re

from variorum.language.headings import EARLIEST, moment

_LABEL = re.compile(
    r"^(?:first\s+)?(?:published|posted|publication date|date published|date|issued)(?:\s+(?:on|at))?\s*[:\-–]?\s+(?P<rest>.{6,60})$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\s*[|,;(–\-]*\s*(?:last\s+)?(?:updated|modified).*$", re.IGNORECASE)
_BYLINE = re.compile(r"^by\s+\S.{2,100}?\s*(?:[|•·–,\-]|\s(?:on|published))\s*(?P<rest>[^|•·]{8,60})$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{1,4}T?|Z)?", re.IGNORECASE)
# Texts that were cut into words set marks apart: "March 1 , 2008 9 : 36 am".
_APART = re.compile(r" (?=[,:;])|(?<=\d) (?=[./] \d)|(?<=\d [:./]) (?=\d)")
_CHANGED = re.compile(
    r"(?:^|[|,;(•·–-]\s*|(?<=19\d\d)\s+|(?<=20\d\d)\s+)(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?\s*[:\-–]?\s+(?P<rest>.{6,60})$",
    re.IGNORECASE,
)
HEAD_LINES = 10  # a line of publication stands among the first lines; further down, a date is part of the news


def changed(text: str) -> str | None:
    """The day or moment of the last change, where one of the first lines says so."""
    for line in _first_lines(text):
        if len(line) <= 160 and (match := _CHANGED.search(line)):
            rest = match["rest"].strip(" |,;()–-")
            before = line[: match.start()].strip(" |,;()–-") if _CLOCK.fullmatch(rest) else ""  # "March 1, 2008 | Updated 9:36 am EST"
            if found := moment(f"{before} {rest}"):
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
        match = _BYLINE.match(line) if len(line) <= 160 else None
        alone = moment(_UPDATED.sub("", line.removeprefix("on "))) if len(line) <= 60 else None
        found = alone or (moment(match["rest"]) if match else None)
        if found and int(found[:4]) >= EARLIEST:  # else it is the day of what is told
            return found
    return None


def _first_lines(text: str) -> list[str]:
    lines = [stripped for line in text[:6000].split("\n") if (stripped := line.strip())][:HEAD_LINES]
    return [_APART.sub("", line) if len(line) <= 160 else line for line in lines]
