"""Lists of references, snapshots and captures: pages that lie beside what tells of them, and are read with it once."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources import files

FIRST = "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said."
SECOND = "Sixty passengers were on board, among them a school class from Holm, and nobody was hurt."
TITLE = "Ferry runs aground off Sandvik"
ADDRESS = "https://gull.example/ferry?id=1"


def page(first: str = FIRST, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>The Gull: a page</title>{head}</head><body><p>{first}</p><p>{SECOND}</p></body></html>"


def everything(folder: Path, given: Given | None = None) -> list[Report | Problem]:
    return [item for file in files.find([folder]) for item in files.read(file.path, file.origin, given or Given())]


def only(folder: Path, given: Given | None = None) -> Report:
    (found,) = everything(folder, given)
    assert isinstance(found, Report), found
    return found


def lay(folder: Path, **contents: str | bytes) -> Path:
    """Files by name, `__` for a full stop and `_in_` for a slash."""
    for name, content in contents.items():
        path = folder / name.replace("_in_", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def ris(pointer: str = "L2  - files/12/ferry.html") -> str:
    return (
        f"TY  - NEWS\nTI  - {TITLE}\nAU  - Lund, Ada\nT2  - The Gull\nDA  - 2021/03/02/\nUR  - {ADDRESS}\nLA  - en\n"
        f"AB  - A ferry ran aground off Sandvik and was freed.\n{pointer}\nER  - \n"
    )


def bib(pointer: str) -> str:
    return (
        f"@article{{lund, title = {{{TITLE}}}, author = {{Lund, Ada}}, journal = {{The Gull}}, date = {{2021-03-02}},\n"
        f" url = {{{ADDRESS}}}, file = {{{pointer}}}}}\n"
    )


CSL = [
    {
        "id": "1", "type": "article-newspaper", "title": TITLE, "author": [{"family": "Lund", "given": "Ada"}],
        "container-title": "The Gull", "URL": ADDRESS, "issued": {"date-parts": [["2021", 3, 2]]},
    }
]  # fmt: skip
ZOTERO = {
    "items": [
        {
            "itemType": "newspaperArticle", "title": TITLE, "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Lund"}],
            "publicationTitle": "The Gull", "date": "2021-03-02", "url": ADDRESS, "attachments": [{"path": "files/12/ferry.html"}],
        }
    ]
}  # fmt: skip
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<bib:Article rdf:about="{ADDRESS}"><z:itemType>newspaperArticle</z:itemType>
<dcterms:isPartOf><bib:Newspaper><dc:title>The Gull</dc:title></bib:Newspaper></dcterms:isPartOf>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Lund</foaf:surname><foaf:givenName>Ada</foaf:givenName></foaf:Person></rdf:li>
</rdf:Seq></bib:authors><dcterms:isReferencedBy rdf:resource="#item_4"/><link:link rdf:resource="#item_3"/><dc:date>2021-03-02</dc:date>
<dc:title>{TITLE}</dc:title><dc:identifier><dcterms:URI><rdf:value>{ADDRESS}</rdf:value></dcterms:URI></dc:identifier></bib:Article>
<z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/12/ferry.html"/>
<dc:title>Snapshot</dc:title><link:type>text/html</link:type></z:Attachment>
<bib:Memo rdf:about="#item_4"><rdf:value>A note of the reader's own, no report of anything.</rdf:value></bib:Memo></rdf:RDF>"""
LISTS = {
    "zotero.rdf": RDF,
    "list.ris": ris(),
    "pdf.ris": ris("L1  - files/12/ferry.html"),
    "address.ris": ris("L1  - https://gull.example/ferry.pdf"),
    "zotero.bib": bib("Snapshot:files/12/ferry.html:text/html"),
    "better.bib": bib("files/12/ferry.html"),
    "jabref.bib": bib(":files/12/ferry.html:HTML"),
    "several.bib": bib("Full Text\\: PDF:files/13/none.pdf:application/pdf;Snapshot:files/12/ferry.html:text/html"),
    "csl.json": json.dumps(CSL),
    "csl-file.json": json.dumps([CSL[0] | {"URL": "https://gull.example/another", "file": "files/12/ferry.html"}]),
    "better.json": json.dumps(ZOTERO),
}
BY_ADDRESS = f'<link rel="canonical" href="{ADDRESS.replace("https", "http")}&amp;utm_source=x#top">'.replace("&amp;", "&")


class TestReferences:
    @pytest.mark.parametrize("name", list(LISTS))
    def test_the_page_with_what_the_list_says_of_it_is_one_report(self, tmp_path: Path, name: str) -> None:
        lay(tmp_path, files_in_12_in_ferry__html=page(head=BY_ADDRESS if name in ("csl.json", "address.ris") else ""))
        (tmp_path / name).write_text(LISTS[name])
        found = only(tmp_path)
        assert found.text.endswith(f"{FIRST}\n{SECOND}")
        assert (found.title, found.outlet, found.published) == (TITLE, "The Gull", "2021-03-02")
        assert found.byline in ("Lund, Ada", "Ada Lund")
        assert found.origin.endswith(f"{name}#files/12/ferry.html")
        assert found.url == ("https://gull.example/another" if name == "csl-file.json" else ADDRESS)

    def test_the_list_alone_is_enough_and_the_page_alone_is_a_page(self, tmp_path: Path) -> None:
        lay(tmp_path, list__ris=ris(), files_in_12_in_ferry__html=page())
        assert only(tmp_path / "list.ris").title == TITLE
        assert only(tmp_path / "files").title == "The Gull: a page"

    def test_the_users_word_goes_first_and_a_moment_of_the_day_is_kept(self, tmp_path: Path) -> None:
        head = '<meta property="article:published_time" content="2021-03-02T08:15:00+01:00">'
        lay(tmp_path, list__ris=ris(), files_in_12_in_ferry__html=page(head=head))
        assert only(tmp_path).published == "2021-03-02T08:15:00+01:00"
        found = only(tmp_path, Given(outlet="The Coast", published="2021-03-05"))
        assert (found.outlet, found.published, found.published_basis) == ("The Coast", "2021-03-05", "given")

    @pytest.mark.parametrize(
        "pointer", ["../secret.html", "/etc/hostname", "file:///etc/hostname", "files/../../secret.html", "linked.html"]
    )
    def test_nothing_outside_its_folder_is_opened(self, tmp_path: Path, pointer: str) -> None:
        (tmp_path / "secret.html").write_text(page("The secret of the harbour was told to nobody at all on Monday evening."))
        home = tmp_path / "home"
        home.mkdir()
        (home / "linked.html").symlink_to(tmp_path / "secret.html")
        (home / "list.ris").write_text(ris(f"L1  - {pointer}").replace("AB  -", "N9  -"))
        (problem,) = files.read(home / "list.ris", "list.ris", Given())
        assert isinstance(problem, Problem)
        assert problem.kind in ("missing", "no text")

    def test_a_page_that_is_gone_is_told_and_the_abstract_read(self, tmp_path: Path) -> None:
        lay(tmp_path, list__ris=ris() + ris("L1  - files/13/other.html"), files_in_12_in_ferry__html=page())
        first, gone, second = everything(tmp_path)
        assert isinstance(first, Report)
        assert isinstance(gone, Problem)
        assert (gone.kind, "files/13/other.html" in gone.message) == ("missing", True)
        assert isinstance(second, Report)
        assert second.text == "A ferry ran aground off Sandvik and was freed."

    def test_two_references_to_one_page_are_one_report(self, tmp_path: Path) -> None:
        lay(tmp_path, list__ris=ris() * 2, files_in_12_in_ferry__html=page())
        first, second = everything(tmp_path)
        assert isinstance(first, Report)
        assert isinstance(second, Problem)
        assert second.kind == "twice"

    def test_records_with_texts_of_their_own_are_no_references(self, tmp_path: Path) -> None:
        record = {"type": "article", "title": TITLE, "text": FIRST, "url": ADDRESS}
        lay(tmp_path, a__json=json.dumps([record]), page__html=page(head=BY_ADDRESS))
        first, second = everything(tmp_path)
        assert isinstance(first, Report)
        assert isinstance(second, Report)
        assert first.text == FIRST

    def test_references_in_a_file_that_is_called_a_text_are_told_of(self, tmp_path: Path) -> None:
        lay(tmp_path, csl__txt=json.dumps(CSL), page__html=page(head=BY_ADDRESS))
        problem, found = everything(tmp_path)
        assert isinstance(problem, Problem)
        assert problem.kind == "no text"
        assert isinstance(found, Report)

    def test_lists_that_lead_to_each_other_come_to_an_end(self, tmp_path: Path) -> None:
        lay(tmp_path, a__html=ris("L1  - b.html"), b__html=ris("L1  - a.html"))
        assert everything(tmp_path)

    def test_a_page_that_changes_is_read_again_with_its_list(self, tmp_path: Path) -> None:
        lay(tmp_path, list__ris=ris(), files_in_12_in_ferry__html=page())
        assert files.beside(tmp_path / "list.ris") == [tmp_path / "files/12/ferry.html"]
        assert files.beside(tmp_path / "files/12/ferry.html") == []


class TestArchiveBox:
    def test_a_snapshot_is_one_report_of_the_best_that_was_made(self, tmp_path: Path) -> None:
        index = json.dumps({"schema": "Link", "url": ADDRESS, "timestamp": "1614672900", "title": TITLE})
        lay(
            tmp_path, ArchiveBox__conf="x", index__html=page("The index of all that was kept, which is no news."),
            archive_in_1614672900_in_index__json=index, archive_in_1614672900_in_index__html=page("About the page, kept in parts."),
            archive_in_1614672900_in_singlefile__html=page(), archive_in_1614672900_in_output__html=page("Another making of it."),
            archive_in_1614672900_in_readability_in_content__txt=f"{FIRST}\n{SECOND}\n", sources_in_urls__txt=ADDRESS,
        )  # fmt: skip
        found = only(tmp_path)
        assert (found.url, found.text.split("\n")[-2:]) == (ADDRESS, [FIRST, SECOND])
        assert found.origin.endswith("archive/1614672900/singlefile.html")

    def test_where_one_making_gives_nothing_the_next_is_taken(self, tmp_path: Path) -> None:
        index = json.dumps({"url": ADDRESS, "timestamp": "1614672900", "title": TITLE})
        lay(tmp_path, index__json=index, singlefile__html="", readability_in_content__txt=f"{FIRST}\n{SECOND}\n")
        found = only(tmp_path)
        assert (found.url, found.title) == (ADDRESS, TITLE)

    def test_nothing_readable_is_told(self, tmp_path: Path) -> None:
        lay(tmp_path, index__json=json.dumps({"url": ADDRESS, "timestamp": "1614672900"}), singlefile__html="")
        (problem,) = everything(tmp_path)
        assert isinstance(problem, Problem)

    def test_another_index_is_a_record_like_others(self, tmp_path: Path) -> None:
        lay(tmp_path, index__json=json.dumps({"url": ADDRESS, "timestamp": "1614672900", "text": FIRST}), other__txt=SECOND)
        assert len(everything(tmp_path)) == 2


BAR = """<script src="https://web-static.archive.org/_static/js/bundle-playback.js"></script><!-- End Wayback Rewrite JS Include -->"""
TOOLBAR = """<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp"><p>The Wayback Machine has saved this page some 12 times between 2020 and
2024, and shows it as it was on the second of March.</p></div><!-- END WAYBACK TOOLBAR INSERT -->"""


class TestWayback:
    def test_a_page_as_it_shows_it_is_the_page_as_it_was(self, tmp_path: Path) -> None:
        head = f'{BAR}<link rel="canonical" href="https://web.archive.org/web/20210302081500/{ADDRESS}">'
        lay(tmp_path, a__html=page(head=head).replace("<body>", f"<body>{TOOLBAR}"))
        found = only(tmp_path)
        assert found.url == ADDRESS
        assert found.outlet == "gull.example"
        assert "Wayback" not in found.text

    @pytest.mark.parametrize(
        ("place", "address"),
        [
            ("websites/gull.example/news/ferry.html", "https://gull.example/news/ferry.html"),
            ("websites/gull.example/20210302081500/news/index.html", "https://gull.example/news/"),
            ("web.archive.org/web/20210302081500/https:/gull.example/ferry.html", "https://gull.example/ferry.html"),
            ("web.archive.org/web/20210302081500id_/http:/gull.example/ferry.html", "http://gull.example/ferry.html"),
            ("saved/gull.example/ferry.html", None),
        ],
    )
    def test_the_folders_in_which_programs_save_its_pages_tell_the_address(self, tmp_path: Path, place: str, address: str | None) -> None:
        path = tmp_path / place
        path.parent.mkdir(parents=True)
        path.write_text(page())
        assert only(tmp_path).url == address

    def test_a_page_that_speaks_of_it_is_left_alone(self, tmp_path: Path) -> None:
        said = "The page is gone, but https://web.archive.org/web/20210302081500/https://gull.example/ferry still shows it, they said."
        lay(tmp_path, a__html=page(said), b__txt=f"{TITLE}\n{said}\n")
        texts = [item.text for item in everything(tmp_path) if isinstance(item, Report)]
        assert all("https://web.archive.org/web/20210302081500/https://gull.example/ferry still shows it" in text for text in texts)


def test_the_members_of_a_list_in_a_zip_are_read_beside_each_other(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zotero.zip", "w") as archive:
        archive.writestr("export/list.ris", ris())
        archive.writestr("export/files/12/ferry.html", page())
    found = only(tmp_path)
    assert (found.title, found.outlet) == (TITLE, "The Gull")
    assert found.origin == os.fspath(tmp_path / "zotero.zip#export/list.ris#files/12/ferry.html")


def test_a_zip_with_a_list_leads_nowhere_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zotero.zip", "w") as archive:
        archive.writestr("list.ris", ris("L1  - ../../out.html").replace("AB  -", "N9  -"))
        archive.writestr("../../out.html", page())
        archive.writestr("ferry.txt", f"{TITLE}\n{FIRST}\n")
    found = everything(tmp_path)
    assert [item.kind for item in found if isinstance(item, Problem)] == ["archive", "no text"]
    assert [item.title for item in found if isinstance(item, Report)] == [None]
    assert not (tmp_path.parent / "out.html").exists()
