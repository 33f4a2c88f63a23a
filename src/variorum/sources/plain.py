"""Plain text: one file, one report, or the reports of a press database.

The last resort, so it also says what a file is that holds no text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources.addresses import in_lines
from variorum.sources.decode import binary, decode
from variorum.sources.exports import of_lines
from variorum.sources.make import STAGE, named, whole

_ELEMENT = re.compile(r"\s*<(?P<name>[A-Za-z][\w:.-]*)(?:\s[^<>]*)?>.*</(?P=name)>\s*", re.DOTALL)  # the whole of it is one


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
            decoded = decode(data)
            if decoded.note:
                yield Problem(origin, STAGE, "encoding", decoded.note)
            if what := _no_text(decoded.text):
                yield Problem(origin, STAGE, "no text", f"The file is {what}")
            else:
                yield from of_lines(decoded.text, named(path), origin, given)


def _no_text(text: str) -> str | None:
    """What a text is that is none: addresses alone, or mark-up of a kind that is not read."""
    if in_lines(text):
        return "a list of addresses: `variorum fetch` saves the pages and reads them."
    if text.lstrip("\ufeff \r\n\t").startswith("<?xml") or _ELEMENT.fullmatch(text):
        return "XML of a kind that is not read; what it says was left alone."
    return None
