"""Lines that were broken at a fixed width, as mails, printers of wires and press databases do, become paragraphs again.

Whoever breaks lines so puts a word on a line as long as there is room: where the next line's first word would have had room, somebody
ended the line on purpose. So verse, lists and texts with one paragraph a line stay as they are.
"""

import re
from itertools import pairwise
from typing import NamedTuple

WIDEST, NARROWEST = 132, 30  # columns of printers and terminals; what is broken elsewhere was not broken by a width
TAB = 7  # columns by which a tab may be wider than one
LEAST_ALONE = 55  # a single broken line says something only if it is as long as programs make them
LEAST_FILLED = 0.75  # of the line ends within paragraphs so many stand where the width demands it, in every sample of ours
_BULLET = re.compile(r"(?:[•·*►▪–—-]|\d{1,3}[.)]|\(?[a-z]\))\s|[A-Z][\w /-]{1,24}:(?:\s|$)|https?://|>")
_CLOCK_LAST = re.compile(r"\b\d{1,2}:\d\d(?: ?[AaPp][Mm])?$")  # when a message came, or a text was published
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BROKEN_OFF = re.compile(r"[^\n.!?…:;\"'”’»)\]]\n[ \t]*[^\W\d_A-Z]")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_RULE = re.compile(r"[\W_]+")  # nothing but marks
_QUOTE = re.compile(r"^(?:> ?)+")
_WIDENED = re.compile(r"(?<=\S) {2,}(?=\S)")
LEAST_QUOTED, MOSTLY_QUOTED = 4, 0.8  # lines, and of the lines with something on them
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")


class _Line(NamedTuple):
    text: str  # without the space at its ends
    indent: int
    length: int = 0  # with the indent, a tab counted as one
    tabbed: bool = False


def unwrapped(text: str, columns: int | None = None) -> str:
    """The text with its paragraphs on one line each. `columns`: the width, where it is known from the file around it."""
    text = _unquoted(text)
    if columns is None and not _BROKEN_OFF.search(text):  # what proves a width is not there: looked for first, as most texts have none
        return text
    lines = _measured(text)
    columns = columns or width(lines)
    if columns is None:
        return text
    kept = text.split("\n")
    joined = [kept[0]]
    for (above, below), written in zip(pairwise(lines), kept[1:], strict=True):
        if not _goes_on(above, below, columns):
            joined.append(written)
        elif _HYPHEN.search(above.text) and below.text[0].islower():
            joined[-1] = joined[-1].rstrip() + below.text  # what stood before a hyphen within a word had room for no more
        else:
            joined[-1] = f"{_single(joined[-1]).rstrip()} {_single(below.text)}"
    return "\n".join(joined)


def _single(line: str) -> str:
    """A broken line without the blanks by which its ends were made even."""
    return _WIDENED.sub(" ", line)


def _unquoted(text: str) -> str:
    """A text that was quoted whole, as mails quote, without the mark before each line."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    quoted = [line for line in filled if line.startswith(">")]
    if len(quoted) < LEAST_QUOTED or len(quoted) < MOSTLY_QUOTED * len(filled):
        return text
    return "\n".join(_QUOTE.sub("", line) for line in lines)


def columns_of(text: str) -> int | None:
    """The width at which the text's lines are broken; None if they are not."""
    return width(_measured(text))


def _measured(text: str) -> list[_Line]:
    """The lines of a text, their indents counted from the least."""
    lines = [_line(line) for line in text.split("\n")]
    base = min((line.indent for line in lines if line.text), default=0)
    return [line._replace(indent=max(0, line.indent - base)) for line in lines]


def _line(written: str) -> _Line:
    indent = written[: len(written) - len(written.lstrip())]
    return _Line(written.strip(), len(indent.expandtabs(8)), len(written.rstrip()), "\t" in indent)


def width(lines: list[_Line]) -> int | None:
    """The width at which lines are broken, by what fills them; None where nothing is broken by a width."""
    pairs = [(above, below) for above, below in pairwise(lines) if _neighbours(above, below)]
    lengths = sorted({above.length for above, _ in pairs}, reverse=True)
    for columns in [length for length in lengths if NARROWEST <= length <= WIDEST][:6]:  # a few lines may be longer: titles, addresses
        inside = [(above, below) for above, below in pairs if above.length <= columns]
        if len(inside) < 0.7 * len(pairs):
            return None
        filled = [(above, below) for above, below in inside if _full(above, below, columns)]
        broken = [(above, below) for above, below in filled if not _STOP.search(above.text)]
        certain = sum(below.text[0].islower() for _, below in broken)
        others = [pair for pair in inside if pair not in filled and not _STOP.search(pair[0].text)]
        enough = len(broken) > 1 or columns >= LEAST_ALONE
        if enough and certain and 2 * certain >= len(broken) and len(broken) >= LEAST_FILLED * (len(broken) + len(others)):
            return columns
    return None


def _neighbours(above: _Line, below: _Line) -> bool:
    """May the lower line belong to the paragraph of the upper one at all?"""
    if not above.text or not below.text or _RULE.fullmatch(above.text) or _RULE.fullmatch(below.text):
        return False
    if _CLOCK_LAST.search(above.text) or _BULLET.match(below.text) or _COLUMNS.search(above.text) or _COLUMNS.search(below.text):
        return False
    return below.indent == 0 or (below.indent == above.indent and below.text[0].islower())


def _full(above: _Line, below: _Line, columns: int) -> bool:
    """Would the next word not have had room?"""
    first = below.text.split(" ", 1)[0]
    return above.length + TAB * above.tabbed + 1 + len(first) > columns


def _goes_on(above: _Line, below: _Line, columns: int) -> bool:
    if not _neighbours(above, below) or above.length > columns:
        return False
    if _full(above, below, columns):
        return True
    # widths are not kept to the letter by every program: a sentence that goes on in small letters was broken too
    return below.text[0].islower() and not _STOP.search(above.text) and above.length > 0.6 * columns
