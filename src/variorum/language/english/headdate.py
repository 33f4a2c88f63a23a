"""The day that a page names in a line of its own near its top."""

import re
from datetime import date
from typing import Final

HEAD, HEAD_LINES, DATE_LINE = 600, 6, 70  # characters and lines in which a line with a date is looked for, and how long that may be
# Month names of the languages of language/english/lexicons/word_rarity_other.tsv that are written in Latin letters, by their first letters.
_MONTHS: Final = tuple(
    tuple(names.split())
    for names in (
        "jan ene gen sty oca", "feb fév fev lut şub helm", "mar mär maa mrt mars maal", "apr abr avr kwi nis", "may mai mag mei maj",
        "jun giu juin cze haz", "jul lug juil lip tem hein", "aug ago aoû sie ağu elo", "sep set wrz eyl syys",
        "oct okt ott out paź eki lok",
        "nov lis kas marr", "dec dic dez déc des gru ara joul",
    )
)  # fmt: skip
_DATE: Final = re.compile(
    r"\b(?:(?P<m1>[^\W\d_]{3,10})\.? (?P<d1>\d{1,2}) ?,? ?(?P<y1>(?:19|20)\d\d)"
    r"|(?P<d2>\d{1,2})\.? (?:de )?(?P<m2>[^\W\d_]{3,10})\.?,? (?:de )?(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d) ?- ?(?P<m3>\d\d) ?- ?(?P<d3>\d\d))\b"
)


def day_in_head(text: str) -> int | None:
    """The day in a line of its own among the first lines, where no other time is known: "March 1, 2008", "21 July 2013 Last updated
    11:11".
    """
    for line in text[:HEAD].split("\n")[:HEAD_LINES]:
        found = _DATE.search(line) if len(line) <= DATE_LINE else None
        if found:
            year, month, day = (found[f"{part}1"] or found[f"{part}2"] or found[f"{part}3"] for part in "ymd")
            try:
                return date(int(year), int(month) if month.isdigit() else _month(month), int(day)).toordinal()
            except ValueError:
                continue
    return None


def _month(name: str) -> int:
    """1 to 12; 0 for a word that is no month. The longest beginning decides: French juin and juillet, Finnish marraskuu and March."""
    name = name.lower()
    fits = [(len(start), number) for number, starts in enumerate(_MONTHS, 1) for start in starts if name.startswith(start)]
    return max(fits, default=(0, 0))[1]
