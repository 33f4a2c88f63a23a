"""A sample of benchmarks/reliability/fuzz.py: spoilt inputs of every format raise and hang nowhere, and none is silent or inexact."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.reliability

ROOT = Path(__file__).resolve().parents[1]


def test_a_sample_of_spoilt_inputs_is_read_without_a_fault(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "reliability" / "fuzz.py"
    command = [sys.executable, str(script), "--inputs", "600", "--seed", "4711", "--out", str(tmp_path)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert {kind: figures[kind] for kind in ("exceptions", "hangs", "swollen", "silent", "inexact")} == dict.fromkeys(
        ("exceptions", "hangs", "swollen", "silent", "inexact"), 0
    ), done.stdout
    assert figures["inputs"] == 600
    assert figures["reports"] > 400
    assert len(figures["formats"]) > 10
    assert done.returncode == 0
