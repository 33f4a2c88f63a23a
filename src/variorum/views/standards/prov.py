"""W3C PROV-JSON (https://www.w3.org/submissions/prov-json/): descent as derivations between entities, outlets and agencies as agents."""

from typing import Any

from variorum.model.story import Borrowing, Dossier

# PROV's own kinds of derivation: a copy quotes, an edited edition revises, the rest is plain derivation.
_TYPE = {"verbatim": "prov:Quotation", "partial": "prov:Quotation", "edited": "prov:Revision"}


def document(dossier: Dossier) -> dict[str, Any]:
    """One PROV document a story. Where direction is unknown no derivation is claimed: both have a common, unnamed ancestor instead."""
    entities: dict[str, Any] = {}
    agents: dict[str, Any] = {}
    attributed: dict[str, Any] = {}
    for report in dossier.reports:
        entity: dict[str, Any] = {
            "prov:label": report.title or report.id,
            "prov:type": {"$": "variorum:Report", "type": "prov:QUALIFIED_NAME"},
        }
        if report.told_at:
            entity["variorum:published"] = report.told_at
        if report.url:
            entity["prov:location"] = report.url
        entities[f"variorum:{report.id}"] = entity
        if report.outlet:
            agent = f"variorum:outlet-{_slug(report.outlet)}"
            agents[agent] = {"prov:label": report.outlet, "prov:type": {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"}}
            attributed[f"_:at-{report.id}"] = {"prov:entity": f"variorum:{report.id}", "prov:agent": agent}
    for origin in dossier.origins:
        if not origin.in_hand:
            entities[f"variorum:{origin.id}"] = {"prov:label": f"{origin.name} (not among your files)"}
    derived: dict[str, Any] = {}
    for borrowing in dossier.borrowings:
        if borrowing.giver not in dossier.by_id:
            entities.setdefault(f"variorum:{borrowing.giver}", {"prov:label": f"{borrowing.giver_name} (not among your files)"})
        if borrowing.direction != "unknown":
            derived[f"_:{borrowing.id}"] = _derivation(borrowing)
        else:
            common = f"variorum:common-{borrowing.id}"
            entities[common] = {"prov:label": "common text, direction unknown"}
            for side, key in (("taker", borrowing.taker), ("giver", borrowing.giver)):
                derived[f"_:{borrowing.id}-{side}"] = {"prov:generatedEntity": f"variorum:{key}", "prov:usedEntity": common}
    return {
        "prefix": {"variorum": "urn:variorum:", "prov": "http://www.w3.org/ns/prov#"},
        "entity": entities,
        "agent": agents,
        "wasAttributedTo": attributed,
        "wasDerivedFrom": derived,
    }


def _derivation(borrowing: Borrowing) -> dict[str, Any]:
    row: dict[str, Any] = {
        "prov:generatedEntity": f"variorum:{borrowing.taker}",
        "prov:usedEntity": f"variorum:{borrowing.giver}",
        "variorum:kind": borrowing.kind,
        "variorum:direction": borrowing.direction,
        "variorum:basis": borrowing.basis,
        "variorum:share": {"$": f"{borrowing.score:.3f}", "type": "xsd:decimal"},
    }
    if borrowing.kind in _TYPE and borrowing.pairs:
        row["prov:type"] = {"$": _TYPE[borrowing.kind], "type": "prov:QUALIFIED_NAME"}
    return row


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.casefold()).strip("-")
