"""Whose pages are one outlet's, however each of them names it: "The Harbour Post", "HARBOUR POST", m.harbourpost.com.

Names are one by the table of sources, or by their letters; addresses by their site. A page that bears a name and lies on a site that is
called alike brings the two together. A name on another site ("Harbour Post", on a host that keeps pages of many) brings nothing together.
"""

from collections import Counter
from collections.abc import Sequence

from variorum.language import outlets
from variorum.language.citing import is_same
from variorum.model.report import Report
from variorum.text.addresses import host_of, site_of


def houses(reports: Sequence[Report]) -> list[str | None]:
    """Of each report the name of its outlet, one for all pages of that outlet; None where nothing tells whose page it is."""
    above: dict[str, str] = {}  # key -> a key of the same outlet

    def first(key: str) -> str:
        while above.setdefault(key, key) != key:
            key = above[key]
        return key

    keys = [_keys(report) for report in reports]
    for name, site in keys:
        if name and site:
            above[first(name)] = first(site)
    home = [first(key) if (key := name or site) else None for name, site in keys]
    written: dict[str, Counter[str]] = {}
    for report, key in zip(reports, home, strict=True):
        if key is not None and (name := _in_words(report) or _site(report)):
            written.setdefault(key, Counter())[name] += 1
    called = {key: min(names, key=lambda name: (" " not in name and "." in name, -names[name], name)) for key, names in written.items()}
    return [called[key] if key is not None else None for key in home]


def _in_words(report: Report) -> str | None:
    """The name that a page gives its outlet, where it is no address."""
    return None if host_of(report.outlet) else report.outlet


def _site(report: Report) -> str | None:
    return site_of(host_of(report.outlet) or host_of(report.url))


def _keys(report: Report) -> tuple[str | None, str | None]:
    """The key of its name, and that of its site if it is a page of the outlet of that name; a portal's site is no outlet."""
    written, site = _in_words(report), _site(report)
    at = f"site {site}" if site else None
    if written is None or site is None:
        return (_letters(written) if written else None), at
    name = outlets.called(written)
    alike = not outlets.is_portal(name) and (is_same(name, site) or outlets.outlet_at(report.url) == name)
    return _letters(written), at if alike else None


def _letters(written: str) -> str:
    """The key of a name: its letters and figures, by the name that the table has."""
    name = outlets.called(written)
    return f"name {''.join(letter for letter in name.casefold() if letter.isalnum()) or name}"
