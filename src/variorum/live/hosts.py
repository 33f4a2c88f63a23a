"""Which addresses may be asked: pages of the web, on machines that stand on the open net."""

import ipaddress
import socket
import threading
from collections.abc import Sequence

import httpx

LONGEST = 4_096  # characters of an address; servers take some 8,000 with all else that is asked
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # between a provider and its customers, and in networks across the net
# Ranges of version 6 in which addresses of version 4 are written; only the first two are in use, by translators.
_IN_SIX = tuple(ipaddress.IPv6Network(name) for name in ("::ffff:0:0/96", "64:ff9b::/96"))
# Others through which one of version 4 might be reached, or that are closed though older Pythons know nothing of it.
_CLOSED = tuple(
    ipaddress.ip_network(name)
    for name in ("::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16", "fec0::/10", "192.88.99.0/24", "240.0.0.0/4")
)


class Refused(Exception):
    """An address that is not asked; `str()` is the sentence for the reader, `kind` the kind of its problem."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def parsed(address: str) -> httpx.URL:
    """The address in its plain form, without the place within the page. Raises Refused for what is no address of a page."""
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL as error:
        raise Refused("address", f"It is no address of a page: {error}.") from error
    if len(address) > LONGEST:
        raise Refused("address", f"The address has {len(address):,} characters; the limit is {LONGEST:,}.")
    if url.scheme not in ("http", "https"):
        raise Refused("address", "Only addresses that begin with http:// or https:// are fetched.")
    if not url.host:
        raise Refused("address", "The address names no host.")
    if url.userinfo:
        raise Refused("address", "The address holds a name or password; it is not sent.")
    return url.copy_with(fragment=None)


def machines(host: str, port: int, local: bool, seconds: float) -> list[str]:
    """The numbers of the machines that a host's name leads to, all of which may be asked.

    `local`: private networks and this machine may be asked too. Raises Refused where one of them may not, or where none is found.
    """
    found: list[str] = []
    for number in _looked_up(host, port, seconds):
        if not permitted(number, local):
            raise Refused("local", f"“{host}” leads to {number}, which is no address on the open net; --allow-local lets it be asked.")
        found.append(number)
    return found


def permitted(number: str, local: bool) -> bool:
    """May a machine of this number be asked? Only global ones; with `local` also those of private networks and this one.

    What reaches many machines, or is kept for networks' own use (among it the addresses at which rented machines hand out their
    passwords), never.
    """
    try:
        address: Address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and any(address in network for network in _IN_SIX):
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.is_multicast or address.is_link_local or address.is_unspecified:
        return False
    if address.is_loopback:
        return local
    if any(address.version == closed.version and address in closed for closed in _CLOSED):
        return False
    if address.is_private or (address.version == 4 and address in _SHARED):
        return local
    return address.is_global and not address.is_reserved


def _looked_up(host: str, port: int, seconds: float) -> Sequence[str]:
    """The numbers behind a name, in the order of the machine's resolver, which has no limit of time of its own."""
    found: list[str] = []
    failed: list[Exception] = []

    def look() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=look, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise Refused("network", f"The name “{host}” could not be looked up in time.")
    if failed or not found:
        raise Refused("network", f"There is no machine of the name “{host}”, or this machine has no way to it.")
    return found
