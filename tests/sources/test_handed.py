"""Standard input, and what a program hands over: records of every make, and frames."""

import io
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pytest

from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.model.report import Problem, Report
from variorum.sources import files, handed

TEXT = "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said."


def read(given: Any, name: str = "records", **fields: str) -> list[Report | Problem]:
    paths, records = handed.told_apart(given)
    assert paths == []
    assert records is not None
    with handed.records(records, name) as file:
        return list(files.read(file.path, file.origin, Given(fields=tuple(fields.items()))))


def only(given: Any, **fields: str) -> Report:
    (found,) = read(given, **fields)
    assert isinstance(found, Report), found
    return found


@dataclass
class Article:
    headline: str
    body: str
    source: str
    date: date


Row = namedtuple("Row", "headline body source date")
FIELDS: dict[str, Any] = {"headline": "Ferry aground", "body": TEXT, "source": "The Gull", "date": date(2021, 3, 2)}


class Frame:
    """As pandas has it, without Arrow."""

    columns = tuple(FIELDS)

    def to_dict(self, orient: str) -> list[dict[str, Any]]:
        assert orient == "records"
        return [FIELDS]


class Mixed(Frame):
    """As pandas has it where a column has values of several kinds."""

    def __arrow_c_stream__(self, wanted: object = None) -> object:
        raise pyarrow.ArrowTypeError("a column of numbers and words")


TABLE = pyarrow.table({name: [value] for name, value in FIELDS.items()})


class TestRecords:
    @pytest.mark.parametrize(
        "given",
        [
            FIELDS, [FIELDS], (FIELDS,), iter([FIELDS]), Article(**FIELDS), [Article(**FIELDS)], [Row(**FIELDS)], Frame(), Mixed(), TABLE,
            TABLE.to_batches()[0], pyarrow.RecordBatchReader.from_batches(TABLE.schema, TABLE.to_batches()),
        ],
        ids=lambda given: type(given).__name__,
    )  # fmt: skip
    def test_of_every_make(self, given: Any) -> None:
        found = only(given)
        assert (found.title, found.text, found.outlet, found.published) == ("Ferry aground", TEXT, "The Gull", "2021-03-02")

    def test_fields_are_named_as_for_files(self) -> None:
        assert only([{"words": TEXT, "when": "2021-03-02"}], text="words", published="when").published == "2021-03-02"

    def test_values_as_programs_have_them(self) -> None:
        class NaT(datetime):
            def isoformat(self, *_: Any, **__: Any) -> str:
                return "NaT"

        record = {
            "text": TEXT, "title": float("nan"), "outlet": None, "date": datetime(2021, 3, 2, 8, 15, tzinfo=UTC), "url": b"https://gull.example/1",
            "id": numpy.int64(7), "score": Decimal("1.5"), "row": numpy.array([1.0, float("inf")]), "updated": NaT(2021, 1, 1),
            "by": ("Ada Lund", "Ole Moe"),
        }  # fmt: skip
        record["self"] = record
        found = only(record)
        assert (found.title, found.outlet, found.url) == (None, None, "https://gull.example/1")
        assert (found.published, found.byline) == ("2021-03-02T08:15:00+00:00", "Ada Lund, Ole Moe")
        assert handed.plain(NaT(2021, 1, 1)) is None

    @pytest.mark.parametrize(
        ("moment", "published"),
        [
            (datetime(2021, 3, 2), "2021-03-02"),
            (datetime(2021, 3, 2, 8, 15), "2021-03-02T08:15:00"),
            (datetime(2021, 3, 2, tzinfo=UTC), "2021-03-02T00:00:00+00:00"),
        ],
    )
    def test_a_day_is_no_moment(self, moment: datetime, published: str) -> None:
        assert only(pyarrow.table({"text": [TEXT], "date": [moment]})).published == published

    def test_a_record_that_cannot_be_used_costs_itself_alone(self) -> None:
        first, none, odd, last = read([{"text": TEXT}, {"title": "Ferry"}, "a word", {"text": f"{TEXT} {TEXT}"}])
        assert isinstance(first, Report)
        assert isinstance(last, Report)
        assert isinstance(none, Problem)
        assert isinstance(odd, Problem)
        assert none.message.startswith("Record 2 has no text")
        assert odd.message == "Record 3 is no record with named fields."

    def test_where_nothing_fits_it_says_how_python_maps_fields(self) -> None:
        (problem,) = read([{"words": TEXT}])
        assert isinstance(problem, Problem)
        assert 'fields={"text": "…"}' in problem.message

    def test_many_records_are_never_held(self) -> None:
        taken = []

        def some() -> Iterator[dict[str, str]]:
            for number in range(100):
                taken.append(number)
                yield {"text": f"{TEXT} {number}"}

        records = handed.told_apart(some())[1]
        assert records is not None
        assert taken == [0]
        next(records)
        next(records)
        assert taken == [0, 1]

    def test_other_records_have_another_origin_and_the_same_the_same(self) -> None:
        origins = []
        for text in (TEXT, f"{TEXT} {TEXT}", TEXT):
            with handed.records([{"text": text}], "day") as file:
                origins.append(file.origin)
        assert origins[0] == origins[2] != origins[1]
        assert not file.path.exists()


class TestPaths:
    @pytest.mark.parametrize("given", ["a", Path("a"), ["a", Path("b")], iter(["a"]), []])
    def test_paths_are_paths(self, given: Any) -> None:
        paths, records = handed.told_apart(given)
        assert records is None
        assert all(isinstance(path, (str, Path)) for path in paths)

    @pytest.mark.parametrize(
        ("given", "kind"), [(5, "int"), (None, "NoneType"), (b"text", "bytes"), ([5], "int"), (["a", 5], "int"), (Article, "type")]
    )
    def test_what_is_neither_is_wrong_use(self, given: Any, kind: str) -> None:
        with pytest.raises(WrongUse, match=kind):
            handed.told_apart(given)


class TestStream:
    @pytest.mark.parametrize(
        ("name", "called"), [(None, "standard input"), ("a.txt", "a.txt"), ("../../b/a.txt", "a.txt"), ("/etc/passwd", "passwd")]
    )
    def test_it_has_the_name_that_is_given_and_lies_nowhere_else(self, name: str | None, called: str) -> None:
        with handed.stream(io.BytesIO(TEXT.encode()), name) as file:
            assert file.path.name == called
            assert file.origin.startswith(f"{called} (")
            (found,) = files.read(file.path, file.origin, Given())
        assert isinstance(found, Report)
        assert found.text == TEXT

    def test_nothing_is_told(self) -> None:
        with handed.stream(io.BytesIO(b"")) as file:
            (found,) = files.read(file.path, file.origin, Given())
        assert isinstance(found, Problem)
        assert found.kind == "empty"
