#!/bin/sh
# Builds the wheel, installs it in a clean environment outside the checkout, and runs the demo from it.
# Usage: tests/wheel.sh PYTHON, with a Python that has `build` and `hatchling`.
set -eu
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$root"
"$python" -m build --wheel --no-isolation --outdir "$place" . >/dev/null
"$python" -m venv "$place/venv"
pip="$place/venv/bin/python -m pip --disable-pip-version-check --quiet"
$pip install --require-hashes -r requirements.lock
$pip install --no-deps "$place"/variorum-*.whl
$pip check
cp -r examples/mackerel "$place/reports"
cd "$place"
PATH=$place/venv/bin:$PATH
unset PYTHONPATH
variorum read reports
variorum stories
variorum brief >brief.txt
grep -q "7 reports, " brief.txt
variorum brief --format json >brief.json
variorum export --to tables --format jsonl >/dev/null
test "$(ls tables | wc -l)" -eq 12
test -s tables/statements.jsonl
variorum check
variorum problems >problems.txt
test ! -s problems.txt
python -c "
import pathlib, variorum
assert pathlib.Path(variorum.__file__).with_name('py.typed').exists()  # users' type checkers look for it
story = variorum.open('library.db').story()
assert story.text().startswith(story.title)
assert story.brief().story.counts.reports == 7
"
echo "The wheel $(ls "$place" | grep whl) works: $(du -k "$place"/*.whl | cut -f1) kB."
