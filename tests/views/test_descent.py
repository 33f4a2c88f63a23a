"""What a page says of descent: how many separate texts there are, what is carried and cited, and the picture of it."""

from dataclasses import replace
from unittest.mock import patch

from trawler import OWN, WIRE, dossier, report
from variorum.model.story import UNKNOWN_ORIGIN, Dossier
from variorum.views.brief import brief
from variorum.views.card_lines import card_lines
from variorum.views.descent import carried, changed_in, descent, held, lineage, origin_lines, text_of
from variorum.views.page import as_text, sections
from variorum.views.sources import passages_of
from variorum.views.standards.prov import document
from variorum.views.stemma import draw


def mixed() -> Dossier:
    """A wire's text, a report of its own with two of its sentences that cites a paper, and one that cites the same paper."""
    own = [*OWN[:2], WIRE[1], WIRE[3], *OWN[3:], "Danko told the Tarnholm Gazette that the net was torn."]
    third = ["A bridge over the Skarv was closed for repairs by the roads office.", "Haalbeck told the Tarnholm Gazette to wait for it."]
    return dossier(
        report("a", WIRE, "2024-03-12T08:00:00Z", agency="Reuters"),
        report("b", own, "2024-03-12T12:00:00Z", "Echo", byline="Ada Holm"),
        report("c", third, "2024-03-13T12:00:00Z", "Star", byline="Jon Pell"),
    )


def test_both_are_told_how_many_texts_and_which_carry_another() -> None:
    assert lineage(mixed()) == "3 separate texts; [2] carries passages of Reuters"
    assert lineage(dossier(report("a", WIRE), report("b", OWN))) == "2 separate texts"
    (section,) = [section for section in sections(brief(mixed())) if section.key == "origins"]
    assert section.note.startswith("3 separate texts; [2] carries passages of Reuters. ")
    assert "3 separate texts; [2] carries passages of Reuters." in as_text(brief(mixed()), full=True)


def test_what_a_report_cites_is_told_beside_what_it_took() -> None:
    how = {line.name: line.how for line in origin_lines(mixed())}
    assert any("takes sentences from Reuters" in line for line in how["Echo"])
    assert "[2] says that it has facts from Tarnholm Gazette" in how["Echo"]
    assert how["Star"] == ("[3] says that it has facts from Tarnholm Gazette",)


def test_a_medium_that_is_not_read_is_a_node_and_its_edge_carries_no_text() -> None:
    shape = descent(mixed())
    (gazette,) = [node for node in shape.nodes if node.label == "Tarnholm Gazette"]
    assert (gazette.lost, gazette.number) == (True, None)
    assert {(edge.taker, edge.basis, edge.text) for edge in shape.edges if edge.giver == gazette.id} == {
        ("b", "cited", False), ("c", "cited", False),
    }  # fmt: skip


def test_a_medium_that_several_cite_is_drawn_and_one_that_one_cites_is_not() -> None:
    assert any(box.label == "Tarnholm Gazette" for box in draw(mixed()).wide.boxes)
    own = [*OWN[:2], *OWN[3:], "Danko told the Tarnholm Gazette that the net was torn."]
    alone = dossier(report("b", own, outlet="Echo"), report("a", WIRE))
    assert not any(box.label == "Tarnholm Gazette" for box in draw(alone).wide.boxes)
    assert "names Tarnholm Gazette as a source" in draw(mixed()).words


def test_the_words_that_cite_are_the_passages_of_the_finding() -> None:
    story = mixed()
    (cited,) = [one for one in story.borrowings if one.basis == "cited" and one.taker == "c"]
    title, rows = passages_of(story, cited.id)
    assert title == "It says once that it has something from Tarnholm Gazette."
    assert [(row.reading, row.passage.text) for row in rows] == [("by its own word", "told the Tarnholm Gazette")]


def test_a_derivation_names_every_entity() -> None:
    made = document(mixed())
    used = {row["prov:usedEntity"] for row in made["wasDerivedFrom"].values()}
    assert used <= set(made["entity"])
    assert {row.get("variorum:basis") for row in made["wasDerivedFrom"].values()} >= {"cited"}


def test_outlets_of_one_owner_are_told() -> None:
    found = dossier(report("a", WIRE, outlet="The Times"), report("b", OWN, outlet="The Sun"), report("c", OWN[:3], outlet="Echo"))
    assert lineage(found).endswith("; The Sun and The Times are of one owner, News Corp")
    assert "The Sun and The Times are of one owner, News Corp" in as_text(brief(found), full=True)
    assert "one owner" not in lineage(dossier(report("a", WIRE, outlet="The Times"), report("b", OWN, outlet="Echo")))


def test_of_a_text_that_names_an_agency_alone_it_is_said_that_it_may_be_its_own() -> None:
    bare = replace(report("a", WIRE, "2024-03-12T08:00:00Z", agency="Coastwire"), origin="wires/3.txt", dateline="TARNHOLM (Coastwire)")
    story = dossier(bare, report("b", WIRE[:6], "2024-03-12T12:00:00Z", "Echo", agency="Coastwire"), report("c", OWN, outlet="Star"))
    wire = next(line for line in origin_lines(story) if line.name == "Coastwire")
    assert (wire.in_hand, wire.perhaps) == (False, (1,))
    assert [line for line in wire.how if line.startswith("[1]")] == [], "nobody says that it was taken from itself"
    assert "[2] copies Coastwire’s text, perhaps [1] (100% of its sentences)" in wire.how
    assert wire.why == "2 of 2 reports credit Coastwire; that which names nobody else may be its own."
    text = as_text(brief(story), full=True)
    assert "• Coastwire (its own text is perhaps [1]): 2 reports [1][2]" in text
    assert "[1] Coastwire, 12 March 2024, 08:00 UTC" in text, "its file's name tells nothing"
    assert any("Coastwire (2; its own text is perhaps [1]); Star" in line.text for line in card_lines(brief(story).card))
    assert (story.story.counts.outlets, story.story.counts.origins) == (3, 2)


def test_a_file_that_is_called_as_an_outlet_is_no_agencys() -> None:
    bare = replace(report("a", WIRE, agency="Coastwire"), origin="wires/sund-ledger.txt", dateline="TARNHOLM (Coastwire)")
    story = dossier(bare, report("b", OWN, outlet="Star"))
    wire = next(line for line in origin_lines(story) if line.name == "Coastwire")
    assert (wire.in_hand, wire.perhaps) == (False, ())
    assert "] sund-ledger, undated" in as_text(brief(story), full=True)
    other = dossier(replace(bare, origin="wires/march.txt"), report("b", OWN, outlet="Star"))
    assert "] march, undated" in as_text(brief(other), full=True), "the name of a file that tells something stays"


def test_an_agencys_own_text_is_perhaps_only_a_report_that_names_that_agency_and_a_few_are_named() -> None:
    bare = replace(report("a", WIRE, agency="Coastwire"), origin="wires/3.txt", dateline="TARNHOLM (Coastwire)")
    story = dossier(bare, report("b", OWN, outlet="Star"))
    other = story.having(origins=tuple(replace(one, name="Sund Ledger", in_hand=False) for one in story.origins))
    assert [line.perhaps for line in origin_lines(other)] == [(), ()]
    assert held(False, range(1, 61)) == "perhaps [1] or [2] or [3] or [4] or 56 more"
    assert (held(True, ()), held(False, ())) == (None, "not among your files")


def test_of_a_copy_it_is_told_how_many_of_its_sentences_have_other_words() -> None:
    told = [WIRE[0].replace(WIRE[0].split()[1], "otherwise"), *WIRE[1:]]
    story = dossier(report("a", WIRE, "2024-03-12T08:00:00Z", agency="Reuters"), report("b", told, "2024-03-12T12:00:00Z", "Echo"))
    (copied,) = [one for one in story.borrowings if one.taker == "b"]
    assert changed_in(copied) == ", 1 of them changed"
    assert any("(100% of its sentences, 1 of them changed)" in how for line in origin_lines(story) for how in line.how)
    assert changed_in(replace(copied, kind="edited")) == ""
    assert changed_in(replace(copied, pairs=copied.pairs[1:])) == ""


def test_who_carries_passages_is_named_where_they_are_few() -> None:
    story = mixed()
    (carried_by,) = [one for one in story.borrowings if one.pairs]
    many = tuple(replace(carried_by, id=f"b{number}", taker=key) for number, key in enumerate(("b", "c")))
    assert carried(story.having(borrowings=many)) == ("[2][3] carry passages of Reuters",)
    with patch("variorum.views.descent.MOST_NUMBERED", 1):
        assert carried(story.having(borrowings=many)) == ("2 reports carry passages of Reuters",)


def test_a_text_of_which_nobody_knows_whose_it_is_is_called_by_the_reports_that_have_it() -> None:
    story = dossier(report("a", WIRE, outlet="Echo"), report("b", WIRE, outlet="Star"), report("c", OWN, outlet="Gull"))
    (shared,) = [one for one in story.origins if len(one.reports) > 1]
    unknown = replace(shared, name=f"{UNKNOWN_ORIGIN} 1", in_hand=False)
    of = story.having(origins=tuple(unknown if one is shared else one for one in story.origins))
    line = origin_lines(of)[0]
    assert (line.name, line.perhaps) == ("the text of [1][2]", (1, 2))
    assert text_of(line.name) == "the text of [1][2]"
    assert text_of("Echo") == "the text of Echo"
    assert UNKNOWN_ORIGIN not in as_text(brief(of), full=True)
