#!/bin/sh
# Builds what a release carries, installs the program's wheel and the wheel of its weights in a clean environment outside the checkout, and
# runs the demo from them.
# Usage: tests/wheel.sh PYTHON, with a Python that has `build` and `hatchling`.
set -eu
unset PYTHONPATH # the wheels are to be found, and no checkout
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$root"
sh weights/build.sh "$python" "$place" >/dev/null
"$python" -m build --wheel --no-isolation --outdir "$place/whole" . >/dev/null # in the plain way: with all that it needs
"$python" -m zipfile --list "$place"/whole/*.whl | grep -q weights/encoder.onnx
"$python" -m venv "$place/venv"
pip="$place/venv/bin/python -m pip --disable-pip-version-check --quiet"
$pip install --require-hashes -r requirements.lock
$pip install --no-deps "$place"/variorum-*.whl
if $pip check >/dev/null; then echo "The program's wheel does not ask for its weights." >&2; exit 1; fi
if "$place/venv/bin/variorum" read examples/mackerel --library "$place/none.db" 2>"$place/said.txt"; then exit 1; fi
grep -q "variorum-weights-en" "$place/said.txt"
$pip install --no-deps "$place"/variorum_weights_en-*.whl
$pip check
cp -r examples/mackerel "$place/reports"
cd "$place"
PATH=$place/venv/bin:$PATH
variorum read reports
variorum stories
variorum brief >brief.txt
grep -q "7 reports · " brief.txt
variorum brief --format json >brief.json
variorum export --to tables --format jsonl >/dev/null
python -c "
import pathlib
from variorum.store.schema import TABLES
assert {path.stem for path in pathlib.Path('tables').iterdir()} == {*TABLES, 'differences'}
"
test -s tables/statements.jsonl
variorum check
variorum problems >problems.txt
test ! -s problems.txt
python -c "
import pathlib, variorum
assert pathlib.Path(variorum.__file__).with_name('py.typed').exists()  # users' type checkers look for it
assert not (pathlib.Path(variorum.__file__).parent / 'language' / 'weights').exists()  # they came in their own wheel
story = variorum.open('library.db').story()
assert story.text().startswith(story.title)
assert story.brief().story.counts.reports == 7
from variorum.language import pack
from variorum.language.models.judge import Asked, Judge
assert Judge(pack.stem).tells([Asked('The harbour is shut.', 'The harbour is open.')])  # it reads its letters in the encoder's file
"
echo "The wheels work, in kB:"
du -k "$place"/*.whl
