"""XML with bounds: nothing outside the file is fetched, no entity is blown up, what is damaged is read as far as it goes."""

import re
from html.entities import html5
from typing import Any

from variorum.sources.decode import for_markup
from variorum.sources.markup import MOST_TAGS

# What may stand before the first element; a comment there may be long.
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+", re.DOTALL | re.IGNORECASE)


# Ampersands: of addresses that were written as they are, and of names that only HTML has. Within CDATA and comments they are letters.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|(?P<hexadecimal>&#X(?=[0-9a-fA-F]+;))|&(?P<name>[A-Za-z][\w.-]*;)|&(?!#\d+;|#x[0-9a-fA-F]+;)",
    re.DOTALL,
)
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


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
        text = for_markup(text)
        if "<!ENTITY" not in text:  # names of the file's own are its own matter
            text = _AMPERSAND.sub(_whole, text)
        tree = etree.fromstring(text.strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, f"The {what} is damaged ({error})."
    fatal = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    if fatal is None:
        return tree, None
    return tree, f"The {what} is damaged in line {fatal.line} ({fatal.message}); it was read as far as that could be done."


def _whole(found: re.Match[str]) -> str:
    """An ampersand as mark-up writes it where it stands bare, a letter for its name in HTML; anything else as it is."""
    if (name := found["name"]) and name not in _OF_XML:
        return html5.get(name) or f"&amp;{name}"
    return "&amp;" if found[0] == "&" else "&#x" if found["hexadecimal"] else found[0]
