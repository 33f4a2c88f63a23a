"""What reports say of themselves: whose facts they tell, whose material helped; and what only retells another's report."""

from dataclasses import replace

import pytest

from related import text
from trawler import OWN, WIRE, dossier, groups, report
from variorum.descent.citing import Citing, media_cited
from variorum.descent.retelling import retellings
from variorum.descent.texts import Text
from variorum.language.citing import is_same
from variorum.model.report import Credit, Passage
from variorum.model.story import Borrowing, Dossier
from variorum.store.packed import packed_worked, unpacked_worked
from variorum.text.kept import Worked

GAZETTE = "The seizure was first reported by the Tarnholm Gazette."
MORNING, NOON, EVENING = (f"2024-03-12T{hour}:00:00Z" for hour in ("08", "12", "18"))


def cited(found: Dossier) -> list[Borrowing]:
    return [one for one in found.borrowings if one.basis == "cited"]


def names(*sentences: str, outlet: str | None = None, makers: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    """The media named, and whether each is the report's own."""
    one = text("a", outlet=outlet, sentences=sentences)
    return [(cited.name, cited.own) for cited in media_cited(one.report, one.sentences, [*filter(None, [outlet]), *makers], Worked())]


def test_media_are_cited_once_each_with_all_their_places() -> None:
    one = text("a", sentences=[GAZETTE, "Pell told the Dulwen Herald that it was over.", "The Gazette said the crew was safe."])
    before = Worked()
    first, other = media_cited(one.report, one.sentences, [], before)
    assert (first.name, first.sentences, [passage.text for passage in first.passages]) == (
        "Tarnholm Gazette", (0, 2), ["first reported by the Tarnholm Gazette", "The Gazette said"],
    )  # fmt: skip
    assert (other.name, other.sentences) == ("Dulwen Herald", (1,))
    with pytest.MonkeyPatch.context() as known:
        known.setattr("variorum.descent.citing.citations", None)  # of a text that stood in the story before nothing is asked
        assert media_cited(one.report, one.sentences, [], Worked(unpacked_worked(packed_worked(before.now)))) == (first, other)


def test_what_was_told_to_its_own_reporters_or_to_who_made_its_text_is_its_own() -> None:
    assert names(GAZETTE, outlet="Tarnholm Gazette") == [("Tarnholm Gazette", True)]
    assert names("Pell told Reuters that it was over.", makers=("Reuters",)) == [("Reuters", True)]
    assert names("Pell told Reuters that it was over.") == [("Reuters", False)]


@pytest.mark.parametrize(
    ("name", "outlet", "same"),
    [
        ("Echo", "Echo", True),
        ("Tarnholm Gazette", "tarnholmgazette.com", True),
        ("Gazette", "The Tarnholm Gazette", True),
        ("Fox News", "FoxNews.com", True),
        ("NBC News", "CNBC", False),
        ("RT", "Hartford Courant", False),
        ("Echo", None, False),
    ],
)
def test_when_a_name_is_that_of_an_outlet(name: str, outlet: str | None, same: bool) -> None:
    assert is_same(name, outlet) is same


def naming(key: str, *cites: Citing, outlet: str | None = None) -> Text:
    """A text of ten sentences that names these media."""
    return replace(text(key, outlet=outlet or f"{key}.example"), cites=cites)


def citing(name: str, *sentences: int, own: bool = False, named: bool = True) -> Citing:
    return Citing(name, (), sentences, sentences, own, named)


def test_what_leads_with_one_medium_retells_it() -> None:
    assert retellings([naming("a", citing("Gazette", 0))]) == {0: "Gazette"}
    assert retellings([naming("a", citing("Gazette", 4))]) == {}  # it comes to it later
    assert retellings([naming("a", citing("Gazette", 1))]) == {0: "Gazette"}
    assert retellings([naming("a", citing("Gazette", 2))]) == {}  # once, and not at the very beginning
    assert retellings([naming("a", citing("Gazette", 2, 6))]) == {0: "Gazette"}
    assert retellings([naming("a", replace(citing("Gazette", 0), reports=()))]) == {}  # somebody told that paper something
    assert retellings([naming("a", citing("Gazette", 0, 2), citing("Herald", 1))]) == {}  # and to another
    assert retellings([naming("a", citing("Gazette", 0), citing("Echo", 3, own=True))]) == {}  # and has reporters of its own
    assert retellings([naming("a", citing("local media", 0, named=False))]) == {}  # nobody knows which


def test_of_a_medium_in_hand_one_fact_may_be_told_and_often_naming_it_rests_on_it() -> None:
    gazette = text("g", outlet="Gazette")
    long = replace(text("a", outlet="Echo", sentences=[f"Line {place}." for place in range(40)]), cites=(citing("Gazette", 0, 2, 3),))
    assert retellings([long]) == {0: "Gazette"}
    assert retellings([long, gazette]) == {}
    assert retellings([naming("a", citing("Gazette", 5, 7)), gazette]) == {0: "Gazette"}
    short = replace(text("a", outlet="Echo", sentences=[f"Line {place}." for place in range(5)]))
    told, twice = (replace(citing("Gazette", *at), reports=()) for at in ((4,), (3, 4)))  # what somebody told the Gazette
    assert retellings([replace(short, cites=(told,)), gazette]) == {}
    assert retellings([replace(short, cites=(twice,)), gazette]) == {0: "Gazette"}


def test_what_several_retell_is_retold_by_who_comes_to_it_a_little_later() -> None:
    later = naming("c", citing("Gazette", 3))
    two = [naming("a", citing("Gazette", 0)), naming("b", citing("Gazette", 1))]
    assert retellings([later, two[0]]) == {1: "Gazette"}
    assert retellings([later, *two]) == {0: "Gazette", 1: "Gazette", 2: "Gazette"}
    assert retellings([naming("c", citing("Gazette", 4)), *two]) == {1: "Gazette", 2: "Gazette"}
    one_outlet = [replace(one, report=replace(one.report, outlet="Echo")) for one in two]
    assert 0 not in retellings([later, *one_outlet])


def test_facts_from_a_medium_that_was_not_read_are_a_borrowing_from_its_name() -> None:
    own = [*OWN[:2], *OWN[3:], "Haalbeck told the Tarnholm Gazette that the net was torn."]
    found = dossier(report("a", own, outlet="Echo"), report("b", WIRE))
    (one,) = cited(found)
    assert (one.taker, one.giver_name, one.kind, one.pairs, one.direction) == ("a", "Tarnholm Gazette", "partial", (), "known")
    assert [passage.text for passage in one.cites] == ["told the Tarnholm Gazette"]
    assert one.giver not in {"a", "b", *(origin.id for origin in found.origins)}
    assert groups(found) == {frozenset("a"), frozenset("b")}


def test_facts_from_a_report_in_hand_are_a_borrowing_from_it_unless_it_came_later() -> None:
    own = [*OWN[:2], *OWN[3:], "Haalbeck told the Tarnholm Gazette that the net was torn."]
    before = dossier(report("a", own, EVENING, "Echo"), report("b", WIRE, MORNING, "Tarnholm Gazette"))
    assert [(one.taker, one.giver) for one in cited(before)] == [("a", "b")]
    after = dossier(report("a", own, MORNING, "Echo"), report("b", WIRE, EVENING, "Tarnholm Gazette"))
    assert [(one.taker, one.giver in "ab") for one in cited(after)] == [("a", False)]


def test_reports_that_retell_one_paper_are_of_one_origin() -> None:
    one = ["The Tarnholm Gazette reported that the trawler was seized.", WIRE[0], "The Gazette said the crew was safe."]
    other = ["According to the Tarnholm Gazette, a ship is held.", "The paper said that its owner was asked.", "Nobody was hurt."]
    third = report("c", OWN, outlet="Star", byline="Ada Holm")
    found = dossier(report("a", one, outlet="Echo"), report("b", other, outlet="Morning Post"), third)
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    origin = next(origin for origin in found.origins if "a" in origin.reports)
    assert (origin.name, origin.basis, origin.in_hand) == ("Tarnholm Gazette", "cited", False)
    assert "retell what Tarnholm Gazette reported" in origin.why


def test_a_helper_is_a_stated_source_and_no_maker() -> None:
    body = report("a", [*OWN[:2], *OWN[3:]], outlet="Echo")
    line = "\nWith reporting by Reuters"
    start = len(body.text) + line.index("Reuters")
    credit = Credit("Reuters", "text", Passage("a", start, start + 7, "Reuters"))
    helped = type(body)(**{name: getattr(body, name) for name in body.__slots__} | {"text": body.text + line, "credits": (credit,)})
    found = dossier(helped, report("b", WIRE, agency="Reuters"))
    assert groups(found) == {frozenset("a"), frozenset("b")}
    (one,) = [row for row in found.borrowings if row.basis == "stated" and row.taker == "a"]
    assert (one.giver, one.giver_name, [passage.text for passage in one.cites]) == (
        next(origin.id for origin in found.origins if origin.name == "Reuters"), "Reuters", ["Reuters"],
    )  # fmt: skip


def test_the_count_tells_texts_and_those_that_carry_passages_of_another() -> None:
    mixed = [*OWN[:2], WIRE[1], WIRE[3], *OWN[3:]]
    found = dossier(report("a", WIRE, agency="Reuters"), report("b", mixed, outlet="Echo", byline="Ada Holm"))
    assert (found.story.counts.origins, found.story.counts.carrying) == (2, 1)
    own = dossier(report("a", WIRE, agency="Reuters"), report("b", [*OWN[:2], *OWN[3:]], outlet="Echo", byline="Ada Holm"))
    assert (own.story.counts.origins, own.story.counts.carrying) == (2, 0)


def test_a_release_passed_on_is_its_partys_own_word_and_no_agencys() -> None:
    one, other = report("a", WIRE, agency="Business Wire"), report("b", [*OWN[:2], *OWN[3:]], agency="Business Wire")
    found = dossier(one, other)
    assert groups(found) == {frozenset("a"), frozenset("b")}
    assert [origin.release for origin in found.origins] == [True, True]
    assert all("a party's own word" in origin.why for origin in found.origins)
    assert not any(origin.release for origin in dossier(report("a", WIRE, agency="Reuters")).origins)


def test_its_own_reporters_are_no_source_that_it_names() -> None:
    assert naming("a", citing("Gazette", 3)).names("Gazette")
    assert not naming("a", citing("Gazette", 3, own=True)).names("Gazette")
    assert not naming("a", citing("Gazette", 3)).names("Herald")
    assert not naming("a", citing("Gazette", 3)).names(None)
