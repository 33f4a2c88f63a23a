"""What stands in a folder and lies in a file may be anything: nothing stops the rest, nothing is lost without a word."""

import gzip
import json
import logging
import os
import socket
import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.engines.local import LocalEngine
from variorum.errors import WrongUse
from variorum.job import reading
from variorum.language import headings
from variorum.model.report import Problem, Report
from variorum.sources import apart, fields, files, markup, page, records
from variorum.sources.markup import tree_of
from variorum.store.writer import Writer

SENTENCE = "The ferry ran aground on Monday and was pulled free by two tugs, the harbour office in Sandvik said."


def read(path: Path) -> list[Report | Problem]:
    return list(files.read(path, files.shown(str(path)), Given()))


def both(path: Path) -> tuple[list[Report], list[Problem]]:
    found = read(path)
    return [item for item in found if isinstance(item, Report)], [item for item in found if isinstance(item, Problem)]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def record(number: int = 0, **more: object) -> dict[str, object]:
    return {"id": f"r{number}", "text": f"{SENTENCE} That was {number}."} | more


class TestWhatIsNoFile:
    """Only regular files are read; each of the others is a row in `problems`."""

    def test_pipes_devices_sockets_and_links_are_told_and_not_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # a socket's path may be no longer than 107 bytes
        folder = Path("in")
        (folder / "sub").mkdir(parents=True)
        write(folder / "good.txt", SENTENCE)
        os.mkfifo(folder / "pipe.txt")
        (folder / "zero.txt").symlink_to("/dev/zero")
        (folder / "nowhere.txt").symlink_to("missing.txt")
        (folder / "one.txt").symlink_to("other.txt")
        (folder / "other.txt").symlink_to("one.txt")
        (folder / "sub" / "up").symlink_to("..")
        with socket.socket(socket.AF_UNIX) as held:
            held.bind("in/socket.txt")
            found = {path.name: read(path)[0] for path, _ in files.find([folder])}
        assert isinstance(found.pop("good.txt"), Report)
        assert {name: (item.kind, item.message) for name, item in found.items() if isinstance(item, Problem)} == {
            "pipe.txt": ("no file", "It is a pipe; only regular files are read."),
            "zero.txt": ("no file", "It is a device; only regular files are read."),
            "socket.txt": ("no file", "It is a socket; only regular files are read."),
            "up": ("no file", "It is a link to a folder, and such links are not followed; only regular files are read."),
            "nowhere.txt": ("unreadable", "The file cannot be read: No such file or directory."),
            "one.txt": ("unreadable", "The file cannot be read: Too many levels of symbolic links."),
            "other.txt": ("unreadable", "The file cannot be read: Too many levels of symbolic links."),
        }

    def test_a_pipe_or_a_broken_link_named_by_the_user_is_told_and_a_missing_file_is_wrong_use(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "link").symlink_to("missing")
        assert [read(path)[0].kind for path, _ in files.find([tmp_path / "pipe", tmp_path / "link"])] == ["no file", "unreadable"]  # type: ignore[union-attr]
        with pytest.raises(WrongUse):
            files.find([tmp_path / "missing"])

    def test_a_pipe_that_takes_the_files_place_is_not_waited_for(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        good = os.stat(write(tmp_path / "good.txt", SENTENCE))
        os.mkfifo(tmp_path / "pipe.txt")
        with monkeypatch.context() as patch:
            patch.setattr("variorum.sources.make.os.stat", lambda path: good)
            found = read(tmp_path / "pipe.txt")
        assert [item.kind for item in found if isinstance(item, Problem)] == ["no file"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
    def test_a_folder_that_may_not_be_listed_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "closed").mkdir(mode=0)
        assert [problem.kind for _, origin in files.find([tmp_path]) for problem in both(Path(origin))[1]] == ["no file"]

    def test_a_name_that_is_no_utf8_is_written_out_and_the_file_is_read(self, tmp_path: Path) -> None:
        path = write(tmp_path / os.fsdecode(b"bad\xff.txt"), SENTENCE)
        write(tmp_path / "good.txt", SENTENCE)
        found = list(files.find([tmp_path]))
        assert [file.origin for file in found] == [f"{tmp_path}/bad\\xff.txt", f"{tmp_path}/good.txt"]
        assert found[0].path == path
        (report,), _ = both(path)
        json.dumps([report.id, report.origin], ensure_ascii=False).encode()


class TestAWholeRead:
    """Through the job itself, without the judging of what was read."""

    def test_odd_files_stop_nothing_and_are_known_the_next_time(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "settle", lambda *_: ())
        monkeypatch.setattr(reading, "LARGE_FILE", 1000)
        folder = tmp_path / "in"
        folder.mkdir()
        write(folder / "good.txt", SENTENCE)
        write(folder / os.fsdecode(b"bad\xff.txt"), SENTENCE)
        write(folder / "large.warc", warc(ADDRESS.format(1), "", ADDRESS.format(2)) * 2)
        write(folder / "packed.jsonl.gz", gzip.compress("\n".join(json.dumps(record(number)) for number in range(30)).encode()))
        os.mkfifo(folder / "pipe.txt")
        (folder / "zero.txt").symlink_to("/dev/zero")
        (folder / "self").symlink_to(".")
        with Writer(tmp_path / "library.db") as library:
            outcome = reading.run(library, [folder], Given(), LocalEngine(1, small=10**6))
            assert outcome.files == 7
            assert outcome.reports == 1 + 1 + 3 + 30
            assert sorted(Path(problem.origin).name for problem in outcome.problems) == ["pipe.txt", "self", "zero.txt"]
            assert reading.run(library, [folder], Given(), LocalEngine(1, small=10**6)).fresh == 0

    def test_long_reports_of_a_large_file_are_not_held_together(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        kept: list[int] = []
        inner = Writer.put_reports

        def counted(self: Writer, pairs: list[object], *rest: object, **named: object) -> int:
            kept.append(len(pairs))
            return inner(self, pairs, *rest, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Writer, "put_reports", counted)
        monkeypatch.setattr(reading, "LARGE_FILE", 1000)
        monkeypatch.setattr(reading, "CHARACTERS_A_WRITE", 5 * len(SENTENCE))
        monkeypatch.setattr(reading, "settle", lambda *_: ())
        path = write(tmp_path / "a.jsonl", "\n".join(json.dumps(record(number)) for number in range(12)))
        with Writer(tmp_path / "library.db") as library:
            assert reading.run(library, [path], Given(), LocalEngine(1, small=10**6)).reports == 12
        assert max(kept) <= 5


class TestGuards:
    """What a source did not foresee costs one record, or the rest of one file, and is told."""

    def test_a_fault_in_one_record_costs_that_record_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        inner = fields.report

        def failing(found: fields.Found, *rest: object) -> Report | Problem:
            if found.name == "r1":
                raise KeyError("a bug")
            return inner(found, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(fields, "report", failing)
        with caplog.at_level(logging.ERROR):
            reports, problems = both(write(tmp_path / "a.jsonl", "\n".join(json.dumps(record(number)) for number in range(3))))
        assert len(reports) == 2
        assert [(problem.kind, problem.message) for problem in problems] == [
            (files.FAULT, "Line 2: The record was passed over: a fault of the program, not foreseen (KeyError).")
        ]
        assert "a bug" in caplog.text
        assert "Traceback" in caplog.text

    def test_a_fault_in_reading_a_file_keeps_what_came_before(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        inner = records.decode

        def failing(raw: bytes, **settings: object) -> object:
            if b"r1" in raw:
                raise RecursionError("a bug")
            return inner(raw, **settings)  # type: ignore[arg-type]

        monkeypatch.setattr(records, "decode", failing)
        reports, problems = both(write(tmp_path / "a.jsonl", "\n".join(json.dumps(record(number)) for number in range(3))))
        assert len(reports) == 1
        assert [problem.kind for problem in problems] == [files.FAULT]

    def test_an_extractor_that_fails_costs_no_text(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def failing(*_: object, **__: object) -> object:
            raise ValueError("All strings must be XML compatible")

        for name in ("bare_extraction", "extract_metadata"):
            monkeypatch.setattr(f"trafilatura.{name}", failing)
        (report,), problems = both(write(tmp_path / "a.html", f"<html><body><p>{SENTENCE}</p><p>{SENTENCE}</p></body></html>"))
        assert report.text == f"{SENTENCE}\n{SENTENCE}"
        assert not problems


def warc(*answers: str) -> bytes:
    out = BytesIO()
    for head in answers:
        body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{SENTENCE}</p><p>{SENTENCE}</p></body></html>".encode()
        out.write(f"WARC/1.0\r\nWARC-Type: response\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n")
    return out.getvalue()


ADDRESS = "WARC-Target-URI: https://coast.example/{}\r\n"


class TestNothingElseIsLost:
    @pytest.mark.parametrize("packed", [False, True])
    def test_a_web_archives_answer_without_an_address_is_a_page_like_the_others(self, tmp_path: Path, packed: bool) -> None:
        data = warc(ADDRESS.format(1), "", ADDRESS.format(2), "WARC-Target-URI: dns:coast.example\r\n")
        reports, problems = both(write(tmp_path / "a.warc", gzip.compress(data) if packed else data))
        assert [report.origin.partition("#")[2] for report in reports] == ["https://coast.example/1", "a.warc", "https://coast.example/2"]
        assert not problems

    def test_nothing_of_a_damaged_archive_is_printed(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        data = warc(ADDRESS.format(1)).replace(b"\r\n\r\nWARC", b"WARC")
        length = int(data.partition(b"Content-Length: ")[2].partition(b"\r")[0])
        read(write(tmp_path / "a.warc", data.replace(b"%d" % length, b"%d" % (length - 20), 1) + data))
        read(write(tmp_path / "b.warc", warc("WARC-Target-URI: https://coast.example/a b\r\n")))
        assert capfd.readouterr() == ("", "")

    def test_what_libraries_log_of_a_file_goes_nowhere_by_itself(self) -> None:
        for name in ("variorum.sources", "warcio", "trafilatura", "htmldate"):
            assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger(name).handlers)

    def test_a_head_without_end_is_damage(self, tmp_path: Path) -> None:
        data = warc(ADDRESS.format(1)) + b"WARC/1.0\r\nX-A: " + b"b" * 3_000_000
        reports, problems = both(write(tmp_path / "a.warc", data))
        assert len(reports) == 1
        assert [problem.kind for problem in problems] == ["damaged"]

    def test_an_answer_whose_head_has_no_end_costs_no_other(self, tmp_path: Path) -> None:
        block = b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 300_000
        odd = f"WARC/1.0\r\nWARC-Type: response\r\n{ADDRESS.format(0)}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
        reports, problems = both(write(tmp_path / "a.warc", warc(ADDRESS.format(1)) + odd + warc(ADDRESS.format(2))))
        assert len(reports) == 2
        assert [(problem.kind, problem.message[:9]) for problem in problems] == [("damaged", "Record 2:")]

    @pytest.mark.parametrize(
        "odd", ["&#xD800;", "&#0;", "&#xFFFE;", "&#99999999999999999999;", "\ufffe", "\x01", "&bogus;", "<![CDATA[\x00]]>"]
    )
    def test_odd_characters_cost_a_feed_nothing(self, tmp_path: Path, odd: str) -> None:
        items = "".join(f"<item><description>{SENTENCE} {mark}</description></item>" for mark in ("", odd, ""))
        reports, _ = both(write(tmp_path / "a.rss", f"<rss><channel><title>Coast</title>{items}</channel></rss>"))
        assert [report.text.startswith(SENTENCE) for report in reports] == [True] * 3

    @pytest.mark.parametrize("odd", ["&#xD800;", "&#1;", "&#11;", "&#xFFFF;", "&#5555555555;", "\x01", "\ufffe", "&#x1F;"])
    def test_odd_characters_cost_a_page_nothing(self, tmp_path: Path, odd: str) -> None:
        body = f"<p>{SENTENCE}</p><p>It {odd} is free.</p><p>{SENTENCE}</p>"
        html = f"<html><head><title>Ferry {odd} aground</title></head><body>{body}</body></html>"
        (report,), _ = both(write(tmp_path / "a.html", html))
        assert report.text.count(SENTENCE) == 2
        assert "is free." in report.text
        assert (report.title or "").startswith("Ferry")  # by the extractor, which fails at such characters

    @pytest.mark.parametrize("depth", [300, 3000])
    @pytest.mark.parametrize(
        ("opening", "closing"), [("<div>", "</div>"), ("<blockquote>", ""), ("<b>", "</b>"), ("<ul><li>", ""), ("<div x='>'>", "")]
    )
    def test_a_page_of_any_depth_keeps_its_text(self, tmp_path: Path, depth: int, opening: str, closing: str) -> None:
        after = "Divers will look at the hull on Thursday before anybody is let on board again."
        html = f"<html><body><p>{SENTENCE}</p>{opening * depth}Within it lay sixty passengers.{closing * depth}<p>{after}</p></body></html>"
        (report,), problems = both(write(tmp_path / "a.html", html))
        assert not problems
        assert SENTENCE in report.text
        assert "Within it lay sixty passengers." in report.text
        assert after in report.text

    @pytest.mark.parametrize("attribute", ["a{}=x ", "a{}='>' ", 'a{} = "<p>" '])
    def test_an_element_with_many_attributes_takes_no_square(self, tmp_path: Path, attribute: str) -> None:
        many = "".join(map(attribute.format, range(50_000)))
        path = write(tmp_path / "a.html", f"<html><body><p {many}>{SENTENCE}</p><p>{SENTENCE}</p></body></html>")
        start = time.process_time()
        (report,), _ = both(path)
        assert time.process_time() - start < 3
        assert report.text == f"{SENTENCE}\n{SENTENCE}"

    def test_many_elements_with_some_hundred_attributes_take_no_square_either(self, tmp_path: Path) -> None:
        some = "".join(f"a{number}=x " for number in range(900))
        path = write(tmp_path / "a.html", f"<html><body>{f'<i {some}></i>' * 300}<p>{SENTENCE}</p></body></html>")
        tree = tree_of(path.read_text())
        assert max(len(element.attrib) for element in tree.iter()) == markup.MOST_ATTRIBUTES
        assert both(path)[0][0].text == SENTENCE

    def test_a_page_of_too_many_tags_for_the_extractor_keeps_its_words(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[bool] = []
        inner = page._extracted
        monkeypatch.setattr(page, "_extracted", lambda tree, little, fast: [asked.append(fast), inner(tree, little, fast)][1])
        read(write(tmp_path / "small.html", f"<p>{SENTENCE}</p>"))
        monkeypatch.setattr(page, "MOST_COMPARED", 2)
        read(tmp_path / "small.html")
        assert asked == [False, True]  # fast: without a second opinion
        monkeypatch.setattr(page, "MOST_EXTRACTED", 5)
        (report,), _ = both(
            write(tmp_path / "a.html", f"<html><body><div>{SENTENCE}<div>{SENTENCE}</div></div><b>a</b><i>b</i></body></html>")
        )
        assert report.text.count(SENTENCE) == 2
        read(write(tmp_path / "wide.html", f"<p>{SENTENCE}</p><table><tr>{'<td>a' * 501}</table>"))
        assert len(asked) == 2
        monkeypatch.setattr(page, "MOST_TAGS", 5)
        assert [problem.kind for problem in both(tmp_path / "a.html")[1]] == ["size"]

    @pytest.mark.parametrize("wrap", ["[{}]", '{{"articles": [{}]}}', "{}"])
    def test_json_nested_deeply_costs_its_record_alone(self, tmp_path: Path, wrap: str) -> None:
        deep = '{"text": ' + "[" * 5000 + "]" * 5000 + "}"
        name = json.dumps(record(3)).replace("}", ', "author": ' + "[" * 300 + '"Ada"' + "]" * 300 + "}")
        lines = [json.dumps(record(1)), deep, json.dumps(record(2)), name]
        suffix, glue = (".jsonl", "\n") if wrap == "{}" else (".json", ", ")
        reports, problems = both(write(tmp_path / f"a{suffix}", wrap.format(glue.join(lines))))
        assert [report.text[-2:] for report in reports] == ["1.", "2.", "3."]
        assert reports[2].byline is None  # what lies so deep is no name
        assert [(problem.kind, problem.message.split(" is ")[0].split(" ")[1]) for problem in problems] == [("json", "2")]

    @pytest.mark.parametrize("end", ["", ", {", ', {"text": "never closed', "} more", "], [1"])
    def test_a_damaged_json_list_keeps_its_sound_records(self, tmp_path: Path, end: str) -> None:
        reports, problems = both(write(tmp_path / "a.json", f"[{json.dumps(record(1))}, {{broken}}, {json.dumps(record(2))}{end}"))
        assert [report.text[-2:] for report in reports] == ["1.", "2."]
        assert {problem.kind for problem in problems} == {"json"}
        assert len(problems) >= 2

    def test_every_list_of_an_object_that_holds_reports_is_read(self, tmp_path: Path) -> None:
        document = {"tags": [{"name": "x" * 9000}], "articles": [record(1), record(2)], "more": [record(3)], "count": 2}
        reports, problems = both(write(tmp_path / "a.json", json.dumps(document)))
        assert [report.text[-2:] for report in reports] == ["1.", "2.", "3."]
        assert not problems

    def test_half_a_character_in_the_tags_of_a_record_costs_nothing(self, tmp_path: Path) -> None:
        text = f"<p>{SENTENCE}</p><p>Nobody \ud83d was hurt, &#xD83D; the office said.</p>"
        (report,), problems = both(write(tmp_path / "a.jsonl", json.dumps({"text": text})))
        assert report.text == f"{SENTENCE}\nNobody \ufffd was hurt, \ufffd the office said."
        assert not problems

    def test_numbers_of_any_length_are_names(self, tmp_path: Path) -> None:
        (report,), _ = both(write(tmp_path / "a.json", f'[{{"text": "{SENTENCE}", "id": {"7" * 9000}}}]'))
        assert report.text == SENTENCE

    def test_a_quotation_mark_that_is_never_closed_costs_a_table_nothing(self, tmp_path: Path) -> None:
        rows = ["id,text,outlet", f'r1,"{SENTENCE.replace(",", "")} One.,Gull', *(f'r{n},"{SENTENCE} {n}",Gull' for n in "23")]
        rows[-1] = rows[-1].replace('"', "").replace(",", "", 1).replace("r3", "r3,").replace("tugs,", "tugs")
        reports, problems = both(
            write(tmp_path / "a.csv", "\n".join([rows[0], *rows[2:], rows[1], *["r9,The ferry ran aground again,Gull"] * 4]))
        )
        assert sum("again" in report.text for report in reports) == 4
        assert any("One." in report.text for report in reports)
        assert [problem.kind for problem in problems] == ["csv"]

    def test_a_table_cut_off_within_a_text_keeps_that_text_whole(self, tmp_path: Path) -> None:
        text = "\n".join([SENTENCE] * 5)
        (report,), _ = both(write(tmp_path / "a.csv", f'id,text,outlet\nr1,"{text}'))
        assert report.text == text

    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("Sat, 01 Jan 2000 00:00:00 +9960", "2000-01-01"),
            ("Sat, 01 Jan 99999999999999999999 00:00:00 GMT", None),
            ("31 März 2021 0.1e9", None),
        ],
    )
    def test_an_impossible_date_costs_no_report(self, tmp_path: Path, written: str, read_as: str | None) -> None:
        (report,), problems = both(write(tmp_path / "a.json", json.dumps(record(date=written))))
        assert report.published == read_as
        assert [problem.kind for problem in problems] == ([] if read_as else ["date"])

    def test_a_date_at_which_the_library_fails_is_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def failing(*_: object, **__: object) -> None:
            raise RecursionError

        monkeypatch.setattr("dateparser.parse", failing)
        (report,), problems = both(write(tmp_path / "a.json", json.dumps(record(date="7 Quux 2021"))))
        assert report.published is None
        assert [problem.kind for problem in problems] == ["date"]


RSS = "<rss><channel><title>Coast</title>{}</channel></rss>"


class TestNoFileIsSilent:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("a.warc", warc("").replace(b"200 OK", b"404 No"), "0 of the archive's 1 records are pages (1 text/html)."),
            ("a.warc", warc("").replace(b"response", b"metadata"), "0 of the archive's 1 records are pages (1 metadata)."),
            ("a.warc", b"\r\n", "does not begin as one"),
            ("a.csv", b"id,title,text\n", "The table has names (id, title, text) but no row below them."),
            ("a.csv", b"\n\n\n", "The table has no row."),
            ("a.tsv", b"\x00", "The table has no row."),
            ("a.jsonl", b"\n\n", "Nothing in the file could be read as a report."),
            ("a.json", b"[]", "Nothing in the file could be read as a report."),
            ("a.json", b'{"articles": []}', "The file has no text"),
            ("a.rss", RSS.format("").encode(), "The file looks like a feed, but no entry can be read from it."),
            ("a.rss", b"\x00", "The file looks like a feed, but no entry can be read from it."),
            ("a.xml", b"<rss", "no entry can be read from it. The feed is damaged"),
            ("a.txt", b" ", "There is no text in it."),
            ("a.txt", b"\xe9", "There is no sentence"),
        ],
    )
    def test_a_file_without_a_report_says_why(self, tmp_path: Path, name: str, content: bytes, said: str) -> None:
        reports, problems = both(write(tmp_path / name, content))
        assert not reports
        assert said in problems[-1].message

    def test_a_source_that_gives_nothing_is_told_of(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Mute:
            takes: Callable[..., bool] = staticmethod(lambda *_: True)
            read: Callable[..., object] = staticmethod(lambda *_: iter([None, None]))

        monkeypatch.setattr(files, "SOURCES", (Mute(),))
        assert [problem.kind for problem in both(write(tmp_path / "a.txt", SENTENCE))[1]] == ["nothing"]


class TestBombs:
    def test_problems_are_summed_after_twenty_of_a_kind(self, tmp_path: Path) -> None:
        lines = ["{broken"] * 25 + [json.dumps(record())] + ['{"title": "no text"}'] * 50
        reports, problems = both(write(tmp_path / "a.jsonl", "\n".join(lines)))
        assert len(reports) == 1
        assert len(problems) == 42
        assert [(problem.kind, problem.message) for problem in problems[-2:]] == [
            ("json", "And 5 more such."),
            ("no text", "And 30 more such."),
        ]

    @pytest.mark.parametrize(
        ("name", "piece"), [("a.json.gz", b"{},"), ("a.csv.gz", b"a,b\n"), ("a.jsonl.gz", b"{}\n"), ("a.jsonl.gz", b"\n")]
    )
    def test_records_without_end_are_given_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, piece: bytes) -> None:
        assert files.PATIENCE == 250_000
        monkeypatch.setattr(files, "PATIENCE", 1000)
        path = write(tmp_path / name, gzip.compress(b"[" * ("json." in name) + piece * 3_000_000, 1))
        start = time.process_time()
        problems = both(path)[1]
        assert time.process_time() - start < 3
        assert len(problems) <= 22
        assert any(problem.kind == "fruitless" for problem in problems)

    @pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz", "a.txt.gz", "a.html.gz", "a.rss.gz", "a.json.gz", "a.warc.gz"])
    def test_an_endless_line_is_never_held(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        for module in ("make", "records", "table", "archive"):
            monkeypatch.setattr(f"variorum.sources.{module}.LARGEST_TEXT", 1_000_000)
        head = {"a.csv.gz": b"id,text\nr1,", "a.warc.gz": b"WARC/1.0\r\nX: "}.get(name, b"")
        path = write(tmp_path / name, gzip.compress(head + b"a" * 60_000_000, 1))
        tracemalloc.start()
        reports, problems = both(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert not reports
        assert problems
        assert peak < 12_000_000

    def test_a_row_that_is_too_large_costs_no_other(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("variorum.sources.table.LARGEST_TEXT", 2000)
        rows = [
            "id,text",
            f'r1,"{SENTENCE}"',
            "r2," + "a" * 9000,
            f'r3,"{SENTENCE} 3"',
            'r4,"' + f"{SENTENCE.replace(',', '')}\n" * 50 + '"',
            f'r5,"{SENTENCE} 5"',
        ]
        reports, problems = both(write(tmp_path / "a.csv", "\n".join(rows)))
        assert [report.text[-1] for report in reports][:2] == [".", "3"]
        assert max(len(report.text) for report in reports) < 2000
        assert "csv" in {problem.kind for problem in problems}

    @pytest.mark.parametrize(
        ("name", "content"), [("a.json", "[[{}]]".format("{}," * 500)), ("a.jsonl", '{{"text": [{}1]}}'.format("1," * 500))]
    )
    def test_a_record_of_too_many_values_is_not_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str
    ) -> None:
        monkeypatch.setattr(fields, "MOST_VALUES", 100)
        assert [problem.kind for problem in both(write(tmp_path / name, content))[1]] == ["size"]

    def test_how_much_a_packed_file_holds_is_known_without_unpacking_it_all(self, tmp_path: Path) -> None:
        packed = write(tmp_path / "a.jsonl.gz", gzip.compress(bytes(50_000_000), 1))
        assert files.unpacks_above(packed, 8_000_000)
        assert not files.unpacks_above(packed, 50_000_000)
        assert not files.unpacks_above(write(tmp_path / "plain.txt", bytes(100)), 10)
        assert not files.unpacks_above(tmp_path / "missing", 10)

    def test_entities_of_a_feeds_own_are_not_blown_up_in_attributes_either(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("variorum.sources.make.LARGEST_TEXT", 100_000)  # as much is set aside before a file is read
        entities = "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
        bomb = f"<!DOCTYPE rss [<!ENTITY a0 'ha ha ha'>{entities}]><rss><channel><item><link href='&a9;'/></item></channel></rss>"
        tracemalloc.start()
        _, problems = both(write(tmp_path / "a.rss", bomb))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
        tracemalloc.stop()
        assert problems


def test_an_encoding_is_guessed_once_a_file(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Паром {number} сел на мель в понедельник."}, ensure_ascii=False) for number in range(400)]
    start = time.process_time()
    reports, problems = both(write(tmp_path / "a.jsonl", "\n".join(lines).encode("cp1251")))
    assert time.process_time() - start < 3
    assert len(reports) == 400
    assert len({report.text.replace(str(number), "") for number, report in enumerate(reports)}) == 1
    assert [problem.kind for problem in problems if problem.kind != "language"] == ["encoding"]


def test_long_runs_of_blanks_in_a_record_cost_no_time(tmp_path: Path) -> None:
    lines = [json.dumps(record(number, text=f"{SENTENCE}{blank * 50_000}{SENTENCE}")) for number, blank in enumerate(" \n\t\u00a0")]
    start = time.process_time()
    reports, problems = both(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert time.process_time() - start < 3
    assert (len(reports), problems) == (4, [])


@pytest.mark.parametrize("label", ["", "Note: "])
def test_long_lists_of_links_cost_no_time(label: str) -> None:
    item = f'<li>{label}<a href="/x">The ferry of the sound and its crew</a></li>'
    tree = tree_of(f"<html><body><ul>{item * 5_000}</ul></body></html>")
    start = time.process_time()
    assert len(apart.led_away(tree)) == 1
    assert time.process_time() - start < 3


@pytest.mark.parametrize("comment", ["<!-- a -->", "<!-->", "<!--->", "<!-- a --!>", "<!-- <p> -->"])
def test_comments_of_a_page_cost_no_text(tmp_path: Path, comment: str) -> None:
    html = (
        f"<html><body><p>{SENTENCE}</p><p>Sixty {comment}passengers were {comment}let on board.</p>{comment}<p>{SENTENCE}</p></body></html>"
    )
    (report,), _ = both(write(tmp_path / "a.html", html))
    assert report.text == f"{SENTENCE}\nSixty passengers were let on board.\n{SENTENCE}"


def test_a_date_that_is_none_is_asked_for_once(tmp_path: Path) -> None:
    lines = [json.dumps(record(number, date="31 Foo 2021 99:99")) for number in range(400)]
    headings.iso("31 Bar 2021 99:99")  # loads every language
    start = time.process_time()
    reports, _ = both(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert time.process_time() - start < 2
    assert len(reports) == 400
    assert {report.published for report in reports} == {None}
