# `make demo` and `make test` do all their set-up: a machine needs only Python 3.11 or newer, and make.

VENV := .venv
BIN := $(VENV)/bin
SOURCES := wfm tests benchmarks docs

.PHONY: demo test lint types contracts docs docs-check clean

demo: $(VENV)/.installed
	$(BIN)/wfm run --from 1999-03-07 --days 28

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/.installed-dev
	$(BIN)/mypy --strict wfm docs/generate.py

contracts: $(VENV)/.installed-dev
	$(BIN)/lint-imports

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py

docs-check: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py --check

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@ $(VENV)/.installed

# The first Python that is new enough, whatever it is called here.
$(BIN)/python:
	@for python in $(PYTHON) python3 python python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "making $(VENV) with $$python"; \
			$$python -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "$$python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Python 3.11 or newer is needed and was not found; name one with: make PYTHON=/path/to/python3.12" >&2; \
	exit 1
