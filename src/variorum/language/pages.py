"""How the lines of a report are read, whatever its language: a face of its own, so that a rule of pages reads no paragraph anew.

The lines of pages are much alike in all languages, and who made a text is told by names that are the same in all: every folder is asked.
"""

import hashlib
import re

from variorum.language import packs
from variorum.model.report import Report


def blocks(report: Report) -> Report:
    """A report with its blocks marked (title, byline, dateline, body, boilerplate ...) and what they tell of it. In a language that is not
    read, what English pages say is looked for."""
    part = packs.part("page.blocks", report.language) or packs.part("page.blocks")
    marked: Report = part.mark(report)
    return marked


def agency_alone(report: Report) -> str | None:
    """The agency of a report's dateline, where neither text nor file names an outlet: the text may be its own."""
    called = any(part.is_outlet(_spelt(report.filed)) for part in packs.parts("page.heads"))
    if report.outlet or report.url or not report.dateline or called:
        return None
    makers = [credit for credit in report.credits if credit.what == "text"]
    named = {credit.agency for credit in makers}
    return makers[0].agency if len(named) == 1 and makers[0].passage.text in report.dateline else None


def _spelt(name: str) -> str:
    """A file's name as names are written: "sund-ledger_0412" as "Sund Ledger"."""
    return " ".join(word.capitalize() for word in re.findall(r"[^\W\d_]+", name))


def users_table() -> str:
    """A hash of the user's own table of agencies and outlets, on which the reading of pages rests."""
    return hashlib.sha256(b"".join(part.written_by_user() for part in packs.parts("page.table"))).hexdigest()
