"""Of how many a thing is told: sentences laid down by hand, unread by any model."""

import pytest

import by_hand
from variorum.questions.kinds import extent
from variorum.questions.pairs import Compared, Pair
from variorum.questions.tellings import Telling

KINDS = {"shut": "VERB", "the": "DET", "in": "ADP", "town": "ADJ", "all": "DET", "some": "DET", "many": "ADJ", "every": "DET"}
KINDS |= {"most": "ADJ", "several": "ADJ", "old": "ADJ", "harbour": "ADJ", "near": "ADP", "were": "AUX", "quiet": "ADJ", "and": "CCONJ"}


def telling(text: str, report: str) -> Telling:
    """Of schools that shut: words before "schools" hang under it, all others under the verb."""
    forms = text.lower().split()
    noun, verb = forms.index("schools"), forms.index("shut")
    heads = [noun if at < noun else verb for at in range(len(forms))]
    return by_hand.telling(text, heads, by_hand.clause(verb, "shut", noun), kinds=KINDS, report=report)


def compared(a: str, b: str) -> list[Compared]:
    return list(extent.compare(Pair(telling(a, "one"), telling(b, "two"), 0.9, 0.9, False, None)))


END = "town schools shut in the storm last week"


@pytest.mark.parametrize(("one", "other"), [("All", "Some"), ("All", "Many"), ("Most", "Some"), ("Every", "Most"), ("Most", "Several")])
def test_all_and_some_of_one_thing_are_two_reaches(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        (found,) = compared(f"{first} {END}", f"{second} {END}")
        assert (found.kind, found.relation, found.question) == ("number", "scope", "Of how many of them is it told?")
        assert (found.a.value, found.b.value) == (f"{first} town schools", f"{second} town schools")


@pytest.mark.parametrize(("one", "other"), [("All", "All"), ("All", "Every"), ("Many", "Some"), ("All", "The"), ("The", "The")])
def test_what_is_one_reach_or_is_told_of_no_part_differs_in_none(one: str, other: str) -> None:
    assert compared(f"{one} {END}", f"{other} {END}") == []
    assert compared(f"{other} {END}", f"{one} {END}") == []


def test_sentences_that_do_not_run_alike_tell_of_two_things() -> None:
    assert compared(f"All {END}", "Some old harbour schools near Arvik were quiet and shut") == []
