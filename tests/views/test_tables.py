"""Law 2: a row goes to Arrow and comes back the same, and JSON Lines, CSV and Parquet hold the same rows."""

import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nouns
from variorum.apps.formats import TABLE_FORMATS
from variorum.model.rows import from_row, to_row
from variorum.store import schema
from variorum.views import export

# ../shared/contract.md, word for word: what tests outside this project read.
NESTED = {
    ("reports", "credits"): "agency what passage",
    ("reports", "blocks"): "start end role",
    ("stories", "counts"): "reports outlets origins",
    ("borrowings", "pairs"): "taker giver",
    ("statements", "when"): "text iso precision",
    ("statements", "values"): "text number unit counted bound low high",
    ("points", "readings"): "value statements passages reports origins",
    ("decisions", "anchor"): "report start end text",
}



@pytest.mark.parametrize("table", schema.TABLES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(data=st.data())
def test_arrow_gives_the_row_back(table: str, data: st.DataObject) -> None:
    noun = data.draw(nouns.of(table))
    row = to_row(noun)
    if not export._free_fields(table):
        (arrow,) = pa.Table.from_pylist([row], schema=export.arrow_schema(table)).to_pylist()
        assert from_row(schema.TABLES[table], arrow) == noun


@pytest.mark.parametrize("table", schema.TABLES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(data=st.data())
def test_the_three_formats_hold_the_same_rows(table: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("export")
    rows = [to_row(noun) for noun in data.draw(st.lists(nouns.of(table), max_size=3))]
    for form in TABLE_FORMATS:
        assert form.write(table, rows, folder / form.name) == len(rows)
    lines = (folder / "jsonl").read_text("utf-8").split("\n")
    assert [json.loads(line) for line in lines if line] == rows
    free = export._free_fields(table)
    read = pq.read_table(folder / "parquet").to_pylist()
    assert [row | {name: json.loads(row[name]) for name in free} for row in read] == rows
    with (folder / "csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [list(row) for row in cells] == [list(row) for row in rows]
    for cell, row in zip(cells, rows, strict=True):
        for name, value in row.items():
            if isinstance(value, (list, dict, bool)):
                assert json.loads(cell[name]) == value
            elif isinstance(value, str):
                assert cell[name].replace("\r\n", "\n") == value.replace("\r\n", "\n")
            elif value is None:
                assert cell[name] == ""
            else:
                assert float(cell[name]) == pytest.approx(value)


@pytest.mark.parametrize(("table", "field"), NESTED)
def test_nested_nouns_have_the_contracts_fields(table: str, field: str) -> None:
    kind = export.arrow_schema(table).field(field).type
    inner = kind.value_type if pa.types.is_list(kind) else kind
    ours = [inner.field(index).name for index in range(inner.num_fields)]
    assert [name for name in NESTED[table, field].split() if name not in ours] == []
