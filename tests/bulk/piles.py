"""Piles of reports for bulk runs, and their tables beside those of a library."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from invented import reports, write
from variorum.bulk.inputs import Sizes
from variorum.store.library import Library
from variorum.store.schema import TABLES
from variorum.views.export import parquet

# So small that a few reports make many pieces, parts, buckets and bundles.
SMALL = Sizes(
    files_a_part=6,
    files_a_bundle=3,
    bytes_a_bundle=100_000,
    reports_a_piece=2,
    paragraphs_a_bundle=5,
    reports_a_bundle=3,
    keys_a_bucket=60,
    shapes_a_bucket=5,
    shapes_a_bundle=6,
    reports_a_cut=4,
    reports_a_judging=5,
    stories_a_judging=2,
)


def pile(folder: Path, count: int) -> Path:
    """Texts, a file of records, the same report in two files, one in another language, and what is no report."""
    texts = reports(count)
    half = len(texts) // 2
    write(folder, dict(list(texts.items())[:half]))
    records = [
        {
            "text": text,
            "title": text.partition("\n")[0],
            "published": f"2024-05-{1 + number % 9:02}",
            "outlet": f"Outlet {number}",
            "url": f"https://news.example/{number}",
        }
        for number, text in enumerate(list(texts.values())[half:])
    ]
    (folder / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in records), "utf-8")
    (folder / "records-again.jsonl").write_text("".join(json.dumps(row) + "\n" for row in records[:2]), "utf-8")
    (folder / "french.txt").write_text(
        "Le vieux moulin de Tarnby a brûlé dans la nuit de mardi.\n\nPersonne n’a été blessé, a dit le maire, qui remercie les pompiers.\n",
        "utf-8",
    )
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


def rows(table: str, path: Path) -> list[Any]:
    """The rows of a table's Parquet: each story's in the order in which they stand, stories by id."""
    found = ds.dataset(str(path), format="parquet").to_table().to_pylist() if path.is_dir() else pq.read_table(path).to_pylist()
    if table in ("reports", "stories", "problems"):
        return sorted(found, key=lambda row: json.dumps(row, sort_keys=True))
    return sorted(found, key=lambda row: str(row.get("story")))


def assert_same_rows(bulk: Path, library: Path, aside: Path) -> None:
    """Law 6: the tables of a bulk run are those that a library of the same files exports."""
    reader = Library(library)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for table in TABLES:
        parquet(table, reader.rows(table), aside / f"{table}.parquet")
        assert rows(table, bulk / table) == rows(table, aside / f"{table}.parquet"), f"the tables {table} differ"
    reader.close()
