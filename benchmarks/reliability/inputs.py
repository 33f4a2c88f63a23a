"""Inputs of every format that the program reads, made of invented reports, and ways to spoil them."""

import csv
import gzip
import io
import json
import random
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from invented import reports


class Input(NamedTuple):
    """What lies in a file, and the file's name without its folder."""

    name: str
    data: bytes


# Sound inputs


def texts(chance: random.Random, count: int = 3) -> list[tuple[str, str]]:
    """(title, body) of invented reports, with marks and letters that texts of the world have."""
    found = []
    for text in reports(count, seed=chance.randrange(10_000)).values():
        title, body = text.strip().split("\n\n", 1)
        more = chance.choice(
            ("", "\n\nPhoto: Åse Ødegård / Northwire", "\n\nNobody was hurt – “all are safe”, said 東京's envoy 👩‍🚀.", "\n\n© 2021")
        )
        found.append((title, body + more))
    return found


def text(chance: random.Random) -> bytes:
    title, body = texts(chance, 1)[0]
    head = chance.choice(
        ("", "Published: 26 January 2022\n", "By Ada Lund, Jan 26, 2022, 10:05 GMT\n", "01/06/2022\n", "BRENNICK (Northwire) - ")
    )
    return f"{title}\n{head}{body}\n".encode()


def page(chance: random.Random) -> bytes:
    title, body = texts(chance, 1)[0]
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in body.split("\n\n"))
    kinds = (
        f"<article><h1>{title}</h1>{paragraphs}</article>",
        f"<div class='story'><h1>{title}</h1><div><div>{paragraphs}</div></div></div>",
        f"<h1>{title}</h1><table>" + "".join(f"<tr><td>{escape(line)}</td><td>12</td></tr>" for line in body.split("\n\n")) + "</table>",
        f"<h1>{title}</h1><ul>" + "".join(f"<li>{escape(line)}" for line in body.split("\n\n")) + "</ul>",
        f"<h1>{title}</h1><blockquote>{paragraphs}</blockquote><figure><img src=x alt=y><figcaption>A ferry</figcaption></figure>",
    )
    linked = json.dumps({"@type": "NewsArticle", "datePublished": "2021-03-02T07:00:00Z"})
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Coast Report</title>
<meta property="og:site_name" content="Coast Report"><meta name="author" content="Ada Lund">
<meta property="article:published_time" content="2021-03-02T08:15:00+01:00"><script type="application/ld+json">{linked}</script>
<link rel="canonical" href="https://coast.example/ferry"></head><body><nav><a href="/">Home</a></nav>{chance.choice(kinds)}
<script>var x = "a < b";</script><footer>© 2021 Coast Report</footer></body></html>""".encode()


def records(chance: random.Random) -> list[dict[str, object]]:
    return [
        {
            "id": f"r{number}",
            "title": title,
            "text": chance.choice((body, "".join(f"<p>{escape(line)}</p>" for line in body.split("\n\n")))),
            "outlet": chance.choice(("Gull", {"id": 1, "name": "The Gull"}, None)),
            "date": chance.choice(("2021-03-02", "Tue, 02 Mar 2021 08:15:00 GMT", "2 mars 2021", 1614672900, "soon")),
            "authors": chance.choice((["Ada Lund", "Ole Moe"], "Ada Lund", [{"name": "Ada Lund"}])),
            "url": f"https://gull.example/{number}",
            "language": "en",
        }
        for number, (title, body) in enumerate(texts(chance))
    ]


def json_lines(chance: random.Random) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=chance.random() < 0.5) for record in records(chance)).encode()


def json_document(chance: random.Random) -> bytes:
    made = records(chance)
    return json.dumps(chance.choice((made, {"status": "ok", "articles": made}, made[0])), indent=chance.choice((None, 1))).encode()


def table(chance: random.Random, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "title", "text", "outlet", "date"])
    for record in records(chance):
        writer.writerow([record["id"], record["title"], record["text"], "Gull", record["date"]])
    return out.getvalue().encode()


def rss(chance: random.Random) -> bytes:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://coast.example/{number}</link><guid>g{number}</guid>"
        f"<dc:creator>Ada Lund</dc:creator><pubDate>Tue, 02 Mar 2021 08:15:00 GMT</pubDate>"
        f"<description>{chance.choice((escape(f'<p>{body}</p>'), f'<![CDATA[<p>{body}</p>]]>', escape(body)))}</description></item>"
        for number, (title, body) in enumerate(texts(chance))
    )
    return f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Coast Report</title><language>en-gb</language>{items}</channel></rss>""".encode()


def atom(chance: random.Random) -> bytes:
    entries = "".join(
        f"<entry><title>{escape(title)}</title><id>g{number}</id><link href='https://coast.example/{number}'/>"
        f"<published>2021-03-02T08:15:00Z</published><author><name>Ada Lund</name></author>"
        f"<content type='html'>{escape(f'<p>{body}</p>')}</content></entry>"
        for number, (title, body) in enumerate(texts(chance))
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Report</title>{entries}</feed>'.encode()


def archive(chance: random.Random, packed: bool = False) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number in range(chance.randint(1, 3)):
        address, body = f"https://coast.example/{number}", page(chance)
        fields = [("Content-Type", chance.choice(("text/html", "text/html; charset=utf-8", "image/png")))]
        if chance.random() < 0.2:
            body = gzip.compress(body)
            fields.append(("Content-Encoding", "gzip"))
        elif chance.random() < 0.2:
            body = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
            fields.append(("Transfer-Encoding", "chunked"))
        headers = StatusAndHeaders(chance.choice(("200 OK", "200 OK", "404 Not Found")), fields, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers))
        if chance.random() < 0.3:
            kind = chance.choice(("resource", "conversion", "metadata"))
            writer.write_record(writer.create_warc_record(address, kind, payload=io.BytesIO(text(chance)), warc_content_type="text/plain"))
    return out.getvalue()


FORMATS: dict[str, Callable[[random.Random], bytes]] = {
    ".txt": text,
    ".html": page,
    ".jsonl": json_lines,
    ".json": json_document,
    ".csv": table,
    ".tsv": lambda chance: table(chance, "\t"),
    ".rss": rss,
    ".atom": atom,
    ".xml": rss,
    ".warc": archive,
    ".warc.gz": lambda chance: archive(chance, packed=True),
}


def sound(chance: random.Random) -> Input:
    """A sound input of any format, packed now and then."""
    suffix = chance.choice(list(FORMATS))
    data = FORMATS[suffix](chance)
    if not suffix.endswith(".gz") and chance.random() < 0.1:
        return Input(f"a{suffix}.gz", gzip.compress(data, 1, mtime=0))
    return Input(f"a{suffix}", data)


# Spoiling

TOKENS = (
    *(b"<", b">", b"&", b'"', b"'", b"\x00", b"\r", b"\n\n", b",", b";", b"\t", b"{", b"}", b"[", b"]", b"\\", b"\x1a", b"\x85", b"\xff"),
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script>", b"<title>", b"<textarea>", b"<p>", b"</p>", b"<div>", b"</div>"),
    *(
        b"<blockquote>",
        b"<table><tr><td>",
        b"<br>",
        b"<item>",
        b"</item>",
        b"<entry>",
        b"</channel>",
        b"<?xml version='1.0' encoding='utf-16'?>",
    ),
    *(b"&#xD800;", b"&#0;", b"&#1;", b"&#xFFFE;", b"&#x110000;", b"&#99999999999999999999;", b"&nbsp;", b"&bogus;", b"&amp;amp;", b"&#12"),
    *(
        b"<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>",
        b"&b;",
        b"<!ENTITY",
        b"<svg>",
        b"<math>",
        b"<template>",
        b"<frameset>",
    ),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xed\xa0\x80",
        b"\xef\xbf\xbe",
        b"\xf0\x9f\x91\xa9",
        b"\xe2\x80\xa8",
        b"\xe2\x80\xae",
        b"\xc2\xa0",
    ),
    *(b"\\ud800", b"\\u0000", b'{"name":', b'"text":', b"null", b"NaN", b"1e999", b"-", b"1" * 5000, b'{"a":', b"[[", b"true"),
    *(
        b"WARC/1.0\r\n",
        b"WARC-Type: response\r\n",
        b"Content-Length: 99999999999\r\n",
        b"Content-Length: -1\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"\r\n\r\n",
    ),
    *(
        b"Content-Encoding: gzip\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"charset=utf-7",
        b"charset=utf-16",
        b"charset=hz",
        b"encoding='idna'",
    ),
    *(b"Published: 31 February 2022\n", b"By A B, 99 Jan 2022, 99:99 GMT\n", b"2022-13-45T99:99:99", b"1 Jan 0001", b"12/12/9999"),
    *(
        "(Northwire) –".encode(),
        b"Photo:",
        "“".encode(),
        "”".encode(),
        "‘".encode(),
        b"http://[::1",
        b"https://a.example:99999/",
        b"%ff%00",
    ),
    *(
        "\u0130".encode(),
        "ﬁ".encode(),
        "e\u0301\u0301".encode(),
        "\u200d".encode(),
        "٣".encode(),
        "²".encode(),
        "Ⅷ".encode(),
        "\u1e9e".encode(),
    ),
)
ODD_VALUES: tuple[object, ...] = (
    *(None, True, 0, -1.5, 1e300, 10**400, "", " ", "\u0000", "\ud83d", [], {}, [None], {"name": None}, {"name": {"name": "x"}}),
    *(
        [[["deep"]]],
        "x" * 5000,
        "<p>" * 300,
        "&#xD800;",
        "31/31/2021",
        "0000-00-00",
        "2021-03-02T25:00:00",
        "Mon, 99 Foo 2021 99:99:99 +9999",
    ),
    *("12 de enero de 2021", "2021年3月2日", "٢ مارس ٢٠٢١", "http://[bad", "Sat, 01 Jan 2000 00:00:00 +9960", "1 Jan 2021 00:00:60"),
    *(["Ada", ["Ole", {"name": "Lund"}]], {"a": [{"b": 1}]}, "2021-03-02T08:15:00+99:99", "10000-01-01", "\u2028", "a" * 100 + "\n" * 100),
)
ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "latin-1",
    "cp1251",
    "shift_jis",
    "gb18030",
    "utf-7",
    "cp500",
    "koi8-r",
)


def spoilt(chance: random.Random) -> Input:
    """A sound input with one to four things done to it."""
    made = sound(chance)
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        made = chance.choice(WAYS)(chance, made)
    return made


def _bits(chance: random.Random, made: Input) -> Input:
    data = bytearray(made.data)
    for _ in range(chance.choice((1, 3, 30)) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return made._replace(data=bytes(data))


def _noise(chance: random.Random, made: Input) -> Input:
    start, end = _slice(chance, made.data, 200)
    return made._replace(data=made.data[:start] + chance.randbytes(end - start) + made.data[end:])


def _cut_out(chance: random.Random, made: Input) -> Input:
    start, end = _slice(chance, made.data, 2000)
    return made._replace(data=made.data[:start] + made.data[end:])


def _cut_off(chance: random.Random, made: Input) -> Input:
    return made._replace(data=made.data[: chance.randint(0, len(made.data))])


def _again(chance: random.Random, made: Input) -> Input:
    """A piece of it many times."""
    start, end = _slice(chance, made.data, chance.choice((1, 10, 300)))
    times = chance.choice((2, 20, 500, 5000 if chance.random() < 0.1 else 50))
    return made._replace(data=made.data[:start] + made.data[start:end] * times + made.data[end:])


def _token(chance: random.Random, made: Input) -> Input:
    data = made.data
    for _ in range(chance.choice((1, 2, 5))):
        place = chance.randint(0, len(data))
        times = chance.choice((1, 1, 1, 3, 300, 5000 if chance.random() < 0.1 else 30))
        data = data[:place] + chance.choice(TOKENS) * times + data[place:]
    return made._replace(data=data[:3_000_000])


def _splice(chance: random.Random, made: Input) -> Input:
    other = sound(chance).data
    start, end = _slice(chance, other, len(other))
    place = chance.randint(0, len(made.data))
    return made._replace(data=made.data[:place] + other[start:end] + made.data[place + chance.choice((0, end - start)) :])


def _lines(chance: random.Random, made: Input) -> Input:
    lines = made.data.splitlines(keepends=True)
    for _ in range(chance.randint(1, 3) if len(lines) > 1 else 0):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        deed = chance.randrange(4)
        if deed == 0 and len(lines) > 1:
            del lines[one]
        elif deed == 1:
            lines.insert(one, lines[other % len(lines)])
        elif deed == 2:
            lines[one], lines[other] = lines[other], lines[one]
        else:
            lines[one] = lines[one].rstrip(b"\r\n")
        if len(lines) < 2:
            break
    return made._replace(data=b"".join(lines))


def _digits(chance: random.Random, made: Input) -> Input:
    data = bytearray(made.data)
    places = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    for place in chance.sample(places, min(len(places), chance.choice((1, 5, 50)))):
        data[place] = chance.choice(b"0123456789")
    return made._replace(data=bytes(data))


def _encoded(chance: random.Random, made: Input) -> Input:
    try:
        return made._replace(data=made.data.decode().encode(chance.choice(ENCODINGS), "replace"))
    except UnicodeDecodeError:
        return made


def _renamed(chance: random.Random, made: Input) -> Input:
    return made._replace(name="a" + chance.choice((*FORMATS, "", ".bin", ".md", ".csv.gz", ".json.gz")))


def _packed(chance: random.Random, made: Input) -> Input:
    name = made.name if made.name.endswith(".gz") or chance.random() < 0.2 else f"{made.name}.gz"
    return Input(name, gzip.compress(made.data, 1, mtime=0) + chance.choice((b"", b"", b"\x00" * 20, b"tail")))


def _values(chance: random.Random, made: Input) -> Input:
    """A field of a record gets a value nobody foresaw."""
    rows = records(chance)
    for _ in range(chance.randint(1, 3)):
        chance.choice(rows)[chance.choice(list(rows[0]))] = chance.choice(ODD_VALUES)
    if chance.random() < 0.5:
        return Input("a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    if chance.random() < 0.5:
        return Input("a.json", json.dumps({"articles": rows}).encode())
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([list(rows[0]), *(list(row.values()) for row in rows)])
    return Input("a.csv", out.getvalue().encode("utf-8", "surrogatepass"))


def _nested(chance: random.Random, made: Input) -> Input:
    """A piece of it inside many brackets or tags, closed or not."""
    start, end = _slice(chance, made.data, 2000)
    opening, closing = chance.choice(
        ((b"[", b"]"), (b'{"name":', b"}"), (b"<div>", b"</div>"), (b"<blockquote>", b""), (b"<b>", b"</b>"), (b"<ul><li>", b"</li></ul>"))
    )
    depth = chance.choice((10, 260, 1000, 5000))
    return made._replace(data=made.data[:start] + opening * depth + made.data[start:end] + closing * depth + made.data[end:])


def _laden(chance: random.Random, made: Input) -> Input:
    """An element with many attributes."""
    place = made.data.find(b"<p>") + 2
    many = b"".join(b' a%d="%s"' % (number, chance.choice((b"x", b">", b"<p>"))) for number in range(chance.choice((10, 500, 5000))))
    return made._replace(data=made.data[:place] + many + made.data[place:]) if place > 1 else made


WAYS: tuple[Callable[[random.Random, Input], Input], ...] = (
    *(_bits, _noise, _cut_out, _cut_off, _again, _token, _token, _token, _splice, _lines, _digits, _encoded, _renamed, _packed),
    *(_values, _values, _nested, _laden),
)


def _slice(chance: random.Random, data: bytes, longest: int) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(0, longest))
