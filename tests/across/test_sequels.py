"""Which story follows another: the same matter, days later."""

from dataclasses import replace

import pytest

from variorum.across.features import Features, features
from variorum.across.sequels import Sequel, resolved, sequels
from variorum.model.report import Report

FLOOD = (
    "The river Kettla broke its dyke at Brannvik and flooded the lower town, Mayor Ilse Kovan said.",
    "Water of the Kettla stood in the lower town of Brannvik after the dyke broke, said Mayor Kovan.",
)
INQUIRY = (
    "Mayor Ilse Kovan of Brannvik ordered an inquiry into the broken dyke of the Kettla in the lower town.",
    "An inquiry will ask why the Kettla dyke at Brannvik broke above the lower town, Mayor Kovan said.",
)
MINE = ("Miners struck at the copper works of Oravia, and Dragan Velic of the union asked for more pay.",)


def story(name: str, texts: tuple[str, ...], day: int | None, sure: int = 92) -> list[Features]:
    reports = (Report(f"{name}{at}", name, None, None, None, None, None, (), None, None, "xx", text) for at, text in enumerate(texts))
    made = [features(one) for one in reports]
    return [replace(one, day=day, sure=sure if day else 0) for one in made]


def found(*told: list[Features]) -> list[Sequel]:
    return sequels([one for part in told for one in part], [tuple(one.report for one in part) for part in told])


def test_the_same_matter_days_later_follows() -> None:
    assert found(story("f", FLOOD, 100), story("i", INQUIRY, 104)) == [Sequel("f0", "i0")]
    assert found(story("i", INQUIRY, 104), story("f", FLOOD, 100)) == [Sequel("f0", "i0")]
    assert found(story("f", FLOOD, 104), story("i", INQUIRY, 100)) == [Sequel("i0", "f0")]


@pytest.mark.parametrize(("day", "sure"), [(100, 92), (100 + 367, 92), (None, 0), (104, 40)])
def test_what_is_of_the_same_day_or_years_later_or_of_no_sure_day_follows_nothing(day: int | None, sure: int) -> None:
    assert found(story("f", FLOOD, 100), story("i", INQUIRY, day, sure)) == []


def test_another_matter_follows_nothing() -> None:
    assert found(story("f", FLOOD, 100), story("m", MINE, 104)) == []


def test_the_middle_day_counts_so_that_one_stray_day_moves_nothing() -> None:
    flood = story("f", (*FLOOD, FLOOD[0] + " It rained."), 100)
    stray = [flood[0], flood[1], replace(flood[2], day=900)]
    assert found(stray, story("i", INQUIRY, 104)) == [Sequel("f0", "i0")]


def test_three_stories_in_a_row_are_each_linked() -> None:
    verdict = story("v", (INQUIRY[0] + " The inquiry blamed a crack.",), 140)
    assert found(story("f", FLOOD, 100), story("i", INQUIRY, 104), verdict) == [Sequel("f0", "i0"), Sequel("f0", "v0"), Sequel("i0", "v0")]


def test_sequels_are_told_by_the_stories_that_hold_their_reports_now() -> None:
    pairs = [Sequel("f0", "i0"), Sequel("i0", "v0")]
    assert resolved(pairs, {"f0": "F", "i0": "I", "v0": "V"}) == {"F": ((), ("I",)), "I": (("F",), ("V",)), "V": (("I",), ())}
    assert resolved(pairs, {"f0": "F", "i0": "F", "v0": "V"}) == {"F": ((), ("V",)), "V": (("F",), ())}  # joined by a person
    assert resolved(pairs, {"f0": "F"}) == {}
