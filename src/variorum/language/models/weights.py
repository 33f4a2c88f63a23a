"""Where the models' weights lie: in the program's own tree, else in the wheel of the weights (`weights/` says how both are built)."""

from importlib.util import find_spec
from pathlib import Path

from variorum.errors import VariorumError

TREE = Path(__file__).parents[1] / "weights"
WHEEL = "variorum_weights_en"


class WeightsMissing(VariorumError):
    """The program was installed without its weights."""


def folder() -> Path:
    """The folder of the weights. Raises WeightsMissing where there are none."""
    if TREE.is_dir():
        return TREE
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise WeightsMissing("the models' weights are not installed: install the package variorum-weights-en beside variorum")
    return Path(spec.origin).parent
