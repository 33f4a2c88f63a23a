"""Analysis that kills its worker at the paragraph with the word in VARIORUM_TEST_KILLER; imported by name in worker processes."""

import os
import signal
from collections.abc import Sequence
from typing import Any

from variorum.job.reading import analyse_all as analyse


def analyse_all(told: Sequence[tuple[str, str | None]]) -> list[Any]:
    if any(os.environ["VARIORUM_TEST_KILLER"] in text for text, _ in told):
        os.kill(os.getpid(), signal.SIGKILL)
    return analyse(told)
