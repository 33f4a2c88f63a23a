"""What has to be done again when the program changes.

Each look has a version of its own: a hash of the code, the data files and the models that its stages rest on, and of no more. A changed
rule of comparing judges stories anew and reads no paragraph again. The code of a look is what its stages import, and what that imports,
as far as the package goes, and the parts that it asks of every language; its data files are those that this code names.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import Final, NamedTuple

from variorum import pipeline
from variorum.language import packs, pages
from variorum.language.models import weights

HOME: Final = Path(__file__).parents[1]
DATA: Final = (*sorted((HOME / "language").glob("**/lexicons")), weights.folder())
MODELS: Final = ("spacy", "thinc", "onnxruntime", "tokenizers", "numpy")
ENCODING: Final = ("onnxruntime", "tokenizers", "numpy")
READERS: Final = ("trafilatura", "lxml", "charset-normalizer", "dateparser", "warcio")
_IMPORT: Final = re.compile(r"^\s*(?:from (variorum[\w.]*) import (\([^)]*\)|[^\n(]*)|import (variorum[\w.]*))", re.MULTILINE)
_PART: Final = re.compile(r"""packs\.parts?\(["']([\w.]+)["']""")
_FILE: Final = re.compile(r"""["']([\w.-]+\.(?:tsv|txt|toml|onnx|json(?:\.gz)?|npz))["']""")


class Looks(NamedTuple):
    """The versions of what is kept: files read, reports prepared, paragraphs read, stories grouped, stories judged."""

    files: str
    reports: str
    paragraphs: str
    groups: str
    stories: str


@cache
def looks() -> Looks:
    """The versions of this program. What rests on another look changes with it."""
    reports = hashed(of(pipeline.OF_REPORT), pages.users_table())
    models = (*MODELS, *(package for part in packs.parts("models") for package in part.PACKAGES))
    paragraphs = hashed(of(pipeline.OF_PARAGRAPH), of(("variorum.language.reader",)), _packages(models))
    return Looks(
        files=hashed(of(("variorum.sources.files",)), _packages(READERS), pages.users_table()),
        reports=reports,
        paragraphs=paragraphs,
        groups=hashed(of(("variorum.across.stories", "variorum.across.sequels")), reports, _packages(ENCODING)),
        stories=hashed(of(pipeline.OF_STORY), of(("variorum.pipeline",), deep=False), reports, paragraphs),
    )


@cache
def judge() -> str:
    """The version of the judge: what it says of a line rests on its net, and on how a language cuts words down to their stems."""
    return hashed(of(("variorum.language.models.judge", "variorum.language.pack")), _packages(ENCODING))


def of(stages: Iterable[pipeline.Stage | str], deep: bool = True) -> str:
    """A hash of the code and the data files that these stages, or modules by name, rest on."""
    names = [stage if isinstance(stage, str) else stage.run.__module__ for stage in stages]
    files = closure(names) if deep else {path for name in names if (path := _file(name))}
    return hashed(sorted((_named(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files))


def closure(modules: Iterable[str]) -> set[Path]:
    """The files of these modules, of all that they import from the package, anywhere in them, and the data files that these name."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        path = _file(waiting.pop())
        if path is None or path in found:
            continue
        found.add(path)
        imported, data = _told(path)
        found.update(data)
        waiting += imported
    return found


@cache
def _told(path: Path) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """What a file imports from the package, the packages on the way to it among them, and the data files that it names."""
    text = path.read_text("utf-8")
    names: list[str] = []
    for base, listed, plain in _IMPORT.findall(text):
        words = (word.split(" as ")[0].strip() for word in listed.strip("()").split(","))
        names += [plain or base, *(f"{base}.{word}" for word in words if word)]
    names += [f"{folder}.{part}" for part in _PART.findall(text) for folder in packs.PACKS.values()]
    roads = {name.rsplit(".", count)[0] for name in names for count in range(name.count("."))}
    files = tuple(place / name for name in _FILE.findall(text) for place in DATA if (place / name).is_file())
    # The package's own face stands on every road; what it opens lazily is no part of a judgement.
    return tuple(sorted(roads - {"variorum"})), files


@cache
def _file(module: str) -> Path | None:
    """The file of a module of the package; None where the name is that of something within one."""
    place = HOME.joinpath(*module.split(".")[1:])
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def _named(path: Path) -> str:
    """A file's place in the package's tree; weights have the same one where they lie in a wheel of their own."""
    return path.relative_to(HOME).as_posix() if path.is_relative_to(HOME) else f"language/weights/{path.name}"


def hashed(*parts: object) -> str:
    """24 hex digits that change with any of the parts."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:24]


def _packages(names: Iterable[str]) -> list[str]:
    return [f"{name}-{installed(name)}" for name in names]
