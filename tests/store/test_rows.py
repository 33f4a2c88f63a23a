"""Law 2: a row goes to SQLite, Arrow and JSON and comes back the same. And every table has the contract's fields."""

import csv
import json
import sqlite3
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from variorum.apps.formats import TABLE_FORMATS
from variorum.model.report import Passage
from variorum.model.rows import from_row, to_row
from variorum.store import schema, seal
from variorum.views import export

# ../shared/contract.md, word for word: what tests outside this project read.
CONTRACT = {
    "reports": "id origin outlet url title byline dateline credits published published_basis language text blocks",
    "stories": "id title reports first_published last_published counts",
    "origins": "id story name in_hand reports basis confidence why",
    "borrowings": "id story taker giver kind direction score why pairs",
    "entities": "id story kind name role country wikidata mentions",
    "quotations": "id report story manner content source cue speaker speaker_name confidence utterance",
    "utterances": "id story speaker speaker_name quotations differs kinds why",
    "statements": "id report story passage who what whom where when values polarity modality condition attributed_to attributed_name",
    "points": "id story question readings verdict kinds within_report confidence why",
    "events": "id date actor recipient event mode context event_loc quad_code event_scale text text_info cite_info story passages "
    "auxiliary attributed_to reports origins confidence",
    "positions": "id story party party_entity issue issue_id stance condition target speaker_name passages reports origins agreement",
    "decisions": "id kind anchor value by at why undone",
    "problems": "origin stage kind message",
}
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

numbers = st.floats(allow_nan=False, allow_infinity=False, width=64)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | numbers | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=5
)
st.register_type_strategy(
    Passage,
    st.builds(lambda report, start, text: Passage(report, start, start + len(text), text), st.text(), st.integers(0, 2**40), st.text()),
)
st.register_type_strategy(float, numbers)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(dict, st.dictionaries(st.text(), plain, max_size=3))


def nouns(table: str) -> st.SearchStrategy[Any]:
    return st.from_type(schema.TABLES[table])


def there_and_back(table: str, noun: Any) -> Any:
    connection = sqlite3.connect(":memory:")
    seal.into(connection)
    connection.executescript(schema.create_table(table))
    connection.execute(schema.insert(table), schema.pack(table, noun))
    cursor = connection.execute(f"SELECT * FROM {table}")
    (row,) = cursor.fetchall()
    return schema.unpack(table, [part[0] for part in cursor.description], row)


@pytest.mark.parametrize("table", CONTRACT)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(data=st.data())
def test_sqlite_json_and_arrow_give_the_row_back(table: str, data: st.DataObject) -> None:
    noun = data.draw(nouns(table))
    assert there_and_back(table, noun) == noun
    row = to_row(noun)
    assert from_row(schema.TABLES[table], json.loads(json.dumps(row))) == noun
    if not export._free_fields(schema.TABLES[table]):
        (arrow,) = pa.Table.from_pylist([row], schema=export.arrow_schema(table)).to_pylist()
        assert from_row(schema.TABLES[table], arrow) == noun


@pytest.mark.parametrize("table", CONTRACT)
def test_every_table_has_the_contracts_fields(table: str) -> None:
    ours = [field.name for field in fields(schema.TABLES[table])]
    assert [name for name in CONTRACT[table].split() if name not in ours] == []
    assert [column.name for column in schema.columns(table)] == ours


@pytest.mark.parametrize("table", CONTRACT)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(data=st.data())
def test_the_three_formats_hold_the_same_rows(table: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("export")
    rows = [to_row(noun) for noun in data.draw(st.lists(nouns(table), max_size=3))]
    for form in TABLE_FORMATS:
        assert form.write(table, rows, folder / form.name) == len(rows)
    lines = (folder / "jsonl").read_text("utf-8").split("\n")
    assert [json.loads(line) for line in lines if line] == rows
    free = export._free_fields(schema.TABLES[table])
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


def test_a_passage_is_what_the_contract_says() -> None:
    assert to_row(Passage("r1", 3, 5, "ab")) == {"report": "r1", "start": 3, "end": 5, "text": "ab"}


def test_a_column_an_older_program_did_not_know_takes_its_default(tmp_path: Path) -> None:
    row = {
        "id": "e1",
        "story": "s1",
        "kind": "person",
        "name": "Ada Quill",
        "role": None,
        "country": None,
        "wikidata": None,
        "mentions": "[]",
    }
    entity = schema.unpack("entities", [*row, "of another program"], [*row.values(), 1])
    assert entity.aliases == ()
    assert entity.name == "Ada Quill"
