"""Numbers and names that people type: in an address, on the command line."""

SHOWN = 60  # characters of what was typed that a message repeats
MOST_DIGITS = 9  # every count of a library fits, and so does every database's integer


def typed(text: str | None) -> int | None:
    """The whole number that was typed, from 0 on; None where it is none, or longer than any that is meant."""
    return int(text) if text and len(text) <= MOST_DIGITS and text.isascii() and text.isdecimal() else None


def shortened(name: str) -> str:
    """What was typed, short enough to be repeated in a message."""
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"
