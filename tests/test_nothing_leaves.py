"""Nothing leaves the machine: every command but `fetch`, and `watch` with addresses, is run where each attempt to reach another one is
seen, look-ups of names included, and nothing is written but the library, what was asked for, and files that are gone at the end.

tests/sealed.py says by which means. The one home for these settings is `variorum.quiet`.
"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sealed
import session
import variorum
from variorum import quiet
from variorum.engines.local import LocalEngine

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "mackerel"
# Pages and feeds that ask for something from elsewhere while they are read.
BAIT = {
    "page.html": """<!DOCTYPE html SYSTEM "http://192.0.2.7/page.dtd"><html><head><title>Ferry to Tarnby stops for a week</title>
<base href="http://192.0.2.7/"><link rel="stylesheet" href="http://192.0.2.7/a.css"><link rel="canonical" href="http://tarnby.invalid/a">
<meta name="date" content="vor 3 Tagen"><script src="http://192.0.2.7/a.js"></script></head><body><img src="http://192.0.2.7/a.png">
<p>The ferry to Tarnby will not sail for a week, the harbour master said on Monday, since its engine has to be mended.</p>
<p>He said that buses would carry all who had bought a ticket.</p></body></html>""",
    "feed.xml": """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://192.0.2.7/rss.dtd" [<!ENTITY far SYSTEM "http://192.0.2.7/far.txt">]>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>Tarnby Post</title><item><title>Bridge mended</title>
<link>http://tarnby.invalid/b</link><pubDate>gestern</pubDate><description>The bridge was mended on Monday, the mayor said. &far;
</description><xi:include href="http://192.0.2.7/far.xml"/></item></channel></rss>""",
}
LOOK_UP = "import socket\ntry: socket.getaddrinfo('variorum.invalid', 443)\nexcept OSError: pass"
CONNECT = "import socket\nwith socket.socket() as s:\n s.settimeout(0.2)\n try: s.connect(('192.0.2.7', 443))\n except OSError: pass"
SEND = "import socket\nwith socket.socket(type=socket.SOCK_DGRAM) as s:\n try: s.sendto(b'?', ('192.0.2.7', 443))\n except OSError: pass"
CHILD = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {CONNECT!r}])"
NATIVE = "import ctypes\nctypes.CDLL(None).getaddrinfo(b'variorum.invalid', b'443', None, ctypes.byref(ctypes.c_void_p()))"
AT_HOME = "import socket\nwith socket.create_server(('127.0.0.1', 0)) as s: socket.create_connection(s.getsockname()).close()"
RUNTIME = "import onnxruntime, sys\nonnxruntime.InferenceSession(sys.argv[1])"


def bare(home: Path, scratch: Path) -> dict[str, str]:
    """A new user's variables. None of those by which onnxruntime knows a build server, where it is silent of itself (CI and its like)."""
    for folder in (home, scratch):
        folder.mkdir()
    places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"), str(home))
    source = str(Path(variorum.__file__).parents[1])
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": source, "TMPDIR": str(scratch), **places}


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """An empty folder to work in, and a new user's variables."""
    (tmp_path / "work").mkdir()
    return tmp_path / "work", bare(tmp_path / "home", tmp_path / "scratch")


@pytest.mark.process
def test_nothing_leaves_and_nothing_is_left_behind(place: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, env = place
    reports = tmp_path / "reports"
    shutil.copytree(EXAMPLE, reports)
    for name, text in BAIT.items():
        (reports / name).write_text(text, "utf-8")
    means = sealed.means()[0]
    # A user's own wish to be watched, or to fetch, changes nothing.
    env |= {"ORT_DISABLE_TELEMETRY": "0", "HF_HUB_DISABLE_TELEMETRY": "0", "HF_HUB_OFFLINE": "0"}
    done = sealed.run([sys.executable, str(ROOT / "tests" / "session.py"), str(reports)], env, folder, means)
    assert done.returncode == 0, done.output
    assert done.attempts == (), f"seen by {means}"
    assert list(tmp_path.joinpath("home").rglob("*")) == []
    assert list(tmp_path.joinpath("scratch").rglob("*")) == []
    assert {path.name for path in folder.iterdir()} <= {"library.db", "library.db-wal", "library.db-shm", "more", "export"}
    pages = ("stories/{} 200", "/export/{}.html 200", "/no-such-page 404")
    for told in ("10 new reports", "sound: ", "machine reading, check before use", "tei.xml", *pages):
        assert told in done.output


@pytest.mark.process
@pytest.mark.parametrize("means", ["namespace", "strace", "guard"])
@pytest.mark.parametrize("code", [LOOK_UP, CONNECT, SEND, CHILD, NATIVE], ids=["look-up", "connect", "send", "child", "native"])
def test_an_attempt_is_seen(place: tuple[Path, dict[str, str]], code: str, means: str) -> None:
    if means not in sealed.means():
        pytest.skip(f"{means} is not allowed or not there on this machine")
    if means == "guard" and code == NATIVE:
        pytest.skip("an audit hook sees no native code: where it is the only means, an empty home is what tells of telemetry")
    folder, env = place
    done = sealed.run([sys.executable, "-c", code], env, folder, means)
    assert done.returncode == 0, done.output
    assert done.attempts != ()


@pytest.mark.process
def test_a_fetch_is_seen_and_asks_no_more_than_it_was_told(place: tuple[Path, dict[str, str]]) -> None:
    folder, env = place
    command = [sys.executable, "-m", "variorum", "fetch", "http://192.0.2.7/a", "http://10.0.0.7/b", "--to", "pages", "--seconds", "1"]
    assert sealed.run(command, env, folder, sealed.means()[0]).attempts == ()  # neither stands on the open net
    seen = sealed.run([*command[:4], "http://8.8.8.8/", *command[6:]], env, folder, sealed.means()[0])
    assert seen.attempts != ()
    assert all("8.8.8.8" in attempt for attempt in seen.attempts)


@pytest.mark.process
@pytest.mark.parametrize("means", ["namespace", "strace", "guard"])
def test_talk_within_the_machine_is_no_attempt(place: tuple[Path, dict[str, str]], means: str) -> None:
    if means not in sealed.means():
        pytest.skip(f"{means} is not allowed or not there on this machine")
    folder, env = place
    assert sealed.run([sys.executable, "-c", AT_HOME], env, folder, means) == (0, "", ())


@pytest.mark.process
def test_a_runtime_that_is_not_silenced_would_be_noticed(place: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, env = place
    weights = str(Path(variorum.__file__).parent / "language" / "weights" / "encoder.onnx")
    done = sealed.run([sys.executable, "-c", RUNTIME, weights], env, folder, sealed.means()[0])
    assert done.returncode == 0, done.output
    if not any(tmp_path.joinpath("home").iterdir()):
        pytest.skip("this onnxruntime keeps nothing about its user: variorum.quiet may forget it")


def test_the_package_silences_whatever_was_set_and_leaves_a_host_its_fetching(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in quiet.TELLING | quiet.FETCHING:
        monkeypatch.setenv(name, "0")
    quiet.tell_nobody()
    assert {name: os.environ[name] for name in quiet.TELLING} == quiet.TELLING
    assert {os.environ[name] for name in quiet.FETCHING} == {"0"}
    quiet.stay_offline()
    assert {name: os.environ[name] for name in quiet.FETCHING} == quiet.FETCHING


def shown(code: str) -> dict[str, str]:
    """The settings that a fresh process has at the end of this code, begun with all of them against us."""
    names = quiet.TELLING | quiet.FETCHING
    code = f"import os, sys\n{code}\nprint({{name: os.environ[name] for name in {list(names)}}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | dict.fromkeys(names, "0")
    )
    return dict(ast.literal_eval(done.stdout.splitlines()[-1]))


@pytest.mark.process
def test_each_process_is_silenced_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guest tells nobody from the import on; the command line and the workers, which are ours alone, fetch nothing either."""
    assert shown("import variorum") == quiet.TELLING | dict.fromkeys(quiet.FETCHING, "0")
    command = "from variorum.apps import cli\nsys.argv = ['variorum', '--version']\ntry: cli.main()\nexcept SystemExit: pass"
    assert shown(command) == quiet.TELLING | quiet.FETCHING
    for name in quiet.TELLING | quiet.FETCHING:
        monkeypatch.setenv(name, "0")
    with LocalEngine(1, small=0) as engine:
        ((_, settings),) = engine.map(session.variables, [0], 1)
    assert {name: settings[name] for name in quiet.TELLING | quiet.FETCHING} == quiet.TELLING | quiet.FETCHING


def test_the_runtime_is_silenced_by_its_own_call_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another had loaded it before us the variable comes too late."""
    runtime, calls = quiet.onnxruntime(), []
    monkeypatch.setattr(runtime, "disable_telemetry_events", lambda: calls.append(os.environ["ORT_DISABLE_TELEMETRY"]))
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    quiet.onnxruntime()
    assert calls == ["1"]


def test_only_quiet_loads_the_runtime() -> None:
    """In the program, its training, its benchmarks and these tests: a script that loads it by itself would tell its maker."""
    doors = []
    for top in ("src", "training", "benchmarks", "tests", "docs"):
        for path in sorted((ROOT / top).rglob("*.py")):
            text = path.read_text("utf-8")
            for node in ast.walk(ast.parse(text)) if "onnxruntime" in text else ():
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
                names += [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)] if isinstance(node, ast.Call) else []
                if any(name.split(".")[0] == "onnxruntime" and " " not in name for name in names):
                    doors.append(path.relative_to(ROOT).as_posix())
    assert doors == ["src/variorum/quiet.py"]
