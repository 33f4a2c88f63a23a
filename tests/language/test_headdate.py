"""A date in a line of its own."""

from datetime import date

import pytest

from variorum.language.english.headdate import day_in_head


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 1, 2008", date(2008, 3, 1)),
        ("9 May 2017 Last updated at 08:40 GMT", date(2017, 5, 9)),
        ("Published: 2024-03-12", date(2024, 3, 12)),
        ("1 de marzo de 2008", date(2008, 3, 1)),
        ("3 juillet 2019", date(2019, 7, 3)),
        ("Friday , Sep 10 , 2010", date(2010, 9, 10)),
        ("31 February 2010", None),
        ("Room 12 Harbour 2010", None),
        ("It was on 21 July 2013 that the ferry Solvang first ran aground on the rocks off Tarnholm.", None),
    ],
)
def test_the_day_in_the_head(line: str, day: date | None) -> None:
    found = day_in_head(f"Ferry runs aground\n{line}\nThe ferry ran aground.")
    assert found == (day.toordinal() if day else None)


def test_a_date_far_down_is_not_the_reports() -> None:
    assert day_in_head("\n".join(["A line of the text"] * 8 + ["1 March 2008"])) is None
