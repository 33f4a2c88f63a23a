"""Cells of CSV that a spreadsheet would take for formulas."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula (CWE-1236); else as it is."""
    return f"'{text}" if text.startswith(FORMULA) else text
