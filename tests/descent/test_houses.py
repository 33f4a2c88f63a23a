"""Whose pages are one outlet's, however each of them names it."""

from dataclasses import replace

import pytest

from related import text
from variorum.descent.houses import houses
from variorum.model.report import Report

Page = tuple[str | None, str | None]  # what it calls its outlet, and its address


def page(outlet: str | None, address: str | None) -> Report:
    return replace(text("a", outlet=outlet).report, url=address)


def called(*pages: Page) -> list[str | None]:
    return houses([page(*one) for one in pages])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Harbour Post", None), ("HARBOUR POST", None)),
        (("Harbour Post", None), ("The Harbour Post", None)),
        (("Harbour Post", "https://www.harbourpost.example/1"), (None, "https://m.harbourpost.example/2")),
        ((None, "https://sport.harbourpost.example/1"), (None, "https://amp.harbourpost.example/2")),
        ((None, "https://news.harbourpost.co.uk/1"), (None, "https://www.harbourpost.co.uk/2")),
        (("harbourpost.example", None), ("Harbour Post", "https://edition.harbourpost.example/2")),
        (("BBC", None), ("BBC News", None)),
        (("Guardian", "https://www.theguardian.com/1"), ("The Guardian", None)),
        (("CNN International", None), ("CNN", "https://edition.cnn.com/2")),
    ],
)
def test_pages_of_one_outlet_have_one_name(one: Page, other: Page) -> None:
    first, second = called(one, other)
    assert first == second is not None
    assert called(other, one) == [first, second]  # whichever comes first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Harbour Post", None), ("Harbour Herald", None)),
        ((None, "https://harbourpost.co.uk/1"), (None, "https://gull.co.uk/2")),
        ((None, "https://independent.ie/1"), (None, "https://www.independent.co.uk/2")),
        ((None, "https://tarnholm.stations.example/1"), (None, "https://kelden.stations.example/2")),
        (("Harbour Post", "https://pages.example/1"), ("Gull", "https://pages.example/2")),
        (("Harbour Post", "https://pages.example/1"), (None, "https://pages.example/2")),
    ],
)
def test_pages_of_two_outlets_keep_two(one: Page, other: Page) -> None:
    first, second = called(one, other)
    assert first != second


def test_the_name_is_the_one_in_words_that_most_pages_bear() -> None:
    told = called(
        (None, "https://m.harbourpost.example/1"),
        ("HARBOUR POST", "https://www.harbourpost.example/2"),
        ("Harbour Post", None),
        ("Harbour Post", None),
    )
    assert told == ["Harbour Post"] * 4


def test_a_page_of_nobody_has_no_outlet() -> None:
    assert called((None, None), ("Gull", None)) == [None, "Gull"]
