"""What files state of their items: a later version is made from the earlier one, an item from the one that it evolved from."""

from dataclasses import replace

import pytest

from related import text
from trawler import OWN, WIRE, dossier, groups, report
from variorum.descent.evolving import made_from
from variorum.descent.texts import Text
from variorum.model.report import Item, Report
from variorum.model.story import Borrowing, Dossier
from variorum.views.descent import descent, origin_lines

MORNING, NOON, EVENING = (f"2024-03-12T{hour}:00:00+00:00" for hour in ("08", "12", "18"))
NEW = [*OWN[:2], *OWN[3:]]  # in which no medium is named
FIRST, SECOND = "urn:newsml:coastwire:0001", "urn:newsml:coastwire:0002"


def told(key: str, item: Item | None, published: str | None = None) -> Text:
    one = text(key, published)
    return replace(one, report=replace(one.report, item=item))


def sent(name: str, sentences: list[str], item: Item, published: str | None = None, **more: str | None) -> Report:
    return replace(report(name, sentences, published, **more), item=item)


def edges(found: Dossier) -> dict[str, Borrowing]:
    return {one.taker: one for one in found.borrowings}


def test_versions_of_an_item_follow_each_other_by_their_numbers() -> None:
    texts = [told("a", Item(FIRST, "2")), told("b", Item(FIRST, "10")), told("c", Item(FIRST, "1")), told("d", None)]
    assert made_from(texts) == {0: 2, 1: 0}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("1.9", "1.10"), ("2024-03-09", "2024-03-11"), ("2024-03-12T09:00:00+02:00", "2024-03-12T08:00:00Z"), ("9", "10")],
)
def test_versions_of_like_form_are_compared_by_their_numbers_and_days(earlier: str, later: str) -> None:
    assert made_from([told("a", Item(FIRST, later)), told("b", Item(FIRST, earlier))]) == {0: 1}


@pytest.mark.parametrize("other", ["draft", "9" * 5000, "1.1", "2024-03-11", "2024-99-99", "٣", "1." * 25_000, None])
def test_versions_of_other_forms_have_no_order_and_stop_nothing(other: str | None) -> None:
    texts = [told("a", Item(FIRST, "1")), told("b", Item(FIRST, other)), told("c", Item(SECOND, "1", FIRST))]
    assert made_from(texts) == {2: 0}
    assert made_from([told("a", Item(FIRST, "draft")), told("b", Item(FIRST, other))]) == {}


def test_an_item_was_made_from_the_last_version_of_the_one_it_evolved_from() -> None:
    first, second = [told("a", Item(FIRST, "1")), told("b", Item(FIRST, "2"))], [Item(SECOND, "1", FIRST), Item(SECOND, "2", FIRST)]
    texts = [*first, *(told(key, item) for key, item in zip("cd", second, strict=True))]
    assert made_from(texts) == {1: 0, 2: 1, 3: 2}


@pytest.mark.parametrize(
    ("giver", "item"),
    [
        (told("a", Item(FIRST, "1"), EVENING), Item(SECOND, "1", FIRST)),  # known to be of a later time
        (told("a", Item(FIRST, "1"), MORNING), Item(SECOND, "1", "urn:newsml:coastwire:0003")),  # from one that is not in hand
        (told("a", Item(FIRST, "1"), MORNING), Item(FIRST, "1")),  # the same version, delivered twice
        (told("a", None, MORNING), Item(SECOND, "1", FIRST)),
    ],
)
def test_no_edge_against_time_or_to_what_is_not_in_hand(giver: Text, item: Item) -> None:
    assert made_from([giver, told("b", item, NOON)]) == {}


def test_a_version_that_was_written_anew_is_of_one_origin_with_the_earlier_and_the_edge_is_stated() -> None:
    found = dossier(
        sent("a", WIRE, Item(FIRST, "1"), MORNING, outlet="Coastwire"),
        sent("b", NEW, Item(SECOND, "1", FIRST), NOON, outlet="Tarnholm Times", byline="Ada Holm"),
    )
    assert groups(found) == {frozenset("ab")}
    assert [(origin.name, origin.in_hand) for origin in found.origins] == [("Coastwire", True)]
    (edge,) = found.borrowings
    assert (edge.taker, edge.giver, edge.giver_name) == ("b", "a", "Coastwire")
    assert (edge.basis, edge.direction, edge.pairs) == ("stated", "known", ())
    assert edge.why == "Its own file says that it was made from that one."
    (line,) = origin_lines(found)
    assert line.how == ("[2] was made, as its file says, from [1]",)
    assert [(drawn.giver, drawn.taker, drawn.basis) for drawn in descent(found).edges] == [("a", "b", "stated")]
    assert groups(dossier(*(replace(one, item=None) for one in found.reports))) == {frozenset("a"), frozenset("b")}


def test_the_stated_giver_is_taken_though_another_version_is_nearer_in_words() -> None:
    first, second, third = WIRE[:5], [*WIRE[:3], *NEW[:2]], WIRE[:6]
    found = dossier(
        sent("a", first, Item(FIRST, "1"), MORNING, outlet="Coastwire"),
        sent("b", second, Item(FIRST, "2"), MORNING, outlet="Coastwire"),
        sent("c", third, Item(FIRST, "3"), MORNING, outlet="Coastwire"),
    )
    given = {taker: (edge.giver, edge.basis, edge.direction) for taker, edge in edges(found).items()}
    assert given == {"b": ("a", "stated", "known"), "c": ("b", "stated", "known")}
    assert edges(found)["c"].pairs
    assert edges(found)["c"].why.endswith("; its own file says that it was made from that one.")
    without = edges(dossier(*(replace(one, item=None) for one in found.reports)))
    assert without["c"].giver == "a"


def test_of_an_agencys_text_that_is_not_in_hand_a_stated_version_is_still_taken_from_the_report_it_names() -> None:
    found = dossier(
        sent("a", WIRE, Item(FIRST, "1"), MORNING, outlet="Echo", agency="Meridian News Agency"),
        sent("b", WIRE[:6], Item(SECOND, "1", FIRST), NOON, outlet="Echo", agency="Meridian News Agency"),
    )
    (origin,) = found.origins
    assert (edges(found)["a"].giver, edges(found)["b"].giver) == (origin.id, "a")


def test_items_that_name_each_other_make_no_circle() -> None:
    found = dossier(sent("a", WIRE, Item(FIRST, "1", SECOND)), sent("b", NEW, Item(SECOND, "1", FIRST)))
    assert len(found.borrowings) == 1
    assert groups(found) == {frozenset("ab")}
