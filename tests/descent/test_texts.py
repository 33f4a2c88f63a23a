"""A report as descent looks at it: who made its text by its own word, who helped, and what it is called."""

from dataclasses import replace

import numpy as np
import pytest

import told_by_hand
from variorum.descent.texts import Text, makes_itself, outlet_of, texts_of
from variorum.model.report import Credit, Report
from variorum.model.story import Dossier


def credited(report: Report, *agencies: str) -> Report:
    """The report with a credit of its text wherever one of these names first stands."""
    starts = [(name, report.text.index(name)) for name in agencies]
    return replace(report, credits=tuple(Credit(name, "text", report.passage(start, start + len(name))) for name, start in starts))


def read(*reports: Report) -> list[Text]:
    dossier: Dossier = told_by_hand.story(*(one.text.split("\n") for one in reports))
    vectors = {place.key: np.zeros((1, 4), np.float16) for place in dossier.placed}
    numbered = [replace(one, id=f"r{number}") for number, one in enumerate(reports, 1)]
    moved = [
        replace(one, credits=tuple(replace(each, passage=replace(each.passage, report=one.id)) for each in one.credits)) for one in numbered
    ]
    return texts_of(dossier.having(reports=tuple(moved), vectors=vectors))


def told(*lines: str, outlet: str | None = "Echo") -> Report:
    return replace(told_by_hand.report("r1", lines), outlet=outlet)


@pytest.mark.parametrize(
    ("line", "makers", "helpers"),
    [
        ("By Reuters in Oskerra.", ("Reuters",), ()),
        ("Additional reporting by Reuters.", (), ("Reuters",)),
        ("Additional reporting by Ada Moll of the harbour desk and all the others in the town hall, from Reuters.", ("Reuters",), ()),
    ],
)
def test_who_helped_has_not_made_it(line: str, makers: tuple[str, ...], helpers: tuple[str, ...]) -> None:
    for lines in ((line, "The mill burned down."), ("The old mill of Oskerra burned down in a night of rain and wind.", line)):
        (text,) = read(credited(told(*lines), "Reuters"))
        assert (text.agencies, text.helpers) == (makers, helpers)


def test_who_made_it_need_not_have_helped() -> None:
    (text,) = read(credited(told("By Reuters.", "Additional reporting by AFP."), "Reuters", "AFP"))
    assert (text.agencies, text.helpers) == (("Reuters",), ("AFP",))


def test_an_outlet_that_signs_its_own_text_has_it_from_no_agency() -> None:
    (text,) = read(credited(told("By Echo staff.", "The mill burned down."), "Echo"))
    assert (text.agencies, text.signed) == ((), "Echo")


def test_a_report_of_an_agency_is_of_its_making() -> None:
    (text,) = read(told("The mill burned down.", outlet="Reuters"))
    assert (text.agencies, text.signed) == (("Reuters",), None)
    assert makes_itself(text, "Reuters")
    assert not makes_itself(text, "Echo")
    assert not makes_itself(*read(told("The mill burned down.", outlet=None)), "Reuters")


def test_the_agency_may_stand_in_the_byline_of_the_pages_data_alone() -> None:
    for byline in ("Ada Holm, Associated Press", "AP", "By Ada Holm / AP"):
        (text,) = read(replace(told("The mill burned down."), byline=byline))
        assert (text.agencies, text.signed) == (("Associated Press",), None)
    (text,) = read(replace(told("The mill burned down."), byline="Ada Holm, New York Times"))
    assert text.agencies == ("The New York Times",)
    (text,) = read(replace(told("The mill burned down.", outlet="New York Times"), byline="Ada Holm, New York Times"))
    assert text.agencies == ()
    for byline in ("Ada Holm", "Ada Holm, with files from AP", "Ada Holm, Getty Images"):
        (text,) = read(replace(told("The mill burned down."), byline=byline))
        assert (text.agencies, text.signed) == ((), "Echo")


def test_a_title_that_no_table_knows_stands_behind_an_agency_as_the_maker() -> None:
    """A page's furniture may name a sister title above the byline."""
    (text,) = read(credited(told("Sund Magazine", "The Associated Press", "The mill burned."), "Sund Magazine", "Associated Press"))
    assert text.agencies == ("Associated Press", "Sund Magazine")
    (text,) = read(credited(told("Los Angeles Times", "The mill burned.", "Reuters"), "Los Angeles Times", "Reuters"))
    assert text.agencies == ("Los Angeles Times", "Reuters")


def test_pages_of_one_outlet_are_called_by_one_name() -> None:
    pages = replace(told("The mill burned.", outlet=None), url="https://m.gull.example/1"), told("The quay sank.", outlet="Gull.example")
    assert [text.outlet for text in read(*pages)] == ["gull.example", "gull.example"]


def test_one_agency_goes_by_one_name() -> None:
    full, short = told("By Northwire News Agency."), told("By NNA.")
    first, second = read(credited(full, "Northwire News Agency"), credited(short, "NNA"))
    assert first.agencies == second.agencies == ("Northwire News Agency",)
    (alone,) = read(credited(short, "NNA"))
    assert alone.agencies == ("NNA",)


@pytest.mark.parametrize(
    ("outlet", "address", "name"),
    [("Echo", "https://www.gull.example/1", "Echo"), (None, "https://www.gull.example/1", "gull.example"), (None, None, None)],
)
def test_an_outlet_is_called_by_its_host_where_no_more_is_known(outlet: str | None, address: str | None, name: str | None) -> None:
    assert outlet_of(replace(told("The mill burned down.", outlet=outlet), url=address)) == name
