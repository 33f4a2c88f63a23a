"""Files that are not what they are called, break off, or were saved as the text of their mark-up: one clear word each, nothing invented."""

import gzip
import html
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources import files

FIRST = "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said."
SECOND = "Sixty passengers were on board, among them a school class from Holm, and nobody was hurt."
PAGE = f"<!DOCTYPE html><html><head><title>Ferry aground</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>Divers will look at the hull on Thursday, the office added.</p>"
RECORD = {"title": "Ferry aground", "text": f"{FIRST}\n{SECOND}"}
TABLE = f'headline,body,source\nFerry aground,"{FIRST} {SECOND}",The Gull\n'
ITEM = f"<item><title>Ferry aground</title><description>{FIRST} {SECOND}</description></item>"
FEED = f"<?xml version='1.0'?><rss><channel>{ITEM}</channel></rss>"


def read(path: Path, content: str | bytes) -> list[Report | Problem]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(files.read(path, path.name, Given()))


def packed(*contents: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in contents:
            archive.writestr(name, content)
    return out.getvalue()


class TestNames:
    @pytest.mark.parametrize("name", ["a.txt", "a.json", "a.csv", "a.xml", "a.doc", "a.docx", "a.pdf", "a.bin", "a", "standard input"])
    def test_a_page_is_a_page_whatever_its_name(self, tmp_path: Path, name: str) -> None:
        (found,) = read(tmp_path / name, PAGE)
        assert isinstance(found, Report)
        assert found.text.split("\n") == ["Ferry aground", FIRST, SECOND]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.txt", json.dumps([RECORD])),
            ("a.csv", json.dumps(RECORD)),
            ("a", json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"text": SECOND})),
            ("a.txt", json.dumps(RECORD).encode("utf-16")),
            ("a.txt", TABLE),
            ("a.xls", TABLE.replace(",", "\t", 2).replace('Ferry aground,"', 'Ferry aground\t"').replace('",The', '"\tThe')),
            ("a.json", TABLE),
            ("a", TABLE.replace(",", ";", 2).replace('aground,"', 'aground;"').replace('",The', '";The').encode("cp1252")),
            ("a.json", FEED),
            ("a.html", FEED),
            ("a", FEED),
        ],
    )
    def test_records_tables_and_feeds_too(self, tmp_path: Path, name: str, content: str | bytes) -> None:
        found = read(tmp_path / name, content)
        assert isinstance(found[0], Report), found
        assert found[0].title == "Ferry aground"
        assert found[0].text.endswith(SECOND)
        assert not any(isinstance(item, Problem) for item in found)

    def test_a_text_that_is_called_a_page_keeps_its_lines(self, tmp_path: Path) -> None:
        (found,) = read(tmp_path / "a.html", f"Ferry aground\n\n{FIRST}\n\n{SECOND}\n")
        assert isinstance(found, Report)
        assert found.text.split("\n\n") == ["Ferry aground", FIRST, f"{SECOND}\n"]

    @pytest.mark.parametrize("text", [f"Title, text and source\n{FIRST}", f"[Sandvik] {FIRST}", f"{{x}} {FIRST}", f"<b>Note</b> {FIRST}"])
    def test_a_text_is_a_text(self, tmp_path: Path, text: str) -> None:
        (found,) = read(tmp_path / "a.txt", text)
        assert isinstance(found, Report)
        assert found.text == text


class TestEscaped:
    @pytest.mark.parametrize("times", [1, 2, 3])
    @pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
    def test_a_page_saved_as_the_text_of_its_markup(self, tmp_path: Path, name: str, times: int) -> None:
        content = PAGE
        for _ in range(times):
            content = html.escape(content)
        (found,) = read(tmp_path / name, content)
        assert isinstance(found, Report)
        assert (found.title, found.text.split("\n")[1:]) == ("Ferry aground", [FIRST, SECOND])

    @pytest.mark.parametrize("times", [1, 2])
    def test_a_body_escaped_within_its_page_a_record_a_table_and_a_feed(self, tmp_path: Path, times: int) -> None:
        content = BODY
        for _ in range(times):
            content = html.escape(content)
        for name, whole in (
            ("a.html", f"<html><head><title>Ferry aground</title></head><body>{content}</body></html>"),
            ("a.json", json.dumps(RECORD | {"text": content})),
            ("a.csv", f'title,text\nFerry,"{content}"\n'),
            ("a.rss", FEED.replace(f"{FIRST} {SECOND}", html.escape(content))),
        ):
            (found,) = read(tmp_path / name, whole)
            assert isinstance(found, Report)
            assert [line for line in found.text.split("\n") if line in (FIRST, SECOND)] == [FIRST, SECOND], name

    def test_a_page_that_speaks_of_tags_is_left_alone(self, tmp_path: Path) -> None:
        said = "Write &lt;p&gt; before and &lt;/p&gt; behind each paragraph, and &lt;br&gt; for a line, the teacher of the class said."
        (found,) = read(tmp_path / "a.html", PAGE.replace(SECOND, said))
        assert isinstance(found, Report)
        assert "Write <p> before and </p> behind" in found.text


class TestBrokenOff:
    @pytest.mark.parametrize("ending", [".part", ".crdownload", ".download"])
    def test_a_download_that_has_not_ended_is_not_read(self, tmp_path: Path, ending: str) -> None:
        (found,) = read(tmp_path / f"a.html{ending}", PAGE)
        assert isinstance(found, Problem)
        assert found.kind == "unfinished"

    def test_half_a_page_is_read_and_told(self, tmp_path: Path) -> None:
        told, found = read(tmp_path / "a.html", PAGE[: PAGE.index("school")])
        assert isinstance(told, Problem)
        assert told.kind == "cut"
        assert isinstance(found, Report)
        assert FIRST in found.text

    def test_a_page_under_another_name_is_whole_whatever_lies_beside_it(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text(PAGE[: PAGE.index("school")])
        (found,) = read(tmp_path / "a.json", PAGE)
        assert isinstance(found, Report)
        assert SECOND in found.text

    def test_half_a_list_of_records_is_one_problem_and_what_is_whole_is_read(self, tmp_path: Path) -> None:
        records = json.dumps([{"text": FIRST}, {"text": SECOND}])
        found, told = read(tmp_path / "a.json", records[:-20])
        assert isinstance(found, Report)
        assert isinstance(told, Problem)
        assert "never closed" in told.message
        assert len(read(tmp_path / "b.json", records[:-1])) == 3  # of the second record nothing is missing

    def test_half_an_archive_within_an_archive_is_told_and_what_its_end_tells_of_is_read(self, tmp_path: Path) -> None:
        within = packed(("a.html", PAGE.encode()))
        whole = packed(("within.zip", within), ("b.txt", FIRST.encode() * 50))
        told, found = read(tmp_path / "a.zip", whole[: whole.index(within) + len(within)])
        assert isinstance(told, Problem)
        assert told.kind == "damaged"
        assert isinstance(found, Report)
        assert SECOND in found.text

    def test_a_page_that_is_not_closed_but_ends_with_a_tag_is_whole(self, tmp_path: Path) -> None:
        assert len(read(tmp_path / "a.html", PAGE.replace("</body></html>", "\n"))) == 1

    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("a.zip", packed(("a.txt", FIRST.encode() * 50))[:-80], "damaged"),
            ("a.docx", packed(("word/document.xml", b"<w:p xmlns:w='w'/>"))[:-50], "damaged"),
            ("a.txt.gz", gzip.compress(FIRST.encode() * 50)[:-20], "damaged"),
            ("a.warc", b"the middle of an archive", "damaged"),
            ("a.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "binary"),
            ("a.rar", b"Rar!\x1a\x07\x00" + b"\0" * 99, "binary"),
            ("a.txt.gz", gzip.compress(gzip.compress(FIRST.encode())), "binary"),
            ("a.acsm", f'<token xmlns="http://locks.example"><reader>{FIRST}</reader></token>'.encode(), "no text"),
        ],
    )
    def test_what_cannot_be_read_is_one_problem(self, tmp_path: Path, name: str, content: bytes, kind: str) -> None:
        (found,) = read(tmp_path / name, content)
        assert isinstance(found, Problem)
        assert found.kind == kind


class TestLocked:
    def test_a_locked_member_is_told_and_the_others_are_read(self, tmp_path: Path) -> None:
        data = bytearray(packed(("locked.txt", FIRST.encode()), ("open.txt", SECOND.encode())))
        data[6] |= 1  # the flag of encryption, in the head of the first member and in the list of members
        data[data.index(b"PK\x01\x02") + 8] |= 1
        told, found = read(tmp_path / "a.zip", bytes(data))
        assert isinstance(told, Problem)
        assert "password" in told.message
        assert isinstance(found, Report)
        assert found.text == SECOND

    def test_an_archive_in_an_archive_in_an_archive(self, tmp_path: Path) -> None:
        inner = packed(("c.txt", FIRST.encode()))
        told, found = read(tmp_path / "a.zip", packed(("b.zip", packed(("c.zip", inner))), ("d.txt", SECOND.encode())))
        assert isinstance(told, Problem)
        assert told.kind == "nested"
        assert isinstance(found, Report)


# In a process of its own: what other tests hold or have imported is no cost of a box.
HELD = """
import sys, tracemalloc
from pathlib import Path
from variorum.contracts import Given
from variorum.model.report import Report
from variorum.sources import files
path = Path(sys.argv[1])
list(files.read(path, "a.mbox", Given()))
tracemalloc.start()
found = sum(isinstance(item, Report) for item in files.read(path, "a.mbox", Given()))
print(found, tracemalloc.get_traced_memory()[1])
"""


class TestMailBoxes:
    @pytest.mark.process
    def test_a_large_box_is_never_held(self, tmp_path: Path) -> None:
        path = tmp_path / "a.mbox"
        with path.open("wb") as file:
            for number in range(40):
                head = f"From a@b.example Mon Mar  1 08:15:00 2021\nMessage-ID: <{number}>\nSubject: Ferry {number}\n"
                parts = f'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n{FIRST}\n\n--x\n'
                file.write(f"{head}{parts}Content-Type: image/png\n\n".encode())
                file.writelines(b"B" * 990 + b"\n" for _ in range(100))
                file.write(b"\n--x--\n\n")
        asked = subprocess.run([sys.executable, "-c", HELD, str(path)], capture_output=True, text=True, check=True)
        found, most = map(int, asked.stdout.split())
        assert found == 40
        assert most < 0.5 * path.stat().st_size

    def test_attachments_that_hold_texts_are_told_of(self, tmp_path: Path) -> None:
        parts = "".join(
            f'--x\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="{name}"\n\nQQ==\n'
            for name in ("statement.pdf", "logo.png")
        )
        content = 'Message-ID: <1>\nMIME-Version: 1.0\nSubject: Ferry\nContent-Type: multipart/mixed; boundary="x"\n\n'
        told, found = read(tmp_path / "a.eml", f"{content}--x\nContent-Type: text/plain\n\n{FIRST}\n{parts}--x--\n")
        assert isinstance(told, Problem)
        assert ("statement.pdf" in told.message, "logo.png" in told.message) == (True, False)
        assert isinstance(found, Report)


MAIL = b"From: a@osk.example\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\nContent-Type: "
ARMOUR = b"-----BEGIN PGP MESSAGE-----\n\nhQEMAabcdefghijkl mnopqrstuvwxyz abcdefgh ijklmnop\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.eml", MAIL + b"application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAwQF\r\n", "encrypted"),
        ("a.txt", ARMOUR, "encrypted"),
        ("a.docx", packed(("[Content_Types].xml", b"<x/>"), ("word/styles.xml", b"<x/>")), "binary"),
    ],
)
def test_what_is_locked_or_lacks_its_text_is_one_problem(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (found,) = read(tmp_path / name, content)
    assert isinstance(found, Problem)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.rtf", f"{{\\rtf1\\ansi {FIRST}\\par {SECOND[:40]}".encode()),
        ("a.eml", MAIL + b"multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n" + FIRST.encode() + b"\r\n"),
    ],
)
def test_half_a_document_or_mail_is_read_and_told(tmp_path: Path, name: str, content: bytes) -> None:
    told, found = read(tmp_path / name, content)
    assert isinstance(told, Problem)
    assert told.kind == "cut"
    assert isinstance(found, Report)
    assert FIRST in found.text
