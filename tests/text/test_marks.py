"""Words between marks that stand further off."""

import pytest

from variorum.text.marks import within_marks


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“The mill is old. It is shut,” she said.", True),
        ('"The mill is old. It is shut," she said.', True),
        ("`` The mill is old . It is shut , '' she said .", True),
        ("“The mill is old,” she said. It is shut.", False),
        ('"The mill is old," she said. It is shut.', False),
        ("“The mill is old.\nIt is shut.", False),  # a paragraph ends what it began
        ("The mill is old. It is shut.", False),
    ],
)
def test_a_sentence_stands_within_marks_that_began_before_it_and_have_not_ended(text: str, inside: bool) -> None:
    assert within_marks(text, text.index("It")) is inside
