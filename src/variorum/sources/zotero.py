"""Zotero's own RDF, which it writes where nothing else is chosen: items, and beside them the files that were attached to each."""

from collections.abc import Iterator
from typing import Any

from variorum.sources.xml import parsed

_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
# What an item says in one element of its own, by our names.
_SAID = {"title": "title", "date": "date", "language": "language", "abstract": "abstract"}
_NO_REPORTS = frozenset({"attachment", "note", "annotation"})


def is_rdf(head: bytes) -> bool:
    """Does a file begin as Zotero's RDF does?"""
    return b"<rdf:RDF" in head and b"zotero.org/namespaces/export" in head


def items(text: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """What each item says, and the names of the files that are attached to it."""
    tree, _ = parsed(text, "list of references")
    if tree is None:
        return
    files = {
        element.get(_ABOUT): child.get(_RESOURCE)
        for element in tree
        if _name(element) == "Attachment"
        for child in element
        if _name(child) == "resource"
    }
    for element in tree:
        kind = next((child.text for child in element if _name(child) == "itemType"), None)
        if kind and kind.strip() not in _NO_REPORTS:
            linked = [files.get(child.get(_RESOURCE)) for child in element if _name(child) == "link"]
            yield _said(element), [name for name in linked if name]


def _said(item: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"id": item.get(_ABOUT)}
    for child in item:
        name = _name(child)
        if name in _SAID and (words := _words(child)):
            found.setdefault(_SAID[name], words)
        elif name == "isPartOf":
            found["publication"] = next((_words(inner) for inner in child.iter() if _name(inner) == "title"), "")
        elif name == "publisher":
            found["publisher"] = next((_words(inner) for inner in child.iter() if _name(inner) == "name"), "")
        elif name == "authors":
            found["author"] = "; ".join(_person(inner) for inner in child.iter() if _name(inner) == "Person")
        elif name == "identifier" and (address := next((_words(inner) for inner in child.iter() if _name(inner) == "value"), "")):
            found["url"] = address
    return found


def _person(element: Any) -> str:
    names = {_name(child): _words(child) for child in element}
    return " ".join(filter(None, (names.get("givenName"), names.get("surname"))))


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]
