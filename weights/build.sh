#!/bin/sh
# Builds what a release uploads: the wheel of the weights, the wheel of the program that asks for it, and the source with everything in it.
# Usage: weights/build.sh PYTHON FOLDER, with a Python that has `build` and `hatchling`.
set -eu
cd "$(dirname "$0")/.."
"$1" -m build --no-isolation --wheel --outdir "$2" weights
HATCH_BUILD_HOOK_ENABLE_CUSTOM=true "$1" -m build --no-isolation --wheel --outdir "$2" .
"$1" -m build --no-isolation --sdist --outdir "$2" .
