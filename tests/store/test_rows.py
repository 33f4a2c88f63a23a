"""Law 2: a row goes to SQLite and JSON and comes back the same. And every table has the contract's fields. Arrow: tests/views."""

import json
import sqlite3
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nouns
from variorum.model.paragraph import Analysis
from variorum.model.report import Passage
from variorum.model.rows import from_row, to_row
from variorum.model.sentence import bare
from variorum.store import schema, seal
from variorum.store.packed import DICTIONARY, WIDTH, packed, packed_vectors, unpacked, unpacked_vectors
from variorum.text.grain import unit_rows

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
def test_sqlite_and_json_give_the_row_back(table: str, data: st.DataObject) -> None:
    noun = data.draw(nouns.of(table))
    assert there_and_back(table, noun) == noun
    row = to_row(noun)
    assert from_row(schema.TABLES[table], json.loads(json.dumps(row))) == noun


def test_what_is_known_of_a_paragraph_lies_packed_and_comes_back() -> None:
    analysis = Analysis("k", bare([(start, start + 9) for start in range(0, 2000, 10)]))
    plain = json.dumps(to_row(analysis))
    assert unpacked(packed(analysis)) == unpacked(plain) == analysis
    assert len(packed(analysis)) < len(plain) / 3


def test_the_dictionary_is_the_one_that_libraries_were_packed_with() -> None:
    """With another one no paragraph of theirs could be read: that would be another file."""
    assert (DICTIONARY.name, zlib.adler32(DICTIONARY.read_bytes())) == ("analyses-1.dictionary", 3794661439)
    assert unpacked(bytes.fromhex("78bbe22df03f838d3b64630e3058624e8c91781b1b919e8fad05006fef2c86")) == Analysis("k", bare([(0, 9)]))


def test_what_was_packed_without_a_dictionary_is_read_and_what_breaks_off_is_not() -> None:
    analysis = Analysis("k", bare([(0, 9), (10, 20)]))
    assert unpacked(zlib.compress(json.dumps(to_row(analysis)).encode())) == analysis
    with pytest.raises(ValueError, match="ends too early"):
        unpacked(packed(analysis)[:-6])


@pytest.mark.parametrize("count", [0, 1, 7])
def test_vectors_of_whole_grains_lie_packed_and_come_back(count: int) -> None:
    vectors = unit_rows(np.random.default_rng(count).standard_normal((count, WIDTH))).astype(np.float16)
    small = packed_vectors(vectors)
    assert np.array_equal(unpacked_vectors(small, count), vectors)
    assert len(small) <= 0.75 * vectors.nbytes
    assert np.array_equal(unpacked_vectors(vectors.tobytes(), count), vectors)  # as libraries up to version 7 have them


def test_vectors_lie_packed_alike_however_their_array_lies_in_memory() -> None:
    vectors = unit_rows(np.random.default_rng(3).standard_normal((7, WIDTH))).astype(np.float16)
    assert packed_vectors(np.asfortranarray(vectors)) == packed_vectors(vectors)


def test_vectors_of_other_numbers_come_back_too() -> None:
    vectors = np.array([[1.0, -1.0, 65504.0, 0.0001] * (WIDTH // 4)], np.float16)
    assert np.array_equal(unpacked_vectors(packed_vectors(vectors), 1), vectors)


@pytest.mark.parametrize("table", CONTRACT)
def test_every_table_has_the_contracts_fields(table: str) -> None:
    ours = [field.name for field in fields(schema.TABLES[table])]
    assert [name for name in CONTRACT[table].split() if name not in ours] == []
    assert [column.name for column in schema.columns(table)] == ours


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
