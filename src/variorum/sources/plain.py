"""Plain text: one file, one report. The last resort, so it also says what a file is that holds no text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import binary, decode
from variorum.sources.make import STAGE, Found, named, report, whole


@dataclass(frozen=True, slots=True)
class PlainText:
    """Any file with words in it that no other format takes."""

    def takes(self, path: Path, head: bytes) -> bool:
        return True

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
        elif what := binary(data):
            yield Problem(origin, STAGE, "binary", f"The file is {what}, not text.")
        else:
            yield Record("", lambda: _of_text(data, named(path), origin, given))


def _of_text(data: bytes, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    decoded = decode(data)
    if decoded.note:
        yield Problem(origin, STAGE, "encoding", decoded.note)
    yield report(Found(decoded.text, name), origin, given)
