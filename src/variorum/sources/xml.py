"""XML with bounds: nothing outside the file is fetched, no entity is blown up, what is damaged is read as far as it goes."""

import re
from typing import Any

from variorum.sources.decode import for_markup
from variorum.sources.markup import MOST_TAGS

# What may stand before the first element; a comment there may be long.
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+", re.DOTALL | re.IGNORECASE)


# What begins no reference: in addresses that were written as they are. Within CDATA and comments it is a letter like others.
_BARE = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|(?P<hexadecimal>&#X(?=[0-9a-fA-F]+;))|&(?!#\d+;|#x[0-9a-fA-F]+;|[A-Za-z][\w.-]*;)", re.DOTALL
)


def root(head: bytes) -> bytes:
    """The beginning of a file from its first element on."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    match = _BEFORE.match(head)
    return head[match.end() :] if match else head


def parsed(text: str, what: str) -> tuple[Any, str | None]:
    """The tree as far as it can be read, and a sentence where that is not to its end. `what`: the kind of file, for the sentence."""
    from lxml import etree

    # Entities are blown up not where they stand, and in attributes only as far as the parser allows whatever the size of the tree.
    limits: Any = {"huge_tree": True, "resolve_entities": False, "no_network": True}
    parser: Any = etree.XMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, **limits)
    if (tags := text.count("<")) > MOST_TAGS:
        return None, f"The {what} has some {tags:,} tags; the limit is {MOST_TAGS:,}."
    try:
        tree = etree.fromstring(_BARE.sub(_whole, for_markup(text)).strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, f"The {what} is damaged ({error})."
    fatal = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    if fatal is None:
        return tree, None
    return tree, f"The {what} is damaged in line {fatal.line} ({fatal.message}); it was read as far as that could be done."


def _whole(found: re.Match[str]) -> str:
    """An ampersand as mark-up writes it, where it stands bare; anything else as it is."""
    return "&amp;" if found[0] == "&" else "&#x" if found["hexadecimal"] else found[0]
