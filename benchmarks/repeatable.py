"""The same rows on every processor: a hash of every table, of what is read here and now.

    python benchmarks/repeatable.py [--older avx2|sse] [--accept] [--workers N] [COMMAND ...]

Reads the example and, where they lie, the seeds (VARIORUM_SHARED, else ../shared) into a new library each, exports them as JSON Lines, and
prints a hash of every table beside the one expected (`repeatable.json`; `--accept` rewrites it). Exits with 1 where one differs, which
means that this processor gives other rows than the one that wrote the file: please report it with what is printed of the machine.

`--older` runs the same, or any COMMAND, as an older x86-64 processor would: `avx2` without AVX-512 and VNNI, `sse` without AVX at all
(`reliability/older_processor.c` says how). The last line is one JSON object.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXPECTED = HERE / "repeatable.json"
SHARED = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared"))
INPUTS = {"example": ROOT / "examples" / "mackerel", "seeds": SHARED / "seeds"}
FEATURES = ("avx512_vnni", "avx_vnni", "avx512f", "avx2", "fma", "avx", "sse4_2", "asimddp")


def hashes(folder: Path, workers: int | None = None) -> dict[str, str]:
    """A hash of every table of a new library with the reports of a folder; no word of where it lies goes into it."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(folder, Path(place) / "reports")
        more = [] if workers is None else ["--workers", str(workers)]
        for words in (["read", "reports", "--library", "l.db", *more], ["export", "--to", "tables", "--library", "l.db"]):
            subprocess.run([sys.executable, "-m", "variorum", *words], cwd=place, check=True, capture_output=True)
        return {path.stem: _hash_of_rows(path) for path in sorted((Path(place) / "tables").glob("*.jsonl"))}


def _hash_of_rows(path: Path) -> str:
    """A hash of the rows of a file, whatever white space is between their parts."""
    digest = hashlib.sha256()
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            digest.update(json.dumps(json.loads(line), ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()[:16]


def machine() -> dict[str, object]:
    """What the rows were made on, as far as the processor tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    told = {line.partition(":")[0].strip(): line.partition(":")[2].strip() for line in reversed(lines)}
    flags = (told.get("flags") or told.get("Features") or "").split()
    hidden = {"avx2": {"avx512_vnni", "avx_vnni", "avx512f"}, "sse": {"avx512_vnni", "avx_vnni", "avx512f", "avx2", "fma", "avx"}}
    struck = hidden.get(os.environ.get("OLDER", ""), set())
    return {
        "machine": platform.machine(),
        "system": platform.system(),
        "processor": told.get("model name", platform.processor()),
        "has": [name for name in FEATURES if name in flags and name not in struck],
    }


def older(kind: str, command: list[str]) -> int:
    """Run a command as an older processor would; its exit code."""
    made = Path(tempfile.gettempdir()) / "variorum_older_processor.so"
    source = HERE / "reliability" / "older_processor.c"
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
    struck = ["AVX512F", "AVX512VL", "AVX512BW", "AVX512DQ", "AVX512CD"] + (["AVX2", "AVX", "FMA"] if kind == "sse" else [])
    tunables = "glibc.cpu.hwcaps=" + ",".join(f"-{name}" for name in struck)
    settings = {"LD_PRELOAD": str(made), "OLDER": kind, "GLIBC_TUNABLES": tunables}
    return subprocess.run(command, check=False, env=os.environ | settings).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--older", choices=("avx2", "sse"))
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--workers", type=int, help="worker processes of the reads")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    if chosen.older:
        again = [sys.executable, str(HERE / "repeatable.py"), *(["--accept"] if chosen.accept else [])]
        return older(chosen.older, chosen.command or again)
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    found = {name: hashes(folder, chosen.workers) for name, folder in INPUTS.items() if folder.is_dir()}
    differing = []
    for name, tables in found.items():
        for table, one in tables.items():
            wanted = expected.get(name, {}).get(table)
            differing += [(name, table)] if wanted != one else []
            print(f"{name:8s} {table:14s} {one}{'' if wanted == one else f' expected {wanted}'}")
    if chosen.accept:
        EXPECTED.write_text(json.dumps(expected | found, indent=1) + "\n")
    print(json.dumps({"equal": not differing, "differing": differing, **machine()}))
    return 1 if differing and not chosen.accept else 0


if __name__ == "__main__":
    sys.exit(main())
