"""Files become reports: every format, and everything that can be wrong with a file."""

import gzip
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.model.report import Problem, Report
from variorum.sources import files, make
from variorum.sources.decode import clean

NEWS = (
    "Ferry runs aground off Sandvik\nThe ferry ran aground on Monday and was pulled free by two tugs, the harbour office in Sandvik said.\n"
)


def read(path: Path, known: Given | None = None) -> list[Report | Problem]:
    return list(files.read(path, str(path), known or Given()))


def one(path: Path, known: Given | None = None) -> Report:
    (found,) = read(path, known)
    assert isinstance(found, Report), found
    return found


def problem(path: Path) -> Problem:
    (found,) = read(path)
    assert isinstance(found, Problem), found
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestFind:
    def test_folders_are_walked_in_sorted_order_without_hidden_files_and_readmes(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "README.md", "a/b/c.txt"):
            write(tmp_path / name, NEWS)
        assert [file.origin for file in files.find([tmp_path])] == [str(tmp_path / name) for name in ("b.txt", "a/z.txt", "a/b/c.txt")]

    def test_a_named_readme_is_read_and_a_file_named_twice_comes_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "README.md", NEWS)
        assert len(list(files.find([path, path, tmp_path / "." / "README.md"]))) == 1

    def test_a_missing_path_is_wrong_use_before_anything_is_read(self, tmp_path: Path) -> None:
        with pytest.raises(WrongUse, match=r"nowhere\.txt"):
            files.find([write(tmp_path / "a.txt", NEWS), tmp_path / "nowhere.txt"])

    @pytest.mark.reliability
    def test_ten_thousand_files_are_handed_out_one_by_one(self, tmp_path: Path) -> None:
        for number in range(10_000):
            (tmp_path / f"{number:05}.txt").touch()
        tracemalloc.start()
        found = files.find([tmp_path])
        assert sum(1 for _ in found) == 10_000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10_000_000


class TestPlainText:
    def test_text_is_kept_but_for_line_ends_and_control_characters(self, tmp_path: Path) -> None:
        report = one(write(tmp_path / "a.txt", "“Curly”\u00a0quotes,\r\nemoji 👩‍🚀 and\rno\x07 bell stay;\x00 bidi \u202edoes not.\n"))
        assert report.text == "“Curly”\u00a0quotes,\nemoji 👩‍🚀 and\nno bell stay; bidi does not.\n"

    @settings(max_examples=200)
    @given(st.text())
    def test_cleaning_leaves_no_control_character_and_does_nothing_twice(self, text: str) -> None:
        cleaned = clean(text)
        assert clean(cleaned) in (cleaned, cleaned.removeprefix("\ufeff"))
        assert not any(ord(mark) < 32 and mark not in "\n\t" for mark in cleaned)
        cleaned.encode("utf-8")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_unicode_encodings_are_read_alike(self, tmp_path: Path, encoding: str) -> None:
        found = read(write(tmp_path / "a.txt", (NEWS + "“Nobody was hurt,” said Ødegård.").encode(encoding)))
        assert isinstance(found[-1], Report)
        assert found[-1].text == NEWS + "“Nobody was hurt,” said Ødegård."
        assert [item.kind for item in found if isinstance(item, Problem)] == (
            ["encoding"] if encoding in ("utf-16-le", "utf-16-be") else []
        )

    @pytest.mark.parametrize(
        ("encoding", "sentence", "said"),
        [
            ("cp1252", "“Nobody was hurt,” said the captain – Åse Ødegård – to her crew in the café.", "windows-1252"),
            ("cp1251", "Паром сел на мель в понедельник, и два буксира сняли его, сообщило управление порта. " * 4, "cp1251"),
        ],
    )
    def test_another_encoding_is_guessed_and_said(self, tmp_path: Path, encoding: str, sentence: str, said: str) -> None:
        told, report, *_ = read(write(tmp_path / "a.txt", sentence.encode(encoding)))
        assert isinstance(told, Problem)
        assert isinstance(report, Report)
        assert told.kind == "encoding"
        assert said in told.message
        assert report.text == sentence

    def test_utf8_with_a_broken_byte_stays_utf8(self, tmp_path: Path) -> None:
        told, report = read(write(tmp_path / "a.txt", ("Åse Ødegård said no on Sunday. " * 3).encode() + b"The end \xff here."))
        assert isinstance(told, Problem)
        assert isinstance(report, Report)
        assert "1 broken" in told.message
        assert report.text.startswith("Åse Ødegård")
        assert report.text.count("\ufffd") == 1

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"", "empty"),
            (b" \n\t \n", "no text"),
            (b"\x00\x01\x02\x03" * 999, "binary"),
            (b"%PDF-1.7 and so on, with enough words to be a sentence", "damaged"),
            (b"\x89PNG\r\n\x1a\n and words that are no news at all", "binary"),
            (b"12 34 56 !!! -- 78", "no sentence"),
            (b"\x1f\x8b\x08 not really packed", "damaged"),
        ],
    )
    def test_what_is_no_report_becomes_one_problem(self, tmp_path: Path, content: bytes, kind: str) -> None:
        found = problem(write(tmp_path / "a.txt", content))
        assert (found.kind, found.stage, found.origin) == (kind, "sources", str(tmp_path / "a.txt"))
        assert found.message.endswith(".")

    def test_a_text_over_the_limit_is_refused_without_being_held(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert make.LARGEST_TEXT == 50_000_000
        monkeypatch.setattr(make, "LARGEST_TEXT", 1_000_000)
        path = write(tmp_path / "a.txt.gz", gzip.compress(b"word " * 4_000_000))
        tracemalloc.start()
        assert problem(path).kind == "size"
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 5_000_000

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", NEWS)
        path.chmod(0)
        assert problem(path).kind == "unreadable"

    def test_a_packed_file_is_the_same_report(self, tmp_path: Path) -> None:
        plain = one(write(tmp_path / "a.txt", NEWS))
        packed = one(write(tmp_path / "packed" / "a.txt.gz", gzip.compress(NEWS.encode())))
        assert (packed.id, packed.text) == (plain.id, plain.text)


class TestIdentity:
    def test_the_folder_does_not_matter_but_the_name_the_words_and_the_outlet_do(self, tmp_path: Path) -> None:
        report = one(write(tmp_path / "a.txt", NEWS))
        assert one(write(tmp_path / "elsewhere" / "a.txt", NEWS)).id == report.id
        others = {
            one(write(tmp_path / "b.txt", NEWS)).id,
            one(write(tmp_path / "c" / "a.txt", NEWS + "More.")).id,
            one(tmp_path / "a.txt", Given(outlet="The Gull")).id,
            one(tmp_path / "a.txt", Given(published="2021-03-02")).id,
        }
        assert len(others | {report.id}) == 5

    def test_a_url_stands_in_for_the_name(self, tmp_path: Path) -> None:
        known = Given(url="https://gull.example/1")
        assert one(write(tmp_path / "a.txt", NEWS), known).id == one(write(tmp_path / "b.txt", NEWS), known).id


class TestGiven:
    def test_the_users_word_goes_before_the_files(self, tmp_path: Path) -> None:
        record = {"text": NEWS, "outlet": "Old", "published": "2020-01-01", "url": "https://old.example"}
        known = Given(outlet="New", published="2021-03-02T08:00:00+01:00", url="https://new.example")
        report = one(write(tmp_path / "a.jsonl", json.dumps(record)), known)
        assert (report.outlet, report.url, report.published, report.published_basis) == (
            "New",
            "https://new.example",
            known.published,
            "given",
        )

    def test_a_date_that_is_none_is_wrong_use(self, tmp_path: Path) -> None:
        with pytest.raises(WrongUse, match="soon"):
            read(write(tmp_path / "a.txt", NEWS), Given(published="soon"))


class TestPublished:
    @pytest.mark.parametrize(
        ("line", "date"),
        [
            ("Published: 26 January 2022", "2022-01-26"),
            ("Jan 26, 2022, 10:05 GMT", "2022-01-26T10:05:00+00:00"),
            ("By Ada Lund, Jan 26, 2022, 10:05 GMT", "2022-01-26T10:05:00+00:00"),
            ("Wednesday, January 26, 2022", "2022-01-26"),
            ("Published 26/01/2022 | Updated 27/01/2022", "2022-01-26"),
            ("Posted: 4:56 AM, January 26, 2022", "2022-01-26"),
            ("on January 26th, 2022", "2022-01-26"),
            ("January 26, 2022 — 7:30pm", "2022-01-26"),  # of an unknown zone
            ("26 January 2022 10 . 05 GMT", "2022-01-26T10:05:00+00:00"),  # cut into words
            ("10 : 05AM GMT , 26 January 2022", "2022-01-26T10:05:00+00:00"),
            ("26 / 01 / 2022", "2022-01-26"),
            ("01/06/2022", None),
            ("Updated: 26 January 2022", None),
            ("31 February 2022", None),
            ("In January 2022", None),
            ("Yesterday", None),
            ("The ferry was built on 26 January 2022", None),
        ],
    )
    def test_only_a_plain_line_of_publication_counts(self, tmp_path: Path, line: str, date: str | None) -> None:
        title, body = NEWS.splitlines()
        report = one(write(tmp_path / "a.txt", f"{title}\n{line}\n{body}\n"))
        assert (report.published, report.published_basis) == (date, "text" if date else None)

    @pytest.mark.parametrize(
        ("line", "published", "modified"),
        [
            ("January 26, 2022 | Updated 8:52 PM EST", "2022-01-26", "2022-01-26T20:52:00-05:00"),
            ("26 January 2022 Last updated at 12 : 42 GMT", "2022-01-26", "2022-01-26T12:42:00+00:00"),
            ("Last updated 13 : 26 26 / 01 / 2022", None, "2022-01-26"),
            ("26 January 2022 Updated soon", "2022-01-26", None),
        ],
    )
    def test_a_time_of_change_is_of_the_day_that_stands_before_it(
        self, tmp_path: Path, line: str, published: str | None, modified: str | None
    ) -> None:
        title, body = NEWS.splitlines()
        report = one(write(tmp_path / "a.txt", f"{title}\n{line}\n{body}\n"))
        assert (report.published, report.modified) == (published, modified)

    def test_a_date_within_the_story_is_no_date_of_publication(self, tmp_path: Path) -> None:
        assert one(write(tmp_path / "a.txt", NEWS * 8 + "26 January 2022\n" + NEWS)).published is None


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("The ferry ran aground on Monday and was pulled free by two tugs, the harbour office in the town said.", "en"),
            ("Die Fähre lief am Montag auf Grund und wurde von zwei Schleppern befreit, wie das Amt mit dem Hafen sagte.", "de"),
            ("Le ferry s'est échoué lundi et il a été tiré par deux remorqueurs, selon les autorités du port dans la ville.", "fr"),
            ("Lund Berg Moe Holm Sandvik Oslo Bergen Turku Riga Gdynia Kiel Visby Malmö Aarhus", None),
            ("Ferry runs aground", None),
        ],
    )
    def test_language_is_told_by_function_words_or_left_open(self, tmp_path: Path, text: str, code: str | None) -> None:
        report, *told = read(write(tmp_path / "a.txt", text + " Ferry."))
        assert isinstance(report, Report)
        assert report.language == code
        assert [problem.kind for problem in told if isinstance(problem, Problem)] == (["language"] if code in ("de", "fr") else [])


PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="{charset}"><title>Ferry runs aground | Coast Report</title>
<meta property="og:site_name" content="Coast Report"><meta property="og:title" content="Ferry runs aground">
<meta name="author" content="Ada Lund"><meta property="article:published_time" content="2021-03-02T08:15:00+01:00">
<link rel="canonical" href="https://coast.example/ferry"></head><body><nav><a href="/">Home</a></nav><article><h1>Ferry runs aground</h1>
<p>The ferry ran aground on Monday and was pulled free by two tugs, the harbour office in Sandvik said.</p>
<p>“Nobody was hurt,” said the captain, Åse Ødegård, who had left Holm at noon with sixty passengers.</p>
<p>Divers will look at the hull on Thursday before anybody is let on board again, the office added.</p></article>
<script>var x = "never read this";</script><footer>© 2021 Coast Report</footer></body></html>"""


class TestPage:
    def test_main_text_one_paragraph_a_line_and_what_the_page_says_of_itself(self, tmp_path: Path) -> None:
        report = one(write(tmp_path / "a.html", PAGE.format(charset="utf-8")))
        assert report.text.split("\n")[0] == "Ferry runs aground"
        assert len(report.text.split("\n")) == 4
        assert "never read" not in report.text
        assert (report.title, report.outlet, report.url) == ("Ferry runs aground", "Coast Report", "https://coast.example/ferry")
        assert (report.byline, report.language) == ("Ada Lund", "en")
        assert (report.published, report.published_basis) == ("2021-03-02T08:15:00+01:00", "metadata")

    def test_a_declared_encoding_is_believed(self, tmp_path: Path) -> None:
        report = one(write(tmp_path / "a.html", PAGE.format(charset="iso-8859-1").encode("cp1252")))
        assert "“Nobody was hurt,” said the captain, Åse Ødegård" in report.text

    def test_a_page_is_known_by_its_head_if_its_name_says_nothing(self, tmp_path: Path) -> None:
        assert one(write(tmp_path / "page", PAGE.format(charset="utf-8"))).outlet == "Coast Report"

    def test_json_ld_gives_the_date(self, tmp_path: Path) -> None:
        linked = (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2021-03-02T07:00:00Z"}]}</script>'
        )
        page = PAGE.format(charset="utf-8").replace('<meta property="article:published_time" content="2021-03-02T08:15:00+01:00">', linked)
        assert one(write(tmp_path / "a.html", page)).published == "2021-03-02T07:00:00+00:00"

    @pytest.mark.parametrize("page", ["<html><body><script>run()</script></body></html>", "<html></html>", "<!doctype html>", "<p></p>"])
    def test_a_page_without_text(self, tmp_path: Path, page: str) -> None:
        assert problem(write(tmp_path / "a.html", page)).kind == "no text"

    def test_a_broken_page_is_read_as_far_as_it_goes(self, tmp_path: Path) -> None:
        assert "pulled free by two tugs" in one(write(tmp_path / "a.html", PAGE.format(charset="utf-8")[:900])).text


class TestRecords:
    def test_json_lines_with_usual_names_go_on_after_a_broken_line(self, tmp_path: Path) -> None:
        lines = [
            json.dumps(
                {
                    "id": 7,
                    "headline": "Ferry aground",
                    "body": NEWS,
                    "source": {"name": "Coast Report"},
                    "date": "Tue, 02 Mar 2021 08:15:00 GMT",
                }
            ),
            "{broken",
            "",
            json.dumps(["no record"]),
            json.dumps({"title": "no text"}),
            json.dumps({"text": "12 34"}),
            json.dumps({"text": NEWS, "authors": ["Ada Lund", "Ole Moe"], "language": "en-US"}),
        ]
        found = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
        first, last = found[0], found[-1]
        assert isinstance(first, Report)
        assert isinstance(last, Report)
        assert (first.title, first.outlet, first.published) == ("Ferry aground", "Coast Report", "2021-03-02T08:15:00+00:00")
        assert (last.byline, last.language) == ("Ada Lund, Ole Moe", "en")
        problems = [item for item in found if isinstance(item, Problem)]
        assert [(item.kind, item.message.split(" ")[:2]) for item in problems] == [
            ("json", ["Line", "2"]),
            ("record", ["Line", "4"]),
            ("no text", ["Line", "5"]),
            ("no sentence", ["Line", "6:"]),
        ]

    def test_lone_surrogates_do_not_get_in(self, tmp_path: Path) -> None:
        report = one(write(tmp_path / "a.jsonl", '{"text": "The ferry ran \\ud83d aground on Monday."}'))
        assert report.text == "The ferry ran \ufffd aground on Monday."

    def test_a_field_map_and_a_wrong_one(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.jsonl", json.dumps({"Inhalt": NEWS, "Blatt": "Küstenblatt", "text": "not this one, of course"}))
        report = one(path, Given(fields=(("text", "Inhalt"), ("outlet", "Blatt"))))
        assert (report.text, report.outlet) == (NEWS, "Küstenblatt")
        with pytest.raises(WrongUse, match="paper"):
            read(path, Given(fields=(("paper", "Blatt"),)))

    @pytest.mark.parametrize("glue", [",", ";", "\t"])
    def test_tables(self, tmp_path: Path, glue: str) -> None:
        rows = [
            ["title", "text", "outlet"],
            ["Ferry", '"The ferry, it ran aground; on ""Monday""\nat noon."', "Gull"],
            ["None", '""', "Gull"],
        ]
        report, empty = read(write(tmp_path / "a.csv", "\n".join(glue.join(row) for row in rows)))
        assert isinstance(report, Report)
        assert isinstance(empty, Problem)
        assert (report.text, report.outlet, report.title) == ('The ferry, it ran aground; on "Monday"\nat noon.', "Gull", "Ferry")
        assert (empty.kind, empty.message[:6]) == ("no text", "Line 4")

    @pytest.mark.parametrize(
        "wrap", [lambda record: record, lambda record: [record], lambda record: {"status": "ok", "articles": [record]}]
    )
    def test_json_documents(self, tmp_path: Path, wrap: object) -> None:
        assert callable(wrap)
        assert one(write(tmp_path / "a.json", json.dumps(wrap({"content": NEWS, "title": "Ferry"}), indent=1))).title == "Ferry"

    def test_a_json_document_that_is_none(self, tmp_path: Path) -> None:
        assert problem(write(tmp_path / "a.json", "{")).kind == "json"

    def test_html_in_a_record_becomes_paragraphs(self, tmp_path: Path) -> None:
        text = "<p>The ferry ran <b>aground</b> on Monday.</p><p>Nobody was hurt &amp; all are safe.</p>"
        assert (
            one(write(tmp_path / "a.jsonl", json.dumps({"content": text}))).text
            == "The ferry ran aground on Monday.\nNobody was hurt & all are safe."
        )

    @pytest.mark.reliability
    def test_a_long_file_is_read_line_by_line(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        with path.open("w") as file:
            for number in range(3000):
                file.write(json.dumps({"id": str(number), "text": NEWS * 30}) + "\n")
        tracemalloc.start()
        found: Iterator[Report | Problem] = files.read(path, str(path), Given())
        assert len({item.id for item in found if isinstance(item, Report)}) == 3000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert path.stat().st_size > 10_000_000
        assert peak < 3_000_000

    def test_a_line_over_the_limit_is_passed_over(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("variorum.sources.records.LARGEST_TEXT", 10_000)
        long, report = read(write(tmp_path / "a.jsonl", json.dumps({"text": "word " * 9000}) + "\n" + json.dumps({"text": NEWS})))
        assert isinstance(long, Problem)
        assert isinstance(report, Report)
        assert long.kind == "size"


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Coast Report</title><language>en-gb</language>
<item><title>Ferry aground &amp;amp; freed</title><link>https://coast.example/1</link><guid>g1</guid><dc:creator>Ada Lund</dc:creator>
<pubDate>Tue, 02 Mar 2021 08:15:00 GMT</pubDate>
<description>&lt;p&gt;The ferry ran aground on Monday.&lt;/p&gt;&lt;p&gt;It is free.&lt;/p&gt;</description></item>
<item><title></title><description></description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Report</title><entry><title>Ferry aground</title><id>g1</id>
<link rel="self" href="https://coast.example/self"/><link href="https://coast.example/1"/><published>2021-03-02T08:15:00Z</published>
<author><name>Ada Lund</name></author><content type="html">&lt;p&gt;The ferry ran aground on Monday.&lt;/p&gt;</content></entry></feed>"""


class TestFeed:
    def test_rss(self, tmp_path: Path) -> None:
        report, empty = read(write(tmp_path / "feed.xml", RSS))
        assert isinstance(report, Report)
        assert isinstance(empty, Problem)
        assert report.text == "Ferry aground & freed\nThe ferry ran aground on Monday.\nIt is free."
        assert (report.outlet, report.url, report.byline, report.language) == ("Coast Report", "https://coast.example/1", "Ada Lund", "en")
        assert report.published == "2021-03-02T08:15:00+00:00"
        assert empty.message.startswith("Entry 2")

    def test_atom(self, tmp_path: Path) -> None:
        report = one(write(tmp_path / "feed.atom", ATOM))
        assert (report.url, report.byline, report.published) == ("https://coast.example/1", "Ada Lund", "2021-03-02T08:15:00+00:00")

    def test_a_broken_feed(self, tmp_path: Path) -> None:
        assert problem(write(tmp_path / "feed.rss", "<rss><channel><title>Coast")).kind == "feed"

    def test_entities_are_not_blown_up(self, tmp_path: Path) -> None:
        bomb = '<!DOCTYPE rss [<!ENTITY a "ha ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + RSS.split("?>", 1)[1].replace(
            "on Monday", "&b;"
        )
        assert all("ha ha" not in item.text for item in read(write(tmp_path / "feed.rss", bomb)) if isinstance(item, Report))


def warc(*pages: tuple[str, str, bytes], packed: bool) -> bytes:
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for address, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=BytesIO(body), http_headers=headers))
    return out.getvalue()


class TestWebArchive:
    @pytest.mark.parametrize("packed", [False, True])
    def test_pages_are_read_and_the_rest_is_passed_over(self, tmp_path: Path, packed: bool) -> None:
        page = PAGE.format(charset="utf-8").replace('<link rel="canonical" href="https://coast.example/ferry">', "")
        data = warc(
            ("https://coast.example/a", "text/html; charset=utf-8", page.encode()),
            ("https://coast.example/logo.png", "image/png", b"\x89PNG"),
            ("https://coast.example/b", "text/html; charset=windows-1252", page.replace("Monday", "Sunday").encode("cp1252")),
            packed=packed,
        )
        first, second = read(write(tmp_path / ("a.warc.gz" if packed else "a.warc"), data))
        assert isinstance(first, Report)
        assert isinstance(second, Report)
        assert first.origin.endswith("#https://coast.example/a")
        assert "Åse Ødegård" in second.text
        assert first.id != second.id

    def test_a_damaged_archive_gives_what_comes_before_the_damage(self, tmp_path: Path) -> None:
        data = warc(("https://coast.example/a", "text/html", PAGE.format(charset="utf-8").encode()), packed=False)
        found = read(write(tmp_path / "a.warc", data + b"WARC/9 nonsense"))
        assert isinstance(found[0], Report)
        assert [item.kind for item in found[1:] if isinstance(item, Problem)] == ["damaged"]


NAMES = ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a", "a.txt.gz", "a.rss", "a.warc", "a.rtf", "a.zip", "a.eml", "a.mbox", "a.xml"]
NAMES += ["index.json", "a.arc", "a.ris", "a.records", "a.part"]
HEADS = [
    *(b"", b"PK\x03\x04", b"{\\rtf1 ", b"From a@b c\nA: b\nMessage-ID: 1\n", b"TY  - NEWS\n", b"@a{b,", b"<newsMessage>"),
    *(b"HD x\nPD 1\nTD\nAN 1\n", b"TY  - NEWS\nL1  - a.txt\nUR  - http://a.example\n", b"filedesc://a 0 0 text/plain 1\n"),
    *(b"&lt;html&gt;", b'[{"type": "webpage", "URL": "http://a.example"}', b'{"url": "x", "timestamp": "1"}'),
    b"<html>archive.org/includes/",
]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=400), st.sampled_from(NAMES))
def test_no_bytes_can_make_reading_fail(tmp_path_factory: pytest.TempPathFactory, head: bytes, content: bytes, name: str) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(head + content)
    for item in read(path):
        if isinstance(item, Report):
            item.text.encode("utf-8")
            assert item.text.strip()
        else:
            assert item.message
            assert item.kind != files.FAULT, item
