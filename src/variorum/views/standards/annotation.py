"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): each quotation and point as annotations on the reports' texts."""

from collections.abc import Iterator
from typing import Any

from variorum.model.report import Passage, Report
from variorum.model.story import Dossier

AROUND = 32  # characters of prefix and suffix, as Hypothesis and Apache Annotator write


def target(report: Report, passage: Passage) -> dict[str, Any]:
    """The passage as a specific resource: found by quotation with its surroundings, or by position in code points."""
    return {
        "source": report.url or f"urn:variorum:report:{report.id}",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": passage.text,
                "prefix": report.text[max(0, passage.start - AROUND) : passage.start],
                "suffix": report.text[passage.end : passage.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
        ],
    }


def annotations(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """One annotation a quotation (who says it) and one a reading of a point (the question and the verdict) that nobody struck."""
    for quotation in dossier.quotations:
        report = dossier.by_id[quotation.report]
        body = {"type": "TextualBody", "purpose": "identifying", "value": quotation.speaker_name or "speaker open"}
        yield _annotation(quotation.id, "identifying", [body], [target(report, passage) for passage in quotation.content])
    for point in (point for point in dossier.points if point.struck is None):
        for number, reading in enumerate(point.readings):
            bodies = [
                {"type": "TextualBody", "purpose": "commenting", "value": f"{point.question} {point.why}"},
                {"type": "TextualBody", "purpose": "classifying", "value": point.verdict},
            ]
            targets = [target(dossier.by_id[passage.report], passage) for passage in reading.passages]
            if targets:
                yield _annotation(f"{point.id}.{number}", "assessing", bodies, targets)


def _annotation(key: str, motivation: str, bodies: list[dict[str, Any]], targets: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:variorum:annotation:{key}",
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies if len(bodies) > 1 else bodies[0],
        "target": targets if len(targets) > 1 else targets[0],
    }
