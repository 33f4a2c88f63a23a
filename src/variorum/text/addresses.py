"""Addresses of the web, as text."""

from typing import Final
from urllib.parse import urlsplit

# What stands before the name of a site in hosts of its own: of phones, of countries, of parts of a paper.
_PARTS: Final = frozenset(
    [*("www", "ww2", "www2", "m", "mobile", "amp", "news", "edition", "en", "uk", "us", "eu", "au", "ca", "in", "international", "global"),
     *("beta", "old", "new", "live", "sport", "sports", "business", "money", "tech", "entertainment", "lifestyle", "opinion"),
     *("blog", "blogs", "local", "politics", "world", "video", "videos", "photos", "rss", "feeds", "archive", "archives")]
)  # fmt: skip
# Ends under which others have their names: "co.uk".
_SECOND: Final = frozenset(["ac", "co", "com", "edu", "go", "gob", "gov", "govt", "gv", "ne", "net", "nom", "or", "org"])


def host_of(address: str | None) -> str | None:
    """The host that an address (or a bare domain) names, in small letters."""
    if not address:
        return None
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    return host.rstrip(".").lower() if "." in host and " " not in host else None


def site_of(host: str | None) -> str | None:
    """The site of a host, without what stands before its name: "gull.example" of "m.gull.example" and of "sport.gull.example"."""
    if host is None:
        return None
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _PARTS and not (len(labels) == 3 and labels[1] in _SECOND):
        labels = labels[1:]
    return ".".join(labels)
