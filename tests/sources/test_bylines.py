"""Who wrote a page by what readers are shown below its headline, and by lists of authors in all their forms."""

import json
from pathlib import Path

import pytest

from variorum.sources import authors, bylines
from variorum.sources.markup import tree_of
from webpages import LINKED, PARAGRAPHS, TITLE, page, ps, read


def shown(below: str, title: str = TITLE) -> list[str]:
    tree = tree_of(page(f"<h1>The Gull</h1><h2>{TITLE}</h2>{below}{ps(PARAGRAPHS)}"))
    return bylines.below(bylines.headline_of(tree, [title]))


class TestBelowTheHeadline:
    @pytest.mark.parametrize(
        ("below", "names"),
        [
            ("<p>By Ada Lund and Ole Moe</p>", ["Ada Lund", "Ole Moe"]),
            ("<div><span>By</span><span>Ada Lund</span></div>", ["Ada Lund"]),
            ("<div><div><p><strong>By</strong></p></div><div><p>Ada Lund</p></div></div>", ["Ada Lund"]),
            ("<h5>Autor: </h5>Ada Lund/NW<br>", ["Ada Lund"]),
            ("<time>Wednesday January 18, 2017 10:44 am PST</time> by <a href='/author/x'>Ada Lund</a>", ["Ada Lund"]),
            ("<p>Posted on March 2, 2021 by Ada Lund</p>", ["Ada Lund"]),
            ("<p>A deck of a dozen words stands here, and says what the text below it says.</p><p>von Ada Lund</p>", ["Ada Lund"]),
            ("<p>By Ada Lund, Political Editor, in Holm, and Ole Moe</p>", ["Ada Lund", "Ole Moe"]),
            ("<p>By Ada Lund, Political Editor, New Holm</p>", ["Ada Lund"]),
            ("<p>By Ada Lund and Al Jazeera</p>", ["Ada Lund"]),
            ("<p>By Ada Lund <span>The Daily Gull</span></p>", ["Ada Lund"]),
            ("<p>By Jan van der Berg (Holm) and AFP</p>", ["Jan van der Berg", "AFP"]),
            ("<div class='byline'><a>Ada Lund</a> <a>Ole Moe</a> <span>March 2</span></div>", ["Ada Lund", "Ole Moe"]),
            ("<div class='byline'><a>Ada Lund</a><p>News Reporter</p><a>Ole Moe</a><p>See all</p></div>", ["Ada Lund", "Ole Moe"]),
            ("<a href='/about/editors/ada-lund/'>Ada Lund</a><a>@adalund</a>", ["Ada Lund"]),
            ("<p class='author'>Ada Lund</p><div class='author'>Alle Artikel</div>", ["Ada Lund"]),
            ("<figure><figcaption class='author'>By Ole Moe</figcaption></figure><p>By Ada Lund</p>", ["Ada Lund"]),
            ("<aside><p>By Ole Moe</p></aside><p>By Ada Lund</p>", ["Ada Lund"]),
            ("<p>By Ada Lund for The Gull</p>", ["Ada Lund"]),
            ("<p>By Ada Lund in Holm and Ole Moe in Tarn</p>", ["Ada Lund", "Ole Moe"]),
            ("<p>By Ada Lund May 4, 2024 5:40pm</p>", ["Ada Lund"]),
            ("<p>By Ada Lund Published: 4 May 2024</p>", ["Ada Lund"]),
            ("<p>By Ada Lund @adalund</p>", ["Ada Lund"]),
            ("<p>By Ada d'Arcy</p>", ["Ada d'Arcy"]),
            ("<p>ByAda Lund and Ole Moe</p>", ["Ada Lund", "Ole Moe"]),
            ("<p>Byron Falk and Ole Moe</p>", []),
            ("<p>Exclusive by Ada Lund</p>", ["Ada Lund"]),
            ("<p>Text by Ada Lund Photographs by Ole Moe</p>", ["Ada Lund"]),
            ("<p>Text und Interview: Ada Lund</p>", ["Ada Lund"]),
            ("<p>Un texte de Ada Lund</p>", ["Ada Lund"]),
            ("<p>Gastbeitrag von Ada Lund</p>", ["Ada Lund"]),
            ("<p>Article de foi et de lois</p>", []),
            ("<p>By <a href='https://gull.example/author/ada/'>Ada</a> | 4 May</p>", ["Ada"]),
            ("<p>By <a href='https://gull.example/author/lund/'>Ada</a> | 4 May</p>", []),  # whose page it is is not told
            ("<p>By <a href='https://gull.example/tag/ada/'>Ada</a> | 4 May</p>", []),
            ("<p>A look at the ferry by Ada Lund</p>", []),  # more than a date stands before the word
            ("<p>By Monday Evening</p>", []),
            ("<p>By Staff Writer</p>", []),
            ("<p class='byline'>Ferry runs aground</p>", []),
            (f"{ps(PARAGRAPHS[:3])}<p>By Ada Lund</p>", []),  # of another text
        ],
    )  # fmt: skip
    def test_names_are_read_as_far_as_something_joins_them(self, below: str, names: list[str]) -> None:
        assert shown(below) == names

    @pytest.mark.parametrize(
        "below",
        [
            "<div id='comments'><p>By Ole Moe</p></div>",
            "<div class='comment'><span class='comment-author'>Ole Moe</span></div>",
            "<div class='relatedStories'><p class='author'>Ole Moe</p></div>",
            "<ul class='story-teasers'><li>By Ole Moe</li></ul>",
            "<p class='typewriter'>Old Harbour Road</p>",
            "<p class='authored'>Old Harbour Road</p>",
            "<div class='byline'><a href='/topic/climate'>Climate Change</a></div>",
        ],
    )
    def test_who_comments_and_what_else_there_is_signs_nothing(self, below: str) -> None:
        assert shown(below) == []
        assert shown(f"{below}<p class='no-comments'>By Ada Lund</p>") == ["Ada Lund"]

    def test_below_a_text_only_a_word_for_by_or_an_authors_own_page_shows_who_wrote_it(self) -> None:
        below = f"<p>{PARAGRAPHS[0]}</p><p class='author'>Ada Lund</p>"
        last = "<p class='author'><a href='/author/ole'>Ole Moe</a></p>"
        for whole, names in ((below, []), (below + last, ["Ole Moe"]), (f"{below}<p>{PARAGRAPHS[1]}</p>", ["Ada Lund"])):
            assert bylines.below(tree_of(page(f"<h1>{TITLE}</h1>{whole}")).find(".//h1")) == names

    def test_the_headline_is_the_heading_with_the_title_and_else_the_first(self) -> None:
        tree = tree_of(page(f"<h1>The Gull</h1><p>By Ole Moe</p><h2>{TITLE}</h2><p>By Ada Lund</p>{ps(PARAGRAPHS)}"))
        assert bylines.below(bylines.headline_of(tree, [None, TITLE.upper()])) == ["Ada Lund"]
        assert bylines.below(bylines.headline_of(tree, ["Another title"])) == ["Ole Moe"]
        assert bylines.headline_of(tree_of(page(ps(PARAGRAPHS))), [TITLE]) is None

    def test_a_long_row_of_figures_costs_no_time(self) -> None:
        assert shown(f"<p>{'1.1:' * 20_000} by Ada Lund</p>") == []


class TestLists:
    @pytest.mark.parametrize(
        ("author", "byline"),
        [
            ("Ada Lund and Ole Moe", "Ada Lund, Ole Moe"),
            ({"name": ["Ada Lund", "Ole Moe"]}, "Ada Lund, Ole Moe"),
            ("Ada Lund y Ole Moe", "Ada Lund, Ole Moe"),
            ("José Ortega y Gasset", "José Ortega y Gasset"),
            ("Ada Lund / AFP", "Ada Lund, AFP"),
            ("dpa/lno", "dpa/lno"),
            ("Tekst: Ada Lund", "Ada Lund"),
            ("The Gull et AFP", "The Gull, AFP"),
            ("The Gull et Ada Lund", "Ada Lund"),
            ([{"@id": "#ada"}, {"@id": "#nobody"}], "Ada Lund"),
            ({"@list": []}, None),
        ],
    )  # fmt: skip
    def test_a_list_of_authors_has_texts_objects_and_what_points_to_them(self, tmp_path: Path, author: object, byline: str | None) -> None:
        own = {"@type": "NewsArticle", "headline": TITLE, "publisher": {"name": "The Gull"}, "author": author}
        graph = [own, {"@type": "Person", "@id": "#ada", "name": "Ada Lund"}]
        head = LINKED.format(json.dumps({"@graph": graph}))
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head)).byline == byline

    def test_a_creator_is_the_author_where_no_other_is_told(self, tmp_path: Path) -> None:
        head = LINKED.format(json.dumps({"@type": "NewsArticle", "headline": TITLE, "creator": ["Ada Lund"]}))
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head)).byline == "Ada Lund"

    @pytest.mark.parametrize(
        ("told", "byline"),
        [
            ("Ole Moe", "Ole Moe"),  # a person by another name than the page shows
            ("Ada Lund", "Ada Lund, Jan Berg"),
            ("Gull Staff", "Ada Lund, Jan Berg"),
            ("ada_lund", "Ada Lund, Jan Berg"),
        ],
    )
    def test_what_the_page_shows_is_believed_where_it_shows_more_or_machines_are_told_no_person(
        self, tmp_path: Path, told: str, byline: str
    ) -> None:
        body = f"<article><h1>{TITLE}</h1><p>By Ada Lund and Jan Berg</p>{ps(PARAGRAPHS)}</article>"
        assert read(tmp_path, page(body, f'<meta name="author" content="{told}">')).byline == byline

    @pytest.mark.parametrize(
        ("owner", "second", "shown", "byline"),
        [
            ("Tarn House", "Ada Lund", "", "Tarn House"),  # one place against one
            ("Tarn House", "Ada Lund", "<p>By Ada Lund</p>", "Ada Lund"),
            ("Tarn House", "", "<p>By <a rel='author' href='/author/ada-lund'>Ada Lund</a></p>", "Ada Lund"),
            ("Tarn House", "", "<p>By Ada Lund</p>", "Tarn House"),
            ("Ole Moe", "Ole Moe", "<p>By <a rel='author' href='/author/ada-lund'>Ada Lund</a></p>", "Ole Moe"),  # two against two
            ("Tarn House", "Ferry news of the day", "<p>By Ada Lund</p>", "Tarn House"),
        ],
    )
    def test_a_person_named_in_two_places_goes_before_a_name_that_stands_in_one(
        self, tmp_path: Path, owner: str, second: str, shown: str, byline: str
    ) -> None:
        head = f'<meta name="author" content="{owner}">' + (f'<meta property="article:author" content="{second}">' if second else "")
        body = f"<article><h1>{TITLE}</h1>{shown}{ps(PARAGRAPHS)}</article>"
        assert read(tmp_path, page(body, head)).byline == byline

    def test_a_place_behind_a_name_is_none_of_it(self, tmp_path: Path) -> None:
        for told, byline in (("Ada Lund in Holm", "Ada Lund"), ("Doctors in Need", "Doctors in Need")):
            assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", f'<meta name="author" content="{told}">')).byline == byline

    @pytest.mark.parametrize("name", ["author", "article:author", "og:article:author", "parsely-author", "dc.creator"])
    def test_meta_elements_that_name_the_author(self, tmp_path: Path, name: str) -> None:
        head = f'<meta property="{name}" name="{name}" content="Ada Lund">'
        assert read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head)).byline == "Ada Lund"

    def test_a_meta_element_may_have_a_value_for_its_content(self, tmp_path: Path) -> None:
        head = '<meta name="author" value="Ada Lund"><meta property="article:published_time" value="2021-03-02T08:15:00Z">'
        found = read(tmp_path, page(f"<article>{ps(PARAGRAPHS)}</article>", head))
        assert (found.byline, found.published) == ("Ada Lund", "2021-03-02T08:15:00+00:00")

    @pytest.mark.parametrize(
        ("guess", "names"),
        [
            ("Ada Lund December", "Ada Lund"),
            ("Ada Lund on May", "Ada Lund"),
            ("Theresa May; Jo August and Brian Harold May", "Theresa May, Jo August, Brian Harold May"),
            ("Editor December", None),
            ("Ada December", "Ada December"),
            ("Ada Lund\n\xa0Ole\xa0 Moe", "Ada Lund, Ole Moe"),
            ("See all", None),
            ("View all posts", None),
            ("E-mail Ada", None),
            ("Contributor Guidelines", None),
            ("ada[at]gull.example", None),
            ("Dec", None),
            ("Ada; Ole Moe", "Ada, Ole Moe"),
            (None, None),
        ],
    )
    def test_what_links_and_dates_say_is_no_name(self, guess: str | None, names: str | None) -> None:
        assert authors.guessed(guess) == names

    def test_a_long_run_of_blanks_costs_no_time(self) -> None:
        assert authors.guessed("Ada Lund" + "\xa0" * 200_000 + "Moe") == "Ada Lund Moe"
