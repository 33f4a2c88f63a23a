"""Where a printed line begins and ends, and what of two reports stands in one at all."""

from dataclasses import replace

import pytest

from telling import parsed
from variorum.model.point import Point
from variorum.questions import agreement, asking
from variorum.questions import alone as room
from variorum.questions.lines import lines
from variorum.questions.tellings import tellings

pytestmark = pytest.mark.stored


def printed(text: str) -> list[str]:
    (told,) = tellings(parsed(text)).all
    return [room.printed(told, pieces) for pieces in lines(told)]


def told(*texts: str, one: float | None = None) -> list[Point]:
    """What reports of these tell, where no sentence but the same one tells a line; `one`: the chance that pairs answer one question."""
    dossier = parsed(*texts)
    laid = asking.asked(dossier)
    if one is not None:
        laid = replace(laid, pairs=tuple(replace(pair, one=one) for pair in laid.pairs))
        assert laid.pairs
    return list(agreement.shared(dossier, laid).points)


@pytest.fixture(autouse=True)
def _doubting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "net", lambda questions, before: {})
    monkeypatch.setattr(agreement, "tell", lambda questions, heard: [0.0 for _ in questions])


@pytest.mark.parametrize("source", ["according to police", "police said"])
def test_on_whose_word_it_is_told_is_not_cut_off(source: str) -> None:
    found = printed(f"The mill burned down on Monday, {source}.")
    assert found[0] == f"The mill burned down on Monday, {source}"
    assert all(source in one for one in found)


def test_a_sentence_that_was_parted_within_a_number_is_no_line() -> None:
    assert printed("The navy seized the boats of Oslo at 46 .") == []
    assert printed("The navy seized 46 boats of Oslo .")[0] == "The navy seized 46 boats of Oslo"


def test_of_a_sentence_in_several_reports_the_line_is_printed() -> None:
    (point,) = told("The navy seized two boats.", "The navy seized two boats.")
    assert (point.readings[0].value, point.readings[0].reports) == ("The navy seized two boats", ("r0", "r1"))


def test_what_is_no_sentence_is_told_by_nobody() -> None:
    assert told("Photo of the old harbour: Moll.", "Photo of the old harbour: Moll.") == []


def test_what_hardly_answers_a_question_of_another_is_told_by_one_alone() -> None:
    texts = ("The navy seized two boats near Oslo.", "The navy seized a ferry near Bergen.")
    alone = [point.readings[0].value for point in told(*texts, one=0.2)]
    assert sorted(alone) == ["The navy seized a ferry near Bergen", "The navy seized two boats near Oslo"]
    assert told(*texts, one=0.6) == []
