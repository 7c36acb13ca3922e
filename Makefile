# Dateline's commands. Each sets up what it needs and may be run again at any time.
#   make setup    .venv from the locked requirements (first time: a few minutes)
#   make demo     read the bundled dispatches, print the result, write pages
#   make test     every test          make lint     style, types, import direction, module length
#   make bench    dev figures into benchmarks/RESULTS.md
#   make speed    reports a second, start-up, memory
#   make frontend build the desk's pages (needs Node 20 or newer; the built files are committed)
#   make lock     renew the requirements files        make clean    remove what was built

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.dateline-setup
# The first interpreter on the PATH that is new enough.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
TEST_WORKERS ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export OMP_NUM_THREADS ?= 1

.PHONY: setup demo test lint bench speed frontend lock clean
.DEFAULT_GOAL := setup

setup: $(STAMP)

$(STAMP): requirements-dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11 or newer on the PATH" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "no virtual environment: install python3-venv, then run make again" >&2; exit 1; }
	$(BIN)/python -m pip install -qq --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -qq --no-deps --no-index --no-build-isolation --editable .
	@touch $@

demo: setup
	$(BIN)/dateline demo

test: setup
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_structure.py

bench: setup
	$(BIN)/python benchmarks/bench.py

speed: setup
	$(BIN)/python benchmarks/speed.py

frontend:
	cd frontend && npm ci --silent && npm run --silent check && npm run --silent build
	$(PYTHON) frontend/stamp.py

# uv resolves for every platform at once; it comes and goes with a throwaway environment.
lock:
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	$(PYTHON) -m venv $$scratch && $$scratch/bin/pip install -qq uv && \
	compile="$$scratch/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
		--generate-hashes --no-annotate --custom-compile-command 'make lock'" && \
	eval "$$compile --output-file requirements.txt" && \
	eval "$$compile --extra dev --constraint requirements.txt --output-file requirements-dev.txt"

clean:
	rm -rf $(VENV) build dist dateline-demo src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
