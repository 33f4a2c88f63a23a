"""What a line points at is put in where its report tells it surely, and told as open where it does not."""

import pytest

from telling import parsed
from variorum.model.story import Dossier
from variorum.questions import agreement, asking
from variorum.questions.named import Names
from variorum.questions.pointing import pointed, put_in
from variorum.questions.tellings import tellings
from variorum.story import names

pytestmark = pytest.mark.stored


def named(*texts: str) -> Dossier:
    return names.join(parsed(*texts))


def line(text: str) -> tuple[str, tuple[str, ...]]:
    """The last sentence of a report as it is printed, and what of it stays open."""
    dossier = named(text)
    found = tellings(dossier)
    telling = found.all[-1]
    pieces = ((0, len(telling.text)),)
    seen = pointed(Names(dossier, found), telling, telling.places[0], pieces)
    for put in seen.puts:
        report = dossier.by_id[put.told.report]
        assert report.text[put.told.start : put.told.end] == put.told.text
    return put_in(telling, pieces[0], seen.puts), seen.open


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Mayor Peter Wyeth opened the bridge. Wyeth said the work took a year.", "[Peter Wyeth] said the work took a year."),
        ("Mayor Peter Wyeth opened the bridge. A crowd cheered him.", "A crowd cheered [Peter Wyeth]."),
        ("Mary Alder opened the bridge. The town gave her a medal.", "The town gave [Mary Alder] a medal."),
        ("The Velm Harbour Service sent two boats. Wyeth thanked the Service.", "Wyeth thanked the [Velm Harbour Service]."),
    ],
)
def test_who_is_meant_is_put_in(text: str, printed: str) -> None:
    assert line(text)[0] == printed


@pytest.mark.parametrize(
    "text",
    [
        "Peter Wyeth met Tom Bein at the bridge. A crowd cheered him.",  # two whom it may mean
        "Mayor Peter Wyeth opened the bridge. In his statement, Tom Bein thanked the town.",  # whoever is named after it
        "Mayor Peter Wyeth opened the bridge. A Wyeth-led board met.",  # part of a word
        "Mayor Peter Wyeth opened the bridge. Sen. Wyeth was cheered.",  # a name with a title reads alone
        "The merchant ship left Velm. The crew of a trawler saw the ship.",  # what is told of things only seems fuller
        "The Velm Harbour Service and the Karn Fire Service sent boats. The town thanked the Service.",  # two bodies
        "Mary Alder opened the bridge. The town gave him a medal.",  # of the other gender
    ],
)
def test_nothing_is_put_in_where_it_is_not_sure(text: str) -> None:
    printed, _ = line(text)
    assert "[" not in printed


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The town expects to finish it in May.", ("something",)),  # what does something to "it" is not meant
        ("The bridge was old, and the town closed it in May.", ()),
        ("That will help the town.", ("pointing",)),
        ("The town asked for this help.", ("pointing",)),
        ("The town asked for help, and this help came.", ()),
        ("A crowd cheered him.", ("somebody",)),
    ],
)
def test_what_stays_open_is_told(text: str, kinds: tuple[str, ...]) -> None:
    assert line(text)[1] == kinds


def test_a_line_that_two_reports_mean_otherwise_is_not_told_alike() -> None:
    dossier = named("Peter Wyeth opened the bridge. A crowd cheered him.", "Tom Bein opened the bridge. A crowd cheered him.")
    values = [point.readings[0].value for point in agreement.shared(dossier, asking.asked(dossier)).points]
    assert not any("cheered" in value for value in values)
