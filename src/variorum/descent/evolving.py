"""Which report was made from which by the word of its own file: a later version of one item, or an item that evolved from another.

Agencies and newsrooms send it along (the guid and version of NewsML-G2, the uri, version and `evolvedfrom` of ninjs). It is the one edge of
a stemma that needs no comparing.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from variorum.descent.direction import published_before
from variorum.descent.texts import Text

_COUNTED: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18}){0,5}")
_DATED: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,15}(?:Z|[+-][0-9:]{4,5})?)?")


def made_from(texts: Sequence[Text]) -> dict[int, int]:
    """Text -> the text in hand from which its file says that it was made. Never one that is known to be of a later time."""
    items: dict[str, list[int]] = {}
    for here, text in enumerate(texts):
        if text.report.item:
            items.setdefault(text.report.item.id, []).append(here)
    found: dict[int, int] = {}
    for here, text in enumerate(texts):
        item = text.report.item
        if item is None:
            continue
        earlier = [there for there in items[item.id] if _is_earlier(texts[there], text)]
        evolved = [there for there in items.get(item.evolved_from or "", ()) if there not in items[item.id]]
        able = [there for there in earlier or evolved if not published_before(text, texts[there])]
        if able:
            found[here] = _last(able, texts)
    return found


def _last(able: Sequence[int], texts: Sequence[Text]) -> int:
    """The last version of several; the first in hand where their versions have no order."""
    versions = {there: _version(texts[there]) for there in able}
    if len({version and version[0] for version in versions.values()}) > 1:
        return min(able)
    return max(able, key=lambda there: (versions[there] or (), -there))


def _is_earlier(one: Text, other: Text) -> bool:
    """Is the version of one text below that of another? Versions of different forms have no order."""
    first, second = _version(one), _version(other)
    return first is not None and second is not None and first[0] == second[0] and first < second


def _version(text: Text) -> tuple[str, tuple[int, ...] | datetime] | None:
    """The form of a version, and its place among those of like form: versions are counted ("3", "1.10") or dates; words say no order."""
    written = (text.report.item and text.report.item.version) or ""
    if _COUNTED.fullmatch(written):
        return f"counted in {written.count('.')}", tuple(map(int, written.split(".")))
    if not _DATED.fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:  # no day of the calendar
        return None
    return f"dated {'T' in written} {moment.tzinfo is not None}", moment
