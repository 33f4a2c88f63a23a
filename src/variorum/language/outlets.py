"""Whose a text is, by names and addresses that are the same in all languages: outlets and agencies. Every folder is asked."""

from functools import lru_cache

from variorum.language import packs


@lru_cache(maxsize=1 << 12)
def agency(name: str) -> str | None:
    """The agency's usual name, if the whole string is an agency's name as credits write it."""
    return next((found[0] for part in packs.parts("page.agencies") if (found := part.known(name))), None)


def outlet_at(address: str | None) -> str | None:
    """Whose page an address (or a bare domain) is, in words: the outlet or agency with the longest domain that it ends in."""
    return next((found for part in packs.parts("page.table") if (found := part.outlet_at(address))), None)


def outlet_called(name: str) -> str | None:
    """The outlet of the tables that has this name."""
    return next((found for part in packs.parts("page.table") if (found := part.outlet_called(name))), None)


@lru_cache(maxsize=1 << 12)
def called(name: str) -> str:
    """An outlet's name as the table of sources has it, however it is written; else as it is written, without an article."""
    return next((found for part in packs.parts("media") if (found := part.name_of(name)) != name), name)


def helped(before: str, after: str) -> bool:
    """Does a line credit the agency between these words as a helper, and not as the maker of the text: "additional reporting by"?"""
    return any(part.helped(before, after) for part in packs.parts("page.agencies"))


def names_agency(line: str) -> bool:
    """Does a credit name an agency, one that the table has or one that says so of itself?"""
    return any(part.find(line) for part in packs.parts("page.agencies"))


@lru_cache(maxsize=1 << 12)
def is_listed(name: str) -> bool:
    """Does the table of sources call an agency just so?"""
    return any(part.canonical(name) for part in packs.parts("page.agencies"))


def short_for(letters: str, name: str) -> bool:
    """Are these the first letters of the name ("TPA" of "Tarn Press Agency")?"""
    return any(part.short_for(letters, name) for part in packs.parts("page.agencies"))


def makers_in(byline: str) -> tuple[str, ...]:
    """The agencies, or else the outlets of the table, that a byline names as makers of a text, as the table has them."""
    agencies = [named for part in packs.parts("page.agencies") for named in part.find(byline)]
    printed = [named for part in packs.parts("page.printers") for named in part.in_byline(byline) if outlet_called(named.agency)]
    found = [named for named in agencies or printed if not named.photo_only]
    return tuple(named.agency for named in found if not helped(byline[: named.start], byline[named.end :]))


def edition_of(name: str) -> str | None:
    """The agency of which this is an edition or a desk: "Northwire India" of Northwire."""
    return next((found for part in packs.parts("page.agencies") if (found := part.edition_of(name))), None)


def passes_releases(agency: str) -> bool:
    """Is an agency a service that passes on what parties give out, and makes no text?"""
    return any(part.makes(agency) == "press release" for part in packs.parts("page.table"))


def family_of(outlet: str) -> str | None:
    """The owner of an outlet, where the table of sources knows one."""
    return next((found for part in packs.parts("page.table") if (found := part.family_of(outlet))), None)


def is_portal(outlet: str) -> bool:
    """Does an outlet show what others have written, so that two of its pages have no maker in common?"""
    return any(part.is_portal(outlet) for part in packs.parts("page.table"))
