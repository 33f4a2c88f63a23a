"""The origins of a story: what each is called, on what it rests, how sure it is, and why, in words."""

from collections.abc import Sequence

import pytest

from related import match, matches, relation, text
from variorum.descent.comparing import Relation
from variorum.descent.originals import describe
from variorum.descent.texts import Text
from variorum.model.story import Origin


def origins(texts: Sequence[Text], *relations: Relation) -> tuple[Origin, ...]:
    return describe("s", texts, relations)[0]


def only(texts: Sequence[Text], *relations: Relation) -> Origin:
    (found,) = origins(texts, *relations)
    return found


def names(*texts: Text) -> list[str]:
    return [one.name for one in origins(texts)]


def test_an_origin_is_called_by_its_agency_its_outlet_or_its_signature() -> None:
    texts = text("a", outlet="Echo", agencies=("AP",)), text("b", outlet="Post", signed="Ada"), text("c", signed="Ada")
    assert names(*texts) == ["AP", "Post", "Ada"]
    assert names(text("a"), text("b", outlet="Echo"), text("c")) == ["unknown origin 1", "Echo", "unknown origin 2"]


def test_of_copies_of_which_none_can_be_told_to_be_first_the_origin_has_no_name() -> None:
    one = only([text("a", outlet="Echo"), text("b", outlet="Post")], relation(1, 0))
    assert (one.name, one.in_hand, one.reports) == ("unknown origin 1", False, ("a", "b"))


@pytest.mark.parametrize(
    ("texts", "relations", "basis"),
    [
        ([text("a")], [], "own"),
        ([text("a", agencies=("AP",))], [], "credit"),
        ([text("a", outlet="AP", agencies=("AP",))], [], "own"),
        ([text("a", agencies=("AP",)), text("b")], [relation(1, 0, matches(9, exact=1.0))], "credit"),
        ([text("a"), text("b")], [relation(1, 0, matches(9, exact=0.5))], "shared_text"),
        ([text("a"), text("b")], [relation(1, 0, matches(9, exact=0.49))], "parallel_text"),
        ([text("a"), text("b"), text("c")], [relation(1, 0, matches(2, exact=0.4)), relation(2, 0, matches(2, exact=0.6))], "shared_text"),
        ([text("a"), text("b")], [relation(1, 0, [match(0, exact=0.6), match(1, exact=0.0, telling=False)])], "shared_text"),
        ([text("a", sentences=["x"]), text("b", sentences=["x"])], [], "parallel_text"),  # word for word, too short to prove anything
    ],
)
def test_on_what_an_origin_rests(texts: list[Text], relations: list[Relation], basis: str) -> None:
    assert only(texts, *relations).basis == basis


def test_an_origin_is_as_sure_as_its_weakest_link() -> None:
    texts = [text("a"), text("b"), text("c")]
    assert only(texts, relation(1, 0, confidence=0.8), relation(2, 0, confidence=0.7)).confidence == 0.7
    assert [one.confidence for one in origins(texts)] == [0.9] * 3
    outside = relation(2, 0, whole=False, confidence=0.3)
    assert [one.confidence for one in origins(texts, relation(1, 0, confidence=0.8), outside)] == [0.8, 0.9]
    same = {"sentences": ["x"]}
    assert only([text("a", **same), text("b", **same)]).confidence == 0.95  # type: ignore[arg-type]
    assert only([text("a", agencies=("AP",)), text("b", agencies=("AP",))]).confidence == 0.9


def why(*texts: Text, sides: Sequence[Relation] = (), place: int = 0) -> str:
    return origins(texts, *sides)[place].why


def test_why_a_single_report_is_an_origin() -> None:
    assert why(text("a", agencies=("AP",))) == "The report names AP as its source; the agency's own text is not among the reports read."
    assert why(text("a")) == "No other report read here shares its text."
    assert why(text("a", outlet="Echo", signed="Echo")) == "No other report read here shares its text."
    assert why(text("a", outlet="Echo", signed="Ada Holm")) == "No other report read here shares its text and is signed Ada Holm."
    part = [relation(1, 0, whole=False)]
    shares = "Sentences of it stand in other reports too, but the text as a whole is its own"
    assert why(text("a", outlet="Echo", signed="Ada"), text("b"), sides=part) == f"{shares} and is signed Ada."
    assert why(text("a"), text("b"), sides=part, place=1) == f"{shares}."
    assert why(text("c"), text("a"), text("b"), sides=[relation(2, 1, whole=False)]) == "No other report read here shares its text."


def test_why_reports_that_name_an_agency_are_one_origin() -> None:
    made = text("a", agencies=("AP",)), text("b", agencies=("AP",))
    assert why(*made) == "2 of 2 reports credit AP."
    one_more = why(*made, text("c"), sides=[relation(2, 0)])
    assert one_more == "2 of 3 reports credit AP; the other has the same sentences."
    two_more = why(*made, text("c"), text("d"), sides=[relation(2, 0), relation(3, 0)])
    assert two_more == "2 of 4 reports credit AP; the other 2 have the same sentences."
    with_its_own = why(*made, text("c", outlet="AP"), text("d"), sides=[relation(2, 0), relation(3, 0)])
    assert with_its_own == "2 of 4 reports credit AP; 1 is its own; the other has the same sentences."


def test_why_reports_that_share_their_text_are_one_origin() -> None:
    first = text("a", "2024-03-12", outlet="Echo")
    later = text("b", "2024-03-13"), text("c", "2024-03-14")
    assert why(first, later[0], sides=[relation(1, 0)]) == "1 report has the sentences of that of Echo."
    assert why(first, *later, sides=[relation(1, 0), relation(2, 0)]) == "2 reports have the sentences of that of Echo."
    untold = "2 reports share their text, and which of them had it first cannot be told."
    assert why(text("a"), text("b"), sides=[relation(1, 0)]) == untold


def test_editions_are_told() -> None:
    will, did = text("a", sentences=["They will meet."]), text("b", sentences=["They met."])
    assert why(will, did, sides=[relation(1, 0, 1)]).endswith("; they are earlier and later versions of one text.")
    assert "versions" not in why(did, did, sides=[relation(1, 0, 1)])


def test_ids_tell_the_story_the_name_and_the_reports_in_any_order() -> None:
    texts = [text("a", agencies=("AP",)), text("b", agencies=("AP",), sentences=["They met."])]
    (one,) = origins(texts)
    (turned,) = origins(texts[::-1])
    assert one.reports != turned.reports
    assert one.id == turned.id != describe("t", texts, [])[0][0].id
    assert one.id not in {origins(texts[:1])[0].id, origins([texts[0], text("b", agencies=("UPI",))])[0].id}
