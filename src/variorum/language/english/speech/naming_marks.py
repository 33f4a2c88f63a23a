"""Words in quotation marks that nobody says: names and titles that are given ("codenamed", "known as"), and headings between paragraphs."""

import re

from variorum.language.english.quotes import Marked
from variorum.language.english.speech.attribution_rules import Attribution
from variorum.model.paragraph import Paragraph
from variorum.text.marks import words_in

# A verb that gives a name, right before the mark. "Called" gives one only in an aside or a passive ("the project, called").
_GIVES_NAME = re.compile(
    r"(?:\b(?:codenamed|code-named|nicknamed|dubbed|named|titled|entitled|christened|baptised)"
    r"|\b(?:known|billed|famous) as|(?:^|[,;(]\s*|\b(?:is|was|are|were|been|being)\s+)(?:so-)?called)\s+$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|was|are|were|be|been|being|[,;(])\s+(?:\w+ly\s+|also\s+|once\s+|then\s+|better\s+)?[\w-]+(?:\s+(?:to\s+)?as)?\s+$"
)
_BY = re.compile(r"[\"'”’]?,?\s+by\s+(?:the\s+)?[A-Za-z]")


def is_name(paragraph: Paragraph, item: Attribution, marks: list[Marked]) -> bool:
    """Is an attribution only a name in marks that someone gave, or a heading that stands in marks alone?"""
    text = paragraph.text
    if _is_heading(text, item, marks):
        return True
    mark = next((mark for mark in marks if any(start <= mark.start < end for start, end in item.content)), None)
    if mark is None or _BY.match(text, mark.end):
        return False
    outside = sum(words_in(text[start : min(end, mark.start)]) for start, end in item.content if start < mark.start)
    if outside > 2:
        return False
    before = text[max(0, mark.start - 60) : mark.start]
    passive = _PASSIVE.search(before) is not None
    return bool(_GIVES_NAME.search(before)) and (item.source is None or passive)


def _is_heading(text: str, item: Attribution, marks: list[Marked]) -> bool:
    """A paragraph that is one stretch in marks, a few words without an end or a finite look of speech."""
    if item.source or item.cue or len(marks) != 1:
        return False
    inside = text[marks[0].start : marks[0].end].strip("\"' ")
    whole = marks[0].start <= 1 and marks[0].end >= len(text.rstrip()) - 1
    return whole and marks[0].opened and marks[0].closed and words_in(inside) <= 7 and inside[-1:] not in ".,!?…"
