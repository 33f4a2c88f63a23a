"""Variorum reads many news reports and tells what they establish.

import variorum
library = variorum.open("library.db")
library.read(["reports/"])
print(library.story().text())
"""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from variorum import quiet

if TYPE_CHECKING:
    from variorum.apps.python import OpenLibrary

# A program that uses this one as a library says itself where its words go.
logging.getLogger(__name__).addHandler(logging.NullHandler())

__version__ = "0.1.0"

quiet.tell_nobody()  # before anything else of the package is loaded


def open(path: str | Path = "library.db") -> "OpenLibrary":
    """The library at this path; it is made by the first `read`. Raises LibraryError where the file is something else."""
    from variorum.apps.python import OpenLibrary

    return OpenLibrary(path)
