"""Wikidata ids of countries (Q159), from lexicons/country_ids.tsv; those of office holders stand in holders.tsv."""

from functools import cache

from variorum.language.tables import rows


@cache
def _ids() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("variorum.language", "country_ids.tsv")[1:]}


def country_id(code: str | None) -> str | None:
    """The Wikidata id of a country by its ISO 3166 alpha-3 code; None where the list has none."""
    return _ids().get(code or "")
