"""Web archives with every kind of record, and feeds as programs write them."""

import gzip
import json
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources import files

FIRST = "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said."
SECOND = "Sixty passengers were on board, among them a school class from Holm, and nobody was hurt."
PAGE = f"<html><head><title>Ferry aground</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>".encode()
ADDRESS = "https://gull.example/ferry"
RTF = rb"{\rtf1\ansi Ferry aground\par " + FIRST.encode() + rb"\par " + SECOND.encode() + rb"\par}"


class Archive:
    """A web archive that is written record by record."""

    def __init__(self, packed: bool = True) -> None:
        self._out = BytesIO()
        self._writer: Any = WARCWriter(self._out, gzip=packed)

    def answer(self, body: bytes, kind: str | None = "text/html", address: str = ADDRESS, told: Any = None, **headers: str) -> "Archive":
        lines = [(name.replace("_", "-"), value) for name, value in ({"Content_Type": kind} | headers).items() if value is not None]
        http = StatusAndHeaders("200 OK", lines, protocol="HTTP/1.1")
        made = self._writer.create_warc_record(address, "response", BytesIO(body), len(body), warc_headers_dict=told, http_headers=http)
        self._writer.write_record(made)
        return self

    def record(self, kind: str, body: bytes, content: str = "application/warc-fields", address: str = ADDRESS) -> "Archive":
        made = self._writer.create_warc_record(address, kind, BytesIO(body), len(body), warc_content_type=content)
        self._writer.write_record(made)
        return self

    def read(self, tmp_path: Path, name: str = "a.warc.gz") -> list[Report | Problem]:
        (tmp_path / name).write_bytes(self._out.getvalue())
        return list(files.read(tmp_path / name, name, Given()))


def only(found: list[Report | Problem]) -> Report:
    (item,) = found
    assert isinstance(item, Report), item
    return item


class TestDays:
    def test_a_page_without_a_date_has_the_day_on_which_it_was_fetched_and_it_is_told_as_such(self, tmp_path: Path) -> None:
        undated, dated = PAGE, PAGE.replace(b"</head>", b'<meta property="article:published_time" content="2021-03-01T08:00:00Z"></head>')
        told = {"WARC-Date": "2024-06-03T08:00:00Z"}
        found = only(Archive().answer(undated, told=told).read(tmp_path))
        assert (found.published, found.published_basis, found.told_at) == ("2024-06-03T08:00:00+00:00", "crawl", None)
        found = only(Archive().answer(dated, told=told).read(tmp_path))
        assert (found.published, found.published_basis, found.told_at) == (found.published, "metadata", "2021-03-01T08:00:00+00:00")

    def test_a_page_that_was_fetched_twice_is_one_report(self, tmp_path: Path) -> None:
        days = ("2024-06-03T08:00:00Z", "2024-07-03T08:00:00Z")
        first, second = (only(Archive().answer(PAGE, told={"WARC-Date": day}).read(tmp_path)) for day in days)
        assert first.published != second.published
        assert first.id == second.id

    def test_a_capture_and_a_record_tell_when_they_were_made(self, tmp_path: Path) -> None:
        path = tmp_path / "web" / "20240603080000" / "https:" / "gull.example" / "ferry.html"
        path.parent.mkdir(parents=True)
        path.write_bytes(PAGE)
        found = only(list(files.read(path, "ferry.html", Given())))
        assert (found.published, found.published_basis, found.url) == ("2024-06-03", "crawl", "https://gull.example/ferry.html")
        record = tmp_path / "a.json"
        told = {"title": "Ferry aground", "maintext": FIRST, "date_publish": None, "date_download": "2024-06-03 10:00:00"}
        record.write_text(json.dumps(told))
        found = only(list(files.read(record, "a.json", Given())))
        assert (found.published, found.published_basis) == ("2024-06-03T10:00:00", "crawl")


class TestRecords:
    def test_records_of_every_kind_stand_around_the_page(self, tmp_path: Path) -> None:
        archive = Archive().record("warcinfo", b"software: x\r\n").record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http")
        archive.record("metadata", b"via: x\r\n")
        archive.record("revisit", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "application/http")
        archive.record("resource", b"20210302081500\ngull.example 1.2.3.4", "text/dns", "dns:gull.example")
        archive.record("resource", f"{FIRST} It was logged.".encode(), "text/plain", "metadata://gnu.org/software/wget/warc/wget.log")
        archive.record("resource", f"{FIRST}\n{SECOND}".encode(), "text/plain", f"urn:text:{ADDRESS}")
        archive.record("continuation", b"<p>the rest of it</p>", "text/html").record("nonsense", b"x", "text/html")
        archive.answer(b"body {}", "text/css").answer(b"{}", "application/json").answer(PAGE)
        found = only(archive.read(tmp_path))
        assert (found.url, found.text.split("\n")) == (ADDRESS, ["Ferry aground", FIRST, SECOND])

    def test_a_page_whose_server_named_no_type(self, tmp_path: Path) -> None:
        assert only(Archive().answer(b"\x89PNG", None).answer(PAGE, None).read(tmp_path)).url == ADDRESS

    def test_documents_are_read_as_their_files_are(self, tmp_path: Path) -> None:
        archive = Archive().answer(RTF, "application/rtf", f"{ADDRESS}.rtf").record("resource", RTF, "text/rtf; charset=x", f"{ADDRESS}2")
        first, second = archive.read(tmp_path)
        assert isinstance(first, Report)
        assert isinstance(second, Report)
        assert (first.url, first.origin) == (f"{ADDRESS}.rtf", f"a.warc.gz#{ADDRESS}.rtf")
        assert FIRST in first.text

    def test_a_text_that_was_put_in_as_it_is(self, tmp_path: Path) -> None:
        found = only(Archive().record("resource", f"{FIRST}\n{SECOND}".encode(), "text/plain").read(tmp_path))
        assert found.text.split("\n") == [FIRST, SECOND]

    @pytest.mark.parametrize("told", [{"WARC-Truncated": "length"}, {"WARC-Truncated": "disconnect"}, {"WARC-Segment-Number": "1"}])
    def test_a_page_that_is_not_whole_is_read_and_told(self, tmp_path: Path, told: dict[str, str]) -> None:
        cut, found = Archive().answer(PAGE[:-60], told=told).read(tmp_path)
        assert isinstance(cut, Problem)
        assert (cut.kind, cut.origin) == ("cut", f"a.warc.gz#{ADDRESS}")
        assert isinstance(found, Report)

    def test_a_packing_that_is_not_known_is_told_and_no_noise_is_read(self, tmp_path: Path) -> None:
        told, found = Archive().answer(b"\x28\xb5\x2f\xfd" * 50, Content_Encoding="zstd").answer(PAGE).read(tmp_path)
        assert isinstance(told, Problem)
        assert "“zstd”" in told.message
        assert isinstance(found, Report)

    def test_captures_of_the_wayback_machine_have_the_address_of_what_was_captured(self, tmp_path: Path) -> None:
        found = only(Archive().answer(PAGE, address=f"https://web.archive.org/web/20210302081500id_/{ADDRESS}").read(tmp_path))
        assert (found.url, found.outlet) == (ADDRESS, "gull.example")

    @pytest.mark.parametrize("packed", [False, True])
    def test_the_form_before_warc(self, tmp_path: Path, packed: bool) -> None:
        version = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
        parts = [
            b"filedesc://a.arc 0.0.0.0 20080430204825 text/plain %d\n%s\n" % (len(version), version),
            b"%s 1.2.3.4 20080430204825 text/html %d\n%s\n" % (ADDRESS.encode(), len(answer), answer),
        ]
        path = tmp_path / ("a.arc.gz" if packed else "a.arc")
        path.write_bytes(b"".join(map(gzip.compress, parts) if packed else parts))
        assert only(list(files.read(path, "a.arc", Given()))).url == ADDRESS


def feed(tmp_path: Path, items: str, form: str = "rss") -> Report:
    spaces = {"itunes": "www.itunes.com/dtds/podcast-1.0.dtd", "media": "search.yahoo.com/mrss/", "dc": "purl.org/dc/elements/1.1/"}
    told = " ".join(f'xmlns:{prefix}="http://{place}"' for prefix, place in spaces.items())
    whole = {
        "rss": f'<rss version="2.0" {told}><channel><title>The Gull</title>{items}</channel></rss>',
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gull</title>{items}</feed>',
    }[form]
    (tmp_path / "feed.xml").write_text(whole)
    return only(list(files.read(tmp_path / "feed.xml", "feed.xml", Given())))


class TestFeeds:
    @pytest.mark.parametrize(
        "link",
        [
            f"{ADDRESS}?a=1&b=2&copyright=3",
            f"{ADDRESS}?a=1&amp;b=2&amp;copyright=3",
            f"<![CDATA[{ADDRESS}?a=1&b=2&copyright=3]]>",
        ],
    )
    def test_a_bare_ampersand_is_part_of_an_address(self, tmp_path: Path, link: str) -> None:
        found = feed(tmp_path, f"<item><title>Q&#38;A &#X41; &nbsp;now</title><link>{link}</link><description>{FIRST}</description></item>")
        assert found.url == f"{ADDRESS}?a=1&b=2&copyright=3"
        assert found.title == "Q&A A now"

    @pytest.mark.parametrize(
        ("item", "url"),
        [
            (f"<guid>{ADDRESS}</guid>", ADDRESS),
            (f'<guid isPermaLink="false">{ADDRESS}</guid>', None),
            ("<guid>tag:gull.example,2021:1</guid>", None),
        ],
    )
    def test_an_identifier_is_an_address_where_the_feed_says_so(self, tmp_path: Path, item: str, url: str | None) -> None:
        assert feed(tmp_path, f"<item>{item}<description>{FIRST}</description></item>").url == url

    @pytest.mark.parametrize(
        "author",
        [
            "<author>ada@gull.example (Ada Lund)</author>",
            "<author>Ada Lund (ada@gull.example)</author>",
            "<dc:creator>Ada Lund &lt;ada@gull.example&gt;</dc:creator>",
            "<itunes:author>Ada Lund</itunes:author>",
        ],
    )
    def test_an_author_is_a_name_and_no_address(self, tmp_path: Path, author: str) -> None:
        assert feed(tmp_path, f"<item>{author}<description>{FIRST}</description></item>").byline == "Ada Lund"

    def test_words_in_base64(self, tmp_path: Path) -> None:
        body = b64encode(f"<p>{FIRST}</p><p>{SECOND}</p>".encode()).decode()
        content = f'<content type="application/octet-stream">{body}</content>'
        found = feed(tmp_path, f"<entry><title>Ferry aground</title>{content}</entry>", "atom")
        assert found.text.split("\n") == ["Ferry aground", FIRST, SECOND]

    def test_programs_within_a_text_are_no_text(self, tmp_path: Path) -> None:
        body = f'<body xmlns="http://www.w3.org/1999/xhtml">{FIRST}<script>location.href="http://x"</script></body>'
        assert feed(tmp_path, f"<item><title>Ferry aground</title>{body}</item>").text == f"Ferry aground\n{FIRST}"

    def test_a_title_of_others_stands_in_for_none(self, tmp_path: Path) -> None:
        item = f"<item><media:title>Ferry aground</media:title><description>{escape(f'<p>{FIRST}</p>')}</description></item>"
        assert feed(tmp_path, item).title == "Ferry aground"
