"""What belongs to a page beside its paragraphs: captions, decks, entries of live blogs, moments of change; and pages without a story."""

import textwrap
from pathlib import Path

import pytest

from variorum.contracts import Given
from variorum.language.pages import blocks
from variorum.model.report import Problem, Report
from variorum.sources import files
from webpages import LINKED, PARAGRAPHS, TITLE, page, ps, read

DECK = "A school class from Holm was on board when the fog came in over the sound on Monday."
CAPTION = "The ferry Sandvik on the rocks below the lighthouse"


def roles(report: Report) -> dict[str, str]:
    return {report.text[block.start : block.end]: block.role for block in blocks(report).blocks}


class TestPictures:
    def test_a_caption_stands_in_its_place_as_a_caption_and_its_credit_is_of_a_photo(self, tmp_path: Path) -> None:
        credit = '<span class="credit">Photograph: Nils Berg/Reuters</span>'
        figure = f'<figure><img src="a.jpg"><figcaption>{CAPTION} {credit}</figcaption></figure>'
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:2])}{figure}{ps(PARAGRAPHS[2:])}</article>"))
        lines = found.text.split("\n")
        assert lines == [TITLE, *PARAGRAPHS[:2], CAPTION, "Photograph: Nils Berg/Reuters", *PARAGRAPHS[2:]]
        marked = roles(found)
        assert (marked[CAPTION], marked["Photograph: Nils Berg/Reuters"], marked[PARAGRAPHS[2]]) == ("caption", "credit", "body")
        credits = blocks(found).credits
        assert [(credit.agency, credit.what, credit.passage.text) for credit in credits] == [("Reuters", "photo", "Reuters")]
        assert all(found.text[c.passage.start : c.passage.end] == c.passage.text for c in credits)

    def test_a_caption_that_looks_like_a_paragraph_is_a_caption(self, tmp_path: Path) -> None:
        caption = "Divers from Holm look at the hull of the ferry on Thursday while the tugs wait in the sound."
        image = f'<div class="image"><img src="a.jpg"><p>{caption}</p></div>'
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:4])}{image}{ps(PARAGRAPHS[4:])}</article>"))
        assert roles(found)[caption] == "caption"

    def test_pictures_of_other_texts_are_left_out(self, tmp_path: Path) -> None:
        figure = '<figure><img src="b.jpg"><figcaption>Crews of Holm at the rally</figcaption></figure>'
        card = f'<div class="related-card"><a href="/x">{figure}</a></div>'
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS)}{card}</article>"))
        assert "rally" not in found.text


class TestFurniture:
    def test_a_link_to_another_text_is_no_line_and_a_paragraph_with_links_is(self, tmp_path: Path) -> None:
        linked = (
            'The council <a href="/a">had refused a second lighthouse in 2019</a>, <a href="/b">after the lost ferry of 1954 had been '
            "forgotten</a>, and <a href='/c'>the keeper was the last to remember it</a>."
        )
        other = '<p>Read also: <a href="/x">Ferry crews back the board</a></p>'
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:4])}{other}<p>{linked}</p>{ps(PARAGRAPHS[4:])}</article>"))
        assert "crews back" not in found.text
        assert "the keeper was the last to remember it." in found.text

    def test_what_only_screen_readers_are_told_is_no_part_of_a_sentence(self, tmp_path: Path) -> None:
        told = PARAGRAPHS[2].replace("the hull", '<a href="/h">the hull<span class="sr-only"> (opens in a new window)</span></a>')
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps([*PARAGRAPHS[:2], told, *PARAGRAPHS[3:]])}</article>"))
        assert PARAGRAPHS[2] in found.text.split("\n")

    def test_lines_broken_within_a_paragraph_of_the_mark_up_are_one(self, tmp_path: Path) -> None:
        broken = [line.replace(", ", ",\r\n   ") for line in PARAGRAPHS]
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(broken)}</article>"))
        assert found.text.split("\n") == [TITLE, *PARAGRAPHS]

    def test_what_holds_paragraphs_of_the_article_is_not_set_apart_by_its_name(self, tmp_path: Path) -> None:
        body = f"<div class='post-share-container'><div class='sidebar-grid'>{ps(PARAGRAPHS)}</div></div>"
        assert read(tmp_path, page(f"<article><h1>{TITLE}</h1>{body}</article>")).text.split("\n") == [TITLE, *PARAGRAPHS]

    def test_a_table_that_lays_out_a_page_is_no_table(self, tmp_path: Path) -> None:
        body = f"<table><tr><td>Menu</td><td><h1>{TITLE}</h1>{ps(PARAGRAPHS * 2)}</td></tr></table>"
        found = read(tmp_path, page(body))
        assert "|" not in found.text
        assert all(line in found.text.split("\n") for line in PARAGRAPHS)

    def test_a_deck_is_found_by_the_pages_own_description(self, tmp_path: Path) -> None:
        head = f'<meta name="description" content="{DECK}">'
        found = read(tmp_path, page(f"<main><h1>{TITLE}</h1><div class='x1'>{DECK}</div><article>{ps(PARAGRAPHS)}</article></main>", head))
        assert found.text.split("\n")[:3] == [TITLE, DECK, PARAGRAPHS[0]]
        assert (roles(found)[DECK], roles(found)[PARAGRAPHS[0]]) == ("deck", "lead")


class TestMoments:
    def test_publication_and_last_change_stand_apart_with_their_zones(self, tmp_path: Path) -> None:
        head = (
            '<meta property="article:published_time" content="2021-03-01T20:00:00+01:00">'
            '<meta property="article:modified_time" content="2021-03-02T09:30:00+01:00"><meta property="article:section" content="Sound">'
        )
        found = read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head))
        assert (found.published, found.published_basis) == ("2021-03-01T20:00:00+01:00", "metadata")
        assert (found.modified, found.modified_basis, found.section) == ("2021-03-02T09:30:00+01:00", "metadata", "Sound")

    def test_a_change_before_the_publication_is_none(self, tmp_path: Path) -> None:
        linked = '{"@type": "NewsArticle", "datePublished": "2021-03-02T08:00:00Z", "dateModified": "2021-02-01T08:00:00Z"}'
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", LINKED.format(linked))).modified is None

    def test_the_texts_own_line_tells_of_a_change(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("\n".join([TITLE, "Published 1 March 2021 | Updated: 2 March 2021", *PARAGRAPHS]))
        (found,) = files.read(path, str(path), Given())
        assert isinstance(found, Report)
        assert (found.published, found.modified, found.modified_basis) == ("2021-03-01", "2021-03-02", "text")

    @pytest.mark.parametrize(
        "address",
        [
            "http://www.gull.example/ferry/",
            "https://gull.example/ferry?utm_source=post&fbclid=1#top",
            "https://m.gull.example/ferry",
            "https://gull.example/ferry/amp",
        ],
    )
    def test_one_page_under_other_addresses_is_one_report(self, tmp_path: Path, address: str) -> None:
        one, other = (
            read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", f'<meta property="og:url" content="{url}">'))
            for url in ("https://gull.example/ferry", address)
        )
        assert one.id == other.id
        apart = read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", '<meta property="og:url" content="https://gull.example/ferry?id=2">'))
        assert apart.id != one.id


class TestLive:
    def test_each_entry_has_its_time(self, tmp_path: Path) -> None:
        entries = "".join(
            f'<section><time datetime="2021-03-01T{20 + number}:15:00+01:00">{20 + number}:15</time><h3>Entry of the sound {number}</h3>'
            f"<p>{PARAGRAPHS[2 * number]}</p><p>{PARAGRAPHS[2 * number + 1]}</p></section>"
            for number in range(4)
        )
        head = LINKED.format('{"@type": "LiveBlogPosting", "headline": "' + TITLE + '"}')
        found = read(tmp_path, page(f"<main><article><h1>{TITLE}</h1><div>{entries}</div></article></main>", head))
        assert found.form == "live_blog"
        assert [entry.at for entry in found.entries] == [f"2021-03-01T{hour}:15:00+01:00" for hour in range(20, 24)]
        first = found.entries[0]
        assert found.text[first.start : first.end].split("\n") == ["Entry of the sound 0", *PARAGRAPHS[:2]]

    def test_entries_are_found_by_what_json_ld_lists(self, tmp_path: Path) -> None:
        updates = ", ".join(f'{{"datePublished": "2021-03-01T2{n}:00:00Z", "articleBody": "{PARAGRAPHS[n]}"}}' for n in range(3))
        head = LINKED.format(f'{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{updates}]}}')
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:3])}</article>", head))
        assert [(entry.at, found.text[entry.start : entry.end]) for entry in found.entries] == [
            (f"2021-03-01T2{n}:00:00+00:00", PARAGRAPHS[n]) for n in range(3)
        ]

    def test_dated_links_below_an_article_make_no_live_blog(self, tmp_path: Path) -> None:
        link = '<li><time datetime="2021-02-0{0}">{0} Feb</time> <a href="/{0}">The keeper of the sound, part {0}</a></li>'
        links = "".join(link.format(number) for number in range(1, 6))
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS)}</article><ul>{links}</ul>"))
        assert (found.form, found.entries) == ("article", ())


HITS = "".join(f'<div><h3><a href="/{n}">{line[:40]}</a></h3><p>{line}</p></div>' for n, line in enumerate(PARAGRAPHS))


class TestNoStory:
    @pytest.mark.parametrize(
        ("title", "body", "said"),
        [
            ("Search results for ferry", f"<main><h1>Search results for ferry</h1>{HITS}</main>", "search"),
            ("404 Page not found", "<main><h1>Page not found</h1><p>The page that you asked for is not here any more.</p></main>", "error"),
            (
                "Ferry aground",
                "<main><h1>Ferry aground</h1><p>Subscribe to continue reading this story, from 2 crowns a week.</p>"
                "<p>Already a subscriber? Log in.</p></main>",
                "subscribe",
            ),
            (
                "The sound in pictures",
                "<main><h1>The sound in pictures</h1>"
                + "".join(f"<figure><img src='{n}.jpg'><figcaption>{line}</figcaption></figure>" for n, line in enumerate(PARAGRAPHS))
                + "</main>",
                "gallery",
            ),
            (
                "The Gull",
                "<main>" + "".join(f'<h3><a href="/{n}">{line[:50]}</a></h3>' for n, line in enumerate(PARAGRAPHS)) + "</main>",
                "list of links",
            ),
        ],
    )
    def test_a_page_without_a_story_is_one_problem_in_plain_words(self, tmp_path: Path, title: str, body: str, said: str) -> None:
        path = tmp_path / "a.html"
        head = f'<meta charset="utf-8"><title>{title}</title>'
        path.write_text(f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>')
        (found,) = files.read(path, str(path), Given())
        assert isinstance(found, Problem), found.text
        assert found.kind == "no story"
        assert said in found.message
        assert found.message.endswith(".")

    def test_a_story_in_a_script_without_blanks_is_a_story(self, tmp_path: Path) -> None:
        lines = ["港务局周四否决了两条渡轮航线的合并计划，三百四十个工作岗位得以保留。", "主席说，谈判已经结束，港务局不会出售这两条航线。"]
        links = "".join(f'<h3><a href="/{n}">{line}</a></h3>' for n, line in enumerate(PARAGRAPHS))
        found = read(tmp_path, page(f"<article><h1>渡轮合并被否决</h1>{ps(lines)}</article><div>{links}</div>"))
        assert lines[0] in found.text

    def test_a_story_on_a_search_or_with_an_offer_to_subscribe_is_a_story(self, tmp_path: Path) -> None:
        offer = "<p>Subscribe to continue reading the best of the sound for 2 crowns a week.</p>"
        found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS)}{offer}</article>"))
        assert PARAGRAPHS[-1] in found.text


@pytest.mark.parametrize("name", ["card mb-4", "post-card", "article-listing", "teaser-article"])
@pytest.mark.parametrize("part", ["p", "div"])
def test_a_short_article_whose_headline_links_to_itself_is_no_card(tmp_path: Path, name: str, part: str) -> None:
    body = "".join(f"<{part}>{line}</{part}>" for line in PARAGRAPHS[:3])
    found = read(tmp_path, page(f'<div class="{name}"><h2><a href="/news/ferry">{TITLE}</a></h2>{body}</div>'))
    assert all(line in found.text for line in PARAGRAPHS[:3])


@pytest.mark.parametrize("told", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'])
@pytest.mark.parametrize(("address", "kept"), [("https://gull.example/news/ferry/", True), ("https://gull.example", False), ("//[", False)])
def test_a_card_that_leads_to_the_page_on_which_it_stands_is_of_it(tmp_path: Path, told: str, address: str, kept: bool) -> None:
    card = f'<div class="card"><h2><a href="/news/ferry">What happened</a></h2><p>{BIRDS}, said a warden.</p></div>'
    html = page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:4])}{card}{ps(PARAGRAPHS[4:])}</article>", told.format(address))
    assert (BIRDS in read(tmp_path, html).text) is kept


def pdf(pages: list[list[str]], encrypted: bool = False, lock: str = "Standard") -> bytes:
    """A PDF in the plainest form: lines of Helvetica from the top of each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = f"BT /F1 11 Tf 60 780 Td {shown} ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    if encrypted:
        objects.append(f"<< /Filter /{lock} /V 1 /R 2 /O <{'11' * 32}> /U <{'22' * 32}> /P -4 >>")
    data, places = "%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{written}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    locked = f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]" if encrypted else ""
    start = len(data)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R{locked} >>\nstartxref\n{start}\n%%EOF\n"
    return f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def broken(line: str, width: int = 60) -> list[str]:
    made = [""]
    for word in line.split():
        if len(made[-1]) + len(word) > width:
            made.append("")
        made[-1] = f"{made[-1]} {word}".strip()
    return made


class TestPdf:
    def found(self, folder: Path, data: bytes) -> Report | Problem:
        path = folder / "a.pdf"
        path.write_bytes(data)
        (found,) = files.read(path, str(path), Given())
        return found

    def test_broken_lines_are_joined_and_what_stands_on_each_page_is_left_out(self, tmp_path: Path) -> None:
        plain = [line.replace("Å", "A").replace("Ø", "O").replace("å", "a") for line in PARAGRAPHS]
        pages = [
            ["The Gull of Sandvik", *(part for line in plain[number : number + 4] for part in broken(line)), f"Page {number // 4 + 1} of 2"]
            for number in (0, 4)
        ]
        pages[0].insert(1, TITLE)
        found = self.found(tmp_path, pdf(pages))
        assert isinstance(found, Report), found
        assert found.text.split("\n")[0] == TITLE
        assert [line for line in found.text.split("\n")[1:] if line] == plain
        assert "Page" not in found.text

    def test_a_scan_an_encrypted_and_a_damaged_file_are_refused_in_words(self, tmp_path: Path) -> None:
        locked = pdf([PARAGRAPHS[:2]], encrypted=True), pdf([PARAGRAPHS[:2]], encrypted=True, lock="EBX_HANDLER")
        told = [self.found(tmp_path, data) for data in (pdf([[], []]), *locked, pdf([PARAGRAPHS[:2]])[:300])]
        assert [item.kind for item in told if isinstance(item, Problem)] == ["scan", "encrypted", "encrypted", "damaged"]
        assert all(item.message.endswith(".") for item in told if isinstance(item, Problem))

    def test_an_export_of_a_press_database_is_split(self, tmp_path: Path) -> None:
        reports = [
            [f"{n} of 2 DOCUMENTS", "The Gull", f"May {n}, 2024 Thursday", f"Ferry lines of the sound part {n}", "SECTION: Sound; Pg. 3",
             "BYLINE: Ada Lund", "LENGTH: 100 words", *broken(PARAGRAPHS[n]), "LOAD-DATE: May 3, 2024"]
            for n in (1, 2)
        ]  # fmt: skip
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(reports))
        found = [item for item in files.read(path, str(path), Given()) if isinstance(item, Report)]
        assert [(item.title, item.outlet, item.published, item.section) for item in found] == [
            (f"Ferry lines of the sound part {n}", "The Gull", f"2024-05-0{n}", "Sound") for n in (1, 2)
        ]
        assert all(PARAGRAPHS[n + 1] in item.text for n, item in enumerate(found))


BIRDS = "The birds of Holm have come back in numbers"
OTHERS = [
    f'<div class="story__card-body"><h3><a href="/x">Gulls take over the pier</a></h3><p>{BIRDS}, said a warden.</p></div>',
    f'<div><p class="text line-clamp-2">{BIRDS}, a warden of the reserve said on Friday.</p></div>',
    f'<div id="reg-wall"><p>{BIRDS} for all who register here and now.</p></div>',
    f'<ul><li><b>Gulls:</b> <a href="/x">{BIRDS}</a></li><li><b>Terns:</b> <a href="/y">Where the terns of the coast nest</a></li></ul>',
    f'<ul><li>Gulls at the pier? <a href="/x">{BIRDS}</a></li>'
    '<li>All about terns, and <a href="/y">where the terns of the coast nest</a></li></ul>',
    f'<p>À lire aussi <a href="/x">{BIRDS}</a></p>',
    f'<div class="Article_elementPoll__0I_DP"><p>{BIRDS}: do you feed the gulls of the harbour?</p></div>',
    f'<div class="ui-modal"><p>{BIRDS}, said a warden who was asked about the ferry.</p></div>',
]
OWN = [
    f'<div class="card"><h3>What the harbour says</h3><p>{BIRDS}, said the harbour office.</p></div>',
    f'<p class="text regwalled">{BIRDS}, the harbour office added on Monday.</p>',
    f'<p>{BIRDS}, as <a href="/x">our reporters saw</a> on Monday morning.</p>',
    f'<div id="block-n1AuAdJlVL"><p>{BIRDS}, the harbour office said on Monday morning.</p></div>',
    f'<ul><li>{BIRDS}, <a href="/x">our reporters found on Monday morning</a>.</li>'
    '<li>Nobody <a href="/y">had expected that in May</a>.</li></ul>',
]


def test_a_box_beside_the_text_is_told_of_where_it_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    box = f'<div class="article-infobox"><p>{BIRDS}: 400 pairs nested there last year, and 700 do so now.</p></div>'
    path.write_text(page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:4])}{box}{ps(PARAGRAPHS[4:])}</article>"))
    problems = [item for item in files.read(path, str(path), Given()) if isinstance(item, Problem)]
    assert [problem.kind for problem in problems] == ["left out"]
    assert BIRDS in problems[0].message


def test_the_names_of_drawings_are_no_words_and_no_second_paragraph(tmp_path: Path) -> None:
    drawn = PARAGRAPHS[2].replace("the hull", '<a href="/h">the hull<svg><title>Arrow</title><path d="M0 0"/></svg></a>')
    found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps([*PARAGRAPHS[:2], drawn, *PARAGRAPHS[3:]])}</article>"))
    assert found.text.split("\n") == [TITLE, *PARAGRAPHS]


def test_a_report_of_a_wire_that_was_laid_into_a_page_as_it_came_has_whole_sentences(tmp_path: Path) -> None:
    typed = "\n\n".join(textwrap.fill(line, 60) for line in PARAGRAPHS)
    found = read(tmp_path, page(f"<h1>{TITLE}</h1><pre>{typed}</pre>"))
    assert found.text.split("\n") == [TITLE, *PARAGRAPHS]


def test_the_headline_with_a_word_above_it_is_no_deck(tmp_path: Path) -> None:
    head = f'<meta name="description" content="Ferries of the sound {TITLE}">'
    above = f"<h1>{TITLE}</h1><div class='x1'>Ferries of the sound {TITLE}</div>"
    found = read(tmp_path, page(f"<main>{above}<article>{ps(PARAGRAPHS)}</article></main>", head))
    assert "deck" not in roles(found).values()


@pytest.mark.parametrize(("between", "kept"), [*((other, False) for other in OTHERS), *((own, True) for own in OWN)])
def test_what_announces_another_text_is_none_of_this_one_and_what_only_looks_so_stays(tmp_path: Path, between: str, kept: bool) -> None:
    found = read(tmp_path, page(f"<article><h1>{TITLE}</h1>{ps(PARAGRAPHS[:4])}{between}{ps(PARAGRAPHS[4:])}</article>"))
    assert (BIRDS in found.text) is kept
    assert PARAGRAPHS[-1] in found.text
