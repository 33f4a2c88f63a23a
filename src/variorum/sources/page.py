"""HTML: trafilatura finds the main text, and is held against the page's own paragraphs and what JSON-LD repeats of the text."""

import logging
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Block, Entry, Problem, Report
from variorum.sources import apart, authors, carried, europresse, live, metadata, second, storyless
from variorum.sources.decode import Decoded, binary, clean, decode
from variorum.sources.exports import kind_of, of_lines
from variorum.sources.make import HEAD, STAGE, Found, host_of, named, report, whole
from variorum.sources.markup import MOST_TAGS, lines_of, paragraphs_of, squeezed, tree_of
from variorum.sources.parts import Line, placed
from variorum.text.normal import key_of

_LOG = logging.getLogger(__name__)
_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|p|div)\b", re.IGNORECASE)
_EXPORTED = re.compile(
    rb"End of Document|\d of \d+ DOCUMENTS|enArticle|articleParagraph|DocPublicationName|Publication info|ProQuest"
    rb"|>\s*Document [A-Z]{3,}[0-9a-zA-Z]*20\d{6}"
)
_OPENED, _CLOSED = re.compile(rb"<(?:html|body)\b", re.IGNORECASE), re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
END = 4_096  # bytes of a page's end in which it is closed
_ROW = re.compile(r"^\|[\s|-]*\|$|^\|\s*|\s*\|$")  # the bars at the ends of a table's row, and the rule below its head
_SUFFIXES = (".html", ".htm", ".xhtml")
# The extractor takes up to 100 µs an element; its second opinion (justext) and its tables grow with the square. So the longer a page, the
# plainer it is read: without the second opinion, then every word of it, at last not at all.
MOST_COMPARED = 5_000
MOST_EXTRACTED = 20_000
WIDEST_ROW = 500
SHOWN = 80  # characters of a paragraph that was left out
LITTLE = 600  # characters: a few lines


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as saved: one report."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in _SUFFIXES or (path.suffix.lower() not in (".txt", ".text", ".md") and bool(_HEAD.search(head[:1024])))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
        elif what := binary(data):
            yield Problem(origin, STAGE, "binary", f"The file is {what}, not a page.")
        else:
            decoded = decode(data, declared=True)
            if _EXPORTED.search(data) and (lines := _exported(decoded.text)):
                yield from of_lines(lines, named(path), origin, given)
            else:
                if _breaks_off(data):
                    yield Problem(origin, STAGE, "cut", "The page breaks off before its end; what it has was read.")
                yield Record("", lambda: of_page(decoded, named(path), origin, given))


def _breaks_off(data: bytes) -> bool:
    """Was a page begun and not closed, and does it end in the middle of words?"""
    end = data[-END:].rstrip()
    return bool(_OPENED.search(data[:HEAD])) and not end.endswith(b">") and not _CLOSED.search(end)


def _exported(html: str) -> str | None:
    """The lines of a page that a press database wrote with many reports in it; None for other pages."""
    tree = tree_of(html)
    if tree is None:
        return None
    lines = europresse.lines(tree) or "\n".join(lines_of(tree))
    return lines if kind_of(lines) else None


def of_page(
    decoded: Decoded, name: str, origin: str, given: Given, address: str | None = None, fetched: str | None = None
) -> Iterator[Report | Problem]:
    """The report on one page, after a Problem if its encoding was guessed.

    `name` is what it is known by if it gives no address; `address` is where it was fetched from, and gives way to its own word, as
    does `fetched`, when that was.
    """
    if decoded.note:
        yield Problem(origin, STAGE, "encoding", decoded.note)
    if (tags := decoded.text.count("<")) > MOST_TAGS:
        yield Problem(origin, STAGE, "size", f"The page has some {tags:,} tags; the limit is {MOST_TAGS:,}. Is it one report?")
        return
    tree = tree_of(decoded.text)
    found = None if tree is None else _found(tree, name, address)
    if found is None:
        yield Problem(origin, STAGE, "no text", "No text was found on the page; is it drawn by a program in the browser?")
    elif isinstance(found, str):
        yield Problem(origin, STAGE, "no story", found)
    else:
        yield report(replace(found, fetched=fetched), origin, given)
        if found.left_out:
            yield _left_out(found.left_out, origin)


def _left_out(paragraphs: tuple[str, ...], origin: str) -> Problem:
    count, first = len(paragraphs), paragraphs[0]
    shown = first if len(first) <= SHOWN else f"{first[:SHOWN].rstrip()} …"
    which = "One paragraph within the page's article was" if count == 1 else f"{count} paragraphs within the page's article were"
    return Problem(origin, STAGE, "left out", f"{which} set apart from its text and left out of it: “{shown}”")


def _found(tree: Any, name: str, address: str | None) -> Found | str | None:
    """What the page tells; a sentence on why it tells no story; None where no words are on it."""
    told = _unless_it_fails(metadata.told, tree, copied=False) or metadata.NOTHING
    elements = tree.xpath("count(//*)")
    plain = elements > MOST_EXTRACTED or tree.xpath(f"boolean(//tr[count(*) > {WIDEST_ROW}])")
    bare = tree if plain else apart.without(tree)
    led = apart.led_away(bare)
    about = told.title or told.heading or ""
    text = _main_text(bare, told.body, about, led, plain, fast=elements > MOST_COMPARED)
    heads = tuple(filter(None, (told.title, told.heading)))
    lines = placed([line for line in text.split("\n") if line.strip()], bare, told.descriptions, heads)
    if (none := storyless.why(bare, replace(told, url=told.url or address), lines, len(led))) is not None:
        return none
    if not text.strip():
        return None
    blog = live.entries(bare, told, lines)
    title, byline, published = told.title, told.byline, told.published
    if not (title and byline and published) and elements <= MOST_EXTRACTED:  # what the page does not say outright
        guess = _guessed(tree)
        title, byline = title or squeezed(guess.title or "") or None, byline or authors.guessed(guess.author)
        published = published or guess.date
    lines = blog or lines
    if title and not _opens_with(lines, title, told.heading):
        lines.insert(0, Line(told.heading or title))
    text, blocks, entries = _laid_out(lines)
    left = () if plain or blog else tuple(second.left_out(text, bare))
    url = told.url or address
    return Found(
        text=text,
        name=name,
        outlet=told.outlet or (host_of(url) if url else None),
        url=url,
        title=title,
        byline=byline,
        published=published,
        language=told.language,
        modified=told.modified,
        section=told.section,
        form="live_blog" if blog else None,
        blocks=blocks,
        entries=entries,
        left_out=left,
    )


def _laid_out(lines: list[Line]) -> tuple[str, tuple[Block, ...], tuple[Entry, ...]]:
    """The text of the lines, and where in it those stand of which the page says what they are."""
    at = 0
    written: list[str] = []
    blocks: list[Block] = []
    entries: list[Entry] = []
    for line in lines:
        text = clean(line.text).strip()
        if not text:
            continue
        end = at + len(text)
        written.append(text)
        if line.role:
            blocks.append(Block(at, end, line.role))
        if line.opens:
            entries.append(Entry(at, end, line.at))
        elif entries and line.role != "caption":
            entries[-1] = replace(entries[-1], end=end)
        at = end + 1
    return "\n".join(written), tuple(blocks), tuple(entries)


def _main_text(tree: Any, repeated: str | None, about: str, led: set[str], plain: bool, fast: bool) -> str:
    """The text of the report, one paragraph a line.

    `repeated`: the text as JSON-LD has it; `about`: the page's title; `led`: what links to other texts; `plain`: all words are taken.
    """
    paragraphs = paragraphs_of(tree)
    little = max(LITTLE, round(0.1 * sum(map(len, paragraphs))))
    text = None if plain else _extracted(tree, little, fast)
    if text is None:  # it was not asked or failed: nothing is lost, all words of the page are taken
        return "\n".join(paragraphs) or "\n".join(filter(None, map(squeezed, tree.xpath("//text()[not(parent::script or parent::style)]"))))
    if len(text) < min(LITTLE, 0.1 * sum(map(len, paragraphs))):  # the extractor lost its way: all are taken, blocks are marked later
        text = "\n".join(paragraphs)
    text = second.completed("\n".join(line for line in text.split("\n") if key_of(line) not in led), tree)
    if not repeated and len(text) < LITTLE:
        repeated = carried.body(tree, about)
    if repeated and len(text) < 0.5 * len(repeated):
        text = second.repeated(repeated, tree)
    return text


def _extracted(tree: Any, little: int, fast: bool) -> str | None:
    """The main text of a page by trafilatura; None where it fails, as the page has words all the same.

    `little`: a text of fewer characters is often a part of one, so it is read once more, less strictly.
    """
    try:
        text = _by_trafilatura(tree, fast=fast)
        return text if len(text) >= little else max(text, _by_trafilatura(tree, fast=fast, favor_recall=True), key=len)
    except Exception:
        _LOG.warning("bare_extraction failed", exc_info=True)
        return None


def _by_trafilatura(tree: Any, fast: bool, favor_recall: bool = False) -> str:
    from trafilatura import bare_extraction

    settings: dict[str, Any] = {"include_comments": False, "with_metadata": False, "fast": fast, "favor_recall": favor_recall}
    main: Any = bare_extraction(deepcopy(tree), **settings)
    parts = (main.text or "").split("\n") if main is not None else []
    return "\n".join(line for part in parts if (line := _ROW.sub("", part.strip().removeprefix("- "))))


def _guessed(tree: Any) -> Any:
    """Title, author and date by trafilatura, from what the page shows."""
    from trafilatura import extract_metadata
    from trafilatura.settings import Document

    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    return _unless_it_fails(extract_metadata, tree, date_config=dates) or Document()


def _unless_it_fails(work: Callable[..., Any], tree: Any, copied: bool = True, **settings: object) -> Any:
    """What it makes of the page, or of a copy, as some take pages apart; None where it raises, as the page has words all the same."""
    try:
        return work(deepcopy(tree) if copied else tree, **settings)
    except Exception:
        _LOG.warning("%s failed", work.__name__, exc_info=True)
        return None


def _opens_with(lines: list[Line], title: str, heading: str | None) -> bool:
    """Is the title, or the heading in its place, among the first lines? By their letters, as pages set quotes and dashes differently."""
    wanted = {key_of(title), key_of(heading or title)}
    return any(key_of(line.text) in wanted for line in lines[:5])
