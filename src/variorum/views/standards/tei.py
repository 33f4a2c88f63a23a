"""TEI P5 critical apparatus (https://tei-c.org/release/doc/tei-p5-doc/en/html/TC.html): witnesses in `listWit`, points as `app` with `rdg`.

Rules followed, in place of a schema: every `rdg/@wit` points to a `witness/@xml:id`; every `app` has two `rdg` or more, or one `lem`;
`@type` of `app` is the verdict, `@cause` the likely cause where the evidence carries one; passages keep their place in `@n` as start-end.
"""

from xml.etree import ElementTree

from variorum.model.point import Point
from variorum.model.story import Dossier
from variorum.views.standards.xml import clean
from variorum.views.witnesses import witnesses

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def edition(dossier: Dossier) -> str:
    """One TEI document a story."""
    ElementTree.register_namespace("", _TEI)
    root = ElementTree.Element(_tag("TEI"))
    _header(root, dossier)
    body = _under(_under(root, "text"), "body")
    sigla = {witness.report: f"R{witness.number}" for witness in witnesses(dossier)}
    listing = _under(body, "listWit")
    for witness in witnesses(dossier):
        entry = _under(listing, "witness", f"{witness.outlet}" + (f", {witness.published}" if witness.published else ""))
        entry.set(_ID, sigla[witness.report])
    apparatus = _under(body, "listApp")
    for point in (point for point in dossier.points if point.struck is None):
        _point(apparatus, point, sigla)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _tag(name: str) -> str:
    return f"{{{_TEI}}}{name}"


def _under(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, _tag(name), attributes)
    if text is not None:
        element.text = clean(text)
    return element


def _header(root: ElementTree.Element, dossier: Dossier) -> None:
    description = _under(_under(root, "teiHeader"), "fileDesc")
    _under(_under(description, "titleStmt"), "title", dossier.story.title)
    _under(_under(description, "publicationStmt"), "p", "Written by Variorum from the reports listed as witnesses.")
    _under(_under(description, "sourceDesc"), "p", f"{dossier.story.counts.reports} reports from {dossier.story.counts.origins} origins.")
    encoding = _under(root.find(_tag("teiHeader")), "encodingDesc")  # type: ignore[arg-type]
    _under(encoding, "variantEncoding", method="parallel-segmentation", location="internal")


def _point(parent: ElementTree.Element, point: Point, sigla: dict[str, str]) -> None:
    entry = _under(parent, "app", type=point.verdict)
    entry.set(_ID, point.id)
    single = len(point.readings) == 1
    for reading in point.readings:
        wit = " ".join(f"#{sigla[report]}" for report in reading.reports if report in sigla)
        attributes = {"wit": wit}
        if point.cause and not single:
            attributes["cause"] = "-".join(point.cause.split())
        words = " … ".join(dict.fromkeys(passage.text for passage in reading.passages)) or reading.value
        _under(entry, "lem" if single else "rdg", words, **attributes)
    _under(entry, "note", f"{point.question} {point.why}")
