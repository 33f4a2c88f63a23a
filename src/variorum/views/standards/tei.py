"""TEI P5 critical apparatus (https://tei-c.org/release/doc/tei-p5-doc/en/html/TC.html): witnesses in `listWit`, points as `app` with `rdg`.

Rules followed, in place of a schema: every `rdg/@wit` points to a `witness/@xml:id`, and every such witness has exactly the words of the
`rdg`; what witnesses answer alike in other words is several `rdg` with one `@n`. Every `app` has two `rdg` or more, or one `lem`; its
`@type` is the verdict, `@cause` the likely cause where the evidence carries one.
"""

from xml.etree import ElementTree

from variorum.model.point import Point, Reading
from variorum.model.story import Dossier
from variorum.views.standards.xml import clean
from variorum.views.witnesses import witnesses

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def edition(dossier: Dossier) -> str:
    """One TEI document a story."""
    ElementTree.register_namespace("", _TEI)
    root = ElementTree.Element(_tag("TEI"))
    sigla = {witness.report: f"R{witness.number}" for witness in witnesses(dossier)}
    _header(root, dossier, sigla)
    body = _under(_under(root, "text"), "body")
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


def _header(root: ElementTree.Element, dossier: Dossier, sigla: dict[str, str]) -> None:
    header = _under(root, "teiHeader")
    description = _under(header, "fileDesc")
    _under(_under(description, "titleStmt"), "title", dossier.story.title)
    _under(_under(description, "publicationStmt"), "p", "Written by Variorum from the reports listed as witnesses.")
    listing = _under(_under(description, "sourceDesc"), "listWit")
    _under(listing, "head", f"{dossier.story.counts.reports} reports from {dossier.story.counts.origins} origins.")
    for witness in witnesses(dossier):
        told = (witness.outlet, witness.title, witness.published, dossier.by_id[witness.report].url)
        entry = _under(listing, "witness", ", ".join(part for part in told if part))
        entry.set(_ID, sigla[witness.report])
    _under(_under(header, "encodingDesc"), "variantEncoding", method="parallel-segmentation", location="internal")


def _point(parent: ElementTree.Element, point: Point, sigla: dict[str, str]) -> None:
    entry = _under(parent, "app", type=point.verdict)
    entry.set(_ID, point.id)
    wordings = [
        (number, words, reports)
        for number, reading in enumerate(point.readings, 1)
        for words, reports in _wordings(reading, sigla).items()
    ]  # fmt: skip
    for number, words, reports in wordings:
        attributes = {"wit": " ".join(f"#{sigla[report]}" for report in reports), "n": str(number)}
        if point.cause and len(point.readings) > 1:
            attributes["cause"] = "-".join(point.cause.split())
        _under(entry, "lem" if len(wordings) == 1 else "rdg", words, **attributes)
    _under(entry, "note", f"{point.question} {point.why}")


def _wordings(reading: Reading, sigla: dict[str, str]) -> dict[str, list[str]]:
    """The words of an answer -> the reports that have just these; a report's passages stand together, in the order of its text."""
    found: dict[str, list[str]] = {}
    for report in (one for one in reading.reports if one in sigla):
        own = sorted({(one.start, one.text) for one in reading.passages if one.report == report})
        found.setdefault(" … ".join(text for _, text in own) or reading.value, []).append(report)
    return found
