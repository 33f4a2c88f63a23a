"""The short cases of benchmarks/labels/voices: who speaks, and what is no speech. The share right must not fall."""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

QUALITY = Path(__file__).parents[2] / "benchmarks" / "quality"
sys.path.insert(0, str(QUALITY))
import voices  # noqa: E402 - a script beside the package

pytestmark = pytest.mark.stored

# A little below what benchmarks/quality/voices.py measured (.995 of all): a retrained tagger may move a case or two.
LEAST, LEAST_OF_KIND, MOST_WRONG = 0.95, 0.85, 0.03


@pytest.fixture(scope="module")
def judged() -> dict[str, Counter[str]]:
    cases = [json.loads(line) for line in (voices.LABELS / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case, dossier in zip(cases, voices.stories(cases), strict=True):
        for kind, verdict in voices.verdicts(case, dossier):
            found[kind][verdict] += 1
    return found


def test_there_are_enough_cases(judged: dict[str, Counter[str]]):
    assert sum(map(Counter.total, judged.values())) >= 200


def test_nearly_all_are_right(judged: dict[str, Counter[str]]):
    total = sum(judged.values(), Counter[str]())
    assert total["right"] >= LEAST * total.total()
    assert total["wrong"] <= MOST_WRONG * total.total()


def test_no_kind_is_left_behind(judged: dict[str, Counter[str]]):
    assert {kind: found for kind, found in judged.items() if found["right"] < LEAST_OF_KIND * found.total()} == {}
