"""Which of two sentences was told later."""

from datetime import UTC, datetime
from typing import Final

from variorum.questions.tellings import Telling
from variorum.text.kept import kept

DAY: Final = 10  # letters of a day; a time has more


def later(a: Telling, b: Telling) -> bool | None:
    """Was b first told later than a? By the hour, where both reports have one; None where nothing tells."""
    return follows(_when(a), _when(b))


def follows(one: str, other: str) -> bool | None:
    """Is the other moment later than the one? By the hour, where both have one; None where they are of one day, or one is not known."""
    exact = len(one) > DAY and len(other) > DAY
    ours, theirs = (one, other) if exact else (one[:DAY], other[:DAY])
    return None if not one or not other or ours == theirs else theirs > ours


def moment(written: str | None) -> str:
    """When something was told, in a form that sorts: a time in UTC, or a day; "" where none is known."""
    try:
        read = datetime.fromisoformat(written or "")
    except ValueError:
        return ""
    return str(written) if len(str(written)) == DAY else (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


@kept
def _when(telling: Telling) -> str:
    return moment(telling.published)
