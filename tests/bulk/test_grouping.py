"""Telling stories apart in tasks: the very pairs, links and groups that `across/stories.py` finds for all reports at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from bulk.piles import SMALL
from invented import reports, write
from variorum.across import features, stories
from variorum.across.features import RARE, Features
from variorum.bulk import grouping, inputs, run, steps
from variorum.bulk.folder import WORK, Folder
from variorum.bulk.steps import Done, Piece
from variorum.contracts import Given
from variorum.engines.local import LocalEngine
from variorum.job.filing import no_progress
from variorum.model.report import Report

HERE = LocalEngine(1, small=10**6)


def without_vectors(read: Sequence[Report]) -> list[Features]:
    return [features.features(report) for report in read]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, list[Any]]:
    """A folder in which reports are grouped, features without vectors, and the pieces of groups."""
    place = tmp_path_factory.mktemp("grouping")
    write(place / "in", reports(60, seed=4))
    folder = Folder(str(place / "out"))
    plan = inputs.planned(folder, [str(place / "in")], Given(), SMALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "features_of", without_vectors)
        inputs.shelve(folder, steps.run(folder, inputs.READING, inputs.parts(folder, plan), plan.files, HERE, no_progress))
        made = steps.run(folder, grouping.FEATURING, grouping.reports_in_parts(folder, plan), 60, HERE, no_progress)
        return folder, run._grouped(folder, plan, made, HERE, no_progress)


@pytest.fixture(scope="module")
def every(found: tuple[Folder, list[Any]]) -> list[Features]:
    """The features of each shape once, named by the shape's number."""
    shapes = grouping.Shapes(found[0].address)
    assert len(shapes.firsts) < len(shapes.shapes)
    read = dict(shapes.read(shapes.firsts, ["data"]))
    return [Features.from_bytes(str(number), read[row]["data"]) for number, row in enumerate(shapes.firsts.tolist())]


def pairs(folder: Folder, step: str) -> list[tuple[int, int]]:
    tables = [folder.table(f"{WORK}/{step}/{name}") for name in folder.names(f"{WORK}/{step}")]
    assert len(tables) > 2
    sides = ((table.column(side).to_pylist() for side in ("left", "right")) for table in tables)
    return sorted(pair for left, right in sides for pair in zip(left, right, strict=True))


def test_buckets_find_the_pairs_that_are_found_at_once(found: tuple[Folder, list[Any]], every: list[Features]) -> None:
    left, right = stories.candidates(every)
    assert sorted(set(pairs(found[0], "pairs"))) == list(zip(left.tolist(), right.tolist(), strict=True))


def test_ranges_find_the_links_that_are_found_at_once_and_each_once(found: tuple[Folder, list[Any]], every: list[Features]) -> None:
    left, right = stories.all_links(every)
    assert 0 < len(left) < len(stories.candidates(every)[0])
    assert pairs(found[0], "links") == list(zip(left.tolist(), right.tolist(), strict=True))


def test_the_groups_are_those_of_all_reports_at_once(found: tuple[Folder, list[Any]]) -> None:
    folder, pieces = found
    shapes = grouping.Shapes(folder.address)
    read = dict(shapes.read(np.arange(len(shapes.shapes)), ["report", "data"]))
    whole = stories.group([Features.from_bytes(row["report"], row["data"]) for row in read.values()])
    groups = [tuple(group) for piece in pieces for group in folder.table(piece.name, ["reports"]).column("reports").to_pylist()]
    assert sorted(groups) == whole
    assert len(groups) > 3


def test_a_pair_that_shares_two_words_and_no_more_is_found_in_whichever_bucket_they_fall(tmp_path: Path) -> None:
    folder, chance = Folder(str(tmp_path)), np.random.default_rng(3)
    shared = chance.integers(1, 2**62, (40, 2), np.uint64)
    own = chance.integers(1, 2**62, (80, RARE - 2), np.uint64)
    rows = [
        {
            "piece": 0,
            "row": row,
            "report": f"r{row}",
            "shape": f"{row:020}",
            "rare": sorted([*shared[row // 2].tolist(), *own[row].tolist()]),
            "data": b"",
        }
        for row in range(80)
    ]
    folder.put_table("features.parquet", pa.Table.from_pylist(rows, schema=grouping.FEATURES), 7)
    assert grouping.number_shapes(folder, [("0", Done((Piece("features.parquet", 80),)))]) == 80
    for part in grouping.words_in_buckets(folder, inputs.Plan(Given(), SMALL, (), "", 1), 80):
        grouping.pairs_of_bundles(part.bundles)
    assert pairs(folder, "pairs") == [(2 * number, 2 * number + 1) for number in range(40)]
