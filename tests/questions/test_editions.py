"""Whose later edition is it? By outlet, by an agency in its own name; by times, or by which was made from which."""

import pytest

from variorum.model.report import Credit, Passage, Report
from variorum.model.story import Borrowing, Counts, Dossier, Story
from variorum.questions.editions import edition

NORTHWIRE, DAYS = "Northwire", ("2024-05-02", "2024-05-03", "2024-05-04")


def made(name: str, outlet: str | None, published: str | None, *credits: str) -> Report:
    cited = tuple(Credit(agency, "text", Passage(name, 0, 1, "x")) for agency in credits)
    return Report(name, name, outlet, None, None, None, None, cited, published, None, "en", "x")


def story(*reports: Report, borrowings: tuple[Borrowing, ...] = ()) -> Dossier:
    held = Story("s", "t", tuple(one.id for one in reports), None, None, Counts(len(reports), 0, 1))
    return Dossier(held, reports, borrowings=borrowings)


def taken(taker: str, giver: str, direction: str) -> Borrowing:
    return Borrowing("b", "s", taker, giver, "edited", direction, 0.9, "", ())  # type: ignore[arg-type]


def test_the_later_text_of_an_outlet_is_a_later_edition_and_another_outlets_is_none() -> None:
    of = story(made("a", "Gull", DAYS[0]), made("b", "Gull", DAYS[1]), made("c", "Kite", DAYS[2]))
    assert edition(of, {"a"}, {"b"}) is True
    assert edition(of, {"b"}, {"a"}) is False
    assert edition(of, {"a"}, {"c"}) is None
    assert edition(of, {"a", "c"}, {"b"}) is True  # the copy between them counts for nothing


def test_an_agency_in_its_own_name_has_editions_and_a_copy_is_none_of_them() -> None:
    own, copy, later = made("a", None, DAYS[0], NORTHWIRE), made("b", "Gull", DAYS[1], NORTHWIRE), made("c", None, DAYS[2], NORTHWIRE)
    of = story(own, copy, later)
    assert edition(of, {"a", "b"}, {"c"}) is True
    assert edition(of, {"a", "c"}, {"b"}) is None
    assert edition(story(own, made("d", None, DAYS[2], NORTHWIRE, "Coastwire")), {"a"}, {"d"}) is None  # by two agencies


def test_where_an_agency_prints_itself_a_credit_alone_is_a_copys() -> None:
    outlets = NORTHWIRE, None, NORTHWIRE
    own, copy, later = (made(name, outlet, day, NORTHWIRE) for name, outlet, day in zip("abc", outlets, DAYS, strict=True))
    of = story(own, copy, later)
    assert edition(of, {"a"}, {"b"}) is None
    assert edition(of, {"b"}, {"c"}) is None
    assert edition(of, {"a"}, {"c"}) is True


def test_of_editions_whose_times_cross_none_is_the_later() -> None:
    of = story(*(made(name, "Gull", day) for name, day in zip("abc", DAYS, strict=True)))
    assert edition(of, {"a", "c"}, {"b"}) is None
    assert edition(story(made("a", "Gull", DAYS[0]), made("b", "Gull", DAYS[0])), {"a"}, {"b"}) is None


@pytest.mark.parametrize(("direction", "after"), [("known", True), ("inferred", True), ("unknown", None)])
def test_of_undated_editions_that_which_was_made_from_the_other_is_the_later(direction: str, after: bool | None) -> None:
    reports = made("a", "Gull", None), made("b", "Gull", DAYS[1])
    assert edition(story(*reports, borrowings=(taken("b", "a", direction),)), {"a"}, {"b"}) is after
    assert edition(story(*reports, borrowings=(taken("a", "b", direction),)), {"a"}, {"b"}) is (None if after is None else not after)
    assert edition(story(*reports), {"a"}, {"b"}) is None
