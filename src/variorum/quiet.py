"""Nothing leaves the machine: what libraries under this program would send or fetch of their own accord is switched off here.

The only place that does so. The package asks it when it is imported, the command line and the workers when they start, and whoever
opens a network gets the runtime from here. Settings are overwritten, whatever they were: nobody who set one knew what is read here.
`tests/test_nothing_leaves.py` runs the program where every attempt to reach another machine is seen.
"""

import os
from importlib import import_module
from typing import Any, Final

# What tells a maker about his users. Since 1.29 onnxruntime keeps a device id and a database of events in the user's cache and sends them
# to Microsoft, on Linux and macOS too; it reads this word once, when it is loaded. huggingface_hub comes with tokenizers.
TELLING: Final = {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
# What fetches: models (huggingface_hub), and credentials of rented machines (the S3 client within pyarrow).
FETCHING: Final = {"HF_HUB_OFFLINE": "1", "AWS_EC2_METADATA_DISABLED": "true"}


def tell_nobody() -> None:
    """For this process and its children; also where `variorum` is a guest in another program, which loses nothing by it."""
    os.environ.update(TELLING)


def stay_offline() -> None:
    """For processes that are ours alone: a program that imports `variorum` may have models of its own to fetch."""
    os.environ.update(TELLING | FETCHING)


def onnxruntime() -> Any:
    """The runtime, silenced. By the variable, which stops all of it, and by its own call, for where another had loaded it before."""
    tell_nobody()
    # By name: the package's own type hints do not export what its manual tells one to use.
    runtime = import_module("onnxruntime")
    runtime.disable_telemetry_events()
    return runtime
