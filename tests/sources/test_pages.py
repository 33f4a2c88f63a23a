"""Pages as they are built: the body in parts, sentences cut by comments, dates in many places, titles with the site behind them."""

import json
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.sources import apart, files, second
from variorum.sources.markup import tree_of, words_of
from webpages import LINKED, PARAGRAPHS, TITLE, page, ps, read


class TestText:
    def test_a_body_in_two_containers_is_whole_and_in_order(self, tmp_path: Path) -> None:
        body = (
            f"<article class='main'><h1>{TITLE}</h1><div class='row'><div class='part'><div>{ps(PARAGRAPHS[:3])}</div></div></div>"
            "<div class='ad'><img src='ad.jpg'></div><figure><img src='a.jpg'><figcaption>The ferry at the quay</figcaption></figure>"
            f"<div class='row'><div class='part'><div>{ps(PARAGRAPHS[3:])}</div></div></div></article>"
        )
        found = read(tmp_path, page(body))
        assert found.text.split("\n") == [TITLE, *PARAGRAPHS[:3], "The ferry at the quay", *PARAGRAPHS[3:]]
        assert [(found.text[block.start : block.end], block.role) for block in found.blocks] == [("The ferry at the quay", "caption")]

    @pytest.mark.parametrize(
        ("box", "told"),
        [
            ("<aside><p>The harbour of Sandvik has been dredged for the third time this year, the council said.</p></aside>", 1),
            ("<aside><p>The harbour of Sandvik has been dredged for the third time this year, the council said.</p>"
             "<p>It was dredged twice in the year before, as the last report of the office tells its readers.</p></aside>", 2),
            ('<aside class="newsletter"><p>The harbour of Sandvik comes to your inbox every week, the council said.</p></aside>', 0),
            ("<aside><p>Sign up for our daily newsletter and get the latest news from the harbour to your inbox.</p></aside>", 0),
            ("<aside><p>Short box.</p></aside>", 0),
        ],
    )  # fmt: skip
    def test_paragraphs_of_the_article_that_are_left_out_are_counted(self, tmp_path: Path, box: str, told: int) -> None:
        path = tmp_path / "a.html"
        path.write_text(page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:3])}{box}{ps(PARAGRAPHS[3:])}</article>"))
        found = list(files.read(path, "a.html", Given()))
        assert [item.text.split("\n") for item in found if isinstance(item, Report)] == [[TITLE, *PARAGRAPHS]]
        problems = [item for item in found if isinstance(item, Problem)]
        assert [item.kind for item in problems] == ["left out"] * (told > 0)
        if told:
            assert problems[0].message.startswith(["One paragraph", "2 paragraphs"][told - 1])
            assert "“The harbour of Sandvik has been dredged" in problems[0].message

    def test_a_page_is_read_the_same_every_time(self) -> None:
        lines = [line.replace(" the ", "\nthe ") for line in PARAGRAPHS] * 3
        code = "<pre><code>first line\nsecond line <span class='token comment'># what it does\nand how</span></code></pre>"
        html = page(f"<article><h1>{TITLE}</h1><style>a\nb</style>{''.join(f'<div>{ps([line])}{code}</div>' for line in lines)}</article>")
        for _ in range(5):
            tree = apart.without(tree_of(html))
            assert [element.text_content() for element in tree.iter("p")] == PARAGRAPHS * 3
            shown = [element.text_content() for element in tree.iter("pre")]
            assert shown == ["first line\nsecond line # what it does\nand how"] * len(lines)

    def test_the_second_reader_adds_what_the_first_left_out_where_it_stands(self) -> None:
        tree = tree_of(page(f"<article>{ps(PARAGRAPHS)}</article>"))
        text = "\n".join([PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[5]])
        assert second.completed(text, tree).split("\n") == PARAGRAPHS

    @pytest.mark.parametrize(
        "apart",
        [
            '<div class="related-stories"><p>The harbour of Holm was dredged for the third time, the council there said.</p></div>',
            '<div id="comments"><p>I was on board and I can tell you that nobody was told anything at all.</p></div>',
            '<p style="display:none">The ferry is hidden here for those who read with small screens only, it says.</p>',
            '<p><a href="/1">Read on: how the harbour of Holm was dredged for the third time this year.</a></p>',
            "<p>Sign up for our daily newsletter and get the latest news from the harbour to your inbox.</p>",
            "<article><p>Another story altogether stands in this teaser, and it is about the dredging of Holm.</p></article>",
        ],
    )
    def test_and_nothing_that_is_set_apart(self, apart: str) -> None:
        tree = tree_of(page(f"<article>{ps(PARAGRAPHS[:3])}{apart}{ps(PARAGRAPHS[3:])}</article>"))
        assert second.completed("\n".join(PARAGRAPHS[:3]), tree).split("\n") == PARAGRAPHS

    def test_a_text_that_the_page_holds_twice_is_taken_once(self) -> None:
        tree = tree_of(page(f"<article>{ps(PARAGRAPHS)}</article>"))
        assert second.completed("\n".join(PARAGRAPHS + PARAGRAPHS), tree).split("\n") == PARAGRAPHS

    @pytest.mark.parametrize("mark", ["<!-- -->", "<!-- text -->", "<?pi ?>", "<?php echo 1 ?>"])
    def test_marks_of_programs_cut_no_sentence(self, tmp_path: Path, mark: str) -> None:
        cut = [line.replace(" the ", f" {mark}<b>the</b>{mark} ", 1) for line in PARAGRAPHS]
        assert read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(cut)}</article>")).text.split("\n") == [TITLE, *PARAGRAPHS]

    def test_programs_within_a_paragraph_are_no_text(self, tmp_path: Path) -> None:
        body = ps([f"{PARAGRAPHS[0]}<script>var x = 'never read this';</script>", *PARAGRAPHS[1:]])
        assert "never read" not in read(tmp_path, page(f"<article>{body}</article>")).text

    @pytest.mark.parametrize(
        "script",
        [
            '<script id="__NEXT_DATA__" type="application/json">{data}</script>',
            "<script>window.state = {data}; start();</script>",
            "<script>self.__next_f.push([1,{text}])</script>",
            "<script>window.state = JSON.parse({text})</script>",
        ],
    )
    def test_a_page_drawn_by_a_program_is_read_by_the_data_it_carries(self, tmp_path: Path, script: str) -> None:
        cookies = "We keep a cookie on your machine. It says who you are. You may ask us to forget it. " * 20
        story = {"props": [{"title": TITLE, "bodyHtml": ps(PARAGRAPHS)}], "consent": {"text": cookies}}
        data = json.dumps(story)
        text = json.dumps("5:" + data if "next_f" in script else data)
        found = read(tmp_path, page('<div id="root"></div>' + script.replace("{data}", data).replace("{text}", text)))
        assert found.text.split("\n") == [TITLE, *PARAGRAPHS]

    def test_data_on_something_else_are_no_report(self, tmp_path: Path) -> None:
        cookies = json.dumps({"text": "We keep a cookie on your machine. It says who you are. You may ask us to forget it. " * 20})
        path = tmp_path / "page.html"
        path.write_text(page(f'<div id="root"></div><script type="application/json">{cookies}</script>'))
        (problem,) = files.read(path, str(path), Given())
        assert isinstance(problem, Problem)

    def test_a_page_drawn_by_a_program_is_read_by_what_it_tells_machines(self, tmp_path: Path) -> None:
        told = LINKED.format(f'{{"@type": "NewsArticle", "headline": "{TITLE}", "articleBody": "{" ".join(PARAGRAPHS)}"}}')
        found = read(tmp_path, page("<div id='app'><p>Loading the page of the ferry …</p></div>", told))
        assert PARAGRAPHS[-1] in found.text


class TestWords:
    @pytest.mark.parametrize(
        ("html", "lines"),
        [
            ("<p>One line.</p><p>Another <b>line</b>.</p>", ["One line.", "Another line."]),
            ("One line.<br><br>Another<br>line.", ["One line.", "Another line."]),
            ("<div>One line.</div><div>Another line.</div>", ["One line.", "Another line."]),
            ("&lt;p&gt;One line.&lt;/p&gt;&lt;p&gt;Another line.&lt;/p&gt;", ["One line.", "Another line."]),
            ("One line & <em>no</em> more<script>no</script>.", ["One line & no more."]),
        ],
    )
    def test_html_becomes_lines(self, html: str, lines: list[str]) -> None:
        assert words_of(html).split("\n") == lines





class TestMetadata:
    @pytest.mark.parametrize(
        "head",
        [
            '<meta property="article:published_time" content="1614672900000">',
            '<meta property="article:published_time" content="soon">'
            + LINKED.format('{"@type": "NewsArticle", "datePublished": "2021-03-02T08:15:00Z"}'),
            '<meta property="article:published_time" content="2021-03-05T09:00:00Z">'
            '<meta property="article:modified_time" content="2021-03-05T09:00:00Z">'
            + LINKED.format('{"@type": "NewsArticle", "datePublished": "2021-03-02T08:15:00Z", "dateModified": "2021-03-05T09:00:00Z"}'),
            '<meta property="article:published_time" content="2021-04-05T09:00:00Z">'  # of a later print
            + LINKED.format('{"@type": "NewsArticle", "datePublished": "2021-03-02T08:15:00Z"}'),
            LINKED.format(
                '//<![CDATA[\n{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "datePublished": "2021-03-02T08:15:00Z"}]}\n//]]>'
            ),
            LINKED.format('[{"@type": "BreadcrumbList"}, {"@type": "ReportageNewsArticle", "datePublished": "2021-03-02T08:15:00+0000"}]'),
            '<meta name="date" content="2021-03-02">' + LINKED.format('{"@type": "Article", "datePublished": "2021-03-02T08:15:00Z"}'),
        ],
    )
    def test_the_moment_of_publication(self, tmp_path: Path, head: str) -> None:
        found = read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head))
        assert (found.published, found.published_basis) == ("2021-03-02T08:15:00+00:00", "metadata")

    def test_the_time_beside_the_word(self, tmp_path: Path) -> None:
        changed, told = '<time datetime="2021-03-05T09:00:00Z">5 March</time>', '<time datetime="2021-03-02T09:15:00+01:00">2 March</time>'
        line = f"<p>Updated {changed} · Published {told}</p>"
        assert read(tmp_path, page(f"<article>{line}{ps(PARAGRAPHS)}</article>")).published == "2021-03-02T09:15:00+01:00"

    def test_the_title_is_what_the_page_calls_itself_without_the_site_and_the_headline_is_what_readers_see(self, tmp_path: Path) -> None:
        title = "Ferry off Sandvik runs aground"
        head = f'<meta property="og:site_name" content="The Gull"><meta property="og:title" content="{title} - The Gull">'
        found = read(tmp_path, page(f"<h1>The Gull</h1><article><h1>{TITLE}</h1>{ps(PARAGRAPHS)}</article>", head))
        assert (found.title, found.outlet) == (title, "The Gull")
        assert found.text.startswith(f"{TITLE}\n")
        linked = LINKED.format(f'{{"@type": "NewsArticle", "headline": "{TITLE}"}}')
        assert read(tmp_path, page(f"<article><h1>Aground</h1>{ps(PARAGRAPHS)}</article>", head + linked)).title == TITLE
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>")).title == TITLE

    @pytest.mark.parametrize(
        ("head", "title"),
        [
            ('<meta property="og:title" content="A ferry in the fog">', "A ferry in the fog"),  # all else comes from one field
            ('<meta property="dc:title x:title" content="Aground off Sandvik">', "Aground off Sandvik"),
            ('<meta name="DC.title" content="Aground off Sandvik"><meta property="og:title" content="Aground!">', "Aground off Sandvik"),
            (f'<meta property="og:title" content="Opinion | {TITLE}">', TITLE),
            ('<meta property="og:title" content="Tides | Ferry runs aground again">', "Tides | Ferry runs aground again"),
        ],
    )
    def test_which_of_several_titles_is_the_pages(self, tmp_path: Path, head: str, title: str) -> None:
        linked = LINKED.format(f'{{"@type": "NewsArticle", "headline": "{TITLE}"}}') if title.startswith("A ferry") else ""
        assert read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS)}</article>", head + linked)).title == title

    def test_the_sites_name_is_taken_off_where_a_script_has_no_blanks(self, tmp_path: Path) -> None:
        head = '<meta property="og:site_name" content="朝日港新聞"><meta property="og:title" content="フェリーが座礁　港務局：朝日港新聞">'
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head)).title == "フェリーが座礁 港務局"

    def test_authors_are_a_list_without_addresses_and_the_outlet_among_others_is_one(self, tmp_path: Path) -> None:
        authors = '[{"name": "By Ada Lund"}, {"name": "Ole Moe"}, {"name": "The Gull"}, {"name": "https://gull.example/ada"}]'
        head = LINKED.format(f'{{"@type": "NewsArticle", "publisher": {{"name": "The Gull"}}, "author": {authors}}}')
        found = read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head))
        assert (found.byline, found.outlet) == ("Ada Lund, Ole Moe, The Gull", "The Gull")
        weblog = '<meta property="og:site_name" content="The Gull"><meta name="author" content="The Gull - View all posts by Ada Lund →">'
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", weblog)).byline == "Ada Lund"

    @pytest.mark.parametrize(
        ("above", "byline"),
        [
            ('<ul><li class="authors__list-item"><span>By</span> <span>Ada Lund</span></li></ul>', "Ada Lund"),
            ('<p class="byline">By Ada Lund and Ole Moe</p>', "Ada Lund, Ole Moe"),
            ("<p><strong>Ada Lund/Ole Moe</strong></p>", "Ada Lund, Ole Moe"),
            ("<p><strong>A tale of the sea</strong></p>", "The Gull"),
            ('<p>Another paragraph of the text that has as many words as any other has in it.</p><p><b>Ada Lund</b></p>', "The Gull"),
        ],
    )
    def test_where_machines_are_told_the_outlet_alone_readers_may_be_shown_a_name(
        self, tmp_path: Path, above: str, byline: str
    ) -> None:
        head = LINKED.format('{"@type": "NewsArticle", "publisher": {"name": "The Gull"}, "author": {"name": "The Gull"}}')
        assert read(tmp_path, page(f"<article><h1>{TITLE}</h1>{above}{ps(PARAGRAPHS)}</article>", head)).byline == byline

    def test_of_several_articles_the_one_with_the_headline_counts(self, tmp_path: Path) -> None:
        other = '{"@type": "NewsArticle", "headline": "Holm dredged again this year", "datePublished": "2020-01-01T00:00:00Z"}'
        own = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2021-03-02T08:15:00Z"}}'
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS)}</article>", LINKED.format(f"[{other}, {own}]")))
        assert found.published == "2021-03-02T08:15:00+00:00"

    @pytest.mark.parametrize(
        ("head", "address"),
        [
            ('<link rel="canonical" href="https://gull.example/ferry"><meta property="og:url" content="https://gull.example/x">', "https://gull.example/ferry"),
            ('<link rel="canonical" href="https://gull.example/"><meta property="og:url" content="https://gull.example/ferry">', "https://gull.example/ferry"),
            ('<base href="https://gull.example/"><link rel="canonical" href="/ferry">', "https://gull.example/ferry"),
            ('<link rel="canonical" href="/ferry">', None),
        ],
    )
    def test_the_pages_own_address(self, tmp_path: Path, head: str, address: str | None) -> None:
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head)).url == address


def record(kind: str, address: str, content: str, content_type: str) -> bytes:
    from io import BytesIO

    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warc_record(address, kind, payload=BytesIO(content.encode()), warc_content_type=content_type))
    return out.getvalue()


class TestWebArchives:
    def test_a_page_without_the_answer_of_a_server_is_a_page(self, tmp_path: Path) -> None:
        (tmp_path / "a.warc").write_bytes(record("resource", "https://gull.example/1?x=1", page(ps(PARAGRAPHS)), "text/html"))
        (found,) = files.read(tmp_path / "a.warc", "a.warc", Given())
        assert isinstance(found, Report)
        assert (found.url, found.outlet) == ("https://gull.example/1?x=1", "gull.example")

    def test_the_text_that_was_made_of_a_page_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.warc").write_bytes(record("conversion", "https://gull.example/1", "\n".join(PARAGRAPHS), "text/plain"))
        (found,) = files.read(tmp_path / "a.warc", "a.warc", Given())
        assert isinstance(found, Report)
        assert found.text.split("\n") == PARAGRAPHS

    @pytest.mark.parametrize(("before", "count"), [("https://gull.example/1", 1), ("https://gull.example/2", 2)])
    def test_the_text_of_a_page_that_is_there_too_is_no_second_report(self, tmp_path: Path, before: str, count: int) -> None:
        saved = record("resource", before, page(ps(PARAGRAPHS)), "text/html")
        made = record("conversion", "urn:text:https://gull.example/1", "\n".join(PARAGRAPHS), "text/plain")
        (tmp_path / "a.warc").write_bytes(saved + made)
        found = list(files.read(tmp_path / "a.warc", "a.warc", Given()))
        assert [item.url for item in found if isinstance(item, Report)] == [before, "https://gull.example/1"][:count]

    def test_an_archive_without_a_page_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "a.warc").write_bytes(record("resource", "https://gull.example/a.png", "x", "image/png"))
        (found,) = files.read(tmp_path / "a.warc", "a.warc", Given())
        assert isinstance(found, Problem)
        assert "0 of the archive's 1 records" in found.message


MEDIA = f"""<?xml version="1.0"?><!-- {"made for readers of feeds " * 400} -->
<rss xmlns:media="http://search.yahoo.com/mrss/" version="2.0">
<channel><title>The Gull</title><item><media:title>A ferry in the fog</media:title><title>{TITLE}</title><link>https://gull.example/1</link>
<media:content url="a.jpg"><media:credit>Photograph: Ole Moe/Coastwire</media:credit>
<media:description>A ferry.</media:description></media:content>
<description>&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;&lt;p&gt;{PARAGRAPHS[1]}&lt;/p&gt;</description></item></channel></rss>"""
XHTML = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gull</title>
<updated>2021-03-05T08:15:00Z</updated><entry><title>{TITLE}</title>
<id>urn:1</id><updated>2021-03-02T08:15:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}</p></div></content></entry></feed>"""


class TestFeeds:
    @pytest.mark.parametrize("feed", [MEDIA, XHTML])
    def test_an_entry_is_told_by_its_own_elements(self, tmp_path: Path, feed: str) -> None:
        (tmp_path / "a.xml").write_text(feed)
        (found,) = files.read(tmp_path / "a.xml", "a.xml", Given())
        assert isinstance(found, Report)
        assert (found.title, found.outlet) == (TITLE, "The Gull")
        assert found.text.split("\n") == [TITLE, PARAGRAPHS[0], PARAGRAPHS[1]]

    def test_what_a_feed_took_over_is_of_the_feed_that_it_names(self, tmp_path: Path) -> None:
        entry = f"<title>{TITLE}</title><summary>{PARAGRAPHS[0]}</summary><source><title>The Gull</title></source>"
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>All of the sound</title><entry>{entry}</entry></feed>'
        path = tmp_path / "a.xml"
        path.write_text(feed)
        (found,) = files.read(path, str(path), Given())
        assert isinstance(found, Report)
        assert (found.title, found.outlet) == (TITLE, "The Gull")

    def test_atoms_updated_stands_in_for_published(self, tmp_path: Path) -> None:
        (tmp_path / "a.atom").write_text(XHTML)
        (found,) = files.read(tmp_path / "a.atom", "a.atom", Given())
        assert isinstance(found, Report)
        assert found.published == "2021-03-02T08:15:00+00:00"
