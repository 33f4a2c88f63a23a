"""The house: who may import whom, what `import variorum` loads, and what may not be in the project."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

import variorum
from variorum.language import detection, packs

HOME = Path(variorum.__file__).parent
ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# The floors of the house from the top, as import-linter reads them: a file may import from lower floors only, and from no sibling.
(LAYERS,) = (contract["layers"] for contract in PROJECT["tool"]["importlinter"]["contracts"] if contract["type"] == "layers")
FLOORS = [[room.removeprefix("variorum.") for room in layer.split(" | ")] for layer in LAYERS]
WEB = ("apps/web.py", "apps/pages.py", "apps/openapi.py", "apps/safety.py")


@cache
def imports(path: Path) -> set[str]:
    """The modules of the house that a file imports, at the top or inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


def floor(name: str) -> int | None:
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), None)


def sources() -> list[Path]:
    return sorted(HOME.rglob("*.py"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(HOME).as_posix())
def test_nobody_imports_from_a_floor_above(path: Path) -> None:
    place = path.relative_to(HOME)
    room = place.parts[0].removesuffix(".py")
    here = floor(room)
    if here is None:
        assert room in ("__init__", "__main__"), f"{room} stands on no floor"
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "variorum" or len(parts) < 2:
            continue
        there = floor(parts[1])
        if there is None:
            continue
        assert there >= here, f"{place} imports {name}"
        if there == here:
            assert parts[1] == room, f"{place} imports {name}"
        if room in ("story", "paragraph") and parts[1] == room and len(parts) > 2:
            own = place.parts[1].removesuffix(".py")
            assert parts[2] == own, f"the stage {place} imports the stage {name}"


def test_the_architecture_shows_the_floors_as_they_are() -> None:
    shown = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("Who may import whom")[2].partition("\n## ")[0]
    lines = [line.strip().partition("  ")[0] for line in shown.splitlines() if line.startswith("    ")]
    assert [line.split(" | ") for line in lines] == FLOORS


def test_every_python_that_is_promised_is_tried() -> None:
    """The matrix of the public workflow begins with the oldest Python that the project asks for."""
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8")
    tried = re.findall(r'"(3\.\d+)"', re.search(r"python: \[(.*)\]", workflow)[1])  # type: ignore[index]
    assert f">={tried[0]}" == PROJECT["project"]["requires-python"]
    assert f"3.{sys.version_info.minor}" in tried


JUDGING = ("across", "descent", "paragraph", "people", "questions", "story")


def test_english_is_asked_through_the_packs() -> None:
    """Nothing outside its own folder names English: what reads a paragraph, compares or shows asks a face of `language/`."""
    for path in sources():
        place = path.relative_to(HOME)
        own = place.parts[:2] == ("language", "english")
        english = [name for name in imports(path) if name.startswith("variorum.language.english")]
        assert own or not english, f"{place} imports {english[0]}"
        assert own or "language.english" not in path.read_text("utf-8") or place.name == "packs.py", place


def judging() -> list[tuple[Path, ast.AST]]:
    """Every node of the code that judges, outside of what a person reads (docstrings, f-strings)."""
    files = [path for room in JUDGING for path in sorted((HOME / room).rglob("*.py"))]
    return [(path, node) for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]


def test_who_judges_asks_signs_and_no_words() -> None:
    """A pattern outside `language/` may hold quotation marks, digits, brackets and classes of letters, and no letters of a word."""
    harmless = re.compile(r"\\[A-Za-z]|\[[^\]]*\]|\(\?P?<\w*>?|\{[^}]*\}")
    for path, node in judging():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re":
            parts = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
            for pattern in filter(lambda part: isinstance(part, str), parts):
                assert not re.search(r"[A-Za-z]{2}", harmless.sub(" ", pattern)), f"{path}:{node.lineno} matches words: {pattern}"


def test_who_judges_compares_with_no_small_word_of_english() -> None:
    # Of fields: how a bound, a time or a condition is meant.
    values = {"about", "after", "at", "before", "between", "if", "since", "unless", "until"}
    small = (detection._function_words()["en"] | {"they", "she", "him", "our", "i"}) - values
    for path, node in judging():
        collected = [node] if isinstance(node, (ast.Set, ast.List, ast.Tuple)) else []
        compared = node.comparators if isinstance(node, ast.Compare) else collected
        constants = [part.value for each in compared for part in ast.walk(each) if isinstance(part, ast.Constant)]
        words = {value.lower() for value in constants if isinstance(value, str)}
        assert not words & small, f"{path}:{getattr(node, 'lineno', 0)} asks for {sorted(words & small)}"


def test_questions_and_paragraphs_match_no_strings() -> None:
    for room in ("questions", "paragraph"):
        for path in (HOME / room).rglob("*.py"):
            assert "re" not in imports(path), path


def test_judgements_open_no_connection() -> None:
    """The talk with a model's server is in a room of its own, and no stage, nor the web, can reach it."""
    talking = {"http.client", "urllib.request", "httpx", "socket", "requests"}
    found = {path.relative_to(HOME).parts[0] for path in sources() if imports(path) & talking}
    assert "servers" in found
    assert not found & {"story", "paragraph", "across", "descent", "proposals", "questions", "people", "language", "views"}


def test_there_is_one_clause_reader() -> None:
    """One class a language reads the clauses of a parse, and nothing outside `language/` asks a parser's labels."""
    texts = {path.relative_to(HOME).as_posix(): path.read_text("utf-8") for path in sources()}
    readers = [name for name, text in texts.items() if re.search(r"class \w*Clauses\b", text)]
    assert readers == [f"{folder.removeprefix('variorum.').replace('.', '/')}/grammar/clauses.py" for folder in packs.PACKS.values()]
    labels = re.compile(r"\.dep\b")
    asking = {name for name, text in texts.items() if labels.search(text)}
    assert {name for name in asking if not name.startswith("language/")} == set()


def test_only_one_file_imports_ray() -> None:
    found = [path.relative_to(HOME).as_posix() for path in sources() if any(name.split(".")[0] == "ray" for name in imports(path))]
    assert found in ([], ["engines/ray.py"])


@pytest.mark.parametrize("name", WEB)
def test_the_web_never_writes(name: str) -> None:
    for module in imports(HOME / name):
        judging = ("story", "paragraph", "across", "descent", "people", "corrections")
        for forbidden in ("pipeline", "job", *judging, "engines", "sources", "servers", "store.writer", "store.links"):
            assert not module.startswith(f"variorum.{forbidden}"), module


@pytest.mark.process
def test_import_variorum_is_light() -> None:
    code = "import variorum, sys; variorum.open; print(sorted(name.split('.')[0] for name in sys.modules))"
    loaded = set(ast.literal_eval(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout))
    assert not loaded & {
        "numpy",
        "spacy",
        "onnxruntime",
        "ray",
        "starlette",
        "uvicorn",
        "jinja2",
        "typer",
        "rich",
        "pyarrow",
        "lxml",
    }


def test_the_version_is_told_once() -> None:
    assert PROJECT["project"]["version"] == variorum.__version__


def test_every_dependency_is_used_and_locked() -> None:
    named = {re.split(r"[<>=!~ ]", line)[0].lower().replace("_", "-") for line in PROJECT["project"]["dependencies"]}
    locked = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if "==" in line}
    assert named <= locked
    everything = {name.split(".")[0].lower().replace("_", "-") for path in sources() for name in imports(path)}
    texts = "\n".join(path.read_text("utf-8") for path in sources())
    for name in named - everything:
        module = name.replace("-", "_")
        assert re.search(rf"[\"']{module}[\"']", texts) or name in {"lxml-html-clean"}, f"{name} is asked for and never used"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"])
def test_the_locks_name_no_host_and_hash_everything(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links", text)
    packages = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.M | re.S)
    assert packages
    assert all("--hash=sha256:" in package for package in packages)


def test_no_file_is_a_heap() -> None:
    """Files that a person can hold in mind: 100 to 300 lines is the rule, 500 the end."""
    long = {path.relative_to(HOME).as_posix(): count for path in sources() if (count := len(path.read_text("utf-8").splitlines())) > 500}
    assert long == {}


def test_the_package_carries_its_data() -> None:
    """All that is not Python lies inside the package, and the weights stay under their limit."""
    weights = HOME / "language" / "weights"
    assert sum(path.stat().st_size for path in weights.rglob("*") if path.is_file()) < 60_000_000
    assert (HOME / "py.typed").exists()  # who imports it sees its types; tests/wheel.sh looks whether it is in the wheel
