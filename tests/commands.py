"""The command line in this process, so that models are loaded once for all tests."""

import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from variorum.apps import cli


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object, cwd: Path | None = None) -> Done:
    """The command in this process, so that models are loaded once for all tests."""
    out, errors, before, code = StringIO(), StringIO(), Path.cwd(), 0
    os.chdir(cwd or before)
    try:
        with redirect_stdout(out), redirect_stderr(errors), patch.object(sys, "argv", ["variorum", *map(str, arguments)]):
            cli.main()
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else 0 if done.code is None else 1
    finally:
        os.chdir(before)
    return Done(code, out.getvalue(), errors.getvalue())
