"""What was taken from whom, in which direction, how, and the passages and words that show it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from related import family, match, matches, origin, relation, text
from variorum.descent.borrowing import borrowings
from variorum.descent.comparing import Relation
from variorum.descent.families import Family
from variorum.descent.texts import Text
from variorum.model.story import Borrowing

MORNING, NOON, EVENING = (f"2024-03-12T{hour}:00:00Z" for hour in ("08", "12", "18"))


def taken(texts: Sequence[Text], families: Sequence[Family], *relations: Relation) -> list[Borrowing]:
    home = {member: place for place, one in enumerate(families) for member in one.members}
    return borrowings("s", texts, relations, families, [origin(f"o{place}") for place in range(len(families))], home)


def pairs(found: list[Borrowing]) -> list[tuple[str, str]]:
    return [(one.taker, one.giver) for one in found]


def abc(**more: object) -> list[Text]:
    return [text(key, **more) for key in "abc"]  # type: ignore[arg-type]


# In one family


@pytest.mark.parametrize("swapped", [False, True])
def test_the_later_text_takes_from_the_earlier_and_never_the_other_way(swapped: bool) -> None:
    side = relation(0, 1) if swapped else relation(1, 0)
    assert pairs(taken(abc(), [family(0, 1, root=0), family(2, root=2)], side)) == [("b", "a")]
    assert pairs(taken(abc(), [family(1, 0, root=1), family(2, root=2)], side)) == [("a", "b")]


def test_a_text_takes_from_the_one_with_which_it_shares_most() -> None:
    whole = [family(0, 1, 2, root=0)]
    heavy, light = relation(2, 1, weight=3.0), relation(2, 0, weight=2.0)
    assert pairs(taken(abc(), whole, light, heavy, relation(1, 0))) == [("b", "a"), ("c", "b")]
    assert pairs(taken(abc(), whole, heavy, light, relation(1, 0))) == [("b", "a"), ("c", "b")]
    assert pairs(taken(abc(), whole, relation(2, 0), relation(2, 1), relation(1, 0))) == [("b", "a"), ("c", "a")]  # of equal ones the first


def test_beside_its_giver_a_text_is_of_the_kind_that_they_two_show() -> None:
    edited, copied = relation(2, 1, matches(10, exact=0.5), weight=3.0), relation(2, 0, weight=2.0)
    for order in ([edited, copied], [copied, edited]):
        (found,) = [one for one in taken(abc(), [family(0, 1, 2, root=0)], relation(1, 0), *order) if one.taker == "c"]
        assert (found.giver, found.kind) == ("b", "edited")


def test_beside_a_lost_original_the_nearest_other_copy_tells_the_kind() -> None:
    edited, copied = relation(2, 1, matches(10, exact=0.5), weight=3.0), relation(2, 0, weight=2.0)
    for order in ([edited, copied], [copied, edited]):
        found = {one.taker: one for one in taken(abc(), [family(0, 1, 2)], *order)}
        assert {taker: (one.giver, one.kind) for taker, one in found.items()} == {
            "a": ("o0", "verbatim"), "b": ("o0", "edited"), "c": ("o0", "verbatim"),
        }  # fmt: skip
        assert {pair.giver.report for pair in found["c"].pairs} == {"b"}  # what shows most is shown


# Between families


def between(one: Text, other: Text, families: Sequence[Family]) -> str:
    (found,) = [borrowing for borrowing in taken([one, other], families, relation(1, 0, whole=False)) if borrowing.pairs]
    assert found.kind == "partial"
    return found.taker


ROOTS = [family(0, root=0), family(1, root=1)]


def test_the_later_published_text_is_the_taker() -> None:
    assert between(text("a", NOON), text("b", MORNING), ROOTS) == "a"
    assert between(text("a", MORNING), text("b", NOON), ROOTS) == "b"
    agency = [family(0, root=0), family(1, agency="AP", root=1)]
    assert between(text("a", MORNING), text("b", NOON, outlet="AP"), agency) == "b"  # even an agency's, where it came later


def test_time_tells_nothing_of_a_copy_whose_original_is_lost() -> None:
    """The original of the giver's family was there before its copy: only an original in hand dates what was taken."""
    lost = [family(0, agency="AP"), family(1, root=1)]
    assert between(text("a", NOON), text("b", MORNING), lost) == "b"
    assert between(text("a", MORNING), text("b", NOON), lost) == "b"


def test_a_text_that_names_an_agency_as_its_helper_took_from_it() -> None:
    assert between(text("a", helpers=("AP",)), text("b"), [family(0, agency="Reuters"), family(1, agency="AP")]) == "a"
    assert between(text("a"), text("b", helpers=("Reuters",)), [family(0, agency="Reuters"), family(1, agency="AP")]) == "b"
    assert between(text("a", helpers=("UPI",)), text("b"), [family(0, agency="Reuters"), family(1, agency="AP")]) == "b"


def test_agencies_are_taken_from_by_those_who_name_none() -> None:
    assert between(text("a"), text("b"), [family(0), family(1, agency="AP")]) == "a"
    assert between(text("a"), text("b"), [family(0, agency="AP"), family(1)]) == "b"


def test_the_larger_family_is_taken_from_and_else_the_first_text() -> None:
    part = relation(1, 0, whole=False)
    assert pairs(taken(abc(), [family(0, root=0), family(1, 2, root=1)], part)) == [("a", "b")]
    assert pairs(taken(abc(), [family(0, 2, root=0), family(1, root=1)], part)) == [("b", "a")]
    assert between(text("a"), text("b"), ROOTS) == "b"


def test_a_text_takes_once_from_each_family_and_its_own_goes_first() -> None:
    texts = [text(key) for key in "abcd"]
    parts = [relation(3, giver, whole=False) for giver in (0, 1)]
    found = taken(texts, [family(0, 1, root=0), family(2, 3, root=2)], relation(1, 0), relation(3, 2), *parts)
    assert sorted(pairs(found)) == pairs(found)
    assert pairs(found) == [("b", "a"), ("d", "a"), ("d", "c")]


def test_nothing_is_taken_in_a_circle() -> None:
    """a took from b of another family, and b's original from a's: what would close the ring is left out."""
    texts = [text("a", helpers=("AP",)), text("b", agencies=("AP",)), text("c", helpers=("Reuters",), agencies=("AP",))]
    families = [family(0, agency="Reuters", root=0), family(1, 2, agency="AP", root=1)]
    found = taken(texts, families, relation(2, 1), relation(1, 0, whole=False), relation(2, 0, whole=False))
    assert ("c", "b") in pairs(found)
    above: dict[str, set[str]] = {}
    for one in found:
        above.setdefault(one.taker, set()).add(one.giver)
    assert not any(taker in above.get(giver, ()) for taker, givers in above.items() for giver in givers)


def test_a_ring_of_three_is_left_open() -> None:
    texts = [text("a", helpers=("B",)), text("b", helpers=("C",)), text("c", helpers=("A",))]
    families = [family(place, agency=name, root=place) for place, name in enumerate("ABC")]
    sides = [relation(0, 1, whole=False), relation(1, 2, whole=False), relation(2, 0, whole=False)]
    assert pairs(taken(texts, families, *sides)) == [("a", "b"), ("b", "c")]
    assert pairs(taken(texts, families, *sides[1:])) == [("b", "c"), ("c", "a")]


# What is shown


def passages(found: Borrowing) -> list[tuple[str, str]]:
    return [(pair.taker.text, pair.giver.text) for pair in found.pairs]


def test_of_one_text_all_parallels_are_shown_in_the_takers_order() -> None:
    shared = [match(2, 0), match(0, 1, telling=False, likeness=0.6), match(1, 3, half=True), match(1, 2)]
    (found,) = taken(abc(), [family(0, 1, root=0), family(2)], relation(1, 0, shared))
    assert passages(found) == [
        ("Sentence 0 of b.", "Sentence 1 of a."),
        ("Sentence 1 of b.", "Sentence 2 of a."),
        ("Sentence 1 of b.", "Sentence 3 of a."),
        ("Sentence 2 of b.", "Sentence 0 of a."),
    ]
    assert found.score == 0.3  # three of its ten sentences
    assert found.why.startswith("3 of its 10 sentences run parallel to another report, of which it leaves out 6; ")


@pytest.mark.parametrize("swapped", [False, True])
def test_of_parts_only_what_proves_it_is_shown(swapped: bool) -> None:
    shared = [match(0), match(1, telling=False), match(2, likeness=0.75), match(3, likeness=0.74)]
    sides = relation(0, 1, shared, whole=False) if swapped else relation(1, 0, shared, whole=False)
    (found,) = taken(abc()[:2], ROOTS, sides)
    assert passages(found) == [("Sentence 0 of b.", "Sentence 0 of a."), ("Sentence 2 of b.", "Sentence 2 of a.")]
    (found,) = taken(abc()[:2], [family(0, 1, root=0)], sides)
    assert len(found.pairs) == 4


def test_a_whole_text_of_another_family_shows_what_proves_it() -> None:
    (found,) = taken(abc()[:2], ROOTS, relation(1, 0, [match(0), match(1, telling=False)]))
    assert len(found.pairs) == 1


# The words


def why(texts: Sequence[Text], families: Sequence[Family], side: Relation | None = None) -> tuple[str, str]:
    """Direction and reason of the one borrowing there is of text b."""
    (found,) = [one for one in taken(texts, families, side or relation(1, 0)) if one.taker == "b"]
    return found.direction, found.why.partition("; ")[2]


def test_why_a_text_goes_back_to_an_agency() -> None:
    lost, in_hand = [family(0, 1, agency="AP")], [family(0, 1, agency="AP", root=0)]
    named = "it names AP as the maker of its text"
    assert why([text("a"), text("b", agencies=("AP",))], lost) == ("known", f"{named}.")
    assert why([text("a", outlet="AP"), text("b", agencies=("AP",))], in_hand) == ("known", f"{named}.")
    assert why([text("a"), text("b")], lost) == ("inferred", "other reports of this text name AP as its maker.")
    own = [text("a", outlet="AP", agencies=("AP",)), text("b", outlet="AP", agencies=("AP",))]
    assert why(own, in_hand) == ("inferred", "the other has nearly all of it and more.")  # an agency needs not name itself
    helped = [text("a"), text("b", helpers=("AP",))]
    assert why(helped, [family(0, agency="AP"), family(1)]) == ("known", "it names AP among its sources.")


def test_why_a_text_goes_back_to_another() -> None:
    whole = [family(0, 1, root=0)]
    assert why([text("a", MORNING), text("b", NOON)], whole) == ("known", "it was published later (by the date given).")
    editions = [family(0, 1, root=0, state={0: 0, 1: 1})]
    assert why(abc()[:2], editions) == ("inferred", "it tells as past what the other tells as still to come.")
    assert why([text("a", signed="Ada Holm"), text("b")], whole) == ("inferred", "the other is signed Ada Holm.")
    assert why(abc()[:2], whole) == ("inferred", "the other has nearly all of it and more.")


def test_where_it_cannot_be_told_that_is_said() -> None:
    assert why(abc()[:2], [family(0, 1)]) == ("unknown", "which of the reports had the text first cannot be told.")
    open_ = ("unknown", "which of the two had the text first cannot be told.")
    assert why(abc()[:2], ROOTS, relation(1, 0, whole=False)) == open_
    texts = [text("c", signed="Echo"), text("a"), text("b")]
    assert why(texts, [family(0, 1, 2, root=0)], relation(2, 1)) == open_  # beside another copy than the original
    signed = [text("a", signed="Echo"), text("b")]
    assert why(signed, ROOTS, relation(1, 0, whole=False)) == open_  # a name over another text is none over this
    apart = [family(0, root=0, state={0: 0}), family(1, root=1, state={1: 1})]
    assert why(abc()[:2], apart, relation(1, 0, whole=False)) == open_


def test_a_giver_is_named_by_its_outlet_and_a_copy_by_its_lost_original() -> None:
    one, other = text("a", outlet="Echo"), text("b")
    (found,) = taken([one, other], [family(0, 1, root=0)], relation(1, 0))
    assert " sentences run parallel to Echo, of which it leaves out none; " in found.why
    copied = {borrowing.taker: borrowing for borrowing in taken([one, other], [family(0, 1)], relation(1, 0))}
    assert "run parallel to Echo, which goes back to the same text of o0;" in copied["b"].why
    assert "run parallel to another report, which goes back to the same text of o0;" in copied["a"].why


def test_a_translation_is_one_whatever_the_words() -> None:
    texts = [text("a"), replace(text("b", language="es"))]
    (found,) = taken(texts, [family(0, 1, root=0)], relation(1, 0))
    assert found.kind == "translation"
    (found,) = taken([text("a"), text("b", language="")], [family(0, 1, root=0)], relation(1, 0, sizes=(40, 10)))
    assert found.kind == "edited"  # ten of its forty sentences; its language is read from its words


def test_the_kind_counts_the_takers_sentences_on_whichever_side_they_stand() -> None:
    for side in (relation(1, 0, sizes=(10, 40)), relation(0, 1, sizes=(40, 10))):
        (found,) = taken(abc()[:2], [family(0, 1, root=0)], side)
        assert found.kind == "verbatim"


def test_ids_tell_the_story_the_taker_and_the_giver() -> None:
    def ids(story: str, texts: Sequence[Text], families: Sequence[Family]) -> set[str]:
        home = {member: place for place, one in enumerate(families) for member in one.members}
        return {one.id for one in borrowings(story, texts, [relation(1, 0)], families, [origin("o0"), origin("o1")], home)}

    found = [ids(story, abc(), families) for story in "st" for families in ([family(0, 1, root=0)], [family(1, 0, root=1)])]
    assert len(set.union(*found)) == 4


def test_how_much_was_taken_is_told_to_four_places() -> None:
    seven = text("b", "2024-03-12", sentences=[f"Line {place} of b." for place in range(7)])
    found = taken([text("a", "2024-03-11"), seven], [family(0, root=0), family(1, root=1)], relation(1, 0, 3, whole=False, sizes=(7, 10)))
    assert [one.score for one in found] == [0.4286]
    assert found[0].why.startswith("3 of its 7 sentences run parallel to ")
