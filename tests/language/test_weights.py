"""The weights are found in the program's own tree, else in the wheel of the weights. tests/wheel.sh installs that wheel."""

import runpy
import shutil
from pathlib import Path

import pytest

from variorum.job import versions
from variorum.language.models import weights

VERSION = runpy.run_path(str(Path(__file__).parents[2] / "weights" / "version.py"))


def test_the_tree_is_asked_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / weights.WHEEL).mkdir()
    (tmp_path / weights.WHEEL / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert weights.folder() == weights.TREE
    monkeypatch.setattr(weights, "TREE", tmp_path / "none")
    assert weights.folder() == tmp_path / weights.WHEEL


def test_without_weights_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "TREE", tmp_path / "none")
    with pytest.raises(weights.WeightsMissing, match="variorum-weights-en"):
        weights.folder()


def test_what_is_read_with_weights_of_the_wheel_need_not_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same weights are of one version wherever they lie."""
    before = versions.of(("variorum.questions.screen",))
    shutil.copytree(weights.TREE, tmp_path / weights.WHEEL)
    monkeypatch.setattr(versions, "DATA", (*versions.DATA[:2], tmp_path / weights.WHEEL))
    versions._told.cache_clear()
    try:
        assert versions.of(("variorum.questions.screen",)) == before
        (tmp_path / weights.WHEEL / "judge.json").write_text("{}")
        assert versions.of(("variorum.questions.screen",)) != before
    finally:
        versions._told.cache_clear()


def test_other_weights_are_another_version(tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(b"one")
    one = VERSION["version"](tmp_path)
    assert one == VERSION["version"](tmp_path)
    (tmp_path / "a.onnx").write_bytes(b"two")
    assert VERSION["version"](tmp_path) != one
    (tmp_path / "a.onnx").write_bytes(b"one")
    (tmp_path / "a.onnx").rename(tmp_path / "b.onnx")
    assert VERSION["version"](tmp_path) != one
