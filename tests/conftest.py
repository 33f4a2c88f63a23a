"""What several rooms' tests share, and the rule by which `make unit` stays fast.

A test says by its marker what it needs beyond plain code: a model, a process, a browser, or minutes (pyproject.toml lists the markers). A
test that does not say so is refused the parser, the networks and every new process, so that what `make unit` runs is quick by rule. One
that is marked `stored` is given paragraphs that were laid down (stored.py) where it reads, unless it asks for the model as well.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))  # so that tests can `import made`

import stored
from variorum.language import reader
from variorum.language.models import parser, runtime
from variorum.language.models.judge import Judge

# A change is judged on the same made-up inputs each time; new ones are sought where somebody sits and can look at what they find.
settings.register_profile("same", derandomize=True)
settings.register_profile("new")
settings.load_profile("same" if os.environ.get("CI") else "new")

PROCESSES = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn"})
"""What Python tells those who watch it when a process is about to start."""

refused: set[str] = set()
"""What the test that runs now has not said that it needs."""
asked: list[str] = []
"""What of this it asked for all the same; work that goes on after an error does not hide it."""


class Unmarked(OSError):
    """A test used what its marker does not tell; an error that work in threads and workers tells on."""


def refuse(need: str) -> None:
    if need in refused:
        asked.append(need)
        raise Unmarked(f"a test that is not marked `{need}` may not need one: see tests/conftest.py")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    said = {mark.name for mark in item.iter_markers()}
    if not said & {"browser", "reliability"}:
        refused.update({"model", "process"} - said)
    if "stored" in said and "model" not in said:
        reader.read, Judge.tells = stored.read, stored.tells  # type: ignore[method-assign]
        if stored.RECORDING:
            refused.discard("model")
    try:
        return (yield)
    finally:
        reader.read, Judge.tells = stored.read_by_models, stored.told_by_model  # type: ignore[method-assign]
        refused.clear()
        asked.clear()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if stored.RECORDING and exitstatus == 0:
        config = session.config
        stored.lay_down(config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword)


@pytest.fixture(autouse=True)
def needs_are_marked() -> Iterator[None]:
    yield
    assert not asked, f"mark this test with {sorted(set(asked))}: see tests/conftest.py"


def watch(event: str, _: tuple[Any, ...]) -> None:
    if event in PROCESSES:
        refuse("process")


def pytest_configure() -> None:
    sys.addaudithook(watch)
    pipeline, run = parser.pipeline, runtime.Model.run

    def loaded(model: str) -> Any:
        refuse("model")
        return pipeline(model)

    def ran(model: runtime.Model, inputs: dict[str, Any]) -> Any:
        refuse("model")
        return run(model, inputs)

    parser.pipeline, runtime.Model.run = loaded, ran  # type: ignore[assignment, method-assign]
