"""Whose a text is, by names and addresses that are the same in all languages: outlets and agencies. Every folder is asked."""

from variorum.language import packs


def agency(name: str) -> str | None:
    """The agency's usual name, if the whole string is an agency's name as credits write it."""
    return next((found[0] for part in packs.parts("page.agencies") if (found := part.known(name))), None)


def outlet_at(address: str | None) -> str | None:
    """Whose page an address (or a bare domain) is, in words: the outlet or agency with the longest domain that it ends in."""
    return next((found for part in packs.parts("page.table") if (found := part.outlet_at(address))), None)


def helped(line: str) -> bool:
    """Does the line before an agency's name credit it as a helper, and not as the maker of the text: "additional reporting by"?"""
    return any(part.helped(line) for part in packs.parts("page.agencies"))
