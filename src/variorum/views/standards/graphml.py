"""GraphML (http://graphml.graphdrawing.org) of the stemma, for Gephi, yEd, networkx and igraph."""

from xml.etree import ElementTree

from variorum.model.story import Dossier
from variorum.views.descent import descent
from variorum.views.standards.xml import clean

_NODE = ("label", "number", "published", "origin", "lost")
_EDGE = ("kind", "direction", "share", "why")
_TYPES = {"number": "int", "lost": "boolean", "share": "double"}


def graph(dossier: Dossier) -> str:
    """Directed edges run from giver to taker; an edge of unknown direction is marked so."""
    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            ElementTree.SubElement(
                root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": _TYPES.get(name, "string")}
            )
    tree = ElementTree.SubElement(root, "graph", id=dossier.story.id, edgedefault="directed")
    shape = descent(dossier)
    for node in shape.nodes:
        _data(ElementTree.SubElement(tree, "node", id=node.id), "node", _NODE, node)
    known = {node.id for node in shape.nodes}
    for edge in shape.edges:
        if edge.giver in known and edge.taker in known:
            _data(ElementTree.SubElement(tree, "edge", id=edge.borrowing, source=edge.giver, target=edge.taker), "edge", _EDGE, edge)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _data(parent: ElementTree.Element, kind: str, names: tuple[str, ...], thing: object) -> None:
    for name in names:
        value = getattr(thing, name)
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else clean(str(value))
            ElementTree.SubElement(parent, "data", key=f"{kind}-{name}").text = text
