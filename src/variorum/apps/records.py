"""Rows of a table for work in Python: a sequence of dicts with times as datetimes, which goes to Arrow and pandas."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, overload

from variorum.errors import WrongUse

if TYPE_CHECKING:
    import pyarrow as pa

Record = dict[str, Any]
# The fields of each table that are moments. A day alone is its beginning; `OpenLibrary.rows` has the text.
TIMES: Final[Mapping[str, tuple[str, ...]]] = {
    "reports": ("published", "modified"),
    "stories": ("first_published", "last_published"),
    "decisions": ("at", "undone"),
}
SHOWN: Final = 10  # records that a notebook shows
LONGEST: Final = 80  # characters of a cell there


def moment(written: str | None) -> datetime | None:
    """A time of the library as a datetime in UTC; None where nothing is known, or where it is no whole day."""
    try:
        told = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)


class Records(Sequence[Record]):
    """Rows of one table, in memory: indexed, sliced and walked as a list of dicts."""

    def __init__(self, table: str, rows: Iterable[Record]) -> None:
        self.table = table
        times = TIMES.get(table, ())
        self._rows = [row | {name: moment(row[name]) for name in times} for row in rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> "list[Record]": ...
    def __getitem__(self, place: int | slice) -> "Record | list[Record]":
        return self._rows[place]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._rows)

    def to_arrow(self) -> "pa.Table":
        """A table of Arrow with real lists and structs; free-form objects are JSON text, as in Parquet."""
        import pyarrow as pa

        from variorum.views.export import arrow_schema, without_free_form

        schema = arrow_schema(self.table)
        for name in TIMES.get(self.table, ()):
            schema = schema.set(schema.get_field_index(name), pa.field(name, pa.timestamp("us", "UTC")))
        return pa.Table.from_pylist([without_free_form(self.table, row) for row in self._rows], schema=schema)

    def to_pandas(self) -> Any:
        """A frame of pandas, with times in UTC. Raises WrongUse where pandas is not installed: it is no dependency."""
        if find_spec("pandas") is None:
            raise WrongUse("pandas is not installed here: pip install 'variorum[pandas]', or pandas alone")
        return self.to_arrow().to_pandas()

    def __repr__(self) -> str:
        fields = ", ".join(list(self._rows[0])[:4]) + ", …" if self._rows else "none"
        return f"<{len(self)} {self.table}: {fields}>"

    def _repr_html_(self) -> str:
        if not self._rows:
            return f"<p>No {escape(self.table)}.</p>"
        head = "".join(f"<th>{escape(name)}</th>" for name in self._rows[0])
        lines = ["".join(f"<td>{escape(_cell(value))}</td>" for value in row.values()) for row in self._rows[:SHOWN]]
        more = f"<p>{len(self)} {escape(self.table)}; the first {SHOWN} are shown.</p>" if len(self) > SHOWN else ""
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
