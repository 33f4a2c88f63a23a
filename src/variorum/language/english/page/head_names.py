"""What the rest of a report, and the other reports, show of a name that stands in its head: is it an outlet's?

Folded text (text/normal.py); pure.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from variorum.language.english.page.head_parts import is_outlet
from variorum.language.english.words.lexicon import word_set
from variorum.language.rarity import zipf
from variorum.text.normal import key_of

_WHERE: Final = frozenset(["in", "near", "from", "of", "at", "outside", "to"])
_TOLD: Final = frozenset(["told", "tells", "by"])


class Around(NamedTuple):
    """What stands around a name: how often each stands in the head, the story, what may be the title, addresses, others' outlets."""

    named: Counter[str]
    body: str
    title: str
    hosts: str
    pile: frozenset[str]


def of_name(name: str, form: str, around: Around) -> Iterator[str]:
    """What the rest of the report, and the other reports, show of a name."""
    squeezed = re.sub(r"^the|\W", "", name.lower())
    if around.named[key_of(name)] > 1:
        yield f"twice/{form}"
    if len(squeezed) > 3 and squeezed in around.hosts:
        yield "hosted"
        yield f"hosted/{form}"
    if name.startswith("The "):
        yield f"The/{form}"
    if is_outlet(name):
        yield "outlet"
    if _key(name) in around.pile:
        yield "pile"
        yield f"pile/{form}"
    if squeezed in word_set("heads.menus") | word_set("heads.kickers") or name.lower() in word_set("heads.menus"):
        yield f"menu/{form}"
    if name in around.title and name != around.title:
        yield f"titled/{form}"
    usual = [int(zipf(word.lower())) for word in name.split() if len(word) > 2 and word.lower() not in ("the", "and")]
    yield f"rarest={min(usual, default=9)}/{form}"
    yield f"usual={max(usual, default=9)}/{form}"
    before = said_behind(name.removeprefix("The "), around.body)
    if before is None:
        yield f"unsaid/{form}"
    else:
        yield f"said/{form}"
        if before & _WHERE:
            yield f"placed/{form}"
        if before & _TOLD:
            yield f"told/{form}"


def _key(name: str) -> str:
    return key_of(name).removeprefix("the ")


def said_behind(name: str, body: str) -> set[str] | None:
    """The words behind which the story has a name, an article passed over; None where it has it nowhere."""
    found: set[str] = set()
    at = body.find(name)
    while at >= 0:
        words = body[max(0, at - 24) : at].split()
        words = words[:-1] if words[-1:] and words[-1].lower() == "the" else words
        if not (body[at - 1 : at].isalnum() or body[at + len(name) : at + len(name) + 1].isalnum()):
            found.add(words[-1].lower() if words else "^")
        at = body.find(name, at + 1)
    return found or None
