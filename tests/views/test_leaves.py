"""Long lists by page: nothing is lost or shown twice, and no page is heavier or longer than one may be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.views.leaves import LONGEST_VALUE, MOST_ROWS, MOST_WEIGHT, leaf

ROWS = st.lists(st.integers(0, 60_000).map(lambda size: ["x" * min(size, LONGEST_VALUE)] * (size // LONGEST_VALUE + 1)), max_size=120)


@settings(deadline=None)  # other work on the machine
@given(ROWS, st.booleans())
def test_pages_hold_all_rows_once_and_are_light(rows: list[list[str]], whole: bool) -> None:
    pages = [leaf(rows, number, whole=whole) for number in range(1, leaf(rows).pages + 200)]
    pages = pages[: pages[0].pages]
    assert [row for page in pages for row in page.rows] == rows
    for number, page in enumerate(pages, 1):
        assert (page.page, page.pages, page.total) == (number, len(pages), len(rows))
        assert len(page.rows) <= MOST_ROWS
        shown = sum(len(part) for row in page.rows for part in (row if whole else row[:8]))
        assert shown <= MOST_WEIGHT or len(page.rows) == 1


@given(ROWS, st.integers(0, 10**9))
def test_any_number_is_a_page(rows: list[list[str]], number: int) -> None:
    assert 1 <= leaf(rows, number).page <= leaf(rows).pages


def test_a_row_is_found_by_what_it_is() -> None:
    rows = [str(number) for number in range(500)]
    for wanted in ("0", "39", "40", "499"):
        assert wanted in leaf(rows, 7, lambda row, wanted=wanted: row == wanted).rows  # type: ignore[misc]
    assert leaf(rows, 7, lambda row: False).page == 7


def test_rows_heavier_than_a_page_have_pages_of_their_own() -> None:
    rows = ["x" * (MOST_WEIGHT + number) for number in range(3)]
    assert [leaf(rows, number, whole=True).rows for number in (1, 2, 3)] == [(row,) for row in rows]
