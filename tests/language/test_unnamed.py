"""What the words of a source without a name tell."""

import pytest

from variorum.language.english.names.unnamed import shown, writes


@pytest.mark.parametrize(
    ("text", "named", "told"),
    [
        ("Two officials familiar with the plan, who asked not to be named", False, "two officials familiar with the plan"),
        ("FEC lawyers", False, "FEC lawyers"),
        ("Oravian diplomats", True, "Oravian diplomats"),
        ("of the mayor's aides", False, "the mayor's aides"),
        ("analysts, diplomats and officials", False, "analysts, diplomats and officials"),
        ("a spokeswoman, speaking on Monday", False, "a spokeswoman"),
    ],
)
def test_a_phrase_is_shown_without_what_is_added_to_it(text: str, named: bool, told: str) -> None:
    assert shown(text, named) == told


def test_who_sends_a_letter_is_its_author_and_who_gets_it_is_not() -> None:
    assert writes("send")
    assert not writes("obtain")
