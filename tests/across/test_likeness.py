"""Views of two reports, and what the learned model makes of them."""

from dataclasses import replace

import numpy as np
import pytest

from variorum.across import likeness
from variorum.across.features import WIDTH, Features, features
from variorum.across.likeness import MOST, Sheet, days_apart, summed
from variorum.model.report import Report

TEXTS = {
    "ferry": "The ferry Solvang ran aground off Tarnholm with 214 passengers, said Mayor Brandt of Tarnholm.",
    "again": "In fog the ferry Solvang with 214 people struck rocks near Tarnholm, said Mayor Brandt.",
    "mine": "Miners struck at the copper mine of Kettla, and Dragan Velic of the union asked for 12 crowns more.",
}


def kept(name: str, vector: np.ndarray | None = None, day: int | None = None, title: str | None = None) -> Features:
    made = features(Report(name, name, None, None, title, None, None, (), None, None, "xx", TEXTS[name]), vector)
    return replace(made, day=day, sure=100 if day else 0)


def unit(*places: int) -> np.ndarray:
    vector = np.zeros(WIDTH, np.int16)
    vector[list(places)] = round(2048 / len(places) ** 0.5)
    return vector


def views(one: Features, other: Features) -> dict[str, float]:
    return {name: float(values[0]) for name, values in Sheet([one, other]).views(0, np.array([1])).items()}


def test_a_report_beside_itself_is_alike_in_every_view() -> None:
    found = views(kept("ferry", unit(3)), replace(kept("ferry", unit(3)), report="copy"))
    assert found["words"] == pytest.approx(1.0, abs=1e-3)
    for name in ("names", "figures", "title_least", "title_most", "names_told", "vector"):
        assert found[name] == pytest.approx(1.0), name
    assert found["days"] == 0.0


def test_each_view_sees_its_own_words() -> None:
    found = views(kept("ferry"), kept("again"))
    assert 0 < found["words"] < 1
    assert found["figures"] == pytest.approx(1.0)
    assert found["names_told"] == pytest.approx(1.0)
    assert views(kept("ferry", title="Solvang aground"), kept("mine"))["title_most"] == 0.0
    assert views(kept("ferry"), kept("mine"))["names"] == 0.0
    titled = views(kept("ferry", title="Solvang"), kept("again", title="Rain over Kettla"))
    assert titled["title_most"] == pytest.approx(1.0)
    assert titled["title_least"] < 0.5


def test_a_view_is_the_same_from_either_side_and_in_any_company() -> None:
    ferry, again, mine = kept("ferry", unit(1, 2), 700), kept("again", unit(2, 3), 720), kept("mine", unit(4))
    alone = Sheet([ferry, again]).odds(0, np.array([1]))
    assert Sheet([again, ferry]).odds(0, np.array([1])) == alone
    assert Sheet([mine, ferry, again]).odds(1, np.array([0, 2]))[1] == alone[0]
    matrix = Sheet([mine, ferry, again]).all_odds()
    assert matrix[1, 2] == matrix[2, 1] == alone[0]
    assert matrix.dtype == np.int64


def test_vectors_are_compared_only_where_both_reports_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"link": {"vector": 2.0, "constant": 0.0}, "link_without_vector": {"words": 0.0, "constant": -1.0}}
    monkeypatch.setattr(likeness, "learned", lambda: told)
    sheet = Sheet([kept("ferry", unit(1)), kept("again", unit(1)), kept("mine")])
    assert sheet.odds(0, np.array([1, 2])).tolist() == [2000, -1000]


@pytest.mark.parametrize(("between", "apart"), [(0, 0.0), (3, 0.0), (4, 0.25), (8, 0.5), (15, 0.75), (31, 1.0), (4000, 1.0)])
def test_days_are_apart_by_quarters(between: int, apart: float) -> None:
    assert days_apart(1000, 100, np.array([1000 + between, 1000 - between]), np.array([100, 100])).tolist() == [apart, apart]


def test_days_count_the_less_the_less_sure_they_are() -> None:
    assert days_apart(1000, 50, np.array([2000, 2000]), np.array([100, 0])).tolist() == [0.5, 0.0]


def test_days_apart_make_one_event_less_likely_but_do_not_outweigh_equal_words() -> None:
    near, far = kept("ferry", unit(1), 1000), kept("ferry", unit(1), 5000)
    odds = [Sheet([near, replace(other, report="other")]).odds(0, np.array([1]))[0] for other in (near, far)]
    assert 0 < odds[1] < odds[0]
    assert Sheet([near, far]).odds(0, np.array([1]), of_one_day=True)[0] == odds[0]


def test_odds_are_whole_thousandths_within_bounds() -> None:
    told = {"words": 1.23456, "constant": -0.5}
    assert summed(told, {"words": 0.5}) == 117
    assert summed(told, {"words": np.array([50.0, -50.0])}).tolist() == [MOST, -MOST]


def test_a_report_without_words_is_like_none() -> None:
    empty = replace(kept("mine"), numbers=np.zeros(0, np.uint64), weights=np.zeros(0, np.int32), bits=np.zeros(0, np.uint8), rare=())
    found = Sheet([empty, kept("ferry")]).views(0, np.array([1]))
    assert {name: values.tolist() for name, values in found.items()} == {name: [0.0] for name in found}
