"""Commands that are asked to end, what `check` says afterwards, and what `-v` shows."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from invented import assert_same_library, reports, write
from variorum.store.writer import Writer

pytestmark = pytest.mark.reliability

# The command line, with work that goes to workers however little it is, and which takes its time there.
SLOW = """
import sys
from functools import partial
sys.path.insert(0, {here!r})
import slowly
from variorum.job import reading
from variorum.apps import cli
from variorum.engines import local
local.LocalEngine = partial(local.LocalEngine, small=0)
reading.read_files = slowly.read_files
cli.main()
"""
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


def below(pid: int) -> list[int]:
    """The worker processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if stat.read_text().rsplit(")", 1)[1].split()[1] == str(pid):
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return found


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    write(tmp_path / "texts", reports(6))
    return tmp_path / "texts"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "variorum", *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_read_that_is_asked_to_end_says_so_and_leaves_no_worker(number: signal.Signals, texts: Path, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    code = SLOW.format(here=str(Path(__file__).parent))
    process = subprocess.Popen(
        [sys.executable, "-c", code, "read", str(texts), "--library", str(library)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"VARIORUM_TEST_STARTED": str(tmp_path / "started")},
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    workers = below(process.pid)
    assert workers
    process.send_signal(number)
    begun = time.monotonic()
    _, errors = process.communicate(timeout=60)  # to the end of the pipes: nobody holds them any more
    assert time.monotonic() - begun < 10
    assert process.returncode == 128 + number
    assert errors == f"\nStopped ({number.name}). What was done so far is kept: run the same command to go on.\n"
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    checked = run("check", "--library", library)
    assert (checked.returncode, checked.stdout) == (5, "")
    assert checked.stderr.startswith(f"variorum: a read into {library} was stopped; run it again.")


def test_after_a_kill_check_says_what_to_do_and_the_next_read_does_it(texts: Path, tmp_path: Path) -> None:
    """Killed between its files and its stories."""
    library, whole = tmp_path / "library.db", tmp_path / "whole.db"
    code = "import os; from variorum.job import reading; reading.settle = lambda *_: os.kill(os.getpid(), 9)\n"
    code += "from variorum.apps import cli; cli.main()"
    killed = subprocess.run([sys.executable, "-c", code, "read", str(texts), "--library", str(library)], check=False)
    assert killed.returncode == -signal.SIGKILL
    checked = run("check", "--library", library)
    assert (checked.returncode, checked.stdout) == (5, "")
    assert "run it again" in checked.stderr
    assert run("read", texts, "--library", library).returncode == 0
    checked = run("check", "--library", library)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("sound: ")
    run("read", texts, "--library", whole)
    assert_same_library(whole, library)


def test_check_tells_a_read_that_is_going_on_from_one_that_was_stopped(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with Writer(library) as writer:
        writer.begin()
        going = run("check", "--library", library)
    assert (going.returncode, going.stderr) == (5, f"variorum: a read into {library} is going on: nothing is wrong so far\n")
    assert "was stopped; run it again" in run("check", "--library", library).stderr


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_the_reading_room_ends_without_a_word(number: signal.Signals, tmp_path: Path) -> None:
    Writer(tmp_path / "library.db").close()
    command = [sys.executable, "-m", "variorum", "serve", "--port", "0", "--library", str(tmp_path / "library.db")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(1.0)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert errors == ""


def test_what_was_ignored_stays_ignored(texts: Path, tmp_path: Path) -> None:
    """As under `nohup`."""
    code = "import os, signal; from variorum.job import reading; work = reading.settle\n"
    code += "def settle(*given):\n    os.kill(os.getpid(), signal.SIGHUP)\n    return work(*given)\n"
    code += "reading.settle = settle\nfrom variorum.apps import cli; cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "read", str(texts), "--library", str(tmp_path / "library.db")],
        capture_output=True, text=True, check=False, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN) and None,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("verbose", [False, True])
def test_what_failed_is_told_in_a_sentence_and_in_the_log(verbose: bool, texts: Path, tmp_path: Path) -> None:
    code = "from variorum import pipeline\ndef broken(dossier):\n    raise ValueError('no such luck')\n"
    code += "pipeline.OF_STORY = (*pipeline.OF_STORY, pipeline.Stage('broken', broken))\nfrom variorum.apps import cli; cli.main()"
    command = [sys.executable, "-c", code, "read", str(texts), "--library", str(tmp_path / "library.db"), *(["-v"] if verbose else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "could not be judged: broken: ValueError: no such luck. The next read into a library tries it again." in done.stderr
    assert ("Traceback" in done.stderr) == verbose
    checked = run("check", "--library", tmp_path / "library.db")
    assert checked.returncode == 0
    assert "failed and will be tried again at the next read" in checked.stdout
