"""Kinds of files that people have: press databases, agencies, browsers, offices, mails, archives, spreadsheets. The texts are ours."""

import io
import json
import tarfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.model.report import Item, Problem, Report
from variorum.sources import dates, files
from variorum.sources.decode import clean, decode, mended
from variorum.sources.make import given_first
from variorum.sources.wrapped import unwrapped

FIRST = "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said."
SECOND = "Sixty passengers were on board, among them a school class from Holm, and nobody was hurt."
THIRD = "Divers will look at the hull on Thursday before anybody is let on board again, the office added."
TITLE = "Ferry runs aground off Sandvik"


def read(path: Path) -> list[Report | Problem]:
    return list(files.read(path, str(path), Given()))


def reports(path: Path) -> list[Report]:
    found = read(path)
    assert all(isinstance(item, Report) for item in found), [item for item in found if isinstance(item, Problem)]
    return [item for item in found if isinstance(item, Report)]


def problem(path: Path) -> Problem:
    (found,) = read(path)
    assert isinstance(found, Problem), found
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestUnseen:
    def test_what_nobody_sees_within_words_falls_away(self) -> None:
        assert clean("The fer\u00adry \u2060ran a\u200bground\ufeff on \u200eMon\u200dday.") == "The ferry ran aground on Monday."

    def test_a_word_broken_at_a_soft_hyphen_goes_on_in_the_next_line(self) -> None:
        assert clean("The har\u00ad\nbour office") == "The harbour office"

    def test_joiners_stay_where_they_belong(self) -> None:
        assert clean("می\u200cخواهم 👩\u200d🚀 क\u094d\u200dष") == "می\u200cخواهم 👩\u200d🚀 क\u094d\u200dष"


class TestEncodings:
    def test_text_saved_as_utf8_twice_is_set_right_and_said(self) -> None:
        found = decode("“Nobody was hurt,” said Åse Ødegård.".encode().decode("cp1252", "surrogateescape").encode("utf-8", "replace"))
        assert "Åse" in found.text
        assert found.note
        assert "twice" in found.note

    @pytest.mark.parametrize("text", ["Die „FPÖ” war dafür.", "É proibido, disse a mãe à irmã.", "Cafés in Ärmelkanal"])
    def test_sound_text_is_left_alone(self, text: str) -> None:
        assert mended(text) == (text, 0)

    def test_quotation_marks_of_windows_within_utf8_are_read(self) -> None:
        found = decode(("Åse Ødegård said so. " * 3).encode() + b"\x93No\x94, she said.")
        assert found.text.endswith("“No”, she said.")
        assert "windows-1252" in (found.note or "")


def wrap(columns: int, indent: str = "", glue: str = "\n\n") -> str:
    import textwrap

    paragraphs = (textwrap.fill(line, columns, initial_indent=indent) for line in (FIRST, SECOND, THIRD))
    return f"{TITLE}\n\n" + glue.join(paragraphs)


class TestWrapped:
    @pytest.mark.parametrize("columns", [44, 60, 72, 79])
    @pytest.mark.parametrize(("indent", "glue"), [("", "\n\n"), ("   ", "\n"), ("\t", "\n")])
    def test_a_line_end_within_a_paragraph_is_none(self, columns: int, indent: str, glue: str) -> None:
        lines = [line.strip() for line in unwrapped(wrap(columns, indent, glue)).split("\n") if line.strip()]
        assert lines == [TITLE, FIRST, SECOND, THIRD]

    @pytest.mark.parametrize(
        "text",
        [
            f"{TITLE}\n{FIRST}\n{SECOND}",
            "The fog comes in\non little feet,\nit sits and looks\nand moves along.",
            "On board were\n- sixty passengers, among them a school class from Holm\n- nine of the crew\n- a dog",
            "Holm      12:00   on time\nSandvik   12:40   late\nTurku     13:10   on time",
            "Ferry\nharbour\nlighthouse\nfog\ntug",
        ],
    )
    def test_verse_lists_tables_and_paragraphs_stay_as_they_are(self, text: str) -> None:
        assert unwrapped(text) == text

    def test_lines_quoted_as_mails_quote_and_lines_with_even_ends_are_joined_too(self) -> None:
        quoted = "\n".join(f"> {line}" if line else ">" for line in wrap(66).split("\n"))
        even = "\n".join(line.replace(" ", "  ", max(0, 60 - len(line)) if len(line) > 45 else 0) for line in wrap(60).split("\n"))
        for text in (quoted, even):
            assert [line.strip() for line in unwrapped(text).split("\n") if line.strip()] == [TITLE, FIRST, SECOND, THIRD]
        few = f"{FIRST}\n> {SECOND}\n{THIRD}"
        assert unwrapped(few) == few

    def test_a_file_of_wrapped_lines_is_the_report_without_them(self, tmp_path: Path) -> None:
        (found,) = reports(write(tmp_path / "a.txt", wrap(66)))
        assert found.text.split("\n\n") == [TITLE, FIRST, SECOND, THIRD]


class TestDates:
    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("02.03.2021", "2021-03-02"),
            ("2021/03/02", "2021-03-02"),
            ("1614672900000", "2021-03-02T08:15:00+00:00"),
            ("1614672900", "2021-03-02T08:15:00+00:00"),
            ("20210302T081500Z", "2021-03-02T08:15:00+00:00"),
            ("2021-03-02T08:15:00+0100", "2021-03-02T08:15:00+01:00"),
            ("03/02/2021", None),
            ("13/02/2021", "2021-02-13"),
            ("14/3/21", None),
            ("14/3/98", "1998-03-14"),
            ("3/14/21", "2021-03-14"),
            ("24-03-11", None),
            ("19.05.20", None),
            ("02.03.21", None),
            ("3/3/21", None),
            ("10.15.30", None),
            ("3/14/98 8:05", "1998-03-14"),
            ("3/1/21", None),
            ("31.02.2021", None),
        ],
    )
    def test_as_machines_write_them(self, written: str, read_as: str | None) -> None:
        assert dates.read(written) == read_as

    def test_a_column_proves_which_number_is_the_day(self) -> None:
        assert dates.order_of(["03/02/2021", "13/02/2021"]) == "day"
        assert dates.order_of(["03/02/2021", "02/13/2021"]) == "month"
        assert dates.order_of(["13/02/2021", "02/13/2021"]) is None
        assert dates.read("03/02/2021", "day") == "2021-02-03"
        assert dates.read("03/02/21", "day") == "2021-02-03"
        assert dates.order_of(["03/02/21", "24/03/11"]) is None
        assert dates.order_of(["03/02/21", "03/14/21"]) == "month"


class TestTables:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("sep.csv", f'sep=;\r\nDatum;date;source;title;text\r\n;02.03.2021;The Gull;{TITLE};"{FIRST} Nobody; not one."\r\n'),
            ("bar.csv", f'date|source|title|text\n02.03.2021|The Gull|{TITLE}|"{FIRST} Nobody; not one."\n'),
            ("caps.csv", f'Publication Date,Publication,Headline,Full Text\n"March 2, 2021",The Gull,{TITLE},"{FIRST} Nobody; not one."\n'),
            ("blanks.csv", f'date, source, title, text\n2021-03-02, The Gull, {TITLE}, "{FIRST} Nobody; not one."\n'),
            ("wide.tsv", f'date\tmedia_name\ttitle\ttext\n2021/03/02\tThe Gull\t{TITLE}\t"{FIRST} Nobody; not one."\n'.encode("utf-16")),
        ],
    )
    def test_as_programs_write_them(self, tmp_path: Path, name: str, content: str | bytes) -> None:
        (found,) = reports(write(tmp_path / name, content))
        assert (found.outlet, found.title, found.published) == ("The Gull", TITLE, "2021-03-02")
        assert found.text == f"{FIRST} Nobody; not one."

    def test_what_programs_write_into_an_empty_cell_is_no_name(self, tmp_path: Path) -> None:
        (found,) = read(write(tmp_path / "r.csv", f'"","title","text","source","date","author"\n"1",NA,"{FIRST}",NA,NA,NaN\n'))
        assert isinstance(found, Report)
        assert (found.title, found.outlet, found.published, found.byline) == (None, None, None, None)

    def test_wide_characters_are_not_cut_where_the_sample_ends(self, tmp_path: Path) -> None:
        rows = "date\ttext\n" + "".join(f"2021-03-02\t{FIRST} {number}\n" for number in range(6000))
        found = read(write(tmp_path / "a.csv", rows.encode("utf-16")))
        assert len(found) == 6000
        assert all(isinstance(item, Report) for item in found)

    def test_a_row_proves_the_order_for_the_others(self, tmp_path: Path) -> None:
        found = reports(write(tmp_path / "a.csv", f"date,text\n03/02/2021,{FIRST}x\n13/02/2021,{SECOND}y\n".replace(", ", " ")))
        assert [item.published for item in found] == ["2021-02-03", "2021-02-13"]

    def test_dates_that_leave_the_day_open_are_told_once(self, tmp_path: Path) -> None:
        rows = f"date;text\n03/02/2021;{FIRST}\n04/02/2021;{SECOND}\n"
        found = read(write(tmp_path / "a.csv", rows))
        told = [item for item in found if isinstance(item, Problem)]
        assert [item.kind for item in told] == ["date"]
        assert "2 records" in told[0].message
        assert "03/02/2021" in told[0].message


ARTICLE = {"headline": TITLE, "articleBody": f"{FIRST}\n{SECOND}", "datePublished": "2021-03-02T08:15:00Z"}


class TestJson:
    @pytest.mark.parametrize(
        "document",
        [
            {"@context": "https://schema.org", "@type": "NewsArticle", "publisher": {"name": "The Gull"}, **ARTICLE},
            {"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "publisher": {"name": "The Gull"}, **ARTICLE}]},
            {"response": {"data": {"results": [{"source": {"title": "The Gull"}, **ARTICLE}], "tags": [{"name": "ferry"}]}}},
            {"hits": {"hits": [{"_id": "1", "_source": {"source": "The Gull", **ARTICLE}}]}},
            [
                {
                    "publisher": "The Gull",
                    "plaintext": f"{FIRST}\n\n{SECOND}",
                    "title": TITLE,
                    "publishing_date": "2021-03-02 08:15:00+00:00",
                }
            ],
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "The Gull",
                "description": "What happens at the harbour and on the islands around it.",
                "items": [{"title": TITLE, "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>", "date_published": "2021-03-02T08:15:00Z"}],
            },
            {
                "uri": "urn:1",
                "type": "text",
                "provider": "The Gull",
                "versioncreated": "2021-03-02T08:15:00Z",
                "headline": TITLE,
                "body_html": f"<p>{FIRST}</p><p>{SECOND}</p>",
                "subject": [{"name": "ferry"}, {"name": "harbour"}, {"name": "tug"}],
            },
            {
                "provider": "The Gull",
                "firstCreated": "2021-03-02T08:15:00Z",
                "headlines": [{"role": "short", "value": "Aground"}, {"role": "main", "value": TITLE}],
                "bodies": [{"role": "main", "value": f"{FIRST}\n\n{SECOND}"}],
                "people": [{"name": "Ada Lund"}, {"name": "Ole Moe"}],
            },
            {
                "text": f"{FIRST}\n{SECOND}",
                "title": TITLE,
                "source": "https://gull.example/1",
                "source-hostname": "The Gull",
                **{"date": "2021-03-02"},
            },
        ],
    )
    def test_shapes_of_the_trade(self, tmp_path: Path, document: object) -> None:
        (found,) = reports(write(tmp_path / "a.json", json.dumps(document)))
        assert [line for line in found.text.split("\n") if line] == [FIRST, SECOND]
        assert (found.title, found.outlet) == (TITLE, "The Gull")
        assert (found.published or "")[:10] == "2021-03-02"

    @pytest.mark.parametrize(
        "table",
        [
            {"title": {"0": TITLE, "1": "Fog lifts"}, "text": {"0": FIRST, "1": SECOND}, "date": {"0": "2021-03-02", "1": "2021-03-03"}},
            {
                "0": {"title": TITLE, "text": FIRST, "date": "2021-03-02"},
                "1": {"title": "Fog lifts", "text": SECOND, "date": "2021-03-03"},
            },
            {"columns": ["title", "text", "date"], "data": [[TITLE, FIRST, "2021-03-02"], ["Fog lifts", SECOND, "2021-03-03"]]},
        ],
    )
    def test_frames_as_one_object(self, tmp_path: Path, table: object) -> None:
        found = reports(write(tmp_path / "a.json", json.dumps(table)))
        assert [(item.title, item.text, item.published) for item in found] == [
            (TITLE, FIRST, "2021-03-02"), ("Fog lifts", SECOND, "2021-03-03"),
        ]  # fmt: skip

    def test_what_a_weblog_answers(self, tmp_path: Path) -> None:
        post = {"title": {"rendered": TITLE}, "content": {"rendered": f"<p>{FIRST}</p><p>{SECOND}</p>", "protected": False}, "author": 3}
        (found,) = reports(write(tmp_path / "a.json", json.dumps([{**post, "link": "https://gull.example/1"}])))
        assert (found.title, found.text.split("\n"), found.byline, found.url) == (TITLE, [FIRST, SECOND], None, "https://gull.example/1")

    def test_of_the_persons_of_an_item_those_who_wrote_it_are_its_authors(self, tmp_path: Path) -> None:
        people = [{"rel": "about", "name": "Ole Moe"}, {"rel": "author", "name": "Ada Lund"}, {"name": "Jan Berg"}]
        first, second = reports(write(tmp_path / "a.json", json.dumps([{**ARTICLE, "people": people}, {**ARTICLE, "people": people[:1]}])))
        assert (first.byline, second.byline) == ("Ada Lund", None)

    def test_a_byline_is_the_names_alone(self, tmp_path: Path) -> None:
        (found,) = reports(write(tmp_path / "a.json", json.dumps({**ARTICLE, "byline": "By Ada Lund"})))
        assert found.byline == "Ada Lund"

    def test_where_nothing_fits_one_sentence_names_the_fields(self, tmp_path: Path) -> None:
        records = [{"Wortlaut": FIRST, "Blatt": "Möwe"}, {"Wortlaut": SECOND, "Blatt": "Möwe"}]
        told = problem(write(tmp_path / "a.json", json.dumps(records)))
        assert "Wortlaut, Blatt" in told.message
        assert "--field text=" in told.message

    def test_articles_without_their_texts_are_told_of_and_how_their_pages_are_had(self, tmp_path: Path) -> None:
        listed = [{"url": f"https://gull.example/{number}", "title": TITLE, "domain": "gull.example"} for number in range(3)]
        told = problem(write(tmp_path / "a.json", json.dumps({"articles": listed})))
        assert told.message.startswith("None of the 3 records has a text. The fields found are: url, title, domain.")
        assert told.message.endswith("`variorum fetch` saves the pages of a list of addresses.")

    @pytest.mark.parametrize("mark", ["… [+1200 chars]", " ...  [+1200 chars]\n ", "[+1200 chars]"])
    def test_a_text_that_its_service_cut_off_is_read_and_told(self, tmp_path: Path, mark: str) -> None:
        content = f"{FIRST} {SECOND[:20]}{mark}"
        record = {"title": f"{TITLE} - The Gull", "source": {"id": None, "name": "The Gull"}, "content": content}
        told, found = read(write(tmp_path / "a.json", json.dumps({"articles": [record]})))
        assert isinstance(found, Report)
        assert isinstance(told, Problem)
        assert (found.title, found.text) == (TITLE, f"{FIRST} {SECOND[:20].strip()}")
        assert (told.kind, told.message) == ("cut", "Record 1 breaks off: its service left out 1200 more characters of the text.")

    def test_an_address_is_no_outlet(self, tmp_path: Path) -> None:
        (found,) = reports(write(tmp_path / "a.json", json.dumps({"text": FIRST, "source": "https://gull.example/1"})))
        assert (found.outlet, found.url) == (None, "https://gull.example/1")


NEXIS = f"""
                               1 of 2 DOCUMENTS

                             The Gull (Sandvik)

                              March 2, 2021 Tuesday
                                Final Edition

{TITLE}

BYLINE: Ada Lund, Maritime Correspondent

SECTION: NEWS; Pg. 3

LENGTH: 61 words

The ferry ran aground on Monday evening and was pulled free by two tugs, the
harbour office in Sandvik said.

LOAD-DATE: March 2, 2021

                  Copyright 2021 Gull Papers
                             All Rights Reserved

                               2 of 2 DOCUMENTS

                             The Holm Post

                              March 3, 2021 Wednesday

Divers look at the hull

LENGTH: 30 words

Divers will look at the hull on Thursday before anybody is let on board again.

LOAD-DATE: March 3, 2021
"""
UNI = f"""Documents (2)
1. {TITLE}
Client/Matter: -None-
2. Divers look at the hull

{TITLE}
The Gull (Sandvik)
March 2, 2021 Tuesday

Copyright 2021 Gull Papers All Rights Reserved
Section: NEWS; Pg. 3
Length: 61 words
Byline: Ada Lund, Maritime Correspondent
Body

{FIRST}
Load-Date: March 2, 2021
End of Document

Divers look at the hull
The Holm Post
March 3, 2021 Wednesday

Copyright 2021 Holm Post
Length: 30 words
Body

{THIRD}
Load-Date: March 3, 2021
End of Document
"""
FACTIVA = f"""HD {TITLE}
BY By Ada Lund, Maritime Correspondent
WC 61 words
PD 2 March 2021
SN The Gull (Sandvik)
LA English
CY Copyright 2021. Gull Papers.
LP
{FIRST}
TD
{SECOND}

NS gcat : Political
AN Document GULLPA0020210302eh3200001

HD Divers look at the hull
WC 30 words
PD 3 March 2021
SN The Holm Post
LP {THIRD}
TD The office added no more than that.
AN Document HOLMPO0020210303eh3300002
"""
SHOWN = f"""{TITLE}
By Ada Lund, Maritime Correspondent
61 words
2 March 2021
The Gull (Sandvik)
GULLPA
English
Copyright 2021. Gull Papers.

{FIRST}

Document GULLPA0020210302eh3200001

Divers look at the hull
30 words
3 March 2021
The Holm Post
HOLMPO
English
(c) 2021 Holm Post

{THIRD}

Document HOLMPO0020210303eh3300002
"""
RULE = "_" * 60
PROQUEST = f"""{RULE}

{TITLE}

Author: Ada Lund, Maritime Correspondent

Full text: {FIRST}

{SECOND}

Subject: Ferries

Title: {TITLE}

Publication title: The Gull (Sandvik); Sandvik

Publication date: Mar 2, 2021

ProQuest document ID: 123
{RULE}

Divers look at the hull

Full text: {THIRD}

Publication title: The Holm Post

Publication date: Mar 3, 2021

ProQuest document ID: 124
{RULE}
Contact us at: http://support.example
"""


GERMAN = f"""Dokument 1 von 2

The Gull (Sandvik)

2. März 2021 Dienstag

{TITLE}

AUTOR: Ada Lund, Maritime Correspondent

LÄNGE: 42 Wörter

{FIRST}

SPRACHE: ENGLISH

Dokument 2 von 2

The Holm Post

3. März 2021 Mittwoch

Divers look at the hull

LÄNGE: 30 Wörter

{THIRD}
"""
EUROPRESSE = f"""The Gull (Sandvik)
Mardi 2 mars 2021

{TITLE}

Ada Lund, Maritime Correspondent

{FIRST}

© 2021 The Gull. Tous droits réservés.

news·20210302·GU·017

The Holm Post
Mercredi 3 mars 2021

Divers look at the hull

{THIRD}

news·20210303·HP·002
"""


def docx(lines: Iterable[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line[:9]}</w:t></w:r><w:r><w:t>{line[9:]}</w:t></w:r></w:p>" for line in lines)
    return zipped({"word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'})


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def rtf(text: str) -> bytes:
    marked = text.replace("“", "\\ldblquote ").replace("”", "\\rdblquote ").replace("é", "\\'e9").replace("Ø", "\\u216?")
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 " + marked.replace("\n", "\\par\n") + "}").encode("latin-1")


class TestExports:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("lexis.txt", NEXIS),
            ("uni.txt", UNI),
            ("uni.docx", docx(UNI.split("\n"))),
            ("uni.rtf", rtf(UNI)),
            ("factiva.txt", FACTIVA),
            ("factiva.rtf", rtf(FACTIVA)),
            ("shown.txt", SHOWN),
            (
                "factiva.html",
                "<html><body>" + "".join(f"<div class='enArticle'>{line}</div>" for line in SHOWN.split("\n")) + "</body></html>",
            ),
            ("proquest.txt", PROQUEST),
            ("german.txt", GERMAN),
            ("europresse.txt", EUROPRESSE),
            ("europresse.docx", docx(EUROPRESSE.split("\n"))),
            (
                "proquest.html",
                "<html><body>"
                + "".join(
                    f"<h3>Document {number} of 2</h3>" + "".join(f"<p>{line}</p>" for line in part.split("\n"))
                    for number, part in enumerate(PROQUEST.split(RULE)[1:3], 1)
                )
                + "</body></html>",
            ),
        ],
    )
    def test_an_export_is_split_into_its_reports(self, tmp_path: Path, name: str, content: str | bytes) -> None:
        first, second = reports(write(tmp_path / name, content))
        assert (first.title, first.outlet, first.published) == (TITLE, "The Gull (Sandvik)", "2021-03-02")
        assert first.byline == "Ada Lund, Maritime Correspondent"
        assert (second.title, second.outlet, second.published) == ("Divers look at the hull", "The Holm Post", "2021-03-03")
        assert FIRST in first.text
        for furniture in ("DOCUMENTS", "LENGTH", "Length", "opyright", "Load-Date", "LOAD-DATE", "words", "ProQuest", "Document "):
            assert furniture not in first.text + second.text

    def test_europresse(self, tmp_path: Path) -> None:
        page = "".join(
            f"<article><div class='rdp__DocPublicationName'><span class='DocPublicationName'>{outlet}</span>, no. 21345</div>"
            f"<span class='DocHeader'>News, {day} 61 words</span>"
            f"<div class='titreArticle'><p>{title}</p></div><div class='docOcurrContainer'><p>{text}</p></div></article>"
            for outlet, day, title, text in (
                ("The Gull", "Tuesday, March 2, 2021", TITLE, FIRST),
                ("Holm Post", "mercredi 3 mars 2021", "Divers look", THIRD),
            )
        )
        first, second = reports(write(tmp_path / "a.html", f"<html><body>{page}</body></html>"))
        assert (first.title, first.outlet, first.published, second.published) == (TITLE, "The Gull", "2021-03-02", "2021-03-03")

    def test_paragraphs_of_an_export_that_are_indented_and_broken_at_a_width_are_whole(self, tmp_path: Path) -> None:
        import textwrap

        body = "\n\n".join(textwrap.fill(f"   {line}", 78) for line in (FIRST, THIRD, SECOND))
        head = f"1 of 1 DOCUMENTS\n\nThe Gull\n\nMarch 2, 2021 Tuesday\n\n{TITLE}\n\nLENGTH: 60 words"
        export = f"{head}\n\n{body}\n\nLOAD-DATE: March 3, 2021\n"
        (found,) = reports(write(tmp_path / "a.txt", export))
        assert [line.strip() for line in found.text.split("\n") if line.strip()] == [TITLE, FIRST, THIRD, SECOND]

    def test_a_report_that_speaks_of_documents_is_one_report(self, tmp_path: Path) -> None:
        (found,) = reports(write(tmp_path / "a.txt", f"{TITLE}\n\n{FIRST}\n\nOf 3 documents 1 of 3 was lost, it said.\n\n{THIRD}"))
        assert found.text.count("\n\n") == 3


    def test_a_list_of_hits_above_the_reports_is_no_report(self, tmp_path: Path) -> None:
        cover = f"Job Number: 217\n\nDocuments (2)\n\n1. {TITLE}\nClient/Matter: -None-\nSearch Terms: ferry\n\nAbout LexisNexis\n\n"
        assert [item.title for item in reports(write(tmp_path / "uni.txt", cover + UNI))] == [TITLE, "Divers look at the hull"]

    def test_fields_of_factiva_that_stand_above_what_they_say(self, tmp_path: Path) -> None:
        fields = {"HD": TITLE, "BY": "By Ada Lund", "WC": "80 words", "PD": "2 March 2021", "SN": "The Gull", "LP": FIRST, "TD": SECOND}
        record = "".join(f"{name}\n{said}\n" for name, said in fields.items())
        first, second = (f"{record}AN\nDocument GULL00002021030{day}eh3200001\n\n" for day in (2, 3))
        found = reports(write(tmp_path / "factiva.txt", f"{first}{second}Search Summary\nText\nferry\n"))
        told = [(item.title, item.outlet, item.byline, item.published) for item in found]
        assert told == 2 * [(TITLE, "The Gull", "Ada Lund", "2021-03-02")]
        assert found[0].text.split("\n\n") == [TITLE, FIRST, SECOND]

    def test_proquest_that_counts_its_documents(self, tmp_path: Path) -> None:
        fields = "Author: Lund, Ada; van Dahl, Sven\n\nPublication title: The Gull\n\nPublication date: Mar 2, 2021"
        text = f"{RULE}\n\nDocument 1 of 1\n\n{TITLE}\n\n{fields}\n\nFull text: {FIRST}\n\nCredit: Ada Lund\n\n{RULE}\n"
        (found,) = reports(write(tmp_path / "proquest.txt", text))
        assert (found.title, found.outlet, found.byline) == (TITLE, "The Gull", "Ada Lund, Sven van Dahl")
        assert found.text == f"{TITLE}\n\n{FIRST}"


class TestDocuments:
    def test_rich_text(self, tmp_path: Path) -> None:
        (found,) = reports(write(tmp_path / "a.rtf", rtf(f"{TITLE}\n“Nobody was hurt,” said Øle in the café.\n{FIRST}")))
        assert found.text.split("\n")[:3] == [TITLE, "“Nobody was hurt,” said Øle in the café.", FIRST]

    def test_an_open_document(self, tmp_path: Path) -> None:
        space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
        body = f"<text:h>{TITLE}</text:h><text:p>{FIRST}<text:note>not this</text:note></text:p>"
        content = f'<?xml version="1.0"?><d xmlns:text="{space}">{body}</d>'
        (found,) = reports(
            write(tmp_path / "a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}))
        )
        assert found.text.split("\n") == [TITLE, FIRST]

    def test_an_encrypted_document_is_told_of(self, tmp_path: Path) -> None:
        told = problem(write(tmp_path / "a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 9))
        assert told.kind == "encrypted"

    @pytest.mark.parametrize(("member", "what"), [("xl/workbook.xml", "spreadsheet"), ("ppt/presentation.xml", "presentation")])
    def test_other_office_files_are_named(self, tmp_path: Path, member: str, what: str) -> None:
        assert what in problem(write(tmp_path / "a.bin", zipped({member: "<x/>"}))).message


def mail(number: int, body: str = FIRST) -> str:
    head = f"From: Wire <wire@coast.example>\nMessage-ID: <{number}@coast.example>\nMIME-Version: 1.0\nSubject: Fwd: {TITLE}\n"
    return f"{head}Date: Tue, 2 Mar 2021 08:15:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"


class TestMail:
    def test_a_mail_is_its_body_with_the_subject_above(self, tmp_path: Path) -> None:
        text = mail(1, "SANDVIK (Coastwire) - The fe=\nrry ran aground, =E2=80=9Cslowly=E2=80=9D.\n\n> quoted before").replace(
            "charset=utf-8\n", "charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
        )
        (found,) = reports(write(tmp_path / "a.eml", text))
        assert (found.title, found.published) == (TITLE, "2021-03-02T08:15:00+00:00")
        assert found.text == f"{TITLE}\n\nSANDVIK (Coastwire) - The ferry ran aground, “slowly”."

    def test_a_mail_that_is_sent_on_is_that_mail(self, tmp_path: Path) -> None:
        above = "---------- Forwarded message ---------\nFrom: Wire <w@coast.example>\nDate: Mon, 1 Mar 2021 at 10:00\nSubject: Fog lifts\n"
        text = mail(1, f"For you.\n\n{above}To: <d@gull.example>\n\n{FIRST}\n\n--  \nThe desk\n+47 1234")
        (found,) = reports(write(tmp_path / "a.eml", text))
        assert (found.title, (found.published or "")[:10]) == ("Fog lifts", "2021-03-01")
        assert found.text == f"Fog lifts\n\n{FIRST}"

    def test_a_box_of_mails(self, tmp_path: Path) -> None:
        line = "From wire@coast.example Tue Mar  2 08:15:00 2021\n"
        found = reports(write(tmp_path / "a.mbox", f"{line}{mail(1)}\n{line}{mail(2, SECOND)}\n"))
        assert [item.text.split("\n")[-1] for item in found] == [FIRST, SECOND]

    def test_a_page_saved_as_one_file(self, tmp_path: Path) -> None:
        page = f"<html><head><title>{TITLE}</title></head><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
        text = (
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://gull.example/1\nSubject: x\nMIME-Version: 1.0\n"
            'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
            f"{page}\n--b\nContent-Type: text/css\n\nbody {{}}\n--b--\n"
        )
        (found,) = reports(write(tmp_path / "a.mhtml", text))
        assert (found.url, found.title) == ("https://gull.example/1", TITLE)
        assert found.text.split("\n") == [TITLE, FIRST, SECOND]


class TestArchives:
    def test_what_lies_in_an_archive_is_read_file_by_file(self, tmp_path: Path) -> None:
        inner = zipped({"c.txt": THIRD})
        path = write(
            tmp_path / "a.zip", zipped({"x/a.txt": FIRST, "x/a_files/p.png": b"\x89PNG", "b.docx": docx([SECOND]), "c.zip": inner})
        )
        assert [item.text for item in reports(path)] == [FIRST, SECOND, THIRD]

    def test_a_tar_archive(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", FIRST)
        with tarfile.open(tmp_path / "t.tar.gz", "w:gz") as archive:
            archive.add(tmp_path / "a.txt", "a.txt")
        (found,) = reports(tmp_path / "t.tar.gz")
        assert found.text == FIRST
        assert found.origin.endswith("t.tar.gz#a.txt")

    def test_an_archive_in_an_archive_in_an_archive_is_told_of_and_the_rest_read(self, tmp_path: Path) -> None:
        deep = zipped({"d.zip": zipped({"e.zip": zipped({"a.txt": SECOND})}), "a.txt": FIRST})
        found = read(write(tmp_path / "a.zip", deep))
        assert [item.text for item in found if isinstance(item, Report)] == [FIRST]
        assert [item.kind for item in found if isinstance(item, Problem)] == ["nested"]

    @pytest.mark.parametrize("cut", [30, 200])
    def test_half_an_archive(self, tmp_path: Path, cut: int) -> None:
        assert problem(write(tmp_path / "a.zip", zipped({"a.txt": FIRST, "b.txt": SECOND})[:cut])).kind == "damaged"

    def test_an_archive_of_pictures(self, tmp_path: Path) -> None:
        assert problem(write(tmp_path / "a.zip", zipped({"p.png": b"\x89PNG"}))).kind == "nothing"


class TestAgencies:
    def test_newsml(self, tmp_path: Path) -> None:
        def item(guid: str, status: str) -> str:
            return (
                f'<newsItem guid="{guid}"><itemMeta><versionCreated>2021-03-02T09:00:00Z</versionCreated>'
                f'<firstCreated>2021-03-02T08:15:00Z</firstCreated><pubStatus qcode="stat:{status}"/></itemMeta><contentMeta>'
                f"<creator><name>Ada Lund</name></creator><infoSource><name>Coastwire</name></infoSource><headline>{TITLE}</headline>"
                f'</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FIRST}</p><p>{SECOND}</p></body>'
                "</html></inlineXML></contentSet></newsItem>"
            )

        space = "http://iptc.org/std/nar/2006-10-01/"
        items = item("urn:1", "usable") + item("urn:2", "canceled")
        found = read(
            write(tmp_path / "a.xml", f'<?xml version="1.0"?><newsMessage xmlns="{space}"><itemSet>{items}</itemSet></newsMessage>')
        )
        first, told = found
        assert isinstance(first, Report)
        assert isinstance(told, Problem)
        assert (first.title, first.outlet, first.byline) == (TITLE, "Coastwire", "Ada Lund")
        assert (first.published, first.text) == ("2021-03-02T08:15:00+00:00", f"{TITLE}\n{FIRST}\n{SECOND}")
        assert told.kind == "withdrawn"

    def test_an_item_tells_its_version_and_from_what_it_was_made(self, tmp_path: Path) -> None:
        space = "http://iptc.org/std/nar/2006-10-01/"
        link = '<link rel="irel:evolvedFrom" residref="urn:coastwire:1"/>'
        newsml = (
            f'<newsItem xmlns="{space}" guid="urn:coastwire:2" version="4"><itemMeta>{link}</itemMeta><contentMeta>'
            f"<headline>{TITLE}</headline></contentMeta><contentSet><inlineXML><html><body><p>{FIRST}</p></body></html></inlineXML></contentSet></newsItem>"
        )
        nitf = (
            '<nitf version="NITF 3.6"><head><docdata><du-key key="coastwire-2" version="3"/><correction id-string="coastwire-1"/></docdata>'
            f"</head><body><body.content><p>{FIRST}</p></body.content></body></nitf>"
        )
        ninjs = {"uri": "urn:coastwire:2", "version": "4", "evolvedfrom": "urn:coastwire:1", "headline": TITLE, "body_text": FIRST}
        files_of = {"a.xml": newsml, "b.nitf": nitf, "c.json": json.dumps(ninjs)}
        items = [found.item for name, content in files_of.items() for found in reports(write(tmp_path / name, content))]
        made = Item("urn:coastwire:2", "4", "urn:coastwire:1")
        assert items == [made, Item("coastwire-2", "3", "coastwire-1"), made]
        (counted,) = reports(write(tmp_path / "d.json", json.dumps({"id": "12", "version": "1.0", "title": TITLE, "text": FIRST})))
        assert counted.item is None

    def test_a_papers_own_nitf_names_the_paper_and_whose_material_it_printed(self, tmp_path: Path) -> None:
        text = (
            '<nitf><head><docdata/><pubdata name="The Gull" position.section="Coast"/></head><body><body.head><hedline>'
            f"<hl1>{TITLE}</hl1></hedline><byline>By <person>Ada Lund</person><byttl>Staff</byttl></byline>"
            "<distributor><org>Reuters</org></distributor></body.head>"
            f"<body.content><p>{FIRST}</p></body.content><body.end><tagline>Sven Dahl contributed to this report.</tagline></body.end>"
            "</body></nitf>"
        )
        (found,) = reports(write(tmp_path / "a.nitf", text))
        assert (found.outlet, found.byline, found.section) == ("The Gull", "Ada Lund", "Coast")
        assert found.text == f"{TITLE}\n{FIRST}\nSven Dahl contributed to this report.\nReuters"

    def test_what_an_agency_took_back_is_told_and_not_read(self, tmp_path: Path) -> None:
        item = {"uri": "urn:coastwire:2", "pubstatus": "canceled", "headline": TITLE, "body_text": FIRST}
        found = problem(write(tmp_path / "a.json", json.dumps(item)))
        assert (found.kind, found.message) == ("withdrawn", "The file was withdrawn by its agency, and was not read.")

    def test_the_first_newsml(self, tmp_path: Path) -> None:
        lines = f"<NewsLines><HeadLine>{TITLE}</HeadLine><ByLine>By Ada Lund</ByLine></NewsLines>"
        sent = "<NewsManagement><FirstCreated>20210302T081500Z</FirstCreated><Status FormalName='Usable'/></NewsManagement>"
        body = f"<DataContent><nitf><body><body.content><p>{FIRST}</p></body.content></body></nitf></DataContent>"
        by = "<AdministrativeMetadata><Provider><Party FormalName='Coastwire'/></Provider></AdministrativeMetadata>"
        text = f"<NewsML><NewsItem>{sent}<NewsComponent>{lines}{by}{body}</NewsComponent></NewsItem></NewsML>"
        (found,) = reports(write(tmp_path / "a.xml", text))
        assert (found.title, found.byline, found.outlet) == (TITLE, "Ada Lund", "Coastwire")
        assert (found.published, found.text) == ("2021-03-02T08:15:00+00:00", f"{TITLE}\n{FIRST}")
        withdrawn = problem(write(tmp_path / "b.xml", text.replace("Usable", "Canceled")))
        assert withdrawn.kind == "withdrawn"

    def test_nitf(self, tmp_path: Path) -> None:
        text = (
            '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd">'
            '<nitf><head><docdata><date.issue norm="20210302T081500Z"/></docdata></head>'
            f"<body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By Ada Lund</byline></body.head>"
            f"<body.content><p>{FIRST}</p><media><caption>A tug.</caption></media><p>{SECOND}</p></body.content></body></nitf>"
        )
        (found,) = reports(write(tmp_path / "a.xml", text))
        assert (found.title, found.byline, found.published) == (TITLE, "Ada Lund", "2021-03-02T08:15:00+00:00")
        assert found.text == f"{TITLE}\n{FIRST}\n{SECOND}"


class TestReferences:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            (
                "a.ris",
                f"TY  - NEWS\nTI  - {TITLE}\nAU  - Lund, Ada\nT2  - The Gull\nDA  - 2021/03/02/\n"
                f"UR  - https://gull.example/1\nAB  - {FIRST}\nER  - \n",
            ),
            (
                "a.bib",
                "@article{lund2021,\n title = {{Ferry} runs aground off Sandvik},\n author = {Lund, Ada},\n"
                " journal = {The Gull},\n"
                f' date = "2021-03-02",\n url = {{https://gull.example/1}},\n abstract = {{{FIRST}}}\n}}\n',
            ),
            (
                "a.json",
                json.dumps(
                    [
                        {
                            **{"title": TITLE, "container-title": "The Gull", "author": [{"family": "Lund", "given": "Ada"}]},
                            **{"issued": {"date-parts": [["2021", 3, 2]]}, "URL": "https://gull.example/1", "abstract": FIRST},
                        }
                    ]
                ),
            ),
        ],
    )
    def test_references_with_a_text(self, tmp_path: Path, name: str, content: str) -> None:
        (found,) = reports(write(tmp_path / name, content))
        assert (found.title, found.byline, found.outlet, found.published) == (TITLE, "Ada Lund", "The Gull", "2021-03-02")
        assert (found.url, found.text) == ("https://gull.example/1", FIRST)

    @pytest.mark.parametrize(
        ("authors", "byline"),
        [
            ("{Ministry of Fisheries and Oceans}", "Ministry of Fisheries and Oceans"),
            ("Moss, Tilda and\n  Lund, Ada", "Tilda Moss, Ada Lund"),
            ("Moss, Tilda\n and {Ministry of Fisheries, Oceans}", "Tilda Moss, Ministry of Fisheries, Oceans"),
            ("{van Dahl}, Sven and Garcia Marquez, Gabriel", "Sven van Dahl, Gabriel Garcia Marquez"),
            ("Ada Lund and B{\\'e}la Moss", "Ada Lund, B\\'ela Moss"),
            ("Alexander and Bland, Ida", "Alexander, Ida Bland"),
            ("{" * 20_000 + "A and " * 10_000, None),
        ],
    )
    def test_authors_of_bibtex_are_parted_outside_of_braces(self, tmp_path: Path, authors: str, byline: str | None) -> None:
        content = f"@article{{a,\n author = {{{authors}}},\n title = {{{TITLE}}},\n abstract = {{{FIRST}}}\n}}\n"
        begin = time.process_time()
        found = [item for item in read(write(tmp_path / "a.bib", content)) if isinstance(item, Report)]
        assert time.process_time() - begin < 2.0
        assert [one.byline for one in found] == [byline] * (byline is not None)

    @pytest.mark.parametrize(
        ("author", "listed", "read_as"),
        [
            ("Lund, Ada", False, "Ada Lund"),
            ("van Dahl, Sven", False, "Sven van Dahl"),
            ("Garcia Marquez, Gabriel", True, "Gabriel Garcia Marquez"),
            ("Ada Lund, Editor", False, "Ada Lund, Editor"),
            *((name, listed, name) for name in ("Reuters, Ada Lund", "BBC, London", "Lund, PhD", "Lund, Ph.D.", "Smith, Jr.", "Lund,")
              for listed in (False, True)),
        ],
    )  # fmt: skip
    def test_a_name_is_turned_where_a_family_stands_first(self, author: str, listed: bool, read_as: str) -> None:
        assert given_first([author], listed).rstrip(", ") == read_as.rstrip(", ")

    def test_references_without_one(self, tmp_path: Path) -> None:
        assert "no text" in problem(write(tmp_path / "a.ris", "TY  - NEWS\nTI  - Ferry\nER  - \n")).message


class TestNoText:
    def test_a_list_of_addresses(self, tmp_path: Path) -> None:
        assert "addresses" in problem(write(tmp_path / "a.txt", "https://gull.example/1\nhttps://gull.example/2\n")).message

    def test_a_sitemap(self, tmp_path: Path) -> None:
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        assert "sitemap" in problem(write(tmp_path / "a.xml", f'<?xml version="1.0"?><urlset xmlns="{space}"><url/></urlset>')).message
