"""How reading grows: processor time by size, for every kind of input and many shapes of each, plain and odd.

    python benchmarks/reliability/growth.py [NAME...] [--most 1.2]

Each shape is made at doubling sizes and read as the job reads it (`sources.files.read` and the report stages) until a reading takes two
seconds, the shape has 16 MB or is refused for its size. The exponent is the slope of log time over log size at the last three sizes
that took at least 0.05 s (the least of two readings); shapes quicker than that are "fast". Names choose shapes by their beginning. The
last line is JSON: the steepest exponent, and those over the limit, which also make the exit status 1.
"""

import argparse
import gzip
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from variorum import pipeline
from variorum.contracts import Given
from variorum.model.report import Report
from variorum.sources import files

SMALLEST, LARGEST = 16_000, 16_000_000  # bytes
MEASURABLE, ENOUGH = 0.05, 2.0  # seconds

SENTENCE = "The ferry ran aground on Monday and was pulled free by two tugs, the harbour office in Sandvik said. "
TITLE = "Ferry runs aground off Sandvik"
WORD = "harbour "
RECORD = json.dumps({"id": "r1", "title": TITLE, "text": SENTENCE * 3, "outlet": "Gull", "date": "2021-03-02"})
ROW = f'r1,{TITLE},"{SENTENCE}",Gull,2021-03-02\n'
ITEM = f"<item><title>{TITLE}</title><guid>g1</guid><description>{SENTENCE}</description></item>"
ODD = '{"title": "no text"}'


def times(piece: str, size: int) -> str:
    return piece * max(1, size // len(piece.encode()))


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body><p>{SENTENCE}</p>{body}<p>{SENTENCE}</p></body></html>"


def nest(opening: str, closing: str, size: int, inner: str = SENTENCE) -> str:
    depth = max(1, size // len(opening + closing))
    return opening * depth + inner + closing * depth


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: times(piece, size)


def within(before: str, piece: str, after: str = "") -> Callable[[int], str]:
    return lambda size: before + times(piece, size) + after


def counted(before: str, piece: str, after: str = "") -> Callable[[int], str]:
    """Each piece with a number of its own in place of #."""
    count = len(piece) + 5
    return lambda size: before + "".join(piece.replace("#", str(number)) for number in range(max(1, size // count))) + after


def text_of(piece: str) -> Callable[[int], str]:
    return lambda size: f"{TITLE}\n{SENTENCE}\n{times(piece, size)}\n{SENTENCE}"


def page_of(piece: str) -> Callable[[int], str]:
    return lambda size: page(times(piece, size))


def head_of(piece: str) -> Callable[[int], str]:
    return lambda size: page("", times(piece, size))


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Coast Report</title>{items}</channel></rss>'


def rss_of(piece: str) -> Callable[[int], str]:
    return lambda size: rss(ITEM + times(piece, size) + ITEM)


def table(rows: str) -> str:
    return f"id,title,text,outlet,date\n{rows}"


def answer(body: str, kind: str = "text/html", head: str = "WARC-Target-URI: https://coast.example/a\r\n", more: str = "") -> str:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}\r\n{body}"
    return f"WARC/1.0\r\nWARC-Type: response\r\n{head}Content-Length: {len(block.encode())}\r\n\r\n{block}\r\n\r\n"


TEXTS: dict[str, Callable[[int], str]] = {
    "sentences": text_of(SENTENCE),
    "paragraphs": text_of(SENTENCE + "\n\n"),
    "one_word": text_of("a"),
    "one_word_a_line": text_of("harbour\n"),
    "two_words_a_line": text_of("Harbour Office\n"),
    "line_ends": text_of("\n"),
    "returns": text_of("\r"),
    "blanks": text_of(" "),
    "tabs": text_of("\t \n"),
    "commas": text_of("ferry, tug, "),
    "quotation_marks": text_of('"'),
    "curly_quotations": text_of("“Nobody was hurt,” said the captain. "),
    "open_quotations": text_of("“Nobody "),
    "full_stops": text_of(". "),
    "digits": text_of("1234567890"),
    "dates": text_of("26 January 2022\n"),
    "times": text_of("Posted: 4:56 AM, January 26, 2022\n"),
    "bylines": text_of("By Ada Lund, Jan 26, 2022\n"),
    "datelines": text_of("SANDVIK (Northwire) - The ferry ran aground.\n"),
    "captions": text_of("A ferry off Sandvik. Photo: Ada Lund / Northwire\n"),
    "credits": text_of("(Northwire) "),
    "capitals": text_of("HARBOUR OFFICE SAYS "),
    "addresses": text_of("https://coast.example/a?b=c "),
    "share_lines": text_of("Share this on Facebook\n"),
    "copyrights": text_of("© 2021 Coast Report\n"),
    "brackets": text_of("(["),
    "closing_brackets": text_of("])"),
    "dashes": text_of("– "),
    "bars": text_of("a | b | "),
    "pictures": text_of("👩‍🚀"),
    "accents": text_of("e\u0301\u0301\u0301"),
    "bidi": text_of("\u202e"),
    "chinese": text_of("渡轮星期一搁浅。"),
    "zeros": text_of("\x00"),
    "control": text_of("word\x07 word word word word word "),
    "underscores": text_of("_"),
    "tags": text_of("<p>"),
}
PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": page_of(f"<p>{SENTENCE}</p>"),
    "open_paragraphs": page_of("<p>a"),
    "divs": page_of(f"<div>{SENTENCE}</div>"),
    "empty_divs": page_of("<div></div>"),
    "spans": page_of("<span>the ferry ran</span> "),
    "headings": page_of(f"<h2>{TITLE}</h2>"),
    "links": page_of("<p>See <a href='x'>the ferry</a> now.</p>"),
    "bare_links": page_of("<a href='x'>the ferry</a> "),
    "list": page_of("<li>the ferry ran aground"),
    "breaks": page_of("the ferry ran aground<br>"),
    "breaks_alone": page_of("<br>"),
    "bold": page_of("<b>the ferry</b> ran "),
    "pictures": page_of("<figure><img src='x.jpg' alt='y'><figcaption>A ferry</figcaption></figure>"),
    "quotations": page_of(f"<blockquote>{SENTENCE}</blockquote>"),
    "pre": page_of("<pre>a b c</pre>"),
    "entities": page_of("&amp;&bogus; &#1; &#xD800; "),
    "ampersands": page_of("&"),
    "less": page_of("< "),
    "open_tags": page_of("<p "),
    "closings": page_of("</div>"),
    "closings_cut": page_of("</"),
    "declarations": page_of("<!x"),
    "instructions": page_of("<?x"),
    "comments": page_of("<!-- a -->"),
    "open_comments": page_of("<!-- a "),
    "scripts": page_of("<script>var a = 1;</script>"),
    "open_scripts": page_of("<script>var a = 1;"),
    "styles": page_of("<style>a { b: c }</style>"),
    "titles": page_of("<title>a"),
    "textareas": page_of("<textarea>a"),
    "options": page_of("<select><option>a"),
    "forms": page_of("<form><input value='a'></form>"),
    "frames": page_of("<iframe src='a'></iframe>"),
    "times": page_of("<time datetime='2021-03-02'>2 March 2021</time>"),
    "dates": page_of("2 March 2021, "),
    "classes": page_of(f"<div class='comment share related story'>{SENTENCE}</div>"),
    "metas": head_of("<meta name='author' content='Ada Lund'>"),
    "dated_metas": head_of("<meta property='article:published_time' content='soon'>"),
    "head_links": head_of("<link rel='canonical' href='https://coast.example/a'>"),
    "linked_data": head_of('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "soon"}]}</script>'),
    "table": lambda size: page(f"<table>{times('<tr><td>The ferry</td><td>ran aground</td></tr>', size)}</table>"),
    "wide_table": lambda size: page(f"<table><tr>{times('<td>ferry</td>', size)}</tr></table>"),
    "tables": page_of("<table><tr><td>The ferry ran aground</td></tr></table>"),
    "nested_divs": lambda size: page(nest("<div>", "</div>", size)),
    "nested_open": lambda size: page(nest(f"<div>{SENTENCE}", "", size)),
    "nested_quotations": lambda size: page(nest("<blockquote><p>The ferry ran.", "", size)),
    "nested_bold": lambda size: page(nest("<b>", "</b>", size)),
    "nested_lists": lambda size: page(nest("<ul><li>the ferry", "</li></ul>", size)),
    "nested_tables": lambda size: page(nest("<table><tr><td>the ferry", "</td></tr></table>", size)),
    "nested_sections": lambda size: page(nest("<section><article>", "</article></section>", size)),
    "nested_svg": lambda size: page(nest("<svg><g>", "</g></svg>", size)),
    "crossed": page_of("<b><i><p>the ferry</b></i></p>"),
    "attributes": counted("<p>Sandvik<p ", "a#=x ", f">{SENTENCE}</p>"),
    "quoted_attributes": counted("<p>Sandvik<p ", "a#='>' ", f">{SENTENCE}</p>"),
    "same_attribute": page_of("<p a=1 a=1 a=1 a=1 a=1>the ferry</p>"),
    "long_attribute": lambda size: page(f"<p a='{times('x', size)}'>{SENTENCE}</p>"),
    "open_attribute": page_of("<p a='"),
    "long_name": lambda size: page(f"<{times('x', size)}>{SENTENCE}"),
    "names": counted("<p>Sandvik", "<x#>ferry</x#>", f"<p>{SENTENCE}</p>"),
    "long_title": lambda size: f"<html><title>{times(WORD, size)}</title><p>{SENTENCE}</p></html>",
    "data_address": lambda size: page(f"<img src='data:image/png;base64,{times('QUJD', size)}'>"),
    "one_paragraph": lambda size: page(f"<p>{times(SENTENCE, size)}</p>"),
    "no_tags": lambda size: times(SENTENCE, size),
}
FEEDS: dict[str, Callable[[int], str]] = {
    "items": rss_of(ITEM),
    "empty_items": rss_of("<item></item>"),
    "items_of_tags": rss_of(f"<item><description>&lt;p&gt;{SENTENCE}&lt;/p&gt;</description></item>"),
    "open_items": rss_of("<item><description>a"),
    "nested_items": lambda size: rss(nest(f"<item><description>{SENTENCE}</description>", "</item>", size)),
    "one_item": lambda size: rss(f"<item><description>{times(SENTENCE, size)}</description></item>"),
    "children": lambda size: rss(f"<item>{times('<x>a</x>', size)}<description>{SENTENCE}</description></item>"),
    "channel_children": rss_of("<x>a</x>"),
    "marked": rss_of(f"<item><description><![CDATA[<p>{SENTENCE}</p>]]></description></item>"),
    "open_marked": rss_of("<![CDATA[ a "),
    "references": rss_of("&#xD800;&amp;&bogus;"),
    "entities": lambda size: rss(times("<item a='&b;'>&b;</item>", size), "<!DOCTYPE rss [<!ENTITY a 'ha ha'><!ENTITY b '&a;&a;&a;&a;'>]>"),
    "declared": counted("<!DOCTYPE rss [", '<!ENTITY a# "x">', "]>" + rss(ITEM).partition("?>")[2]),
    "attributes": counted("<rss><item ", 'a#="x" ', f"><description>{SENTENCE}</description></item></rss>"),
    "namespaces": counted("<rss><item ", 'xmlns:a#="x" ', f"><description>{SENTENCE}</description></item></rss>"),
    "nested": lambda size: rss(f"<item><description>{nest('<x>', '</x>', size)}</description></item>"),
    "nested_names": lambda size: rss("<item><description>" + nest('<a:b xmlns:a="c">', "</a:b>", size) + "</description></item>"),
    "links": lambda size: rss(f"<item>{times('<link/>', size)}<description>{SENTENCE}</description></item>"),
}
DOCUMENTS: dict[str, Callable[[int], str]] = {
    "records": lambda size: f"[{times(RECORD + ',', size)}{RECORD}]",
    "articles": lambda size: f'{{"status": "ok", "articles": [{times(RECORD + ",", size)}{RECORD}]}}',
    "no_text": lambda size: f"[{times(ODD + ',', size)}{RECORD}]",
    "empty_objects": lambda size: f"[{times('{},', size)}{RECORD}]",
    "empty_lists": lambda size: f"[{times('[],', size)}{RECORD}]",
    "numbers": lambda size: f"[{times('1,', size)}{RECORD}]",
    "strings": within("[", '"a",', f"{RECORD}]"),
    "lists_of_objects": counted("{", '"a#": [{}], ', f'"text": "{SENTENCE}"}}'),
    "fields": counted("{", '"a#": 1, ', f'"text": "{SENTENCE}"}}'),
    "names": within(f'{{"text": "{SENTENCE}", "author": [', '{"name": "Ada"},', '"Ole"]}'),
    "long_text": lambda size: f'[{{"text": "{times(SENTENCE, size)}"}}]',
    "escapes": within(f'[{{"text": "{SENTENCE}', "\\n\\u00e9", '"}]'),
    "open_string": within(f'[{RECORD},"', '\\" '),
    "quotation_marks": repeated('"'),
    "digits": within(f'[{{"text": "{SENTENCE}", "id": ', "1", "}]"),
    "nested_lists": lambda size: f"[{RECORD},{nest('[', ']', size, '1')}]",
    "nested_names": lambda size: f'[{RECORD},{{"text": "{SENTENCE}", "source": ' + nest('{"name":', "}", size, "1") + "}]",
    "open_lists": repeated("["),
    "closings": repeated("]"),
    "commas": lambda size: f"[{times(',', size)}]",
    "blanks": lambda size: f"[{times(' ', size)}{RECORD}]",
}
LINES: dict[str, Callable[[int], str]] = {
    "records": repeated(RECORD + "\n"),
    "tagged": repeated(json.dumps({"text": f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"}) + "\n"),
    "no_text": repeated(ODD + "\n"),
    "empty_objects": repeated("{}\n"),
    "line_ends": repeated("\n"),
    "broken": repeated("{broken\n"),
    "one_line": lambda size: f'{{"text": "{times(SENTENCE, size)}"}}',
    "one_word": repeated("a"),
    "odd_dates": repeated(json.dumps({"text": SENTENCE, "date": "12 de enero de 2021"}) + "\n"),
}
TABLES: dict[str, Callable[[int], str]] = {
    "rows": lambda size: table(times(ROW, size)),
    "empty_rows": lambda size: table(times(",,,,\n", size)),
    "line_ends": lambda size: table(times("\n", size)),
    "returns": lambda size: table(times(ROW, size).replace("\n", "\r")),
    "one_line": lambda size: table(times("a", size)),
    "cells": lambda size: table(times("a,", size)),
    "columns": counted("", "a#,", "\n" + ROW),
    "one_cell": lambda size: table(f'r1,{TITLE},"{times(SENTENCE + chr(10), size)}",Gull,\n'),
    "marks": lambda size: table(times('"', size)),
    "marks_a_line": lambda size: table(times('"\n', size)),
    "open_mark": lambda size: table(f'r0,"{TITLE}\n' + times(f"r1,{TITLE},{SENTENCE.replace(',', '')},Gull,2021-03-02\n", size)),
    "always_open": lambda size: table(times('a,b,c,d","e\n', size)),
    "zeros": lambda size: table(ROW + times("\x00", size)),
    "names_only": counted("", "a#,"),
}
ARCHIVES: dict[str, Callable[[int], str]] = {
    "pages": repeated(answer(page(f"<p>{SENTENCE}</p>"))),
    "pictures": repeated(answer("x", "image/png")),
    "no_address": repeated(answer(page(""), head="")),
    "one_page": lambda size: answer(page(times(f"<p>{SENTENCE}</p>", size))),
    "chunks": lambda size: answer(times("1\r\na\r\n", size), more="Transfer-Encoding: chunked\r\n"),
    "one_chunk": lambda size: answer(f"{size:x}\r\n{times('a', size)}\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n"),
    "headers": lambda size: answer(page(""), more=times("X-A: b\r\n", size)),
    "heads": lambda size: answer(page(""), head=times("X-A: b\r\n", size)),
    "long_head": lambda size: answer(page(""), head=f"X-A: {times('b', size)}\r\n"),
    "folded_head": lambda size: answer(page(""), head="X-A: b\r\n" + times(" b\r\n", size)),
    "empty": repeated("WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
    "line_ends": lambda size: answer(page("")) + times("\r\n", size),
    "endless": lambda size: "WARC/1.0 " + times("a", size),
}
KINDS: dict[str, tuple[str, dict[str, Callable[[int], str]]]] = {
    "text": ("a.txt", TEXTS),
    "page": ("a.html", PAGES),
    "feed": ("a.rss", FEEDS),
    "document": ("a.json", DOCUMENTS),
    "lines": ("a.jsonl", LINES),
    "table": ("a.csv", TABLES),
    "archive": ("a.warc", ARCHIVES),
}
BYTES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "bytes_latin": ("a.txt", lambda size: times("Åse Ødegård sagde på søndag nej. ", size).encode("cp1252")),
    "bytes_cyrillic": ("a.txt", lambda size: times("Паром сел на мель в понедельник. ", size).encode("cp1251")),
    "bytes_wide": ("a.txt", lambda size: times(SENTENCE, size // 2).encode("utf-16-le")),
    "bytes_broken": ("a.txt", lambda size: b"\xff the ferry ran aground" * (size // 23)),
    "bytes_any": ("a.txt", lambda size: bytes(range(32, 256)) * (size // 224)),
    "bytes_zeros": ("a.bin", bytes),
    "bytes_lines_latin": ("a.jsonl", lambda size: times('{"text": "Åse sagde på søndag nej til os."}\n', size).encode("cp1252")),
    "bytes_table_wide": ("a.csv", lambda size: table(times(ROW, size // 2)).encode("utf-16")),
    "packed_members": ("a.jsonl.gz", lambda size: gzip.compress(f"{RECORD}\n".encode(), 1, mtime=0) * (size // 300)),
    "packed_zeros": ("a.txt.gz", lambda size: gzip.compress(bytes(size), 1, mtime=0)),
    "packed_twice": ("a.txt.gz", lambda size: gzip.compress(gzip.compress(times(SENTENCE, size).encode(), 1), 1)),
    "packed_garbage": ("a.txt.gz", lambda size: gzip.compress(times(SENTENCE, 1000).encode(), 1) + b"x" * size),
}


def shapes() -> dict[str, tuple[str, Callable[[int], bytes]]]:
    """Every shape by name: the file's name, and the bytes of a size (near enough: packed ones count as unpacked)."""
    found: dict[str, tuple[str, Callable[[int], bytes]]] = {}
    for kind, (name, of_kind) in KINDS.items():
        for shape, make in of_kind.items():
            found[f"{kind}_{shape}"] = (name, lambda size, make=make: make(size).encode())  # type: ignore[misc]
            if shape in ("records", "rows", "items", "paragraphs", "pages", "empty_objects", "one_line", "line_ends"):
                found[f"packed_{kind}_{shape}"] = (f"{name}.gz", lambda size, make=make: gzip.compress(make(size).encode(), 1))  # type: ignore[misc]
    return found | BYTES


def reading_time(path: Path) -> float | None:
    """Seconds of processor time; None for a file that was refused for its size."""
    start = time.process_time()
    for item in files.read(path, path.name, Given()):
        if isinstance(item, Report):
            pipeline.prepare(item)
        elif item.kind == "size":
            return None
    return time.process_time() - start


def measured(path: Path, make: Callable[[int], bytes], enough: float = ENOUGH, largest: int = LARGEST) -> list[tuple[int, float]]:
    """(size, seconds) at doubling sizes."""
    found = []
    size = SMALLEST
    while size <= largest:
        path.write_bytes(make(size))
        taken = reading_time(path)
        if taken is None:
            break
        found.append((size, taken if taken > enough else min(taken, reading_time(path) or taken)))
        if taken > enough:
            break
        size *= 2
    return found


def exponent(found: list[tuple[int, float]]) -> float | None:
    """The slope of the last three sizes that took long enough; None where fewer than two did."""
    points = [(math.log(size), math.log(taken)) for size, taken in found if taken >= MEASURABLE][-3:]
    if len(points) < 2:
        return None
    x, y = (sum(part) / len(points) for part in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--most", type=float, default=1.2)
    given = parser.parse_args()
    found: dict[str, float | None] = {}
    slowest = ("", 0.0)
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, make) in shapes().items():
            if given.names and not name.startswith(tuple(given.names)):
                continue
            path = Path(folder, file)
            path.write_bytes(make(SMALLEST))
            reading_time(path)  # what is loaded at the first reading counts for none
            points = measured(path, make)
            path.unlink()
            found[name] = exponent(points)
            size, taken = points[-1]
            slowest = max(slowest, (name, taken / size * 1e6), key=lambda pair: pair[1])
            grown = "fast" if found[name] is None else f"n^{found[name]:.2f}"
            print(f"{name:30} {grown:8} {size / 1e6:6.2f} MB {taken:6.2f} s", flush=True)
    over = {name: round(value, 2) for name, value in found.items() if value is not None and value > given.most}
    steepest = max((value, name) for name, value in ((name, value or 0.0) for name, value in found.items()))
    figures = {"shapes": len(found), "measured": sum(value is not None for value in found.values())}
    print(
        json.dumps(
            figures
            | {"steepest": [steepest[1], round(steepest[0], 2)], "over": over, "slowest_s_per_mb": [slowest[0], round(slowest[1], 1)]}
        )
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
