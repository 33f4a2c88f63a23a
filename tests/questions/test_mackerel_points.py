"""What a careful reader finds in the mackerel story, and what such a reader would strike out."""

import pytest

import mackerel
from variorum.model.point import Point
from variorum.model.story import Dossier

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def story() -> Dossier:
    return mackerel.story()


def points(story: Dossier, verdict: str, *words: str) -> list[Point]:
    """Points of a verdict whose readings hold all these words between them."""
    found = []
    for point in story.points:
        shown = " ".join(passage.text + " " + reading.value for reading in point.readings for passage in reading.passages)
        if point.verdict == verdict and all(word in shown for word in words):
            found.append(point)
    return found


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("polarity", ("not negotiable", "is negotiable")),
        ("condition", ("as long as", "until")),
        ("actor", ("Freyja escorted the Norwegian trawler", "Havbris escorted the Icelandic patrol ship")),
    ],
)
def test_a_copy_that_turned_the_meaning_round_is_shown(story: Dossier, kind: str, words: tuple[str, ...]) -> None:
    found = points(story, "conflict", *words)
    assert any(kind in point.kinds for point in found)


def test_nobody_hurt_against_two_injured_is_a_conflict_of_two_origins(story: Dossier) -> None:
    (found,) = points(story, "conflict", "was hurt", "injured")
    origins = {origin.name for origin in story.origins for reading in found.readings if origin.id in reading.origins}
    assert origins == {"Meridian News Agency", "Nordic Courier"}


def test_a_later_figure_of_the_same_source_is_a_revision(story: Dossier) -> None:
    assert points(story, "revised", "About 140 vessels", "About 160 vessels")


def test_two_counts_by_two_sources_are_shown_and_are_no_contradiction(story: Dossier) -> None:
    (found,) = [point for point in story.points if any("175" in reading.value for reading in point.readings) and len(point.readings) > 1]
    assert found.verdict in ("compatible", "spread", "revised")
    assert {"About 140 vessels", "As many as 175 vessels"} <= {reading.value for reading in found.readings}
    at = [place for place, reading in enumerate(found.readings) if "175" in reading.value or "140" in reading.value]
    (between,) = [pair for pair in found.pairs if {pair.a, pair.b} == set(at)]
    assert (between.verdict, "sources" in between.why) == ("spread", True)


def test_the_talks_went_from_due_to_done(story: Dossier) -> None:
    assert points(story, "revised", "will host", "hosted") or points(story, "revised", "due to meet", "met for six hours")


def test_what_two_origins_tell_is_agreed_and_what_one_tells_is_not(story: Dossier) -> None:
    assert points(story, "agreed", "denied that it plans to send its navy")
    assert points(story, "agreed", "Ireland") == []


def test_the_offer_and_the_demand_are_not_one_figure(story: Dossier) -> None:
    assert points(story, "conflict", "60,000 tonnes", "36,000") == []


def test_no_conflict_that_a_reader_would_strike_out(story: Dossier) -> None:
    assert len([point for point in story.points if point.verdict == "conflict"]) <= 4
