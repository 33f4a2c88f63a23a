"""Cities by name, with country, GeoNames id and coordinates; the largest of a name wins unless a country is given."""

from functools import cache
from typing import NamedTuple

from variorum.language.words.tables import rows


class City(NamedTuple):
    """Latitude and longitude in degrees."""

    name: str
    country: str  # ISO 3166 alpha-3
    geonames: str
    latitude: float
    longitude: float


@cache
def _cities() -> dict[str, list[City]]:
    found: dict[str, list[City]] = {}
    for row in rows("places.tsv", titled=True):
        if len(row) >= 5:
            found.setdefault(row[0], []).append(City(row[0], row[1], row[2], float(row[3]), float(row[4])))
    return found


def city(name: str, country: str | None = None) -> City | None:
    """The city of that name, in that country if one is given."""
    options = _cities().get(name.removeprefix("the ").strip(), [])
    if country is not None:
        options = [option for option in options if option.country == country] or []
    return options[0] if options else None
