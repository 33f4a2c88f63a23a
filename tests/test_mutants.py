"""benchmarks/mutants.py: every fault is one change of one place, and the same number makes the same fault."""

import ast
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import mutants


def faults(source: str) -> list[str]:
    return [mutants.mutated(source, number).strip() for number, _ in enumerate(mutants.places(ast.parse(source)))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x < y", {"x <= y"}),
        ("x in y", {"x not in y"}),
        ("x and y", {"x or y"}),
        ("not x", {"x"}),
        ("x + y", {"x - y"}),
        ("f(7)", {"f(8)", "f(6)"}),
        ("f(a=True)", {"f(a=False)"}),
        ("min(x)", {"max(x)"}),
        ("a if x else b", {"b if x else a", "a if not x else b"}),
        ("[a for a in b if a]", {"[a for a in b if not a]"}),
        ("if x:\n    return y", {"if False:\n    return y", "if not x:\n    return y"}),
    ],
)
def test_faults(source, expected):
    assert set(faults(source)) == expected


@pytest.mark.parametrize(
    "source", ["x: Literal[1] = y", "def f(a: Tuple[1]) -> Literal[2]: pass", "@dataclass(frozen=True)\nclass A: pass"]
)
def test_types_and_decorators_are_left_alone(source):
    assert faults(source) == []


def test_every_mutant_of_a_room_can_be_made_and_differs():
    for mutant in list(mutants.mutants_of("text"))[::40]:
        source = (mutants.ROOT / mutant.path).read_text("utf-8")
        made = mutants.mutated(source, mutant.number)
        assert made != ast.unparse(ast.parse(source)) + "\n", mutant
        compile(made, mutant.path, "exec")


def test_every_room_and_its_tests_are_there():
    for room, tests in mutants.NEAREST.items():
        assert any(mutants.mutants_of(room))
        assert all((mutants.ROOT / path).exists() for path in tests)
