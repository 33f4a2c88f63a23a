"""What a change gains, loses and moves, read side by side with the commit before it; `make findings`.

    python benchmarks/findings.py [--against REV] [--stories N] [--only NAME] [--table NAME] [--most N] [--at-once N]

Both trees read the same pile by their own command line: examples/mackerel, the stories under tests/stories that have reports, and, where
they lie (VARIORUM_SHARED, else ../shared), the seeds and N development stories. A story that is kept for figures, or fresh, is never read.
The tables are compared by the places of the evidence (`compared.py`). REV is HEAD where src/ has changes that are not committed, else the
commit before HEAD; what it found is kept under .cache/findings, so that only the change is read again.

Prints the totals, then every change with its passages, shortened. These are other people's texts: they are for the terminal. The last line
is one JSON object of totals, fit for a commit message. Exits with 1 where a tree could not read a story.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from compared import Change, Tables, changes

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared")).resolve()
CACHE = ROOT / ".cache" / "findings"
SEED = 13  # of the draw of stories: the same ones every time
LONGEST = 110  # characters of a passage or a value that are shown
FIRST = 3  # passages of a finding that are shown
WHATS = ("lost", "moved", "gained")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", metavar="REV", help="the commit to compare with")
    parser.add_argument("--stories", type=int, default=12, metavar="N", help="development stories that are drawn (default 12)")
    parser.add_argument("--only", action="append", metavar="NAME", help="only inputs of this name")
    parser.add_argument("--table", action="append", metavar="NAME", help="show and count this table only")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="findings shown of one table, lost, moved or gained (default 20)")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, metavar="N", help="reads at one time (default: one a core)")
    chosen = parser.parse_args()
    rev = git("rev-parse", "--verify", "--quiet", f"{chosen.against or before()}^{{commit}}")
    with tempfile.TemporaryDirectory() as place:
        pile = inputs(Path(place) / "pile", chosen.stories)
        if strange := set(chosen.only or ()) - set(pile):
            parser.error(f"no input is called {', '.join(sorted(strange))}; there are {', '.join(pile)}")
        pile = {name: folder for name, folder in pile.items() if not chosen.only or name in chosen.only}
        with tree_of(rev, pile) as other, ThreadPoolExecutor(chosen.at_once) as pool:
            told = f"{git('log', '-1', '--format=%h %s', rev)}"
            print(f"before: {told}\nafter:  the working tree\n{len(pile)} inputs: {', '.join(pile)}\n", flush=True)
            old = {name: pool.submit(kept, other, rev, name, folder) for name, folder in pile.items()}
            new = {name: pool.submit(tables_of, ROOT, folder) for name, folder in pile.items()}
            compared, failed = {}, []
            for name in pile:
                try:
                    compared[name] = changes(old[name].result(), new[name].result())
                except subprocess.CalledProcessError as error:
                    failed.append(name)
                    print(f"{name}: {' '.join(map(str, error.cmd[2:]))} failed in one tree\n{error.stderr[-1000:]}", flush=True)
    wanted = chosen.table or sorted({table for _, same in compared.values() for table in same})
    show(compared, wanted, chosen.most)
    counts = totals(compared, wanted)
    every = {what: sum(row[what] for row in counts.values()) for what in ("same", *WHATS)}
    changed = {table: row for table, row in counts.items() if any(row[what] for what in WHATS)}
    print(json.dumps({"against": rev[:12], "inputs": len(compared), "failed": failed, **every, **changed}))
    return int(bool(failed))


def before() -> str:
    """The commit to compare with: HEAD where there are changes that are not committed, else the one before it."""
    return "HEAD" if git("status", "--porcelain", "--", "src") else "HEAD~1"


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {' '.join(words)}: {done.stderr.strip() or 'there is no such commit'}")
    return done.stdout.strip()


def inputs(place: Path, stories: int) -> dict[str, Path]:
    """Name -> a folder with the reports of one library."""
    own = {"mackerel": ROOT / "examples" / "mackerel"}
    own |= {path.parent.name: path for path in sorted((ROOT / "tests" / "stories").glob("*/reports"))}
    if (SHARED / "seeds").is_dir():
        own["seeds"] = SHARED / "seeds"
    for name, folder in own.items():
        shutil.copytree(folder, place / name / "reports", copy_function=shutil.copyfile)
    drawn = development(SHARED / "data" / "story_differences", stories)
    for name, rows in drawn.items():
        (place / name / "reports").mkdir(parents=True)
        lines = (json.dumps({key: row[key] for key in row if key != "event"}, ensure_ascii=False) for row in rows)
        (place / name / "reports" / "story.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return {name: place / name for name in (*own, *drawn)}


def development(data: Path, number: int) -> dict[str, list[dict[str, Any]]]:
    """So many stories, drawn by a fixed seed; none that figure.txt or fresh.txt names.

    Some stand there under a shorter name than their reports give: the labels tell which reports are theirs.
    """
    if not (data / "documents.jsonl").exists():
        return {}
    told = defaultdict(list)
    for line in (data / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        told[row["event"]].append(row)
    apart = {name for file in ("figure.txt", "fresh.txt") if (data / file).exists() for name in (data / file).read_text("utf-8").split()}
    labels = (data / "labels" / f"{name}.json" for name in apart)
    reports = {document for path in labels if path.exists() for document in json.loads(path.read_text("utf-8"))["documents"]}
    left = sorted(event for event, rows in told.items() if event not in apart and not reports & {row["id"] for row in rows})
    return {event: told[event] for event in sorted(random.Random(SEED).sample(left, min(number, len(left))))}


@contextmanager
def tree_of(rev: str, pile: dict[str, Path]) -> Iterator[Path]:
    """The commit's files in a folder of their own, for as long as they are needed; none where all that it found is kept."""
    if all(shelf(rev, name, folder).exists() for name, folder in pile.items()):
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place) / "tree"
        git("worktree", "add", "--detach", "--quiet", str(tree), rev)
        try:
            yield tree
        finally:
            git("worktree", "remove", "--force", str(tree))


def shelf(rev: str, name: str, folder: Path) -> Path:
    """Where the tables of a commit are kept; other inputs under the same name have another place."""
    files = sorted((folder / "reports").rglob("*"))
    made = hashlib.sha256(b"".join(f"{path.name}\n".encode() + path.read_bytes() for path in files if path.is_file()))
    return CACHE / rev / f"{name}-{made.hexdigest()[:12]}.json"


def kept(tree: Path, rev: str, name: str, folder: Path) -> Tables:
    """The tables of a commit, read once."""
    path = shelf(rev, name, folder)
    if not path.exists():
        found = tables_of(tree, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        part.replace(path)
    return json.loads(path.read_text("utf-8"))


def tables_of(tree: Path, folder: Path) -> Tables:
    """What the program of a tree finds in the reports of a folder, by its command line."""
    with tempfile.TemporaryDirectory() as place:
        library, tables = Path(place) / "l.db", Path(place) / "tables"
        where = os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        for words in (["read", "reports", "--library", library, "--workers", "1"], ["export", "--to", tables, "--library", library]):
            command = [sys.executable, "-m", "variorum", *map(str, words)]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=where)
        return {path.stem: [json.loads(line) for line in path.read_text("utf-8").split("\n") if line] for path in tables.glob("*.jsonl")}


Compared = dict[str, tuple[list[Change], dict[str, int]]]


def totals(compared: Compared, wanted: Sequence[str]) -> dict[str, dict[str, int]]:
    """Table -> how many findings are the same, lost, moved, gained."""
    counts = Counter((change.table, change.what) for found, _ in compared.values() for change in found)
    same = Counter({table: sum(same.get(table, 0) for _, same in compared.values()) for table in wanted})
    return {table: {"same": same[table], **{what: counts[table, what] for what in WHATS}} for table in wanted}


def show(compared: Compared, wanted: Sequence[str], most: int) -> None:
    """Totals by table, then by kind, then the findings themselves."""
    for table, row in totals(compared, wanted).items():
        print(f"{table:<12} " + "  ".join(f"{count:>5} {what}" for what, count in row.items()))
    found = [(name, change) for name, (changed, _) in compared.items() for change in changed]
    for table in wanted:
        here = [(name, change) for name, change in found if change.table == table]
        if here:
            print(f"\n== {table}")
        for what in WHATS:
            for kind, count in Counter(change.kind for _, change in here if change.what == what).most_common():
                print(f"{count:>5} {what:<7} {kind}")
        for what in WHATS:
            some = [(name, change) for name, change in here if change.what == what]
            for name, change in some[:most]:
                print(f"\n{what} · {change.kind} · {name}")
                print(*lines(change), sep="\n")
            if len(some) > most:
                print(f"\n… and {len(some) - most} more {what}: --most {len(some)} shows all")
    print()


def lines(change: Change) -> Iterator[str]:
    """A change as it is read: what it says, told otherwise or as it was, and where."""
    for name in change.fields:
        if name != "passages" and change.before and change.after:
            before, after = apart(change.before.told.get(name), change.after.told.get(name))
            yield f"    {name}: {short(before)}  →  {short(after)}"
    if change.before and change.after and "passages" in change.fields:
        gone = [text for text in change.before.passages if text not in change.after.passages]
        come = [text for text in change.after.passages if text not in change.before.passages]
        yield from passages(gone, "-")
        yield from passages(come, "+")
        if gone or come:
            return
    if not change.fields:
        yield f"    {short(tuple(value for value in change.one.told.values() if isinstance(value, str)))}"
    yield from passages(change.one.passages, " ")


def apart(before: Any, after: Any) -> tuple[Any, Any]:
    """Of two lists what only one of them has; anything else as it is."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)
    return before, after


def passages(texts: Sequence[str], sign: str) -> Iterator[str]:
    yield from (f"  {sign} | {short(text)}" for text in texts[:FIRST])
    if len(texts) > FIRST:
        yield f"  {sign} | … and {len(texts) - FIRST} more"


def short(value: Any) -> str:
    """On one line, shortened."""
    text = " · ".join(words(value)) or "-" if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def words(value: Iterable[Any]) -> Iterator[str]:
    for one in value:
        yield from words(one) if isinstance(one, tuple) else [str(one)]


if __name__ == "__main__":
    sys.exit(main())
