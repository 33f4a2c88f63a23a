"""Countries, their people, capitals and seats of government, and cities of the world: what a place name in a text may mean.

Lists lie in lexicons/ (countries.tsv, regions.tsv, places.tsv) and are read once, when first asked for. Lookups are exact on a normal form
(no accents, no case, no article, no possessive); nothing is guessed.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from variorum.language.english.words.tables import rows
from variorum.model.naming import Place

_EXTRA = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ß": "ss", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "ı": "i", "ð": "d", "þ": "th"}
)


def plain(words: str) -> str:
    """Words in the form in which lists are searched: no accents, lower case, single spaces."""
    if words.isascii():
        return " ".join(words.lower().split())
    folded = unicodedata.normalize("NFKD", words.translate(_EXTRA).replace("’", "'"))
    return " ".join("".join(sign for sign in folded if not unicodedata.combining(sign)).lower().split())


@lru_cache(maxsize=1 << 16)
def key_of(words: str) -> str:
    """The key of a name: `plain` without article, possessive ending and the points of abbreviations ("the U.S.'s" -> "us")."""
    if words.isascii() and words.isalpha():  # one plain word, as most names of the lists are
        return words.lower()
    key = plain(words).strip(' ,;:"()')
    key = _POSSESSIVE.sub("", key.removeprefix("the "))
    return _POINTS.sub("", key).strip() if "." in key else key.strip()


_LOCATIVE = re.compile(r"\b(?:in|at|from|to|near|outside|into|around|of|toward|towards|across|over)\s+(?:the\s+)?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s?$")
_POINTS = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b|[a-z]\.|$|\s)")


class Country(NamedTuple):
    """A country as texts name it: alpha-3; names, the usual one first; words for its people; capitals; houses that stand for its state."""

    code: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """The countries of countries.tsv."""
    listed = (row + [""] * (5 - len(row)) for row in rows("countries.tsv", titled=True))
    return tuple(Country(code, *(tuple(filter(None, words.split(";"))) for words in more)) for code, *more in listed)


class _Countries(NamedTuple):
    names: dict[str, str]
    people: dict[str, str]
    capitals: dict[str, str]
    seats: dict[str, str]
    first: dict[str, str]  # alpha-3 -> its usual name


@cache
def _countries() -> _Countries:
    found = _Countries({}, {}, {}, {}, {})
    for country in countries():
        code = country.code
        found.first[code] = country.names[0]
        for target, words in zip(found[:4], country[1:], strict=True):
            for word in words:
                target.setdefault(key_of(word), code)
        for word in country.people:
            if not word.endswith(("s", "h", "men", "ese")):
                found.people.setdefault(key_of(word) + "s", code)
    return found


def country_name(code: str) -> str | None:
    """The usual English name of a country (alpha-3); None where the list does not know it."""
    return _countries().first.get(code)


def named_country(words: str) -> str | None:
    """Alpha-3 of a country called by its name ("the United States", "U.S.", "Holland"). The word "us" in small letters is no country."""
    key = key_of(words)
    if key == "us" and not any(sign.isupper() for sign in words):
        return None
    return _countries().names.get(key)


def country_of_people(words: str) -> str | None:
    """Alpha-3 for an adjective or a word for the people ("Russian", "the Danes")."""
    key = key_of(words)
    if key == "us" and not any(sign.isupper() for sign in words):
        return None
    return _countries().people.get(key)


def country_of_capital(words: str) -> str | None:
    """Alpha-3 for a capital by any of its spellings ("Kiev", "Moscow"), which often stands for the government."""
    return _countries().capitals.get(key_of(words))


def country_of_seat(words: str) -> str | None:
    """Alpha-3 for a house or street that stands for a government ("the Kremlin", "Downing Street")."""
    return _countries().seats.get(key_of(words))


def country_of(words: str) -> str | None:
    """Alpha-3 of the country a name, adjective, capital or seat of government points to."""
    return named_country(words) or country_of_people(words) or country_of_capital(words) or country_of_seat(words)


def country_within(words: str) -> str | None:
    """The first country that some words inside a phrase point to ("Russian Foreign Ministry", "the Foreign Minister of Iceland")."""
    parts = [part for part in re.findall(r"[^\s,;:()\"]+", words) if part]
    for start in range(len(parts)):
        for length in range(min(4, len(parts) - start), 0, -1):
            piece = " ".join(parts[start : start + length])
            if piece[:1].isupper() and (code := country_of(piece)):
                return code
    return None


@cache
def _regions() -> dict[str, Place]:
    return {
        key_of(name): Place(names.split(";")[0], code or None, "region")
        for names, code in rows("regions.tsv", titled=True)
        for name in names.split(";")
    }


@cache
def _cities() -> dict[str, list[Place]]:
    """Cities by key, the largest of a name first."""
    found: dict[str, list[Place]] = {}
    for name, code, number, latitude, longitude, population in rows("places.tsv", titled=True):
        place = Place(name, code, "city", number, float(latitude), float(longitude), int(population))
        found.setdefault(key_of(name), []).append(place)
    return found


def city(name: str, country: str | None = None) -> Place | None:
    """The largest city spelt just so, in that country (alpha-3) if one is given."""
    spelt = name.removeprefix("the ").strip()
    return next((one for one in _cities().get(key_of(spelt), ()) if one.name == spelt and country in (None, one.country)), None)


@cache
def _respelt() -> dict[str, str]:
    """Other and former spellings of cities, and how GeoNames spells them."""
    return {key_of(other): key_of(name) for name, others in rows("respelt.tsv", titled=True) for other in others.split(";")}


@cache
def place_of(words: str, near: str | None = None) -> Place | None:
    """The place that a name most likely means: a country, a capital, a seat of government, a region, else the largest city of that name
    (in the country `near`, where it has one). A city is only certain where nothing else bears its name: see `population`.
    """
    if code := named_country(words):
        return Place(country_name(code) or code, code, "country")
    key = key_of(words)
    cities = _cities().get(key, [])
    if (usual := _respelt().get(key)) is not None:
        cities = sorted({*cities, *_cities().get(usual, ())}, key=lambda city: -city.population)
    here = [city for city in cities if city.country == near] if near else []
    if (capital := country_of_capital(words)) and not here:
        seat = next((city for city in cities if city.country == capital), None)
        name = seat.name if seat else words.removeprefix("the ").strip()
        return seat._replace(kind="capital") if seat else Place(name, capital, "capital")
    if code := country_of_seat(words):
        return Place(words.removeprefix("the ").removeprefix("The "), code, "seat")
    if here:
        return here[0]
    return _regions().get(key) or (cities[0] if cities else None)


def is_where(before: str) -> bool:
    """Do the words before a name say that it is a place: "outside", "in the"?"""
    return _LOCATIVE.search(before) is not None


def without_the(words: str) -> str:
    """A name without its article: "the Kremlin" -> "Kremlin"."""
    return re.sub(r"^[Tt]he ", "", words)
