"""Every benchmark whose data lies there, one line of figures each; `make quality` and `make bench`.

    python benchmarks/all.py quality|speed [NAME...]

Data are looked for under VARIORUM_SHARED (default ../shared beside the checkout) and in benchmarks/labels; jobs without their data are
named and passed over. A figure below its floor (benchmarks/quality/floors.json: job -> key -> least value) fails the run.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared")).resolve()
DATA = SHARED / "data"
LABELS = HERE / "labels"

# Name -> (script, folder that must be there, further arguments).
QUALITY: dict[str, tuple[str, Path, list[str]]] = {
    "stories": ("stories", DATA / "ecbplus_clusters", []),
    "stories_basil": ("stories", DATA / "basil_quotes", []),
    "stories_of_pages": ("stories", DATA / "story_differences", []),
    "descent": ("descent", LABELS / "descent", ["--half", "figure"]),
    "origins": ("origins", LABELS / "descent", ["--half", "kept"]),
    "stemma": ("stemma", DATA / "notre_besoin", []),
    "descent_clough_stevenson": ("descent", DATA / "clough_stevenson", []),
    "descent_meantime": ("descent", DATA / "meantime", []),
    "descent_independent": ("descent", DATA / "basil_quotes", []),
    "quotations": ("quotations", DATA / "polnear", ["--cofenet", str(DATA / "polnear" / "cofenet_valid.txt"), "--no-peer"]),
    "speakers": ("speakers", DATA / "gum_news", []),
    "utterances": ("utterances", DATA / "basil_quotes", []),
    "same_fact": ("same_fact", DATA / "nanco", []),
    "alignment": ("alignment", DATA / "superpal", []),
    "points": ("points", LABELS / "points", []),
    "minimal_pairs": ("minimal_pairs", HERE, []),
    "meaning": ("meaning", DATA / "entailment", []),
    "events": ("events", DATA / "plover", []),
    "positions": ("positions", DATA / "positions", []),
    "pages": ("pages", DATA / "pages", ["--english"]),
    "credits": ("credits", HERE, []),
    "heads": ("heads", LABELS / "heads", []),
    "second_reader": ("second_reader", DATA / "story_differences", []),
}
SPEED: dict[str, tuple[str, Path, list[str]]] = {
    "cold_read": ("cold_read", SHARED / "seeds", []),
    "growing": ("growing", HERE, []),
    "reading_room": ("reading_room", HERE, []),
}


def main(kind: str, names: list[str]) -> int:
    jobs = QUALITY if kind == "quality" else SPEED
    floors_file = HERE / "quality" / "floors.json"
    floors = json.loads(floors_file.read_text()) if kind == "quality" and floors_file.exists() else {}
    failed = False
    for name, (script, data, more) in jobs.items():
        path = HERE / kind / f"{script}.py"
        if names and name not in names:
            continue
        if not path.exists() or not data.exists() or not any(data.iterdir()):
            print(f"{name}: left out, {path.name if not path.exists() else data} is not there", flush=True)
            continue
        command = [sys.executable, str(path), *(["--data", str(data)] if kind == "quality" else []), *more]
        start = time.monotonic()
        where = os.environ | {"VARIORUM_SHARED": str(SHARED)}
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=where)
        lines = done.stdout.strip().splitlines()
        print(f"{name} ({time.monotonic() - start:.0f} s): {lines[-1] if lines and not done.returncode else 'failed'}", flush=True)
        if done.returncode:
            print(done.stderr[-2000:], flush=True)
            failed = True
            continue
        figures = json.loads(lines[-1])
        for key, least in floors.get(name, {}).items():
            if not figures.get(key, -1) >= least:
                print(f"{name}: {key} is {figures.get(key)}, below its floor {least}", flush=True)
                failed = True
    return int(failed)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("quality", "speed"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
