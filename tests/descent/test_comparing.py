"""Two texts: what proves that they are not independent, from where on they are one text, and what the taker made of it."""

from dataclasses import replace
from unittest.mock import patch

import pytest

from related import match, matches, relation, text
from variorum.descent import comparing
from variorum.descent.comparing import OPEN, SAME, Relation, compare, kind_of, proof
from variorum.text.align import Alignment, Match
from variorum.text.kept import Worked


def compared(found: tuple[Match, ...], sizes: tuple[int, int] = (10, 10), chance: float = 0.1) -> Relation | None:
    """What is made of two texts that share these sentences and are one by such a chance."""
    with (
        patch("variorum.descent.comparing.align", return_value=Alignment(found, *sizes)),
        patch("variorum.descent.comparing.one_text", return_value=chance),
    ):
        return compare(1, 0, text("a"), text("b"))


def across(count: int, weight: float, sizes: tuple[int, int] = (25, 30), languages: tuple[str, str] = ("en", "es")) -> Relation | None:
    """The same of two texts in two languages, whose chain weighs so much."""
    one, other = (text(language, language=language) for language in languages)
    with patch("variorum.descent.comparing.align_across", return_value=(Alignment(matches(count), *sizes), weight)):
        return compare(1, 0, one, other)


@pytest.mark.parametrize("chance", [0.3, 0.9])
def test_what_is_kept_of_two_texts_tells_all_of_their_relation(chance: float) -> None:
    """A relation that only leaves open whether they are one, and one that is settled; made anew, and from what was kept of it."""
    found = relation(1, 0, shared=1, chance=chance)
    found = replace(found, shows=chance > SAME)
    worked = Worked()
    with patch("variorum.descent.comparing.compare", return_value=found):
        assert comparing.compared(1, 0, text("a"), text("b"), worked) == found
    with patch("variorum.descent.comparing.compare", side_effect=AssertionError):
        assert comparing.compared(1, 0, text("a"), text("b"), Worked(worked.now)) == found


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


def test_what_shows_no_borrowing_is_kept_only_where_it_leaves_open_whether_two_texts_are_one() -> None:
    weak = (match(0, likeness=0.6, exact=0.0),)
    left_open = compared(weak, chance=OPEN[0])
    assert left_open is not None
    assert (left_open.whole, left_open.parallel, left_open.shows, left_open.chance) == (False, False, False, OPEN[0])
    assert compared(weak, chance=OPEN[0] - 0.01) is None


def test_texts_that_share_nothing_that_tells_are_independent() -> None:
    assert compared(()) is None
    assert compared((match(0, telling=False), match(1, half=True))) is None


def test_two_sentences_word_for_word_are_enough_and_one_and_a_half_is_not() -> None:
    assert compared(matches(2)) == Relation(1, 0, Alignment(matches(2), 10, 10), False, False, 1.0, 0.9, 0.1)
    assert compared((match(0), match(1, ordered=False))) is None


def test_of_long_texts_more_has_to_be_shared() -> None:
    """Of .8 that two sentences prove, .7 is needed; of a text of so many sentences more, a hundredth for each above thirty."""
    assert compared(matches(2), (30, 30)) is not None
    assert compared(matches(2), (39, 60)) is not None
    assert compared(matches(2), (41, 60)) is None
    assert compared(matches(2), (60, 39)) is not None  # the shorter one counts


@pytest.mark.parametrize(("shared", "shorter", "parallel"), [(4, 10, True), (3, 10, True), (3, 11, False)])
def test_how_much_of_the_shorter_text_makes_it_more_than_a_part(shared: int, shorter: int, parallel: bool) -> None:
    for sizes in ((shorter, 20), (20, shorter)):
        found = compared(matches(shared), sizes)
        assert found is not None
        assert (found.whole, found.parallel) == (False, parallel)


def test_two_texts_are_one_by_the_chance_and_as_sure_as_that() -> None:
    found = {chance: compared(matches(4), chance=chance) for chance in (0.1, SAME - 0.01, SAME, 0.9)}
    assert {chance: one.whole for chance, one in found.items() if one} == {0.1: False, SAME - 0.01: False, SAME: True, 0.9: True}
    assert [found[chance].confidence for chance in (0.1, 0.9)] == [0.9, 0.9]  # type: ignore[union-attr]
    assert not any(one.parallel for one in found.values() if one and one.whole)


def test_one_text_needs_no_further_proof() -> None:
    """A text of one sentence, copied, proves too little to have taken a part of another, and is that text all the same."""
    assert compared((match(0),), (1, 10)) is None
    assert compared((match(0),), (1, 10), chance=0.8) is not None


def test_the_more_is_proved_and_shared_the_more_it_weighs() -> None:
    shares = [compared(matches(count), (20, 20)) for count in (2, 4, 8, 20)]
    assert [one.weight for one in shares if one] == [0.9, 1.8, 3.6, 9.0]


# Two languages


def test_a_translation_has_three_sentences_on_a_chain_of_weight() -> None:
    found = across(11, 0.145)
    assert found == Relation(1, 0, Alignment(matches(11), 25, 30), True, False, 1.145, 0.74, 1.0)
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
