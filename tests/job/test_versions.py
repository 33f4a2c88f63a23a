"""Each look has a version that changes with what its stages rest on, and with nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from variorum import pipeline
from variorum.job import versions

READING = [stage.run.__module__ for stage in pipeline.OF_PARAGRAPH] + ["variorum.language.reader"]
JUDGING = [stage.run.__module__ for stage in pipeline.OF_STORY]


def names(modules: list[str]) -> set[str]:
    return {path.relative_to(versions.HOME).as_posix() for path in versions.closure(modules)}


def test_reading_a_paragraph_rests_on_no_rule_of_comparing_and_on_all_that_it_asks():
    found = names(READING)
    above = ("questions", "story", "people", "descent", "across", "job", "views", "apps")
    assert not {name for name in found if name.split("/")[0] in above}
    assert {"language/weights/tagger.onnx", "language/weights/encoder.onnx", "language/english/lexicons/cues.tsv"} <= found
    assert {"language/english/statements/worth.py", "language/english/grammar/clauses.py", "model/statement.py", "text/grain.py"} <= found
    assert not {"language/weights/judge.onnx", "language/stories.py", "language/english/stories.py"} & found


def test_judging_a_story_rests_on_the_rules_of_comparing():
    assert {"questions/kinds/polarity.py", "language/weights/judge.onnx", "people/coreference.py", "descent/direction.py"} <= names(JUDGING)
    assert {"language/english/stories.py", "language/english/speech/sayings.py", "language/english/coming.py"} <= names(JUDGING)


def test_no_data_file_is_outside_of_all_looks():
    everything = names([*READING, *JUDGING, "variorum.language.english.page.blocks", "variorum.across.stories", "variorum.sources.files"])
    kept = {path.relative_to(versions.HOME).as_posix() for place in versions.DATA for path in place.iterdir() if path.is_file()}
    assert kept <= everything


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("questions/kinds/polarity.py", {"stories"}),
        ("language/weights/screen.json", {"stories"}),
        ("language/weights/tagger.onnx", {"paragraphs", "stories"}),
        ("across/stories.py", {"groups"}),
        ("sources/feed.py", {"files"}),
        ("language/english/models.py", {"paragraphs", "stories"}),
        ("language/english/speech/sayings.py", {"stories"}),
        ("language/english/names/joint.py", {"stories"}),
        ("language/english/page/blocks.py", {"reports", "groups", "stories"}),
        ("language/weights/heads.json.gz", {"files", "reports", "groups", "stories"}),
        ("views/brief.py", set()),
    ],
)
def test_what_a_changed_file_makes_anew(name: str, changed: set[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    before = versions.looks.__wrapped__()
    usual: Callable[[Path], bytes] = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: usual(path) + b"#" * (path == versions.HOME / name))
    after = versions.looks.__wrapped__()
    assert {look for look in before._fields if getattr(before, look) != getattr(after, look)} == changed
