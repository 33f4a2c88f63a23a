"""News as agencies deliver it in XML: NewsML-G2 (https://iptc.org/standards/newsml-g2/) and NITF (https://iptc.org/standards/nitf/)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Item, Problem, Report
from variorum.sources.decode import clean
from variorum.sources.make import STAGE, WITHDRAWN, Found, decoded, named, report, whole
from variorum.sources.markup import squeezed
from variorum.sources.wrapped import unwrapped
from variorum.sources.xml import parsed, root

_HEAD = re.compile(rb"<(?:[\w.-]+:)?(?:newsMessage|newsItem|packageItem|nitf|NewsML)\b")
_PARAGRAPHS = frozenset({"p", "hl2", "li", "h2", "h3", "h4", "blockquote", "pre", "td"})
# Relations (https://cv.iptc.org/newscodes/itemrelation/) of an item to the one that it was made from.
_MADE_FROM = frozenset({"evolvedfrom", "derivedfrom", "previousversion", "supersedes", "translatedfrom"})


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One message with one or many items."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() == ".nitf" or bool(_HEAD.match(root(head)))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        text = yield from decoded(data, origin, declared=True)
        tree, damage = parsed(text, "message")
        if damage:
            yield Problem(origin, STAGE, "damaged", damage)
        if tree is None:
            return
        items = [element for element in tree.iter() if _name(element) == "newsItem"]
        items = items or [element for element in tree.iter() if _name(element) == "NewsItem"]  # of NewsML 1
        items = items or [element for element in tree.iter() if _name(element) == "nitf"]
        if not items:
            yield Problem(origin, STAGE, "no text", "There is no item with a text in the message.")
        for number, item in enumerate(items, 1):
            yield Record(f"Item {number}" if len(items) > 1 else "", partial(_of_item, item, f"{named(path)}#{number}", origin, given))


def _of_item(item: Any, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    status = _attribute(item, "pubStatus", "qcode").rpartition(":")[2] or _attribute(item, "Status", "FormalName").lower()
    if status in WITHDRAWN:
        yield Problem(origin, STAGE, "withdrawn", f"It {WITHDRAWN[status]}, and was not read.")
        return
    body = _body(item)
    lines = [line for element in _paragraphs(body) if (line := squeezed("".join(element.itertext())))] if body is not None else []
    if not lines and (plain := _text(item, "inlineData")):
        lines = [plain]
    if not lines:
        yield Problem(origin, STAGE, "no text", "There is no text in it; is it a picture?")
        return
    credit, paper = _text(item, "creditline"), _attribute(item, "pubdata", "name")
    # Whose material a paper printed stands behind the text.
    lines += [line for line in (_text(item, "tagline"), _text(item, "distributor") if paper else None) if line]
    title = _text(item, "hl1") or _text(item, "headline", "HeadLine") or _text(item, "title")
    text = unwrapped(clean("\n".join(lines)))
    yield report(
        Found(
            text=f"{title}\n{text}" if title else text,
            name=item.get("guid") or _attribute(item, "doc-id", "id-string") or name,
            item=_item(item),
            outlet=paper or _provider(item) or _attribute(item, "doc.copyright", "holder") or credit
            or _attribute(item, "Party", "FormalName"),
            url=next((link for link in _links(item) if link.startswith("http")), None),
            title=title,
            byline=re.sub(r"(?i)^by\s+", "", _text(item, "by", "ByLine") or _byline(item) or _person(item) or ""),
            section=_attribute(item, "pubdata", "position.section") or None,
            published=_text(item, "firstCreated", "contentCreated", "versionCreated", "FirstCreated", "ThisRevisionCreated")
            or _attribute(item, "date.issue", "norm") or _attribute(item, "story.date", "norm"),
            language=_attribute(item, "language", "tag") or item.get("{http://www.w3.org/XML/1998/namespace}lang"),
            modified=_text(item, "contentModified", "versionCreated", "ThisRevisionCreated"),
        ),
        origin,
        given,
    )


def _item(item: Any) -> Item | None:
    """What the item is called, which version of it this is, and from which item its sender says that it was made."""
    name = item.get("guid") or _text(item, "PublicIdentifier")
    name = name or _attribute(item, "du-key", "key") or _attribute(item, "doc-id", "id-string")
    if not name:
        return None
    links = (element for element in item.iter() if _name(element) == "link")
    made = (element for element in links if (element.get("rel") or "").rpartition(":")[2].lower() in _MADE_FROM)
    above = next((written for element in made if (written := element.get("residref") or element.get("href"))), None)
    version = item.get("version") if _name(item) == "newsItem" else _attribute(item, "du-key", "version")
    return Item(name, version or None, above or _attribute(item, "correction", "id-string") or None)


def _links(item: Any) -> Iterator[str]:
    return (element.get("href") or "" for element in item.iter() if _name(element) == "link")


def _body(item: Any) -> Any:
    for name in ("body.content", "body", "inlineXML"):
        if found := [element for element in item.iter() if _name(element) == name]:
            return found[-1] if name == "body" else found[0]
    return None


def _paragraphs(body: Any) -> Iterator[Any]:
    from lxml import etree

    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        if _name(element) in ("media", "body.head", "figure", "head", "hl1", "headline"):
            walk.skip_subtree()
        elif _name(element) in _PARAGRAPHS:
            yield element
            walk.skip_subtree()


def _provider(item: Any) -> str | None:
    """Who sent it: NewsML names them, or gives a code such as "nprov:AFP"."""
    for name in ("infoSource", "provider", "copyrightHolder"):
        for element in item.iter():
            if _name(element) == name:
                written = _text(element, "name") or element.get("literal") or (element.get("qcode") or "").rpartition(":")[2]
                if written:
                    return str(written)
    return None


def _person(item: Any) -> str | None:
    creators = [element for element in item.iter() if _name(element) == "creator"]
    return ", ".join(name for element in creators if (name := _text(element, "name"))) or None


def _byline(item: Any) -> str | None:
    """The persons of a line of authors, where they are told from their titles; else all of it."""
    lines = [element for element in item.iter() if _name(element) == "byline"]
    persons = [squeezed("".join(part.itertext())) for line in lines for part in line.iter() if _name(part) == "person"]
    return ", ".join(filter(None, persons)) or _text(item, "byline")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(parent: Any, *names: str) -> str | None:
    for name in names:
        for element in parent.iter():
            if _name(element) == name and (text := squeezed("".join(element.itertext()))):
                return text
    return None


def _attribute(parent: Any, name: str, attribute: str) -> str:
    return next((str(element.get(attribute)) for element in parent.iter() if _name(element) == name and element.get(attribute)), "")
