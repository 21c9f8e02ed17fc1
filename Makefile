# selon: the two commands are `make demo` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
LOCKING = pyproject.toml --quiet --universal --generate-hashes --no-header --python-version 3.11

.PHONY: help demo test test-scale test-web lint types contracts evaluate floors fit bench bench-whole bench-memory bench-linking lock clean setup setup-dev

PYTHON := .venv/bin/python
SELON := $(PYTHON) -m selon
DEMO := results/demo

help: ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: [^#]*## /\t/' | awk -F'\t' '{printf "make %-10s %s\n", $$1, $$2}'

demo: setup ## builds a dossier from examples/, prints its chronology and claims, writes the HTML dossier
	@mkdir -p results && rm -f $(DEMO).selon $(DEMO).selon-wal $(DEMO).selon-shm
	@$(SELON) build examples -d $(DEMO).selon || [ $$? -eq 3 ]
	@printf '\n== selon timeline\n\n' && $(SELON) timeline -d $(DEMO).selon
	@printf '\n== selon claims\n\n' && $(SELON) claims -d $(DEMO).selon
	@$(SELON) export html -d $(DEMO).selon -o $(DEMO).html
	@printf '\nThe HTML dossier: %s\n' '$(CURDIR)/$(DEMO).html'

test: setup-dev ## the test suite, with branch coverage
	@$(PYTHON) -m pytest -q --cov --cov-report=term

test-web: setup-dev ## the reading room in a real browser (Chromium)
	@$(PYTHON) -m pytest -q -m browser tests/web

test-scale: setup-dev ## three hundred pages on Ray tell the same as in one process
	@$(PYTHON) -m pytest -q tests/test_scale.py -m scale

lint: setup-dev ## ruff: format and lint
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m ruff check

types: setup-dev ## mypy, strict
	@$(PYTHON) -m mypy

contracts: setup-dev ## which room may import which
	@$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

evaluate: setup ## the figures on the gold in ../shared, beside their floors and goals
	@$(PYTHON) benchmarks/evaluate.py

floors: setup ## raises the floors to what has been reached; never lowers one
	@$(PYTHON) benchmarks/evaluate.py --raise

fit: setup-dev ## fits the judge of quotations and the choice of speakers anew on the gold in ../shared
	@$(PYTHON) training/fit_quotations.py --table
	@$(PYTHON) training/fit_speakers.py

bench: setup ## how long the commands take to start, and `annotate` beside the bare parser
	@$(PYTHON) benchmarks/startup.py
	@$(PYTHON) benchmarks/annotate.py

bench-whole: setup ## from HTML to dossier beside the bare parser, by stages; and two processes beside one
	@$(PYTHON) benchmarks/whole.py
	@$(PYTHON) benchmarks/scale_up.py

bench-memory: setup ## memory over 6,000 pages (a quarter of an hour)
	@$(PYTHON) benchmarks/whole.py --memory

bench-linking: setup ## copies of 100,000 documents, shards of 300,000 (three quarters of an hour)
	@$(PYTHON) benchmarks/linking_speed.py --sizes 1000 5000 10000 20000 50000 100000
	@$(PYTHON) benchmarks/shards.py --sizes 10000 30000 100000 300000

lock: ## makes both lock files anew from pyproject.toml (needs uv)
	@uv pip compile $(LOCKING) --group build -o requirements.lock
	@uv pip compile $(LOCKING) --group dev --all-extras -o requirements-dev.lock

clean: ## removes what the other targets made, .venv included
	@rm -rf .venv results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist build

setup:
	@sh scripts/setup requirements.lock

setup-dev:
	@sh scripts/setup requirements-dev.lock
