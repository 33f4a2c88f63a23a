"""The day that a page names in a line of its own near its top."""

import re
from datetime import date
from typing import Final

from variorum.language.english.months import named

HEAD, HEAD_LINES, DATE_LINE = 600, 6, 70  # characters and lines in which a line with a date is looked for, and how long that may be
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
                return date(int(year), int(month) if month.isdigit() else named(month) or 0, int(day)).toordinal()
            except ValueError:
                continue
    return None
