"""Pairs of texts that may have one from the other, among hundreds of thousands: a join on shared shingles in DuckDB, which spills to
disk.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from variorum import quiet
from variorum.text.sketch import sketch

# Found on the recombined texts of benchmarks/speed/pairs.py at 10,000 reports; the other sizes are not tuned.
SHARED: Final = 3  # kept shingles that two texts must share
CONTAINED: Final = 0.1  # share of the shorter text's kept shingles that the other must have
COMMON: Final = 40  # a shingle that more texts have is furniture or a stock phrase


class Pairs(NamedTuple):
    """Pairs (lower place, higher place) with the share of the shorter text's kept shingles that the other has."""

    left: np.ndarray[Any, np.dtype[np.int64]]
    right: np.ndarray[Any, np.dtype[np.int64]]
    contained: np.ndarray[Any, np.dtype[np.float64]]


def pairs(texts: Sequence[str], memory: str = "1GB", threads: int | None = None, scratch: Path | None = None) -> Pairs:
    """All pairs of texts that share enough shingles. `memory` bounds DuckDB's share; what does not fit goes to files under `scratch`."""
    numbers, owners = sketch(texts)
    with TemporaryDirectory(dir=scratch) as folder, duckdb.connect(":memory:", config=quiet.DUCKDB) as database:
        database.execute(f"SET memory_limit = '{memory}'")
        database.execute(f"SET temp_directory = '{folder}'")
        database.execute("SET preserve_insertion_order = false")
        if threads:
            database.execute(f"SET threads = {threads}")
        database.register("kept", pa.table({"number": numbers, "owner": owners}))
        found = database.execute(_QUERY, {"common": COMMON, "shared": SHARED, "contained": CONTAINED}).fetchnumpy()
    return Pairs(*(np.asarray(found[name]) for name in ("one", "other", "contained")))


_QUERY: Final = """
WITH rare AS (SELECT number FROM kept GROUP BY number HAVING count(*) BETWEEN 2 AND $common),
telling AS (SELECT owner, number FROM kept SEMI JOIN rare USING (number)),
sizes AS (SELECT owner, count(*) AS size FROM kept GROUP BY owner),
shared AS (
    SELECT a.owner AS one, b.owner AS other, count(*) AS both_have
    FROM telling a JOIN telling b ON a.number = b.number AND a.owner < b.owner
    GROUP BY ALL HAVING count(*) >= $shared
)
SELECT one::BIGINT AS one, other::BIGINT AS other, both_have / least(s.size, t.size) AS contained
FROM shared JOIN sizes s ON s.owner = one JOIN sizes t ON t.owner = other
WHERE both_have >= $contained * least(s.size, t.size)
ORDER BY one, other
"""
