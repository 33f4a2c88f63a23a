"""One timeline: what happened and when it was told, in one order, and each report's own changes with it."""

from dataclasses import replace

from made import dossier, found
from variorum.model.report import Correction
from variorum.model.story import Dossier
from variorum.views.brief import brief
from variorum.views.course import course
from variorum.views.witnesses import day


def told(story: Dossier) -> list[tuple[str, str, str | None, str]]:
    return [(row.id, row.kind, row.day, row.hour) for row in course(story, brief(story).happened)]


def test_a_time_is_written_as_far_as_it_is_known() -> None:
    told = {"2024-03-12T09:40:00+01:00": "12 March 2024, 09:40 UTC+1", "2024-03-12": "12 March 2024", "2024-03": "March 2024"}
    assert {stamp: day(stamp) for stamp in told} == told
    assert (day(None), day("2024"), day("2024-1x")) == ("undated", "2024", "2024-1x")


def test_of_one_day_what_happened_stands_before_what_was_told_and_the_undated_last() -> None:
    assert told(dossier()) == [
        ("v1", "event", "2024-02-05", ""),
        ("r1", "report", "2024-02-05", "08:00 UTC"),
        ("r2", "report", "2024-02-06", ""),
        ("r3", "report", None, ""),
    ]


def test_a_report_that_carries_on_one_of_its_own_outlet_is_a_new_state() -> None:
    """The copy of another outlet is a report of its own."""
    story = dossier()
    assert ("r2", "report", "2024-02-06", "") in told(story)
    later = replace(story.reports[1], outlet="Harbour Times")
    story = story.having(reports=(story.reports[0], later, story.reports[2]))
    assert ("r2", "edition", "2024-02-06", "") in told(story)
    (row,) = [row for row in course(story, ()) if row.kind == "edition"]
    assert row.text == "(carries on [1])"


def test_a_changed_page_and_a_correction_have_moments_of_their_own() -> None:
    story = dossier()
    first = story.reports[0]
    notice = found(first, "We keep our word")
    changed = replace(first, modified="2024-02-07T10:30:00+01:00", modified_basis="metadata", corrections=(Correction(notice),))
    rows = told(story.having(reports=(changed, *story.reports[1:])))
    assert rows[3:5] == [
        ("r1-changed", "change", "2024-02-07", "10:30 UTC+1"),
        ("r1-put-right-0", "correction", "2024-02-07", "10:30 UTC+1"),
    ]
    same = replace(first, modified="2024-02-05T09:00:00+01:00")  # the moment at which it was published, told in another zone
    assert len(told(story.having(reports=(same, *story.reports[1:])))) == 4
