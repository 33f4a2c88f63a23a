"""Normal forms keep every offset; odd characters are told by their code; numbers that are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.text.normal import fold, words_key
from variorum.text.odd import code, has_odd, is_odd, named
from variorum.text.typed import shortened, typed


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text: str):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("given_", "folded"),
    [("‘a’ ‚b‛ ′c` d´", "'a' 'b' 'c' d'"), ("“a” „b‟ «c»″", '"a" "b" "c""'), ("a‐b‑c‒d−e", "a-b-c-d-e"), ("a—b―c–d", "a–b–c–d")],
)
def test_quotes_and_dashes_are_folded(given_, folded):
    assert fold(given_) == folded


@pytest.mark.parametrize("character", [*"\u00a0\u2000\u2009\u200a\u202f\u205f\u3000\u1680\t\v\f"])
def test_every_space_is_a_plain_one(character):
    assert fold(f"a{character}b") == "a b"


@pytest.mark.parametrize("character", [*"\u00ad\ufeff\u200b\u200d\u200f\u202a\u202e\u2060\u2069"])
def test_what_is_not_seen_becomes_a_space(character):
    assert fold(f"a{character}b") == "a b"


def test_lines_and_letters_stay():
    text = "¬®ÄÖ ß\n\r漢\u2010"[:-1] + "…•"
    assert fold(text) == text


def test_the_key_is_that_of_the_words_in_their_language():
    assert words_key("“No”\u00a0more") == words_key('"No" more') == words_key("'No' more".replace("'", '"'), "en")
    assert words_key("No more", "de") != words_key("No more")
    assert words_key("No more", "de") != words_key("No more", "fr")
    assert words_key("No more") != words_key("No more.")
    assert len(words_key("\ud800")) == 24


@pytest.mark.parametrize("character", [*"\u202e\u200e\x1b\x00\x7f\ue000\ud800"])
def test_what_hides_or_steers_is_odd(character):
    assert is_odd(character)
    assert has_odd(f"a\n{character}")
    assert named(f"a{character}b") == f"a[{code(character)}]b"


@pytest.mark.parametrize("character", [*"a é漢\n\t\u200c\u200d\u00ad\u2060\ufeff\u00a0"])
def test_what_belongs_to_writing_is_not_odd(character):
    assert not is_odd(character)
    assert not has_odd(f"a{character}")
    assert named(f"a{character}\x1b") == f"a{character}[U+001B]"


def test_codes_have_four_digits_or_more():
    assert (code("\n"), code("\U0001f600")) == ("U+000A", "U+1F600")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("999999999", 999999999),
        ("1000000000", None),
        ("-1", None),
        ("1.0", None),
        ("٣", None),
        ("²", None),
        ("", None),
    ],
)
def test_whole_numbers_that_are_typed(text, number):
    assert typed(text) == number
    assert typed(None) is None


def test_what_was_typed_is_repeated_shortly():
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 61) == "a" * 60 + "…"
