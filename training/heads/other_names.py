"""The same heads with other outlets: a name that says of itself what it is gives way to one that does not.

So that where a name stands teaches more than how it is called. Names are those of the other heads that teach.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

from variorum.language.english.page.head_parts import is_outlet

COPIES = 2


def renamed(rows: Sequence[dict[str, Any]], copies: int = COPIES, seed: int = 7) -> Iterator[dict[str, Any]]:
    chosen = random.Random(seed)
    names = sorted({row["outlet"] for row in rows if row["outlet"] and "." not in row["outlet"] and not row["outlet"].isupper()})
    plain = [name for name in names if not is_outlet(name)] or names
    for row in rows:
        if not row["outlet"] or "." in row["outlet"]:
            continue
        for number in range(copies):
            name = chosen.choice(plain if chosen.random() < 0.8 else names)
            if (made := _renamed(row, name)) is not None:
                yield {**made, "id": f"{row['id']}-{number}"}


def _renamed(row: dict[str, Any], name: str) -> dict[str, Any] | None:
    old = row["outlet"]
    new = name.upper() if old.isupper() and len(old) > 4 else name
    articles = [name.startswith(("The ", "THE ")) for name in (old, new)]
    if articles[0] != articles[1] and re.search(rf"\bthe {re.escape(old)}", row["text"], re.IGNORECASE):
        return None
    squeezed = [re.sub(r"^the|\W", "", one.lower()) for one in (old, new)]
    text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, row["text"])
    text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda found: new.upper() if found[0].isupper() else new, text, flags=re.IGNORECASE)
    if len(squeezed[0]) > 3:
        text = text.replace(squeezed[0], squeezed[1])
    if any(row.get(field) and row[field] not in text for field in ("title", "begins", "deck")):
        return None
    return {**row, "text": text, "outlet": new, "house": ""}
