# The commands of every day. Python 3.11 or newer and make are all that has to be there; everything else goes into .venv.
# CONTRIBUTING.md says what each is for.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
SHARED ?= $(or $(VARIORUM_SHARED),../shared)
DEMO := .cache/demo.db

.PHONY: demo unit fixtures test lint every-test wheel dist accept findings kinds mutants quality repeatable reliability-sample reliability bench \
  second-reader ray docs docs-data screenshots lock clean

# The brief of the example, from the files to the page.
demo: .venv/run
	@mkdir -p .cache && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@$(BIN)/variorum read examples/mackerel --library $(DEMO)
	@echo
	@$(BIN)/variorum brief --library $(DEMO)

# The fast loop, a minute or two: tests that need no model, no process of their own and no browser. tests/conftest.py sees to it.
unit: .venv/dev
	$(BIN)/python -m pytest -m "not (model or process or browser or reliability)" $(MORE)

# What the models make of the texts of the tests marked `stored`, laid down under tests/stored for those tests to read.
fixtures: .venv/dev
	FIXTURES=1 $(BIN)/python -m pytest -m "stored and not model"

# All that has to hold before a change goes in.
test: lint every-test wheel

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

every-test: .venv/dev
	$(BIN)/python -m pytest --durations=15

# The wheel as users get it: built, installed in a clean environment, and the demo run from it.
wheel: .venv/dev
	sh tests/wheel.sh $(BIN)/python

# What a release uploads, in dist/: the program's wheel and source, and the wheel of the weights that it asks for.
dist: .venv/dev
	rm -rf dist
	sh weights/build.sh $(BIN)/python dist

# Rewrites the golden files under tests/stories, those of pairs of sentences, what the docs show of outputs, and the card in README.md; look at the
# difference before it is committed.
accept: .venv/dev
	ACCEPT=1 $(BIN)/python -m pytest -q tests/test_golden.py tests/questions/test_stories_of_two.py tests/test_docs.py || true
	$(BIN)/python docs/generate.py
	git --no-pager diff --stat -- tests/stories tests/questions README.md docs src/variorum/schemas

# What the change gains, loses and moves over a fixed pile of stories, beside the commit before it. `MORE="--against REV --table points"`.
findings: .venv/dev
	@VARIORUM_SHARED=$(SHARED) $(BIN)/python benchmarks/findings.py $(MORE)

# What each kind of question fires on, on labelled stories that lie in LIBRARY. `MORE="--kind number --show"`.
kinds: .venv/dev
	@VARIORUM_SHARED=$(SHARED) $(BIN)/python benchmarks/kinds.py --library $(LIBRARY) $(MORE)

# Small faults made one by one: do the nearest tests notice? `MORE="--room text --draw 60"`; without it some half an hour.
mutants: .venv/dev
	@$(BIN)/python benchmarks/mutants.py $(MORE)

# Every scorer whose data lies there; prints one line of figures each.
quality: .venv/dev
	VARIORUM_SHARED=$(SHARED) $(BIN)/python benchmarks/all.py quality

# The same rows as on the machine that wrote the hashes? Add `--older avx2` or `sse` by hand to try an older processor.
repeatable: .venv/dev
	VARIORUM_SHARED=$(SHARED) $(BIN)/python benchmarks/repeatable.py

# Two minutes of what follows: the tests marked so. They are in `make test`, and so in the continuous integration.
reliability-sample: .venv/dev
	$(BIN)/python -m pytest -m reliability --durations=0 $(MORE)

# Commands killed, files spoilt, libraries damaged, inputs doubled, a server loaded: an hour or two.
reliability: .venv/dev
	$(BIN)/python benchmarks/reliability/kills.py --kills 500
	$(BIN)/python benchmarks/reliability/damage.py --rounds 3000
	$(BIN)/python benchmarks/reliability/fuzz.py --inputs 100000 --stages 3000
	$(BIN)/python benchmarks/reliability/growth.py
	$(BIN)/python benchmarks/reliability/load.py

# The example read with a real server of a small language model beside it, killed midway and run again; a quarter of an hour the first time,
# when that server is compiled. Where it cannot be, this says so and is done. No part of `make test`.
second-reader: .venv/dev
	@sh tests/live_reader.sh $(BIN)/python .cache/second-reader

# The engine of many machines, on this one. No part of `make test`, where its tests skip.
ray: .venv/ray
	$(BIN)/python -m pytest tests/engines/test_ray.py --durations=5 $(MORE)

# Speed and scale, beside what others make of the same input.
bench: .venv/bench
	VARIORUM_SHARED=$(SHARED) $(BIN)/python benchmarks/all.py speed

# The documentation as pages, in .cache/site: asks no network; a broken link is an error. `python -m http.server -d .cache/site` shows it.
docs: .venv/dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet && echo "The documentation: .cache/site/index.html"

# What of the documentation is made from the program: data dictionary, schemas, list of commands, kinds of difference.
docs-data: .venv/dev
	$(BIN)/python docs/generate.py

screenshots: .venv/bench
	$(BIN)/python docs/screenshots.py

# New versions of everything that is installed.
lock:
	for part in ":" "-dev:--group dev" "-bench:--group dev --group bench"; do \
	  uv pip compile pyproject.toml $${part#*:} --upgrade --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --no-annotate --quiet -o "requirements$${part%%:*}.lock"; done

clean:
	rm -rf .venv .cache build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/run: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.venv/ray: .venv/dev
	$(PIP) install --quiet --editable '.[ray]'
	@touch $@

.venv/bench: .venv/dev requirements-bench.lock
	$(PIP) install --quiet --require-hashes -r requirements-bench.lock
	@touch $@
