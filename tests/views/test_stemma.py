"""The drawing of who copied whom: every report once, time runs one way, what is lost or undated stands beside the axis."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from made import dossier
from variorum.model.story import Dossier
from variorum.views.stemma import MOST_LEAVES, Picture, draw
from variorum.views.witnesses import instant


def copied(*stamps: str | None, kind: str = "edited") -> Dossier:
    """The first report of these times, and the others that copy it."""
    base = dossier()
    reports = tuple(
        replace(base.reports[0], id=f"c{place}", outlet=f"Paper {place}", published=stamp, published_basis="given" if stamp else None)
        for place, stamp in enumerate(stamps)
    )
    taken = tuple(
        replace(base.borrowings[0], id=f"b{place}", taker=f"c{place}", giver="c0", kind=kind)  # type: ignore[arg-type]
        for place in range(1, len(stamps))
    )
    return base.having(reports=reports, borrowings=taken, origins=())


def at(picture: Picture) -> dict[str, tuple[int, int]]:
    return {box.id: (box.x, box.y) for box in picture.boxes}


@pytest.mark.parametrize("name", ["wide", "tall"])
def test_every_report_is_one_dot_and_no_two_dots_meet(name: str) -> None:
    drawing = draw(dossier())
    picture = getattr(drawing, name)
    assert sorted(box.id for box in picture.boxes) == ["r1", "r2", "r3"]
    assert len(set(at(picture).values())) == 3
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in at(picture).values())
    assert "took 50% of its sentences from Harbour Times" in drawing.words


def test_time_runs_to_the_right_and_is_true_to_scale() -> None:
    places = at(draw(copied("2024-03-01T08:00Z", "2024-03-01T09:00Z", "2024-03-01T11:00Z", "2024-03-01T12:00+01:00")).wide)
    zero, one, three, same = (places[f"c{place}"][0] for place in range(4))
    assert three == same
    assert abs(3 * (one - zero) - (three - zero)) <= 3


def test_a_long_stretch_without_reports_is_shortened_and_says_how_long_it_was() -> None:
    drawing = draw(copied("2024-03-01T08:00Z", "2024-03-01T09:00Z", "2024-03-01T10:00Z", "2024-03-09T10:00Z"))
    assert drawing.shortened
    assert [tick.label for tick in drawing.wide.ticks if tick.shortened] == ["8 days"]
    places = at(drawing.wide)
    assert places["c3"][0] - places["c2"][0] < 6 * (places["c1"][0] - places["c0"][0])
    assert not draw(copied("2024-03-01T08:00Z", "2024-03-01T09:00Z")).shortened


def test_time_runs_downwards_on_a_phone_under_its_days() -> None:
    drawing = draw(copied("2024-03-01T08:00+02:00", "2024-03-02T09:00Z", "2024-03-02", None))
    rows = sorted(at(drawing.tall).items(), key=lambda row: row[1][1])
    assert [key for key, _ in rows] == ["c0", "c1", "c2", "c3"]
    assert [tick.label for tick in drawing.tall.ticks] == ["1 March 2024", "2 March 2024", "undated"]
    under = {box.id: box.under for box in drawing.tall.boxes}
    assert under["c0"] == "08:00 UTC+2"
    assert under["c1"] == "09:00 UTC · edited, 50% from [1]"
    assert under["c2"] == "edited, 50% from [1]"
    assert under["c3"] == "undated · edited, 50% from [1]"


def test_what_is_lost_stands_before_the_axis_and_what_is_undated_behind_it() -> None:
    base = copied("2024-03-01T08:00Z", "2024-03-01T09:00Z", None)
    lost = tuple(replace(row, giver="o9") for row in base.borrowings)
    origin = replace(dossier().origins[0], id="o9", name="Tarn Press Agency", in_hand=False, reports=("c1", "c2"))
    drawing = draw(base.having(borrowings=lost, origins=(origin,)))
    places = at(drawing.wide)
    axis = drawing.wide.axis
    assert axis is not None
    assert places["o9"][0] < axis[0] <= places["c1"][0] <= axis[1] < places["c2"][0]
    assert (drawing.lost, drawing.undated) == (True, True)
    assert next(box.under for box in drawing.wide.boxes if box.id == "o9") == "not among your files"
    assert drawing.tall.ticks[0].label == "not among your files"
    assert next(box.under for box in drawing.wide.boxes if box.id == "c1") == "1 Mar, 09:00 UTC · edited, 50% of it"


@pytest.mark.parametrize("name", ["wide", "tall"])
def test_an_edge_goes_from_dot_to_dot(name: str) -> None:
    drawing = draw(copied("2024-03-01T08:00Z", "2024-03-01T09:00Z", "2024-03-01T09:30Z"))
    picture = getattr(drawing, name)
    for line in picture.lines:
        start = re.match(r"M(\d+),(\d+)", line.trunk or line.path)
        end = re.search(r"H(\d+)$|L(\d+),\d+$", line.path)
        assert start
        assert end
        assert (int(start[1]), int(start[2])) == at(picture)["c0"]
        assert int(end[1] or end[2]) == at(picture)[f"c{line.borrowing[1:]}"][0]


def test_many_plain_copies_are_one_dot_that_says_how_many() -> None:
    number = MOST_LEAVES + 5
    drawing = draw(copied(*["2024-03-01T08:00Z"] * (number + 1), kind="verbatim"))
    for picture in (drawing.wide, drawing.tall):
        assert sum(1 + box.more for box in picture.boxes) == number + 1
        assert f"and {number - 1} more copies" in [box.under.rpartition(" · ")[2] for box in picture.boxes]


def test_an_instant_is_one_whatever_its_zone() -> None:
    one, other = instant("2024-03-01T12:00+02:00"), instant("2024-03-01T10:00")
    assert one is not None
    assert other is not None
    assert one - other == timedelta()
    assert instant(None) is instant("soon") is None
