"""Addresses of the web, as text."""

from urllib.parse import urlsplit


def host_of(address: str | None) -> str | None:
    """The host that an address (or a bare domain) names, in small letters."""
    if not address:
        return None
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    return host.rstrip(".").lower() if "." in host and " " not in host else None
