"""Lists of addresses: feeds, sitemaps (those of news too) and plain lists. What lies behind the addresses is not asked here."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import urljoin

from variorum.sources import dates
from variorum.sources.decode import decode
from variorum.sources.feed import is_feed, is_sitemap, links
from variorum.sources.xml import parsed

_LISTED = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
MOST_LISTED = 50_000  # a sitemap may have so many by its own rules


class Entry(NamedTuple):
    """One address of a list, and the moment at which it says that what lies there came or changed (ISO 8601)."""

    address: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The addresses of a feed or a sitemap, the newest first where it says; of an index they lead to more sitemaps."""

    kind: Literal["feed", "sitemap", "index"]
    entries: tuple[Entry, ...]


def listed(data: bytes, base: str = "") -> Listing | None:
    """What a feed or sitemap lists; None for anything else. `base`: the address it came from, for addresses that leave out the host."""
    head = data[:65_536]
    if is_feed(head):
        return _listing("feed", links(decode(data, declared=True).text), base)
    if is_sitemap(head):
        tree, _ = parsed(decode(data, declared=True).text, "sitemap")
        if tree is None:
            return Listing("sitemap", ())
        index = _plain(tree) == "sitemapindex"
        return _listing("index" if index else "sitemap", _of_sitemap(tree), base)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"jsonfeed.org" in head:
        return _listing("feed", _of_json(decode(data).text), base)
    return None


def in_lines(text: str) -> list[str] | None:
    """The addresses of a plain list, one a line, blank lines and those behind a `#` left out; None where it is something else."""
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    if not wanted or not all(_LISTED.fullmatch(line) for line in wanted):
        return None
    return [f"https://{line}" if line.lower().startswith("www.") else line for line in wanted]


def _listing(kind: Literal["feed", "sitemap", "index"], found: Iterator[tuple[str, str | None]], base: str) -> Listing:
    entries: dict[str, Entry] = {}
    for address, changed in found:
        try:
            whole = urljoin(base, address.strip())
        except ValueError:  # a bracket that opens no address of the net
            continue
        if whole and len(entries) < MOST_LISTED:
            entries.setdefault(whole, Entry(whole, dates.read(changed) if changed else None))
    return Listing(kind, tuple(sorted(entries.values(), key=lambda entry: entry.changed or "", reverse=True)))


def _of_sitemap(tree: Any) -> Iterator[tuple[str, str | None]]:
    """Each page of a sitemap with the later of the moments that it names: of its last change, and of the publication of its news."""
    for element in tree:
        if _plain(element) in ("url", "sitemap"):
            told: dict[str, str] = {}
            for child in element.iter():
                if (name := _plain(child)) in ("loc", "lastmod", "publication_date") and child.text:
                    told.setdefault(name, child.text.strip())
            if "loc" in told:
                yield told["loc"], max((told[name] for name in ("lastmod", "publication_date") if name in told), default=None)


def _of_json(text: str) -> Iterator[tuple[str, str | None]]:
    try:
        items = json.loads(text).get("items")
    except (ValueError, RecursionError, AttributeError):
        return
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("url"), str):
            changed = item.get("date_modified") or item.get("date_published")
            yield item["url"], changed if isinstance(changed, str) else None


def _plain(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
