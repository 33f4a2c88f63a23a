"""What the README tells people to type works as written, and every link in the docs leads somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup as Group

from variorum.apps import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
USE = README.partition("## Use\n")[2].partition("\n## ")[0]
LIVE = README.partition("## Fetch and watch\n")[2].partition("\n## ")[0]
CORRECT = README.partition("## Correct it\n")[2].partition("\n## ")[0]
COMMANDS = [shlex.split(line.partition("#")[0])[1:] for line in USE.splitlines() if line.startswith("    variorum ")]
CORRECTIONS = [shlex.split(line.partition("#")[0])[1:] for line in CORRECT.splitlines() if line.startswith("    variorum ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples" / "mackerel", place / "reports")
    return place


@pytest.mark.process
@pytest.mark.model
def test_the_commands_of_the_readme_work_in_their_order(folder: Path) -> None:
    assert [command[0] for command in COMMANDS] == ["read", "stories", "brief", "export", "serve", "check", "export"]
    for command in COMMANDS:
        asked = [*command, "--help"] if command[0] == "serve" else command
        done = subprocess.run([sys.executable, "-m", "variorum", *asked], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
    assert (folder / "tables" / "points.jsonl").stat().st_size > 0


@pytest.mark.process
@pytest.mark.model
def test_the_python_of_the_readme_works(folder: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code
    done = subprocess.run([sys.executable, "-c", code.group(1)], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WHERE THEY DIFFER" in done.stdout


@pytest.mark.process
@pytest.mark.model
def test_the_corrections_of_the_readme_work_in_their_order(folder: Path, tmp_path: Path) -> None:
    assert [command[1] for command in CORRECTIONS] == ["speaker", "same", "apart", "strike", "list", "undo"]
    shutil.copytree(folder / "reports", tmp_path / "reports")
    for command in (["read", "reports"], *CORRECTIONS, ["check"]):
        done = subprocess.run([sys.executable, "-m", "variorum", *command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), command


def test_the_commands_that_reach_other_machines_are_typed_as_they_are_known() -> None:
    lines = [line.partition("   #")[0] for line in LIVE.splitlines() if line.startswith("    ")]
    commands = [shlex.split(line.rpartition("variorum ")[2]) for line in lines]
    assert [command[0] for command in commands] == ["fetch", "watch", "read"]
    known = typer.main.get_command(cli.app)
    assert isinstance(known, Group)
    for name, *arguments in commands:
        with known.commands[name].make_context(name, arguments):  # raises for an option that is not known
            pass


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_links_and_paths_of_the_docs_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if not link.startswith("http")]
    paths = re.findall(r"`((?:src|tests|docs|examples|benchmarks|training)/[\w./-]*\w)`", text)
    missing = [link for link in (*links, *paths) if not (ROOT / link).exists()]
    assert missing == []


def test_make_targets_named_in_the_docs_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"^    make ([\w-]+)", (ROOT / name).read_text("utf-8"), re.M):
            assert re.search(rf"^{target}:", makefile, re.M), target
