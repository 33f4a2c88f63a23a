"""Which report was made from which by the word of its own file: a later version of one item, or an item that evolved from another.

Agencies and newsrooms send it along (the guid and version of NewsML-G2, the uri, version and `evolvedfrom` of ninjs). It is the one edge of
a stemma that needs no comparing.
"""

from collections.abc import Sequence

from variorum.descent.direction import published_before
from variorum.descent.texts import Text


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
        earlier = [there for there in items[item.id] if _version(texts[there]) < _version(text)]
        evolved = [there for there in items.get(item.evolved_from or "", ()) if there not in items[item.id]]
        able = [there for there in earlier or evolved if not published_before(text, texts[there])]
        if able:
            found[here] = max(able, key=lambda there: (_version(texts[there]), -there))
    return found


def _version(text: Text) -> tuple[int, str]:
    """For sorting: versions are counted or, in ninjs, words."""
    written = (text.report.item and text.report.item.version) or ""
    return (int(written), "") if written.isdecimal() else (0, written)
