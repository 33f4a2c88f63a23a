"""How the lines of a report are read, whatever its language: a face of its own, so that a rule of pages reads no paragraph anew.

The lines of pages are much alike in all languages, and who made a text is told by names that are the same in all: every folder is asked.
"""

import hashlib

from variorum.language import packs
from variorum.model.report import Report


def blocks(report: Report) -> Report:
    """A report with its blocks marked (title, byline, dateline, body, boilerplate ...) and what they tell of it. In a language that is not
    read, what English pages say is looked for."""
    part = packs.part("page.blocks", report.language) or packs.part("page.blocks")
    marked: Report = part.mark(report)
    return marked


def users_table() -> str:
    """A hash of the user's own table of agencies and outlets, on which the reading of pages rests."""
    return hashlib.sha256(b"".join(part.written_by_user() for part in packs.parts("page.table"))).hexdigest()
