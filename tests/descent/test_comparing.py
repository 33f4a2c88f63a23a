"""Two texts: what proves that they are not independent, from where on they are one text, and what the taker made of it."""

from unittest.mock import patch

import pytest

from related import match, matches, relation, text
from variorum.descent.comparing import Relation, compare, kind_of, proof
from variorum.text.align import Alignment, Match


def compared(found: tuple[Match, ...], sizes: tuple[int, int] = (10, 10)) -> Relation | None:
    """What is made of two texts that share these sentences."""
    with patch("variorum.descent.comparing.align", return_value=Alignment(found, *sizes)):
        return compare(1, 0, text("a"), text("b"))


def across(count: int, weight: float, sizes: tuple[int, int] = (25, 30), languages: tuple[str, str] = ("en", "es")) -> Relation | None:
    """The same of two texts in two languages, whose chain weighs so much."""
    one, other = (text(language, language=language) for language in languages)
    with patch("variorum.descent.comparing.align_across", return_value=(Alignment(matches(count), *sizes), weight)):
        return compare(1, 0, one, other)


# Proof


def test_no_sentence_alone_proves_that_a_text_was_taken() -> None:
    assert proof([match(0)]) == pytest.approx(0.4)
    assert proof([]) == 0


@pytest.mark.parametrize(
    ("likeness", "exact", "worth"),
    [
        (0.55, 0.1, 0.0),  # as two writers on one event may have it by chance
        (0.5, 0.0, 0.0),
        (0.65, 0.1, 0.1),
        (0.65, 0.0, 0.1),
        (0.55, 0.6, 0.2),
        (0.65, 0.6, 0.3),
        (0.3, 0.6, 0.2),
        (1.0, 0.0, 0.4),  # at most
    ],
)
def test_a_sentence_proves_by_its_likeness_and_by_its_very_words(likeness: float, exact: float, worth: float) -> None:
    assert proof([match(0, likeness=likeness, exact=exact)]) == pytest.approx(worth)


def test_what_stands_at_another_place_counts_half() -> None:
    assert proof([match(0, ordered=False), match(1)]) == pytest.approx(0.6)
    assert proof([match(0, likeness=0.75, exact=0.0, ordered=False)]) == pytest.approx(0.1)


# One language


def test_texts_that_share_nothing_that_tells_are_independent() -> None:
    assert compared(()) is None
    assert compared((match(0, telling=False), match(1, half=True))) is None


def test_two_sentences_word_for_word_are_enough_and_one_and_a_half_is_not() -> None:
    assert compared(matches(2)) == Relation(1, 0, Alignment(matches(2), 10, 10), False, True, 1.0, 0.56)
    assert compared((match(0), match(1, ordered=False))) is None


def test_of_long_texts_more_has_to_be_shared() -> None:
    """Of .8 that two sentences prove, .7 is needed; of a text of so many sentences more, a hundredth for each above thirty."""
    assert compared(matches(2), (30, 30)) is not None
    assert compared(matches(2), (39, 60)) is not None
    assert compared(matches(2), (41, 60)) is None
    assert compared(matches(2), (60, 39)) is not None  # the shorter one counts


@pytest.mark.parametrize(
    ("shared", "shorter", "whole", "parallel"),
    [(4, 10, True, False), (2, 5, True, False), (3, 8, False, True), (2, 10, False, True), (2, 11, False, False)],
)
def test_how_much_of_the_shorter_text_makes_it_the_same_text(shared: int, shorter: int, whole: bool, parallel: bool) -> None:
    for sizes in ((shorter, 20), (20, shorter)):
        found = compared(matches(shared), sizes)
        assert found is not None
        assert (found.whole, found.parallel) == (whole, parallel)


def test_a_text_of_one_or_two_sentences_is_a_copy_where_they_are_there_almost_word_for_word() -> None:
    near = {"likeness": 0.85, "exact": 0.75}
    found = compared((match(0, **near),), (1, 10))
    assert found is not None
    assert found.whole
    assert compared((match(0, likeness=0.84, exact=0.75),), (1, 10)) is None
    assert compared((match(0, likeness=0.85, exact=0.74),), (1, 10)) is None
    assert compared((match(0, **near),), (2, 10)) is None  # only one of its two
    faint = {"likeness": 0.86, "exact": 0.76}
    assert compared((match(0, **faint), match(1, likeness=0.5, exact=0.0)), (2, 10)) is None
    assert compared((match(0), match(1, ordered=False), match(2, likeness=0.5, exact=0.0)), (3, 10)) is None


def test_the_more_is_proved_and_shared_the_surer_it_is() -> None:
    shares = [compared(matches(count), (20, 20)) for count in (2, 4, 8, 20)]
    assert [(one.weight, one.confidence) for one in shares if one] == [(0.9, 0.54), (1.8, 0.68), (3.6, 0.88), (9.0, 0.99)]


# Two languages


def test_a_translation_has_three_sentences_on_a_chain_of_weight() -> None:
    found = across(11, 0.145)
    assert found == Relation(1, 0, Alignment(matches(11), 25, 30), True, False, 1.145, 0.74)
    assert across(11, 0.144) is None
    assert across(10, 0.2) is None  # of 25 sentences eleven
    assert across(11, 0.2, (30, 25)) is not None
    assert across(2, 0.9, (2, 30)) is None
    assert across(3, 0.9, (3, 30)) is not None
    assert across(0, 0.0, (0, 0)) is None


def test_a_translation_is_the_surer_the_heavier_its_chain() -> None:
    assert [(one.weight, one.confidence) for one in (across(20, weight) for weight in (0.2, 0.3, 0.8)) if one] == [
        (1.2, 0.8), (1.3, 0.9), (1.8, 0.99),
    ]  # fmt: skip


def test_only_known_languages_that_differ_are_compared_across() -> None:
    assert across(20, 0.9, languages=("en", "en")) is None  # they share nothing here but by names and numbers
    assert across(20, 0.9, languages=("es", "en")) is not None


# What the taker made of it


@pytest.mark.parametrize(
    ("shared", "whole", "sentences", "kind"),
    [
        (matches(8, exact=0.9), True, 10, "verbatim"),
        (matches(8, exact=0.89), True, 10, "edited"),
        (matches(7, exact=1.0), True, 10, "edited"),  # less than four in five of its sentences
        (matches(4, exact=0.4), True, 4, "edited"),
        (matches(8, exact=0.39), True, 10, "translation"),  # nearly every sentence, in order, in other words
        (matches(6, exact=0.1), True, 10, "translation"),
        (matches(5, exact=0.1), True, 9, "paraphrase"),
        (matches(5, exact=0.1), True, 5, "translation"),
        (matches(4, exact=0.1), True, 4, "paraphrase"),
        ((*matches(17, exact=0.1), *(match(place, exact=0.1, ordered=False) for place in (17, 18, 19))), True, 20, "translation"),
        ((*matches(16, exact=0.1), *(match(place, exact=0.1, ordered=False) for place in (16, 17, 18))), True, 20, "paraphrase"),
        (matches(3, exact=0.4), False, 10, "partial"),
        (matches(3, exact=0.39), False, 10, "paraphrase"),
        ((*matches(8, exact=1.0), match(8, exact=0.0, telling=False)), True, 10, "verbatim"),  # what tells nothing spoils nothing
        ((match(0, exact=1.0), match(1, exact=0.0)), True, 2, "edited"),
    ],
)
def test_how_a_taker_stands_to_the_text_of_its_family(shared: tuple[Match, ...], whole: bool, sentences: int, kind: str) -> None:
    assert kind_of(relation(0, 1, shared, whole=whole), sentences, inside=True, two_languages=False) == kind


def test_of_another_family_only_parts_are_taken_and_in_another_language_all_is_translated() -> None:
    copied = relation(0, 1)
    assert kind_of(copied, 10, inside=False, two_languages=False) == "partial"
    assert kind_of(copied, 10, inside=False, two_languages=True) == "translation"
