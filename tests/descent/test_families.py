"""Families: which texts go back to one original, and which of them it is."""

from dataclasses import replace

import pytest

from related import match, matches, relation, text
from variorum.descent.citing import Citing
from variorum.descent.families import Family, between, families
from variorum.descent.texts import Text

MORNING, NOON, EVENING = (f"2024-03-12T{hour}:00:00Z" for hour in ("08", "12", "18"))


def groups(found: list[Family]) -> list[set[int]]:
    return [set(family.members) for family in found]


def only(texts: list[Text], *relations: object) -> Family:
    (family,) = families(texts, list(relations))  # type: ignore[arg-type]
    return family


def test_texts_without_relations_are_families_of_their_own() -> None:
    texts = [text(key) for key in "abc"]
    assert [(family.members, family.root, family.agency) for family in families(texts, [])] == [
        ((place,), place, None) for place in range(3)
    ]


def test_one_text_throughout_is_a_family_over_any_number_of_steps() -> None:
    texts = [text(key) for key in "abcde"]
    assert groups(families(texts, [relation(3, 1), relation(4, 3)])) == [{0}, {1, 3, 4}, {2}]


def test_parts_taken_over_make_no_family() -> None:
    assert groups(families([text("a"), text("b")], [relation(1, 0, whole=False)])) == [{0}, {1}]


def test_the_very_same_words_are_a_family_without_any_proof() -> None:
    """A text too short to prove anything may be copied all the same; typographic marks make no other text."""
    same = [text("a", sentences=["It's over."]), text("b", sentences=["It’s over."]), text("c", sentences=["It is over."])]
    assert groups(families(same, [])) == [{0, 1}, {2}]
    bare = [replace(one, sentences=()) for one in same]  # a report of headlines only
    assert groups(families(bare, [])) == [{0, 1}, {2}]


def test_one_agency_by_their_own_word_is_a_family_and_a_second_name_is_not() -> None:
    texts = [text("a", agencies=("AP", "Reuters")), text("b", agencies=("AP",)), text("c", agencies=("Reuters",)), text("d")]
    assert groups(families(texts, [])) == [{0, 1}, {2}, {3}]
    assert [family.agency for family in families(texts, [])] == ["AP", "Reuters", None]


def test_what_could_as_well_be_one_text_as_two_leaves_the_count_open_both_ways() -> None:
    texts = [text(key) for key in "abcde"]
    relations = [
        relation(1, 0),
        relation(2, 0, chance=0.5),  # counted as one, may be two
        relation(3, 0, whole=False, chance=0.3),  # counted as two, may be one
        relation(4, 0, whole=False, chance=0.1),
    ]
    count = len(families(texts, relations))
    assert (count, between(texts, relations, count)) == (3, (2, 4))
    assert between(texts, relations[:1], 4) == (4, 4)


def test_what_an_agency_has_made_is_one_however_little_its_texts_share() -> None:
    texts = [text("a", agencies=("AP",)), text("b", agencies=("AP",)), text("c")]
    assert between(texts, [relation(1, 0, chance=0.5)], 2) == (2, 2)


PART = {"whole": False, "parallel": True}


def test_a_text_of_nobody_that_is_parallel_in_part_to_an_agencys_is_a_state_of_it() -> None:
    texts = [text("a", agencies=("AP",)), text("b"), text("c")]
    assert groups(families(texts, [relation(1, 0, **PART)])) == groups(families(texts, [relation(0, 1, **PART)])) == [{0, 1}, {2}]  # type: ignore[arg-type]
    assert groups(families(texts, [relation(1, 0, whole=False)])) == [{0}, {1}, {2}]


def test_one_event_told_in_other_words_is_no_state_of_an_agencys_text() -> None:
    texts = [text("a", agencies=("AP",)), text("b")]
    told, kept = (relation(1, 0, matches(5, exact=exact), **PART) for exact in (0.05, 0.15))  # type: ignore[arg-type]
    assert groups(families(texts, [told])) == [{0}, {1}]
    assert groups(families(texts, [kept])) == [{0, 1}]


@pytest.mark.parametrize("other", [{"signed": "Echo"}, {"agencies": ("Reuters",)}, {"outlet": "Echo"}])
def test_a_text_with_a_maker_of_its_own_is_none(other: dict[str, object]) -> None:
    texts = [text("a", agencies=("AP",)), text("b", **other)]  # type: ignore[arg-type]
    assert groups(families(texts, [relation(1, 0, **PART)])) == [{0}, {1}]  # type: ignore[arg-type]


def test_a_copy_on_a_page_takes_no_state_of_an_agencys_text_away() -> None:
    texts = [text("a", agencies=("AP",)), text("b"), text("c", outlet="Echo")]
    assert groups(families(texts, [relation(1, 0, **PART), relation(2, 1)])) == [{0, 1, 2}]  # type: ignore[arg-type]


def test_a_part_in_common_with_a_text_of_no_agency_makes_no_origin() -> None:
    assert groups(families([text("a", signed="Echo"), text("b")], [relation(1, 0, **PART)])) == [{0}, {1}]  # type: ignore[arg-type]


def test_of_two_agencies_it_is_of_the_one_with_which_it_shares_most_and_what_hangs_on_it_goes_along() -> None:
    texts = [text("a", agencies=("AP",)), text("b", agencies=("Reuters",)), text("c"), text("d")]
    weak, strong = relation(2, 0, weight=1.0, **PART), relation(2, 1, weight=2.0, **PART)  # type: ignore[arg-type]
    one = relation(3, 2)
    assert groups(families(texts, [weak, strong, one])) == groups(families(texts, [one, strong, weak])) == [{0}, {1, 2, 3}]


# One outlet, and what is retold


def test_one_outlets_pages_are_one_origin_and_its_first_is_the_original() -> None:
    texts = [text("a", NOON, outlet="Echo"), text("b", NOON, outlet="Post"), text("c", MORNING, outlet="Echo")]
    found = families(texts, [])
    assert groups(found) == [{0, 2}, {1}]
    assert (found[0].root, found[0].outlet, found[0].agency) == (2, "Echo", None)


def test_a_page_whose_maker_is_an_agency_is_none_of_its_outlets_own() -> None:
    texts = [text("a", outlet="Echo", agencies=("AP",)), text("b", outlet="Echo"), text("c", outlet="Echo")]
    assert groups(families(texts, [])) == [{0}, {1, 2}]
    copy = text("d", agencies=("AP",))
    assert groups(families([*texts[1:], copy], [relation(2, 0)])) == [{0, 2}, {1}]  # its copy names the agency


def retelling(key: str, name: str, **more: object) -> Text:
    """A text that says in half of its sentences that it has them from a medium."""
    bare = text(key, **more)  # type: ignore[arg-type]
    return replace(bare, cites=(Citing(name, bare.sentences[:5], tuple(range(5)), (0,)),))


def test_reports_that_only_retell_one_medium_are_one_origin() -> None:
    texts = [retelling("a", "Tarnholm Gazette", outlet="Echo"), retelling("b", "Tarnholm Gazette", outlet="Post"), text("c", outlet="Star")]
    found = families(texts, [])
    assert groups(found) == [{0, 1}, {2}]
    assert (found[0].root, found[0].retold) == (None, "Tarnholm Gazette")


def test_a_medium_named_in_full_by_one_and_in_short_by_another_is_one() -> None:
    texts = [retelling("a", "Tarnholm", outlet="Echo"), retelling("b", "Tarnholm Gazette", outlet="Post"), text("c", outlet="Star")]
    found = families(texts, [])
    assert groups(found) == [{0, 1}, {2}]
    assert found[0].retold == "Tarnholm Gazette"


def test_one_report_that_retells_a_medium_stays_its_own() -> None:
    texts = [retelling("a", "Tarnholm Gazette", outlet="Echo"), text("c", outlet="Star")]
    assert [(one.root, one.retold) for one in families(texts, [])] == [(0, None), (1, None)]
    editions = [retelling(key, "Tarnholm Gazette", outlet="Echo") for key in "ab"]
    assert {one.retold for one in families(editions, [relation(1, 0)])} == {None}


def test_what_is_retold_is_the_original_where_it_is_in_hand() -> None:
    texts = [retelling("a", "Tarnholm Gazette", outlet="Echo"), text("b", outlet="Tarnholm Gazette"), text("c", outlet="Post")]
    found = families(texts, [])
    assert groups(found) == [{0, 1}, {2}]
    assert (found[0].root, found[0].members[0]) == (1, 1)
    agency = [retelling("a", "AP", outlet="Echo"), text("b", outlet="Post", agencies=("AP",))]
    assert groups(families(agency, [])) == [{0, 1}]
    printed = text("b", outlet="Tarnholm Gazette", agencies=("AP",))  # its page, and the agency's text
    assert groups(families([texts[0], printed], [])) == [{0}, {1}]


# The agency


def test_the_agency_that_most_of_a_family_name() -> None:
    texts = [text("a", agencies=("AP",)), text("b", agencies=("Reuters",)), text("c", agencies=("Reuters",))]
    assert only(texts, relation(1, 0)).agency == "Reuters"
    assert only(texts[:2], relation(1, 0)).agency == "AP"  # of equal ones the first by name


def test_an_agencys_own_publication_is_the_original_and_comes_first() -> None:
    texts = [text("a", MORNING, agencies=("Reuters",)), text("b", EVENING, outlet="Reuters", agencies=("Reuters",)), text("c", NOON)]
    family = only(texts, relation(1, 0), relation(2, 0))
    assert (family.root, family.members, family.place) == (1, (1, 0, 2), {1: 0, 0: 1, 2: 2})


def test_of_several_publications_of_an_agency_the_earliest_is_the_original() -> None:
    texts = [text(key, time, outlet="Reuters", agencies=("Reuters",)) for key, time in (("a", EVENING), ("b", MORNING))]
    assert only(texts).root == 1


def test_of_an_agency_whose_own_text_is_not_there_no_copy_is_the_original() -> None:
    texts = [text("a", MORNING, agencies=("Reuters",), signed="Echo"), text("b", NOON)]
    assert only(texts, relation(1, 0)).root is None


# Without an agency


def root(*texts: Text, sizes: tuple[int, int] = (10, 10), shared: int = 10) -> int | None:
    """The original of texts of which each is parallel to the first."""
    return only(list(texts), *(relation(place, 0, shared, sizes=sizes) for place in range(1, len(texts)))).root


def test_the_only_signed_text_is_the_original_unless_another_came_before() -> None:
    assert root(text("a"), text("b", signed="Echo")) == 1
    assert root(text("a", NOON), text("b", NOON, signed="Echo")) == 1
    assert root(text("a"), text("b", NOON, signed="Echo"), text("c", EVENING)) == 1
    assert root(text("a", MORNING), text("b", NOON, signed="Echo")) == 0
    assert root(text("a", signed="Post"), text("b", signed="Echo")) is None


def test_the_text_that_was_published_before_all_others_is_the_original() -> None:
    assert root(text("a", NOON), text("b", MORNING), text("c", EVENING)) == 1
    assert root(text("a", MORNING), text("b", MORNING), text("c", EVENING)) is None
    assert root(text("a", MORNING), text("b")) is None  # the other may be older


def test_where_times_are_missing_the_first_edition_is_the_original() -> None:
    will, did = ["The envoys will meet."], ["The envoys met."]
    texts = [text("a", sentences=did), text("b", sentences=will), text("c", sentences=["The envoys met at last."])]
    side = [relation(0, 1, 1), relation(2, 1, 1)]
    assert only(texts, *side).root == 1
    dated = [replace(one, report=replace(one.report, published="2024-03-12")) for one in texts]
    assert only([dated[0], texts[1], dated[2]], *side).root == 1
    assert only([texts[0], dated[1], texts[2]], *side).root == 1
    assert only([dated[0], dated[1], texts[2]], *side).root is None  # of one day: which was first cannot be told
    assert only(texts, side[0], relation(2, 0, 1)).root is None  # the third is not known to be later


def test_a_text_that_has_nearly_all_of_the_other_and_a_third_more_is_the_original() -> None:
    fuller = text("a", sentences=[f"Line {place}." for place in range(14)])
    assert root(fuller, text("b"), sizes=(10, 14), shared=8) == 0
    assert root(fuller, text("b"), sizes=(10, 14), shared=7) is None
    assert root(fuller, text("b"), sizes=(10, 13), shared=10) is None
    assert root(text("a"), fuller, sizes=(14, 10), shared=8) == 1
    assert root(fuller, text("b", "2024-03-12"), sizes=(10, 14)) == 0
    earlier = replace(fuller, report=replace(fuller.report, published="2024-03-13"))
    assert root(earlier, text("b"), sizes=(10, 14)) == 0
    assert only([text("b", "2024-03-12"), earlier], relation(1, 0, sizes=(14, 10))).root == 0  # published before


def test_a_text_is_fuller_than_every_other_or_it_is_no_original() -> None:
    texts = [text("a"), text("b"), text("c")]
    first, second = relation(1, 0, sizes=(10, 20)), relation(2, 0, sizes=(10, 20))
    assert only(texts, first, second).root == 0
    assert only(texts, first, relation(2, 1)).root is None  # of the third nothing is known
    assert only(texts, first, relation(2, 0, sizes=(10, 10))).root is None


def test_half_of_a_divided_sentence_proves_nothing_of_fullness() -> None:
    shared = [*(match(place) for place in range(7)), match(7, half=True)]
    assert only([text("a"), text("b")], relation(1, 0, shared, sizes=(10, 20))).root is None


# Order


def test_an_original_stands_before_what_was_taken_from_it_and_the_others_keep_their_order() -> None:
    texts = [text("a"), text("b"), text("c", signed="Echo")]
    family = only(texts, relation(1, 0), relation(2, 0))
    assert (family.members, family.place) == ((2, 0, 1), {2: 0, 0: 1, 1: 2})


def test_families_come_by_their_first_text_and_keep_their_editions() -> None:
    texts = [text("a"), text("b", sentences=["They met."]), text("c"), text("d", sentences=["They will meet."])]
    one, other, last = families(texts, [relation(3, 1, 1)])
    assert [one.members, other.members, last.members] == [(0,), (3, 1), (2,)]
    assert (other.state, other.root) == ({1: 1, 3: 0}, 3)


def test_of_one_outlets_editions_the_first_in_order_is_the_original_where_no_time_tells() -> None:
    editions = [text(key, outlet="Echo", signed="Echo") for key in "ab"]
    assert only(editions, relation(1, 0)).root == 0
    strangers = [text(key, outlet=outlet, signed=outlet) for key, outlet in (("a", "Echo"), ("b", "Gull"))]
    assert only(strangers, relation(1, 0)).root is None
