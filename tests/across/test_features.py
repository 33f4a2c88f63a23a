"""What is kept of a report: words and what each is, the vector of its beginning, its day and how sure that is."""

from dataclasses import replace

import numpy as np
import pytest

from variorum.across.features import FIGURE, IN_HEAD, IN_TITLE, NAME, SCALE, Features, features, features_of
from variorum.model.report import Report
from variorum.text.shingle import counted_form, number_of

FERRY = "The ferry Solvang ran aground off Tarnholm in 2024 with 214 passengers. Fog lay on the sound, said Mayor Brandt."


def report(text: str, **known: str | None) -> Report:
    plain = Report("r", "r", None, None, None, None, None, (), None, None, "xx", text)
    return replace(plain, **known)


def bits(kept: Features, word: str) -> int:
    (place,) = np.flatnonzero(kept.numbers == number_of(counted_form(word)))
    return int(kept.bits[place])


def test_a_word_is_a_name_where_it_has_a_capital_within_a_sentence() -> None:
    kept = features(report(FERRY))
    assert [bool(bits(kept, word) & NAME) for word in ("Solvang", "Tarnholm", "Brandt")] == [True, True, True]
    assert not bits(kept, "Fog") & NAME  # the first word of its sentence
    assert not bits(kept, "ferry") & NAME
    assert not bits(features(report(FERRY + " A solvang is a ferry.")), "Solvang") & NAME  # small elsewhere


def test_figures_are_numbers_of_two_digits_and_more_that_are_no_years() -> None:
    kept = features(report(FERRY))
    assert bits(kept, "214") & FIGURE
    assert not bits(kept, "2024") & FIGURE


def test_words_of_the_title_and_of_the_head_are_marked() -> None:
    kept = features(report(FERRY + " filler" * 200 + " Kettla", title="Ferry Solvang aground"))
    assert bits(kept, "Solvang") & IN_TITLE
    assert not bits(kept, "Tarnholm") & IN_TITLE
    assert bits(kept, "Tarnholm") & IN_HEAD
    assert not bits(kept, "Kettla") & IN_HEAD
    assert bits(features(report(FERRY)), "ferry") & IN_TITLE  # without a title the first characters stand for it


def test_weights_are_those_of_a_unit_vector_in_whole_numbers() -> None:
    kept = features(report(FERRY))
    assert float((kept.weights.astype(np.int64) ** 2).sum()) / SCALE**2 == pytest.approx(1.0, abs=1e-3)
    assert features(report("")).weights.tolist() == []


@pytest.mark.parametrize(
    ("published", "basis", "day", "sure"),
    [
        ("2024-03-12T10:00:00+00:00", "metadata", True, 92),
        ("2024-03-12", "given", True, 97),
        ("2024", "given", False, 0),
        (None, None, False, 0),
    ],
)
def test_a_day_is_as_sure_as_its_basis(published: str | None, basis: str | None, day: bool, sure: int) -> None:
    kept = features(report(FERRY, published=published, published_basis=basis))
    assert (kept.day is not None, kept.sure) == (day, sure)


def test_a_day_in_a_line_of_its_own_is_taken_where_no_other_is_known() -> None:
    kept = features(report(f"12 March 2024\n{FERRY}"))
    assert kept.day == features(report(FERRY, published="2024-03-12", published_basis="given")).day
    assert 0 < kept.sure < 92


@pytest.mark.parametrize("vector", [None, np.arange(-192, 192, dtype=np.int16)])
def test_features_come_back_from_bytes_as_they_were(vector: np.ndarray | None) -> None:
    kept = features(report(FERRY, published="2024-03-12", published_basis="text"), vector)
    back = Features.from_bytes("r", kept.to_bytes())
    for name in ("numbers", "weights", "bits"):
        assert np.array_equal(getattr(back, name), getattr(kept, name))
    assert (back.vector is None) if vector is None else np.array_equal(back.vector, vector)
    assert (back.rare, back.day, back.sure) == (kept.rare, kept.day, kept.sure)


@pytest.mark.model
def test_a_vector_is_made_where_the_encoder_has_learned_the_language_and_depends_on_no_other_report() -> None:
    english = report(FERRY, language="en")
    one, other, empty = features_of([english, report(FERRY), report("", language="en")])
    assert other.vector is None
    assert empty.vector is None
    assert one.vector is not None
    assert float((one.vector.astype(np.int64) ** 2).sum()) / 2**22 == pytest.approx(1.0, abs=1e-2)
    assert np.array_equal(features_of([report("Another text.", language="en"), english])[1].vector, one.vector)
