# The verbs of this repository; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PORT ?= 8501
TESTERS ?= 2

.PHONY: help setup run test lint bench reliability words tree tables pictures

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 8

setup: $(STAMP)  ## the environment alone: .venv with the pinned set

run: $(STAMP)  ## sample world, two audited runs, dashboard on 127.0.0.1:8501 (PORT=…)
	@$(BIN)/equipoise demo --port $(PORT)

test: $(STAMP)  ## all tests: in two processes, then those that need a browser, one after the other
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile --ignore tests/browser
	@$(BIN)/python -m pytest tests/browser

lint: $(STAMP)  ## style, types and import rules
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(STAMP)  ## timings and full-scale figures, off in `make test`
	@$(BIN)/python -m pytest tests/benchmarks -s -o addopts="--import-mode=importlib --benchmark-columns=min,median,max --benchmark-group-by=group"

reliability: $(STAMP)  ## the figures of docs/reliability.md at full scale (half an hour)
	@$(BIN)/python -m pytest -m slow -s -q tests/reliability tests/engine/jobs/test_kills.py tests/engine/workspace/test_seals.py tests/engine/workspace/test_full_disk.py

tree: $(STAMP)  ## the README's tree made anew
	@$(BIN)/python tests/readme_tree.py

tables: $(STAMP)  ## docs/codes.md and docs/metrics.md made anew
	@$(BIN)/python -m tests.codes_table
	@$(BIN)/python -m tests.metrics_table

pictures: $(STAMP)  ## the pictures of docs/images made anew (needs Chromium)
	@$(BIN)/python -m tests.pictures

words: $(STAMP)  ## the template of all texts for translators
	@mkdir -p engine/words/locale
	@$(BIN)/pybabel -q extract -k mark -k plural:1,2 -o engine/words/locale/equipoise.pot engine dashboard

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (make PYTHON=python3.11 …)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned set into .venv (a few minutes the first time)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt torch==2.13.0 -e '.[test]'
	@touch $(STAMP)
