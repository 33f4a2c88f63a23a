"""Lines that tell of a report among other things: the row of a paper's page or of a studio's script over its title, and who cites it below.

Of such a line the outlet is told by its form or by the table alone, and the day beside it; what else stands there is let be. Each function
looks at folded lines.
"""

import re
from collections.abc import Sequence
from typing import Final

from variorum.language.english.moments import dates_in
from variorum.language.english.months import numbers
from variorum.language.english.page.head_lines import Told
from variorum.language.english.page.head_parts import Span, is_outlet, is_person, is_word
from variorum.text.normal import key_of

_PARTS: Final = re.compile(r"\s*[|›»·•/;()\[\]]\s*|\s+[–—-]{1,2}\s+|\s{2,}|\s*,\s+|\s*:\s+")
_LOOSE: Final = re.compile(r"[|›»·•{}<>#@^]|\s[–—/-]{1,2}\s|\s{2,}|//|\d{1,2}[:.]\d\d\b|\d[/.]\d|\([a-z]|\?\?|\s\"\s|[→◄►]|\s'\d\d$|:$")
_WORDS: Final = re.compile(r"[^\W\d_]{4,}")
_QUOTED: Final = re.compile(r"[\"'].{12,}?[\"'](?=[\s,.;]|$)")
_SIGNED: Final = re.compile(
    r"(?:[–—-]+\s*|Ref(?:erence)?\.?:?\s*)?(?P<person>[^\"',()]{4,40}|[^\"',()]{2,25}, [^\"',()]{2,25}?)(?=[,.]?\s*(?:\(\d{4}\)\s*)?[\"'])"
)
_WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "year")
_DAYS: Final = frozenset(name[:5] for name in (*numbers(), *_WEEK))
STEM: Final = 5  # letters by which words are the same
LEAST_SHARED: Final = 2  # of a title's words the story has so many


def of_row(line: str) -> Told | None:
    """What a row over a title tells: the outlet, and the day beside it."""
    days = tuple((day, False) for day in dates_in(line))
    blank = line
    for day, _ in days:
        blank = f"{blank[: day.start]}{'|' * (day.end - day.start)}{blank[day.end :]}"
    outlet = next((span for span in _spans(blank) if " " in blank[slice(*span)] and is_outlet(blank[slice(*span)])), None)
    if outlet is None or is_word(line[slice(*outlet)]) or line.lower().startswith(("in ", "on ", "at ", "with ", "from ")):
        return None
    return Told("credit", outlet=outlet, days=days if len(days) == 1 else (), signed=True)


def of_citation(line: str, title: str) -> Told | None:
    """What a line below the story tells that cites it by its title: Ada Lund, "Ferry runs aground", Sund Ledger, 4 March 2024, p. 3."""
    quoted = next((mark for mark in _QUOTED.finditer(line) if key_of(mark[0]) == key_of(title)), None)
    if quoted is None:
        return None
    behind = of_row(f"{' ' * quoted.end()}{line[quoted.end() :]}")
    if behind is None:
        return None
    signed = _SIGNED.match(line)
    name = signed["person"].strip() if signed else ""
    persons = signed.span("person") if signed and is_person(name, sure=True) else None
    return behind._replace(role="boilerplate", persons=persons)


def loosely_set(line: str) -> bool:
    """Is it set as titles are not: with bars, strokes, hours, blanks between its parts?"""
    return bool(_LOOSE.search(line))


def passed_by(candidates: Sequence[str], story: str, titled: bool) -> int:
    """How many of the lines over a story, from the first, are rows that stand over its title: they share no word with the story and are set
    as titles are not, and a line below shares some. `titled`: another line is labelled as the title.
    """
    told = _stems(story)
    shared = [len(_stems(line) & told) for line in candidates]
    best = max(range(len(candidates)), key=lambda number: (shared[number], -number), default=0)
    section = 2 if candidates and not candidates[best].isupper() else 0
    rows = [
        loosely_set(line) or of_row(line) is not None or line.count(" ") < 2 or (line.isupper() and line.count(" ") <= section)
        for line in candidates[:best]
    ]
    if best and shared[best] >= LEAST_SHARED and all(rows) and max(shared[:best]) <= 1:
        return best
    if titled or (candidates and not any(shared) and any((row := of_row(line)) and row.days for line in candidates)):
        return next((number for number, line in enumerate(candidates) if not loosely_set(line)), len(candidates))
    return 0


def _stems(text: str) -> set[str]:
    """The beginnings of a text's words, without the names of days and months, which rows have too."""
    return {word.lower()[:STEM] for word in _WORDS.findall(text)} - _DAYS


def _spans(line: str) -> list[Span]:
    """Where the parts of a line stand."""
    spans, at = [], 0
    for mark in [*_PARTS.finditer(line), None]:
        end = mark.start() if mark else len(line)
        while at < end and line[at] in " .|":
            at += 1
        if at < end:
            spans.append((at, end))
        at = mark.end() if mark else end
    return spans
