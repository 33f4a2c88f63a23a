"""Stretches inside quotation marks, also where marks are lost, doubled or turned round, as machine translation leaves them.

Works on folded text (normal.py), where every double mark is `"` and every single one `'`. Two single marks in a row count as one double.
"""

import re
from typing import NamedTuple

_MARK = re.compile(r"\"|''")
_SAID = re.compile(r"\b(?:said|says|saying|added|adds|told|asked|wrote|replied|explained|noted|stated),$")
_OPENERS = set(" \t\n([{–-/:\"'")
# In texts whose words and signs were parted by blanks, a mark does not tell by its place whether it opens or closes.
_PARTED = re.compile(r"(?<!\S)(?:\"|'')(?!\S)")
_ENDING = re.compile(r"[.,!?]\s*$")
# Single marks quote only where they cannot be apostrophes: from after a space to before one, around two words or more.
_SINGLE = re.compile(r"(?<![\w'])'(?=[\w$£€])((?:[^'\"\n]|(?<=\w)'(?=\w))+?[\w.,?!…])'(?![\w'])")


class Marked(NamedTuple):
    """A stretch [start, end) with its marks. `opened` and `closed` say whether its first and last mark are there."""

    start: int
    end: int
    opened: bool
    closed: bool
    single: bool = False


def marked(text: str) -> list[Marked]:
    """All quoted stretches of a paragraph in order, none within another. An opening mark inside a quotation does not begin a new one:
    speech of several sentences often carries a mark at each. A stretch whose closing mark is missing runs to the end of the paragraph.
    """
    found: list[Marked] = []
    start: int | None = None
    for mark in _MARK.finditer(text):
        before = text[mark.start() - 1] if mark.start() else " "
        after = text[mark.end()] if mark.end() < len(text) else " "
        may_open = before in _OPENERS and not after.isspace()
        may_close = not before.isspace() and not (after.isalnum() and before in _OPENERS)
        if start is None:
            if after.isspace() and before == "," and _SAID.search(text[: mark.start()]):
                start = mark.start()  # 'he said," We go': the space stands on the wrong side
            elif may_open or (not may_close and not after.isspace()):
                start = mark.start()
            elif not found and may_close and before in ".,!?" and text[: mark.start()].strip():
                found.append(Marked(0, mark.end(), False, True))
        elif may_close or not may_open:
            found.append(Marked(start, mark.end(), True, True))
            start = None
    if start is not None:
        found.append(Marked(start, len(text.rstrip()), True, False))
    return _with_single(text, found)


def _with_single(text: str, found: list[Marked]) -> list[Marked]:
    singles = [
        Marked(match.start(), match.end(), True, True, True)
        for match in _SINGLE.finditer(text)
        if not any(mark.start <= match.start() < mark.end for mark in found)
    ]
    return sorted(found + singles)


def stretches(text: str) -> list[tuple[int, int]]:
    """[start, end) of what stands inside quotation marks, without the marks, in order. What is left open runs to the end."""
    if _PARTED.search(text):
        marks = [mark.span() for mark in _MARK.finditer(text)]
        if _ENDING.search(text[: marks[0][0]]) and text[marks[0][1] :].lstrip()[:1].islower():
            marks.insert(0, (0, 0))  # '... vote for , " said the woman': it was opened in a paragraph before
        ends = [start for start, _ in marks[1::2]] + [len(text)] * (len(marks) % 2)
        return [(start, end) for (_, start), end in zip(marks[::2], ends, strict=True)]
    return [
        (mark.start + (_width(text, mark.start) if mark.opened else 0), mark.end - (_width(text, mark.end - 2) if mark.closed else 0))
        for mark in marked(text)
    ]


def _width(text: str, at: int) -> int:
    """Letters of the mark at a place: two single marks count as a double one."""
    return 2 if text[at : at + 2] == "''" else 1
