"""What README and docs tell people to type works as written, every link leads somewhere, and what is made from the program is as it is.

A fenced block of `sh` or `python` is run, page by page, in a folder with the example's reports and a library of them (`news.db`). One that
cannot be run has a comment before it, `<!-- not run: why -->`. A `text` block with a title is a file that the page begins with; one after
`<!-- output of the card ... -->` is what the last command's library tells, and `make accept` rewrites it.
"""

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from typer.core import TyperGroup as Group

import variorum
from commands import run
from variorum.apps import cli, configuration
from variorum.views.page import card_as_text

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
DOCS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md")
ACCEPT = bool(os.environ.get("ACCEPT"))
FENCE = re.compile(
    r"(?:<!-- (?P<said>not run|output)[ :](?P<why>[^>]*?) -->\n)?"
    r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$',
    re.MULTILINE | re.DOTALL,
)
RUN = frozenset({"sh", "python", "toml"})
# What asks other machines, or goes on until it is stopped: only whether it is typed as the program knows it is looked at.
TYPED = frozenset({"fetch", "watch", "serve", "ask"})


class Block(NamedTuple):
    """A fenced block of a page."""

    kind: str
    body: str
    title: str | None
    said: str | None  # "not run" or "output", where a comment before it says so
    why: str | None
    start: int  # of its body in the page
    end: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    named = ("kind", "body", "title", "said", "why")
    return [Block(*(found[name] for name in named), *found.span("body")) for found in FENCE.finditer(text)]


def is_run(block: Block) -> bool:
    return block.kind in RUN and block.said != "not run"


RUN_PAGES = [page for page in PAGES if any(map(is_run, blocks(page)))]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's reports, and a library of them."""
    place = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "examples" / "mackerel", place / "reports")
    assert run("read", "reports", "--library", "news.db", cwd=place).returncode == 0
    return place


@pytest.fixture
def folder(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(example, tmp_path, dirs_exist_ok=True)
    shutil.copy(tmp_path / "news.db", tmp_path / "library.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VARIORUM_LIBRARY", raising=False)
    return tmp_path


@pytest.mark.process
@pytest.mark.model
@pytest.mark.parametrize("page", RUN_PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_works_in_its_order(page: Path, folder: Path) -> None:
    found = blocks(page)
    if any(block.title for block in found):
        shutil.rmtree(folder / "reports")
    for block in found:
        if block.title:
            (folder / block.title).parent.mkdir(exist_ok=True)
            (folder / block.title).write_text(block.body, "utf-8")
    names: dict[str, object] = {"__name__": "__main__"}
    library, shown = "news.db", []
    for block in found:
        if block.said == "output":
            shown.append((block, card_as_text(variorum.open(folder / library).story().brief(), 90) + "\n"))
        elif is_run(block) and block.kind == "python":
            exec(compile(block.body, f"{page.name}", "exec"), names)
        elif is_run(block) and block.kind == "toml":
            (folder / "config.toml").write_text(block.body)
            known(block.body)
        elif is_run(block):
            for command in commands(block.body):
                typed(command)
                library = command[command.index("--library") + 1] if "--library" in command else library
    if ACCEPT:
        rewrite(page, shown)
    assert [block.body for block, _ in shown] == [told for _, told in shown]


def commands(body: str) -> list[list[str]]:
    """The commands of a block, line by line, without comments."""
    lines = body.replace("\\\n", " ").splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def typed(command: list[str]) -> None:
    """Run a command of ours in this process; look whether another is there."""
    program, *arguments = command
    if program == "make":
        assert re.search(rf"^{arguments[0]}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE), command
    elif "|" in command or arguments[0] in TYPED:
        name, *rest = command[len(command) - command[::-1].index("variorum") :]
        group = typer.main.get_command(cli.app)
        assert isinstance(group, Group)
        with group.commands[name].make_context(name, rest):  # raises for an option that is not known
            pass
    else:
        assert program == "variorum", f"{command} cannot be run: say why before the block"
        done = run(*arguments)
        assert done.returncode == 0, (command, done.stderr)


def known(configured: str) -> None:
    """Does the program know what a configuration file says?"""
    os.environ["VARIORUM_CONFIG"] = "config.toml"
    try:
        done = run("stories", "--library", "news.db")
        assert done.returncode == 0, done.stderr
        assert configuration.table("reader", dict.fromkeys(tomllib.loads(configured)["reader"], str))
    finally:
        del os.environ["VARIORUM_CONFIG"]


def rewrite(page: Path, shown: list[tuple[Block, str]]) -> None:
    text = page.read_text("utf-8")
    for block, told in reversed(shown):
        text = text[: block.start] + told + text[block.end :]
    page.write_text(text, "utf-8")


def test_what_is_not_run_says_why() -> None:
    silent = [(page.name, block.body) for page in PAGES for block in blocks(page) if block.said == "not run" and len(block.why or "") < 5]
    assert silent == []
    assert {block.kind for page in PAGES for block in blocks(page) if not is_run(block) and block.said != "not run"} <= {"text"}


@pytest.mark.parametrize("name", DOCS)
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


def test_what_is_made_from_the_program_is_as_the_program_is() -> None:
    """A change of nouns, answers, help or kinds of difference: `make docs-data`; what a new field means goes to views/dictionary.toml."""
    made = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    wanted = made["wanted"]()
    stale = [str(path.relative_to(ROOT)) for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == []
    there = set((ROOT / "src" / "variorum" / "schemas").glob("**/*.json"))
    assert there == {path for path in wanted if path.suffix == ".json"}
    assert "| None |" not in (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")


@pytest.mark.process
def test_the_pages_are_built_without_a_network_and_fetch_nothing(tmp_path: Path) -> None:
    site, attempts = tmp_path / "site", tmp_path / "attempts"
    sealed = {"PYTHONPATH": f"{ROOT / 'tests' / 'guard'}:{ROOT / 'src'}", "SEALED_RECORD": str(attempts), "NO_MKDOCS_2_WARNING": "1"}
    environment = os.environ | sealed
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, attempts.exists()) == (0, "", False)
    pages = {path.name: path.read_text("utf-8") for path in site.glob("*.html")}
    assert {page.with_suffix(".html").name for page in PAGES[1:]} <= pages.keys()
    for name, text in pages.items():
        assert re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="?(?:https?:)?//[^>]*', text) == [], name
    assert "OpenLibrary.points" in pages["python.html"]
    assert (site / "recipes" / "datasette.yaml").exists()


def test_the_release_says_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == variorum.__version__
    assert f"\nversion: {variorum.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    (parser,) = (name.partition("=")[0] for name in project["dependencies"] if name.startswith("en-core"))
    assert parser in (ROOT / "NOTICE").read_text("utf-8")


def test_the_container_has_no_rights_and_needs_only_what_it_is_given() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert lines.index("USER reader") < lines.index('ENTRYPOINT ["variorum"]')
    copied = [word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]]
    assert {f"!{name}" for name in copied} == set(ignored) - {"*"}
