"""Files that take long to read; imported by name in worker processes."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def read_files(batch: Sequence[Any]) -> list[Any]:
    Path(os.environ["VARIORUM_TEST_STARTED"]).touch()
    time.sleep(600)
    return []
