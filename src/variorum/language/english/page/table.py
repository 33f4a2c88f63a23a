"""The table of agencies and outlets: ours, and before it the one that the user has written (`VARIORUM_SOURCES` names its file)."""

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from variorum.errors import WrongUse
from variorum.text.addresses import host_of

NAME = "sources.toml"
VARIABLE = "VARIORUM_SOURCES"
_MAKES = ("text", "photo", "press release", "syndicate")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: how it is called here, how credits write it, its letters, and what it makes."""

    name: str
    written: tuple[str, ...]
    makes: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who prints: the name in words, the domains of its pages, what other reports call it, and whether it only shows what
    others have written.
    """

    name: str
    domains: tuple[str, ...]
    written: tuple[str, ...] = ()
    portal: bool = False
    family: str | None = None  # whose outlets it is one of


@cache
def load() -> tuple[tuple[Agency, ...], tuple[Outlet, ...]]:
    """All agencies and outlets; what the user says stands first. Raises WrongUse for a file of theirs that cannot be read."""
    agencies: dict[str, Agency] = {}
    outlets: dict[str, Outlet] = {}
    for table in _tables():
        for agency in map(_agency, table.get("agency", [])):
            known = agencies.get(agency.name)
            agencies[agency.name] = _joined(known, agency) if known else agency
        for outlet in map(_outlet, table.get("outlet", [])):
            outlets.setdefault(outlet.name, outlet)
    return tuple(agencies.values()), tuple(outlets.values())


def outlet_at(address: str | None) -> str | None:
    """Whose page an address (or a bare domain) is, in words: the outlet or agency with the longest domain that it ends in."""
    host = host_of(address)
    if not host:
        return None
    by_domain = _by_domain()
    labels = host.split(".")
    return next((by_domain[end] for start in range(len(labels) - 1) if (end := ".".join(labels[start:])) in by_domain), None)


def is_portal(outlet: str) -> bool:
    """Does an outlet show what others have written, so that two of its pages have no maker in common?"""
    return outlet in _portals()


@cache
def _portals() -> frozenset[str]:
    """The names and addresses of portals."""
    return frozenset(name for known in load()[1] if known.portal for name in (known.name, *known.domains))


def outlet_called(name: str) -> str | None:
    """The outlet of that name; None for agencies, portals and names that the table does not have.

    An article may be there or not, but for one word: "The Information" is an outlet, "Information" is none.
    """
    written = name.lower()
    bare = written.removeprefix("the ")
    found = _outlets_by_name()
    return found.get(written) or (found.get(bare) or found.get(f"the {bare}") if " " in bare else None)


@cache
def _outlets_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for one in load()[1]:
        for form in () if one.portal else one.written:
            found.setdefault(form.lower(), one.name)
    return found


def family_of(outlet: str) -> str | None:
    """The owner of an outlet, where the table knows one."""
    return _families().get(outlet.lower())


@cache
def _families() -> dict[str, str]:
    return {name.lower(): known.family for known in load()[1] if known.family for name in (*known.written, *known.domains)}


def called(name: str) -> str:
    """The name that the table has for an outlet or agency, however it is written, with its article or without; else the name itself."""
    return _by_name().get(name.lower(), name)


@cache
def _by_name() -> dict[str, str]:
    agencies, outlets = load()
    found: dict[str, str] = {}
    for name, written in (*((one.name, one.written) for one in outlets), *((one.name, one.written) for one in agencies)):
        for form in written:
            found.setdefault(form.lower(), name)
            found.setdefault(form.lower().removeprefix("the "), name)
    return found


def makes(agency: str) -> str:
    """What an agency makes: "text", "photo", "press release", or "syndicate": nothing of its own, but what outlets have written."""
    return next((known.makes for known in load()[0] if known.name == agency), "text")


def written_by_user() -> bytes:
    """The user's own file, of which what is read depends; nothing where there is none."""
    place = os.environ.get(VARIABLE)
    return Path(place).read_bytes() if place and Path(place).is_file() else b""


def _tables() -> Iterator[dict[str, Any]]:
    if place := os.environ.get(VARIABLE):
        try:
            yield tomllib.loads(Path(place).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise WrongUse(f"The table of sources {place!r} cannot be read: {error}.") from error
    yield tomllib.loads(files("variorum.language.english").joinpath("lexicons", NAME).read_text("utf-8"))


def _agency(row: dict[str, Any]) -> Agency:
    name = _text(row, "name")
    made = row.get("makes", "text")
    if made not in _MAKES:
        raise WrongUse(f"The table of sources says of {name!r} that it makes {made!r}; it can be {', '.join(_MAKES)}.")
    written = dict.fromkeys([name, *_texts(row, "names"), *_texts(row, "letters")])
    return Agency(name, tuple(written), made, tuple(map(str.lower, _texts(row, "domains"))))


def _outlet(row: dict[str, Any]) -> Outlet:
    name = _text(row, "name")
    written = tuple(dict.fromkeys([name, *_texts(row, "names")]))
    return Outlet(name, tuple(map(str.lower, _texts(row, "domains"))), written, row.get("portal") is True, _family(row))


def _family(row: dict[str, Any]) -> str | None:
    return _text(row, "family") if "family" in row else None


def _joined(first: Agency, second: Agency) -> Agency:
    written = dict.fromkeys([*first.written, *second.written])
    return Agency(first.name, tuple(written), first.makes, tuple(dict.fromkeys([*first.domains, *second.domains])))


def _text(row: dict[str, Any], name: str) -> str:
    if not isinstance(value := row.get(name), str) or not value.strip():
        raise WrongUse(f"An entry of the table of sources has no {name}.")
    return value.strip()


def _texts(row: dict[str, Any], name: str) -> list[str]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise WrongUse(f"In the table of sources the {name} of {row.get('name')!r} are no list of texts.")
    return [item.strip() for item in value]


@cache
def _by_domain() -> dict[str, str]:
    agencies, outlets = load()
    found: dict[str, str] = {}
    for name, domains in (*((outlet.name, outlet.domains) for outlet in outlets), *((agency.name, agency.domains) for agency in agencies)):
        for domain in domains:
            found.setdefault(domain, name)
    return found
