"""How a file is marked that was read: by the hash of its bytes, and by what the user said of it."""

import hashlib
import json
from pathlib import Path

from variorum.contracts import Given
from variorum.model.rows import from_row, to_row
from variorum.sources import files


def marked(content: str, told: Given) -> str:
    """How a file is marked that was read: the hash of its bytes, and what the user said of it, if anything."""
    return content if told == Given() else f"{content} {json.dumps(to_row(told), sort_keys=True)}"


def content_of(mark: str) -> str:
    """The hash of the bytes of a file that is marked so."""
    return mark.partition(" ")[0]


def with_earlier(given: Given, before: str, content: str) -> Given:
    """What the user says of a file, and what they said of the same bytes before where they say nothing else now: reading a folder again
    takes nothing back."""
    earlier, _, said = before.partition(" ")
    if earlier != content or not said:
        return given
    told = from_row(Given, json.loads(said))
    return Given(given.outlet or told.outlet, given.published or told.published, given.url or told.url, given.fields or told.fields)


def digest(path: Path) -> tuple[str, int]:
    """Hash of a file's bytes (of an unreadable file, of the error), and its size in bytes.

    The files that are read with it count as its own.
    """
    made = hashlib.sha256()
    size = 0
    for each in (path, *files.beside(path)):
        try:
            with files.regular(each) as file:
                while data := file.read(1 << 20):
                    made.update(data)
                    size += len(data)
        except OSError as error:
            made.update(str(error.errno).encode())
    return made.hexdigest()[:24], size
