"""How the lines of a report are read, whatever its language: a face of its own, so that a rule of pages reads no paragraph anew."""

import hashlib

from variorum.language.english.page import blocks as english
from variorum.language.english.page import table
from variorum.model.report import Report


def blocks(report: Report) -> Report:
    """A report with its blocks marked (title, byline, dateline, body, boilerplate ...) and what they tell of it. The lines of pages are
    much alike in all languages; what only English pages say is looked for in all."""
    return english.mark(report)


def users_table() -> str:
    """A hash of the user's own table of agencies and outlets, on which the reading of pages rests."""
    return hashlib.sha256(table.written_by_user()).hexdigest()
