"""The parser's products: made by numpy in one thread, else by the library that spaCy brings; what is parsed is the same."""

import subprocess
import sys

import pytest

from variorum.language.english import models
from variorum.language.models import parser

TEXTS = [
    "The harbour master of Skarvik said on Tuesday that no ship had left the inner port since the storm.",
    '"We cannot reopen the lock before the divers have looked at the gate," Ilse Marwick told reporters, adding that 14 of them were ill.',
    "Who pays?",
    "",
]


@pytest.mark.model
def test_whichever_library_multiplies_the_parse_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for threads in ("1", "2"):
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
        model = parser.opened(models.PARSER)
        assert {node.ops.use_blis for node in model.get_pipe("tok2vec").model.walk()} == {threads != "1"}
        monkeypatch.setattr(parser, "pipeline", lambda _, model=model: model)
        found.append(list(models.parse(TEXTS)))
    assert found[0] == found[1]
    assert len(found[0][0].tokens) > 10


@pytest.mark.parametrize(
    ("openblas", "openmp", "one"), [("1", None, True), (None, "1", True), ("4", "1", False), (None, None, False), (None, "2", False)]
)
def test_how_many_threads_multiply_is_what_numpy_was_told(
    monkeypatch: pytest.MonkeyPatch, openblas: str | None, openmp: str | None, one: bool
) -> None:
    for name, value in (("OPENBLAS_NUM_THREADS", openblas), ("OMP_NUM_THREADS", openmp)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert parser._one_thread() is one


@pytest.mark.process
def test_the_command_line_can_still_tell_numpy_when_it_begins() -> None:
    code = "import sys, variorum.apps.cli; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
