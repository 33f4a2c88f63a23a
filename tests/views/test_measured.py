"""What a page says of its own lines is what was measured, and what is under nine in ten is said to be checked."""

from pathlib import Path

from variorum.views.measured import CHECK, FIGURES, Measured, told

LIMITS = (Path(__file__).parents[2] / "docs" / "limits.md").read_text("utf-8")


def test_every_figure_stands_in_the_documentation() -> None:
    """In the words of its table: what a page shows cannot drift from what was counted."""
    for words in (
        "14 right, 3 nearly of 17", "5 right, 5 arguable of 10", "90 right, 7 arguable, 3 wrong of 100", "23 right, 10 arguable, 7 wrong",
        "2 lines on those 150 pages, one right",
    ):  # fmt: skip
        assert words in LIMITS
    shown = {name: (row.right, row.arguable, row.wrong) for name, row in FIGURES.items()}
    assert shown == {
        "agreed": (14, 3, 0), "differences": (5, 5, 0), "said": (90, 7, 3), "positions": (23, 10, 7), "happened": (1, 0, 1),
    }  # fmt: skip


def test_under_nine_in_ten_there_is_a_warning() -> None:
    assert not told("said").startswith(CHECK)
    assert told("positions") == f"{CHECK}: of 40 such lines read by strangers 23 were right, 10 arguable, 7 wrong."
    assert told("single").startswith(CHECK)
    assert Measured(9, 1, 0, "lines").good
    assert not Measured(89, 11, 0, "lines").good
