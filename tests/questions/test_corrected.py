"""Notices of correction: what they set is held against what earlier copies of the text still say."""

import pytest

from variorum import pipeline
from variorum.contracts import Given
from variorum.language.pages import blocks
from variorum.model.point import Point
from variorum.model.report import Report
from variorum.model.story import Dossier, Origin
from variorum.questions import answering
from variorum.sources.make import Found, report
from variorum.story import statements

pytestmark = pytest.mark.model

HEAD = "Quarry at Brackwater shuts\n\n"
FIRST = "The quarry at Brackwater will shut in the spring, and {} workers will lose their posts.\n\n"
REST = "The owner, Ada Moll, said the stone was no longer worth the road.\n\n"
BEFORE = HEAD + FIRST.format(210) + REST
AFTER = HEAD + FIRST.format(120) + REST
AT_THE_END = AFTER + "This article was amended on 6 May 2031. An earlier version said that 210 workers would go; the figure is 120."
AT_THE_HEAD = HEAD + "Correction: An earlier version gave a wrong number of workers. It is 120, not 210.\n\n" + FIRST.format(120) + REST


def story(*texts: str, origins: int = 1) -> Dossier:
    """The differences of reports of one origin, or of the first `origins` and all others with the first."""
    made = [report(Found(text, f"r{number}"), f"r{number}", Given()) for number, text in enumerate(texts)]
    reports = [blocks(one) for one in made if isinstance(one, Report)]
    texts_of = {key: text for one in reports for _, text, key in pipeline.paragraphs(one)}
    found = dict(zip(texts_of, pipeline.analyse_texts(list(texts_of.values())), strict=True))
    dossier = pipeline.bare_dossier(reports, {key: pair[0] for key, pair in found.items()}, {key: pair[1] for key, pair in found.items()})
    ids = [next(one.id for one in reports if one.origin == f"r{number}") for number in range(len(reports))]
    groups = [ids[:1] + ids[origins:], *([one] for one in ids[1:origins])]
    made_of = tuple(Origin(f"o{group[0]}", dossier.story.id, group[0], True, tuple(group), "own", 0.9, "") for group in groups)
    return answering.answer(statements.place(dossier.having(origins=made_of)))


def differences(dossier: Dossier) -> list[Point]:
    return [point for point in dossier.points if len(point.readings) > 1]


@pytest.mark.parametrize(
    "notice", ["This report has been corrected to show that 120 workers will go.", "Corrects number of workers in first paragraph."]
)
def test_a_notice_may_tell_only_what_stands_now_or_where(notice: str) -> None:
    (point,) = differences(story(BEFORE, AFTER + notice))
    assert (point.verdict, point.cause, point.kinds) == ("revised", "correction", ("number",))
    assert notice in {passage.text for reading in point.readings for passage in reading.passages}


@pytest.mark.parametrize("corrected", [AT_THE_END, AT_THE_HEAD])
def test_a_correction_is_a_revision_with_its_notice(corrected: str) -> None:
    dossier = story(BEFORE, corrected)
    (point,) = differences(dossier)
    assert (point.verdict, point.cause, point.kinds) == ("revised", "correction", ("number",))
    assert point.why == '"120 workers" took the place of "210 workers", as a notice of correction says.'
    of = {reading.value: reading for reading in point.readings}
    notice = next(one for one in dossier.reports if one.corrections).corrections[0].notice
    assert of["120 workers"].passages[-1] == notice
    assert len(of["120 workers"].passages) == 2
    assert notice not in of["210 workers"].passages


def test_the_same_figures_without_a_notice_are_a_conflict() -> None:
    (point,) = differences(story(BEFORE, AFTER))
    assert (point.verdict, point.cause) == ("conflict", None)


def test_a_notice_of_another_text_settles_nothing() -> None:
    points = differences(story(BEFORE, AT_THE_END, origins=2))
    assert [point.verdict for point in points if "number" in point.kinds] in ([], ["conflict"])
    assert all(point.cause != "correction" for point in points)


def test_copies_of_the_first_text_and_of_the_corrected_one_are_two_readings() -> None:
    (point,) = differences(story(BEFORE, AT_THE_END, AT_THE_HEAD))
    assert sorted(len(reading.reports) for reading in point.readings) == [1, 2]
    notices = [one for reading in point.readings for one in reading.passages if "orrection" in one.text or "amended" in one.text]
    assert len(notices) == 2


def test_a_name_that_was_corrected_is_a_revision_too() -> None:
    before = HEAD + "The quarry will shut in the spring, said its owner, Ada Mull, on Monday after a long talk with the council.\n\n"
    notice = "An earlier version of this article misspelled the name of the owner. She is Ada Moll, not Ada Mull."
    after = before.replace("Mull", "Moll") + notice
    (point,) = differences(story(before, after))
    assert (point.verdict, point.cause) == ("revised", "correction")
    assert {reading.value for reading in point.readings} == {"Ada Moll", "Ada Mull"}


def test_a_notice_of_what_the_copies_say_alike_is_no_difference() -> None:
    assert differences(story(AFTER, AT_THE_END)) == []
